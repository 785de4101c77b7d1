#pragma once
// CsrView as a Boost.Graph: IncidenceGraph, AdjacencyGraph, VertexListGraph and AdjacencyMatrix, without a copy. For .cpp files
// only, because it needs Boost's headers. The graph is undirected with every link at both ends; an edge descriptor is one of
// the two arcs, so edge property maps are indexed by arc.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/property_map/property_map.hpp>

#include "engine/graph/csr.hpp"

namespace kith::graph {

/// One arc: where it starts and its place in `targets`.
struct BglEdge {
    std::int32_t source = -1;
    std::int64_t arc = -1;
    bool operator==(const BglEdge&) const = default;
};

class BglEdgeIterator {
public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = BglEdge;
    using difference_type = std::ptrdiff_t;
    using pointer = const BglEdge*;
    using reference = BglEdge;

    BglEdgeIterator() = default;
    BglEdgeIterator(std::int32_t source, std::int64_t arc) : edge_{source, arc} {}
    BglEdge operator*() const { return edge_; }
    BglEdgeIterator& operator++() {
        ++edge_.arc;
        return *this;
    }
    BglEdgeIterator operator++(int) {
        BglEdgeIterator before = *this;
        ++edge_.arc;
        return before;
    }
    bool operator==(const BglEdgeIterator& other) const { return edge_.arc == other.edge_.arc; }
    bool operator!=(const BglEdgeIterator& other) const { return edge_.arc != other.edge_.arc; }

private:
    BglEdge edge_;
};

struct BglTraversal : boost::incidence_graph_tag, boost::adjacency_graph_tag, boost::vertex_list_graph_tag, boost::adjacency_matrix_tag {};

/// The adapter: cheap to make, keeps nothing but the view.
struct BglGraph {
    using vertex_descriptor = std::int32_t;
    using edge_descriptor = BglEdge;
    using directed_category = boost::undirected_tag;
    using edge_parallel_category = boost::allow_parallel_edge_tag;
    using traversal_category = BglTraversal;
    using vertex_iterator = boost::counting_iterator<std::int32_t>;
    using adjacency_iterator = std::span<const std::int32_t>::iterator;
    using out_edge_iterator = BglEdgeIterator;
    using vertices_size_type = std::size_t;
    using degree_size_type = std::size_t;
    using edges_size_type = std::size_t;
    static vertex_descriptor null_vertex() { return -1; }

    CsrView csr;
};

inline std::pair<BglGraph::vertex_iterator, BglGraph::vertex_iterator> vertices(const BglGraph& g) {
    return {BglGraph::vertex_iterator(0), BglGraph::vertex_iterator(static_cast<std::int32_t>(g.csr.nodes()))};
}
inline std::size_t num_vertices(const BglGraph& g) { return g.csr.nodes(); }
inline std::pair<BglEdgeIterator, BglEdgeIterator> out_edges(std::int32_t v, const BglGraph& g) {
    const auto row = static_cast<std::size_t>(v);
    return {BglEdgeIterator(v, g.csr.offsets[row]), BglEdgeIterator(v, g.csr.offsets[row + 1])};
}
inline std::size_t out_degree(std::int32_t v, const BglGraph& g) { return g.csr.degree(v); }
inline std::int32_t source(const BglEdge& e, const BglGraph&) { return e.source; }
inline std::int32_t target(const BglEdge& e, const BglGraph& g) { return g.csr.targets[static_cast<std::size_t>(e.arc)]; }
inline std::pair<BglGraph::adjacency_iterator, BglGraph::adjacency_iterator> adjacent_vertices(std::int32_t v, const BglGraph& g) {
    const auto row = g.csr.row(v);
    return {row.begin(), row.end()};
}
/// The arc from u to v; rows must be sorted. O(log degree).
inline std::pair<BglEdge, bool> edge(std::int32_t u, std::int32_t v, const BglGraph& g) {
    const auto row = g.csr.row(u);
    const auto found = std::lower_bound(row.begin(), row.end(), v);
    if (found == row.end() || *found != v) return {BglEdge{}, false};
    return {BglEdge{u, g.csr.offsets[static_cast<std::size_t>(u)] + (found - row.begin())}, true};
}

using BglIndex = boost::typed_identity_property_map<std::int32_t>;
inline BglIndex get(boost::vertex_index_t, const BglGraph&) { return {}; }
inline std::int32_t get(boost::vertex_index_t, const BglGraph&, std::int32_t v) { return v; }

/// A property of vertices kept in an array, as Boost's algorithms take it.
template <class T>
auto vertex_map(T* values) {
    return boost::make_iterator_property_map(values, BglIndex());
}

struct BglArcIndex {
    using key_type = BglEdge;
    using value_type = std::int64_t;
    using reference = std::int64_t;
    using category = boost::readable_property_map_tag;
};
inline std::int64_t get(const BglArcIndex&, const BglEdge& e) { return e.arc; }

/// A property of arcs kept in an array.
template <class T>
auto arc_map(T* values) {
    return boost::make_iterator_property_map(values, BglArcIndex());
}

}  // namespace kith::graph

template <>
struct boost::property_map<kith::graph::BglGraph, boost::vertex_index_t> {
    using type = kith::graph::BglIndex;
    using const_type = kith::graph::BglIndex;
};
