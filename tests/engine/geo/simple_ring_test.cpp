// What is called surely valid is valid by GEOS (the independent judge: IsValid), whatever the ring; and usual outlines are recognised.
#include "engine/geo/simple_ring.hpp"

#include <geos_c.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <numbers>

namespace kith::geo {
namespace simple_ring_test {

Shape ring_of(const std::vector<double>& xy) {
    Shape shape;
    shape.xy = xy;
    shape.end_ring();
    shape.end_polygon();
    return shape;
}

bool valid_by_geos(const Shape& shape) {
    GEOSContextHandle_t h = GEOS_init_r();
    GEOSContext_setErrorMessageHandler_r(h, [](const char*, void*) {}, nullptr);
    GEOSCoordSequence* points = GEOSCoordSeq_copyFromBuffer_r(h, shape.xy.data(), static_cast<unsigned>(shape.xy.size() / 2), 0, 0);
    GEOSGeometry* ring = GEOSGeom_createLinearRing_r(h, points);
    GEOSGeometry* polygon = ring == nullptr ? nullptr : GEOSGeom_createPolygon_r(h, ring, nullptr, 0);
    const bool valid = polygon != nullptr && GEOSisValid_r(h, polygon) == 1;
    if (polygon != nullptr) GEOSGeom_destroy_r(h, polygon);
    GEOS_finish_r(h);
    return valid;
}

std::vector<double> circle(std::size_t points, double radius) {
    std::vector<double> xy;
    for (std::size_t i = 0; i < points; ++i) {
        const double turn = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(points);
        xy.insert(xy.end(), {435'000 + radius * std::cos(turn), 387'000 + radius * std::sin(turn)});
    }
    return xy;
}

TEST(SimpleRing, UsualOutlinesAreRecognised) {
    EXPECT_TRUE(surely_valid(ring_of({0, 0, 1, 0, 0, 1})));
    EXPECT_TRUE(surely_valid(ring_of({0, 0, 1, 0, 2, 0, 2, 1, 0, 1})));  // a corner on a straight side
    EXPECT_TRUE(surely_valid(ring_of({0, 0, 4, 0, 4, 4, 3, 4, 3, 1, 1, 1, 1, 4, 0, 4})));
    for (const std::size_t points : std::vector<std::size_t>{4, 9, 10, 11, 100, 399}) EXPECT_TRUE(surely_valid(ring_of(circle(points, 500)))) << points;
}

TEST(SimpleRing, WhatTouchesOrCrossesItselfIsLeftToGeos) {
    EXPECT_FALSE(surely_valid(ring_of({0, 0, 1, 1, 1, 0, 0, 1})));              // a bow tie
    EXPECT_FALSE(surely_valid(ring_of({0, 0, 2, 0, 2, 2, 1, 0, 0, 2})));        // a corner on another side
    EXPECT_FALSE(surely_valid(ring_of({0, 0, 4, 0, 2, 0, 2, 2})));              // back on itself
    EXPECT_FALSE(surely_valid(ring_of({0, 0, 1, 0, 1, 0, 0, 1})));              // a point twice: valid, but not looked at
    EXPECT_FALSE(surely_valid(ring_of({0, 0, 1, 0, 0, 0})));
    EXPECT_FALSE(surely_valid(ring_of({0, 0, 1, 0, std::nan(""), 1})));
    Shape hole = ring_of({0, 0, 9, 0, 9, 9, 0, 9});
    hole.xy.insert(hole.xy.end(), {1, 1, 2, 1, 2, 2});
    hole.end_ring();
    hole.polygon_rings.back() = 2;
    EXPECT_FALSE(surely_valid(hole));
}

TEST(SimpleRing, NeverSureOfAnInvalidOne) {
    // Few whole coordinates: corners on sides, sides on sides and points on points come up all the time.
    const bool held = rc::check("surely valid is valid", [] {
        const auto corners = *rc::gen::inRange<std::size_t>(3, 12);
        const auto wide = *rc::gen::element(4, 8, 1000);
        std::vector<double> xy;
        for (std::size_t i = 0; i < 2 * corners; ++i) xy.push_back(0.1 * *rc::gen::inRange(0, wide));
        const Shape shape = ring_of(xy);
        const bool sure = surely_valid(shape);
        RC_CLASSIFY(sure);
        if (sure) RC_ASSERT(valid_by_geos(shape));
    });
    EXPECT_TRUE(held);
}

}  // namespace simple_ring_test
}  // namespace kith::geo
