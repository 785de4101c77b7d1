#include "engine/report/statistics.hpp"

#include <algorithm>
#include <cmath>

#include <boost/math/distributions/binomial.hpp>

namespace kith::report {

std::optional<ShareInterval> wilson(std::int64_t part, std::int64_t whole) {
    if (whole <= 0) return std::nullopt;
    constexpr double z = 1.959963984540054;  // 97.5 % of the normal distribution lie below
    const auto n = static_cast<double>(whole);
    const double p = static_cast<double>(part) / n, middle = p + z * z / (2 * n), spread = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n)), scale = 1 + z * z / n;
    // At either end the formula gives exactly 0 and 1; its arithmetic a little more or less.
    return ShareInterval{p, part <= 0 ? 0 : std::max(0.0, (middle - spread) / scale), part >= whole ? 1 : std::min(1.0, (middle + spread) / scale)};
}

double sign_test(std::int64_t better, std::int64_t worse) {
    if (better + worse <= 0) return 1;
    const boost::math::binomial_distribution<double> either(static_cast<double>(better + worse), 0.5);
    return std::min(1.0, 2 * boost::math::cdf(either, static_cast<double>(std::min(better, worse))));
}

}  // namespace kith::report
