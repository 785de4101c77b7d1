// Picking against brute force over every point, line and ring.
#include "viewer/model/picking.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "engine/base/random.hpp"

namespace picking_test {
using namespace kith;
using namespace kith::viewer::model;

struct Points {
    std::vector<double> xy;
    std::vector<std::uint8_t> known;
    std::size_t size() const { return known.size(); }
    Vec2 at(std::size_t i) const { return {xy[2 * i], xy[2 * i + 1]}; }
};

/// A dense middle, a thin rim, many on one spot, some without a place.
Points made(std::size_t count, std::uint64_t seed) {
    base::RandomStream random(seed, "points");
    Points out;
    for (std::size_t i = 0; i < count; ++i) {
        const double spread = i % 5 == 0 ? 5000 : 400;
        double x = (random.uniform() - 0.5) * spread, y = (random.uniform() - 0.5) * spread;
        if (i % 7 == 0) x = y = 100;
        out.xy.insert(out.xy.end(), {x, y});
        out.known.push_back(random.below(10) != 0);
    }
    return out;
}

double distance(Vec2 a, Vec2 b) { return std::hypot(a.x - b.x, a.y - b.y); }

std::vector<PointIndex::Near> brute(const Points& points, Vec2 at, double within, std::size_t k) {
    std::vector<PointIndex::Near> all;
    for (std::size_t i = 0; i < points.size(); ++i)
        if (points.known[i] && distance(points.at(i), at) <= within) all.push_back({static_cast<std::int32_t>(i), distance(points.at(i), at)});
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return std::pair(a.metres, a.row) < std::pair(b.metres, b.row); });
    if (all.size() > k) all.resize(k);
    return all;
}

std::set<std::int32_t> as_set(const std::vector<std::int32_t>& rows) {
    const std::set<std::int32_t> out(rows.begin(), rows.end());
    EXPECT_EQ(out.size(), rows.size()) << "a row came twice";
    return out;
}

TEST(PointIndex, NearestIsTheNearest) {
    const Points points = made(3000, 1);
    const PointIndex index(points.xy, points.known);
    base::RandomStream random(2, "asked");
    for (int i = 0; i < 400; ++i) {
        const Vec2 at{(random.uniform() - 0.5) * 12000, (random.uniform() - 0.5) * 12000};
        const double within = std::pow(10, random.uniform() * 5);
        for (const std::size_t k : {std::size_t{1}, std::size_t{5}, std::size_t{64}}) {
            const auto found = index.nearest(at, within, k);
            const auto expected = brute(points, at, within, k);
            ASSERT_EQ(found.size(), expected.size());
            for (std::size_t n = 0; n < found.size(); ++n) {
                EXPECT_EQ(found[n].row, expected[n].row);
                EXPECT_NEAR(found[n].metres, expected[n].metres, 1e-9);
            }
        }
    }
    EXPECT_EQ(index.nearest({100, 100}, 0), brute(points, {100, 100}, 0, 1)[0].row);  // the first of the many on one spot
}

TEST(PointIndex, NothingThereIsNothingFound) {
    EXPECT_FALSE(PointIndex().nearest({0, 0}, 1e9));
    const std::vector<double> one{5, 5};
    const PointIndex index(one, {});
    EXPECT_FALSE(index.nearest({5, 8}, 2.9));
    EXPECT_EQ(index.nearest({5, 8}, 3.0), 0);
    EXPECT_TRUE(index.inside(Rect{}).empty());
    EXPECT_EQ(index.inside(rect_of({5, 5}, {5, 5})).size(), 1u);  // the edge belongs to it
}

TEST(PointIndex, BoxAndStretches) {
    const Points points = made(5000, 3);
    const PointIndex index(points.xy, points.known);
    base::RandomStream random(4, "boxes");
    for (int i = 0; i < 300; ++i) {
        const double size = i % 3 == 0 ? 9000 : 500;
        const auto corner = [&] { return Vec2{(random.uniform() - 0.5) * size, (random.uniform() - 0.5) * size}; };
        const Rect box = rect_of(corner(), corner());
        std::set<std::int32_t> expected;
        for (std::size_t row = 0; row < points.size(); ++row)
            if (points.known[row] && box.contains(points.at(row))) expected.insert(static_cast<std::int32_t>(row));
        EXPECT_EQ(as_set(index.inside(box)), expected);
        std::vector<PointIndex::Stretch> stretches;
        index.stretches(box, stretches);
        std::set<std::int32_t> drawn;
        for (const auto& stretch : stretches)
            for (std::uint32_t at = stretch.first; at < stretch.last; ++at) EXPECT_TRUE(drawn.insert(index.order()[at]).second);
        EXPECT_TRUE(std::includes(drawn.begin(), drawn.end(), expected.begin(), expected.end())) << "culling lost a point";
    }
}

/// Even-odd by crossings of a level ray, written the long way.
bool inside_by_hand(const std::vector<Vec2>& ring, Vec2 at) {
    int crossings = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Vec2 a = ring[i], b = ring[(i + 1) % ring.size()];
        if ((a.y <= at.y && b.y > at.y) || (b.y <= at.y && a.y > at.y))
            if (a.x + (b.x - a.x) * (at.y - a.y) / (b.y - a.y) > at.x) ++crossings;
    }
    return crossings % 2 == 1;
}

TEST(PointIndex, LassoOfAnyShape) {
    const Points points = made(4000, 5);
    const PointIndex index(points.xy, points.known);
    base::RandomStream random(6, "lassos");
    for (int i = 0; i < 60; ++i) {
        std::vector<Vec2> lasso;  // crosses itself as often as not
        const double size = i % 2 == 0 ? 6000 : 300;
        for (std::uint64_t n = 3 + random.below(40); n > 0; --n) lasso.push_back({(random.uniform() - 0.5) * size, (random.uniform() - 0.5) * size});
        std::set<std::int32_t> expected;
        for (std::size_t row = 0; row < points.size(); ++row)
            if (points.known[row] && inside_by_hand(lasso, points.at(row))) expected.insert(static_cast<std::int32_t>(row));
        EXPECT_EQ(as_set(index.inside(lasso)), expected);
    }
}

TEST(PointIndex, RenumberedPointsAreKnownByTheirPlace) {
    const Points points = made(500, 7);
    PointIndex index(points.xy, points.known);
    const auto before = index.points();
    const std::vector<Vec2> packed(before.begin(), before.end());
    index.renumber();
    const auto found = index.nearest({0, 0}, 1e6, 1);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_NEAR(distance(packed[static_cast<std::size_t>(found[0].row)], {0, 0}), found[0].metres, 1e-9);
}

// Area 0: a square with a hole; area 1: fills the hole; area 2: two parts; area 3: a small one inside area 0 (overlapping layers).
struct Areas {
    std::vector<std::int64_t> area_polygons{0, 1, 2, 4, 5}, polygon_rings{0, 2, 3, 4, 5, 6}, ring_points{0};
    std::vector<double> xy;
    Areas() {
        square(0, 0, 100, 100);
        square(40, 40, 60, 60);
        square(40, 40, 60, 60);
        square(200, 0, 210, 10);
        square(220, 0, 230, 10);
        square(5, 5, 15, 15);
    }
    void square(double left, double bottom, double right, double top) {
        xy.insert(xy.end(), {left, bottom, right, bottom, right, top, left, top, left, bottom});
        ring_points.push_back(static_cast<std::int64_t>(xy.size() / 2));
    }
    AreaIndex index() const { return {area_polygons, polygon_rings, ring_points, xy}; }
};

TEST(AreaIndex, HolesPartsAndTheSmallestOfSeveral) {
    const Areas areas;
    const AreaIndex index = areas.index();
    EXPECT_EQ(index.at({90, 50}), 0);
    EXPECT_EQ(index.at({50, 50}), 1);
    EXPECT_EQ(index.at({205, 5}), 2);
    EXPECT_EQ(index.at({225, 5}), 2);
    EXPECT_EQ(index.at({10, 10}), 3);
    EXPECT_FALSE(index.at({215, 5}));
    EXPECT_FALSE(index.at({1e9, 0}));
    EXPECT_FALSE(index.contains(0, {50, 50}));
    EXPECT_FALSE(AreaIndex().at({0, 0}));
}

TEST(AreaIndex, LassoTouchesByCornersOrFromInside) {
    const Areas areas;
    const AreaIndex index = areas.index();
    const std::vector<Vec2> around_two{{195, -5}, {235, -5}, {235, 15}, {195, 15}};
    EXPECT_EQ(index.touched(around_two), std::vector<std::int32_t>{2});
    const std::vector<Vec2> within{{80, 80}, {85, 80}, {85, 85}};
    EXPECT_EQ(index.touched(within), std::vector<std::int32_t>{0});
}

TEST(NearestLine, ToTheLineAndNotToItsEnds) {
    const std::vector<Segment2> lines{{{0, 0}, {100, 0}}, {{0, 10}, {100, 10}}, {{50, 4}, {50, 4}}};
    EXPECT_EQ(nearest_line(lines, {20, 3}, 5), 0u);
    EXPECT_EQ(nearest_line(lines, {20, 8}, 5), 1u);
    EXPECT_EQ(nearest_line(lines, {50, 3.5}, 5), 2u);   // of no length: a point
    EXPECT_EQ(nearest_line(lines, {20, 5}, 5), 0u);     // both equally far: the first
    EXPECT_FALSE(nearest_line(lines, {107, 0}, 5));
    EXPECT_FALSE(nearest_line({}, {0, 0}, 5));
}

}  // namespace picking_test
