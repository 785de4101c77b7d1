#include "engine/host/result_reader.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>
#include <type_traits>

#include "engine/column/builder.hpp"

namespace kith::host {
namespace {

constexpr std::size_t between_looks = 4096;     // rows, at a wish to stop
constexpr double largest_whole = 9007199254740992.0;  // 2^53: beyond it a double skips whole numbers

base::Error wrong(std::string_view what, const std::string& key, std::size_t row, std::string_view fault) {
    return base::bad_input(std::string(what) + " '" + key + "', row " + std::to_string(row) + ": " + std::string(fault));
}

template <class T>
T read_at(const std::byte* block, std::size_t offset) {
    T value;
    std::memcpy(&value, block + offset, sizeof value);
    return value;
}
template <class T>
T read_at(const column::Memory& block, std::size_t offset) { return read_at<T>(block.bytes().data(), offset); }

/// Why a number may not stand in a column of this type; nullptr when it may.
const char* number_fault(double value, ValueType type, std::size_t words) {
    if (!std::isfinite(value)) return "not a finite number";
    if (type == ValueType::number) return nullptr;
    if (value != std::floor(value) || std::abs(value) > largest_whole) return "not a whole number";
    if (type == ValueType::choice && (value < 0 || value >= static_cast<double>(words))) return "none of its choices";
    return nullptr;
}

}  // namespace

ResultReader::ResultReader(const Manifest& manifest, const Counts& counts, const privacy::View& view, bool gate_open, bool names_nobody, const base::JobContext& job)
    : manifest_(manifest), counts_(counts), view_(view), gate_open_(gate_open), names_nobody_(names_nobody), job_(job), people_(view.segment("people")) {
    if (people_ != nullptr) {
        role_ = people_->find("role");
        introduce_ = people_->find("introduce");
    }
    if (role_ != nullptr) {
        const auto roles = role_->i32();
        any_alter_ = std::find(roles.begin(), roles.end(), static_cast<std::int32_t>(column::Role::alter)) != roles.end();
    }
    if (const auto ties = view.segment("ties"); ties != nullptr && !ties->columns().empty()) ties_ = static_cast<std::int64_t>(ties->columns().front().rows());
    if (const auto never = view.segment("never_introduce"); never != nullptr) {
        const auto a = never->find("a")->i32(), b = never->find("b")->i32();
        for (std::size_t i = 0; i < a.size(); ++i)
            never_.insert(static_cast<std::uint64_t>(std::min(a[i], b[i])) << 32 | static_cast<std::uint32_t>(std::max(a[i], b[i])));
    }
    prepare_limits();
}

ResultReader::Limit ResultReader::limit_for(const ArgumentKind& kind) const {
    Limit limit{kind.type, std::numeric_limits<std::int32_t>::max()};
    const auto column = [&]() -> const column::Column* {
        const auto segment = view_.segment(kind.segment);
        return segment == nullptr ? nullptr : segment->find(kind.column);
    };
    switch (kind.type) {
        case ArgumentType::person: limit.below = counts_.people; break;
        case ArgumentType::asset: limit.below = counts_.assets; break;
        case ArgumentType::area: limit.below = counts_.areas(); break;
        case ArgumentType::facet: limit.below = column::facet_count; break;
        case ArgumentType::term: {
            const auto* found = column();
            limit.below = found == nullptr ? 0 : found->dictionary().size();
            break;
        }
        case ArgumentType::word: {
            const auto* found = column();
            limit.below = found == nullptr ? 0 : static_cast<std::int64_t>(found->rows());
            break;
        }
        case ArgumentType::choice: limit.below = static_cast<std::int64_t>(manifest_.word_list(kind.words)->size()); break;
        default: break;
    }
    return limit;
}

void ResultReader::prepare_limits() {
    const auto of = [&](const Phrase& phrase) {
        std::vector<Limit> list;
        for (const Argument& argument : phrase.arguments) list.push_back(limit_for(argument.kind));
        return list;
    };
    for (const Message& message : manifest_.messages) message_limits_.push_back(of(message.text));
    for (const Phrase& phrase : manifest_.strengths) strength_limits_.push_back(of(phrase));
    for (const Phrase& phrase : manifest_.changes) change_limits_.push_back(of(phrase));
}

bool ResultReader::is_alter(std::int32_t person) const {
    return role_ != nullptr && role_->i32()[static_cast<std::size_t>(person)] == static_cast<std::int32_t>(column::Role::alter);
}

bool ResultReader::row_ok(const Limit& limit, std::int32_t row, std::size_t layer) const {
    switch (limit.type) {
        case ArgumentType::area: return counts_.flat(Entity::area, row, layer) >= 0;
        case ArgumentType::integer: case ArgumentType::date: return true;
        case ArgumentType::number: case ArgumentType::metres: case ArgumentType::share: return row == 0;
        default: return row >= 0 && row < limit.below;
    }
}

/// One output column as it lies in the block: what a row says, before and after it is believed.
struct ResultReader::OneColumn {
    const OutputColumn& spec;
    const ColumnPlace& place;
    const std::byte* block;
    const std::int32_t* roles;  // null: no row is only named by others
    bool closed;                // nothing of it may be said
    bool any_missing = false, any_quality = false, any_upper = false, any_reason = false;

    std::size_t rows() const { return static_cast<std::size_t>(place.rows); }
    std::uint8_t quality(std::size_t row) const { return read_at<kith_quality>(block, place.qualities + row); }
    double value(std::size_t row) const { return read_at<double>(block, place.values + row * sizeof(double)); }
    double upper(std::size_t row) const { return read_at<double>(block, place.uppers + row * sizeof(double)); }
    /// Why nothing stands there, or nothing when something does.
    std::optional<std::int32_t> missing(std::size_t row) const {
        if (closed) return static_cast<std::int32_t>(OwnReason::gate_closed);
        if (roles != nullptr && roles[row] == static_cast<std::int32_t>(column::Role::alter)) return static_cast<std::int32_t>(OwnReason::named_only);
        if (quality(row) == KITH_UNSAID) return static_cast<std::int32_t>(OwnReason::unsaid);
        if (quality(row) == KITH_NOT_COMPUTABLE) return static_cast<std::int32_t>(read_at<std::uint16_t>(block, place.reasons + row * 2));
        return std::nullopt;
    }
    void add_to(column::SegmentBuilder& builder) const;
};

base::Status ResultReader::check_column(OneColumn& one) const {
    const OutputColumn& spec = one.spec;
    const std::size_t words = spec.words.empty() ? 0 : manifest_.word_list(spec.words)->size();
    for (std::size_t row = 0; row < one.rows(); ++row) {
        const auto quality = one.quality(row);
        if (quality > KITH_NOT_COMPUTABLE) return wrong("Output", spec.key, row, "a quality that does not exist");
        if (const auto reason = one.missing(row); reason) {
            if (*reason >= static_cast<std::int32_t>(spec.reasons.size())) return wrong("Output", spec.key, row, "a reason that does not exist");
            one.any_missing = true;
            one.any_reason = one.any_reason || *reason != static_cast<std::int32_t>(OwnReason::unsaid);
            continue;
        }
        const double value = one.value(row);
        if (const char* fault = number_fault(value, spec.type, words); fault != nullptr) return wrong("Output", spec.key, row, fault);
        if (quality == KITH_VALUE) continue;
        one.any_quality = true;
        if (spec.type == ValueType::choice) return wrong("Output", spec.key, row, "a bound of a choice");
        if (quality != KITH_BETWEEN) continue;
        if (!spec.interval) return wrong("Output", spec.key, row, "an interval that the manifest does not announce");
        const double upper = one.upper(row);
        if (number_fault(upper, spec.type, words) != nullptr || upper < value) return wrong("Output", spec.key, row, "an interval without a proper upper end");
        one.any_upper = true;
    }
    return {};
}

/// Only what says something: bounds, upper ends and reasons have columns of their own where any row has them.
void ResultReader::OneColumn::add_to(column::SegmentBuilder& builder) const {
    const auto add = [&](const std::string& key, bool with_states, auto known, auto otherwise) {
        using Value = decltype(known(*this, std::size_t{}));
        constexpr auto type = std::is_same_v<Value, double> ? column::Type::f64 : column::Type::i32;
        builder.add_written(key, type, rows(), with_states, [one = *this, known, otherwise](std::span<std::byte> bytes, std::span<std::uint8_t> states) {
            auto* values = reinterpret_cast<Value*>(bytes.data());
            for (std::size_t row = 0; row < one.rows(); ++row) {
                const auto reason = one.missing(row);
                values[row] = reason ? otherwise(*reason) : known(one, row);
                if (!states.empty()) states[row] = static_cast<std::uint8_t>(reason ? column::State::unstated : column::State::known);
            }
        });
    };
    const auto nothing = [](std::int32_t) { return 0.0; };
    // No negative zero: equal results, equal digests.
    constexpr auto own_value = [](const OneColumn& one, std::size_t row) { return one.value(row) == 0 ? 0.0 : one.value(row); };
    add(spec.key, any_missing, own_value, nothing);
    if (any_quality)
        add(spec.key + ".quality", false, [](const OneColumn& one, std::size_t row) {
            constexpr Quality known[] = {Quality::value, Quality::value, Quality::lower_bound, Quality::upper_bound, Quality::between};
            return static_cast<std::int32_t>(known[one.quality(row)]);
        }, [](std::int32_t) { return static_cast<std::int32_t>(Quality::value); });
    if (any_upper)
        add(spec.key + ".upper", false, [own_value](const OneColumn& one, std::size_t row) { return one.quality(row) == KITH_BETWEEN ? one.upper(row) : own_value(one, row); }, nothing);
    if (any_reason)
        add(spec.key + ".reason", false, [](const OneColumn&, std::size_t) { return static_cast<std::int32_t>(OwnReason::unsaid); }, [](std::int32_t reason) { return reason; });
}

base::Status ResultReader::read_outputs(const column::Memory& block, AnalysisResult& result) const {
    const OutputLayout layout = output_layout(manifest_, counts_);
    if (block.bytes().size() < layout.size) return base::bad_input("Its results are cut short.");
    for (const Entity entity : {Entity::person, Entity::asset, Entity::area, Entity::place}) {
        for (int layer = entity == Entity::area ? 0 : -1; layer < (entity == Entity::area ? static_cast<int>(counts_.layers.size()) : 0); ++layer) {
            ResultColumns group;
            group.entity = entity;
            if (layer >= 0) group.layer = view_.layers()[static_cast<std::size_t>(layer)].as;
            column::SegmentBuilder builder("results." + result.as + "." + std::string(name_of(entity)) + (layer < 0 ? "" : "." + group.layer));
            for (const ColumnPlace& place : layout.columns) {
                const OutputColumn& spec = manifest_.columns[place.column];
                if (spec.entity != entity || place.layer != layer) continue;
                const bool whole_person = names_nobody_ && spec.entity == Entity::person;
                OneColumn one{spec, place, block.bytes().data(), spec.entity == Entity::person && any_alter_ ? role_->i32().data() : nullptr,
                              spec.whole_network && (!gate_open_ || whole_person)};
                if (base::Status status = job_.check(); !status) return status;
                if (base::Status status = check_column(one); !status) return status;
                one.add_to(builder);
                group.columns.push_back(&spec);
            }
            if (group.columns.empty()) continue;
            auto segment = std::move(builder).finish(column::heap_memory);
            if (!segment) return segment.error();
            group.segment = *segment;
            result.columns.push_back(std::move(group));
        }
    }
    for (std::size_t i = 0; i < manifest_.tables.size(); ++i)
        if (base::Status status = read_table(block, i, result); !status) return status;
    return {};
}

struct ResultReader::OneCell {
    std::vector<std::int32_t> rows, layers, qualities;
    std::vector<double> numbers, uppers;
    column::States states;
    bool any_missing = false, any_bound = false;
};

base::Status ResultReader::read_cell(const TableColumn& spec, const Limit& limit, const unsigned char* raw, OneCell& out) const {
    kith_cell cell;
    std::memcpy(&cell, raw, sizeof cell);
    if (cell.quality == KITH_UNSAID || cell.quality > KITH_NOT_COMPUTABLE || cell.reserved != 0) return base::bad_input("a quality that does not exist");
    const bool empty = cell.quality == KITH_NOT_COMPUTABLE;
    const bool number = spec.kind.is_number();
    out.any_missing = out.any_missing || empty;
    out.states.push_back(static_cast<std::uint8_t>(empty ? column::State::unstated : column::State::known));
    if (number) {
        if (!std::isfinite(cell.number) || !std::isfinite(cell.upper)) return base::bad_input("not a finite number");
        if (cell.quality == KITH_BETWEEN && cell.upper < cell.number) return base::bad_input("an interval with its ends swapped");
        constexpr Quality known[] = {Quality::value, Quality::value, Quality::lower_bound, Quality::upper_bound, Quality::between, Quality::not_computable};
        out.numbers.push_back(empty || cell.number == 0 ? 0 : cell.number);
        out.uppers.push_back(empty ? 0 : cell.quality == KITH_BETWEEN ? cell.upper : out.numbers.back());
        out.qualities.push_back(static_cast<std::int32_t>(known[cell.quality]));
        out.any_bound = out.any_bound || (!empty && cell.quality != KITH_VALUE);
        return {};
    }
    if (cell.quality != KITH_VALUE && !empty) return base::bad_input("a bound where a row or a word stands");
    if (!empty && !row_ok(limit, cell.row, cell.layer)) return base::bad_input("a row or a word that does not exist");
    if (!empty && spec.kind.type == ArgumentType::person && is_alter(cell.row)) return base::bad_input("somebody who is only named by others");
    out.rows.push_back(empty ? -1 : cell.row);
    out.layers.push_back(empty ? -1 : cell.layer);
    return {};
}

base::Status ResultReader::read_table(const column::Memory& block, std::size_t index, AnalysisResult& result) const {
    const Table& spec = manifest_.tables[index];
    const OutputLayout layout = output_layout(manifest_, counts_);
    const TablePlace& place = layout.tables[index];
    auto rows = read_at<std::uint64_t>(block, OutputLayout::rows_counter(index));
    if (rows > static_cast<std::uint64_t>(place.capacity)) return base::bad_input("Table '" + spec.key + "' claims more rows than there is room for");
    const bool closed = spec.whole_network && !gate_open_;
    const auto persons = std::any_of(spec.columns.begin(), spec.columns.end(), [](const TableColumn& c) { return c.kind.type == ArgumentType::person; });
    if (closed || (spec.whole_network && names_nobody_ && persons)) rows = 0;
    std::vector<Limit> limits;
    for (const TableColumn& column : spec.columns) limits.push_back(limit_for(column.kind));
    std::vector<OneCell> cells(spec.columns.size());
    SubjectCounter counter(counts_.of(spec.per), spec.at_most);
    const auto* base_address = reinterpret_cast<const unsigned char*>(block.bytes().data()) + place.cells;
    for (std::size_t row = 0; row < rows; ++row) {
        if (row % between_looks == 0)
            if (base::Status status = job_.check(); !status) return status;
        for (std::size_t c = 0; c < cells.size(); ++c)
            if (base::Status status = read_cell(spec.columns[c], limits[c], base_address + (row * cells.size() + c) * sizeof(kith_cell), cells[c]); !status)
                return wrong("Table", spec.key, row, status.error().message);
        std::int64_t subject = 0;
        if (spec.subject >= 0) {
            const OneCell& cell = cells[static_cast<std::size_t>(spec.subject)];
            subject = counts_.flat(spec.per, cell.rows.back(), static_cast<std::size_t>(std::max(cell.layers.back(), 0)));
            if (subject < 0) return wrong("Table", spec.key, row, "it does not say what it is about");
        }
        if (!counter.take(subject)) return wrong("Table", spec.key, row, "more rows about one subject than announced");
    }
    column::SegmentBuilder builder("tables." + result.as + "." + spec.key);
    for (std::size_t c = 0; c < cells.size(); ++c) {
        const TableColumn& column = spec.columns[c];
        OneCell& cell = cells[c];
        column::States states = cell.any_missing ? std::move(cell.states) : column::States{};
        if (column.kind.is_number()) {
            builder.add_f64(column.key, std::move(cell.numbers), std::move(states));
            if (cell.any_bound) builder.add_i32(column.key + ".quality", std::move(cell.qualities)).add_f64(column.key + ".upper", std::move(cell.uppers));
        } else if (column.kind.type == ArgumentType::date) {
            std::vector<std::uint8_t> precisions(cell.rows.size(), 0);
            builder.add_dates(column.key, std::move(cell.rows), std::move(precisions), std::move(states));
        } else {
            builder.add_i32(column.key, std::move(cell.rows), std::move(states));
            if (column.kind.type == ArgumentType::area) builder.add_i32(column.key + ".layer", std::move(cell.layers));
        }
    }
    auto segment = std::move(builder).finish(column::heap_memory);
    if (!segment) return segment.error();
    const auto left_out = closed ? 0 : read_at<std::uint64_t>(block, OutputLayout::left_out_counter(index));
    result.tables.push_back({&spec, *segment, static_cast<std::int64_t>(std::min<std::uint64_t>(left_out, 1ull << 53))});
    return {};
}

base::Digest ResultReader::digest_of(const AnalysisResult& result) {
    base::DigestBuilder digest;
    for (const ResultColumns& columns : result.columns) digest.add(columns.segment->key()).add(std::as_bytes(std::span(columns.segment->digest().bytes)));
    for (const ResultTable& table : result.tables)
        digest.add(table.segment->key()).add(std::as_bytes(std::span(table.segment->digest().bytes))).add(static_cast<std::uint64_t>(table.left_out));
    result.findings.add_to(digest);
    for (const std::int64_t left_out : result.left_out) digest.add(static_cast<std::uint64_t>(left_out));
    return digest.finish();
}

}  // namespace kith::host
