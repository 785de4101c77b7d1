// The vectors of the domain reference, section 9 (networkx 2.8.8 and numpy 1.24), and every measure against a naive count.
#include <cmath>
#include <deque>
#include <set>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <boost/graph/clustering_coefficient.hpp>

#include "engine/graph/bgl.hpp"
#include "engine/graph/measures.hpp"
#include "tests/engine/graph/graphs.hpp"

namespace kith::graph {
namespace measures_test {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Graph G: A-B, A-C, B-C, C-D, D-E, E-F, D-F, F-G with A = 0 … G = 6.
WeightedCsr graph_g() {
    test::Edges edges;
    for (const auto& [a, b] : std::vector<std::pair<int, int>>{{0, 1}, {0, 2}, {1, 2}, {2, 3}, {3, 4}, {4, 5}, {3, 5}, {5, 6}})
        edges.add(a, b);
    return edges.graph();
}

TEST(GraphG, StructuralHolesAndClustering) {
    const WeightedCsr g = graph_g();
    base::JobContext job;
    const auto holes = structural_holes(g.view(), {}, true, job);
    const auto triangle_counts = triangles(g.view(), job);
    ASSERT_TRUE(holes && triangle_counts);
    const std::vector<double> local = clustering(g.view(), *triangle_counts);
    struct Row {
        double size, constraint, clustering;
    };
    const Row two{1.0, 1.006944, 1.0}, c{2.333333, 0.611111, 0.333333}, df{2.333333, 0.558642, 0.333333}, e{1.0, 0.888889, 1.0},
        last{1.0, 1.0, 0};
    const std::vector<Row> rows{two, two, c, df, e, df, last};
    const std::vector<double> efficiency{0.5, 0.5, 0.777778, 0.777778, 0.5, 0.777778, 1.0};
    for (std::size_t v = 0; v < rows.size(); ++v) {
        EXPECT_NEAR(holes->effective_size[v], rows[v].size, 1e-6) << v;
        EXPECT_NEAR(holes->effective_size[v] / static_cast<double>(g.view().degree(static_cast<std::int32_t>(v))), efficiency[v], 1e-6)
            << v;
        EXPECT_NEAR(holes->constraint[v], rows[v].constraint, 1e-6) << v;
        EXPECT_NEAR(local[v], rows[v].clustering, 1e-6) << v;
    }
}

TEST(GraphG, BridgesAndArticulation) {
    const WeightedCsr g = graph_g();
    const Biconnected blocks = biconnected(g.view());
    EXPECT_EQ(blocks.articulation, (std::vector<std::int32_t>{2, 3, 5}));
    EXPECT_EQ(blocks.bridges, (std::vector<std::pair<std::int32_t, std::int32_t>>{{2, 3}, {5, 6}}));
    EXPECT_EQ(blocks.count, 4);
}

TEST(GraphG, WhoMightKnowWhom) {
    const WeightedCsr g = graph_g();
    const std::set<std::pair<int, int>> some{{2, 4}, {2, 5}, {0, 3}, {1, 3}, {4, 6}, {3, 6}};
    for (int a = 0; a < 7; ++a)
        for (int b = a + 1; b < 7; ++b) {
            const auto row = g.view().row(a);
            if (std::binary_search(row.begin(), row.end(), b)) continue;
            EXPECT_NEAR(adamic_adar(g.view(), a, b), some.count({a, b}) != 0 ? 0.910239 : 0, 1e-6) << a << ' ' << b;
            EXPECT_NEAR(resource_allocation(g.view(), a, b), some.count({a, b}) != 0 ? 1.0 / 3 : 0, 1e-12) << a << ' ' << b;
        }
}

TEST(StructuralHoles, WeightedDirectedExample) {
    // e = 0, a = 1, b = 2, c = 3: e->a 3, a->e 1, e->b 2, e->c 1, a->b 1. Rows sorted by target.
    const std::vector<std::int32_t> from{0, 0, 0, 1, 1}, to{1, 2, 3, 0, 2};
    const std::vector<double> weights{3, 2, 1, 1, 1};
    const Csr arcs = directed(4, {from, to, {}, 1});
    const WeightedCsr both = symmetrised(arcs.view(), weights);
    base::JobContext job;
    const auto holes = structural_holes(both.view(), both.weights, true, job);
    ASSERT_TRUE(holes);
    EXPECT_NEAR(holes->constraint[0], 0.624853, 1e-6);
    EXPECT_NEAR(holes->constraint[1], 1.054785, 1e-6);
    EXPECT_NEAR(holes->effective_size[0], 2.642857, 1e-6);
    EXPECT_NEAR(holes->effective_size[1], 1.1, 1e-12);
}

TEST(Measures, EmptyGraphAndIsolates) {
    base::JobContext job;
    const WeightedCsr empty = simple_pairs(0, {});
    EXPECT_EQ(components(empty.view()).largest(), 0);
    EXPECT_TRUE(core_numbers(empty.view()).empty());
    EXPECT_EQ(biconnected(empty.view()).count, 0);
    EXPECT_TRUE(triangles(empty.view(), job)->empty());
    const WeightedCsr isolates = simple_pairs(3, {});
    EXPECT_EQ(components(isolates.view()).sizes, (std::vector<std::int64_t>{1, 1, 1}));
    EXPECT_EQ(core_numbers(isolates.view()), (std::vector<std::int32_t>{0, 0, 0}));
    EXPECT_EQ(closeness(isolates.view(), 1), 0);
    EXPECT_TRUE(path_to(fewest_hops(isolates.view(), 0), 0, 2).empty());
    EXPECT_EQ(path_to(fewest_hops(isolates.view(), 0), 0, 0), std::vector<std::int32_t>{0});
    const auto holes = structural_holes(isolates.view(), {}, true, job);
    EXPECT_TRUE(std::isnan(holes->constraint[0]) && std::isnan(holes->effective_size[2]));
}

TEST(Measures, StopWhenAsked) {
    const WeightedCsr g = graph_g();
    base::JobContext job;
    job.cancel();
    EXPECT_EQ(triangles(g.view(), job).error().code, base::Code::cancelled);
    EXPECT_EQ(structural_holes(g.view(), {}, true, job).error().code, base::Code::cancelled);
}

// ---- Naive counterparts, over a matrix of weights (0: no link).

using Matrix = std::vector<std::vector<double>>;

struct Random {
    WeightedCsr graph;
    Matrix w;
    std::size_t n() const { return w.size(); }
};

Random random_graph() {
    const auto n = *rc::gen::inRange<std::size_t>(1, 14);
    const auto links = *rc::gen::container<std::vector<std::tuple<std::size_t, std::size_t, int>>>(
        rc::gen::tuple(rc::gen::inRange<std::size_t>(0, n), rc::gen::inRange<std::size_t>(0, n), rc::gen::inRange(1, 20)));
    Random random;
    random.w.assign(n, std::vector<double>(n, 0));
    test::Edges edges;
    edges.nodes = n;
    for (const auto& [a, b, weight] : links) {
        edges.add(static_cast<std::int32_t>(a), static_cast<std::int32_t>(b), weight);
        if (a == b) continue;
        random.w[a][b] += weight;
        random.w[b][a] += weight;
    }
    random.graph = edges.graph();
    return random;
}

/// All pairs by Floyd and Warshall over any semiring.
template <class Combine, class Better>
Matrix all_pairs(Matrix d, Combine combine, Better better) {
    for (std::size_t k = 0; k < d.size(); ++k)
        for (std::size_t i = 0; i < d.size(); ++i)
            for (std::size_t j = 0; j < d.size(); ++j)
                if (better(combine(d[i][k], d[k][j]), d[i][j])) d[i][j] = combine(d[i][k], d[k][j]);
    return d;
}

Matrix start(const Random& random, double missing, double self, bool hops) {
    Matrix d(random.n(), std::vector<double>(random.n(), missing));
    for (std::size_t i = 0; i < random.n(); ++i)
        for (std::size_t j = 0; j < random.n(); ++j)
            if (i == j) d[i][j] = self;
            else if (random.w[i][j] > 0) d[i][j] = hops ? 1 : random.w[i][j];
    return d;
}

void expect_paths(const Random& random, const Matrix& best, const PathTree& tree, std::size_t from, double none) {
    for (std::size_t to = 0; to < random.n(); ++to) {
        RC_ASSERT(tree.value[to] == best[from][to]);
        const std::vector<std::int32_t> path = path_to(tree, static_cast<std::int32_t>(from), static_cast<std::int32_t>(to));
        RC_ASSERT(path.empty() == (best[from][to] == none));
        for (std::size_t i = 1; i < path.size(); ++i)
            RC_ASSERT(random.w[static_cast<std::size_t>(path[i - 1])][static_cast<std::size_t>(path[i])] > 0);
    }
}

RC_GTEST_PROP(MeasuresProperty, PathsAreThoseOfFloydAndWarshall, ()) {
    const Random random = random_graph();
    const auto plus = [](double a, double b) { return a + b; };
    const auto narrower = [](double a, double b) { return std::min(a, b); };
    const Matrix hops = all_pairs(start(random, infinity, 0, true), plus, std::less<>());
    const Matrix costs = all_pairs(start(random, infinity, 0, false), plus, std::less<>());
    const Matrix widths = all_pairs(start(random, 0, infinity, false), narrower, std::greater<>());
    for (std::size_t from = 0; from < random.n(); ++from) {
        const auto source = static_cast<std::int32_t>(from);
        expect_paths(random, hops, fewest_hops(random.graph.view(), source), from, infinity);
        expect_paths(random, costs, shortest_paths(random.graph.view(), random.graph.weights, source), from, infinity);
        expect_paths(random, widths, widest_paths(random.graph.view(), random.graph.weights, source), from, 0);
    }
}

/// Component of each node when `gone` (node) and the link a-b are taken away.
std::vector<int> naive_components(const Matrix& w, int gone, int a, int b) {
    std::vector<int> of(w.size(), -1);
    for (std::size_t s = 0; s < w.size(); ++s) {
        if (of[s] >= 0 || static_cast<int>(s) == gone) continue;
        std::deque<std::size_t> queue{s};
        of[s] = static_cast<int>(s);
        while (!queue.empty()) {
            const std::size_t v = queue.front();
            queue.pop_front();
            for (std::size_t u = 0; u < w.size(); ++u) {
                const bool cut =
                    (static_cast<int>(v) == a && static_cast<int>(u) == b) || (static_cast<int>(v) == b && static_cast<int>(u) == a);
                if (w[v][u] == 0 || of[u] >= 0 || static_cast<int>(u) == gone || cut) continue;
                of[u] = static_cast<int>(s);
                queue.push_back(u);
            }
        }
    }
    return of;
}
std::size_t pieces(const std::vector<int>& of) {
    std::set<int> different(of.begin(), of.end());
    different.erase(-1);
    return different.size();
}

RC_GTEST_PROP(MeasuresProperty, ComponentsCutsAndBridgesByTakingAway, ()) {
    const Random random = random_graph();
    const auto whole = naive_components(random.w, -1, -1, -1);
    const Components mine = components(random.graph.view());
    RC_ASSERT(mine.sizes.size() == pieces(whole));
    for (std::size_t v = 0; v < random.n(); ++v)
        for (std::size_t u = 0; u < random.n(); ++u) RC_ASSERT((mine.of[v] == mine.of[u]) == (whole[v] == whole[u]));

    const Biconnected blocks = biconnected(random.graph.view());
    std::vector<std::int32_t> articulation;
    std::vector<std::pair<std::int32_t, std::int32_t>> bridges;
    for (std::size_t v = 0; v < random.n(); ++v) {
        const bool isolate = random.graph.view().degree(static_cast<std::int32_t>(v)) == 0;
        if (!isolate && pieces(naive_components(random.w, static_cast<int>(v), -1, -1)) > pieces(whole))
            articulation.push_back(static_cast<std::int32_t>(v));
        for (std::size_t u = v + 1; u < random.n(); ++u)
            if (random.w[v][u] > 0 && pieces(naive_components(random.w, -1, static_cast<int>(v), static_cast<int>(u))) > pieces(whole))
                bridges.emplace_back(static_cast<std::int32_t>(v), static_cast<std::int32_t>(u));
    }
    RC_ASSERT(blocks.articulation == articulation);
    RC_ASSERT(blocks.bridges == bridges);
    for (const std::int32_t of : blocks.of) RC_ASSERT(of >= 0 && of < blocks.count);
}

RC_GTEST_PROP(MeasuresProperty, CoreNumbersByPeeling, ()) {
    const Random random = random_graph();
    std::vector<std::int32_t> naive(random.n(), 0);
    for (int k = 1; k < static_cast<int>(random.n()); ++k) {
        std::vector<bool> in(random.n(), true);
        for (bool changed = true; changed;) {
            changed = false;
            for (std::size_t v = 0; v < random.n(); ++v) {
                int degree = 0;
                for (std::size_t u = 0; u < random.n(); ++u) degree += in[u] && random.w[v][u] > 0;
                if (in[v] && degree < k) changed = !(in[v] = false);
            }
        }
        for (std::size_t v = 0; v < random.n(); ++v)
            if (in[v]) naive[v] = k;
    }
    RC_ASSERT(core_numbers(random.graph.view()) == naive);
}

RC_GTEST_PROP(MeasuresProperty, ClusteringIsBoosts, ()) {
    const Random random = random_graph();
    base::JobContext job;
    const std::vector<double> mine = clustering(random.graph.view(), *triangles(random.graph.view(), job));
    const BglGraph boost_graph{random.graph.view()};
    for (std::size_t v = 0; v < random.n(); ++v)
        RC_ASSERT(std::abs(mine[v] - boost::clustering_coefficient<double>(boost_graph, static_cast<std::int32_t>(v))) < 1e-12);
}

RC_GTEST_PROP(MeasuresProperty, StructuralHolesByTheFormula, ()) {
    const Random random = random_graph();
    const std::size_t n = random.n();
    std::vector<double> total(n, 0), strongest(n, 0);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) {
            total[i] += random.w[i][j];
            strongest[i] = std::max(strongest[i], random.w[i][j]);
        }
    base::JobContext job;
    const auto holes = structural_holes(random.graph.view(), random.graph.weights, true, job);
    for (std::size_t i = 0; i < n; ++i) {
        if (total[i] == 0) continue;
        double constraint = 0, size = 0;
        for (std::size_t j = 0; j < n; ++j) {
            if (random.w[i][j] == 0) continue;
            double p = random.w[i][j] / total[i], redundant = 0;
            for (std::size_t q = 0; q < n; ++q) {
                if (q == i || q == j || random.w[i][q] == 0) continue;
                p += random.w[i][q] / total[i] * (random.w[q][j] / total[q]);
                redundant += random.w[i][q] / total[i] * (random.w[j][q] / strongest[j]);
            }
            constraint += p * p;
            size += 1 - redundant;
        }
        RC_ASSERT(std::abs(holes->constraint[i] - constraint) < 1e-12);
        RC_ASSERT(std::abs(holes->effective_size[i] - size) < 1e-9);
    }
}

RC_GTEST_PROP(MeasuresProperty, AdamicAdarByCounting, ()) {
    const Random random = random_graph();
    for (std::size_t a = 0; a < random.n(); ++a)
        for (std::size_t b = a + 1; b < random.n(); ++b) {
            double adar = 0, allocation = 0;
            for (std::size_t z = 0; z < random.n(); ++z) {
                if (random.w[a][z] == 0 || random.w[b][z] == 0) continue;
                const auto degree = static_cast<double>(random.graph.view().degree(static_cast<std::int32_t>(z)));
                adar += 1 / std::log(degree);
                allocation += 1 / degree;
            }
            RC_ASSERT(adamic_adar(random.graph.view(), static_cast<std::int32_t>(a), static_cast<std::int32_t>(b)) == adar);
            RC_ASSERT(resource_allocation(random.graph.view(), static_cast<std::int32_t>(a), static_cast<std::int32_t>(b)) == allocation);
        }
}

}  // namespace measures_test
}  // namespace kith::graph
