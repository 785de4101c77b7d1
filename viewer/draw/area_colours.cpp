// By what areas are coloured: one column or two, cut into classes, in which colours.
#include <imgui.h>

#include <algorithm>

#include "viewer/draw/panels.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::draw {
namespace {

using model::ViewOptions;
using picture::Scheme;

model::Intent restyle(const char* name, ViewOptions options, std::uint64_t gesture = 0) { return model::Restyle{name, std::move(options), gesture}; }

std::vector<Choice> numbers_of(std::span<const Choice> columns) {
    std::vector<Choice> out;
    for (const Choice& one : columns)
        if (one.numeric()) out.push_back(one);
    return out;
}

/// The colours that are shown as one strip, so that nobody has to know their name.
void draw_strip(Ui& ui, const std::vector<Colour>& colours) {
    if (colours.empty()) return;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float wide = room() / static_cast<float>(colours.size());
    for (std::size_t i = 0; i < colours.size(); ++i)
        ImGui::GetWindowDrawList()->AddRectFilled({at.x + wide * static_cast<float>(i), at.y}, {at.x + wide * static_cast<float>(i + 1), at.y + ui.px(6)}, packed(colours[i]));
    ImGui::Dummy({room(), ui.px(8)});
}

/// A second column beside the first: a map of both at once.
Intents draw_second(Ui& ui, const Screen& screen) {
    const ViewOptions& options = screen.model.options;
    const std::vector<Choice> numbers = numbers_of(screen.area_columns);
    if (numbers.size() < 2) return {};
    const int i = chosen_column(ui, "layers.second", "Together with", "Nothing else", numbers, options.map.colour.second);
    if (i < 0) return {};
    ViewOptions wanted = options;
    wanted.map.colour.second = i == 0 ? model::ColumnName() : numbers[static_cast<std::size_t>(i - 1)].column;
    return {restyle("Colour the areas by two columns", wanted)};
}

/// Where one class ends and the next begins, as somebody types it: a step of the undo list for all of it.
Intents draw_breaks(Ui& ui, const Screen& screen, Remembered& memory) {
    const model::Colouring& colour = screen.model.options.map.colour;
    if (memory.breaks_of != colour.breaks) {  // begun, or undone
        memory.breaks_of = colour.breaks;
        memory.breaks = model::breaks_text(colour.breaks);
        memory.breaks_fault.clear();
        ++memory.gesture;
    }
    words(ui, "Breaks", Style::small, Tone::quiet);
    const bool changed = field(ui, "layers.breaks", memory.breaks, "10 20 50");
    hint(ui, "Numbers with spaces between them: where one class ends and the next begins.");
    Intents intents;
    if (changed) {
        const auto read = model::read_breaks(memory.breaks);
        memory.breaks_fault = read ? "" : read.error().message;
        ViewOptions wanted = screen.model.options;
        if (read) wanted.map.colour.breaks = memory.breaks_of = *read;
        if (read) intents.push_back(restyle("Change the breaks", std::move(wanted), memory.gesture));
    }
    if (!memory.breaks_fault.empty()) paragraph(ui, memory.breaks_fault, Style::small, Tone::caution);
    return intents;
}

Intents draw_count(Ui& ui, const ViewOptions& options) {
    std::vector<std::string> counts;
    for (int i = 2; i <= 10; ++i) counts.push_back(std::to_string(i) + " classes");
    const int i = choose(ui, "layers.classes", "", counts, options.map.colour.classes - 2);
    if (i < 0) return {};
    ViewOptions wanted = options;
    wanted.map.colour.classes = i + 2;
    return {restyle("Change the number of classes", std::move(wanted))};
}

Intents draw_hinge(Ui& ui, const ViewOptions& options) {
    const std::vector<std::string> hinges = {"Fences at 1.5 boxes", "Fences at 3 boxes"};
    const int i = choose(ui, "layers.hinge", "", hinges, options.map.colour.hinge > 2 ? 1 : 0);
    hint(ui, "The box holds the middle half of the areas; what lies this many of its lengths beyond it is a class of its own.");
    if (i < 0) return {};
    ViewOptions wanted = options;
    wanted.map.colour.hinge = i == 0 ? 1.5 : 3;
    return {restyle("Move the fences", std::move(wanted))};
}

/// How numbers are cut into classes, and what that way asks for.
Intents draw_scheme(Ui& ui, const Screen& screen, Remembered& memory) {
    const ViewOptions& options = screen.model.options;
    const auto scheme = options.map.colour.scheme.value_or(Scheme::fisher_jenks);
    std::vector<std::string> schemes;
    for (int i = 0; i < picture::scheme_count; ++i) schemes.push_back(model::title_words(picture::words_of(static_cast<Scheme>(i))));
    schemes[static_cast<std::size_t>(Scheme::fisher_jenks)] = "Natural breaks (usual)";
    Intents intents;
    if (const int i = choose(ui, "layers.scheme", "Cut into classes by", schemes, static_cast<int>(scheme)); i >= 0) {
        ViewOptions wanted = options;
        const auto chosen = static_cast<Scheme>(i);
        wanted.map.colour.scheme = chosen == Scheme::fisher_jenks ? std::nullopt : std::optional(chosen);
        if (chosen == Scheme::manual && scheme != Scheme::manual && screen.area_colours) wanted.map.colour.breaks = screen.area_colours->breaks;
        intents.push_back(restyle("Change the classes", std::move(wanted)));
    }
    if (picture::takes_count(scheme)) add(intents, draw_count(ui, options));
    if (scheme == Scheme::box) add(intents, draw_hinge(ui, options));
    if (scheme == Scheme::manual) add(intents, draw_breaks(ui, screen, memory));
    return intents;
}

struct Palettes {
    std::vector<std::string> names, labels;  // the first is the usual one: ""
    int now = 0;
};

/// Those that can be chosen; the one that is shown stands in the place of the one that was chosen.
Palettes palettes_of(const Screen& screen) {
    const model::ColoursShown& shown = *screen.area_colours;
    const std::string& chosen = screen.model.options.map.colour.palette;
    Palettes out{{""}, {chosen.empty() ? "As usual: " + shown.palette : "As usual"}, chosen.empty() ? 0 : -1};
    const auto classes = static_cast<int>(shown.colours.size());
    for (const picture::PaletteInfo& one : picture::palettes()) {
        const bool fits = !screen.model.preferences.colour_blind_safe || one.safe_at(classes) == picture::ColourBlind::yes;
        if (one.name != chosen && (!fits || (shown.words && one.kind != "qualitative"))) continue;
        if (one.name == chosen) out.now = static_cast<int>(out.names.size());
        out.names.push_back(one.name);
        out.labels.push_back(one.name == chosen && shown.palette != chosen ? shown.palette + ", for " + chosen : one.name);
    }
    return out;
}

Intents draw_palette_choice(Ui& ui, const Screen& screen) {
    if (!screen.area_colours) return {};
    const Palettes palettes = palettes_of(screen);
    Intents intents;
    ViewOptions wanted = screen.model.options;
    if (const int i = choose(ui, "layers.palette", "Colours", palettes.labels, palettes.now); i >= 0) {
        wanted.map.colour.palette = palettes.names[static_cast<std::size_t>(i)];
        intents.push_back(restyle("Change the colours", wanted));
    }
    draw_strip(ui, screen.area_colours->colours);
    if (!screen.area_colours->why.empty()) paragraph(ui, screen.area_colours->why, Style::small, Tone::quiet);
    if (toggle(ui, "layers.reversed", "Turned round", screen.model.options.map.colour.reversed)) {
        wanted.map.colour.reversed = !wanted.map.colour.reversed;
        intents.push_back(restyle("Turn the colours round", wanted));
    }
    return intents;
}

}  // namespace

int chosen_column(Ui& ui, const char* name, const char* label, const char* none, std::span<const Choice> columns, const model::ColumnName& now, float width) {
    std::vector<std::string> labels = {none};
    int current = 0;
    for (const Choice& column : columns) {
        if (column.column == now) current = static_cast<int>(labels.size());
        labels.push_back(column.label);
    }
    return choose(ui, name, label, labels, current, width);
}

Intents draw_area_colours(Ui& ui, const Screen& screen, Remembered& memory) {
    const ViewOptions& options = screen.model.options;
    const model::Colouring& colour = options.map.colour;
    Intents intents;
    if (const int i = chosen_column(ui, "layers.area_colour", "Colour areas by", "Nothing", screen.area_columns, colour.column); i >= 0) {
        ViewOptions wanted = options;
        wanted.map.colour.column = i == 0 ? model::ColumnName() : screen.area_columns[static_cast<std::size_t>(i - 1)].column;
        if (i == 0 || !screen.area_columns[static_cast<std::size_t>(i - 1)].numeric()) wanted.map.colour.second.clear();
        intents.push_back(restyle("Colour the areas", std::move(wanted)));
    }
    if (colour.column.empty()) return intents;
    const bool in_words = screen.area_colours && screen.area_colours->words;
    if (!in_words) add(intents, draw_second(ui, screen));
    if (!colour.second.empty()) return intents;  // two columns have classes and colours of their own
    if (!in_words) add(intents, draw_scheme(ui, screen, memory));
    add(intents, draw_palette_choice(ui, screen));
    return intents;
}

}  // namespace kith::viewer::draw
