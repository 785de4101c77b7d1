// kith.reach: glue between what was granted, the floating catchments and the report.
#include <algorithm>

#include "plugins/reach/report.hpp"

namespace kith::reach {
namespace {

using sdk::Output;
using sdk::Run;

constexpr double for_each = 1000;

std::vector<std::uint8_t> near_somebody(std::size_t assets, const NearBy& areas, const NearBy& people) {
    std::vector<std::uint8_t> near(assets, 0);
    for (const NearBy* side : {&areas, &people})
        for (const std::int32_t row : side->walk.to) near[static_cast<std::size_t>(row)] = 1;
    return near;
}

void write_access(Output& out, std::size_t row, const Access& access, bool at_least) {
    const double value = access.value * for_each;
    if (access.at_most && !at_least) out.at_most(row, value);
    else if (at_least) out.at_least(row, value);
    else out.value(row, value);
}

void write_areas(const Run& run, const std::vector<AreaReach>& reach, const NearBy& near, const Ratios& ratios, const std::vector<double>& demand, const Choice& choice) {
    const sdk::Layer layer = *run.primary_layer();
    Output within = run.output("within", layer), metres = run.output("nearest_metres", layer), access_out = run.output("access", layer);
    const sdk::Reason none_near = run.reason("nearest_metres", "none_near"), no_population = run.reason("access", "no_population");
    const bool any_demand = std::any_of(demand.begin(), demand.end(), [](double d) { return d >= 0; });
    for (std::size_t area = 0; area < reach.size(); ++area) {
        within.value(area, static_cast<double>(reach[area].within.size()));
        if (reach[area].nearest >= 0) metres.value(area, reach[area].nearest_metres);
        else metres.not_computable(area, none_near);
        if (any_demand) write_access(access_out, area, access(near.walk, area, ratios, choice.decay, choice.catchment), false);
        else access_out.not_computable(area, no_population);
    }
}

bool takes_part(const Run& run, std::size_t person) {
    const sdk::Column role = run.find("people", "role"), living = run.find("people", "living");
    return role && living && role.i32()[person] == static_cast<std::int32_t>(sdk::Role::participant) &&
           living.i32()[person] == static_cast<std::int32_t>(sdk::Living::living_here);
}

/// What one person has within a walk; of those that are cut, at least so much.
void write_person(const Run& run, std::size_t person, const NearBy& near, const Supply& supply, const Ratios& ratios, bool any_demand, const Choice& choice,
                  Output& within, Output& metres, Output& access_out) {
    const AreaReach reach = area_reach(near, person, supply, choice.catchment);
    const bool cut = near.cut[person] != 0;
    const auto count = static_cast<double>(reach.within.size());
    cut ? within.at_least(person, count) : within.value(person, count);
    if (reach.nearest >= 0) metres.value(person, reach.nearest_metres);
    else metres.not_computable(person, run.reason("person_nearest_metres", "none_near"));
    const Access found = access(near.walk, person, ratios, choice.decay, choice.catchment);
    if (!any_demand) access_out.not_computable(person, run.reason("person_access", "no_population"));
    else if (cut && found.at_most) access_out.not_computable(person, run.reason("person_access", "cut_and_unknown"));
    else write_access(access_out, person, found, cut);
}

sdk::Status write_people(const Run& run, const NearBy& near, const Supply& supply, const Ratios& ratios, bool any_demand, const Choice& choice) {
    Output within = run.output("person_within"), metres = run.output("person_nearest_metres"), access_out = run.output("person_access");
    const sdk::Column area = run.find("people", "area");
    for (std::size_t person = 0; person < run.people(); ++person) {
        if (person % 4096 == 0 && !run.go_on(0.5 + 0.5 * static_cast<double>(person) / static_cast<double>(run.people()))) return sdk::stopped();
        const bool part = takes_part(run, person);
        const bool home = (area && area.i32()[person] >= 0) || near.walk.offsets[person] < near.walk.offsets[person + 1];
        if (part && home) {
            write_person(run, person, near, supply, ratios, any_demand, choice, within, metres, access_out);
            continue;
        }
        const char* why = part ? "no_home" : "not_a_participant";
        within.not_computable(person, run.reason("person_within", why));
        metres.not_computable(person, run.reason("person_nearest_metres", why));
        access_out.not_computable(person, run.reason("person_access", why));
    }
    return {};
}

/// Of each area how many others are a long way round, though near by the line.
void write_between(const Run& run, const sdk::Layer& layer, const Distances& lines, double near, bool by_network, const std::vector<WayRound>& ways) {
    Output out = run.output("long_way_round", layer);
    std::vector<double> count(layer.count, 0);
    for (const WayRound& way : ways) ++count[static_cast<std::size_t>(way.from)], ++count[static_cast<std::size_t>(way.to)];
    for (std::size_t area = 0; area < layer.count; ++area) {
        const bool any = area < lines.rows() && lines.offsets[area] < lines.offsets[area + 1];  // areas without shapes are nowhere
        const bool any_near = any && usual_factor * lines.distance[static_cast<std::size_t>(lines.offsets[area])] <= near;
        if (by_network && any_near) out.value(area, count[area]);
        else out.not_computable(area, run.reason("long_way_round", by_network ? "none_near" : "no_network"));
    }
}

void what_lies_between(const Run& run, const sdk::Layer& layer, const NearBy& areas, const Supply& supply, const std::vector<AreaReach>& reached, const Choice& choice) {
    const NearBy walks = read_near(run, "between"), lines = read_near(run, "side_by_side");
    const double near = choice.look_around / 2;  // so that twice as far is still looked at
    std::vector<WayRound> between, to_assets;
    if (walks.by_network) {
        between = ways_round(lines.walk, walks.walk, near, choice.look_around);
        std::erase_if(between, [](const WayRound& way) { return way.from > way.to; });
        to_assets = ways_round(read_near(run, "across").walk, areas.walk, choice.catchment, choice.look_around);
        std::erase_if(to_assets, [&](const WayRound& way) { return supply.amount[static_cast<std::size_t>(way.to)] <= 0; });
    }
    longest_first(between);
    longest_first(to_assets);
    write_between(run, layer, lines.walk, near, walks.by_network, between);
    report_between(run, layer, between, reached);
    report_ways_round(run, layer, to_assets);
}

sdk::Status reach(Run& run) {
    const Choice choice = read_choice(run);
    const sdk::Layer layer = *run.primary_layer();
    const NearBy areas = read_near(run, "around"), people = read_near(run, "homes");
    const std::vector<std::uint8_t> near = near_somebody(run.assets(), areas, people);
    const Supply supply = read_supply(run, choice, near);
    const std::vector<double> demand = read_demand(run, layer);
    const Ratios found = ratios(areas.walk, demand, supply.amount, choice.decay, choice.catchment);
    std::vector<AreaReach> reached;
    for (std::size_t area = 0; area < areas.walk.rows(); ++area) {
        if (area % 256 == 0 && !run.go_on(0.5 * static_cast<double>(area) / static_cast<double>(layer.count))) return sdk::stopped();
        reached.push_back(area_reach(areas, area, supply, choice.catchment));
    }
    write_areas(run, reached, areas, found, demand, choice);
    report_areas(run, layer, choice, supply, reached);
    what_lies_between(run, layer, areas, supply, reached, choice);
    const auto looked_at = static_cast<std::size_t>(std::count(near.begin(), near.end(), 1));
    report_unknown(run, choice, supply, looked_at);
    const bool any_demand = std::any_of(demand.begin(), demand.end(), [](double d) { return d >= 0; });
    return write_people(run, people, supply, found, any_demand, choice);
}

}  // namespace
}  // namespace kith::reach

KITH_ANALYSIS("kith.reach", "0.1.0", kith::reach::reach);
