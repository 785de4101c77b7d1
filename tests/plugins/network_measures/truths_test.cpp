// Values that others published or computed: shared data, truths/*.json, each with its source; and domain 9's graph G.
#include <set>

#include "tests/plugins/network_measures/graphs.hpp"
#include "tests/support/shared_data.hpp"

namespace kith::network_measures {
namespace truths_test {

using test::answer;
using nlohmann::json;

template <class Values>
void expect_by_row(const Values& found, const json& wanted, double tolerance) {
    ASSERT_EQ(found.size(), wanted.size());
    for (const auto& [row, value] : wanted.items()) EXPECT_NEAR(found[std::stoul(row)], double{value}, tolerance) << "row " << row;
}

struct Karate : testing::Test {
    void SetUp() override {
        KITH_NEEDS_SHARED(shared);
        network = test::network_of(34, test::read_numbered(shared / "data/truths/data/karate_edges_0based_weighted.csv"));
        computed = test::read_json(shared / "data/truths/karate_computed.json");
        published = test::read_json(shared / "data/truths/karate_published.json");
        ASSERT_EQ(network.pairs(), 78u);
    }
    Network network;
    json computed, published;
};

TEST_F(Karate, DegreeAndCore) {
    expect_by_row(network.degree, computed["degree"], 0);
    const auto cores = answer(test::measures_of(network)->cores());
    EXPECT_EQ(json(cores), published["coreness"]["values"]);
}

TEST_F(Karate, Centralities) {
    const auto measures = test::measures_of(network);
    expect_by_row(answer(measures->betweenness()), computed["betweenness_raw"], 1e-9);
    expect_by_row(answer(measures->closeness()), computed["closeness"], 1e-9);
    expect_by_row(answer(measures->eigenvector()), computed["eigenvector"], 1e-9);
    expect_by_row(answer(measures->pagerank(0.85)), computed["pagerank_0.85"], 1e-7);
}

TEST_F(Karate, Clustering) {
    const std::vector<std::uint8_t> everybody(34, 1);
    const auto closed = closures(network, everybody, {});
    EXPECT_NEAR(clustering_of(closed).transitivity, published["global_transitivity"]["value"].get<double>(), 1e-12);
    const json& local = published["local_transitivity"]["values"];
    for (std::size_t row = 0; row < 34; ++row) {
        EXPECT_EQ(closed[row].not_known, 0);
        EXPECT_EQ(closed[row].pairs == 0, local[row].is_string()) << row;  // "NaN": one neighbour only
        if (closed[row].pairs == 0) continue;
        EXPECT_NEAR(static_cast<double>(closed[row].tied) / static_cast<double>(closed[row].pairs), local[row].get<double>(), 1e-6) << row;
    }
}

TEST_F(Karate, BlocksPointsAndBridges) {
    const Blocks blocks = answer(test::measures_of(network)->blocks());
    std::set<std::set<int>> found, wanted;
    for (std::size_t block = 0; block < blocks.size(); ++block) found.insert({blocks.of(block).begin(), blocks.of(block).end()});
    for (const json& set : published["biconnected_components"]["sets"]) wanted.insert(set.get<std::set<int>>());
    EXPECT_EQ(found, wanted);
    const std::vector<std::uint8_t> people(34, 1);
    const HeldTogether held = held_together(blocks, people, 2);
    ASSERT_EQ(held.points.size(), 1u);
    EXPECT_EQ(json(held.points[0].node), computed["articulation_points"][0]);
    EXPECT_EQ(held.points[0].largest, 27);  // the blocks above: 28, 6 and 2 people with Mr Hi
    EXPECT_EQ(held.points[0].held, 6);
    EXPECT_EQ(held.points[0].held_large, 5);
    EXPECT_EQ(held.points[0].parts, 2);
    ASSERT_EQ(held.bridges.size(), 1u);
    EXPECT_EQ(json({held.bridges[0].a, held.bridges[0].b}), computed["bridges"][0]);
    EXPECT_EQ(held.bridges[0].beyond_a, 33);
    EXPECT_EQ(held.bridges[0].beyond_b, 1);
}

TEST_F(Karate, LeidenReachesTheBestModularityThereIs) {
    const auto measures = test::measures_of(network);
    for (const auto& [resolution, key] : {std::pair{1.0, "resolution_1"}, {2.0, "resolution_2"}, {0.5, "resolution_0.5"}}) {
        const double best = published["optimal_modularity"][key];
        std::uint64_t seed = 1;
        const Groups groups = answer(measures->leiden(resolution, 20, [&] { return seed++; }));
        EXPECT_NEAR(groups.modularity, best, 1e-9) << key;
        EXPECT_NEAR(answer(measures->modularity(groups.of, resolution)), groups.modularity, 1e-12);
    }
    std::vector<std::int32_t> factions(34, 0);
    for (const json& row : computed["factions"]["Officer"]) factions[row.get<std::size_t>()] = 1;
    EXPECT_NEAR(answer(measures->modularity(factions, 1)), computed["faction_modularity"].get<double>(), 1e-12);
}

TEST_F(Karate, TheSameSeedGivesTheSameGroups) {
    const auto measures = test::measures_of(network);
    const auto groups = [&](std::uint64_t seed) { return answer(measures->leiden(1, 3, [&] { return seed++; })).of; };
    EXPECT_EQ(groups(5), groups(5));
}

void expect_by_name(const test::Named& named, const std::vector<double>& found, const json& truth, double by) {
    ASSERT_EQ(truth["values"].size(), found.size());
    for (const auto& [name, value] : truth["values"].items()) EXPECT_NEAR(found[named.of(name)] / by, value.get<double>(), truth["tolerance_abs"].get<double>()) << name;
}

TEST(Centralities, FlorentineFamiliesAndKrackhardtsKite) {
    KITH_NEEDS_SHARED(shared);
    for (const char* graph : {"florentine_families", "krackhardt_kite"}) {
        SCOPED_TRACE(graph);
        const test::Named named = test::read_pairs(shared / "data/truths/data" / (std::string(graph) + "_edges.csv"));
        const std::string short_name = std::string(graph) == "krackhardt_kite" ? graph : "florentine";
        const auto measures = test::measures_of(test::network_of(named.names.size(), named.pairs));
        const auto n = static_cast<double>(named.names.size());
        expect_by_name(named, answer(measures->betweenness()), test::read_json(shared / "data/truths" / ("betweenness_" + short_name + "_normalized.json")), (n - 1) * (n - 2) / 2);
        expect_by_name(named, answer(measures->closeness()), test::read_json(shared / "data/truths" / ("closeness_" + short_name + ".json")), 1);
    }
}

test::Pairs pairs_of(const json& edges) {
    test::Pairs pairs;
    for (const json& edge : edges) pairs.emplace_back(edge[0], edge[1]);
    return pairs;
}

TEST(Core, BatageljAndZaversniksExample) {
    KITH_NEEDS_SHARED(shared);
    const json truth = test::read_json(shared / "data/truths/kcore_batagelj.json");
    const auto cores = answer(test::measures_of(test::network_of(22, pairs_of(truth["edges"])))->cores());
    for (const auto& [core, members] : truth["core"].items())
        for (const json& member : members) EXPECT_EQ(cores[member.get<std::size_t>()], std::stoi(core)) << member;
}

TEST(Leiden, ExampleOfIgraph) {
    KITH_NEEDS_SHARED(shared);
    const json truth = test::read_json(shared / "data/truths/leiden_igraph_example.json");
    const auto measures = test::measures_of(test::network_of(10, pairs_of(truth["edges"])));
    const Groups groups = answer(measures->leiden(1, 1, [] { return 0; }));
    EXPECT_EQ(json(groups.count), truth["modularity"]["clusters"]);
    EXPECT_NEAR(groups.modularity, truth["modularity"]["quality"].get<double>(), truth["tolerance"].get<double>());
    const auto wanted = truth["modularity"]["membership"].get<std::vector<int>>();
    for (std::size_t a = 0; a < 10; ++a)
        for (std::size_t b = 0; b < 10; ++b) EXPECT_EQ(groups.of[a] == groups.of[b], wanted[a] == wanted[b]) << a << ' ' << b;
}

TEST(Modularity, SmallCasesOfNetworkx) {
    KITH_NEEDS_SHARED(shared);
    const json truth = test::read_json(shared / "data/truths/modularity_small.json");
    json edges;
    int checked = 0;
    for (const json& one : truth["cases"]) {
        if (one.contains("edges")) edges = one["edges"];
        if (one.value("directed", false)) continue;  // ties join both ways here
        std::vector<std::int32_t> of(6, 0);
        for (std::size_t group = 0; group < one["partition"].size(); ++group)
            for (const json& member : one["partition"][group]) of[member.get<std::size_t>()] = static_cast<std::int32_t>(group);
        EXPECT_NEAR(answer(test::measures_of(test::network_of(6, pairs_of(edges)))->modularity(of, 1)), one["modularity"].get<double>(), 1e-12);
        ++checked;
    }
    EXPECT_EQ(checked, 2);
}

TEST(GraphG, OfDomainNine) {
    const Network network = test::network_of(7, {{0, 1}, {0, 2}, {1, 2}, {2, 3}, {3, 4}, {4, 5}, {3, 5}, {5, 6}});
    EXPECT_EQ(network.degree, (std::vector<std::int32_t>{2, 2, 3, 3, 2, 3, 1}));
    const auto measures = test::measures_of(network);
    const std::vector<double> clustering{1, 1, 1.0 / 3, 1.0 / 3, 1, 1.0 / 3};  // and G has one neighbour only
    const auto closed = closures(network, {}, {});
    for (std::size_t row = 0; row < 6; ++row) EXPECT_NEAR(static_cast<double>(closed[row].tied) / static_cast<double>(closed[row].pairs), clustering[row], 1e-12) << row;
    EXPECT_EQ(closed[6].pairs, 0);
    const HeldTogether held = held_together(answer(measures->blocks()), std::vector<std::uint8_t>(7, 1), 1);
    std::vector<std::int32_t> points;
    for (const CutPoint& point : held.points) points.push_back(point.node);
    EXPECT_EQ(points, (std::vector<std::int32_t>{2, 3, 5}));
    ASSERT_EQ(held.bridges.size(), 2u);
    EXPECT_EQ(std::pair(held.bridges[0].a, held.bridges[0].b), std::pair(2, 3));
    EXPECT_EQ(std::pair(held.bridges[1].a, held.bridges[1].b), std::pair(5, 6));
}

}  // namespace truths_test
}  // namespace kith::network_measures
