#include "engine/session/outline.hpp"

#include <algorithm>
#include <cmath>

#include "engine/geo/rings.hpp"

namespace kith::session {
namespace {

using place::Outline;
using place::Point;

double squared(const Point& a, const Point& b) { return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y); }

Point nearest_on(const Point& p, const Point& a, const Point& b) {
    const double length = squared(a, b);
    const double t = length == 0 ? 0 : std::clamp(((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / length, 0.0, 1.0);
    return {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
}

/// The nearest corner and the nearest place on a border, so far.
struct Nearest {
    Point corner, border;
    double to_corner = 0, to_border = 0;
};

void look(const geo::AreaGeometry& shape, const Outline& points, std::vector<Nearest>& nearest) {
    for (std::int64_t ring = 0; ring + 1 < static_cast<std::int64_t>(shape.ring_points.size()); ++ring) {
        const auto xy = shape.ring(ring);
        for (std::size_t i = 0; i + 3 < xy.size(); i += 2) {
            const Point a{xy[i], xy[i + 1]}, b{xy[i + 2], xy[i + 3]};
            for (std::size_t at = 0; at < points.size(); ++at) {
                const Point on = nearest_on(points[at], a, b);
                if (const double d = squared(points[at], on); d < nearest[at].to_border) nearest[at].border = on, nearest[at].to_border = d;
                if (const double d = squared(points[at], a); d < nearest[at].to_corner) nearest[at].corner = a, nearest[at].to_corner = d;
            }
        }
    }
}

base::Result<Outline> snapped(const place::Revision& revision, Outline points, double snap) {
    if (snap <= 0) return points;
    const double limit = std::nextafter(snap * snap, 2 * snap * snap);
    std::vector<Nearest> nearest(points.size(), Nearest{{}, {}, limit, limit});
    for (const auto& segment : revision.segments()) {
        if (!segment->key().ends_with(".geometry")) continue;
        const auto shape = geo::geometry_of(*segment);
        if (!shape) return shape.error();
        look(*shape, points, nearest);
    }
    for (std::size_t at = 0; at < points.size(); ++at)
        points[at] = nearest[at].to_corner < limit ? nearest[at].corner : nearest[at].to_border < limit ? nearest[at].border : points[at];
    return points;
}

double turn(const Point& a, const Point& b, const Point& c) { return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x); }

bool between(const Point& a, const Point& b, const Point& p) {
    return std::min(a.x, b.x) <= p.x && p.x <= std::max(a.x, b.x) && std::min(a.y, b.y) <= p.y && p.y <= std::max(a.y, b.y);
}

bool meet(const Point& a, const Point& b, const Point& c, const Point& d) {
    const double one = turn(a, b, c), two = turn(a, b, d), three = turn(c, d, a), four = turn(c, d, b);
    if (((one > 0) != (two > 0)) && ((three > 0) != (four > 0)) && one != 0 && two != 0 && three != 0 && four != 0) return true;
    return (one == 0 && between(a, b, c)) || (two == 0 && between(a, b, d)) || (three == 0 && between(c, d, a)) || (four == 0 && between(c, d, b));
}

bool crosses_itself(const Outline& o) {
    const std::size_t n = o.size();
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = i + 2; j < n; ++j)
            if (!(i == 0 && j == n - 1) && meet(o[i], o[i + 1], o[j], o[(j + 1) % n])) return true;
    return false;
}

}  // namespace

base::Result<Outline> mended_outline(const place::Revision& revision, const Outline& drawn, base::Metres snap) {
    for (const Point& point : drawn)
        if (!std::isfinite(point.x) || !std::isfinite(point.y)) return base::misuse("The outline has a point that is nowhere; draw it again.");
    auto points = snapped(revision, drawn, snap.value);
    if (!points) return points;
    Outline outline;
    for (const Point& point : *points)
        if (outline.empty() || point != outline.back()) outline.push_back(point);
    while (outline.size() > 1 && outline.front() == outline.back()) outline.pop_back();
    if (outline.size() < 3) return base::misuse("A neighbourhood needs three corners or more. Add another one.");
    if (crosses_itself(outline)) return base::misuse("The outline crosses itself. Take back the last corner, or draw it the other way round.");
    double doubled = 0;
    for (std::size_t i = 1; i + 1 < outline.size(); ++i) doubled += turn(outline[0], outline[i], outline[i + 1]);
    if (std::abs(doubled) < 2.0) return base::misuse("The outline holds no ground: its corners lie on one line.");
    return outline;
}

}  // namespace kith::session
