#pragma once
// The graph as the layouts work on it: simple, weights softened, cut into components.
#include <cstdint>
#include <span>
#include <vector>

#include "engine/layout/layout.hpp"

namespace kith::layout {

/// Undirected and simple, a tie at both ends, rows ascending.
struct Ties {
    std::vector<std::int64_t> offsets{0};
    std::vector<std::int32_t> targets;
    std::vector<float> weights;
    std::vector<float> mass;  // how many people a node stands for: 1 until it is coarsened

    std::int32_t nodes() const { return static_cast<std::int32_t>(mass.size()); }
    std::int64_t begin(std::int32_t v) const { return offsets[static_cast<std::size_t>(v)]; }
    std::int64_t end(std::int32_t v) const { return offsets[static_cast<std::size_t>(v) + 1]; }
    std::int64_t degree(std::int32_t v) const { return end(v) - begin(v); }
    std::int32_t target(std::int64_t arc) const { return targets[static_cast<std::size_t>(arc)]; }
    float weight(std::int64_t arc) const { return weights[static_cast<std::size_t>(arc)]; }
};

struct Arc {
    std::int32_t from;
    std::int32_t to;
    double weight;
};
/// Sums equal arcs and leaves loops out; `arcs` must hold both directions of everything.
Ties ties_of(std::int32_t nodes, std::vector<Arc>& arcs);

/// The checked graph without loops, and without ties that do not join two kept nodes (`keep` empty: all kept), numbered as
/// before. Weights become the root of their ratio to the mean, within 1/4 and 4: a tie recorded a hundred times must not tear
/// the rest. O(n + m log m).
Ties simple_ties(const Graph& graph, std::span<const std::uint8_t> keep);

/// One component: part.nodes[i] is the number in the whole of its node i.
struct Part {
    Ties ties;
    std::vector<std::int32_t> nodes;
};
/// Of the kept nodes, the largest first, then by lowest node. O(n + m).
std::vector<Part> parts_of(const Ties& ties, std::span<const std::uint8_t> keep);

}  // namespace kith::layout
