#include <algorithm>
#include <functional>
#include <limits>

#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/dijkstra_shortest_paths_no_color_map.hpp>

#include "engine/graph/bgl.hpp"
#include "engine/graph/measures.hpp"

namespace kith::graph {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

PathTree no_paths(std::size_t nodes, double value) { return {std::vector<double>(nodes, value), std::vector<std::int32_t>(nodes, -1)}; }

/// Boost writes a node as its own predecessor where no path came by.
void end_at_sources(PathTree& tree) {
    for (std::size_t v = 0; v < tree.previous.size(); ++v)
        if (tree.previous[v] == static_cast<std::int32_t>(v)) tree.previous[v] = -1;
}

class HopRecorder : public boost::default_bfs_visitor {
public:
    explicit HopRecorder(PathTree& tree) : tree_(&tree) {}
    void tree_edge(const BglEdge& e, const BglGraph& g) const {
        const auto to = static_cast<std::size_t>(target(e, g));
        tree_->value[to] = tree_->value[static_cast<std::size_t>(e.source)] + 1;
        tree_->previous[to] = e.source;
    }

private:
    PathTree* tree_;
};

}  // namespace

std::int64_t Components::largest() const { return sizes.empty() ? 0 : *std::max_element(sizes.begin(), sizes.end()); }

Components components(CsrView graph) {
    Components result;
    result.of.resize(graph.nodes());
    const std::int32_t count = boost::connected_components(BglGraph{graph}, vertex_map(result.of.data()));
    result.sizes.assign(static_cast<std::size_t>(count), 0);
    for (const std::int32_t component : result.of) ++result.sizes[static_cast<std::size_t>(component)];
    return result;
}

PathTree fewest_hops(CsrView graph, std::int32_t source) {
    PathTree tree = no_paths(graph.nodes(), infinity);
    tree.value[static_cast<std::size_t>(source)] = 0;
    boost::breadth_first_search(BglGraph{graph}, source, boost::visitor(HopRecorder(tree)));
    return tree;
}

PathTree shortest_paths(CsrView graph, std::span<const double> costs, std::int32_t source) {
    PathTree tree = no_paths(graph.nodes(), infinity);
    boost::dijkstra_shortest_paths_no_color_map(BglGraph{graph}, source, vertex_map(tree.previous.data()), vertex_map(tree.value.data()),
        arc_map(costs.data()), BglIndex(), std::less<double>(), boost::closed_plus<double>(infinity), infinity, 0.0,
        boost::default_dijkstra_visitor());
    end_at_sources(tree);
    return tree;
}

PathTree widest_paths(CsrView graph, std::span<const double> widths, std::int32_t source) {
    PathTree tree = no_paths(graph.nodes(), 0);
    const auto weakest = [](double a, double b) { return std::min(a, b); };
    boost::dijkstra_shortest_paths_no_color_map(BglGraph{graph}, source, vertex_map(tree.previous.data()), vertex_map(tree.value.data()),
        arc_map(widths.data()), BglIndex(), std::greater<double>(), weakest, 0.0, infinity, boost::default_dijkstra_visitor());
    end_at_sources(tree);
    return tree;
}

std::vector<std::int32_t> path_to(const PathTree& tree, std::int32_t source, std::int32_t target) {
    std::vector<std::int32_t> path{target};
    while (path.back() != source) {
        const std::int32_t before = tree.previous[static_cast<std::size_t>(path.back())];
        if (before < 0) return {};
        path.push_back(before);
    }
    std::reverse(path.begin(), path.end());
    return path;
}

double closeness(CsrView graph, std::int32_t node) {
    const PathTree tree = fewest_hops(graph, node);
    double sum = 0;
    double reached = 0;
    for (const double hops : tree.value) {
        if (hops == infinity) continue;
        sum += hops;
        ++reached;
    }
    if (sum == 0) return 0;
    return (reached - 1) / sum * (reached - 1) / (static_cast<double>(graph.nodes()) - 1);
}

}  // namespace kith::graph
