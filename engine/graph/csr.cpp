#include "engine/graph/csr.hpp"

#include <algorithm>
#include <cassert>
#include <limits>

#include "engine/base/index.hpp"

namespace kith::graph {
namespace {

using base::at;

/// Counts in [v + 1] become offsets.
void accumulate(std::vector<std::int64_t>& offsets) {
    for (std::size_t v = 1; v < offsets.size(); ++v) offsets[v] += offsets[v - 1];
}

bool usable(std::int32_t from, std::int32_t to, std::size_t nodes) {
    return from != to && from >= 0 && to >= 0 && at(from) < nodes && at(to) < nodes;
}

template <class Visit>  // visit(lower end, upper end, link)
void for_each_link(std::size_t nodes, std::span<const Links> blocks, const Visit& visit) {
    std::int64_t first = 0;
    for (const Links& block : blocks) {
        assert(block.from.size() == block.to.size());
        for (std::size_t i = 0; i < block.from.size(); ++i)
            if (block.kept(i) && usable(block.from[i], block.to[i], nodes))
                visit(std::min(block.from[i], block.to[i]), std::max(block.from[i], block.to[i]), first + static_cast<std::int64_t>(i));
        first += static_cast<std::int64_t>(block.from.size());
    }
    assert(first <= std::numeric_limits<std::int32_t>::max());
}

/// Links by their lower end, each packed as upper end << 32 | link; rows sorted. Half of the final arcs, so half the sorting.
struct LowerRows {
    std::vector<std::int64_t> offsets;
    std::vector<std::uint64_t> packed;
    static std::int32_t target(std::uint64_t arc) { return static_cast<std::int32_t>(arc >> 32); }
    static std::int32_t link(std::uint64_t arc) { return static_cast<std::int32_t>(arc & 0xFFFFFFFFu); }
};

LowerRows lower_rows(std::size_t nodes, std::span<const Links> blocks) {
    LowerRows rows;
    rows.offsets.assign(nodes + 1, 0);
    for_each_link(nodes, blocks, [&](std::int32_t low, std::int32_t, std::int64_t) { ++rows.offsets[at(low) + 1]; });
    accumulate(rows.offsets);
    rows.packed.resize(at(rows.offsets.back()));
    std::vector<std::int64_t> cursor(rows.offsets.begin(), rows.offsets.end() - 1);
    for_each_link(nodes, blocks, [&](std::int32_t low, std::int32_t high, std::int64_t link) {
        rows.packed[at(cursor[at(low)]++)] = static_cast<std::uint64_t>(high) << 32 | static_cast<std::uint64_t>(link);
    });
    for (std::size_t v = 0; v < nodes; ++v) std::sort(rows.packed.begin() + rows.offsets[v], rows.packed.begin() + rows.offsets[v + 1]);
    return rows;
}

/// Offsets of the graph that holds every arc of the lower rows at both ends.
std::vector<std::int64_t> both_offsets(const LowerRows& rows, std::size_t nodes) {
    std::vector<std::int64_t> offsets(nodes + 1, 0);
    for (std::size_t v = 0; v < nodes; ++v) offsets[v + 1] += rows.offsets[v + 1] - rows.offsets[v];
    for (const std::uint64_t arc : rows.packed) ++offsets[at(LowerRows::target(arc)) + 1];
    accumulate(offsets);
    return offsets;
}

}  // namespace

Csr directed(std::size_t nodes, const Links& arcs) {
    Csr csr;
    csr.offsets.assign(nodes + 1, 0);
    for (std::size_t i = 0; i < arcs.from.size(); ++i)
        if (arcs.kept(i)) ++csr.offsets[at(arcs.from[i]) + 1];
    accumulate(csr.offsets);
    csr.targets.resize(at(csr.offsets.back()));
    std::vector<std::int64_t> cursor(csr.offsets.begin(), csr.offsets.end() - 1);
    for (std::size_t i = 0; i < arcs.from.size(); ++i)
        if (arcs.kept(i)) csr.targets[at(cursor[at(arcs.from[i])]++)] = arcs.to[i];
    for (std::size_t v = 0; v < nodes; ++v) std::sort(csr.targets.begin() + csr.offsets[v], csr.targets.begin() + csr.offsets[v + 1]);
    return csr;
}

LinkedCsr both_ways(std::size_t nodes, std::span<const Links> blocks) {
    const LowerRows rows = lower_rows(nodes, blocks);
    LinkedCsr csr;
    csr.offsets = both_offsets(rows, nodes);
    csr.targets.resize(at(csr.offsets.back()));
    csr.links.resize(csr.targets.size());
    // Rows in ascending order: when row v is reached, all its lower neighbours stand in it already, in order; its higher
    // ones follow. So every row comes out sorted.
    std::vector<std::int64_t> cursor(csr.offsets.begin(), csr.offsets.end() - 1);
    for (std::size_t v = 0; v < nodes; ++v) {
        for (std::int64_t i = rows.offsets[v]; i < rows.offsets[v + 1]; ++i) {
            const std::uint64_t arc = rows.packed[at(i)];
            const std::int32_t high = LowerRows::target(arc);
            const std::size_t here = at(cursor[v]++);
            const std::size_t there = at(cursor[at(high)]++);
            csr.targets[here] = high;
            csr.targets[there] = static_cast<std::int32_t>(v);
            csr.links[here] = csr.links[there] = LowerRows::link(arc);
        }
    }
    return csr;
}

WeightedCsr simple_pairs(std::size_t nodes, const Links& links, const Weights& weights) {
    LowerRows rows = lower_rows(nodes, {&links, 1});
    // Merge equal targets in place; a row shrinks, its place in `packed` moves up.
    std::vector<double> sums;
    sums.reserve(rows.packed.size());
    for (std::size_t v = 0, begin = 0; v < nodes; ++v) {
        const std::size_t end = at(rows.offsets[v + 1]);
        rows.offsets[v] = static_cast<std::int64_t>(sums.size());
        for (std::size_t i = begin; i < end; ++i) {
            const double weight = weights.of(static_cast<std::size_t>(LowerRows::link(rows.packed[i])));
            if (i > begin && LowerRows::target(rows.packed[i]) == LowerRows::target(rows.packed[sums.size() - 1])) {
                sums.back() += weight;
            } else {
                rows.packed[sums.size()] = rows.packed[i];
                sums.push_back(weight);
            }
        }
        begin = end;
    }
    rows.offsets[nodes] = static_cast<std::int64_t>(sums.size());
    rows.packed.resize(sums.size());

    WeightedCsr csr;
    csr.offsets = both_offsets(rows, nodes);
    csr.targets.resize(at(csr.offsets.back()));
    csr.weights.resize(csr.targets.size());
    std::vector<std::int64_t> cursor(csr.offsets.begin(), csr.offsets.end() - 1);
    for (std::size_t v = 0; v < nodes; ++v) {
        for (std::size_t i = at(rows.offsets[v]); i < at(rows.offsets[v + 1]); ++i) {
            const std::int32_t high = LowerRows::target(rows.packed[i]);
            const std::size_t here = at(cursor[v]++);
            const std::size_t there = at(cursor[at(high)]++);
            csr.targets[here] = high;
            csr.targets[there] = static_cast<std::int32_t>(v);
            csr.weights[here] = csr.weights[there] = sums[i];
        }
    }
    return csr;
}

WeightedCsr symmetrised(CsrView directed, std::span<const double> weights) {
    std::vector<std::int32_t> from(directed.arcs());
    for (std::size_t v = 0; v < directed.nodes(); ++v)
        std::fill(from.begin() + directed.offsets[v], from.begin() + directed.offsets[v + 1], static_cast<std::int32_t>(v));
    Links links;
    links.from = from;
    links.to = directed.targets;
    Weights each;
    each.values = weights;
    return simple_pairs(directed.nodes(), links, each);
}

std::vector<std::uint32_t> reverse_arcs(CsrView graph) {
    assert(graph.arcs() <= std::numeric_limits<std::uint32_t>::max());
    std::vector<std::uint32_t> reverse(graph.arcs());
    std::vector<std::int64_t> cursor(graph.offsets.begin(), graph.offsets.empty() ? graph.offsets.end() : graph.offsets.end() - 1);
    // The sources of a row's arcs come by in the order of its sorted targets.
    for (std::size_t v = 0; v < graph.nodes(); ++v)
        for (std::int64_t i = graph.offsets[v]; i < graph.offsets[v + 1]; ++i)
            reverse[at(i)] = static_cast<std::uint32_t>(cursor[at(graph.targets[at(i)])]++);
    return reverse;
}

}  // namespace kith::graph
