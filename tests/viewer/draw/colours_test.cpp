// By what areas are coloured, and which of them are there: every control of it, with the sample patch.
#include "tests/viewer/draw/desk.hpp"
#include "viewer/model/layers.hpp"

namespace kith::test {
namespace colours_test {

using namespace viewer::draw;
namespace model = viewer::model;
using picture::Scheme;

class Colours : public testing::Test {
protected:
    Desk desk{true, 1280, 1800};
    void SetUp() override { desk.choose("layers.area_colour", 1); }
    const model::Colouring& by() { return desk.model().options.map.colour; }
    const model::ColoursShown& shown() { return *desk.preparation.prepared()->area_colours; }
    const picture::Scene& scene() { return desk.preparation.map.prepared()->scene; }
    /// What the colours of areas mean on the map.
    std::vector<picture::Colour> of_legend() {
        std::vector<picture::Colour> out;
        for (const picture::Legend& legend : scene().legends)
            for (const picture::LegendEntry& entry : legend.entries)
                if (legend.title != "In the background" && !entry.mark && !entry.is_line && entry.fill.colour && entry.fill.hatch == picture::Hatch::none) out.push_back(*entry.fill.colour);
        return out;
    }
    void choose(Scheme scheme) { desk.choose("layers.scheme", static_cast<int>(scheme)); }
    void undo() {
        model::apply(desk.model(), model::Undo{});
        desk.settle();
    }
    std::vector<std::string> layers() {
        std::vector<std::string> out;
        for (const auto& layer : scene().areas) out.push_back(layer.as);
        return out;
    }
    void draw_by_hand() {
        const picture::Bounds box = scene().bounds;
        model::apply(desk.model(), model::UseTool{model::Tool::draw_area});
        for (const auto& [x, y] : {std::pair{0.3, 0.3}, {0.6, 0.3}, {0.5, 0.6}}) model::apply(desk.model(), model::DrawPoint{{box.left + x * box.width(), box.bottom + y * box.height()}});
        model::apply(desk.model(), model::FinishOutline{"Round the green"});
        desk.settle();
    }
};

TEST_F(Colours, TheLegendHasAsManyClassesAsAreAskedFor) {
    for (int i = 0; i <= 8; ++i) {
        desk.choose("layers.classes", i);
        EXPECT_EQ(of_legend().size(), static_cast<std::size_t>(i + 2));
        EXPECT_EQ(of_legend(), shown().colours) << "the strip shows what the map shows";
    }
    EXPECT_EQ(shown().palette, "viridis") << "ten are more than the usual one has";
    EXPECT_FALSE(shown().why.empty());
    undo();
    EXPECT_EQ(of_legend().size(), 9u);
}

TEST_F(Colours, EachSchemeAsksForWhatItTakes) {
    for (int i = 0; i < picture::scheme_count; ++i) {
        const auto scheme = static_cast<Scheme>(i);
        choose(Scheme::quantile);
        choose(scheme);
        EXPECT_EQ(by().scheme.value_or(Scheme::fisher_jenks), scheme);
        EXPECT_EQ(desk.there("layers.classes"), picture::takes_count(scheme)) << picture::name_of(scheme);
        EXPECT_EQ(desk.there("layers.hinge"), scheme == Scheme::box) << picture::name_of(scheme);
        EXPECT_EQ(desk.there("layers.breaks"), scheme == Scheme::manual) << picture::name_of(scheme);
        EXPECT_EQ(shown().palette, picture::around_middle(scheme) ? "PuOr" : scheme == Scheme::unique ? "viridis" : "YlGnBu") << picture::name_of(scheme);
        EXPECT_GT(of_legend().size(), 1u) << picture::name_of(scheme);
    }
    choose(Scheme::box);
    desk.choose("layers.hinge", 1);
    EXPECT_EQ(by().hinge, 3);
    undo();
    EXPECT_EQ(by().hinge, 1.5);
    choose(Scheme::fisher_jenks);
    EXPECT_FALSE(by().scheme) << "that is the usual one, and stands there once";
}

TEST_F(Colours, BreaksAreTypedAndBeginWithThoseThatStand) {
    const auto before = of_legend();
    const auto counts = shown().classes.counts;
    choose(Scheme::manual);
    EXPECT_EQ(of_legend(), before);
    EXPECT_EQ(shown().classes.counts, counts);
    const auto begun = by().breaks;
    ASSERT_EQ(begun.size(), 4u);
    desk.press("layers.breaks");
    desk.key("Ctrl+A");
    desk.type("300 500");
    EXPECT_EQ(by().breaks, (std::vector<double>{300, 500}));
    EXPECT_EQ(shown().classes.upper.front(), 300);
    desk.type(" x");
    EXPECT_EQ(by().breaks, (std::vector<double>{300, 500})) << "what cannot be read changes nothing";
    EXPECT_NE(desk.hands.memory.breaks_fault.find("“x”"), std::string::npos) << desk.hands.memory.breaks_fault;
    desk.key("Backspace");
    desk.key("Backspace");
    EXPECT_EQ(desk.hands.memory.breaks_fault, "");
    desk.key("Tab");
    undo();
    EXPECT_EQ(by().breaks, begun) << "all that was typed is one step";
    EXPECT_EQ(desk.hands.memory.breaks, model::breaks_text(begun));
    undo();
    EXPECT_FALSE(by().scheme);
}

TEST_F(Colours, APaletteIsChosenAndTurnedRound) {
    const auto palettes = picture::palettes();
    const auto reds = static_cast<int>(std::find_if(palettes.begin(), palettes.end(), [](const auto& one) { return one.name == "Reds"; }) - palettes.begin());
    desk.choose("layers.palette", reds + 1);
    EXPECT_EQ(by().palette, "Reds");
    EXPECT_EQ(of_legend(), *picture::palette("Reds", 5));
    desk.press("layers.reversed");
    EXPECT_EQ(of_legend(), *picture::palette("Reds", 5, true));
    choose(Scheme::box);
    EXPECT_EQ(shown().palette, "Reds") << "what was chosen stays";
    desk.choose("layers.palette", 0);
    EXPECT_EQ(by().palette, "");
    EXPECT_EQ(shown().palette, "PuOr");
    undo();
    EXPECT_EQ(by().palette, "Reds");
}

TEST_F(Colours, OnlyPalettesForEverybodyAreOfferedWhereThatIsWanted) {
    const auto offered = [&] {
        desk.press("layers.palette");
        const auto& all = desk.hands.items.all();
        const auto count = std::count_if(all.begin(), all.end(), [](const Item& item) { return item.name.starts_with("layers.palette."); });
        desk.key("Esc");
        return static_cast<std::size_t>(count);
    };
    EXPECT_EQ(offered(), picture::palettes().size() + 1);
    desk.press("colours");
    desk.press("colours.safe");
    EXPECT_TRUE(desk.model().preferences.colour_blind_safe);
    EXPECT_EQ(offered(), picture::colour_blind_safe(5).size() + 1);
    EXPECT_LT(picture::colour_blind_safe(5).size(), picture::palettes().size());
    desk.press("colours.safe");
    EXPECT_EQ(offered(), picture::palettes().size() + 1);
}

TEST_F(Colours, OfPeopleAndAssetsListsAndDatesAreOfferedToo) {
    const Screen& screen = *desk.preparation.prepared();
    for (const auto type : {model::FieldType::words, model::FieldType::date}) {
        const auto at = std::find_if(screen.people_columns.begin(), screen.people_columns.end(), [&](const Choice& one) { return one.type == type; });
        ASSERT_NE(at, screen.people_columns.end());
        const std::string column = at->column;
        desk.choose("layers.people_colour", static_cast<int>(at - screen.people_columns.begin()) + 1);
        EXPECT_EQ(desk.model().options.people.colour.column, column);
        EXPECT_TRUE(desk.preparation.map.remarks.empty());
    }
}

TEST_F(Colours, TwoColumnsMakeOneMapOfBoth) {
    desk.choose("layers.second", 2);
    EXPECT_FALSE(by().second.empty());
    EXPECT_NE(by().second, by().column);
    const auto& legends = scene().legends;
    const auto grid = std::find_if(legends.begin(), legends.end(), [](const picture::Legend& one) { return one.grid; });
    ASSERT_NE(grid, legends.end());
    std::int64_t areas = 0;
    for (const picture::LegendEntry& entry : grid->entries) areas += entry.count;
    EXPECT_EQ(areas, 12);
    EXPECT_FALSE(desk.there("layers.scheme")) << "its classes are its own";
    EXPECT_FALSE(desk.there("layers.palette"));
    undo();
    EXPECT_TRUE(desk.there("layers.scheme"));
    desk.choose("layers.second", 2);
    desk.choose("layers.second", 0);
    EXPECT_TRUE(by().second.empty());
}

TEST_F(Colours, WhatWasDrawnByHandHasASwitchAndCanBeColoured) {
    EXPECT_TRUE(desk.there("layers.area.lived")) << "the patch has other areas, too";
    EXPECT_FALSE(desk.there("layers.area.area")) << "those that are coloured are there anyway";
    desk.press("layers.area.lived");
    EXPECT_EQ(layers(), (std::vector<std::string>{"area", "lived"}));
    undo();
    const std::string column = by().column;
    draw_by_hand();
    EXPECT_EQ(layers(), (std::vector<std::string>{"area", "drawn"}));
    EXPECT_EQ(by().column, column);
    EXPECT_EQ(of_legend().size(), 5u) << "the colours stay";
    desk.press("layers.area.drawn");
    EXPECT_EQ(layers(), std::vector<std::string>{"area"});
    undo();
    EXPECT_EQ(layers(), (std::vector<std::string>{"area", "drawn"}));
    desk.choose("layers.layer", 2);
    EXPECT_EQ(layers(), std::vector<std::string>{"drawn"});
    EXPECT_TRUE(desk.there("layers.area.area"));
    desk.tab_to("layers.area.area");
    desk.key("Space");
    EXPECT_EQ(layers(), (std::vector<std::string>{"drawn", "area"})) << "by keyboard, too";
}

}  // namespace colours_test
}  // namespace kith::test
