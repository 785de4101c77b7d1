#pragma once
// Compressed sparse rows: a graph as two arrays, whoever owns them. Undirected graphs hold every link at both ends.
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace kith::graph {

/// The arcs of row v are targets[offsets[v]] … targets[offsets[v + 1] - 1]. `offsets` has nodes + 1 entries, the first 0.
struct CsrView {
    std::span<const std::int64_t> offsets;
    std::span<const std::int32_t> targets;

    std::size_t nodes() const { return offsets.empty() ? 0 : offsets.size() - 1; }
    std::size_t arcs() const { return targets.size(); }
    std::size_t degree(std::int32_t node) const {
        const auto v = static_cast<std::size_t>(node);
        return static_cast<std::size_t>(offsets[v + 1] - offsets[v]);
    }
    std::span<const std::int32_t> row(std::int32_t node) const {
        return targets.subspan(static_cast<std::size_t>(offsets[static_cast<std::size_t>(node)]), degree(node));
    }
};

struct Csr {
    std::vector<std::int64_t> offsets{0};
    std::vector<std::int32_t> targets;
    CsrView view() const { return {offsets, targets}; }
};

/// A simple undirected graph (no self-loops, no parallel links, every link at both ends, rows sorted) with a weight an arc;
/// both arcs of a link weigh the same.
struct WeightedCsr {
    std::vector<std::int64_t> offsets{0};
    std::vector<std::int32_t> targets;
    std::vector<double> weights;
    CsrView view() const { return {offsets, targets}; }
};

/// Links as two columns of nodes. Where `keep` is not empty, a link counts only when its byte is at least `least`.
struct Links {
    std::span<const std::int32_t> from;
    std::span<const std::int32_t> to;
    std::span<const std::uint8_t> keep{};
    std::uint8_t least = 1;

    bool kept(std::size_t link) const { return keep.empty() || keep[link] >= least; }
};

/// Every link at both ends, with the link that made the arc.
struct LinkedCsr {
    std::vector<std::int64_t> offsets{0};
    std::vector<std::int32_t> targets;  // each row sorted by target, then by link
    std::vector<std::int32_t> links;    // an arc's link: links number on over the blocks
    CsrView view() const { return {offsets, targets}; }
};

/// Arcs as they are given (directed, parallel and self-arcs stay), rows sorted by target. Counting sort, O(nodes + arcs).
/// Nodes are 0..nodes-1; an end outside is our bug.
Csr directed(std::size_t nodes, const Links& arcs);

/// Every kept link of the blocks at both ends. Links from a node to itself are left out, and so are links with an end
/// outside 0..nodes-1, which is how a caller takes people alone; parallel links stay. O(nodes + links log(longest row)),
/// 8 bytes a link beside the result. At most 2^31 - 1 links.
LinkedCsr both_ways(std::size_t nodes, std::span<const Links> blocks);

/// A weight a link. Where `states` is not empty, a weight counts only when its byte is 0 (known), else `unknown` stands in.
struct Weights {
    std::span<const double> values{};  // empty: `unknown` for every link
    std::span<const std::uint8_t> states{};
    double unknown = 1;

    double of(std::size_t link) const { return values.empty() || (!states.empty() && states[link] != 0) ? unknown : values[link]; }
};

/// Distinct pairs with summed weight, taken in the order of the links so that the sum is always the same. Otherwise as
/// both_ways.
WeightedCsr simple_pairs(std::size_t nodes, const Links& links, const Weights& weights = {});

/// a_ij + a_ji of a directed graph with a weight an arc (`weights` empty: 1 each): a simple undirected graph.
WeightedCsr symmetrised(CsrView directed, std::span<const double> weights);

/// For every arc of a simple undirected graph with sorted rows, the arc that runs the other way. O(nodes + arcs).
std::vector<std::uint32_t> reverse_arcs(CsrView graph);

}  // namespace kith::graph
