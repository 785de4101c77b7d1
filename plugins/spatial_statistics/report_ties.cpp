// Whole-network claims: read only where the gate is open, and closed by Kith below it.
#include <algorithm>
#include <array>
#include <cmath>

#include "plugins/spatial_statistics/report.hpp"

namespace kith::spatial_statistics {
namespace {

using sdk::AreaRow;
using sdk::Finding;
using sdk::Run;
namespace cell = sdk::cell;

constexpr double convention = 0.05;
constexpr double of_95_percent = 1.959963984540054;  // standard errors
constexpr int not_corrected = 0, false_discovery = 1;

std::size_t people_asked(const Ties& ties) {
    std::size_t total = 0;
    for (const std::int32_t asked : ties.asked) total += static_cast<std::size_t>(asked);
    return total;
}

void write_classes(const Run& run, const std::vector<DistanceClass>& classes) {
    const std::uint32_t table = run.table("ties_by_distance");
    for (const DistanceClass& one : classes) {
        if (one.possible <= 0) continue;
        const bool inside = one.from < 0;
        const std::array cells{cell::row(inside ? 0 : 1), inside ? cell::empty() : cell::number(one.from), inside ? cell::empty() : cell::number(one.to),
                               cell::number(one.possible), cell::row(static_cast<std::int32_t>(one.ties)), cell::number(one.chance),
                               one.chance > 0 ? cell::number(static_cast<double>(one.ties) / one.chance) : cell::empty()};
        run.add_row(table, cells);
    }
}

void write_closeness(const Run& run, const Ties& ties, const MeanDistance& apart, const std::optional<Gravity>& gravity) {
    for (const char* key : {"decay", "apart_tied", "apart_all"})
        if (!gravity) run.output(key).not_computable(0, run.reason(key, "few_ties"));
    if (!gravity) return;
    run.output("decay").value(0, gravity->decay);
    run.output("apart_tied").value(0, apart.of_ties);
    run.output("apart_all").value(0, apart.of_chance);
    const double p = normal_two_sided(gravity->decay / gravity->standard_error);
    const bool closer = gravity->decay > 0 && p <= convention;
    const char* id = closer ? "ties_closer" : "ties_not_closer";
    Finding finding(run.message(id), 0);
    finding.value(gravity->decay).inputs(people_asked(ties)).p_value(p, not_corrected);
    finding.interval(gravity->decay - of_95_percent * gravity->standard_error, gravity->decay + of_95_percent * gravity->standard_error);
    finding.with(run.argument(id, "near"), apart.of_ties).with(run.argument(id, "all"), apart.of_chance);
    if (closer) finding.with(run.argument(id, "share"), std::exp2(-gravity->decay));
    run.add(finding);
}

void write_gaps(const Run& run, const sdk::Layer& layer, const Ties& ties, std::vector<AreaPair> pairs, const GapSettings& settings) {
    std::erase_if(pairs, [&](const AreaPair& pair) { return !is_gap(pair, settings); });
    const auto below = [](const AreaPair& pair) { return (static_cast<double>(pair.ties.ties) - pair.least()) / std::sqrt(pair.least()); };
    std::stable_sort(pairs.begin(), pairs.end(), [&](const AreaPair& a, const AreaPair& b) { return below(a) < below(b); });
    const std::uint32_t table = run.table("area_pairs");
    const sdk::Message message = run.message("area_gap");
    const sdk::Argument expected = run.argument("area_gap", "expected"), n = run.argument("between", "n"), inside = run.argument("inside", "n");
    for (const AreaPair& pair : pairs) {
        const auto a = static_cast<std::size_t>(pair.ties.a), b = static_cast<std::size_t>(pair.ties.b);
        const AreaRow area{layer.index, pair.ties.a}, other{layer.index, pair.ties.b};
        Finding finding(message, area, other.row);
        finding.value(static_cast<double>(pair.ties.ties)).inputs(static_cast<std::size_t>(ties.asked[a] + ties.asked[b]));
        finding.with(expected, static_cast<std::int32_t>(std::lround(pair.least()))).p_value(pair.q, false_discovery).by_area(area).by_area(other);
        if (pair.ties.connectors > 0) finding.strength(run.strength("between")).with(n, pair.ties.connectors);
        if (ties.inside[a] > 0) finding.strength(run.strength("inside")).with(inside, static_cast<std::int32_t>(ties.inside[a]));
        run.add(finding);
        const std::array cells{cell::area(area), cell::area(other), cell::number(pair.metres), cell::row(ties.asked[a]), cell::row(ties.asked[b]),
                               cell::row(static_cast<std::int32_t>(pair.ties.ties)), cell::number(pair.expected),
                               cell::number(pair.gravity), cell::row(pair.ties.connectors)};
        run.add_row(table, cells);
    }
}

}  // namespace

void report_ties(const Run& run, const sdk::Layer& layer, const Ties& ties, std::span<const Point> points, double class_metres) {
    const std::optional<Gravity> gravity = fit_gravity(ties, points);
    write_classes(run, by_distance(ties, points, class_metres));
    write_closeness(run, ties, mean_distance(ties, points), gravity);
    GapSettings settings;
    settings.width = class_metres;
    write_gaps(run, layer, ties, compare_areas(ties, points, gravity, settings), settings);
}

}  // namespace kith::spatial_statistics
