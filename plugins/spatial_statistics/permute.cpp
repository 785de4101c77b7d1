#include "plugins/spatial_statistics/permute.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace kith::spatial_statistics {
namespace {

/// Sums of the same numbers in another order differ in their last bits: nearer than this share of the spread is equal.
constexpr double equal_within = 1e-9;
/// Draws made before all areas are compared with them: few enough to stay in the processor's cache.
constexpr int draws_at_once = 128;

/// SplitMix64 (Steele, Lea and Flood 2014).
class Stream {
public:
    explicit Stream(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31);
    }
    /// 0 … bound - 1; uneven by less than one in 2^32 / bound.
    std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(((next() >> 32) * bound) >> 32); }

private:
    std::uint64_t state_;
};

void compare(Extremes& extremes, double drawn, double seen, double tolerance) {
    extremes.at_least += drawn >= seen - tolerance;
    extremes.at_most += drawn <= seen + tolerance;
}

/// A value's deviation, and whether it is high: side by side, because both are fetched for every link.
struct Cell {
    double z = 0;
    double high = 0;
};

/// What the five statistics are made of, for one arrangement; each rises or falls with the statistic itself.
struct Sums {
    double standardised = 0;  // Σ w z z, rows adding up to 1: Moran
    double squares = 0;       // Σ (w_i. + w_.i) z², likewise: with the above, Geary
    double as_is = 0;         // Σ w z z
    double ends = 0;          // Σ (w_i. + w_.i) z: with the above, General G
    double joins = 0;         // Σ w b b
    double high_ends = 0;     // Σ (w_i. + w_.i) b
    double geary() const { return squares - 2 * standardised; }
};

class Arrangement {
public:
    explicit Arrangement(const Weights& weights)
        : weights_(weights), both_(constants(weights).both), both_standardised_(constants(row_standardised(weights)).both) {
        for (std::size_t i = 0; i < weights.size(); ++i) row_sums_.push_back(weights.sum(i));
    }
    Sums sums(std::span<const Cell> cells) const {
        Sums made;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            double lag = 0, joined = 0;
            for (std::size_t k = weights_.begin(i); k < weights_.end(i); ++k) {
                const Cell& other = cells[static_cast<std::size_t>(weights_.targets[k])];
                lag += weights_.values[k] * other.z;
                joined += weights_.values[k] * other.high;
            }
            const Cell& own = cells[i];
            if (row_sums_[i] > 0) made.standardised += own.z * lag / row_sums_[i];
            made.as_is += own.z * lag;
            made.joins += own.high * joined;
            made.squares += both_standardised_[i] * own.z * own.z;
            made.ends += both_[i] * own.z;
            made.high_ends += both_[i] * own.high;
        }
        return made;
    }

private:
    const Weights& weights_;
    std::vector<double> both_, both_standardised_, row_sums_;
};

}  // namespace

double Extremes::p(int permutations) const { return std::min(1.0, 2.0 * (std::min(at_least, at_most) + 1) / (permutations + 1)); }

GlobalDraws permute_all(std::span<const double> x, std::span<const std::uint8_t> high, const Weights& weights, int permutations, std::uint64_t seed,
                        const Progress& progress) {
    const double n = static_cast<double>(x.size());
    const double mean = std::accumulate(x.begin(), x.end(), 0.0) / n;
    std::vector<Cell> cells;
    double squares = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        cells.push_back({x[i] - mean, high[i] != 0 ? 1.0 : 0.0});
        squares += cells.back().z * cells.back().z;
    }
    const Arrangement arrangement(weights);
    const double total = constants(weights).s0, standardised_total = constants(row_standardised(weights)).s0;
    const double moran_of = n / (standardised_total * squares), tolerance = equal_within * squares / n * standardised_total;
    const double tolerance_as_is = equal_within * squares / n * total, tolerance_joins = equal_within * total;
    // Σ w x x = Σ w z z + mean Σ (w_i. + w_.i) z + a constant; unlike joins are Σ (w_i. + w_.i) b - 2 Σ w b b, halved.
    const auto general = [&](const Sums& s) { return s.as_is + mean * s.ends; };
    const Sums seen = arrangement.sums(cells);
    GlobalDraws made;
    Stream stream(seed);
    double sum = 0, sum_of_squares = 0;
    for (int draw = 0; draw < permutations; ++draw) {
        if (draw % 16 == 0 && !progress(static_cast<double>(draw) / permutations)) {
            made.stopped = true;
            return made;
        }
        for (std::size_t i = cells.size(); i > 1; --i) std::swap(cells[i - 1], cells[stream.below(static_cast<std::uint32_t>(i))]);
        const Sums drawn = arrangement.sums(cells);
        compare(made.moran, drawn.standardised, seen.standardised, tolerance);
        compare(made.geary, drawn.geary(), seen.geary(), 2 * tolerance);
        compare(made.general_g, general(drawn), general(seen), tolerance_as_is + equal_within * std::abs(general(seen)));
        compare(made.high_high, drawn.joins, seen.joins, tolerance_joins);
        compare(made.low_low, drawn.joins - drawn.high_ends, seen.joins - seen.high_ends, tolerance_joins);
        compare(made.unlike, drawn.high_ends - 2 * drawn.joins, seen.high_ends - 2 * seen.joins, tolerance_joins);
        sum += moran_of * drawn.standardised;
        sum_of_squares += moran_of * drawn.standardised * moran_of * drawn.standardised;
    }
    made.moran_mean = sum / permutations;
    made.moran_variance = sum_of_squares / permutations - made.moran_mean * made.moran_mean;
    return made;
}

LocalDraws permute_neighbours(std::span<const double> x, const Weights& weights, int permutations, std::uint64_t seed, const Progress& progress) {
    const std::size_t n = x.size();
    std::size_t most = 0;
    double spread = 0;
    const double mean = std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(n);
    std::vector<double> z;
    for (std::size_t i = 0; i < n; ++i) {
        most = std::max(most, weights.degree(i));
        z.push_back(x[i] - mean);
        spread = std::max(spread, std::abs(z.back()));
    }
    std::vector<double> seen(n, 0), tolerance(n, 0);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t k = weights.begin(i); k < weights.end(i); ++k) {
            seen[i] += weights.values[k] * z[static_cast<std::size_t>(weights.targets[k])];
            tolerance[i] += equal_within * weights.values[k] * spread;
        }
    LocalDraws made;
    made.lag.resize(n);
    Stream stream(seed);
    std::vector<std::uint32_t> deck(n - 1);  // rows of the others, the area's own jumped over
    std::iota(deck.begin(), deck.end(), 0U);
    std::vector<std::uint32_t> drawn(draws_at_once * most);
    for (int from = 0; from < permutations; from += draws_at_once) {
        const int count = std::min(draws_at_once, permutations - from);
        for (int draw = 0; draw < count; ++draw)
            for (std::size_t k = 0; k < most; ++k) {
                std::swap(deck[k], deck[k + stream.below(static_cast<std::uint32_t>(deck.size() - k))]);
                drawn[static_cast<std::size_t>(draw) * most + k] = deck[k];
            }
        for (std::size_t i = 0; i < n; ++i) {
            if (i % 256 == 0 && !progress((from + static_cast<double>(i) / static_cast<double>(n) * count) / permutations)) {
                made.stopped = true;
                return made;
            }
            const std::size_t first = weights.begin(i), degree = weights.degree(i);
            for (int draw = 0; draw < count; ++draw) {
                const std::uint32_t* others = drawn.data() + static_cast<std::size_t>(draw) * most;
                double lag = 0;
                for (std::size_t k = 0; k < degree; ++k) lag += weights.values[first + k] * z[others[k] + (others[k] >= i ? 1U : 0U)];
                compare(made.lag[i], lag, seen[i], tolerance[i]);
            }
        }
    }
    return made;
}

}  // namespace kith::spatial_statistics
