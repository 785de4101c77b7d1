// What analyses share: the Poisson tail and the false discovery rate, against published figures.
#include "plugins/sdk/statistics.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace kith::sdk {
namespace statistics_test {

TEST(Poisson, LowerTail) {
    // e^-2 (1 + 2 + 2), and the tables: P(X <= 10; 15) = 0.1185.
    EXPECT_NEAR(poisson_at_most(2, 2), 5 * std::exp(-2.0), 1e-15);
    EXPECT_NEAR(poisson_at_most(10, 15), 0.1185, 5e-5);
    EXPECT_EQ(poisson_at_most(-1, 2), 0);
    EXPECT_EQ(poisson_at_most(0, 0), 1);
    EXPECT_NEAR(poisson_at_most(1000, 1000), 0.5084, 5e-5);
    EXPECT_LT(poisson_at_most(5, 2000), 1e-300);
}

TEST(BenjaminiHochberg, TheirOwnExample) {
    // The 15 p-values of Benjamini and Hochberg 1995, section 3.2: at 5 % the four smallest are rejected.
    const std::vector<double> p{
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
    const std::vector<double> q = benjamini_hochberg(p);
    for (std::size_t i = 0; i < p.size(); ++i) EXPECT_EQ(q[i] <= 0.05, i < 4) << i;
    EXPECT_NEAR(q[0], 0.0015, 1e-12);
    EXPECT_NEAR(q[3], 0.0095 * 15 / 4, 1e-12);
    EXPECT_EQ(q[14], 1);
}

}  // namespace statistics_test
}  // namespace kith::sdk
