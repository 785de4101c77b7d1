#include "engine/picture/coverage.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace kith::picture {
namespace {

using Vertex = std::uint32_t;
constexpr Vertex none = 0xFFFFFFFFu;
constexpr double snap = 100;  // vertices a metre: 1 cm

struct Grid {
    std::int64_t x = 0, y = 0;
    bool operator==(const Grid&) const = default;
};
struct GridHash {
    std::size_t operator()(const Grid& at) const {
        auto h = static_cast<std::uint64_t>(at.x) * 0x9E3779B97F4A7C15ull ^ static_cast<std::uint64_t>(at.y) * 0xC2B2AE3D27D4EB4Full;
        return static_cast<std::size_t>(h ^ (h >> 29));
    }
};

/// Rings as rows of vertex numbers, and which vertices are junctions: where the same vertex has different neighbours in
/// different rings, borders meet or part.
struct Topology {
    std::vector<Point> points;
    std::vector<std::vector<Vertex>> rings;
    std::vector<bool> junction;
};

std::vector<Vertex> read_ring(const Coverage& coverage, std::size_t ring, std::unordered_map<Grid, Vertex, GridHash>& numbers, std::vector<Point>& points) {
    std::vector<Vertex> out;
    const auto first = static_cast<std::size_t>(coverage.ring_points[ring]);
    const auto last = static_cast<std::size_t>(coverage.ring_points[ring + 1]);
    for (std::size_t i = first; i < last; ++i) {
        const Point at{coverage.xy[2 * i], coverage.xy[2 * i + 1]};
        const Grid cell{std::llround(at.x * snap), std::llround(at.y * snap)};
        const auto [found, added] = numbers.try_emplace(cell, static_cast<Vertex>(points.size()));
        if (added) points.push_back(at);
        if (out.empty() || out.back() != found->second) out.push_back(found->second);
    }
    while (out.size() > 1 && out.front() == out.back()) out.pop_back();
    return out;
}

Topology topology_of(const Coverage& coverage) {
    Topology out;
    std::unordered_map<Grid, Vertex, GridHash> numbers;
    numbers.reserve(coverage.xy.size() / 3);
    for (std::size_t ring = 0; ring + 1 < coverage.ring_points.size(); ++ring) out.rings.push_back(read_ring(coverage, ring, numbers, out.points));
    out.junction.assign(out.points.size(), false);
    std::vector<std::pair<Vertex, Vertex>> sides(out.points.size(), {none, none});
    for (const auto& ring : out.rings) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const Vertex before = ring[i == 0 ? ring.size() - 1 : i - 1], after = ring[i + 1 == ring.size() ? 0 : i + 1];
            const std::pair<Vertex, Vertex> pair{std::min(before, after), std::max(before, after)};
            auto& known = sides[ring[i]];
            if (known.first == none) known = pair;
            else if (known != pair) out.junction[ring[i]] = true;
        }
    }
    return out;
}

double squared_distance(Point p, Point a, Point b) {
    const double dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
    const double t = length > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0, 1.0) : 0.0;
    const double ex = p.x - a.x - t * dx, ey = p.y - a.y - t * dy;
    return ex * ex + ey * ey;
}

/// Marks what Douglas and Peucker keep of arc[first..last] (ends excluded).
void mark_kept(const std::vector<Point>& points, std::span<const Vertex> arc, double tolerance, std::vector<bool>& keep) {
    std::vector<std::pair<std::size_t, std::size_t>> open{{0, arc.size() - 1}};
    while (!open.empty()) {
        const auto [first, last] = open.back();
        open.pop_back();
        double worst = tolerance * tolerance;
        std::size_t at = first;
        for (std::size_t i = first + 1; i < last; ++i)
            if (const double d = squared_distance(points[arc[i]], points[arc[first]], points[arc[last]]); d > worst) {
                worst = d;
                at = i;
            }
        if (at == first) continue;
        keep[at] = true;
        open.push_back({first, at});
        open.push_back({at, last});
    }
}

/// An arc from end to end (both included), the same whichever way round it is asked for.
std::vector<Vertex> simplify_arc(const std::vector<Point>& points, std::vector<Vertex> arc, double tolerance) {
    const bool turned = arc.front() > arc.back() || (arc.front() == arc.back() && arc.size() > 2 && arc[1] > arc[arc.size() - 2]);
    if (turned) std::reverse(arc.begin(), arc.end());
    std::vector<bool> keep(arc.size(), false);
    keep.front() = keep.back() = true;
    if (arc.front() == arc.back() && arc.size() > 3) {  // a loop: split at the point farthest from its start
        std::size_t far = 1;
        double most = -1;
        for (std::size_t i = 1; i + 1 < arc.size(); ++i)
            if (const double d = squared_distance(points[arc[i]], points[arc[0]], points[arc[0]]); d > most) {
                most = d;
                far = i;
            }
        keep[far] = true;
        std::vector<bool> head(far + 1, false), tail(arc.size() - far, false);
        mark_kept(points, std::span(arc).first(far + 1), tolerance, head);
        mark_kept(points, std::span(arc).subspan(far), tolerance, tail);
        for (std::size_t i = 1; i < far; ++i) keep[i] = head[i];
        for (std::size_t i = far + 1; i + 1 < arc.size(); ++i) keep[i] = tail[i - far];
    } else {
        mark_kept(points, arc, tolerance, keep);
    }
    std::vector<Vertex> out;
    for (std::size_t i = 0; i < arc.size(); ++i)
        if (keep[i]) out.push_back(arc[i]);
    if (turned) std::reverse(out.begin(), out.end());
    return out;
}

/// Where a ring is first cut: at a junction, else at its lowest vertex, so that two areas agree about an island.
std::size_t first_cut(const Topology& topology, const std::vector<Vertex>& ring) {
    for (std::size_t i = 0; i < ring.size(); ++i)
        if (topology.junction[ring[i]]) return i;
    return static_cast<std::size_t>(std::min_element(ring.begin(), ring.end()) - ring.begin());
}

std::vector<Vertex> simplify_ring(const Topology& topology, std::vector<Vertex> ring, double tolerance) {
    if (ring.size() < 4) return ring;
    std::rotate(ring.begin(), ring.begin() + static_cast<std::ptrdiff_t>(first_cut(topology, ring)), ring.end());
    ring.push_back(ring.front());
    std::vector<Vertex> out;
    std::size_t start = 0;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        if (i + 1 < ring.size() && !topology.junction[ring[i]]) continue;
        const auto arc = simplify_arc(topology.points, {ring.begin() + static_cast<std::ptrdiff_t>(start), ring.begin() + static_cast<std::ptrdiff_t>(i) + 1}, tolerance);
        out.insert(out.end(), arc.begin(), arc.end() - 1);
        start = i;
    }
    return out;
}

double ring_area(const Ring& ring) {
    double sum = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point a = ring[i], b = ring[i + 1 == ring.size() ? 0 : i + 1];
        sum += (a.x - ring[0].x) * (b.y - ring[0].y) - (b.x - ring[0].x) * (a.y - ring[0].y);
    }
    return std::abs(sum) / 2;
}

Ring points_of(const Topology& topology, const std::vector<Vertex>& vertices) {
    Ring out;
    for (const Vertex vertex : vertices) out.push_back(topology.points[vertex]);
    return out;
}

}  // namespace

Coverage coverage_of(const column::Segment& geometry) {
    const auto* areas = geometry.find("area_polygons");
    const auto* polygons = geometry.find("polygon_rings");
    const auto* rings = geometry.find("ring_points");
    const auto* points = geometry.find("points");
    if (!areas || !polygons || !rings || !points) return {};
    return {areas->i64(), polygons->i64(), rings->i64(), points->xy()};
}

void Bounds::add(double x, double y) {
    if (empty) {
        left = right = x;
        bottom = top = y;
        empty = false;
    }
    left = std::min(left, x);
    right = std::max(right, x);
    bottom = std::min(bottom, y);
    top = std::max(top, y);
}

Bounds bounds_of(const Coverage& coverage) {
    Bounds out;
    for (std::size_t i = 0; i + 1 < coverage.xy.size(); i += 2) out.add(coverage.xy[i], coverage.xy[i + 1]);
    return out;
}

AreaRings simplified(const Coverage& coverage, double tolerance) {
    const Topology topology = topology_of(coverage);
    AreaRings out(coverage.areas());
    for (std::size_t area = 0; area < out.size(); ++area) {
        const auto first = static_cast<std::size_t>(coverage.polygon_rings[static_cast<std::size_t>(coverage.area_polygons[area])]);
        const auto last = static_cast<std::size_t>(coverage.polygon_rings[static_cast<std::size_t>(coverage.area_polygons[area + 1])]);
        double largest = -1;
        std::size_t keep = last;
        for (std::size_t ring = first; ring < last; ++ring)
            if (const double size = ring_area(points_of(topology, topology.rings[ring])); size > largest) {
                largest = size;
                keep = ring;
            }
        for (std::size_t ring = first; ring < last; ++ring) {
            Ring small = points_of(topology, simplify_ring(topology, topology.rings[ring], tolerance));
            const bool gone = small.size() < 3 || ring_area(small) < tolerance * tolerance;
            if (gone && ring != keep) continue;
            if (gone) small = points_of(topology, topology.rings[ring]);
            if (small.size() >= 3) out[area].push_back(std::move(small));
        }
    }
    return out;
}

}  // namespace kith::picture
