#pragma once
// OpenStreetMap often has one place twice: a node with its name and the building around it.
#include <vector>

#include "engine/io/osm_objects.hpp"

namespace kith::io {

/// For each object the index of the one that stands for it: itself, or another of the same name (in any case) and subtype whose node or box is
/// within 50 m. Only assets with a name and a place are compared. Of two the one with more tags stands, then an outline before a node, then
/// the earlier. O(objects).
std::vector<std::size_t> same_osm_places(const std::vector<OsmObject>& objects);

/// Metres between the boxes of two objects, 0 where they meet; on a sphere, for short distances.
double osm_metres_between(const OsmObject& one, const OsmObject& other);

}  // namespace kith::io
