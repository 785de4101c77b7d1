#pragma once
// One outline while it is read and mended (GEOS): inside geo only.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kith::geo {

/// Polygons of closed rings, the first of each polygon its shell; any unit.
struct Shape {
    std::vector<double> xy;                      // 2 a point
    std::vector<std::int64_t> ring_points{0};    // rings + 1
    std::vector<std::int64_t> polygon_rings{0};  // polygons + 1
    std::size_t polygons() const { return polygon_rings.size() - 1; }
    std::size_t rings() const { return ring_points.size() - 1; }
    bool empty() const { return polygons() == 0; }
    void clear();
    /// Ends the ring that was put into `xy`; closes it when its last point is not its first.
    void end_ring();
    void end_polygon();
};

struct Point {
    double x = 0;
    double y = 0;
};

/// What a mend did.
struct Mend {
    bool needed = false;
    std::string reason;      // GEOS' words in lower case, e.g. "ring self-intersection"
    Point where;             // in the shape's units
    double area_before = 0;  // as the rings stood, in square units
    double area_after = 0;
};

/// GEOS with a handle of its own. Not safe for two threads at once.
class ShapeTools {
public:
    ShapeTools();
    ~ShapeTools();
    ShapeTools(const ShapeTools&) = delete;
    ShapeTools& operator=(const ShapeTools&) = delete;

    /// Makes an invalid shape valid (GEOS' structure method: shells are united, holes cut out; what has collapsed to lines goes).
    /// An empty shape afterwards: there was no area. O(points log points).
    Mend mend(Shape& shape) const;
    /// A point inside the largest polygon; nothing when the shape is empty or too broken.
    std::optional<Point> inside(const Shape& shape) const;

private:
    struct Hidden;
    std::unique_ptr<Hidden> hidden_;
};

/// Twice the signed area of a closed ring, x and y interleaved, relative to its first point (far from the origin sums lose digits).
double doubled_area(std::span<const double> ring);

/// Square units, holes subtracted.
double area_of(const Shape& shape);

}  // namespace kith::geo
