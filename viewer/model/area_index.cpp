#include <algorithm>
#include <cmath>
#include <limits>

#include "viewer/model/picking.hpp"

namespace kith::viewer::model {
namespace {

constexpr int most_bands = 512;

/// Twice the signed area of a ring whose last point repeats the first.
double twice_area(std::span<const double> xy, std::int64_t first, std::int64_t last) {
    double sum = 0;
    for (std::int64_t p = first; p + 1 < last; ++p) {
        const auto i = static_cast<std::size_t>(2 * p);
        sum += xy[i] * xy[i + 3] - xy[i + 2] * xy[i + 1];
    }
    return sum;
}

}  // namespace

AreaIndex::AreaIndex(std::span<const std::int64_t> area_polygons, std::span<const std::int64_t> polygon_rings, std::span<const std::int64_t> ring_points,
                     std::span<const double> xy)
    : area_polygons_(area_polygons), polygon_rings_(polygon_rings), ring_points_(ring_points), xy_(xy) {
    if (area_polygons.size() < 2) return;
    boxes_.resize(area_polygons.size() - 1);
    sizes_.resize(boxes_.size(), 0);
    for (std::size_t area = 0; area < boxes_.size(); ++area) {
        each_ring(area, [&](std::int64_t first, std::int64_t last, bool shell) {
            for (std::int64_t p = first; p < last; ++p) boxes_[area].add({xy[static_cast<std::size_t>(2 * p)], xy[static_cast<std::size_t>(2 * p + 1)]});
            sizes_[area] += (shell ? 0.5 : -0.5) * std::abs(twice_area(xy, first, last));
        });
        if (boxes_[area].empty()) continue;
        bounds_.add(boxes_[area].low);
        bounds_.add(boxes_[area].high);
    }
    if (bounds_.empty()) return;
    bands_.resize(static_cast<std::size_t>(std::clamp(static_cast<int>(boxes_.size()), 1, most_bands)));
    for (std::size_t area = 0; area < boxes_.size(); ++area) {
        if (boxes_[area].empty()) continue;
        for (std::size_t band = band_of(boxes_[area].low.y); band <= band_of(boxes_[area].high.y); ++band) bands_[band].push_back(static_cast<std::int32_t>(area));
    }
}

std::size_t AreaIndex::band_of(double y) const {
    const double share = bounds_.height() > 0 ? (y - bounds_.low.y) / bounds_.height() : 0;
    return static_cast<std::size_t>(std::clamp(share * static_cast<double>(bands_.size()), 0.0, static_cast<double>(bands_.size() - 1)));
}

bool AreaIndex::contains(std::size_t area, Vec2 at) const {
    if (!boxes_[area].contains(at)) return false;
    bool inside = false;
    each_ring(area, [&](std::int64_t first, std::int64_t last, bool) {
        for (std::int64_t p = first; p + 1 < last; ++p) {
            const auto i = static_cast<std::size_t>(2 * p);
            const double y0 = xy_[i + 1], y1 = xy_[i + 3];
            if ((y0 > at.y) != (y1 > at.y) && at.x < xy_[i] + (at.y - y0) / (y1 - y0) * (xy_[i + 2] - xy_[i])) inside = !inside;
        }
    });
    return inside;
}

std::optional<std::int32_t> AreaIndex::at(Vec2 at) const {
    if (bands_.empty() || !bounds_.contains(at)) return std::nullopt;
    std::optional<std::int32_t> best;
    for (const std::int32_t area : bands_[band_of(at.y)])
        if (const auto i = static_cast<std::size_t>(area); contains(i, at) && (!best || sizes_[i] < sizes_[static_cast<std::size_t>(*best)])) best = area;
    return best;
}

std::optional<Vec2> AreaIndex::border_near(Vec2 at, double within) const {
    const auto away = [&](Vec2 p) { return std::hypot(p.x - at.x, p.y - at.y); };
    std::optional<Vec2> corner, border;
    const auto nearer = [&](std::optional<Vec2>& best, Vec2 p) {
        if (away(p) <= (best ? away(*best) : within)) best = p;
    };
    for (std::size_t area = 0; area < boxes_.size(); ++area) {
        const Rect around{{boxes_[area].low.x - within, boxes_[area].low.y - within}, {boxes_[area].high.x + within, boxes_[area].high.y + within}};
        if (boxes_[area].empty() || !around.contains(at)) continue;
        each_ring(area, [&](std::int64_t first, std::int64_t last, bool) {
            for (auto i = static_cast<std::size_t>(2 * first); i + 3 < static_cast<std::size_t>(2 * last); i += 2) {
                const Vec2 a{xy_[i], xy_[i + 1]}, b{xy_[i + 2], xy_[i + 3]};
                const double dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
                const double share = length == 0 ? 0 : std::clamp(((at.x - a.x) * dx + (at.y - a.y) * dy) / length, 0.0, 1.0);
                nearer(corner, a);
                nearer(border, {a.x + share * dx, a.y + share * dy});
            }
        });
    }
    return corner ? corner : border;
}

std::vector<std::int32_t> AreaIndex::touched(std::span<const Vec2> lasso) const {
    std::vector<std::int32_t> out;
    Rect box;
    for (const Vec2 p : lasso) box.add(p);
    if (lasso.size() < 3) return out;
    for (std::size_t area = 0; area < boxes_.size(); ++area) {
        if (boxes_[area].empty() || !boxes_[area].meets(box)) continue;
        bool touches = contains(area, lasso[0]);
        if (!touches) each_ring(area, [&](std::int64_t first, std::int64_t last, bool) {
            for (std::int64_t p = first; p < last && !touches; ++p) {
                const Vec2 corner{xy_[static_cast<std::size_t>(2 * p)], xy_[static_cast<std::size_t>(2 * p + 1)]};
                touches = box.contains(corner) && inside_ring(lasso, corner);
            }
        });
        if (touches) out.push_back(static_cast<std::int32_t>(area));
    }
    return out;
}

}  // namespace kith::viewer::model
