#pragma once
// The network: which part of it is shown, what a layout is asked to place, and the scene of the answer.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/layout/layout.hpp"
#include "engine/picture/scene_of.hpp"
#include "engine/session/entity_index.hpp"
#include "viewer/model/colouring.hpp"
#include "viewer/model/detail.hpp"
#include "viewer/model/document.hpp"
#include "viewer/model/map_scene.hpp"

namespace kith::viewer::model {

inline constexpr std::size_t most_network_people = 50'000;
inline constexpr int most_depth = 9;

/// A part of the network, in nodes of the place. Who moved or died, and closed assets, are not in it.
struct Subgraph {
    std::vector<std::int32_t> nodes;        // shown nodes, ascending
    std::vector<std::uint8_t> people, assets;  // by row: 1 shown
    column::SegmentPtr topology;            // as View::topology, of arcs between shown nodes only
    std::int64_t shown_people = 0, all_people = 0;
    std::int64_t asked_without_tie = 0, not_asked = 0;  // people on their shelves
    std::int64_t untied_assets = 0;         // not in it: what nobody is tied to says nothing about who knows whom
    std::optional<std::int32_t> centre;     // node
    std::string account;                    // "Shows 1,612 of 557,215 people: those of Elm Ford. 555,603 are not shown. 3 assets without a tie are left out."
    bool too_many = false;                  // above most_network_people: nothing is shown
};
/// The whole, as many steps around somebody as NetworkOptions::focus_depth says, or, where `around` is an area, those who live or stand
/// there. Errors: not_found where `around` is not in this view any more. O(nodes + arcs).
base::Result<Subgraph> subgraph_of(const privacy::View& view, const session::EntityIndex& index, const column::Segment& topology, const NetworkOptions& options,
                                   const Look& look);

/// What the layout job is given: the graph of the shown nodes, numbered 0 .. nodes-1, pairs once. Owns what layout::Graph points to.
struct LayoutOrder {
    std::vector<std::int64_t> offsets{0};
    std::vector<std::int32_t> targets;
    std::vector<double> weights;
    std::vector<layout::Group> groups;
    Arrangement arrangement = Arrangement::free;
    std::uint64_t seed = 1;
    std::vector<layout::Point> anchors;     // on_the_map
    std::vector<std::int32_t> communities;  // by_community
    std::int32_t centre = 0;                // around_one
    layout::Graph graph() const { return {offsets, targets, weights}; }
};
LayoutOrder layout_order(const privacy::View& view, Results results, const Subgraph& part, const NetworkOptions& options);
/// Runs it: for a session job. `start`: positions of the same order to go on from, or empty.
base::Result<layout::Drawing> laid_out(const LayoutOrder& order, std::span<const layout::Point> start, base::JobContext& job, layout::Live* live = nullptr);

struct NetworkView {
    Prepared prepared;
    std::string account;
    std::vector<std::string> remarks;
};
/// `positions`: one a node of the order; `shelves`: where the layout put the others.
base::Result<NetworkView> network_view_of(const privacy::View& view, Results results, const Subgraph& part, std::span<const layout::Point> positions,
                                          std::span<const layout::Shelf> shelves, const ViewOptions& options, const Look& look);
/// Neighbours of a node within the subgraph, ascending, each once: hover and arrow keys.
std::vector<std::int32_t> neighbours_of(const column::Segment& topology, std::int32_t node);

Document document_of(const NetworkView& network, const Subgraph& part, const privacy::View& view);

}  // namespace kith::viewer::model
