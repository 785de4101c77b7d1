#pragma once
// From granted columns to what the algorithms read.
#include <optional>
#include <string>
#include <vector>

#include "plugins/reach/catchment.hpp"
#include "plugins/sdk/run.hpp"

namespace kith::reach {

/// What the user chose.
struct Choice {
    double catchment = 800;
    Decay decay = Decay::gaussian;
    bool by_hours = false;            // supply: weekly open hours,
    bool by_places = false;           // or places (the column capacity), else one each
    std::optional<int> weekday, hour; // only what is open then
    bool free_only = false;
    bool step_free = false;
    double look_around = 2000;        // how far walks are followed
};
Choice read_choice(const sdk::Run& run);

/// What each asset supplies: 0 = it is left out.
struct Supply {
    std::vector<double> amount;
    std::size_t unknown_hours = 0, unknown_places = 0, unknown_cost = 0, unknown_step_free = 0;  // of those near some area, what nobody recorded
};
/// `near`: one an asset, whether some area or person has it near.
Supply read_supply(const sdk::Run& run, const Choice& choice, const std::vector<std::uint8_t>& near);

/// People of each area of the primary layer, -1 where not known.
std::vector<double> read_demand(const sdk::Run& run, const sdk::Layer& layer);

/// A segment near.<as>.
struct NearBy {
    Distances walk;
    std::span<const std::uint8_t> cut;
    bool by_network = false;  // the place has a walking network: else the line × 1.3
};
NearBy read_near(const sdk::Run& run, const char* as);

}  // namespace kith::reach
