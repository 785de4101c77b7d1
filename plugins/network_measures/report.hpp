#pragma once
// Results as columns, tables and findings.
#include <cstdint>
#include <vector>

#include "plugins/network_measures/blocks.hpp"
#include "plugins/network_measures/inputs.hpp"
#include "plugins/network_measures/measures.hpp"
#include "plugins/sdk/igraph_graph.hpp"

namespace kith::network_measures {

/// One lens: the network, and what it falls into. Of the widest network (with ties that may be) what differs from the sure one.
struct Structure {
    Both network;
    Blocks blocks;
    HeldTogether held, held_widest;              // held_widest: empty where network.same
    std::vector<std::int32_t> piece;             // by node, -1 without a tie
    std::vector<std::int64_t> piece_people;      // by piece: people in it
    std::int64_t largest = 0, largest_widest = 0;  // people in the largest piece
};

struct Centralities {
    std::vector<double> closeness, harmonic, eigenvector, pagerank;  // by node; empty: not worked out
    std::vector<Interval> betweenness;                               // by node, in pairs; empty: not worked out
    double pairs_of_others = 0;
    bool wanted = false;
};

/// What can be said of each person by themself.
void write_ego(const sdk::Run& run, const Inputs& in, const Both& network, std::span<const Closure> closures);
/// Of each person in the whole network.
void write_people(const sdk::Run& run, const Inputs& in, const Structure& all, const Structure& unpaid, std::span<const std::int32_t> cores);
void write_groups(const sdk::Run& run, const Inputs& in, const Network& network, const Groups* groups);
void write_centralities(const sdk::Run& run, const Inputs& in, const Network& network, const Centralities& found);
/// Counts of the place.
void write_place(const sdk::Run& run, const Structure& all, const Structure& unpaid, const Clustering& clustering);
/// Findings, the place first, and the tables of pieces and of single ties.
void write_findings(const sdk::Run& run, const Inputs& in, const Structure& all, const Structure& unpaid);

}  // namespace kith::network_measures
