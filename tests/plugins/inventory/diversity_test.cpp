// Hill numbers against Hill 1973's identities.
#include "plugins/inventory/diversity.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace diversity_test {

using kith::inventory::hill;

// Equally common kinds: every order gives how many there are.
TEST(Hill, EquallyCommonKinds) {
    const std::vector<std::int64_t> counts{3, 3, 3, 3};
    for (const double q : {0.0, 0.5, 1.0, 2.0, 3.0}) EXPECT_NEAR(hill(counts, q), 4, 1e-12) << q;
}

// Worked by hand: 1/2, 1/4, 1/4: richness 3, exp(3/2 ln 2), 1 / (6/16).
TEST(Hill, WorkedByHand) {
    const std::vector<std::int64_t> counts{2, 1, 0, 1};
    EXPECT_DOUBLE_EQ(hill(counts, 0), 3);
    EXPECT_NEAR(hill(counts, 1), std::pow(2, 1.5), 1e-12);
    EXPECT_NEAR(hill(counts, 2), 16.0 / 6, 1e-12);
}

RC_GTEST_PROP(Hill, FallsWithTheOrderAndNeverLeavesOneToRichness, ()) {
    auto counts = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(0, 50)));
    counts[0] += 1;
    const double richness = hill(counts, 0), one = hill(counts, 1), two = hill(counts, 2);
    RC_ASSERT(richness == static_cast<double>(std::count_if(counts.begin(), counts.end(), [](std::int64_t n) { return n > 0; })));
    RC_ASSERT(richness >= one - 1e-9 && one >= two - 1e-9 && two >= 1 - 1e-9);
    RC_ASSERT(std::abs(hill(counts, 1 + 1e-6) - one) < 1e-3 * one);  // q = 1 is the limit
}

}  // namespace diversity_test
