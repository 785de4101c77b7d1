#pragma once
// Edits that bring a row or take rows away. Used by edit.cpp and edit_foresee.cpp.
#include <array>
#include <set>

#include "engine/place/edit.hpp"

namespace kith::place {

/// Rows of each table that go, by its kind.
using RowsGone = std::array<std::set<std::int32_t>, base::entity_kind_count>;
/// Those of `remove` edits of anything but areas. The errors of `without_rows`. O(edits + ties).
base::Result<RowsGone> rows_that_go(const Revision& revision, std::span<const Edit> edits);
/// The errors of `with_row` that need nothing to be built. O(cells).
base::Status row_can_come(const Revision& revision, const Edit& edit);
/// What `table` keeps of the record of a row that comes in at `at`.
std::vector<Cell> cells_of(const Revision& revision, std::string_view table, std::size_t at, const Edit& edit);

/// One `add`, of anything but an area.
base::Result<RevisionPtr> with_row(const RevisionPtr& revision, const Edit& edit, const column::Allocator& allocate);
/// `remove` edits that stand beside each other, of anything but areas: each table is rebuilt once. O(edits + rows).
base::Result<RevisionPtr> without_rows(const RevisionPtr& revision, std::span<const Edit> edits, const column::Allocator& allocate);

}  // namespace kith::place
