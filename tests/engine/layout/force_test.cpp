// The force layout on graphs whose good drawings are known.
#include <gtest/gtest.h>

#include <limits>

#include "engine/layout/layout.hpp"
#include "engine/layout/quality.hpp"
#include "tests/engine/layout/shapes.hpp"

namespace kith::layout {
namespace force_test {

using test::Net;

Drawing drawn(const Graph& graph, std::uint64_t seed = 1, std::span<const Group> groups = {}, std::span<const Point> start = {}) {
    base::JobContext job;
    base::Result<Drawing> drawing = force(graph, {{groups, 1}, seed, start}, job);
    EXPECT_TRUE(drawing) << drawing.error().message;
    return std::move(drawing).value();
}
double preserved(const Graph& graph, const Drawing& drawing) {
    base::JobContext job;
    return neighbourhood_preservation(graph, drawing.positions, job).value();
}
double stress(const Graph& graph, const Drawing& drawing) {
    base::JobContext job;
    return sampled_stress(graph, drawing.positions, 200, 1, job).value();
}

TEST(Force, NothingAndOneAndTwo) {
    const Drawing nothing = drawn({});
    EXPECT_TRUE(nothing.positions.empty());
    EXPECT_TRUE(nothing.shelves.empty());

    Net one(1);
    const Drawing lone = drawn(one.view());
    ASSERT_EQ(lone.shelves.size(), 1U);
    EXPECT_EQ(lone.shelves[0].group, Group::isolate);
    EXPECT_TRUE(lone.shelves[0].box.holds(lone.positions[0]));

    Net two = test::path(2);
    const Drawing pair = drawn(two.view());
    // Pull d / sqrt(d^2 + 0.1) meets push 4 d / (1 + d^2)^2 where (1 + d^2)^2 = 4 sqrt(d^2 + 0.1): d is 1.043 by bisection.
    EXPECT_NEAR(test::distance(pair.positions[0], pair.positions[1]), 1.043, 0.05);
    EXPECT_TRUE(pair.shelves.empty());
}

// The bounds: what a drawing by eye gets, with some room; a random one gets 0.01-0.04.
TEST(Force, KnownShapesKeepTheirNeighbours) {
    Net line = test::path(100);
    Net ring = test::cycle(100);
    Net square = test::grid(20);
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        EXPECT_GT(preserved(line.view(), drawn(line.view(), seed)), 0.85);
        EXPECT_GT(preserved(ring.view(), drawn(ring.view(), seed)), 0.85);
        const Drawing flat = drawn(square.view(), seed);
        EXPECT_GT(preserved(square.view(), flat), 0.95);
        EXPECT_LT(stress(square.view(), flat), 0.05);  // unfolded: a random placement has about 0.3
    }
}

TEST(Force, TwoComponentsStandApartAndTheLargerInTheMiddle) {
    Net net(150);
    for (std::size_t i = 0; i < 99; ++i) net.tie(i, i + 1);
    for (std::size_t i = 100; i < 149; ++i) net.tie(i, i + 1);
    net.tie(100, 120);
    const Drawing drawing = drawn(net.view());
    const Box large = test::box_of(drawing.positions, 0, 100);
    const Box small = test::box_of(drawing.positions, 100, 150);
    EXPECT_FALSE(test::overlap(large, small));
    EXPECT_TRUE(large.holds({0, 0}));
    EXPECT_FALSE(small.holds({0, 0}));
}

TEST(Force, ManyPairsDoNotOverlap) {
    Net net(400);
    for (std::size_t i = 0; i < 400; i += 2) net.tie(i, i + 1);
    const Drawing drawing = drawn(net.view());
    std::vector<Box> boxes;
    for (std::size_t i = 0; i < 400; i += 2) boxes.push_back(test::box_of(drawing.positions, i, i + 2));
    for (std::size_t a = 0; a < boxes.size(); ++a)
        for (std::size_t b = 0; b < a; ++b) EXPECT_FALSE(test::overlap(boxes[a], boxes[b])) << a << " " << b;
    EXPECT_LT(drawing.drawn.width(), 80) << "200 boxes of about 3 by 3 fit into 43 by 43";
}

TEST(Force, TheSameSeedGivesTheSameBits) {
    Net square = test::grid(20);
    EXPECT_EQ(drawn(square.view(), 7).positions, drawn(square.view(), 7).positions);
    EXPECT_NE(drawn(square.view(), 7).positions, drawn(square.view(), 8).positions);
}

TEST(Force, AStarIsNoPile) {
    Net net(3001);
    for (std::size_t i = 1; i <= 3000; ++i) net.tie(0, i);
    const Drawing drawing = drawn(net.view());
    ASSERT_TRUE(test::all_finite(drawing.positions));
    double furthest = 0;
    for (const Point p : drawing.positions) furthest = std::max(furthest, test::distance(p, drawing.positions[0]));
    EXPECT_GT(furthest, 15) << "3,000 leaves at a unit each fill a disc of radius 31";
    EXPECT_LT(furthest, 90);
}

TEST(Force, ShelvesHoldExactlyTheirPeople) {
    Net net = test::grid(5);
    net.rows.resize(40);
    net.tie(30, 31);  // somebody not asked, named by another who was not asked
    std::vector<Group> groups(40, Group::laid_out);
    for (std::size_t i = 25; i < 30; ++i) groups[i] = Group::isolate;
    for (std::size_t i = 30; i < 40; ++i) groups[i] = Group::not_asked;
    const Drawing drawing = drawn(net.view(), 1, groups);
    ASSERT_EQ(drawing.shelves.size(), 2U);
    EXPECT_EQ(drawing.shelves[0].group, Group::isolate);
    EXPECT_EQ(drawing.shelves[0].count, 5);
    EXPECT_EQ(drawing.shelves[1].group, Group::not_asked);
    EXPECT_EQ(drawing.shelves[1].count, 10);
    EXPECT_FALSE(test::overlap(drawing.shelves[0].box, drawing.shelves[1].box));
    for (std::size_t v = 0; v < groups.size(); ++v) {
        EXPECT_EQ(drawing.drawn.holds(drawing.positions[v]), groups[v] == Group::laid_out);
        EXPECT_EQ(drawing.shelves[0].box.holds(drawing.positions[v]), groups[v] == Group::isolate);
        EXPECT_EQ(drawing.shelves[1].box.holds(drawing.positions[v]), groups[v] == Group::not_asked);
        EXPECT_TRUE(drawing.bounds.holds(drawing.positions[v]));
        for (std::size_t u = 25; u < v; ++u) EXPECT_GT(test::distance(drawing.positions[u], drawing.positions[v]), 0.99);
    }
}

TEST(Force, AWarmStartMovesNobodyFar) {
    Net net = test::grid(15);
    net.rows.resize(230);
    for (std::size_t i = 225; i < 229; ++i) net.tie(i, i + 1);
    const Drawing before = drawn(net.view());
    // One more person, who knows two; one more tie.
    net.rows.resize(231);
    net.tie(230, 0);
    net.tie(230, 1);
    net.tie(17, 33);
    std::vector<Point> start = before.positions;
    start.push_back({std::numeric_limits<double>::quiet_NaN(), 0});
    const Drawing after = drawn(net.view(), 1, {}, start);
    double furthest = 0;
    for (std::size_t v = 0; v < 230; ++v) furthest = std::max(furthest, test::distance(before.positions[v], after.positions[v]));
    EXPECT_LT(furthest, 3) << "of a drawing about " << before.drawn.width() << " wide";
    EXPECT_LT(test::distance(after.positions[230], after.positions[0]), 4);
}

TEST(Force, RefusesWhatIsNoGraph) {
    base::JobContext job;
    const auto code_of = [&](std::vector<std::int64_t> offsets, std::vector<std::int32_t> targets, std::vector<double> weights) {
        const base::Result<Drawing> drawing = force({offsets, targets, weights}, {}, job);
        return drawing ? base::Code::internal : drawing.error().code;
    };
    EXPECT_EQ(code_of({}, {0}, {}), base::Code::bad_input);
    EXPECT_EQ(code_of({1, 1}, {0}, {}), base::Code::bad_input);
    EXPECT_EQ(code_of({0, 2, 1}, {0}, {}), base::Code::bad_input);
    EXPECT_EQ(code_of({0, 1}, {}, {}), base::Code::bad_input);
    EXPECT_EQ(code_of({0, 1, 2}, {1, 2}, {}), base::Code::bad_input);
    EXPECT_EQ(code_of({0, 1, 2}, {1, -1}, {}), base::Code::bad_input);
    EXPECT_EQ(code_of({0, 1, 2}, {1, 0}, {1}), base::Code::bad_input);
    EXPECT_EQ(code_of({0, 1, 2}, {1, 0}, {1, 0}), base::Code::bad_input);
    EXPECT_EQ(code_of({0, 1, 2}, {1, 0}, {1, std::numeric_limits<double>::infinity()}), base::Code::bad_input);
    Net two = test::path(2);
    const std::vector<Group> one(1);
    const std::vector<Point> three(3);
    EXPECT_EQ(force(two.view(), {{one, 1}, 1, {}}, job).error().code, base::Code::misuse);
    EXPECT_EQ(force(two.view(), {{}, 1, three}, job).error().code, base::Code::misuse);
    EXPECT_EQ(force(two.view(), {{{}, 0}, 1, {}}, job).error().code, base::Code::misuse);
}

TEST(Force, LoopsAreLeftOutAndParallelTiesAreOne) {
    Net plain = test::grid(6);
    Net with_loops = test::grid(6);
    for (std::size_t i = 0; i < 36; ++i) with_loops.tie(i, i, 5);
    EXPECT_EQ(drawn(plain.view()).positions, drawn(with_loops.view()).positions);
    Net doubled = test::grid(6);
    for (auto& row : doubled.rows) row.insert(row.end(), row.begin(), row.begin() + static_cast<std::ptrdiff_t>(row.size()));
    EXPECT_EQ(drawn(plain.view()).positions, drawn(doubled.view()).positions) << "only ratios of weights count";
    Net loop_alone(1);
    loop_alone.tie(0, 0);
    EXPECT_EQ(drawn(loop_alone.view()).shelves.size(), 1U) << "who is tied to nobody else is an isolate";
}

TEST(Force, HeavierTiesAreShorter) {
    Net net = test::cycle(12);
    for (auto& row : net.rows)
        for (auto& [target, weight] : row) weight = 1;
    net.rows[0][0].second = net.rows[1][0].second = 12;  // 0 - 1
    const Drawing drawing = drawn(net.view());
    double others = 0;
    for (std::size_t i = 1; i < 12; ++i) others += test::distance(drawing.positions[i], drawing.positions[(i + 1) % 12]) / 11;
    EXPECT_LT(test::distance(drawing.positions[0], drawing.positions[1]), others);
}

}  // namespace force_test
}  // namespace kith::layout
