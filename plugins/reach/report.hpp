#pragma once
// What is said of an area, in rows of findings and tables.
#include "plugins/reach/inputs.hpp"

namespace kith::reach {

/// An area and what it has within a walk.
struct AreaReach {
    std::vector<std::int32_t> within;   // assets that count, nearest first
    std::int32_t nearest = -1;          // of those that count, at any distance that was looked at
    std::int32_t nearest_metres = 0;
};
/// A way round: the walk is far longer than straight × 1.3.
struct WayRound {
    std::int32_t area = -1, asset = -1, walk = 0, straight = 0;
};

inline constexpr double usual_factor = 1.3;

AreaReach area_reach(const NearBy& near, std::size_t area, const Supply& supply, double catchment);
/// Of an area: walks of twice what the line lets expect, and at least 300 m more; the longest way round first.
std::vector<WayRound> ways_round(const NearBy& near, std::size_t area, const Supply& supply, double catchment);

void report_areas(const sdk::Run& run, const sdk::Layer& layer, const Choice& choice, const Supply& supply, const std::vector<AreaReach>& reach);
void report_ways_round(const sdk::Run& run, const sdk::Layer& layer, const std::vector<WayRound>& ways);
void report_unknown(const sdk::Run& run, const Choice& choice, const Supply& supply, std::size_t looked_at);

}  // namespace kith::reach
