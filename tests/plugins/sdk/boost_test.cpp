// The Boost.Graph adapter: the concepts hold, nothing is copied, and Boost's algorithms give the answers of small graphs.
#include "plugins/sdk/boost_graph.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

#include <boost/concept/assert.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/graph_concepts.hpp>

#include "tests/plugins/sdk/hand_lens.hpp"

namespace boost_test {
using namespace kith;
using sdk::BoostGraph;
BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<BoostGraph>));
BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<BoostGraph>));
BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<BoostGraph>));

TEST(BoostAdapter, CopiesNothing) {
    const test::HandLens lens(10, test::kite());
    const BoostGraph graph(lens.lens());
    EXPECT_EQ(graph.targets.data(), lens.targets().data());
    EXPECT_EQ(graph.offsets.data(), lens.offsets().data());
    EXPECT_EQ(num_vertices(graph), 10u);
    EXPECT_EQ(out_degree(3, graph), 6u) << "Diane knows six (Krackhardt 1990)";
}

TEST(BoostAdapter, FindsPieces) {
    // 0-1-2, 3-4 only perhaps, 5 alone.
    const test::HandLens lens(6, {{0, 1}, {1, 2}, {3, 4, true}});
    const BoostGraph graph(lens.lens());
    std::vector<std::int32_t> piece(6);
    EXPECT_EQ(boost::connected_components(graph, sdk::node_map(piece.data())), 3);
    EXPECT_EQ(piece[0], piece[2]);
    EXPECT_EQ(piece[3], piece[4]);
    const boost::filtered_graph sure(graph, sdk::OnlySure{graph.maybe});
    EXPECT_EQ(boost::connected_components(sure, sdk::node_map(piece.data())), 4);
    EXPECT_NE(piece[3], piece[4]);
}

TEST(BoostAdapter, WalksTheKite) {
    // From Jane (9): Ike 1, Heather 2, Fernando and Garth 3, then 4; nobody is further (the kite's diameter is 4).
    const test::HandLens lens(10, test::kite());
    const BoostGraph graph(lens.lens());
    std::vector<int> steps(10, -1);
    steps[9] = 0;
    std::vector<boost::default_color_type> colours(10);
    boost::breadth_first_search(graph, 9, boost::visitor(boost::make_bfs_visitor(boost::record_distances(sdk::node_map(steps.data()), boost::on_tree_edge())))
                                              .color_map(sdk::node_map(colours.data())));
    EXPECT_EQ(steps, (std::vector<int>{4, 4, 4, 4, 4, 3, 3, 2, 1, 0}));
}

TEST(BoostAdapter, TakesWeightsByArc) {
    // A triangle 0-1 (5), 1-2 (1), 0-2 (2): the way round is shorter.
    const test::HandLens lens(3, {{0, 1}, {1, 2}, {0, 2}});
    const BoostGraph graph(lens.lens());
    const std::vector<double> of_tie{5, 1, 2};
    std::vector<double> weights, distance(3);
    for (const std::int32_t tie : lens.lens().ties()) weights.push_back(of_tie[static_cast<std::size_t>(tie)]);
    boost::dijkstra_shortest_paths(graph, 0, boost::weight_map(sdk::arc_map(weights.data())).distance_map(sdk::node_map(distance.data())));
    EXPECT_EQ(distance, (std::vector<double>{0, 3, 2}));
}

TEST(LensIterators, TellSureFromMaybe) {
    const test::HandLens hand(5, {{0, 1}, {0, 2, true}, {0, 3}, {0, 4, true}});
    const sdk::Lens lens = hand.lens();
    std::vector<std::int32_t> sure, maybe, all;
    for (const sdk::Arc arc : lens.sure(0)) sure.push_back(arc.target);
    for (const sdk::Arc arc : lens.maybe(0)) maybe.push_back(arc.target);
    for (const sdk::Arc arc : lens[0]) all.push_back(arc.target);
    EXPECT_EQ(sure, (std::vector<std::int32_t>{1, 3}));
    EXPECT_EQ(maybe, (std::vector<std::int32_t>{2, 4}));
    EXPECT_EQ(all, (std::vector<std::int32_t>{1, 2, 3, 4}));
    for (const sdk::Arc arc : lens.sure(4)) ADD_FAILURE() << "node 4 has no sure arc, and got one to " << arc.target;
}

}  // namespace boost_test
