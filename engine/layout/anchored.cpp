#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/base/index.hpp"
#include "engine/layout/frame.hpp"

namespace kith::layout {
namespace {

using base::at;
constexpr int pull_rounds = 20;

/// Each node between its anchor and the mean of its neighbours, on a leash.
void pull_towards_neighbours(const Ties& ties, std::span<const Point> anchors, double pull, double leash, std::vector<Point>& positions) {
    std::vector<Point> next = positions;
    for (int round = 0; round < pull_rounds; ++round) {
        for (std::int32_t v = 0; v < ties.nodes(); ++v) {
            if (ties.degree(v) == 0) continue;
            Point sum;
            double weight = 0;
            for (std::int64_t a = ties.begin(v); a < ties.end(v); ++a) {
                const Point p = positions[at(ties.target(a))];
                const auto w = static_cast<double>(ties.weight(a));
                sum = {sum.x + w * p.x, sum.y + w * p.y};
                weight += w;
            }
            const Point home = anchors[at(v)];
            Point away{pull * (sum.x / weight - home.x), pull * (sum.y / weight - home.y)};
            const double length = std::hypot(away.x, away.y);
            if (length > leash) away = {away.x * leash / length, away.y * leash / length};
            next[at(v)] = {home.x + away.x, home.y + away.y};
        }
        positions.swap(next);
    }
}

}  // namespace

double usual_spacing(std::span<const Point> anchors) {
    Box box{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    std::size_t placed = 0;
    for (const Point p : anchors)
        if (is_finite(p)) {
            box.add(p);
            ++placed;
        }
    if (placed < 2) return 1;
    return std::max(1.0, 0.4 * std::sqrt(std::max(1.0, box.width()) * std::max(1.0, box.height()) / static_cast<double>(placed)));
}

base::Result<Drawing> anchored(const Graph& graph, const AnchorOptions& options, base::JobContext& job) {
    if (options.anchors.size() != graph.nodes()) return base::misuse("There is not one anchor a node.");
    if (!(options.spacing > 0) || !std::isfinite(options.spacing)) return base::misuse("The spacing must be a number above 0.");
    if (!(options.tie_pull >= 0 && options.tie_pull <= 1) || !(options.leash >= 0)) return base::misuse("The pull of ties must be within 0 and 1, and the leash at least 0.");
    // Who has no anchor leaves the drawing before anything else, so that nobody sits where nobody said.
    std::vector<Group> groups(options.common.groups.begin(), options.common.groups.end());
    if (groups.empty()) groups.assign(graph.nodes(), Group::laid_out);
    if (groups.size() != graph.nodes()) return base::misuse("There is not one group a node.");
    for (std::size_t v = 0; v < groups.size(); ++v)
        if (groups[v] == Group::laid_out && !is_finite(options.anchors[v])) groups[v] = Group::without_place;
    const base::Result<Frame> frame = frame_of(graph, {groups, options.common.shelf_gap}, false);
    if (!frame) return frame.error();
    job.begin("Placing people on the map");

    std::vector<Point> positions(options.anchors.begin(), options.anchors.end());
    if (options.tie_pull > 0) pull_towards_neighbours(frame->ties, options.anchors, options.tie_pull, options.leash * options.spacing, positions);
    std::vector<Point> placed;
    for (std::size_t v = 0; v < groups.size(); ++v)
        if (groups[v] == Group::laid_out) placed.push_back(positions[v]);
    const std::vector<double> radii(placed.size(), options.spacing / 2);
    base::Result<Separation> separated = remove_overlaps(placed, radii, job);
    if (!separated) return separated.error();

    Drawing drawing;
    drawing.positions.resize(groups.size());
    for (std::size_t v = 0, i = 0; v < groups.size(); ++v)
        if (groups[v] == Group::laid_out) drawing.positions[v] = separated->positions[i++];
    finish(drawing, frame->groups, options.common.shelf_gap * options.spacing);
    job.progress(1);
    return drawing;
}

}  // namespace kith::layout
