// While something is drawn or chosen by a tool: what to do, and how to end it.
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "viewer/draw/panels.hpp"

namespace kith::viewer::draw {
namespace {

using model::Tool;

std::string_view hint_of(Tool tool, bool carried) {
    switch (tool) {
        case Tool::box: return "Drag a box round those you mean.";
        case Tool::lasso: return "Draw a line round those you mean.";
        case Tool::draw_area: return "Press at each corner.";
        case Tool::add_person: return "Press where the new person lives.";
        case Tool::add_asset: return "Press where the new asset stands.";
        case Tool::tie: return carried ? "Let go, or press, on the other one." : "Draw a line from one to the other.";
        case Tool::move: return carried ? "Let go, or press, at the new place." : "Drag somebody or something.";
        default: return {};
    }
}

}  // namespace

Intents draw_tool(Ui& ui, const Screen& screen, Box pane, Remembered& memory) {
    const Tool tool = screen.model.window.tool;
    const std::string_view say = hint_of(tool, screen.model.window.carried.has_value());
    if (say.empty()) return {};
    Intents intents;
    const bool draws = tool == Tool::draw_area;
    const float width = std::min(ui.px(400), pane.width() - ui.px(24)), height = ui.px(draws ? 116 : 44), edge = ui.px(12);
    const ImVec2 at = {std::floor((pane.left + pane.right - width) / 2), pane.top + ui.px(12)};
    ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + width, at.y + height}, packed(ui.roles().raised, 0.97f), ui.px(6));
    ImGui::GetWindowDrawList()->AddRect(at, {at.x + width, at.y + height}, packed(ui.roles().accent), ui.px(6));
    ImGui::SetCursorScreenPos({at.x + edge, at.y + ui.px(14)});
    cut_words(ui, say, width - ui.px(110));
    ImGui::SetCursorScreenPos({at.x + width - ui.px(92), at.y + ui.px(8)});
    if (button(ui, "tool.leave", "Not now", Look::quiet, true, ui.px(84))) intents.push_back(model::UseTool{Tool::select});
    if (!draws) return intents;
    ImGui::SetCursorScreenPos({at.x + edge, at.y + ui.px(42)});
    field(ui, "tool.name", memory.area_name, "What residents call it", width - 2 * edge);
    ImGui::SetCursorScreenPos({at.x + edge, at.y + ui.px(78)});
    const float half = (width - 2 * edge - ui.px(8)) / 2;
    if (button(ui, "tool.drop", "Last corner back", Look::plain, !screen.model.window.outline.empty(), half)) intents.push_back(model::DropPoint{});
    beside(ui);
    if (button(ui, "tool.finish", "Finish", Look::primary, screen.model.window.outline.size() > 2, half)) intents.push_back(model::FinishOutline{memory.area_name.empty() ? "Drawn by hand" : memory.area_name});
    hint(ui, "A press on the first corner does the same.");
    return intents;
}

}  // namespace kith::viewer::draw
