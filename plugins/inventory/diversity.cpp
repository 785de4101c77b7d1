#include "plugins/inventory/diversity.hpp"

#include <cmath>

namespace kith::inventory {

double hill(std::span<const std::int64_t> counts, double q) {
    double all = 0;
    for (const std::int64_t n : counts) all += static_cast<double>(n);
    double sum = 0;
    for (const std::int64_t n : counts) {
        if (n == 0) continue;
        const double p = static_cast<double>(n) / all;
        sum += q == 1 ? -p * std::log(p) : q == 0 ? 1.0 : std::pow(p, q);
    }
    return q == 1 ? std::exp(sum) : q == 0 ? sum : std::pow(sum, 1.0 / (1.0 - q));
}

}  // namespace kith::inventory
