// SplitMix64's reference numbers for seed 1234567 (Steele, Lea, Flood 2014; the list of rosettacode.org/wiki/Pseudo-random_numbers/Splitmix64).
#include "engine/base/random.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <cmath>

namespace random_test {
using kith::base::RandomStream;

TEST(RandomStream, IsSplitMix64) {
    auto stream = RandomStream::resumed(1234567);
    for (const std::uint64_t expected : {6457827717110365317ull, 3203168211198807973ull, 9817491932198370423ull, 4593380528125082431ull, 16408922859458223821ull})
        EXPECT_EQ(stream.next(), expected);
}

TEST(RandomStream, IsAPureFunctionOfSeedNameAndRow) {
    EXPECT_EQ(RandomStream(1, "a", 7).next(), RandomStream(1, "a", 7).next());
    EXPECT_NE(RandomStream(1, "a", 7).next(), RandomStream(2, "a", 7).next());
    EXPECT_NE(RandomStream(1, "a", 7).next(), RandomStream(1, "b", 7).next());
    EXPECT_NE(RandomStream(1, "a", 7).next(), RandomStream(1, "a", 8).next());
    RandomStream whole(5, "x");
    (void)whole.next();
    auto carried = RandomStream::resumed(whole.state());
    EXPECT_EQ(carried.next(), whole.next());
}

RC_GTEST_PROP(RandomStream, BelowStaysBelow, (std::uint64_t seed)) {
    const auto bound = *rc::gen::inRange<std::uint64_t>(1, UINT64_MAX);
    RandomStream stream(seed, "below");
    for (int i = 0; i < 20; ++i) RC_ASSERT(stream.below(bound) < bound);
}

TEST(RandomStream, BelowIsEven) {
    // Chi-squared with 9 degrees of freedom: 27.88 is the 99.9 % point (NIST/SEMATECH e-Handbook, table 1.3.6.7.4).
    RandomStream stream(1, "even");
    std::array<double, 10> seen{};
    constexpr int draws = 100000;
    for (int i = 0; i < draws; ++i) seen[stream.below(10)] += 1;
    double chi = 0;
    for (const double count : seen) chi += (count - draws / 10.0) * (count - draws / 10.0) / (draws / 10.0);
    EXPECT_LT(chi, 27.88);
}

TEST(RandomStream, UniformFillsItsRange) {
    RandomStream stream(1, "uniform");
    double sum = 0;
    for (int i = 0; i < 100000; ++i) {
        const double value = stream.uniform();
        ASSERT_GE(value, 0);
        ASSERT_LT(value, 1);
        sum += value;
    }
    // Standard error of the mean of 100,000 uniforms: sqrt(1/12/100000) = 0.0009; four of them.
    EXPECT_NEAR(sum / 100000, 0.5, 0.0037);
}

}  // namespace random_test
