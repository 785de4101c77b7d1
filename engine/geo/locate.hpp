#pragma once
// Which area is a point in? An R-tree over the polygons' boxes, then a ray cast that looks only at the edges of the point's band of
// y. Orientation is decided in double-double arithmetic where doubles cannot, so a point on a border is known to be on it.
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"
#include "engine/geo/rings.hpp"

namespace kith::geo {

/// The areas of each point, where each has one.
struct Located {
    std::vector<std::int32_t> area;  // a row of the layer, or -1: in none, or the point takes no part
    std::int64_t inside = 0;         // points that have an area
    std::int64_t outside = 0;        // points that take part and are in none
    std::int64_t on_border = 0;      // of `inside`: on the border of the area they were given to; the lowest row has won
    std::int64_t in_several = 0;     // of `inside`: truly within more than one area: the layer is no partition; the lowest row has won
};

/// All areas of each point: those of point p are areas[offsets[p]] .. areas[offsets[p + 1] - 1], ascending.
struct LocatedInAll {
    std::vector<std::int64_t> offsets;  // points + 1
    std::vector<std::int32_t> areas;
    std::int64_t inside = 0;  // points in at least one area
    std::int64_t outside = 0;
    std::int64_t on_border = 0;  // of `inside`: on the border of at least one of their areas
};

class Locator {
public:
    /// Keeps what it needs; the geometry may go. O(points log points).
    static Locator build(const AreaGeometry& geometry);
    Locator(Locator&&) noexcept;
    Locator& operator=(Locator&&) noexcept;
    ~Locator();

    /// A border belongs to the areas on both sides; of all areas that cover a point the lowest row has it.
    /// About O(log areas + edges of a band) a point; the error is only ever "stopped, as asked".
    base::Result<Located> in_partition(const PointSet& points, base::JobContext& job) const;
    base::Result<LocatedInAll> in_all(const PointSet& points, base::JobContext& job) const;

    enum class Side : std::uint8_t { outside, border, inside };
    /// Where one point is, seen from one area.
    Side side(std::int32_t area, double x, double y) const;

private:
    struct Hidden;
    explicit Locator(std::unique_ptr<Hidden> hidden);
    std::unique_ptr<Hidden> hidden_;
};

}  // namespace kith::geo
