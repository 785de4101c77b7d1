// The camera: expected values worked out by hand from "pixels = metres times scale, y turned round".
#include "viewer/model/camera.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace camera_test {
using namespace kith::viewer::model;

constexpr Camera camera{{1000, 2000}, 0.5, {800, 600}};

void expect_near(Vec2 a, Vec2 b, double within = 1e-9) {
    EXPECT_NEAR(a.x, b.x, within);
    EXPECT_NEAR(a.y, b.y, within);
}

TEST(Camera, WorldToScreenAndBack) {
    expect_near(to_screen(camera, {1000, 2000}), {400, 300});
    expect_near(to_screen(camera, {1100, 2100}), {450, 250});  // north is up
    expect_near(to_world(camera, {0, 0}), {200, 2600});
    const Rect shown = visible(camera);
    expect_near(shown.low, {200, 1400});
    expect_near(shown.high, {1800, 2600});
}

TEST(Camera, ZoomKeepsWhatIsUnderThePointer) {
    for (const Vec2 at : {Vec2{0, 0}, Vec2{400, 300}, Vec2{790, 3}})
        for (const double factor : {0.25, 1.5, 8.0}) {
            const Camera nearer = zoomed(camera, factor, at);
            EXPECT_DOUBLE_EQ(nearer.pixels_per_metre, 0.5 * factor);
            expect_near(to_world(nearer, at), to_world(camera, at), 1e-6);
        }
    const Camera furthest = zoomed(camera, 1e-30, {10, 10});
    EXPECT_EQ(furthest.pixels_per_metre, least_pixels_per_metre);
    expect_near(to_world(furthest, {10, 10}), to_world(camera, {10, 10}), 1e-3);
}

TEST(Camera, PanFollowsThePointer) {
    const Camera moved = panned(camera, {30, -20});
    expect_near(to_screen(moved, to_world(camera, {100, 100})), {130, 80});
}

TEST(Camera, FitShowsAll) {
    const Rect wide{{0, 0}, {3000, 100}};
    const Camera fit = fitted(camera, wide, 25);
    EXPECT_NEAR(fit.pixels_per_metre, 750.0 / 3000, 1e-12);
    expect_near(to_screen(fit, {0, 50}), {25, 300}, 1e-6);
    expect_near(to_screen(fit, {3000, 50}), {775, 300}, 1e-6);
    EXPECT_EQ(fitted(camera, Rect{}, 25), camera);                        // nothing to show: stays
    const Camera on_one = fitted(camera, rect_of({7, 8}, {7, 8}), 25);    // one point: only the middle moves
    EXPECT_EQ(on_one.pixels_per_metre, camera.pixels_per_metre);
    expect_near(on_one.centre, {7, 8});
}

TEST(Camera, BoxZoomFillsThePane) {
    const Camera in = zoomed_to_box(camera, {100, 500}, {500, 200});  // 400 x 300: the pane's shape
    expect_near(to_world(in, {0, 600}), to_world(camera, {100, 500}), 1e-6);
    expect_near(to_world(in, {800, 0}), to_world(camera, {500, 200}), 1e-6);
}

TEST(Camera, ResizeKeepsTheMiddle) {
    const Camera small = resized(camera, {320, 240});
    expect_near(to_world(small, {160, 120}), camera.centre);
    EXPECT_EQ(small.pixels_per_metre, camera.pixels_per_metre);
    EXPECT_GE(resized(camera, {0, -4}).pane.y, 1);
}

TEST(CameraMove, ZoomAtAPointerKeepsItStillAllTheWay) {
    const Vec2 at{700, 90};
    const CameraMove move{camera, zoomed(camera, 6, at), 10, 0.25};
    double before = 0;
    for (double now = 10; now <= 10.25; now += 0.01) {
        const Camera on_the_way = at_time(move, now, false);
        expect_near(to_world(on_the_way, at), to_world(camera, at), 1e-6);
        EXPECT_GE(on_the_way.pixels_per_metre, before);
        before = on_the_way.pixels_per_metre;
    }
}

TEST(CameraMove, BeginsAndEndsExactlyAndReducedMotionEndsAtOnce) {
    const CameraMove move{camera, {{5000, -100}, 0.5, {800, 600}}, 2, 0.25};
    EXPECT_EQ(at_time(move, 1, false), move.from);
    EXPECT_EQ(at_time(move, 2.25, false), move.to);
    EXPECT_EQ(at_time(move, 2.01, true), move.to);
    EXPECT_TRUE(arrived(move, 2.01, true));
    EXPECT_FALSE(arrived(move, 2.01, false));
    EXPECT_NEAR(at_time(move, 2.125, false).centre.x, 3000, 1e-6);  // the same scale: half way at half time
}

}  // namespace camera_test
