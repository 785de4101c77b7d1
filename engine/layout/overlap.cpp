#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "engine/layout/layout.hpp"

namespace kith::layout {
namespace {

constexpr int most_rounds = 500;
constexpr double slack = 1e-3;  // of an overlap that counts

/// Positions in square cells, each at least as wide as the widest pair of discs is apart.
class Grid {
public:
    Grid(std::span<const Point> positions, double cell) {
        Box box{positions[0].x, positions[0].y, positions[0].x, positions[0].y};
        for (const Point p : positions) box.add(p);
        left_ = box.left;
        bottom_ = box.bottom;
        // No more cells than four a node: far apart discs share large ones.
        const double largest = std::sqrt(box.width() * box.height() / (4.0 * static_cast<double>(positions.size())));
        const double longest = std::max(box.width(), box.height()) / (4.0 * static_cast<double>(positions.size()));
        cell_ = std::max({cell, largest, longest});
        columns_ = static_cast<std::size_t>(box.width() / cell_) + 1;
        rows_ = static_cast<std::size_t>(box.height() / cell_) + 1;
        start_.assign(columns_ * rows_ + 1, 0);
        nodes_.resize(positions.size());
        for (const Point p : positions) ++start_[cell_of(p) + 1];
        std::partial_sum(start_.begin(), start_.end(), start_.begin());
        std::vector<std::size_t> next(start_.begin(), start_.end() - 1);
        for (std::size_t i = 0; i < positions.size(); ++i) nodes_[next[cell_of(positions[i])]++] = i;
    }

    /// Every pair in one cell or in two that touch, once, always in the same order.
    template <class F>
    void pairs(F&& f) const {
        for (std::size_t row = 0; row < rows_; ++row)
            for (std::size_t column = 0; column < columns_; ++column) {
                const std::size_t here = row * columns_ + column;
                for (std::size_t i = start_[here]; i < start_[here + 1]; ++i) {
                    for (std::size_t j = i + 1; j < start_[here + 1]; ++j) f(nodes_[i], nodes_[j]);
                    if (column + 1 < columns_) with_cell(nodes_[i], here + 1, f);
                    if (row + 1 == rows_) continue;
                    if (column > 0) with_cell(nodes_[i], here + columns_ - 1, f);
                    with_cell(nodes_[i], here + columns_, f);
                    if (column + 1 < columns_) with_cell(nodes_[i], here + columns_ + 1, f);
                }
            }
    }

private:
    template <class F>
    void with_cell(std::size_t i, std::size_t cell, F&& f) const {
        for (std::size_t j = start_[cell]; j < start_[cell + 1]; ++j) f(i, nodes_[j]);
    }
    std::size_t cell_of(Point p) const {
        const auto column = std::min(columns_ - 1, static_cast<std::size_t>((p.x - left_) / cell_));
        const auto row = std::min(rows_ - 1, static_cast<std::size_t>((p.y - bottom_) / cell_));
        return row * columns_ + column;
    }
    double left_ = 0, bottom_ = 0, cell_ = 1;
    std::size_t columns_ = 1, rows_ = 1;
    std::vector<std::size_t> start_, nodes_;
};

/// Nodes on the very same spot, lower rows first, as the seeds of a sunflower (Vogel 1979): near each other, none over another.
void spread_stacks(std::vector<Point>& positions, std::span<const double> radii) {
    std::vector<std::size_t> order(positions.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return std::tie(positions[a].x, positions[a].y, a) < std::tie(positions[b].x, positions[b].y, b); });
    for (std::size_t first = 0; first < order.size();) {
        const Point spot = positions[order[first]];
        std::size_t last = first;
        double radius = 0;
        while (last < order.size() && positions[order[last]] == spot) radius = std::max(radius, radii[order[last++]]);
        if (last - first > 1)
            for (std::size_t k = first; k < last; ++k) {
                const auto n = static_cast<double>(k - first);
                const double angle = n * 2.399963229728653;  // the golden angle
                const double away = 1.25 * radius * std::sqrt(n + 0.5);
                positions[order[k]] = {spot.x + away * std::cos(angle), spot.y + away * std::sin(angle)};
            }
        first = last;
    }
}

/// Moves every overlapping pair apart; how many there were.
std::int64_t push_apart(std::vector<Point>& positions, std::span<const double> radii, double cell) {
    std::int64_t found = 0;
    const Grid grid(positions, cell);
    grid.pairs([&](std::size_t i, std::size_t j) {
        const double apart = radii[i] + radii[j];
        const double dx = positions[j].x - positions[i].x;
        const double dy = positions[j].y - positions[i].y;
        const double squared = dx * dx + dy * dy;
        if (apart <= 0 || squared >= apart * apart * (1 - slack) * (1 - slack)) return;
        ++found;
        const double distance = std::sqrt(squared);
        const double push = (apart - distance) / 2;
        // On one spot after all: along a direction of their own.
        const double angle = 2.399963229728653 * static_cast<double>(i + j);
        const double x = distance > 0 ? dx / distance : std::cos(angle);
        const double y = distance > 0 ? dy / distance : std::sin(angle);
        positions[i] = {positions[i].x - push * x, positions[i].y - push * y};
        positions[j] = {positions[j].x + push * x, positions[j].y + push * y};
    });
    return found;
}

}  // namespace

base::Result<Separation> remove_overlaps(std::span<const Point> positions, std::span<const double> radii, base::JobContext& job) {
    if (positions.size() != radii.size()) return base::misuse("There is not one radius a node.");
    double widest = 0;
    for (const double r : radii) {
        if (!std::isfinite(r) || r < 0) return base::misuse("A radius is not a number of at least 0.");
        widest = std::max(widest, r);
    }
    if (!std::all_of(positions.begin(), positions.end(), is_finite)) return base::misuse("A position is not a number.");
    Separation result{{positions.begin(), positions.end()}, 0, 0};
    if (positions.empty() || widest == 0) return result;
    spread_stacks(result.positions, radii);
    for (int round = 0; round < most_rounds; ++round) {
        if (base::Status s = job.check(); !s) return s.error();
        result.left = push_apart(result.positions, radii, 2 * widest);
        if (result.left == 0) break;
    }
    for (std::size_t i = 0; i < positions.size(); ++i)
        result.furthest = std::max(result.furthest, std::hypot(result.positions[i].x - positions[i].x, result.positions[i].y - positions[i].y));
    return result;
}

}  // namespace kith::layout
