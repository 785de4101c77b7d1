#include "plugins/network_measures/measures.hpp"

#include <igraph/igraph.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace kith::network_measures {
namespace {

std::size_t at(igraph_integer_t i) { return static_cast<std::size_t>(i); }

/// igraph's vectors, freed at the end of their scope.
template <class T, class Item, igraph_error_t (*make)(T*, igraph_integer_t), void (*free)(T*)>
class Owned {
public:
    explicit Owned(std::size_t size = 0) { usable_ = make(&vector_, static_cast<igraph_integer_t>(size)) == IGRAPH_SUCCESS; }
    ~Owned() {
        if (usable_) free(&vector_);
    }
    Owned(const Owned&) = delete;
    Owned& operator=(const Owned&) = delete;
    T* get() { return &vector_; }
    Item& operator[](std::size_t i) { return VECTOR(vector_)[i]; }
    explicit operator bool() const { return usable_; }

private:
    T vector_{};
    bool usable_ = false;
};
using Reals = Owned<igraph_vector_t, igraph_real_t, igraph_vector_init, igraph_vector_destroy>;
using Integers = Owned<igraph_vector_int_t, igraph_integer_t, igraph_vector_int_init, igraph_vector_int_destroy>;

sdk::Status status_of(igraph_error_t code) {
    switch (code) {
        case IGRAPH_SUCCESS: return {};
        case IGRAPH_INTERRUPTED: return sdk::stopped();
        case IGRAPH_ENOMEM: return sdk::too_large("igraph ran out of memory");
        default: return sdk::not_converged(std::string("igraph: ") + igraph_strerror(code));
    }
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
    igraph_t graph{};
    bool made = false;
    std::vector<std::int32_t> rows;
    std::size_t nodes = 0;
    std::function<bool()> go_on;
    Graph() = default;
    Graph(const Graph&) = delete;
    Graph& operator=(const Graph&) = delete;
    ~Graph() {
        if (made) igraph_destroy(&graph);
    }
    template <class T, class Vector>
    std::vector<T> by_row(Vector& values, T otherwise) const {
        std::vector<T> found(nodes, otherwise);
        for (std::size_t i = 0; i < rows.size(); ++i) found[at(rows[i])] = static_cast<T>(values[i]);
        return found;
    }
    /// igraph's handlers belong to the process: they are set before each call.
    void listen() const {
        asking_ = &go_on;
        igraph_set_error_handler(igraph_error_handler_ignore);
        igraph_set_warning_handler(igraph_warning_handler_ignore);
        igraph_set_interruption_handler([](void*) { return *asking_ && !(*asking_)() ? IGRAPH_INTERRUPTED : IGRAPH_SUCCESS; });
    }

private:
    inline static const std::function<bool()>* asking_ = nullptr;
};

Measures::Measures(std::unique_ptr<Graph> graph) : graph_(std::move(graph)) {}
Measures::Measures(Measures&&) noexcept = default;
Measures& Measures::operator=(Measures&&) noexcept = default;
Measures::~Measures() = default;

sdk::Result<Measures> Measures::of(const Network& network, std::function<bool()> go_on) {
    auto made = std::make_unique<Graph>();
    made->rows = in_order_of_search(network);
    made->nodes = network.nodes;
    made->go_on = std::move(go_on);
    made->listen();
    std::vector<igraph_integer_t> place(network.nodes, -1);
    for (std::size_t i = 0; i < made->rows.size(); ++i) place[at(made->rows[i])] = static_cast<igraph_integer_t>(i);
    Integers ends(network.ends.size());
    if (!ends) return sdk::too_large("igraph ran out of memory");
    for (std::size_t i = 0; i < network.ends.size(); ++i) ends[i] = place[at(network.ends[i])];
    const igraph_error_t code = igraph_create(&made->graph, ends.get(), static_cast<igraph_integer_t>(made->rows.size()), IGRAPH_UNDIRECTED);
    if (code != IGRAPH_SUCCESS) return status_of(code);
    made->made = true;
    return Measures(std::move(made));
}

sdk::Result<std::vector<std::int32_t>> Measures::pieces() const {
    graph_->listen();
    Integers of;
    const auto code = igraph_connected_components(&graph_->graph, of.get(), nullptr, nullptr, IGRAPH_WEAK);
    if (code != IGRAPH_SUCCESS) return status_of(code);
    std::vector<std::int32_t> found = graph_->by_row<std::int32_t>(of, -1);
    std::vector<std::int32_t> number(found.size(), -1);
    std::int32_t next = 0;
    for (std::int32_t& piece : found) {
        if (piece < 0) continue;
        if (number[at(piece)] < 0) number[at(piece)] = next++;
        piece = number[at(piece)];
    }
    return found;
}

sdk::Result<std::vector<std::int32_t>> Measures::cores() const {
    graph_->listen();
    Integers cores;
    const auto code = igraph_coreness(&graph_->graph, cores.get(), IGRAPH_ALL);
    if (code != IGRAPH_SUCCESS) return status_of(code);
    return graph_->by_row<std::int32_t>(cores, 0);
}

sdk::Result<Clustering> Measures::clustering() const {
    graph_->listen();
    Reals local;
    Clustering found;
    auto code = igraph_transitivity_local_undirected(&graph_->graph, local.get(), igraph_vss_all(), IGRAPH_TRANSITIVITY_NAN);
    if (code == IGRAPH_SUCCESS) code = igraph_transitivity_undirected(&graph_->graph, &found.transitivity, IGRAPH_TRANSITIVITY_NAN);
    if (code != IGRAPH_SUCCESS) return status_of(code);
    found.local = graph_->by_row<double>(local, std::nan(""));
    return found;
}

sdk::Result<Blocks> Measures::blocks() const {
    graph_->listen();
    igraph_vector_int_list_t components;
    auto code = igraph_vector_int_list_init(&components, 0);
    if (code != IGRAPH_SUCCESS) return status_of(code);
    igraph_integer_t count = 0;
    code = igraph_biconnected_components(&graph_->graph, &count, nullptr, nullptr, &components, nullptr);
    Blocks blocks;
    for (igraph_integer_t i = 0; code == IGRAPH_SUCCESS && i < count; ++i) {
        const igraph_vector_int_t* members = igraph_vector_int_list_get_ptr(&components, i);
        for (igraph_integer_t k = 0; k < igraph_vector_int_size(members); ++k) blocks.members.push_back(graph_->rows[at(VECTOR(*members)[k])]);
        blocks.offsets.push_back(static_cast<std::int64_t>(blocks.members.size()));
    }
    igraph_vector_int_list_destroy(&components);
    if (code != IGRAPH_SUCCESS) return status_of(code);
    return blocks;
}

sdk::Result<std::vector<double>> Measures::closeness() const {
    graph_->listen();
    Reals values;
    Integers reached;
    const auto code = igraph_closeness(&graph_->graph, values.get(), reached.get(), nullptr, igraph_vss_all(), IGRAPH_ALL, nullptr, true);
    if (code != IGRAPH_SUCCESS) return status_of(code);
    const double others = static_cast<double>(graph_->rows.size()) - 1;
    for (std::size_t i = 0; i < graph_->rows.size(); ++i) values[i] *= static_cast<double>(reached[i]) / others;
    return graph_->by_row<double>(values, 0.0);
}

sdk::Result<std::vector<double>> Measures::harmonic() const {
    graph_->listen();
    Reals values;
    const auto code = igraph_harmonic_centrality(&graph_->graph, values.get(), igraph_vss_all(), IGRAPH_ALL, nullptr, true);
    if (code != IGRAPH_SUCCESS) return status_of(code);
    return graph_->by_row<double>(values, 0.0);
}

sdk::Result<std::vector<double>> Measures::eigenvector() const {
    graph_->listen();
    Reals values;
    igraph_arpack_options_t options;
    igraph_arpack_options_init(&options);
    const auto code = igraph_eigenvector_centrality(&graph_->graph, values.get(), nullptr, IGRAPH_UNDIRECTED, false, nullptr, &options);
    if (code != IGRAPH_SUCCESS) return status_of(code);
    std::vector<double> found = graph_->by_row<double>(values, 0.0);
    double squares = 0;
    for (const double value : found) squares += value * value;
    if (squares > 0)
        for (double& value : found) value = std::abs(value) / std::sqrt(squares);
    return found;
}

sdk::Result<std::vector<double>> Measures::pagerank(double damping) const {
    graph_->listen();
    Reals values;
    const auto code = igraph_pagerank(&graph_->graph, IGRAPH_PAGERANK_ALGO_PRPACK, values.get(), nullptr, igraph_vss_all(), IGRAPH_UNDIRECTED, damping, nullptr, nullptr);
    if (code != IGRAPH_SUCCESS) return status_of(code);
    return graph_->by_row<double>(values, 0.0);
}

sdk::Result<std::vector<double>> Measures::betweenness() const {
    graph_->listen();
    Reals values;
    const auto code = igraph_betweenness(&graph_->graph, values.get(), igraph_vss_all(), IGRAPH_UNDIRECTED, nullptr);
    if (code != IGRAPH_SUCCESS) return status_of(code);
    return graph_->by_row<double>(values, 0.0);
}

sdk::Result<std::vector<Counted>> Measures::betweenness_from(std::span<const std::uint8_t> drawn) const {
    graph_->listen();
    Integers in, out;
    for (std::size_t i = 0; i < graph_->rows.size(); ++i) {
        auto& side = drawn[at(graph_->rows[i])] != 0 ? in : out;
        if (const auto code = igraph_vector_int_push_back(side.get(), static_cast<igraph_integer_t>(i)); code != IGRAPH_SUCCESS) return status_of(code);
    }
    // igraph halves an undirected sum, for each pair is met from both of its ends: right within the drawn, twice for the rest.
    Reals both_ends, one_end;
    const auto from = [&](Integers& targets, Reals& values) {
        return igraph_betweenness_subset(&graph_->graph, values.get(), igraph_vss_all(), IGRAPH_UNDIRECTED, igraph_vss_vector(in.get()), igraph_vss_vector(targets.get()), nullptr);
    };
    auto code = from(in, both_ends);
    if (code == IGRAPH_SUCCESS) code = from(out, one_end);
    if (code != IGRAPH_SUCCESS) return status_of(code);
    std::vector<Counted> found(graph_->nodes);
    for (std::size_t i = 0; i < graph_->rows.size(); ++i) found[at(graph_->rows[i])] = {2 * one_end[i], both_ends[i]};
    return found;
}

sdk::Result<Groups> Measures::leiden(double resolution, int starts, const std::function<std::uint64_t()>& seeds) const {
    graph_->listen();
    const std::size_t n = graph_->rows.size();
    const auto m = static_cast<double>(igraph_ecount(&graph_->graph));
    Groups best;
    best.of.assign(graph_->nodes, -1);
    if (m == 0) return best;
    // igraph's Leiden maximises a Potts model: it is modularity when nodes weigh their degree and the resolution is over 2 m.
    Reals weights;
    auto code = igraph_strength(&graph_->graph, weights.get(), igraph_vss_all(), IGRAPH_ALL, IGRAPH_LOOPS, nullptr);
    Integers of(n);
    bool found = false;
    // Each iteration refines the last; a fixed number, because igraph 0.10.2 takes "until nothing changes" for one.
    const igraph_integer_t iterations = m > 250000 ? 2 : 10;
    for (int start = 0; start < starts && code == IGRAPH_SUCCESS; ++start) {
        igraph_rng_seed(igraph_rng_default(), seeds());
        igraph_integer_t count = 0;
        code = igraph_community_leiden(&graph_->graph, nullptr, weights.get(), resolution / (2 * m), 0.01, false, iterations, of.get(), &count, nullptr);
        igraph_real_t quality = 0;
        if (code == IGRAPH_SUCCESS) code = igraph_modularity(&graph_->graph, of.get(), nullptr, resolution, IGRAPH_UNDIRECTED, &quality);
        if (code != IGRAPH_SUCCESS || (found && quality <= best.modularity)) continue;
        found = true;
        best.of = graph_->by_row<std::int32_t>(of, -1);
        best.count = static_cast<std::int32_t>(count);
        best.modularity = quality;
    }
    if (code != IGRAPH_SUCCESS) return status_of(code);
    return best;
}

sdk::Result<double> Measures::modularity(std::span<const std::int32_t> of, double resolution) const {
    graph_->listen();
    Integers membership(graph_->rows.size());
    for (std::size_t i = 0; i < graph_->rows.size(); ++i) membership[i] = of[at(graph_->rows[i])];
    igraph_real_t quality = 0;
    const auto code = igraph_modularity(&graph_->graph, membership.get(), nullptr, resolution, IGRAPH_UNDIRECTED, &quality);
    if (code != IGRAPH_SUCCESS) return status_of(code);
    return quality;
}

}  // namespace kith::network_measures
