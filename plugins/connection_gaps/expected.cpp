#include "plugins/connection_gaps/expected.hpp"

#include <algorithm>
#include <cmath>

#include "plugins/sdk/statistics.hpp"

namespace kith::connection_gaps {

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
        pair.p = sdk::poisson_at_most(pair.contacts, pair.expected);
        p.push_back(pair.p);
    }
    const std::vector<double> q = sdk::benjamini_hochberg(p);
    for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i].q = q[i];
}

double pearson(const Between& pair) {
    return pair.expected > 0 ? (static_cast<double>(pair.contacts) - pair.expected) / std::sqrt(pair.expected) : 0;
}

}  // namespace kith::connection_gaps
