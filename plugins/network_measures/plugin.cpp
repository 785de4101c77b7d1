// kith.network_measures, "How people are connected": who connects others, and into what the network of people falls.
#include <algorithm>

#include "plugins/network_measures/report.hpp"

namespace kith::network_measures {
namespace {

constexpr double confidence = 0.95;  // of each person's betweenness
constexpr double damping = 0.85;     // of PageRank

std::size_t with_ties(const Network& network) {
    return static_cast<std::size_t>(std::count_if(network.degree.begin(), network.degree.end(), [](std::int32_t degree) { return degree > 0; }));
}

sdk::Status fill_pieces(const Measures& measures, const sdk::Run& run, std::vector<std::int32_t>& piece, std::vector<std::int64_t>& people) {
    auto found = measures.pieces();
    if (!found) return found.status();
    piece = std::move(*found);
    const std::int32_t pieces = piece.empty() ? 0 : *std::max_element(piece.begin(), piece.end()) + 1;
    people.assign(static_cast<std::size_t>(pieces), 0);
    for (std::size_t row = 0; row < run.people(); ++row)
        if (piece[row] >= 0) ++people[static_cast<std::size_t>(piece[row])];
    return {};
}

sdk::Status fill_structure(const sdk::Run& run, const Inputs& in, const Measures& measures, sdk::Igraph& igraph, Structure& structure) {
    const std::int64_t least = run.integer("least_part");
    const auto largest_of = [](const std::vector<std::int64_t>& people) { return people.empty() ? 0 : *std::max_element(people.begin(), people.end()); };
    if (sdk::Status status = fill_pieces(measures, run, structure.piece, structure.piece_people); !status) return status;
    structure.largest = structure.largest_widest = largest_of(structure.piece_people);
    auto blocks = measures.blocks();
    if (!blocks) return blocks.status();
    structure.blocks = std::move(*blocks);
    structure.held = held_together(structure.blocks, in.weight, least);
    if (structure.network.same) return {};
    const auto widest = Measures::of(igraph, structure.network.all);
    if (!widest) return widest.status();
    const auto blocks_widest = widest->blocks();
    if (!blocks_widest) return blocks_widest.status();
    structure.held_widest = held_together(*blocks_widest, in.weight, least);
    std::vector<std::int32_t> piece;
    std::vector<std::int64_t> people;
    if (sdk::Status status = fill_pieces(*widest, run, piece, people); !status) return status;
    structure.largest_widest = largest_of(people);
    return {};
}

/// An iteration that does not settle leaves its column out; everything else ends the run.
sdk::Status take(sdk::Result<std::vector<double>> found, std::vector<double>& values) {
    if (found) values = std::move(*found);
    return found || found.status().code() == KITH_NOT_CONVERGED ? sdk::Status{} : found.status();
}

sdk::Status fill_betweenness(const sdk::Run& run, const Network& network, const Structure& all, const Measures& measures, bool small, Centralities& found) {
    if (small) {
        const auto exact = measures.betweenness();
        if (!exact) return exact.status();
        for (const double value : *exact) found.betweenness.push_back({value, value, value});
        return {};
    }
    std::vector<std::size_t> rows;
    for (std::size_t node = 0; node < network.nodes; ++node)
        if (network.degree[node] > 0) rows.push_back(node);
    sdk::Random random = run.random("betweenness");
    const std::size_t sources = std::min(rows.size(), static_cast<std::size_t>(run.integer("sources")));
    const auto chosen = draw(rows.size(), sources, [&](std::size_t below) { return random.below(below); });
    std::vector<std::uint8_t> drawn(network.nodes, 0);
    std::vector<Drawn> of_piece(all.piece_people.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        drawn[rows[i]] = chosen[i];
        Drawn& piece = of_piece[static_cast<std::size_t>(all.piece[rows[i]])];
        ++piece.nodes;
        piece.sources += chosen[i];
    }
    const auto counted = measures.betweenness_from(drawn);
    if (!counted) return counted.status();
    found.betweenness.resize(network.nodes);
    for (const std::size_t row : rows) found.betweenness[row] = betweenness(of_piece[static_cast<std::size_t>(all.piece[row])], (*counted)[row], confidence);
    return {};
}

sdk::Status report_centralities(const sdk::Run& run, const Inputs& in, const Structure& all, const Measures& measures, std::size_t n, bool small) {
    Centralities found;
    found.wanted = small || run.yes("centralities");
    const Network& network = all.network.sure;
    if (found.wanted && n > 0) {
        const auto others = static_cast<double>(n) - 1;
        found.pairs_of_others = others * (others - 1) / 2;
        if (sdk::Status status = take(measures.eigenvector(), found.eigenvector); !status) return status;
        if (sdk::Status status = take(measures.pagerank(damping), found.pagerank); !status) return status;
        if (small) {
            if (sdk::Status status = take(measures.closeness(), found.closeness); !status) return status;
            if (sdk::Status status = take(measures.harmonic(), found.harmonic); !status) return status;
        }
        if (sdk::Status status = fill_betweenness(run, network, all, measures, small, found); !status) return status;
    }
    write_centralities(run, in, network, found);
    return {};
}

sdk::Status report_groups(const sdk::Run& run, const Inputs& in, const Network& network, const Measures& measures, bool small) {
    if (!small && !run.yes("communities")) {
        write_groups(run, in, network, nullptr);
        return {};
    }
    // Leiden's result depends on chance a little: in a small network the best of several runs costs next to nothing.
    const int starts = std::clamp(static_cast<int>(200000 / (network.pairs() + 1)), 1, 20);
    std::uint64_t start = 0;
    const auto groups = measures.leiden(run.number("resolution"), starts, [&] { return run.random("communities", start++).next(); });
    if (!groups) return groups.status();
    write_groups(run, in, network, &*groups);
    return {};
}

sdk::Status how_people_are_connected(sdk::Run& run) {
    const Inputs in(run);
    Structure all, unpaid;
    all.network = networks_of(in.all, in.nodes, in.people.gone);
    if (!run.go_on(0.1)) return sdk::stopped();
    // Whether contacts know each other is a question about people, also where places connect them.
    const bool places = in.nodes > run.people();
    const std::vector<Closure> closed =
        closures(places ? networks_of(in.all, run.people(), in.people.gone).sure : all.network.sure, in.people.complete, in.people.told);
    if (!run.go_on(0.15)) return sdk::stopped();
    write_ego(run, in, all.network, closed);
    if (!run.gate_open()) return {};
    if (!run.go_on(0.2)) return sdk::stopped();

    unpaid.network = networks_of(in.unpaid, in.nodes, in.people.gone);
    if (!run.go_on(0.25)) return sdk::stopped();
    sdk::Igraph igraph(run, 0.5, 1);
    const Network& network = all.network.sure;
    const auto measures = Measures::of(igraph, network);
    if (!measures) return measures.status();
    if (sdk::Status status = fill_structure(run, in, *measures, igraph, all); !status) return status;
    if (!run.go_on(0.3)) return sdk::stopped();
    if (unpaid.network.same && unpaid.network.sure.ends == network.ends) {
        unpaid = all;  // no pair rests on paid ties alone
    } else {
        const auto of_unpaid = Measures::of(igraph, unpaid.network.sure);
        if (!of_unpaid) return of_unpaid.status();
        if (sdk::Status status = fill_structure(run, in, *of_unpaid, igraph, unpaid); !status) return status;
    }
    if (!run.go_on(0.4)) return sdk::stopped();
    const auto cores = measures->cores();
    if (!cores) return cores.status();
    write_people(run, in, all, unpaid, *cores);
    write_place(run, all, unpaid, clustering_of(closed));
    write_findings(run, in, all, unpaid);
    if (!run.go_on(0.5)) return sdk::stopped();
    const std::size_t n = with_ties(network);
    const bool small = n <= static_cast<std::size_t>(run.integer("small_place"));
    if (sdk::Status status = report_groups(run, in, network, *measures, small); !status) return status;
    return report_centralities(run, in, all, *measures, n, small);
}

}  // namespace
}  // namespace kith::network_measures

KITH_ANALYSIS("kith.network_measures", "0.1.0", kith::network_measures::how_people_are_connected);
