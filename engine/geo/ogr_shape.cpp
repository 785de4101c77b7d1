#include "engine/geo/ogr_shape.hpp"

#include <ogr_geometry.h>

#include <memory>

#include "engine/geo/vector_file.hpp"

namespace kith::geo {
namespace {

/// Gathers the polygons of a geometry, and what else is in it.
struct Parts {
    bool swap;
    RawFeature& feature;
    double longest = -1;  // length of the line in `loose`
    bool lines = false, points = false;

    Point at(const OGRSimpleCurve& line, int i) const {
        return swap ? Point{line.getY(i), line.getX(i)} : Point{line.getX(i), line.getY(i)};
    }
    void ring(const OGRLinearRing& ring) {
        constexpr int apart = 2 * sizeof(double);
        const auto count = static_cast<std::size_t>(ring.getNumPoints());
        if (count == 0) return;
        std::vector<double>& xy = feature.shape.xy;
        const std::size_t before = xy.size();
        xy.resize(before + 2 * count);
        ring.getPoints(&xy[before + (swap ? 1 : 0)], apart, &xy[before + (swap ? 0 : 1)], apart);
        feature.shape.end_ring();
    }
    void polygon(const OGRPolygon& polygon) {
        if (!polygon.getExteriorRing() || polygon.getExteriorRing()->getNumPoints() == 0) return;
        for (const OGRLinearRing* one : polygon) ring(*one);
        feature.shape.end_polygon();
    }
    void line(const OGRLineString& line) {
        lines = true;
        for (int i = 0; i < line.getNumPoints(); ++i) {
            const Point p = at(line, i);
            feature.line_xy.insert(feature.line_xy.end(), {p.x, p.y});
        }
        feature.line_points.push_back(static_cast<std::int64_t>(feature.line_xy.size() / 2));
        const double length = line.get_Length();
        if (!(length > longest)) return;
        longest = length;
        feature.loose.clear();
        for (int i = 0; i < line.getNumPoints(); ++i) feature.loose.push_back(at(line, i));
    }
    void point(const OGRPoint& point) {
        points = true;
        if (longest < 0) feature.loose.push_back(swap ? Point{point.getY(), point.getX()} : Point{point.getX(), point.getY()});
    }

    void part(const OGRGeometry& geometry) {
        if (geometry.IsEmpty()) return;
        switch (wkbFlatten(geometry.getGeometryType())) {
            case wkbPolygon: return polygon(*geometry.toPolygon());
            case wkbTriangle: return polygon(*static_cast<const OGRPolygon*>(geometry.toTriangle()));
            case wkbLineString: return line(*geometry.toLineString());
            case wkbPoint: return point(*geometry.toPoint());
            case wkbPolyhedralSurface:
            case wkbTIN:
                for (const OGRPolygon* one : *geometry.toPolyhedralSurface()) polygon(*one);
                return;
            case wkbMultiPolygon:
            case wkbMultiLineString:
            case wkbMultiPoint:
            case wkbGeometryCollection:
                for (const OGRGeometry* one : *geometry.toGeometryCollection()) part(*one);
                return;
            default: return;
        }
    }
};

}  // namespace

void flatten(const OGRGeometry* geometry, bool swap, RawFeature& feature) {
    feature.shape.clear();
    feature.loose.clear();
    feature.line_xy.clear();
    feature.line_points.assign(1, 0);
    feature.had_height = feature.had_curves = feature.had_other_parts = false;
    feature.kind = geometry ? RawFeature::Kind::empty : RawFeature::Kind::none;
    if (!geometry || geometry->IsEmpty()) return;
    feature.had_height = geometry->Is3D();
    feature.had_curves = geometry->hasCurveGeometry(TRUE);
    std::unique_ptr<OGRGeometry> straight;
    if (geometry->hasCurveGeometry()) {
        straight.reset(geometry->getLinearGeometry());
        if (!straight) return;
        geometry = straight.get();
    }
    Parts parts{swap, feature};
    parts.part(*geometry);
    if (!feature.shape.empty()) feature.kind = RawFeature::Kind::areas;
    else if (parts.lines) feature.kind = RawFeature::Kind::lines;
    else if (parts.points) feature.kind = RawFeature::Kind::points;
    feature.had_other_parts = !feature.shape.empty() && (parts.lines || parts.points);
}

}  // namespace kith::geo
