#pragma once
// Points and rectangles of our own, in whatever unit the name says: metres of the world (y up) or pixels of a pane (y down).
#include <algorithm>
#include <limits>

namespace kith::viewer::model {

struct Vec2 {
    double x = 0;
    double y = 0;
    bool operator==(const Vec2&) const = default;
    Vec2 operator+(Vec2 o) const { return {x + o.x, y + o.y}; }
    Vec2 operator-(Vec2 o) const { return {x - o.x, y - o.y}; }
    Vec2 operator*(double by) const { return {x * by, y * by}; }
};

/// Both ends belong to it. One without points has low above high.
struct Rect {
    Vec2 low{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
    Vec2 high{-std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    bool operator==(const Rect&) const = default;

    bool empty() const { return low.x > high.x || low.y > high.y; }
    double width() const { return empty() ? 0 : high.x - low.x; }
    double height() const { return empty() ? 0 : high.y - low.y; }
    Vec2 centre() const { return (low + high) * 0.5; }
    void add(Vec2 p) {
        low = {std::min(low.x, p.x), std::min(low.y, p.y)};
        high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
    bool contains(Vec2 p) const { return p.x >= low.x && p.x <= high.x && p.y >= low.y && p.y <= high.y; }
    bool meets(const Rect& o) const { return low.x <= o.high.x && o.low.x <= high.x && low.y <= o.high.y && o.low.y <= high.y; }
    Rect grown(double by) const { return empty() ? *this : Rect{{low.x - by, low.y - by}, {high.x + by, high.y + by}}; }
};
/// From any two opposite corners.
inline Rect rect_of(Vec2 a, Vec2 b) {
    return {{std::min(a.x, b.x), std::min(a.y, b.y)}, {std::max(a.x, b.x), std::max(a.y, b.y)}};
}

}  // namespace kith::viewer::model
