// Areas beside their neighbours: points with Moran's line, to be pointed at, pressed and brushed.
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "engine/base/text.hpp"
#include "engine/picture/text.hpp"
#include "viewer/draw/chart_axes.hpp"
#include "viewer/draw/panels.hpp"
#include "viewer/model/layers.hpp"

namespace kith::viewer::draw {
namespace {

using session::SelectMode;

constexpr float reach = 8, least_drag = 4;  // at 100 %
constexpr std::size_t most_named = 3;

model::Vec2 vec(ImVec2 at) { return {static_cast<double>(at.x), static_cast<double>(at.y)}; }

base::EntityKey key_of(const Screen& screen, std::size_t point) { return screen.scatter_keys[static_cast<std::size_t>(screen.scatter->rows[point])]; }

/// The nearest to a place of the window, where one is within reach.
std::optional<std::size_t> point_at(const Ui& ui, const Axes& axes, const model::Scatter& scatter, ImVec2 at) {
    std::optional<std::size_t> found;
    float least = ui.px(reach);
    for (std::size_t i = 0; i < scatter.points.size(); ++i) {
        const ImVec2 p = axes.to(scatter.points[i].x, scatter.points[i].y);
        if (const float far = std::hypot(p.x - at.x, p.y - at.y); far <= least) found = i, least = far;
    }
    return found;
}

/// Selected: a whole ring; pointed at: a dashed one, as everywhere.
void draw_ring(const Ui& ui, ImVec2 at, bool dashed) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const std::uint32_t ink = packed(ui.roles().text);
    if (!dashed) return list->AddCircle(at, ui.px(6), ink, 20, ui.px(1.5f));
    for (int i = 0; i < 6; ++i) {
        list->PathArcTo(at, ui.px(8), static_cast<float>(i) * 1.0472f, static_cast<float>(i) * 1.0472f + 0.6f, 4);
        list->PathStroke(ink, 0, ui.px(1.5f));
    }
}

void name_point(Ui& ui, const Screen& screen, const Axes& axes, std::size_t point) {
    const model::Scatter& s = *screen.scatter;
    const std::string name = screen.model.view()->label(base::EntityKind::area, static_cast<std::size_t>(s.rows[point]), model::coloured_layer(*screen.model.view(), screen.model.options.map));
    const ImVec2 at = axes.to(s.points[point].x, s.points[point].y);
    const float wide = width_of(ui, name, Style::map), left = at.x + ui.px(10) + wide > axes.box.right ? at.x - ui.px(10) - wide : at.x + ui.px(10);
    words_at(ui, left, at.y - ui.px(8), name, Style::map, ui.roles().text, true);
}

void draw_points(Ui& ui, const Screen& screen, const Axes& axes) {
    const model::Scatter& s = *screen.scatter;
    ImDrawList* list = ImGui::GetWindowDrawList();
    std::vector<std::size_t> hovered, selected;
    for (std::size_t i = 0; i < s.points.size(); ++i) {
        const bool chosen = i < s.selected.size() && s.selected[i] != 0;
        list->AddCircleFilled(axes.to(s.points[i].x, s.points[i].y), ui.px(3), chosen ? packed(ui.roles().accent) : packed(ui.roles().secondary, 0.7f), 10);
        if (chosen) selected.push_back(i);
        if (i < s.hovered.size() && s.hovered[i] != 0) hovered.push_back(i);
    }
    for (const std::size_t i : selected) draw_ring(ui, axes.to(s.points[i].x, s.points[i].y), false);
    for (const std::size_t i : hovered) draw_ring(ui, axes.to(s.points[i].x, s.points[i].y), true);
    for (std::size_t i = 0; i < std::min(hovered.size(), most_named); ++i) name_point(ui, screen, axes, hovered[i]);
    if (hovered.empty() && selected.size() == 1) name_point(ui, screen, axes, selected[0]);
}

/// Whom the pointer is on is pointed at everywhere.
void point(const Ui& ui, const Screen& screen, const Axes& axes, const Press& press, Remembered& memory) {
    const ImVec2 at = ImGui::GetIO().MousePos;
    if (!press.hovered || press.held || !press.box.holds(at.x, at.y)) return;
    if (const auto found = point_at(ui, axes, *screen.scatter, at)) memory.pointed = {key_of(screen, *found)};
}

/// A press selects one; a drag those in its box; with Ctrl to those who are selected.
Intents brush(const Ui& ui, const Screen& screen, const Axes& axes, const Press& press, Remembered& memory) {
    const ImGuiIO& io = ImGui::GetIO();
    if (press.held && !memory.points_from && ImGui::IsMouseDown(0)) memory.points_from = vec(io.MouseClickedPos[0]);
    if (!memory.points_from) return {};
    const ImVec2 from = {static_cast<float>(memory.points_from->x), static_cast<float>(memory.points_from->y)}, to = io.MousePos;
    const bool dragged = std::abs(to.x - from.x) + std::abs(to.y - from.y) > ui.px(least_drag);
    if (press.held) {
        if (!dragged) return {};
        ImGui::GetWindowDrawList()->AddRectFilled(from, to, packed(ui.roles().accent, 0.12f));
        ImGui::GetWindowDrawList()->AddRect(from, to, packed(ui.roles().accent), 0, 0, ui.px(1.5f));
        return {};
    }
    memory.points_from.reset();
    if (!dragged) {
        const auto found = point_at(ui, axes, *screen.scatter, from);
        return found ? Intents{model::Select{{key_of(screen, *found)}, io.KeyCtrl ? SelectMode::toggle : SelectMode::replace}} : Intents();
    }
    std::vector<base::EntityKey> keys;
    for (const std::int32_t row : model::brushed(*screen.scatter, model::rect_of({axes.x(from.x), axes.y(from.y)}, {axes.x(to.x), axes.y(to.y)}))) keys.push_back(screen.scatter_keys[static_cast<std::size_t>(row)]);
    return {model::Select{keys, io.KeyCtrl ? SelectMode::add : SelectMode::replace}};
}

/// By keyboard: Left and Right go from point to point, with Shift they take more.
Intents walk(const Ui& ui, const Screen& screen, Remembered& memory) {
    const bool more = ui.input.chord.starts_with("Shift+");
    const std::string key = more ? ui.input.chord.substr(6) : ui.input.chord;
    const std::vector<std::size_t> order = model::from_left(*screen.scatter);
    if ((key != "Left" && key != "Right") || order.empty()) return {};
    const auto& selected = screen.scatter->selected;
    if (std::count(selected.begin(), selected.end(), std::uint8_t{1}) == 1)  // from the one that was pressed
        memory.point = static_cast<int>(std::find_if(order.begin(), order.end(), [&](std::size_t i) { return selected[i] != 0; }) - order.begin());
    memory.point = std::clamp(memory.point + (key == "Right" ? 1 : -1), 0, static_cast<int>(order.size()) - 1);
    return {model::Select{{key_of(screen, order[static_cast<std::size_t>(memory.point)])}, more ? SelectMode::add : SelectMode::replace}};
}

std::string account_of(const model::Scatter& s) {
    std::string said = s.moran ? "Moran's I " + picture::number_text(*s.moran, 3) : "";
    if (s.left_out > 0) said += " · " + base::grouped(s.left_out) + " not known, left out";
    if (s.islands > 0) said += " · " + base::grouped(s.islands) + " without such a neighbour, left out";
    const auto selected = std::count(s.selected.begin(), s.selected.end(), std::uint8_t{1});
    if (selected > 0) said += " · " + base::grouped(selected) + " selected";
    return said + (said.empty() ? "↑ " : " · ↑ ") + s.y_label;
}

}  // namespace

Intents draw_scatter(Ui& ui, const Screen& screen, Remembered& memory, float width, float height) {
    const model::Scatter& s = *screen.scatter;
    const Press press = pressable(ui, "charts.scatter", width, height);
    Axes axes{within_words(ui, press.box), s.bounds.low.x, s.bounds.high.x, s.bounds.low.y, s.bounds.high.y};
    ImDrawList* list = ImGui::GetWindowDrawList();
    const std::uint32_t faint = packed(ui.roles().hairline);
    if (axes.low_x < 0 && axes.high_x > 0) list->AddLine(axes.to(0, axes.low_y), axes.to(0, axes.high_y), faint);
    if (axes.low_y < 0 && axes.high_y > 0) list->AddLine(axes.to(axes.low_x, 0), axes.to(axes.high_x, 0), faint);
    list->PushClipRect({axes.box.left, axes.box.top}, {axes.box.right, axes.box.bottom}, true);
    if (s.slope && s.intercept)
        list->AddLine(axes.to(axes.low_x, *s.intercept + *s.slope * axes.low_x), axes.to(axes.high_x, *s.intercept + *s.slope * axes.high_x), packed(ui.roles().accent), ui.px(2));
    list->PopClipRect();
    draw_points(ui, screen, axes);
    words_at(ui, axes.box.left, press.box.top + ui.px(2), cut(ui, account_of(s), axes.box.width(), Style::small), Style::small, ui.roles().secondary);
    draw_axes(ui, axes, picture::number_text(axes.low_x), picture::number_text(axes.high_x), "→ " + s.x_label);
    point(ui, screen, axes, press, memory);
    Intents intents;
    if (press.focused) {
        memory.own_keys = OwnKeys::all;
        add(intents, walk(ui, screen, memory));
    }
    add(intents, brush(ui, screen, axes, press, memory));
    return intents;
}

}  // namespace kith::viewer::draw
