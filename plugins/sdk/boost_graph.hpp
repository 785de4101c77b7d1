#pragma once
// A lens, or the pairs of people, as a Boost.Graph without a copy: VertexListGraph, IncidenceGraph, AdjacencyGraph. For sources
// only, because it needs Boost's headers. The graph is undirected with every tie at both ends; an edge descriptor is one of the
// two arcs, so edge maps are indexed by arc. Arcs that are `maybe` are in it: filter with boost::filtered_graph and OnlySure.
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <utility>

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/property_map/property_map.hpp>

#include "plugins/sdk/graph.hpp"

namespace kith::sdk {

/// One arc: where it starts and its place in the arrays.
struct BoostArc {
    std::int32_t source = -1;
    std::int64_t arc = -1;
    bool operator==(const BoostArc&) const = default;
};

class BoostArcIterator {
public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = BoostArc;
    using difference_type = std::ptrdiff_t;
    using pointer = const BoostArc*;
    using reference = BoostArc;

    BoostArcIterator() = default;
    BoostArcIterator(std::int32_t source, std::int64_t arc) : arc_{source, arc} {}
    BoostArc operator*() const { return arc_; }
    BoostArcIterator& operator++() {
        ++arc_.arc;
        return *this;
    }
    BoostArcIterator operator++(int) {
        BoostArcIterator before = *this;
        ++arc_.arc;
        return before;
    }
    bool operator==(const BoostArcIterator& other) const { return arc_.arc == other.arc_.arc; }
    bool operator!=(const BoostArcIterator& other) const { return arc_.arc != other.arc_.arc; }

private:
    BoostArc arc_;
};

struct BoostTraversal : boost::incidence_graph_tag, boost::adjacency_graph_tag, boost::vertex_list_graph_tag {};

/// Cheap to make and to copy; keeps nothing but the views, which live as long as the run.
struct BoostGraph {
    using vertex_descriptor = std::int32_t;
    using edge_descriptor = BoostArc;
    using directed_category = boost::undirected_tag;
    using edge_parallel_category = boost::allow_parallel_edge_tag;
    using traversal_category = BoostTraversal;
    using vertex_iterator = boost::counting_iterator<std::int32_t>;
    using adjacency_iterator = const std::int32_t*;
    using out_edge_iterator = BoostArcIterator;
    using vertices_size_type = std::size_t;
    using degree_size_type = std::size_t;
    using edges_size_type = std::size_t;
    static vertex_descriptor null_vertex() { return -1; }

    explicit BoostGraph(const Lens& lens) : offsets(lens.offsets()), targets(lens.targets()), maybe(lens.maybe()) {}
    /// Of people only, each pair once from both ends; its arcs are those of Pairs::weights().
    explicit BoostGraph(const Pairs& pairs) : offsets(pairs.offsets()), targets(pairs.targets()) {}

    std::span<const std::int64_t> offsets;
    std::span<const std::int32_t> targets;
    std::span<const std::uint8_t> maybe;  // empty: every arc is sure
};

inline std::size_t num_vertices(const BoostGraph& g) { return g.offsets.empty() ? 0 : g.offsets.size() - 1; }
inline std::pair<BoostGraph::vertex_iterator, BoostGraph::vertex_iterator> vertices(const BoostGraph& g) {
    return {BoostGraph::vertex_iterator(0), BoostGraph::vertex_iterator(static_cast<std::int32_t>(num_vertices(g)))};
}
inline std::pair<BoostArcIterator, BoostArcIterator> out_edges(std::int32_t v, const BoostGraph& g) {
    const auto row = static_cast<std::size_t>(v);
    return {BoostArcIterator(v, g.offsets[row]), BoostArcIterator(v, g.offsets[row + 1])};
}
inline std::size_t out_degree(std::int32_t v, const BoostGraph& g) {
    const auto row = static_cast<std::size_t>(v);
    return static_cast<std::size_t>(g.offsets[row + 1] - g.offsets[row]);
}
inline std::int32_t source(const BoostArc& e, const BoostGraph&) { return e.source; }
inline std::int32_t target(const BoostArc& e, const BoostGraph& g) { return g.targets[static_cast<std::size_t>(e.arc)]; }
inline std::pair<const std::int32_t*, const std::int32_t*> adjacent_vertices(std::int32_t v, const BoostGraph& g) {
    const auto row = static_cast<std::size_t>(v);
    return {g.targets.data() + g.offsets[row], g.targets.data() + g.offsets[row + 1]};
}

using BoostIndex = boost::typed_identity_property_map<std::int32_t>;
inline BoostIndex get(boost::vertex_index_t, const BoostGraph&) { return {}; }
inline std::int32_t get(boost::vertex_index_t, const BoostGraph&, std::int32_t v) { return v; }

/// A property of nodes kept in an array, as Boost's algorithms take it.
template <class T>
auto node_map(T* values) {
    return boost::make_iterator_property_map(values, BoostIndex());
}

struct BoostArcIndex {
    using key_type = BoostArc;
    using value_type = std::int64_t;
    using reference = std::int64_t;
    using category = boost::readable_property_map_tag;
};
inline std::int64_t get(const BoostArcIndex&, const BoostArc& e) { return e.arc; }

/// A property of arcs kept in an array.
template <class T>
auto arc_map(T* values) {
    return boost::make_iterator_property_map(values, BoostArcIndex());
}

/// For boost::filtered_graph: leaves out the arcs that are `maybe`.
struct OnlySure {
    std::span<const std::uint8_t> maybe;
    bool operator()(const BoostArc& e) const { return maybe.empty() || maybe[static_cast<std::size_t>(e.arc)] == 0; }
};

}  // namespace kith::sdk

template <>
struct boost::property_map<kith::sdk::BoostGraph, boost::vertex_index_t> {
    using type = kith::sdk::BoostIndex;
    using const_type = kith::sdk::BoostIndex;
};
