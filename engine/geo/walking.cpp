#include "engine/geo/walking.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <queue>

#include "engine/geo/walking_search.hpp"

namespace kith::geo {
namespace {

using column::Type;

base::Error not_a_network() { return base::bad_input("The walking network does not fit together; it was not used."); }

const column::Column* typed(const column::Segment& segment, std::string_view key, Type type) {
    const column::Column* c = segment.find(key);
    return c != nullptr && c->type() == type ? c : nullptr;
}

/// Walking metres from the snapped point to every node within reach; infinite beyond.
std::vector<double> walk(const WalkingIndex& index, const WalkingIndex::Snap& snap, double within, double factor) {
    const WalkingNetwork& network = index.network();
    std::vector<double> best(network.nodes(), std::numeric_limits<double>::infinity());
    std::priority_queue<std::pair<double, std::size_t>, std::vector<std::pair<double, std::size_t>>, std::greater<>> queue;
    const auto reach = [&](std::size_t node, double metres) {
        if (metres > within || metres >= best[node]) return;
        best[node] = metres;
        queue.emplace(metres, node);
    };
    const WalkingIndex::Way& way = index.way(snap.way);
    reach(static_cast<std::size_t>(way.a), snap.off * factor + snap.along);
    reach(static_cast<std::size_t>(way.b), snap.off * factor + way.metres - snap.along);
    while (!queue.empty()) {
        const auto [metres, node] = queue.top();
        queue.pop();
        if (metres > best[node]) continue;
        for (auto arc = static_cast<std::size_t>(network.offsets[node]); arc < static_cast<std::size_t>(network.offsets[node + 1]); ++arc)
            if (!index.closed(arc)) reach(static_cast<std::size_t>(network.targets[arc]), metres + network.metres[arc]);
    }
    return best;
}

using Stretches = std::vector<std::pair<double, double>>;

/// What is reached of a way, from and to metres along it, where stretches meet as one.
void add_parts(const WalkingNetwork& network, const WalkingIndex::Way& way, Stretches reached, std::vector<double>& parts) {
    std::sort(reached.begin(), reached.end());
    const auto a = static_cast<std::size_t>(way.a), b = static_cast<std::size_t>(way.b);
    for (std::size_t i = 0; i < reached.size();) {
        auto [from, to] = reached[i];
        for (++i; i < reached.size() && reached[i].first <= to; ++i) to = std::max(to, reached[i].second);
        if (!(to > from)) continue;
        for (const double at : {from / way.metres, to / way.metres})
            for (const std::size_t axis : {0u, 1u})  // an end that is reached is the node itself, to the bit
                parts.push_back(at >= 1 ? network.xy[2 * b + axis] : network.xy[2 * a + axis] + at * (network.xy[2 * b + axis] - network.xy[2 * a + axis]));
    }
}

}  // namespace

base::Result<WalkingNetwork> walking_of(const column::Segment& segment) {
    const auto *points = typed(segment, "points", Type::point), *offsets = typed(segment, "offsets", Type::i64), *targets = typed(segment, "targets", Type::i32),
               *metres = typed(segment, "metres", Type::f64), *step_free = typed(segment, "step_free", Type::boolean);
    if (points == nullptr || offsets == nullptr || targets == nullptr || metres == nullptr || step_free == nullptr) return not_a_network();
    const WalkingNetwork network{points->xy(), offsets->i64(), targets->i32(), metres->f64(), step_free->booleans(), step_free->states()};
    const std::size_t arcs = network.targets.size();
    if (network.offsets.size() != network.nodes() + 1 || !nests(network.offsets, arcs) || network.metres.size() != arcs || network.step_free.size() != arcs) return not_a_network();
    for (std::size_t arc = 0; arc < arcs; ++arc)
        if (network.targets[arc] < 0 || static_cast<std::size_t>(network.targets[arc]) >= network.nodes() || !(network.metres[arc] >= 0 && network.metres[arc] < 1e7)) return not_a_network();
    return network;
}

std::int64_t far_from_ways(const WalkingNetwork& network, const PointSet& points) {
    const WalkingIndex index(network, false);
    std::int64_t far = 0;
    for (const std::int32_t row : rows_taking_part(points)) far += index.snap(points.xy[2 * static_cast<std::size_t>(row)], points.xy[2 * static_cast<std::size_t>(row) + 1]).way < 0;
    return far;
}

base::Result<std::vector<std::vector<double>>> isochrones(const WalkingNetwork& network, double x, double y, std::span<const double> within, bool step_free, double factor) {
    for (const double metres : within)
        if (!(metres > 0) || metres > 100'000) return base::misuse("The distance to look within must be above 0 and at most 100,000 m.");
    std::vector<std::vector<double>> out(within.size());
    const WalkingIndex index(network, step_free);
    const WalkingIndex::Snap snap = index.snap(x, y);
    if (within.empty() || snap.way < 0) return out;
    const std::vector<double> best = walk(index, snap, *std::max_element(within.begin(), within.end()), factor);
    for (std::size_t i = 0; i < within.size(); ++i)
        for (std::size_t w = 0; w < index.ways().size(); ++w) {
            const WalkingIndex::Way& way = index.ways()[w];
            const double from_a = std::max(within[i] - best[static_cast<std::size_t>(way.a)], 0.0), from_b = std::max(within[i] - best[static_cast<std::size_t>(way.b)], 0.0);
            Stretches reached{{0, std::min(from_a, way.metres)}, {std::max(way.metres - from_b, 0.0), way.metres}};
            const double here = within[i] - snap.off * factor;  // on the way where the walk begins, both ways from there
            if (static_cast<std::int32_t>(w) == snap.way && here > 0) reached.push_back({std::max(snap.along - here, 0.0), std::min(snap.along + here, way.metres)});
            add_parts(network, way, std::move(reached), out[i]);
        }
    return out;
}

}  // namespace kith::geo
