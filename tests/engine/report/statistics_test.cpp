// Shares with intervals, and chance. Expected values: Newcombe 1998 (Stat Med 17:857-872), table I, method 3; exact binomial sums by Python's
// fractions; the figures of domain.md 5.3 (of 200 people 64 % took a greater part in community, and 2 % a smaller one).
#include <gtest/gtest.h>

#include "engine/report/figures_report.hpp"
#include "engine/report/statistics.hpp"

namespace kith::report {
namespace statistics_test {

TEST(Wilson, AsPublished) {
    struct Case {
        std::int64_t part, whole;
        double lower, upper;
    };
    for (const Case& c : {Case{81, 263, 0.2553, 0.3662}, Case{15, 148, 0.0624, 0.1605}, Case{0, 20, 0.0000, 0.1611}, Case{1, 29, 0.0061, 0.1718}}) {
        const auto found = wilson(c.part, c.whole);
        ASSERT_TRUE(found);
        EXPECT_NEAR(found->lower, c.lower, 0.00005) << c.part << '/' << c.whole;
        EXPECT_NEAR(found->upper, c.upper, 0.00005) << c.part << '/' << c.whole;
    }
    EXPECT_FALSE(wilson(0, 0)) << "of nobody there is no share";
    EXPECT_EQ(wilson(20, 20)->upper, 1);
    EXPECT_EQ(wilson(0, 20)->lower, 0);
}

TEST(SignTest, IsTheExactBinomial) {
    EXPECT_DOUBLE_EQ(sign_test(8, 2), 0.109375);
    EXPECT_DOUBLE_EQ(sign_test(2, 8), 0.109375) << "two-sided";
    EXPECT_DOUBLE_EQ(sign_test(0, 6), 0.03125);
    EXPECT_DOUBLE_EQ(sign_test(10, 1), 0.01171875);
    EXPECT_EQ(sign_test(5, 5), 1) << "never more than certain";
    EXPECT_EQ(sign_test(0, 0), 1) << "who stayed the same says nothing";
}

/// 128 of 200 better, 4 worse, 68 the same.
TEST(CitizenshipAndCommunity, TheFigureOf2010WithItsIntervals) {
    const auto better = wilson(128, 200), worse = wilson(4, 200);
    EXPECT_NEAR(better->lower, 0.571, 0.0005);
    EXPECT_NEAR(better->upper, 0.703, 0.0005);
    EXPECT_NEAR(worse->lower, 0.008, 0.0005);
    EXPECT_NEAR(worse->upper, 0.050, 0.0005);
    EXPECT_NEAR(sign_test(128, 4), 4.579367465026631e-33, 1e-39);
    EXPECT_EQ(interval_in_words(128, 200, session::Reader::team), "64 % (57 % to 70 %)");
    EXPECT_EQ(interval_in_words(4, 200, session::Reader::team), "2 % (1 % to 5 %)");
    EXPECT_EQ(interval_in_words(4, 200, session::Reader::funder), "fewer than 10 %") << "nearly none of a group tells of everybody in it";
    EXPECT_EQ(interval_in_words(196, 200, session::Reader::anybody), "more than 90 %");
    EXPECT_EQ(sign_in_words(128, 4), "so uneven a split would come by chance less than once in 1,000 times");
    EXPECT_EQ(sign_in_words(10, 1), "so uneven a split would come by chance about once in 85 times");
    EXPECT_EQ(sign_in_words(8, 2), "so even a split could well be chance");
}

}  // namespace statistics_test
}  // namespace kith::report
