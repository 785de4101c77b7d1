#include "engine/layout/quality.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include <boost/geometry/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>

#include "engine/base/index.hpp"
#include "engine/base/random.hpp"
#include "engine/layout/simple.hpp"

namespace kith::layout {
namespace {

namespace bg = boost::geometry;
using TreePoint = bg::model::point<double, 2, bg::cs::cartesian>;
using Entry = std::pair<TreePoint, std::int32_t>;
using Tree = bg::index::rtree<Entry, bg::index::quadratic<16>>;

using base::at;

base::Status check_both(const Graph& graph, std::span<const Point> positions) {
    if (base::Status s = check(graph); !s) return s;
    if (positions.size() != graph.nodes()) return base::misuse("There is not one position a node.");
    if (!std::all_of(positions.begin(), positions.end(), is_finite)) return base::misuse("A position is not a number.");
    return {};
}

double squared(Point a, Point b) { return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y); }

/// How many of v's `k` neighbours are among its k nearest. The k-th distance decides; of those just there, lower rows go first.
std::int64_t shared_nearest(const Ties& ties, const Tree& tree, std::span<const Point> positions, std::int32_t v, std::vector<Entry>& found) {
    const auto k = static_cast<std::size_t>(ties.degree(v));
    const Point here = positions[at(v)];
    const auto distance = [&](std::int32_t u) { return std::pair(squared(here, positions[at(u)]), u); };
    found.clear();
    tree.query(bg::index::nearest(TreePoint(here.x, here.y), static_cast<unsigned>(k) + 1), std::back_inserter(found));
    double furthest = 0;
    for (const Entry& e : found) furthest = std::max(furthest, distance(e.second).first);
    // All at the same furthest distance, so that the choice among them does not depend on the tree.
    const double reach = std::sqrt(furthest) * (1 + 1e-12);
    found.clear();
    tree.query(bg::index::intersects(bg::model::box<TreePoint>({here.x - reach, here.y - reach}, {here.x + reach, here.y + reach})), std::back_inserter(found));
    std::vector<std::pair<double, std::int32_t>> near;
    for (const Entry& e : found)
        if (e.second != v) near.push_back(distance(e.second));
    const std::size_t take = std::min(k, near.size());
    std::partial_sort(near.begin(), near.begin() + static_cast<std::ptrdiff_t>(take), near.end());
    std::int64_t both = 0;
    for (std::size_t i = 0; i < take; ++i)
        both += std::binary_search(ties.targets.begin() + ties.begin(v), ties.targets.begin() + ties.end(v), near[i].second) ? 1 : 0;
    return both;
}

/// Ties from `source` to every node; -1: no way.
void hops_from(const Ties& ties, std::int32_t source, std::vector<std::int32_t>& hops, std::vector<std::int32_t>& queue) {
    std::fill(hops.begin(), hops.end(), -1);
    queue.assign(1, source);
    hops[at(source)] = 0;
    for (std::size_t next = 0; next < queue.size(); ++next)
        for (std::int64_t a = ties.begin(queue[next]); a < ties.end(queue[next]); ++a)
            if (const std::int32_t u = ties.target(a); hops[at(u)] < 0) {
                hops[at(u)] = hops[at(queue[next])] + 1;
                queue.push_back(u);
            }
}

std::vector<std::int32_t> draw_pivots(std::int32_t nodes, int pivots, std::uint64_t seed) {
    std::vector<std::int32_t> all(at(nodes));
    for (std::int32_t v = 0; v < nodes; ++v) all[at(v)] = v;
    const auto count = std::min<std::size_t>(all.size(), at(std::max(0, pivots)));
    base::RandomStream random(seed, "layout.pivots");
    for (std::size_t i = 0; i < count; ++i) std::swap(all[i], all[i + random.below(all.size() - i)]);
    all.resize(count);
    return all;
}

}  // namespace

base::Result<double> neighbourhood_preservation(const Graph& graph, std::span<const Point> positions, base::JobContext& job) {
    if (base::Status s = check_both(graph, positions); !s) return s.error();
    const Ties ties = simple_ties(graph, {});
    std::vector<Entry> entries;
    for (std::int32_t v = 0; v < ties.nodes(); ++v) entries.emplace_back(TreePoint(positions[at(v)].x, positions[at(v)].y), v);
    const Tree tree(entries.begin(), entries.end());
    double sum = 0;
    std::int64_t asked = 0;
    std::vector<Entry> found;
    for (std::int32_t v = 0; v < ties.nodes(); ++v) {
        if (ties.degree(v) == 0) continue;
        if (base::Status s = job.check(); !s) return s.error();
        sum += static_cast<double>(shared_nearest(ties, tree, positions, v, found)) / static_cast<double>(ties.degree(v));
        ++asked;
    }
    return asked == 0 ? std::numeric_limits<double>::quiet_NaN() : sum / static_cast<double>(asked);
}

base::Result<double> sampled_stress(const Graph& graph, std::span<const Point> positions, int pivots, std::uint64_t seed, base::JobContext& job) {
    if (base::Status s = check_both(graph, positions); !s) return s.error();
    const Ties ties = simple_ties(graph, {});
    std::vector<std::int32_t> hops(at(ties.nodes()));
    std::vector<std::int32_t> queue;
    double ratio = 0;         // sum of L / d
    double ratio_squared = 0;
    double pairs = 0;         // which is the sum of w d^2
    for (const std::int32_t pivot : draw_pivots(ties.nodes(), pivots, seed)) {
        if (base::Status s = job.check(); !s) return s.error();
        hops_from(ties, pivot, hops, queue);
        for (std::size_t i = 1; i < queue.size(); ++i) {
            const double l = std::sqrt(squared(positions[at(pivot)], positions[at(queue[i])])) / hops[at(queue[i])];
            ratio += l;
            ratio_squared += l * l;
            pairs += 1;
        }
    }
    if (pairs == 0) return std::numeric_limits<double>::quiet_NaN();
    // With the best scale a = ratio / ratio_squared the sum of (a l - 1)^2 is pairs - ratio^2 / ratio_squared.
    return ratio_squared == 0 ? 1.0 : std::clamp(1 - ratio * ratio / (ratio_squared * pairs), 0.0, 1.0);
}

}  // namespace kith::layout
