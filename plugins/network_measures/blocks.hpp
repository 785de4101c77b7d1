#pragma once
// What single people, places and ties hold together: the tree of a network's blocks (its biconnected components) and the
// points they share. Hopcroft and Tarjan 1973, Communications of the ACM 16:372-378.
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace kith::network_measures {

/// The blocks of a network: offsets (blocks + 1) into members. A node in several blocks is a cut point; a block of two is a
/// bridge. Nodes without a tie are in none.
struct Blocks {
    std::vector<std::int64_t> offsets{0};
    std::vector<std::int32_t> members;
    std::size_t size() const { return offsets.size() - 1; }
    std::span<const std::int32_t> of(std::size_t block) const {
        const auto from = static_cast<std::size_t>(offsets[block]);
        return std::span(members).subspan(from, static_cast<std::size_t>(offsets[block + 1]) - from);
    }
};

/// Into what a piece of the network would fall without this node.
struct CutPoint {
    std::int32_t node = -1;
    std::int64_t largest = 0;       // people in the largest of the parts
    std::int64_t held = 0;          // people in all others
    std::int32_t parts = 0;         // parts with at least `least` people
    std::int64_t held_large = 0;    // people in the parts with at least `least`, without the largest
    std::vector<std::int32_t> blocks;  // those that lead to parts with at least `least` people other than the largest
};

/// A pair without whose tie a piece would fall in two. `beyond_a`: people on the side of a, with a.
struct Bridge {
    std::int32_t a = -1, b = -1;
    std::int64_t beyond_a = 0, beyond_b = 0;
    std::int64_t smaller() const { return beyond_a < beyond_b ? beyond_a : beyond_b; }
};

struct HeldTogether {
    std::vector<CutPoint> points;   // by node
    std::vector<Bridge> bridges;    // a < b, by a, then b
};

/// `weights`: how many people a node is (1 a person, 0 an asset). O(nodes + members).
HeldTogether held_together(const Blocks& blocks, std::span<const std::uint8_t> weights, std::int64_t least);

}  // namespace kith::network_measures
