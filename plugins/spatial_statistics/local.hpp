#pragma once
// Where is the pattern? One figure for each area: local Moran (Anselin 1995), and Gi and Gi* (Getis and Ord 1992, Ord and Getis
// 1995), with their moments over all arrangements that leave the area's own value where it is.
#include <cstdint>
#include <span>
#include <vector>

#include "plugins/spatial_statistics/weights.hpp"

namespace kith::spatial_statistics {

struct Local {
    std::vector<double> lag;             // the neighbours' mean, each weighted
    std::vector<double> moran;           // I_i = z_i Σ w z_j / m2, weights of a row adding up to 1, m2 = Σ z² / n
    std::vector<double> moran_expected;  // Sokal, Oden and Thomson 1998, conditional
    std::vector<double> moran_variance;
    std::vector<double> gi;              // deviates of the neighbours' sum, the area itself left out …
    std::vector<double> gi_star;         // … and with it, at weight 1
};
/// `x` varies; n >= 4; every row has a neighbour (see `linked`). O(links).
Local local_statistics(std::span<const double> x, const Weights& weights);

/// An area and the mean of its neighbours, each above or below the mean of all.
enum class Quadrant : std::uint8_t { high_high, low_low, high_low, low_high };
std::vector<Quadrant> quadrants(std::span<const double> x, const Weights& weights);

/// Groups of areas that hang together by links among themselves (in either direction): `sign` 1 and -1 apart, 0 in none. Each
/// ascending; the groups by their lowest row.
std::vector<std::vector<std::int32_t>> gathered(const Weights& weights, std::span<const std::int8_t> sign);

}  // namespace kith::spatial_statistics
