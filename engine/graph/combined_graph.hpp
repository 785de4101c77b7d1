#pragma once
// The combined graph: everything and everybody of a place in one dense node space, with social ties, memberships, services,
// `within` and `borders` as layers that are never mixed unless an algorithm names them.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/job.hpp"
#include "engine/base/status.hpp"
#include "engine/graph/csr.hpp"

namespace kith::graph {

/// What a revision is made of. Spans are read while building and not kept.
struct CombinedParts {
    std::size_t people = 0;
    std::size_t assets = 0;

    // Ties: ends as nodes, the row of the tie kind, and a kind's group (column::TieGroup) a row.
    std::span<const std::int32_t> tie_from;
    std::span<const std::int32_t> tie_to;
    std::span<const std::int32_t> tie_kind;
    std::span<const std::int32_t> kind_group;

    struct AreaLayer {
        std::string as;
        std::size_t count = 0;
        // Who lies where: an area row a person or asset (-1: none), or, where areas overlap, offsets and area rows.
        std::span<const std::int32_t> people_area, assets_area;
        CsrView people_areas, assets_areas;
        CsrView borders;  // both ways, e.g. queen contiguity
    };
    std::vector<AreaLayer> areas;  // recipe order
};

/// Three-way entity of a node: its kind, row, and for areas the index of their layer.
struct NodeEntity {
    base::EntityKind kind = base::EntityKind::person;
    std::size_t row = 0;
    std::size_t area_layer = 0;
    bool operator==(const NodeEntity&) const = default;
};

class CombinedGraph {
public:
    /// A layer and how much it holds. `links` counts each tie, place or border once; self-ties are no links.
    struct Layer {
        std::string name;  // "social", "membership", "service", "within.<as>", "borders.<as>"
        std::int64_t links = 0;
    };
    static constexpr std::size_t tie_layers = 3;

    /// Errors: an end, kind or area outside its table, more than 2^31 - 1 nodes or links, more than 64 layers. O(nodes + links
    /// log(longest row)); holds 9 bytes an arc and 8 a node.
    static base::Result<CombinedGraph> build(const CombinedParts& parts, base::JobContext& job);

    std::size_t nodes() const { return csr_.offsets.size() - 1; }
    base::NodeId person(std::size_t row) const { return {static_cast<std::uint32_t>(row)}; }
    base::NodeId asset(std::size_t row) const { return {static_cast<std::uint32_t>(people_ + row)}; }
    base::NodeId area(std::size_t area_layer, std::size_t row) const;
    NodeEntity entity(base::NodeId node) const;

    /// social, membership, service, then within.<as> and borders.<as> of each area layer.
    std::span<const Layer> layers() const { return layers_; }
    /// The layer's index, or -1.
    int layer_index(std::string_view name) const;
    /// All layers together, both ways; rows sorted by target, then link. A link's number is its tie's row; the numbers after
    /// those are places and borders.
    CsrView arcs() const { return csr_.view(); }
    std::span<const std::int32_t> links() const { return csr_.links; }
    std::span<const std::uint8_t> arc_layers() const { return arc_layers_; }
    /// True for a number of `links()` that is a row of `ties`.
    bool is_tie(std::int32_t link) const { return link < ties_; }

    /// The named layers alone as a simple undirected graph over the same nodes: rows sorted, no parallel links. `layers` is a
    /// bit mask, 1 << index. O(nodes + arcs).
    Csr simple(std::uint64_t layers) const;
    /// The three layers of ties.
    static constexpr std::uint64_t all_ties = (1u << tie_layers) - 1;

private:
    CombinedGraph() = default;
    base::Status take(const CombinedParts& parts);
    void label_arcs(const CombinedParts& parts, std::span<const std::int64_t> first_link);

    std::size_t people_ = 0;
    std::size_t assets_ = 0;
    std::int32_t ties_ = 0;
    std::vector<std::size_t> first_area_;  // node of each area layer's first area, then the number of nodes
    std::vector<Layer> layers_;
    LinkedCsr csr_;
    std::vector<std::uint8_t> arc_layers_;
};

}  // namespace kith::graph
