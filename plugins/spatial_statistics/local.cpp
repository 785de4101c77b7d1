#include "plugins/spatial_statistics/local.hpp"

#include <cmath>
#include <numeric>

namespace kith::spatial_statistics {
namespace {

double mean_of(std::span<const double> x) { return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size()); }

/// Sums of one row of the weights.
struct Row {
    double lag = 0;      // Σ w x
    double sum = 0;      // Σ w
    double squares = 0;  // Σ w²
};
Row row_of(std::span<const double> x, const Weights& weights, std::size_t i) {
    Row made;
    for (std::size_t k = weights.begin(i); k < weights.end(i); ++k) {
        made.lag += weights.values[k] * x[static_cast<std::size_t>(weights.targets[k])];
        made.sum += weights.values[k];
        made.squares += weights.values[k] * weights.values[k];
    }
    return made;
}

/// (Σ w x - W mean) over its spread, for `from` values drawn without replacement.
double deviate(const Row& row, double mean, double variance, double from) {
    const double spread = variance * (from * row.squares - row.sum * row.sum) / (from - 1);
    return spread > 0 ? (row.lag - row.sum * mean) / std::sqrt(spread) : 0;
}

std::int32_t root(std::vector<std::int32_t>& up, std::int32_t row) {
    while (up[static_cast<std::size_t>(row)] != row) {
        up[static_cast<std::size_t>(row)] = up[static_cast<std::size_t>(up[static_cast<std::size_t>(row)])];
        row = up[static_cast<std::size_t>(row)];
    }
    return row;
}

}  // namespace

Local local_statistics(std::span<const double> x, const Weights& weights) {
    const double n = static_cast<double>(x.size()), mean = mean_of(x);
    double squares = 0;
    for (const double value : x) squares += (value - mean) * (value - mean);
    const double m2 = squares / n;
    Local made;
    for (std::size_t i = 0; i < x.size(); ++i) {
        Row row = row_of(x, weights, i);
        const double z = x[i] - mean, lag = row.lag / row.sum, weight_squares = row.squares / (row.sum * row.sum);
        made.lag.push_back(lag);
        made.moran.push_back(z * (lag - mean) / m2);
        made.moran_expected.push_back(-z * z / ((n - 1) * m2));
        made.moran_variance.push_back((z / m2) * (z / m2) * (n / (n - 2)) * (weight_squares - 1 / (n - 1)) * (m2 - z * z / (n - 1)));
        // Without itself: mean and variance of the other n - 1 values.
        const double other_mean = mean - z / (n - 1);
        const double other_variance = (squares - z * z) / (n - 1) - (z / (n - 1)) * (z / (n - 1));
        made.gi.push_back(deviate(row, other_mean, other_variance, n - 1));
        row.lag += x[i];
        row.sum += 1;
        row.squares += 1;
        made.gi_star.push_back(deviate(row, mean, m2, n));
    }
    return made;
}

std::vector<Quadrant> quadrants(std::span<const double> x, const Weights& weights) {
    const double mean = mean_of(x);
    std::vector<Quadrant> made;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const Row row = row_of(x, weights, i);
        const bool high = x[i] > mean, high_around = row.lag > row.sum * mean;
        made.push_back(high ? (high_around ? Quadrant::high_high : Quadrant::high_low) : high_around ? Quadrant::low_high : Quadrant::low_low);
    }
    return made;
}

std::vector<std::vector<std::int32_t>> gathered(const Weights& weights, std::span<const std::int8_t> sign) {
    std::vector<std::int32_t> up(weights.size());
    std::iota(up.begin(), up.end(), 0);
    for (std::size_t i = 0; i < weights.size(); ++i)
        for (std::size_t k = weights.begin(i); k < weights.end(i); ++k) {
            const std::int32_t j = weights.targets[k];
            if (sign[i] == 0 || sign[static_cast<std::size_t>(j)] != sign[i]) continue;
            const std::int32_t a = root(up, static_cast<std::int32_t>(i)), b = root(up, j);
            up[static_cast<std::size_t>(std::max(a, b))] = std::min(a, b);
        }
    std::vector<std::int32_t> place(weights.size(), -1);
    std::vector<std::vector<std::int32_t>> groups;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (sign[i] == 0) continue;
        std::int32_t& group = place[static_cast<std::size_t>(root(up, static_cast<std::int32_t>(i)))];
        if (group < 0) {
            group = static_cast<std::int32_t>(groups.size());
            groups.emplace_back();
        }
        groups[static_cast<std::size_t>(group)].push_back(static_cast<std::int32_t>(i));
    }
    return groups;
}

}  // namespace kith::spatial_statistics
