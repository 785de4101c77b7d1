#pragma once
// What lies under the pointer, in a box or in a lasso: points by a packed grid, areas by their rings, ties by their lines. Built once,
// asked often.
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "viewer/model/geometry.hpp"

namespace kith::viewer::model {

/// Points packed cell by cell of a regular grid, rows of the grid bottom to top, cells left to right: what is in view is one
/// stretch a grid row. O(n) to build, 28 bytes a point.
class PointIndex {
public:
    PointIndex() = default;
    /// `xy`: two a row, metres. `known`: a byte a row, 0 = has no place and takes no part; empty: all have one.
    PointIndex(std::span<const double> xy, std::span<const std::uint8_t> known);

    std::size_t size() const { return order_.size(); }
    const Rect& bounds() const { return bounds_; }
    /// From now on a point is known by its place in packed order: for whoever puts their rows in that order, too.
    void renumber();
    /// Rows in packed order, and their points beside them.
    std::span<const std::int32_t> order() const { return order_; }
    std::span<const Vec2> points() const { return points_; }

    /// The nearest within `tolerance` metres, the lowest row among equals.
    std::optional<std::int32_t> nearest(Vec2 at, double tolerance) const;
    /// At most `k` within `within` metres, nearest first, equals by row.
    struct Near {
        std::int32_t row;
        double metres;
    };
    std::vector<Near> nearest(Vec2 at, double within, std::size_t k) const;
    /// Rows inside, in packed order. O(rows found + cells on the edge).
    std::vector<std::int32_t> inside(const Rect& box) const;
    /// Inside a closed line of any shape (even-odd).
    std::vector<std::int32_t> inside(std::span<const Vec2> lasso) const;

    /// Stretches [first, last) of packed order that hold every point of `box` and at most a cell more around it, one a grid
    /// row; what the renderer draws. O(grid rows).
    struct Stretch {
        std::uint32_t first, last;
    };
    void stretches(const Rect& box, std::vector<Stretch>& into) const;

private:
    struct Cells {
        int left, bottom, right, top;
    };
    Cells cells_of(const Rect& box) const;
    /// Where a cell begins in packed order; of the column behind the last, where the grid row ends.
    std::uint32_t start(int column, int row) const { return starts_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(column)]; }
    void lasso_row(std::span<const Vec2> lasso, int row, const Cells& cells, std::vector<std::int32_t>& into) const;

    Rect bounds_;
    double cell_ = 1;                       // metres
    int columns_ = 0, rows_ = 0;
    std::vector<std::uint32_t> starts_;     // columns x rows + 1
    std::vector<std::int32_t> order_;
    std::vector<Vec2> points_;
};

/// Areas as `areas.<as>.geometry` nests them; the spans must outlive it.
class AreaIndex {
public:
    AreaIndex() = default;
    AreaIndex(std::span<const std::int64_t> area_polygons, std::span<const std::int64_t> polygon_rings, std::span<const std::int64_t> ring_points,
              std::span<const double> xy);
    std::size_t size() const { return boxes_.size(); }
    const Rect& box(std::size_t area) const { return boxes_[area]; }
    bool contains(std::size_t area, Vec2 at) const;
    /// The area under a point; of overlapping ones the smallest.
    std::optional<std::int32_t> at(Vec2 at) const;
    /// Where somebody who points at `at` means a corner, else a border, within so many metres; nothing when none is that near. O(corners
    /// of areas near by).
    std::optional<Vec2> border_near(Vec2 at, double within) const;
    /// Areas with at least one corner inside the closed line, or that lie around its first point.
    std::vector<std::int32_t> touched(std::span<const Vec2> lasso) const;

private:
    std::size_t band_of(double y) const;
    /// `use(first point, behind the last, is a shell)`.
    template <class Use>
    void each_ring(std::size_t area, Use use) const {
        for (auto polygon = static_cast<std::size_t>(area_polygons_[area]); polygon < static_cast<std::size_t>(area_polygons_[area + 1]); ++polygon)
            for (auto ring = static_cast<std::size_t>(polygon_rings_[polygon]); ring < static_cast<std::size_t>(polygon_rings_[polygon + 1]); ++ring)
                use(ring_points_[ring], ring_points_[ring + 1], ring == static_cast<std::size_t>(polygon_rings_[polygon]));
    }
    std::span<const std::int64_t> area_polygons_, polygon_rings_, ring_points_;
    std::span<const double> xy_;
    std::vector<Rect> boxes_;
    std::vector<double> sizes_;                     // square metres
    std::vector<std::vector<std::int32_t>> bands_;  // areas by horizontal band
    Rect bounds_;
};

struct Segment2 {
    Vec2 a, b;
};
/// The line nearest to `at` within `tolerance`, the lowest index among equals. O(lines): of what is drawn, which the edge cap
/// bounds.
std::optional<std::size_t> nearest_line(std::span<const Segment2> lines, Vec2 at, double tolerance);
/// Even-odd.
bool inside_ring(std::span<const Vec2> ring, Vec2 at);

}  // namespace kith::viewer::model
