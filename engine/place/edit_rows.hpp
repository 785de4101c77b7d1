#pragma once
// Edits that bring a row or take rows away. Used by edit.cpp.
#include "engine/place/edit.hpp"

namespace kith::place {

/// One `add`, of anything but an area.
base::Result<RevisionPtr> with_row(const RevisionPtr& revision, const Edit& edit, const column::Allocator& allocate);
/// `remove` edits that stand beside each other, of anything but areas: each table is rebuilt once. O(edits + rows).
base::Result<RevisionPtr> without_rows(const RevisionPtr& revision, std::span<const Edit> edits, const column::Allocator& allocate);

}  // namespace kith::place
