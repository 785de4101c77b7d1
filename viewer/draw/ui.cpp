#include "viewer/draw/ui.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>

#include "engine/picture/palette.hpp"

namespace kith::viewer::draw {
namespace {

ImVec4 shade(Colour colour, float opacity = 1) {
    return {static_cast<float>(colour.red) / 255.f, static_cast<float>(colour.green) / 255.f, static_cast<float>(colour.blue) / 255.f, opacity};
}

void colours(const Ui& ui, ImGuiStyle& style) {
    const picture::Roles& r = ui.roles();
    for (ImVec4& colour : style.Colors) colour = shade(r.panel);
    const auto set = [&](ImGuiCol which, Colour colour, float opacity = 1) { style.Colors[which] = shade(colour, opacity); };
    set(ImGuiCol_Text, r.text);
    set(ImGuiCol_TextDisabled, r.secondary);
    set(ImGuiCol_TextSelectedBg, r.accent, 0.35f);
    set(ImGuiCol_WindowBg, r.panel);
    set(ImGuiCol_ChildBg, r.panel, 0);
    set(ImGuiCol_PopupBg, r.raised);
    set(ImGuiCol_ModalWindowDimBg, Colour{0, 0, 0}, 0.35f);
    set(ImGuiCol_Border, r.hairline);
    set(ImGuiCol_FrameBg, r.ground);
    set(ImGuiCol_FrameBgHovered, r.ground);
    set(ImGuiCol_FrameBgActive, r.ground);
    set(ImGuiCol_ScrollbarBg, r.panel, 0);
    for (const ImGuiCol grab : {ImGuiCol_ScrollbarGrab, ImGuiCol_ScrollbarGrabHovered, ImGuiCol_ScrollbarGrabActive}) set(grab, r.secondary, grab == ImGuiCol_ScrollbarGrab ? 0.35f : 0.6f);
    set(ImGuiCol_NavHighlight, r.accent, 0);       // note() draws a ring of our own
    set(ImGuiCol_NavWindowingHighlight, r.accent, 0);
    set(ImGuiCol_NavWindowingDimBg, r.ground, 0);
    set(ImGuiCol_TableBorderLight, r.hairline);
    set(ImGuiCol_TableBorderStrong, r.hairline);
    set(ImGuiCol_TableHeaderBg, r.panel);
    set(ImGuiCol_TableRowBg, r.panel, 0);
    set(ImGuiCol_TableRowBgAlt, r.panel, 0);
}

}  // namespace

Colour colour_of(const Ui& ui, Tone tone) {
    const picture::Roles& r = ui.roles();
    switch (tone) {
        case Tone::normal: return r.text;
        case Tone::quiet: return r.secondary;
        case Tone::accent: return r.accent;
        case Tone::good: return r.good;
        case Tone::caution: return r.caution;
        case Tone::problem: return r.problem;
    }
    return r.text;
}

std::uint32_t packed(Colour colour, float opacity) { return ImGui::GetColorU32(shade(colour, opacity)); }

Colour on_accent(const Ui& ui) {
    const Colour white{255, 255, 255}, black{0x10, 0x16, 0x16};
    return picture::contrast(ui.roles().accent, white) > picture::contrast(ui.roles().accent, black) ? white : black;
}

void apply_look(const Ui& ui) {
    ImGuiStyle& style = ImGui::GetStyle();
    style = ImGuiStyle();
    style.WindowPadding = {ui.px(12), ui.px(12)};
    style.FramePadding = {ui.px(8), ui.px(6)};
    style.ItemSpacing = {ui.px(8), ui.px(4)};
    style.ItemInnerSpacing = {ui.px(4), ui.px(4)};
    style.CellPadding = {ui.px(8), ui.px(4)};
    style.ScrollbarSize = ui.px(10);
    style.ScrollbarRounding = ui.px(5);
    style.GrabMinSize = ui.px(24);
    style.WindowRounding = 0;
    style.ChildRounding = 0;
    style.PopupRounding = ui.px(6);
    style.FrameRounding = ui.px(4);
    style.WindowBorderSize = 0;
    style.ChildBorderSize = 0;
    style.PopupBorderSize = 1;
    style.FrameBorderSize = 1;
    style.WindowMinSize = {1, 1};
    style.AntiAliasedLinesUseTex = false;
    colours(ui, style);
}

void begin_panel(Ui& ui, const char* name, Box box, float padding, bool scrolls) {
    ImGui::SetNextWindowPos({box.left, box.top});
    ImGui::SetNextWindowSize({std::max(1.f, box.width()), std::max(1.f, box.height())});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(padding), ui.px(padding)});
    const ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                   ImGuiWindowFlags_NoBringToFrontOnFocus | (scrolls ? 0 : ImGuiWindowFlags_NoScrollWithMouse);
    ImGui::Begin(name, nullptr, scrolls ? flags & ~ImGuiWindowFlags_NoScrollbar : flags);
    ImGui::PopStyleVar();
}
void end_panel() { ImGui::End(); }

bool begin_float(Ui& ui, const char* name, std::string_view title, float width, float most_height) {
    const ImVec2 all = ImGui::GetIO().DisplaySize;
    const float wide = std::min(ui.px(width), all.x - ui.px(32)), high = std::min(ui.px(most_height), all.y - ui.px(32));
    ImGui::SetNextWindowPos({all.x / 2, std::min(all.y / 2, ui.px(64) + high / 2)}, ImGuiCond_Always, {0.5f, 0.5f});
    ImGui::SetNextWindowSizeConstraints({wide, 0}, {wide, high});
    if (!ImGui::IsPopupOpen(name)) ImGui::OpenPopup(name);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(24), ui.px(20)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(8));
    ImGui::PushStyleVar(ImGuiStyleVar_PopupBorderSize, 1);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
    const bool shown = ImGui::BeginPopupModal(name, nullptr, ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoResize |
                                                                 ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoSavedSettings);
    ImGui::PopStyleVar(4);
    if (!shown) return false;
    if (!title.empty()) {
        words(ui, title, Style::page);
        gap(ui, 8);
    }
    return true;
}
void end_float() { ImGui::EndPopup(); }

Box panel_box() {
    const ImVec2 at = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
    return {at.x, at.y, at.x + size.x, at.y + size.y};
}
float room() { return ImGui::GetContentRegionAvail().x; }
void gap(Ui& ui, float at_100) {
    const ImVec2 at = ImGui::GetCursorPos();
    ImGui::SetCursorPos({at.x, at.y + ui.px(at_100)});
}
void hairline(Ui& ui) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::GetWindowDrawList()->AddRectFilled({at.x, at.y}, {at.x + room(), at.y + std::max(1.f, std::floor(ui.scale))}, packed(ui.roles().hairline));
    ImGui::Dummy({1, std::max(1.f, std::floor(ui.scale))});
}
void beside(Ui& ui, float at_100) { ImGui::SameLine(0, ui.px(at_100)); }

void hint(Ui& ui, std::string_view text) {
    if (text.empty() || !ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) return;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(10), ui.px(8)});
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(ui.px(340));
    words(ui, text);
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
    ImGui::PopStyleVar();
}

bool enter_means_done(const Ui& ui) {
    if (ui.input.chord != "Enter" || ui.items == nullptr) return false;
    const Item* now = ui.items->focused();
    return now != nullptr && now->typed_into && !now->many_lines;
}

void note(Ui& ui, std::string_view name, Box box, std::uint32_t id, bool typed_into, bool enabled, bool many_lines) {
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    if (ui.items != nullptr) ui.items->add({std::string(name), id, g.CurrentWindow, box, typed_into, enabled, many_lines});
    const bool focused = g.NavId == id && !g.NavDisableHighlight;
    if (!focused) return;
    const float width = ui.px(3), out = width;  // a gap, so that it is seen around a button of its own colour
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->PushClipRect({box.left - 2 * width, box.top - 2 * width}, {box.right + 2 * width, box.bottom + 2 * width}, false);
    const ImVec2 all = ImGui::GetIO().DisplaySize;  // what fills the window has its ring inside
    const ImVec2 low = {std::max(box.left - out, width / 2), std::max(box.top - out, width / 2)}, high = {std::min(box.right + out, all.x - width / 2), std::min(box.bottom + out, all.y - width / 2)};
    list->AddRect(low, high, packed(ui.roles().accent), ui.px(5), 0, width);
    list->PopClipRect();
}

}  // namespace kith::viewer::draw
