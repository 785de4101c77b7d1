#pragma once
// Points sorted into square cells, row by row. Inside geo only.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/geo/rings.hpp"

namespace kith::geo {

/// The frame of a grid: which cell is a coordinate in? Coordinates outside belong to no cell.
struct GridFrame {
    double min_x = 0, min_y = 0;
    double cell = 1;
    std::int64_t columns = 0, rows = 0;

    /// Covers the points with cells of about `cell` metres, but never more than `most_cells`.
    static GridFrame around(const PointSet& points, double cell, std::int64_t most_cells);
    /// May lie outside 0 .. columns - 1; clamped so that it can always be counted on from.
    std::int64_t column_of(double x) const { return index(x - min_x, columns); }
    std::int64_t row_of(double y) const { return index(y - min_y, rows); }
    std::size_t cells() const { return static_cast<std::size_t>(columns * rows); }

private:
    std::int64_t index(double from_edge, std::int64_t count) const {
        const double last = static_cast<double>(count) + 1e6;
        const double cells = std::clamp(from_edge * per_metre_, -1e6, last);
        const auto whole = static_cast<std::int64_t>(cells);
        return whole - (cells < static_cast<double>(whole));
    }
    double per_metre_ = 1;  // 1 / cell: monotone is all that is asked of it
};

/// The points of a set in a frame, cell after cell, within a cell by row.
struct PointGrid {
    GridFrame frame;
    std::vector<std::int32_t> start;  // cells + 1
    std::vector<double> x, y;
    std::vector<std::int32_t> row;  // of the set

    /// With `chosen` only the rows it lists (ascending), else all that take part.
    PointGrid(const GridFrame& in_frame, const PointSet& points, std::span<const std::int32_t> chosen);
};

/// The rows that take part.
std::vector<std::int32_t> rows_taking_part(const PointSet& points);

/// The rows that take part, neighbours in space near each other in the list, and those at the very same place one after the
/// other (by row): for asking one question after another with a warm cache.
std::vector<std::int32_t> rows_by_place(const PointSet& points, double cell);

}  // namespace kith::geo
