#pragma once
// Polygons into triangles, by the GLU tesselator: holes, touching and crossing rings included. Pure; run it off the window's thread.
#include <cstdint>
#include <vector>

#include "engine/picture/coverage.hpp"

namespace kith::viewer::app {

/// What the graphics card is given. Positions are metres from `origin`; y is up.
struct Triangles {
    double origin_x = 0, origin_y = 0;
    std::vector<float> xy;                 // 2 a vertex
    std::vector<std::uint32_t> area;       // a vertex: which area it belongs to
    std::vector<std::uint32_t> index;      // 3 a triangle, area after area
    std::vector<std::uint32_t> first;      // areas + 1: where in `index` an area's triangles begin
    std::vector<float> segments;           // outline: x0, y0, x1, y1 each
    std::vector<std::uint32_t> segment_area;
};

/// Filled by the even-odd rule within each polygon. O(points log points).
Triangles triangulate(const picture::Coverage& coverage, double origin_x, double origin_y);

}  // namespace kith::viewer::app
