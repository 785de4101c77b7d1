#pragma once
// Which areas border each other.
#include <cstdint>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/base/units.hpp"
#include "engine/geo/rings.hpp"

namespace kith::geo {

/// Undirected, both ways stored, sorted, without repeats or self-links. The neighbours of a are targets[offsets[a]] ..
/// targets[offsets[a + 1] - 1].
struct Neighbours {
    std::vector<std::int64_t> offsets;  // areas + 1
    std::vector<std::int32_t> targets;
};

/// Queen: the two share a vertex. Rook: they share an edge, that is two vertices which follow each other in a ring of both (libpysal's
/// Queen and Rook; spdep's poly2nb(queen = FALSE) asks for two shared vertices, on real borders the same). Vertices within `snap`
/// count as one. A border whose vertices stand on one side only (a T-junction) is not shared in this sense; `gap` finds it.
///
/// With a gap above `snap`, areas are also queen neighbours when their borders come within the gap anywhere, and rook
/// neighbours when that holds along more than four gaps of border.
struct Contiguity {
    Neighbours queen;
    Neighbours rook;
    std::int64_t shared_vertices = 0;   // vertices that count as one with a vertex of another area
    std::int64_t snapped_vertices = 0;  // of these: not the very same coordinates as any of them
    double widest_snap = 0;             // metres, the largest distance so bridged
    std::int64_t queen_by_gap = 0;      // pairs (each once) that only the gap made
    std::int64_t rook_by_gap = 0;
};

/// `gap` 0 = none. O(vertices log vertices) without a gap. Error (too_large): so many areas meet in one point that the links
/// would not fit; that is no real layer.
base::Result<Contiguity> contiguity(const AreaGeometry& geometry, base::Metres snap = {0.01}, base::Metres gap = {0});

}  // namespace kith::geo
