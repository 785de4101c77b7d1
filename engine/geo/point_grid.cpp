#include "engine/geo/point_grid.hpp"

#include <limits>

namespace kith::geo {

GridFrame GridFrame::around(const PointSet& points, double cell, std::int64_t most_cells) {
    constexpr double far = std::numeric_limits<double>::max();
    Extent box{far, far, -far, -far};
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (!points.takes_part(i)) continue;
        const double x = points.xy[2 * i], y = points.xy[2 * i + 1];
        box = {std::min(box.min_x, x), std::min(box.min_y, y), std::max(box.max_x, x), std::max(box.max_y, y)};
    }
    GridFrame frame;
    if (box.min_x > box.max_x) return frame;
    frame.min_x = box.min_x;
    frame.min_y = box.min_y;
    const double width = box.max_x - box.min_x, height = box.max_y - box.min_y;
    frame.cell = cell;
    while ((std::floor(width / frame.cell) + 1) * (std::floor(height / frame.cell) + 1) > static_cast<double>(most_cells)) frame.cell *= 2;
    frame.per_metre_ = 1 / frame.cell;
    frame.columns = frame.index(width, 0) + 1;
    frame.rows = frame.index(height, 0) + 1;
    return frame;
}

PointGrid::PointGrid(const GridFrame& in_frame, const PointSet& points, std::span<const std::int32_t> chosen) : frame(in_frame) {
    start.assign(frame.cells() + 1, 0);
    std::vector<std::int32_t> cell_of(chosen.size());
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        const auto p = static_cast<std::size_t>(chosen[i]);
        const std::int64_t cell = frame.row_of(points.xy[2 * p + 1]) * frame.columns + frame.column_of(points.xy[2 * p]);
        cell_of[i] = static_cast<std::int32_t>(cell);
        ++start[static_cast<std::size_t>(cell) + 1];
    }
    for (std::size_t c = 0; c + 1 < start.size(); ++c) start[c + 1] += start[c];
    x.resize(chosen.size());
    y.resize(chosen.size());
    row.resize(chosen.size());
    std::vector<std::int32_t> next(start.begin(), start.end() - 1);
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        const auto p = static_cast<std::size_t>(chosen[i]);
        const auto at = static_cast<std::size_t>(next[static_cast<std::size_t>(cell_of[i])]++);
        x[at] = points.xy[2 * p];
        y[at] = points.xy[2 * p + 1];
        row[at] = chosen[i];
    }
}

std::vector<std::int32_t> rows_taking_part(const PointSet& points) {
    std::vector<std::int32_t> rows;
    for (std::size_t i = 0; i < points.size(); ++i)
        if (points.takes_part(i)) rows.push_back(static_cast<std::int32_t>(i));
    return rows;
}

std::vector<std::int32_t> rows_by_place(const PointSet& points, double cell) {
    constexpr std::int64_t most_cells = 1'000'000;
    const auto all = rows_taking_part(points);
    const PointGrid grid(GridFrame::around(points, cell, most_cells), points, all);
    std::vector<std::int32_t> rows = grid.row;
    for (std::size_t c = 0; c + 1 < grid.start.size(); ++c)
        std::sort(rows.begin() + grid.start[c], rows.begin() + grid.start[c + 1], [&](std::int32_t a, std::int32_t b) {
            const double* p = points.xy.data() + 2 * static_cast<std::size_t>(a);
            const double* q = points.xy.data() + 2 * static_cast<std::size_t>(b);
            if (p[0] != q[0]) return p[0] < q[0];
            return p[1] != q[1] ? p[1] < q[1] : a < b;
        });
    return rows;
}

}  // namespace kith::geo
