#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/base/index.hpp"
#include "engine/graph/measures.hpp"

namespace kith::graph {
namespace {

constexpr std::size_t rows_between_checks = 4096;

using base::at;

/// The order of links: to the end of higher degree, then of higher number.
bool comes_before(CsrView graph, std::int32_t a, std::int32_t b) {
    const std::size_t da = graph.degree(a);
    const std::size_t db = graph.degree(b);
    return da != db ? da < db : a < b;
}

/// Every link once, from its end of lower degree to the other; rows stay sorted by number.
Csr oriented(CsrView graph) {
    Csr up;
    up.offsets.reserve(graph.offsets.size());
    up.targets.reserve(graph.arcs() / 2);
    for (std::size_t v = 0; v < graph.nodes(); ++v) {
        const auto node = static_cast<std::int32_t>(v);
        for (const std::int32_t other : graph.row(node))
            if (comes_before(graph, node, other)) up.targets.push_back(other);
        up.offsets.push_back(static_cast<std::int64_t>(up.targets.size()));
    }
    return up;
}

/// A bit a node: small enough to stay in the cache where an array of values would not.
class Marks {
public:
    explicit Marks(std::size_t nodes) : words_(nodes / 64 + 1, 0) {}
    bool has(std::int32_t node) const { return (words_[at(node) / 64] >> (at(node) % 64) & 1) != 0; }
    void set(std::span<const std::int32_t> nodes) {
        for (const std::int32_t node : nodes) words_[at(node) / 64] |= std::uint64_t{1} << (at(node) % 64);
    }
    void clear(std::span<const std::int32_t> nodes) {
        for (const std::int32_t node : nodes) words_[at(node) / 64] = 0;
    }

private:
    std::vector<std::uint64_t> words_;
};

/// Every triangle once: visit(v, m, t, vm, vt, mt) with its nodes from lower to higher and the arcs of `up` between them.
template <class Visit>
base::Status for_each_triangle(CsrView up, base::JobContext& job, const Visit& visit) {
    Marks marks(up.nodes());
    for (std::size_t v = 0; v < up.nodes(); ++v) {
        if (v % rows_between_checks == 0)
            if (base::Status s = job.check(); !s) return s;
        const auto begin = static_cast<std::size_t>(up.offsets[v]);
        const auto end = static_cast<std::size_t>(up.offsets[v + 1]);
        if (end - begin < 2) continue;
        const auto higher = up.targets.subspan(begin, end - begin);
        marks.set(higher);
        for (std::size_t vm = begin; vm < end; ++vm) {
            const std::size_t m = at(up.targets[vm]);
            for (auto mt = static_cast<std::size_t>(up.offsets[m]); mt < static_cast<std::size_t>(up.offsets[m + 1]); ++mt) {
                if (!marks.has(up.targets[mt])) continue;
                const auto found = std::lower_bound(higher.begin(), higher.end(), up.targets[mt]);
                visit(v, m, at(up.targets[mt]), vm, begin + static_cast<std::size_t>(found - higher.begin()), mt);
            }
        }
        marks.clear(higher);
    }
    return {};
}

/// The sums of structural_holes, gathered from triangles: a pair that shares no third party adds nothing to them.
class HoleSums {
public:
    HoleSums(CsrView graph, std::span<const double> weights, bool with_size)
        : graph_(graph), up_(oriented(graph)), invested_(up_.targets.size()), inverse_total_(graph.nodes(), 0) {
        if (!weights.empty()) up_weights_.reserve(up_.targets.size());
        if (with_size) redundancy_.assign(graph.nodes(), 0);
        if (with_size && !weights.empty()) inverse_strongest_.assign(graph.nodes(), 0);
        for (std::size_t v = 0; v < graph.nodes(); ++v) take_row(v, weights);
    }

    base::Status run(base::JobContext& job) {
        return for_each_triangle(
            up_.view(), job, [&](std::size_t v, std::size_t m, std::size_t t, std::size_t vm, std::size_t vt, std::size_t mt) {
                const double w_vm = weight(vm), w_vt = weight(vt), w_mt = weight(mt);
                const double of_v = inverse_total_[v], of_m = inverse_total_[m], of_t = inverse_total_[t];
                // p_iq p_qj for both directions of each side, q the third corner.
                invested_[vm].up += w_vt * of_v * w_mt * of_t;
                invested_[vm].down += w_mt * of_m * w_vt * of_t;
                invested_[vt].up += w_vm * of_v * w_mt * of_m;
                invested_[vt].down += w_mt * of_t * w_vm * of_m;
                invested_[mt].up += w_vm * of_m * w_vt * of_v;
                invested_[mt].down += w_vt * of_t * w_vm * of_v;
                if (redundancy_.empty()) return;
                // p_iq m_jq for each corner i and both orders of the other two.
                redundancy_[v] += of_v * w_mt * (w_vt * strongest(m) + w_vm * strongest(t));
                redundancy_[m] += of_m * w_vt * (w_mt * strongest(v) + w_vm * strongest(t));
                redundancy_[t] += of_t * w_vm * (w_mt * strongest(v) + w_vt * strongest(m));
            });
    }

    void constraint(std::vector<double>& result) const {
        for (std::size_t v = 0; v < graph_.nodes(); ++v) {
            for (auto arc = static_cast<std::size_t>(up_.offsets[v]); arc < static_cast<std::size_t>(up_.offsets[v + 1]); ++arc) {
                const std::size_t other = at(up_.targets[arc]);
                const double here = weight(arc) * inverse_total_[v] + invested_[arc].up;
                const double there = weight(arc) * inverse_total_[other] + invested_[arc].down;
                result[v] += here * here;
                result[other] += there * there;
            }
        }
    }
    double effective_size(std::size_t node) const {
        return static_cast<double>(graph_.degree(static_cast<std::int32_t>(node))) - redundancy_[node];
    }

private:
    /// sum_q p_iq p_qj of a link's two directions.
    struct Invested {
        double up = 0;
        double down = 0;
    };
    double weight(std::size_t arc) const { return up_weights_.empty() ? 1.0 : up_weights_[arc]; }
    double strongest(std::size_t node) const { return inverse_strongest_.empty() ? 1.0 : inverse_strongest_[node]; }

    void take_row(std::size_t v, std::span<const double> weights) {
        const auto node = static_cast<std::int32_t>(v);
        const auto row = graph_.row(node);
        if (row.empty()) return;
        if (weights.empty()) {
            inverse_total_[v] = 1 / static_cast<double>(row.size());
            return;
        }
        const auto mine = weights.subspan(static_cast<std::size_t>(graph_.offsets[v]), row.size());
        double total = 0;
        for (std::size_t i = 0; i < row.size(); ++i) {
            total += mine[i];
            if (comes_before(graph_, node, row[i])) up_weights_.push_back(mine[i]);
        }
        inverse_total_[v] = 1 / total;
        if (!inverse_strongest_.empty()) inverse_strongest_[v] = 1 / *std::max_element(mine.begin(), mine.end());
    }

    CsrView graph_;
    Csr up_;
    std::vector<double> up_weights_;
    std::vector<Invested> invested_;
    std::vector<double> inverse_total_;
    std::vector<double> inverse_strongest_;
    std::vector<double> redundancy_;
};

template <class Value>  // value(degree of a common neighbour)
double over_common(CsrView graph, std::int32_t a, std::int32_t b, const Value& value) {
    const auto mine = graph.row(a);
    const auto theirs = graph.row(b);
    double sum = 0;
    for (std::size_t i = 0, j = 0; i < mine.size() && j < theirs.size();) {
        if (mine[i] == theirs[j]) {
            sum += value(graph.degree(mine[i]));
            ++i;
            ++j;
        } else if (mine[i] < theirs[j]) {
            ++i;
        } else {
            ++j;
        }
    }
    return sum;
}

}  // namespace

base::Result<std::vector<std::int64_t>> triangles(CsrView graph, base::JobContext& job) {
    const Csr up = oriented(graph);
    std::vector<std::int64_t> count(graph.nodes(), 0);
    const auto counted =
        for_each_triangle(up.view(), job, [&](std::size_t v, std::size_t m, std::size_t t, std::size_t, std::size_t, std::size_t) {
            ++count[v];
            ++count[m];
            ++count[t];
        });
    if (!counted) return counted.error();
    return count;
}

std::vector<double> clustering(CsrView graph, std::span<const std::int64_t> triangles, double without_pairs) {
    std::vector<double> result(graph.nodes(), without_pairs);
    for (std::size_t v = 0; v < result.size(); ++v) {
        const auto degree = static_cast<double>(graph.degree(static_cast<std::int32_t>(v)));
        if (degree >= 2) result[v] = 2 * static_cast<double>(triangles[v]) / (degree * (degree - 1));
    }
    return result;
}

base::Result<StructuralHoles> structural_holes(CsrView graph, std::span<const double> weights, bool with_size, base::JobContext& job) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    HoleSums sums(graph, weights, with_size);
    if (base::Status s = sums.run(job); !s) return s.error();
    StructuralHoles holes;
    holes.constraint.assign(graph.nodes(), 0);
    sums.constraint(holes.constraint);
    if (with_size) holes.effective_size.resize(graph.nodes());
    for (std::size_t v = 0; v < graph.nodes(); ++v) {
        const bool isolate = graph.degree(static_cast<std::int32_t>(v)) == 0;
        if (isolate) holes.constraint[v] = none;
        if (with_size) holes.effective_size[v] = isolate ? none : sums.effective_size(v);
    }
    return holes;
}

double adamic_adar(CsrView graph, std::int32_t a, std::int32_t b) {
    // A common neighbour of two people has two neighbours at least; of a with itself it may have one, and ln 1 is 0.
    return over_common(graph, a, b, [](std::size_t degree) { return degree < 2 ? 0.0 : 1 / std::log(static_cast<double>(degree)); });
}

double resource_allocation(CsrView graph, std::int32_t a, std::int32_t b) {
    return over_common(graph, a, b, [](std::size_t degree) { return 1 / static_cast<double>(degree); });
}

}  // namespace kith::graph
