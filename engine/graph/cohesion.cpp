#include <algorithm>

#include <boost/graph/biconnected_components.hpp>
#include <boost/graph/core_numbers.hpp>

#include "engine/graph/bgl.hpp"
#include "engine/graph/measures.hpp"

namespace kith::graph {

std::vector<std::int32_t> core_numbers(CsrView graph) {
    std::vector<std::int32_t> core(graph.nodes());
    BglGraph boost_graph{graph};  // Boost takes a graph that it might change
    if (!core.empty()) boost::core_numbers(boost_graph, vertex_map(core.data()));
    return core;
}

Biconnected biconnected(CsrView graph) {
    Biconnected result;
    result.of.assign(graph.arcs(), -1);
    const auto done = boost::biconnected_components(BglGraph{graph}, arc_map(result.of.data()), std::back_inserter(result.articulation));
    result.count = static_cast<std::int32_t>(done.first);
    // Boost marks the arc that it walked, one of the two.
    const std::vector<std::uint32_t> reverse = reverse_arcs(graph);
    std::vector<std::int64_t> links(static_cast<std::size_t>(result.count), 0);
    for (std::size_t arc = 0; arc < result.of.size(); ++arc) {
        if (result.of[arc] < 0) result.of[arc] = result.of[reverse[arc]];
        ++links[static_cast<std::size_t>(result.of[arc])];
    }
    for (std::size_t v = 0; v < graph.nodes(); ++v) {
        const auto source = static_cast<std::int32_t>(v);
        for (auto arc = static_cast<std::size_t>(graph.offsets[v]); arc < static_cast<std::size_t>(graph.offsets[v + 1]); ++arc)
            if (graph.targets[arc] > source && links[static_cast<std::size_t>(result.of[arc])] == 2)
                result.bridges.emplace_back(source, graph.targets[arc]);
    }
    std::sort(result.articulation.begin(), result.articulation.end());
    return result;
}

}  // namespace kith::graph
