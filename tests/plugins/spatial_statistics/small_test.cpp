// Small cases of esda's own tests, all arrangements of a few values counted out, and what must not matter.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "plugins/spatial_statistics/global.hpp"
#include "plugins/spatial_statistics/local.hpp"
#include "plugins/spatial_statistics/shapes.hpp"
#include "tests/plugins/spatial_statistics/truths.hpp"

namespace kith::spatial_statistics {
namespace small_test {

std::vector<double> one_to(int n) {
    std::vector<double> x(static_cast<std::size_t>(n));
    std::iota(x.begin(), x.end(), 1.0);
    return x;
}

// esda/tests/test_moran.py, test_variance.
TEST(Esda, MoranOfAThreeByThreeLattice) {
    const Statistic found = moran(one_to(9), test::lattice(3, 3));
    EXPECT_NEAR(found.variance, 0.0596875, 1e-12);
    EXPECT_NEAR(found.variance_normal, 0.053125, 1e-12);
}

// libpysal/weights/tests/test_weights.py.
TEST(Esda, CardinalitiesOfAThreeByThreeLattice) {
    const Weights weights = test::lattice(3, 3);
    const std::vector<std::size_t> counts{2, 3, 2, 3, 4, 3, 2, 3, 2};
    for (std::size_t i = 0; i < 9; ++i) EXPECT_EQ(weights.degree(i), counts[i]);
}

// esda/tests/test_getisord.py: six points, a band of 15.
const std::vector<Point> points{{10, 10, true}, {20, 10, true}, {40, 10, true}, {15, 20, true}, {30, 20, true}, {30, 30, true}};
const std::vector<double> values{2, 3, 3.2, 5, 8, 7};
TEST(Esda, GetisAndOrdOfSixPoints) {
    const Weights band = within(points, 15);
    const auto g = general_g(values, band);
    ASSERT_TRUE(g);
    EXPECT_NEAR(g->value, 0.55709779, 1e-8);
    EXPECT_NEAR(g->p() / 2, 0.172936, 1e-6);  // esda's is of one side
    const Local local = local_statistics(values, band);
    EXPECT_NEAR(local.gi[0], -1.0136729, 1e-7);
    EXPECT_NEAR(local.gi_star[0], -1.39727626, 1e-7);
}

// esda/tests/test_join_counts.py: a lattice of four by four, the first half 0, the second 1.
TEST(Esda, JoinCounts) {
    std::vector<std::uint8_t> high(16, 0);
    std::fill(high.begin() + 8, high.end(), std::uint8_t{1});
    const JoinCounts found = join_counts(high, test::lattice(4, 4));
    EXPECT_EQ(found.high_high.value, 10);
    EXPECT_EQ(found.unlike.value, 4);
    EXPECT_EQ(found.low_low.value, 10);
    EXPECT_NEAR(found.chi_square, 8.166666666666666, 1e-12);
    EXPECT_NEAR(found.chi_p, 0.004266724822176128, 1e-12);
}

struct Moments {
    double sum = 0, squares = 0, count = 0;
    void add(double value) { sum += value, squares += value * value, ++count; }
    void expect(const Statistic& found) const {
        EXPECT_NEAR(found.expected, sum / count, 1e-10);
        EXPECT_NEAR(found.variance, squares / count - (sum / count) * (sum / count), 1e-10);
    }
};
// The moments under randomisation are those of all n! arrangements: counted out for seven areas with weights that are not symmetric.
TEST(Moments, AreThoseOfEveryArrangement) {
    Weights weights = test::from_lists({{1, 2}, {0, 2, 3}, {1}, {4, 6}, {3, 5}, {0, 4, 6}, {5}});
    for (std::size_t k = 0; k < weights.values.size(); ++k) weights.values[k] = 0.5 + 0.25 * static_cast<double>(k % 5);
    const std::vector<double> x{1, 4, 2, 8, 5, 7, 3};
    const std::vector<std::uint8_t> high{0, 1, 0, 1, 1, 0, 0};
    std::vector<std::size_t> order{0, 1, 2, 3, 4, 5, 6};
    Moments i, c, g, both, neither, unlike;
    do {
        std::vector<double> y;
        std::vector<std::uint8_t> b;
        for (const std::size_t row : order) y.push_back(x[row]), b.push_back(high[row]);
        i.add(moran(y, weights).value);
        c.add(geary(y, weights).value);
        g.add(general_g(y, weights)->value);
        const JoinCounts joins = join_counts(b, weights);
        both.add(joins.high_high.value);
        neither.add(joins.low_low.value);
        unlike.add(joins.unlike.value);
        EXPECT_NEAR(joins.high_high.value + joins.low_low.value + joins.unlike.value, constants(weights).s0 / 2, 1e-12);
    } while (std::next_permutation(order.begin(), order.end()));
    i.expect(moran(x, weights));
    c.expect(geary(x, weights));
    g.expect(*general_g(x, weights));
    both.expect(join_counts(high, weights).high_high);
    neither.expect(join_counts(high, weights).low_low);
    unlike.expect(join_counts(high, weights).unlike);
}

TEST(GeneralG, NeedsValuesOfZeroOrMore) {
    EXPECT_FALSE(general_g(std::vector<double>{1, -1, 2, 3}, test::lattice(2, 2)));
    EXPECT_FALSE(general_g(std::vector<double>{0, 0, 2, 0}, test::lattice(2, 2))) << "nothing to multiply";
}

TEST(Weights, IslandsAreNotLinkedAndUnknownOnesAreLeftOut) {
    // A line 0-1-2-3 and an island 4; of 1 the value is not known.
    const Weights all = test::from_lists({{1}, {0, 2}, {1, 3}, {2}, {}});
    EXPECT_EQ(linked(all), (std::vector<std::int32_t>{0, 1, 2, 3}));
    const std::vector<std::int32_t> known{0, 2, 3, 4};
    const Weights rest = among(all, known);
    EXPECT_EQ(rest.offsets, (std::vector<std::int64_t>{0, 0, 1, 2, 2}));
    EXPECT_EQ(rest.targets, (std::vector<std::int32_t>{2, 1}));
    EXPECT_EQ(linked(rest), (std::vector<std::int32_t>{1, 2})) << "0 has only lost its neighbour, 4 never had one";
}

TEST(Weights, OfDistance) {
    EXPECT_NEAR(longest_first_step(points), std::hypot(10, 10), 1e-12);  // the third to the fifth
    EXPECT_EQ(within(points, 15).degree(2), 1u);
    std::vector<Point> some = points;
    some[4].has = false;
    EXPECT_EQ(within(some, 15).degree(2), 0u) << "an area without an outline is nobody's neighbour";
    EXPECT_EQ(nearest(some, 2).degree(4), 0u);
    EXPECT_EQ(nearest(points, 99).degree(0), 5u);
}

TEST(Weights, OfTies) {
    const std::vector<AreaTies> pairs{{0, 2, 3, 4}, {1, 2, 0, 0}};
    const Weights weights = tied(4, pairs);
    EXPECT_EQ(weights.offsets, (std::vector<std::int64_t>{0, 1, 1, 2, 2}));
    EXPECT_EQ(weights.values, (std::vector<double>{3, 3}));
}

TEST(Gathered, ByLinksAmongThemselves) {
    const Weights row = test::lattice(1, 7);
    const std::vector<std::int8_t> sign{1, 1, 0, 1, -1, -1, 1};
    EXPECT_EQ(gathered(row, sign), (std::vector<std::vector<std::int32_t>>{{0, 1}, {3}, {4, 5}, {6}}));
}

TEST(Centroids, OfSeveralPolygonsWithHoles) {
    // A square of 3 with a square hole of 1 in its corner, far from the origin; and an area without an outline.
    std::vector<double> xy{0, 0, 3, 0, 3, 3, 0, 3, 0, 0, /* hole, the same way round */ 0, 0, 1, 0, 1, 1, 0, 1, 0, 0};
    for (std::size_t i = 0; i < xy.size(); ++i) xy[i] += 400000;
    const std::vector<std::int64_t> areas{0, 1, 1}, polygons{0, 2}, rings{0, 5, 10};
    const std::vector<Point> found = centroids(areas, polygons, rings, xy);
    EXPECT_NEAR(found[0].x, 400000 + (9 * 1.5 - 0.5) / 8, 1e-9);
    EXPECT_NEAR(found[0].y, 400000 + (9 * 1.5 - 0.5) / 8, 1e-9);
    EXPECT_TRUE(found[0].has);
    EXPECT_FALSE(found[1].has);
}

/// Values and weights of a random graph in which everybody has a neighbour.
struct Random {
    std::vector<double> x;
    Weights weights;
};
Random random_case() {
    const int n = *rc::gen::inRange(5, 16);
    Random made;
    std::vector<std::vector<std::int32_t>> lists(static_cast<std::size_t>(n));
    for (std::int32_t i = 0; i < n; ++i) {
        made.x.push_back(*rc::gen::inRange(0, 1000) / 7.0);
        std::set<std::int32_t> others{(i + 1) % n};
        for (int k = 0; k < 3; ++k) others.insert(*rc::gen::inRange(0, n));
        others.erase(i);
        lists[static_cast<std::size_t>(i)].assign(others.begin(), others.end());
    }
    made.x[0] = -1;  // never all the same
    made.weights = test::from_lists(std::move(lists));
    return made;
}

RC_GTEST_PROP(Properties, AffineChangesOfTheValuesDoNotMatter, ()) {
    const Random given = random_case();
    const double times = *rc::gen::element(0.001, 3.0, -2.0, 1e6), plus = *rc::gen::element(0.0, -50.0, 1234.5);
    std::vector<double> other;
    for (const double value : given.x) other.push_back(times * value + plus);
    const double sign = times < 0 ? -1 : 1;
    EXPECT_NEAR(moran(other, given.weights).value, moran(given.x, given.weights).value, 1e-8);
    EXPECT_NEAR(moran(other, given.weights).variance, moran(given.x, given.weights).variance, 1e-8);
    EXPECT_NEAR(geary(other, given.weights).value, geary(given.x, given.weights).value, 1e-8);
    const Local a = local_statistics(given.x, given.weights), b = local_statistics(other, given.weights);
    for (std::size_t i = 0; i < given.x.size(); ++i) {
        EXPECT_NEAR(b.moran[i], a.moran[i], 1e-6);
        EXPECT_NEAR(b.gi[i], sign * a.gi[i], 1e-6);
        EXPECT_NEAR(b.gi_star[i], sign * a.gi_star[i], 1e-6);
    }
}

RC_GTEST_PROP(Properties, AnotherOrderOfTheAreasGivesTheSameInThatOrder, ()) {
    const Random given = random_case();
    std::vector<std::int32_t> order(given.x.size());
    std::iota(order.begin(), order.end(), 0);
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[*rc::gen::inRange<std::size_t>(0, i)]);
    std::vector<double> x(given.x.size());
    std::vector<std::vector<std::int32_t>> lists(given.x.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        const auto to = static_cast<std::size_t>(order[i]);
        x[to] = given.x[i];
        for (std::size_t k = given.weights.begin(i); k < given.weights.end(i); ++k) lists[to].push_back(order[static_cast<std::size_t>(given.weights.targets[k])]);
    }
    const Weights weights = test::from_lists(std::move(lists));
    const Local before = local_statistics(given.x, given.weights), after = local_statistics(x, weights);
    for (std::size_t i = 0; i < order.size(); ++i) {
        const auto to = static_cast<std::size_t>(order[i]);
        EXPECT_NEAR(after.gi_star[to], before.gi_star[i], 1e-9);
        EXPECT_NEAR(after.gi[to], before.gi[i], 1e-9);
        EXPECT_NEAR(after.moran[to], before.moran[i], 1e-9);
        EXPECT_NEAR(after.moran_variance[to], before.moran_variance[i], 1e-9);
    }
    EXPECT_NEAR(moran(x, weights).value, moran(given.x, given.weights).value, 1e-9);
    EXPECT_NEAR(moran(x, weights).variance, moran(given.x, given.weights).variance, 1e-9);
}

RC_GTEST_PROP(Properties, LocalMoranAddsUpToMoran, ()) {
    const Random given = random_case();
    const Weights rows = row_standardised(given.weights);
    const Local local = local_statistics(given.x, given.weights);
    const double sum = std::accumulate(local.moran.begin(), local.moran.end(), 0.0);
    EXPECT_NEAR(sum / static_cast<double>(given.x.size()), moran(given.x, rows).value, 1e-9);
}

}  // namespace small_test
}  // namespace kith::spatial_statistics
