// The layouts that follow something given: anchors, communities, distances, radii.
#include <gtest/gtest.h>

#include <limits>
#include <numbers>
#include <set>

#include "engine/layout/layout.hpp"
#include "tests/engine/layout/shapes.hpp"

namespace kith::layout {
namespace placement_test {

using test::Net;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

void expect_apart(const std::vector<Point>& points, double least) {
    for (std::size_t a = 0; a < points.size(); ++a)
        for (std::size_t b = 0; b < a; ++b) ASSERT_GE(test::distance(points[a], points[b]), least) << a << " and " << b;
}

TEST(Anchored, StaysNearItsAnchorsAndApart) {
    Net net = test::grid(15);
    std::vector<Point> anchors;
    for (std::size_t i = 0; i < 225; ++i) anchors.push_back({430000 + 7.0 * static_cast<double>(i % 15), 390000 + 7.0 * static_cast<double>(i / 15)});
    anchors[1] = anchors[2] = anchors[0];  // a household
    base::JobContext job;
    const base::Result<Drawing> drawing = anchored(net.view(), {{}, anchors, 5, 0, 20}, job);
    ASSERT_TRUE(drawing);
    expect_apart(drawing->positions, 5 * 0.998);
    for (std::size_t v = 0; v < 225; ++v) EXPECT_LT(test::distance(drawing->positions[v], anchors[v]), 10);
    EXPECT_EQ(drawing->positions[200], anchors[200]) << "who is in nobody's way does not move";
    EXPECT_TRUE(drawing->shelves.empty());
}

TEST(Anchored, WithoutAnAnchorOnesOwnShelfNeverAtZero) {
    Net net = test::path(6);
    const std::vector<Point> anchors{{1000, 1000}, {1100, 1000}, {nan, nan}, {1200, 1000}, {nan, 5}, {1300, 1000}};
    std::vector<Group> groups(6, Group::laid_out);
    groups[4] = Group::not_asked;
    base::JobContext job;
    const base::Result<Drawing> drawing = anchored(net.view(), {{groups, 1}, anchors, 10, 0, 20}, job);
    ASSERT_TRUE(drawing);
    ASSERT_EQ(drawing->shelves.size(), 2U);
    EXPECT_EQ(drawing->shelves[0].group, Group::not_asked);
    EXPECT_EQ(drawing->shelves[1].group, Group::without_place);
    EXPECT_EQ(drawing->shelves[1].count, 1);
    EXPECT_TRUE(drawing->shelves[1].box.holds(drawing->positions[2]));
    EXPECT_GT(drawing->positions[2].x, 900) << "the shelf is below the drawing, not at 0,0";
}

TEST(Anchored, TiesPullOnALeash) {
    Net net(3);
    net.tie(0, 1);
    const std::vector<Point> anchors{{0, 0}, {1000, 0}, {0, 500}};
    base::JobContext job;
    const base::Result<Drawing> drawing = anchored(net.view(), {{}, anchors, 1, 0.5, 30}, job);
    ASSERT_TRUE(drawing);
    EXPECT_NEAR(drawing->positions[0].x, 30, 1e-9);
    EXPECT_NEAR(drawing->positions[1].x, 970, 1e-9);
    EXPECT_EQ(drawing->positions[2], anchors[2]);
    EXPECT_FALSE(anchored(net.view(), {{}, anchors, 0, 0, 20}, job));
    EXPECT_FALSE(anchored(net.view(), {{}, anchors, 1, 2, 20}, job));
    EXPECT_FALSE(anchored(net.view(), {{}, std::span(anchors).first(2), 1, 0, 20}, job));
}

/// Distances in ties by Bellman and Ford's rule, not by breadth.
std::vector<std::int32_t> distances(const Net& net, std::size_t source) {
    std::vector<std::int32_t> d(net.rows.size(), -1);
    d[source] = 0;
    for (std::size_t round = 0; round < net.rows.size(); ++round)
        for (std::size_t v = 0; v < net.rows.size(); ++v)
            for (const auto& [u, weight] : net.rows[v])
                if (d[v] >= 0 && (d[static_cast<std::size_t>(u)] < 0 || d[static_cast<std::size_t>(u)] > d[v] + 1)) d[static_cast<std::size_t>(u)] = d[v] + 1;
    return d;
}

TEST(Concentric, RadiusIsDistanceAndTheUnreachableStandOutside) {
    Net net = test::grid(9);
    net.rows.resize(90);
    net.tie(85, 86);
    base::JobContext job;
    const base::Result<ConcentricDrawing> result = concentric(net.view(), {{}, 40}, job);
    ASSERT_TRUE(result);
    const std::vector<std::int32_t> expected = distances(net, 40);
    const double gap = result->rings[1].radius;
    std::vector<std::int64_t> counts(9, 0);
    for (std::size_t v = 0; v < 90; ++v) {
        const double radius = test::distance(result->drawing.positions[v], {0, 0});
        if (expected[v] >= 0) {
            EXPECT_NEAR(radius, gap * expected[v], 1e-9 * radius + 1e-12);
            ++counts[static_cast<std::size_t>(expected[v])];
        } else {
            EXPECT_GT(radius, gap * 8.5);
        }
    }
    ASSERT_EQ(result->rings.size(), 10U);  // 0-8 and the unreachable
    for (std::size_t r = 0; r < 9; ++r) EXPECT_EQ(result->rings[r].count, counts[r]);
    EXPECT_EQ(result->rings.back().distance, -1);
    EXPECT_EQ(result->rings.back().count, 9);
    EXPECT_EQ(result->unreachable, 9);
    expect_apart(result->drawing.positions, 0.9);
    EXPECT_FALSE(concentric(net.view(), {{}, 90}, job));
    EXPECT_FALSE(concentric(net.view(), {{}, -1}, job));
}

TEST(Concentric, AFullRingHasRoom) {
    Net net(502);
    for (std::size_t i = 1; i <= 500; ++i) net.tie(0, i);
    net.tie(500, 501);
    base::JobContext job;
    const base::Result<ConcentricDrawing> result = concentric(net.view(), {{}, 0}, job);
    ASSERT_TRUE(result);
    expect_apart(result->drawing.positions, 0.9);
    // The one on the second ring stands on its neighbour's ray.
    const Point inner = result->drawing.positions[500];
    const Point outer = result->drawing.positions[501];
    EXPECT_NEAR(std::atan2(inner.y, inner.x), std::atan2(outer.y, outer.x), 1e-9);
}

TEST(Community, MembersInsideDiscsApart) {
    Net net(62);
    for (std::size_t c = 0; c < 3; ++c)
        for (std::size_t i = 0; i < 20; ++i) {
            net.tie(c * 20 + i, c * 20 + (i + 1) % 20);
            net.tie(c * 20 + i, c * 20 + (i + 7) % 20);
        }
    net.tie(0, 20);
    net.tie(21, 40);
    net.tie(60, 0);
    std::vector<std::int32_t> labels(62);
    for (std::size_t v = 0; v < 60; ++v) labels[v] = 10 + static_cast<std::int32_t>(v / 20);
    labels[60] = labels[61] = -1;
    base::JobContext job;
    const base::Result<CommunityDrawing> result = by_community(net.view(), {{}, 3, labels}, job);
    ASSERT_TRUE(result);
    ASSERT_EQ(result->communities.size(), 3U);
    for (std::size_t c = 0; c < 3; ++c) {
        const Community& community = result->communities[c];
        EXPECT_EQ(community.label, static_cast<std::int32_t>(10 + c));
        EXPECT_EQ(community.count, 20);
        for (std::size_t v = 0; v < 62; ++v)
            if (v != 61) {
                EXPECT_EQ(test::distance(result->drawing.positions[v], community.centre) <= community.radius, labels[v] == community.label) << v;
            }
        for (std::size_t d = 0; d < c; ++d) EXPECT_GE(test::distance(community.centre, result->communities[d].centre), community.radius + result->communities[d].radius);
    }
    ASSERT_EQ(result->drawing.shelves.size(), 1U) << "61 has no tie at all";
    EXPECT_TRUE(result->drawing.shelves[0].box.holds(result->drawing.positions[61]));
    expect_apart(result->drawing.positions, 0.01);
}

TEST(Overlap, DiscsOfAllSizesEndApart) {
    std::vector<Point> points;
    std::vector<double> radii;
    for (std::size_t i = 0; i < 300; ++i) {
        const auto n = static_cast<double>(i);
        points.push_back({std::fmod(n * 7.3, 11), std::fmod(n * 3.7, 13)});
        radii.push_back(i % 20 == 0 ? 1.5 : 0.3);
    }
    base::JobContext job;
    const base::Result<Separation> result = remove_overlaps(points, radii, job);
    ASSERT_TRUE(result);
    EXPECT_EQ(result->left, 0);
    double furthest = 0;
    for (std::size_t a = 0; a < points.size(); ++a) {
        furthest = std::max(furthest, test::distance(points[a], result->positions[a]));
        for (std::size_t b = 0; b < a; ++b) ASSERT_GE(test::distance(result->positions[a], result->positions[b]), (radii[a] + radii[b]) * 0.998);
    }
    EXPECT_DOUBLE_EQ(result->furthest, furthest);
    EXPECT_LT(furthest, 12);
}

TEST(Overlap, AHundredOnOneSpotAndNobodyElseMoves) {
    std::vector<Point> points(100, Point{5, 5});
    points.push_back({500, 500});
    const std::vector<double> radii(101, 1);
    base::JobContext job;
    const base::Result<Separation> result = remove_overlaps(points, radii, job);
    ASSERT_TRUE(result);
    EXPECT_EQ(result->left, 0);
    expect_apart(result->positions, 1.99);
    EXPECT_EQ(result->positions[100], points[100]);
    EXPECT_LT(result->furthest, 20) << "100 discs of radius 1 fill one of radius 11";
    const std::vector<double> bad{-1};
    EXPECT_FALSE(remove_overlaps(std::span(points).first(1), bad, job));
    EXPECT_TRUE(remove_overlaps({}, {}, job));
}

}  // namespace placement_test
}  // namespace kith::layout
