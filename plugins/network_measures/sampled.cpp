#include "plugins/network_measures/sampled.hpp"

#include <algorithm>
#include <cmath>

namespace kith::network_measures {
namespace {

double relative_entropy(double p, double q) {
    const double first = p > 0 ? p * std::log(p / q) : 0;
    const double second = p < 1 ? (1 - p) * std::log((1 - p) / (1 - q)) : 0;
    return first + second;
}

}  // namespace

double largest_mean(double mean, double draws, double nats) {
    if (mean >= 1) return 1;
    double low = std::max(mean, 0.0), high = 1;
    for (int i = 0; i < 40; ++i) {  // 40 halvings: to a millionth of a millionth
        const double middle = 0.5 * (low + high);
        (middle < 1 && draws * relative_entropy(mean, middle) <= nats ? low : high) = middle;
    }
    return high;
}

Interval betweenness(const Drawn& drawn, const Counted& counted, double confidence) {
    Interval found;
    const auto n = static_cast<double>(drawn.nodes), k = static_cast<double>(drawn.sources);
    found.lower = found.estimate = found.upper = counted.one_end + counted.both_ends;
    if (drawn.sources >= drawn.nodes || drawn.nodes < 3) return found;
    const double silent = std::min(n - k, n - 1);  // nobody stands between themself and another
    found.upper = found.lower + 0.5 * silent * (silent - 1);
    if (drawn.sources == 0) return found;
    // A source has at most all others of its piece beyond v: what it adds lies between 0 and n - 2.
    const double mean = std::min((counted.one_end + 2 * counted.both_ends) / (k * (n - 2)), 1.0);
    const double by_chance = 0.5 * n * (n - 2) * largest_mean(mean, k, std::log(1 / (1 - confidence)));
    found.upper = std::max(found.lower, std::min(found.upper, by_chance));
    const double unseen = (n - k) * (n - k - 1) / (n * (n - 1));  // the share of pairs with no end drawn
    found.estimate = std::clamp(found.lower / (1 - unseen), found.lower, found.upper);
    return found;
}

}  // namespace kith::network_measures
