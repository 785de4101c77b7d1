// Triangles of polygons: their area is that of the rings (shoelace formula), holes and crossing rings included.
#include "viewer/app/tessellate.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "engine/column/builder.hpp"
#include "viewer/app/triangle_cache.hpp"

namespace kith::viewer::app {
namespace tessellate_test {

struct Shapes {
    std::vector<std::int64_t> area_polygons{0}, polygon_rings{0}, ring_points{0};
    std::vector<double> xy;
    void ring(std::vector<std::pair<double, double>> points) {
        points.push_back(points.front());
        for (const auto& [x, y] : points) {
            xy.push_back(x);
            xy.push_back(y);
        }
        ring_points.push_back(static_cast<std::int64_t>(xy.size() / 2));
    }
    void polygon() { polygon_rings.push_back(static_cast<std::int64_t>(ring_points.size()) - 1); }
    void area() { area_polygons.push_back(static_cast<std::int64_t>(polygon_rings.size()) - 1); }
    picture::Coverage coverage() const { return {area_polygons, polygon_rings, ring_points, xy}; }
};

double area_of(const Triangles& triangles, std::size_t area) {
    double sum = 0;
    for (std::size_t i = triangles.first[area]; i < triangles.first[area + 1]; i += 3) {
        const auto at = [&](std::size_t k) { return std::pair{static_cast<double>(triangles.xy[2 * triangles.index[k]]), static_cast<double>(triangles.xy[2 * triangles.index[k] + 1])}; };
        const auto [ax, ay] = at(i);
        const auto [bx, by] = at(i + 1);
        const auto [cx, cy] = at(i + 2);
        sum += std::abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2;
    }
    return sum;
}

TEST(Triangulate, ASquareWithAHole) {
    Shapes shapes;
    shapes.ring({{0, 0}, {10, 0}, {10, 10}, {0, 10}});
    shapes.ring({{2, 2}, {2, 4}, {4, 4}, {4, 2}});
    shapes.polygon();
    shapes.area();
    const Triangles triangles = triangulate(shapes.coverage(), 0, 0);
    EXPECT_NEAR(area_of(triangles, 0), 96, 1e-4);
    EXPECT_EQ(triangles.segment_area.size(), 8u);
}

TEST(Triangulate, ABowTieIsFilledByTheEvenOddRule) {
    Shapes shapes;
    shapes.ring({{0, 0}, {4, 4}, {4, 0}, {0, 4}});  // crosses itself at 2, 2: two triangles of area 4
    shapes.polygon();
    shapes.area();
    EXPECT_NEAR(area_of(triangulate(shapes.coverage(), 0, 0), 0), 8, 1e-4);
}

TEST(Triangulate, StarsOfRandomShapeKeepTheirArea) {
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> reach(20, 100);
    Shapes shapes;
    std::vector<double> wanted;
    for (int s = 0; s < 50; ++s) {
        std::vector<std::pair<double, double>> ring;
        for (int i = 0; i < 40; ++i) {
            const double angle = 2 * 3.14159265358979 * i / 40, r = reach(random);
            ring.push_back({500000 + s * 250 + r * std::cos(angle), 400000 + r * std::sin(angle)});
        }
        double twice = 0;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const auto& [ax, ay] = ring[i];
            const auto& [bx, by] = ring[(i + 1) % ring.size()];
            twice += (ax - 500000) * (by - 400000) - (bx - 500000) * (ay - 400000);
        }
        wanted.push_back(std::abs(twice) / 2);
        shapes.ring(ring);
        shapes.polygon();
        shapes.area();
    }
    const Triangles triangles = triangulate(shapes.coverage(), 506000, 400000);
    for (std::size_t i = 0; i < wanted.size(); ++i) EXPECT_NEAR(area_of(triangles, i), wanted[i], wanted[i] * 1e-4);
}

column::SegmentPtr geometry(const std::vector<std::pair<double, double>>& ring) {
    Shapes shapes;
    shapes.ring(ring);
    shapes.polygon();
    shapes.area();
    auto made = std::move(column::SegmentBuilder("areas.ward.geometry").add_i64("area_polygons", shapes.area_polygons).add_i64("polygon_rings", shapes.polygon_rings).add_i64("ring_points", shapes.ring_points).add_points("points", shapes.xy))
                    .finish(column::heap_memory);
    EXPECT_TRUE(made);
    return *made;
}

TEST(TriangleCache, ALayerIsTriangulatedOnce) {
    int made = 0;
    std::shared_ptr<const Triangles> first, other;
    {
        TriangleCache cache([&made] { ++made; });
        const column::SegmentPtr square = geometry({{0, 0}, {10, 0}, {10, 10}, {0, 10}}), again = geometry({{0, 0}, {10, 0}, {10, 10}, {0, 10}});
        first = cache.wait(square);
        EXPECT_EQ(cache.find(square), first) << "the second time the same triangles are found";
        EXPECT_EQ(cache.find(again), first) << "also for a layer that was read again and is the same";
        other = cache.wait(geometry({{0, 0}, {7, 0}, {0, 7}}));
        EXPECT_EQ(cache.find(square), first);
    }
    EXPECT_EQ(made, 2);
    EXPECT_NEAR(area_of(*first, 0), 100, 1e-4);
    EXPECT_NEAR(area_of(*other, 0), 24.5, 1e-4);
}

}  // namespace tessellate_test
}  // namespace kith::viewer::app
