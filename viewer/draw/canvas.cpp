// A map or a network: the picture, its words, and the hands on it.
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "viewer/draw/panels.hpp"

namespace kith::viewer::draw {
namespace {

using model::Tool;
using model::Vec2;

struct Hands {
    const Screen& screen;
    const CanvasView& view;
    Remembered& memory;
    Press press;
    Vec2 at{};
    void tell(Gesture::Kind kind, Vec2 where, double factor = 1) const {
        Gesture gesture;
        gesture.kind = kind;
        gesture.pane = view.pane;
        gesture.at = where;
        gesture.factor = factor;
        gesture.toggle = ImGui::GetIO().KeyCtrl || ImGui::GetIO().KeyShift;
        memory.gestures.push_back(std::move(gesture));
    }
};

/// A mark is taken up by a press (with the tools for ties and moves, or Alt for a tie), carried by a drag, and set down where it is let go.
void carry(const Hands& hands) {
    const ImGuiIO& io = ImGui::GetIO();
    const model::WindowState& window = hands.screen.model.window;
    const bool carries = window.tool == Tool::tie || (window.tool == Tool::move && hands.view.pane == model::Pane::map) || (window.tool == Tool::select && io.KeyAlt && !io.KeyShift);
    if (!window.carried && carries && hands.press.held && ImGui::IsMouseClicked(0)) hands.tell(Gesture::Kind::take_up, hands.at);
    if (!window.carried || !window.carried->by_hand || window.carried->pane != hands.view.pane) return;
    hands.memory.carrying = true;
    if (io.MouseDelta.x != 0 || io.MouseDelta.y != 0) hands.tell(Gesture::Kind::hover, hands.at);
    if (ImGui::IsMouseDown(0)) return;
    const ImVec2 dragged = ImGui::GetMouseDragDelta(0, 0);
    hands.tell(std::abs(dragged.x) + std::abs(dragged.y) < 6 ? Gesture::Kind::click : Gesture::Kind::set_down, hands.at);
}

/// The wheel zooms at the pointer; a drag, the middle button or Space and a move pan.
void move_camera(const Hands& hands, bool space_held) {
    const ImGuiIO& io = ImGui::GetIO();
    if (hands.press.hovered && io.MouseWheel != 0) hands.tell(Gesture::Kind::zoom, hands.at, std::pow(1.25, static_cast<double>(io.MouseWheel)));
    if (io.MouseDelta.x == 0 && io.MouseDelta.y == 0) return;
    const bool space = hands.press.hovered && space_held && !io.WantTextInput;
    const bool middle = hands.press.hovered && (ImGui::IsMouseDown(ImGuiMouseButton_Middle) || ImGui::IsMouseDown(ImGuiMouseButton_Right));
    const bool drag = hands.press.held && !hands.memory.drag.on && !hands.memory.carrying && ImGui::IsMouseDragging(0, 3);
    if (space || middle || drag) hands.tell(Gesture::Kind::pan, {static_cast<double>(io.MouseDelta.x), static_cast<double>(io.MouseDelta.y)});
}

/// Shift and a drag draw a box (with Ctrl it zooms), Alt and a drag a lasso; the tools do so without a key.
void draw_round(const Hands& hands) {
    const ImGuiIO& io = ImGui::GetIO();
    const Tool tool = hands.screen.model.window.tool;
    Remembered::Drag& drag = hands.memory.drag;
    const bool lasso = tool == Tool::lasso || (io.KeyAlt && !ImGui::IsMouseClicked(0));  // first see whether a mark is there
    if (hands.press.held && !drag.on && !hands.memory.carrying && (lasso || tool == Tool::box || io.KeyShift)) {
        drag = {true, lasso, io.KeyCtrl, hands.view.pane, hands.at, {hands.at}};
        return;
    }
    if (!drag.on || drag.pane != hands.view.pane) return;
    const Vec2 last = drag.way.back();
    if (std::abs(last.x - hands.at.x) + std::abs(last.y - hands.at.y) > 3) drag.way.push_back(hands.at);
    if (ImGui::IsMouseDown(0)) return;
    Gesture done;
    done.kind = drag.lasso ? Gesture::Kind::lasso : drag.zoom ? Gesture::Kind::box_zoom : Gesture::Kind::box_select;
    done.pane = drag.pane;
    done.at = drag.from;
    done.to = hands.at;
    done.outline = std::move(drag.way);
    if (done.outline.size() > 1) hands.memory.gestures.push_back(std::move(done));
    drag = {};
}

void point(const Hands& hands, bool was_hovered) {
    const ImGuiIO& io = ImGui::GetIO();
    if (hands.press.hovered && (io.MouseDelta.x != 0 || io.MouseDelta.y != 0) && !hands.press.held) hands.tell(Gesture::Kind::hover, hands.at);
    if (!hands.press.hovered && was_hovered) hands.tell(Gesture::Kind::leave, hands.at);
    const ImVec2 dragged = ImGui::GetMouseDragDelta(0, 0);
    if (hands.memory.carrying) return;
    if (hands.press.hovered && hands.press.pressed && io.MouseClickedLastCount[0] < 2 && std::abs(dragged.x) + std::abs(dragged.y) < 6) hands.tell(Gesture::Kind::click, hands.at);
    if (hands.press.doubled) hands.tell(Gesture::Kind::open, hands.at);
}

void draw_outline(Ui& ui, const Screen& screen, const CanvasView& view, const Remembered& memory, Box box) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const auto to = [&](Vec2 p) { return ImVec2{box.left + static_cast<float>(p.x), box.top + static_cast<float>(p.y)}; };
    const std::uint32_t ink = packed(ui.roles().accent);
    const Remembered::Drag& drag = memory.drag;
    if (drag.on && drag.pane == view.pane && drag.lasso) {
        for (std::size_t i = 1; i < drag.way.size(); ++i) list->AddLine(to(drag.way[i - 1]), to(drag.way[i]), ink, ui.px(2));
    } else if (drag.on && drag.pane == view.pane) {
        list->AddRectFilled(to(drag.from), to(drag.way.back()), packed(ui.roles().accent, 0.12f));
        list->AddRect(to(drag.from), to(drag.way.back()), ink, 0, 0, ui.px(1.5f));
    }
    if (view.pane != model::Pane::map) return;
    const auto& outline = screen.model.window.outline;
    for (std::size_t i = 0; i < outline.size(); ++i) {
        const ImVec2 here = to(model::to_screen(view.camera, {outline[i].x, outline[i].y}));
        if (i > 0) list->AddLine(to(model::to_screen(view.camera, {outline[i - 1].x, outline[i - 1].y})), here, ink, ui.px(2));
        list->AddCircleFilled(here, ui.px(4), ink);
    }
}

void draw_heading(Ui& ui, const CanvasView& view) {
    float y = view.room.pane.top + ui.px(10);
    const float left = view.room.pane.left + ui.px(16), width = view.room.pane.width() - ui.px(32);
    words_at(ui, left, y, cut(ui, heading_within(ui, view, width), width, Style::bold), Style::bold, ui.roles().text, true);
    y += ui.px(20);
    const std::vector<std::string> lines = heading_lines(ui, view, width);
    float widest = 0;
    for (const std::string& one : lines) widest = std::max(widest, width_of(ui, one, Style::small));
    if (widest > 0) ImGui::GetWindowDrawList()->AddRectFilled({left - ui.px(4), y - ui.px(1)}, {left + widest + ui.px(4), y + ui.px(17) * static_cast<float>(lines.size())}, packed(ui.roles().ground, 0.8f), ui.px(3));
    for (const std::string& one : lines) {
        words_at(ui, left, y, one, Style::small, ui.roles().secondary, true);
        y += ui.px(17);
    }
}

/// Nobody to arrange, or no tie to arrange them by: how one begins.
Intents draw_begin_network(Ui& ui, const Screen& screen, const CanvasView& view) {
    const bool nobody = screen.model.view()->people() == 0, no_tie = screen.model.topology() == nullptr;
    if (view.pane != model::Pane::network || (!nobody && !no_tie)) return {};
    gap(ui, 8);
    if (screen.audience != "team") {
        if (!button(ui, "network.team", "Show what the team may see")) return {};
        return {model::ShowTo{privacy::Audience::team}};
    }
    if (!button(ui, "network.begin", nobody ? "Add a person" : "Draw a tie")) return {};
    if (nobody) return {model::ShowDialog{model::Dialog::add_person, ""}};
    return {model::UseTool{model::Tool::tie}};
}

/// One sentence and, where there is one, what to press.
Intents draw_empty(Ui& ui, const Screen& screen, const CanvasView& view, Box box) {
    ImGui::SetCursorScreenPos({box.left + ui.px(24), std::floor((box.top + box.bottom) / 2 - ui.px(40))});
    ImGui::BeginGroup();
    ImGui::PushTextWrapPos(std::min(box.width() - ui.px(24), ui.px(440)));
    words(ui, view.empty, Style::body, Tone::quiet);
    ImGui::PopTextWrapPos();
    Intents intents = draw_begin_network(ui, screen, view);
    const auto selected = screen.model.session.selection().keys();
    if (view.pane == model::Pane::network && !selected.empty() && selected.back().kind == base::EntityKind::area) {
        gap(ui, 8);
        if (button(ui, "network.of_area", "Show the network of this neighbourhood")) {
            model::ViewOptions wanted = screen.model.options;
            wanted.network.around = selected.back();
            intents.push_back(model::Restyle{"Show the network of a neighbourhood", wanted, 0});
        }
    }
    ImGui::EndGroup();
    return intents;
}

/// People too many to be laid out at once: the map has the room until a neighbourhood or somebody is chosen.
Intents draw_choose(Ui& ui, const Screen& screen, float right, float from, float top) {
    const auto keys = screen.model.session.selection().keys();
    const bool area = !keys.empty() && keys.back().kind == base::EntityKind::area;
    const bool node = !keys.empty() && (keys.back().kind == base::EntityKind::person || keys.back().kind == base::EntityKind::asset);
    const std::string act = area ? "Show the network here" : "Show the network around it", say = "Press on a neighbourhood to see its network.";
    if (!area && !node) {
        const float wide = width_of(ui, say, Style::small);
        if (right - wide <= from) return {};
        draw_plate(ui, {right - wide - ui.px(6), top + ui.px(2), right + ui.px(6), top + ui.px(24)});
        words_at(ui, right - wide, top + ui.px(7), say, Style::small, ui.roles().secondary);
        return {};
    }
    ImGui::SetCursorScreenPos({std::max(from, right - width_of(ui, act) - ui.px(16)), top});
    if (!button(ui, "network.choose", act)) return {};
    model::ViewOptions wanted = screen.model.options;
    wanted.network.around = keys.back();
    if (node) wanted.network.focus_depth = std::max(1, wanted.network.focus_depth);
    return {model::Restyle{"Show a part of the network", wanted, 0}};
}

/// Where a place has no network yet its room is the map's, with a word on how it would begin.
Intents draw_no_network(Ui& ui, const Screen& screen, const CanvasView& view) {
    if (!screen.panes.no_network || view.pane != model::Pane::map) return {};
    const bool team = screen.audience == "team";
    const std::string say = team ? "Nobody is recorded here yet: with the first person a network begins." : "Who knows whom is shown to the team only.";
    const std::string act = "Add a person";
    const Box& pane = view.room.pane;
    if (screen.model.view()->people() > 0 && team) return draw_choose(ui, screen, pane.right - ui.px(12), pane.left + ui.px(32) + width_of(ui, heading_of(view), Style::bold), pane.top + ui.px(4));
    const float wide = team ? width_of(ui, act) + ui.px(16) : 0, words_wide = width_of(ui, say, Style::small);
    const float right = pane.right - ui.px(12) - wide, from = pane.left + ui.px(32) + width_of(ui, heading_of(view), Style::bold);
    const bool roomy = right - words_wide - ui.px(8) > from;
    draw_plate(ui, {right - (roomy ? words_wide + ui.px(14) : 0), pane.top + ui.px(4), pane.right - ui.px(6), pane.top + ui.px(32)});
    if (roomy) words_at(ui, right - words_wide - ui.px(8), pane.top + ui.px(11), say, Style::small, ui.roles().secondary);
    if (!team || right < from) return {};
    ImGui::SetCursorScreenPos({right, pane.top + ui.px(4)});
    if (button(ui, "network.begin", act, Look::quiet)) return {model::ShowDialog{model::Dialog::add_person, ""}};
    return {};
}

/// The ground of a pane, where its picture does not lie: over the whole of it, it would be drawn twice.
void draw_ground(const Ui& ui, const CanvasView& view, const Box& pane) {
    const Box picture = view.picture.id != 0 ? view.room.picture : Box{pane.left, pane.top, pane.left, pane.top};
    const Box bare[] = {{pane.left, pane.top, pane.right, picture.top}, {pane.left, picture.top, picture.left, picture.bottom},
                        {picture.right, picture.top, pane.right, picture.bottom}, {pane.left, picture.bottom, pane.right, pane.bottom}};
    for (const Box& one : bare)
        if (one.width() > 0 && one.height() > 0) ImGui::GetWindowDrawList()->AddRectFilled({one.left, one.top}, {one.right, one.bottom}, packed(ui.roles().ground));
}

Intents draw_picture(Ui& ui, const Screen& screen, const CanvasView& view, const Remembered& memory, bool hovered) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Box& box = view.room.picture;
    if (view.picture.id != 0)  // rows of a GL texture go upwards
        list->AddImage(reinterpret_cast<ImTextureID>(view.picture.id), {box.left, box.top}, {box.right, box.bottom}, {0, 1}, {1, 0});
    draw_labels(ui, view, box);
    list->PushClipRect({box.left, box.top}, {box.right, box.bottom}, true);
    draw_grid(ui, screen, view, box);
    draw_outline(ui, screen, view, memory, box);
    draw_carried(ui, screen, view, box);
    list->PopClipRect();
    Intents intents;
    if (view.scene != nullptr) {
        draw_heading(ui, view);
        draw_legend(ui, *view.scene, view.room);
        draw_scale(ui, view, box);
    }
    intents = draw_no_network(ui, screen, view);
    if (!view.empty.empty()) add(intents, draw_empty(ui, screen, view, box));
    if (!view.under_pointer.empty() && hovered) {
        ImGui::BeginTooltip();
        words(ui, view.under_pointer);
        ImGui::EndTooltip();
    }
    return intents;
}

}  // namespace

Intents draw_canvas(Ui& ui, const Screen& screen, const CanvasView& view, Box box, Remembered& memory) {
    const bool map = view.pane == model::Pane::map;
    ImGui::PushStyleColor(ImGuiCol_WindowBg, 0);
    begin_panel(ui, map ? "Map" : "Network", box, 0, false);
    ImGui::PopStyleColor();
    draw_ground(ui, view, box);
    Hands hands{screen, view, memory, {}, {}};
    const ImGuiStorage* before = ImGui::GetStateStorage();
    const ImGuiID hovered_before = ImGui::GetID("hovered");
    const bool was_hovered = before->GetBool(hovered_before);
    const Box picture = view.room.picture.width() > 1 ? view.room.picture : box;
    ImGui::SetCursorScreenPos({picture.left, picture.top});
    hands.press = pressable(ui, map ? "map" : "network", picture.width(), picture.height());
    ImGui::SetItemAllowOverlap();
    const ImGuiIO& io = ImGui::GetIO();
    hands.press.hovered &= picture.holds(io.MousePos.x, io.MousePos.y);  // Dear ImGui also calls hovered what has the keyboard
    hands.press.pressed &= ui.input.chord.empty();                       // Enter is a press under the cross, below
    hands.at = {static_cast<double>(io.MousePos.x - picture.left), static_cast<double>(io.MousePos.y - picture.top)};
    ImGui::GetStateStorage()->SetBool(hovered_before, hands.press.hovered);
    carry(hands);
    draw_round(hands);
    move_camera(hands, ui.input.space);
    point(hands, was_hovered);
    memory.carrying = memory.carrying && ImGui::IsMouseDown(0);
    Intents intents;
    const bool walked = hands.press.focused && screen.model.window.dialog == model::Dialog::none;
    if (walked) {
        memory.own_keys = OwnKeys::all;
        intents = keys_on_canvas(ui, screen, view, picture, memory);
    }
    if ((hands.press.pressed || hands.press.focused) && screen.model.window.focus != view.pane) intents.push_back(model::FocusPane{view.pane});
    add(intents, draw_picture(ui, screen, view, memory, hands.press.hovered));
    if (map || screen.panes.map.width() <= 1) add(intents, draw_tool(ui, screen, box, memory));
    if (walked) draw_cross(ui, screen, view, picture, memory);
    end_panel();
    return intents;
}

}  // namespace kith::viewer::draw
