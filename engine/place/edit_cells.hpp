#pragma once
// Cells as edits see them: which there are, what they may hold, and how a run of them is written. Used by edit.cpp and edit_rows.cpp.
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/place/edit.hpp"

namespace kith::place {

/// "people.gifts/interests" in its two parts; empty when it is none.
struct Field {
    std::string segment, column;
};
Field split(std::string_view field);

base::Error no_subject();
/// "people", "ties"; empty for areas, which have a table a layer.
std::string_view table_name(base::EntityKind kind);
/// Identity, and what follows from other columns: no edit sets it.
bool fixed(const Field& field);
/// Worked out again after every edit, so that it says nothing about whether an entity is still as it was.
bool derived(const Field& field);
bool belongs(std::string_view segment, std::string_view table);

/// A cell, its references as keys.
Value read(const Revision& revision, const Field& field, std::size_t row);
/// Every cell of a row but its key.
std::vector<Cell> record_of(const Revision& revision, std::string_view table, std::size_t row);
/// The value as its column keeps it. The one door through which anything comes in: refused are codes that no vocabulary has, text that is
/// not UTF-8, references to nobody, and an unknown value where the dictionary knows none. `among`: where those are looked up whom it names.
base::Result<Value> stored(const Revision& among, const Field& field, const Value& value);

/// A run of `set` edits, segment by segment.
class Setter {
public:
    /// `among`: where those are looked up whom a value names; not where a row stands that has no ends yet.
    Setter(const RevisionPtr& revision, const Revision& among, const column::Allocator& allocate) : revision_(revision), among_(among), allocate_(allocate) {}
    base::Status set(const base::EntityKey& subject, const std::string& name, const Value* before, const Value& after);
    base::Status set_row(std::size_t row, std::string_view table, const std::string& name, const Value* before, const Value& after);
    base::Result<RevisionPtr> finish() &&;

private:
    RevisionPtr revision_;
    const Revision& among_;
    const column::Allocator& allocate_;
    std::map<std::string, ColumnEditor> editors_;
    std::map<std::pair<std::string, std::size_t>, Value> now_;
};

}  // namespace kith::place
