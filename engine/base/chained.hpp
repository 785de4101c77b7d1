#pragma once
// Straight parts that end where another begins, as few long lines: for drawing, not for finding ways.
#include <cstdint>
#include <span>
#include <vector>

namespace kith::base {

struct Lines {
    std::vector<std::int64_t> path_points{0};  // lines + 1
    std::vector<double> xy;                    // points of all lines, two numbers each
};
/// Each part (four numbers: x, y of both ends) is in one line, once. A line goes on through points where several meet, by the
/// first part that is still free. O(parts log parts), the same order for the same parts.
Lines chained(std::span<const double> parts);

}  // namespace kith::base
