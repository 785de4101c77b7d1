// A place of five people, two assets and two layers of areas, counted by hand.
#include <gtest/gtest.h>

#include "engine/graph/combined_graph.hpp"
#include "engine/graph/measures.hpp"

namespace kith::graph {
namespace combined_graph_test {

using base::EntityKind;

struct Place {
    std::vector<std::int32_t> from{0, 1, 0, 2, 3, 4, 0}, to{1, 0, 5, 5, 6, 4, 5};
    std::vector<std::int32_t> kind{0, 0, 1, 1, 2, 0, 1}, group{0, 1, 2};
    std::vector<std::int32_t> people_area{0, 0, 1, -1, 1}, assets_area{1, -1};
    std::vector<std::int64_t> people_offsets{0, 2, 2, 3, 3, 3}, none{0, 0, 0};
    std::vector<std::int32_t> people_targets{0, 1, 0}, no_targets;
    std::vector<std::int64_t> border_offsets{0, 1, 3, 4};
    std::vector<std::int32_t> border_targets{1, 0, 2, 1};

    CombinedParts parts() const {
        CombinedParts parts{5, 2, from, to, kind, group, {}};
        parts.areas.push_back({"ward", 3, people_area, assets_area, {}, {}, {border_offsets, border_targets}});
        parts.areas.push_back({"lived", 2, {}, {}, {people_offsets, people_targets}, {none, no_targets}, {}});
        return parts;
    }
};

TEST(CombinedGraph, CountsPerLayer) {
    const Place place;
    base::JobContext job;
    const auto graph = CombinedGraph::build(place.parts(), job);
    ASSERT_TRUE(graph) << graph.error().message;
    EXPECT_EQ(graph->nodes(), 12u);
    std::vector<std::pair<std::string, std::int64_t>> layers;
    for (const CombinedGraph::Layer& layer : graph->layers()) layers.emplace_back(layer.name, layer.links);
    // Tie 5 goes from somebody to themself and is no link; ties 0 and 1 are parallel and stay.
    const std::vector<std::pair<std::string, std::int64_t>> expected{{"social", 2}, {"membership", 3}, {"service", 1}, {"within.ward", 5},
        {"borders.ward", 2}, {"within.lived", 3}, {"borders.lived", 0}};
    EXPECT_EQ(layers, expected);
    EXPECT_EQ(graph->arcs().arcs(), 2u * 16);
    EXPECT_EQ(graph->layer_index("borders.ward"), 4);
    EXPECT_EQ(graph->layer_index("near"), -1);
}

TEST(CombinedGraph, NodesAndWhatTheyAre) {
    const Place place;
    base::JobContext job;
    const auto graph = CombinedGraph::build(place.parts(), job);
    EXPECT_EQ(graph->asset(1).value, 6u);
    EXPECT_EQ(graph->area(1, 1).value, 11u);
    EXPECT_EQ(graph->entity(graph->person(4)), (NodeEntity{EntityKind::person, 4, 0}));
    EXPECT_EQ(graph->entity(graph->asset(0)), (NodeEntity{EntityKind::asset, 0, 0}));
    EXPECT_EQ(graph->entity(graph->area(0, 2)), (NodeEntity{EntityKind::area, 2, 0}));
    EXPECT_EQ(graph->entity(graph->area(1, 0)), (NodeEntity{EntityKind::area, 0, 1}));
}

TEST(CombinedGraph, LayersAreMixedOnlyWhenNamed) {
    const Place place;
    base::JobContext job;
    const auto graph = CombinedGraph::build(place.parts(), job);
    const Csr social = graph->simple(1);
    EXPECT_EQ(social.targets, (std::vector<std::int32_t>{1, 0}));
    const Csr ties = graph->simple(CombinedGraph::all_ties);
    // {0, 1, 2, asset 0}, {3, asset 1}, {4} and five areas alone.
    EXPECT_EQ(components(ties.view()).largest(), 4);
    const Csr borders = graph->simple(std::uint64_t{1} << 4);
    EXPECT_EQ(components(borders.view()).largest(), 3);
    const Csr all = graph->simple(~std::uint64_t{0});
    EXPECT_EQ(components(all.view()).largest(), 10);  // all but 3 and its service
}

TEST(CombinedGraph, ArcsKnowTheirTieAndLayer) {
    const Place place;
    base::JobContext job;
    const auto graph = CombinedGraph::build(place.parts(), job);
    const CsrView arcs = graph->arcs();
    for (std::size_t v = 0; v < graph->nodes(); ++v)
        for (auto arc = static_cast<std::size_t>(arcs.offsets[v]); arc < static_cast<std::size_t>(arcs.offsets[v + 1]); ++arc) {
            const std::int32_t link = graph->links()[arc];
            if (!graph->is_tie(link)) {
                EXPECT_GE(graph->arc_layers()[arc], CombinedGraph::tie_layers);
                continue;
            }
            const auto tie = static_cast<std::size_t>(link);
            EXPECT_EQ(place.from[tie] + place.to[tie], static_cast<std::int32_t>(v) + arcs.targets[arc]);
            EXPECT_EQ(graph->arc_layers()[arc], place.group[static_cast<std::size_t>(place.kind[tie])]);
        }
}

TEST(CombinedGraph, RefusesWhatIsNotThere) {
    base::JobContext job;
    Place place;
    place.to[0] = 7;
    EXPECT_FALSE(CombinedGraph::build(place.parts(), job));
    place = {};
    place.kind[0] = 3;
    EXPECT_FALSE(CombinedGraph::build(place.parts(), job));
    place = {};
    place.people_area[0] = 3;
    EXPECT_FALSE(CombinedGraph::build(place.parts(), job));
    place = {};
    place.border_targets[0] = 9;
    EXPECT_FALSE(CombinedGraph::build(place.parts(), job));
    base::JobContext stopped;
    stopped.cancel();
    place = {};
    EXPECT_EQ(CombinedGraph::build(place.parts(), stopped).error().code, base::Code::cancelled);
}

}  // namespace combined_graph_test
}  // namespace kith::graph
