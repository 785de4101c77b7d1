#include "engine/geo/gap.hpp"

#include <boost/geometry/algorithms/intersects.hpp>
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <boost/iterator/function_output_iterator.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

namespace kith::geo {
namespace {

namespace bg = boost::geometry;
using TreePoint = bg::model::point<double, 2, bg::cs::cartesian>;
using TreeBox = bg::model::box<TreePoint>;

/// Widens [from, to] by the part of `e` within a circle.
void add_circle(const Segment2& e, double x, double y, double gap, double& from, double& to) {
    const double dx = e.bx - e.ax, dy = e.by - e.ay, px = e.ax - x, py = e.ay - y;
    const double a = dx * dx + dy * dy, b = px * dx + py * dy, c = px * px + py * py - gap * gap;
    const double root = b * b - a * c;
    if (a == 0 || root < 0) return;
    const double low = std::max(0.0, (-b - std::sqrt(root)) / a), high = std::min(1.0, (-b + std::sqrt(root)) / a);
    if (low > high) return;
    from = std::min(from, low);
    to = std::max(to, high);
}

/// Cuts [low, high] to where start + t × slope lies between the limits.
bool clip(double start, double slope, double least, double most, double& low, double& high) {
    if (slope == 0) return start >= least && start <= most;
    const double t1 = (least - start) / slope, t2 = (most - start) / slope;
    low = std::max(low, std::min(t1, t2));
    high = std::min(high, std::max(t1, t2));
    return low <= high;
}

struct Border {
    Segment2 segment;
    std::int32_t area;
};

std::vector<Border> borders_of(const AreaGeometry& geometry) {
    std::vector<Border> borders;
    for (std::int32_t a = 0; a < geometry.areas(); ++a) {
        if (!geometry.has_shape(a)) continue;
        for (std::int64_t r = geometry.first_ring(a); r < geometry.last_ring(a); ++r) {
            const auto ring = geometry.ring(r);
            for (std::size_t i = 0; i + 3 < ring.size(); i += 2) {
                const Segment2 s{ring[i], ring[i + 1], ring[i + 2], ring[i + 3]};
                if (s.ax != s.bx || s.ay != s.by) borders.push_back({s, a});
            }
        }
    }
    return borders;
}

TreeBox box_of(const Segment2& s, double margin) {
    return {{std::min(s.ax, s.bx) - margin, std::min(s.ay, s.by) - margin}, {std::max(s.ax, s.bx) + margin, std::max(s.ay, s.by) + margin}};
}

struct Stretch {
    std::int32_t area;  // of the other border
    double from, to;    // along this one
    bool operator<(const Stretch& other) const { return std::tie(area, from, to) < std::tie(other.area, other.from, other.to); }
};

using Lengths = std::map<std::pair<std::int32_t, std::int32_t>, double>;  // metres of the first's border near the second's

/// Adds the stretches of one segment, each metre once for each other area.
void add_lengths(std::int32_t area, double metres, std::vector<Stretch>& stretches, Lengths& lengths) {
    std::sort(stretches.begin(), stretches.end());
    for (std::size_t i = 0; i < stretches.size();) {
        const std::int32_t other = stretches[i].area;
        double covered = 0, reached = 0;
        for (; i < stretches.size() && stretches[i].area == other; ++i) {
            covered += std::max(0.0, stretches[i].to - std::max(reached, stretches[i].from));
            reached = std::max(reached, stretches[i].to);
        }
        lengths[{area, other}] += covered * metres;
    }
}

}  // namespace

bool stretch_within(const Segment2& e, const Segment2& f, double gap, double& from, double& to) {
    from = 2;
    to = -1;
    add_circle(e, f.ax, f.ay, gap, from, to);
    add_circle(e, f.bx, f.by, gap, from, to);
    const double length = std::hypot(f.bx - f.ax, f.by - f.ay);
    if (length > 0) {
        const double ux = (f.bx - f.ax) / length, uy = (f.by - f.ay) / length;
        const double along = (e.ax - f.ax) * ux + (e.ay - f.ay) * uy, across = (e.ay - f.ay) * ux - (e.ax - f.ax) * uy;
        const double dx = e.bx - e.ax, dy = e.by - e.ay;
        double low = 0, high = 1;
        if (clip(along, dx * ux + dy * uy, 0, length, low, high) && clip(across, dy * ux - dx * uy, -gap, gap, low, high)) {
            from = std::min(from, low);
            to = std::max(to, high);
        }
    }
    return from <= to;
}

GapPairs pairs_within_gap(const AreaGeometry& geometry, double gap) {
    const std::vector<Border> borders = borders_of(geometry);
    using Entry = std::pair<TreeBox, std::uint32_t>;
    std::vector<Entry> entries;
    entries.reserve(borders.size());
    for (std::uint32_t i = 0; i < borders.size(); ++i) entries.emplace_back(box_of(borders[i].segment, 0), i);
    const bg::index::rtree<Entry, bg::index::rstar<16>> tree(entries.begin(), entries.end());
    Lengths lengths;
    std::vector<Stretch> stretches;
    for (const Border& border : borders) {
        stretches.clear();
        tree.query(bg::index::intersects(box_of(border.segment, gap)), boost::make_function_output_iterator([&](const Entry& entry) {
            const Border& other = borders[entry.second];
            Stretch stretch{other.area, 0, 0};
            if (other.area != border.area && stretch_within(border.segment, other.segment, gap, stretch.from, stretch.to))
                stretches.push_back(stretch);
        }));
        const Segment2& s = border.segment;
        add_lengths(border.area, std::hypot(s.bx - s.ax, s.by - s.ay), stretches, lengths);
    }
    GapPairs pairs;
    for (const auto& [both, metres] : lengths) {
        const auto [a, b] = both;
        const std::uint64_t pair =
            (static_cast<std::uint64_t>(static_cast<std::uint32_t>(std::min(a, b))) << 32) | static_cast<std::uint32_t>(std::max(a, b));
        pairs.any.push_back(pair);
        if (metres > 4 * gap) pairs.along.push_back(pair);
    }
    for (auto* list : {&pairs.any, &pairs.along}) {
        std::sort(list->begin(), list->end());
        list->erase(std::unique(list->begin(), list->end()), list->end());
    }
    return pairs;
}

}  // namespace kith::geo
