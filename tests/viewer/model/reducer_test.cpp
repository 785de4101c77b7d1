// The reducer, options in JSON, visibility, chips and trays: on the sample patch, against counts made here by hand.
#include "tests/viewer/model/model_place.hpp"
#include "viewer/model/command.hpp"
#include "viewer/model/layers.hpp"
#include "viewer/model/map_scene.hpp"

using namespace kith;
using namespace kith::viewer::model;

TEST(Options, GoThereAndBackAsJson) {
    ViewOptions options;
    options.lens = "unpaid";
    options.classes = {1, 3};
    options.filters = {{"people/introduce", Filter::Kind::words, 0, 0, {"yes", "not asked"}}, {"areas.area/km2", Filter::Kind::between, 0.1, 1e300, {}}};
    options.people.colour.column = "people.attributes/age_band";
    options.map.colour = {"areas.area/residents", picture::Scheme::box, 7, 3, {1, 2.5}, "PuOr", true, "areas.area/km2"};
    options.map.layers = {"area", "lived"};
    options.map.hidden_layers = {"drawn"};
    options.map.ties = TieDrawing::flows;
    options.network.around = base::EntityKey{base::EntityKind::asset, 5, ~0ull};
    options.map.walk_from = base::EntityKey{base::EntityKind::person, 7, 1};
    options.network.seed = ~0ull;
    options.table.of = TableOf::events;
    options.findings.messages = {"isolation/one"};
    const auto read = view_options_from_json(to_json(options));
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, options);
    EXPECT_EQ(*view_options_from_json("{}"), ViewOptions());
    EXPECT_EQ(view_options_from_json(R"({"lens":"a"})")->lens, "a");
    for (const char* wrong : {"", "[]", R"({"lens":1})", R"({"what":1})", R"({"map":{"ties":9}})", R"({"map":3})", R"({"filters":{}})"}) EXPECT_FALSE(view_options_from_json(wrong)) << wrong;
    Preferences preferences;
    preferences.theme = ThemeChoice::high_contrast;
    preferences.middle = 0.25f;
    EXPECT_EQ(*preferences_from_json(to_json(preferences)), preferences);
}

TEST(Reducer, StylingIsUndoneWithEverythingElseAndPreferencesAreNot) {
    test::OpenModel at;
    const ViewOptions start = at.model.options;
    ViewOptions next = start;
    next.map.colour.classes = 20;  // 2 to 10
    at(Restyle{"More classes", next, 0});
    EXPECT_EQ(at.model.options.map.colour.classes, 10);
    Preferences preferences;
    preferences.scale_percent = 900;
    at(Prefer{preferences});
    at(Edit{session::AddPerson{}});
    at(Undo{});
    at(Undo{});
    EXPECT_EQ(at.model.options, start);
    EXPECT_EQ(at.model.preferences.scale_percent, 250);
    at(Redo{});
    EXPECT_EQ(at.model.options.map.colour.classes, 10);
}

TEST(Reducer, AnotherPlaceBeginsWithItsOwnLook) {
    test::OpenModel at;
    ViewOptions next;
    next.people.show = false;
    at(Restyle{"Hide people", next, 0});
    at(OpenRecipe{test::sample("village") / "village.toml"});
    EXPECT_FALSE(at.model.options.people.show);  // still the old place
    at.finish_jobs();
    EXPECT_EQ(at.session.view()->people(), 4200u);
    EXPECT_EQ(at.model.options, ViewOptions());
}

TEST(Reducer, AFailureIsANoticeAndALassoSelects) {
    test::OpenModel at;
    at(OpenRecipe{"/no such folder/place.toml"});
    at.finish_jobs();
    ASSERT_FALSE(at.model.notices.empty());
    EXPECT_EQ(at.model.notices.back().tone, Notice::Tone::problem);
    at(UseTool{Tool::lasso});
    const auto xy = at.session.view()->segment("people.positions")->find("point");
    std::size_t row = 0;
    while (!xy->known(row)) ++row;
    const double x = xy->xy()[2 * row], y = xy->xy()[2 * row + 1];
    for (const auto& [dx, dy] : {std::pair{-1.0, -1.0}, {1.0, -1.0}, {0.0, 2.0}}) at(DrawPoint{{x + dx, y + dy}});
    at(FinishOutline{});
    EXPECT_TRUE(at.session.selection().contains(at.person(row)));
    EXPECT_EQ(at.model.window.tool, Tool::select);
    EXPECT_TRUE(at.model.window.outline.empty());
}

/// The areas of the map by layer, as the window would draw them.
std::vector<std::string> drawn_layers(const test::OpenModel& at) {
    const auto map = map_view_of(*at.session.view(), {}, at.model.options, {}, nullptr);
    EXPECT_TRUE(map);
    std::vector<std::string> out;
    for (const auto& layer : map->prepared.scene.areas) out.push_back(layer.as);
    return out;
}

TEST(Reducer, ANeighbourhoodDrawnByHandIsOnTheMapAtOnce) {
    test::OpenModel at;
    const auto start = at.model.options;
    const auto draw = [&] {
        const auto bounds = map_view_of(*at.session.view(), {}, {}, {}, nullptr)->prepared.scene.bounds;
        at(UseTool{Tool::draw_area});
        for (const auto& [x, y] : {std::pair{0.3, 0.3}, {0.6, 0.3}, {0.5, 0.6}}) at(DrawPoint{{bounds.left + x * bounds.width(), bounds.bottom + y * bounds.height()}});
        at(FinishOutline{"Round the green"});
    };
    draw();
    EXPECT_EQ(drawn_layers(at), (std::vector<std::string>{"area", "drawn"})) << "over the areas that are coloured";
    EXPECT_EQ(at.model.options, start);
    const auto map = map_view_of(*at.session.view(), {}, at.model.options, {}, nullptr);
    const auto& labels = map->prepared.scene.labels;
    EXPECT_TRUE(std::any_of(labels.begin(), labels.end(), [](const auto& label) { return label.text == "Round the green"; })) << "with its name";
    at(Undo{});
    EXPECT_EQ(drawn_layers(at), std::vector<std::string>{"area"}) << "one step, and it has gone";
    at(Redo{});
    ViewOptions hidden = at.model.options;
    switch_layer(*at.session.view(), hidden.map, "drawn");
    hidden.map.areas = false;
    at(Restyle{"Hide it", hidden, 0});
    EXPECT_TRUE(drawn_layers(at).empty());
    draw();
    EXPECT_EQ(drawn_layers(at), (std::vector<std::string>{"area", "drawn"})) << "what one has just drawn is seen";
    EXPECT_EQ(at.session.view()->layers().back().count, 2u);
}

TEST(Layers, OneIsColouredAndTheOthersHaveASwitch) {
    test::OpenModel at;
    const auto bounds = map_view_of(*at.session.view(), {}, {}, {}, nullptr)->prepared.scene.bounds;
    at(Edit{session::DrawArea{"One", {{bounds.left, bounds.bottom}, {bounds.right, bounds.bottom}, {bounds.right, bounds.top}}, base::Metres{0}}});
    const privacy::View& view = *at.session.view();
    ASSERT_EQ(view.layers().size(), 3u);
    MapOptions options;
    options.colour.column = "areas.area/population";
    EXPECT_EQ(shown_layers(view, options), (std::vector<std::string>{"area", "drawn"}));
    switch_layer(view, options, "area");
    EXPECT_EQ(shown_layers(view, options).front(), "area") << "the coloured one stays";
    switch_layer(view, options, "drawn");
    EXPECT_EQ(shown_layers(view, options), std::vector<std::string>{"area"});
    colour_layer(view, options, "drawn");
    EXPECT_EQ(coloured_layer(view, options), "drawn");
    EXPECT_EQ(options.colour.column, "") << "that was a column of the other areas";
    switch_layer(view, options, "area");
    EXPECT_EQ(shown_layers(view, options), (std::vector<std::string>{"drawn", "area"}));
    colour_layer(view, options, "area");
    EXPECT_EQ(coloured_layer(view, options), "area");
    options.colour.column.clear();
    switch_layer(view, options, "drawn");
    EXPECT_EQ(options, MapOptions()) << "there and back";
}

TEST(Reducer, ABoundaryFileWithClearColumnsOpensAndOneWithoutAsks) {
    const test::Folder folder;
    test::write_nine_areas(folder / "clear.geojson");
    test::OpenModel at;
    at(OpenBoundaries{folder / "clear.geojson", "", ""});
    at.finish_jobs();
    at.finish_jobs();
    EXPECT_EQ(at.session.view()->place_name(), "clear");
    std::string text = test::text_of_file(folder / "clear.geojson");
    for (std::size_t found = text.find("\"code\""); found != std::string::npos; found = text.find("\"code\"")) text.replace(found, 6, "\"which\"");
    test::write_file(folder / "unclear.geojson", text);
    at(OpenBoundaries{folder / "unclear.geojson", "", ""});
    at.finish_jobs();
    EXPECT_EQ(at.model.window.dialog, Dialog::boundary);
    ASSERT_TRUE(at.model.boundary_question);
    at(OpenBoundaries{at.model.boundary_file, "which", "name"});
    at.finish_jobs();
    EXPECT_EQ(at.session.view()->place_name(), "unclear");
}

TEST(Carried, ATieIsDrawnToAnotherAndItsFormHasBothEnds) {
    test::OpenModel at;
    const auto one = at.person(0), other = at.asset(3);
    at(UseTool{Tool::tie});
    at(TakeUp{{one, false, true, Pane::map, session::Point{1, 2}, session::Point{1, 2}, {}}});
    at(CarryTo{{5, 6}, one});  // it cannot be tied to itself
    EXPECT_FALSE(at.model.window.carried->over);
    at(CarryTo{{5, 6}, at.session.view()->key(base::EntityKind::area, 0, "area")});
    EXPECT_FALSE(at.model.window.carried->over) << "nor to a neighbourhood";
    at(SetDown{});
    EXPECT_EQ(at.model.window.dialog, Dialog::none) << "let go over nobody";
    EXPECT_FALSE(at.model.window.carried);
    at(TakeUp{{one, false, true, Pane::map, session::Point{1, 2}, session::Point{1, 2}, {}}});
    at(CarryTo{{5, 6}, other});
    at(SetDown{});
    EXPECT_EQ(at.model.window.dialog, Dialog::add_tie);
    EXPECT_EQ(std::vector(at.session.selection().keys().begin(), at.session.selection().keys().end()), (std::vector{one, other}));
    EXPECT_TRUE(at.session.undo_list().empty()) << "the form adds it, not the hand";
}

TEST(Carried, SomebodyIsMovedOnlyWhereTheyAreSetDownAndThatIsUndone) {
    test::OpenModel at;
    const auto positions = at.session.view()->segment("people.positions")->find("point");
    std::size_t row = 0, unplaced = 0;
    while (!positions->known(row)) ++row;
    while (positions->known(unplaced) || positions->state(unplaced) == column::State::withheld) ++unplaced;
    const auto start = at.session.revision_digest();
    const session::Point there{positions->xy()[2 * row] + 40, positions->xy()[2 * row + 1]};
    at(UseTool{Tool::move});
    at(TakeUp{{at.person(row), true, true, Pane::map, session::Point{}, session::Point{}, {}}});
    at(CarryTo{there});
    const Command* escape = nullptr;
    const auto all = commands(at.model);
    for (const Command& command : all)
        if (command.shortcut == "Esc") escape = &command;
    ASSERT_NE(escape, nullptr);
    at(escape->intent);
    EXPECT_FALSE(at.model.window.carried);
    EXPECT_EQ(at.model.window.tool, Tool::move) << "the first Escape lets go, the second leaves the tool";
    EXPECT_EQ(at.session.revision_digest(), start);
    at(TakeUp{{at.person(row), true, true, Pane::map, session::Point{}, session::Point{}, {}}});
    at(CarryTo{there});
    at(SetDown{});
    EXPECT_EQ(std::get<session::Point>(*at.session.value(at.person(row), "people.positions/point")), there);
    EXPECT_EQ(at.model.notices.back().text.rfind("Moved. The place there is in ", 0), 0u) << at.model.notices.back().text;
    at(Undo{});
    EXPECT_EQ(at.session.revision_digest(), start);
    at(Select{{at.person(unplaced)}});  // out of the tray: in hand with the tool
    at(UseTool{Tool::move});
    ASSERT_TRUE(at.model.window.carried);
    at(SetDown{});
    EXPECT_EQ(at.session.revision_digest(), start) << "nowhere yet";
    at(UseTool{Tool::move});
    at(CarryTo{there});
    at(SetDown{});
    EXPECT_EQ(std::get<session::Point>(*at.session.value(at.person(unplaced), "people.positions/point")), there);
    at(Undo{});
    EXPECT_EQ(at.session.revision_digest(), start);
}

TEST(Carried, NobodyWhosePlaceIsKeptPrivateIsTakenOutOfTheTray) {
    test::OpenModel at;
    const auto positions = at.session.view()->segment("assets.positions")->find("point");
    std::size_t row = 0;
    while (row < positions->rows() && positions->state(row) != column::State::withheld) ++row;
    ASSERT_LT(row, positions->rows()) << "the patch has a place that is kept private";
    const base::EntityKey asset = at.asset(row);
    at(Select{{asset}});
    at(UseTool{Tool::move});
    EXPECT_FALSE(at.model.window.carried) << "its own place would be written over by one press";
}

TEST(Unsaved, EditsMadeWhileAnotherPlaceIsOpeningAreAskedAboutFirst) {
    using How = AnswerUnsaved::How;
    const auto village = test::sample("village") / "village.toml";
    for (const How how : {How::back, How::keep}) {
        test::OpenModel at;
        at(OpenRecipe{village});
        EXPECT_EQ(at.model.window.dialog, Dialog::none);  // nothing to ask about yet
        at(Edit{session::AddPerson{"Somebody", {}, column::Role::participant, {}}});
        at.finish_jobs();
        ASSERT_EQ(at.model.window.dialog, Dialog::unsaved);
        EXPECT_NE(at.session.view()->people(), 4200u) << "what was edited is still open";
        EXPECT_EQ(at.session.unsaved_edits(), 1u);
        at(AnswerUnsaved{how});
        at.finish_jobs();
        EXPECT_EQ(at.model.window.dialog, Dialog::none);
        EXPECT_EQ(at.session.view()->people() == 4200u, how == How::keep);
        EXPECT_EQ(at.session.unsaved_edits(), how == How::keep ? 0u : 1u);
        EXPECT_FALSE(at.session.opening_waits());
    }
    test::OpenModel at;  // asked already when the opening began: not again
    at(Edit{session::AddPerson{"Somebody", {}, column::Role::participant, {}}});
    at(OpenRecipe{village});
    ASSERT_EQ(at.model.window.dialog, Dialog::unsaved);
    at(AnswerUnsaved{How::keep});
    at.finish_jobs();
    EXPECT_EQ(at.session.view()->people(), 4200u);
}

TEST(Unsaved, SavedWhenAskedItGoesOnToThePlaceThatWasRead) {
    const test::Folder folder;
    test::OpenModel at;
    at(OpenRecipe{test::sample("village") / "village.toml"});
    at(Edit{session::AddPerson{"Somebody", {}, column::Role::participant, {}}});
    at.finish_jobs();
    at(AnswerUnsaved{AnswerUnsaved::How::save});
    EXPECT_EQ(at.model.window.dialog, Dialog::save_edits);
    at(SaveEdits{folder / "edits.jsonl"});
    EXPECT_EQ(at.session.view()->people(), 4200u);
    EXPECT_TRUE(std::filesystem::exists(folder / "edits.jsonl"));
}

TEST(Visibility, EveryRowIsCountedOnceUnderTheFirstThatHidesIt) {
    test::OpenModel at;
    const privacy::View& view = *at.session.view();
    const auto* introduce = view.segment("people")->find("introduce");
    std::int64_t not_yes = 0;
    for (std::size_t row = 0; row < view.people(); ++row) not_yes += !introduce->known(row) || introduce->booleans()[row] == 0;
    ViewOptions options;
    options.filters = {{"people/introduce", Filter::Kind::words, 0, 0, {"yes"}}, {"people/introduce", Filter::Kind::words, 0, 0, {"no"}}};
    options.lens = "unpaid";
    at(Restyle{"Filter", options, 0});
    const Visibility& visible = at.model.visibility();
    ASSERT_EQ(visible.reasons_people.size(), 2u);
    EXPECT_EQ(visible.reasons_people[0].hidden, not_yes);
    EXPECT_EQ(visible.reasons_people[1].hidden, static_cast<std::int64_t>(view.people()) - not_yes);
    const auto account = account_of(at.model);
    EXPECT_EQ(account.lines[0].shown, 0);
    for (const auto& line : account.lines) EXPECT_TRUE(line.reconciles()) << line.what;
    const auto chips = chips_of(at.model);
    ASSERT_GE(chips.size(), 3u);
    EXPECT_NE(chips[0].text.find("unpaid ties · hides "), std::string::npos) << chips[0].text;
    EXPECT_GT(chips[0].hidden, 0);
    // A chip's own intent takes away what it names and nothing else.
    at(chips[0].clear);
    EXPECT_TRUE(at.model.options.lens.empty());
    EXPECT_EQ(at.model.options.filters.size(), 2u);
}

TEST(Visibility, TheNetworkOfANeighbourhoodIsAChipAndGoesAgain) {
    test::OpenModel at;
    EXPECT_FALSE(waits_for_a_choice(at.model)) << "the patch is small enough";
    const privacy::View& view = *at.session.view();
    const std::size_t before = chips_of(at.model).size();
    ViewOptions options = at.model.options;
    options.network.around = at.session.index().areas(0)[0];
    at(Restyle{"Look at one", options, 0});
    const auto chips = chips_of(at.model);
    ASSERT_EQ(chips.size(), before + 1);
    const auto* areas = view.segment("people")->find("area");
    std::int64_t elsewhere = 0;
    for (std::size_t row = 0; row < view.people(); ++row) elsewhere += areas->i32()[row] != 0;
    const auto one = std::find_if(chips.begin(), chips.end(), [](const Chip& chip) { return chip.text.starts_with("network of "); });
    ASSERT_NE(one, chips.end());
    EXPECT_EQ(one->hidden, elsewhere);
    at(one->clear);
    EXPECT_FALSE(at.model.options.network.around);
}

TEST(Visibility, TraysHoldWhoIsThereAndCannotBeDrawn) {
    test::OpenModel at;
    const privacy::View& view = *at.session.view();
    const auto people = view.segment("people");
    const auto* points = view.segment("people.positions")->find("point");
    std::size_t without = 0, not_asked = 0;
    for (std::size_t row = 0; row < view.people(); ++row) {
        if (people->find("role")->i32()[row] == static_cast<std::int32_t>(column::Role::alter) || people->find("living")->i32()[row] != 0) continue;
        without += !points->known(row);
        not_asked += people->find("asked")->i32()[row] == 0;
    }
    const Trays trays = trays_of(at.model);
    EXPECT_EQ(trays.people_without_place.rows.size(), without);
    EXPECT_EQ(trays.not_asked.rows.size(), not_asked);
    for (const std::int32_t row : trays.isolates.rows)
        EXPECT_EQ(std::count(trays.not_asked.rows.begin(), trays.not_asked.rows.end(), row), 0);  // not asked is no isolate
}

TEST(Commands, EachHasALabelAndNoTwoShareAShortcutOrAnId) {
    test::OpenModel at;
    at.run({{"kith.inventory"}});
    at(Select{{at.person(0)}, session::SelectMode::replace});
    const auto list = commands(at.model);
    std::set<std::string> ids, shortcuts;
    for (const Command& command : list) {
        EXPECT_TRUE(ids.insert(command.id).second) << command.id;
        EXPECT_TRUE(command.shortcut.empty() || shortcuts.insert(command.shortcut).second) << command.shortcut;
        EXPECT_FALSE(command.label.empty());
        EXPECT_EQ(command.enabled, command.why_not.empty()) << command.id;
    }
    for (const char* expected : {"Ctrl+K", "F1", "Ctrl+F", "Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+0", "Ctrl+9", "Ctrl+A", "Ctrl+Shift+A", "Ctrl+I", "F5", "F11", "Esc", "Ctrl+O", "Ctrl+S"})
        EXPECT_TRUE(shortcuts.contains(expected)) << expected;
    const Command* undo = by_shortcut(list, "Ctrl+Z");
    ASSERT_NE(undo, nullptr);
    EXPECT_FALSE(undo->enabled);
    EXPECT_EQ(by_shortcut(list, ""), nullptr);
    for (const Command& command : list)
        if (command.enabled && command.id != "place.reload" && command.id != "place.sample" && command.id.rfind("place.", 0) != 0) at(command.intent);  // each can be carried out
    EXPECT_TRUE(at.session.is_open());
}

TEST(Commands, ThePaletteFindsWhatIsMeant) {
    test::OpenModel at;
    const auto list = commands(at.model);
    const auto first = [&](const char* typed) { return list[ranked(list, typed).at(0)].id; };
    EXPECT_EQ(first("fit every"), "view.fit_all");
    EXPECT_EQ(first("add pers"), "edit.add_person");
    EXPECT_EQ(first("aap"), "edit.add_person");  // first letters of words
    EXPECT_EQ(first("neighbourhood"), "edit.draw_area");
    EXPECT_EQ(first("dark"), "window.theme.1");
    EXPECT_TRUE(ranked(list, "xqzw").empty());
    EXPECT_EQ(ranked(list, "").size(), list.size());
    const auto undo = ranked(list, "undo");
    EXPECT_EQ(list[undo.at(0)].id, "edit.undo");  // found although there is nothing to undo
    EXPECT_FALSE(help_lines(at.model).empty());
}
