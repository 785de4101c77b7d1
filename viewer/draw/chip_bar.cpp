// What is hidden, how many, and how to see them again; and who is there but cannot be drawn.
#include <imgui.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "viewer/draw/panels.hpp"

namespace kith::viewer::draw {
namespace {

/// A chip that selects whoever it speaks of.
Intents draw_tray(Ui& ui, const Screen& screen, const char* name, const model::Tray& tray, base::EntityKind kind) {
    if (tray.rows.empty()) return {};
    beside(ui);
    const float width = width_of(ui, tray.text, Style::small) + ui.px(16);
    const Press press = pressable(ui, name, width, ui.px(26));
    words_at(ui, press.box.left + ui.px(8), press.box.top + ui.px(6), tray.text, Style::small, press.hovered ? ui.roles().accent : ui.roles().secondary);
    hint(ui, "Select them");
    if (!press.pressed) return {};
    model::Select select;
    const auto& index = screen.model.session.index();
    const auto& keys = kind == base::EntityKind::person ? index.people() : index.assets();
    for (const std::int32_t row : tray.rows) select.keys.push_back(keys[static_cast<std::size_t>(row)]);
    return {select};
}

struct BarChip {
    std::string name, text, more;            // more: when it is pointed at
    std::int64_t hidden = 0;
    std::optional<model::Intent> clear;      // nothing: it goes by itself
};

/// Those for which the bar has no room are one chip that says how much they hide, and what when it is pointed at.
Intents draw_as_many_as_fit(Ui& ui, const std::vector<BarChip>& chips, Box box) {
    Intents intents;
    const float more_width = ui.px(180);
    for (std::size_t i = 0; i < chips.size(); ++i) {
        const BarChip& one = chips[i];
        if (i > 0) beside(ui);
        const float width = std::min(width_of(ui, one.text, Style::small), ui.px(360)) + ui.px(20) + (one.clear ? ui.px(20) : 0);
        const bool last = i + 1 == chips.size();
        if (i > 0 && ImGui::GetCursorScreenPos().x + width > box.right - ui.px(12) - (last ? 0 : more_width)) {
            std::string rest;
            std::int64_t hidden = 0;
            for (std::size_t k = i; k < chips.size(); ++k) {
                rest += (rest.empty() ? "" : "\n") + chips[k].text + (chips[k].more.empty() ? "" : ": " + chips[k].more);
                hidden += chips[k].hidden;
            }
            chip(ui, "chip.more", "and " + std::to_string(chips.size() - i) + " more · hide " + base::grouped(hidden), false);
            hint(ui, rest);
            return intents;
        }
        if (chip(ui, one.name, one.text, one.clear.has_value()) && one.clear) intents.push_back(*one.clear);
        if (!one.clear) hint(ui, one.more);
    }
    return intents;
}

}  // namespace

Intents draw_chips(Ui& ui, const Screen& screen) {
    Intents intents;
    const Box box = screen.panes.chips;
    begin_panel(ui, "Chips", box, 0, false);
    ImGui::SetCursorPos({ui.px(12), ui.px(7)});
    std::vector<BarChip> chips;
    for (std::size_t i = 0; i < screen.chips.size(); ++i) chips.push_back({"chip." + std::to_string(i), screen.chips[i].text, "", screen.chips[i].hidden, screen.chips[i].clear});
    for (const CanvasView* view : {&screen.map, &screen.network})
        if (const auto& [count, text] = view->left_out; count > 0)
            chips.push_back({view->pane == model::Pane::map ? "chip.map" : "chip.network", std::string(model::words_of(view->pane)) + " · " + base::grouped(count) + " not drawn one by one", text, count, {}});
    if (screen.model.preferences.sight != picture::ColourSight::usual) {
        model::Preferences usual = screen.model.preferences;
        usual.sight = picture::ColourSight::usual;
        chips.push_back({"chip.sight", "Colours " + std::string(picture::words_of(screen.model.preferences.sight)), "", 0, model::Prefer{usual}});
    }
    add(intents, draw_as_many_as_fit(ui, chips, box));
    if (chips.empty()) {
        ImGui::AlignTextToFramePadding();
        words(ui, "Nothing is hidden", Style::small, Tone::quiet);
    }
    const model::Trays& trays = screen.trays;
    add(intents, draw_tray(ui, screen, "tray.people", trays.people_without_place, base::EntityKind::person));
    add(intents, draw_tray(ui, screen, "tray.assets", trays.assets_without_place, base::EntityKind::asset));
    add(intents, draw_tray(ui, screen, "tray.isolates", trays.isolates, base::EntityKind::person));
    add(intents, draw_tray(ui, screen, "tray.not_asked", trays.not_asked, base::EntityKind::person));
    const std::size_t selected = screen.model.session.selection().size();
    if (selected > 0) {
        beside(ui);
        if (chip(ui, "chip.selection", base::grouped(static_cast<std::int64_t>(selected)) + " selected")) intents.push_back(model::Select{});
    }
    const std::uint32_t rule = packed(ui.roles().hairline);
    ImGui::GetWindowDrawList()->AddLine({box.left, box.top + 0.5f}, {box.right, box.top + 0.5f}, rule);
    ImGui::GetWindowDrawList()->AddLine({box.left, box.bottom - 0.5f}, {box.right, box.bottom - 0.5f}, rule);
    end_panel();
    return intents;
}

}  // namespace kith::viewer::draw
