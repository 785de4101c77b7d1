#pragma once
// Is there a pattern in the whole? One figure for all areas: Moran's I, Geary's C, Getis and Ord's General G, join counts, each
// with what it would be on average if the same values lay anywhere, and how much it would vary (Cliff and Ord 1981).
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "plugins/spatial_statistics/weights.hpp"

namespace kith::spatial_statistics {

/// A statistic and its moments. Randomisation: the values are given and lie anywhere. Normality: they are drawn from a normal distribution.
struct Statistic {
    double value = 0;
    double expected = 0;
    double variance = 0;         // under randomisation
    double variance_normal = 0;  // under normality; 0 where the statistic has no such form
    double z() const;            // (value - expected) / √variance; 0 where nothing varies
    double p() const;            // two-sided, by the normal distribution of z
};

/// I = n / S0 · Σ w z z / Σ z². Above its expectation: neighbours are alike. `x` varies, n >= 4. O(links).
Statistic moran(std::span<const double> x, const Weights& weights);
/// C = (n - 1) / (2 S0) · Σ w (x_i - x_j)² / Σ z². Below 1: neighbours are alike. As above.
Statistic geary(std::span<const double> x, const Weights& weights);
/// G = Σ w x x / Σ_{i≠j} x x. Above its expectation: high values lie together. Nothing where a value is below 0, or all but one are 0.
std::optional<Statistic> general_g(std::span<const double> x, const Weights& weights);

/// Joins of two kinds of areas, each link counted from both ends and halved. Moments without replacement.
struct JoinCounts {
    Statistic high_high;
    Statistic low_low;
    Statistic unlike;
    double chi_square = 0;  // of joins against chance, Yates' correction, one degree of freedom
    double chi_p = 1;
};
/// `high`: 1 or 0 a row, both occurring. n >= 4.
JoinCounts join_counts(std::span<const std::uint8_t> high, const Weights& weights);

/// P(|Z| >= |z|), Z normal.
double normal_two_sided(double z);
/// Do all rows have the same value?
bool constant(std::span<const double> x);

}  // namespace kith::spatial_statistics
