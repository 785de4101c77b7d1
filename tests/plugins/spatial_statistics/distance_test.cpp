// The spatial null and Poisson gravity: the domain reference's vector, likelihoods looked up by brute force, plain counts.
#include "plugins/spatial_statistics/distance.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <map>
#include <numeric>
#include <set>

namespace kith::spatial_statistics {
namespace distance_test {

// Domain reference, section 9: N = (100, 100, 50); 1-2 and 2-3 neighbours, 1-3 another class; T12 = 40, T13 = 4, T23 = 6.
TEST(SpatialNull, OfTheDomainReference) {
    const std::vector<Point> line{{0, 0, true}, {100, 0, true}, {200, 0, true}};
    const Ties ties{{100, 100, 50}, {0, 0, 0}, {{0, 1, 40, 0}, {0, 2, 4, 0}, {1, 2, 6, 0}}};
    GapSettings settings;
    settings.width = 150;
    settings.least_expected = 0;
    const auto pairs = compare_areas(ties, line, std::nullopt, settings);
    ASSERT_EQ(pairs.size(), 3u);
    EXPECT_NEAR(pairs[0].expected / pairs[0].possible, 0.00306667, 5e-9);
    EXPECT_NEAR(pairs[1].expected / pairs[1].possible, 0.0008, 1e-15);
    EXPECT_NEAR(pairs[0].expected, 30.6667, 5e-5);
    EXPECT_NEAR(pairs[1].expected, 4, 1e-12);
    EXPECT_NEAR(pairs[2].expected, 15.3333, 5e-5);
    EXPECT_NEAR(pairs[0].pearson(), 1.6854, 5e-5);
    EXPECT_NEAR(pairs[1].pearson(), 0, 1e-12);
    EXPECT_NEAR(pairs[2].pearson(), -2.3835, 5e-5);
    // P(X <= 6) for a mean of 46/3, from the terms; of three pairs it is the least.
    double p = 0, term = std::exp(-46.0 / 3);
    for (int k = 0; k <= 6; ++k, term *= 46.0 / 3 / k) p += term;
    EXPECT_NEAR(pairs[2].p, p, 1e-12);
    EXPECT_NEAR(pairs[2].q, 3 * p, 1e-12);
    settings.least_expected = 3;
    EXPECT_TRUE(is_gap(pairs[2], settings)) << "6 of 15.3, q = " << pairs[2].q;
    EXPECT_FALSE(is_gap(pairs[1], settings));
    EXPECT_FALSE(is_gap(pairs[0], settings));
    settings.least_expected = 5;
    EXPECT_EQ(compare_areas(ties, line, std::nullopt, settings).size(), 2u) << "few ties are no news where few are expected";
}

// Near pairs of a class have more ties than far ones: a far one is no gap because of that.
TEST(SpatialNull, IsHeldAgainstGravity) {
    const std::vector<Point> line{{0, 0, true}, {100, 0, true}, {500, 0, true}};
    const Ties ties{{100, 100, 100}, {0, 0, 0}, {{0, 1, 100, 0}, {0, 2, 20, 0}, {1, 2, 25, 0}}};  // T d is the same for all
    GapSettings settings;
    settings.width = 1000;
    EXPECT_TRUE(is_gap(compare_areas(ties, line, std::nullopt, settings)[1], settings)) << "20 of 48.3";
    const auto pairs = compare_areas(ties, line, fit_gravity(ties, line), settings);
    EXPECT_NEAR(pairs[1].gravity, 20, 0.5);
    EXPECT_NEAR(pairs[1].expected, 145.0 / 3, 1e-12);
    EXPECT_FALSE(is_gap(pairs[1], settings));
}

TEST(ByDistance, AgainstNoPartOfDistance) {
    const std::vector<Point> line{{0, 0, true}, {400, 0, true}, {1100, 0, true}};
    const Ties ties{{10, 20, 30}, {9, 0, 1}, {{0, 1, 8, 0}, {1, 2, 2, 0}}};
    const auto classes = by_distance(ties, line, 500);
    ASSERT_EQ(classes.size(), 4u);
    EXPECT_EQ(classes[0].from, -1);
    EXPECT_EQ(classes[0].possible, 45 + 190 + 435);
    EXPECT_EQ(classes[0].ties, 10);
    EXPECT_EQ(classes[1].possible, 200);  // 0-1 at 400 m
    EXPECT_EQ(classes[1].ties, 8);
    EXPECT_EQ(classes[2].possible, 600);  // 1-2 at 700 m
    EXPECT_EQ(classes[2].ties, 2);
    EXPECT_EQ(classes[3].possible, 300);  // 0-2 at 1,100 m
    EXPECT_EQ(classes[3].from, 1000);
    EXPECT_EQ(classes[3].to, 1500);
    EXPECT_NEAR(classes[0].chance, 20.0 * 670 / 1770, 1e-12);
    const MeanDistance mean = mean_distance(ties, line);
    EXPECT_NEAR(mean.of_ties, (8 * 400 + 2 * 700) / 10.0, 1e-9);
    EXPECT_NEAR(mean.of_chance, (200 * 400 + 600 * 700 + 300 * 1100) / 1100.0, 1e-9);
}

/// 25 areas on a grid with ties that follow E = N N e^c d^-g exactly, rounded.
Ties grid_ties(std::vector<Point>& points, double constant, double decay) {
    Ties ties;
    for (int i = 0; i < 25; ++i) {
        points.push_back({i % 5 * 300.0, i / 5 * 400.0, true});
        ties.asked.push_back(50 + 7 * (i % 4));
        ties.inside.push_back(0);
    }
    for (std::int32_t a = 0; a < 25; ++a)
        for (std::int32_t b = a + 1; b < 25; ++b) {
            const double d = distance(points[static_cast<std::size_t>(a)], points[static_cast<std::size_t>(b)]);
            const double e = ties.asked[static_cast<std::size_t>(a)] * ties.asked[static_cast<std::size_t>(b)] * std::exp(constant - decay * std::log(d));
            ties.across.push_back({a, b, std::llround(e), 0});
        }
    return ties;
}

/// Poisson log-likelihood less what does not depend on the model.
double likelihood(const Ties& ties, const std::vector<Point>& points, double constant, double decay) {
    double sum = 0;
    for (const AreaTies& pair : ties.across) {
        const auto a = static_cast<std::size_t>(pair.a), b = static_cast<std::size_t>(pair.b);
        const double log = std::log(static_cast<double>(ties.asked[a]) * ties.asked[b]) + constant - decay * std::log(distance(points[a], points[b]));
        sum += static_cast<double>(pair.ties) * log - std::exp(log);
    }
    return sum;
}

TEST(Gravity, IsTheMaximumOfTheLikelihood) {
    std::vector<Point> points;
    const Ties ties = grid_ties(points, 5, 1.5);
    const auto found = fit_gravity(ties, points);
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->decay, 1.5, 0.02);
    EXPECT_NEAR(found->constant, 5, 0.15);
    EXPECT_EQ(found->pairs, 300);
    const double best = likelihood(ties, points, found->constant, found->decay);
    for (const double step : {-1e-3, 1e-3}) {
        EXPECT_LT(likelihood(ties, points, found->constant + step, found->decay), best);
        EXPECT_LT(likelihood(ties, points, found->constant, found->decay + step), best);
    }
    // Standard error: the curvature of the profile, by differences. The dispersion is below 1 here, so nothing widens it.
    const auto profile = [&](double decay) {
        double tied = 0, sum = 0;
        for (const AreaTies& pair : ties.across) {
            const auto a = static_cast<std::size_t>(pair.a), b = static_cast<std::size_t>(pair.b);
            tied += static_cast<double>(pair.ties);
            sum += ties.asked[a] * ties.asked[b] * std::exp(-decay * std::log(distance(points[a], points[b])));
        }
        return likelihood(ties, points, std::log(tied / sum), decay);
    };
    const double h = 1e-3, curvature = -(profile(found->decay + h) - 2 * profile(found->decay) + profile(found->decay - h)) / (h * h);
    EXPECT_LT(found->dispersion, 1);
    EXPECT_NEAR(found->standard_error * std::sqrt(curvature), 1, 1e-3);
    // Deviance: twice the difference to a model that fits every pair.
    double full = 0;
    for (const AreaTies& pair : ties.across)
        if (pair.ties > 0) full += static_cast<double>(pair.ties) * std::log(static_cast<double>(pair.ties)) - static_cast<double>(pair.ties);
    EXPECT_NEAR(found->deviance, 2 * (full - best), 1e-6);
}

TEST(Gravity, TiesThatDoNotCareForDistanceHaveNoDecay) {
    std::vector<Point> points;
    const Ties ties = grid_ties(points, -4, 0);
    const auto found = fit_gravity(ties, points);
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->decay, 0, 2 * found->standard_error);
}

TEST(Gravity, NothingWhereNothingCanBeSaid) {
    const std::vector<Point> same{{0, 0, true}, {100, 0, true}, {50, std::sqrt(7500.0), true}};
    EXPECT_FALSE(fit_gravity(Ties{{10, 10, 10}, {0, 0, 0}, {{0, 1, 5, 0}}}, same)) << "all equally far";
    const std::vector<Point> line{{0, 0, true}, {100, 0, true}, {300, 0, true}};
    EXPECT_FALSE(fit_gravity(Ties{{10, 10, 10}, {0, 0, 0}, {}}, line)) << "no ties between areas";
    EXPECT_FALSE(fit_gravity(Ties{{10, 0, 10}, {0, 0, 0}, {{0, 2, 5, 0}}}, line)) << "one pair";
}

RC_GTEST_PROP(CountTies, AsAPlainCountDoes, ()) {
    const std::size_t areas = 4, people = *rc::gen::inRange<std::size_t>(1, 25);
    std::vector<std::int32_t> area;
    std::vector<std::uint8_t> counts;
    std::set<std::pair<std::int32_t, std::int32_t>> pairs;
    for (std::size_t p = 0; p < people; ++p) {
        area.push_back(*rc::gen::inRange(-1, 4));
        counts.push_back(*rc::gen::element<std::uint8_t>(0, 1, 1));
        for (int k = 0; k < 3; ++k)
            if (const auto q = *rc::gen::inRange<std::int32_t>(0, static_cast<std::int32_t>(people)); static_cast<std::size_t>(q) != p)
                pairs.insert(std::minmax(static_cast<std::int32_t>(p), q));
    }
    std::vector<std::int64_t> offsets{0};
    std::vector<std::int32_t> targets;
    for (std::size_t p = 0; p < people; ++p) {
        std::multiset<std::int32_t> mine{static_cast<std::int32_t>(people) + 3};  // an asset
        for (const auto& [a, b] : pairs) {
            const auto me = static_cast<std::int32_t>(p);
            if (a != me && b != me) continue;
            mine.insert(a == me ? b : a);
            mine.insert(a == me ? b : a);  // two ties of the same two count once
        }
        targets.insert(targets.end(), mine.begin(), mine.end());
        offsets.push_back(static_cast<std::int64_t>(targets.size()));
    }
    const Ties found = count_ties(areas, area, counts, offsets, targets, std::vector<std::uint8_t>(targets.size(), 0));
    std::map<std::pair<std::int32_t, std::int32_t>, std::pair<std::int64_t, std::set<std::int32_t>>> across;
    std::vector<std::int64_t> inside(areas, 0);
    std::vector<std::int32_t> asked(areas, 0);
    for (std::size_t p = 0; p < people; ++p)
        if (counts[p] != 0 && area[p] >= 0) ++asked[static_cast<std::size_t>(area[p])];
    for (const auto& [a, b] : pairs) {
        const std::int32_t x = area[static_cast<std::size_t>(a)], y = area[static_cast<std::size_t>(b)];
        if (counts[static_cast<std::size_t>(a)] == 0 || counts[static_cast<std::size_t>(b)] == 0 || x < 0 || y < 0) continue;
        if (x == y) ++inside[static_cast<std::size_t>(x)];
        else {
            auto& [ties, ends] = across[std::minmax(x, y)];
            ++ties;
            ends.insert({a, b});
        }
    }
    RC_ASSERT(found.asked == asked);
    RC_ASSERT(found.inside == inside);
    RC_ASSERT(found.across.size() == across.size());
    auto at = across.begin();
    for (const AreaTies& pair : found.across) {
        RC_ASSERT(at->first == std::pair(pair.a, pair.b));
        RC_ASSERT(at->second.first == pair.ties);
        RC_ASSERT(at->second.second.size() == static_cast<std::size_t>(pair.connectors));
        ++at;
    }
}

TEST(CountTies, WhatIsNotSureIsNotCounted) {
    const std::vector<std::int32_t> area{0, 1}, targets{1, 0};
    const std::vector<std::int64_t> offsets{0, 1, 2};
    EXPECT_EQ(count_ties(2, area, std::vector<std::uint8_t>{1, 1}, offsets, targets, std::vector<std::uint8_t>{1, 1}).all_across(), 0);
    EXPECT_EQ(count_ties(2, area, std::vector<std::uint8_t>{1, 1}, offsets, targets, std::vector<std::uint8_t>{0, 0}).all_across(), 1);
}

}  // namespace distance_test
}  // namespace kith::spatial_statistics
