#include "plugins/network_measures/network.hpp"

#include <algorithm>

namespace kith::network_measures {
namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

void add(Network& network, std::size_t a, std::int32_t b) {
    network.ends.push_back(static_cast<std::int32_t>(a));
    network.ends.push_back(b);
    ++network.degree[a];
    ++network.degree[at(b)];
}

/// Neighbours by node, each list sorted.
struct Neighbours {
    std::vector<std::size_t> offsets;
    std::vector<std::int32_t> targets;
    std::span<const std::int32_t> of(std::size_t node) const { return std::span(targets).subspan(offsets[node], offsets[node + 1] - offsets[node]); }
};

Neighbours neighbours_of(const Network& network) {
    Neighbours found;
    found.offsets.assign(network.nodes + 1, 0);
    for (std::size_t node = 0; node < network.nodes; ++node) found.offsets[node + 1] = found.offsets[node] + at(network.degree[node]);
    found.targets.resize(network.ends.size());
    std::vector<std::size_t> next(found.offsets.begin(), found.offsets.end() - 1);
    // Pairs are sorted by a, then b: what is smaller comes first for both ends.
    for (std::size_t i = 0; i < network.ends.size(); i += 2) {
        const std::int32_t a = network.ends[i], b = network.ends[i + 1];
        found.targets[next[at(b)]++] = a;
    }
    for (std::size_t i = 0; i < network.ends.size(); i += 2) {
        const std::int32_t a = network.ends[i], b = network.ends[i + 1];
        found.targets[next[at(a)]++] = b;
    }
    return found;
}

bool yes(std::span<const std::uint8_t> flags, std::size_t node) { return node < flags.size() && flags[node] != 0; }

}  // namespace

Both networks_of(const Arcs& arcs, std::size_t nodes, std::span<const std::uint8_t> left_out) {
    Both both;
    both.sure.nodes = both.all.nodes = nodes;
    both.sure.degree.assign(nodes, 0);
    both.all.degree.assign(nodes, 0);
    for (std::size_t node = 0; node < nodes && node + 1 < arcs.offsets.size(); ++node) {
        if (yes(left_out, node)) continue;
        for (std::size_t arc = arcs.begin(node); arc < arcs.end(node);) {
            const std::int32_t target = arcs.targets[arc];
            bool sure = false;
            for (; arc < arcs.end(node) && arcs.targets[arc] == target; ++arc) sure = sure || arcs.sure(arc);
            if (at(target) <= node || at(target) >= nodes || yes(left_out, at(target))) continue;
            if (sure) add(both.sure, node, target);
            add(both.all, node, target);
            both.same = both.same && sure;
        }
    }
    if (both.same) both.all = Network{};
    return both;
}

std::vector<Closure> closures(const Network& network, std::span<const std::uint8_t> complete, std::span<const std::uint8_t> told) {
    const Neighbours near = neighbours_of(network);
    std::vector<Closure> found(network.nodes);
    std::vector<std::uint8_t> marked(network.nodes, 0);
    for (std::size_t node = 0; node < network.nodes; ++node) {
        const auto mine = near.of(node);
        const auto n = static_cast<std::int64_t>(mine.size());
        Closure& closure = found[node];
        closure.pairs = n * (n - 1) / 2;
        if (n < 2) continue;
        std::int64_t silent = 0, silent_tied = 0;
        for (const std::int32_t contact : mine) {
            marked[at(contact)] = yes(complete, at(contact)) ? 1 : 2;
            silent += marked[at(contact)] == 2;
        }
        for (const std::int32_t contact : mine) {
            const auto theirs = near.of(at(contact));
            for (auto other = std::upper_bound(theirs.begin(), theirs.end(), contact); other != theirs.end(); ++other) {
                closure.tied += marked[at(*other)] != 0;
                silent_tied += marked[at(*other)] == 2 && marked[at(contact)] == 2;
            }
        }
        for (const std::int32_t contact : mine) marked[at(contact)] = 0;
        if (!yes(told, node)) closure.not_known = silent * (silent - 1) / 2 - silent_tied;
    }
    return found;
}

Clustering clustering_of(std::span<const Closure> closures) {
    double tied = 0, pairs = 0, shares = 0, with_pairs = 0;
    for (const Closure& closure : closures) {
        if (closure.pairs == 0) continue;
        tied += static_cast<double>(closure.tied);
        pairs += static_cast<double>(closure.pairs);
        shares += static_cast<double>(closure.tied) / static_cast<double>(closure.pairs);
        with_pairs += 1;
    }
    return pairs == 0 ? Clustering{} : Clustering{tied / pairs, shares / with_pairs};
}

}  // namespace kith::network_measures
