#include "plugins/isolation/structure.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kith::isolation {
namespace {

std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }

double weight(const Graph& graph, std::size_t arc) { return graph.weights.empty() ? 1.0 : graph.weights[arc]; }

std::vector<double> weighted_degrees(const Graph& graph) {
    std::vector<double> sums(static_cast<std::size_t>(graph.size()), 0.0);
    for (std::size_t i = 0; i < sums.size(); ++i)
        for (auto arc = at(graph.offsets[i]); arc < at(graph.offsets[i + 1]); ++arc) sums[i] += weight(graph, arc);
    return sums;
}

// Each edge once, from the end of lower degree to the other: then every row is short and each triangle is met once.
struct Forward {
    std::vector<std::int64_t> offsets;
    std::vector<std::int32_t> targets;   // the higher end
    std::vector<std::int64_t> arcs;      // the arc of the graph
};

Forward orient(const Graph& graph) {
    const auto n = static_cast<std::size_t>(graph.size());
    const auto degree = [&](std::size_t i) { return graph.offsets[i + 1] - graph.offsets[i]; };
    const auto before = [&](std::size_t a, std::size_t b) { return degree(a) != degree(b) ? degree(a) < degree(b) : a < b; };
    Forward forward;
    forward.offsets.assign(n + 1, 0);
    forward.targets.reserve(graph.targets.size() / 2);
    forward.arcs.reserve(graph.targets.size() / 2);
    for (std::size_t i = 0; i < n; ++i) {
        for (auto arc = at(graph.offsets[i]); arc < at(graph.offsets[i + 1]); ++arc) {
            if (!before(i, static_cast<std::size_t>(graph.targets[arc]))) continue;
            forward.targets.push_back(graph.targets[arc]);
            forward.arcs.push_back(static_cast<std::int64_t>(arc));
        }
        forward.offsets[i + 1] = static_cast<std::int64_t>(forward.targets.size());
    }
    return forward;
}

// For each edge ij of `forward`: sum over common neighbours q of w_iq w_qj / s_q.
std::vector<double> through_others(const Graph& graph, const Forward& forward, const std::vector<double>& sums) {
    const auto n = static_cast<std::size_t>(graph.size());
    std::vector<double> through(forward.targets.size(), 0.0);
    std::vector<std::int64_t> edge_to(n, -1);  // target of a's row -> its edge
    for (std::size_t a = 0; a < n; ++a) {
        const auto first = at(forward.offsets[a]), last = at(forward.offsets[a + 1]);
        for (auto e = first; e < last; ++e) edge_to[at(forward.targets[e])] = static_cast<std::int64_t>(e);
        for (auto ab = first; ab < last; ++ab) {
            const auto b = at(forward.targets[ab]);
            const double w_ab = weight(graph, at(forward.arcs[ab]));
            for (auto bc = at(forward.offsets[b]); bc < at(forward.offsets[b + 1]); ++bc) {
                const auto c = at(forward.targets[bc]);
                if (edge_to[c] < 0) continue;
                const auto ac = at(edge_to[c]);
                const double w_bc = weight(graph, at(forward.arcs[bc])), w_ac = weight(graph, at(forward.arcs[ac]));
                through[ab] += w_ac * w_bc / sums[c];
                through[ac] += w_ab * w_bc / sums[b];
                through[bc] += w_ab * w_ac / sums[a];
            }
        }
        for (auto e = first; e < last; ++e) edge_to[at(forward.targets[e])] = -1;
    }
    return through;
}

}  // namespace

std::vector<double> constraint(const Graph& graph) {
    const auto n = static_cast<std::size_t>(graph.size());
    const std::vector<double> sums = weighted_degrees(graph);
    const Forward forward = orient(graph);
    const std::vector<double> through = through_others(graph, forward, sums);
    std::vector<double> result(n, 0.0);
    for (std::size_t i = 0; i < n; ++i) {
        if (!(sums[i] > 0)) result[i] = std::numeric_limits<double>::quiet_NaN();
        for (auto e = at(forward.offsets[i]); e < at(forward.offsets[i + 1]); ++e) {
            const auto j = at(forward.targets[e]);
            const double both = weight(graph, at(forward.arcs[e])) + through[e];
            result[i] += (both / sums[i]) * (both / sums[i]);
            result[j] += (both / sums[j]) * (both / sums[j]);
        }
    }
    return result;
}

EgoMeasurer::EgoMeasurer(const Graph& merged) : graph_(merged), place_(static_cast<std::size_t>(merged.size()), 0) {}

void EgoMeasurer::gather(std::span<const std::int32_t> alters) {
    for (std::size_t j = 0; j < alters.size(); ++j) place_[at(alters[j])] = static_cast<std::int32_t>(j) + 1;
    offsets_.assign(1, 0);
    others_.clear();
    weights_.clear();
    for (const std::int32_t alter : alters) {
        for (auto arc = at(graph_.offsets[at(alter)]); arc < at(graph_.offsets[at(alter) + 1]); ++arc) {
            const std::int32_t place = place_[at(graph_.targets[arc])];
            if (place == 0) continue;
            others_.push_back(place - 1);
            weights_.push_back(weight(graph_, arc));
        }
        offsets_.push_back(static_cast<std::int64_t>(others_.size()));
    }
    for (const std::int32_t alter : alters) place_[at(alter)] = 0;
}

EgoStructure EgoMeasurer::measure(std::span<const std::int32_t> alters, std::span<const double> weights) {
    EgoStructure result;
    const std::size_t n = alters.size();
    if (n == 0) return result;
    gather(alters);
    const auto own = [&](std::size_t j) { return weights.empty() ? 1.0 : weights[j]; };
    double total = 0;
    sum_.assign(n, 0.0);
    largest_.assign(n, 0.0);
    for (std::size_t j = 0; j < n; ++j) {
        total += own(j);
        sum_[j] = largest_[j] = own(j);
        for (auto e = at(offsets_[j]); e < at(offsets_[j + 1]); ++e) {
            sum_[j] += weights_[e];
            largest_[j] = std::max(largest_[j], weights_[e]);
        }
    }
    part_.assign(n, 0.0);
    for (std::size_t j = 0; j < n; ++j) {
        double redundancy = 0, through = 0;
        for (auto e = at(offsets_[j]); e < at(offsets_[j + 1]); ++e) {
            const auto q = at(others_[e]);
            redundancy += own(q) / total * weights_[e] / largest_[j];
            through += own(q) * weights_[e] / sum_[q];
        }
        result.effective_size += 1.0 - redundancy;
        part_[j] = (own(j) + through) / total * ((own(j) + through) / total);
        result.constraint += part_[j];
    }
    const double count = static_cast<double>(n);
    result.alters = static_cast<std::int64_t>(n);
    result.alter_ties = offsets_[n] / 2;
    result.efficiency = result.effective_size / count;
    if (n >= 2) {
        result.density = 2.0 * static_cast<double>(result.alter_ties) / (count * (count - 1.0));
        for (const double part : part_) {
            const double ratio = part / (result.constraint / count);
            result.hierarchy += ratio * std::log(ratio) / (count * std::log(count));
        }
        result.hierarchy = std::max(0.0, result.hierarchy);  // equal parts: rounding may leave a hair below none
    }
    return result;
}

}  // namespace kith::isolation
