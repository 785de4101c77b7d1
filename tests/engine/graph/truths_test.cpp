// Published values and values computed by others, out of the shared truths (each file names its source).
#include <cmath>
#include <set>

#include <gtest/gtest.h>

#include "engine/graph/measures.hpp"
#include "tests/engine/graph/graphs.hpp"
#include "tests/support/shared_data.hpp"

namespace kith::graph {
namespace truths_test {

using nlohmann::json;
using test::NamedEdges;
using test::read_edges;
using test::read_json;

class Karate : public testing::Test {
protected:
    void load(const std::filesystem::path& shared) {
        truths_ = shared / "data" / "truths";
        named_ = read_edges(truths_ / "data" / "karate_edges_0based_weighted.csv");
        graph_ = named_.edges.graph();
        for (std::size_t i = 0; i < 34; ++i) node_.push_back(named_.ids.at(std::to_string(i)));
    }
    std::int32_t node(std::size_t published) const { return node_[published]; }
    template <class Values>
    void expect_each(const json& expected, const Values& values, double tolerance) {
        ASSERT_EQ(expected.size(), 34u);
        for (std::size_t i = 0; i < 34; ++i)
            EXPECT_NEAR(
                static_cast<double>(values[static_cast<std::size_t>(node(i))]), expected.at(std::to_string(i)).get<double>(), tolerance)
                << i;
    }
    std::filesystem::path truths_;
    NamedEdges named_;
    WeightedCsr graph_;
    std::vector<std::int32_t> node_;
    base::JobContext job_;
};

TEST_F(Karate, PublishedCorenessClusteringAndBlocks) {
    KITH_NEEDS_SHARED(shared);
    load(shared);
    const json published = read_json(truths_ / "karate_published.json");
    ASSERT_EQ(graph_.view().nodes(), published["n"].get<std::size_t>());
    ASSERT_EQ(graph_.view().arcs(), 2 * published["m"].get<std::size_t>());

    const std::vector<std::int32_t> core = core_numbers(graph_.view());
    const auto triangle_counts = triangles(graph_.view(), job_);
    ASSERT_TRUE(triangle_counts);
    const std::vector<double> local = clustering(graph_.view(), *triangle_counts, std::nan(""));
    std::int64_t closed = 0, pairs = 0;
    for (std::size_t i = 0; i < 34; ++i) {
        EXPECT_EQ(core[static_cast<std::size_t>(node(i))], published["coreness"]["values"][i].get<std::int32_t>()) << i;
        const json& value = published["local_transitivity"]["values"][i];
        const double mine = local[static_cast<std::size_t>(node(i))];
        if (value.is_string()) EXPECT_TRUE(std::isnan(mine)) << i;
        else EXPECT_NEAR(mine, value.get<double>(), 1e-6) << i;
        const auto degree = static_cast<std::int64_t>(graph_.view().degree(node(i)));
        closed += (*triangle_counts)[static_cast<std::size_t>(node(i))];
        pairs += degree * (degree - 1) / 2;
    }
    EXPECT_DOUBLE_EQ(static_cast<double>(closed) / static_cast<double>(pairs), published["global_transitivity"]["value"].get<double>());

    const Biconnected blocks = biconnected(graph_.view());
    std::set<std::set<std::int32_t>> mine, theirs;
    std::vector<std::set<std::int32_t>> members(static_cast<std::size_t>(blocks.count));
    for (std::size_t v = 0; v < 34; ++v)
        for (auto arc = static_cast<std::size_t>(graph_.offsets[v]); arc < static_cast<std::size_t>(graph_.offsets[v + 1]); ++arc)
            members[static_cast<std::size_t>(blocks.of[arc])].insert(static_cast<std::int32_t>(v));
    mine.insert(members.begin(), members.end());
    for (const json& set : published["biconnected_components"]["sets"]) {
        std::set<std::int32_t> nodes;
        for (const json& v : set) nodes.insert(node(v.get<std::size_t>()));
        theirs.insert(nodes);
    }
    EXPECT_EQ(mine, theirs);
}

TEST_F(Karate, ComputedByNetworkxAndIgraph) {
    KITH_NEEDS_SHARED(shared);
    load(shared);
    const json computed = read_json(truths_ / "karate_computed.json");
    const CsrView view = graph_.view();
    const auto plain = structural_holes(view, {}, true, job_);
    const auto weighted = structural_holes(view, graph_.weights, false, job_);
    const auto triangle_counts = triangles(view, job_);
    ASSERT_TRUE(plain && weighted && triangle_counts);
    expect_each(computed["constraint"], plain->constraint, 1e-9);
    expect_each(computed["constraint_weighted"], weighted->constraint, 1e-9);
    expect_each(computed["effective_size"], plain->effective_size, 1e-9);
    expect_each(computed["clustering"], clustering(view, *triangle_counts), 1e-9);

    std::vector<double> close(34), far(34), degree(34), strength(34, 0);
    double hops = 0;
    for (std::int32_t v = 0; v < 34; ++v) {
        const auto i = static_cast<std::size_t>(v);
        close[i] = closeness(view, v);
        const PathTree tree = fewest_hops(view, v);
        far[i] = *std::max_element(tree.value.begin(), tree.value.end());
        for (const double value : tree.value) hops += value;
        degree[i] = static_cast<double>(view.degree(v));
        for (auto arc = graph_.offsets[i]; arc < graph_.offsets[i + 1]; ++arc) strength[i] += graph_.weights[static_cast<std::size_t>(arc)];
    }
    expect_each(computed["closeness"], close, 1e-9);
    expect_each(computed["eccentricity"], far, 0);
    expect_each(computed["degree"], degree, 0);
    expect_each(computed["strength_weighted"], strength, 0);
    EXPECT_EQ(*std::max_element(far.begin(), far.end()), computed["diameter"].get<double>());
    EXPECT_NEAR(hops / (34.0 * 33.0), computed["average_shortest_path_length"].get<double>(), 1e-12);

    const Biconnected blocks = biconnected(view);
    EXPECT_EQ(blocks.articulation, std::vector<std::int32_t>{node(computed["articulation_points"][0].get<std::size_t>())});
    const json& bridge = computed["bridges"][0];
    const std::int32_t a = node(bridge[0].get<std::size_t>()), b = node(bridge[1].get<std::size_t>());
    ASSERT_EQ(computed["bridges"].size(), 1u);
    EXPECT_EQ(blocks.bridges, (std::vector<std::pair<std::int32_t, std::int32_t>>{{std::min(a, b), std::max(a, b)}}));
    EXPECT_EQ(components(view).sizes, std::vector<std::int64_t>{34});
}

void expect_closeness(const std::filesystem::path& truth, const std::filesystem::path& edges) {
    const NamedEdges named = read_edges(edges);
    const WeightedCsr graph = named.edges.graph();
    const json expected = read_json(truth);
    ASSERT_EQ(expected["values"].size(), named.ids.size());
    for (const auto& [name, value] : expected["values"].items())
        EXPECT_NEAR(closeness(graph.view(), named.ids.at(name)), value.get<double>(), expected["tolerance_abs"].get<double>()) << name;
}

TEST(Closeness, FlorentineFamiliesAndKrackhardtKite) {
    KITH_NEEDS_SHARED(shared);
    const auto truths = shared / "data" / "truths";
    expect_closeness(truths / "closeness_florentine.json", truths / "data" / "florentine_families_edges.csv");
    expect_closeness(truths / "closeness_krackhardt_kite.json", truths / "data" / "krackhardt_kite_edges.csv");
}

TEST(CoreNumbers, BatageljAndZaversnik) {
    KITH_NEEDS_SHARED(shared);
    const json truth = read_json(shared / "data" / "truths" / "kcore_batagelj.json");
    test::Edges edges;
    for (const json& edge : truth["edges"]) edges.add(edge[0].get<std::int32_t>(), edge[1].get<std::int32_t>());
    for (const json& node : truth["isolated"]) edges.nodes = std::max(edges.nodes, node.get<std::size_t>() + 1);
    const std::vector<std::int32_t> core = core_numbers(edges.graph().view());
    std::size_t checked = 0;
    for (const auto& [k, nodes] : truth["core"].items())
        for (const json& node : nodes) {
            EXPECT_EQ(core.at(node.get<std::size_t>()), std::stoi(k)) << node;
            ++checked;
        }
    EXPECT_EQ(checked, 21u);
}

TEST(Constraint, IgraphCases) {
    KITH_NEEDS_SHARED(shared);
    const json truth = read_json(shared / "data" / "truths" / "constraint_igraph.json");
    base::JobContext job;
    for (const json& test_case : truth["cases"]) {
        test::Edges edges;
        const json& list = test_case["edges"];
        for (std::size_t i = 0; i < list.size(); ++i)
            edges.add(list[i][0].get<std::int32_t>(), list[i][1].get<std::int32_t>(),
                test_case.contains("weights") ? test_case["weights"][i].get<double>() : 1);
        const WeightedCsr graph = edges.graph();
        const auto holes = structural_holes(graph.view(), graph.weights, false, job);
        ASSERT_TRUE(holes);
        ASSERT_EQ(holes->constraint.size(), test_case["constraint"].size());
        for (std::size_t i = 0; i < holes->constraint.size(); ++i)
            EXPECT_NEAR(holes->constraint[i], test_case["constraint"][i].get<double>(), truth["tolerance"].get<double>())
                << test_case["name"] << ' ' << i;
    }
}

TEST(StructuralHoles, BorgattiExample) {
    KITH_NEEDS_SHARED(shared);
    const json truth = read_json(shared / "data" / "truths" / "structural_holes_undirected.json");
    NamedEdges plain, weighted;
    for (const json& e : truth["edges"]) plain.add(e[0], e[1]);
    for (const json& e : truth["weights"]) weighted.add(e[0], e[1], e[2].get<double>());
    plain.id("isolate");
    base::JobContext job;
    const WeightedCsr plain_graph = plain.edges.graph(), weighted_graph = weighted.edges.graph();
    const auto a = structural_holes(plain_graph.view(), {}, true, job);
    const auto b = structural_holes(weighted_graph.view(), weighted_graph.weights, true, job);
    ASSERT_TRUE(a && b);
    const auto near_each = [](const json& expected, NamedEdges& named, const std::vector<double>& values, double tolerance) {
        for (const auto& [name, value] : expected.items())
            EXPECT_NEAR(values[static_cast<std::size_t>(named.id(name))], value.get<double>(), tolerance) << name;
    };
    near_each(truth["constraint_unweighted"], plain, a->constraint, truth["tolerance_constraint"]);
    near_each(truth["effective_size_unweighted"], plain, a->effective_size, truth["tolerance_effective_size"]);
    near_each(truth["constraint_weighted"], weighted, b->constraint, truth["tolerance_constraint"]);
    near_each(truth["effective_size_weighted"], weighted, b->effective_size, truth["tolerance_effective_size"]);
    const auto isolate = static_cast<std::size_t>(plain.id("isolate"));
    EXPECT_TRUE(std::isnan(a->constraint[isolate]) && std::isnan(a->effective_size[isolate])) << truth["isolated_node"];
}

TEST(AdamicAdar, NetworkxCases) {
    KITH_NEEDS_SHARED(shared);
    const json truth = read_json(shared / "data" / "truths" / "adamic_adar.json");
    for (const json& test_case : truth["cases"]) {
        test::Edges edges;
        edges.nodes = 2;
        for (const json& e : test_case["edges"]) edges.add(e[0].get<std::int32_t>(), e[1].get<std::int32_t>());
        const WeightedCsr graph = edges.graph();
        json pairs = json::array();
        if (test_case.contains("pair")) pairs.push_back({test_case["pair"][0], test_case["pair"][1], test_case["value"]});
        else pairs = test_case["pairs"];
        for (const json& pair : pairs)
            EXPECT_NEAR(adamic_adar(graph.view(), pair[0].get<std::int32_t>(), pair[1].get<std::int32_t>()), pair[2].get<double>(), 1e-12)
                << test_case["graph"];
    }
}

}  // namespace truths_test
}  // namespace kith::graph
