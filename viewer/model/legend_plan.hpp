#pragma once
// Where a picture and its legend lie in a pane: beside or under each other, never one over the other.
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "engine/picture/scene.hpp"
#include "viewer/model/geometry.hpp"

namespace kith::viewer::model {

struct LegendPlan {
    struct Part {
        std::size_t legend = 0;         // which of the scene's
        Vec2 at;                        // its top left corner, pixels of the pane
        double width = 0;
    };
    std::vector<Part> parts;
    Rect picture;                       // pixels of the pane: what is left for the picture
    std::size_t left_out = 0;           // legends that found no room
    std::optional<Vec2> more;           // where that is said under the others, a row high; nothing where none has room
};

struct LegendWish {
    Vec2 pane;                          // pixels
    double top = 0;                     // taken by the heading, over legend and picture
    double unit = 1;                    // pixels of one unit at 100 %
    Vec2 data{1, 1};                    // width and height of what is drawn, in any one unit
    bool beside_layers = false;         // the layers' list stands beside it and says which mark is which
};

// At 100 %.
inline constexpr double legend_column = 204, legend_margin = 16, legend_row = 18, legend_title = 22, legend_gap = 8, legend_cell = 22;
/// How high one is drawn, in units at 100 %.
double height_of(const picture::Legend& legend);

/// Colours by a column come first, then ties, then the plain marks. The column stands left or the rows below, whichever leaves the
/// data larger; what would take more than two fifths of that is left out from the end. Small panes have no legend of plain marks.
LegendPlan plan_legend(std::span<const picture::Legend> legends, const LegendWish& wish);

}  // namespace kith::viewer::model
