// The first minute: three doors, a way in for whoever has boundaries alone, and what was opened before.
#include <imgui.h>

#include <algorithm>

#include "viewer/draw/panels.hpp"

namespace kith::viewer::draw {
namespace {

bool door(Ui& ui, const char* name, std::string_view label, std::string_view what, bool first) {
    const Press press = pressable(ui, name, room(), ui.px(68));
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Box& b = press.box;
    const picture::Roles& r = ui.roles();
    const bool lit = press.hovered || press.held;
    list->AddRectFilled({b.left, b.top}, {b.right, b.bottom}, packed(r.panel), ui.px(8));
    list->AddRect({b.left + 0.5f, b.top + 0.5f}, {b.right - 0.5f, b.bottom - 0.5f}, packed(lit || first ? r.accent : r.hairline), ui.px(8), 0, lit || first ? ui.px(2) : 1.f);
    words_at(ui, b.left + ui.px(20), b.top + ui.px(14), label, Style::heading, r.text);
    words_at(ui, b.left + ui.px(20), b.top + ui.px(38), cut(ui, what, b.width() - ui.px(40)), Style::body, r.secondary);
    return press.pressed;
}

Intents draw_recent(Ui& ui, const Screen& screen) {
    Intents intents;
    if (screen.recent.empty()) return intents;
    gap(ui, 8);
    words(ui, "Opened before", Style::small, Tone::quiet);
    for (std::size_t i = 0; i < std::min<std::size_t>(screen.recent.size(), 5); ++i) {
        const auto& file = screen.recent[i];
        if (line(ui, "start.recent." + std::to_string(i), file.stem().string(), file.parent_path().string())) intents.push_back(model::OpenRecipe{file});
    }
    return intents;
}

}  // namespace

Intents draw_start(Ui& ui, const Screen& screen) {
    Intents intents;
    const ImVec2 all = ImGui::GetIO().DisplaySize;
    ImGui::PushStyleColor(ImGuiCol_WindowBg, packed(ui.roles().ground));
    begin_panel(ui, "Start", {0, screen.panes.title.bottom, all.x, all.y}, 0);
    ImGui::PopStyleColor();
    const float width = std::min(ui.px(560), all.x - ui.px(48));
    ImGui::SetCursorPos({std::floor((all.x - width) / 2), std::max(ui.px(24), std::floor((all.y - ui.px(480)) * 0.4f))});
    ImGui::BeginChild("doors", {width, 0}, false, ImGuiWindowFlags_NoBackground);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ui.px(8), ui.px(12)});
    gap(ui, 4);
    words(ui, "Places, and the people one knows there", Style::page);
    paragraph(ui, "See what a neighbourhood already has, who connects there, and where nobody has asked yet. Nothing leaves this machine unless you send it.", Style::body, Tone::quiet);
    gap(ui, 4);
    if (door(ui, "start.sample", "Look around the sample patch", "An invented place with people, groups and ties, to try everything on.", true)) intents.push_back(model::OpenSample{});
    if (door(ui, "start.open", "Open…", "A recipe (.toml) or a workspace (.kith) of your own; or drop one here.", false)) intents.push_back(model::ShowDialog{model::Dialog::open, ""});
    if (door(ui, "start.files", "Start from files or a folder…", "Spreadsheets, maps, networks: see first what each is taken for.", false)) intents.push_back(model::ShowDialog{model::Dialog::open, "import"});
    ImGui::PopStyleVar();
    const std::string boundaries = "Only boundaries of areas so far? Start from a boundary file…";
    if (button(ui, "start.boundaries", boundaries, Look::quiet, true, std::min(room(), width_of(ui, boundaries) + ui.px(16)))) intents.push_back(model::ShowDialog{model::Dialog::open, "boundaries"});
    add(intents, draw_recent(ui, screen));
    ImGui::EndChild();
    end_panel();
    return intents;
}

}  // namespace kith::viewer::draw
