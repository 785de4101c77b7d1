// What may be said of a time beside what was said of others, checked against trying every possible count of every month.
#include <gtest/gtest.h>

#include <functional>
#include <random>
#include <set>

#include "engine/privacy/times.hpp"

using namespace kith::privacy;

namespace times_test {

/// Of months 0 .. months, each 0 .. most: every value that a time can have where all that was said holds.
std::size_t values_left(int months, int most, const std::vector<SaidOfTime>& said, int from, int before) {
    std::set<std::int64_t> found;
    std::vector<std::int64_t> count(static_cast<std::size_t>(months), 0);
    const auto sum = [&](int a, int b) {
        std::int64_t all = 0;
        for (int m = a; m < b; ++m) all += count[static_cast<std::size_t>(m)];
        return all;
    };
    const std::function<void(int)> go = [&](int month) {
        if (month == months) {
            for (const SaidOfTime& one : said)
                if (const auto n = sum(one.from, one.before); n < one.count.low || n > one.count.high) return;
            found.insert(sum(from, before));
            return;
        }
        for (std::int64_t n = 0; n <= most; ++n) {
            count[static_cast<std::size_t>(month)] = n;
            go(month + 1);
        }
    };
    go(0);
    return found.size();
}

TEST(TimesSaid, AMonthMoreIsNotToldByTwoReportsThatRound) {
    const Rule rule;
    const SaidOfTime quarter{0, 3, possible(15, rule)};
    EXPECT_TRUE(may_be_said_beside({0, 4, possible(15, rule)}, std::vector{quarter}, rule));  // 0 to 4
    EXPECT_TRUE(may_be_said_beside({0, 4, possible(30, rule)}, std::vector{quarter}, rule));
}

TEST(TimesSaid, AThirdReportThatWouldNarrowAMonthIsNotSaid) {
    const Rule rule;
    // April by one pair: 0 to 4; by another: 1 to 9. Together 1 to 4.
    const std::vector<SaidOfTime> earlier{{0, 3, possible(20, rule)}, {0, 4, possible(20, rule)}, {1, 3, possible(15, rule)}};
    EXPECT_FALSE(may_be_said_beside({1, 4, possible(20, rule)}, earlier, rule));
    EXPECT_TRUE(may_be_said_beside({1, 4, possible(15, rule)}, earlier, rule));
}

TEST(TimesSaid, TwoTensTellMoreThanTheirRounding) {
    const Rule rule;  // 10 is said of 10 to 12 alone: the month between had 0 to 2
    EXPECT_FALSE(may_be_said_beside({0, 4, possible(10, rule)}, std::vector<SaidOfTime>{{0, 3, possible(10, rule)}}, rule));
}

TEST(TimesSaid, WithoutRoundingTheDifferenceOfTwoReportsIsANumber) {
    Rule exact;
    exact.round_to = 1;
    const std::vector<SaidOfTime> earlier{{0, 3, possible(12, exact)}};
    EXPECT_FALSE(may_be_said_beside({0, 4, possible(14, exact)}, earlier, exact));
    EXPECT_TRUE(may_be_said_beside({0, 4, possible(40, exact)}, earlier, exact)) << "28 are enough";
    EXPECT_TRUE(may_be_said_beside({3, 6, possible(14, exact)}, earlier, exact)) << "side by side";
}

TEST(TimesSaid, WhatWasChangedSinceIsPassedOver) {
    const Rule rule;
    const std::vector<SaidOfTime> earlier{{0, 3, possible(50, rule)}};
    EXPECT_TRUE(may_be_said_beside({0, 3, possible(15, rule)}, earlier, rule));
}

TEST(TimesSaid, AgreesWithTryingEveryPossibility) {
    std::mt19937 random(5);
    Rule rule;
    rule.threshold = 4, rule.round_to = 2, rule.least_values = 3;
    constexpr int months = 4, most = 6;
    int refused = 0, taken = 0;
    for (int turn = 0; turn < 400; ++turn) {
        std::vector<std::int64_t> truth;
        for (int m = 0; m < months; ++m) truth.push_back(static_cast<std::int64_t>(random() % (most / 2)));
        std::vector<SaidOfTime> said;
        for (int i = 0; i < 3; ++i) {
            const int from = static_cast<int>(random() % months),
                      before = from + 1 + static_cast<int>(random() % static_cast<unsigned>(months - from));
            std::int64_t n = 0;
            for (int m = from; m < before; ++m) n += truth[static_cast<std::size_t>(m)];
            if (const auto words = shown(n, rule)) said.push_back({from, before, possible(*words, rule)});
        }
        if (said.size() < 2) continue;
        const SaidOfTime fresh = said.back();
        const bool may = may_be_said_beside(fresh, std::span(said).first(said.size() - 1), rule);
        std::set<int> ends;
        for (const SaidOfTime& one : said) ends.insert({one.from, one.before});
        bool narrow = false;
        for (const int a : ends)
            for (const int b : ends)
                if (a < b) {
                    const std::size_t left = values_left(months, 2 * most, said, a, b);
                    const auto sum = [&] {
                        std::int64_t n = 0;
                        for (int m = a; m < b; ++m) n += truth[static_cast<std::size_t>(m)];
                        return n;
                    }();
                    narrow = narrow || (left < static_cast<std::size_t>(rule.least_values) && sum < rule.threshold);
                }
        EXPECT_FALSE(narrow && may) << "turn " << turn;
        ++(may ? taken : refused);
    }
    EXPECT_GT(refused, 5);
    EXPECT_GT(taken, 5);
}

}  // namespace times_test
