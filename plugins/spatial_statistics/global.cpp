#include "plugins/spatial_statistics/global.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace kith::spatial_statistics {
namespace {

struct Deviations {
    double n = 0;
    std::vector<double> z;
    double squares = 0;   // Σ z²
    double kurtosis = 0;  // n Σ z⁴ / (Σ z²)²
};

Deviations deviations(std::span<const double> x) {
    Deviations made;
    made.n = static_cast<double>(x.size());
    double mean = 0;
    for (const double value : x) mean += value / made.n;
    double fourth = 0;
    for (const double value : x) {
        const double z = value - mean;
        made.z.push_back(z);
        made.squares += z * z;
        fourth += z * z * z * z;
    }
    made.kurtosis = made.n * fourth / (made.squares * made.squares);
    return made;
}

/// Σ w_ij a_i a_j.
double cross(std::span<const double> a, const Weights& weights) {
    double total = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        double lag = 0;
        for (std::size_t k = weights.begin(i); k < weights.end(i); ++k) lag += weights.values[k] * a[static_cast<std::size_t>(weights.targets[k])];
        total += a[i] * lag;
    }
    return total;
}

}  // namespace

double normal_two_sided(double z) { return std::erfc(std::abs(z) / std::sqrt(2.0)); }

double Statistic::z() const { return variance > 0 ? (value - expected) / std::sqrt(variance) : 0; }
double Statistic::p() const { return variance > 0 ? normal_two_sided(z()) : 1; }

bool constant(std::span<const double> x) {
    return std::all_of(x.begin(), x.end(), [&](double value) { return value == x.front(); });
}

Statistic moran(std::span<const double> x, const Weights& weights) {
    const Deviations d = deviations(x);
    const Constants c = constants(weights);
    const double n = d.n, s0 = c.s0 * c.s0;
    Statistic made;
    made.value = n / c.s0 * cross(d.z, weights) / d.squares;
    made.expected = -1 / (n - 1);
    made.variance_normal = (n * n * c.s1 - n * c.s2 + 3 * s0) / ((n * n - 1) * s0) - made.expected * made.expected;
    const double spread = n * ((n * n - 3 * n + 3) * c.s1 - n * c.s2 + 3 * s0);
    const double peaked = d.kurtosis * ((n * n - n) * c.s1 - 2 * n * c.s2 + 6 * s0);
    made.variance = (spread - peaked) / ((n - 1) * (n - 2) * (n - 3) * s0) - made.expected * made.expected;
    return made;
}

Statistic geary(std::span<const double> x, const Weights& weights) {
    const Deviations d = deviations(x);
    const Constants c = constants(weights);
    const double n = d.n, s0 = c.s0 * c.s0, b = d.kurtosis;
    double differences = -2 * cross(d.z, weights);  // Σ w (z_i - z_j)² = Σ (w_i. + w_.i) z_i² - 2 Σ w z z
    for (std::size_t i = 0; i < d.z.size(); ++i) differences += c.both[i] * d.z[i] * d.z[i];
    Statistic made;
    made.value = (n - 1) / (2 * c.s0) * differences / d.squares;
    made.expected = 1;
    made.variance_normal = ((2 * c.s1 + c.s2) * (n - 1) - 4 * s0) / (2 * (n + 1) * s0);
    made.variance = ((n - 1) * c.s1 * (n * n - 3 * n + 3 - (n - 1) * b) - (n - 1) * c.s2 * (n * n + 3 * n - 6 - (n * n - n + 2) * b) / 4 +
                     s0 * (n * n - 3 - (n - 1) * (n - 1) * b)) /
                    (n * (n - 2) * (n - 3) * s0);
    return made;
}

std::optional<Statistic> general_g(std::span<const double> x, const Weights& weights) {
    const double n = static_cast<double>(x.size());
    std::array<double, 5> m{};  // Σ x^k
    for (const double value : x) {
        if (value < 0) return std::nullopt;
        for (double power = value, k = 1; k < 5; ++k, power *= value) m[static_cast<std::size_t>(k)] += power;
    }
    const double others = m[1] * m[1] - m[2];  // Σ over i ≠ j of x_i x_j
    if (!(others > 0)) return std::nullopt;
    const Constants c = constants(weights);
    const double s0 = c.s0 * c.s0;
    Statistic made;
    made.value = cross(x, weights) / others;
    made.expected = c.s0 / (n * (n - 1));
    const double b0 = (n * n - 3 * n + 3) * c.s1 - n * c.s2 + 3 * s0;
    const double b1 = -((n * n - n) * c.s1 - 2 * n * c.s2 + 6 * s0);
    const double b2 = -(2 * n * c.s1 - (n + 3) * c.s2 + 6 * s0);
    const double b3 = 4 * (n - 1) * c.s1 - 2 * (n + 1) * c.s2 + 8 * s0;
    const double b4 = c.s1 - c.s2 + s0;
    const double top = b0 * m[2] * m[2] + b1 * m[4] + b2 * m[1] * m[1] * m[2] + b3 * m[1] * m[3] + b4 * m[1] * m[1] * m[1] * m[1];
    made.variance = top / (others * others * n * (n - 1) * (n - 2) * (n - 3)) - made.expected * made.expected;
    return made;
}

JoinCounts join_counts(std::span<const std::uint8_t> high, const Weights& weights) {
    const Constants c = constants(weights);
    const std::vector<double> one(high.begin(), high.end());
    double ones = 0, ends = 0;
    for (std::size_t i = 0; i < one.size(); ++i) {
        ones += one[i];
        ends += c.both[i] * one[i];
    }
    const double n = static_cast<double>(one.size()), zeros = n - ones, twice = cross(one, weights);
    // k distinct areas of n: n (n - 1) …; S1, S2 - 2 S1 and S0² + S1 - S2 are the pairs of links with two, three and four ends.
    const double n2 = n * (n - 1), n3 = n2 * (n - 2), n4 = n3 * (n - 3);
    const double three = c.s2 - 2 * c.s1, four = c.s0 * c.s0 + c.s1 - c.s2;
    const auto same = [&](double value, double m) {
        Statistic made{value, c.s0 * m * (m - 1) / (2 * n2), 0, 0};
        made.variance = (c.s1 * m * (m - 1) / n2 + three * m * (m - 1) * (m - 2) / n3 + four * m * (m - 1) * (m - 2) * (m - 3) / n4) / 4 - made.expected * made.expected;
        return made;
    };
    JoinCounts made;
    made.high_high = same(twice / 2, ones);
    made.low_low = same((c.s0 - ends + twice) / 2, zeros);
    made.unlike = {ends / 2 - twice, c.s0 * ones * zeros / n2, 0, 0};
    made.unlike.variance = (2 * c.s1 * ones * zeros / n2 + three * ones * zeros * (n - 2) / n3 + 4 * four * ones * (ones - 1) * zeros * (zeros - 1) / n4) / 4 -
                           made.unlike.expected * made.unlike.expected;
    // Joins as a table of two by two, those of unlike areas half in each of the two corners.
    const std::array<double, 4> seen{made.high_high.value, made.unlike.value / 2, made.unlike.value / 2, made.low_low.value};
    const double all = seen[0] + seen[1] + seen[2] + seen[3], top = (seen[0] + seen[1]) / all, bottom = (seen[2] + seen[3]) / all;
    const std::array<double, 4> chance{top * top * all, top * bottom * all, top * bottom * all, bottom * bottom * all};
    if (std::all_of(chance.begin(), chance.end(), [](double e) { return e > 0; })) {
        for (std::size_t k = 0; k < 4; ++k) {
            const double off = std::abs(seen[k] - chance[k]), corrected = off - std::min(0.5, off);
            made.chi_square += corrected * corrected / chance[k];
        }
        made.chi_p = std::erfc(std::sqrt(made.chi_square / 2));
    }
    return made;
}

}  // namespace kith::spatial_statistics
