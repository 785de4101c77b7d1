#pragma once
// Areas drawn by hand: how an edit puts one into a layer of that role, or takes it out. Used by edit.cpp.
#include "engine/place/edit.hpp"

namespace kith::place {

/// The record of such an edit: "areas.<as>/code" and, where there is one, "areas.<as>/name" (text), and "areas.<as>/outline" (Outline).
/// Its subject is key_for(area, "areas.<as>", code). The layer must be drawn by hand, or not be there yet: then it is made, not a
/// partition, and primary when there is no other. Geometry, km2 and `area_layers` follow at once; borders and who is within are derived.
base::Result<RevisionPtr> with_area(const Revision& revision, const Edit& edit, const column::Allocator& allocate);
/// Its layer goes with its last area.
base::Result<RevisionPtr> without_area(const Revision& revision, const Edit& edit, const column::Allocator& allocate);
/// Misuse for an area of another layer, or one that is more than one ring.
base::Result<Edit> area_removal(const Revision& revision, const base::EntityKey& subject);

}  // namespace kith::place
