// What stands on a map: names, legend, scale, north, credits.
#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "engine/base/text.hpp"
#include "viewer/draw/panels.hpp"

namespace kith::viewer::draw {
namespace {

void entry(Ui& ui, const picture::LegendEntry& entry, float x, float y, float right) {
    const float middle = y + ui.px(9), size = static_cast<float>(entry.size) * ui.scale;
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (entry.is_line && entry.line.colour) {
        const std::uint32_t ink = packed(*entry.line.colour, static_cast<float>(entry.line.opacity));
        const float on = entry.line.dash == picture::Dash::solid ? ui.px(20) : entry.line.dash == picture::Dash::dotted ? ui.px(2) : ui.px(6);
        for (float at = 0; at < ui.px(20); at += on + ui.px(3)) list->AddLine({x + at, middle}, {x + std::min(at + on, ui.px(20)), middle}, ink, static_cast<float>(entry.line.width) * ui.scale);
    } else if (entry.mark) {
        draw_mark(ui, *entry.mark, x + ui.px(10), middle, size, entry.fill, entry.line);
    } else if (!entry.is_line) {
        draw_swatch(ui, {x, y + ui.px(2), x + ui.px(20), y + ui.px(15)}, entry.fill, entry.line);
    }
    const std::string count = base::grouped(entry.count);
    const float count_width = width_of(ui, count, Style::map);
    words_at(ui, right - count_width, y + ui.px(2), count, Style::map, ui.roles().secondary);
    words_at(ui, x + ui.px(28), y + ui.px(2), cut(ui, entry.label, right - x - ui.px(36) - count_width, Style::map), Style::map, ui.roles().text);
}

/// 1, 2 or 5 times a power of ten, at most `most`.
double round_number(double most) {
    const double power = std::pow(10, std::floor(std::log10(most)));
    for (const double step : {5.0, 2.0})
        if (step * power <= most) return step * power;
    return power;
}

void north(Ui& ui, float x, float y) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const std::uint32_t ink = packed(ui.roles().text);
    const float r = ui.px(6);
    list->AddTriangleFilled({x, y - ui.px(16)}, {x - r, y}, {x, y - ui.px(4)}, ink);
    list->AddTriangle({x, y - ui.px(16)}, {x + r, y}, {x, y - ui.px(4)}, ink);
    words_at(ui, x - width_of(ui, "N", Style::map) / 2, y - ui.px(32), "N", Style::map, ui.roles().text, true);
}

}  // namespace

void draw_labels(Ui& ui, const CanvasView& view, Box box) {
    if (view.frame == nullptr) return;
    ImGui::PushClipRect({box.left, box.top}, {box.right, box.bottom}, true);
    for (const picture::Text& text : view.frame->labels) {
        const Style style = text.bold ? Style::bold : text.size > 11.5 * static_cast<double>(ui.scale) ? Style::small : Style::map;
        const float width = width_of(ui, text.text, style);
        const float shift = text.anchor == picture::Anchor::middle ? width / 2 : text.anchor == picture::Anchor::end ? width : 0;
        const float x = box.left + static_cast<float>(text.at.x) - shift, y = box.top + static_cast<float>(text.at.y) - ui.fonts.of(style)->Ascent;
        words_at(ui, std::floor(x), std::floor(y), text.text, style, ui.roles().text, true);
    }
    ImGui::PopClipRect();
}

void draw_legend(Ui& ui, const picture::Scene& scene, Box box) {
    const float width = std::min(ui.px(220), box.width() - ui.px(32)), row = ui.px(18);
    const float room = box.height() - ui.px(140);
    float high = ui.px(12);
    std::vector<const picture::Legend*> shown;
    const bool narrow = box.width() < ui.px(560);  // the layers beside it say the rest
    const auto stays = [&](const picture::Legend& legend) { return !legend.entries.empty() && !(narrow && (legend.entries.front().mark || legend.entries.front().is_line)); };
    for (const picture::Legend& legend : scene.legends) {
        if (!stays(legend)) continue;
        const float wanted = ui.px(24) + static_cast<float>(legend.entries.size()) * row;
        if (high + wanted > room) break;
        high += wanted;
        shown.push_back(&legend);
    }
    if (shown.empty() || box.width() < ui.px(300)) return;
    const Box at{box.left + ui.px(12), box.bottom - ui.px(12) - high, box.left + ui.px(12) + width, box.bottom - ui.px(12)};
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled({at.left, at.top}, {at.right, at.bottom}, packed(ui.roles().raised, 0.94f), ui.px(6));
    list->AddRect({at.left + 0.5f, at.top + 0.5f}, {at.right - 0.5f, at.bottom - 0.5f}, packed(ui.roles().hairline), ui.px(6));
    float y = at.top + ui.px(8);
    for (const picture::Legend* one_of : shown) {
        const picture::Legend& legend = *one_of;
        words_at(ui, at.left + ui.px(12), y, cut(ui, legend.title, width - ui.px(24), Style::small), Style::small, ui.roles().secondary);
        y += ui.px(20);
        for (const picture::LegendEntry& one : legend.entries) {
            entry(ui, one, at.left + ui.px(12), y, at.right - ui.px(12));
            y += row;
        }
        y += ui.px(4);
    }
}

void draw_scale(Ui& ui, const CanvasView& view, Box box) {
    if (view.scene == nullptr) return;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float right = box.right - ui.px(16), bottom = box.bottom - ui.px(14);
    const std::string credits = cut(ui, view.scene->attribution, box.width() - ui.px(270), Style::map);
    if (box.width() > ui.px(360)) words_at(ui, right - width_of(ui, credits, Style::map), bottom - ui.px(10), credits, Style::map, ui.roles().secondary, true);
    if (!view.scene->geographic || view.camera.pixels_per_metre <= 0) return;
    const double metres = round_number(static_cast<double>(ui.px(120)) / view.camera.pixels_per_metre);
    const auto length = static_cast<float>(metres * view.camera.pixels_per_metre);
    const float y = bottom - ui.px(22);
    const std::uint32_t ink = packed(ui.roles().text);
    list->AddLine({right - length, y}, {right, y}, ink, ui.px(2));
    list->AddLine({right - length, y - ui.px(4)}, {right - length, y + 1}, ink, ui.px(1.5f));
    list->AddLine({right, y - ui.px(4)}, {right, y + 1}, ink, ui.px(1.5f));
    const std::string label = metres >= 1000 ? fmt::format("{:g} km", metres / 1000) : fmt::format("{:g} m", metres);
    words_at(ui, right - length / 2 - width_of(ui, label, Style::map) / 2, y - ui.px(17), label, Style::map, ui.roles().text, true);
    north(ui, right - length - ui.px(22), y + 1);
}

}  // namespace kith::viewer::draw
