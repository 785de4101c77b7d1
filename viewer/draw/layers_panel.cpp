// What is drawn, through which lens, and what can be asked of it.
#include <imgui.h>

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "viewer/draw/panels.hpp"
#include "viewer/model/layers.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::draw {
namespace {

using model::ViewOptions;

model::Intent restyle(const char* name, ViewOptions options) { return model::Restyle{name, std::move(options), 0}; }

/// Which layer is coloured, where there are several, and which others lie over it as outlines.
Intents draw_area_layers(Ui& ui, const Screen& screen) {
    if (screen.layers.size() < 2) return {};
    const privacy::View& view = *screen.model.view();
    const std::vector<std::string> shown = model::shown_layers(view, screen.model.options.map);
    std::vector<std::string> names;
    int now = 0;
    for (const OpenedLayer& layer : screen.layers) {
        if (!shown.empty() && layer.as == shown.front()) now = static_cast<int>(names.size());
        names.push_back(layer.label);
    }
    Intents intents;
    ViewOptions wanted = screen.model.options;
    if (const int i = choose(ui, "layers.layer", "Coloured and named", names, now); i >= 0) {
        model::colour_layer(view, wanted.map, screen.layers[static_cast<std::size_t>(i)].as);
        intents.push_back(restyle("Show other areas", wanted));
    }
    words(ui, "Over it, as outlines", Style::small, Tone::quiet);
    for (const OpenedLayer& layer : screen.layers) {
        if (!shown.empty() && layer.as == shown.front()) continue;
        const bool on = std::find(shown.begin(), shown.end(), layer.as) != shown.end();
        if (!toggle(ui, "layers.area." + layer.as, layer.label, on)) continue;
        model::switch_layer(view, wanted.map, layer.as);
        intents.push_back(restyle(on ? "Hide outlines" : "Show outlines", wanted));
    }
    return intents;
}

Intents draw_areas(Ui& ui, const Screen& screen, Remembered& memory) {
    const ViewOptions& options = screen.model.options;
    if (screen.layers.empty()) return {};
    Intents intents;
    ViewOptions wanted = options;
    if (toggle(ui, "layers.areas", "Areas", options.map.areas)) {
        wanted.map.areas = !options.map.areas;
        intents.push_back(restyle(options.map.areas ? "Hide the areas" : "Show the areas", wanted));
    }
    add(intents, draw_area_layers(ui, screen));
    add(intents, draw_area_colours(ui, screen, memory));
    return intents;
}

/// What lies behind, each layer with a switch; and the lettered grid.
Intents draw_behind(Ui& ui, const Screen& screen) {
    const model::MapOptions& now = screen.model.options.map;
    Intents intents;
    const auto wish = [&](const char* name, auto change) {
        ViewOptions wanted = screen.model.options;
        change(wanted.map);
        intents.push_back(restyle(name, std::move(wanted)));
    };
    bool named = false;
    for (const OpenedBackdrop& behind : screen.backdrops) {
        const bool shown = std::find(now.hidden_backdrops.begin(), now.hidden_backdrops.end(), behind.as) == now.hidden_backdrops.end();
        named = named || (shown && behind.named);
        if (toggle(ui, "layers.backdrop." + behind.as, behind.label, shown))
            wish(shown ? "Hide what lies behind" : "Show what lies behind", [&](model::MapOptions& o) { model::switch_backdrop(o, behind.as); });
    }
    if (named && toggle(ui, "layers.backdrop_names", "Names in the background", now.backdrop_names))
        wish("Names in the background", [](model::MapOptions& o) { o.backdrop_names = !o.backdrop_names; });
    if (toggle(ui, "layers.grid", "Lettered grid", now.grid)) wish(now.grid ? "Hide the lettered grid" : "Show the lettered grid", [](model::MapOptions& o) { o.grid = !o.grid; });
    hint(ui, "Squares with letters and numbers, the same on paper: C4 in the find box goes there.");
    if (!now.grid) return intents;
    constexpr std::array<int, 6> across{4, 6, 8, 12, 16, 26};
    std::vector<std::string> choices;
    for (const int one : across) choices.push_back("At most " + std::to_string(one) + " across");
    const int chosen = static_cast<int>(std::find(across.begin(), across.end(), now.grid_columns) - across.begin());
    if (const int i = choose(ui, "layers.grid_columns", "", choices, chosen < static_cast<int>(across.size()) ? chosen : -1); i >= 0)
        wish("Change the lettered grid", [&](model::MapOptions& o) { o.grid_columns = across[static_cast<std::size_t>(i)]; });
    return intents;
}

/// Colour, and under it size and shape, of people or of assets by any column.
Intents draw_mark_look(Ui& ui, const Screen& screen, const std::string& what, model::MarkLook ViewOptions::*look, std::span<const Choice> columns, const char* plain, bool& more) {
    if (columns.empty()) return {};
    Intents intents;
    const auto ask = [&](const char* way, const std::string& label, std::span<const Choice> choices, const char* none, const model::ColumnName& now, auto give) {
        const int i = chosen_column(ui, ("layers." + what + "_" + way).c_str(), label.c_str(), none, choices, now);
        if (i < 0) return;
        ViewOptions wanted = screen.model.options;
        give(wanted.*look, i == 0 ? model::ColumnName() : choices[static_cast<std::size_t>(i - 1)].column);
        intents.push_back(restyle(("Change the " + std::string(way) + " of " + what).c_str(), wanted));
    };
    const model::MarkLook& now = screen.model.options.*look;
    ask("colour", "Colour " + what + " by", columns, plain, now.colour.column, [](model::MarkLook& to, model::ColumnName name) { to.colour.column = std::move(name); });
    if (!section(ui, "layers." + what + "_more", "Size and shape", more)) return intents;
    std::vector<Choice> numbers, in_words;
    for (const Choice& one : columns) {
        if (one.numeric()) numbers.push_back(one);
        if (one.type == model::FieldType::word || one.type == model::FieldType::yes_no) in_words.push_back(one);
    }
    ask("size", "Size by", numbers, "All the same", now.size, [](model::MarkLook& to, model::ColumnName name) { to.size = std::move(name); });
    ask("shape", "Shape by", in_words, what == "assets" ? "Their class" : "All the same", now.shape, [](model::MarkLook& to, model::ColumnName name) { to.shape = std::move(name); });
    return intents;
}

/// A class of assets: its mark, its word, how many, and whether it is shown.
bool class_line(Ui& ui, const Screen& screen, int asset_class, std::int64_t count, bool shown) {
    const picture::MarkStyle style = picture::asset_style(asset_class, false, screen.map.scene ? screen.map.scene->theme : ui.theme);
    const std::string title = asset_class < 0 ? "Kind not recorded" : std::string(picture::style_of(static_cast<column::AssetClass>(asset_class)).title);
    const bool pressed = line(ui, "layers.class." + std::to_string(asset_class), title, shown ? base::grouped(count) : "hidden", false, 12);
    const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
    draw_mark(ui, style.mark, low.x + ui.px(8), (low.y + high.y) / 2, ui.px(10), shown ? style.fill : picture::Fill{}, style.line);
    return pressed;
}

Intents draw_assets(Ui& ui, const Screen& screen, bool& more) {
    const ViewOptions& options = screen.model.options;
    Intents intents;
    ViewOptions wanted = options;
    if (toggle(ui, "layers.assets", "Assets", options.assets.show)) {
        wanted.assets.show = !options.assets.show;
        intents.push_back(restyle(options.assets.show ? "Hide the assets" : "Show the assets", wanted));
    }
    for (std::size_t i = 0; i < screen.assets_by_class.size() && options.assets.show; ++i) {
        if (screen.assets_by_class[i] == 0) continue;
        const int code = i == 6 ? -1 : static_cast<int>(i);
        const auto at = std::find(options.classes.begin(), options.classes.end(), code);
        if (!class_line(ui, screen, code, screen.assets_by_class[i], at == options.classes.end())) continue;
        if (at == options.classes.end())
            wanted.classes.push_back(code);
        else
            wanted.classes.erase(wanted.classes.begin() + (at - options.classes.begin()));
        intents.push_back(restyle(at == options.classes.end() ? "Hide a class of assets" : "Show a class of assets", wanted));
    }
    if (options.assets.show)
        if (toggle(ui, "layers.asset_names", "Names of assets", options.map.asset_names)) {
            wanted.map.asset_names = !options.map.asset_names;
            intents.push_back(restyle("Names of assets", wanted));
        }
    if (options.assets.show) add(intents, draw_mark_look(ui, screen, "assets", &ViewOptions::assets, screen.asset_columns, "Their class", more));
    return intents;
}

Intents draw_people(Ui& ui, const Screen& screen, bool& more) {
    const ViewOptions& options = screen.model.options;
    Intents intents;
    ViewOptions wanted = options;
    if (screen.audience != "team") {
        paragraph(ui, "People are shown to the team only.", Style::small, Tone::quiet);
        return intents;
    }
    if (toggle(ui, "layers.people", "People", options.people.show)) {
        wanted.people.show = !options.people.show;
        intents.push_back(restyle(options.people.show ? "Hide the people" : "Show the people", wanted));
    }
    const std::int64_t people = screen.asked + screen.not_asked + screen.named_only;
    std::string counts;  // nothing of what there is none
    for (const auto& [count, what] : {std::pair{screen.asked, " asked about ties"}, {screen.not_asked, " not asked yet"}, {screen.named_only, " named by others"}})
        if (count > 0) counts += (counts.empty() ? "" : ", ") + base::grouped(count) + what;
    paragraph(ui, people == 0 ? "Nobody is recorded here yet." : counts,
              Style::small, Tone::quiet);
    if (people == 0) return intents;
    add(intents, draw_mark_look(ui, screen, "people", &ViewOptions::people, screen.people_columns, "Nothing", more));
    const std::vector<std::string> ways = {"No ties on the map", "Ties as lines", "Flows between areas"};
    if (const int i = choose(ui, "layers.ties", "Ties", ways, static_cast<int>(options.map.ties)); i >= 0) {
        wanted.map.ties = static_cast<model::TieDrawing>(i);
        intents.push_back(restyle("Change how ties are drawn", wanted));
    }
    return intents;
}

Intents draw_lens(Ui& ui, const Screen& screen) {
    std::vector<std::string> names = {"Every tie"};
    const auto lenses = screen.model.view()->lenses();
    int now = 0;
    for (const privacy::LensSpec& lens : lenses) {
        if (lens.as == screen.model.options.lens) now = static_cast<int>(names.size());
        names.push_back("Only " + model::plain_words(lens.as));
    }
    const int i = choose(ui, "layers.lens", "", names, now);
    if (i < 0) return {};
    ViewOptions wanted = screen.model.options;
    wanted.lens = i == 0 ? std::string() : lenses[static_cast<std::size_t>(i - 1)].as;
    return {restyle("Change the lens", wanted)};
}

/// How colours are offered and seen, and what stands beside the pictures.
Intents draw_colours(Ui& ui, const Screen& screen) {
    Intents intents;
    model::Preferences wanted = screen.model.preferences;
    if (toggle(ui, "colours.safe", "Only palettes for everybody", wanted.colour_blind_safe)) {
        wanted.colour_blind_safe = !wanted.colour_blind_safe;
        intents.push_back(model::Prefer{wanted});
    }
    hint(ui, "Offers only palettes that people with the common kinds of colour blindness can tell apart.");
    std::vector<std::string> sights;
    for (int i = 0; i < picture::colour_sight_count; ++i) sights.emplace_back(picture::words_of(static_cast<picture::ColourSight>(i)));
    sights.front() = "Like most people";
    if (const int i = choose(ui, "colours.sight", "See the window", sights, static_cast<int>(wanted.sight)); i >= 0) {
        wanted.sight = static_cast<picture::ColourSight>(i);
        intents.push_back(model::Prefer{wanted});
    }
    const std::vector<std::string> themes = {"Light", "Dark", "High contrast"};
    if (const int i = choose(ui, "colours.theme", "Colours of the window", themes, static_cast<int>(wanted.theme)); i >= 0) {
        wanted.theme = static_cast<model::ThemeChoice>(i);
        intents.push_back(model::Prefer{wanted});
    }
    ViewOptions options = screen.model.options;
    if (toggle(ui, "colours.legend", "Legend", options.map.legend)) {
        options.map.legend = !options.map.legend;
        intents.push_back(restyle(options.map.legend ? "Show the legend" : "Hide the legend", options));
    }
    return intents;
}

Intents draw_analyses(Ui& ui, const Screen& screen) {
    Intents intents;
    if (button(ui, "analyses.usual", "Run the usual analyses", Look::plain, true, room())) intents.push_back(model::RunAnalyses{});
    for (const AnalysisLine& one : screen.analyses) {
        const std::string state = one.stale ? "has changed since" : one.run ? "done" : one.ready ? "" : "not yet";
        // A title is read whole: where both do not fit, its state stands below; and so it does beside the way to how it was worked out.
        const bool both = !one.run && width_of(ui, one.title) + width_of(ui, state, Style::small) + ui.px(24) <= room();
        if (both ? line(ui, "analyses." + one.id, one.title, state) : tall_line(ui, "analyses." + one.id, one.title)) intents.push_back(model::ShowDialog{model::Dialog::run, one.id});
        hint(ui, one.sentence);
        if (both || state.empty()) continue;
        ImGui::Indent(ui.px(8));
        ImGui::AlignTextToFramePadding();
        words(ui, state, Style::small, Tone::quiet);
        if (one.run) beside(ui, 0);
        if (one.run && button(ui, "analyses.how." + one.id, "How?", Look::quiet)) intents.push_back(model::ShowDialog{model::Dialog::provenance, one.as});
        if (one.run) hint(ui, "How it was worked out");
        ImGui::Unindent(ui.px(8));
    }
    return intents;
}

}  // namespace

Intents draw_layers(Ui& ui, const Screen& screen, Remembered& memory) {
    Intents intents;
    begin_panel(ui, "Layers", screen.panes.layers);
    if (section(ui, "layers", "Layers", memory.layers_open)) {
        add(intents, draw_areas(ui, screen, memory));
        gap(ui, 8);
        add(intents, draw_assets(ui, screen, memory.assets_more));
        gap(ui, 8);
        add(intents, draw_people(ui, screen, memory.people_more));
        gap(ui, 8);
        add(intents, draw_behind(ui, screen));
    }
    gap(ui, 8);
    if (section(ui, "lens", "Lens", memory.lens_open)) add(intents, draw_lens(ui, screen));
    gap(ui, 8);
    const bool arranging = memory.network_open;
    if (section(ui, "arranging", "Network", memory.network_open, model::words_of(screen.model.options.network.arrangement))) add(intents, draw_arranging(ui, screen));
    if (memory.network_open && !arranging) ImGui::SetScrollHereY(1);
    gap(ui, 8);
    if (section(ui, "analyses", "Analyses", memory.analyses_open)) add(intents, draw_analyses(ui, screen));
    gap(ui, 8);
    if (section(ui, "colours", "Colours", memory.colours_open)) add(intents, draw_colours(ui, screen));
    end_panel();
    return intents;
}

}  // namespace kith::viewer::draw
