#include "plugins/reach/report.hpp"

#include <algorithm>

namespace kith::reach {
namespace {

using sdk::AreaRow;
using sdk::Finding;

constexpr std::size_t most_named = 3;

AreaRow row_of(const sdk::Layer& layer, std::size_t area) { return {layer.index, static_cast<std::int32_t>(area)}; }

/// What is left out because nobody recorded it.
std::size_t left_out(const Supply& supply) { return supply.unknown_hours + supply.unknown_places + supply.unknown_cost; }

void within_a_walk(const sdk::Run& run, AreaRow subject, const AreaReach& reach, const Supply& supply) {
    Finding finding(run.message("within"), subject);
    finding.value(static_cast<double>(reach.within.size())).inputs(reach.within.size(), left_out(supply));
    for (std::size_t i = 0; i < std::min(reach.within.size(), most_named); ++i) finding.with(run.argument("within", "nearest"), reach.within[i]);
    for (std::size_t i = 0; i < std::min(reach.within.size(), Finding::most_notes / 2); ++i) finding.by_asset(reach.within[i]);
    run.add(finding);
}

void fewest(const sdk::Run& run, AreaRow subject, const AreaReach& reach, const Supply& supply) {
    const bool any = reach.nearest >= 0;
    Finding finding(run.message(any ? "fewest" : "none_near"), subject);
    finding.value(static_cast<double>(reach.within.size())).inputs(reach.within.size(), left_out(supply));
    if (any) {
        finding.with(run.argument("fewest", "nearest"), reach.nearest).with(run.argument("fewest", "metres"), static_cast<double>(reach.nearest_metres));
        finding.strength(run.strength("nearest_is")).with(run.argument("nearest_is", "nearest"), reach.nearest).by_asset(reach.nearest);
    }
    run.add(finding);
}

kith_cell walk_cell(const WayRound& way) { return way.beyond ? sdk::cell::at_least(way.walk) : sdk::cell::number(way.walk); }

/// How far the walk is and, as `line`, the straight line; where no way was found, how far the line alone is.
Finding& say_walk(const sdk::Run& run, const char* message, Finding& finding, const WayRound& way) {
    finding.value(way.beyond ? way.straight : way.walk).inputs(1);
    return way.beyond ? finding : finding.with(run.argument(message, "line"), static_cast<double>(way.straight));
}

/// What is within a walk of the one and of the other, the nearest to the one; -1: nothing.
std::int32_t for_both(const AreaReach& one, const AreaReach& other) {
    const auto both = std::find_if(one.within.begin(), one.within.end(), [&](std::int32_t asset) { return std::find(other.within.begin(), other.within.end(), asset) != other.within.end(); });
    return both == one.within.end() ? -1 : *both;
}

}  // namespace

AreaReach area_reach(const NearBy& near, std::size_t area, const Supply& supply, double catchment) {
    AreaReach out;
    for (auto i = static_cast<std::size_t>(near.walk.offsets[area]); i < static_cast<std::size_t>(near.walk.offsets[area + 1]); ++i) {
        if (supply.amount[static_cast<std::size_t>(near.walk.to[i])] <= 0) continue;
        if (out.nearest < 0) out.nearest = near.walk.to[i], out.nearest_metres = near.walk.distance[i];
        if (near.walk.distance[i] <= catchment) out.within.push_back(near.walk.to[i]);
    }
    return out;
}

void report_areas(const sdk::Run& run, const sdk::Layer& layer, const Choice&, const Supply& supply, const std::vector<AreaReach>& reach) {
    const auto more = [&](std::size_t a, std::size_t b) { return reach[a].within.size() > reach[b].within.size(); };
    std::vector<std::size_t> order(reach.size());
    for (std::size_t area = 0; area < order.size(); ++area) order[area] = area;
    std::stable_sort(order.begin(), order.end(), more);
    for (const std::size_t area : order)
        if (!reach[area].within.empty()) within_a_walk(run, row_of(layer, area), reach[area], supply);
    const std::size_t middle = order.empty() ? 0 : reach[order[order.size() / 2]].within.size();
    std::reverse(order.begin(), order.end());
    for (const std::size_t area : order)
        if (reach[area].within.empty() || 2 * reach[area].within.size() <= middle) fewest(run, row_of(layer, area), reach[area], supply);
}

void report_ways_round(const sdk::Run& run, const sdk::Layer& layer, const std::vector<WayRound>& ways) {
    const std::uint32_t table = run.table("ways_round");
    for (const WayRound& way : ways) {
        const AreaRow area = row_of(layer, static_cast<std::size_t>(way.from));
        const kith_cell cells[] = {sdk::cell::area(area), sdk::cell::row(way.to), walk_cell(way), sdk::cell::number(way.straight)};
        run.add_row(table, cells);
        Finding finding(run.message(way.beyond ? "no_way" : "way_round"), area, way.to);
        say_walk(run, "way_round", finding, way).by_asset(way.to);
        run.add(finding);
    }
}

void report_between(const sdk::Run& run, const sdk::Layer& layer, const std::vector<WayRound>& ways, const std::vector<AreaReach>& reach) {
    const std::uint32_t table = run.table("between_areas");
    for (const WayRound& way : ways) {
        const AreaRow area = row_of(layer, static_cast<std::size_t>(way.from)), other = row_of(layer, static_cast<std::size_t>(way.to));
        const kith_cell cells[] = {sdk::cell::area(area), sdk::cell::area(other), walk_cell(way), sdk::cell::number(way.straight)};
        run.add_row(table, cells);
        Finding finding(run.message(way.beyond ? "no_way_between" : "between_areas"), area, other.row);
        say_walk(run, "between_areas", finding, way).by_area(area).by_area(other);
        if (const std::int32_t both = for_both(reach[static_cast<std::size_t>(way.from)], reach[static_cast<std::size_t>(way.to)]); both >= 0)
            finding.strength(run.strength("for_both")).with(run.argument("for_both", "asset"), both).by_asset(both);
        run.add(finding);
    }
}

void report_unknown(const sdk::Run& run, const Choice&, const Supply& supply, std::size_t looked_at) {
    const auto say = [&](const char* message, std::size_t unknown) {
        if (unknown == 0) return;
        Finding finding(run.message(message), 0);
        finding.value(static_cast<double>(unknown)).inputs(looked_at - unknown, unknown).with(run.argument(message, "all"), static_cast<std::int32_t>(looked_at));
        run.add(finding);
    };
    say("hours_unknown", supply.unknown_hours);
    say("places_unknown", supply.unknown_places);
    say("cost_unknown", supply.unknown_cost);
    say("steps_unknown", supply.unknown_step_free);
}

}  // namespace kith::reach
