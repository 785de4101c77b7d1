#pragma once
// Floating catchments: who can get to which supply, with how many others there are for it. Pure.
#include <cstdint>
#include <span>
#include <vector>

namespace kith::reach {

/// none: 2SFCA (Luo and Wang 2003). slow, fast: E2SFCA (Luo and Qi 2009) in thirds of the catchment, weights 1, 0.68, 0.22 and 1, 0.42, 0.09.
/// gaussian: Dai 2010, (exp(-½ (d/d0)²) - exp(-½)) / (1 - exp(-½)).
enum class Decay { gaussian, none, slow, fast };

/// From 1 at the door to 0 beyond the catchment.
double weight(Decay decay, double distance, double catchment);

/// Rows on one side to rows on the other: row f has the items offsets[f] .. offsets[f + 1]. Borrowed.
struct Distances {
    std::span<const std::int64_t> offsets;
    std::span<const std::int32_t> to;
    std::span<const std::int32_t> distance;  // beside `to`
    std::size_t rows() const { return offsets.empty() ? 0 : offsets.size() - 1; }
};

/// Step one, of each supply: R_j = S_j / Σ_k D_k w(d_kj).
struct Ratios {
    std::vector<double> ratio;            // 0 where nobody is within reach of it
    std::vector<std::uint8_t> reached;    // is there demand within reach?
    std::vector<std::uint8_t> at_most;    // somebody within reach is of unknown number, so the ratio can only be lower
};
/// Demand below 0 is unknown. O(distances).
Ratios ratios(const Distances& from_demand, std::span<const double> demand, std::span<const double> supply, Decay decay, double catchment);

/// Step two, of each row: A_k = Σ_j R_j w(d_kj).
struct Access {
    double value = 0;
    bool at_most = false;
};
Access access(const Distances& from, std::size_t row, const Ratios& ratios, Decay decay, double catchment);

}  // namespace kith::reach
