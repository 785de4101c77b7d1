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
    std::vector<Closure> found(network.nodes);
    // Where the pairs of each node with later ones begin.
    std::vector<std::size_t> first(network.nodes + 1, network.pairs());
    for (std::size_t i = network.pairs(); i-- > 0;) first[at(network.ends[2 * i])] = i;
    for (std::size_t node = network.nodes; node-- > 0;) first[node] = std::min(first[node], first[node + 1]);
    const auto later = [&](std::size_t node, std::size_t i) { return at(network.ends[2 * (first[node] + i) + 1]); };
    const auto count_later = [&](std::size_t node) { return first[node + 1] - first[node]; };

    // A contact nobody asked in full: two of them tell nothing of a tie between them.
    const auto silent = [&](std::size_t node) { return !yes(complete, node); };
    std::vector<std::int32_t> silent_contacts(network.nodes, 0);
    for (std::size_t i = 0; i < network.ends.size(); ++i) silent_contacts[at(network.ends[i])] += silent(at(network.ends[i ^ 1]));
    for (std::size_t node = 0; node < network.nodes; ++node) {
        const std::int64_t n = network.degree[node], quiet = silent_contacts[node];
        found[node].pairs = n * (n - 1) / 2;
        if (!yes(told, node)) found[node].not_known = quiet * (quiet - 1) / 2;
    }
    // Each triangle once, from its first node; each of its ends has two contacts who know each other.
    const auto tied = [&](std::size_t node, std::size_t a, std::size_t b) {
        ++found[node].tied;
        if (!yes(told, node) && silent(a) && silent(b)) --found[node].not_known;
    };
    std::vector<std::uint8_t> marked(network.nodes, 0);
    for (std::size_t a = 0; a < network.nodes; ++a) {
        if (count_later(a) < 2) continue;
        for (std::size_t i = 0; i < count_later(a); ++i) marked[later(a, i)] = 1;
        for (std::size_t i = 0; i < count_later(a); ++i) {
            const std::size_t b = later(a, i);
            for (std::size_t k = 0; k < count_later(b); ++k) {
                const std::size_t c = later(b, k);
                if (marked[c] == 0) continue;
                tied(a, b, c);
                tied(b, a, c);
                tied(c, a, b);
            }
        }
        for (std::size_t i = 0; i < count_later(a); ++i) marked[later(a, i)] = 0;
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
