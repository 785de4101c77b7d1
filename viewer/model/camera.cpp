#include "viewer/model/camera.hpp"

#include <algorithm>
#include <cmath>

namespace kith::viewer::model {
namespace {

double within_limits(double scale) { return std::clamp(scale, least_pixels_per_metre, most_pixels_per_metre); }

}  // namespace

Vec2 to_screen(const Camera& camera, Vec2 world) {
    return {(world.x - camera.centre.x) * camera.pixels_per_metre + camera.pane.x / 2,
            (camera.centre.y - world.y) * camera.pixels_per_metre + camera.pane.y / 2};
}

Vec2 to_world(const Camera& camera, Vec2 screen) {
    return {camera.centre.x + (screen.x - camera.pane.x / 2) / camera.pixels_per_metre,
            camera.centre.y - (screen.y - camera.pane.y / 2) / camera.pixels_per_metre};
}

Rect visible(const Camera& camera) { return rect_of(to_world(camera, {0, 0}), to_world(camera, camera.pane)); }

Camera zoomed(const Camera& camera, double factor, Vec2 at) {
    Camera out = camera;
    out.pixels_per_metre = within_limits(camera.pixels_per_metre * factor);
    const Vec2 still = to_world(camera, at);
    out.centre = still + (camera.centre - still) * (camera.pixels_per_metre / out.pixels_per_metre);
    return out;
}

Camera panned(const Camera& camera, Vec2 pixels) {
    Camera out = camera;
    out.centre = camera.centre + Vec2{-pixels.x / camera.pixels_per_metre, pixels.y / camera.pixels_per_metre};
    return out;
}

Camera resized(const Camera& camera, Vec2 pane) {
    Camera out = camera;
    out.pane = {std::max(1.0, pane.x), std::max(1.0, pane.y)};
    return out;
}

Camera fitted(const Camera& camera, const Rect& world, double margin) { return fitted(camera, world, Insets{margin, margin, margin, margin}); }

Camera fitted(const Camera& camera, const Rect& world, const Insets& insets) {
    if (world.empty()) return camera;
    Camera out = camera;
    out.centre = world.centre();
    const double across = std::max(1.0, camera.pane.x - insets.left - insets.right), up = std::max(1.0, camera.pane.y - insets.top - insets.bottom);
    if (world.width() <= 0 && world.height() <= 0) {
        out.pixels_per_metre = within_limits(std::max(0.2, camera.pixels_per_metre));
    } else {
        const double by_width = world.width() > 0 ? across / world.width() : most_pixels_per_metre;
        const double by_height = world.height() > 0 ? up / world.height() : most_pixels_per_metre;
        out.pixels_per_metre = within_limits(std::min(by_width, by_height));
    }
    // Into the middle of what the insets leave free.
    out.centre.x -= (insets.left - insets.right) / 2 / out.pixels_per_metre;
    out.centre.y += (insets.top - insets.bottom) / 2 / out.pixels_per_metre;
    return out;
}

Camera zoomed_to_box(const Camera& camera, Vec2 corner, Vec2 opposite) {
    return fitted(camera, rect_of(to_world(camera, corner), to_world(camera, opposite)), 0);
}

Camera at_time(const CameraMove& move, double now, bool reduced_motion) {
    if (arrived(move, now, reduced_motion)) return move.to;
    const double t = std::clamp((now - move.start) / move.seconds, 0.0, 1.0);
    if (t <= 0) return move.from;
    const double eased = t * t * (3 - 2 * t);
    Camera out = move.to;
    const double from = move.from.pixels_per_metre, to = move.to.pixels_per_metre;
    out.pixels_per_metre = from * std::pow(to / from, eased);
    // Straight in 1 / scale: then the one point that both ends show at the same pixel stays at it.
    const double share = std::abs(std::log(to / from)) < 1e-9 ? eased : (1 / out.pixels_per_metre - 1 / from) / (1 / to - 1 / from);
    out.centre = move.from.centre + (move.to.centre - move.from.centre) * share;
    return out;
}

bool arrived(const CameraMove& move, double now, bool reduced_motion) { return reduced_motion || move.seconds <= 0 || now >= move.start + move.seconds; }

}  // namespace kith::viewer::model
