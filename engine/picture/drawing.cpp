#include "engine/picture/drawing.hpp"

#include <cmath>
#include <numbers>

namespace kith::picture {
namespace {

/// A regular figure of `corners` on a circle; with `inner` a star whose inner corners lie that far from the centre.
Ring regular(Point centre, double radius, int corners, double turn, double inner = 0) {
    Ring ring;
    const int steps = inner > 0 ? 2 * corners : corners;
    for (int i = 0; i < steps; ++i) {
        const double angle = turn + 2 * std::numbers::pi * i / steps;
        const double r = inner > 0 && i % 2 == 1 ? inner : radius;
        ring.push_back({centre.x + r * std::cos(angle), centre.y + r * std::sin(angle)});
    }
    return ring;
}

}  // namespace

std::vector<Ring> mark_rings(Mark mark, Point centre, double size) {
    constexpr double up = -std::numbers::pi / 2;
    const double r = size / 2;
    switch (mark) {  // radii chosen so that all marks look equally large
        case Mark::circle: return {regular(centre, r, 24, up)};
        case Mark::hexagon: return {regular(centre, r * 1.1, 6, up)};
        case Mark::square: return {regular(centre, r * 1.27, 4, up + std::numbers::pi / 4)};
        case Mark::triangle: return {regular({centre.x, centre.y + r * 0.2}, r * 1.3, 3, up)};
        case Mark::diamond: return {regular(centre, r * 1.25, 4, up)};
        case Mark::dotted: return {regular(centre, r, 16, up), regular(centre, r * 0.42, 12, up)};
        case Mark::star: return {regular(centre, r * 1.4, 5, up, r * 0.6)};
    }
    return {};
}

Shape rectangle(double x, double y, double width, double height, Fill fill, Line line) {
    return {{{{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}}}, true, fill, line, ""};
}

}  // namespace kith::picture
