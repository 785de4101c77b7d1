// What hides something and how it goes again, who is pointed at in every view, and the network's own panel: on the sample patch.
#include <gmock/gmock.h>

#include "tests/viewer/draw/desk.hpp"
#include "viewer/draw/panels.hpp"
#include "viewer/model/table.hpp"

namespace kith::test {
namespace linking_test {

using namespace viewer::draw;
namespace model = viewer::model;

void rest_on(Desk& desk, const std::string& name) {
    const Box box = desk.box(name);
    desk.hands.point((box.left + box.right) / 2, (box.top + box.bottom) / 2);
    desk.settle();
}
void select(Desk& desk, std::vector<base::EntityKey> keys) {
    model::apply(desk.model(), model::Select{std::move(keys), session::SelectMode::replace});
    desk.settle();
}

/// The chip whose words begin so; out of the list where the bar has no room for it.
std::string chip_that(Desk& desk, const std::string& begins) {
    const auto& chips = desk.preparation.prepared()->chips;
    const auto at = std::find_if(chips.begin(), chips.end(), [&](const model::Chip& one) { return one.text.starts_with(begins); });
    if (at == chips.end()) return {};
    const std::string name = "chip." + std::to_string(at - chips.begin());
    if (!desk.there(name)) desk.press("chip.more");
    return name;
}

TEST(Keep, FromTheBrushOfAHistogram) {
    Desk desk;
    desk.choose("layers.area_colour", 1);
    desk.press("tab.2");
    desk.press("charts.keep");
    EXPECT_TRUE(desk.model().options.filters.empty()) << "nothing is brushed yet";
    const Box box = desk.box("charts.brush");
    desk.hands.drag(box.left + 2, box.top + 60, (box.left + box.right) / 2, box.top + 60);
    desk.settle();
    const auto chosen = static_cast<std::int64_t>(desk.selection().size());
    desk.press("charts.keep");
    ASSERT_EQ(desk.model().options.filters.size(), 1u);
    const auto& areas = desk.model().visibility().areas;
    EXPECT_EQ(std::count(areas.begin(), areas.end(), std::uint8_t{0}), chosen);
    EXPECT_TRUE(desk.there(chip_that(desk, desk.preparation.prepared()->histogram->title.substr(0, 4)))) << "a chip says so";
    desk.key("Esc");
    desk.key("Ctrl+Z");
    EXPECT_TRUE(desk.model().options.filters.empty());
}

TEST(Keep, FromAColumnOfTheTableAndFromTheSelection) {
    Desk desk(true, 1280, 1200);
    desk.press("table.keep");
    const auto& table = *desk.preparation.table();
    const auto at = std::find_if(table.columns.begin(), table.columns.end(), [](const model::Field& field) { return field.name() == "assets/class"; });
    ASSERT_NE(at, table.columns.end());
    desk.press("keep.column." + std::to_string(at - table.columns.begin()));
    desk.press("keep.word.0");
    ASSERT_EQ(desk.model().options.filters.size(), 1u);
    EXPECT_EQ(desk.model().options.filters[0].words.size(), 1u);
    EXPECT_LT(desk.preparation.table()->order.size(), desk.session().view()->assets());
    EXPECT_EQ(desk.preparation.table()->order.size(), static_cast<std::size_t>(desk.preparation.prepared()->account.lines[1].shown));
    desk.press(chip_that(desk, "Class is "));
    EXPECT_TRUE(desk.model().options.filters.empty()) << "a chip takes away what it names";
    select(desk, {desk.session().index().assets()[0], desk.session().index().assets()[2]});
    desk.tab_to("table.keep");
    desk.key("Enter");
    desk.tab_to("keep.selected");
    desk.key("Enter");
    EXPECT_EQ(desk.preparation.table()->order.size(), 2u) << "by keyboard, too";
}

TEST(Keep, NumbersFromAndTo) {
    Desk desk(true, 1280, 1200);
    desk.choose("table.of", 2);
    desk.press("table.keep");
    const auto& table = *desk.preparation.table();
    const auto at = std::find_if(table.columns.begin(), table.columns.end(), [](const model::Field& field) { return field.numeric(); });
    ASSERT_NE(at, table.columns.end());
    const std::string column = at->name();
    desk.press("keep.column." + std::to_string(at - table.columns.begin()));
    desk.press("keep.least");
    desk.type("-5");
    desk.press("keep.done");
    ASSERT_EQ(desk.model().options.filters.size(), 1u);
    EXPECT_EQ(desk.model().options.filters[0].column, column);
    EXPECT_EQ(desk.model().options.filters[0].least, -5);
    EXPECT_EQ(desk.model().options.filters[0].most, model::open_end);
    const auto& chips = desk.preparation.prepared()->chips;
    EXPECT_TRUE(std::any_of(chips.begin(), chips.end(), [](const model::Chip& one) { return one.text.find(" at least -5") != std::string::npos; }));
}

TEST(Chips, ThoseWithoutRoomAreAListAndGoSingly) {
    Desk desk(true, 900);
    auto options = desk.model().options;
    options.lens = "unpaid";
    for (const char* column : {"people/introduce", "people/own_view", "assets/class", "assets/status"}) options.filters.push_back({column, model::Filter::Kind::known, 0, 0, {}});
    model::apply(desk.model(), model::Restyle{"Filter", options, 0});
    desk.settle();
    ASSERT_TRUE(desk.there("chip.more"));
    const auto name_of = [&](std::size_t filter) {  // its chip, by what it would leave
        const auto& chips = desk.preparation.prepared()->chips;
        auto left = desk.model().options.filters;
        left.erase(left.begin() + static_cast<std::ptrdiff_t>(filter));
        for (std::size_t i = 0; i < chips.size(); ++i)
            if (const auto* clear = std::get_if<model::Restyle>(&chips[i].clear); clear != nullptr && clear->options.filters == left) return "chip." + std::to_string(i);
        return std::string();
    };
    const std::string last = name_of(3);
    EXPECT_FALSE(desk.there(last));
    desk.press("chip.more");
    ASSERT_TRUE(desk.there(last));
    desk.press(last);
    EXPECT_EQ(desk.model().options.filters.size(), 3u);
    EXPECT_EQ(desk.model().options.filters.back().column, "assets/class");
    ASSERT_TRUE(desk.there("chip.more"));
    const std::string next = name_of(2);
    desk.tab_to("chip.more");
    desk.key("Enter");
    desk.tab_to(next);
    desk.key("Enter");
    EXPECT_EQ(desk.model().options.filters.size(), 2u) << "by keyboard, too";
    desk.key("Ctrl+Z");
    EXPECT_EQ(desk.model().options.filters.size(), 3u);
}

TEST(Chips, WhatAFilterHidesIsCountedByItsChipAndByNoOther) {
    Desk desk;
    auto options = desk.model().options;
    options.filters.push_back({"assets/class", model::Filter::Kind::words, 0, 0, {"place"}});
    model::apply(desk.model(), model::Restyle{"Filter", options, 0});
    desk.settle();
    EXPECT_FALSE(chip_that(desk, "Class is ").empty());
    const auto& left_out = desk.preparation.map.view().left_out;
    EXPECT_EQ(left_out.text.find("not chosen"), std::string::npos) << left_out.text;
}

TEST(Chips, StandWhateverFillsTheWindow) {
    Desk desk;
    desk.press("layers.people");
    model::apply(desk.model(), model::FillWindow{model::Pane::map});
    desk.settle();
    EXPECT_FALSE(desk.there("layers.people"));
    EXPECT_TRUE(desk.there("chip.0"));
}

TEST(Hover, GoesFromTheTableToEveryViewAndEndsWithIt) {
    Desk desk;
    const std::string row = desk.first("table.row.");
    rest_on(desk, row);
    const base::EntityKey key = desk.session().index().assets()[std::stoul(row.substr(10))];
    ASSERT_EQ(desk.session().hovered().size(), 1u);
    EXPECT_TRUE(desk.session().hovered().contains(key));
    rest_on(desk, "title.command");
    EXPECT_TRUE(desk.session().hovered().empty()) << "nobody is pointed at any more";
    rest_on(desk, row);
    desk.press("tab.3");
    EXPECT_TRUE(desk.session().hovered().empty()) << "nor is the table there";
}

TEST(Hover, OfAFindingIsOfWhomItIsAbout) {
    Desk desk;
    desk.run_the_usual();
    desk.press("tab.1");
    const std::string name = desk.first("finding.0.");
    rest_on(desk, name);
    const model::FindingRef ref = desk.preparation.prepared()->findings.rows.front();
    const auto subjects = desk.preparation.prepared()->finding(ref).subjects;
    ASSERT_FALSE(subjects.empty());
    for (const base::EntityKey& key : subjects) EXPECT_TRUE(desk.session().hovered().contains(key));
    rest_on(desk, "title.command");
    EXPECT_TRUE(desk.session().hovered().empty());
}

TEST(Findings, AreFilteredByAnalysisAndComeBackFromAside) {
    Desk desk(true, 1280, 1400);
    desk.model().preferences.bottom = 700;
    desk.run_the_usual();
    desk.press("tab.1");
    const auto& list = desk.preparation.prepared()->findings;
    ASSERT_GT(list.analyses.size(), 1u);
    const std::size_t all = list.rows.size();
    desk.choose("findings.analysis", 2);
    EXPECT_EQ(desk.model().options.findings.analyses, std::vector<std::string>{list.analyses[1].id});
    EXPECT_EQ(static_cast<std::int64_t>(list.rows.size()), list.analyses[1].count);
    desk.choose("findings.reason", 1);
    ASSERT_EQ(desk.model().options.findings.messages.size(), 1u);
    EXPECT_TRUE(desk.model().options.findings.messages[0].starts_with(list.analyses[1].id + "/")) << "a reason of that analysis";
    desk.choose("findings.analysis", 0);
    ASSERT_EQ(list.rows.size(), all);

    desk.press(desk.first("finding."));
    desk.press("finding.dismiss");
    desk.type("Known for years");
    desk.key("Enter");
    EXPECT_EQ(list.rows.size(), all - 1);
    EXPECT_FALSE(desk.there("finding.back"));
    desk.press("findings.dismissed");
    EXPECT_EQ(list.rows.size(), all);
    desk.press("finding.back");
    EXPECT_TRUE(desk.session().dismissals().empty());
    desk.key("Ctrl+Z");
    EXPECT_EQ(desk.session().dismissals().size(), 1u);
}

TEST(Findings, SayTheirOwnViewWhereAReasonIsOpen) {
    Desk desk(true, 1280, 1400);
    desk.model().preferences.bottom = 700;
    desk.run_the_usual();
    desk.press("tab.1");
    const auto& rows = desk.preparation.prepared()->findings.rows;
    for (const model::FindingRef& ref : rows) {
        const auto subjects = desk.preparation.prepared()->finding(ref).subjects;
        if (subjects.empty() || subjects[0].kind != base::EntityKind::person) continue;
        desk.hands.memory.finding_open = ref;
        desk.settle();
        desk.choose("finding.own_view", 1);
        EXPECT_EQ(std::get<std::int64_t>(*desk.session().value(subjects[0], "people/own_view")), 0);
        return;
    }
    FAIL() << "no reason is about a person";
}

TEST(Introductions, AreReadOnTheScreenAndOfferedThere) {
    Desk desk;
    desk.run_the_usual();
    desk.press("tab.1");
    desk.press("findings.introductions");
    ASSERT_EQ(desk.dialog(), model::Dialog::introductions);
    const auto& list = desk.preparation.prepared()->introductions;
    ASSERT_EQ(list.size(), model::introductions(desk.model()).size());
    const auto one = list.front().one_key, other = list.front().other_key;
    const auto intents = desk.press("introduction.0.offer");
    const auto* edit = wanted<model::Edit>(intents);
    ASSERT_NE(edit, nullptr);
    EXPECT_EQ(std::get<session::OfferIntroduction>(edit->change).one, one);
    EXPECT_EQ(std::get<session::OfferIntroduction>(edit->change).other, other);
    EXPECT_EQ(desk.session().undo_list().back().name.find("ntroduc") != std::string::npos, true);
    EXPECT_EQ(desk.dialog(), model::Dialog::introductions) << "one after another";
    desk.press("introductions.save");
    EXPECT_EQ(desk.actions.back(), model::WindowAction::export_introductions);
}

TEST(Network, HasItsOwnSection) {
    Desk desk(true, 1280, 1600);
    desk.press("arranging");
    ASSERT_TRUE(desk.there("arranging.2"));
    EXPECT_FALSE(desk.hands.items.find("arranging.2")->enabled) << "no communities are known yet";
    EXPECT_FALSE(desk.hands.items.find("arranging.3")->enabled) << "nobody is in the middle";
    EXPECT_FALSE(desk.hands.items.find("arranging.farther")->enabled);
    desk.press("arranging.1");
    EXPECT_EQ(desk.model().options.network.arrangement, model::Arrangement::on_the_map);
    select(desk, {desk.session().index().people()[0]});
    desk.press("arranging.farther");
    desk.press("arranging.farther");
    EXPECT_EQ(desk.model().options.network.focus_depth, 2);
    EXPECT_EQ(desk.model().options.network.around, desk.session().index().people()[0]);
    desk.press("arranging.nearer");
    EXPECT_EQ(desk.model().options.network.focus_depth, 1);
    desk.press("arranging.everybody");
    EXPECT_EQ(desk.model().options.network.focus_depth, -1);
    desk.choose("arranging.community", 0);
    EXPECT_EQ(desk.model().options.network.arrangement, model::Arrangement::by_community);
    EXPECT_FALSE(desk.model().options.network.community.empty());
    for (const char* key : {"0", "9"}) {
        desk.key(key);
        EXPECT_EQ(desk.model().options.network.focus_depth, key[0] - '0');
    }
}

/// A layout that has just begun, and its job.
session::JobId begun(Desk& desk) {
    desk.key("Ctrl+L");
    auto options = desk.model().options;
    ++options.network.seed;
    model::apply(desk.model(), model::Restyle{"Lay out again", options, 0});
    desk.preparation.update(desk.model(), true, true);
    for (const auto& job : desk.session().jobs().records())
        if (job.kind == session::JobKind::layout && job.state == session::JobState::running) return job.id;
    return 0;
}

TEST(Layout, StoppedItIsDoneAsFarAsItCame) {
    Desk desk;
    const auto before = desk.model().options.network.seed;
    const session::JobId job = begun(desk);
    EXPECT_EQ(desk.model().options.network.seed, before + 2) << "Ctrl+L begins anew, with the next seed";
    ASSERT_NE(job, 0u);
    model::apply(desk.model(), model::CancelJob{job});
    desk.settle();
    EXPECT_EQ(desk.session().jobs().find(job)->state, session::JobState::cancelled);
    EXPECT_FALSE(desk.preparation.layout.running());
    EXPECT_FALSE(desk.preparation.settling()) << "the window may sleep";
    EXPECT_FALSE(desk.preparation.layout.shelves().empty());
    ASSERT_TRUE(desk.preparation.network.shows());
    EXPECT_THAT(desk.preparation.network.view().remarks, testing::Contains(testing::HasSubstr("Stopped before it had settled")));
    desk.key("Ctrl+L");
    EXPECT_THAT(desk.preparation.network.view().remarks, testing::Not(testing::Contains(testing::HasSubstr("Stopped"))));
}

TEST(Layout, PausedItSaysSoAndItsCommandGoesOn) {
    Desk desk;
    ASSERT_NE(begun(desk), 0u);
    model::apply(desk.model(), model::PauseLayout{true});
    desk.preparation.update(desk.model(), true, true);
    if (desk.preparation.layout.running()) {  // else it was quicker than the hand
        EXPECT_TRUE(desk.preparation.layout.paused());
        EXPECT_THAT(heading_of(desk.preparation.network.view()), testing::HasSubstr("paused"));
        const auto all = model::commands(desk.model());
        EXPECT_EQ(model::by_shortcut(all, "Pause")->label, "Go on with the layout");
        model::apply(desk.model(), model::by_shortcut(all, "Pause")->intent);
    }
    desk.settle();
    EXPECT_FALSE(desk.preparation.layout.running());
    EXPECT_FALSE(desk.model().window.layout_paused);
    EXPECT_THAT(heading_of(desk.preparation.network.view()), testing::Not(testing::HasSubstr("paused")));
    const auto all = model::commands(desk.model());
    EXPECT_FALSE(model::by_shortcut(all, "Pause")->enabled) << "it is at rest";
}

}  // namespace linking_test
}  // namespace kith::test
