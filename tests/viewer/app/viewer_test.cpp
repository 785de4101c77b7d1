// The whole window without a display (EGL): the sample patch is opened, controls are pressed, the model is asked. No pixels.
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "tests/support/session_place.hpp"
#include "tests/viewer/app/whole_window.hpp"

namespace kith::viewer::app {
namespace viewer_test {

TEST_F(WholeWindow, WhatAHandDidIsInTheSameFrame) {
    open();
    const draw::Box map = viewer->items().find("map")->box;
    input.push(draw::PointerMoved{(map.left + map.right) / 2, (map.top + map.bottom) / 2});
    settle();
    const std::int64_t pictures = viewer->preparation().map.pictures();
    input.push(draw::WheelTurned{0, 1});
    frame();
    EXPECT_EQ(viewer->preparation().map.pictures(), pictures + 1);
    EXPECT_TRUE(viewer->drew());
}

TEST_F(WholeWindow, ThePictureThatStandsIsNotDrawnAgain) {
    open();
    const std::int64_t frames = viewer->frames();
    for (int i = 0; i < 5; ++i) frame();
    EXPECT_FALSE(viewer->drew());
    EXPECT_EQ(viewer->frames(), frames);
    viewer->redraw();
    frame();
    EXPECT_TRUE(viewer->drew());
    EXPECT_EQ(viewer->frames(), frames + 1);
}

TEST_F(WholeWindow, WhoWantsNothingToMoveSeesTheNetworkOnceItHasSettled) {
    ASSERT_TRUE(viewer->model().preferences.reduced_motion);
    viewer->want(model::OpenRecipe{std::filesystem::path(KITH_SOURCE_DIR) / "data/samples/village/village.toml"});
    int waited = 0;
    for (const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(90); !viewer->preparation().network.shows();) {
        frame();
        if (viewer->preparation().settling()) {
            EXPECT_FALSE(viewer->preparation().network.shows());
            EXPECT_THAT(viewer->preparation().network.empty, testing::StartsWith("The network is being arranged."));
            ++waited;
        }
        ASSERT_LT(std::chrono::steady_clock::now(), end);
    }
    EXPECT_GT(waited, 0) << "4,200 people take more than one frame";
    EXPECT_EQ(viewer->preparation().network.empty, "");
    settle();
    EXPECT_TRUE(viewer->preparation().network.shows());
}

TEST_F(WholeWindow, AStoppedLayoutIsShownAsFarAsItCameAndTheWindowRests) {
    ASSERT_TRUE(viewer->model().preferences.reduced_motion);
    viewer->want(model::OpenRecipe{std::filesystem::path(KITH_SOURCE_DIR) / "data/samples/village/village.toml"});
    session::JobId layout = 0;
    for (const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(90); layout == 0;) {
        frame();
        for (const session::JobRecord& job : viewer->session().jobs().records())
            if (job.kind == session::JobKind::layout && job.state == session::JobState::running) layout = job.id;
        ASSERT_LT(std::chrono::steady_clock::now(), end);
    }
    viewer->want(model::CancelJob{layout});  // "Stop" in the title bar
    settle();
    EXPECT_EQ(viewer->session().jobs().find(layout)->state, session::JobState::cancelled);
    EXPECT_LT(viewer->patience(now), 0) << "nobody waits for it any more";
    ASSERT_TRUE(viewer->preparation().network.shows());
    EXPECT_FALSE(viewer->preparation().layout.shelves().empty());
    EXPECT_THAT(viewer->preparation().network.remarks, testing::Contains(testing::StartsWith("Stopped")));
}

TEST_F(WholeWindow, AViewerThatNeverStartedGoesWithoutATrace) {
    const auto never = Viewer::begin({});
    EXPECT_FALSE(never->session().is_open());
}

TEST_F(WholeWindow, TheStartScreenHasThreeDoorsAndALineForBoundariesAlone) {
    settle();
    std::vector<std::string> doors;
    for (const draw::Item& item : viewer->items().all())
        if (item.name.starts_with("start.")) doors.push_back(item.name);
    EXPECT_EQ(doors, (std::vector<std::string>{"start.sample", "start.open", "start.files", "start.boundaries"}));
}

TEST_F(WholeWindow, HidingPeopleHidesThemAndIsUndone) {
    open();
    ASSERT_TRUE(viewer->model().options.people.show);
    press("layers.people");
    EXPECT_FALSE(viewer->model().options.people.show);
    key("Ctrl+Z");
    EXPECT_TRUE(viewer->model().options.people.show);
}

TEST_F(WholeWindow, IdleDrawsNoPicture) {
    open();
    const auto map = viewer->preparation().map.pictures(), network = viewer->preparation().network.pictures();
    for (int i = 0; i < 5; ++i) frame();
    EXPECT_EQ(viewer->preparation().map.pictures(), map);
    EXPECT_EQ(viewer->preparation().network.pictures(), network);
    EXPECT_LT(viewer->patience(now), 0) << "the window may sleep for ever";
}

TEST_F(WholeWindow, TheWheelZoomsAtThePointer) {
    open();
    const draw::Item* map = viewer->items().find("map");
    ASSERT_NE(map, nullptr);
    const draw::Box box = map->box;
    const model::Vec2 at{100, 80};
    const model::Camera before = viewer->preparation().map.camera();
    const model::Vec2 world = model::to_world(before, at);
    input.push(draw::PointerMoved{box.left + 100, box.top + 80});
    input.push(draw::WheelTurned{0, 3});
    settle();
    const model::Camera after = viewer->preparation().map.camera();
    EXPECT_NEAR(after.pixels_per_metre / before.pixels_per_metre, std::pow(1.25, 3), 1e-6);
    EXPECT_NEAR(model::to_screen(after, world).x, at.x, 0.5);
    EXPECT_NEAR(model::to_screen(after, world).y, at.y, 0.5);
}

TEST_F(WholeWindow, APressOnTheMapSelectsAndTheCardFollows) {
    open();
    const draw::Item* map = viewer->items().find("map");
    ASSERT_NE(map, nullptr);
    const draw::Box box = map->box;  // the items are next frame's after a click
    const model::Prepared* prepared = viewer->preparation().map.prepared();
    ASSERT_NE(prepared, nullptr);
    ASSERT_FALSE(prepared->scene.marks.empty());
    const auto& marks = prepared->scene.marks.front();
    ASSERT_GT(marks.size(), 0u);
    const model::Vec2 at = model::to_screen(viewer->preparation().map.camera(), {prepared->scene.origin.x + static_cast<double>(marks.xy[0]), prepared->scene.origin.y + static_cast<double>(marks.xy[1])});
    click(box.left + static_cast<float>(at.x), box.top + static_cast<float>(at.y));
    EXPECT_EQ(viewer->session().selection().size(), 1u);
    const draw::Box empty{box.left + 2, box.bottom - 3, 0, 0};
    click(empty.left, empty.top);
}

TEST_F(WholeWindow, ThePaletteRunsACommandByItsWords) {
    open();
    key("Ctrl+K");
    ASSERT_EQ(viewer->model().window.dialog, model::Dialog::palette);
    draw::type(input, "use dark");
    settle();
    key("Enter");
    EXPECT_EQ(viewer->model().preferences.theme, model::ThemeChoice::dark);
    EXPECT_EQ(viewer->model().window.dialog, model::Dialog::none);
}

TEST_F(WholeWindow, ThePartOfTheNetworkThatIsChosenFillsItsPane) {
    open();
    key("Ctrl+F");
    draw::type(input, "Petra Pelliver");
    settle();
    key("Enter");
    key("F");
    const PaneState& network = viewer->preparation().network;
    ASSERT_NE(network.prepared(), nullptr);
    const picture::Bounds& bounds = network.prepared()->scene.bounds;
    const model::Camera& camera = network.camera();
    const double wide = bounds.width() * camera.pixels_per_metre / camera.pane.x, high = bounds.height() * camera.pixels_per_metre / camera.pane.y;
    EXPECT_LE(std::max(wide, high), 1);
    EXPECT_GT(std::max(wide, high), 0.4) << "those shown are a speck in the middle";
}

TEST_F(WholeWindow, KindsAreOfferedInPlainWords) {
    open();
    const draw::Screen& screen = viewer->preparation().screen();
    ASSERT_EQ(screen.asset_subtype_words.size(), screen.asset_subtypes.size());
    ASSERT_EQ(screen.tie_kind_words.size(), screen.tie_kinds.size());
    ASSERT_FALSE(screen.tie_kinds.empty());
    for (const auto& words : {screen.asset_subtype_words, screen.tie_kind_words}) {
        EXPECT_TRUE(std::is_sorted(words.begin(), words.end()));
        for (const std::string& word : words) EXPECT_EQ(word.find('_'), std::string::npos) << word;
    }
    const auto at = std::find(screen.asset_subtypes.begin(), screen.asset_subtypes.end(), "friends_of_park");
    ASSERT_NE(at, screen.asset_subtypes.end());
    EXPECT_EQ(screen.asset_subtype_words[static_cast<std::size_t>(at - screen.asset_subtypes.begin())], "friends of the park");  // data/asset_classes.csv
}

TEST_F(WholeWindow, EscapeClosesEveryBox) {
    open();
    for (const model::Dialog dialog : {model::Dialog::palette, model::Dialog::find, model::Dialog::help, model::Dialog::open, model::Dialog::add_person, model::Dialog::add_asset,
                                       model::Dialog::add_tie, model::Dialog::add_event, model::Dialog::export_picture, model::Dialog::export_table, model::Dialog::save_recipe, model::Dialog::unsaved}) {
        viewer->want(model::ShowDialog{dialog, ""});
        settle();
        EXPECT_EQ(viewer->model().window.dialog, dialog);
        key("Esc");
        EXPECT_EQ(viewer->model().window.dialog, model::Dialog::none) << static_cast<int>(dialog);
    }
}

TEST_F(WholeWindow, ALostContextIsMadeAnew) {
    open();
    target = gl::Target();
    ASSERT_TRUE(offscreen->renew());
    ASSERT_TRUE(viewer->context_renewed());
    target.size(width, height);
    settle();
    EXPECT_GT(viewer->preparation().map.pictures(), 0);
    EXPECT_EQ(glGetError(), static_cast<GLenum>(GL_NO_ERROR));
}

TEST_F(WholeWindow, WhoIsPointedAtIsNotNamedInAPresentation) {
    open();
    const draw::Item* map = viewer->items().find("map");
    ASSERT_NE(map, nullptr);
    const draw::Box box = map->box;
    const picture::Scene& scene = viewer->preparation().map.prepared()->scene;
    const auto people = std::find_if(scene.marks.begin(), scene.marks.end(), [](const auto& layer) { return layer.kind == base::EntityKind::person && layer.size() > 0; });
    ASSERT_NE(people, scene.marks.end());
    const model::Vec2 at = model::to_screen(viewer->preparation().map.camera(), {scene.origin.x + static_cast<double>(people->xy[0]), scene.origin.y + static_cast<double>(people->xy[1])});
    const auto point = [&](float aside) {
        input.push(draw::PointerMoved{box.left + static_cast<float>(at.x) + aside, box.top + static_cast<float>(at.y)});
        settle();
    };
    point(2);
    point(0);
    const std::string named = viewer->preparation().map.under_pointer;
    ASSERT_FALSE(named.empty());
    key("Ctrl+Shift+P");
    EXPECT_TRUE(viewer->model().preferences.presentation);
    EXPECT_NE(viewer->preparation().map.under_pointer, named) << "what was said before it was switched goes, too";
    point(1);
    const std::string hidden = viewer->preparation().map.under_pointer;
    EXPECT_NE(hidden, named);
    EXPECT_EQ(hidden.rfind("person ", 0), 0u) << hidden;
    EXPECT_NE(viewer->items().find("chip.0"), nullptr);
    EXPECT_EQ(viewer->title(), "Kith · Larkmere (invented)");
    press("chip.0");
    EXPECT_FALSE(viewer->model().preferences.presentation);
}

TEST_F(WholeWindow, WhatAPictureLeavesOutIsAChipWithItsNumber) {
    open();
    for (const auto& [pane, name] : {std::pair{&viewer->preparation().map, "chip.map"}, {&viewer->preparation().network, "chip.network"}}) {
        std::int64_t hidden = 0;
        for (const picture::Hidden& one : pane->prepared()->scene.hidden) hidden += one.count;
        ASSERT_GT(hidden, 0) << "the patch has ties that only a card shows";
        EXPECT_EQ(pane->view().left_out.count, hidden);
        EXPECT_NE(viewer->items().find(name), nullptr) << name;
    }
}

/// Corners of the patch's areas, where the map shows them: window units.
std::vector<std::pair<model::Vec2, model::Vec2>> corners_on(Viewer& viewer, const draw::Box& box) {
    std::vector<std::pair<model::Vec2, model::Vec2>> out;
    const auto geometry = viewer.session().view()->segment("areas.area.geometry");
    const auto xy = geometry->find("points")->xy();
    for (std::size_t i = 0; i < xy.size(); i += 2) {
        const model::Vec2 at = model::to_screen(viewer.preparation().map.camera(), {xy[i], xy[i + 1]});
        out.push_back({{xy[i], xy[i + 1]}, {at.x + static_cast<double>(box.left), at.y + static_cast<double>(box.top)}});
    }
    return out;
}

TEST_F(WholeWindow, ACornerDrawnBesideABorderComesToLieOnIt) {
    open();
    key("N");
    const draw::Item* map = viewer->items().find("map");
    ASSERT_NE(map, nullptr);
    const auto corners = corners_on(*viewer, map->box);
    for (const std::size_t i : {std::size_t{0}, corners.size() / 3, 2 * corners.size() / 3}) click(static_cast<float>(corners[i].second.x) + 2, static_cast<float>(corners[i].second.y) - 2);
    const auto outline = viewer->model().window.outline;
    ASSERT_EQ(outline.size(), 3u);
    for (const session::Point& point : outline)
        EXPECT_TRUE(std::any_of(corners.begin(), corners.end(), [&](const auto& one) { return one.first.x == point.x && one.first.y == point.y; })) << "exactly on a corner that is there";
    click(static_cast<float>(corners[0].second.x) + 1, static_cast<float>(corners[0].second.y));  // the first again: closes it
    EXPECT_TRUE(viewer->model().window.outline.empty());
    EXPECT_EQ(viewer->session().view()->layers().back().as, "drawn");
}

TEST_F(WholeWindow, APersonIsAddedWhereTheMapWasPressed) {
    open();
    const std::size_t in_tray = model::trays_of(viewer->model()).people_without_place.rows.size(), people = viewer->session().view()->people();
    key("Shift+P");
    const draw::Item* map = viewer->items().find("map");
    ASSERT_NE(map, nullptr);
    click((map->box.left + map->box.right) / 2, (map->box.top + map->box.bottom) / 2);
    ASSERT_EQ(viewer->model().window.dialog, model::Dialog::add_person);
    key("Enter");
    EXPECT_EQ(viewer->session().view()->people(), people + 1);
    EXPECT_EQ(model::trays_of(viewer->model()).people_without_place.rows.size(), in_tray);
}

TEST_F(WholeWindow, ClosingAsksWhenSomethingIsNotSaved) {
    open();
    viewer->want(model::Edit{session::AddPerson{}});
    viewer->ask_to_quit();
    EXPECT_FALSE(viewer->wants_to_quit());
    settle();
    press("unsaved.keep");
    EXPECT_TRUE(viewer->wants_to_quit());
}

TEST_F(WholeWindow, AFileLetGoOverAFormClosesItNot) {
    open();
    const auto recipe = std::filesystem::path(KITH_SOURCE_DIR) / "data/samples/patch/patch.toml";
    viewer->want(model::ShowDialog{model::Dialog::add_person, ""});
    settle();
    const auto opened = viewer->session().versions().opened;
    viewer->drop({recipe});
    settle();
    EXPECT_EQ(viewer->model().window.dialog, model::Dialog::add_person);
    EXPECT_EQ(viewer->session().versions().opened, opened);
    EXPECT_FALSE(viewer->model().notices.empty());
    viewer->want(model::ShowDialog{model::Dialog::none, ""});
    viewer->drop({recipe});
    settle();
    EXPECT_GT(viewer->session().versions().opened, opened);
}

TEST_F(WholeWindow, WhatIsNotSavedStandsInTheTitleOfTheWindow) {
    EXPECT_EQ(viewer->title(), "Kith");
    open();
    viewer->want(model::Edit{session::AddPerson{"Somebody New", {}, column::Role::participant, {}}});
    EXPECT_EQ(viewer->title(), "Not saved · Kith · Larkmere (invented)") << "and nobody's name";
    key("Ctrl+Z");
    EXPECT_EQ(viewer->title(), "Kith · Larkmere (invented)");
}

TEST_F(WholeWindow, ASpreadsheetAndABoundaryFileLetGoOverItAreLookedAtFirst) {
    const test::Folder folder;
    test::write_file(folder / "people.csv", "id,name,lon,lat\nP1,Ann Ash,-1.5,53.4\nP2,Ben Bay,-1.51,53.41\n");
    test::write_nine_areas(folder / "areas.geojson");
    for (const char* file : {"people.csv", "areas.geojson"}) {
        viewer->drop({folder / file});
        settle();
        ASSERT_EQ(viewer->model().window.dialog, model::Dialog::import) << file;
        ASSERT_TRUE(viewer->model().import);
        ASSERT_EQ(viewer->model().import->look.parts.size(), 1u);
        EXPECT_EQ(viewer->model().import->look.parts[0].file, file);
        EXPECT_FALSE(viewer->session().is_open()) << "nothing is taken in yet";
        if (file == std::string("people.csv")) key("Esc");
    }
    press("import.take");
    settle();
    ASSERT_TRUE(viewer->session().is_open());
    ASSERT_EQ(viewer->session().view()->layers().size(), 1u);
    EXPECT_EQ(viewer->session().view()->layers()[0].count, 9u);
}

TEST_F(WholeWindow, ArrowsMoveTheMapThatHasTheKeyboard) {
    open();
    for (const char* pane : {"title.command", "layers", "map", "network"}) {
        key("F6");
        ASSERT_NE(viewer->items().focused(), nullptr);
        EXPECT_EQ(viewer->items().focused()->name, pane);
    }
    key("Shift+F6");
    const model::Camera before = viewer->preparation().map.camera();
    key("Right");
    EXPECT_NEAR(viewer->preparation().map.camera().centre.x - before.centre.x, 80 / before.pixels_per_metre, 1e-6);
    key("Page up");
    EXPECT_GT(viewer->preparation().map.camera().pixels_per_metre, before.pixels_per_metre);
    key("Enter");
    EXPECT_LE(viewer->session().selection().size(), 1u);
    ASSERT_NE(viewer->items().focused(), nullptr);
    EXPECT_EQ(viewer->items().focused()->name, "map");
}

TEST_F(WholeWindow, EveryControlHasANameOfItsOwn) {
    open();
    std::map<std::string, int> names;
    for (const draw::Item& item : viewer->items().all()) ++names[item.name];
    for (const auto& [name, count] : names) EXPECT_EQ(count, 1) << name;
}

}  // namespace viewer_test
}  // namespace kith::viewer::app
