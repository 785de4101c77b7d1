// A map or a network by keyboard: a cross stands in its middle, the arrows move the picture under it, and Enter is a press there. With the
// tools Enter sets a corner; Ctrl+Enter closes the line.
#include <imgui.h>

#include <cmath>

#include "viewer/draw/panels.hpp"

namespace kith::viewer::draw {
namespace {

using model::Tool;
using model::Vec2;
using model::WindowAction;
using Kind = Gesture::Kind;

Gesture gesture_of(Kind kind, const CanvasView& view, Vec2 at) {
    Gesture gesture;
    gesture.kind = kind;
    gesture.pane = view.pane;
    gesture.at = at;
    gesture.toggle = ImGui::GetIO().KeyCtrl || ImGui::GetIO().KeyShift;
    return gesture;
}

/// Arrows move by an eighth of an inch or so, with Shift by little; the rest are names of commands.
Intents move(const Ui& ui, const CanvasView& view, Remembered& memory) {
    const std::string& chord = ui.input.chord;
    const bool fine = chord.starts_with("Shift+");
    const std::string key = fine ? chord.substr(6) : chord;
    const auto step = static_cast<double>(ui.px(fine ? 8 : 80));
    const auto pan = [&](double x, double y) { memory.gestures.push_back(gesture_of(Kind::pan, view, {x, y})); };
    if (key == "Left") pan(step, 0);
    if (key == "Right") pan(-step, 0);
    if (key == "Up") pan(0, step);
    if (key == "Down") pan(0, -step);
    if (chord == "Page up" || chord == "+") return {model::Want{WindowAction::zoom_in}};
    if (chord == "Page down" || chord == "-") return {model::Want{WindowAction::zoom_out}};
    if (chord == "Home") return {model::Want{WindowAction::fit_all}};
    return {};
}

/// The corners of a box or a lasso, on the screen as it is now.
std::vector<Vec2> on_screen(const CanvasView& view, const std::vector<Vec2>& corners) {
    std::vector<Vec2> out;
    for (const Vec2& corner : corners) out.push_back(model::to_screen(view.camera, corner));
    return out;
}

void close_line(const CanvasView& view, Tool tool, Remembered& memory) {
    Gesture done = gesture_of(tool == Tool::lasso ? Kind::lasso : Kind::box_select, view, {});
    done.outline = on_screen(view, memory.corners);
    done.at = done.outline.front();
    done.to = done.outline.back();
    memory.gestures.push_back(std::move(done));
    memory.corners.clear();
}

/// Box and lasso: Enter sets a corner, Backspace takes the last one back.
void set_corner(const std::string& chord, const CanvasView& view, Tool tool, Vec2 cross, Remembered& memory) {
    if (memory.corners_of != view.pane) memory.corners.clear();
    memory.corners_of = view.pane;
    if (chord == "Backspace" && !memory.corners.empty()) memory.corners.pop_back();
    if (chord == "Enter") memory.corners.push_back(model::to_world(view.camera, cross));
    const bool whole = tool == Tool::box ? memory.corners.size() == 2 : chord == "Ctrl+Enter" && memory.corners.size() > 2;
    if (whole) close_line(view, tool, memory);
}

}  // namespace

Intents keys_on_canvas(const Ui& ui, const Screen& screen, const CanvasView& view, Box box, Remembered& memory) {
    const std::string& chord = ui.input.chord;
    const Tool tool = screen.model.window.tool;
    const Vec2 cross{static_cast<double>(box.width()) / 2, static_cast<double>(box.height()) / 2};
    const bool outlines = tool == Tool::draw_area && view.pane == model::Pane::map;
    Intents intents = move(ui, view, memory);
    if (tool == Tool::box || tool == Tool::lasso) {
        set_corner(chord, view, tool, cross, memory);
    } else if (outlines && chord == "Backspace") {
        intents.push_back(model::DropPoint{});
    } else if (outlines && chord == "Ctrl+Enter") {
        memory.gestures.push_back(gesture_of(Kind::open, view, cross));
    } else if (chord == "Enter" || chord == "Shift+Enter" || chord == "Ctrl+Enter") {
        memory.gestures.push_back(gesture_of(Kind::click, view, cross));
    }
    if (!(memory.crossed == view.camera)) memory.gestures.push_back(gesture_of(Kind::hover, view, cross));  // what has come under it
    memory.crossed = view.camera;
    return intents;
}

void draw_cross(Ui& ui, const Screen& screen, const CanvasView& view, Box box, const Remembered& memory) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float x = std::floor((box.left + box.right) / 2), y = std::floor((box.top + box.bottom) / 2), r = ui.px(10), gap = ui.px(3);
    for (const bool halo : {true, false}) {
        const std::uint32_t ink = packed(halo ? ui.roles().ground : ui.roles().accent);
        const float width = ui.px(halo ? 5 : 2);
        list->AddLine({x - r, y}, {x - gap, y}, ink, width);
        list->AddLine({x + gap, y}, {x + r, y}, ink, width);
        list->AddLine({x, y - r}, {x, y - gap}, ink, width);
        list->AddLine({x, y + gap}, {x, y + r}, ink, width);
    }
    if (!view.under_pointer.empty()) words_at(ui, x + r + ui.px(4), y + ui.px(6), cut(ui, view.under_pointer, box.right - x - r - ui.px(12)), Style::body, ui.roles().text, true);
    if (memory.corners_of != view.pane) return;
    const std::vector<Vec2> corners = on_screen(view, memory.corners);
    const auto at = [&](const Vec2& p) { return ImVec2{box.left + static_cast<float>(p.x), box.top + static_cast<float>(p.y)}; };
    const std::uint32_t ink = packed(ui.roles().accent);
    for (std::size_t i = 0; i < corners.size(); ++i) {
        list->AddCircleFilled(at(corners[i]), ui.px(4), ink);
        if (i > 0) list->AddLine(at(corners[i - 1]), at(corners[i]), ink, ui.px(2));
    }
    if (screen.model.window.tool == Tool::box && !corners.empty()) list->AddRect(at(corners[0]), {x, y}, ink, 0, 0, ui.px(1.5f));
}

}  // namespace kith::viewer::draw
