#pragma once
// Which areas count as neighbours of which, and how much.
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace kith::spatial_statistics {

/// Row i: the neighbours of area i, from offsets[i] to offsets[i + 1], without itself. Weights are above 0; they need not be symmetric.
struct Weights {
    std::vector<std::int64_t> offsets{0};
    std::vector<std::int32_t> targets;
    std::vector<double> values;
    std::size_t size() const { return offsets.size() - 1; }
    std::size_t begin(std::size_t row) const { return static_cast<std::size_t>(offsets[row]); }
    std::size_t end(std::size_t row) const { return static_cast<std::size_t>(offsets[row + 1]); }
    std::size_t degree(std::size_t row) const { return end(row) - begin(row); }
    double sum(std::size_t row) const;
};

/// Where an area lies: its centre, in metres. `has` is false where it has no outline.
struct Point {
    double x = 0;
    double y = 0;
    bool has = false;
};
double distance(const Point& a, const Point& b);

/// Weight 1 for each neighbour of a list by offsets.
Weights contiguity(std::span<const std::int64_t> offsets, std::span<const std::int32_t> targets);
/// Weight 1 for each of the k nearest; equally far ones by row. O(n^2).
Weights nearest(std::span<const Point> points, std::size_t k);
/// Weight 1 for each at most so far away. O(n^2).
Weights within(std::span<const Point> points, double metres);
/// The furthest that any area has to its nearest: the shortest band in which nobody is alone. O(n^2).
double longest_first_step(std::span<const Point> points);

/// Ties between two areas, a < b.
struct AreaTies {
    std::int32_t a = 0;
    std::int32_t b = 0;
    std::int64_t ties = 0;
    std::int32_t connectors = 0;  // people with a tie into the other area, of both
};
/// Weight: how many ties there are, both ways. `pairs` are sorted by (a, b).
Weights tied(std::size_t areas, std::span<const AreaTies> pairs);

/// The rows that have a link from or to another, ascending.
std::vector<std::int32_t> linked(const Weights& weights);
/// Only these rows, ascending, numbered anew; links to others are gone. O(n + links).
Weights among(const Weights& weights, std::span<const std::int32_t> rows);
/// Each row divided by its sum: neighbours' values become their mean.
Weights row_standardised(const Weights& weights);

/// Sums that the moments of all statistics need (Cliff and Ord 1981): S0 = Σ w, S1 = ½ Σ (w_ij + w_ji)², S2 = Σ (w_i. + w_.i)².
struct Constants {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    std::vector<double> both;  // w_i. + w_.i
};
Constants constants(const Weights& weights);

}  // namespace kith::spatial_statistics
