#pragma once
// The shape of a personal network: density, effective size, efficiency, constraint, hierarchy (Burt 1992; Borgatti 1997).
// Two graphs, never mixed (domain 3.8): the ego network, as one person told it, and the merged graph of everything recorded.
#include <cstdint>
#include <span>
#include <vector>

namespace kith::isolation {

/// A simple undirected graph, both ways: `offsets` nodes + 1, each row of `targets` rising and without the node itself.
/// `weights` one an arc and the same both ways (directed ties are added up: a_ij + a_ji), or empty: every tie weighs 1.
struct Graph {
    std::span<const std::int64_t> offsets;
    std::span<const std::int32_t> targets;
    std::span<const double> weights;

    std::int32_t size() const { return static_cast<std::int32_t>(offsets.empty() ? 0 : offsets.size() - 1); }
    std::span<const std::int32_t> of(std::int32_t node) const {
        const auto first = static_cast<std::size_t>(offsets[static_cast<std::size_t>(node)]);
        return targets.subspan(first, static_cast<std::size_t>(offsets[static_cast<std::size_t>(node) + 1]) - first);
    }
};

/// The same graph with each edge once, from the end of lower degree to the other (equal: by number): rows are short even where
/// somebody knows hundreds, and each triangle is met once. O(m).
struct Oriented {
    std::vector<std::int64_t> offsets;
    std::vector<std::int32_t> targets;
    std::vector<double> weights;      // one an edge, or empty: all 1
    std::int32_t size() const { return static_cast<std::int32_t>(offsets.size()) - 1; }
    double weight(std::size_t edge) const { return weights.empty() ? 1.0 : weights[edge]; }
};
Oriented orient(const Graph& graph);

/// Burt's constraint of every node in the whole graph: c_i = sum_j (p_ij + sum_q p_iq p_qj)^2, p_ij = w_ij / sum_k w_ik.
/// NaN for a node without ties. Can exceed 1. Each triangle is met once: O(m^1.5) time, O(m) memory.
std::vector<double> constraint(const Oriented& graph);

/// What an ego network is like, of the people named and the ties among them and nothing beyond.
struct EgoStructure {
    std::int64_t alters = 0;
    std::int64_t alter_ties = 0;    // t
    double density = 0;             // 2t / (n (n - 1)); meaningful for n >= 2
    double effective_size = 0;      // sum_j (1 - sum_q p_iq m_jq); without weights n - 2t / n
    double efficiency = 0;          // effective size / n
    double constraint = 0;          // as above, within the ego network
    double hierarchy = 0;           // sum_j r_j ln r_j / (n ln n), r_j = c_ij / (c_i / n); meaningful for n >= 2
};

/// Measures one ego network after the other, keeping its working memory. `merged` stays alive. Not for several threads at once.
class EgoMeasurer {
public:
    explicit EgoMeasurer(const Oriented& merged);
    /// `alters`: nodes of the graph, without the ego; `weights` of the ego's own ties, one an alter, or empty (all 1). Ties
    /// among alters are those of the graph. All zero for nobody. O(sum of the alters' edges in the oriented graph).
    EgoStructure measure(std::span<const std::int32_t> alters, std::span<const double> weights);

private:
    struct Pair {
        std::int32_t a, b;                  // positions among the alters
        double weight;
    };
    struct Row {
        std::size_t first, last;
    };
    void gather(std::span<const std::int32_t> alters);

    const Oriented& graph_;
    std::vector<std::uint8_t> inside_;      // node -> is it one of the alters? Small enough to stay in the cache
    std::vector<std::int32_t> place_;       // node -> its position among the alters, if it is one
    std::vector<Row> rows_;                 // of the alters, in the graph
    std::vector<Pair> pairs_;               // ties among alters
    std::vector<double> sum_, largest_, through_, redundancy_;
};

}  // namespace kith::isolation
