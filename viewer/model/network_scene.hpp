#pragma once
// The network: which part of it is shown, what a layout is asked to place, and the scene of the answer.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/layout/layout.hpp"
#include "engine/picture/scene_of.hpp"
#include "viewer/model/colouring.hpp"
#include "viewer/model/detail.hpp"
#include "viewer/model/document.hpp"

namespace kith::viewer::model {

inline constexpr std::size_t most_network_people = 50'000;
inline constexpr int most_depth = 9;

enum class NetworkPart : std::uint8_t { whole, area, around };
enum class Arrangement : std::uint8_t { force, map, community, distance };

struct NetworkOptions {
    picture::Theme theme = picture::Theme::light;
    NetworkPart part = NetworkPart::whole;
    std::int32_t area = -1;                 // row of the primary layer
    std::int32_t centre = -1;               // node: person row, or people + asset row
    int depth = 2;                          // 0-9 ties from the centre
    bool assets = true;                     // groups and places among the people
    std::string lens;                       // of the recipe; "": every tie
    Arrangement arrangement = Arrangement::force;
    std::uint64_t seed = 1;
    ColourBy people_colour, asset_colour;
    std::string people_size, asset_size;
    std::string communities;                // Arrangement::community: a word or whole-number field of people
    std::size_t most_labels = 60;
    bool operator==(const NetworkOptions&) const = default;
};

/// A part of the network, in nodes of the place. Only named alters count as people here; who moved or died is not in it.
struct Subgraph {
    std::vector<std::int32_t> nodes;        // shown nodes, ascending
    std::vector<std::uint8_t> people, assets;  // by row: 1 shown
    column::SegmentPtr topology;            // as View::topology, of arcs between shown nodes only
    std::int64_t shown_people = 0, all_people = 0;
    std::int64_t asked_without_tie = 0, not_asked = 0, named_only = 0;
    std::string account;                    // "Shows 1,612 of 557,215 people: those of Elm Ford. 555,603 are not shown."
    bool too_many = false;                  // the whole was asked for and is above most_network_people: nothing is shown
};
base::Result<Subgraph> subgraph_of(const privacy::View& view, const column::Segment& topology, const NetworkOptions& options);

/// What the layout job is given: the graph of the shown nodes, numbered 0 .. nodes-1, pairs once. Owns what layout::Graph points to.
struct LayoutOrder {
    std::vector<std::int64_t> offsets{0};
    std::vector<std::int32_t> targets;
    std::vector<double> weights;
    std::vector<layout::Group> groups;
    std::vector<layout::Point> anchors;     // Arrangement::map
    std::vector<std::int32_t> communities;  // Arrangement::community
    std::int32_t centre = 0;                // Arrangement::distance
    layout::Graph graph() const { return {offsets, targets, weights}; }
};
LayoutOrder layout_order(const privacy::View& view, const Subgraph& part, const NetworkOptions& options, Results results);
/// Runs it: for a session job. `start`: positions of the same order to go on from, or empty.
base::Result<layout::Drawing> laid_out(const LayoutOrder& order, const NetworkOptions& options, std::span<const layout::Point> start, base::JobContext& job,
                                       layout::Live* live = nullptr);

struct NetworkView {
    Prepared prepared;
    std::string account;
    std::vector<std::string> remarks;
};
base::Result<NetworkView> network_view_of(const privacy::View& view, Results results, const Subgraph& part, std::span<const layout::Point> positions,
                                          const NetworkOptions& options);
/// Neighbours of a node within the subgraph, ascending, each once: hover and arrow keys.
std::vector<std::int32_t> neighbours_of(const column::Segment& topology, std::int32_t node);

Document document_of(const NetworkView& network, const Subgraph& part, const privacy::View& view);

}  // namespace kith::viewer::model
