#include "plugins/spatial_statistics/subject.hpp"

#include <algorithm>
#include <numeric>

#include "plugins/sdk/statistics.hpp"

namespace kith::spatial_statistics {

Subject subject_of(std::span<const std::uint8_t> known, std::span<const double> values,
                   const std::function<Weights(std::span<const std::int32_t>)>& neighbours) {
    Subject made;
    made.parts.assign(known.size(), Part::takes_part);
    std::vector<std::int32_t> with_value;
    for (std::size_t row = 0; row < known.size(); ++row) {
        if (known[row] != 0) with_value.push_back(static_cast<std::int32_t>(row));
        else made.parts[row] = Part::not_known;
    }
    made.not_known = known.size() - with_value.size();
    const Weights all = neighbours(with_value);
    const std::vector<std::int32_t> linked_ones = linked(all);
    for (const std::int32_t row : with_value) made.parts[static_cast<std::size_t>(row)] = Part::no_neighbours;
    for (const std::int32_t i : linked_ones) {
        const std::int32_t row = with_value[static_cast<std::size_t>(i)];
        made.rows.push_back(row);
        made.x.push_back(values[static_cast<std::size_t>(row)]);
        made.parts[static_cast<std::size_t>(row)] = Part::takes_part;
    }
    for (const std::int32_t row : with_value)
        if (made.parts[static_cast<std::size_t>(row)] == Part::no_neighbours) made.alone.push_back(row);
    made.weights = among(all, linked_ones);
    return made;
}

std::vector<std::uint8_t> high_ones(std::span<const double> x, HighFrom from, double value) {
    double above = value;
    if (from == HighFrom::mean) above = std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
    if (from == HighFrom::median) {
        std::vector<double> sorted(x.begin(), x.end());
        std::sort(sorted.begin(), sorted.end());
        const std::size_t half = sorted.size() / 2;
        above = sorted.size() % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
    if (std::all_of(x.begin(), x.end(), [](double v) { return v == 0 || v == 1; })) above = 0.5;
    std::vector<std::uint8_t> high;
    for (const double one : x) high.push_back(one > above ? 1 : 0);
    return high;
}

Figures figures_of(const Subject& subject, const FigureSettings& settings, const Progress& progress) {
    Figures made;
    const Weights rows = row_standardised(subject.weights);
    made.mean = std::accumulate(subject.x.begin(), subject.x.end(), 0.0) / static_cast<double>(subject.x.size());
    made.moran = moran(subject.x, rows);
    made.geary = geary(subject.x, rows);
    made.general_g = general_g(subject.x, subject.weights);
    const std::vector<std::uint8_t> high = high_ones(subject.x, settings.high_from, settings.high_value);
    if (const auto ones = std::count(high.begin(), high.end(), std::uint8_t{1}); ones > 0 && ones < static_cast<std::ptrdiff_t>(high.size()))
        made.joins = join_counts(high, subject.weights);
    made.local = local_statistics(subject.x, subject.weights);
    made.quadrants = quadrants(subject.x, subject.weights);
    made.draws = permute_all(subject.x, high, subject.weights, settings.permutations, settings.seed, [&](double f) { return progress(f / 2); });
    if (made.draws.stopped) return made.stopped = true, made;
    const LocalDraws local =
        permute_neighbours(subject.x, subject.weights, settings.permutations, ~settings.seed, [&](double f) { return progress(0.5 + f / 2); });
    if (local.stopped) return made.stopped = true, made;
    for (const Extremes& one : local.lag) made.p.push_back(one.p(settings.permutations));
    made.q = sdk::benjamini_hochberg(made.p);
    return made;
}

}  // namespace kith::spatial_statistics
