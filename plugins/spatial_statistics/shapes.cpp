#include "plugins/spatial_statistics/shapes.hpp"

#include <cmath>

namespace kith::spatial_statistics {
namespace {

struct Moment {
    double area = 0;  // twice the area, above 0
    double x = 0;     // six times the area times the coordinate, from the ring's first point
    double y = 0;
};

/// Bourke 1988; relative to (x0, y0), so that metres far from the origin lose no digits.
Moment moment_of(std::span<const double> xy, double x0, double y0) {
    Moment made;
    for (std::size_t i = 0; i + 3 < xy.size(); i += 2) {
        const double ax = xy[i] - x0, ay = xy[i + 1] - y0, bx = xy[i + 2] - x0, by = xy[i + 3] - y0;
        const double turn = ax * by - bx * ay;
        made.area += turn;
        made.x += (ax + bx) * turn;
        made.y += (ay + by) * turn;
    }
    // Whichever way round it was written.
    if (made.area < 0) made = {-made.area, -made.x, -made.y};
    return made;
}

}  // namespace

std::vector<Point> centroids(std::span<const std::int64_t> area_polygons, std::span<const std::int64_t> polygon_rings,
                             std::span<const std::int64_t> ring_points, std::span<const double> xy) {
    const auto at = [](std::span<const std::int64_t> offsets, std::size_t i) { return static_cast<std::size_t>(offsets[i]); };
    std::vector<Point> points;
    for (std::size_t a = 0; a + 1 < area_polygons.size(); ++a) {
        Moment all;
        double x0 = 0, y0 = 0;
        bool first = true;
        for (std::size_t p = at(area_polygons, a); p < at(area_polygons, a + 1); ++p)
            for (std::size_t r = at(polygon_rings, p); r < at(polygon_rings, p + 1); ++r) {
                const auto ring = xy.subspan(2 * at(ring_points, r), 2 * (at(ring_points, r + 1) - at(ring_points, r)));
                if (ring.size() < 2) continue;
                if (first) x0 = ring[0], y0 = ring[1];
                first = false;
                const Moment one = moment_of(ring, x0, y0);
                const double sign = r == at(polygon_rings, p) ? 1 : -1;  // holes take away
                all = {all.area + sign * one.area, all.x + sign * one.x, all.y + sign * one.y};
            }
        points.push_back(all.area > 0 ? Point{x0 + all.x / (3 * all.area), y0 + all.y / (3 * all.area), true} : Point{});
    }
    return points;
}

}  // namespace kith::spatial_statistics
