#pragma once
// How a pane of a map or a network is shared: heading, legend, picture. Pixels of the window.
#include <vector>

#include "engine/picture/drawing.hpp"
#include "viewer/draw/items.hpp"
#include "viewer/model/camera.hpp"
#include "viewer/model/legend_plan.hpp"

namespace kith::viewer::draw {

struct CanvasRoom {
    Box pane, picture;
    model::LegendPlan legend;              // in pixels of the pane
    model::Insets insets;                  // of the picture: heading, scale and credits
    Box left_out{};                        // where it is said that nothing of the legend has room; empty where that stands in the legend
    std::vector<picture::Box> words{};     // the same as boxes of the picture: no name stands under them
};

}  // namespace kith::viewer::draw
