// Builders against a map of pairs.
#include <map>
#include <set>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "engine/graph/csr.hpp"

namespace kith::graph {
namespace csr_test {

struct Columns {
    std::size_t nodes = 0;
    std::vector<std::int32_t> from, to;
    std::vector<std::uint8_t> keep;
    std::vector<double> weights;
    std::vector<std::uint8_t> states;
    Links links() const { return {from, to, keep, 2}; }
};

/// Ends may lie outside the nodes on purpose.
Columns columns() {
    Columns c;
    c.nodes = *rc::gen::inRange<std::size_t>(0, 12);
    const auto top = static_cast<std::int32_t>(c.nodes) + 3;
    for (const auto& [a, b, k] : *rc::gen::container<std::vector<std::tuple<int, int, int>>>(
             rc::gen::tuple(rc::gen::inRange(-1, top), rc::gen::inRange(-1, top), rc::gen::inRange(0, 12)))) {
        c.from.push_back(a);
        c.to.push_back(b);
        c.keep.push_back(static_cast<std::uint8_t>(k % 3));
        c.weights.push_back(k);
        c.states.push_back(k > 9);
    }
    return c;
}

bool usable(const Columns& c, std::size_t i) {
    const auto in = [&](std::int32_t v) { return v >= 0 && static_cast<std::size_t>(v) < c.nodes; };
    return c.keep[i] >= 2 && c.from[i] != c.to[i] && in(c.from[i]) && in(c.to[i]);
}

RC_GTEST_PROP(Csr, BothWaysHoldsEveryLinkTwiceInOrder, ()) {
    const Columns c = columns();
    std::map<std::int32_t, std::multiset<std::pair<std::int32_t, std::int32_t>>> expected;  // node: (target, link)
    for (std::size_t i = 0; i < c.from.size(); ++i) {
        if (!usable(c, i)) continue;
        for (const std::int32_t block : {0, 1}) {
            const auto link = static_cast<std::int32_t>(i + static_cast<std::size_t>(block) * c.from.size());
            expected[c.from[i]].emplace(c.to[i], link);
            expected[c.to[i]].emplace(c.from[i], link);
        }
    }
    const std::vector<Links> blocks{c.links(), c.links()};
    const LinkedCsr csr = both_ways(c.nodes, blocks);
    RC_ASSERT(csr.offsets.size() == c.nodes + 1);
    for (std::size_t v = 0; v < c.nodes; ++v) {
        std::vector<std::pair<std::int32_t, std::int32_t>> row;
        for (auto arc = csr.offsets[v]; arc < csr.offsets[v + 1]; ++arc)
            row.emplace_back(csr.targets[static_cast<std::size_t>(arc)], csr.links[static_cast<std::size_t>(arc)]);
        const auto& want = expected[static_cast<std::int32_t>(v)];
        RC_ASSERT(row == (std::vector<std::pair<std::int32_t, std::int32_t>>(want.begin(), want.end())));
    }
}

RC_GTEST_PROP(Csr, SimplePairsSumWeightsOnce, ()) {
    const Columns c = columns();
    std::map<std::pair<std::int32_t, std::int32_t>, double> expected;
    for (std::size_t i = 0; i < c.from.size(); ++i) {
        if (!usable(c, i)) continue;
        const double weight = c.states[i] != 0 ? 0.25 : c.weights[i];
        expected[{c.from[i], c.to[i]}] += weight;
        expected[{c.to[i], c.from[i]}] += weight;
    }
    const WeightedCsr csr = simple_pairs(c.nodes, c.links(), {c.weights, c.states, 0.25});
    std::map<std::pair<std::int32_t, std::int32_t>, double> mine;
    for (std::size_t v = 0; v < c.nodes; ++v) {
        const auto row = csr.view().row(static_cast<std::int32_t>(v));
        RC_ASSERT(std::is_sorted(row.begin(), row.end()));
        for (std::size_t i = 0; i < row.size(); ++i)
            mine[{static_cast<std::int32_t>(v), row[i]}] += csr.weights[static_cast<std::size_t>(csr.offsets[v]) + i];
    }
    RC_ASSERT(csr.targets.size() == expected.size());
    RC_ASSERT(mine == expected);
    const std::vector<std::uint32_t> reverse = reverse_arcs(csr.view());
    for (std::size_t v = 0; v < c.nodes; ++v)
        for (auto arc = static_cast<std::size_t>(csr.offsets[v]); arc < static_cast<std::size_t>(csr.offsets[v + 1]); ++arc) {
            RC_ASSERT(csr.targets[reverse[arc]] == static_cast<std::int32_t>(v));
            RC_ASSERT(reverse[reverse[arc]] == arc);
        }
}

TEST(Csr, DirectedKeepsParallelAndSelfArcs) {
    const std::vector<std::int32_t> from{2, 0, 2, 0, 1}, to{1, 2, 0, 0, 2};
    const std::vector<std::uint8_t> keep{1, 1, 1, 1, 0};
    const Csr csr = directed(3, {from, to, keep, 1});
    EXPECT_EQ(csr.offsets, (std::vector<std::int64_t>{0, 2, 2, 4}));
    EXPECT_EQ(csr.targets, (std::vector<std::int32_t>{0, 2, 0, 1}));
    EXPECT_EQ(csr.view().degree(2), 2u);
}

}  // namespace csr_test
}  // namespace kith::graph
