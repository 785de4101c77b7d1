#pragma once
// From the ties of a lens to a network: who is joined to whom, each pair once. What is sure and what may be stand apart.
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace kith::network_measures {

/// Ties of a lens both ways, by node: people first, then assets. Within a node sorted by target; parallel ties stay parallel.
struct Arcs {
    std::span<const std::int64_t> offsets;
    std::span<const std::int32_t> targets;
    std::span<const std::int32_t> ties;
    std::span<const std::uint8_t> maybe;  // empty: every arc is sure

    std::size_t begin(std::size_t node) const { return static_cast<std::size_t>(offsets[node]); }
    std::size_t end(std::size_t node) const { return static_cast<std::size_t>(offsets[node + 1]); }
    bool sure(std::size_t arc) const { return maybe.empty() || maybe[arc] == 0; }
};

/// A simple undirected network: each joined pair once, a < b, sorted by a, then b.
struct Network {
    std::size_t nodes = 0;
    std::vector<std::int32_t> ends;     // a0, b0, a1, b1, ...
    std::vector<std::int32_t> degree;   // by node
    std::size_t pairs() const { return ends.size() / 2; }
};

struct Both {
    Network sure;
    Network all;              // with the arcs that may be; empty where `same`
    bool same = true;         // no pair rests on arcs that only may be
    const Network& widest() const { return same ? sure : all; }
};

/// The pairs of the first `nodes` nodes that any arc joins; whoever is in `left_out` (may be empty) has none. No loops.
/// O(arcs).
Both networks_of(const Arcs& arcs, std::size_t nodes, std::span<const std::uint8_t> left_out);

/// How many of a person's contacts know each other.
struct Closure {
    std::int64_t pairs = 0;        // of contacts
    std::int64_t tied = 0;         // of them, those with a tie
    std::int64_t not_known = 0;    // of them, those of whom nobody could have told
};

/// Row by row, over `network`. A pair of contacts without a tie is known to have none when either was asked in full, or the
/// person told which of their contacts know each other. `told` and `complete`: one a node; nodes past their ends count as not
/// asked. O(sum over pairs of the later one's contacts).
std::vector<Closure> closures(const Network& network, std::span<const std::uint8_t> complete, std::span<const std::uint8_t> told);

/// Of a whole network; 0 where nobody has two contacts.
struct Clustering {
    double transitivity = 0;   // 3 triangles / paths of two ties
    double mean = 0;           // of local clustering, over those with at least two contacts
};
Clustering clustering_of(std::span<const Closure> closures);

}  // namespace kith::network_measures
