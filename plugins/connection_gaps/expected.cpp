#include "plugins/connection_gaps/expected.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kith::connection_gaps {

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

void expect(std::vector<Between>& pairs) {
    std::int32_t classes = 0;
    for (const Between& pair : pairs) classes = std::max(classes, pair.distance_class + 1);
    std::vector<double> contacts(static_cast<std::size_t>(classes), 0), possible(static_cast<std::size_t>(classes), 0);
    for (const Between& pair : pairs) {
        contacts[static_cast<std::size_t>(pair.distance_class)] += static_cast<double>(pair.contacts);
        possible[static_cast<std::size_t>(pair.distance_class)] += pair.possible;
    }
    std::vector<double> p;
    for (Between& pair : pairs) {
        const auto c = static_cast<std::size_t>(pair.distance_class);
        pair.expected = possible[c] > 0 ? pair.possible * contacts[c] / possible[c] : 0;
        pair.p = poisson_at_most(pair.contacts, pair.expected);
        p.push_back(pair.p);
    }
    const std::vector<double> q = benjamini_hochberg(p);
    for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i].q = q[i];
}

double pearson(const Between& pair) {
    return pair.expected > 0 ? (static_cast<double>(pair.contacts) - pair.expected) / std::sqrt(pair.expected) : 0;
}

}  // namespace kith::connection_gaps
