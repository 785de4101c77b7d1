#include "plugins/reach/ways_round.hpp"

#include <algorithm>
#include <unordered_map>

namespace kith::reach {
namespace {

bool is_far(double walk, double expected) { return walk >= longer_than_expected * expected && walk - expected >= least_way_round; }

std::size_t first_of(const Distances& distances, std::size_t row) { return static_cast<std::size_t>(distances.offsets[row]); }

}  // namespace

std::vector<WayRound> ways_round(const Distances& lines, const Distances& walks, double near, double looked) {
    std::vector<WayRound> out;
    std::unordered_map<std::int32_t, std::int32_t> walk_to;
    for (std::size_t from = 0; from < std::min(lines.rows(), walks.rows()); ++from) {
        walk_to.clear();
        for (std::size_t i = first_of(walks, from); i < first_of(walks, from + 1); ++i) walk_to.emplace(walks.to[i], walks.distance[i]);
        for (std::size_t i = first_of(lines, from); i < first_of(lines, from + 1); ++i) {
            const double expected = usual_factor * lines.distance[i];
            if (expected > near) continue;
            const auto found = walk_to.find(lines.to[i]);
            const bool beyond = found == walk_to.end();
            if (!is_far(beyond ? looked : found->second, expected)) continue;
            out.push_back({static_cast<std::int32_t>(from), lines.to[i], beyond ? static_cast<std::int32_t>(looked) : found->second,
                lines.distance[i], beyond});
        }
    }
    return out;
}

void longest_first(std::vector<WayRound>& ways) {
    std::stable_sort(ways.begin(), ways.end(), [](const WayRound& a, const WayRound& b) {
        return a.beyond != b.beyond ? b.beyond : a.walk - a.straight > b.walk - b.straight;
    });
}

}  // namespace kith::reach
