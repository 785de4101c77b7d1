#include "engine/geo/locate.hpp"

#include <boost/multiprecision/cpp_int.hpp>
#include <geos_c.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "engine/geo/orientation.hpp"
#include "engine/geo/shape.hpp"

namespace kith::geo {
namespace locate_test {

base::JobContext job;

/// Areas of one polygon each, built ring by ring.
struct Layer {
    std::vector<std::int64_t> area_polygons{0}, polygon_rings{0}, ring_points{0};
    std::vector<double> xy;
    void ring(const std::vector<double>& points) {
        xy.insert(xy.end(), points.begin(), points.end());
        ring_points.push_back(static_cast<std::int64_t>(xy.size() / 2));
    }
    void end_polygon() { polygon_rings.push_back(static_cast<std::int64_t>(ring_points.size()) - 1); }
    void end_area() { area_polygons.push_back(static_cast<std::int64_t>(polygon_rings.size()) - 1); }
    void square(double x, double y, double size) {
        ring({x, y, x + size, y, x + size, y + size, x, y + size, x, y});
        end_polygon();
        end_area();
    }
    AreaGeometry geometry() const { return {area_polygons, polygon_rings, ring_points, xy}; }
};

TEST(Locator, OnASharedBorderTheLowestRowWinsAndItIsCounted) {
    Layer layer;
    layer.square(10, 0, 10);
    layer.square(0, 0, 10);
    layer.end_area();  // an area without a shape
    const Locator locator = Locator::build(layer.geometry());
    // Inside the first, inside the second, on the border between them, on the outer border of the second, a corner, outside.
    const std::vector<double> xy{15, 5, 5, 5, 10, 5, 0, 5, 10, 10, 30, 30};
    const Located found = locator.in_partition({xy, {}, {}}, job).value();
    EXPECT_EQ(found.area, (std::vector<std::int32_t>{0, 1, 0, 1, 0, -1}));
    EXPECT_EQ(found.inside, 5);
    EXPECT_EQ(found.outside, 1);
    EXPECT_EQ(found.on_border, 3);
    EXPECT_EQ(found.in_several, 0);
    EXPECT_EQ(locator.side(2, 5, 5), Locator::Side::outside);
    const LocatedInAll all = locator.in_all({xy, {}, {}}, job).value();
    EXPECT_EQ(all.offsets, (std::vector<std::int64_t>{0, 1, 2, 4, 5, 7, 7}));
    EXPECT_EQ(all.areas, (std::vector<std::int32_t>{0, 1, 0, 1, 1, 0, 1}));
    EXPECT_EQ(all.on_border, 3);
}

TEST(Locator, OverlapsAreCounted) {
    Layer layer;
    layer.square(0, 0, 10);
    layer.square(5, 0, 10);
    const std::vector<double> xy{7, 5, 2, 5, 12, 5, 5, 5};
    const Located found = Locator::build(layer.geometry()).in_partition({xy, {}, {}}, job).value();
    EXPECT_EQ(found.area, (std::vector<std::int32_t>{0, 0, 1, 0}));
    EXPECT_EQ(found.in_several, 1) << "the border of the second inside the first is no overlap of insides";
    EXPECT_EQ(found.on_border, 0);
}

TEST(Locator, HolesAndSeveralPolygons) {
    Layer layer;
    layer.ring({0, 0, 30, 0, 30, 30, 0, 30, 0, 0});
    layer.ring({10, 10, 10, 20, 20, 20, 20, 10, 10, 10});
    layer.end_polygon();
    layer.ring({40, 0, 50, 0, 50, 10, 40, 0});
    layer.end_polygon();
    layer.end_area();
    const Locator locator = Locator::build(layer.geometry());
    EXPECT_EQ(locator.side(0, 5, 15), Locator::Side::inside);
    EXPECT_EQ(locator.side(0, 15, 15), Locator::Side::outside) << "in the hole";
    EXPECT_EQ(locator.side(0, 10, 15), Locator::Side::border);
    EXPECT_EQ(locator.side(0, 48, 5), Locator::Side::inside);
    EXPECT_EQ(locator.side(0, 35, 5), Locator::Side::outside);
}

TEST(Locator, RowsThatTakeNoPartAreNowhere) {
    Layer layer;
    layer.square(0, 0, 10);
    const std::vector<double> xy{5, 5, 5, 5, 5, 5, std::nan(""), 5};
    const std::vector<std::uint8_t> states{0, 5, 0, 0}, mask{1, 1, 0, 1};
    const Located found = Locator::build(layer.geometry()).in_partition({xy, states, mask}, job).value();
    EXPECT_EQ(found.area, (std::vector<std::int32_t>{0, -1, -1, -1}));
    EXPECT_EQ(found.inside, 1);
    EXPECT_EQ(found.outside, 1) << "a point that is no number is in no area";
    EXPECT_TRUE(Locator::build(Layer().geometry()).in_partition({xy, {}, {}}, job));
}

TEST(Locator, StopsWhenAsked) {
    Layer layer;
    layer.square(0, 0, 10);
    base::JobContext stopped;
    stopped.cancel();
    const std::vector<double> xy{5, 5};
    EXPECT_EQ(Locator::build(layer.geometry()).in_partition({xy, {}, {}}, stopped).error().code, base::Code::cancelled);
}

TEST(Orientation, IsExactWhereDoublesAreNot) {
    // Kettner et al. 2008, Classroom examples of robustness problems: points a hair around (0.5, 0.5) against the line through
    // (12, 12) and (24, 24). The sign is that of y - x, which is exact.
    const double ulp = std::ldexp(1.0, -53);
    for (int i = 0; i < 64; ++i)
        for (int j = 0; j < 64; ++j) {
            const double x = 0.5 + i * ulp, y = 0.5 + j * ulp;
            const int expected = y > x ? 1 : y < x ? -1 : 0;
            ASSERT_EQ(orientation(12, 12, 24, 24, x, y), expected) << i << ' ' << j;
            ASSERT_EQ(exact_orientation(12, 12, 24, 24, x, y), expected) << i << ' ' << j;
        }
}

/// GEOS as the judge: covers for the border and the inside, contains for the inside alone.
class Judge {
public:
    Judge() : context_(GEOS_init_r()) {}
    ~Judge() {
        GEOSGeom_destroy_r(context_, geometry_);
        GEOS_finish_r(context_);
    }
    Judge(const Judge&) = delete;
    Judge& operator=(const Judge&) = delete;

    void take(const Shape& shape) {
        std::vector<GEOSGeometry*> polygons;
        for (std::size_t p = 0; p < shape.polygons(); ++p) {
            std::vector<GEOSGeometry*> rings;
            for (auto r = static_cast<std::size_t>(shape.polygon_rings[p]); r < static_cast<std::size_t>(shape.polygon_rings[p + 1]); ++r) {
                const auto first = shape.ring_points[r], last = shape.ring_points[r + 1];
                rings.push_back(GEOSGeom_createLinearRing_r(context_,
                    GEOSCoordSeq_copyFromBuffer_r(context_, shape.xy.data() + 2 * first, static_cast<unsigned>(last - first), 0, 0)));
            }
            polygons.push_back(GEOSGeom_createPolygon_r(context_, rings[0], rings.data() + 1, static_cast<unsigned>(rings.size() - 1)));
        }
        geometry_ = GEOSGeom_createCollection_r(context_, GEOS_MULTIPOLYGON, polygons.data(), static_cast<unsigned>(polygons.size()));
    }
    Locator::Side side(double x, double y) const {
        GEOSGeometry* point = GEOSGeom_createPointFromXY_r(context_, x, y);
        const bool covers = GEOSCovers_r(context_, geometry_, point) == 1, contains = GEOSContains_r(context_, geometry_, point) == 1;
        GEOSGeom_destroy_r(context_, point);
        return contains ? Locator::Side::inside : covers ? Locator::Side::border : Locator::Side::outside;
    }

private:
    GEOSContextHandle_t context_;
    GEOSGeometry* geometry_ = nullptr;
};

/// A random star-shaped ring round a middle, on a lattice so that many points fall on borders.
void add_star(Shape& shape, double x, double y, int least, int most, double scale) {
    const int corners = *rc::gen::inRange(3, 12);
    for (int i = 0; i < corners; ++i) {
        const double angle = 2 * 3.14159265358979 * i / corners, radius = *rc::gen::inRange(least, most);
        shape.xy.push_back(x + std::round(radius * std::cos(angle)) * scale);
        shape.xy.push_back(y + std::round(radius * std::sin(angle)) * scale);
    }
    shape.end_ring();
}

/// In exact arithmetic, side by side of every ring.
Locator::Side exact_side(const Shape& shape, double px, double py) {
    using Exact = boost::multiprecision::cpp_rational;
    const Exact x(px), y(py);
    bool inside = false;
    for (std::size_t r = 0; r + 1 < shape.ring_points.size(); ++r)
        for (auto i = static_cast<std::size_t>(shape.ring_points[r]); i + 1 < static_cast<std::size_t>(shape.ring_points[r + 1]); ++i) {
            const Exact ax(shape.xy[2 * i]), ay(shape.xy[2 * i + 1]), bx(shape.xy[2 * i + 2]), by(shape.xy[2 * i + 3]);
            const Exact turn = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
            if (turn == 0 && x >= std::min(ax, bx) && x <= std::max(ax, bx) && y >= std::min(ay, by) && y <= std::max(ay, by)) return Locator::Side::border;
            if ((ay > y) != (by > y) && (turn > 0) == (by > ay)) inside = !inside;
        }
    return inside ? Locator::Side::inside : Locator::Side::outside;
}

/// GEOS reckons with 106 bits, which are too few for some points within 1e-32 of a border of hundredths: there exact arithmetic decides.
bool right(Locator::Side ours, Locator::Side theirs, const Shape& shape, double x, double y) { return ours == theirs || ours == exact_side(shape, x, y); }

RC_GTEST_PROP(Locator, AgreesWithGeosOnPolygonsWithHoles, ()) {
    // British National Grid is far from its origin, and centimetres matter.
    const double scale = *rc::gen::element(1.0, 0.1, 0.01, 37.3), x0 = *rc::gen::element(0.0, 435000.0),
                 y0 = *rc::gen::element(0.0, 387000.0);
    Shape shape;
    add_star(shape, x0, y0, 8, 30, scale);
    if (*rc::gen::arbitrary<bool>()) add_star(shape, x0, y0, 1, 8, scale);
    shape.end_polygon();
    if (*rc::gen::arbitrary<bool>()) {
        add_star(shape, x0 + 40 * scale, y0, 3, 20, scale);
        shape.end_polygon();
    }
    ShapeTools().mend(shape);
    RC_PRE(!shape.empty());
    Judge judge;
    judge.take(shape);
    const std::vector<std::int64_t> area_polygons{0, static_cast<std::int64_t>(shape.polygons())};
    const Locator locator = Locator::build({area_polygons, shape.polygon_rings, shape.ring_points, shape.xy});
    for (int dx = -32; dx <= 62; dx += *rc::gen::inRange(1, 4))
        for (int dy = -32; dy <= 32; dy += 1) {
            const double x = x0 + dx * scale, y = y0 + dy * scale;
            RC_ASSERT(right(locator.side(0, x, y), judge.side(x, y), shape, x, y));
        }
    for (std::size_t i = 0; i + 3 < shape.xy.size(); i += 2) {
        RC_ASSERT(locator.side(0, shape.xy[i], shape.xy[i + 1]) == Locator::Side::border);
        const double x = (shape.xy[i] + shape.xy[i + 2]) / 2, y = (shape.xy[i + 1] + shape.xy[i + 3]) / 2;
        RC_ASSERT(right(locator.side(0, x, y), judge.side(x, y), shape, x, y));
    }
}

}  // namespace locate_test
}  // namespace kith::geo
