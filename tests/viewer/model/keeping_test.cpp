// "Keep only these", the counts that it leaves, and how a network may be arranged: on the sample patch.
#include <gmock/gmock.h>

#include "tests/viewer/model/model_place.hpp"
#include "viewer/model/arranging.hpp"
#include "viewer/model/command.hpp"
#include "viewer/model/layers.hpp"
#include "viewer/model/map_scene.hpp"
#include "viewer/model/network_scene.hpp"
#include "viewer/model/selecting.hpp"
#include "viewer/model/table.hpp"

namespace kith::viewer::model {
namespace keeping_test {

const Chip* chip_that(const std::vector<Chip>& chips, const std::string& begins) {
    const auto at = std::find_if(chips.begin(), chips.end(), [&](const Chip& one) { return one.text.starts_with(begins); });
    return at == chips.end() ? nullptr : &*at;
}
std::int64_t shown(const std::vector<std::uint8_t>& rows) { return std::count(rows.begin(), rows.end(), std::uint8_t{0}); }
const Command& command(const std::vector<Command>& all, const std::string& id) { return *std::find_if(all.begin(), all.end(), [&](const Command& one) { return one.id == id; }); }
base::Result<MapView> map_of(const test::OpenModel& at) {
    Look look;
    look.people = at.model.visibility().shown_people;
    look.assets = at.model.visibility().shown_assets;
    look.areas = at.model.visibility().shown_areas;
    return map_view_of(*at.model.view(), at.model.results(), at.model.options, look, at.model.topology());
}
std::int64_t marks(const MapView& map, base::EntityKind kind) {
    std::int64_t count = 0;
    for (const auto& layer : map.prepared.scene.marks) count += layer.kind == kind ? static_cast<std::int64_t>(layer.size()) : 0;
    return count;
}

TEST(Keep, ThoseSelectedWithAChipThatGoesSinglyAndIsUndone) {
    test::OpenModel at;
    const auto people = static_cast<std::int64_t>(at.session.view()->people()), assets = static_cast<std::int64_t>(at.session.view()->assets());
    EXPECT_FALSE(command(commands(at.model), "filters.selected").enabled) << "nobody is selected";
    at(Select{{at.person(0), at.person(3), at.asset(1)}, session::SelectMode::replace});
    ASSERT_TRUE(command(commands(at.model), "filters.selected").enabled);
    at(command(commands(at.model), "filters.selected").intent);
    ASSERT_EQ(at.model.options.filters.size(), 2u);
    EXPECT_EQ(shown(at.model.visibility().people), 2);
    EXPECT_EQ(at.model.visibility().people[3], 0);
    EXPECT_EQ(shown(at.model.visibility().assets), 1);
    const auto chips = chips_of(at.model);
    const Chip* of_people = chip_that(chips, "2 people chosen by hand");
    ASSERT_NE(of_people, nullptr);
    EXPECT_EQ(of_people->hidden, people - 2);
    EXPECT_EQ(*view_options_from_json(to_json(at.model.options)), at.model.options);
    at(of_people->clear);
    EXPECT_EQ(shown(at.model.visibility().people), people);
    EXPECT_EQ(shown(at.model.visibility().assets), 1) << "the other one stays";
    at(Undo{});
    EXPECT_EQ(shown(at.model.visibility().people), 2);
    at(Undo{});
    EXPECT_TRUE(at.model.options.filters.empty());
    EXPECT_EQ(shown(at.model.visibility().assets), assets);
}

TEST(Keep, TwoThatReadAlikeAreCountedEachByItself) {
    test::OpenModel at;
    at(Select{{at.person(0), at.person(1)}, session::SelectMode::replace});
    at(KeepOnly{});
    at(Select{{at.person(1), at.person(2)}, session::SelectMode::replace});
    at(KeepOnly{});
    std::vector<std::int64_t> hidden;
    for (const Chip& one : chips_of(at.model))
        if (one.text.starts_with("2 people chosen by hand")) hidden.push_back(one.hidden);
    EXPECT_EQ(hidden, (std::vector<std::int64_t>{static_cast<std::int64_t>(at.session.view()->people()) - 2, 1}));
}

TEST(Keep, ByAResultsColumnAsByAnyOther) {
    test::OpenModel at;
    at.run({{"kith.network_measures"}});
    at(KeepOnly{{{"results.network_measures.person/contacts", Filter::Kind::known, 0, 0, {}}}});
    const std::int64_t kept = shown(at.model.visibility().people);
    EXPECT_GT(kept, 0);
    EXPECT_LT(kept, static_cast<std::int64_t>(at.session.view()->people()));
}

TEST(Keep, AreasAreLeftOutOfTheMapAndItsClassesAndAreSaid) {
    test::OpenModel at;
    const std::string column = "areas." + at.session.view()->primary_layer()->as + "/km2";
    ViewOptions coloured = at.model.options;
    coloured.map.colour.column = column;
    at(Restyle{"Colour", coloured, 0});
    const auto areas = static_cast<std::int64_t>(at.model.visibility().areas.size());
    const auto all = map_of(at);
    ASSERT_TRUE(all);
    at(Select{{at.session.index().areas(0)[0], at.session.index().areas(0)[1]}, session::SelectMode::replace});
    at(KeepOnly{});
    ASSERT_EQ(shown(at.model.visibility().areas), 2);
    const auto map = map_of(at);
    ASSERT_TRUE(map);
    const picture::Scene& scene = map->prepared.scene;
    EXPECT_EQ(std::count_if(scene.labels.begin(), scene.labels.end(), [](const auto& label) { return label.kind == picture::LabelKind::area; }), 2);
    std::int64_t in_classes = 0;
    for (const auto& legend : scene.legends)
        if (legend.title == all->prepared.scene.legends.front().title)
            for (const auto& entry : legend.entries) in_classes += std::max<std::int64_t>(0, entry.count);
    EXPECT_EQ(in_classes, 2);
    EXPECT_TRUE(std::any_of(scene.hidden.begin(), scene.hidden.end(), [&](const picture::Hidden& one) { return one.what == "areas not chosen" && one.count == areas - 2; }));
    const auto account = account_of(at.model);
    EXPECT_EQ(account.lines.back().what, "areas");
    EXPECT_EQ(account.lines.back().shown, 2);
    EXPECT_TRUE(account.lines.back().reconciles());
    EXPECT_EQ(chip_that(chips_of(at.model), "2 areas chosen by hand")->hidden, areas - 2);
    ViewOptions off = at.model.options;
    off.map.areas = false;
    at(Restyle{"Hide areas", off, 0});
    EXPECT_EQ(chip_that(chips_of(at.model), "areas switched off")->hidden, 2);
    EXPECT_EQ(account_of(at.model).map.back().shown, 0);
}

/// What the account says of the map against what the map draws, and against trays and chips.
void expect_that_the_map_adds_up(const test::OpenModel& at) {
    const auto map = map_of(at);
    ASSERT_TRUE(map);
    const Account account = account_of(at.model);
    const Trays trays = trays_of(at.model);
    const auto chips = chips_of(at.model);
    for (const Account::Line& line : account.lines) EXPECT_TRUE(line.reconciles()) << line.what;
    ASSERT_EQ(account.map.size(), 3u);
    for (std::size_t i = 0; i < 2; ++i) {
        const Account::Line& line = account.map[i];
        EXPECT_TRUE(line.reconciles()) << line.what;
        EXPECT_EQ(line.shown, marks(*map, i == 0 ? base::EntityKind::person : base::EntityKind::asset)) << line.what;
        const auto hidden = [&](const std::string& text) {
            std::int64_t sum = 0;
            for (const Hiding& one : line.hidden_by) sum += one.text == text ? one.hidden : 0;
            return sum;
        };
        EXPECT_EQ(hidden("without a place"), static_cast<std::int64_t>((i == 0 ? trays.people_without_place : trays.assets_without_place).rows.size()));
        for (const Hiding& one : line.hidden_by) {
            if (one.filter < 0) continue;
            ViewOptions without = at.model.options;
            without.filters.erase(without.filters.begin() + one.filter);
            const auto chip = std::find_if(chips.begin(), chips.end(), [&](const Chip& chip) { return std::holds_alternative<Restyle>(chip.clear) && std::get<Restyle>(chip.clear).options == without; });
            ASSERT_NE(chip, chips.end()) << one.text;
            EXPECT_EQ(chip->hidden, one.hidden) << one.text;
        }
        const Chip* off = chip_that(chips, line.what + " switched off");
        EXPECT_EQ(hidden(line.what + " switched off"), off == nullptr ? 0 : off->hidden);
    }
}

TEST(Account, ChipsTraysAndMarksAreAllRows) {
    test::OpenModel at;
    expect_that_the_map_adds_up(at);
    ViewOptions options = at.model.options;
    options.filters = {{"people/introduce", Filter::Kind::words, 0, 0, {"yes"}}, {"assets/class", Filter::Kind::words, 0, 0, {"association", "place"}}};
    options.classes = {3};
    at(Restyle{"Filter", options, 0});
    expect_that_the_map_adds_up(at);
    options.people.show = options.assets.show = false;
    at(Restyle{"Switch off", options, 0});
    expect_that_the_map_adds_up(at);
    EXPECT_EQ(account_of(at.model).map[0].shown, 0) << "none are on the map, and the account says none";
    at(Undo{});
    at(Edit{session::EndPerson{at.person(1), column::Living::moved}});
    at(Edit{session::CloseAsset{at.asset(0)}});
    expect_that_the_map_adds_up(at);
}

TEST(Account, OfTheNetworkIsWhatStandsInItAndItsChipCountsTheOthers) {
    test::OpenModel at;
    at(Select{{at.person(0)}, session::SelectMode::replace});
    for (const char* id : {"network.everybody", "network.depth.1"}) {
        at(command(commands(at.model), id).intent);
        Look look;
        const auto part = subgraph_of(*at.model.view(), at.session.index(), *at.model.topology(), at.model.options.network, look);
        ASSERT_TRUE(part);
        const auto lines = network_account(at.model, *part);
        ASSERT_EQ(lines.size(), 2u);
        std::int64_t nodes = 0, elsewhere = 0;
        for (const Account::Line& line : lines) {
            EXPECT_TRUE(line.reconciles()) << line.what;
            nodes += line.shown;
            for (const Hiding& one : line.hidden_by) elsewhere += one.text == not_in_part ? one.hidden : 0;
        }
        EXPECT_EQ(nodes, static_cast<std::int64_t>(part->nodes.size()));
        const auto chips = chips_of(at.model);
        const Chip* focus = chip_that(chips, "network to 1 step");
        EXPECT_EQ(focus == nullptr ? 0 : focus->hidden, elsewhere);
        EXPECT_EQ(focus != nullptr, std::string(id) == "network.depth.1");
    }
}

TEST(Trays, WhoMovedAwayIsInNoneAndThoseWithoutATieAreThoseOnTheShelf) {
    test::OpenModel at;
    const Trays before = trays_of(at.model);
    ASSERT_FALSE(before.people_without_place.rows.empty());
    ASSERT_FALSE(before.not_asked.rows.empty());
    const auto without = at.person(static_cast<std::size_t>(before.people_without_place.rows[0])), not_asked = at.person(static_cast<std::size_t>(before.not_asked.rows[0]));
    at(Edit{session::EndPerson{without, column::Living::moved}});
    at(Edit{session::EndPerson{not_asked, column::Living::moved}});
    const Trays after = trays_of(at.model);
    EXPECT_LT(after.people_without_place.rows.size(), before.people_without_place.rows.size());
    EXPECT_LT(after.not_asked.rows.size(), before.not_asked.rows.size());
    ViewOptions options = at.model.options;
    options.filters = {{"people/introduce", Filter::Kind::words, 0, 0, {"yes"}}};
    at(Restyle{"Filter", options, 0});
    Look look;
    look.people = at.model.visibility().shown_people;
    const auto part = subgraph_of(*at.model.view(), at.session.index(), *at.model.topology(), at.model.options.network, look);
    ASSERT_TRUE(part);
    EXPECT_EQ(static_cast<std::int64_t>(trays_of(at.model).isolates.rows.size()), part->asked_without_tie);
}

TEST(Arranging, ByCommunityWaitsForAColumnAndAroundOneForSomebody) {
    const test::Folder folder;
    const auto recipe = test::invented_place(folder, 400);
    std::string place = test::text_of_file(recipe);
    const std::size_t from = place.find("asked = {"), to = place.find('\n', from);
    test::write_file(recipe, place.replace(from, to - from, "asked = { all = \"complete\" }"));  // everybody was asked of everything: then groups can be found
    test::OpenModel at(recipe);
    EXPECT_THAT(why_not_arranged(at.model, Arrangement::by_community), testing::HasSubstr("How people are connected"));
    EXPECT_FALSE(command(commands(at.model), "network.2").enabled);
    EXPECT_FALSE(command(commands(at.model), "network.3").enabled) << "nobody stands in the middle";
    at(Select{{at.person(4)}, session::SelectMode::replace});
    at(command(commands(at.model), "network.3").intent);
    EXPECT_EQ(at.model.options.network.arrangement, Arrangement::around_one);
    EXPECT_EQ(at.model.options.network.around, at.person(4));
    at.run({{"kith.network_measures"}});
    ASSERT_EQ(why_not_arranged(at.model, Arrangement::by_community), "");
    at(command(commands(at.model), "network.2").intent);
    EXPECT_EQ(at.model.options.network.community, "results.network_measures.person/group");
    Look look;
    const auto part = subgraph_of(*at.model.view(), at.session.index(), *at.model.topology(), at.model.options.network, look);
    const auto order = layout_order(*at.model.view(), at.model.results(), *part, at.model.options.network);
    EXPECT_GT(std::count_if(order.communities.begin(), order.communities.end(), [](std::int32_t one) { return one >= 0; }), 10) << "people stand in groups";
}

TEST(Arranging, StepsAreAroundWhoeverIsSelectedLast) {
    test::OpenModel at;
    EXPECT_FALSE(command(commands(at.model), "network.depth.0").enabled);
    for (const std::size_t row : {0u, 5u}) {
        at(Select{{at.person(row)}, session::SelectMode::replace});
        at(by_shortcut(commands(at.model), row == 0 ? "0" : "9")->intent);
        EXPECT_EQ(at.model.options.network.around, at.person(row));
        EXPECT_EQ(at.model.options.network.focus_depth, row == 0 ? 0 : 9);
    }
    at(Undo{});
    EXPECT_EQ(at.model.options.network.around, at.person(0));
}

TEST(Keep, TheTableOfAreasIsOfThoseThatAreColoured) {
    test::OpenModel at;
    at.model.options.table.of = TableOf::areas;
    EXPECT_EQ(table_shown(*at.model.view(), at.model.options).layer, "") << "the primary one";
    const auto layers = at.session.view()->layers();
    ASSERT_GE(layers.size(), 2u);
    const std::string other = layers[0].primary ? layers[1].as : layers[0].as, primary = at.session.view()->primary_layer()->as;
    at.model.options.map.layers = {other, primary};
    at.model.options.table.sorted_by = "areas." + primary + "/population";
    const TableOptions shown = table_shown(*at.model.view(), at.model.options);
    EXPECT_EQ(shown.layer, other);
    EXPECT_EQ(shown.sorted_by, "") << "it has no such column";
    const auto table = table_of(*at.model.view(), at.model.results(), shown, {});
    ASSERT_TRUE(table) << table.error().message;
    EXPECT_EQ(table->rows, at.model.visibility().areas.size()) << "whatever a filter says of them it says of these rows";
}

TEST(Options, TheTabOfTodayIsKnownAgain) {
    Preferences preferences;
    preferences.bottom_tab = Pane::today;
    const auto read = preferences_from_json(to_json(preferences));
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, preferences);
}

}  // namespace keeping_test
}  // namespace kith::viewer::model
