#include <algorithm>
#include <cmath>
#include <cstring>

#include "engine/host/result_reader.hpp"

namespace kith::host {
namespace {

constexpr std::size_t most_people = 16;  // in one introduction
constexpr std::uint64_t between_looks = 4096;  // findings, at a wish to stop

template <class T>
T read_at(const std::byte* block, std::size_t offset) {
    T value;
    std::memcpy(&value, block + offset, sizeof value);
    return value;
}

std::int64_t bounded(std::uint64_t count) { return static_cast<std::int64_t>(std::min<std::uint64_t>(count, 1ull << 53)); }

bool date_ok(std::int32_t days) { return days == KITH_NO_DATE || (days > -1'000'000 && days < 3'000'000); }

}  // namespace

struct ResultReader::Walk {
    const std::byte* block = nullptr;
    FindingLayout layout;
    std::uint64_t notes_total = 0, numbers_total = 0;
    std::uint64_t next_note = 0, next_number = 0;
    const Message* message = nullptr;
    // The phrase whose arguments come now: the message, then the strength or change named last.
    const Phrase* phrase = nullptr;
    const std::vector<Limit>* limits = nullptr;
    std::uint64_t filled = 0;             // bits of its arguments
    std::int32_t people[most_people];     // named by an introduction
    std::size_t people_count = 0;
    bool names_person = false;

    double take_number() { return read_at<double>(block, layout.numbers + static_cast<std::size_t>(next_number++) * sizeof(double)); }
    bool phrase_full() const { return filled == (phrase->arguments.size() == 64 ? ~0ull : (1ull << phrase->arguments.size()) - 1); }
    void begin(const Phrase& next, const std::vector<Limit>& its_limits) {
        phrase = &next;
        limits = &its_limits;
        filled = 0;
    }
    bool name(std::int32_t person) {
        names_person = true;
        if (people_count == most_people) return false;
        people[people_count++] = person;
        return true;
    }
};

const char* ResultReader::note_fault(const NoteRecord& note, double number, Walk& walk) const {
    const bool numbered = (note.kind & has_number) != 0;
    const auto kind = static_cast<NoteKind>(note.kind & ~has_number);
    const bool part_ok = number >= 0 && number <= 1;
    if (numbered && !std::isfinite(number)) return "a number that is not finite";
    switch (kind) {
        case NoteKind::argument: {
            if (note.slot >= walk.limits->size()) return "an argument that does not exist";
            const Limit& limit = (*walk.limits)[note.slot];
            const bool is_number = limit.type == ArgumentType::number || limit.type == ArgumentType::metres || limit.type == ArgumentType::share;
            if (numbered && !is_number) return "a number where a row belongs";
            if (!row_ok(limit, note.row, note.layer)) return "an argument whose row or word does not exist";
            if (limit.type == ArgumentType::metres && number < 0) return "a negative distance";
            walk.filled |= 1ull << note.slot;
            if (limit.type == ArgumentType::person && walk.phrase == &walk.message->text && !walk.name(note.row)) return "too many people in one finding";
            return nullptr;
        }
        case NoteKind::tie: return note.row >= 0 && note.row < ties_ && part_ok ? nullptr : "a tie that does not exist";
        case NoteKind::person: return note.row >= 0 && note.row < counts_.people && part_ok ? nullptr : "a person who does not exist";
        case NoteKind::asset: return note.row >= 0 && note.row < counts_.assets && part_ok ? nullptr : "an asset that does not exist";
        case NoteKind::area: return counts_.flat(Entity::area, note.row, note.slot) >= 0 && part_ok ? nullptr : "an area that does not exist";
        case NoteKind::missing: return note.slot < column::facet_count ? nullptr : "a facet that does not exist";
        case NoteKind::strength: case NoteKind::change: {
            if (!walk.phrase_full()) return "an argument that is missing";
            const auto& phrases = kind == NoteKind::strength ? manifest_.strengths : manifest_.changes;
            if (note.slot >= phrases.size()) return "a strength or change that does not exist";
            walk.begin(phrases[note.slot], (kind == NoteKind::strength ? strength_limits_ : change_limits_)[note.slot]);
            return nullptr;
        }
        case NoteKind::interval: return note.slot <= 1 ? nullptr : "an interval with a third end";
        case NoteKind::p_value: return note.slot <= 2 && part_ok ? nullptr : "a probability that is none";
    }
    return "a note of a kind that does not exist";
}

const char* ResultReader::notes_fault(const FindingRecord& record, Walk& walk) const {
    if (record.notes > most_notes || record.first_note != walk.next_note || record.notes > walk.notes_total - walk.next_note) return "notes that are not there";
    if (record.first_number != walk.next_number || record.numbers > walk.numbers_total - walk.next_number) return "numbers that are not there";
    const std::uint64_t numbers_end = walk.next_number + record.numbers;
    if (record.quality == KITH_BETWEEN) {
        if (record.numbers == 0) return "an interval without an upper end";
        const double upper = walk.take_number();
        if (!std::isfinite(upper) || upper < record.value) return "an interval without a proper upper end";
    }
    for (std::size_t i = 0; i < record.notes; ++i, ++walk.next_note) {
        const auto note = read_at<NoteRecord>(walk.block, walk.layout.notes + static_cast<std::size_t>(walk.next_note) * sizeof(NoteRecord));
        double number = 0;
        if ((note.kind & has_number) != 0) {
            if (walk.next_number == numbers_end) return "numbers that are not there";
            number = walk.take_number();
        }
        if (const char* fault = note_fault(note, number, walk); fault != nullptr) return fault;
    }
    if (walk.next_number != numbers_end) return "numbers that belong nowhere";
    return walk.phrase_full() ? nullptr : "an argument that is missing";
}

const char* ResultReader::finding_fault(const FindingRecord& record, Walk& walk) const {
    if (record.message >= manifest_.messages.size()) return "a message that does not exist";
    const Message& message = manifest_.messages[record.message];
    walk.message = &message;
    walk.begin(message.text, message_limits_[record.message]);
    walk.people_count = 0;
    walk.names_person = false;
    if (counts_.flat(message.subjects[0], record.subject, record.layer) < 0) return "a subject that does not exist";
    const bool pair = message.subjects.size() == 2;
    if (pair && counts_.flat(message.subjects[1], record.other, record.layer) < 0) return "a second subject that does not exist";
    if (!pair && record.other != -1) return "a second subject that the message does not have";
    if (pair && message.subjects[0] == message.subjects[1] && record.subject == record.other) return "a pair of one";
    if (record.quality == KITH_UNSAID || record.quality > KITH_NOT_COMPUTABLE || record.reserved != 0) return "a quality that does not exist";
    if (!std::isfinite(record.value)) return "a value that is not finite";
    if (record.quality == KITH_NOT_COMPUTABLE && record.reason >= message.reasons.size()) return "a reason that does not exist";
    if (!date_ok(record.oldest) || !date_ok(record.newest) || (record.oldest == KITH_NO_DATE) != (record.newest == KITH_NO_DATE) || record.oldest > record.newest)
        return "dates that cannot be";
    const std::int32_t subjects[] = {record.subject, record.other};
    for (std::size_t i = 0; i < message.subjects.size(); ++i) {  // a manifest's messages have one or two
        if (message.subjects[i] != Entity::person) continue;
        if (is_alter(subjects[i])) return "somebody who is only named by others";  // NOLINT(clang-analyzer-core.CallAndMessage)
        walk.name(subjects[i]);
    }
    if (const char* fault = notes_fault(record, walk); fault != nullptr) return fault;
    return message.claim == Claim::introduction ? introduction_fault(walk) : nullptr;
}

/// Rule 8: only among participants who said yes, and never a pair that somebody asked to keep apart.
const char* ResultReader::introduction_fault(const Walk& walk) const {
    if (role_ == nullptr || introduce_ == nullptr) return "an introduction, though nobody was asked whether they want one";
    for (std::size_t i = 0; i < walk.people_count; ++i) {
        const auto row = static_cast<std::size_t>(walk.people[i]);
        if (role_->i32()[row] == static_cast<std::int32_t>(column::Role::alter)) return "an introduction through somebody who is only named by others";
        if (!introduce_->known(row) || introduce_->booleans()[row] == 0) return "an introduction of somebody who has not said yes to one";
        for (std::size_t k = 0; k < i && !never_.empty(); ++k) {
            const auto low = static_cast<std::uint64_t>(std::min(walk.people[i], walk.people[k]));
            const auto high = static_cast<std::uint32_t>(std::max(walk.people[i], walk.people[k]));
            if (never_.count(low << 32 | high) != 0) return "an introduction that is never to be made";
        }
    }
    return nullptr;
}

bool ResultReader::dropped(const FindingRecord& record, const Walk& walk) const {
    const Message& message = manifest_.messages[record.message];
    return message.whole_network && (!gate_open_ || (names_nobody_ && walk.names_person));
}

base::Status ResultReader::read_findings(const std::shared_ptr<const column::Memory>& block, AnalysisResult& result) const {
    Walk walk;
    walk.block = block->bytes().data();
    walk.layout = finding_layout(manifest_, counts_);
    if (block->bytes().size() < walk.layout.size) return base::bad_input("Its findings are cut short.");
    const auto count = read_at<std::uint64_t>(walk.block, FindingLayout::count_counter);
    walk.notes_total = read_at<std::uint64_t>(walk.block, FindingLayout::note_counter);
    walk.numbers_total = read_at<std::uint64_t>(walk.block, FindingLayout::number_counter);
    if (count > static_cast<std::uint64_t>(walk.layout.capacity) || walk.notes_total > static_cast<std::uint64_t>(walk.layout.note_capacity) ||
        walk.numbers_total > static_cast<std::uint64_t>(walk.layout.number_capacity))
        return base::bad_input("It claims more findings than there is room for");
    std::vector<SubjectCounter> counters;
    for (const Message& message : manifest_.messages) counters.emplace_back(counts_.of(message.subjects.front()), message.at_most);
    std::vector<std::uint32_t> kept;
    bool any_dropped = false;
    for (std::uint64_t i = 0; i < count; ++i) {
        if (i % between_looks == 0)
            if (base::Status status = job_.check(); !status) return status;
        const auto record = read_at<FindingRecord>(walk.block, walk.layout.records + static_cast<std::size_t>(i) * sizeof(FindingRecord));
        const char* fault = finding_fault(record, walk);
        // Without a fault there is a message. NOLINTNEXTLINE(clang-analyzer-core.CallAndMessage)
        if (fault == nullptr && !counters[record.message].take(counts_.flat(walk.message->subjects[0], record.subject, record.layer)))
            fault = "more findings about one subject than announced";
        if (fault != nullptr) return base::bad_input("Finding " + std::to_string(i + 1) + (walk.message == nullptr ? "" : " ('" + walk.message->id + "')") + ": " + fault);
        const bool drop = dropped(record, walk);
        if (drop && !any_dropped)
            for (std::uint32_t k = 0; k < i; ++k) kept.push_back(k);
        any_dropped = any_dropped || drop;
        if (any_dropped && !drop) kept.push_back(static_cast<std::uint32_t>(i));
    }
    if (walk.next_note != walk.notes_total || walk.next_number != walk.numbers_total) return base::bad_input("Its findings hold notes that belong nowhere");
    for (std::size_t m = 0; m < manifest_.messages.size(); ++m) {
        const bool closed = manifest_.messages[m].whole_network && !gate_open_;
        result.left_out.push_back(closed ? 0 : bounded(read_at<std::uint64_t>(walk.block, FindingLayout::left_out_counter(m))));
    }
    if (count > 0 && !(any_dropped && kept.empty()))
        result.findings = Findings(block, static_cast<std::size_t>(count), walk.layout.records, walk.layout.notes, walk.layout.numbers, std::move(kept));
    return {};
}

}  // namespace kith::host
