#pragma once
// Where the middle of an area lies.
#include <cstdint>
#include <span>
#include <vector>

#include "plugins/spatial_statistics/weights.hpp"

namespace kith::spatial_statistics {

/// Centroids of areas of several polygons with holes, as `areas.<as>.geometry` holds them: area a has the polygons from
/// area_polygons[a], a polygon the rings from polygon_rings[p] (its shell first), a ring the points from ring_points[r]; xy: two
/// numbers a point. O(points).
std::vector<Point> centroids(std::span<const std::int64_t> area_polygons, std::span<const std::int64_t> polygon_rings,
                             std::span<const std::int64_t> ring_points, std::span<const double> xy);

}  // namespace kith::spatial_statistics
