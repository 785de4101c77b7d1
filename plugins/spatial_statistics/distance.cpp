#include "plugins/spatial_statistics/distance.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "plugins/sdk/statistics.hpp"

namespace kith::spatial_statistics {
namespace {

/// Two areas can have one centre; the logarithm cannot.
constexpr double least_metres = 1;

/// Every pair of areas with people asked and a place, by (a, b), with its ties.
template <class Visit>
void each_pair(const Ties& ties, std::span<const Point> points, const Visit& visit) {
    std::size_t next = 0;
    const auto takes_part = [&](std::size_t i) { return ties.asked[i] > 0 && points[i].has; };
    for (std::size_t a = 0; a < points.size(); ++a) {
        if (!takes_part(a)) continue;
        for (std::size_t b = a + 1; b < points.size(); ++b) {
            if (!takes_part(b)) continue;
            AreaPair pair;
            pair.ties.a = static_cast<std::int32_t>(a);
            pair.ties.b = static_cast<std::int32_t>(b);
            while (next < ties.across.size() && std::pair(ties.across[next].a, ties.across[next].b) < std::pair(pair.ties.a, pair.ties.b)) ++next;
            if (next < ties.across.size() && ties.across[next].a == pair.ties.a && ties.across[next].b == pair.ties.b) pair.ties = ties.across[next];
            pair.metres = distance(points[a], points[b]);
            pair.possible = static_cast<double>(ties.asked[a]) * ties.asked[b];
            visit(pair);
        }
    }
}

std::size_t class_of(double metres, double width) { return static_cast<std::size_t>(metres / width); }

/// Ties from one area to each other, person by person.
class FromArea {
public:
    explicit FromArea(std::size_t areas) : ties_(areas, 0), people_(areas, 0), last_(areas, -1) {}
    void add(std::int32_t person, std::size_t there) {
        if (ties_[there]++ == 0) touched_.push_back(there);
        if (std::exchange(last_[there], person) != person) ++people_[there];
    }
    void finish(std::int32_t here, std::vector<AreaTies>& list) {
        std::sort(touched_.begin(), touched_.end());
        for (const std::size_t there : touched_) list.push_back({here, static_cast<std::int32_t>(there), std::exchange(ties_[there], 0), std::exchange(people_[there], 0)});
        touched_.clear();
    }

private:
    std::vector<std::int64_t> ties_;
    std::vector<std::int32_t> people_, last_;
    std::vector<std::size_t> touched_;
};

}  // namespace

std::int64_t Ties::all_across() const {
    std::int64_t total = 0;
    for (const AreaTies& pair : across) total += pair.ties;
    return total;
}

Ties count_ties(std::size_t areas, std::span<const std::int32_t> area, std::span<const std::uint8_t> counts, std::span<const std::int64_t> offsets,
                std::span<const std::int32_t> targets, std::span<const std::uint8_t> maybe) {
    Ties made;
    made.asked.assign(areas, 0);
    made.inside.assign(areas, 0);
    std::vector<std::vector<std::int32_t>> living(areas);
    for (std::size_t p = 0; p < area.size(); ++p)
        if (counts[p] != 0 && area[p] >= 0) living[static_cast<std::size_t>(area[p])].push_back(static_cast<std::int32_t>(p));
    FromArea from(areas);
    std::vector<AreaTies> directed;  // each pair from both ends
    for (std::size_t a = 0; a < areas; ++a) {
        made.asked[a] = static_cast<std::int32_t>(living[a].size());
        for (const std::int32_t person : living[a]) {
            std::int32_t last = -1;
            for (auto arc = static_cast<std::size_t>(offsets[static_cast<std::size_t>(person)]); arc < static_cast<std::size_t>(offsets[static_cast<std::size_t>(person) + 1]); ++arc) {
                const std::int32_t other = targets[arc];
                if (static_cast<std::size_t>(other) >= area.size()) break;
                const std::int32_t there = area[static_cast<std::size_t>(other)];
                if (other == last || other == person || maybe[arc] != 0 || there < 0 || counts[static_cast<std::size_t>(other)] == 0) continue;
                last = other;
                if (static_cast<std::size_t>(there) != a) from.add(person, static_cast<std::size_t>(there));
                else if (other > person) ++made.inside[a];
            }
        }
        from.finish(static_cast<std::int32_t>(a), directed);
    }
    const auto before = [](const AreaTies& x, const AreaTies& y) { return std::pair(x.a, x.b) < std::pair(y.a, y.b); };
    for (const AreaTies& pair : directed) {
        if (pair.a > pair.b) continue;
        const auto back = std::lower_bound(directed.begin(), directed.end(), AreaTies{pair.b, pair.a, 0, 0}, before);
        made.across.push_back({pair.a, pair.b, pair.ties, pair.connectors + back->connectors});
    }
    return made;
}

std::vector<DistanceClass> by_distance(const Ties& ties, std::span<const Point> points, double width) {
    std::vector<DistanceClass> classes(1);
    classes[0].from = -1;
    for (std::size_t a = 0; a < ties.asked.size(); ++a) {
        classes[0].possible += static_cast<double>(ties.asked[a]) * (ties.asked[a] - 1) / 2;
        classes[0].ties += ties.inside[a];
    }
    each_pair(ties, points, [&](const AreaPair& pair) {
        const std::size_t at = class_of(pair.metres, width) + 1;
        while (classes.size() <= at) classes.push_back({static_cast<double>(classes.size() - 1) * width, static_cast<double>(classes.size()) * width, 0, 0, 0});
        classes[at].possible += pair.possible;
        classes[at].ties += pair.ties.ties;
    });
    double possible = 0, all = 0;
    for (const DistanceClass& one : classes) {
        possible += one.possible;
        all += static_cast<double>(one.ties);
    }
    for (DistanceClass& one : classes) one.chance = possible > 0 ? all * one.possible / possible : 0;
    return classes;
}

MeanDistance mean_distance(const Ties& ties, std::span<const Point> points) {
    double tied = 0, possible = 0;
    MeanDistance made;
    each_pair(ties, points, [&](const AreaPair& pair) {
        tied += static_cast<double>(pair.ties.ties);
        possible += pair.possible;
        made.of_ties += static_cast<double>(pair.ties.ties) * pair.metres;
        made.of_chance += pair.possible * pair.metres;
    });
    made.of_ties = tied > 0 ? made.of_ties / tied : 0;
    made.of_chance = possible > 0 ? made.of_chance / possible : 0;
    return made;
}

double Gravity::expected(double possible, double metres) const { return possible * std::exp(constant - decay * std::log(std::max(metres, least_metres))); }

std::optional<Gravity> fit_gravity(const Ties& ties, std::span<const Point> points) {
    std::vector<std::pair<double, double>> pairs;  // ln d, possible
    double tied = 0, tied_log = 0;
    each_pair(ties, points, [&](const AreaPair& pair) {
        const double log = std::log(std::max(pair.metres, least_metres));
        pairs.emplace_back(log, pair.possible);
        tied += static_cast<double>(pair.ties.ties);
        tied_log += static_cast<double>(pair.ties.ties) * log;
    });
    if (pairs.size() < 3 || tied <= 0) return std::nullopt;
    Gravity made;
    made.pairs = static_cast<std::int64_t>(pairs.size());
    // The log-likelihood of the decay g, the constant profiled out, is -g Σ T ln d - T ln Σ N N d^-g; its slope compares the mean
    // ln d of the ties with that of the model, its curvature is T times the variance of ln d under the model.
    double scale = 0, spread = 0;
    const double centre = tied_log / tied;
    for (int step = 0; step < 100; ++step) {
        double sum = 0, first = 0, second = 0;
        for (const auto& [log, possible] : pairs) {
            const double weight = possible * std::exp(-made.decay * (log - centre));
            sum += weight;
            first += weight * (log - centre);
            second += weight * (log - centre) * (log - centre);
        }
        const double mean = first / sum;
        spread = second / sum - mean * mean;
        scale = sum;
        if (!(spread > 1e-12)) return std::nullopt;
        const double move = std::clamp(mean / spread, -1.0, 1.0);
        if (std::abs(move) < 1e-10) break;
        made.decay += move;
    }
    made.constant = std::log(tied / scale) + made.decay * centre;
    double chi_square = -tied;  // Σ (T - E)² / E = Σ T² / E - T, because the model keeps the total
    each_pair(ties, points, [&](const AreaPair& pair) {
        if (pair.ties.ties == 0) return;
        const double seen = static_cast<double>(pair.ties.ties), expected = made.expected(pair.possible, pair.metres);
        made.deviance += 2 * seen * std::log(seen / expected);
        chi_square += seen * seen / expected;
    });
    made.dispersion = chi_square / static_cast<double>(pairs.size() - 2);
    made.standard_error = std::sqrt(std::max(1.0, made.dispersion) / (tied * spread));
    return made;
}

double AreaPair::pearson() const { return expected > 0 ? (static_cast<double>(ties.ties) - expected) / std::sqrt(expected) : 0; }

std::vector<AreaPair> compare_areas(const Ties& ties, std::span<const Point> points, const std::optional<Gravity>& gravity, const GapSettings& settings) {
    std::vector<double> tied, possible;
    each_pair(ties, points, [&](const AreaPair& pair) {
        const std::size_t at = class_of(pair.metres, settings.width);
        if (at >= tied.size()) tied.resize(at + 1, 0), possible.resize(at + 1, 0);
        tied[at] += static_cast<double>(pair.ties.ties);
        possible[at] += pair.possible;
    });
    std::vector<AreaPair> pairs;
    std::vector<double> p;
    each_pair(ties, points, [&](AreaPair pair) {
        const std::size_t at = class_of(pair.metres, settings.width);
        pair.expected = pair.possible * tied[at] / possible[at];
        pair.gravity = gravity ? gravity->expected(pair.possible, pair.metres) : pair.expected;
        if (pair.least() < settings.least_expected) return;
        pair.p = sdk::poisson_at_most(pair.ties.ties, pair.least());
        p.push_back(pair.p);
        pairs.push_back(pair);
    });
    const std::vector<double> q = sdk::benjamini_hochberg(p);
    for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i].q = q[i];
    return pairs;
}

bool is_gap(const AreaPair& pair, const GapSettings& settings) {
    return static_cast<double>(pair.ties.ties) <= settings.share * pair.least() && pair.q <= settings.false_discovery;
}

}  // namespace kith::spatial_statistics
