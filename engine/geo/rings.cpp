#include "engine/geo/rings.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>

#include "engine/geo/shape.hpp"

namespace kith::geo {
namespace {

base::Error broken(const column::Segment& segment, std::string_view what) {
    return base::bad_input("The geometry in " + std::string(segment.key()) + " cannot be used: " + std::string(what) + ".");
}

}  // namespace

bool nests(std::span<const std::int64_t> offsets, std::size_t items) {
    if (offsets.empty() || offsets.front() != 0 || offsets.back() != static_cast<std::int64_t>(items)) return false;
    return std::is_sorted(offsets.begin(), offsets.end());
}

base::Result<AreaGeometry> geometry_of(const column::Segment& segment) {
    const auto* polygons = segment.find("area_polygons");
    const auto* rings = segment.find("polygon_rings");
    const auto* ends = segment.find("ring_points");
    const auto* points = segment.find("points");
    if (!polygons || !rings || !ends || !points) return broken(segment, "a column is missing");
    const auto long_type = column::Type::i64;
    if (polygons->type() != long_type || rings->type() != long_type || ends->type() != long_type || points->type() != column::Type::point)
        return broken(segment, "a column has another type than it should have");
    const AreaGeometry geometry{polygons->i64(), rings->i64(), ends->i64(), points->xy()};
    if (geometry.polygon_rings.empty() || geometry.ring_points.empty()) return broken(segment, "a column is empty");
    if (!nests(geometry.area_polygons, geometry.polygon_rings.size() - 1) ||
        !nests(geometry.polygon_rings, geometry.ring_points.size() - 1) || !nests(geometry.ring_points, points->rows()))
        return broken(segment, "its offsets do not fit one another");
    if (geometry.area_polygons.size() > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()))
        return broken(segment, "it has too many areas");
    return geometry;
}

std::vector<double> areas_km2(const AreaGeometry& geometry) {
    std::vector<double> km2(static_cast<std::size_t>(geometry.areas()), 0.0);
    for (std::size_t a = 0; a < km2.size(); ++a) {
        double doubled = 0;
        for (std::int64_t p = geometry.area_polygons[a]; p < geometry.area_polygons[a + 1]; ++p) {
            const std::int64_t shell = geometry.polygon_rings[static_cast<std::size_t>(p)];
            for (std::int64_t r = shell; r < geometry.polygon_rings[static_cast<std::size_t>(p) + 1]; ++r) {
                const double ring = std::abs(doubled_area(geometry.ring(r)));
                doubled += r == shell ? ring : -ring;
            }
        }
        km2[a] = std::max(doubled, 0.0) / 2e6;
    }
    return km2;
}

std::vector<Extent> boxes(const AreaGeometry& geometry) {
    constexpr double far = std::numeric_limits<double>::max();
    std::vector<Extent> all(static_cast<std::size_t>(geometry.areas()), Extent{far, far, -far, -far});
    for (std::int32_t a = 0; a < geometry.areas(); ++a) {
        if (!geometry.has_shape(a)) continue;
        Extent& box = all[static_cast<std::size_t>(a)];
        const auto first = static_cast<std::size_t>(geometry.ring_points[static_cast<std::size_t>(geometry.first_ring(a))]);
        const auto last = static_cast<std::size_t>(geometry.ring_points[static_cast<std::size_t>(geometry.last_ring(a))]);
        for (std::size_t i = first; i < last; ++i) {
            box.min_x = std::min(box.min_x, geometry.xy[2 * i]);
            box.max_x = std::max(box.max_x, geometry.xy[2 * i]);
            box.min_y = std::min(box.min_y, geometry.xy[2 * i + 1]);
            box.max_y = std::max(box.max_y, geometry.xy[2 * i + 1]);
        }
    }
    return all;
}

std::vector<double> inside_points(const AreaGeometry& geometry, std::vector<std::uint8_t>& has) {
    const auto areas = static_cast<std::size_t>(geometry.areas());
    std::vector<double> xy(2 * areas, 0.0);
    has.assign(areas, 0);
    const ShapeTools tools;
    Shape shape;
    for (std::size_t a = 0; a < areas; ++a) {
        shape.clear();
        for (std::int64_t p = geometry.area_polygons[a]; p < geometry.area_polygons[a + 1]; ++p) {
            for (std::int64_t r = geometry.polygon_rings[static_cast<std::size_t>(p)];
                 r < geometry.polygon_rings[static_cast<std::size_t>(p) + 1]; ++r) {
                const auto ring = geometry.ring(r);
                shape.xy.insert(shape.xy.end(), ring.begin(), ring.end());
                shape.end_ring();
            }
            shape.end_polygon();
        }
        const auto point = tools.inside(shape);
        if (!point) continue;
        has[a] = 1;
        xy[2 * a] = point->x;
        xy[2 * a + 1] = point->y;
    }
    return xy;
}

}  // namespace kith::geo
