#include "engine/geo/locate.hpp"

#include <boost/geometry/algorithms/intersects.hpp>
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <boost/iterator/function_output_iterator.hpp>

#include <algorithm>
#include <utility>

#include "engine/geo/orientation.hpp"

namespace kith::geo {
namespace {

namespace bg = boost::geometry;
using TreePoint = bg::model::point<double, 2, bg::cs::cartesian>;
using TreeBox = bg::model::box<TreePoint>;
using Side = Locator::Side;

struct Edge {
    double ax, ay, bx, by;
};

/// A polygon's edges by bands of y: a point needs only those of its own band. Shells and holes together, by the even-odd rule.
struct Polygon {
    std::int32_t area = 0;
    Extent box;
    double bands_per_metre = 0;
    std::vector<std::int32_t> first;  // bands + 1, into `edges`
    std::vector<Edge> edges;

    std::size_t band_of(double y) const {
        const double band = (y - box.min_y) * bands_per_metre, last = static_cast<double>(first.size() - 2);
        return static_cast<std::size_t>(band > 0 ? std::min(band, last) : 0);
    }
    Side side(double x, double y) const;
};

/// Crossings of the ray to the right of the point (as GEOS' RayCrossingCounter): an edge counts with its lower end, not with its upper.
Side Polygon::side(double x, double y) const {
    if (!box.contains(x, y)) return Side::outside;
    const std::size_t band = band_of(y);
    bool odd = false;
    for (auto i = static_cast<std::size_t>(first[band]); i < static_cast<std::size_t>(first[band + 1]); ++i) {
        const Edge& e = edges[i];
        if (e.ax < x && e.bx < x) continue;
        if (e.ay == y && e.by == y) {
            if (std::min(e.ax, e.bx) <= x && x <= std::max(e.ax, e.bx)) return Side::border;
            continue;
        }
        if (e.bx == x && e.by == y) return Side::border;
        if ((e.ay > y) == (e.by > y)) continue;
        if (e.ax > x && e.bx > x) {
            odd = !odd;
            continue;
        }
        const int turn = orientation(e.ax, e.ay, e.bx, e.by, x, y);
        if (turn == 0) return Side::border;
        if ((turn > 0) == (e.by > e.ay)) odd = !odd;
    }
    return odd ? Side::inside : Side::outside;
}

std::vector<Edge> edges_of(const AreaGeometry& geometry, std::size_t polygon) {
    std::vector<Edge> edges;
    for (std::int64_t r = geometry.polygon_rings[polygon]; r < geometry.polygon_rings[polygon + 1]; ++r) {
        const auto ring = geometry.ring(r);
        for (std::size_t i = 0; i + 3 < ring.size(); i += 2) {
            const Edge edge{ring[i], ring[i + 1], ring[i + 2], ring[i + 3]};
            if (edge.ax != edge.bx || edge.ay != edge.by) edges.push_back(edge);
        }
    }
    return edges;
}

Polygon banded(std::int32_t area, const std::vector<Edge>& edges) {
    Polygon polygon;
    polygon.area = area;
    polygon.box = {edges[0].ax, edges[0].ay, edges[0].ax, edges[0].ay};
    for (const Edge& e : edges)
        polygon.box = {std::min({polygon.box.min_x, e.ax, e.bx}), std::min({polygon.box.min_y, e.ay, e.by}),
            std::max({polygon.box.max_x, e.ax, e.bx}), std::max({polygon.box.max_y, e.ay, e.by})};
    const std::size_t bands = std::clamp<std::size_t>(edges.size() / 2, 1, 2048);
    const double height = polygon.box.max_y - polygon.box.min_y;
    polygon.bands_per_metre = height > 0 ? static_cast<double>(bands) / height : 0;
    polygon.first.assign(bands + 1, 0);
    const auto range = [&](const Edge& e) {
        return std::pair(polygon.band_of(std::min(e.ay, e.by)), polygon.band_of(std::max(e.ay, e.by)));
    };
    for (const Edge& e : edges) {
        const auto [low, high] = range(e);
        for (std::size_t b = low; b <= high; ++b) ++polygon.first[b + 1];
    }
    for (std::size_t b = 0; b < bands; ++b) polygon.first[b + 1] += polygon.first[b];
    polygon.edges.resize(static_cast<std::size_t>(polygon.first[bands]));
    std::vector<std::int32_t> next(polygon.first.begin(), polygon.first.end() - 1);
    for (const Edge& e : edges) {
        const auto [low, high] = range(e);
        for (std::size_t b = low; b <= high; ++b) polygon.edges[static_cast<std::size_t>(next[b]++)] = e;
    }
    return polygon;
}

}  // namespace

struct Locator::Hidden {
    using Entry = std::pair<TreeBox, std::int32_t>;  // a polygon, by its place in `polygons`
    std::vector<Polygon> polygons;                   // by area
    std::vector<std::int32_t> first;                 // areas + 1: the polygons of each
    bg::index::rtree<Entry, bg::index::rstar<8>> tree;

    /// The polygons whose box holds the point, ascending, and so by area.
    void candidates(double x, double y, std::vector<std::int32_t>& found) const {
        found.clear();
        tree.query(bg::index::intersects(TreePoint(x, y)),
            boost::make_function_output_iterator([&](const Entry& entry) { found.push_back(entry.second); }));
        std::sort(found.begin(), found.end());
    }
    /// Calls take(area, side) for each area that covers the point, ascending.
    template <class Take>
    void covering(double x, double y, std::vector<std::int32_t>& found, const Take& take) const {
        candidates(x, y, found);
        for (std::size_t i = 0; i < found.size();) {
            const std::int32_t area = polygons[static_cast<std::size_t>(found[i])].area;
            Side best = Side::outside;
            for (; i < found.size() && polygons[static_cast<std::size_t>(found[i])].area == area; ++i)
                best = std::max(best, polygons[static_cast<std::size_t>(found[i])].side(x, y));
            if (best != Side::outside) take(area, best);
        }
    }
};

namespace {

/// Calls visit(row) for each point that takes part, and looks whether somebody wants to stop.
template <class Visit, class Skip>
base::Status each_point(const PointSet& points, base::JobContext& job, const Visit& visit, const Skip& skip) {
    constexpr std::size_t between_looks = 8192;
    for (std::size_t row = 0; row < points.size(); ++row) {
        if (row % between_looks == 0) {
            if (auto status = job.check(); !status) return status;
            job.progress(static_cast<double>(row) / static_cast<double>(points.size()));
        }
        if (points.takes_part(row)) visit(row, points.xy[2 * row], points.xy[2 * row + 1]);
        else skip(row);
    }
    return {};
}

}  // namespace

Locator Locator::build(const AreaGeometry& geometry) {
    auto hidden = std::make_unique<Hidden>();
    hidden->first.push_back(0);
    std::vector<Hidden::Entry> entries;
    for (std::int32_t a = 0; a < geometry.areas(); ++a) {
        const auto row = static_cast<std::size_t>(a);
        for (std::int64_t p = geometry.area_polygons[row]; p < geometry.area_polygons[row + 1]; ++p) {
            const auto edges = edges_of(geometry, static_cast<std::size_t>(p));
            if (edges.empty()) continue;
            hidden->polygons.push_back(banded(a, edges));
            const Extent& box = hidden->polygons.back().box;
            entries.emplace_back(
                TreeBox({box.min_x, box.min_y}, {box.max_x, box.max_y}), static_cast<std::int32_t>(hidden->polygons.size() - 1));
        }
        hidden->first.push_back(static_cast<std::int32_t>(hidden->polygons.size()));
    }
    hidden->tree = decltype(hidden->tree)(entries.begin(), entries.end());
    return Locator(std::move(hidden));
}

Locator::Locator(std::unique_ptr<Hidden> hidden) : hidden_(std::move(hidden)) {}
Locator::Locator(Locator&&) noexcept = default;
Locator& Locator::operator=(Locator&&) noexcept = default;
Locator::~Locator() = default;

base::Result<Located> Locator::in_partition(const PointSet& points, base::JobContext& job) const {
    Located located;
    located.area.assign(points.size(), -1);
    std::vector<std::int32_t> found;
    const auto visit = [&](std::size_t row, double x, double y) {
        int inside = 0;
        hidden_->covering(x, y, found, [&](std::int32_t area, Side side) {
            inside += side == Side::inside;
            if (located.area[row] >= 0) return;
            located.area[row] = area;
            located.on_border += side == Side::border;
        });
        located.in_several += inside > 1;
        ++(located.area[row] >= 0 ? located.inside : located.outside);
    };
    if (auto status = each_point(points, job, visit, [](std::size_t) {}); !status) return status.error();
    return located;
}

base::Result<LocatedInAll> Locator::in_all(const PointSet& points, base::JobContext& job) const {
    LocatedInAll located;
    located.offsets.reserve(points.size() + 1);
    located.offsets.push_back(0);
    std::vector<std::int32_t> found;
    const auto end_row = [&](std::size_t) { located.offsets.push_back(static_cast<std::int64_t>(located.areas.size())); };
    const auto visit = [&](std::size_t row, double x, double y) {
        bool border = false;
        hidden_->covering(x, y, found, [&](std::int32_t area, Side side) {
            located.areas.push_back(area);
            border = border || side == Side::border;
        });
        ++(located.offsets.back() < static_cast<std::int64_t>(located.areas.size()) ? located.inside : located.outside);
        located.on_border += border;
        end_row(row);
    };
    if (auto status = each_point(points, job, visit, end_row); !status) return status.error();
    return located;
}

Side Locator::side(std::int32_t area, double x, double y) const {
    Side best = Side::outside;
    const auto row = static_cast<std::size_t>(area);
    for (auto p = static_cast<std::size_t>(hidden_->first[row]); p < static_cast<std::size_t>(hidden_->first[row + 1]); ++p)
        best = std::max(best, hidden_->polygons[p].side(x, y));
    return best;
}

}  // namespace kith::geo
