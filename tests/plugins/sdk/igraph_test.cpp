// The igraph adapter: what a call answers comes back as a Status, a long one stops when it is told to, nothing aborts.
#include "plugins/sdk/igraph_graph.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "tests/plugins/sdk/hand_lens.hpp"
#include "tests/support/built.hpp"

namespace igraph_test {
using namespace kith;
using sdk::Igraph;
using sdk::IgraphGraph;

bool always(double) { return true; }

TEST(IgraphAdapter, MeasuresTheKite) {
    Igraph igraph(always, 1);
    const test::HandLens kite(10, test::kite());
    auto graph = IgraphGraph::of_lens(kite.lens(), 10, sdk::Arcs::sure);
    ASSERT_TRUE(graph) << graph.status().words();
    EXPECT_EQ(graph->edges(), 18u);
    sdk::IgraphReals betweenness;
    ASSERT_TRUE(igraph.check(igraph_betweenness(graph->raw(), betweenness.raw(), igraph_vss_all(), IGRAPH_UNDIRECTED, nullptr)));
    // Krackhardt 1990: of the 36 pairs Heather stands between 14, Fernando and Garth 8.33, Ike 8 and Diane 3.67.
    const std::vector<double> expected{0.8333, 0.8333, 0, 3.6667, 0, 8.3333, 8.3333, 14, 8, 0};
    ASSERT_EQ(betweenness.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(betweenness.values()[i], expected[i], 1e-3) << i;

    sdk::IgraphIntegers cut;
    igraph.must(igraph_articulation_points(graph->raw(), cut.raw()));
    EXPECT_EQ(std::vector<igraph_integer_t>(cut.values().begin(), cut.values().end()), (std::vector<igraph_integer_t>{8, 7}));
    sdk::IgraphIntegerLists blocks;
    igraph_integer_t count = 0;
    igraph.must(igraph_biconnected_components(graph->raw(), &count, nullptr, nullptr, blocks.raw(), nullptr));
    EXPECT_EQ(blocks.size(), 3u);
    EXPECT_EQ(blocks[0].size(), 2u);
}

TEST(IgraphAdapter, AParallelTieIsOneEdgeAndAMaybeTieIsAsked) {
    Igraph igraph(always, 1);
    // 0-1 twice and once only perhaps, 1-2 perhaps, 2-2 with oneself, 0-3 with an asset.
    const test::HandLens lens(4, {{0, 1, true}, {0, 1}, {1, 0}, {1, 2, true}, {2, 2}, {0, 3}});
    const auto sure = IgraphGraph::of_lens(lens.lens(), 3, sdk::Arcs::sure), all = IgraphGraph::of_lens(lens.lens(), 3, sdk::Arcs::all);
    ASSERT_TRUE(sure && all);
    EXPECT_EQ(sure->nodes(), 3u);
    EXPECT_EQ(sure->edges(), 1u);
    EXPECT_EQ(all->edges(), 2u);
    EXPECT_EQ(IgraphGraph::of_lens(lens.lens(), 4, sdk::Arcs::sure)->edges(), 2u);
    EXPECT_FALSE(IgraphGraph::of_lens(lens.lens(), 5, sdk::Arcs::sure));
}

TEST(IgraphAdapter, AnErrorIsAStatusInIgraphsWords) {
    Igraph igraph(always, 1);
    const std::vector<std::int32_t> outside{0, 7}, pair{0, 1};
    EXPECT_EQ(IgraphGraph::of_pairs(2, outside).status().code(), KITH_INTERNAL);
    auto graph = IgraphGraph::of_pairs(3, pair);
    ASSERT_TRUE(graph);
    igraph_vector_int_t component;
    ASSERT_EQ(igraph_vector_int_init(&component, 0), IGRAPH_SUCCESS);
    const sdk::Status status = igraph.check(igraph_subcomponent(graph->raw(), &component, 99, IGRAPH_ALL));
    igraph_vector_int_destroy(&component);
    EXPECT_EQ(status.code(), KITH_INTERNAL);
    EXPECT_NE(status.words().find("igraph: "), std::string::npos);
    EXPECT_GT(status.words().size(), 15u) << status.words();
    // And the next call stands on its own.
    sdk::IgraphReals degrees;
    EXPECT_TRUE(igraph.check(igraph_pagerank(graph->raw(), IGRAPH_PAGERANK_ALGO_PRPACK, degrees.raw(), nullptr, igraph_vss_all(), IGRAPH_UNDIRECTED, 0.85,
                                             nullptr, nullptr)));
}

TEST(IgraphAdapter, TooMuchMemoryIsSaid) {
    if (kith::test::under_address_sanitizer()) GTEST_SKIP() << "the address sanitizer ends the process where malloc would answer NULL";
    Igraph igraph(always, 1);
    sdk::IgraphReals values;
    EXPECT_EQ(igraph.check(igraph_vector_resize(values.raw(), igraph_integer_t{1} << 58)).code(), KITH_TOO_LARGE);
}

/// A ring: betweenness of all its nodes takes a while, and igraph asks once a source.
IgraphGraph ring(std::int32_t nodes) {
    std::vector<std::int32_t> ends;
    for (std::int32_t i = 0; i < nodes; ++i) {
        ends.push_back(i);
        ends.push_back((i + 1) % nodes);
    }
    auto graph = IgraphGraph::of_pairs(static_cast<std::size_t>(nodes), ends);
    EXPECT_TRUE(graph);
    return std::move(*graph);
}

TEST(IgraphAdapter, StopsWhenToldAndFreesWhatItHeld) {
    int asked = 0;
    double furthest = -1;
    Igraph igraph([&](double fraction) {
        furthest = std::max(furthest, fraction);
        return ++asked < 4000;  // 3,000 while its lists are made, then two a source
    }, 1);
    auto graph = ring(3000);
    sdk::IgraphReals values;
    EXPECT_EQ(igraph.check(igraph_betweenness(graph.raw(), values.raw(), igraph_vss_all(), IGRAPH_UNDIRECTED, nullptr)).code(), KITH_STOPPED);
    EXPECT_GE(asked, 4000);
    EXPECT_GE(furthest, 0) << "betweenness tells how far it is";
    EXPECT_LT(furthest, 0.5);
    EXPECT_EQ(IGRAPH_FINALLY_STACK_SIZE(), 0);
}

TEST(IgraphAdapter, ASwallowedStopIsFound) {
    // DrL returns success with an empty result when it is interrupted.
    int asked = 0;
    Igraph igraph([&](double) { return ++asked < 3; }, 1);
    auto graph = ring(200);
    igraph_matrix_t positions;
    ASSERT_EQ(igraph_matrix_init(&positions, 0, 0), IGRAPH_SUCCESS);
    igraph_layout_drl_options_t options;
    ASSERT_EQ(igraph_layout_drl_options_init(&options, IGRAPH_LAYOUT_DRL_DEFAULT), IGRAPH_SUCCESS);
    const igraph_error_t answer = igraph_layout_drl(graph.raw(), &positions, false, &options, nullptr);
    EXPECT_EQ(igraph.check(answer).code(), KITH_STOPPED) << "igraph answered " << answer;
    igraph_matrix_destroy(&positions);
}

TEST(IgraphAdapter, TheSeedDecides) {
    const auto draw = [](std::uint64_t seed) {
        Igraph igraph(always, seed);
        std::vector<igraph_integer_t> numbers(20);
        for (auto& number : numbers) number = RNG_INTEGER(0, 1000000);
        return numbers;
    };
    EXPECT_EQ(draw(7), draw(7));
    EXPECT_NE(draw(7), draw(8));
}

TEST(IgraphAdapter, LeavesTheHandlersAsTheyWere) {
    igraph_error_handler_t* before = igraph_set_error_handler(igraph_error_handler_ignore);
    { Igraph igraph(always, 1); }
    EXPECT_EQ(igraph_set_error_handler(before), igraph_error_handler_ignore);
}

}  // namespace igraph_test
