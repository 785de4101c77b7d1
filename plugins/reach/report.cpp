#include "plugins/reach/report.hpp"

#include <algorithm>

namespace kith::reach {
namespace {

using sdk::AreaRow;
using sdk::Finding;

constexpr std::size_t most_named = 3;
constexpr double longer_than_expected = 2;
constexpr std::int32_t least_way_round = 300;

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

std::vector<WayRound> ways_round(const NearBy& near, std::size_t area, const Supply& supply, double catchment) {
    std::vector<WayRound> out;
    if (near.straight.empty()) return out;
    for (auto i = static_cast<std::size_t>(near.walk.offsets[area]); i < static_cast<std::size_t>(near.walk.offsets[area + 1]); ++i) {
        const std::int32_t walk = near.walk.distance[i], straight = near.straight[i];
        const double expected = straight * usual_factor;
        // Only what would be within a walk, did nothing lie between.
        if (expected > catchment || walk < longer_than_expected * expected || walk - expected < least_way_round) continue;
        if (supply.amount[static_cast<std::size_t>(near.walk.to[i])] > 0) out.push_back({static_cast<std::int32_t>(area), near.walk.to[i], walk, straight});
    }
    std::stable_sort(out.begin(), out.end(), [](const WayRound& a, const WayRound& b) { return a.walk - a.straight > b.walk - b.straight; });
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
        const AreaRow area = row_of(layer, static_cast<std::size_t>(way.area));
        const kith_cell cells[] = {sdk::cell::area(area), sdk::cell::row(way.asset), sdk::cell::number(way.walk), sdk::cell::number(way.straight)};
        run.add_row(table, cells);
        Finding finding(run.message("way_round"), area, way.asset);
        finding.value(way.walk).inputs(1).with(run.argument("way_round", "walk"), static_cast<double>(way.walk)).with(run.argument("way_round", "line"), static_cast<double>(way.straight));
        finding.by_asset(way.asset);
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
