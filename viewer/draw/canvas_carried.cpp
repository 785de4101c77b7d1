// What a hand carries over a map or a network: the line of a tie that is on its way, or the way to another place.
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "viewer/draw/panels.hpp"

namespace kith::viewer::draw {
namespace {

/// A line that is read on any ground; `dashed`: a way rather than a tie.
void line_between(Ui& ui, ImVec2 from, ImVec2 to, bool dashed) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float length = std::hypot(to.x - from.x, to.y - from.y), on = dashed ? ui.px(6) : length + 1, off = dashed ? ui.px(4) : 0;
    const auto along = [&](float at) { return ImVec2{from.x + (to.x - from.x) * at / length, from.y + (to.y - from.y) * at / length}; };
    for (const bool halo : {true, false})
        for (float at = 0; at < length; at += on + off)
            list->AddLine(along(at), along(std::min(at + on, length)), packed(halo ? ui.roles().ground : ui.roles().accent), ui.px(halo ? 5 : 2.5f));
}

void ring(Ui& ui, ImVec2 at, float radius, bool filled = false) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (filled) list->AddCircleFilled(at, radius, packed(ui.roles().accent, 0.25f));
    list->AddCircle(at, radius, packed(ui.roles().ground), 0, ui.px(5));
    list->AddCircle(at, radius, packed(ui.roles().accent), 0, ui.px(2.5f));
}

}  // namespace

void draw_carried(Ui& ui, const Screen& screen, const CanvasView& view, Box box) {
    const auto& carried = screen.model.window.carried;
    if (!carried || carried->pane != view.pane) return;
    const auto on_screen = [&](session::Point p) {
        const model::Vec2 at = model::to_screen(view.camera, {p.x, p.y});
        return ImVec2{box.left + static_cast<float>(at.x), box.top + static_cast<float>(at.y)};
    };
    if (carried->from) ring(ui, on_screen(*carried->from), ui.px(9));
    if (!carried->at || carried->at == carried->from) return;
    if (carried->from) line_between(ui, on_screen(*carried->from), on_screen(*carried->at), carried->moves);
    if (carried->moves || carried->over) ring(ui, on_screen(*carried->at), ui.px(9), true);
}

}  // namespace kith::viewer::draw
