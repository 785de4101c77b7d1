#pragma once
// A scene as draw records: world units become units of a drawing through a frame. Pure.
#include <cstdint>
#include <vector>

#include "engine/picture/drawing.hpp"
#include "engine/picture/scene.hpp"

namespace kith::picture {

/// Which part of a scene is seen, and where on the drawing. North (y) is up.
struct Frame {
    Box box;                        // on the drawing
    Point centre;                   // world, absolute: in the middle of the box
    double metres_per_pixel = 1;
    Point operator()(double x, double y) const {
        return {(box.left + box.right) / 2 + (x - centre.x) / metres_per_pixel, (box.top + box.bottom) / 2 - (y - centre.y) / metres_per_pixel};
    }
};
/// The whole of it in the box, with `margin` around.
Frame fitted(const Bounds& bounds, const Box& box, double margin = 12);

struct PaintOptions {
    double scale = 1;               // of widths, marks and words: 1 as on a screen
    double label_size = 11;         // before `scale`; of marks a tenth less
    bool labels = true;
    std::vector<Box> keep_clear{};  // no label here
};
/// Clipped to the frame's box: areas, links with their notches, marks, and as many labels as find room. Marks that the frame
/// does not hold are left out; where they stand close or ties lie thick, they are smaller
/// and fainter (crowding.hpp). Gives how many labels in the frame
/// found no room. O(points).
std::int64_t paint(const Scene& scene, const Frame& frame, const PaintOptions& options, std::vector<Record>& records);

}  // namespace kith::picture
