#pragma once
// Which areas take part in a run, with which values and neighbours; and what the figures about them are. Pure.
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "plugins/spatial_statistics/global.hpp"
#include "plugins/spatial_statistics/local.hpp"
#include "plugins/spatial_statistics/permute.hpp"
#include "plugins/spatial_statistics/weights.hpp"

namespace kith::spatial_statistics {

/// Below so many areas there are too few arrangements for a pattern to stand out. A rule of Kith's own.
inline constexpr std::size_t least_areas = 8;

enum class Part : std::uint8_t { takes_part, not_known, no_neighbours };

/// The areas that take part, numbered anew: their value is known and they have a neighbour of which that holds too.
struct Subject {
    std::vector<Part> parts;             // one an area of the layer
    std::vector<std::int32_t> rows;      // of the layer
    std::vector<std::int32_t> alone;     // rows whose value is known, but that of no neighbour
    std::vector<double> x;
    Weights weights;
    std::size_t not_known = 0;
};
/// `neighbours` makes the weights among the rows that it is given (areas with a known value), numbered anew.
Subject subject_of(std::span<const std::uint8_t> known, std::span<const double> values,
                   const std::function<Weights(std::span<const std::int32_t>)>& neighbours);

enum class HighFrom : std::uint8_t { mean, median, value };
/// 1 where a value is above the mean, the median or `value`; where all values are 0 or 1, the ones.
std::vector<std::uint8_t> high_ones(std::span<const double> x, HighFrom from, double value);

struct Figures {
    Statistic moran, geary;
    std::optional<Statistic> general_g;
    std::optional<JoinCounts> joins;  // nothing when all areas are high, or none
    GlobalDraws draws;
    Local local;
    std::vector<Quadrant> quadrants;
    std::vector<double> p, q;         // of each area
    double mean = 0;
    bool stopped = false;
};
struct FigureSettings {
    HighFrom high_from = HighFrom::mean;
    double high_value = 0;
    int permutations = 9999;
    std::uint64_t seed = 0;
};
/// At least `least_areas` rows that are not all the same. O(permutations * links).
Figures figures_of(const Subject& subject, const FigureSettings& settings, const Progress& progress);

}  // namespace kith::spatial_statistics
