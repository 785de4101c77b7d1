// Permutations against the exact distribution, the moments, and published pseudo p-values.
#include "plugins/spatial_statistics/permute.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "plugins/spatial_statistics/global.hpp"
#include "plugins/spatial_statistics/local.hpp"
#include "tests/plugins/spatial_statistics/truths.hpp"

namespace kith::spatial_statistics {
namespace permute_test {

bool go_on(double) { return true; }

/// Five standard errors of a share p among n draws, and one draw.
double within_chance(double p, int n) { return 5 * std::sqrt(p * (1 - p) / n) + 1.0 / n; }

TEST(Extremes, PseudoP) {
    EXPECT_DOUBLE_EQ((Extremes{0, 999}.p(999)), 0.002);
    EXPECT_DOUBLE_EQ((Extremes{999, 0}.p(999)), 0.002);
    EXPECT_DOUBLE_EQ((Extremes{600, 500}.p(999)), 1);
}

// Against every one of the 5,040 arrangements of seven areas.
TEST(PermuteAll, CountsAsEveryArrangementDoes) {
    const Weights weights = test::from_lists({{1, 2}, {0, 2, 3}, {0, 1}, {1, 4, 6}, {3, 5}, {4, 6}, {3, 5}});
    const Weights rows = row_standardised(weights);
    const std::vector<double> x{1, 2, 2, 8, 5, 7, 3};
    const std::vector<std::uint8_t> high{0, 0, 0, 1, 1, 1, 0};
    std::vector<std::size_t> order{0, 1, 2, 3, 4, 5, 6};
    struct Exact {
        double seen, least = 0, most = 0;
        void add(double value) { least += value >= seen - 1e-9, most += value <= seen + 1e-9; }
    };
    const JoinCounts joins = join_counts(high, weights);
    Exact i{moran(x, rows).value}, c{geary(x, rows).value}, g{general_g(x, weights)->value}, hh{joins.high_high.value}, ll{joins.low_low.value}, u{joins.unlike.value};
    do {
        std::vector<double> y;
        std::vector<std::uint8_t> b;
        for (const std::size_t row : order) y.push_back(x[row]), b.push_back(high[row]);
        i.add(moran(y, rows).value);
        c.add(geary(y, rows).value);
        g.add(general_g(y, weights)->value);
        const JoinCounts drawn = join_counts(b, weights);
        hh.add(drawn.high_high.value), ll.add(drawn.low_low.value), u.add(drawn.unlike.value);
    } while (std::next_permutation(order.begin(), order.end()));
    constexpr int draws = 20000;
    const GlobalDraws found = permute_all(x, high, weights, draws, 2026, go_on);
    const auto expect = [&](const Exact& exact, const Extremes& drawn, const char* what) {
        EXPECT_NEAR(static_cast<double>(drawn.at_least) / draws, exact.least / 5040, within_chance(exact.least / 5040, draws)) << what;
        EXPECT_NEAR(static_cast<double>(drawn.at_most) / draws, exact.most / 5040, within_chance(exact.most / 5040, draws)) << what;
    };
    expect(i, found.moran, "Moran");
    expect(c, found.geary, "Geary");
    expect(g, found.general_g, "G");
    expect(hh, found.high_high, "high and high");
    expect(ll, found.low_low, "low and low");
    expect(u, found.unlike, "unlike");
}

// The permutation distribution has the moments that spdep gives for randomisation.
TEST(PermuteAll, ColumbusWithinChanceOfSpdep) {
    KITH_NEEDS_SHARED(shared);
    const test::Json truth = test::truth(shared, "columbus_spdep.json");
    const test::Columbus data = test::columbus(shared);
    const std::vector<std::uint8_t> high(49, 0);
    constexpr int draws = 9999;
    const GlobalDraws found = permute_all(data.hoval, high, data.queen, draws, 1, go_on);
    const test::Json& hoval = truth["HOVAL_queen"];
    const double variance = hoval["VI"];
    EXPECT_NEAR(found.moran_mean, hoval["EI"].get<double>(), 5 * std::sqrt(variance / draws));
    EXPECT_NEAR(found.moran_variance / variance, 1, 5 * std::sqrt(3.0 / draws));
    EXPECT_EQ(permute_all(data.crime, high, data.queen, draws, 1, go_on).moran.p(draws), 2.0 / (draws + 1)) << "spdep: p = 2e-8";
}

TEST(PermuteAll, TheSameSeedGivesTheSame) {
    const Weights weights = test::lattice(5, 5);
    std::vector<double> x;
    for (int i = 0; i < 25; ++i) x.push_back(i * 7 % 11);
    const std::vector<std::uint8_t> high(25, 0);
    const auto counts = [&](std::uint64_t seed) { return permute_all(x, high, weights, 499, seed, go_on).moran.at_least; };
    const auto local = [&](std::uint64_t seed) { return permute_neighbours(x, weights, 499, seed, go_on).lag[7].at_least; };
    EXPECT_EQ(counts(5), counts(5));
    EXPECT_NE(counts(5), counts(6));
    EXPECT_EQ(local(5), local(5));
    EXPECT_NE(local(5), local(6));
}

// esda/tests/test_getisord.py: p_sim of the first of six points is 0.102 of 999 draws. It counts strictly smaller sums: 1 of 10.
TEST(PermuteNeighbours, SixPointsAsEsdaHasThem) {
    const std::vector<Point> points{{10, 10, true}, {20, 10, true}, {40, 10, true}, {15, 20, true}, {30, 20, true}, {30, 30, true}};
    const std::vector<double> x{2, 3, 3.2, 5, 8, 7};
    constexpr int draws = 9999;
    const Extremes first = permute_neighbours(x, within(points, 15), draws, 3, go_on).lag[0];
    EXPECT_NEAR(static_cast<double>(draws - first.at_least + 1) / (draws + 1), 0.102, within_chance(0.1, 999));
    EXPECT_NEAR(static_cast<double>(first.at_most) / draws, 0.2, within_chance(0.2, draws)) << "two of the ten pairs sum to 8 or less";
}

// esda/tests/test_moran.py, test_defaults: of 99 draws for de Smith's first area, z_sim is -0.699, that is a one-sided p of 0.242.
TEST(PermuteNeighbours, DeSmithsExampleAsEsdaHasIt) {
    KITH_NEEDS_SHARED(shared);
    std::ifstream links(shared / "data/truths/data/desmith.gal");
    std::size_t n = 0;
    links >> n;
    std::vector<std::vector<std::int32_t>> lists(n);
    for (std::size_t row = 0, count = 0; links >> row >> count;)
        for (std::int32_t other = 0; count > 0 && links >> other; --count) lists[row - 1].push_back(other - 1);
    std::ifstream table(shared / "data/truths/data/desmith.txt");
    std::vector<double> x;
    std::string line;
    std::getline(table, line);
    std::getline(table, line);
    while (std::getline(table, line)) x.push_back(std::stod(line.substr(line.find(',') + 1)));
    ASSERT_EQ(x.size(), n);
    constexpr int draws = 9999;
    const Extremes first = permute_neighbours(x, test::from_lists(lists), draws, 3, go_on).lag[0];
    EXPECT_NEAR(static_cast<double>(std::min(first.at_least, first.at_most) + 1) / (draws + 1), 0.24226691753791396, within_chance(0.242, 99));
}

TEST(PermuteNeighbours, CountsAsEveryDrawDoes) {
    // An area of a lattice with two neighbours: all 8 · 7 draws of two of the other eight.
    const std::vector<double> x{3, 1, 4, 1, 5, 9, 2, 6, 5};
    constexpr int draws = 20000;
    const Extremes found = permute_neighbours(x, test::lattice(3, 3), draws, 11, go_on).lag[8];
    double least = 0, most = 0;
    for (std::size_t a = 0; a < 8; ++a)
        for (std::size_t b = 0; b < 8; ++b) {
            if (a == b) continue;
            least += x[a] + x[b] >= x[5] + x[7];
            most += x[a] + x[b] <= x[5] + x[7];
        }
    EXPECT_NEAR(static_cast<double>(found.at_least) / draws, least / 56, within_chance(least / 56, draws));
    EXPECT_NEAR(static_cast<double>(found.at_most) / draws, most / 56, within_chance(most / 56, draws));
}

TEST(Permute, StopsWhenAsked) {
    const Weights weights = test::lattice(6, 6);
    std::vector<double> x(36, 1);
    x[3] = 2;
    int asked = 0;
    const Progress twice = [&](double) { return ++asked < 2; };
    EXPECT_TRUE(permute_all(x, std::vector<std::uint8_t>(36, 0), weights, 9999, 1, twice).stopped);
    EXPECT_EQ(asked, 2);
    asked = 0;
    EXPECT_TRUE(permute_neighbours(x, weights, 9999, 1, twice).stopped);
}

RC_GTEST_PROP(Properties, NothingUnusualIsFoundInNoise, ()) {
    // Independent values: a pseudo p of a tenth or less comes up in a tenth of the areas, give or take.
    const auto seed = *rc::gen::inRange<std::uint64_t>(0, 1U << 30);
    std::uint64_t state = seed * 2654435761U + 1;
    std::vector<double> x;
    for (int i = 0; i < 400; ++i) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        x.push_back(static_cast<double>(state >> 11) * 0x1.0p-53);
    }
    const LocalDraws found = permute_neighbours(x, test::lattice(20, 20), 199, seed, go_on);
    const auto few = std::count_if(found.lag.begin(), found.lag.end(), [](const Extremes& e) { return e.p(199) <= 0.1; });
    RC_ASSERT(few < 100);
}

}  // namespace permute_test
}  // namespace kith::spatial_statistics
