// Density, effective size, efficiency, constraint and hierarchy against published and independently computed figures.
#include "plugins/isolation/structure.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "tests/support/shared_data.hpp"

namespace structure_test {

using kith::isolation::constraint;
using kith::isolation::EgoMeasurer;
using kith::isolation::EgoStructure;
using kith::isolation::Graph;
using kith::isolation::orient;
using kith::isolation::Oriented;

using Edges = std::map<std::pair<int, int>, double>;

struct Made {
    std::vector<std::int64_t> offsets{0};
    std::vector<std::int32_t> targets;
    std::vector<double> weights;
    Graph graph(bool weighted = true) const { return {offsets, targets, weighted ? std::span<const double>(weights) : std::span<const double>()}; }
};

// Directed weights are added up; self-ties are left out.
Made make(int nodes, const Edges& edges) {
    std::map<std::pair<int, int>, double> both;
    for (const auto& [ends, weight] : edges) {
        if (ends.first == ends.second) continue;
        both[ends] += weight;
        both[{ends.second, ends.first}] += weight;
    }
    Made made;
    for (int i = 0; i < nodes; ++i) {
        for (auto it = both.lower_bound({i, 0}); it != both.end() && it->first.first == i; ++it) {
            made.targets.push_back(it->first.second);
            made.weights.push_back(it->second);
        }
        made.offsets.push_back(static_cast<std::int64_t>(made.targets.size()));
    }
    return made;
}

// The ego network of a node with everything that the graph knows of it.
EgoStructure ego(const Made& made, int node, bool weighted) {
    const Graph graph = made.graph(weighted);
    const Oriented oriented = orient(graph);
    EgoMeasurer measurer(oriented);
    const auto first = static_cast<std::size_t>(made.offsets[static_cast<std::size_t>(node)]);
    const auto row = graph.of(node);
    return measurer.measure(row, weighted ? std::span<const double>(made.weights).subspan(first, row.size()) : std::span<const double>());
}

// Burt's formulas written down as they stand, over a full matrix.
struct Plain {
    std::vector<std::vector<double>> w;
    explicit Plain(const Made& made, bool weighted) {
        const std::size_t n = made.offsets.size() - 1;
        w.assign(n, std::vector<double>(n, 0));
        for (std::size_t i = 0; i < n; ++i)
            for (auto e = static_cast<std::size_t>(made.offsets[i]); e < static_cast<std::size_t>(made.offsets[i + 1]); ++e)
                w[i][static_cast<std::size_t>(made.targets[e])] = weighted ? made.weights[e] : 1.0;
    }
    double p(std::size_t i, std::size_t j) const {
        double all = 0;
        for (const double v : w[i]) all += v;
        return w[i][j] / all;
    }
    double constraint(std::size_t i) const {
        double sum = 0;
        for (std::size_t j = 0; j < w.size(); ++j) {
            if (!(w[i][j] > 0)) continue;
            double both = p(i, j);
            for (std::size_t q = 0; q < w.size(); ++q)
                if (q != i && q != j && w[i][q] > 0) both += p(i, q) * p(q, j);
            sum += both * both;
        }
        return sum;
    }
};

// domain.md section 9, graph G: A-B, A-C, B-C, C-D, D-E, E-F, D-F, F-G (networkx 2.8.8).
const Edges graph_g{{{0, 1}, 1}, {{0, 2}, 1}, {{1, 2}, 1}, {{2, 3}, 1}, {{3, 4}, 1}, {{4, 5}, 1}, {{3, 5}, 1}, {{5, 6}, 1}};

TEST(Structure, GraphGOfTheDomainPage) {
    const Made made = make(7, graph_g);
    const double expected_constraint[] = {1.006944, 1.006944, 0.611111, 0.558642, 0.888889, 0.558642, 1.0};
    const double effective_size[] = {1, 1, 2.333333, 2.333333, 1, 2.333333, 1};
    const double efficiency[] = {0.5, 0.5, 0.777778, 0.777778, 0.5, 0.777778, 1};
    const double density[] = {1, 1, 1.0 / 3, 1.0 / 3, 1, 1.0 / 3, 0};  // the clustering of the table
    const std::vector<double> found = constraint(orient(made.graph(false)));
    for (int i = 0; i < 7; ++i) {
        const auto at = static_cast<std::size_t>(i);
        const EgoStructure structure = ego(made, i, false);
        EXPECT_NEAR(found[at], expected_constraint[at], 5e-7) << i;
        EXPECT_NEAR(structure.effective_size, effective_size[at], 5e-7) << i;
        EXPECT_NEAR(structure.efficiency, efficiency[at], 5e-7) << i;
        EXPECT_NEAR(structure.density, density[at], 1e-12) << i;
    }
}

// domain.md section 9, weighted and directed: e->a 3, a->e 1, e->b 2, e->c 1, a->b 1 (e 0, a 1, b 2, c 3).
TEST(Structure, WeightedAndDirectedVectorOfTheDomainPage) {
    const Made made = make(4, {{{0, 1}, 3}, {{1, 0}, 1}, {{0, 2}, 2}, {{0, 3}, 1}, {{1, 2}, 1}});
    const std::vector<double> found = constraint(orient(made.graph()));
    EXPECT_NEAR(found[0], 0.624853, 5e-7);
    EXPECT_NEAR(found[1], 1.054785, 5e-7);
    EXPECT_NEAR(ego(made, 0, true).effective_size, 2.642857, 5e-7);
    EXPECT_NEAR(ego(made, 1, true).effective_size, 1.1, 5e-7);
    EXPECT_NEAR(ego(made, 0, true).constraint, 0.624853, 5e-7);  // e's own network is the whole graph
}

TEST(Structure, NobodyHasNothing) {
    const Made made = make(3, {{{0, 1}, 1}});
    EXPECT_TRUE(std::isnan(constraint(orient(made.graph()))[2]));
    const Oriented oriented = orient(made.graph());
    EgoMeasurer measurer(oriented);
    EXPECT_EQ(measurer.measure({}, {}).alters, 0);
}

// Hierarchy: none where every contact constrains alike (a clique), by hand where they do not: in graph G the ego network of
// C has c_CA = c_CB = (1/3 (1 + 1/2))^2 = 1/4, c_CD = 1/9, c = 11/18, r = 27/22, 27/22, 6/11.
TEST(Structure, HierarchyByHand) {
    const Made clique = make(4, {{{0, 1}, 1}, {{0, 2}, 1}, {{0, 3}, 1}, {{1, 2}, 1}, {{1, 3}, 1}, {{2, 3}, 1}});
    EXPECT_NEAR(ego(clique, 0, false).hierarchy, 0, 1e-12);
    const double r = 27.0 / 22, last = 6.0 / 11;
    const double expected = (2 * r * std::log(r) + last * std::log(last)) / (3 * std::log(3));
    EXPECT_NEAR(ego(make(7, graph_g), 2, false).hierarchy, expected, 1e-12);
}

// ../shared/data/truths: networkx's own test of UCINET's figures (Borgatti 1997's graph).
TEST(Structure, BorgattisGraphEqualsUcinet) {
    KITH_NEEDS_SHARED(shared);
    const auto truth = nlohmann::json::parse(std::ifstream(shared / "data/truths/structural_holes_undirected.json"));
    Edges plain, weighted;
    for (const auto& w : truth["weights"]) {
        const auto node = [](const nlohmann::json& name) { return name.get<std::string>()[0] - 'A'; };
        weighted[{node(w[0]), node(w[1])}] = w[2].get<double>();
        plain[{node(w[0]), node(w[1])}] = 1;
    }
    const Made equal = make(7, plain), made = make(7, weighted);
    for (const auto& [name, value] : truth["constraint_unweighted"].items())
        EXPECT_NEAR(constraint(orient(equal.graph()))[static_cast<std::size_t>(name[0] - 'A')], value.get<double>(), 1e-3) << name;
    for (const auto& [name, value] : truth["constraint_weighted"].items())
        EXPECT_NEAR(constraint(orient(made.graph()))[static_cast<std::size_t>(name[0] - 'A')], value.get<double>(), 1e-3) << name;
    for (const auto& [name, value] : truth["effective_size_unweighted"].items())
        EXPECT_NEAR(ego(equal, name[0] - 'A', false).effective_size, value.get<double>(), 1e-2) << name;
    // G knows everybody, C only G: their ego networks hold all that the published figure, of the whole graph, reads.
    for (const char* name : {"G", "C"})
        EXPECT_NEAR(ego(made, *name - 'A', true).effective_size, truth["effective_size_weighted"][name].get<double>(), 1e-2) << name;
}

// igraph's own unit test: self-ties do not count, parallel ties add up.
TEST(Structure, ConstraintEqualsIgraphs) {
    KITH_NEEDS_SHARED(shared);
    const auto truth = nlohmann::json::parse(std::ifstream(shared / "data/truths/constraint_igraph.json"));
    ASSERT_EQ(truth["cases"].size(), 4U);
    for (const auto& example : truth["cases"]) {
        Edges edges;
        for (std::size_t i = 0; i < example["edges"].size(); ++i) {
            const auto& edge = example["edges"][i];
            edges[{edge[0].get<int>(), edge[1].get<int>()}] += example.contains("weights") ? example["weights"][i].get<double>() : 1.0;
        }
        const Made made = make(example["n"].get<int>(), edges);
        const auto found = constraint(orient(made.graph()));
        for (std::size_t i = 0; i < found.size(); ++i)
            EXPECT_NEAR(found[i], example["constraint"][i].get<double>(), 1e-6) << example["name"] << " " << i;
    }
}

RC_GTEST_PROP(Structure, ConstraintIsBurtsFormula, (bool weighted)) {
    const int nodes = *rc::gen::inRange(2, 9);
    Edges edges;
    for (int i = 0; i < nodes; ++i)
        for (int j = i + 1; j < nodes; ++j)
            if (*rc::gen::inRange(0, 2) == 1) edges[{i, j}] = *rc::gen::inRange(1, 9);
    const Made made = make(nodes, edges);
    const Plain plain(made, weighted);
    const auto found = constraint(orient(made.graph(weighted)));
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (made.offsets[i] == made.offsets[i + 1]) RC_ASSERT(std::isnan(found[i]));
        else RC_ASSERT(std::abs(found[i] - plain.constraint(i)) < 1e-9);
    }
}

// Without weights: effective size is n - 2t/n (Borgatti 1997), and the ego network's constraint is Burt's formula on it.
RC_GTEST_PROP(Structure, EgoNetworksAreBorgattis, ()) {
    const int nodes = *rc::gen::inRange(2, 9);
    Edges edges;
    for (int i = 0; i < nodes; ++i)
        for (int j = i + 1; j < nodes; ++j)
            if (*rc::gen::inRange(0, 2) == 1) edges[{i, j}] = 1;
    const Made made = make(nodes, edges);
    for (int i = 0; i < nodes; ++i) {
        const EgoStructure found = ego(made, i, false);
        const auto row = made.graph(false).of(i);
        const std::set<int> inside(row.begin(), row.end());
        Edges own;
        double t = 0;
        for (const auto& [ends, weight] : edges) {
            if (inside.count(ends.first) && inside.count(ends.second)) t += 1;
            if ((inside.count(ends.first) || ends.first == i) && (inside.count(ends.second) || ends.second == i)) own[ends] = weight;
        }
        const double n = static_cast<double>(row.size());
        RC_ASSERT(found.alters == static_cast<std::int64_t>(row.size()));
        if (n < 1) continue;
        RC_ASSERT(std::abs(found.effective_size - (n - 2 * t / n)) < 1e-9);
        RC_ASSERT(std::abs(found.constraint - Plain(make(nodes, own), false).constraint(static_cast<std::size_t>(i))) < 1e-9);
        RC_ASSERT(found.hierarchy >= 0.0 && found.hierarchy <= 1.0 + 1e-12);
    }
}

}  // namespace structure_test
