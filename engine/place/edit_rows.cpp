#include "engine/place/edit_rows.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "engine/place/edit_areas.hpp"
#include "engine/place/edit_cells.hpp"
#include "engine/place/rows.hpp"

namespace kith::place {
namespace {

Choice& choice_of(RowChoices& choices, std::string_view table) {
    return table == "people" ? choices.people : table == "assets" ? choices.assets : table == "households" ? choices.households : table == "ties" ? choices.ties : choices.events;
}

/// Tables of millions of rows (ties) hold numbers and dates alone: one row comes in or goes by copying what stands before and behind it.
bool spliceable(const column::Segment& segment) {
    return std::all_of(segment.columns().begin(), segment.columns().end(), [](const column::Column& c) {
        return c.type() == column::Type::boolean || c.type() == column::Type::i32 || c.type() == column::Type::i64 || c.type() == column::Type::f64 || c.type() == column::Type::date;
    });
}

/// The rows before `at`, those of `inserted`, and the rows from `at + removed` on.
class Splice {
public:
    Splice(std::size_t at, std::size_t removed) : at_(at), removed_(removed) {}

    template <class T>
    std::vector<T> of(std::span<const T> rows, std::span<const T> inserted) const {
        std::vector<T> out;
        out.reserve(rows.size() + inserted.size());
        out.insert(out.end(), rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(at_));
        out.insert(out.end(), inserted.begin(), inserted.end());
        out.insert(out.end(), rows.begin() + static_cast<std::ptrdiff_t>(at_ + removed_), rows.end());
        return out;
    }

    /// The same without a copy beside the block, and the states that go with it.
    template <class T>
    void number(column::SegmentBuilder& builder, const column::Column& c, std::span<const T> rows, std::span<const T> inserted, column::States states) const {
        const std::size_t count = rows.size() - removed_ + inserted.size();
        const bool with_states = !states.empty();
        builder.add_written(std::string(c.key()), c.type(), count, with_states, [=, *this, states = std::move(states)](std::span<std::byte> values, std::span<std::uint8_t> into) {
            T* out = reinterpret_cast<T*>(values.data());
            out = std::copy_n(rows.begin(), at_, out);
            out = std::copy(inserted.begin(), inserted.end(), out);
            std::copy(rows.begin() + static_cast<std::ptrdiff_t>(at_ + removed_), rows.end(), out);
            std::copy(states.begin(), states.end(), into.begin());
        });
    }

    /// `inserted`: a column of the same type, or nullptr: nothing comes in.
    void add(column::SegmentBuilder& builder, const column::Column& c, const column::Column* inserted) const {
        const auto stated = [](const column::Column& one) { return !one.states().empty() ? std::vector<std::uint8_t>(one.states().begin(), one.states().end()) : std::vector<std::uint8_t>(one.rows(), 0); };
        column::States states;
        if (!c.states().empty() || (inserted != nullptr && !inserted->states().empty()))
            states = of<std::uint8_t>(stated(c), inserted == nullptr ? std::vector<std::uint8_t>() : stated(*inserted));
        using column::Type;
        const auto in = [&](auto read) { return inserted == nullptr ? decltype(read(c))() : read(*inserted); };
        const auto ints = [](const column::Column& one) { return one.i32(); };
        const auto longs = [](const column::Column& one) { return one.i64(); };
        const auto reals = [](const column::Column& one) { return one.f64(); };
        switch (c.type()) {
            case Type::i32: return number<std::int32_t>(builder, c, c.i32(), in(ints), std::move(states));
            case Type::i64: return number<std::int64_t>(builder, c, c.i64(), in(longs), std::move(states));
            case Type::f64: return number<double>(builder, c, c.f64(), in(reals), std::move(states));
            case Type::boolean: builder.add_booleans(std::string(c.key()), of(c.booleans(), in([](const column::Column& one) { return one.booleans(); })), std::move(states)); return;
            default:
                builder.add_dates(std::string(c.key()), of(c.days(), in([](const column::Column& one) { return one.days(); })), of(c.precisions(), in([](const column::Column& one) { return one.precisions(); })), std::move(states));
        }
    }

private:
    std::size_t at_, removed_;
};

base::Result<RevisionPtr> with_spliced(const Revision& revision, std::string_view table, std::size_t at, std::size_t removed, const column::SegmentPtr& inserted, const column::Allocator& allocate) {
    const column::SegmentPtr& segment = revision.segment(table);
    const Splice splice(at, removed);
    column::SegmentBuilder builder{std::string(table)};
    for (const auto& c : segment->columns()) splice.add(builder, c, inserted == nullptr ? nullptr : inserted->find(c.key()));
    auto next = std::move(builder).finish(allocate);
    if (!next) return next.error();
    return revision.with({std::move(*next)});
}

/// What a tie is by both of its ends, whatever its record says.
Value sensitive_of(const Revision& revision, const Edit& edit) {
    const column::Column* sensitivity = revision.column("assets", "sensitivity");
    for (const Cell& cell : edit.record) {
        const auto* key = cell.field == "ties/from" || cell.field == "ties/to" ? std::get_if<base::EntityKey>(&cell.value) : nullptr;
        const auto row = key != nullptr && key->kind == base::EntityKind::asset ? revision.find(*key) : std::nullopt;
        if (row && sensitivity != nullptr && sensitivity->i32()[static_cast<std::size_t>(row->row)] != 0) return true;
    }
    return false;
}

base::Status has_two_ends(const Edit& edit) {
    for (const char* field : {"ties/from", "ties/to", "ties/kind"})
        if (std::none_of(edit.record.begin(), edit.record.end(), [&](const Cell& cell) { return cell.field == field; })) return base::bad_input("A tie has two ends and a kind; the edit does not say all of them.");
    return {};
}

/// One row that the edit brings, in the columns of its table.
base::Result<column::SegmentPtr> one_row(const Revision& revision, std::string_view table, const std::vector<Cell>& cells) {
    column::SegmentBuilder empty{std::string(table)}, filled{std::string(table)};
    const std::int32_t none = base::no_row;
    for (const auto& c : revision.segment(table)->columns()) {
        if (c.type() == column::Type::i32 && c.states().empty()) empty.add_i32(std::string(c.key()), {0});
        else empty.add_rows(c, std::span(&none, 1));
    }
    auto blank = std::move(empty).finish(column::heap_memory);
    if (!blank) return blank;
    for (const Cell& cell : cells)
        if (const Field field = split(cell.field); field.segment != table || (*blank)->find(field.column) == nullptr) return base::not_found("There is no field " + cell.field + " to edit here.");
    for (const auto& c : (*blank)->columns()) {
        ColumnEditor editor(c);
        for (const Cell& cell : cells) {
            const Field field = split(cell.field);
            if (field.column != c.key()) continue;
            const auto value = stored(revision, field, cell.value);
            if (!value) return value.error();
            if (auto s = editor.set(0, *value); !s) return s.error();
        }
        std::move(editor).add_to(filled);
    }
    return std::move(filled).finish(column::heap_memory);
}

/// Where it stands: where the edit says, or wherever it is.
std::optional<std::int32_t> row_of(const Revision& revision, const Edit& edit) {
    const std::string_view table = table_name(edit.subject.kind);
    if (edit.at >= 0 && edit.at < static_cast<std::int64_t>(revision.rows(table)) && revision.key_of(table, static_cast<std::int32_t>(edit.at)) == edit.subject) return static_cast<std::int32_t>(edit.at);
    const auto row = revision.find(edit.subject);
    return row ? std::optional(row->row) : std::nullopt;
}

bool as_recorded(const std::vector<Cell>& now, const std::vector<Cell>& then) {
    return std::equal(now.begin(), now.end(), then.begin(), then.end(), [](const Cell& one, const Cell& other) { return one.field == other.field && (one.value == other.value || derived(split(one.field))); });
}

bool still_in_a_tie(const Revision& revision, const RowsGone& gone) {
    std::vector<std::uint8_t> nodes(revision.people() + revision.assets());
    for (const std::int32_t row : gone[static_cast<std::size_t>(base::EntityKind::person)]) nodes[static_cast<std::size_t>(row)] = 1;
    for (const std::int32_t row : gone[static_cast<std::size_t>(base::EntityKind::asset)]) nodes[revision.people() + static_cast<std::size_t>(row)] = 1;
    const auto& ties = revision.segment("ties");
    if (ties == nullptr || std::find(nodes.begin(), nodes.end(), 1) == nodes.end()) return false;
    const auto from = ties->find("from")->i32(), to = ties->find("to")->i32();
    const auto& go_too = gone[static_cast<std::size_t>(base::EntityKind::tie)];
    for (std::size_t tie = 0; tie < from.size(); ++tie)
        if ((nodes[static_cast<std::size_t>(from[tie])] != 0 || nodes[static_cast<std::size_t>(to[tie])] != 0) && !go_too.contains(static_cast<std::int32_t>(tie))) return true;
    return false;
}

}  // namespace

/// The cells of a row that comes in. What follows from others is not taken from a record: it is worked out, here or in derived.hpp.
std::vector<Cell> cells_of(const Revision& revision, std::string_view table, std::size_t at, const Edit& edit) {
    std::vector<Cell> cells;
    for (const Cell& cell : edit.record)
        if (!derived(split(cell.field))) cells.push_back(cell);
    if (table == "ties") cells.push_back({"ties/sensitive", sensitive_of(revision, edit)});
    if (table == "assets") cells.push_back({"assets/counted_with", static_cast<std::int64_t>(at)});
    return cells;
}

base::Result<RowsGone> rows_that_go(const Revision& revision, std::span<const Edit> edits) {
    RowsGone gone;
    for (const Edit& edit : edits) {
        const auto row = row_of(revision, edit);
        if (!row || !gone[static_cast<std::size_t>(edit.subject.kind)].insert(*row).second) return no_subject();
        if (!as_recorded(record_of(revision, table_name(edit.subject.kind), static_cast<std::size_t>(*row)), edit.record))
            return base::bad_input("What the edit would remove has changed since; it was not removed.");
    }
    if (still_in_a_tie(revision, gone)) return base::misuse("It still has ties. Remove those first, then it can go.");
    return gone;
}

base::Status row_can_come(const Revision& revision, const Edit& edit) {
    const std::string_view table = table_name(edit.subject.kind);
    if (table.empty() || revision.segment(table) == nullptr) return base::misuse("This place has no table that could hold what the edit adds.");
    if (edit.subject.kind != base::EntityKind::tie && revision.find(edit.subject)) return base::bad_input("What the edit would add is here already.");
    return table == "ties" ? has_two_ends(edit) : base::Status();
}

base::Result<RevisionPtr> without_rows(const RevisionPtr& revision, std::span<const Edit> edits, const column::Allocator& allocate) {
    const auto going = rows_that_go(*revision, edits);
    if (!going) return going.error();
    const RowsGone& gone = *going;
    if (edits.size() == 1 && edits[0].subject.kind == base::EntityKind::tie && spliceable(*revision->segment("ties")))
        return with_spliced(*revision, "ties", static_cast<std::size_t>(*gone[static_cast<std::size_t>(base::EntityKind::tie)].begin()), 1, nullptr, allocate);
    RowChoices choices;
    for (std::size_t kind = 0; kind < gone.size(); ++kind) {
        if (gone[kind].empty()) continue;
        const std::string_view table = table_name(static_cast<base::EntityKind>(kind));
        auto& rows = choice_of(choices, table).emplace();
        rows.reserve(revision->rows(table));
        auto next = gone[kind].begin();
        for (std::int32_t row = 0; row < static_cast<std::int32_t>(revision->rows(table)); ++row) {
            if (next != gone[kind].end() && *next == row) ++next;
            else rows.push_back(row);
        }
    }
    return choose_rows(*revision, choices, allocate);
}

base::Result<RevisionPtr> with_row(const RevisionPtr& revision, const Edit& edit, const column::Allocator& allocate) {
    if (auto s = row_can_come(*revision, edit); !s) return s.error();
    const std::string_view table = table_name(edit.subject.kind);
    const auto count = static_cast<std::int64_t>(revision->rows(table));
    const std::int64_t at = edit.at < 0 ? count : std::min(edit.at, count);
    const auto row = static_cast<std::size_t>(at);
    const std::vector<Cell> cells = cells_of(*revision, table, row, edit);
    if (table == "ties" && spliceable(*revision->segment(table))) {
        const auto brought = one_row(*revision, table, cells);
        return brought ? with_spliced(*revision, table, row, 0, *brought, allocate) : base::Result<RevisionPtr>(brought.error());
    }
    RowChoices choices;
    auto& rows = choice_of(choices, table).emplace();
    for (std::int64_t i = 0; i <= count; ++i) rows.push_back(i == at ? base::no_row : static_cast<std::int32_t>(i < at ? i : i - 1));
    auto widened = choose_rows(*revision, choices, allocate);
    if (!widened) return widened;
    Setter setter(*widened, *revision, allocate);
    const std::string name(table);
    if (edit.subject.kind != base::EntityKind::tie) {
        for (const auto& [key, half] : {std::pair{"/key_high", edit.subject.high}, std::pair{"/key_low", edit.subject.low}})
            if (auto s = setter.set_row(row, table, name + key, nullptr, Value(static_cast<std::int64_t>(half))); !s) return s.error();
    }
    for (const Cell& cell : cells)
        if (auto s = setter.set_row(row, table, cell.field, nullptr, cell.value); !s) return s.error();
    return std::move(setter).finish();
}

base::Result<Edit> removal(const Revision& revision, const base::EntityKey& subject) {
    if (subject.kind == base::EntityKind::area) return area_removal(revision, subject);
    const auto row = revision.find(subject);
    if (!row) return no_subject();
    Edit edit;
    edit.operation = Operation::remove;
    edit.subject = subject;
    edit.at = row->row;
    edit.record = record_of(revision, row->table, static_cast<std::size_t>(row->row));
    return edit;
}

base::Result<std::vector<Edit>> removals(const Revision& revision, std::span<const base::EntityKey> subjects) {
    RowsGone gone;
    std::set<base::EntityKey> areas;
    std::vector<std::uint8_t> nodes(revision.people() + revision.assets());
    for (const base::EntityKey& key : subjects) {
        if (key.kind == base::EntityKind::area) {
            areas.insert(key);
            continue;
        }
        const auto row = revision.find(key);
        if (!row) return no_subject();
        gone[static_cast<std::size_t>(key.kind)].insert(row->row);
        if (key.kind == base::EntityKind::person || key.kind == base::EntityKind::asset) nodes[static_cast<std::size_t>(row->row) + (key.kind == base::EntityKind::asset ? revision.people() : 0)] = 1;
    }
    if (const auto& ties = revision.segment("ties"); ties != nullptr) {
        const auto from = ties->find("from")->i32(), to = ties->find("to")->i32();
        for (std::size_t tie = 0; tie < from.size(); ++tie)
            if (nodes[static_cast<std::size_t>(from[tie])] != 0 || nodes[static_cast<std::size_t>(to[tie])] != 0) gone[static_cast<std::size_t>(base::EntityKind::tie)].insert(static_cast<std::int32_t>(tie));
    }
    std::vector<Edit> edits;
    using enum base::EntityKind;
    for (const base::EntityKind kind : {tie, event, person, household, asset}) {
        const auto& rows = gone[static_cast<std::size_t>(kind)];
        for (auto row = rows.rbegin(); row != rows.rend(); ++row) {  // from below, so that each stands where it stood when it goes
            Edit edit;
            edit.operation = Operation::remove;
            edit.subject = revision.key_of(table_name(kind), *row);
            edit.at = *row;
            edit.record = record_of(revision, table_name(kind), static_cast<std::size_t>(*row));
            edits.push_back(std::move(edit));
        }
    }
    for (const base::EntityKey& key : areas) {
        auto edit = area_removal(revision, key);
        if (!edit) return edit.error();
        edits.push_back(std::move(*edit));
    }
    return edits;
}

}  // namespace kith::place
