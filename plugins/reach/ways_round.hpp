#pragma once
// Where something lies between: two ends that are near by the straight line and far from each other on foot. Pure.
#include <cstdint>
#include <span>
#include <vector>

#include "plugins/reach/catchment.hpp"

namespace kith::reach {

inline constexpr double usual_factor = 1.3;           // a walk over its line
inline constexpr double longer_than_expected = 2;     // times the line × usual_factor, and
inline constexpr std::int32_t least_way_round = 300;  // metres more than that

struct WayRound {
    std::int32_t from = -1, to = -1;
    std::int32_t walk = 0;      // metres; where `beyond`, it is farther than this
    std::int32_t straight = 0;  // metres of the line
    bool beyond = false;        // no way was found as far as was looked
};

/// All pairs whose line × usual_factor is at most `near`, and whose walk is at least longer_than_expected times that and least_way_round more.
/// `lines`: metres of the line of each pair; `walks`: of the walk, of all pairs whose walk is at most `looked`. By `from`, nearest first.
/// What is beyond `looked` is told only where `looked` itself is that far. O(lines + walks).
std::vector<WayRound> ways_round(const Distances& lines, const Distances& walks, double near, double looked);

/// The longest way round first, by what the walk is more than the line; then those `beyond`, which a gap in the map may explain, the nearest first.
void longest_first(std::vector<WayRound>& ways);

}  // namespace kith::reach
