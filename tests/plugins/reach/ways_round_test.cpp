// What counts as a long way round, on numbers worked out by hand: the line times 1.3 is what a walk usually is; twice that and 300 m more is long.
#include "plugins/reach/ways_round.hpp"

#include <gtest/gtest.h>

namespace kith::reach {
namespace ways_round_test {

struct Rows {
    std::vector<std::int64_t> offsets{0};
    std::vector<std::int32_t> to, distance;
    void row(std::vector<std::pair<std::int32_t, std::int32_t>> items) {
        for (const auto& [other, metres] : items) to.push_back(other), distance.push_back(metres);
        offsets.push_back(static_cast<std::int64_t>(to.size()));
    }
    Distances view() const { return {offsets, to, distance}; }
};

std::vector<WayRound> of_one(std::vector<std::pair<std::int32_t, std::int32_t>> lines,
    std::vector<std::pair<std::int32_t, std::int32_t>> walks, double near = 1000, double looked = 2000) {
    Rows line, walk;
    line.row(std::move(lines));
    walk.row(std::move(walks));
    return ways_round(line.view(), walk.view(), near, looked);
}

TEST(WaysRound, TwiceWhatTheLineLetsExpectAnd300More) {
    // 500 m of line: 650 are usual, 1,300 are twice that.
    EXPECT_TRUE(of_one({{7, 500}}, {{7, 1250}}).empty());
    const auto found = of_one({{7, 500}}, {{7, 1300}});
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].to, 7);
    EXPECT_EQ(found[0].walk, 1300);
    EXPECT_EQ(found[0].straight, 500);
    EXPECT_FALSE(found[0].beyond);
    // 100 m of line: 260 are twice what is usual, but only 430 are 300 more.
    EXPECT_TRUE(of_one({{7, 100}}, {{7, 400}}).empty());
    EXPECT_EQ(of_one({{7, 100}}, {{7, 450}}).size(), 1u);
}

TEST(WaysRound, OnlyWhatIsNearByTheLine) {
    EXPECT_TRUE(of_one({{7, 800}}, {{7, 2000}}, 1000).empty());  // 1,040 m would be usual
    EXPECT_EQ(of_one({{7, 750}}, {{7, 2000}}, 1000).size(), 1u);
}

TEST(WaysRound, WhatIsBeyondIsToldOnlyWhereThatIsSurelyLong) {
    const auto found = of_one({{3, 200}, {7, 700}}, {});
    ASSERT_EQ(found.size(), 2u);
    EXPECT_TRUE(found[0].beyond && found[1].beyond);
    EXPECT_EQ(found[0].walk, 2000);
    EXPECT_TRUE(of_one({{7, 700}}, {}, 1000, 1800).empty());  // 1,820 would be long; all that is known is that it is above 1,800
}

TEST(WaysRound, EachRowByItselfAndTheLongestFirst) {
    Rows line, walk;
    line.row({{1, 100}, {2, 150}});
    line.row({{0, 100}});
    line.row({{0, 150}});
    walk.row({{2, 600}, {1, 900}});
    walk.row({});
    walk.row({{0, 600}});
    auto found = ways_round(line.view(), walk.view(), 1000, 2000);
    ASSERT_EQ(found.size(), 4u);
    EXPECT_EQ(found[0].walk, 900);  // of row 0 to 1
    EXPECT_TRUE(found[2].beyond);   // of row 1 to 0: the walks of another row say nothing of this one
    longest_first(found);
    EXPECT_EQ(found[0].walk, 900);
    EXPECT_EQ(found[1].walk, 600);
    EXPECT_EQ(found[1].from, 0);
    EXPECT_EQ(found[2].from, 2);
    // Without a way: last, though 2,000 m is more.
    EXPECT_TRUE(found[3].beyond);
    EXPECT_EQ(found[3].from, 1);
}

}  // namespace ways_round_test
}  // namespace kith::reach
