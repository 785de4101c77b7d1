#pragma once
// Areas simplified to what a drawing can show, neighbours together: a border that two areas share is simplified once, so
// no slit opens between them.
#include <cstdint>
#include <span>
#include <vector>

#include "engine/column/segment.hpp"
#include "engine/picture/drawing.hpp"

namespace kith::picture {

/// A layer's areas as `areas.<as>.geometry` nests them: spans into somebody else's columns, metres.
struct Coverage {
    std::span<const std::int64_t> area_polygons;  // areas + 1
    std::span<const std::int64_t> polygon_rings;  // polygons + 1
    std::span<const std::int64_t> ring_points;    // rings + 1
    std::span<const double> xy;                   // two a point; a ring repeats its first point at the end
    std::size_t areas() const { return area_polygons.empty() ? 0 : area_polygons.size() - 1; }
};
/// Of a geometry segment; empty spans when a column is missing.
Coverage coverage_of(const column::Segment& geometry);

struct Bounds {
    double left = 0, bottom = 0, right = 0, top = 0;
    bool empty = true;
    void add(double x, double y);
    double width() const { return right - left; }
    double height() const { return top - bottom; }
};
Bounds bounds_of(const Coverage& coverage);

/// Each area's rings (shells and holes together, for the even-odd rule), without the repeated last point.
using AreaRings = std::vector<std::vector<Ring>>;

/// No point of a border moves by more than `tolerance` metres (Douglas-Peucker on the arcs between the points where
/// borders meet; vertices within 1 cm are one). Rings smaller than tolerance x tolerance go, but never the last of an
/// area. O(points log points).
AreaRings simplified(const Coverage& coverage, double tolerance);

}  // namespace kith::picture
