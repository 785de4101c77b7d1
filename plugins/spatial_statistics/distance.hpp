#pragma once
// Are ties closer in space than chance? How many ties fall on each distance, how many would if distance played no part, and
// which pairs of areas have fewer than others of their size and distance (domain 4.3).
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "plugins/spatial_statistics/permute.hpp"
#include "plugins/spatial_statistics/weights.hpp"

namespace kith::spatial_statistics {

/// Ties among people who were asked, by the areas that they live in.
struct Ties {
    std::vector<std::int32_t> asked;   // people asked in full, an area
    std::vector<std::int64_t> inside;  // ties between two people of the area
    std::vector<AreaTies> across;      // sorted by (a, b); pairs without a tie may be left out
    std::int64_t all_across() const;
};

/// From people to areas. `area`: a row or -1; `counts`: 1 for who was asked in full; arcs by person as in a lens: targets that
/// are no person (>= people) are passed over, parallel ones count once. O(people + arcs + areas * areas that have ties).
Ties count_ties(std::size_t areas, std::span<const std::int32_t> area, std::span<const std::uint8_t> counts, std::span<const std::int64_t> offsets,
                std::span<const std::int32_t> targets, std::span<const std::uint8_t> maybe);

/// One class of distance. `from` = -1: both ends in one area.
struct DistanceClass {
    double from = 0;
    double to = 0;
    double possible = 0;  // pairs of people: N_a N_b, inside one area N (N - 1) / 2
    std::int64_t ties = 0;
    double chance = 0;    // ties if distance played no part: all ties · possible / all possible
};
/// The row of ties inside an area first, then classes of `width` metres. O(areas²).
std::vector<DistanceClass> by_distance(const Ties& ties, std::span<const Point> points, double width);

/// Mean metres between the areas of tied people, of all pairs of people of two areas, and how many pairs of areas there are.
struct MeanDistance {
    double of_ties = 0;
    double of_chance = 0;
};
MeanDistance mean_distance(const Ties& ties, std::span<const Point> points);

/// Poisson gravity with the people asked as its size: ln E = ln N_a N_b + constant - decay ln d (Flowerdew and Aitkin 1982). The
/// constant is profiled out and the decay found by Newton's method: the maximum that iteratively reweighted least squares finds.
struct Gravity {
    double constant = 0;
    double decay = 0;           // above 0: the further, the fewer
    double standard_error = 0;  // of the decay, widened by √dispersion where that is above 1
    double deviance = 0;
    double dispersion = 1;      // Pearson's χ² / degrees of freedom
    std::int64_t pairs = 0;     // of areas with people asked
    double expected(double possible, double metres) const;
};
/// Nothing when there are fewer than three pairs, no ties between areas, or all pairs are equally far. O(iterations * areas²).
std::optional<Gravity> fit_gravity(const Ties& ties, std::span<const Point> points);

/// A pair of areas against the spatial null without a functional form: E = N_a N_b f(d), f(d) = Σ T / Σ N_a N_b over the pairs
/// of that class of distance (Expert, Evans, Blondel and Lambiotte 2011). Within a class the near pairs have more and the far ones
/// fewer, so a pair is held against the smaller of this and what gravity expects.
struct AreaPair {
    AreaTies ties;
    double metres = 0;
    double possible = 0;
    double expected = 0;  // by the spatial null
    double gravity = 0;   // by the gravity model; as above where there is none
    double p = 1;  // P(X <= T), X Poisson with mean `least`
    double q = 1;  // p after Benjamini and Hochberg, over all pairs compared
    double least() const { return expected < gravity ? expected : gravity; }
    double pearson() const;  // (T - E) / √E, of the spatial null
};
struct GapSettings {
    double width = 250;             // metres of a class of distance
    double least_expected = 3;      // pairs below are not compared: few ties are no news there
    double share = 0.5;             // a gap: at most this share of what is expected …
    double false_discovery = 0.05;  // … and this unlikely by chance
};
/// All pairs with at least `least_expected`, by (a, b). O(areas²).
std::vector<AreaPair> compare_areas(const Ties& ties, std::span<const Point> points, const std::optional<Gravity>& gravity, const GapSettings& settings);
bool is_gap(const AreaPair& pair, const GapSettings& settings);

}  // namespace kith::spatial_statistics
