#pragma once
// The walking network as a view of the segment `walking` (engine/place/README.md), and what can be asked of it alone. Nearness by it is near() and
// reach_counts() (reach.hpp), which take it in their question.
#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/base/units.hpp"
#include "engine/column/segment.hpp"
#include "engine/geo/rings.hpp"

namespace kith::geo {

/// A place farther than this from every way is not on the network: what holds for it is the straight line × factor.
inline constexpr double farthest_from_ways = 250;

/// Every arc stands both ways; the arcs of a node are sorted by target, without repeats and loops. Borrowed, never owned.
struct WalkingNetwork {
    std::span<const double> xy;                     // 2 a node, metres in the working CRS
    std::span<const std::int64_t> offsets;          // nodes + 1
    std::span<const std::int32_t> targets;          // an arc
    std::span<const double> metres;                 // an arc: the way's length, 0 where a stile or the like stands between
    std::span<const std::uint8_t> step_free;        // an arc: 1 = known to be
    std::span<const std::uint8_t> step_free_states; // an arc: column::State; empty: all known
    std::size_t nodes() const { return xy.size() / 2; }
    /// Known to have steps; what nobody recorded has none.
    bool has_steps(std::size_t arc) const { return step_free[arc] == 0 && (step_free_states.empty() || step_free_states[arc] == 0); }
};

/// The view of a segment that has the columns. An error where they do not fit together. O(arcs).
base::Result<WalkingNetwork> walking_of(const column::Segment& segment);

/// How many rows that take part stand farther than farthest_from_ways from every way. O(arcs + rows).
std::int64_t far_from_ways(const WalkingNetwork& network, const PointSet& points);

/// What of the ways is reached within each of `within` metres of walking from a point: x, y, x, y a straight part of a way; each holds those of the shorter
/// walks. Nothing where the point is farther than farthest_from_ways from every way. O(arcs, and once for each of `within`).
base::Result<std::vector<std::vector<double>>> isochrones(const WalkingNetwork& network, double x, double y, std::span<const double> within, bool step_free = false, double factor = 1.3);

}  // namespace kith::geo
