#pragma once
// Measures of a graph. Everywhere a graph is undirected and simple with sorted rows (simple_pairs, symmetrised,
// CombinedGraph::simple), nodes are 0..n-1, m is its number of links, and results have one value a node unless said. Which
// nodes a result may be told about, and whether enough people were asked, is the caller's business: here everything that is
// given counts as known.
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"
#include "engine/graph/csr.hpp"

namespace kith::graph {

// ---- Components (Boost connected_components), O(n + m)

struct Components {
    std::vector<std::int32_t> of;     // a node's component, numbered by its lowest node
    std::vector<std::int64_t> sizes;  // nodes of each component
    std::int64_t largest() const;     // 0 for the empty graph
};
Components components(CsrView graph);

// ---- Paths

/// Best paths from one node.
struct PathTree {
    std::vector<double> value;           // hops, summed cost, or width
    std::vector<std::int32_t> previous;  // the node before on the path; -1 at the source and where no path leads
};

/// Hops (Boost breadth_first_search), infinity where no path leads. O(n + m).
PathTree fewest_hops(CsrView graph, std::int32_t source);
/// Lowest summed cost (Boost Dijkstra); `costs` one an arc, none negative, e.g. -ln of a strength in (0, 1] (Newman 2001;
/// domain 4.7). Infinity where no path leads. O((n + m) log n).
PathTree shortest_paths(CsrView graph, std::span<const double> costs, std::int32_t source);
/// The path whose weakest tie is strongest (Boost Dijkstra with max and min; Pollack 1960): `widths` one an arc, above 0.
/// The source's value is infinity, 0 where no path leads. O((n + m) log n).
PathTree widest_paths(CsrView graph, std::span<const double> widths, std::int32_t source);
/// Nodes from the source to `target`, both included; empty where no path leads.
std::vector<std::int32_t> path_to(const PathTree& tree, std::int32_t source, std::int32_t target);

/// Closeness of a node by fewest hops: (r - 1) / sum of distances, times (r - 1) / (n - 1), where r nodes can be reached
/// with itself (Freeman 1979; Wasserman and Faust 1994 for several components). 0 for an isolate. O(n + m).
double closeness(CsrView graph, std::int32_t node);

// ---- Cohesion

/// Core numbers (Boost core_numbers; Batagelj and Zaversnik 2003): the largest k such that the node has k neighbours in a
/// part of the graph where all have. 0 for an isolate. O(n + m).
std::vector<std::int32_t> core_numbers(CsrView graph);

/// Boost biconnected_components (Tarjan 1972), O(n + m).
struct Biconnected {
    std::vector<std::int32_t> of;  // an arc's component; both arcs of a link have the same
    std::int32_t count = 0;
    std::vector<std::int32_t> articulation;                      // nodes that hold pieces together, ascending
    std::vector<std::pair<std::int32_t, std::int32_t>> bridges;  // links whose loss splits a component, lower end first, ascending
};
Biconnected biconnected(CsrView graph);

/// Triangles through each node. Each link is oriented to its end of higher degree and rows are intersected (Latapy 2008):
/// O(m^1.5) at worst, 4 bytes a link. Boost's clustering_coefficient asks for every pair of neighbours and takes five times
/// as long at city scale; it is the oracle in the tests.
base::Result<std::vector<std::int64_t>> triangles(CsrView graph, base::JobContext& job);
/// Local clustering coefficient: triangles over pairs of neighbours (Watts and Strogatz 1998). A node of fewer than two
/// neighbours has no pair and gets `without_pairs`: 0, as in published means, unless said.
std::vector<double> clustering(CsrView graph, std::span<const std::int64_t> triangles, double without_pairs = 0);

// ---- Structural holes (Burt 1992; domain 3.8)

/// `p_ij` = w_ij / sum_k w_ik with w the weights of a simple graph (a directed one: `symmetrised` first). Where all is known.
struct StructuralHoles {
    std::vector<double> constraint;      // sum_j (p_ij + sum_q p_iq p_qj)^2 over neighbours j; may exceed 1
    std::vector<double> effective_size;  // sum_j (1 - sum_q p_iq m_jq), m_jq = w_jq / max_k w_jk
};
/// Both are NaN for an isolate, which has no holes to speak of. `weights` one an arc (empty: 1 each), above 0. `with_size`
/// false leaves effective_size empty. Gathered from triangles, O(m^1.5) at worst; 20 bytes a link and 8 a node.
base::Result<StructuralHoles> structural_holes(CsrView graph, std::span<const double> weights, bool with_size, base::JobContext& job);

// ---- Who might know whom (domain 4.2)

/// Sum of 1 / ln k over common neighbours, k their degree (Adamic and Adar 2003), in ascending order of node; a == b sums
/// over a's own neighbours of degree 2 and more. O(degree a + degree b).
double adamic_adar(CsrView graph, std::int32_t a, std::int32_t b);
/// Sum of 1 / k instead (Zhou, Lü and Zhang 2009).
double resource_allocation(CsrView graph, std::int32_t a, std::int32_t b);

}  // namespace kith::graph
