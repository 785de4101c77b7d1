#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/base/index.hpp"
#include "engine/layout/frame.hpp"

namespace kith::layout {
namespace {

using base::at;
constexpr double full_turn = 2 * std::numbers::pi;

/// Each node's distance; -1 where no way leads. `order`: as they were found.
std::vector<std::int32_t> distances_from(const Ties& ties, std::int32_t centre, std::vector<std::int32_t>& order) {
    std::vector<std::int32_t> distance(at(ties.nodes()), -1);
    distance[at(centre)] = 0;
    order.assign(1, centre);
    for (std::size_t next = 0; next < order.size(); ++next)
        for (std::int64_t a = ties.begin(order[next]); a < ties.end(order[next]); ++a)
            if (const std::int32_t u = ties.target(a); distance[at(u)] < 0) {
                distance[at(u)] = distance[at(order[next])] + 1;
                order.push_back(u);
            }
    return distance;
}

/// The angle that each node of the next ring would like: the mean direction of its neighbours one ring further in.
double wished_angle(const Ties& ties, std::span<const std::int32_t> distance, std::span<const double> angle, std::int32_t v) {
    double x = 0;
    double y = 0;
    for (std::int64_t a = ties.begin(v); a < ties.end(v); ++a) {
        const std::size_t u = at(ties.target(a));
        if (distance[u] != distance[at(v)] - 1) continue;
        x += static_cast<double>(ties.weight(a)) * std::cos(angle[u]);
        y += static_cast<double>(ties.weight(a)) * std::sin(angle[u]);
    }
    const double wish = std::atan2(y, x);
    return wish < 0 ? wish + full_turn : wish;
}

/// As near as may be to ascending wishes within one turn, in that order and at least `least` apart, also from the last to the first:
/// least squares by pooling neighbours that would cross (Ayer and others 1955).
std::vector<double> kept_apart(const std::vector<double>& wishes, double least) {
    struct Pool {
        double sum;
        double count;
    };
    std::vector<Pool> pools;
    for (std::size_t i = 0; i < wishes.size(); ++i) {
        pools.push_back({wishes[i] - least * static_cast<double>(i), 1});
        while (pools.size() > 1 && pools[pools.size() - 2].sum / pools[pools.size() - 2].count >= pools.back().sum / pools.back().count) {
            const Pool last = pools.back();
            pools.pop_back();
            pools.back().sum += last.sum;
            pools.back().count += last.count;
        }
    }
    const double room = std::max(0.0, full_turn - least * static_cast<double>(wishes.size()));
    const double lowest = pools.empty() ? 0 : pools.front().sum / pools.front().count;
    std::vector<double> angles;
    for (const Pool& pool : pools)
        for (double k = 0; k < pool.count; ++k) angles.push_back(std::min(pool.sum / pool.count, lowest + room) + least * static_cast<double>(angles.size()));
    return angles;
}

struct Rings {
    std::vector<std::vector<std::int32_t>> reached;  // by distance
    std::vector<std::int32_t> unreachable;
};

Rings sort_into_rings(const Frame& frame, std::span<const std::int32_t> distance, std::span<const std::int32_t> order) {
    Rings rings;
    for (const std::int32_t v : order) {
        if (at(distance[at(v)]) == rings.reached.size()) rings.reached.emplace_back();
        rings.reached[at(distance[at(v)])].push_back(v);
    }
    for (std::size_t v = 0; v < frame.keep.size(); ++v)
        if (frame.keep[v] != 0 && distance[v] < 0) rings.unreachable.push_back(static_cast<std::int32_t>(v));
    return rings;
}

/// Angles ring by ring from the inside.
std::vector<double> angles_of(const Ties& ties, const Rings& rings, std::span<const std::int32_t> distance) {
    std::vector<double> angle(at(ties.nodes()), 0);
    const auto spread_evenly = [&](const std::vector<std::int32_t>& ring) {
        for (std::size_t i = 0; i < ring.size(); ++i) angle[at(ring[i])] = full_turn * static_cast<double>(i) / static_cast<double>(ring.size());
    };
    if (rings.reached.size() > 1) spread_evenly(rings.reached[1]);
    for (std::size_t r = 2; r < rings.reached.size(); ++r) {
        std::vector<std::pair<double, std::int32_t>> wishes;
        for (const std::int32_t v : rings.reached[r]) wishes.emplace_back(wished_angle(ties, distance, angle, v), v);
        std::sort(wishes.begin(), wishes.end());
        std::vector<double> wished;
        for (const auto& w : wishes) wished.push_back(w.first);
        // Three quarters of an even share: enough for the narrowest ring, with room to stand near the neighbours.
        const std::vector<double> given = kept_apart(wished, 0.75 * full_turn / static_cast<double>(wished.size()));
        for (std::size_t i = 0; i < wishes.size(); ++i) angle[at(wishes[i].second)] = given[i];
    }
    spread_evenly(rings.unreachable);
    return angle;
}

}  // namespace

base::Result<ConcentricDrawing> concentric(const Graph& graph, const ConcentricOptions& options, base::JobContext& job) {
    const base::Result<Frame> frame = frame_of(graph, options.common, false);
    if (!frame) return frame.error();
    if (options.centre < 0 || at(options.centre) >= graph.nodes() || frame->keep[at(options.centre)] == 0)
        return base::misuse("The person in the middle of the rings is not among those laid out.");
    if (base::Status s = job.check(); !s) return s.error();
    std::vector<std::int32_t> order;
    const std::vector<std::int32_t> distance = distances_from(frame->ties, options.centre, order);
    const Rings rings = sort_into_rings(*frame, distance, order);
    const std::vector<double> angle = angles_of(frame->ties, rings, distance);

    // Neighbours on a ring are three quarters of an even share apart at least, and that is to be 1; rings are 2 apart at least.
    double gap = 2;
    for (std::size_t r = 1; r < rings.reached.size(); ++r) gap = std::max(gap, static_cast<double>(rings.reached[r].size()) / (0.74 * full_turn * static_cast<double>(r)));
    ConcentricDrawing result;
    for (std::size_t r = 0; r < rings.reached.size(); ++r) result.rings.push_back({static_cast<std::int32_t>(r), gap * static_cast<double>(r), static_cast<std::int64_t>(rings.reached[r].size())});
    result.unreachable = static_cast<std::int64_t>(rings.unreachable.size());
    if (result.unreachable > 0) {
        const double outside = gap * (static_cast<double>(rings.reached.size()) + 0.5);
        result.rings.push_back({-1, std::max(outside, static_cast<double>(result.unreachable) / (0.74 * full_turn)), result.unreachable});
    }
    result.drawing.positions.resize(graph.nodes());
    const auto place = [&](const std::vector<std::int32_t>& nodes, double radius) {
        for (const std::int32_t v : nodes) result.drawing.positions[at(v)] = {radius * std::cos(angle[at(v)]), radius * std::sin(angle[at(v)])};
    };
    for (std::size_t r = 0; r < rings.reached.size(); ++r) place(rings.reached[r], result.rings[r].radius);
    if (result.unreachable > 0) place(rings.unreachable, result.rings.back().radius);
    finish(result.drawing, frame->groups, options.common.shelf_gap);
    return result;
}

}  // namespace kith::layout
