// Whether edits will be taken, known before the place is rebuilt.
#include <algorithm>
#include <map>
#include <utility>

#include "engine/place/edit_cells.hpp"
#include "engine/place/edit_rows.hpp"
#include "engine/place/fields.hpp"

namespace kith::place {
namespace {

using Foreseen = std::optional<base::Status>;

bool there_or_open(const Revision& revision, const std::string& name) {
    const Field field = split(name);
    return revision.column(field.segment, field.column) != nullptr || when_absent(name);
}

/// As Setter::set_row answers, of a field that is there or would come.
base::Status cell_fits(const Revision& revision, std::string_view table, const std::string& name, const Value& value) {
    const Field field = split(name);
    if (!belongs(field.segment, table)) return base::not_found("There is no field " + name + " to edit here.");
    const auto kept = stored(revision, field, value);
    if (!kept) return kept.error();
    const column::Column* column = revision.column(field.segment, field.column);
    return has_type(*kept, column != nullptr ? column->type() : when_absent(name)->type, field.column);
}

Foreseen cells_are_set(const Revision& revision, std::span<const Edit> edits) {
    std::map<std::pair<std::string, std::size_t>, const Value*> now;
    for (const Edit& edit : edits) {
        const Field field = split(edit.field);
        if (fixed(field)) return base::misuse("The field " + edit.field + " follows from others and is not edited by hand.");
        const auto row = revision.find(edit.subject);
        if (!row) return no_subject();
        if (!belongs(field.segment, row->table)) return base::not_found("There is no field " + edit.field + " to edit here.");
        const std::pair cell{edit.field, static_cast<std::size_t>(row->row)};
        const auto at = now.find(cell);
        const bool there = revision.column(field.segment, field.column) != nullptr;
        if (at != now.end() ? *at->second != edit.before : edit.before != (there ? read(revision, field, cell.second) : Value(Missing{when_absent(edit.field)->state})))
            return base::bad_input("The field " + edit.field + " has changed since the edit was made; the edit was not used.");
        if (auto s = cell_fits(revision, row->table, edit.field, edit.after); !s) return s;
        now.insert_or_assign(cell, &edit.after);
    }
    return base::Status();
}

Foreseen a_row_comes(const Revision& revision, const Edit& edit) {
    const std::string_view table = table_name(edit.subject.kind);
    if (table.empty() || revision.segment(table) == nullptr) return std::nullopt;
    if (auto s = row_can_come(revision, edit); !s) return s;
    for (const Cell& cell : cells_of(revision, table, revision.rows(table), edit))
        if (auto s = cell_fits(revision, table, cell.field, cell.value); !s) return s;
    return base::Status();
}

Foreseen rows_go(const Revision& revision, std::span<const Edit> edits) {
    const auto gone = rows_that_go(revision, edits);
    return gone ? base::Status() : base::Status(gone.error());
}

}  // namespace

Foreseen foresee(const Revision& revision, std::span<const Edit> edits) {
    if (edits.empty()) return base::Status();
    const Operation operation = edits[0].operation;
    for (const Edit& edit : edits) {
        if (edit.operation != operation || edit.batch != edits[0].batch || edit.subject.kind == base::EntityKind::area) return std::nullopt;
        if (operation == Operation::set && !there_or_open(revision, edit.field)) return std::nullopt;
        if (operation == Operation::add)
            for (const Cell& cell : edit.record)
                if (!there_or_open(revision, cell.field)) return std::nullopt;
    }
    switch (operation) {
        case Operation::set: return cells_are_set(revision, edits);
        case Operation::add: return edits.size() == 1 ? a_row_comes(revision, edits[0]) : std::nullopt;
        case Operation::remove: break;
    }
    return rows_go(revision, edits);
}

}  // namespace kith::place
