// A histogram to brush; beside it areas and their neighbours (scatter_panel.cpp).
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "engine/base/text.hpp"
#include "engine/picture/text.hpp"
#include "viewer/draw/chart_axes.hpp"
#include "viewer/draw/panels.hpp"

namespace kith::viewer::draw {

ImVec2 Axes::to(double x, double y) const {
    const double wide = std::max(high_x - low_x, 1e-12), high = std::max(high_y - low_y, 1e-12);
    return {box.left + static_cast<float>((x - low_x) / wide) * box.width(), box.bottom - static_cast<float>((y - low_y) / high) * box.height()};
}

void draw_axes(Ui& ui, const Axes& axes, std::string_view low, std::string_view high, std::string_view label) {
    const float y = axes.box.bottom + ui.px(4), ends = width_of(ui, low, Style::map) + width_of(ui, high, Style::map);
    ImGui::GetWindowDrawList()->AddLine({axes.box.left, axes.box.bottom}, {axes.box.right, axes.box.bottom}, packed(ui.roles().secondary));
    words_at(ui, axes.box.left, y, low, Style::map, ui.roles().secondary);
    words_at(ui, axes.box.right - width_of(ui, high, Style::map), y, high, Style::map, ui.roles().secondary);
    const std::string shown = cut(ui, label, axes.box.width() - ends - ui.px(24), Style::map);
    words_at(ui, (axes.box.left + axes.box.right - width_of(ui, shown, Style::map)) / 2, y, shown, Style::map, ui.roles().text);
}

namespace {

constexpr float least_word = 28;  // wide, at 100 %: of narrower bars the word is said only when they are pointed at

/// The column of the histogram: the chosen one, else that of the map.
const model::ColumnName& shown_column(const model::ViewOptions& options) { return options.charts.histogram.empty() ? options.map.colour.column : options.charts.histogram; }

std::size_t bar_at(const model::Histogram& histogram, double x) {
    std::size_t bar = 0;
    while (bar + 1 < histogram.bins.size() && histogram.bins[bar + 1].low <= x) ++bar;
    return bar;
}

void draw_bars(Ui& ui, const model::Histogram& histogram, const Axes& axes) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    for (const model::Bin& bin : histogram.bins) {
        const ImVec2 low = axes.to(bin.low, 0), high = axes.to(bin.high, static_cast<double>(bin.count));
        const float right = std::max(low.x + 2, high.x);
        list->AddRectFilled({low.x + 1, high.y}, {right, low.y}, packed(ui.roles().secondary, 0.45f));
        if (bin.selected > 0) list->AddRectFilled({low.x + 1, axes.to(0, static_cast<double>(bin.selected)).y}, {right, low.y}, packed(ui.roles().accent));
        if (bin.hovered > 0) list->AddRect({low.x + 1, high.y - ui.px(2)}, {right, low.y}, packed(ui.roles().text), 0, 0, ui.px(1.5f));
    }
    for (const double edge : histogram.breaks) {
        const float x = axes.to(edge, 0).x;
        list->AddLine({x, axes.box.top}, {x, axes.box.bottom}, packed(ui.roles().text, 0.5f));
    }
}

/// Under its bar each word, as much of it as there is room for.
void draw_bar_words(Ui& ui, const model::Histogram& histogram, const Axes& axes) {
    for (std::size_t i = 0; i < histogram.words.size(); ++i) {
        const float left = axes.to(histogram.bins[i].low, 0).x, right = axes.to(histogram.bins[i].high, 0).x;
        if (right - left < ui.px(least_word)) return;
        const std::string word = cut(ui, histogram.words[i], right - left - ui.px(4), Style::map);
        words_at(ui, (left + right - width_of(ui, word, Style::map)) / 2, axes.box.bottom + ui.px(4), word, Style::map, ui.roles().text);
    }
}

Intents select_bars(const Screen& screen, const model::Histogram& histogram, std::size_t one, std::size_t other) {
    const auto [first, last] = std::minmax(one, other);
    return {model::SelectWhere{model::filter_of(histogram, shown_column(screen.model.options), first, last), ImGui::GetIO().KeyCtrl ? session::SelectMode::add : session::SelectMode::replace}};
}

/// By keyboard: Left and Right go from bar to bar, with Shift they take more.
Intents brush_by_keys(const Ui& ui, const Screen& screen, const model::Histogram& histogram, Remembered& memory) {
    const bool more = ui.input.chord.starts_with("Shift+");
    const std::string key = more ? ui.input.chord.substr(6) : ui.input.chord;
    if ((key != "Left" && key != "Right") || histogram.bins.empty()) return {};
    const int last = static_cast<int>(histogram.bins.size()) - 1;
    memory.bar = std::clamp(memory.bar + (key == "Right" ? 1 : -1), 0, last);
    if (!more || memory.first_bar < 0) memory.first_bar = memory.bar;
    return select_bars(screen, histogram, static_cast<std::size_t>(std::min(memory.first_bar, last)), static_cast<std::size_t>(memory.bar));
}

/// A press or a drag selects whoever is counted in the bars that it touches; a bar that is pointed at says what it is.
Intents brush(Ui& ui, const Screen& screen, const Axes& axes, const Press& press, Remembered& memory) {
    const model::Histogram& h = *screen.histogram;
    if (h.bins.empty()) return {};
    const ImGuiIO& io = ImGui::GetIO();
    const std::size_t at = bar_at(h, axes.x(io.MousePos.x));
    if (press.held && !memory.brush_from) memory.brush_from = bar_at(h, axes.x(io.MouseClickedPos[0].x));
    const bool here = press.hovered && press.box.holds(io.MousePos.x, io.MousePos.y);
    if (!memory.brush_from && !here) return {};
    const std::size_t from = std::min(memory.brush_from.value_or(at), h.bins.size() - 1), first = std::min(from, at), last = std::max(from, at);
    ImGui::GetWindowDrawList()->AddRectFilled({axes.to(h.bins[first].low, 0).x, axes.box.top}, {axes.to(h.bins[last].high, 0).x, axes.box.bottom}, packed(ui.roles().accent, memory.brush_from ? 0.15f : 0.08f));
    if (!memory.brush_from) hint(ui, model::bar_text(h, at));
    if (!memory.brush_from || press.held) return {};
    memory.brush_from.reset();
    return select_bars(screen, h, first, last);
}

std::string account_of(const model::Histogram& h, std::int64_t most) {
    std::int64_t unknown = 0, selected = 0;
    for (const std::int64_t count : h.unknown) unknown += count;
    for (const model::Bin& bin : h.bins) selected += bin.selected;
    std::string out = base::grouped(h.known) + " known, " + base::grouped(unknown) + " not known · the fullest bar: " + base::grouped(most);
    return selected > 0 ? out + " · " + base::grouped(selected) + " selected" : out;
}

Intents draw_histogram(Ui& ui, const Screen& screen, Remembered& memory, float width, float height) {
    if (!screen.histogram) {
        words(ui, "Choose a column to see how its numbers are spread.", Style::body, Tone::quiet);
        return {};
    }
    const model::Histogram& h = *screen.histogram;
    const Press press = pressable(ui, "charts.brush", width, height);
    Axes axes{within_words(ui, press.box)};
    std::int64_t most = 1;
    for (const model::Bin& bin : h.bins) most = std::max(most, bin.count);
    if (!h.bins.empty()) {
        axes.low_x = h.bins.front().low;
        axes.high_x = h.bins.back().high;
    }
    axes.high_y = static_cast<double>(most);
    const bool in_words = !h.words.empty();
    const std::string account = (in_words ? h.title + " · " : std::string()) + account_of(h, most);
    words_at(ui, axes.box.left, press.box.top + ui.px(2), cut(ui, account, axes.box.width(), Style::small), Style::small, ui.roles().secondary);
    draw_bars(ui, h, axes);
    draw_axes(ui, axes, in_words ? "" : model::edge_text(h, axes.low_x), in_words ? "" : model::edge_text(h, axes.high_x), in_words ? "" : h.title);
    draw_bar_words(ui, h, axes);
    if (press.focused) {
        memory.own_keys = OwnKeys::all;
        if (Intents by_keys = brush_by_keys(ui, screen, h, memory); !by_keys.empty()) return by_keys;
    }
    return brush(ui, screen, axes, press, memory);
}

/// Which column is spread out; and which is held against its neighbours, of areas alone.
Intents draw_columns(Ui& ui, const Screen& screen, Remembered& memory) {
    Intents intents;
    model::ViewOptions wanted = screen.model.options;
    std::vector<std::string> labels;
    int now = -1;
    std::vector<model::ColumnName> columns;
    for (const auto* group : {&screen.area_columns, &screen.people_columns, &screen.asset_columns})
        for (const Choice& column : *group) {
            if (column.column == shown_column(wanted)) now = static_cast<int>(labels.size());
            labels.push_back(column.label);
            columns.push_back(column.column);
        }
    if (const int i = choose(ui, "charts.column", "", labels, now, ui.px(260)); i >= 0) {
        memory.bar = memory.first_bar = -1;
        wanted.charts.histogram = columns[static_cast<std::size_t>(i)];
        intents.push_back(model::Restyle{"Show a histogram", wanted, 0});
    }
    std::vector<Choice> numbers;
    for (const Choice& one : screen.area_columns)
        if (one.numeric()) numbers.push_back(one);
    if (numbers.empty()) return intents;
    beside(ui, 16);
    ImGui::AlignTextToFramePadding();
    words(ui, "Beside its neighbours", Style::small, Tone::quiet);
    beside(ui);
    if (const int i = chosen_column(ui, "charts.scatter_x", "", "Nothing", numbers, wanted.charts.scatter_x, ui.px(260)); i >= 0) {
        memory.point = -1;
        wanted.charts.scatter_x = i == 0 ? model::ColumnName() : numbers[static_cast<std::size_t>(i - 1)].column;
        intents.push_back(model::Restyle{i == 0 ? "Show no neighbours" : "Show Moran's scatter", wanted, 0});
    }
    return intents;
}

/// What was brushed last, as a filter.
Intents draw_keep_brushed(Ui& ui, const Screen& screen, const Remembered& memory) {
    const bool brushed = screen.histogram && memory.brushed && memory.brushed->column == shown_column(screen.model.options);
    beside(ui, 16);
    const bool pressed = button(ui, "charts.keep", "Keep only these", Look::quiet, brushed);
    hint(ui, brushed ? "Hides all others everywhere; a chip brings them back" : "Drag over the bars first");
    if (!pressed || !brushed) return {};
    return {model::KeepOnly{{*memory.brushed}}};
}

}  // namespace

Intents draw_charts(Ui& ui, const Screen& screen, Remembered& memory) {
    Intents intents = draw_columns(ui, screen, memory);
    add(intents, draw_keep_brushed(ui, screen, memory));
    if (!screen.scatter_fault.empty()) paragraph(ui, screen.scatter_fault, Style::small, Tone::caution);
    const ImVec2 left = ImGui::GetContentRegionAvail();
    const float width = screen.scatter ? (left.x - ui.px(16)) / 2 : std::min(left.x, ui.px(760));
    const Intents brushed = draw_histogram(ui, screen, memory, width, left.y);
    for (const model::Intent& one : brushed)
        if (const auto* where = std::get_if<model::SelectWhere>(&one)) memory.brushed = where->filter;
    add(intents, brushed);
    if (screen.scatter) {
        beside(ui, 16);
        add(intents, draw_scatter(ui, screen, memory, width, left.y));
    }
    return intents;
}

}  // namespace kith::viewer::draw
