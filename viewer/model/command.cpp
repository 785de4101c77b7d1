#include "viewer/model/command.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "engine/base/text.hpp"
#include "viewer/model/arranging.hpp"
#include "viewer/model/day_words.hpp"
#include "viewer/model/selecting.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::model {
namespace {

/// Gathers commands; what a command lacks is said in one sentence.
class Gatherer {
public:
    explicit Gatherer(const Model& model) : m(model), s(model.session) {}

    void add(std::string id, std::string label, std::string shortcut, Intent intent, std::string why_not = {}) {
        list.push_back({std::move(id), std::move(label), group, std::move(shortcut), why_not.empty(), std::move(why_not), std::move(intent)});
    }
    std::string when_open() const { return s.is_open() ? "" : "Open a place first."; }
    std::string when_team() const { return !s.is_open() || m.view()->audience() == privacy::Audience::team ? when_open() : "It holds small numbers: show what the team may see first."; }
    std::string when_person() const { return !s.selection().empty() && s.selection().keys().back().kind == base::EntityKind::person ? when_named() : "Select a person first."; }
    std::string when_named() const { return m.preferences.presentation ? "Show names again first: it is about a person." : when_team(); }
    std::string when_selected() const { return !s.selection().empty() ? "" : "Select somebody or something first."; }
    std::string when_results() const { return !s.results().empty() ? "" : "Run an analysis first."; }

    template <class Change>
    void restyle(std::string id, std::string label, std::string shortcut, Change change, std::string why_not = {}) {
        ViewOptions options = m.options;
        change(options);
        add(std::move(id), label, std::move(shortcut), Restyle{label, std::move(options), 0}, why_not.empty() ? when_open() : std::move(why_not));
    }
    template <class Change>
    void prefer(std::string id, std::string label, std::string shortcut, Change change) {
        Preferences preferences = m.preferences;
        change(preferences);
        add(std::move(id), std::move(label), std::move(shortcut), Prefer{preferences});
    }

    const Model& m;
    const session::Session& s;
    std::string group;
    std::vector<Command> list;
};

void add_files(Gatherer& g) {
    g.group = "Place";
    g.add("place.open", "Open a place", "Ctrl+O", ShowDialog{Dialog::open, ""});
    g.add("place.sample", "Look around the sample patch", "", OpenSample{});
    g.add("place.import", "Start from files: spreadsheets, maps, networks", "Ctrl+Shift+O", ShowDialog{Dialog::open, "import"});
    g.add("place.boundaries", "Start from a boundary file", "", ShowDialog{Dialog::open, "boundaries"});
    for (const auto& file : g.s.recent_files()) g.add("place.recent." + file.string(), "Open " + file.filename().string() + " again", "", OpenRecipe{file});
    const std::string when_workspace = g.s.is_workspace() ? "" : "Save this place as a workspace first.";
    if (g.s.is_workspace()) g.add("place.save", "Save the workspace anew", "Ctrl+S", SaveWorkspace{}, g.s.read_only() ? "It is open to read only." : "");
    else g.add("place.save_edits", "Save the edits", "Ctrl+S", SaveEdits{}, g.s.unsaved_edits() > 0 ? "" : "There is no edit that is not saved.");
    g.add("place.save_workspace", "Seal this place in a workspace", "Ctrl+Shift+S", ShowDialog{Dialog::save_workspace, ""}, g.when_open());
    g.add("place.passphrase", "Change the passphrase", "", ShowDialog{Dialog::new_passphrase, ""}, when_workspace);
    g.add("place.purpose", "What people are held for", "", ShowDialog{Dialog::purpose, ""}, when_workspace);
    g.add("place.reviews", "Reviews due: what to look at again", "", ShowDialog{Dialog::reviews, ""}, g.when_open());
    const std::size_t waiting = g.s.to_accept();
    g.add("place.captured", waiting == 0 ? "Entries to accept, from capture pages" : "To accept: " + base::counted(static_cast<std::int64_t>(waiting), "entry", "entries") + " from capture pages", "", ShowDialog{Dialog::captured, ""}, waiting > 0 ? g.when_named() : "Nothing waits to be accepted.");
    g.add("place.lock", "Lock now", "Ctrl+Shift+L", LockWorkspace{}, when_workspace);
    g.add("place.load_edits", "Take in a file of edits", "", ShowDialog{Dialog::open, "edits"}, g.when_open());
    g.add("place.save_recipe", "Keep these analyses as a recipe", "", ShowDialog{Dialog::save_recipe, ""}, g.when_results());
    g.add("place.reload", "Read the files again", "F5", OpenRecipe{g.s.file(), g.s.root()}, g.s.is_workspace() ? "A workspace reads no other files." : g.when_open());
    const bool team = g.s.is_open() && g.m.view()->audience() == privacy::Audience::team;
    g.add("place.audience", team ? "Show only what is safe for everybody" : "Show what the team may see", "", ShowTo{team ? privacy::Audience::safe : privacy::Audience::team}, g.when_open());
    g.add("place.close", "Back to the start screen", "Ctrl+W", ClosePlace{}, g.when_open());
    g.add("place.quit", "Close Kith", "Ctrl+Q", Want{WindowAction::quit});
}

void add_edits(Gatherer& g) {
    g.group = "Change";
    const auto undo = g.s.undo_list(), redo = g.s.redo_list();
    g.add("edit.undo", undo.empty() ? "Undo" : "Undo: " + undo.back().name, "Ctrl+Z", Undo{}, undo.empty() ? "There is nothing to undo." : "");
    g.add("edit.redo", redo.empty() ? "Do again" : "Do again: " + redo.back().name, "Ctrl+Shift+Z", Redo{}, redo.empty() ? "There is nothing to do again." : "");
    g.add("edit.quick_add", "Note something down", "Ctrl+N", ShowDialog{Dialog::quick_add, ""}, g.when_open());
    g.add("edit.add_person", "Add a person", "P", ShowDialog{Dialog::add_person, ""}, g.when_open());
    g.add("edit.add_asset", "Add an asset", "E", ShowDialog{Dialog::add_asset, ""}, g.when_open());
    g.add("edit.person_on_map", "Add a person where they live on the map", "Shift+P", UseTool{Tool::add_person}, g.when_open());
    g.add("edit.asset_on_map", "Add an asset where it stands on the map", "Shift+E", UseTool{Tool::add_asset}, g.when_open());
    g.add("edit.add_tie", "Add a tie", "C", ShowDialog{Dialog::add_tie, ""}, g.when_selected());
    g.add("edit.draw_tie", "Draw a tie from one to another", "Shift+C", UseTool{Tool::tie}, g.when_open());
    g.add("edit.move", "Move people and assets on the map", "M", UseTool{Tool::move}, g.when_open());
    g.add("edit.add_event", "Add an event", "V", ShowDialog{Dialog::add_event, ""}, g.when_open());
    const auto chosen = g.s.selection().keys();
    const auto is_end = [](const base::EntityKey& key) { return key.kind == base::EntityKind::person || key.kind == base::EntityKind::asset; };
    const bool two = chosen.size() == 2 && is_end(chosen[0]) && is_end(chosen[1]) && (chosen[0].kind == base::EntityKind::person || chosen[1].kind == base::EntityKind::person);
    const session::Date today{g.s.is_open() ? today_of(*g.m.view()) : 0, column::Precision::day};
    g.add("edit.introduce", "Offer an introduction to the two that are selected", "I", Edit{session::OfferIntroduction{two ? chosen[0] : base::EntityKey{}, two ? chosen[1] : base::EntityKey{}, today}},
          two ? "" : "Select two people first, or a person and a group or place.");
    g.add("edit.path", "Write down a path: the hope, and the next step", "Shift+V", ShowDialog{Dialog::path, ""}, !chosen.empty() && is_end(chosen.back()) ? "" : "Select a person, a group or a place first.");
    g.add("edit.draw_area", "Draw a neighbourhood", "N", UseTool{Tool::draw_area}, g.when_open());
    g.add("edit.cells", "Change the selected rows", "", ShowDialog{Dialog::edit_cells, ""}, g.when_selected());
    g.add("edit.paste", "Paste from a spreadsheet", "Ctrl+V", ShowDialog{Dialog::paste, ""}, g.when_open());
    const auto keys = g.s.selection().keys();
    g.add("edit.remove", "Remove what is selected", "Del", Edit{session::Remove{{keys.begin(), keys.end()}}}, g.when_selected());
    const bool one = !keys.empty() && (keys.back().kind == base::EntityKind::person || keys.back().kind == base::EntityKind::asset);
    g.add("edit.unplace", "Take off the map, into the tray", "", Edit{session::MoveTo{one ? keys.back() : base::EntityKey{}, std::nullopt}}, one ? "" : g.when_selected().empty() ? "Select a person or an asset first." : g.when_selected());
}

void add_selection(Gatherer& g) {
    g.group = "Select";
    g.add("select.all", "Select all", "Ctrl+A", SelectAll{}, g.when_open());
    g.add("select.none", "Clear the selection", "Ctrl+Shift+A", Select{{}, session::SelectMode::replace}, g.when_selected());
    g.add("select.inverse", "Turn the selection round", "Ctrl+I", SelectInverse{}, g.when_open());
    g.add("select.neighbours", "Add the neighbours to the selection", "Ctrl+6", SelectNeighbours{}, g.when_selected());
    const bool area = !g.s.selection().empty() && g.s.selection().keys().back().kind == base::EntityKind::area;
    g.add("select.in_area", "Select whoever is in this area", "", SelectInArea{area ? g.s.selection().keys().back() : base::EntityKey{}, session::SelectMode::replace}, area ? "" : "Select an area first.");
    g.add("select.box", "Select with a box", "B", UseTool{Tool::box}, g.when_open());
    g.add("select.lasso", "Select with a lasso", "L", UseTool{Tool::lasso}, g.when_open());
    g.prefer("view.today", "Show what is due today; again: its next list", "Ctrl+D", [](Preferences& p) { p.bottom_tab = Pane::today; });
    g.add("view.day", "Let the day's list fill the window", "Ctrl+Shift+D", FillWindow{Pane::today}, g.when_open());
    g.add("find", "Find a person or a place", "Ctrl+F", ShowDialog{Dialog::find, ""}, g.when_open());
}

/// The ways that are reached on foot from who or what is selected.
void add_walk(Gatherer& g, std::optional<base::EntityKey> chosen) {
    const bool network = g.s.is_open() && g.m.view()->segment("walking") != nullptr;
    const std::string why_not = !g.s.is_open() ? g.when_open() : !network ? "The ways that can be walked are not on record here." : chosen ? "" : "Select a person or an asset first.";
    g.restyle("map.walk", "Show what is reached on foot from the one selected", "", [&](ViewOptions& o) { o.map.walk_from = chosen; }, why_not);
    if (g.m.options.map.walk_from) g.restyle("map.no_walk", "Show no walk on the map", "", [](ViewOptions& o) { o.map.walk_from.reset(); });
}

void add_views(Gatherer& g) {
    g.group = "Map and network";
    g.add("view.fit_all", "Fit everything", "Ctrl+0", Want{WindowAction::fit_all}, g.when_open());
    g.add("view.fit_selection", "Fit the selection", "Ctrl+9", Want{WindowAction::fit_selection}, g.when_selected());
    g.add("view.zoom_in", "Look closer", "Ctrl++", Want{WindowAction::zoom_in}, g.when_open());
    g.add("view.zoom_out", "Step back", "Ctrl+-", Want{WindowAction::zoom_out}, g.when_open());
    const bool paused = g.m.window.layout_paused, moves = g.s.jobs().running(session::JobKind::layout);
    g.add("view.pause", paused ? "Go on with the layout" : "Pause the layout", "Pause", PauseLayout{!paused}, moves ? "" : g.s.is_open() ? "The network has found its place." : g.when_open());
    g.restyle("view.layout", "Lay the network out again", "Ctrl+L", [](ViewOptions& o) { ++o.network.seed; });
    for (const Arrangement arrangement : {Arrangement::free, Arrangement::on_the_map, Arrangement::by_community, Arrangement::around_one})
        g.add("network." + std::to_string(static_cast<int>(arrangement)), "Arrange the network: " + base::lower(words_of(arrangement)), "",
              Restyle{"Arrange the network", arranged(g.m, arrangement), 0}, why_not_arranged(g.m, arrangement));
    const auto keys = g.s.selection().keys();
    const bool one = !keys.empty() && (keys.back().kind == base::EntityKind::person || keys.back().kind == base::EntityKind::asset);
    const std::string choose = "Select a person or an asset first.", why_not = !g.s.is_open() ? g.when_open() : middle_of(g.m) ? "" : choose;
    g.add("network.focus", "Focus on the one selected", "F", Restyle{"Focus on one", focused(g.m, 1), 0}, one ? "" : choose);
    for (int depth = 0; depth <= 9; ++depth)
        g.add("network.depth." + std::to_string(depth), "Show the network to " + base::counted(depth, "step"), std::to_string(depth), Restyle{"Show the network to " + base::counted(depth, "step"), focused(g.m, depth), 0}, why_not);
    g.add("network.everybody", "Show the whole network", "Z", Restyle{"Show the whole network", focused(g.m, -1), 0}, g.when_open());
    g.restyle("map.people", g.m.options.people.show ? "Hide people" : "Show people", "", [](ViewOptions& o) { o.people.show = !o.people.show; });
    g.restyle("map.assets", g.m.options.assets.show ? "Hide assets" : "Show assets", "", [](ViewOptions& o) { o.assets.show = !o.assets.show; });
    g.restyle("map.areas", g.m.options.map.areas ? "Hide areas" : "Show areas", "", [](ViewOptions& o) { o.map.areas = !o.map.areas; });
    g.restyle("map.legend", g.m.options.map.legend ? "Hide the legend" : "Show the legend", "", [](ViewOptions& o) { o.map.legend = !o.map.legend; });
    g.restyle("map.grid", g.m.options.map.grid ? "Hide the lettered grid" : "Show the lettered grid", "", [](ViewOptions& o) { o.map.grid = !o.map.grid; });
    g.add("map.square", "Go to a square of the lettered grid", "", ShowDialog{Dialog::find, ""}, g.when_open());
    g.add("filters.selected", "Keep only those selected", "Ctrl+Shift+F", KeepOnly{}, why_not_kept(g.m));
    g.restyle("filters.clear", "Take all filters away", "", [](ViewOptions& o) { o.filters.clear(), o.classes.clear(), o.lens.clear(); });
    add_walk(g, one ? std::optional(keys.back()) : std::nullopt);
    if (!g.s.is_open()) return;
    for (const privacy::Backdrop& behind : g.m.view()->backdrops()) {
        auto& hidden = g.m.options.map.hidden_backdrops;
        const bool shown = std::find(hidden.begin(), hidden.end(), behind.as) == hidden.end();
        g.restyle("backdrop." + behind.as, (shown ? "Hide in the background: " : "Show in the background: ") + plain_words(behind.as), "", [&](ViewOptions& o) { switch_backdrop(o.map, behind.as); });
    }
    if (!g.m.view()->backdrops().empty()) g.restyle("map.backdrop_names", g.m.options.map.backdrop_names ? "Hide names in the background" : "Show names in the background", "", [](ViewOptions& o) { o.map.backdrop_names = !o.map.backdrop_names; });
    g.restyle("lens.", "Look through no lens: every tie", "", [](ViewOptions& o) { o.lens.clear(); });
    for (const auto& lens : g.m.view()->lenses())
        g.restyle("lens." + lens.as, "Look through the lens: " + plain_words(lens.as), "", [&](ViewOptions& o) { o.lens = lens.as; });
}

void add_analyses(Gatherer& g) {
    g.group = "Analyses";
    g.add("run.usual", g.s.recipe().analyses.empty() ? "Run every analysis" : "Run the analyses of the recipe", "Ctrl+R", RunAnalyses{{}, 1}, g.when_open());
    const auto results = g.s.results();
    const bool any_stale = std::any_of(results.begin(), results.end(), [&](const auto& one) { return !g.s.stale(*one).empty(); });
    g.add("run.again", "Run again what is out of date", "Ctrl+Shift+R", RunAgain{}, any_stale ? "" : "Every result is up to date.");
    for (const auto& plugin : g.s.plugins().plugins())
        g.add("run." + plugin->manifest.id, "Run " + plugin->manifest.title, "", ShowDialog{Dialog::run, plugin->manifest.id}, g.when_open());
    for (const auto& result : results)
        g.add("provenance." + result->analysis.as, "Say how " + plain_words(result->analysis.as) + " was worked out", "", ShowDialog{Dialog::provenance, result->analysis.as});
    for (const auto& job : g.s.jobs().records())
        if (job.state == session::JobState::running) g.add("stop." + std::to_string(job.id), "Stop: " + job.title, "", CancelJob{job.id});
}

void add_window(Gatherer& g) {
    g.group = "Window";
    g.add("window.palette", "Search for a command", "Ctrl+K", ShowDialog{Dialog::palette, ""});
    g.add("window.help", "Show all commands and habits", "F1", ShowDialog{Dialog::help, ""});
    g.add("window.next_pane", "Go to the next pane", "F6", Want{WindowAction::next_pane});
    g.add("window.previous_pane", "Go to the pane before", "Shift+F6", Want{WindowAction::previous_pane});
    const bool full = g.m.window.full.has_value();
    g.add("window.full", full ? "Show all panes again" : "Let this pane fill the window", "F11", FillWindow{full ? std::nullopt : std::optional(g.m.window.focus)});
    g.add("window.escape", "Close what lies on top, or clear the selection", "Esc",
          g.m.window.dialog != Dialog::none ? Intent(ShowDialog{Dialog::none, ""}) : g.m.window.carried ? Intent(LetGo{}) : g.m.window.tool != Tool::select ? Intent(UseTool{Tool::select}) : Intent(Select{{}, session::SelectMode::replace}));
    for (const auto& [theme, words] : {std::pair{ThemeChoice::light, "Use light colours"}, {ThemeChoice::dark, "Use dark colours"}, {ThemeChoice::high_contrast, "Use high contrast"}})
        g.prefer("window.theme." + std::to_string(static_cast<int>(theme)), words, "", [theme = theme](Preferences& p) { p.theme = theme; });
    g.prefer("window.larger", "Make everything larger", "Ctrl+Shift++", [](Preferences& p) { p.scale_percent = std::min(250, p.scale_percent + 25); });
    g.prefer("window.smaller", "Make everything smaller", "Ctrl+Shift+-", [](Preferences& p) { p.scale_percent = std::max(75, p.scale_percent - 25); });
    g.prefer("window.presentation", g.m.preferences.presentation ? "Show names again" : "Hide names for a presentation", "Ctrl+Shift+P", [](Preferences& p) { p.presentation = !p.presentation; });
    g.prefer("window.motion", g.m.preferences.reduced_motion ? "Let things move" : "Keep things from moving", "", [](Preferences& p) { p.reduced_motion = !p.reduced_motion; });
    g.prefer("window.safe_colours", g.m.preferences.colour_blind_safe ? "Offer every palette" : "Offer only palettes that are safe for colour-blind people", "", [](Preferences& p) { p.colour_blind_safe = !p.colour_blind_safe; });
    for (const int minutes : {5, 15, 60, 0})
        g.prefer("window.lock." + std::to_string(minutes), minutes == 0 ? "Never lock a workspace by itself" : "Lock a workspace after " + std::to_string(minutes) + " minutes without a hand", "", [minutes](Preferences& p) { p.lock_after_minutes = minutes; });
    for (int i = 0; i < picture::colour_sight_count; ++i)
        g.prefer("window.sight." + std::to_string(i), "See colours " + std::string(picture::words_of(static_cast<picture::ColourSight>(i))), "", [i](Preferences& p) { p.sight = static_cast<picture::ColourSight>(i); });
    g.group = "Out";
    g.add("out.picture", "Print or keep a picture", "Ctrl+P", ShowDialog{Dialog::export_picture, ""}, g.when_open());
    g.add("out.copy", "Copy the picture", "Ctrl+C", Want{WindowAction::copy_picture}, g.when_open());
    g.add("out.table", "Keep the table as CSV", "", ShowDialog{Dialog::export_table, ""}, g.when_open());
    g.add("out.publish", "Publish this place: a page, a poster and data", "", LookAtPublication{privacy::Audience::anybody}, g.when_team());
    g.add("out.near", "Sheet: what's near a door, a place or a street", "", ShowDialog{Dialog::paper, "near"}, g.when_open());
    g.add("out.visit", "Sheet: a visit to the person selected", "", ShowDialog{Dialog::paper, "visit"}, g.when_person());
    g.add("out.path", "Sheet: a path, of the one selected or empty", "", ShowDialog{Dialog::paper, "path"}, g.when_named());
    g.add("out.told", "Sheet: you told us, for the person selected", "", ShowDialog{Dialog::paper, "told"}, g.when_person());
    g.add("out.directory", "Sheet: a directory of groups", "", ShowDialog{Dialog::paper, "directory"}, g.when_open());
    g.add("out.cards", "Sheet: cards to write on", "", ShowDialog{Dialog::paper, "cards"}, g.when_open());
    g.add("out.place", "Export this place for other programs: maps, networks, spreadsheets", "", ShowDialog{Dialog::export_place, ""}, g.when_open());
    g.add("view.introductions", "See the introductions that could be offered", "", ShowDialog{Dialog::introductions, ""}, !g.when_team().empty() ? g.when_team() : g.when_results());
    g.add("out.introductions", "Keep the introductions as CSV", "", Want{WindowAction::export_introductions}, g.when_results());
}

// A plain piece of the label beats letters in order, enabled or not; of two that fit alike the enabled one is first.
constexpr int not_enabled = 20, whole_beats = 30;

/// How well letters fit: -1 not at all; less is better. Every letter in order; a start of a word costs nothing, a letter left out little.
int cost_of(std::string_view typed, std::string_view text) {
    int cost = 0;
    std::size_t at = 0;
    bool first = true;
    for (const char c : typed) {
        if (c == ' ') continue;
        const std::size_t found = text.find(c, at);
        if (found == std::string_view::npos) return -1;
        // The nearest start of a word with this letter, when the next letter is not right here.
        std::size_t best = found;
        if (found != at || first)
            for (std::size_t i = found; i < text.size(); ++i)
                if (text[i] == c && (i == 0 || text[i - 1] == ' ')) {
                    best = i;
                    break;
                }
        const bool starts = best == 0 || text[best - 1] == ' ';
        cost += best == at && !first ? 0 : starts ? 2 : 6 + static_cast<int>(std::min<std::size_t>(best - at, 10));
        at = best + 1;
        first = false;
    }
    return cost;
}

/// The better of letters in order and letters in order from word starts; a plain piece of the text beats both.
int rank_of(std::string_view typed, std::string_view text) {
    const std::size_t whole = text.find(typed);
    if (whole != std::string_view::npos) return whole == 0 ? 0 : text[whole - 1] == ' ' ? 1 : 3;
    const int cost = cost_of(typed, text);
    return cost < 0 ? -1 : whole_beats + cost;
}

}  // namespace

std::vector<Command> commands(const Model& model) {
    Gatherer gatherer(model);
    add_files(gatherer);
    add_edits(gatherer);
    add_selection(gatherer);
    add_views(gatherer);
    add_analyses(gatherer);
    add_window(gatherer);
    return std::move(gatherer.list);
}

std::vector<std::size_t> ranked(const std::vector<Command>& commands, std::string_view typed) {
    const std::string wanted = base::lower(base::trimmed(typed));
    std::vector<std::pair<int, std::size_t>> fits;
    for (std::size_t i = 0; i < commands.size(); ++i) {
        int rank = wanted.empty() ? 0 : rank_of(wanted, base::lower(commands[i].label));
        if (!wanted.empty() && rank < 0 && base::lower(commands[i].group).starts_with(wanted)) rank = 500;
        if (rank >= 0) fits.emplace_back(rank + (commands[i].enabled || wanted.empty() ? 0 : not_enabled), i);
    }
    if (!wanted.empty()) std::stable_sort(fits.begin(), fits.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::size_t> order;
    for (const auto& [rank, index] : fits) order.push_back(index);
    return order;
}

const Command* by_shortcut(const std::vector<Command>& commands, std::string_view shortcut) {
    const auto at = std::find_if(commands.begin(), commands.end(), [&](const Command& one) { return !shortcut.empty() && one.shortcut == shortcut; });
    return at == commands.end() ? nullptr : &*at;
}

std::vector<HelpLine> help_lines(const Model& model) {
    std::vector<HelpLine> lines;
    for (const Command& command : commands(model))
        if (!command.shortcut.empty()) lines.push_back({command.group, command.label, command.shortcut});
    constexpr std::array<std::pair<const char*, const char*>, 16> habits{{{"Zoom at the pointer", "Wheel"}, {"Move the map or the network", "Drag, or Space and move"},
        {"Select", "Click"}, {"Add to the selection, or take out", "Ctrl+click"}, {"Select with a box", "Shift+drag"}, {"Select with a lasso", "Alt+drag from the ground"}, {"Draw a tie", "Alt+drag from one to the other"},
        {"Come near to those selected", "Double-click"}, {"Go from control to control", "Tab, Shift+Tab"}, {"Move it under the cross, by little", "Arrows, Shift+arrows"},
        {"Zoom at the cross", "Page up, Page down"}, {"See all of it again", "Home"}, {"Select what is under the cross", "Enter"}, {"Take up and set down at the cross (tie, move)", "Enter"},
        {"Set a corner at the cross (box, lasso, neighbourhood)", "Enter"}, {"Close the line, take a corner back", "Ctrl+Enter, Backspace"}}};
    for (const auto& [what, how] : habits) lines.push_back({"On the canvas", what, how});
    return lines;
}

}  // namespace kith::viewer::model
