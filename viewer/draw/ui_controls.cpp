#include <imgui.h>
#include <imgui_internal.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <vector>

#include "viewer/draw/ui.hpp"

namespace kith::viewer::draw {
namespace {

constexpr float most_underlined = 80;  // what is higher is a picture

void paint(Box box, std::uint32_t colour, float corner) {
    ImGui::GetWindowDrawList()->AddRectFilled({box.left, box.top}, {box.right, box.bottom}, colour, corner);
}
void edge(Box box, std::uint32_t colour, float corner, float width = 1) {
    ImGui::GetWindowDrawList()->AddRect({box.left + 0.5f, box.top + 0.5f}, {box.right - 0.5f, box.bottom - 0.5f}, colour, corner, 0, width);
}
float line_height(const Ui& ui, Style style) { return ui.fonts.of(style)->FontSize; }
/// Words in the middle of a box's height.
void put(Ui& ui, Box box, float x, std::string_view text, Style style, Colour colour) {
    words_at(ui, std::floor(x), std::floor((box.top + box.bottom - line_height(ui, style)) / 2), text, style, colour);
}
/// What lies under something that the pointer or the keyboard is on.
std::uint32_t wash(const Ui& ui, const Press& press) { return packed(ui.roles().accent, press.held ? 0.22f : press.hovered ? 0.10f : 0.f); }

void arrow(Ui& ui, float x, float y, bool down, Colour colour) {
    const float r = ui.px(3.5f);
    ImDrawList* list = ImGui::GetWindowDrawList();
    const std::uint32_t ink = packed(colour);
    if (down)
        list->AddTriangleFilled({x - r, y - r / 2}, {x + r, y - r / 2}, {x, y + r * 0.8f}, ink);
    else
        list->AddTriangleFilled({x - r / 2, y - r}, {x + r * 0.8f, y}, {x - r / 2, y + r}, ink);
}

/// The ground of a line that can be opened.
void paint_line(const Ui& ui, const Press& press, bool selected) {
    const Colour& accent = ui.roles().accent;
    if (selected) {
        paint(press.box, packed(accent, 0.14f), ui.px(4));
        paint({press.box.left, press.box.top + ui.px(4), press.box.left + ui.px(3), press.box.bottom - ui.px(4)}, packed(accent), ui.px(1));
    }
    paint(press.box, wash(ui, press), ui.px(4));
}

/// Words as lines of at most that width.
std::vector<std::string_view> broken(const Ui& ui, std::string_view text, float width, Style style) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        lines.push_back(text.substr(0, first_line(ui, text, width, style)));
        text.remove_prefix(lines.back().size());
        while (text.starts_with(' ')) text.remove_prefix(1);
    }
    return lines;
}

}  // namespace

Press pressable(Ui& ui, std::string_view name, float width, float height, bool enabled) {
    Press press;
    ImGui::PushID(name.data(), name.data() + name.size());
    if (!enabled) ImGui::BeginDisabled();
    ImGui::PushStyleVar(ImGuiStyleVar_Alpha, ImGui::GetStyle().Alpha);
    press.pressed = ImGui::InvisibleButton("##", {std::max(1.f, width), std::max(1.f, height)});
    ImGui::PopStyleVar();
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    const ImGuiID id = g.LastItemData.ID;
    press.hovered = ImGui::IsItemHovered();
    press.held = ImGui::IsItemActive();
    press.focused = g.NavId == id && !g.NavDisableHighlight;
    press.doubled = press.hovered && ImGui::IsMouseDoubleClicked(0);
    if (press.focused && enabled && ui.input.chord == "Enter") press.pressed = true;
    const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
    press.box = {low.x, low.y, high.x, high.y};
    if (!enabled) ImGui::EndDisabled();
    ImGui::PopID();
    if (ui.theme == picture::Theme::high_contrast && press.hovered && enabled && height <= ui.px(most_underlined))  // a wash alone is only a colour
        paint({press.box.left, press.box.bottom, press.box.right, press.box.bottom + ui.px(2)}, packed(ui.roles().text), 0);
    note(ui, name, press.box, id, false, enabled);
    return press;
}

bool button(Ui& ui, std::string_view name, std::string_view label, Look look, bool enabled, float width) {
    const float wide = width > 0 ? width : width_of(ui, label) + ui.px(look == Look::quiet ? 16 : 24);
    const Press press = pressable(ui, name, wide, ui.px(28), enabled);
    const picture::Roles& r = ui.roles();
    const float corner = ui.px(4);
    Colour ink = enabled ? r.text : r.secondary;
    if (look == Look::primary && enabled) {
        paint(press.box, packed(r.accent, press.held ? 0.8f : 1.f), corner);
        ink = on_accent(ui);
    } else {
        if (look != Look::quiet) paint(press.box, packed(r.raised), corner);
        paint(press.box, wash(ui, press), corner);
        if (look != Look::quiet) edge(press.box, packed(r.hairline), corner);
        if (look == Look::quiet && enabled) ink = r.accent;
    }
    const std::string shown = cut(ui, label, press.box.width() - ui.px(8));
    put(ui, press.box, (press.box.left + press.box.right - width_of(ui, shown)) / 2, shown, Style::body, ink);
    return press.pressed;
}

bool toggle(Ui& ui, std::string_view name, std::string_view label, bool on, bool enabled) {
    const float side = ui.px(16), wide = std::min(side + ui.px(8) + width_of(ui, label), room());
    const Press press = pressable(ui, name, wide, ui.px(28), enabled);
    const picture::Roles& r = ui.roles();
    const float top = std::floor((press.box.top + press.box.bottom - side) / 2);
    const Box box{press.box.left, top, press.box.left + side, top + side};
    paint(box, on ? packed(enabled ? r.accent : r.secondary) : packed(r.raised), ui.px(3));
    if (!on) edge(box, packed(press.hovered ? r.accent : r.secondary), ui.px(3), std::max(1.f, ui.px(1.2f)));
    if (on) {
        ImDrawList* list = ImGui::GetWindowDrawList();
        list->PathLineTo({box.left + side * 0.24f, box.top + side * 0.52f});
        list->PathLineTo({box.left + side * 0.43f, box.top + side * 0.70f});
        list->PathLineTo({box.left + side * 0.77f, box.top + side * 0.32f});
        list->PathStroke(packed(on_accent(ui)), 0, ui.px(2));
    }
    const std::string shown = cut(ui, label, press.box.right - box.right - ui.px(7));
    put(ui, press.box, box.right + ui.px(8), shown, Style::body, enabled ? r.text : r.secondary);
    return press.pressed;
}

bool line(Ui& ui, std::string_view name, std::string_view label, std::string_view detail, bool selected, float indent) {
    const Press press = pressable(ui, name, room(), ui.px(26));
    const picture::Roles& r = ui.roles();
    paint_line(ui, press, selected);
    const float left = press.box.left + ui.px(8 + indent), right = press.box.right - ui.px(8);
    const float least = std::min((right - left) * 0.62f, width_of(ui, label));  // what it is about comes first
    const std::string end = cut(ui, detail, std::max(0.f, right - left - least - ui.px(8)), Style::small);
    const float detail_width = detail.empty() ? 0 : width_of(ui, end, Style::small);
    const std::string start = cut(ui, label, right - left - detail_width - (detail.empty() ? 0 : ui.px(8)));
    put(ui, press.box, left, start, Style::body, r.text);
    if (!detail.empty()) put(ui, press.box, right - detail_width, end, Style::small, r.secondary);
    if (start.size() != label.size() || end.size() != detail.size()) hint(ui, detail.empty() ? std::string(label) : std::string(label) + "\n" + std::string(detail));
    return press.pressed;
}

void point_out(Ui& ui, Box row) {
    const float dash = (row.height() - ui.px(8)) / 5;
    for (int i = 0; i < 5; i += 2) paint({row.left, row.top + ui.px(4) + dash * static_cast<float>(i), row.left + ui.px(3), row.top + ui.px(4) + dash * static_cast<float>(i + 1)}, packed(ui.roles().hover), 0);
}

bool tall_line(Ui& ui, std::string_view name, std::string_view label, std::string_view detail, bool selected) {
    const float width = room() - ui.px(16), detail_width = detail.empty() ? 0 : width_of(ui, detail, Style::small) + ui.px(8);
    if (width_of(ui, label) + detail_width <= width) return line(ui, name, label, detail, selected);
    struct Row {
        std::string_view text;
        Style style;
        Colour colour;
    };
    std::vector<Row> rows;
    for (const std::string_view one : broken(ui, label, width, Style::body)) rows.push_back({one, Style::body, ui.roles().text});
    for (const std::string_view one : broken(ui, detail, width, Style::small)) rows.push_back({one, Style::small, ui.roles().secondary});
    const float high = ui.px(18);
    const Press press = pressable(ui, name, room(), high * static_cast<float>(rows.size()) + ui.px(8));
    const Box& box = press.box;
    paint_line(ui, press, selected);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const float top = box.top + ui.px(4) + high * static_cast<float>(i);
        put(ui, {box.left, top, box.right, top + high}, box.left + ui.px(8), rows[i].text, rows[i].style, rows[i].colour);
    }
    return press.pressed;
}

bool section(Ui& ui, std::string_view name, std::string_view label, bool& open, std::string_view detail) {
    const Press press = pressable(ui, name, room(), ui.px(28));
    if (press.pressed) open = !open;
    const picture::Roles& r = ui.roles();
    paint(press.box, wash(ui, press), ui.px(4));
    arrow(ui, press.box.left + ui.px(6), (press.box.top + press.box.bottom) / 2, open, r.secondary);
    put(ui, press.box, press.box.left + ui.px(16), label, Style::bold, r.text);
    if (!detail.empty()) {
        const std::string end = cut(ui, detail, press.box.width() - width_of(ui, label, Style::bold) - ui.px(36), Style::small);
        put(ui, press.box, press.box.right - ui.px(4) - width_of(ui, end, Style::small), end, Style::small, r.secondary);
    }
    return open;
}

int tabs(Ui& ui, std::string_view name, std::span<const std::string> labels, int current) {
    int chosen = -1;
    const picture::Roles& r = ui.roles();
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const bool on = static_cast<int>(i) == current;
        if (i > 0) beside(ui, 4);
        const Style style = on ? Style::bold : Style::body;
        const Press press = pressable(ui, std::string(name) + "." + std::to_string(i), width_of(ui, labels[i], Style::bold) + ui.px(20), ui.px(32));
        paint(press.box, wash(ui, press), ui.px(4));
        put(ui, press.box, (press.box.left + press.box.right - width_of(ui, labels[i], style)) / 2, labels[i], style, on ? r.text : r.secondary);
        if (on) paint({press.box.left + ui.px(8), press.box.bottom - ui.px(3), press.box.right - ui.px(8), press.box.bottom}, packed(r.accent), 0);
        if (press.pressed) chosen = static_cast<int>(i);
    }
    return chosen;
}

/// Under the control, or over it where there is more room: never out of the window.
static void place_choices(const Ui& ui, Box box, std::size_t choices) {
    const float below = ImGui::GetIO().DisplaySize.y - box.bottom - ui.px(4), above = box.top - ui.px(4);
    const float wanted = std::min(ui.px(360), ui.px(31) * static_cast<float>(choices) + ui.px(8));
    const bool up = below < wanted && above > below;
    ImGui::SetNextWindowPos({box.left, up ? box.top - ui.px(2) : box.bottom + ui.px(2)}, ImGuiCond_Always, {0, up ? 1.f : 0.f});
    ImGui::SetNextWindowSizeConstraints({box.width(), 0}, {std::max(box.width(), ui.px(340)), std::min(ui.px(360), up ? above : below)});
}

int choose(Ui& ui, std::string_view name, std::string_view label, std::span<const std::string> choices, int current, float width) {
    if (!label.empty()) words(ui, label, Style::small, Tone::quiet);
    const std::string popup = "choices of " + std::string(name);
    const Press press = pressable(ui, name, width > 0 ? width : room(), ui.px(28));
    const picture::Roles& r = ui.roles();
    paint(press.box, packed(r.raised), ui.px(4));
    paint(press.box, wash(ui, press), ui.px(4));
    edge(press.box, packed(r.hairline), ui.px(4));
    const std::string_view shown = current >= 0 && current < static_cast<int>(choices.size()) ? std::string_view(choices[static_cast<std::size_t>(current)]) : "Choose…";
    put(ui, press.box, press.box.left + ui.px(8), cut(ui, shown, press.box.width() - ui.px(32)), Style::body, r.text);
    arrow(ui, press.box.right - ui.px(14), (press.box.top + press.box.bottom) / 2, true, r.secondary);
    if (press.pressed) ImGui::OpenPopup(popup.c_str());
    int chosen = -1;
    place_choices(ui, press.box, choices.size());
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(4), ui.px(4)});
    if (ImGui::BeginPopup(popup.c_str(), ImGuiWindowFlags_NoMove)) {
        for (std::size_t i = 0; i < choices.size(); ++i)
            if (line(ui, std::string(name) + "." + std::to_string(i), choices[i], {}, static_cast<int>(i) == current)) {
                chosen = static_cast<int>(i);
                ImGui::CloseCurrentPopup();
            }
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
    return chosen;
}

bool field(Ui& ui, std::string_view name, std::string& text, std::string_view placeholder, float width, bool takes_caret) {
    ImGui::PushID(name.data(), name.data() + name.size());
    ImGui::SetNextItemWidth(width > 0 ? width : room());
    if (takes_caret) ImGui::SetKeyboardFocusHere();
    const bool changed = ImGui::InputTextWithHint("##", std::string(placeholder).c_str(), &text);
    const ImGuiID id = ImGui::GetItemID();
    const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
    if (ImGui::IsItemActive()) edge({low.x - 1, low.y - 1, high.x + 1, high.y + 1}, packed(ui.roles().accent), ui.px(4), ui.px(2));
    ImGui::PopID();
    note(ui, name, {low.x, low.y, high.x, high.y}, id, true, true);
    return changed;
}

bool secret_field(Ui& ui, std::string_view name, store::Secret& text, std::string_view placeholder, bool takes_caret) {
    if (text.empty()) return false;
    if (!placeholder.empty()) words(ui, placeholder, Style::small, Tone::quiet);
    ImGui::PushID(name.data(), name.data() + name.size());
    ImGui::SetNextItemWidth(room());
    if (takes_caret) ImGui::SetKeyboardFocusHere();
    const bool changed = ImGui::InputText("##", reinterpret_cast<char*>(text.bytes().data()), text.size(), ImGuiInputTextFlags_Password | ImGuiInputTextFlags_NoUndoRedo);
    const ImGuiID id = ImGui::GetItemID();
    const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
    if (ImGui::IsItemActive()) edge({low.x - 1, low.y - 1, high.x + 1, high.y + 1}, packed(ui.roles().accent), ui.px(4), ui.px(2));
    ImGui::PopID();
    note(ui, name, {low.x, low.y, high.x, high.y}, id, true, true);
    return changed;
}

void forget_typed() {
    ImGuiInputTextState& state = ImGui::GetCurrentContext()->InputTextState;  // Dear ImGui's own copies
    const auto wipe = [](auto& held) {
        volatile auto* bytes = held.Data;
        for (int i = 0; i < held.Capacity; ++i) bytes[i] = 0;
    };
    wipe(state.TextW);
    wipe(state.TextA);
    wipe(state.InitialTextA);
    ImGui::ClearActiveID();
}

bool big_field(Ui& ui, std::string_view name, std::string& text, std::string_view placeholder, float height) {
    if (!placeholder.empty()) words(ui, placeholder, Style::small, Tone::quiet);
    ImGui::PushID(name.data(), name.data() + name.size());
    const bool changed = ImGui::InputTextMultiline("##", &text, {room(), height});
    const ImGuiID id = ImGui::GetItemID();
    const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
    ImGui::PopID();
    note(ui, name, {low.x, low.y, high.x, high.y}, id, true, true, true);
    return changed;
}

bool chip(Ui& ui, std::string_view name, std::string_view label, bool can_clear) {
    const float cross = can_clear ? ui.px(20) : 0;
    const std::string shown = cut(ui, label, ui.px(360), Style::small);
    const Press press = pressable(ui, name, width_of(ui, shown, Style::small) + ui.px(20) + cross, ui.px(26));
    const picture::Roles& r = ui.roles();
    paint(press.box, packed(r.ground), ui.px(13));
    paint(press.box, wash(ui, press), ui.px(13));
    edge(press.box, packed(r.hairline), ui.px(13));
    put(ui, press.box, press.box.left + ui.px(10), shown, Style::small, r.text);
    if (can_clear) {
        const float x = press.box.right - ui.px(15), y = (press.box.top + press.box.bottom) / 2, d = ui.px(3.5f);
        ImDrawList* list = ImGui::GetWindowDrawList();
        list->AddLine({x - d, y - d}, {x + d, y + d}, packed(r.secondary), ui.px(1.5f));
        list->AddLine({x - d, y + d}, {x + d, y - d}, packed(r.secondary), ui.px(1.5f));
        hint(ui, "Show them again");
    }
    return press.pressed && can_clear;
}

void progress(Ui& ui, float fraction, float width) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float high = ui.px(4);
    const float done = at.x + width * std::clamp(fraction, 0.02f, 1.f), middle = at.y + high / 2;
    paint({done, middle - ui.px(1), at.x + width, middle + ui.px(1)}, packed(ui.roles().hairline), ui.px(1));  // thinner: colour is not the only sign
    paint({at.x, at.y, done, at.y + high}, packed(ui.roles().accent), high / 2);
    ImGui::Dummy({width, high});
}

}  // namespace kith::viewer::draw
