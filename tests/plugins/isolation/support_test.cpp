// Who helps with what, and mixing on an attribute: the vectors of domain.md section 9 and brute force.
#include "plugins/isolation/support.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace support_test {

using namespace kith::isolation;

// domain.md section 9: emotional{a}, practical{a,b}, company{a}, money{b}; kinds by bit: 0, 1, 3, 4.
const std::vector<Supporter> a_and_b{{0b01011, 0}, {0b10010, 0}};
constexpr std::uint8_t asked = 0b11011;

TEST(Dependence, VectorOfTheDomainPage) {
    const Dependence found = dependence(a_and_b, asked);
    EXPECT_EQ(found.held, 4);
    EXPECT_DOUBLE_EQ(found.worst_loss, 2.0 / 4);
    EXPECT_EQ(found.most, 0);
    EXPECT_DOUBLE_EQ(loss_on_removal(a_and_b, asked, 0), 2.0 / 4);
    EXPECT_DOUBLE_EQ(loss_on_removal(a_and_b, asked, 1), 1.0 / 4);
    EXPECT_DOUBLE_EQ(found.largest_share, 0.625);
    EXPECT_DOUBLE_EQ(found.concentration, 0.53125);
    EXPECT_DOUBLE_EQ(found.effective_supporters, 1 / 0.53125);
    EXPECT_EQ(found.single, 3);
}

TEST(Dependence, OnlyWhatWasAsked) {
    const Dependence found = dependence(a_and_b, 0b00010);
    EXPECT_EQ(found.held, 1);
    EXPECT_EQ(found.single, 0);
    EXPECT_DOUBLE_EQ(found.worst_loss, 0);
    EXPECT_EQ(dependence(a_and_b, 0b00100).held, 0);
}

TEST(FunctionalReachOf, SharesOfWhatWasAsked) {
    const FunctionalReach reach = functional_reach(a_and_b, 0b1111111);
    EXPECT_EQ(reach.one, (Interval{4.0 / 7, 4.0 / 7}));
    EXPECT_EQ(reach.two, (Interval{1.0 / 7, 1.0 / 7}));
    const std::vector<Supporter> perhaps{{0b01, 0b10}, {0b01, 0}};
    EXPECT_EQ(functional_reach(perhaps, 0b11).one, (Interval{0.5, 1}));
    EXPECT_EQ(functional_reach(perhaps, 0b11).two, (Interval{0.5, 0.5}));
}

// Krackhardt and Stern 1988: 3 outside, 1 inside -> 0.5; all inside -> -1.
TEST(EIIndex, ByHand) {
    const std::vector<std::int32_t> mixed{1, 2, 2, 0}, alike{0, 0}, open{1, -1};
    EXPECT_EQ(e_i_index(0, mixed), (Interval{0.5, 0.5}));
    EXPECT_EQ(e_i_index(0, alike), (Interval{-1, -1}));
    EXPECT_EQ(e_i_index(0, open), (Interval{0, 1}));
}

// Blau 1977: two halves 0.5, IQV 1 of two categories; four alike 0.
TEST(Blau, ByHand) {
    const std::vector<std::int32_t> halves{0, 0, 1, 1}, alike{1, 1, 1, 1};
    EXPECT_EQ(blau(halves, 2), (Interval{0.5, 0.5}));
    EXPECT_DOUBLE_EQ(iqv(0.5, 2), 1.0);
    EXPECT_DOUBLE_EQ(iqv(0.5, 4), 2.0 / 3);
    EXPECT_EQ(blau(alike, 3), (Interval{0, 0}));
}

RC_GTEST_PROP(Blau, TheIntervalIsTheWidestThatCompletionsReach, ()) {
    const int categories = *rc::gen::inRange(2, 4);
    const auto codes = *rc::gen::container<std::vector<std::int32_t>>(static_cast<std::size_t>(*rc::gen::inRange(2, 7)), rc::gen::inRange(-1, categories));
    const Interval found = blau(codes, categories);
    double least = 1, most = 0;
    std::vector<std::int32_t> filled = codes;
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < codes.size(); ++i)
        if (codes[i] < 0) open.push_back(i);
    const auto ways = static_cast<int>(std::pow(categories, open.size()) + 0.5);
    for (int way = 0; way < ways; ++way) {
        int rest = way;
        for (const std::size_t i : open) {
            filled[i] = rest % categories;
            rest /= categories;
        }
        const Interval exact = blau(filled, categories);
        RC_ASSERT(exact.exact());
        least = std::min(least, exact.lower);
        most = std::max(most, exact.lower);
    }
    RC_ASSERT(std::abs(found.lower - least) < 1e-12);
    RC_ASSERT(std::abs(found.upper - most) < 1e-12);
}

// s_j sum to one, so the effective number of supporters lies between one and the number of supporters.
RC_GTEST_PROP(Dependence, SharesAreShares, ()) {
    const auto bits = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 128)));
    std::vector<Supporter> supporters;
    for (const int b : bits) supporters.push_back({static_cast<std::uint8_t>(b), 0});
    const Dependence found = dependence(supporters, 0x7f);
    if (found.held == 0) return;
    RC_ASSERT(found.effective_supporters >= 1 - 1e-12);
    RC_ASSERT(found.effective_supporters <= static_cast<double>(supporters.size()) + 1e-9);
    RC_ASSERT(found.largest_share <= 1 + 1e-12);
    double worst = 0;
    for (std::size_t j = 0; j < supporters.size(); ++j) worst = std::max(worst, loss_on_removal(supporters, 0x7f, j));
    RC_ASSERT(found.worst_loss == worst);
    RC_ASSERT((found.most >= 0) == (worst > 0));
}

}  // namespace support_test
