#pragma once
// Points and boxes of a layout.
#include <algorithm>
#include <cmath>

namespace kith::layout {

struct Point {
    double x = 0;
    double y = 0;
    friend bool operator==(const Point&, const Point&) = default;
};
inline bool is_finite(Point p) { return std::isfinite(p.x) && std::isfinite(p.y); }

struct Box {
    double left = 0;
    double bottom = 0;
    double right = 0;
    double top = 0;

    double width() const { return right - left; }
    double height() const { return top - bottom; }
    bool holds(Point p) const { return p.x >= left && p.x <= right && p.y >= bottom && p.y <= top; }
    void add(Point p) {
        left = std::min(left, p.x);
        right = std::max(right, p.x);
        bottom = std::min(bottom, p.y);
        top = std::max(top, p.y);
    }
};

}  // namespace kith::layout
