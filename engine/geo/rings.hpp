#pragma once
// Areas as rings: a view of the geometry columns (engine/place/README.md, `areas.<as>.geometry`), and plain sums over them.
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/column/segment.hpp"
#include "engine/geo/crs.hpp"

namespace kith::geo {

/// Area a has the polygons area_polygons[a] .. area_polygons[a + 1] - 1, and so on down to points. The first ring of a polygon
/// is its shell; a ring repeats its first point at the end. An area without a shape has no polygon. Borrowed, never owned.
struct AreaGeometry {
    std::span<const std::int64_t> area_polygons;  // areas + 1
    std::span<const std::int64_t> polygon_rings;  // polygons + 1
    std::span<const std::int64_t> ring_points;    // rings + 1
    std::span<const double> xy;                   // 2 a point, metres
    std::int32_t areas() const { return area_polygons.empty() ? 0 : static_cast<std::int32_t>(area_polygons.size() - 1); }
    bool has_shape(std::int32_t area) const {
        const auto a = static_cast<std::size_t>(area);
        return area_polygons[a] < area_polygons[a + 1];
    }
    /// The rings of an area, those of all its polygons: [first, last).
    std::int64_t first_ring(std::int32_t area) const {
        return polygon_rings[static_cast<std::size_t>(area_polygons[static_cast<std::size_t>(area)])];
    }
    std::int64_t last_ring(std::int32_t area) const {
        return polygon_rings[static_cast<std::size_t>(area_polygons[static_cast<std::size_t>(area) + 1])];
    }
    /// x and y of the points of a ring.
    std::span<const double> ring(std::int64_t ring) const {
        const auto r = static_cast<std::size_t>(ring);
        return xy.subspan(
            static_cast<std::size_t>(2 * ring_points[r]), static_cast<std::size_t>(2 * (ring_points[r + 1] - ring_points[r])));
    }
};

/// Do the offsets start at 0, never fall, and end at `items`?
bool nests(std::span<const std::int64_t> offsets, std::size_t items);

/// The view of a segment that has the four columns (`read.areas` or `areas.<as>.geometry`). An error when a column is missing or
/// the offsets do not nest: safe on what another process wrote. O(offsets).
base::Result<AreaGeometry> geometry_of(const column::Segment& segment);

/// Planar, holes subtracted, whichever way the rings turn; 0 for an area without a shape. One a row. O(points).
std::vector<double> areas_km2(const AreaGeometry& geometry);
/// One a row; an area without a shape has min_x > max_x. O(points).
std::vector<Extent> boxes(const AreaGeometry& geometry);
/// A point inside each area, where a label or a symbol can stand: GEOS' point on surface of the largest polygon. x and y a
/// row; `has[row]` is 0 (and the point 0, 0) for an area without a shape. O(points log points).
std::vector<double> inside_points(const AreaGeometry& geometry, std::vector<std::uint8_t>& has);

/// A set of points for locate and reach: x and y a row, metres in the working CRS. A row takes part where `states` (column::State)
/// is 0 and `mask` is not 0; either may be empty, meaning all.
struct PointSet {
    std::span<const double> xy;
    std::span<const std::uint8_t> states{};
    std::span<const std::uint8_t> mask{};
    std::size_t size() const { return xy.size() / 2; }
    bool takes_part(std::size_t row) const { return (states.empty() || states[row] == 0) && (mask.empty() || mask[row] != 0); }
};

}  // namespace kith::geo
