#pragma once
// Places made up on the spot, in the form that the algorithms read.
#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "plugins/isolation/measures.hpp"
#include "plugins/isolation/reasons.hpp"

namespace kith::test {

using isolation::Facets;
using isolation::Network;
using isolation::Sort;
using isolation::Tie;
using isolation::TieKind;
using isolation::Tri;

inline constexpr Facets all_facets = 0x3fff;

/// Kinds by row: 0 friend, 1 parent (kin), 2 member_of, 3 paid support, 4 neighbour, 5 supports (`from` gives).
inline const std::vector<TieKind>& kinds() {
    static const std::vector<TieKind> list{{Sort::social, 0, 0, false},     {Sort::social, 0, 0, true},
                                           {Sort::membership, 0, 3, false}, {Sort::service, Tie::receives, 4, false},
                                           {Sort::social, 0, 0, false},     {Sort::social, Tie::gives, 0, false}};
    return list;
}

struct Invented {
    std::int32_t people = 0, assets = 0;
    std::vector<Tie> ties;
    std::vector<Facets> complete;
    std::vector<std::int32_t> household, attribute;
    std::int32_t categories = 0;
    bool help_recorded = false, near_known = false;
    std::optional<std::int32_t> as_of;
    std::vector<std::uint8_t> died;

    std::vector<std::int64_t> offsets, masked_offsets;
    std::vector<std::int32_t> targets, rows, masked_rows;

    Invented(std::int32_t people_rows, std::int32_t asset_rows)
        : people(people_rows), assets(asset_rows), complete(static_cast<std::size_t>(people_rows), all_facets),
          household(static_cast<std::size_t>(people_rows), -1) {}

    Tie& tie(std::int32_t from, std::int32_t to, std::int32_t kind, Tri paid = Tri::no) {
        Tie made;
        made.from = from;
        made.to = to;
        made.kind = kind;
        made.paid = paid;
        ties.push_back(made);
        return ties.back();
    }

    /// Sorts the arcs; the result points into this object.
    Network network() {
        struct Arc {
            std::int32_t at, target, row;
        };
        std::vector<Arc> arcs;
        masked_offsets.assign(1, 0);
        masked_rows.clear();
        for (std::int32_t person = 0; person < people; ++person) {
            for (std::size_t row = 0; row < ties.size(); ++row)
                if ((ties[row].from == person && ties[row].to < 0) || (ties[row].to == person && ties[row].from < 0))
                    masked_rows.push_back(static_cast<std::int32_t>(row));
            masked_offsets.push_back(static_cast<std::int64_t>(masked_rows.size()));
        }
        for (std::size_t row = 0; row < ties.size(); ++row) {
            if (ties[row].from < 0 || ties[row].to < 0) continue;  // leads to a place that is kept private
            arcs.push_back({ties[row].from, ties[row].to, static_cast<std::int32_t>(row)});
            arcs.push_back({ties[row].to, ties[row].from, static_cast<std::int32_t>(row)});
        }
        std::sort(arcs.begin(), arcs.end(), [](const Arc& a, const Arc& b) {
            return a.at != b.at ? a.at < b.at : a.target != b.target ? a.target < b.target : a.row < b.row;
        });
        offsets.assign(static_cast<std::size_t>(people + assets) + 1, 0);
        targets.clear();
        rows.clear();
        for (const Arc& arc : arcs) {
            offsets[static_cast<std::size_t>(arc.at) + 1] += 1;
            targets.push_back(arc.target);
            rows.push_back(arc.row);
        }
        for (std::size_t i = 1; i < offsets.size(); ++i) offsets[i] += offsets[i - 1];
        Network network;
        network.people = people;
        network.assets = assets;
        network.offsets = offsets;
        network.targets = targets;
        network.tie_rows = rows;
        network.ties = ties;
        network.kinds = kinds();
        network.masked_offsets = masked_offsets;
        network.masked_rows = masked_rows;
        network.died = died;
        network.complete = complete;
        network.household = household;
        network.attribute = attribute;
        network.categories = categories;
        network.help_recorded = help_recorded;
        network.near_known = near_known;
        network.as_of = as_of;
        return network;
    }
};

/// What Measurer says of each person.
inline std::vector<isolation::PersonView> measure_all(const Network& network) {
    const isolation::MergedGraph graph = isolation::merged_graph(network);
    isolation::Measurer measurer(network, graph);
    std::vector<isolation::PersonView> views(static_cast<std::size_t>(network.people));
    for (std::int32_t i = 0; i < network.people; ++i) measurer.measure(i, views[static_cast<std::size_t>(i)]);
    return views;
}

}  // namespace kith::test
