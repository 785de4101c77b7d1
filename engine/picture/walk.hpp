#pragma once
// What is reached on foot from one place: the ways themselves, by minutes, and never an outline around them.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/picture/scene.hpp"
#include "engine/privacy/view.hpp"

namespace kith::picture {

/// Where a walk begins, in metres of the place's CRS, and what to call that.
struct Walk {
    Point from;
    std::string words;
};
inline constexpr std::array<int, 3> walk_minutes{5, 10, 15};
/// What its legend begins with; the words of the walk follow.
inline constexpr std::string_view walk_legend = "On foot from ";

/// The ways reached within walk_minutes[band]: the nearer, the wider (the farthest in black and white dotted), so that nobody needs the colours.
Line walk_line(std::size_t band, Theme theme);

/// Rows of assets that are there and can be gone to, by the band of walk_minutes that they are first in, nearest first. O(ways + assets).
std::array<std::vector<std::int32_t>, walk_minutes.size()> within_walk(const privacy::View& view, const Walk& walk);

/// Adds the ways over what lies behind, a ring and the name where it begins, a legend with the number of assets in reach, and how it was measured. Errors, one
/// sentence: the place has no walking network, or no way is near. O(ways + assets).
base::Status add_walk(Scene& scene, const privacy::View& view, const Walk& walk);

/// The box of the ways that add_walk adds; empty where it adds none.
Bounds walk_bounds(const Scene& scene);

}  // namespace kith::picture
