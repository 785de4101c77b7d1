#include "plugins/sdk/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kith::sdk {

double poisson_at_most(std::int64_t k, double mean) {
    if (k < 0) return 0;
    if (mean <= 0) return 1;
    // Terms by their logarithm, so that a large mean does not start from a rounded zero.
    double sum = 0, log_term = -mean;
    for (std::int64_t i = 0; i <= k; ++i) {
        if (i > 0) log_term += std::log(mean) - std::log(static_cast<double>(i));
        sum += std::exp(log_term);
    }
    return std::min(sum, 1.0);
}

std::vector<double> benjamini_hochberg(std::span<const double> p) {
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] != p[b] ? p[a] < p[b] : a < b; });
    std::vector<double> adjusted(p.size());
    double least = 1;
    for (std::size_t rank = order.size(); rank-- > 0;) {
        least = std::min(least, p[order[rank]] * static_cast<double>(p.size()) / static_cast<double>(rank + 1));
        adjusted[order[rank]] = least;
    }
    return adjusted;
}

}  // namespace kith::sdk
