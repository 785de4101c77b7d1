#pragma once
// Coarsening: a graph of fewer nodes with the same shape, each of them a few neighbours of the finer one.
#include <cstdint>
#include <vector>

#include "engine/layout/simple.hpp"

namespace kith::layout {

struct Coarser {
    Ties ties;                     // masses and weights summed
    std::vector<std::int32_t> of;  // a finer node's coarser one
};
/// Heavy-edge matching (Karypis and Kumar 1998; for layouts Walshaw 2003): each node, fewest ties first, joins the free
/// neighbour of the heaviest tie for its mass; who finds all neighbours taken joins one of their pairs, up to four, so that
/// stars shrink too (a leaf always finds room). `round` differs between levels. O(n + m).
Coarser coarsen(const Ties& ties, std::uint64_t seed, std::uint64_t round);

}  // namespace kith::layout
