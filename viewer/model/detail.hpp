#pragma once
// Level of detail: what of a prepared map a frame draws. Preparing a pan frame looks at cells, never at points.
#include <cstdint>
#include <span>
#include <vector>

#include "engine/picture/labels.hpp"
#include "engine/picture/scene.hpp"
#include "viewer/model/camera.hpp"
#include "viewer/model/picking.hpp"

namespace kith::viewer::model {

inline constexpr std::size_t most_points = 20'000;        // visible; above this a density raster
inline constexpr std::size_t most_links_moving = 2'000;   // edge cap while the camera moves

/// Counts of points in square cells, and the same in cells twice, four … times as wide. Level 0 is the finest.
struct DensityLevel {
    int columns = 0, rows = 0;
    double cell = 0;                       // metres
    std::uint32_t most = 0;                // the fullest cell
    std::vector<std::uint32_t> counts;     // row by row from the bottom left
};
struct Density {
    Vec2 origin;                           // bottom left, metres
    std::vector<DensityLevel> levels;
};
/// O(points); `finest` cells along the longer side.
Density density_of(std::span<const Vec2> points, const Rect& bounds, int finest = 1024);
/// The finest level whose cells are at least `pixels` wide on screen.
std::size_t level_for(const Density& density, const Camera& camera, double pixels = 4);

/// A scene with what makes it quick to draw, to cut and to pick. Marks and links are reordered in here, columns together.
struct Prepared {
    picture::Scene scene;
    Vec2 origin;                           // of the scene's offsets
    std::vector<PointIndex> marks;         // one a mark layer, over its marks in drawing order; in world units
    Density density;                       // of all marks
    std::vector<AreaIndex> areas;          // one an area layer
    std::vector<std::vector<Segment2>> links;  // one a link layer, world units
    std::vector<std::size_t> label_order;  // labels, the most important first
    std::vector<double> label_importance;  // by label_order
};
/// Packs marks cell by cell; links are put in an order of which every beginning is a fair sample. O(n log n).
Prepared prepared(picture::Scene scene);

struct Frame {
    Camera camera;
    bool density = false;                  // instead of marks
    std::size_t level = 0;
    std::size_t points = 0;                // marks in view (a cell around it included)
    std::vector<std::vector<PointIndex::Stretch>> marks;  // one a mark layer: stretches of its columns
    std::vector<std::size_t> links;        // one a link layer: draw the first so many
    std::size_t links_left_out = 0;        // by the edge cap
    std::vector<picture::Text> labels;     // pixels of the pane
};
struct FrameOptions {
    bool moving = false;
    bool labels = true;
    double text_size = 11;
    std::size_t most_labels = 80;
};
/// `into` is reused from frame to frame. O(grid rows + label wishes).
void frame_of(const Prepared& prepared, const Camera& camera, const FrameOptions& options, Frame& into);

/// What is under the pointer: marks before links before areas, within `tolerance` pixels. Links only of those that `frame` draws.
struct Pick {
    base::EntityKind kind = base::EntityKind::person;
    std::int32_t row = -1;
    std::size_t layer = 0;                 // which mark, link or area layer of the scene
    std::size_t at = 0;                    // which of its marks, links, areas
};
std::optional<Pick> pick(const Prepared& prepared, const Frame& frame, Vec2 screen, double tolerance = 8);
/// Marks inside a closed line of screen points (a box is four of them), layer by layer; areas when no layer has any.
std::vector<Pick> pick_inside(const Prepared& prepared, const Camera& camera, std::span<const Vec2> lasso);

}  // namespace kith::viewer::model
