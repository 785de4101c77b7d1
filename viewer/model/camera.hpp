#pragma once
// Where a pane looks: world metres (y up) to pixels of the pane (y down, top left is 0, 0) and back. Pure: every move gives a new
// camera, and an animated one is a function of time.
#include "viewer/model/geometry.hpp"

namespace kith::viewer::model {

struct Camera {
    Vec2 centre;                    // metres, in the middle of the pane
    double pixels_per_metre = 0.1;
    Vec2 pane{800, 600};            // pixels
    bool operator==(const Camera&) const = default;
};

inline constexpr double least_pixels_per_metre = 1e-5;   // a continent
inline constexpr double most_pixels_per_metre = 100;     // a centimetre

Vec2 to_screen(const Camera& camera, Vec2 world);
Vec2 to_world(const Camera& camera, Vec2 screen);
/// What the pane shows, in metres.
Rect visible(const Camera& camera);

/// The world point under `at` (pixels) stays there; `factor` above 1 comes nearer.
Camera zoomed(const Camera& camera, double factor, Vec2 at);
/// The picture follows the pointer by so many pixels.
Camera panned(const Camera& camera, Vec2 pixels);
/// The pane has another size: what is in the middle stays.
Camera resized(const Camera& camera, Vec2 pane);
/// Shows all of `world` with `margin` pixels around. A single point comes with the scale of `camera` but at least 0.2 pixels
/// a metre; nothing at all leaves the camera as it is.
Camera fitted(const Camera& camera, const Rect& world, double margin = 24);
/// Pixels of a pane that words and scale bars stand on: what is fitted stays clear of them.
struct Insets {
    double left = 24, top = 24, right = 24, bottom = 24;
    bool operator==(const Insets&) const = default;
};
Camera fitted(const Camera& camera, const Rect& world, const Insets& insets);
/// Box zoom: what lies between two corners in pixels fills the pane.
Camera zoomed_to_box(const Camera& camera, Vec2 corner, Vec2 opposite);

/// A move on its way; `start` and `now` are seconds on any one clock.
struct CameraMove {
    Camera from, to;
    double start = 0;
    double seconds = 0.25;
};
/// Eased; a zoom at a pointer keeps that point still all the way. With reduced motion the end at once. Before the start
/// it is `from`, after the end exactly `to`.
Camera at_time(const CameraMove& move, double now, bool reduced_motion);
bool arrived(const CameraMove& move, double now, bool reduced_motion);

}  // namespace kith::viewer::model
