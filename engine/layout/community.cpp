#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "engine/base/index.hpp"
#include "engine/layout/frame.hpp"

namespace kith::layout {
namespace {

using base::at;

/// Rows of ties put together by hand.
struct Rows {
    std::vector<std::int64_t> offsets{0};
    std::vector<std::int32_t> targets;
    std::vector<double> weights;
    Graph view() const { return {offsets, targets, weights}; }
    void end_row() { offsets.push_back(static_cast<std::int64_t>(targets.size())); }
};

/// The laid-out nodes of one community; without a label each is one.
struct Members {
    std::int32_t label;
    std::vector<std::int32_t> nodes;
};
std::vector<Members> members_of(const Frame& frame, std::span<const std::int32_t> communities, std::vector<std::int32_t>& of) {
    std::map<std::int32_t, std::size_t> number;
    std::vector<Members> all;
    for (std::size_t v = 0; v < frame.keep.size(); ++v)
        if (frame.keep[v] != 0 && communities[v] >= 0) number.emplace(communities[v], 0);
    for (auto& [label, n] : number) {
        n = all.size();
        all.push_back({label, {}});
    }
    of.assign(frame.keep.size(), -1);
    for (std::size_t v = 0; v < frame.keep.size(); ++v) {
        if (frame.keep[v] == 0) continue;
        std::size_t n = all.size();
        if (communities[v] >= 0) n = number[communities[v]];
        else all.push_back({-1, {}});
        all[n].nodes.push_back(static_cast<std::int32_t>(v));
        of[v] = static_cast<std::int32_t>(n);
    }
    return all;
}

Rows ties_inside(const Graph& graph, const Members& members, std::span<const std::int32_t> of, std::span<std::int32_t> local) {
    for (std::size_t i = 0; i < members.nodes.size(); ++i) local[at(members.nodes[i])] = static_cast<std::int32_t>(i);
    Rows rows;
    for (const std::int32_t v : members.nodes) {
        for (std::int64_t a = graph.offsets[at(v)]; a < graph.offsets[at(v) + 1]; ++a) {
            const std::int32_t u = graph.targets[at(a)];
            if (of[at(u)] != of[at(v)]) continue;
            rows.targets.push_back(local[at(u)]);
            rows.weights.push_back(graph.weights.empty() ? 1.0 : graph.weights[at(a)]);
        }
        rows.end_row();
    }
    return rows;
}

/// Communities as nodes, tied as strongly as their members are altogether.
Rows ties_between(const Ties& ties, const std::vector<Members>& all, std::span<const std::int32_t> of) {
    Rows rows;
    for (const Members& members : all) {
        std::map<std::int32_t, double> row;
        for (const std::int32_t v : members.nodes)
            for (std::int64_t a = ties.begin(v); a < ties.end(v); ++a)
                if (of[at(ties.target(a))] != of[at(v)]) row[of[at(ties.target(a))]] += static_cast<double>(ties.weight(a));
        for (const auto& [target, weight] : row) {
            rows.targets.push_back(target);
            rows.weights.push_back(weight);
        }
        rows.end_row();
    }
    return rows;
}

/// Positions around the middle of their box, and the radius that holds them all with a margin.
double centre_in_disc(std::vector<Point>& positions, const Box& box) {
    double radius = 0;
    for (Point& p : positions) {
        p = {p.x - (box.left + box.right) / 2, p.y - (box.bottom + box.top) / 2};
        radius = std::max(radius, std::hypot(p.x, p.y));
    }
    return radius + 0.5;
}

/// Where the discs stand: by the ties between them, none over another, half a unit apart at least.
base::Result<std::vector<Point>> place_discs(const Graph& between, std::span<const double> radii, std::uint64_t seed, base::JobContext& job) {
    const std::vector<Group> all_laid_out(radii.size(), Group::laid_out);
    base::Result<Drawing> drawing = force(between, {{all_laid_out, 1}, seed, {}}, job);
    if (!drawing) return drawing.error();
    double squares = 0;
    for (const double r : radii) squares += r * r;
    const double scale = 2 * std::sqrt(squares / static_cast<double>(std::max<std::size_t>(1, radii.size())));
    for (Point& p : drawing->positions) p = {p.x * scale, p.y * scale};
    std::vector<double> wider;
    for (const double r : radii) wider.push_back((r + 0.25) * 1.002);
    base::Result<Separation> separated = remove_overlaps(drawing->positions, wider, job);
    if (!separated) return separated.error();
    return std::move(separated->positions);
}

}  // namespace

base::Result<CommunityDrawing> by_community(const Graph& graph, const CommunityOptions& options, base::JobContext& job) {
    const base::Result<Frame> frame = frame_of(graph, options.common, true);
    if (!frame) return frame.error();
    if (options.communities.size() != graph.nodes()) return base::misuse("There is not one community a node.");
    std::vector<std::int32_t> of;
    const std::vector<Members> all = members_of(*frame, options.communities, of);
    std::vector<std::int32_t> local(graph.nodes(), -1);
    std::vector<std::vector<Point>> inside;
    std::vector<double> radii;
    for (const Members& members : all) {
        const Rows rows = ties_inside(graph, members, of, local);
        const std::vector<Group> all_laid_out(members.nodes.size(), Group::laid_out);
        base::Result<Drawing> drawing = force(rows.view(), {{all_laid_out, 1}, options.seed, {}}, job);
        if (!drawing) return drawing.error();
        radii.push_back(centre_in_disc(drawing->positions, drawing->drawn));
        inside.push_back(std::move(drawing->positions));
    }
    const Rows between = ties_between(frame->ties, all, of);
    const base::Result<std::vector<Point>> centres = place_discs(between.view(), radii, options.seed, job);
    if (!centres) return centres.error();

    CommunityDrawing result;
    result.drawing.positions.resize(graph.nodes());
    for (std::size_t c = 0; c < all.size(); ++c) {
        const Point centre = (*centres)[c];
        for (std::size_t i = 0; i < all[c].nodes.size(); ++i)
            result.drawing.positions[at(all[c].nodes[i])] = {centre.x + inside[c][i].x, centre.y + inside[c][i].y};
        if (all[c].label >= 0) result.communities.push_back({all[c].label, centre, radii[c], static_cast<std::int64_t>(all[c].nodes.size())});
    }
    finish(result.drawing, frame->groups, options.common.shelf_gap);
    return result;
}

}  // namespace kith::layout
