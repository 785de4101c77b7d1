#include "engine/layout/simple.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/base/index.hpp"

namespace kith::layout {
namespace {

using base::at;

bool kept(std::span<const std::uint8_t> keep, std::int32_t v) { return keep.empty() || keep[at(v)] != 0; }

/// The root of the ratio to the mean weight, bounded.
void soften(Ties& ties) {
    double sum = 0;
    for (const float w : ties.weights) sum += static_cast<double>(w);
    if (ties.weights.empty()) return;
    const double mean = sum / static_cast<double>(ties.weights.size());
    for (float& w : ties.weights) w = static_cast<float>(std::clamp(std::sqrt(static_cast<double>(w) / mean), 0.25, 4.0));
}

}  // namespace

base::Status check(const Graph& graph) {
    if (graph.offsets.empty()) return graph.targets.empty() ? base::Status() : base::Status(base::bad_input("The graph has ties but no rows."));
    const auto nodes = static_cast<std::int64_t>(graph.nodes());
    if (nodes > std::numeric_limits<std::int32_t>::max() / 2) return base::bad_input("The graph has more than a thousand million nodes; a layout takes fewer.");
    if (graph.offsets[0] != 0) return base::bad_input("The graph's first row does not begin at 0.");
    for (std::size_t v = 0; v < graph.nodes(); ++v)
        if (graph.offsets[v + 1] < graph.offsets[v]) return base::bad_input("The graph's row " + std::to_string(v) + " ends before it begins.");
    if (graph.offsets.back() != static_cast<std::int64_t>(graph.targets.size())) return base::bad_input("The graph's rows do not end where its ties end.");
    for (const std::int32_t t : graph.targets)
        if (t < 0 || t >= nodes) return base::bad_input("A tie of the graph leads to node " + std::to_string(t) + ", which does not exist.");
    if (graph.weights.empty()) return {};
    if (graph.weights.size() != graph.targets.size()) return base::bad_input("The graph has not one weight a tie.");
    for (const double w : graph.weights)
        if (!std::isfinite(w) || w <= 0) return base::bad_input("A weight of the graph is not a number above 0.");
    return {};
}

Ties ties_of(std::int32_t nodes, std::vector<Arc>& arcs) {
    // By target, then stably by source: sums are always taken in the same order.
    std::vector<std::int64_t> start(at(nodes) + 1, 0);
    std::vector<Arc> by_target(arcs.size());
    for (const Arc& a : arcs) ++start[at(a.to) + 1];
    for (std::size_t v = 0; v < at(nodes); ++v) start[v + 1] += start[v];
    for (const Arc& a : arcs) by_target[at(start[at(a.to)]++)] = a;
    std::fill(start.begin(), start.end(), 0);
    for (const Arc& a : arcs) ++start[at(a.from) + 1];
    for (std::size_t v = 0; v < at(nodes); ++v) start[v + 1] += start[v];
    for (const Arc& a : by_target) arcs[at(start[at(a.from)]++)] = a;

    Ties ties;
    ties.mass.assign(at(nodes), 1.0F);
    ties.offsets.assign(at(nodes) + 1, 0);
    std::vector<double> sums;
    std::int32_t from = -1;
    for (const Arc& a : arcs) {
        if (a.from == a.to) continue;
        if (a.from == from && ties.targets.back() == a.to) {
            sums.back() += a.weight;
            continue;
        }
        from = a.from;
        ties.targets.push_back(a.to);
        sums.push_back(a.weight);
        ++ties.offsets[at(a.from) + 1];
    }
    for (std::size_t v = 0; v < at(nodes); ++v) ties.offsets[v + 1] += ties.offsets[v];
    ties.weights.assign(sums.size(), 0);
    // Far apart as weights may be, a float must hold them: only ratios count.
    const double most = sums.empty() ? 1 : std::max(1.0, *std::max_element(sums.begin(), sums.end()) / 1e30);
    for (std::size_t i = 0; i < sums.size(); ++i) ties.weights[i] = static_cast<float>(std::max(sums[i] / most, 1e-30));
    return ties;
}

Ties simple_ties(const Graph& graph, std::span<const std::uint8_t> keep) {
    std::vector<Arc> arcs;
    arcs.reserve(graph.targets.size() * 2);
    const auto nodes = static_cast<std::int32_t>(graph.nodes());
    for (std::int32_t v = 0; v < nodes; ++v)
        for (std::int64_t a = graph.offsets[at(v)]; a < graph.offsets[at(v) + 1]; ++a) {
            const std::int32_t u = graph.targets[at(a)];
            if (u == v || !kept(keep, u) || !kept(keep, v)) continue;
            const double w = graph.weights.empty() ? 1 : std::min(graph.weights[at(a)], 1e300);
            arcs.push_back({v, u, w});
            arcs.push_back({u, v, w});
        }
    Ties ties = ties_of(nodes, arcs);
    soften(ties);
    return ties;
}

std::vector<Part> parts_of(const Ties& ties, std::span<const std::uint8_t> keep) {
    std::vector<Part> parts;
    std::vector<std::int32_t> local(at(ties.nodes()), -1);
    for (std::int32_t root = 0; root < ties.nodes(); ++root) {
        if (local[at(root)] >= 0 || !kept(keep, root)) continue;
        Part part;
        std::vector<std::int32_t>& nodes = part.nodes;
        nodes.push_back(root);
        local[at(root)] = 0;
        for (std::size_t next = 0; next < nodes.size(); ++next)
            for (std::int64_t a = ties.begin(nodes[next]); a < ties.end(nodes[next]); ++a)
                if (local[at(ties.target(a))] < 0) {
                    local[at(ties.target(a))] = 0;
                    nodes.push_back(ties.target(a));
                }
        std::sort(nodes.begin(), nodes.end());
        for (std::size_t i = 0; i < nodes.size(); ++i) local[at(nodes[i])] = static_cast<std::int32_t>(i);
        parts.push_back(std::move(part));
    }
    for (Part& part : parts) {
        part.ties.mass.assign(part.nodes.size(), 1.0F);
        for (const std::int32_t v : part.nodes) {
            for (std::int64_t a = ties.begin(v); a < ties.end(v); ++a) {
                part.ties.targets.push_back(local[at(ties.target(a))]);
                part.ties.weights.push_back(ties.weight(a));
            }
            part.ties.offsets.push_back(static_cast<std::int64_t>(part.ties.targets.size()));
        }
    }
    std::stable_sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.nodes.size() > b.nodes.size(); });
    return parts;
}

}  // namespace kith::layout
