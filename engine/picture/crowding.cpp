#include "engine/picture/crowding.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace kith::picture {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double a_cell = 8;          // how many should stand in a square of the grid
constexpr double of_the_way = 0.45;
constexpr double least_scale = 0.25, least_opacity = 0.05, least_width = 0.4;
constexpr double free_over = 0.25;    // up to here nobody is in anybody's way

/// Sums in squares over all points.
struct Squares {
    double side = 1;
    std::vector<double> sums;

    template <class At, class Weight>
    Squares(std::size_t count, At at, Weight weight) {
        double left = infinity, right = -infinity, low = infinity, high = -infinity;
        for (std::size_t i = 0; i < count; ++i) {
            const Point p = at(i);
            left = std::min(left, p.x), right = std::max(right, p.x);
            low = std::min(low, p.y), high = std::max(high, p.y);
        }
        const double across = std::max(right - left, high - low);
        if (!(across > 0)) return;
        const double cells = std::clamp(std::ceil(std::sqrt(static_cast<double>(count) / a_cell)), 1.0, 512.0);
        side = across / cells;
        const auto columns = static_cast<std::size_t>(cells) + 1;
        sums.assign(columns * columns, 0);
        for (std::size_t i = 0; i < count; ++i) {
            const Point p = at(i);
            sums[static_cast<std::size_t>((p.y - low) / side) * columns + static_cast<std::size_t>((p.x - left) / side)] += weight(i);
        }
    }
    /// The sum of the square in which the middle of everything lies; 0 when there is none.
    double middle() {
        std::sort(sums.begin(), sums.end(), std::greater<>());
        double all = 0, sum = 0;
        for (const double one : sums) all += one;
        for (const double one : sums)
            if ((sum += one) * 2 >= all) return one;
        return 0;
    }
};

}  // namespace

double apart_of(const MarkLayer& layer) {
    if (layer.size() < 2) return infinity;
    Squares squares(layer.size(), [&](std::size_t i) { return Point{layer.xy[2 * i], layer.xy[2 * i + 1]}; }, [](std::size_t) { return 1.0; });
    const double many = squares.middle();
    return many > 0 ? squares.side / std::sqrt(many) : infinity;
}

double thickness_of(const LinkLayer& layer) {
    if (layer.size() < 2) return 0;
    const auto end = [&](std::size_t i, std::size_t which) { return Point{layer.ends[4 * i + 2 * which], layer.ends[4 * i + 2 * which + 1]}; };
    Squares squares(
        layer.size(), [&](std::size_t i) { return Point{(end(i, 0).x + end(i, 1).x) / 2, (end(i, 0).y + end(i, 1).y) / 2}; },
        [&](std::size_t i) { return std::hypot(end(i, 0).x - end(i, 1).x, end(i, 0).y - end(i, 1).y); });
    return squares.middle() / (squares.side * squares.side);
}

double mark_scale(double pixels, double size) { return std::clamp(of_the_way * pixels / size, least_scale, 1.0); }

double link_opacity(double over) { return std::clamp(std::pow(free_over / std::max(over, 1e-9), 0.7), least_opacity, 1.0); }

double link_width(double over) { return std::clamp(std::sqrt(free_over / std::max(over, 1e-9)), least_width, 1.0); }

}  // namespace kith::picture
