#pragma once
// Graphs of known shape, and questions about their drawings.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/layout/layout.hpp"

namespace kith::test {

struct Net {
    std::vector<std::vector<std::pair<std::int32_t, double>>> rows;
    std::vector<std::int64_t> offsets;
    std::vector<std::int32_t> targets;
    std::vector<double> weights;

    explicit Net(std::size_t nodes) : rows(nodes) {}
    void tie(std::size_t a, std::size_t b, double weight = 1) {
        rows[a].emplace_back(static_cast<std::int32_t>(b), weight);
        if (a != b) rows[b].emplace_back(static_cast<std::int32_t>(a), weight);
    }
    layout::Graph view() {
        offsets.assign(1, 0);
        targets.clear();
        weights.clear();
        for (const auto& row : rows) {
            for (const auto& [target, weight] : row) {
                targets.push_back(target);
                weights.push_back(weight);
            }
            offsets.push_back(static_cast<std::int64_t>(targets.size()));
        }
        return {offsets, targets, weights};
    }
};

inline Net path(std::size_t n) {
    Net net(n);
    for (std::size_t i = 0; i + 1 < n; ++i) net.tie(i, i + 1);
    return net;
}
inline Net cycle(std::size_t n) {
    Net net = path(n);
    net.tie(n - 1, 0);
    return net;
}
inline Net grid(std::size_t side) {
    Net net(side * side);
    for (std::size_t r = 0; r < side; ++r)
        for (std::size_t c = 0; c < side; ++c) {
            if (c + 1 < side) net.tie(r * side + c, r * side + c + 1);
            if (r + 1 < side) net.tie(r * side + c, r * side + c + side);
        }
    return net;
}

inline double distance(layout::Point a, layout::Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

inline bool all_finite(const std::vector<layout::Point>& points) { return std::all_of(points.begin(), points.end(), layout::is_finite); }

inline layout::Box box_of(const std::vector<layout::Point>& points, std::size_t first, std::size_t last) {
    layout::Box box{points[first].x, points[first].y, points[first].x, points[first].y};
    for (std::size_t i = first; i < last; ++i) box.add(points[i]);
    return box;
}
inline bool overlap(const layout::Box& a, const layout::Box& b) { return a.left < b.right && b.left < a.right && a.bottom < b.top && b.bottom < a.top; }

}  // namespace kith::test
