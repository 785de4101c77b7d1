#include "engine/geo/contiguity.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <set>

#include "engine/geo/gap.hpp"

namespace kith::geo {
namespace contiguity_test {

struct Layer {
    std::vector<std::int64_t> area_polygons{0}, polygon_rings{0}, ring_points{0};
    std::vector<double> xy;
    void ring(const std::vector<double>& points) {
        xy.insert(xy.end(), points.begin(), points.end());
        ring_points.push_back(static_cast<std::int64_t>(xy.size() / 2));
        polygon_rings.push_back(static_cast<std::int64_t>(ring_points.size()) - 1);
        area_polygons.push_back(static_cast<std::int64_t>(polygon_rings.size()) - 1);
    }
    void box(double x, double y, double width, double height) { ring({x, y, x + width, y, x + width, y + height, x, y + height, x, y}); }
    void nothing() { area_polygons.push_back(area_polygons.back()); }
    AreaGeometry geometry() const { return {area_polygons, polygon_rings, ring_points, xy}; }
};

using Pairs = std::set<std::pair<int, int>>;

Pairs pairs(const Neighbours& neighbours) {
    Pairs all;
    for (std::size_t a = 0; a + 1 < neighbours.offsets.size(); ++a)
        for (auto i = neighbours.offsets[a]; i < neighbours.offsets[a + 1]; ++i) {
            const int b = neighbours.targets[static_cast<std::size_t>(i)];
            EXPECT_NE(static_cast<int>(a), b);
            all.insert({static_cast<int>(a), b});
        }
    for (const auto& [a, b] : all) EXPECT_TRUE(all.contains({b, a}));
    Pairs once;
    for (const auto& [a, b] : all)
        if (a < b) once.insert({a, b});
    return once;
}

TEST(Contiguity, QueenMeetsAtACornerRookAlongAnEdge) {
    Layer layer;              // 2 3
    layer.box(0, 0, 10, 10);  // 0 1
    layer.box(10, 0, 10, 10);
    layer.box(0, 10, 10, 10);
    layer.box(10, 10, 10, 10);
    layer.nothing();
    layer.box(100, 100, 1, 1);
    const Contiguity found = contiguity(layer.geometry()).value();
    EXPECT_EQ(pairs(found.queen), (Pairs{{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3}}));
    EXPECT_EQ(pairs(found.rook), (Pairs{{0, 1}, {0, 2}, {1, 3}, {2, 3}}));
    EXPECT_EQ(found.queen.offsets.size(), 7u);
    EXPECT_EQ(found.shared_vertices, 12) << "four corners in the middle, two at each of four sides";
    EXPECT_EQ(found.snapped_vertices, 0);
}

TEST(Contiguity, TwoTouchesAreNoSharedEdge) {
    // A arch over a block that it touches at two corners only: spdep's count of two shared vertices would call it rook.
    Layer layer;
    layer.ring({0, 0, 5, 5, 10, 0, 5, 2, 0, 0});
    layer.ring({0, 0, 10, 0, 5, -5, 0, 0});
    EXPECT_EQ(pairs(contiguity(layer.geometry()).value().queen), (Pairs{{0, 1}}));
    EXPECT_TRUE(pairs(contiguity(layer.geometry()).value().rook).empty());
}

TEST(Contiguity, VerticesWithinACentimetreAreOne) {
    Layer layer;
    layer.box(0, 0, 10, 10);
    layer.box(10.008, 0, 10, 10);
    layer.box(0, 10.012, 10, 10);
    const Contiguity found = contiguity(layer.geometry()).value();
    EXPECT_EQ(pairs(found.queen), (Pairs{{0, 1}}));
    EXPECT_EQ(pairs(found.rook), (Pairs{{0, 1}}));
    EXPECT_EQ(found.shared_vertices, 4);
    EXPECT_EQ(found.snapped_vertices, 4);
    EXPECT_NEAR(found.widest_snap, 0.008, 1e-9);
    EXPECT_TRUE(pairs(contiguity(layer.geometry(), {0}).value().queen).empty());
}

TEST(Contiguity, ATJunctionNeedsAGap) {
    // The long side of 0 meets 1 and 2, whose corner in between is no vertex of 0; the ends are.
    Layer layer;
    layer.box(0, 0, 10, 30);
    layer.box(10, 0, 10, 10);
    layer.box(10, 10, 10, 10);
    layer.box(10, 20, 10, 10);
    const Contiguity strict = contiguity(layer.geometry()).value();
    EXPECT_EQ(pairs(strict.queen), (Pairs{{0, 1}, {0, 3}, {1, 2}, {2, 3}}));
    EXPECT_EQ(pairs(strict.rook), (Pairs{{1, 2}, {2, 3}}));
    const Contiguity wide = contiguity(layer.geometry(), {0.01}, {1}).value();
    EXPECT_EQ(pairs(wide.rook), (Pairs{{0, 1}, {0, 2}, {0, 3}, {1, 2}, {2, 3}}));
    EXPECT_EQ(wide.queen_by_gap, 1);
    EXPECT_EQ(wide.rook_by_gap, 3);
}

TEST(Contiguity, AGapBridgesWhatWasDrawnApart) {
    Layer layer;
    layer.box(0, 0, 100, 100);
    layer.box(103, 20, 100, 100);   // 3 m apart along 80 m
    layer.box(-52, -52, 50, 50);    // its corner 2.83 m from the corner of 0
    layer.box(-50, 107, 100, 100);  // 7 m off 0
    EXPECT_TRUE(pairs(contiguity(layer.geometry()).value().queen).empty());
    const Contiguity found = contiguity(layer.geometry(), {0.01}, {5}).value();
    EXPECT_EQ(pairs(found.queen), (Pairs{{0, 1}, {0, 2}}));
    EXPECT_EQ(pairs(found.rook), (Pairs{{0, 1}}));
    EXPECT_EQ(found.queen_by_gap, 2);
}

TEST(Contiguity, TooManyAreasInOnePointAreRefused) {
    Layer layer;
    for (int i = 0; i < 10'100; ++i) layer.ring({0, 0, 1.0 + i, 1, 1.0 + i, 2, 0, 0});
    const auto found = contiguity(layer.geometry());
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code, base::Code::too_large);
    EXPECT_FALSE(contiguity(layer.geometry(), {std::nan("")}));
    EXPECT_FALSE(contiguity(layer.geometry(), {-1}));
}

RC_GTEST_PROP(Contiguity, EqualsComparingAllVertices, ()) {
    // Random boxes on a lattice, each moved by less than the snap can bridge or not.
    Layer layer;
    const int areas = *rc::gen::inRange(1, 25);
    const double base = *rc::gen::element(0.0, 435000.0, -16.0);
    for (int a = 0; a < areas; ++a) {
        const auto nudge = [] { return *rc::gen::inRange(-1, 2) * 0.004; };
        const double x = base + *rc::gen::inRange(0, 6), y = base + *rc::gen::inRange(0, 6);
        layer.box(x + nudge(), y + nudge(), *rc::gen::inRange(1, 4), *rc::gen::inRange(1, 4));
    }
    const AreaGeometry geometry = layer.geometry();
    Pairs queen, rook;
    const auto close = [&](std::int64_t i, std::int64_t j) {
        const auto a = static_cast<std::size_t>(2 * i), b = static_cast<std::size_t>(2 * j);
        return std::hypot(layer.xy[a] - layer.xy[b], layer.xy[a + 1] - layer.xy[b + 1]) <= 0.02;
    };
    // Nudges are at most 0.004 in x and in y, so two of one lattice corner are within 0.0114: with a snap of 0.02 all of them are one, and
    // none of two corners, so that the comparison is plain.
    for (std::int64_t a = 0; a < areas; ++a)
        for (std::int64_t b = a + 1; b < areas; ++b)
            for (std::int64_t i = 5 * a; i < 5 * a + 4; ++i)
                for (std::int64_t j = 5 * b; j < 5 * b + 4; ++j) {
                    if (close(i, j)) queen.insert({static_cast<int>(a), static_cast<int>(b)});
                    if ((close(i, j) && close(i + 1, j + 1)) || (close(i, j + 1) && close(i + 1, j)))
                        rook.insert({static_cast<int>(a), static_cast<int>(b)});
                }
    const Contiguity found = contiguity(geometry, {0.02}).value();
    RC_ASSERT(pairs(found.queen) == queen);
    RC_ASSERT(pairs(found.rook) == rook);
}

double distance_to(const Segment2& s, double x, double y) {
    const double dx = s.bx - s.ax, dy = s.by - s.ay, length = dx * dx + dy * dy;
    const double t = length > 0 ? std::clamp(((x - s.ax) * dx + (y - s.ay) * dy) / length, 0.0, 1.0) : 0;
    return std::hypot(x - s.ax - t * dx, y - s.ay - t * dy);
}

RC_GTEST_PROP(Gap, TheStretchIsWhereSamplesAreNear, ()) {
    const auto coordinate = [] { return *rc::gen::inRange(-20, 21) / 2.0; };
    const Segment2 e{coordinate(), coordinate(), coordinate(), coordinate()}, f{coordinate(), coordinate(), coordinate(), coordinate()};
    RC_PRE(e.ax != e.bx || e.ay != e.by);
    const double gap = *rc::gen::inRange(1, 20) / 4.0;
    double from = 0, to = 0;
    const bool any = stretch_within(e, f, gap, from, to);
    for (int i = 0; i <= 200; ++i) {
        const double t = i / 200.0, distance = distance_to(f, e.ax + t * (e.bx - e.ax), e.ay + t * (e.by - e.ay));
        if (distance < gap - 1e-9) RC_ASSERT(any && from <= t + 1e-9 && to >= t - 1e-9);
        if (any && t > from + 1e-9 && t < to - 1e-9) RC_ASSERT(distance <= gap + 1e-9);
    }
}

}  // namespace contiguity_test
}  // namespace kith::geo
