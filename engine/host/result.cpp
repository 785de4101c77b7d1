#include "engine/host/result.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "engine/base/content.hpp"
#include "engine/host/result_layout.hpp"

namespace kith::host {
namespace {

constexpr std::array<std::string_view, 14> verdict_words{"ok", "kept for the team", "not possible", "not granted", "bad request", "setup error", "failed", "violation",
                                                         "crashed", "killed", "timed out", "stopped", "invalid result", "internal"};
constexpr std::array<std::string_view, 6> quality_words{"value", "lower bound", "upper bound", "not computable", "suppressed", "between"};

template <class T>
T read_at(const column::Memory& memory, std::size_t offset) {
    T value;
    std::memcpy(&value, memory.bytes().data() + offset, sizeof value);
    return value;
}

Quality quality_of(kith_quality raw) {
    switch (raw) {
        case KITH_VALUE: return Quality::value;
        case KITH_LOWER: return Quality::lower_bound;
        case KITH_UPPER: return Quality::upper_bound;
        case KITH_BETWEEN: return Quality::between;
        default: return Quality::not_computable;
    }
}

std::optional<std::int32_t> date_of(std::int32_t raw) {
    if (raw == KITH_NO_DATE) return {};
    return raw;
}

}  // namespace

std::string_view name_of(Verdict verdict) { return verdict_words[static_cast<std::size_t>(verdict)]; }
bool went_wrong(Verdict verdict) { return verdict != Verdict::ok && verdict != Verdict::kept_for_team && verdict != Verdict::not_possible && verdict != Verdict::not_granted; }
std::string_view name_of(Quality quality) { return quality_words[static_cast<std::size_t>(quality)]; }

ResultColumn::ResultColumn(const OutputColumn& spec, const column::Segment& segment) : spec_(&spec), values_(segment.find(spec.key)), numbers_(values_->f64()) {
    if (const auto* uppers = segment.find(spec.key + ".upper"); uppers != nullptr) uppers_ = uppers->f64();
    if (const auto* qualities = segment.find(spec.key + ".quality"); qualities != nullptr) qualities_ = qualities->i32();
    if (const auto* reasons = segment.find(spec.key + ".reason"); reasons != nullptr) reasons_ = reasons->i32();
}

std::string_view ResultColumn::reason(std::size_t row) const {
    if (values_->known(row)) return {};
    if (values_->state(row) == column::State::withheld) return "Kept back so that nobody can be recognised.";
    const std::int32_t code = reasons_.empty() ? static_cast<std::int32_t>(OwnReason::unsaid) : reasons_[row];
    if (code >= 0) return spec_->reasons[static_cast<std::size_t>(code)].source;
    switch (static_cast<OwnReason>(code)) {
        case OwnReason::gate_closed: return "Too few people were asked for a claim about the whole network.";
        case OwnReason::named_only: return "Only named by somebody else; nothing is worked out about them.";
        case OwnReason::unsaid: break;
    }
    return "The analysis says nothing about this one.";
}

std::size_t ResultTable::rows() const { return segment == nullptr || segment->columns().empty() ? 0 : segment->columns().front().rows(); }

Findings::Findings(std::shared_ptr<const column::Memory> memory, std::size_t count, std::size_t records, std::size_t notes, std::size_t numbers,
                   std::vector<std::uint32_t> kept)
    : memory_(std::move(memory)), count_(kept.empty() ? count : kept.size()), records_(records), notes_(notes), numbers_(numbers), kept_(std::move(kept)) {}

std::uint32_t Findings::message(std::size_t i) const {
    const std::size_t at = kept_.empty() ? i : kept_[i];
    return read_at<FindingRecord>(*memory_, records_ + at * sizeof(FindingRecord)).message;
}

std::int32_t Findings::subject(std::size_t i) const {
    const std::size_t at = kept_.empty() ? i : kept_[i];
    return read_at<FindingRecord>(*memory_, records_ + at * sizeof(FindingRecord)).subject;
}

void Findings::read(std::size_t i, Finding& into) const {
    const std::size_t at = kept_.empty() ? i : kept_[i];
    const auto record = read_at<FindingRecord>(*memory_, records_ + at * sizeof(FindingRecord));
    std::size_t number = numbers_ + static_cast<std::size_t>(record.first_number) * sizeof(double);
    const auto next_number = [&] {
        const double value = read_at<double>(*memory_, number);
        number += sizeof(double);
        return value;
    };
    into.message = record.message;
    into.subject = record.subject;
    into.other = record.other;
    into.layer = record.layer;
    into.quality = quality_of(record.quality);
    into.reason = record.reason;
    into.value = record.value;
    into.upper = record.quality == KITH_BETWEEN ? next_number() : record.value;
    into.known = record.known;
    into.unknown = record.unknown;
    into.oldest = date_of(record.oldest);
    into.newest = date_of(record.newest);
    into.notes.clear();
    for (std::size_t n = 0; n < record.notes; ++n) {
        const auto raw = read_at<NoteRecord>(*memory_, notes_ + (static_cast<std::size_t>(record.first_note) + n) * sizeof(NoteRecord));
        const double value = (raw.kind & has_number) != 0 ? next_number() : 0;
        into.notes.push_back({static_cast<NoteKind>(raw.kind & ~has_number), raw.layer, raw.slot, raw.row, value});
    }
}

void Findings::add_to(base::DigestBuilder& digest) const {
    digest.add(static_cast<std::uint64_t>(count_));
    if (count_ == 0) return;
    const std::size_t last = kept_.empty() ? count_ - 1 : kept_.back();
    const auto record = read_at<FindingRecord>(*memory_, records_ + last * sizeof(FindingRecord));
    const auto bytes = memory_->bytes();
    base::add_content(digest, bytes.subspan(records_, (last + 1) * sizeof(FindingRecord)));
    base::add_content(digest, bytes.subspan(notes_, static_cast<std::size_t>(record.first_note + record.notes) * sizeof(NoteRecord)));
    base::add_content(digest, bytes.subspan(numbers_, static_cast<std::size_t>(record.first_number + record.numbers) * sizeof(double)));
    for (const std::uint32_t i : kept_) digest.add(static_cast<std::uint64_t>(i));
}

const ResultColumns* AnalysisResult::columns_for(Entity entity, std::string_view layer) const {
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const ResultColumns& c) { return c.entity == entity && c.layer == layer; });
    return found == columns.end() ? nullptr : &*found;
}

const ResultTable* AnalysisResult::table(std::string_view key) const {
    const auto found = std::find_if(tables.begin(), tables.end(), [&](const ResultTable& t) { return t.spec->key == key; });
    return found == tables.end() ? nullptr : &*found;
}

}  // namespace kith::host
