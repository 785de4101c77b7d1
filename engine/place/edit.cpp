#include "engine/place/edit.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "engine/place/edit_areas.hpp"
#include "engine/place/rows.hpp"

namespace kith::place {
namespace {

struct Field {
    std::string segment, column;
};

Field split(std::string_view field) {
    const std::size_t at = field.find('/');
    if (at == std::string_view::npos) return {};
    return {std::string(field.substr(0, at)), std::string(field.substr(at + 1))};
}

base::Error no_subject() { return base::not_found("The edit is about something that is not in this place (any more)."); }

/// Node columns hold people and assets; `household` holds households.
enum class Reference { none, node, household };
Reference reference_of(const Field& field) {
    if (field.segment == "people" && field.column == "household") return Reference::household;
    if (field.segment == "ties" && (field.column == "from" || field.column == "to")) return Reference::node;
    if (field.segment == "events" && (field.column == "person" || field.column == "other")) return Reference::node;
    return Reference::none;
}

/// Columns that no edit may set: identity, and what is derived.
bool fixed(const Field& field) {
    constexpr std::array<std::string_view, 5> never{"key_high", "key_low", "area", "counted_with", "source_row"};
    if (std::find(never.begin(), never.end(), field.column) != never.end()) return true;
    return field.segment == "ties" && (field.column == "from" || field.column == "to" || field.column == "kind" || field.column == "sensitive");
}

Value read(const Revision& revision, const Field& field, std::size_t row) {
    const column::Column& column = *revision.column(field.segment, field.column);
    const Reference reference = reference_of(field);
    if (reference == Reference::none || !column.known(row)) return value_of(column, row);
    const std::int32_t at = column.i32()[row];
    if (at < 0) return Missing{column::State::not_applicable};
    return reference == Reference::node ? revision.key_of_node(at) : revision.key_of("households", at);
}

base::Result<Value> stored(const Revision& revision, const Field& field, const Value& value) {
    if (reference_of(field) == Reference::none) return value;
    if (std::holds_alternative<Missing>(value)) return Value(std::int64_t{base::no_row});
    const auto* key = std::get_if<base::EntityKey>(&value);
    const auto row = key == nullptr ? std::nullopt : revision.find(*key);
    if (!row) return no_subject();
    return Value(static_cast<std::int64_t>(row->row) + (key->kind == base::EntityKind::asset ? static_cast<std::int64_t>(revision.people()) : 0));
}

bool belongs(std::string_view segment, std::string_view table) {
    return segment == table || (segment.starts_with(table) && segment.size() > table.size() && segment[table.size()] == '.' &&
                                segment.find(".within.") == std::string_view::npos && !segment.ends_with(".geometry") && !segment.ends_with(".borders") &&
                                !segment.ends_with(".methods"));
}

std::string_view table_name(base::EntityKind kind) {
    constexpr std::array<std::string_view, base::entity_kind_count> tables{"people", "households", "assets", "", "ties", "events"};
    return tables[static_cast<std::size_t>(kind)];
}

/// A run of `set` edits, segment by segment.
class Setter {
public:
    /// `among`: where those are looked up whom a value names; not where a row stands that has no ends yet.
    Setter(const RevisionPtr& revision, const Revision& among, const column::Allocator& allocate) : revision_(revision), among_(among), allocate_(allocate) {}

    base::Status set(const base::EntityKey& subject, const std::string& name, const Value* before, const Value& after) {
        const auto row = revision_->find(subject);
        if (!row) return no_subject();
        return set_row(static_cast<std::size_t>(row->row), row->table, name, before, after);
    }

    base::Status set_row(std::size_t row, std::string_view table, const std::string& name, const Value* before, const Value& after) {
        const Field field = split(name);
        const column::Column* column = revision_->column(field.segment, field.column);
        if (column == nullptr || !belongs(field.segment, table)) return base::not_found("There is no field " + name + " to edit here.");
        const std::pair<std::string, std::size_t> cell{name, row};
        if (before != nullptr) {
            const auto at = now_.find(cell);
            if ((at == now_.end() ? read(*revision_, field, row) : at->second) != *before)
                return base::bad_input("The field " + name + " has changed since the edit was made; the edit was not used.");
        }
        auto value = stored(among_, field, after);
        if (!value) return value.error();
        auto [editor, fresh] = editors_.try_emplace(name, *column);
        if (base::Status status = editor->second.set(row, *value); !status) return status;
        now_[cell] = after;
        return {};
    }

    base::Result<RevisionPtr> finish() && {
        std::set<std::string> touched;
        for (const auto& [name, editor] : editors_) touched.insert(split(name).segment);
        std::vector<column::SegmentPtr> changed;
        for (const std::string& key : touched) {
            const auto& segment = revision_->segment(key);
            column::SegmentBuilder builder(key);
            for (const auto& column : segment->columns()) {
                const auto at = editors_.find(key + '/' + std::string(column.key()));
                if (at == editors_.end()) builder.add_column(segment, column);
                else std::move(at->second).add_to(builder);
            }
            auto next = std::move(builder).finish(allocate_);
            if (!next) return next.error();
            changed.push_back(std::move(*next));
        }
        return changed.empty() ? revision_ : revision_->with(std::move(changed));
    }

private:
    RevisionPtr revision_;
    const Revision& among_;
    const column::Allocator& allocate_;
    std::map<std::string, ColumnEditor> editors_;
    std::map<std::pair<std::string, std::size_t>, Value> now_;
};

std::vector<Cell> record_of(const Revision& revision, std::string_view table, std::size_t row) {
    std::vector<Cell> record;
    for (const auto& segment : revision.segments()) {
        if (!belongs(segment->key(), table)) continue;
        for (const auto& column : segment->columns()) {
            const Field field{std::string(segment->key()), std::string(column.key())};
            if (column.key() == "key_high" || column.key() == "key_low") continue;
            record.push_back({field.segment + '/' + field.column, read(revision, field, row)});
        }
    }
    return record;
}

bool in_a_tie(const Revision& revision, const base::EntityKey& key, std::int32_t row) {
    if (key.kind != base::EntityKind::person && key.kind != base::EntityKind::asset) return false;
    const std::int32_t node = row + (key.kind == base::EntityKind::asset ? static_cast<std::int32_t>(revision.people()) : 0);
    for (const char* end : {"from", "to"}) {
        const auto* column = revision.column("ties", end);
        if (column != nullptr && std::find(column->i32().begin(), column->i32().end(), node) != column->i32().end()) return true;
    }
    return false;
}

std::size_t rows_in(const Revision& revision, std::string_view table) {
    const auto& segment = revision.segment(table);
    return segment == nullptr ? 0 : segment->columns()[0].rows();
}

base::Result<RevisionPtr> with_rows(const Revision& revision, std::string_view table, std::vector<std::int32_t> rows, const column::Allocator& allocate) {
    RowChoices choices;
    Choice& choice = table == "people" ? choices.people : table == "assets" ? choices.assets : table == "households" ? choices.households
                     : table == "ties" ? choices.ties : choices.events;
    choice = std::move(rows);
    return choose_rows(revision, choices, allocate);
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

/// One row that the edit brings, in the columns of its table.
base::Result<column::SegmentPtr> one_row(const Revision& revision, std::string_view table, const Edit& edit) {
    column::SegmentBuilder empty{std::string(table)}, filled{std::string(table)};
    const std::int32_t none = base::no_row;
    for (const auto& c : revision.segment(table)->columns()) {
        if (c.type() == column::Type::i32 && c.states().empty()) empty.add_i32(std::string(c.key()), {0});
        else empty.add_rows(c, std::span(&none, 1));
    }
    auto blank = std::move(empty).finish(column::heap_memory);
    if (!blank) return blank;
    for (const Cell& cell : edit.record)
        if (const Field field = split(cell.field); field.segment != table || (*blank)->find(field.column) == nullptr) return base::not_found("There is no field " + cell.field + " to edit here.");
    for (const auto& c : (*blank)->columns()) {
        ColumnEditor editor(c);
        for (const Cell& cell : edit.record) {
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

base::Result<RevisionPtr> apply_remove(const RevisionPtr& revision, const Edit& edit, const column::Allocator& allocate) {
    if (edit.subject.kind == base::EntityKind::area) return without_area(*revision, edit, allocate);
    const auto row = revision->find(edit.subject);
    if (!row) return no_subject();
    if (record_of(*revision, row->table, static_cast<std::size_t>(row->row)) != edit.record)
        return base::bad_input("What the edit would remove has changed since; it was not removed.");
    if (in_a_tie(*revision, edit.subject, row->row)) return base::misuse("It still has ties. Remove those first, then it can go.");
    if (row->table == "ties" && spliceable(*revision->segment("ties"))) return with_spliced(*revision, "ties", static_cast<std::size_t>(row->row), 1, nullptr, allocate);
    std::vector<std::int32_t> rows;
    for (std::int32_t i = 0; i < static_cast<std::int32_t>(rows_in(*revision, row->table)); ++i)
        if (i != row->row) rows.push_back(i);
    return with_rows(*revision, row->table, std::move(rows), allocate);
}

base::Result<RevisionPtr> apply_add(const RevisionPtr& revision, const Edit& edit, const column::Allocator& allocate) {
    if (edit.subject.kind == base::EntityKind::area) return with_area(*revision, edit, allocate);
    const std::string_view table = table_name(edit.subject.kind);
    if (table.empty() || revision->segment(table) == nullptr) return base::misuse("This place has no table that could hold what the edit adds.");
    if (edit.subject.kind != base::EntityKind::tie && revision->find(edit.subject)) return base::bad_input("What the edit would add is here already.");
    const auto count = static_cast<std::int64_t>(rows_in(*revision, table));
    const std::int64_t at = edit.at < 0 ? count : std::min(edit.at, count);
    if (table == "ties" && spliceable(*revision->segment(table))) {
        const auto row = one_row(*revision, table, edit);
        return row ? with_spliced(*revision, table, static_cast<std::size_t>(at), 0, *row, allocate) : base::Result<RevisionPtr>(row.error());
    }
    std::vector<std::int32_t> rows;
    for (std::int64_t i = 0; i <= count; ++i) rows.push_back(i == at ? base::no_row : static_cast<std::int32_t>(i < at ? i : i - 1));
    auto widened = with_rows(*revision, table, std::move(rows), allocate);
    if (!widened) return widened;
    Setter setter(*widened, *revision, allocate);
    const auto row = static_cast<std::size_t>(at);
    const std::string name(table);
    if (edit.subject.kind != base::EntityKind::tie) {
        for (const auto& [key, half] : {std::pair{"/key_high", edit.subject.high}, std::pair{"/key_low", edit.subject.low}})
            if (auto s = setter.set_row(row, table, name + key, nullptr, Value(static_cast<std::int64_t>(half))); !s) return s.error();
    }
    for (const Cell& cell : edit.record)
        if (auto s = setter.set_row(row, table, cell.field, nullptr, cell.value); !s) return s.error();
    return std::move(setter).finish();
}

}  // namespace

std::string_view name_of(Operation operation) {
    constexpr std::array<std::string_view, 3> names{"set", "add", "remove"};
    return names[static_cast<std::size_t>(operation)];
}

Edit inverse(const Edit& edit) {
    Edit back = edit;
    std::swap(back.before, back.after);
    if (edit.operation == Operation::add) back.operation = Operation::remove;
    if (edit.operation == Operation::remove) back.operation = Operation::add;
    return back;
}

std::vector<Edit> inverse(std::span<const Edit> edits) {
    std::vector<Edit> back;
    for (auto at = edits.rbegin(); at != edits.rend(); ++at) back.push_back(inverse(*at));
    return back;
}

base::Result<RevisionPtr> apply(const RevisionPtr& revision, std::span<const Edit> edits, const column::Allocator& allocate) {
    RevisionPtr now = revision;
    for (std::size_t i = 0; i < edits.size();) {
        if (edits[i].operation != Operation::set) {
            auto next = edits[i].operation == Operation::add ? apply_add(now, edits[i], allocate) : apply_remove(now, edits[i], allocate);
            if (!next) return next;
            now = std::move(*next);
            ++i;
            continue;
        }
        Setter setter(now, *now, allocate);
        for (; i < edits.size() && edits[i].operation == Operation::set; ++i) {
            if (fixed(split(edits[i].field))) return base::misuse("The field " + edits[i].field + " follows from others and is not edited by hand.");
            if (auto s = setter.set(edits[i].subject, edits[i].field, &edits[i].before, edits[i].after); !s) return s.error();
        }
        auto next = std::move(setter).finish();
        if (!next) return next;
        now = std::move(*next);
    }
    return now;
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

base::Result<Value> value_at(const Revision& revision, const base::EntityKey& subject, std::string_view field) {
    const auto row = revision.find(subject);
    const Field parts = split(field);
    if (!row || revision.column(parts.segment, parts.column) == nullptr || !belongs(parts.segment, row->table)) return no_subject();
    return read(revision, parts, static_cast<std::size_t>(row->row));
}

base::Result<Value> Overlay::value(const base::EntityKey& subject, std::string_view field) const {
    if (const auto at = values_.find({subject, std::string(field)}); at != values_.end()) return at->second;
    return value_at(*base_, subject, field);
}

base::Status Overlay::set(Edit edit) {
    if (edit.operation != Operation::set) return base::misuse("Adding and removing need the place to be rebuilt first.");
    if (fixed(split(edit.field))) return base::misuse("The field " + edit.field + " follows from others and is not edited by hand.");
    const auto now = value(edit.subject, edit.field);
    if (!now) return now.error();
    if (*now != edit.before) return base::bad_input("The field " + edit.field + " has changed since the edit was made; the edit was not used.");
    values_[{edit.subject, edit.field}] = edit.after;
    undoable_.push_back(edits_.size());
    edits_.push_back(std::move(edit));
    return {};
}

base::Status Overlay::undo() {
    if (undoable_.empty()) return base::misuse("There is nothing to undo.");
    Edit back = inverse(edits_[undoable_.back()]);
    undoable_.pop_back();
    back.id = edits_.back().id + 1;
    values_[{back.subject, back.field}] = back.after;
    edits_.push_back(std::move(back));
    return {};
}

base::Result<RevisionPtr> Overlay::compacted(const column::Allocator& allocate) const { return apply(base_, edits_, allocate); }

}  // namespace kith::place
