#pragma once
// Tables and columns of the dictionary that a place does not have yet, made when an edit needs them.
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/place/revision.hpp"

namespace kith::place {

/// The revision with every table and column of `fields` ("events.notes/words") that is not there yet: tables without rows, columns of
/// which nothing was asked. What is there is shared. Not_found names a field that the dictionary does not know.
base::Result<RevisionPtr> with_fields(const RevisionPtr& revision, std::span<const std::string> fields, const column::Allocator& allocate);

/// A column that the place has not yet, where with_fields would leave it open: the state of every row, and what it holds. Nothing where the dictionary
/// knows no such column, or one with a value of its own.
struct Absent {
    column::State state;
    column::Type type;
};
std::optional<Absent> when_absent(std::string_view field);
/// Is the column known of every row, whatever nobody said? A person's role, for instance.
bool always_known(std::string_view segment, std::string_view column);

}  // namespace kith::place
