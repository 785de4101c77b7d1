// Small pictures of styles: marks, fills with hatches, lines.
#include <imgui.h>

#include <algorithm>

#include "viewer/draw/panels.hpp"

namespace kith::viewer::draw {
namespace {

void hatch(Ui& ui, Box box, picture::Hatch which) {
    const picture::HatchLines lines = picture::lines_of(which);
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->PushClipRect({box.left, box.top}, {box.right, box.bottom}, true);
    const float tile = std::max(2.f, static_cast<float>(lines.tile) * ui.scale), width = std::max(1.f, static_cast<float>(lines.width) * ui.scale);
    const std::uint32_t ink = packed(ui.roles().secondary, 0.8f);
    const float high = box.height();
    for (float x = box.left - high; x < box.right + high; x += tile) {
        if (lines.rising) list->AddLine({x, box.bottom}, {x + high, box.top}, ink, width);
        if (lines.falling) list->AddLine({x, box.top}, {x + high, box.bottom}, ink, width);
    }
    if (lines.dots)
        for (float x = box.left + tile / 2; x < box.right; x += tile)
            for (float y = box.top + tile / 2; y < box.bottom; y += tile) list->AddCircleFilled({x, y}, width / 2 + 0.3f, ink);
    list->PopClipRect();
}

}  // namespace

void draw_mark(Ui& ui, picture::Mark mark, float x, float y, float size, const picture::Fill& fill, const picture::Line& edge) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const auto rings = picture::mark_rings(mark, {x, y}, size);
    if (rings.empty()) return;
    std::vector<ImVec2> points;
    for (const picture::Point& p : rings.front()) points.push_back({static_cast<float>(p.x), static_cast<float>(p.y)});
    const auto opacity = static_cast<float>(fill.opacity);
    if (fill.colour && mark == picture::Mark::star) {  // not convex: a fan from the middle
        for (std::size_t i = 0; i < points.size(); ++i) list->AddTriangleFilled({x, y}, points[i], points[(i + 1) % points.size()], packed(*fill.colour, opacity));
    } else if (fill.colour) {
        list->AddConvexPolyFilled(points.data(), static_cast<int>(points.size()), packed(*fill.colour, opacity));
    }
    if (rings.size() > 1) list->AddCircleFilled({x, y}, size * 0.19f, packed(ui.roles().panel));
    if (edge.colour) list->AddPolyline(points.data(), static_cast<int>(points.size()), packed(*edge.colour), ImDrawFlags_Closed, std::max(1.f, static_cast<float>(edge.width) * ui.scale));
}

void draw_swatch(Ui& ui, Box box, const picture::Fill& fill, const picture::Line& line) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled({box.left, box.top}, {box.right, box.bottom}, packed(fill.colour.value_or(ui.roles().ground), static_cast<float>(fill.opacity)), ui.px(2));
    if (fill.hatch != picture::Hatch::none) hatch(ui, box, fill.hatch);
    list->AddRect({box.left + 0.5f, box.top + 0.5f}, {box.right - 0.5f, box.bottom - 0.5f}, packed(line.colour.value_or(ui.roles().hairline)), ui.px(2));
}

}  // namespace kith::viewer::draw
