// What is hidden, how many, and how to see them again; and who is there but cannot be drawn.
#include <imgui.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "viewer/draw/panels.hpp"

namespace kith::viewer::draw {
namespace {

struct BarChip {
    std::string name, text, more;            // more: when it is pointed at
    std::int64_t hidden = 0;
    std::optional<model::Intent> clear;      // nothing: it goes by itself
};

std::vector<BarChip> chips_of(const Screen& screen) {
    std::vector<BarChip> chips, lasting;  // what can be taken away comes first
    for (std::size_t i = 0; i < screen.chips.size(); ++i) {
        const model::Chip& one = screen.chips[i];
        const bool goes = !std::holds_alternative<model::ShowDialog>(one.clear);
        (goes ? chips : lasting).push_back({"chip." + std::to_string(i), one.text, goes ? "" : "Issues says what and why", one.hidden, goes ? std::optional(one.clear) : std::nullopt});
    }
    if (screen.model.preferences.sight != picture::ColourSight::usual) {
        model::Preferences usual = screen.model.preferences;
        usual.sight = picture::ColourSight::usual;
        chips.push_back({"chip.sight", "Colours " + std::string(picture::words_of(screen.model.preferences.sight)), "", 0, model::Prefer{usual}});
    }
    for (const CanvasView* view : {&screen.map, &screen.network})
        if (const auto& [count, text] = view->left_out; count > 0 && (view == &screen.map || !screen.panes.no_network))
            chips.push_back({view->pane == model::Pane::map ? "chip.map" : "chip.network", std::string(model::words_of(view->pane)) + " · " + base::grouped(count) + " not drawn one by one", text, count, {}});
    if (screen.panes.no_network && model::waits_for_a_choice(screen.model)) {
        const auto people = static_cast<std::int64_t>(screen.model.view()->people());
        chips.push_back({"chip.network", "Network · " + base::grouped(people) + " people not drawn", "Too many to lay out at once: choose a neighbourhood, or somebody", people, {}});
    }
    chips.insert(chips.end(), lasting.begin(), lasting.end());
    return chips;
}

float width_of_chip(const Ui& ui, std::string_view text, bool clears) { return std::min(width_of(ui, text, Style::small), ui.px(360)) + ui.px(20) + (clears ? ui.px(20) : 0); }

/// Those for which the bar has no room: a list behind one that says how much they hide; each goes singly.
Intents draw_rest(Ui& ui, std::span<const BarChip> rest, bool first) {
    Intents intents;
    std::string all;
    std::int64_t hidden = 0;
    for (const BarChip& one : rest) {
        all += (all.empty() ? "" : "\n") + one.text + (one.more.empty() ? "" : ": " + one.more);
        hidden += one.hidden;
    }
    if (button(ui, "chip.more", first ? "hides " + base::grouped(hidden) : "and " + std::to_string(rest.size()) + " more · hide " + base::grouped(hidden), Look::quiet)) ImGui::OpenPopup("chips");
    hint(ui, all);
    const ImVec2 at = {ImGui::GetItemRectMin().x, ImGui::GetItemRectMin().y - ui.px(4)};
    ImGui::SetNextWindowPos(at, ImGuiCond_Always, {0, 1});
    if (!ImGui::BeginPopup("chips", ImGuiWindowFlags_NoMove)) return intents;
    for (const BarChip& one : rest) {
        if (chip(ui, one.name, one.text, one.clear.has_value()) && one.clear) {
            intents.push_back(*one.clear);
            ImGui::CloseCurrentPopup();
        }
        if (!one.clear) hint(ui, one.more);
    }
    ImGui::EndPopup();
    return intents;
}

Intents draw_as_many_as_fit(Ui& ui, const std::vector<BarChip>& chips, float right) {
    Intents intents;
    const float more_width = ui.px(160);
    for (std::size_t i = 0; i < chips.size(); ++i) {
        const BarChip& one = chips[i];
        if (i > 0) beside(ui);
        const bool last = i + 1 == chips.size();
        if ((i > 0 || !last) && ImGui::GetCursorScreenPos().x + width_of_chip(ui, one.text, one.clear.has_value()) > right - (last ? 0 : more_width)) {
            add(intents, draw_rest(ui, std::span(chips).subspan(i), i == 0));
            return intents;
        }
        if (chip(ui, one.name, one.text, one.clear.has_value()) && one.clear) intents.push_back(*one.clear);
        if (!one.clear) hint(ui, one.more);
    }
    return intents;
}

float width_of_tray(const Ui& ui, std::string_view text) { return width_of(ui, text, Style::small) + ui.px(16); }

bool draw_tray(Ui& ui, const char* name, std::string_view text, const char* help) {
    const Press press = pressable(ui, name, width_of_tray(ui, text), ui.px(26));
    words_at(ui, press.box.left + ui.px(8), press.box.top + ui.px(6), text, Style::small, press.hovered ? ui.roles().accent : ui.roles().secondary);
    hint(ui, help);
    return press.pressed;
}

/// Each selects whoever it speaks of; those for which the bar has no room are a list behind one.
Intents draw_trays(Ui& ui, const Screen& screen, float right) {
    Intents intents;
    const std::vector<TrayLine> trays = trays_of(screen);
    for (std::size_t i = 0; i < trays.size(); ++i) {
        beside(ui);
        const std::string more = i == 0 ? base::counted(static_cast<std::int64_t>(trays.size()), "tray") : "and " + std::to_string(trays.size() - i) + " more", longest = "and " + std::to_string(trays.size()) + " more";
        const float room_after = i + 1 == trays.size() ? 0 : width_of_tray(ui, longest) + ui.px(8);
        if (ImGui::GetCursorScreenPos().x + width_of_tray(ui, trays[i].tray->text) <= right - room_after) {
            if (draw_tray(ui, trays[i].name, trays[i].tray->text, "Select them")) intents.push_back(select_of(trays[i]));
            continue;
        }
        const bool fits = ImGui::GetCursorScreenPos().x + width_of_tray(ui, more) <= right;
        if (draw_tray(ui, "tray.more", fits ? more : "+" + std::to_string(trays.size() - i), "Who else has no room in the pictures")) ImGui::OpenPopup("trays");
        if (ImGui::BeginPopup("trays")) {
            for (std::size_t k = i; k < trays.size(); ++k) {
                if (!draw_tray(ui, trays[k].name, trays[k].tray->text, "Select them")) continue;
                intents.push_back(select_of(trays[k]));
                ImGui::CloseCurrentPopup();
            }
            ImGui::EndPopup();
        }
        break;
    }
    return intents;
}

}  // namespace

std::vector<TrayLine> trays_of(const Screen& screen) {
    std::vector<TrayLine> lines;
    const auto& index = screen.model.session.index();
    const auto add_tray = [&](const char* name, const model::Tray& tray, const std::vector<base::EntityKey>& keys) {
        if (!tray.rows.empty()) lines.push_back({name, &tray, &keys});
    };
    add_tray("tray.people", screen.trays.people_without_place, index.people());
    add_tray("tray.assets", screen.trays.assets_without_place, index.assets());
    add_tray("tray.isolates", screen.trays.isolates, index.people());
    add_tray("tray.not_asked", screen.trays.not_asked, index.people());
    return lines;
}

model::Select select_of(const TrayLine& line_of) {
    model::Select select;
    for (const std::int32_t row : line_of.tray->rows) select.keys.push_back((*line_of.keys)[static_cast<std::size_t>(row)]);
    return select;
}

Intents draw_chips(Ui& ui, const Screen& screen) {
    Intents intents;
    const Box box = screen.panes.chips;
    begin_panel(ui, "Chips", box, 0, false);
    ImGui::SetCursorPos({ui.px(12), ui.px(7)});
    const std::vector<BarChip> chips = chips_of(screen);
    const bool any_tray = !trays_of(screen).empty();
    const std::size_t selected = screen.model.session.selection().size();
    const std::string chosen = base::grouped(static_cast<std::int64_t>(selected)) + " selected";
    const float right = box.right - ui.px(12), kept = (any_tray ? ui.px(96) : 0) + (selected > 0 ? width_of_chip(ui, chosen, true) + ui.px(8) : 0);
    add(intents, draw_as_many_as_fit(ui, chips, right - kept));
    if (chips.empty()) {
        ImGui::AlignTextToFramePadding();
        words(ui, any_tray ? "No filter is on" : "Nothing is hidden", Style::small, Tone::quiet);
    }
    if (selected > 0) {
        beside(ui);
        if (chip(ui, "chip.selection", chosen)) intents.push_back(model::Select{});
        hint(ui, "Clear the selection");
    }
    add(intents, draw_trays(ui, screen, right));
    const std::uint32_t rule = packed(ui.roles().hairline);
    ImGui::GetWindowDrawList()->AddLine({box.left, box.top + 0.5f}, {box.right, box.top + 0.5f}, rule);
    ImGui::GetWindowDrawList()->AddLine({box.left, box.bottom - 0.5f}, {box.right, box.bottom - 0.5f}, rule);
    end_panel();
    return intents;
}

}  // namespace kith::viewer::draw
