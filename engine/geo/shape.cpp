#include "engine/geo/shape.hpp"

#include <geos_c.h>

#include <algorithm>
#include <cmath>

#include "engine/base/text.hpp"
#include "engine/geo/simple_ring.hpp"

namespace kith::geo {
namespace {

struct GeosContext {
    GEOSContextHandle_t handle = GEOS_init_r();
    GeosContext() {
        GEOSContext_setNoticeMessageHandler_r(
            handle, [](const char*, void*) {}, nullptr);
        GEOSContext_setErrorMessageHandler_r(
            handle, [](const char*, void*) {}, nullptr);
    }
    ~GeosContext() { GEOS_finish_r(handle); }
    GeosContext(const GeosContext&) = delete;
    GeosContext& operator=(const GeosContext&) = delete;
};

struct GeometryEnd {
    GEOSContextHandle_t handle;
    void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(handle, geometry); }
};
using Geometry = std::unique_ptr<GEOSGeometry, GeometryEnd>;

Geometry owned(GEOSContextHandle_t h, GEOSGeometry* geometry) { return Geometry(geometry, GeometryEnd{h}); }

/// A linear ring, or nullptr.
GEOSGeometry* ring_of(GEOSContextHandle_t h, std::span<const double> xy) {
    GEOSCoordSequence* points = GEOSCoordSeq_copyFromBuffer_r(h, xy.data(), static_cast<unsigned>(xy.size() / 2), 0, 0);
    return points ? GEOSGeom_createLinearRing_r(h, points) : nullptr;
}

/// Polygon `p` of the shape, or nullptr.
GEOSGeometry* polygon_of(GEOSContextHandle_t h, const Shape& shape, std::size_t p) {
    std::vector<GEOSGeometry*> rings;
    bool whole = true;
    for (std::int64_t r = shape.polygon_rings[p]; r < shape.polygon_rings[p + 1]; ++r) {
        const auto first = static_cast<std::size_t>(shape.ring_points[static_cast<std::size_t>(r)]);
        const auto last = static_cast<std::size_t>(shape.ring_points[static_cast<std::size_t>(r) + 1]);
        GEOSGeometry* ring = ring_of(h, std::span(shape.xy).subspan(2 * first, 2 * (last - first)));
        whole = whole && ring;
        rings.push_back(ring);
    }
    GEOSGeometry* polygon = nullptr;
    if (whole && !rings.empty()) polygon = GEOSGeom_createPolygon_r(h, rings[0], rings.data() + 1, static_cast<unsigned>(rings.size() - 1));
    if (!whole)
        for (GEOSGeometry* ring : rings) GEOSGeom_destroy_r(h, ring);
    return polygon;
}

Geometry geometry_of_shape(GEOSContextHandle_t h, const Shape& shape) {
    std::vector<GEOSGeometry*> polygons;
    for (std::size_t p = 0; p < shape.polygons(); ++p)
        if (GEOSGeometry* polygon = polygon_of(h, shape, p)) polygons.push_back(polygon);
    if (polygons.size() == 1) return owned(h, polygons[0]);
    return owned(h, GEOSGeom_createCollection_r(h, GEOS_MULTIPOLYGON, polygons.data(), static_cast<unsigned>(polygons.size())));
}

void append_ring(GEOSContextHandle_t h, const GEOSGeometry* ring, Shape& shape) {
    const GEOSCoordSequence* points = GEOSGeom_getCoordSeq_r(h, ring);
    unsigned count = 0;
    if (!points || !GEOSCoordSeq_getSize_r(h, points, &count) || count == 0) return;
    const std::size_t before = shape.xy.size();
    shape.xy.resize(before + 2 * std::size_t{count});
    GEOSCoordSeq_copyToBuffer_r(h, points, shape.xy.data() + before, 0, 0);
    shape.end_ring();
}

/// Adds the polygons of a geometry; lines and points that a mend leaves behind have no area.
void append_polygons(GEOSContextHandle_t h, const GEOSGeometry* geometry, Shape& shape) {
    if (GEOSGeomTypeId_r(h, geometry) == GEOS_POLYGON) {
        if (GEOSisEmpty_r(h, geometry)) return;
        append_ring(h, GEOSGetExteriorRing_r(h, geometry), shape);
        for (int i = 0; i < GEOSGetNumInteriorRings_r(h, geometry); ++i) append_ring(h, GEOSGetInteriorRingN_r(h, geometry, i), shape);
        shape.end_polygon();
        return;
    }
    if (GEOSGeomTypeId_r(h, geometry) < GEOS_MULTIPOINT) return;
    for (int i = 0; i < GEOSGetNumGeometries_r(h, geometry); ++i) append_polygons(h, GEOSGetGeometryN_r(h, geometry, i), shape);
}

}  // namespace

double doubled_area(std::span<const double> ring) {
    double sum = 0;
    if (ring.size() < 6) return 0;
    const double x0 = ring[0], y0 = ring[1];
    for (std::size_t i = 0; i + 3 < ring.size(); i += 2) {
        const double ax = ring[i] - x0, ay = ring[i + 1] - y0, bx = ring[i + 2] - x0, by = ring[i + 3] - y0;
        sum += ax * by - bx * ay;
    }
    return sum;
}

double area_of(const Shape& shape) {
    double area = 0;
    for (std::size_t p = 0; p < shape.polygons(); ++p)
        for (std::int64_t r = shape.polygon_rings[p]; r < shape.polygon_rings[p + 1]; ++r) {
            const auto first = static_cast<std::size_t>(shape.ring_points[static_cast<std::size_t>(r)]);
            const auto last = static_cast<std::size_t>(shape.ring_points[static_cast<std::size_t>(r) + 1]);
            const double ring = std::abs(doubled_area(std::span(shape.xy).subspan(2 * first, 2 * (last - first)))) / 2;
            area += r == shape.polygon_rings[p] ? ring : -ring;
        }
    return area;
}

void Shape::clear() {
    xy.clear();
    ring_points.assign(1, 0);
    polygon_rings.assign(1, 0);
}

void Shape::end_ring() {
    const auto first = static_cast<std::size_t>(2 * ring_points.back());
    if (xy.size() == first) return;
    const double x = xy[first], y = xy[first + 1];
    if (xy[xy.size() - 2] != x || xy[xy.size() - 1] != y) {
        xy.push_back(x);
        xy.push_back(y);
    }
    ring_points.push_back(static_cast<std::int64_t>(xy.size() / 2));
}

void Shape::end_polygon() {
    const auto now = static_cast<std::int64_t>(rings());
    if (now > polygon_rings.back()) polygon_rings.push_back(now);
}

struct ShapeTools::Hidden {
    GeosContext context;
};

ShapeTools::ShapeTools() : hidden_(std::make_unique<Hidden>()) {}
ShapeTools::~ShapeTools() = default;

Mend ShapeTools::mend(Shape& shape) const {
    Mend mend;
    if (shape.empty() || surely_valid(shape)) return mend;
    GEOSContextHandle_t h = hidden_->context.handle;
    const Geometry geometry = geometry_of_shape(h, shape);
    if (!geometry) {
        mend.needed = true;
        mend.reason = "its rings are too broken to be read";
        shape.clear();
        return mend;
    }
    char* reason = nullptr;
    GEOSGeometry* where = nullptr;
    const char valid = GEOSisValidDetail_r(h, geometry.get(), 0, &reason, &where);
    if (reason) mend.reason = base::lower(reason);
    if (reason) GEOSFree_r(h, reason);
    const Geometry place = owned(h, where);
    if (valid == 1) return mend;
    mend.needed = true;
    if (place) {
        GEOSGeomGetX_r(h, place.get(), &mend.where.x);
        GEOSGeomGetY_r(h, place.get(), &mend.where.y);
    }
    mend.area_before = area_of(shape);
    GEOSMakeValidParams* how = GEOSMakeValidParams_create_r(h);
    GEOSMakeValidParams_setMethod_r(h, how, GEOS_MAKE_VALID_STRUCTURE);
    GEOSMakeValidParams_setKeepCollapsed_r(h, how, 0);
    const Geometry mended = owned(h, GEOSMakeValidWithParams_r(h, geometry.get(), how));
    GEOSMakeValidParams_destroy_r(h, how);
    shape.clear();
    if (mended) append_polygons(h, mended.get(), shape);
    mend.area_after = area_of(shape);
    return mend;
}

std::optional<Point> ShapeTools::inside(const Shape& shape) const {
    GEOSContextHandle_t h = hidden_->context.handle;
    std::size_t largest = 0;
    double most = -1;
    for (std::size_t p = 0; p < shape.polygons(); ++p) {
        const auto first = static_cast<std::size_t>(shape.ring_points[static_cast<std::size_t>(shape.polygon_rings[p])]);
        const auto last = static_cast<std::size_t>(shape.ring_points[static_cast<std::size_t>(shape.polygon_rings[p]) + 1]);
        const double size = std::abs(doubled_area(std::span(shape.xy).subspan(2 * first, 2 * (last - first))));
        if (size > most) {
            most = size;
            largest = p;
        }
    }
    if (shape.empty()) return std::nullopt;
    const Geometry polygon = owned(h, polygon_of(h, shape, largest));
    if (!polygon) return std::nullopt;
    const Geometry point = owned(h, GEOSPointOnSurface_r(h, polygon.get()));
    Point found;
    if (!point || GEOSisEmpty_r(h, point.get()) || !GEOSGeomGetX_r(h, point.get(), &found.x) || !GEOSGeomGetY_r(h, point.get(), &found.y))
        return std::nullopt;
    return found;
}

}  // namespace kith::geo
