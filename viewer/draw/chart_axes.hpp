#pragma once
// The axes of a chart in a box of the window.
#include <algorithm>
#include <string_view>

#include "viewer/draw/ui.hpp"

struct ImVec2;

namespace kith::viewer::draw {

struct Axes {
    Box box;
    double low_x = 0, high_x = 1, low_y = 0, high_y = 1;
    ImVec2 to(double x, double y) const;  // charts_panel.cpp
    double x(float at) const { return low_x + static_cast<double>((at - box.left) / std::max(1.f, box.width())) * (high_x - low_x); }
    double y(float at) const { return low_y + static_cast<double>((box.bottom - at) / std::max(1.f, box.height())) * (high_y - low_y); }
};
/// The room that axes have in a control: their words stand over and under it.
inline Box within_words(const Ui& ui, const Box& box) { return {box.left + ui.px(8), box.top + ui.px(22), box.right - ui.px(8), box.bottom - ui.px(22)}; }
/// The level axis with its ends and, between them, what it is.
void draw_axes(Ui& ui, const Axes& axes, std::string_view low, std::string_view high, std::string_view label);

}  // namespace kith::viewer::draw
