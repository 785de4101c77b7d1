#pragma once
// What is said of an area, in rows of findings and tables.
#include "plugins/reach/inputs.hpp"
#include "plugins/reach/ways_round.hpp"

namespace kith::reach {

/// An area and what it has within a walk.
struct AreaReach {
    std::vector<std::int32_t> within;   // assets that count, nearest first
    std::int32_t nearest = -1;          // of those that count, at any distance that was looked at
    std::int32_t nearest_metres = 0;
};
AreaReach area_reach(const NearBy& near, std::size_t area, const Supply& supply, double catchment);
void report_areas(const sdk::Run& run, const sdk::Layer& layer, const Choice& choice, const Supply& supply, const std::vector<AreaReach>& reach);
/// From areas to assets.
void report_ways_round(const sdk::Run& run, const sdk::Layer& layer, const std::vector<WayRound>& ways);
/// Between areas, each pair once; `reach` of each area.
void report_between(const sdk::Run& run, const sdk::Layer& layer, const std::vector<WayRound>& ways, const std::vector<AreaReach>& reach);
void report_unknown(const sdk::Run& run, const Choice& choice, const Supply& supply, std::size_t looked_at);

}  // namespace kith::reach
