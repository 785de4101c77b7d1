#pragma once
// How often would chance alone do as much? The same values laid out anew many times, from a seed.
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "plugins/spatial_statistics/weights.hpp"

namespace kith::spatial_statistics {

/// Told how far it is, 0-1; false: stop.
using Progress = std::function<bool(double)>;

/// How many arrangements came out at least, and at most, as large as what was seen. Equal ones count in both.
struct Extremes {
    std::int32_t at_least = 0;
    std::int32_t at_most = 0;
    /// Pseudo p (Hope 1968): (the rarer side + 1) / (permutations + 1), doubled because both sides were open; at most 1.
    double p(int permutations) const;
};

struct GlobalDraws {
    Extremes moran, geary, general_g, high_high, low_low, unlike;
    double moran_mean = 0;      // over the arrangements
    double moran_variance = 0;
    bool stopped = false;
};
/// Shuffles the values over the areas. `x` varies; `high`: 1 or 0 a row. Moran and Geary with row-standardised weights, the rest
/// with the weights as they are. The same seed gives the same counts. O(permutations * (areas + links)).
GlobalDraws permute_all(std::span<const double> x, std::span<const std::uint8_t> high, const Weights& weights, int permutations, std::uint64_t seed,
                        const Progress& progress);

struct LocalDraws {
    std::vector<Extremes> lag;
    bool stopped = false;
};
/// Conditional permutation (Anselin 1995): each area keeps its value; its neighbours' are drawn from those of all others,
/// without replacement. All areas share the draws. Only the neighbours' sum is compared: with an area's own value in its place
/// local Moran, Gi and Gi* rise or fall with it, so the three have one pseudo p. O(permutations * links).
LocalDraws permute_neighbours(std::span<const double> x, const Weights& weights, int permutations, std::uint64_t seed, const Progress& progress);

}  // namespace kith::spatial_statistics
