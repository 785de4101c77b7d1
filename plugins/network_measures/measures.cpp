#include "plugins/network_measures/measures.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "plugins/sdk/igraph_graph.hpp"

namespace kith::network_measures {
namespace {

template <class Index>
std::size_t at(Index i) {
    return static_cast<std::size_t>(i);
}

/// Rows by breadth-first search from the lowest: neighbours stand close together in memory, and whoever has no tie is left out.
std::vector<std::int32_t> in_order_of_search(const Network& network) {
    std::vector<std::size_t> offsets(network.nodes + 1, 0);
    for (std::size_t node = 0; node < network.nodes; ++node) offsets[node + 1] = offsets[node] + static_cast<std::size_t>(network.degree[node]);
    std::vector<std::int32_t> targets(network.ends.size()), order;
    std::vector<std::size_t> next(offsets.begin(), offsets.end() - 1);
    for (std::size_t i = 0; i < network.ends.size(); i += 2) {
        const std::int32_t a = network.ends[i], b = network.ends[i + 1];
        targets[next[at(a)]++] = b;
        targets[next[at(b)]++] = a;
    }
    std::vector<std::uint8_t> seen(network.nodes, 0);
    for (std::size_t root = 0; root < network.nodes; ++root) {
        if (seen[root] != 0 || network.degree[root] == 0) continue;
        seen[root] = 1;
        order.push_back(static_cast<std::int32_t>(root));
        for (std::size_t i = order.size() - 1; i < order.size(); ++i) {
            const std::size_t node = at(order[i]);
            for (std::size_t k = offsets[node]; k < offsets[node + 1]; ++k)
                if (std::exchange(seen[at(targets[k])], std::uint8_t{1}) == 0) order.push_back(targets[k]);
        }
    }
    return order;
}

}  // namespace

/// Node i of igraph's graph is row rows[i].
struct Measures::Graph {
    sdk::Igraph* igraph;
    sdk::IgraphGraph graph;
    std::vector<std::int32_t> rows;
    std::size_t nodes;
    const igraph_t* raw() const { return graph.raw(); }
    template <class T, class Values>
    std::vector<T> by_row(const Values& values, T otherwise) const {
        std::vector<T> found(nodes, otherwise);
        for (std::size_t i = 0; i < rows.size(); ++i) found[at(rows[i])] = static_cast<T>(values[i]);
        return found;
    }
    /// What igraph wrote into `values`, by row, or why it did not.
    template <class T, class Vector>
    sdk::Result<std::vector<T>> answer(igraph_error_t code, const Vector& vector, T otherwise) const {
        if (sdk::Status status = igraph->check(code); !status) return status;
        return by_row<T>(vector.values(), otherwise);
    }
};

Measures::Measures(std::unique_ptr<Graph> graph) : graph_(std::move(graph)) {}
Measures::Measures(Measures&&) noexcept = default;
Measures& Measures::operator=(Measures&&) noexcept = default;
Measures::~Measures() = default;

sdk::Result<Measures> Measures::of(sdk::Igraph& igraph, const Network& network) {
    std::vector<std::int32_t> rows = in_order_of_search(network), place(network.nodes, -1), ends(network.ends.size());
    for (std::size_t i = 0; i < rows.size(); ++i) place[at(rows[i])] = static_cast<std::int32_t>(i);
    for (std::size_t i = 0; i < ends.size(); ++i) ends[i] = place[at(network.ends[i])];
    if (sdk::Status status = igraph.check(igraph_allow_interruption(nullptr)); !status) return status;  // ordering takes a while
    auto made = sdk::IgraphGraph::of_pairs(rows.size(), ends);
    if (sdk::Status status = igraph.check(igraph_allow_interruption(nullptr)); !status) return status;
    if (!made) return made.status();
    return Measures(std::make_unique<Graph>(Graph{&igraph, std::move(*made), std::move(rows), network.nodes}));
}

sdk::Result<std::vector<std::int32_t>> Measures::pieces() const {
    sdk::IgraphIntegers of;
    auto answer = graph_->answer<std::int32_t>(igraph_connected_components(graph_->raw(), of.raw(), nullptr, nullptr, IGRAPH_WEAK), of, -1);
    if (!answer) return answer;
    std::vector<std::int32_t> number(graph_->nodes, -1);
    std::int32_t next = 0;
    for (std::int32_t& piece : *answer) {
        if (piece < 0) continue;
        if (number[at(piece)] < 0) number[at(piece)] = next++;
        piece = number[at(piece)];
    }
    return answer;
}

sdk::Result<std::vector<std::int32_t>> Measures::cores() const {
    sdk::IgraphIntegers cores;
    return graph_->answer<std::int32_t>(igraph_coreness(graph_->raw(), cores.raw(), IGRAPH_ALL), cores, 0);
}

sdk::Result<Blocks> Measures::blocks() const {
    sdk::IgraphIntegerLists components;
    if (sdk::Status status = graph_->igraph->check(igraph_biconnected_components(graph_->raw(), nullptr, nullptr, nullptr, components.raw(), nullptr)); !status)
        return status;
    Blocks blocks;
    for (std::size_t block = 0; block < components.size(); ++block) {
        for (const igraph_integer_t node : components[block]) blocks.members.push_back(graph_->rows[at(node)]);
        blocks.offsets.push_back(static_cast<std::int64_t>(blocks.members.size()));
    }
    return blocks;
}

sdk::Result<std::vector<double>> Measures::closeness() const {
    sdk::IgraphReals values;
    sdk::IgraphIntegers reached;
    auto answer = graph_->answer(
        igraph_closeness(graph_->raw(), values.raw(), reached.raw(), nullptr, igraph_vss_all(), IGRAPH_ALL, nullptr, true), values, 0.0);
    if (!answer) return answer;
    const double others = static_cast<double>(graph_->rows.size()) - 1;
    for (std::size_t i = 0; i < graph_->rows.size(); ++i) (*answer)[at(graph_->rows[i])] *= static_cast<double>(reached.values()[i]) / others;
    return answer;
}

sdk::Result<std::vector<double>> Measures::harmonic() const {
    sdk::IgraphReals values;
    return graph_->answer(igraph_harmonic_centrality(graph_->raw(), values.raw(), igraph_vss_all(), IGRAPH_ALL, nullptr, true), values, 0.0);
}

sdk::Result<std::vector<double>> Measures::eigenvector() const {
    sdk::IgraphReals values;
    igraph_arpack_options_t options;
    igraph_arpack_options_init(&options);
    auto answer = graph_->answer(
        igraph_eigenvector_centrality(graph_->raw(), values.raw(), nullptr, IGRAPH_UNDIRECTED, false, nullptr, &options), values, 0.0);
    if (!answer) return answer;
    const double length = std::sqrt(std::inner_product(answer->begin(), answer->end(), answer->begin(), 0.0));
    if (length > 0)
        for (double& value : *answer) value = std::abs(value) / length;
    return answer;
}

sdk::Result<std::vector<double>> Measures::pagerank(double damping) const {
    sdk::IgraphReals values;
    const auto code = igraph_pagerank(
        graph_->raw(), IGRAPH_PAGERANK_ALGO_PRPACK, values.raw(), nullptr, igraph_vss_all(), IGRAPH_UNDIRECTED, damping, nullptr, nullptr);
    return graph_->answer(code, values, 0.0);
}

sdk::Result<std::vector<double>> Measures::betweenness() const {
    sdk::IgraphReals values;
    return graph_->answer(igraph_betweenness(graph_->raw(), values.raw(), igraph_vss_all(), IGRAPH_UNDIRECTED, nullptr), values, 0.0);
}

sdk::Result<std::vector<Counted>> Measures::betweenness_from(std::span<const std::uint8_t> drawn) const {
    const std::size_t n = graph_->rows.size();
    const auto is_drawn = [&](std::size_t i) { return drawn[at(graph_->rows[i])] != 0; };
    std::size_t count = 0;
    for (std::size_t i = 0; i < n; ++i) count += is_drawn(i);
    sdk::IgraphIntegers in(count), out(n - count);
    for (std::size_t i = 0, next_in = 0, next_out = 0; i < n; ++i)
        (is_drawn(i) ? in.values()[next_in++] : out.values()[next_out++]) = static_cast<igraph_integer_t>(i);
    // igraph halves an undirected sum, for each pair is met from both of its ends: so it is between the drawn, but a pair with
    // one end drawn is met once.
    std::vector<Counted> found(graph_->nodes);
    for (const bool both : {true, false}) {
        sdk::IgraphReals values;
        const auto code = igraph_betweenness_subset(graph_->raw(), values.raw(), igraph_vss_all(), IGRAPH_UNDIRECTED, igraph_vss_vector(in.raw()),
            igraph_vss_vector((both ? in : out).raw()), nullptr);
        if (sdk::Status status = graph_->igraph->check(code); !status) return status;
        for (std::size_t i = 0; i < n; ++i) {
            Counted& counted = found[at(graph_->rows[i])];
            (both ? counted.both_ends : counted.one_end) = both ? values.values()[i] : 2 * values.values()[i];
        }
    }
    return found;
}

namespace {

/// Numbers groups by size, the largest first; of equal ones the one with the lowest row.
void number_by_size(Groups& groups) {
    std::vector<std::int32_t> size(at(groups.count), 0), first(at(groups.count), -1), order(at(groups.count)), number(at(groups.count));
    for (std::size_t row = 0; row < groups.of.size(); ++row) {
        if (groups.of[row] < 0) continue;
        const std::size_t group = at(groups.of[row]);
        if (size[group]++ == 0) first[group] = static_cast<std::int32_t>(row);
    }
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) { return size[at(a)] != size[at(b)] ? size[at(a)] > size[at(b)] : first[at(a)] < first[at(b)]; });
    for (std::size_t i = 0; i < order.size(); ++i) number[at(order[i])] = static_cast<std::int32_t>(i);
    for (std::int32_t& group : groups.of)
        if (group >= 0) group = number[at(group)];
}

}  // namespace

sdk::Result<Groups> Measures::leiden(double resolution, int starts, const std::function<std::uint64_t()>& seeds) const {
    sdk::Igraph& igraph = *graph_->igraph;
    const auto m = static_cast<double>(graph_->graph.edges());
    Groups best;
    best.of.assign(graph_->nodes, -1);
    if (m == 0) return best;
    // igraph's Leiden maximises a Potts model: it is modularity when nodes weigh their degree and the resolution is over 2 m.
    sdk::IgraphReals weights;
    sdk::IgraphIntegers of;
    if (sdk::Status status = igraph.check(igraph_strength(graph_->raw(), weights.raw(), igraph_vss_all(), IGRAPH_ALL, IGRAPH_LOOPS, nullptr)); !status) return status;
    // Each iteration refines the last; a fixed number, because igraph 0.10.2 takes "until nothing changes" for one.
    const igraph_integer_t iterations = m > 250000 ? 2 : 10;
    for (int start = 0; start < starts; ++start) {
        if (sdk::Status status = igraph.check(igraph_rng_seed(igraph_rng_default(), seeds())); !status) return status;
        igraph_integer_t count = 0;
        igraph_real_t quality = 0;
        auto code = igraph_community_leiden(graph_->raw(), nullptr, weights.raw(), resolution / (2 * m), 0.01, false, iterations, of.raw(), &count, nullptr);
        if (code == IGRAPH_SUCCESS) code = igraph_modularity(graph_->raw(), of.raw(), nullptr, resolution, IGRAPH_UNDIRECTED, &quality);
        if (sdk::Status status = igraph.check(code); !status) return status;
        if (start > 0 && quality <= best.modularity) continue;
        best.of = graph_->by_row<std::int32_t>(of.values(), -1);
        best.count = static_cast<std::int32_t>(count);
        best.modularity = quality;
    }
    number_by_size(best);
    return best;
}

sdk::Result<double> Measures::modularity(std::span<const std::int32_t> of, double resolution) const {
    sdk::IgraphIntegers membership(graph_->rows.size());
    for (std::size_t i = 0; i < graph_->rows.size(); ++i) membership.values()[i] = of[at(graph_->rows[i])];
    igraph_real_t quality = 0;
    const auto code = igraph_modularity(graph_->raw(), membership.raw(), nullptr, resolution, IGRAPH_UNDIRECTED, &quality);
    if (sdk::Status status = graph_->igraph->check(code); !status) return status;
    return quality;
}

}  // namespace kith::network_measures
