// Each panel with the sample patch in it: what is pressed, and what is wanted then.
#include "tests/viewer/draw/desk.hpp"
#include "viewer/draw/panels.hpp"
#include "viewer/model/table.hpp"

namespace kith::test {
namespace panels_test {

using namespace viewer::draw;
namespace model = viewer::model;

TEST(Start, HasThreeDoors) {
    Desk desk(false);
    EXPECT_EQ(wanted<model::ShowDialog>(desk.press("start.open"))->dialog, model::Dialog::open);
    desk.key("Esc");
    EXPECT_EQ(wanted<model::ShowDialog>(desk.press("start.files"))->subject, "import");
    desk.key("Esc");
    EXPECT_NE(wanted<model::OpenSample>(desk.press("start.sample")), nullptr);
}

TEST(Start, BoundariesAloneHaveALineOfTheirOwn) {
    Desk desk(false);
    const auto intents = desk.press("start.boundaries");
    ASSERT_NE(wanted<model::ShowDialog>(intents), nullptr);
    EXPECT_EQ(wanted<model::ShowDialog>(intents)->subject, "boundaries");
    EXPECT_TRUE(desk.there("files.name"));
}

TEST(Start, WhatWasOpenedBeforeIsThere) {
    session::Session session;
    model::Model model(session);
    viewer::app::Preparation preparation;
    Harness hands;
    const std::vector<std::filesystem::path> before = {"/somewhere/our street.toml", "/elsewhere/other.kith"};
    const auto frames = [&] {
        return hands.run([&](Ui& ui) {
            preparation.update(model, false, false);
            preparation.screen().recent = before;
            return draw_start(ui, preparation.screen());
        });
    };
    frames();
    ASSERT_TRUE(hands.press("start.recent.1"));
    const auto intents = frames();
    ASSERT_NE(wanted<model::OpenRecipe>(intents), nullptr);
    EXPECT_EQ(wanted<model::OpenRecipe>(intents)->file, before[1]);
    EXPECT_FALSE(hands.press("start.recent.2"));
}

TEST(Layers, WhatIsDrawnIsChosenThere) {
    Desk desk;
    desk.press("layers.people");
    EXPECT_FALSE(desk.model().options.people.show);
    desk.press("layers.class.1");
    EXPECT_EQ(desk.model().options.classes, std::vector<std::int32_t>{1});
    EXPECT_TRUE(desk.there("chip.1")) << "what is hidden is said";
    desk.press("layers.class.1");
    EXPECT_TRUE(desk.model().options.classes.empty());
    desk.choose("layers.area_colour", 1);
    EXPECT_EQ(desk.model().options.map.colour.column, desk.preparation.prepared()->area_columns[0].column);
    desk.choose("layers.classes", 5);
    EXPECT_EQ(desk.model().options.map.colour.classes, 7);
    EXPECT_EQ(desk.preparation.prepared()->area_colours->colours.size(), 7u);
    const auto& legends = desk.preparation.map.prepared()->scene.legends;
    EXPECT_TRUE(std::any_of(legends.begin(), legends.end(), [](const picture::Legend& one) { return !one.entries.empty() && !one.entries[0].mark && !one.entries[0].is_line && one.entries.size() == 7; })) << "and so the legend has seven";
    desk.choose("layers.area_colour", 0);
    EXPECT_TRUE(desk.model().options.map.colour.column.empty());
}

TEST(Layers, WhatLiesBehindHasASwitchEach) {
    Desk desk(true, 1280, 1600);
    desk.press("layers.backdrop.streets");
    EXPECT_EQ(desk.model().options.map.hidden_backdrops, std::vector<std::string>{"streets"});
    EXPECT_TRUE(desk.preparation.map.prepared()->scene.backdrop_lines.empty());
    EXPECT_FALSE(desk.there("layers.backdrop_names")) << "nothing that is shown has names";
    desk.key("Ctrl+Z");
    EXPECT_TRUE(desk.model().options.map.hidden_backdrops.empty()) << "undone like any look";
    desk.press("layers.backdrop_names");
    EXPECT_TRUE(desk.model().options.map.backdrop_names);
    desk.tab_to("layers.backdrop.ground");
    desk.key("Space");
    EXPECT_EQ(desk.model().options.map.hidden_backdrops, std::vector<std::string>{"ground"}) << "by keyboard, too";
    desk.show(model::Dialog::palette);
    desk.type("show in the background ground");
    desk.key("Enter");
    EXPECT_TRUE(desk.model().options.map.hidden_backdrops.empty()) << "and as a command";
}

TEST(Layers, TheLetteredGridAndItsSquares) {
    Desk desk(true, 1280, 1600);
    desk.press("layers.grid");
    EXPECT_TRUE(desk.model().options.map.grid);
    desk.choose("layers.grid_columns", 0);
    EXPECT_EQ(desk.model().options.map.grid_columns, 4);
    const auto grid = picture::grid_of(desk.preparation.map.prepared()->scene.lettered, 4);
    desk.show(model::Dialog::find);
    desk.type("b2");
    EXPECT_TRUE(desk.there("found.square"));
    desk.key("Enter");
    ASSERT_TRUE(desk.model().window.look_at);
    const picture::Bounds box = picture::box_of(grid, {1, 1});
    EXPECT_DOUBLE_EQ(desk.model().window.look_at->left, box.left);
    EXPECT_DOUBLE_EQ(desk.model().window.look_at->top, box.top);
    EXPECT_EQ(desk.dialog(), model::Dialog::none);
    desk.show(model::Dialog::find);
    desk.type("z9");
    EXPECT_FALSE(desk.there("found.square"));
}

TEST(Layers, LensesAndAnalyses) {
    Desk desk(true, 1280, 1600);
    desk.choose("layers.lens", 1);
    EXPECT_EQ(desk.model().options.lens, "unpaid");
    EXPECT_NE(wanted<model::RunAnalyses>(desk.press("analyses.usual")), nullptr);
    desk.press("analyses.kith.isolation");
    EXPECT_EQ(desk.dialog(), model::Dialog::run);
    EXPECT_EQ(desk.model().window.subject, "kith.isolation");
}

TEST(Choices, NeverOpenOutOfTheWindow) {
    Desk desk;
    desk.press("tab.2");
    desk.press("charts.column");
    const Box last = desk.box("charts.column.0");
    EXPECT_GE(last.top, 0);
    EXPECT_LE(last.bottom, 800);
    EXPECT_LT(last.bottom, desk.box("charts.column").top) << "there is more room above";
}

TEST(Table, IsSortedAndSelectsItsRow) {
    Desk desk;
    desk.press("table.head.label");
    EXPECT_EQ(desk.model().options.table.sorted_by, model::label_column);
    EXPECT_FALSE(desk.model().options.table.descending);
    desk.press("table.head.label");
    EXPECT_TRUE(desk.model().options.table.descending);
    const std::string row = desk.first("table.row.");
    desk.press(row);
    ASSERT_EQ(desk.selection().size(), 1u);
    EXPECT_EQ(desk.selection().keys()[0], desk.session().index().assets()[std::stoul(row.substr(10))]);
    desk.press("table.selected");
    EXPECT_EQ(desk.preparation.table()->order.size(), 1u);
    desk.choose("table.of", 0);
    EXPECT_EQ(desk.model().options.table.of, model::TableOf::people);
}

TEST(Findings, AreFilteredOpenedAndPutAside) {
    Desk desk(true, 1280, 1400);
    desk.model().preferences.bottom = 700;
    desk.settle();
    desk.press("tab.1");
    EXPECT_NE(wanted<model::RunAnalyses>(desk.press("findings.run")), nullptr) << "an empty list says what to do";
    const auto& list = desk.preparation.prepared()->findings;
    const std::size_t all = list.rows.size();
    ASSERT_GT(list.reasons.size(), 1u);
    desk.choose("findings.reason", 2);
    EXPECT_EQ(desk.model().options.findings.messages, std::vector<std::string>{list.reasons[1].id});
    EXPECT_EQ(static_cast<std::int64_t>(list.rows.size()), list.reasons[1].count);
    EXPECT_LT(list.rows.size(), all);
    const auto intents = desk.press(desk.first("finding."));
    ASSERT_NE(wanted<model::SelectEvidence>(intents), nullptr);
    const auto evidence = model::evidence_of(desk.session(), wanted<model::SelectEvidence>(intents)->result, wanted<model::SelectEvidence>(intents)->finding);
    EXPECT_EQ(desk.selection().size(), evidence.size());
    EXPECT_EQ(desk.selection().keys().back(), evidence.front()) << "the card is of whom it is about";
    desk.press("finding.note");
    EXPECT_EQ(desk.dialog(), model::Dialog::note);
    desk.key("Esc");
    desk.press("finding.dismiss");
    desk.type("Known for years");
    desk.key("Enter");
    ASSERT_EQ(desk.session().dismissals().size(), 1u);
    EXPECT_EQ(desk.session().dismissals()[0].reason, "Known for years");
    EXPECT_FALSE(desk.there("finding.evidence")) << "what was put aside is not open, nor is the next in its stead";
    desk.press("findings.introductions");
    EXPECT_EQ(desk.dialog(), model::Dialog::introductions) << "read first";
}

TEST(Charts, TheHistogramOfTheMapIsBrushedAsWell) {
    Desk desk;
    desk.choose("layers.area_colour", 1);
    desk.press("tab.2");
    const Box box = desk.box("charts.brush");
    desk.hands.drag(box.left + 2, box.top + 60, box.right - 2, box.top + 60);
    const auto intents = desk.settle();
    ASSERT_NE(wanted<model::SelectWhere>(intents), nullptr);
    EXPECT_EQ(wanted<model::SelectWhere>(intents)->filter.column, desk.model().options.map.colour.column);
    EXPECT_EQ(static_cast<std::int64_t>(desk.selection().size()), desk.preparation.prepared()->histogram->known);
}

TEST(Charts, AHistogramIsBrushedAndAScatterShowsMoran) {
    Desk desk;
    desk.press("tab.2");
    desk.choose("charts.column", 0);
    const auto& histogram = desk.preparation.prepared()->histogram;
    ASSERT_TRUE(histogram);
    const Box box = desk.box("charts.brush");
    const float middle = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
    desk.hands.drag(box.left + 2, y, middle, y);
    const auto intents = desk.settle();
    const auto* brushed = wanted<model::SelectWhere>(intents);
    ASSERT_NE(brushed, nullptr);
    EXPECT_EQ(brushed->filter.column, desk.model().options.charts.histogram);
    const double low = histogram->bins.front().low, high = histogram->bins.back().high, bar = histogram->bins.front().high - low;
    EXPECT_EQ(brushed->filter.least, low);
    EXPECT_NEAR(brushed->filter.most, (low + high) / 2, bar) << "whole bars";
    std::int64_t selected = 0;
    for (const model::Bin& bin : histogram->bins) selected += bin.selected;
    EXPECT_EQ(selected, static_cast<std::int64_t>(desk.selection().size()));
    EXPECT_GT(selected, 0);
    EXPECT_FALSE(desk.there("charts.scatter"));
    desk.choose("charts.scatter_x", 1);
    EXPECT_TRUE(desk.there("charts.scatter"));
    EXPECT_TRUE(desk.preparation.prepared()->scatter->moran);
    desk.choose("charts.scatter_x", 0);
    EXPECT_FALSE(desk.there("charts.scatter")) << "nothing is a choice, too";
}

TEST(Tools, TheBarOverTheMapIsReachedByPointer) {
    Desk desk;
    desk.key("N");
    desk.press("tool.name");
    desk.type("Round the green");
    EXPECT_EQ(desk.hands.memory.area_name, "Round the green");
    EXPECT_EQ(std::count_if(desk.gestures.begin(), desk.gestures.end(), [](const Gesture& one) { return one.kind == Gesture::Kind::click; }), 0) << "a press on the bar is none on the map";
    for (const char* name : {"tool.name", "tool.drop", "tool.finish", "tool.leave"}) {
        EXPECT_GE(desk.box(name).left, desk.box("map").left) << name;
        EXPECT_LE(desk.box(name).right, desk.box("map").right) << name;
    }
    desk.press("tool.leave");
    EXPECT_EQ(desk.model().window.tool, model::Tool::select);
}

TEST(Chips, AllOfTheBarIsInSightOrBehindOneThatIs) {
    for (const float width : {900.f, 1280.f, 2200.f}) {
        Desk desk(true, width);
        const Box bar = desk.preparation.prepared()->panes.chips;
        for (const Item& item : desk.hands.items.all()) {
            if (!item.name.starts_with("chip.") && !item.name.starts_with("tray.")) continue;
            EXPECT_LE(item.box.right, bar.right) << item.name << " at " << width;
        }
        ASSERT_EQ(trays_of(*desk.preparation.prepared()).size(), 3u) << "of the patch: people and assets without a place, and who was not asked yet";
        if (desk.there("tray.more")) desk.press("tray.more");
        desk.press("tray.not_asked");
        EXPECT_EQ(desk.selection().size(), desk.preparation.prepared()->trays.not_asked.rows.size());
    }
}

TEST(Card, OfThePlaceLeadsOn) {
    Desk desk;
    EXPECT_NE(wanted<model::RunAnalyses>(desk.press("card.run")), nullptr);
    desk.run_the_usual();
    EXPECT_FALSE(desk.there("card.run"));
    desk.press(desk.first("card.found."));
    EXPECT_EQ(desk.model().preferences.bottom_tab, model::Pane::findings);
    ASSERT_EQ(desk.model().options.findings.messages.size(), 1u);
    EXPECT_LT(desk.preparation.prepared()->findings.rows.size(), static_cast<std::size_t>(desk.preparation.prepared()->findings.all));
}

TEST(Card, WalksToWhoStandsOnItAndKeepsTheirOwnView) {
    Desk desk(true, 1280, 2400);
    const auto people = desk.session().index().people();
    model::apply(desk.model(), model::Select{{people[0]}, session::SelectMode::replace});
    desk.settle();
    desk.choose("card.own_view", 2);
    EXPECT_EQ(std::get<std::int64_t>(*desk.session().value(people[0], "people/own_view")), static_cast<std::int64_t>(column::OwnView::happy_as_is));
    desk.choose("card.own_view", 0);
    EXPECT_TRUE(std::holds_alternative<session::Missing>(*desk.session().value(people[0], "people/own_view"))) << "not asked is not an answer";
    std::string way;
    const model::Card& card = *desk.preparation.prepared()->card;
    for (std::size_t s = 0; s < card.sections.size() && way.empty(); ++s)
        for (std::size_t i = 0; i < card.sections[s].lines.size() && way.empty(); ++i)
            if (card.sections[s].lines[i].target) way = "card." + std::to_string(s) + "." + std::to_string(i);
    ASSERT_FALSE(way.empty());
    desk.press(way);
    EXPECT_NE(desk.selection().keys().back(), people[0]);
}

}  // namespace panels_test
}  // namespace kith::test
