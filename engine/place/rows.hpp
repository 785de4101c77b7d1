#pragma once
// Choosing rows: a revision with some entities left out or put in, every reference between tables following.
#include <optional>
#include <vector>

#include "engine/column/memory.hpp"
#include "engine/place/revision.hpp"

namespace kith::place {

/// For each new row the old row it comes from, or -1 for a new row of which nothing is stated. Absent: unchanged.
using Choice = std::optional<std::vector<std::int32_t>>;

struct RowChoices {
    Choice people, households, assets, ties, events;
};

/// Ties, observations, events and pairs that refer to a row left out are left out too; a household left out becomes
/// none. Segments that neither change nor refer to what changed are shared. O(rows of what changes).
base::Result<RevisionPtr> choose_rows(const Revision& revision, const RowChoices& choices, const column::Allocator& allocate);

}  // namespace kith::place
