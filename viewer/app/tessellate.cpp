#include "viewer/app/tessellate.hpp"

#include <epoxy/gl.h>  // before glu.h, which brings GL of its own

#include <GL/glu.h>

#include <array>
#include <deque>
#include <memory>

namespace kith::viewer::app {
namespace {

/// One polygon at a time: GLU hands back vertices by pointer, so they live in a deque until the polygon is done.
struct Work {
    Triangles& out;
    std::uint32_t area = 0;
    struct Vertex {
        std::array<GLdouble, 3> at{};
        std::uint32_t index = 0;
    };
    std::deque<Vertex> vertices;

    Vertex* add(double x, double y) {
        vertices.push_back({{x, y, 0}, static_cast<std::uint32_t>(out.area.size())});
        out.xy.push_back(static_cast<float>(x));
        out.xy.push_back(static_cast<float>(y));
        out.area.push_back(area);
        return &vertices.back();
    }
};

void on_vertex(void* vertex, void* work) { static_cast<Work*>(work)->out.index.push_back(static_cast<Work::Vertex*>(vertex)->index); }
void on_combine(GLdouble at[3], void*[4], GLfloat[4], void** made, void* work) { *made = static_cast<Work*>(work)->add(at[0], at[1]); }
void on_edge(GLboolean, void*) {}  // asked for only so that GLU sends nothing but separate triangles

using Callback = void (*)();
struct Delete {
    void operator()(GLUtesselator* tesselator) const { gluDeleteTess(tesselator); }
};
using Tesselator = std::unique_ptr<GLUtesselator, Delete>;

Tesselator make() {
    Tesselator tesselator(gluNewTess());
    gluTessCallback(tesselator.get(), GLU_TESS_VERTEX_DATA, reinterpret_cast<Callback>(&on_vertex));
    gluTessCallback(tesselator.get(), GLU_TESS_COMBINE_DATA, reinterpret_cast<Callback>(&on_combine));
    gluTessCallback(tesselator.get(), GLU_TESS_EDGE_FLAG_DATA, reinterpret_cast<Callback>(&on_edge));
    gluTessProperty(tesselator.get(), GLU_TESS_WINDING_RULE, GLU_TESS_WINDING_ODD);
    gluTessNormal(tesselator.get(), 0, 0, 1);
    return tesselator;
}

void outline(Work& work, const picture::Coverage& rings, std::size_t first, std::size_t last, double ox, double oy) {
    for (std::size_t i = first; i + 1 < last; ++i) {
        for (const std::size_t k : {i, i + 1}) {
            work.out.segments.push_back(static_cast<float>(rings.xy[2 * k] - ox));
            work.out.segments.push_back(static_cast<float>(rings.xy[2 * k + 1] - oy));
        }
        work.out.segment_area.push_back(work.area);
    }
}

void ring(Work& work, GLUtesselator* tesselator, const picture::Coverage& rings, std::size_t r, double ox, double oy) {
    const auto first = static_cast<std::size_t>(rings.ring_points[r]), last = static_cast<std::size_t>(rings.ring_points[r + 1]);
    outline(work, rings, first, last, ox, oy);
    gluTessBeginContour(tesselator);
    for (std::size_t i = first; i + 1 < last; ++i) {  // the last point repeats the first
        Work::Vertex* vertex = work.add(rings.xy[2 * i] - ox, rings.xy[2 * i + 1] - oy);
        gluTessVertex(tesselator, vertex->at.data(), vertex);
    }
    gluTessEndContour(tesselator);
}

}  // namespace

Triangles triangulate(const picture::Coverage& rings, double origin_x, double origin_y) {
    Triangles out;
    out.origin_x = origin_x;
    out.origin_y = origin_y;
    Work work{out, 0, {}};
    const Tesselator tesselator = make();
    out.first.push_back(0);
    for (std::size_t a = 0; a < rings.areas(); ++a) {
        work.area = static_cast<std::uint32_t>(a);
        for (auto p = static_cast<std::size_t>(rings.area_polygons[a]); p < static_cast<std::size_t>(rings.area_polygons[a + 1]); ++p) {
            gluTessBeginPolygon(tesselator.get(), &work);
            for (auto r = static_cast<std::size_t>(rings.polygon_rings[p]); r < static_cast<std::size_t>(rings.polygon_rings[p + 1]); ++r)
                ring(work, tesselator.get(), rings, r, origin_x, origin_y);
            gluTessEndPolygon(tesselator.get());
            work.vertices.clear();
        }
        out.first.push_back(static_cast<std::uint32_t>(out.index.size()));
    }
    return out;
}

}  // namespace kith::viewer::app
