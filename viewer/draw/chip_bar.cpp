// What is hidden, how many, and how to see them again; and who is there but cannot be drawn.
#include <imgui.h>

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

}  // namespace

Intents draw_chips(Ui& ui, const Screen& screen) {
    Intents intents;
    const Box box = screen.panes.chips;
    begin_panel(ui, "Chips", box, 0, false);
    ImGui::SetCursorPos({ui.px(12), ui.px(7)});
    bool first = true;
    for (std::size_t i = 0; i < screen.chips.size(); ++i) {
        if (!first) beside(ui);
        first = false;
        if (chip(ui, "chip." + std::to_string(i), screen.chips[i].text)) intents.push_back(screen.chips[i].clear);
    }
    if (screen.model.preferences.sight != picture::ColourSight::usual) {
        if (!first) beside(ui);
        first = false;
        model::Preferences usual = screen.model.preferences;
        usual.sight = picture::ColourSight::usual;
        if (chip(ui, "chip.sight", "Colours " + std::string(picture::words_of(screen.model.preferences.sight)))) intents.push_back(model::Prefer{usual});
    }
    if (first) {
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
