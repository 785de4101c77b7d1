#include "engine/privacy/disclosure.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/base/random.hpp"
#include "engine/privacy/geomask.hpp"

using namespace kith;
using namespace kith::privacy;

// Vectors of domain.md section 9: "HES suppression of 0, 3, 7, 8, 12, 23 → 0, *, *, 10, 10, 25. 10-5 rule: 8 → suppressed, 12 → 10, 23 → 25".
TEST(Disclosure, HospitalEpisodeStatistics) {
    const Rule hes{.threshold = 8, .round_to = 5, .zero_is_small = false};
    EXPECT_EQ(shown(0, hes), 0);
    EXPECT_EQ(shown(3, hes), std::nullopt);
    EXPECT_EQ(shown(7, hes), std::nullopt);
    EXPECT_EQ(shown(8, hes), 10);
    EXPECT_EQ(shown(12, hes), 10);
    EXPECT_EQ(shown(23, hes), 25);
}

TEST(Disclosure, TenFiveRule) {
    EXPECT_EQ(shown(8, {}), std::nullopt);
    EXPECT_EQ(shown(12, {}), 10);
    EXPECT_EQ(shown(23, {}), 25);
    EXPECT_EQ(shown(0, {}), std::nullopt) << "no people is a small number of people";
}

TEST(Disclosure, WhatIsSaidStandsForJustTheCountsThatGiveIt) {
    for (const std::int64_t to : {1, 2, 3, 5, 10})
        for (std::int64_t count = 10; count < 60; ++count) {
            const Rule rule{.round_to = to};
            const auto said = shown(count, rule);
            ASSERT_TRUE(said);
            const Possible from = possible(*said, rule);
            for (std::int64_t other = 10; other < 80; ++other) EXPECT_EQ(shown(other, rule) == said, other >= from.low && other <= from.high) << count << " to " << to << ", " << other;
        }
}

TEST(Disclosure, AllOrNoneOfAGroupIsNeverSaid) {
    EXPECT_EQ(share(20, 40, {}), (Share{Share::Kind::value, 50}));
    EXPECT_EQ(share(100, 100, {}), (Share{Share::Kind::over_90, 0}));
    EXPECT_EQ(share(0, 100, {}), (Share{Share::Kind::under_10, 0}));
    EXPECT_EQ(share(96, 100, {}), (Share{Share::Kind::over_90, 0})) << "and 96 % is told as 100 % is";
    EXPECT_EQ(share(20, 20, {}).kind, Share::Kind::withheld) << "fewer than a tenth of 20 are 0 or 1: too few values";
    EXPECT_EQ(share(3, 9, {}).kind, Share::Kind::withheld);
    EXPECT_EQ(share(41, 50, {}).kind, Share::Kind::withheld) << "the other 9 could be taken from 50";
}

TEST(Disclosure, ASmallAreaIsCountedWithANeighbour) {
    const std::vector<std::int64_t> count{3, 40, 12, 30}, offsets{0, 1, 3, 5, 6};
    const std::vector<std::int32_t> next{1, 0, 2, 1, 3, 2};  // a row of four
    const auto safe = safe_counts({count, offsets, next, {}}, {}, {});
    ASSERT_EQ(safe.groups.size(), 3u);
    EXPECT_EQ(safe.groups[0].areas, (std::vector<std::int32_t>{0, 1}));
    EXPECT_EQ(safe.groups[0].shown, 45);
    EXPECT_EQ(safe.groups[1].shown, 10);
    EXPECT_EQ(safe.total, 85);
    EXPECT_GE(safe.possible[0].values(), 5);
    EXPECT_GE(safe.possible[1].values(), 5);
}

TEST(Disclosure, ItIsCountedInsideTheLargerAreaThatItLiesIn) {
    const std::vector<std::int64_t> count{3, 40, 12, 30}, offsets{0, 1, 3, 5, 6};
    const std::vector<std::int32_t> next{1, 0, 2, 1, 3, 2}, within{0, 1, 1, 0};
    const auto safe = safe_counts({count, offsets, next, within}, {}, {});
    EXPECT_EQ(safe.groups[0].areas, (std::vector<std::int32_t>{0, 3})) << "not with its neighbour, which belongs elsewhere";
}

TEST(Disclosure, TooFewAltogetherMeansNothingIsSaid) {
    const std::vector<std::int64_t> count{3, 2, 4};
    const auto safe = safe_counts({count, {}, {}, {}}, {}, {});
    EXPECT_TRUE(safe.groups.empty());
    EXPECT_FALSE(safe.total);
}

// Earlier 20 for {0, 1}; now 0 has lost people. {0, 2} beside the earlier number would leave a difference: all three are joined.
TEST(Disclosure, AGroupNeverCutsAcrossWhatWasSaidBefore) {
    const std::vector<std::int64_t> count{12, 12, 3, 40};
    const std::vector<Said> earlier{{{1, 2}, {13, 17}}};
    const std::vector<std::int64_t> offsets{0, 1, 1, 2, 2};
    const std::vector<std::int32_t> next{2, 0};  // 2 borders on 0 alone
    const auto safe = safe_counts({count, offsets, next, {}}, earlier, {});
    for (const Group& group : safe.groups) EXPECT_FALSE(cross(group.areas, earlier[0].areas));
    ASSERT_FALSE(safe.groups.empty());
    EXPECT_EQ(safe.groups[0].areas, (std::vector<std::int32_t>{0, 1, 2}));
}

namespace disclosure_test {

/// Smallest and largest count of one area by trying every one: an independent computation for small sets.
Possible by_trying(std::size_t areas, std::span<const Said> said, std::size_t which, std::int64_t most) {
    Possible out{most + 1, -1};
    std::vector<std::int64_t> count(areas, 0);
    for (;;) {
        const bool fits = std::all_of(said.begin(), said.end(), [&](const Said& one) {
            std::int64_t sum = 0;
            for (const std::int32_t area : one.areas) sum += count[static_cast<std::size_t>(area)];
            return sum >= one.count.low && sum <= one.count.high;
        });
        if (fits) out = {std::min(out.low, count[which]), std::max(out.high, count[which])};
        std::size_t at = 0;
        while (at < areas && ++count[at] > most) count[at++] = 0;
        if (at == areas) return out;
    }
}

TEST(Disclosure, WhatRemainsPossibleIsExact) {
    base::RandomStream random(2026, "nested sets");
    for (int round = 0; round < 20; ++round) {
        std::vector<std::int64_t> count(4);
        for (auto& one : count) one = static_cast<std::int64_t>(random.below(5));
        std::vector<Said> said;
        const auto add = [&](std::vector<std::int32_t> areas) {
            std::int64_t sum = 0;
            for (const std::int32_t area : areas) sum += count[static_cast<std::size_t>(area)];
            const auto low = static_cast<std::int64_t>(random.below(3)), high = static_cast<std::int64_t>(random.below(3));
            said.push_back({std::move(areas), {std::max<std::int64_t>(0, sum - low), sum + high}});
        };
        add({0, 1});
        add({0, 1, 2, 3});
        if (random.below(2)) add({0, 1, 2});
        if (random.below(2)) add({1});
        if (random.below(2)) add({0, 1});
        const auto left = possible_counts(4, said).areas;
        for (std::size_t area = 0; area < 4; ++area) EXPECT_EQ(left[area], by_trying(4, said, area, 20)) << "round " << round << ", area " << area;
    }
}

TEST(Disclosure, RandomCountsKeepTheirValues) {
    for (std::uint64_t round = 0; round < 200; ++round) {
        base::RandomStream random(round, "areas");
        std::vector<std::int64_t> count(2 + random.below(30));
        for (auto& one : count) one = static_cast<std::int64_t>(random.below(2) ? random.below(12) : random.below(60));
        std::vector<Said> earlier;
        for (int release = 0; release < 3; ++release) {
            const auto safe = safe_counts({count, {}, {}, {}}, earlier, {});
            std::int64_t members = 0;
            for (const Group& group : safe.groups) {
                EXPECT_GE(group.count, 10);
                members += static_cast<std::int64_t>(group.areas.size());
                for (const std::int32_t area : group.areas) {
                    EXPECT_LE(safe.possible[static_cast<std::size_t>(area)].low, safe.possible[static_cast<std::size_t>(area)].high);
                    if (group.areas.size() > 1) {
                        EXPECT_GE(safe.possible[static_cast<std::size_t>(area)].values(), 5);
                    }
                }
                for (const Said& said : earlier) EXPECT_FALSE(cross(group.areas, said.areas));
            }
            EXPECT_TRUE(safe.groups.empty() || members == static_cast<std::int64_t>(count.size()));
            for (const Group& group : safe.groups) earlier.insert(earlier.begin(), {group.areas, possible(group.shown, {})});
            for (auto& one : count) one = std::max<std::int64_t>(0, one + static_cast<std::int64_t>(random.below(7)) - 3);
        }
    }
}

// "k_min 50, k_max 500 at 4,000/km² → 63 m and 199 m", domain.md 6.2.
TEST(Geomask, DonutOfADensity) {
    const Donut around = donut(4000, {});
    EXPECT_NEAR(around.inner, 63, 0.5);
    EXPECT_NEAR(around.outer, 199, 0.6);
}

TEST(Geomask, DistanceIsUniformByArea) {
    const Donut around{100, 200};
    base::RandomStream random(1, "donut");
    int nearer = 0;
    const double half = std::sqrt((100.0 * 100 + 200.0 * 200) / 2);  // half of the area lies within
    for (int i = 0; i < 20000; ++i) {
        const Shift shift = shift_in(around, random.uniform(), random.uniform());
        const double metres = std::hypot(shift.x, shift.y);
        EXPECT_GE(metres, 99.999);
        EXPECT_LE(metres, 200.001);
        nearer += metres < half;
    }
    EXPECT_NEAR(nearer, 10000, 300);  // four standard deviations are 283
}

TEST(Geomask, KeepsTheShiftAndTheNumberOfPeopleNearer) {
    base::RandomStream random(7, "homes");
    std::vector<std::pair<double, double>> points;  // a dense and a thin half: 4,000 and 400 people a square kilometre on 2 km²
    for (int i = 0; i < 4000; ++i) points.emplace_back(1000 * random.uniform(), 1000 * random.uniform());
    for (int i = 0; i < 400; ++i) points.emplace_back(1000 + 1000 * random.uniform(), 1000 * random.uniform());
    std::sort(points.begin(), points.end());
    std::vector<double> homes;
    for (const auto& [x, y] : points) homes.insert(homes.end(), {x, y});
    int told = 0;
    for (std::size_t who = 0; who < 4400; who += 20) {
        const double x = homes[2 * who], y = homes[2 * who + 1];
        const auto key = base::key_for(base::EntityKind::person, "homes", std::to_string(who));
        const auto shift = masked_shift(x, y, x < 1000 ? 4000 : 400, key, "secret", {homes, {}}, {});
        if (!shift) continue;
        ++told;
        const double far = std::hypot(shift->x, shift->y) * (1 - 5e-10), nearer = people_nearer(x, y, *shift, {homes, {}});
        EXPECT_EQ(nearer, std::count_if(points.begin(), points.end(), [&](const auto& one) { return std::hypot(one.first - x - shift->x, one.second - y - shift->y) < far; })) << "one by one";
        EXPECT_GE(nearer, 50);
        EXPECT_EQ(masked_shift(x, y, 2000, key, "secret", {homes, {}}, {}, *shift), shift) << "the same at the next release, whatever is known of the density by then";
        EXPECT_NE(masked_shift(x, y, x < 1000 ? 4000 : 400, key, "another secret", {homes, {}}, {}), shift);
    }
    EXPECT_GT(told, 200) << "of 220";
    EXPECT_FALSE(masked_shift(0, 0, 0.01, base::key_for(base::EntityKind::person, "homes", "x"), "secret", {{}, {}}, {})) << "where nobody lives near";
}

// Dominance, domain.md 6.2 point 5: the largest above half, or (total - top two) below 10 % of the largest.
TEST(Disclosure, ASumThatOnePersonMostlyBrought) {
    EXPECT_TRUE(dominated(std::vector<double>{60, 20, 20}, {}));
    EXPECT_TRUE(dominated(std::vector<double>{49, 48, 3}, {}));
    EXPECT_FALSE(dominated(std::vector<double>{30, 30, 30, 10}, {}));
    EXPECT_FALSE(dominated(std::vector<double>{}, {}));
}

}  // namespace disclosure_test
