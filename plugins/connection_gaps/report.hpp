#pragma once
// From columns to findings, tables and counts. Knows the kit, unlike the algorithms.
#include "plugins/connection_gaps/alike.hpp"
#include "plugins/connection_gaps/groups.hpp"
#include "plugins/connection_gaps/people.hpp"
#include "plugins/connection_gaps/venues.hpp"
#include "plugins/sdk/run.hpp"

namespace kith::connection_gaps {

struct Inputs {
    People people;
    TieColumns ties;
    Assets assets;
    Words interests, offers, wants;
    std::span<const std::int32_t> never_a, never_b;
    Arcs all, unpaid, goes;
    NearRows near, venues, groups;
};

sdk::Status report(sdk::Run& run, const Inputs& in);

}  // namespace kith::connection_gaps
