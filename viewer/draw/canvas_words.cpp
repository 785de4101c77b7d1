// What stands on a map: names, legend, scale, north, credits.
#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "engine/base/text.hpp"
#include "engine/picture/backdrop.hpp"
#include "viewer/draw/panels.hpp"

namespace kith::viewer::draw {
namespace {

constexpr std::size_t most_heading_lines = 4, most_credit_lines = 4;

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
    const std::string count = entry.count < 0 ? std::string() : base::grouped(entry.count);
    const float count_width = width_of(ui, count, Style::map);
    words_at(ui, right - count_width, y + ui.px(2), count, Style::map, ui.roles().secondary);
    words_at(ui, x + ui.px(28), y + ui.px(2), cut(ui, entry.label, right - x - ui.px(36) - count_width, Style::map), Style::map, ui.roles().text);
}

/// Two columns at once: three by three, the second upwards.
float draw_grid(Ui& ui, const picture::Legend& legend, float left, float y, float right) {
    const float row = ui.px(static_cast<float>(model::legend_row)), cell = ui.px(static_cast<float>(model::legend_cell));
    words_at(ui, left, y, cut(ui, "↑ " + legend.up, right - left, Style::map), Style::map, ui.roles().text);
    y += row;
    for (std::size_t i = 0; i < std::min<std::size_t>(9, legend.entries.size()); ++i) {
        const float x = left + cell * 1.6f * static_cast<float>(i % 3), top = y + cell * static_cast<float>(2 - i / 3);
        draw_swatch(ui, {x, top, x + cell * 1.6f - ui.px(2), top + cell - ui.px(2)}, legend.entries[i].fill, legend.entries[i].line);
        const std::string count = base::grouped(legend.entries[i].count);
        const Colour paper = legend.entries[i].fill.colour.value_or(ui.roles().ground), black{0, 0, 0}, white{255, 255, 255};
        words_at(ui, x + (cell * 1.6f - width_of(ui, count, Style::map)) / 2, top + ui.px(3), count, Style::map, picture::contrast(paper, black) > picture::contrast(paper, white) ? black : white);
    }
    y += 3 * cell + ui.px(3);
    words_at(ui, left, y, cut(ui, "→ " + legend.along, right - left, Style::map), Style::map, ui.roles().text);
    return y + row + ui.px(3);
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

/// What the areas are coloured by, or "".
static std::string coloured_by(const CanvasView& view) {
    if (view.scene == nullptr || view.pane != model::Pane::map) return {};
    for (const picture::Legend& legend : view.scene->legends)
        if (!legend.entries.empty() && legend.title != picture::backdrop_legend && !legend.entries.front().mark && !legend.entries.front().is_line) return legend.grid ? legend.along + ", and " + legend.up : legend.title;
    return {};
}

/// What is shown, without the place's name: that stands over the whole window.
std::string heading_of(const CanvasView& view) {
    const std::string what = coloured_by(view);
    const char* going_on = view.paused ? " · paused" : view.settling ? " · finding its place" : "";
    return std::string(model::words_of(view.pane)) + (what.empty() ? "" : ": " + what) + going_on;
}

std::string heading_within(const Ui& ui, const CanvasView& view, float width) {
    std::string whole = heading_of(view);
    return width_of(ui, whole, Style::bold) > width ? std::string(model::words_of(view.pane)) : whole;
}

/// Adds the lines of a text, until there are `most`.
static void break_into(std::vector<std::string>& out, const Ui& ui, std::string_view text, float width, Style style, std::size_t most) {
    const char *at = text.data(), *end = at + text.size();
    while (at < end && out.size() < most) {
        const char* stop = at + first_line(ui, {at, static_cast<std::size_t>(end - at)}, width, style);
        if (const char* space = std::find(std::reverse_iterator(stop), std::reverse_iterator(at), ' ').base(); stop < end && *stop != ' ' && space > at) stop = space;  // never within "558,039"
        out.emplace_back(at, stop);
        for (at = stop; at < end && *at == ' ';) ++at;
    }
}

/// Whose data it is stands on every map, however narrow.
static std::vector<std::string> credit_lines(const Ui& ui, const CanvasView& view, float width) {
    std::vector<std::string> out;
    if (view.scene != nullptr) break_into(out, ui, view.scene->attribution, std::max(ui.px(40), width - ui.px(32)), Style::map, most_credit_lines);
    return out;
}

std::vector<std::string> heading_lines(const Ui& ui, const CanvasView& view, float width) {
    std::vector<std::string> out;
    const auto say = [&](const std::string& text) { break_into(out, ui, text, width, Style::small, most_heading_lines); };
    if (width_of(ui, heading_of(view), Style::bold) > width) say(coloured_by(view));  // read whole, if not in bold
    say(view.account);
    for (const std::string& remark : view.remarks) say(remark);
    return out;
}

/// Where heading and scale stand, as boxes of the picture.
static std::vector<picture::Box> words_over(const Ui& ui, const CanvasView& view, Box picture, float width, double foot) {
    const std::vector<std::string> lines = heading_lines(ui, view, width);
    float widest = width_of(ui, heading_within(ui, view, width), Style::bold);
    for (const std::string& line : lines) widest = std::max(widest, width_of(ui, line, Style::small));
    std::vector<picture::Box> out{{0, 0, static_cast<double>(ui.px(20) + widest), static_cast<double>(ui.px(32) + ui.px(17) * static_cast<float>(lines.size()))}};
    if (view.pane != model::Pane::map) return out;
    const double right = static_cast<double>(picture.width()), low = static_cast<double>(picture.height());
    out.push_back({right - static_cast<double>(ui.px(176)), low - foot * static_cast<double>(ui.scale), right, low});
    return out;
}

/// "2 more: press F11".
static std::string left_out_words(const model::LegendPlan& plan) {
    const std::string count = base::grouped(static_cast<std::int64_t>(plan.left_out));
    return !plan.parts.empty() ? count + " more: press F11" : "Legend: press F11";
}

/// At the foot of the picture, left of the scale and over the credits: where nothing of the legend has room.
static Box foot_of(const Ui& ui, const CanvasRoom& room, double over) {
    const float width = width_of(ui, left_out_words(room.legend), Style::small), most = room.picture.width() - ui.px(over > 0 ? 208 : 32);
    const float left = room.picture.left + ui.px(12), low = room.picture.bottom - ui.px(8 + static_cast<float>(over));
    return {left, low - ui.px(22), left + std::clamp(most, ui.px(24), width + ui.px(8)), low};
}

CanvasRoom room_of(const Ui& ui, const Screen& screen, const CanvasView& view, Box pane) {
    CanvasRoom room;
    room.pane = room.picture = pane;
    if (view.scene == nullptr || pane.width() < 2) return room;
    const double unit = static_cast<double>(ui.scale);
    const float top = ui.px(36) + ui.px(17) * static_cast<float>(heading_lines(ui, view, pane.width() - ui.px(32)).size());
    const bool map = view.pane == model::Pane::map;
    model::LegendWish wish;
    wish.pane = {static_cast<double>(pane.width()), static_cast<double>(pane.height())};
    wish.top = static_cast<double>(top);
    wish.unit = unit;
    wish.data = {std::max(1.0, view.scene->bounds.width()), std::max(1.0, view.scene->bounds.height())};
    wish.beside_layers = screen.panes.layers.width() > 1 || !map;
    std::vector<picture::Legend> legends = view.scene->legends;
    if (!screen.model.options.map.legend) legends.clear();
    if (!map && screen.panes.map.width() > 1)  // the map beside it says which asset is which
        for (picture::Legend& legend : legends)
            if (legend.title == "Assets") legend.entries.clear();
    room.legend = model::plan_legend(legends, wish);
    const model::Rect& free = room.legend.picture;
    room.picture = {pane.left + std::floor(static_cast<float>(free.low.x)), pane.top, pane.left + std::floor(static_cast<float>(free.high.x)), pane.top + std::floor(static_cast<float>(free.high.y))};
    const double foot = !map ? (room.legend.left_out > 0 && !room.legend.more ? 34 : 20) : 50 + 20 * static_cast<double>(credit_lines(ui, view, room.picture.width()).size());  // scale and north, over the credits
    room.insets = {16 * unit, static_cast<double>(top), 16 * unit, foot * unit};
    room.words = words_over(ui, view, room.picture, pane.width() - ui.px(32), foot);
    if (room.legend.left_out > 0 && !room.legend.more) {
        room.left_out = foot_of(ui, room, map ? foot - 50 : 0);
        const Box& said = room.left_out;
        room.words.push_back({0, static_cast<double>(said.top - room.picture.top), static_cast<double>(said.right - room.picture.left), static_cast<double>(said.bottom - room.picture.top)});
    }
    const double most = 0.6 * static_cast<double>(room.picture.height()), both = room.insets.top + room.insets.bottom;
    if (both > most) {  // everything is large, or the pane is low: words lie on the picture rather than leave it no room
        room.insets.top *= most / both;
        room.insets.bottom *= most / both;
    }
    return room;
}

/// Turns what was drawn since `first` about a point: Dear ImGui writes level words only.
static void turn(ImDrawList& list, int first, ImVec2 about, float angle) {
    const float c = std::cos(angle), s = std::sin(angle);
    for (int i = first; i < list.VtxBuffer.Size; ++i) {
        const ImVec2 p = {list.VtxBuffer[i].pos.x - about.x, list.VtxBuffer[i].pos.y - about.y};
        list.VtxBuffer[i].pos = {about.x + p.x * c - p.y * s, about.y + p.x * s + p.y * c};
    }
}

void draw_labels(Ui& ui, const CanvasView& view, Box box) {
    if (view.frame == nullptr) return;
    ImGui::PushClipRect({box.left, box.top}, {box.right, box.bottom}, true);
    for (const picture::Text& text : view.frame->labels) {
        const Style style = text.bold ? Style::bold : text.size > 11.5 * static_cast<double>(ui.scale) ? Style::small : Style::map;
        const float width = width_of(ui, text.text, style);
        const float shift = text.anchor == picture::Anchor::middle ? width / 2 : text.anchor == picture::Anchor::end ? width : 0;
        const float x = box.left + static_cast<float>(text.at.x) - shift, y = box.top + static_cast<float>(text.at.y) - ui.fonts.of(style)->Ascent;
        if (view.pane == model::Pane::network)  // over ties and marks: a ground to be read on
            ImGui::GetWindowDrawList()->AddRectFilled({std::floor(x) - ui.px(2), std::floor(y)}, {std::ceil(x + width) + ui.px(2), std::floor(y) + ui.fonts.of(style)->FontSize}, packed(ui.roles().ground, 0.7f), ui.px(3));
        ImDrawList* list = ImGui::GetWindowDrawList();
        const int first = list->VtxBuffer.Size;
        words_at(ui, std::floor(x), std::floor(y), text.text, style, text.colour, true);
        if (text.angle != 0) turn(*list, first, {box.left + static_cast<float>(text.at.x), box.top + static_cast<float>(text.at.y)}, static_cast<float>(text.angle));
    }
    ImGui::PopClipRect();
}

/// What is left out of the legend is said in its place.
static void draw_left_out(Ui& ui, const CanvasRoom& room) {
    if (room.legend.left_out == 0) return;
    const std::string said = left_out_words(room.legend);
    if (const auto& more = room.legend.more) {
        words_at(ui, std::floor(room.pane.left + static_cast<float>(more->x)), std::floor(room.pane.top + static_cast<float>(more->y)), said, Style::small, ui.roles().secondary);
        return;
    }
    if (width_of(ui, said, Style::small) > room.left_out.width() - ui.px(8) + 1) return;  // a part of it says nothing
    draw_plate(ui, room.left_out);
    words_at(ui, room.left_out.left + ui.px(4), room.left_out.top + ui.px(3), said, Style::small, ui.roles().secondary);
}

void draw_legend(Ui& ui, const picture::Scene& scene, const CanvasRoom& room) {
    draw_left_out(ui, room);
    const float row = ui.px(static_cast<float>(model::legend_row));
    for (const model::LegendPlan::Part& part : room.legend.parts) {
        if (part.legend >= scene.legends.size()) continue;  // planned for another scene
        const picture::Legend& legend = scene.legends[part.legend];
        const float left = std::floor(room.pane.left + static_cast<float>(part.at.x)), right = left + static_cast<float>(part.width);
        float y = std::floor(room.pane.top + static_cast<float>(part.at.y));
        words_at(ui, left, y, cut(ui, legend.grid ? std::string("How the two go together") : legend.title, right - left, Style::small), Style::small, ui.roles().secondary);
        y += ui.px(static_cast<float>(model::legend_title));
        std::size_t first = 0;
        if (legend.grid) {
            y = draw_grid(ui, legend, left, y, right);
            first = 9;
        }
        for (std::size_t i = first; i < legend.entries.size(); ++i, y += row) entry(ui, legend.entries[i], left, y, right);
    }
}

/// Under words that stand on a picture.
void draw_plate(Ui& ui, Box box) {
    ImGui::GetWindowDrawList()->AddRectFilled({box.left, box.top}, {box.right, box.bottom}, packed(ui.roles().ground, 0.75f), ui.px(3));
}

void draw_scale(Ui& ui, const CanvasView& view, Box box) {
    if (view.scene == nullptr) return;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float right = box.right - ui.px(16), bottom = box.bottom - ui.px(14);
    const std::vector<std::string> credits = credit_lines(ui, view, box.width());
    const auto ground = [&](float width, float top, float low) { draw_plate(ui, {right - width - ui.px(4), top, right + ui.px(4), low}); };
    float widest = 0, over = 0;
    for (const std::string& line_of : credits) widest = std::max(widest, width_of(ui, line_of, Style::map));
    if (!credits.empty()) over = ui.px(20) + ui.px(15) * static_cast<float>(credits.size() - 1);
    if (!credits.empty()) ground(widest, bottom + ui.px(9) - over, bottom + ui.px(6));
    for (std::size_t i = 0; i < credits.size(); ++i)
        words_at(ui, right - width_of(ui, credits[i], Style::map), bottom - ui.px(10) - ui.px(15) * static_cast<float>(credits.size() - 1 - i), credits[i], Style::map, ui.roles().secondary, true);
    if (!view.scene->geographic || view.camera.pixels_per_metre <= 0) return;
    const double metres = round_number(static_cast<double>(ui.px(120)) / view.camera.pixels_per_metre);
    const auto length = static_cast<float>(metres * view.camera.pixels_per_metre);
    const float y = bottom + ui.px(2) - over;
    const std::uint32_t ink = packed(ui.roles().text);
    ground(length + ui.px(32), y - ui.px(34), y + ui.px(5));
    list->AddLine({right - length, y}, {right, y}, ink, ui.px(2));
    list->AddLine({right - length, y - ui.px(4)}, {right - length, y + 1}, ink, ui.px(1.5f));
    list->AddLine({right, y - ui.px(4)}, {right, y + 1}, ink, ui.px(1.5f));
    const std::string label = metres >= 1000 ? fmt::format("{:g} km", metres / 1000) : fmt::format("{:g} m", metres);
    words_at(ui, right - length / 2 - width_of(ui, label, Style::map) / 2, y - ui.px(17), label, Style::map, ui.roles().text, true);
    north(ui, right - length - ui.px(22), y + 1);
}

}  // namespace kith::viewer::draw
