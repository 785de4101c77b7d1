#pragma once
// Are neighbouring areas alike? Moran's scatter: z against the mean z of queen neighbours; the slope is Moran's I (Moran 1950; Anselin 1996).
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/column/segment.hpp"
#include "engine/picture/drawing.hpp"
#include "engine/picture/legend.hpp"

namespace kith::picture {

struct Moran {
    std::vector<std::int32_t> rows;      // of areas that take part
    std::vector<Point> points;           // one a row: z, and the mean of that over its neighbours (weights that add up to 1)
    double slope = 0, intercept = 0;     // least squares; the slope is Moran's I
    std::int64_t left_out = 0;           // areas whose value is not known exactly
    std::int64_t islands = 0;            // areas without a neighbour that takes part
};
/// Only areas whose value is known exactly, and that have such a neighbour, take part, as in kith.spatial_statistics. `borders`: "areas.<as>.borders".
/// `title` names the column in errors: not_found without borders, misuse where fewer than 3 areas take part or all values are the same. O(areas + borders).
base::Result<Moran> moran_of(std::span<const AreaValue> values, const column::Segment* borders, const std::string& title);

}  // namespace kith::picture
