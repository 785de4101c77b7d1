// Simplified areas: borders shared by two areas stay shared, nothing moves by more than the tolerance.
#include "engine/picture/coverage.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <algorithm>
#include <set>

#include "engine/base/random.hpp"

namespace kith::picture {
namespace coverage_test {

/// A grid of square areas whose sides are jagged lines, shared by the two areas beside each.
struct Jagged {
    std::vector<std::int64_t> area_polygons{0}, polygon_rings{0}, ring_points{0};
    std::vector<double> xy;

    static constexpr int steps = 20;
    static constexpr double side = 1000;

    static Point corner(int column, int row) { return {column * side, row * side}; }
    /// The side from one corner to the next, end left out, made once for both directions.
    static Ring edge(int c0, int r0, int c1, int r1) {
        const bool turned = c0 > c1 || r0 > r1;
        const Point a = turned ? corner(c1, r1) : corner(c0, r0), b = turned ? corner(c0, r0) : corner(c1, r1);
        base::RandomStream random(7, "edge", static_cast<std::uint64_t>(std::min(c0, c1) * 1000 + std::min(r0, r1) * 10 + (c0 == c1 ? 1 : 0)));
        Ring out{a};
        for (int i = 1; i < steps; ++i) {
            const double t = static_cast<double>(i) / steps, off = 60 * (random.uniform() - 0.5);
            out.push_back({a.x + t * (b.x - a.x) + (c0 == c1 ? off : 0), a.y + t * (b.y - a.y) + (c0 == c1 ? 0 : off)});
        }
        out.push_back(b);
        if (turned) std::reverse(out.begin(), out.end());
        out.pop_back();
        return out;
    }
    void add_ring(const Ring& ring) {
        for (const Point p : ring) {
            xy.push_back(p.x);
            xy.push_back(p.y);
        }
        xy.push_back(ring[0].x);
        xy.push_back(ring[0].y);
        ring_points.push_back(static_cast<std::int64_t>(xy.size() / 2));
    }
    void add_square(int c, int r) {
        Ring ring = edge(c, r, c + 1, r);
        for (const Ring& more : {edge(c + 1, r, c + 1, r + 1), edge(c + 1, r + 1, c, r + 1), edge(c, r + 1, c, r)}) ring.insert(ring.end(), more.begin(), more.end());
        add_ring(ring);
        polygon_rings.push_back(static_cast<std::int64_t>(ring_points.size()) - 1);
        area_polygons.push_back(static_cast<std::int64_t>(polygon_rings.size()) - 1);
    }
    Coverage coverage() const { return {area_polygons, polygon_rings, ring_points, xy}; }
};

Jagged grid(int size) {
    Jagged out;
    for (int r = 0; r < size; ++r)
        for (int c = 0; c < size; ++c) out.add_square(c, r);
    return out;
}

double distance_to_ring(Point p, const Ring& ring) {
    double best = 1e300;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point a = ring[i], b = ring[(i + 1) % ring.size()];
        const double dx = b.x - a.x, dy = b.y - a.y, n = dx * dx + dy * dy;
        const double t = n > 0 ? std::max(0.0, std::min(1.0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / n)) : 0;
        best = std::min(best, std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy));
    }
    return best;
}

TEST(Coverage, NeighboursKeepTheSameBorder) {
    const Jagged jagged = grid(4);
    const auto areas = simplified(jagged.coverage(), 25);
    ASSERT_EQ(areas.size(), 16u);
    using At = std::pair<double, double>;
    std::set<std::pair<At, At>> edges;
    for (const auto& rings : areas) {
        ASSERT_EQ(rings.size(), 1u);
        for (std::size_t i = 0; i < rings[0].size(); ++i) {
            const Point a = rings[0][i], b = rings[0][(i + 1) % rings[0].size()];
            edges.insert({{a.x, a.y}, {b.x, b.y}});
        }
    }
    EXPECT_LT(edges.size(), jagged.xy.size() / 2 / 2);
    // Inside the whole, every edge of one area is an edge of its neighbour, the other way round.
    std::size_t inner = 0;
    for (const auto& [a, b] : edges) {
        const double x = (a.first + b.first) / 2, y = (a.second + b.second) / 2;
        if (x < 100 || x > 3900 || y < 100 || y > 3900) continue;
        ++inner;
        EXPECT_TRUE(edges.contains({b, a})) << x << " " << y;
    }
    EXPECT_GT(inner, 48u);
}

TEST(Coverage, NothingMovesFurtherThanTheTolerance) {
    const Jagged jagged = grid(3);
    for (const double tolerance : {5.0, 20.0, 40.0}) {
        const auto areas = simplified(jagged.coverage(), tolerance);
        std::size_t at = 0;
        for (std::size_t area = 0; area < areas.size(); ++area) {
            const auto last = static_cast<std::size_t>(jagged.ring_points[area + 1]);
            for (; at < last; ++at) EXPECT_LE(distance_to_ring({jagged.xy[2 * at], jagged.xy[2 * at + 1]}, areas[area][0]), tolerance + 1e-9);
        }
    }
}

TEST(Coverage, SmallPartsGoButNoAreaVanishes) {
    Jagged two;
    two.add_ring({{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}});
    two.add_ring({{400, 400}, {402, 400}, {402, 402}, {400, 402}});  // a hole of 4 m²
    two.polygon_rings.push_back(2);
    two.area_polygons.push_back(1);
    two.add_ring({{2000, 0}, {2001, 0}, {2001, 1}});                 // an area of half a square metre
    two.polygon_rings.push_back(3);
    two.area_polygons.push_back(2);
    const auto areas = simplified(two.coverage(), 10);
    EXPECT_EQ(areas[0].size(), 1u);
    ASSERT_EQ(areas[1].size(), 1u);
    EXPECT_EQ(areas[1][0].size(), 3u);
}

TEST(Coverage, AnEmptyAreaHasNoRings) {
    Jagged none;
    none.area_polygons.push_back(0);
    none.add_square(0, 0);
    const auto areas = simplified(none.coverage(), 1);
    ASSERT_EQ(areas.size(), 2u);
    EXPECT_TRUE(areas[0].empty());
    EXPECT_FALSE(areas[1].empty());
}

}  // namespace coverage_test
}  // namespace kith::picture
