#pragma once
// Tables and columns of the dictionary that a place does not have yet, made when an edit needs them.
#include <span>
#include <string>

#include "engine/place/revision.hpp"

namespace kith::place {

/// The revision with every table and column of `fields` ("events.notes/words") that is not there yet: tables without rows, columns of
/// which nothing was asked. What is there is shared. Not_found names a field that the dictionary does not know.
base::Result<RevisionPtr> with_fields(const RevisionPtr& revision, std::span<const std::string> fields, const column::Allocator& allocate);

/// Is the column known of every row, whatever nobody said? A person's role, for instance.
bool always_known(std::string_view segment, std::string_view column);

}  // namespace kith::place
