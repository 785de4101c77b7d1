// How the network is arranged, by which communities, and how far around whom it is shown.
#include <imgui.h>

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "viewer/draw/panels.hpp"
#include "viewer/model/arranging.hpp"

namespace kith::viewer::draw {
namespace {

using model::Arrangement;

constexpr std::array<Arrangement, 4> arrangements{Arrangement::free, Arrangement::on_the_map, Arrangement::by_community, Arrangement::around_one};

/// One of four; what is missing for one that cannot be chosen yet stands below them.
Intents draw_arrangements(Ui& ui, const Screen& screen) {
    Intents intents;
    std::string missing;
    for (std::size_t i = 0; i < arrangements.size(); ++i) {
        const bool on = screen.model.options.network.arrangement == arrangements[i];
        const std::string why_not = on ? "" : model::why_not_arranged(screen.model, arrangements[i]);
        if (toggle(ui, "arranging." + std::to_string(i), model::words_of(arrangements[i]), on, why_not.empty()) && !on)
            intents.push_back(model::Restyle{"Arrange the network", model::arranged(screen.model, arrangements[i]), 0});
        hint(ui, why_not);
        if (!why_not.empty() && missing.find(why_not) == std::string::npos) missing += (missing.empty() ? "" : "\n") + std::string(model::words_of(arrangements[i])) + ": " + why_not;
    }
    if (!missing.empty()) paragraph(ui, missing, Style::small, Tone::quiet);
    return intents;
}

/// Words, and the groups that an analysis found: a number of something else is no community.
Intents draw_communities(Ui& ui, const Screen& screen) {
    std::vector<std::string> labels;
    std::vector<model::ColumnName> columns;
    const model::ColumnName now = model::community_column(screen.model);
    int current = -1;
    for (const Choice& one : screen.people_columns) {
        if (one.numeric() && !one.column.ends_with("/group")) continue;
        if (one.column == now) current = static_cast<int>(labels.size());
        labels.push_back(one.label);
        columns.push_back(one.column);
    }
    if (labels.empty()) return {};
    const int i = choose(ui, "arranging.community", "Communities are", labels, current);
    if (i < 0) return {};
    model::ViewOptions wanted = screen.model.options;
    wanted.network.community = columns[static_cast<std::size_t>(i)];
    wanted.network.arrangement = Arrangement::by_community;
    return {model::Restyle{"Arrange the network by other communities", std::move(wanted), 0}};
}

/// So many steps around somebody; more or less by one.
Intents draw_focus(Ui& ui, const Screen& screen) {
    Intents intents;
    const model::NetworkOptions& now = screen.model.options.network;
    const auto middle = now.focus_depth >= 0 && now.around ? now.around : model::middle_of(screen.model);
    const auto row = middle ? screen.model.session.index().find(*middle) : std::nullopt;
    const auto step = [&](const char* name, const char* label, int to, bool enabled, const char* help) {
        if (button(ui, name, label, Look::plain, enabled, ui.px(28))) intents.push_back(model::Restyle{"Show another part of the network", model::focused(screen.model, to), 0});
        hint(ui, help);
    };
    step("arranging.nearer", "−", now.focus_depth - 1, row && now.focus_depth > 0, "One step less");
    beside(ui);
    step("arranging.farther", "+", now.focus_depth < 0 ? 1 : now.focus_depth + 1, row && now.focus_depth < 9, "One step more");
    beside(ui);
    ImGui::AlignTextToFramePadding();
    words(ui, now.focus_depth < 0 ? "everybody is shown" : base::counted(now.focus_depth, "step") + " around", Style::small, Tone::quiet);
    if (!row) paragraph(ui, "Select a person or an asset to see the network around them.", Style::small, Tone::quiet);
    else cut_words(ui, screen.model.view()->label(row->kind, static_cast<std::size_t>(row->row)), room(), Style::body, now.focus_depth < 0 ? Tone::quiet : Tone::normal);
    if (now.focus_depth >= 0 && button(ui, "arranging.everybody", "Show everybody", Look::quiet)) intents.push_back(model::Restyle{"Show the whole network", model::focused(screen.model, -1), 0});
    return intents;
}

}  // namespace

Intents draw_arranging(Ui& ui, const Screen& screen) {
    if (screen.model.topology() == nullptr) {
        paragraph(ui, screen.audience == "team" ? "With the first tie a network begins." : "Who knows whom is shown to the team only.", Style::small, Tone::quiet);
        return {};
    }
    Intents intents = draw_arrangements(ui, screen);
    add(intents, draw_communities(ui, screen));
    gap(ui, 8);
    add(intents, draw_focus(ui, screen));
    gap(ui, 8);
    const bool moves = screen.model.session.jobs().running(session::JobKind::layout), paused = screen.model.window.layout_paused;
    if (button(ui, "arranging.pause", paused ? "Go on" : "Pause", Look::plain, moves)) intents.push_back(model::PauseLayout{!paused});
    hint(ui, moves ? "The layout, as it finds its place" : "The network has found its place");
    beside(ui);
    model::ViewOptions anew = screen.model.options;
    ++anew.network.seed;
    if (button(ui, "arranging.again", "Lay out again")) intents.push_back(model::Restyle{"Lay the network out again", std::move(anew), 0});
    return intents;
}

}  // namespace kith::viewer::draw
