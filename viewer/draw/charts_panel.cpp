// A histogram to brush, and a scatter with its line.
#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "engine/base/text.hpp"
#include "engine/picture/text.hpp"
#include "viewer/draw/panels.hpp"

namespace kith::viewer::draw {
namespace {

/// The column of the histogram: the chosen one, else that of the map.
const model::ColumnName& shown_column(const model::ViewOptions& options) { return options.charts.histogram.empty() ? options.map.colour.column : options.charts.histogram; }

struct Axes {
    Box box;
    double low_x = 0, high_x = 1, low_y = 0, high_y = 1;
    ImVec2 to(double x, double y) const {
        const double wide = std::max(high_x - low_x, 1e-12), high = std::max(high_y - low_y, 1e-12);
        return {box.left + static_cast<float>((x - low_x) / wide) * box.width(), box.bottom - static_cast<float>((y - low_y) / high) * box.height()};
    }
    double x(float at) const { return low_x + static_cast<double>((at - box.left) / std::max(1.f, box.width())) * (high_x - low_x); }
};

void draw_axes(Ui& ui, const Axes& axes, std::string_view label) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddLine({axes.box.left, axes.box.bottom}, {axes.box.right, axes.box.bottom}, packed(ui.roles().secondary));
    const std::string low = picture::number_text(axes.low_x), high = picture::number_text(axes.high_x);
    words_at(ui, axes.box.left, axes.box.bottom + ui.px(4), low, Style::map, ui.roles().secondary);
    words_at(ui, axes.box.right - width_of(ui, high, Style::map), axes.box.bottom + ui.px(4), high, Style::map, ui.roles().secondary);
    const std::string shown = cut(ui, label, axes.box.width() - width_of(ui, low, Style::map) - width_of(ui, high, Style::map) - ui.px(24), Style::map);
    words_at(ui, (axes.box.left + axes.box.right - width_of(ui, shown, Style::map)) / 2, axes.box.bottom + ui.px(4), shown, Style::map, ui.roles().text);
}

void draw_bars(Ui& ui, const model::Histogram& histogram, const Axes& axes) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    for (const model::Bin& bin : histogram.bins) {
        const ImVec2 low = axes.to(bin.low, 0), high = axes.to(bin.high, static_cast<double>(bin.count));
        list->AddRectFilled({low.x + 1, high.y}, {std::max(low.x + 2, high.x), low.y}, packed(ui.roles().secondary, 0.45f));
        if (bin.selected > 0) list->AddRectFilled({low.x + 1, axes.to(0, static_cast<double>(bin.selected)).y}, {std::max(low.x + 2, high.x), low.y}, packed(ui.roles().accent));
    }
    for (const double edge : histogram.breaks) {
        const float x = axes.to(edge, 0).x;
        list->AddLine({x, axes.box.top}, {x, axes.box.bottom}, packed(ui.roles().text, 0.5f));
    }
}

Intents select_between(const Screen& screen, double least, double most) {
    model::Filter filter;
    filter.column = shown_column(screen.model.options);
    filter.kind = model::Filter::Kind::between;
    filter.least = least;
    filter.most = most;
    return {model::SelectWhere{filter, ImGui::GetIO().KeyCtrl ? session::SelectMode::add : session::SelectMode::replace}};
}

/// By keyboard: Left and Right go from bar to bar, with Shift they take more.
Intents brush_by_keys(const Ui& ui, const Screen& screen, const model::Histogram& histogram, Remembered& memory) {
    const bool more = ui.input.chord.starts_with("Shift+");
    const std::string key = more ? ui.input.chord.substr(6) : ui.input.chord;
    if ((key != "Left" && key != "Right") || histogram.bins.empty()) return {};
    const int last = static_cast<int>(histogram.bins.size()) - 1;
    memory.bar = std::clamp(memory.bar + (key == "Right" ? 1 : -1), 0, last);
    if (!more || memory.first_bar < 0) memory.first_bar = memory.bar;
    const auto [low, high] = std::minmax(std::min(memory.first_bar, last), memory.bar);
    const double most = histogram.bins[static_cast<std::size_t>(high)].high;
    return select_between(screen, histogram.bins[static_cast<std::size_t>(low)].low, high == last ? most : std::nextafter(most, -HUGE_VAL));  // the edge is the next bar's
}

/// A drag along the histogram selects those whose number lies there.
Intents brush(Ui& ui, const Screen& screen, const Axes& axes, const Press& press, Remembered& memory) {
    const float at = ImGui::GetIO().MousePos.x;
    if (press.held && !memory.brush_from) memory.brush_from = axes.x(ImGui::GetIO().MouseClickedPos[0].x);
    if (!memory.brush_from) return {};
    const double from = std::min(*memory.brush_from, axes.x(at)), to = std::max(*memory.brush_from, axes.x(at));
    ImGui::GetWindowDrawList()->AddRectFilled({axes.to(from, 0).x, axes.box.top}, {axes.to(to, 0).x, axes.box.bottom}, packed(ui.roles().accent, 0.15f));
    if (press.held) return {};
    memory.brush_from.reset();
    return select_between(screen, from, to);
}

Intents draw_histogram(Ui& ui, const Screen& screen, Remembered& memory, float width, float height) {
    if (!screen.histogram) {
        words(ui, "Choose a column to see how its numbers are spread.", Style::body, Tone::quiet);
        return {};
    }
    const model::Histogram& h = *screen.histogram;
    const Press press = pressable(ui, "charts.brush", width, height);
    Axes axes{{press.box.left + ui.px(8), press.box.top + ui.px(22), press.box.right - ui.px(8), press.box.bottom - ui.px(22)}};
    std::int64_t most = 1;
    for (const model::Bin& bin : h.bins) most = std::max(most, bin.count);
    if (!h.bins.empty()) {
        axes.low_x = h.bins.front().low;
        axes.high_x = h.bins.back().high;
    }
    axes.high_y = static_cast<double>(most);
    std::int64_t unknown = 0;
    for (const std::int64_t count : h.unknown) unknown += count;
    std::int64_t selected = 0;
    for (const model::Bin& bin : h.bins) selected += bin.selected;
    std::string account = base::grouped(h.known) + " known, " + base::grouped(unknown) + " not known · the fullest bar: " + base::grouped(most);
    if (selected > 0) account += " · " + base::grouped(selected) + " selected";
    words_at(ui, axes.box.left, press.box.top + ui.px(2), account, Style::small, ui.roles().secondary);
    draw_bars(ui, h, axes);
    draw_axes(ui, axes, h.title);
    if (press.focused) {
        memory.own_keys = OwnKeys::all;
        if (Intents by_keys = brush_by_keys(ui, screen, h, memory); !by_keys.empty()) return by_keys;
    }
    return brush(ui, screen, axes, press, memory);
}

void draw_scatter(Ui& ui, const Screen& screen, float width, float height) {
    if (!screen.scatter) return;
    const model::Scatter& s = *screen.scatter;
    const Press press = pressable(ui, "charts.scatter", width, height);
    Axes axes{{press.box.left + ui.px(8), press.box.top + ui.px(22), press.box.right - ui.px(8), press.box.bottom - ui.px(22)}, s.bounds.low.x, s.bounds.high.x, s.bounds.low.y, s.bounds.high.y};
    ImDrawList* list = ImGui::GetWindowDrawList();
    for (const model::Vec2& point : s.points) list->AddCircleFilled(axes.to(point.x, point.y), ui.px(3), packed(ui.roles().secondary, 0.7f), 10);
    if (s.slope && s.intercept)
        list->AddLine(axes.to(axes.low_x, *s.intercept + *s.slope * axes.low_x), axes.to(axes.high_x, *s.intercept + *s.slope * axes.high_x), packed(ui.roles().accent), ui.px(2));
    std::string said = s.moran ? "Moran's I " + picture::number_text(*s.moran, 3) : s.correlation ? "correlation " + picture::number_text(*s.correlation, 2) : "";
    if (s.left_out > 0) said += " · " + base::grouped(s.left_out) + " not known, left out";
    said += (said.empty() ? "↑ " : " · ↑ ") + s.y_label;
    words_at(ui, axes.box.left, press.box.top + ui.px(2), cut(ui, said, axes.box.width(), Style::small), Style::small, ui.roles().secondary);
    draw_axes(ui, axes, "→ " + s.x_label);
}

/// What was brushed last as a filter; of words by name, as their numbers are not the column's own.
Intents draw_keep_brushed(Ui& ui, const Screen& screen, const Remembered& memory) {
    const bool brushed = screen.histogram && memory.brushed && memory.brushed->column == shown_column(screen.model.options);
    beside(ui, 16);
    const bool pressed = button(ui, "charts.keep", "Keep only these", Look::quiet, brushed);
    hint(ui, brushed ? "Hides all others everywhere; a chip brings them back" : "Drag over the bars first");
    if (!pressed || !brushed) return {};
    model::Filter filter = *memory.brushed;
    if (!screen.histogram->words.empty()) filter.kind = model::Filter::Kind::words;
    for (std::size_t i = 0; i < screen.histogram->words.size(); ++i)
        if (screen.histogram->bins[i].low >= filter.least && screen.histogram->bins[i].low <= filter.most) filter.words.push_back(screen.histogram->words[i]);
    return {model::KeepOnly{{filter}}};
}

}  // namespace

Intents draw_charts(Ui& ui, const Screen& screen, Remembered& memory) {
    Intents intents;
    model::ViewOptions wanted = screen.model.options;
    std::vector<std::string> labels;
    int histogram = -1, scatter = -1;
    std::vector<model::ColumnName> columns;
    for (const auto* group : {&screen.area_columns, &screen.people_columns, &screen.asset_columns})
        for (const Choice& column : *group) {
            if (column.column == shown_column(wanted)) histogram = static_cast<int>(labels.size());
            if (column.column == wanted.charts.scatter_x) scatter = static_cast<int>(labels.size());
            labels.push_back(column.label);
            columns.push_back(column.column);
        }
    if (const int i = choose(ui, "charts.column", "", labels, histogram, ui.px(260)); i >= 0) {
        memory.bar = memory.first_bar = -1;
        wanted.charts.histogram = columns[static_cast<std::size_t>(i)];
        intents.push_back(model::Restyle{"Show a histogram", wanted, 0});
    }
    beside(ui, 16);
    ImGui::AlignTextToFramePadding();
    words(ui, "Beside its neighbours", Style::small, Tone::quiet);
    beside(ui);
    if (const int i = choose(ui, "charts.scatter_x", "", labels, scatter, ui.px(260)); i >= 0) {
        wanted.charts.scatter_x = columns[static_cast<std::size_t>(i)];
        intents.push_back(model::Restyle{"Show Moran's scatter", wanted, 0});
    }
    add(intents, draw_keep_brushed(ui, screen, memory));
    const ImVec2 left = ImGui::GetContentRegionAvail();
    const float width = screen.scatter ? (left.x - ui.px(16)) / 2 : std::min(left.x, ui.px(760));
    const Intents brushed = draw_histogram(ui, screen, memory, width, left.y);
    for (const model::Intent& one : brushed)
        if (const auto* where = std::get_if<model::SelectWhere>(&one)) memory.brushed = where->filter;
    add(intents, brushed);
    if (screen.scatter) {
        beside(ui, 16);
        draw_scatter(ui, screen, width, left.y);
    }
    return intents;
}

}  // namespace kith::viewer::draw
