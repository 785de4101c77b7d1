#pragma once
// Level of detail: what of a prepared map a frame draws. Preparing a pan frame looks at cells, never at points.
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/picture/labels.hpp"
#include "engine/picture/scene.hpp"
#include "engine/session/entity_index.hpp"
#include "viewer/model/camera.hpp"
#include "viewer/model/path_index.hpp"
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
    Rect bounds;                           // of all that is in it
    std::vector<PointIndex> marks;         // one a mark layer: its marks, numbered as the layer's columns now are
    std::vector<Density> densities;        // one a mark layer
    std::vector<AreaIndex> areas;          // one an area layer
    std::vector<std::shared_ptr<const PathIndex>> paths;  // one a layer of lines behind
    std::vector<std::vector<Segment2>> links;  // one a link layer
    std::vector<std::size_t> label_order;  // labels, the most important first
    std::vector<double> apart;             // one a mark layer, picture::apart_of
    std::vector<double> thickness;         // one a link layer, picture::thickness_of
};
/// Packs marks cell by cell; ties are put in an order of which every beginning is a fair sample. O(n log n).
Prepared prepared(picture::Scene scene, PathCache* cache = nullptr);

struct Frame {
    Camera camera;
    std::size_t points = 0;                // marks in view, and up to a cell around it
    std::vector<std::uint8_t> raster;      // one a mark layer: 1 = draw `level` of its density instead of its marks
    std::vector<std::size_t> level;
    std::vector<std::vector<PointIndex::Stretch>> marks;  // one a mark layer: stretches of its columns
    std::vector<std::size_t> links;        // one a link layer: draw the first so many
    std::vector<PathIndex::Cut> paths;     // one a layer of lines behind
    std::size_t links_left_out = 0;        // by the edge cap; said on screen while it is so
    std::vector<picture::Text> labels;     // pixels of the pane
    // What sizes of marks, and opacity and width of links, are multiplied by at this scale (picture/crowding.hpp).
    std::vector<float> mark_scale, link_opacity, link_width;
};
struct FrameOptions {
    bool moving = false;
    bool labels = true;
    double text_size = 11;
    double scale = 1;                      // of everything that is told in pixels
    std::size_t most_labels = 60;          // fewer where the pane is small or what they name is drawn small
    std::span<const picture::Label> chosen{};  // names of marks that are selected: placed before all others
    bool others_step_back = false;         // while somebody is selected
    std::span<const picture::Box> taken{}; // pixels of the pane: no name stands under these
};
/// `into` is reused from frame to frame. The smallest layers keep their marks as long as all marks drawn are at most most_points.
/// O(grid rows + labels in view).
void frame_of(const Prepared& prepared, const Camera& camera, const FrameOptions& options, Frame& into);

/// What is under the pointer: marks before links before areas, within `tolerance` pixels. Only what `frame` draws.
struct Pick {
    enum class What : std::uint8_t { mark, link, area } what = What::mark;
    base::EntityKind kind = base::EntityKind::person;
    std::int32_t row = -1;                 // of its kind; of a flow between areas -1
    std::size_t layer = 0;                 // which mark, link or area layer of the scene
    std::size_t at = 0;                    // which of its marks, links, areas
    bool operator==(const Pick&) const = default;
};
std::optional<Pick> pick(const Prepared& prepared, const Frame& frame, Vec2 screen, double tolerance = 8);
/// The area there, of the layer that is painted last.
std::optional<Pick> pick_area(const Prepared& prepared, Vec2 world);

/// What lies in a box or a lasso, as columns of each layer; areas where no mark does.
struct Inside {
    std::vector<std::vector<std::int32_t>> marks;  // one a mark layer: indices into its columns
    std::vector<std::vector<std::int32_t>> areas;  // one an area layer: rows
    std::size_t size() const;
};
Inside pick_box(const Prepared& prepared, const Camera& camera, Vec2 corner, Vec2 opposite);
Inside pick_lasso(const Prepared& prepared, const Camera& camera, std::span<const Vec2> screen);
/// The keys of all that, for Select.
std::vector<base::EntityKey> keys_of(const Prepared& prepared, const Inside& inside, const session::EntityIndex& index, const privacy::View& view);

}  // namespace kith::viewer::model
