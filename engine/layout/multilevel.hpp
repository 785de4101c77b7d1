#pragma once
// The force layout of one component: coarsened, laid out from coarse to fine, then settled locally. README.md has the formulas.
#include <cstdint>
#include <functional>
#include <vector>

#include "engine/layout/simple.hpp"

namespace kith::layout {

struct Coordinates {
    std::vector<float> x;
    std::vector<float> y;

    std::size_t size() const { return x.size(); }
};

/// Asked after every step: `fraction` of the work done, and `look`, which gives the positions of all nodes as of now, in layout
/// units around 0,0 (it costs O(n): call it only when somebody looks). False ends the layout with what is there.
using Watch = std::function<bool(double fraction, const std::function<Coordinates()>& look)>;

/// A connected graph from nothing. Positions are centred on their mean. O((n + m) log n), one thread.
Coordinates lay_out(const Ties& ties, std::uint64_t seed, const Watch& watch);

/// The last steps alone, from positions that are already good; they are not centred.
void settle(const Ties& ties, Coordinates& positions, const Watch& watch);

}  // namespace kith::layout
