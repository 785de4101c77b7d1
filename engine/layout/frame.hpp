#pragma once
// What every layout does around its own work: who is laid out, and the shelves for the others.
#include <cstdint>
#include <span>
#include <vector>

#include "engine/layout/layout.hpp"
#include "engine/layout/simple.hpp"

namespace kith::layout {

/// A graph that was checked, and who of it is laid out.
struct Frame {
    std::vector<Group> groups;       // one a node
    std::vector<std::uint8_t> keep;  // 1: laid out
    Ties ties;                       // between the laid-out
};
/// Without groups from the caller: where `lone_are_isolates`, nodes without a tie are isolates, else all are laid out.
base::Result<Frame> frame_of(const Graph& graph, const Common& common, bool lone_are_isolates);

/// Sets `drawn`, puts everybody who is not laid out on a shelf below, and sets `bounds`. `gap` is between neighbours.
void finish(Drawing& drawing, std::span<const Group> groups, double gap);

}  // namespace kith::layout
