// The window as a whole: which parts are there, in the order of Tab, and what lies over them.
#include <imgui.h>

#include <algorithm>
#include <array>
#include <utility>

#include "viewer/draw/panels.hpp"

namespace kith::viewer::draw {
namespace {

using model::Dialog;
using model::Pane;
using model::Preferences;

bool shown(const Box& box) { return box.width() > 1 && box.height() > 1; }

/// Arrows move a split that has the keyboard.
ImVec2 steps_of(const std::string& chord, bool level, float step) {
    if (level) return {0, chord == "Up" ? -step : chord == "Down" ? step : 0};
    return {chord == "Left" ? -step : chord == "Right" ? step : 0, 0};
}

/// A split that is dragged; a double press puts it back where it was at first.
Intents draw_split(Ui& ui, const char* name, const Box& box, const Screen& screen, Remembered& memory, void (*move)(Preferences&, float, float, const Screen&)) {
    if (!shown(box)) return {};
    begin_panel(ui, name, box, 0, false);
    const Press press = pressable(ui, name, box.width(), box.height());
    const bool level = box.width() > box.height();
    if (press.hovered || press.held) ImGui::SetMouseCursor(level ? ImGuiMouseCursor_ResizeNS : ImGuiMouseCursor_ResizeEW);
    Preferences wanted = screen.model.preferences;
    const Preferences usual;
    Intents intents;
    const ImVec2 stepped = press.focused ? steps_of(ui.input.chord, level, ui.px(16)) : ImVec2(0, 0);
    const ImVec2 moved = press.held ? ImGui::GetIO().MouseDelta : stepped;
    if (press.focused) memory.own_keys = OwnKeys::all;
    if (press.doubled) {
        wanted.left = usual.left;
        wanted.right = usual.right;
        wanted.bottom = usual.bottom;
        wanted.middle = usual.middle;
        intents.push_back(model::Prefer{wanted});
    } else if (moved.x != 0 || moved.y != 0) {
        move(wanted, moved.x / ui.scale, moved.y / ui.scale, screen);
        intents.push_back(model::Prefer{wanted});
    }
    const float x = std::floor((box.left + box.right) / 2), y = std::floor((box.top + box.bottom) / 2);
    const std::uint32_t ink = packed(press.hovered || press.held ? ui.roles().accent : ui.roles().hairline);
    const float w = press.hovered || press.held ? ui.px(3) : 1.f;
    if (level)
        ImGui::GetWindowDrawList()->AddLine({box.left, y + 0.5f}, {box.right, y + 0.5f}, ink, w);
    else
        ImGui::GetWindowDrawList()->AddLine({x + 0.5f, box.top}, {x + 0.5f, box.bottom}, ink, w);
    end_panel();
    return intents;
}

Intents draw_middle_tabs(Ui& ui, const Screen& screen, Remembered& memory) {
    const Panes& panes = screen.panes;
    if (!panes.network_behind_tab || screen.model.window.full || !screen.model.session.is_open()) return {};
    std::vector<Pane> all = {Pane::map};
    if (!panes.no_network) all.push_back(Pane::network);
    if (panes.card_behind_tab) all.push_back(Pane::card);
    if (panes.layers_behind_tab) all.push_back(Pane::layers);
    if (panes.bottom_behind_tab) all.push_back(Pane::table);
    if (all.size() < 2) return {};
    std::vector<std::string> names;
    int current = 0;
    for (const Pane pane : all) {
        if (pane == memory.middle) current = static_cast<int>(names.size());
        names.emplace_back(pane == Pane::table ? "Lists" : model::words_of(pane));
    }
    const Box& below = shown(panes.map) ? panes.map : shown(panes.network) ? panes.network : shown(panes.card) ? panes.card : shown(panes.layers) ? panes.layers : panes.bottom;
    begin_panel(ui, "Middle", {below.left, panes.title.bottom + 1, below.right, below.top}, 2, false);
    if (const int i = tabs(ui, "middle", names, current); i >= 0) memory.middle = all[static_cast<std::size_t>(i)];
    end_panel();
    return {};
}

Intents draw_parts(Ui& ui, const Screen& screen, Remembered& memory) {
    Intents intents;
    const Panes& panes = screen.panes;
    if (shown(panes.layers)) add(intents, draw_layers(ui, screen, memory));
    add(intents, draw_middle_tabs(ui, screen, memory));
    if (shown(panes.map)) add(intents, draw_canvas(ui, screen, screen.map, panes.map, memory));
    if (shown(panes.network)) add(intents, draw_canvas(ui, screen, screen.network, panes.network, memory));
    if (shown(panes.chips)) add(intents, draw_chips(ui, screen));
    if (shown(panes.bottom)) add(intents, draw_bottom(ui, screen, memory));
    if (shown(panes.card)) add(intents, draw_card(ui, screen, memory));
    add(intents, draw_splits(ui, screen, memory));
    return intents;
}

/// What a field of text does with what is typed there. Ctrl+Shift+Z is not one of them, but whoever presses it there means the text.
bool edits_text(std::string_view chord) {
    constexpr std::array<std::string_view, 7> chords{"Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+Z", "Ctrl+Y", "Ctrl+Shift+Z"};
    return std::find(chords.begin(), chords.end(), chord) != chords.end();
}

/// Keys that mean something wherever one is. Plain letters, and what edits text, do not while somebody types.
Intents by_shortcut(const Ui& ui, const Screen& screen, bool list_open) {
    const std::string& chord = ui.input.chord;
    if (chord.empty()) return {};
    const bool typing = ImGui::GetIO().WantTextInput;
    const bool plain = chord.find("Ctrl+") == std::string::npos && chord.find("Alt+") == std::string::npos && !(chord.size() > 1 && chord[0] == 'F');
    if (chord == "Esc" && list_open) return {};  // it closes the list, and nothing else
    if (chord == "Esc" && screen.model.window.dialog != Dialog::none) return {model::ShowDialog{Dialog::none, ""}};
    if (screen.model.window.dialog != Dialog::none || (typing && (plain || edits_text(chord)))) return {};
    const std::vector<model::Command> all(screen.commands.begin(), screen.commands.end());
    const model::Command* command = model::by_shortcut(all, chord);
    if (command == nullptr || !command->enabled) return {};
    return {command->intent};
}

/// A box that was not there in the last frame begins anew.
void begin_dialog(Ui& ui, Dialog dialog, Remembered& memory) {
    memory.just_opened = dialog != memory.last_dialog;
    if (dialog == Dialog::none) memory.pressed_at.reset();
    if (memory.just_opened) {
        memory.command.clear();
        memory.typed = {};
        memory.marked = 0;
        memory.over.clear();
        memory.focus_first = dialog != Dialog::none;
        if (dialog != Dialog::run) memory.form.reset();
        ui.animating = true;
    }
    if (memory.just_opened && (memory.last_dialog == Dialog::passphrase || memory.last_dialog == Dialog::new_passphrase)) forget_typed();
    memory.last_dialog = dialog;
}

}  // namespace

Intents draw_splits(Ui& ui, const Screen& screen, Remembered& memory) {
    Intents intents;
    const Panes& panes = screen.panes;
    add(intents, draw_split(ui, "split.left", panes.left_split, screen, memory, [](Preferences& p, float x, float, const Screen&) { p.left = std::clamp(p.left + x, 160.f, 480.f); }));
    add(intents, draw_split(ui, "split.right", panes.right_split, screen, memory, [](Preferences& p, float x, float, const Screen&) { p.right = std::clamp(p.right - x, 200.f, 640.f); }));
    add(intents, draw_split(ui, "split.bottom", panes.bottom_split, screen, memory, [](Preferences& p, float, float y, const Screen&) { p.bottom = std::clamp(p.bottom - y, 40.f, 2000.f); }));
    add(intents, draw_split(ui, "split.middle", panes.middle_split, screen, memory, [](Preferences& p, float x, float, const Screen& s) {
        const float wide = (s.panes.network.right - s.panes.map.left) / (static_cast<float>(s.model.preferences.scale_percent) / 100);
        p.middle = std::clamp(p.middle + x / std::max(1.f, wide), 0.15f, 0.85f);
    }));
    return intents;
}

Intents draw_notices(Ui& ui, const Screen& screen) {
    Intents intents;
    const auto& notices = screen.model.notices;
    if (notices.empty()) return intents;
    const ImVec2 all = ImGui::GetIO().DisplaySize;
    const float width = std::min(ui.px(520), all.x - ui.px(48));
    ImGui::SetNextWindowPos({all.x / 2, all.y - ui.px(20)}, ImGuiCond_Always, {0.5f, 1.f});
    ImGui::SetNextWindowSizeConstraints({width, 0}, {width, all.y / 2});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(8));
    ImGui::PushStyleColor(ImGuiCol_WindowBg, packed(ui.roles().raised));
    ImGui::Begin("Notices", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing);
    const model::Notice& notice = notices.back();
    const Tone tone = notice.tone == model::Notice::Tone::problem ? Tone::problem : notice.tone == model::Notice::Tone::caution ? Tone::caution : Tone::normal;
    paragraph(ui, notice.text, Style::body, tone);
    if (button(ui, "notice.close", "All right", Look::quiet)) intents.push_back(model::ForgetNotice{notices.size() - 1});
    ImGui::End();
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(2);
    return intents;
}

Intents draw_dialog(Ui& ui, const Screen& screen, Remembered& memory) {
    const Dialog dialog = screen.model.window.dialog;
    begin_dialog(ui, dialog, memory);
    switch (dialog) {
        case Dialog::none: return {};
        case Dialog::palette: return draw_palette(ui, screen, memory);
        case Dialog::find: return draw_find(ui, screen, memory);
        case Dialog::help: return draw_help(ui, screen);
        case Dialog::run: return draw_run_form(ui, screen, memory);
        case Dialog::passphrase: return draw_passphrase(ui, screen, memory);
        case Dialog::new_passphrase: return draw_new_passphrase(ui, screen, memory);
        case Dialog::unsaved: return draw_unsaved(ui, screen);
        case Dialog::open: case Dialog::save_edits: case Dialog::save_recipe: case Dialog::save_workspace: return draw_files(ui, screen, memory);
        case Dialog::add_person: case Dialog::add_asset: case Dialog::add_tie: case Dialog::add_event: case Dialog::note: case Dialog::dismiss:
            return draw_edit_form(ui, screen, memory);
        case Dialog::path: return draw_path_form(ui, screen, memory);
        case Dialog::quick_add: return draw_quick_add(ui, screen, memory);
        case Dialog::boundary: return draw_boundary_question(ui, screen, memory);
        case Dialog::import: return draw_import(ui, screen, memory);
        case Dialog::paper: return draw_paper(ui, screen, memory);
        case Dialog::export_place: return draw_export_place(ui, screen, memory);
        case Dialog::publish: return draw_publish(ui, screen, memory);
        case Dialog::purpose: return draw_purpose(ui, screen, memory);
        case Dialog::captured: return draw_captured(ui, screen);
        case Dialog::reviews: return draw_reviews(ui, screen);
        case Dialog::introductions: return draw_introductions(ui, screen);
        case Dialog::provenance: return draw_provenance(ui, screen, memory);
        case Dialog::edit_cells: case Dialog::paste: return draw_cells_form(ui, screen, memory);
        case Dialog::export_picture: case Dialog::export_table: return draw_export(ui, screen, memory);
        default: return {model::ShowDialog{Dialog::none, ""}};
    }
}

Intents draw_window(Ui& ui, const Screen& screen, Remembered& memory) {
    apply_look(ui);
    memory.gestures.clear();
    memory.pointed.clear();
    memory.own_keys = OwnKeys::none;
    if (screen.model.window.tool != model::Tool::box && screen.model.window.tool != model::Tool::lasso) memory.corners.clear();
    Intents intents = by_shortcut(ui, screen, std::exchange(memory.list_open, false));
    add(intents, draw_title(ui, screen));
    if (screen.model.session.is_open())
        add(intents, draw_parts(ui, screen, memory));
    else
        add(intents, draw_start(ui, screen));
    add(intents, draw_notices(ui, screen));
    add(intents, draw_dialog(ui, screen, memory));
    if (memory.pointed != memory.pointed_before) intents.push_back(model::Hover{memory.pointed_before = memory.pointed});
    const bool popup = ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel), on_top = popup || ImGui::IsAnyItemActive();
    memory.list_open = popup && screen.model.window.dialog == Dialog::none;
    if (memory.own_keys == OwnKeys::none && !on_top) memory.own_keys = OwnKeys::escape;
    if (ui.items != nullptr && memory.focus_first && !memory.just_opened) {  // a box has its controls in place in its second frame
        ui.items->focus_first();
        memory.focus_first = false;
    }
    if (ui.items != nullptr && (ui.input.chord == "Tab" || ui.input.chord == "Shift+Tab")) ui.items->move_focus(ui.input.chord == "Tab" ? 1 : -1);
    return intents;
}

}  // namespace kith::viewer::draw
