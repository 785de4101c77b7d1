// Against the definitions themselves, on small random networks.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <set>

#include "tests/plugins/network_measures/graphs.hpp"

namespace kith::network_measures {
namespace random_test {

using test::answer;

/// Between 1 and 14 nodes, sparse enough to fall into pieces, dense enough to hold together.
Network any_network() {
    const auto nodes = *rc::gen::inRange<std::size_t>(1, 15);
    const auto pairs = *rc::gen::container<test::Pairs>(rc::gen::pair(rc::gen::inRange(0, static_cast<int>(nodes)), rc::gen::inRange(0, static_cast<int>(nodes))));
    return test::network_of(nodes, pairs);
}

/// Sizes of the pieces without `node` (-1: with everybody) and without one pair; alone counts as a piece.
std::vector<std::int64_t> pieces_without(const Network& network, int node, std::size_t pair, int from) {
    std::vector<int> of(network.nodes);
    for (std::size_t i = 0; i < of.size(); ++i) of[i] = static_cast<int>(i);
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t i = 0; i < network.pairs(); ++i) {
            const auto a = static_cast<std::size_t>(network.ends[2 * i]), b = static_cast<std::size_t>(network.ends[2 * i + 1]);
            if (i == pair || static_cast<int>(a) == node || static_cast<int>(b) == node || of[a] == of[b]) continue;
            of[a] = of[b] = std::min(of[a], of[b]);
            changed = true;
        }
    }
    std::map<int, std::int64_t> sizes;
    for (std::size_t i = 0; i < of.size(); ++i)
        if (static_cast<int>(i) != node && (from < 0 || of[i] == of[static_cast<std::size_t>(from)])) ++sizes[of[i]];
    std::vector<std::int64_t> found;
    for (const auto& [piece, size] : sizes) found.push_back(size);
    std::sort(found.rbegin(), found.rend());
    return found;
}
constexpr auto no_pair = static_cast<std::size_t>(-1);

RC_GTEST_PROP(CutPoints, AreThoseWithoutWhomAPieceFallsApart, ()) {
    const Network network = any_network();
    const HeldTogether held = held_together(answer(test::measures_of(network)->blocks()), std::vector<std::uint8_t>(network.nodes, 1), 2);
    std::map<int, CutPoint> found;
    for (const CutPoint& point : held.points) found[point.node] = point;
    const std::size_t before = pieces_without(network, -1, no_pair, -1).size();
    for (int node = 0; node < static_cast<int>(network.nodes); ++node) {
        const bool cuts = pieces_without(network, node, no_pair, -1).size() > before;
        RC_ASSERT(found.count(node) == (cuts ? 1u : 0u));
        if (!cuts) continue;
        // The parts of its own piece: those that a neighbour of it stands in.
        std::vector<std::int64_t> parts;
        std::set<std::size_t> counted;
        for (std::size_t i = 0; i < network.ends.size(); ++i) {
            if (network.ends[i] != node) continue;
            const int neighbour = network.ends[i ^ 1];
            if (counted.count(static_cast<std::size_t>(neighbour)) != 0) continue;
            parts.push_back(pieces_without(network, node, no_pair, neighbour).front());
            for (std::size_t k = 0; k < network.ends.size(); ++k) {
                const int other = network.ends[k ^ 1];
                if (network.ends[k] != node) continue;
                Network joined = network;  // in one part when tying the two makes no piece fewer
                joined.ends.insert(joined.ends.end(), {std::min(neighbour, other), std::max(neighbour, other)});
                if (neighbour == other || pieces_without(joined, node, no_pair, -1).size() == pieces_without(network, node, no_pair, -1).size())
                    counted.insert(static_cast<std::size_t>(other));
            }
        }
        std::sort(parts.rbegin(), parts.rend());
        std::int64_t held_by = 0, held_large = 0, large = 0;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            large += parts[i] >= 2;
            if (i > 0) held_by += parts[i];
            if (i > 0 && parts[i] >= 2) held_large += parts[i];
        }
        RC_ASSERT(found[node].largest == parts.front());
        RC_ASSERT(found[node].held == held_by);
        RC_ASSERT(found[node].held_large == held_large);
        RC_ASSERT(found[node].parts == large);
    }
}

RC_GTEST_PROP(Bridges, AreThosePairsWithoutWhoseTieAPieceFallsInTwo, ()) {
    const Network network = any_network();
    const HeldTogether held = held_together(answer(test::measures_of(network)->blocks()), std::vector<std::uint8_t>(network.nodes, 1), 2);
    std::map<std::pair<int, int>, Bridge> found;
    for (const Bridge& bridge : held.bridges) found[{bridge.a, bridge.b}] = bridge;
    const std::size_t before = pieces_without(network, -1, no_pair, -1).size();
    std::size_t bridges = 0;
    for (std::size_t i = 0; i < network.pairs(); ++i) {
        const int a = network.ends[2 * i], b = network.ends[2 * i + 1];
        if (pieces_without(network, -1, i, -1).size() == before) continue;
        ++bridges;
        RC_ASSERT(found.count({a, b}) == 1u);
        RC_ASSERT(found.at({a, b}).beyond_a == pieces_without(network, -1, i, a).front());
        RC_ASSERT(found.at({a, b}).beyond_b == pieces_without(network, -1, i, b).front());
    }
    RC_ASSERT(found.size() == bridges);
}

RC_GTEST_PROP(Betweenness, IsTheShareOfShortestWays, ()) {
    const Network network = any_network();
    const test::Ways ways = test::all_ways(network);
    const auto found = answer(test::measures_of(network)->betweenness());
    for (std::size_t v = 0; v < network.nodes; ++v) {
        double sum = 0;
        for (std::size_t s = 0; s < network.nodes; ++s)
            for (std::size_t t = s + 1; t < network.nodes; ++t) sum += test::part(ways, s, t, v);
        RC_ASSERT(std::abs(found[v] - sum) < 1e-9);
    }
}

RC_GTEST_PROP(Betweenness, FromSomeSourcesCountsThePairsWithAnEndDrawn, ()) {
    const Network network = any_network();
    const auto drawn = *rc::gen::container<std::vector<std::uint8_t>>(network.nodes, rc::gen::inRange<std::uint8_t>(0, 2));
    const test::Ways ways = test::all_ways(network);
    const auto found = answer(test::measures_of(network)->betweenness_from(drawn));
    for (std::size_t v = 0; v < network.nodes; ++v) {
        Counted sum;
        for (std::size_t s = 0; s < network.nodes; ++s)
            for (std::size_t t = s + 1; t < network.nodes; ++t) {
                if (drawn[s] != drawn[t]) sum.one_end += test::part(ways, s, t, v);
                if (drawn[s] != 0 && drawn[t] != 0) sum.both_ends += test::part(ways, s, t, v);
            }
        RC_ASSERT(std::abs(found[v].one_end - sum.one_end) < 1e-9);
        RC_ASSERT(std::abs(found[v].both_ends - sum.both_ends) < 1e-9);
    }
}

RC_GTEST_PROP(Closeness, IsByDistances, ()) {
    const Network network = any_network();
    const test::Ways ways = test::all_ways(network);
    const auto measures = test::measures_of(network);
    const auto close = answer(measures->closeness()), harmonic = answer(measures->harmonic());
    const auto others = static_cast<double>(std::count_if(network.degree.begin(), network.degree.end(), [](auto d) { return d > 0; })) - 1;
    for (std::size_t v = 0; v < network.nodes; ++v) {
        double reached = 0, metres = 0, inverse = 0;
        for (std::size_t t = 0; t < network.nodes; ++t) {
            if (t == v || ways.distance[v][t] < 0) continue;
            reached += 1;
            metres += ways.distance[v][t];
            inverse += 1.0 / ways.distance[v][t];
        }
        RC_ASSERT(std::abs(close[v] - (reached == 0 ? 0 : reached / metres * reached / others)) < 1e-9);
        RC_ASSERT(std::abs(harmonic[v] - (reached == 0 ? 0 : inverse / others)) < 1e-9);
    }
}

RC_GTEST_PROP(Closures, UnknownPairsAreThoseOfWhomNobodyCouldTell, ()) {
    const Network network = any_network();
    const auto complete = *rc::gen::container<std::vector<std::uint8_t>>(network.nodes, rc::gen::inRange<std::uint8_t>(0, 2));
    const auto told = *rc::gen::container<std::vector<std::uint8_t>>(network.nodes, rc::gen::inRange<std::uint8_t>(0, 2));
    std::set<std::pair<int, int>> tied;
    for (std::size_t i = 0; i < network.ends.size(); i += 2) tied.emplace(network.ends[i], network.ends[i + 1]);
    const auto is_tied = [&](int a, int b) { return tied.count({std::min(a, b), std::max(a, b)}) != 0; };
    const auto found = closures(network, complete, told);
    const int n = static_cast<int>(network.nodes);
    for (int v = 0; v < n; ++v) {
        Closure wanted;
        for (int a = 0; a < n; ++a)
            for (int b = a + 1; b < n; ++b) {
                if (!is_tied(v, a) || !is_tied(v, b) || a == v || b == v) continue;
                ++wanted.pairs;
                wanted.tied += is_tied(a, b);
                const bool nobody = complete[static_cast<std::size_t>(a)] == 0 && complete[static_cast<std::size_t>(b)] == 0 && told[static_cast<std::size_t>(v)] == 0;
                wanted.not_known += !is_tied(a, b) && nobody;
            }
        const Closure& got = found[static_cast<std::size_t>(v)];
        RC_ASSERT(got.pairs == wanted.pairs && got.tied == wanted.tied && got.not_known == wanted.not_known);
    }
}

TEST(NetworksOf, KeepsWhatIsSureApartFromWhatMayBe) {
    // 0-1 by two ties, one of them sure; 0-2 by one that may be; 2-3 sure, and 3 is left out; node 4 lies beyond.
    const std::vector<std::int64_t> offsets{0, 4, 6, 8, 9, 10};
    const std::vector<std::int32_t> targets{1, 1, 2, 4, 0, 0, 0, 3, 2, 0}, ties{0, 1, 2, 4, 0, 1, 2, 3, 3, 4};
    const std::vector<std::uint8_t> maybe{1, 0, 1, 0, 1, 0, 1, 0, 0, 0}, left_out{0, 0, 0, 1};
    const Both both = networks_of({offsets, targets, ties, maybe}, 4, left_out);
    EXPECT_FALSE(both.same);
    EXPECT_EQ(both.sure.ends, (std::vector<std::int32_t>{0, 1}));
    EXPECT_EQ(both.all.ends, (std::vector<std::int32_t>{0, 1, 0, 2}));
    EXPECT_EQ(both.all.degree, (std::vector<std::int32_t>{2, 1, 1, 0}));
    EXPECT_TRUE(networks_of({offsets, targets, ties, {}}, 4, left_out).same);
}

}  // namespace random_test
}  // namespace kith::network_measures
