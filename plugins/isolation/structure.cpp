#include "plugins/isolation/structure.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kith::isolation {
namespace {

std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }

void fetch([[maybe_unused]] const void* address) {
#if defined(__GNUC__)
    __builtin_prefetch(address);
#endif
}

std::vector<double> weighted_degrees(const Oriented& graph) {
    std::vector<double> sums(static_cast<std::size_t>(graph.size()), 0.0);
    for (std::size_t i = 0; i < sums.size(); ++i)
        for (auto e = at(graph.offsets[i]); e < at(graph.offsets[i + 1]); ++e) {
            sums[i] += graph.weight(e);
            sums[at(graph.targets[e])] += graph.weight(e);
        }
    return sums;
}

// For each edge ij: sum over common neighbours q of w_iq w_qj / s_q.
std::vector<double> through_others(const Oriented& graph, const std::vector<double>& sums) {
    const auto n = static_cast<std::size_t>(graph.size());
    std::vector<double> through(graph.targets.size(), 0.0);
    std::vector<std::int64_t> edge_to(n, -1);  // target of a's row -> its edge
    for (std::size_t a = 0; a < n; ++a) {
        const auto first = at(graph.offsets[a]), last = at(graph.offsets[a + 1]);
        for (auto e = first; e < last; ++e) edge_to[at(graph.targets[e])] = static_cast<std::int64_t>(e);
        for (auto ab = first; ab < last; ++ab) {
            const auto b = at(graph.targets[ab]);
            for (auto bc = at(graph.offsets[b]); bc < at(graph.offsets[b + 1]); ++bc) {
                const auto c = at(graph.targets[bc]);
                if (edge_to[c] < 0) continue;
                const auto ac = at(edge_to[c]);
                through[ab] += graph.weight(ac) * graph.weight(bc) / sums[c];
                through[ac] += graph.weight(ab) * graph.weight(bc) / sums[b];
                through[bc] += graph.weight(ab) * graph.weight(ac) / sums[a];
            }
        }
        for (auto e = first; e < last; ++e) edge_to[at(graph.targets[e])] = -1;
    }
    return through;
}

}  // namespace

Oriented orient(const Graph& graph) {
    const auto n = static_cast<std::size_t>(graph.size());
    const auto degree = [&](std::size_t i) { return graph.offsets[i + 1] - graph.offsets[i]; };
    const auto before = [&](std::size_t a, std::size_t b) { return degree(a) != degree(b) ? degree(a) < degree(b) : a < b; };
    Oriented oriented;
    oriented.offsets.assign(n + 1, 0);
    oriented.targets.reserve(graph.targets.size() / 2);
    for (std::size_t i = 0; i < n; ++i) {
        for (auto arc = at(graph.offsets[i]); arc < at(graph.offsets[i + 1]); ++arc) {
            if (!before(i, static_cast<std::size_t>(graph.targets[arc]))) continue;
            oriented.targets.push_back(graph.targets[arc]);
            if (!graph.weights.empty()) oriented.weights.push_back(graph.weights[arc]);
        }
        oriented.offsets[i + 1] = static_cast<std::int64_t>(oriented.targets.size());
    }
    return oriented;
}

std::vector<double> constraint(const Oriented& graph) {
    const auto n = static_cast<std::size_t>(graph.size());
    const std::vector<double> sums = weighted_degrees(graph), through = through_others(graph, sums);
    std::vector<double> result(n, 0.0);
    for (std::size_t i = 0; i < n; ++i) {
        if (!(sums[i] > 0)) result[i] = std::numeric_limits<double>::quiet_NaN();
        for (auto e = at(graph.offsets[i]); e < at(graph.offsets[i + 1]); ++e) {
            const auto j = at(graph.targets[e]);
            const double both = graph.weight(e) + through[e];
            result[i] += (both / sums[i]) * (both / sums[i]);
            result[j] += (both / sums[j]) * (both / sums[j]);
        }
    }
    return result;
}

EgoMeasurer::EgoMeasurer(const Oriented& merged)
    : graph_(merged), inside_(static_cast<std::size_t>(merged.size()), 0), place_(static_cast<std::size_t>(merged.size()), 0) {}

void EgoMeasurer::gather(std::span<const std::int32_t> alters) {
    for (std::size_t j = 0; j < alters.size(); ++j) {
        inside_[at(alters[j])] = 1;
        place_[at(alters[j])] = static_cast<std::int32_t>(j);
    }
    pairs_.clear();
    rows_.clear();
    for (const std::int32_t alter : alters) rows_.push_back({at(graph_.offsets[at(alter)]), at(graph_.offsets[at(alter) + 1])});
    // Rows of alters lie far apart: all are asked for before any is read, so that the waiting overlaps.
    for (const Row& row : rows_) fetch(graph_.targets.data() + row.first);
    for (std::size_t j = 0; j < alters.size(); ++j) {
        for (std::size_t e = rows_[j].first; e < rows_[j].last; ++e) {
            const auto other = at(graph_.targets[e]);
            if (inside_[other] != 0) pairs_.push_back({static_cast<std::int32_t>(j), place_[other], graph_.weight(e)});
        }
    }
    for (const std::int32_t alter : alters) inside_[at(alter)] = 0;
}

EgoStructure EgoMeasurer::measure(std::span<const std::int32_t> alters, std::span<const double> weights) {
    EgoStructure result;
    const std::size_t n = alters.size();
    if (n == 0) return result;
    gather(alters);
    const auto own = [&](std::size_t j) { return weights.empty() ? 1.0 : weights[j]; };
    double total = 0;
    sum_.resize(n);
    for (std::size_t j = 0; j < n; ++j) total += sum_[j] = own(j);
    largest_.assign(sum_.begin(), sum_.end());
    for (const Pair& pair : pairs_) {
        const auto a = at(pair.a), b = at(pair.b);
        sum_[a] += pair.weight;
        sum_[b] += pair.weight;
        largest_[a] = std::max(largest_[a], pair.weight);
        largest_[b] = std::max(largest_[b], pair.weight);
    }
    through_.assign(n, 0.0);
    redundancy_.assign(n, 0.0);
    for (const Pair& pair : pairs_) {
        const auto a = at(pair.a), b = at(pair.b);
        through_[a] += own(b) * pair.weight / sum_[b];
        through_[b] += own(a) * pair.weight / sum_[a];
        redundancy_[a] += own(b) / total * pair.weight / largest_[a];
        redundancy_[b] += own(a) / total * pair.weight / largest_[b];
    }
    const double count = static_cast<double>(n);
    for (std::size_t j = 0; j < n; ++j) {
        const double part = (own(j) + through_[j]) / total;
        result.effective_size += 1.0 - redundancy_[j];
        result.constraint += through_[j] = part * part;  // from here on the parts c_ij
    }
    result.alters = static_cast<std::int64_t>(n);
    result.alter_ties = static_cast<std::int64_t>(pairs_.size());
    result.efficiency = result.effective_size / count;
    if (n < 2) return result;
    result.density = 2.0 * static_cast<double>(result.alter_ties) / (count * (count - 1.0));
    for (const double part : through_) {
        const double ratio = part / (result.constraint / count);
        result.hierarchy += ratio * std::log(ratio);
    }
    result.hierarchy = std::max(0.0, result.hierarchy / (count * std::log(count)));  // equal parts: rounding may leave a hair below none
    return result;
}

}  // namespace kith::isolation
