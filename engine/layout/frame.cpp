#include "engine/layout/frame.hpp"

#include <cmath>

namespace kith::layout {
namespace {

constexpr double widest = 1.6;  // a shelf of many is at most this much wider than high

Box box_of_laid_out(std::span<const Point> positions, std::span<const Group> groups) {
    Box box;
    bool first = true;
    for (std::size_t v = 0; v < groups.size(); ++v) {
        if (groups[v] != Group::laid_out) continue;
        if (first) box = {positions[v].x, positions[v].y, positions[v].x, positions[v].y};
        first = false;
        box.add(positions[v]);
    }
    return box;
}

/// Rows from the left, the first on top; `left` and `top` are the shelf's corner.
Box fill_shelf(Drawing& drawing, std::span<const Group> groups, Group group, std::int64_t count, double width, double left, double top, double gap) {
    const auto columns = std::max<std::int64_t>(1, std::min(count, static_cast<std::int64_t>(width / gap)));
    std::int64_t n = 0;
    for (std::size_t v = 0; v < groups.size(); ++v) {
        if (groups[v] != group) continue;
        const std::int64_t row = n / columns;
        drawing.positions[v] = {left + (static_cast<double>(n % columns) + 0.5) * gap, top - (static_cast<double>(row) + 0.5) * gap};
        ++n;
    }
    const std::int64_t rows = (count + columns - 1) / columns;
    return {left, top - static_cast<double>(rows) * gap, left + static_cast<double>(columns) * gap, top};
}

}  // namespace

base::Result<Frame> frame_of(const Graph& graph, const Common& common, bool lone_are_isolates) {
    if (base::Status s = check(graph); !s) return s.error();
    const std::size_t n = graph.nodes();
    if (!common.groups.empty() && common.groups.size() != n) return base::misuse("There is not one group a node.");
    if (!std::isfinite(common.shelf_gap) || common.shelf_gap <= 0) return base::misuse("The gap on a shelf must be a number above 0.");
    Frame frame;
    frame.groups.assign(common.groups.begin(), common.groups.end());
    for (const Group g : frame.groups)
        if (g > Group::without_place) return base::misuse("A group of the layout does not exist.");
    if (frame.groups.empty()) frame.groups.assign(n, Group::laid_out);
    for (const Group g : frame.groups) frame.keep.push_back(g == Group::laid_out ? 1 : 0);
    frame.ties = simple_ties(graph, frame.keep);
    if (common.groups.empty() && lone_are_isolates)
        for (std::size_t v = 0; v < n; ++v)
            if (frame.ties.degree(static_cast<std::int32_t>(v)) == 0) {
                frame.groups[v] = Group::isolate;
                frame.keep[v] = 0;
            }
    return frame;
}

void finish(Drawing& drawing, std::span<const Group> groups, double gap) {
    drawing.shelves.clear();
    drawing.drawn = box_of_laid_out(drawing.positions, groups);
    drawing.bounds = drawing.drawn;
    for (const Group group : {Group::isolate, Group::not_asked, Group::without_place}) {
        const auto count = static_cast<std::int64_t>(std::count(groups.begin(), groups.end(), group));
        if (count == 0) continue;
        const double square = std::ceil(std::sqrt(static_cast<double>(count) * widest)) * gap;
        const double width = std::max(drawing.drawn.width(), square);
        const double top = drawing.bounds.bottom - 2 * gap;
        const Box box = fill_shelf(drawing, groups, group, count, width, drawing.drawn.left, top, gap);
        drawing.shelves.push_back({group, box, count});
        drawing.bounds.add({box.left, box.bottom});
        drawing.bounds.add({box.right, box.top});
    }
}

}  // namespace kith::layout
