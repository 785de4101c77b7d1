#pragma once
// From granted columns to what the algorithms read.
#include <cstdint>
#include <vector>

#include "plugins/network_measures/network.hpp"
#include "plugins/sdk/run.hpp"

namespace kith::network_measures {

/// What is known of people, one a row.
struct People {
    std::vector<std::uint8_t> subject;    // a participant who lives here: somebody to speak of
    std::vector<std::uint8_t> asked;      // a subject who was asked in full about everybody in their life
    std::vector<std::uint8_t> complete;   // anybody who was asked in full about people, paid or not
    std::vector<std::uint8_t> told;       // told which of those they know know each other
    std::vector<std::uint8_t> gone;       // died: ties of theirs connect nobody any more
    std::vector<std::uint8_t> named;      // may be named in a finding: asked, and not recorded as under 18
    std::size_t asked_count = 0, subjects = 0;
};

struct Inputs {
    explicit Inputs(const sdk::Run& run);
    std::size_t nodes = 0;                // people, and where 'Groups and places too' is chosen, assets
    People people;
    std::vector<std::uint8_t> weight;     // by node: 1 a person who was asked
    Arcs all, unpaid;
};

}  // namespace kith::network_measures
