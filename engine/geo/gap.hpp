#pragma once
// Borders that do not meet, but nearly. Inside geo only.
#include <cstdint>
#include <vector>

#include "engine/geo/rings.hpp"

namespace kith::geo {

/// Pairs (smaller row << 32 | larger row), sorted, without repeats.
struct GapPairs {
    std::vector<std::uint64_t> any;    // the borders come within the gap somewhere
    std::vector<std::uint64_t> along;  // … along more than four gaps
};
GapPairs pairs_within_gap(const AreaGeometry& geometry, double gap);

struct Segment2 {
    double ax, ay, bx, by;
};
/// The part of `e` (from 0 to 1 along it) that lies within `gap` of `f`: one stretch, because both are convex. False: none.
bool stretch_within(const Segment2& e, const Segment2& f, double gap, double& from, double& to);

}  // namespace kith::geo
