// What a map and a network hold, as plain records: everybody counted once, nothing hidden without being said.
#include "engine/picture/scene_of.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "engine/picture/circle.hpp"
#include "engine/picture/paint.hpp"
#include "tests/engine/picture/six_squares.hpp"

namespace kith::picture {
namespace scene_test {

using testing::ElementsAre;
using testing::HasSubstr;

std::map<std::string, std::int64_t> hidden_of(const Scene& scene) {
    std::map<std::string, std::int64_t> out;
    for (const Hidden& hidden : scene.hidden) out[hidden.what] = hidden.count;
    return out;
}
const Legend& legend_of(const Scene& scene, std::string_view title) {
    static const Legend none;
    for (const Legend& legend : scene.legends)
        if (legend.title == title) return legend;
    return none;
}
std::int64_t sum_of(const Legend& legend) {
    std::int64_t out = 0;
    for (const LegendEntry& entry : legend.entries)
        if (!entry.label.starts_with("of these")) out += entry.count;
    return out;
}
std::vector<AreaValue> values() {
    return {{ValueKind::value, 3}, {ValueKind::value, 12}, {ValueKind::at_least, 7}, {ValueKind::no_data, 0}, {ValueKind::not_asked, 0}, {ValueKind::suppressed, 0}};
}

TEST(MapScene, EverybodyIsDrawnOrCounted) {
    const auto view = test::six_areas_with_people();
    MapSceneOptions options;
    options.ties = view.segment("lens.all");
    const auto scene = *map_scene_of(view, options);
    ASSERT_EQ(scene.marks.size(), 2u);
    EXPECT_THAT(scene.marks[1].rows, ElementsAre(0, 1));         // asset 2 is closed, 3 has no place
    EXPECT_THAT(scene.marks[0].rows, ElementsAre(0, 1, 2));      // person 3 has no place, 4 moved
    const auto hidden = hidden_of(scene);
    EXPECT_EQ(hidden.at("assets without a place"), 1);
    EXPECT_EQ(hidden.at("closed assets"), 1);
    EXPECT_EQ(hidden.at("people without a place"), 1);
    EXPECT_EQ(hidden.at("people who moved away or died"), 1);
    EXPECT_EQ(hidden.at("ties shown only on a person's own card"), 1);
    EXPECT_EQ(hidden.at("ties with an end that is not drawn"), 1);
    EXPECT_EQ(sum_of(legend_of(scene, "People")), 3);
    EXPECT_EQ(sum_of(legend_of(scene, "Assets")), 2);
    ASSERT_EQ(scene.links.size(), 1u);
    EXPECT_THAT(scene.links[0].rows, ElementsAre(0, 1, 3));
    EXPECT_EQ(sum_of(legend_of(scene, "Ties")), 3);
    EXPECT_NEAR(scene.origin.x + scene.marks[0].xy[0], 400200, 0.01);
    EXPECT_NEAR(scene.origin.y + scene.marks[0].xy[1], 300200, 0.01);
}

TEST(MapScene, PeopleAreToldByMark) {  // visual language 4: filled asked, hollow not asked, small hollow named by others
    for (int t = 0; t < theme_count; ++t) {
        const auto theme = static_cast<Theme>(t);
        const Colour paper = roles_of(theme).panel;
        EXPECT_NE(*person_style(PersonMark::asked, theme).fill.colour, paper);
        EXPECT_EQ(*person_style(PersonMark::not_asked, theme).fill.colour, paper);
        EXPECT_LT(person_style(PersonMark::named, theme).size, person_style(PersonMark::not_asked, theme).size);
        std::set<Mark> shapes;
        for (int c = 0; c < 6; ++c) {
            const MarkStyle style = asset_style(c, false, theme);
            shapes.insert(style.mark);
            EXPECT_GE(contrast(*style.fill.colour, roles_of(theme).ground), 2.0) << t << " " << c;
            EXPECT_EQ(*asset_style(c, true, theme).fill.colour, paper);
        }
        EXPECT_EQ(shapes.size(), 6u);
        EXPECT_GE(contrast(roles_of(theme).text, roles_of(theme).ground), 4.5);
        EXPECT_GE(contrast(roles_of(theme).secondary, roles_of(theme).ground), 4.5);
    }
    EXPECT_EQ(asset_style(0, false, Theme::black_and_white).mark, Mark::dotted);  // not taken for a person
}

TEST(MapScene, LegendReconcilesWithAreas) {
    const auto view = test::six_areas();
    const auto six = values();
    MapSceneOptions options;
    options.colour = Colouring{"Assets per 1,000 residents", six, ClassChoice{Scheme::manual, 3, 1.5, {5, 10}}, "YlGnBu", false};
    const auto scene = *map_scene_of(view, options);
    EXPECT_EQ(sum_of(scene.legends.at(0)), 6);
    const AreaLayer& layer = scene.areas.at(0);
    ASSERT_EQ(layer.size(), 6u);
    const auto hatch = [&](std::size_t area) { return scene.area_styles[layer.styles[area]].fill.hatch; };
    EXPECT_EQ(hatch(3), Hatch::no_data);
    EXPECT_EQ(hatch(4), Hatch::not_asked);
    EXPECT_EQ(hatch(5), Hatch::suppressed);
    const auto band = [&](std::size_t area) { return scene.area_styles[layer.styles[area]].fill.in_black_and_white; };
    EXPECT_EQ((std::set<Hatch>{band(0), band(1), band(2)}).size(), 3u);
    options.colour->values = options.colour->values.first(5);
    EXPECT_FALSE(map_scene_of(view, options));
    options.colour.reset();
    options.area_layers = {"nowhere"};
    EXPECT_FALSE(map_scene_of(view, options));
}

TEST(MapScene, WhatIsNotKnownIsNoClassHoweverFewAreasAreShown) {
    const auto view = test::six_areas();
    const auto six = values();
    const std::vector<std::uint8_t> unknown_alone{0, 0, 0, 1, 1, 0};
    MapSceneOptions options;
    options.colour = Colouring{"Assets per 1,000 residents", six, ClassChoice{Scheme::manual, 3, 1.5, {5, 10}}, "YlGnBu", false};
    options.areas_shown = unknown_alone;
    const auto scene = *map_scene_of(view, options);
    ASSERT_EQ(scene.legends.at(0).entries.size(), 2u);
    EXPECT_EQ(scene.legends[0].entries[0].label, "no data");
    EXPECT_EQ(scene.legends[0].entries[1].label, "not asked");
    EXPECT_EQ(scene.legends[0].classes, 0u);
}

TEST(MapScene, OneLayerIsColouredAndOthersAreOutlinesOverIt) {
    auto view = test::six_areas();
    view.layers_.push_back({"town", column::LayerRole::official, "2021", true, false, 15, 1});
    view.add(std::move(column::SegmentBuilder("areas.town").add_strings("code", std::vector<std::string>{"T"}).add_strings("name", std::vector<std::string>{"Town"})));
    view.add(std::move(column::SegmentBuilder("areas.town.geometry").add_i64("area_polygons", {0, 1}).add_i64("polygon_rings", {0, 1}).add_i64("ring_points", {0, 5}).add_points("points", {400000, 300000, 401500, 300000, 401500, 301000, 400000, 301000, 400000, 300000})));
    const auto six = values();
    MapSceneOptions options;
    options.area_layers = {"ward", "town"};
    options.colour = Colouring{"Assets", six, {}, "YlGnBu", false};
    const auto scene = *map_scene_of(view, options);
    ASSERT_EQ(scene.areas.size(), 2u);
    EXPECT_EQ(scene.areas[0].as, "ward");
    EXPECT_TRUE(scene.area_styles[scene.areas[0].styles[0]].fill.colour);
    const AreaStyle& outline = scene.area_styles[scene.areas[1].styles[0]];
    EXPECT_FALSE(outline.fill.colour) << "what lies below shows through";
    EXPECT_EQ(outline.fill.hatch, Hatch::none);
    EXPECT_TRUE(outline.line.colour);
    EXPECT_EQ(std::count_if(scene.labels.begin(), scene.labels.end(), [](const Label& label) { return label.kind == LabelKind::area; }), 6) << "the coloured ones are named";
    EXPECT_THAT(scene.attribution, HasSubstr("2021"));
    const Legend& outlines = legend_of(scene, "Outlines");
    ASSERT_EQ(outlines.entries.size(), 1u);
    EXPECT_EQ(outlines.entries[0].label, "town");
    EXPECT_EQ(outlines.entries[0].count, 1);
    EXPECT_EQ(outlines.entries[0].line, outline.line);
}

TEST(MapScene, ANearTieIsDarkerThanAFarOne) {
    auto view = test::six_areas_with_people();  // two friendships that differ in nothing but their length: 500 m and 1,000 m
    view.add(std::move(column::SegmentBuilder("ties").add_i32("from", {0, 0}).add_i32("to", {1, 2}).add_i32("kind", {1, 1}).add_booleans("paid", {0, 0})));
    view.add(std::move(column::SegmentBuilder("lens.all").add_i64("offsets", {0, 2, 3, 4, 4, 4, 4, 4, 4, 4}).add_i32("targets", {1, 2, 0, 0}).add_i32("ties", {0, 1, 0, 1})));
    MapSceneOptions options;
    options.ties = view.segment("lens.all");
    const auto scene = *map_scene_of(view, options);
    ASSERT_EQ(scene.links.size(), 1u);
    ASSERT_THAT(scene.links[0].rows, ElementsAre(0, 1));
    const Line &near = scene.link_styles[scene.links[0].styles[0]].line, &far = scene.link_styles[scene.links[0].styles[1]].line;
    EXPECT_GT(near.opacity, far.opacity);
    EXPECT_GT(far.opacity, 0);
    EXPECT_EQ(near.colour, far.colour);
    options.fade_from = 2000;  // both are near then
    const auto plain = *map_scene_of(view, options);
    EXPECT_EQ(plain.links[0].styles[0], plain.links[0].styles[1]);
}

TEST(Coloured, AnyNumberOfClassesHasColoursAndALegendThatCanBeRead) {
    std::vector<AreaValue> thirty;
    for (int i = 0; i < 30; ++i) thirty.push_back({ValueKind::value, static_cast<double>(i)});
    const auto made = *coloured({"t", thirty, ClassChoice{Scheme::unique, 5, 1.5, {}}});
    EXPECT_EQ(made.palette, "viridis");
    std::set<std::string> colours;
    for (const Fill& fill : made.fills) colours.insert(hex(*fill.colour));
    EXPECT_EQ(colours.size(), 30u) << "each value has its own";
    EXPECT_GT(luminance(*made.fills.front().colour), luminance(*made.fills.back().colour)) << "and more is darker, as in the palette that it stands for";
    ASSERT_EQ(made.legend.entries.size(), 8u);
    EXPECT_EQ(sum_of(made.legend), 30);
    EXPECT_EQ(made.legend.entries.front().label, "0 to 2");
    EXPECT_EQ(made.legend.entries.back().label, "26 to 29");
    for (int k = 2; k <= 10; ++k) {
        const auto usual = *coloured({"t", thirty, {}, "YlGnBu", false, k});
        EXPECT_EQ(usual.legend.entries.size(), static_cast<std::size_t>(k));
        EXPECT_EQ(usual.palette, k < 10 ? "YlGnBu" : "viridis");
    }
}

TEST(Legend, BoundsBeyondTheValuesAreNotNamed) {  // of 0..8: quartiles 2, 4, 6, fences -4 and 12
    std::vector<AreaValue> nine;
    for (int i = 0; i < 9; ++i) nine.push_back({ValueKind::value, static_cast<double>(i)});
    const auto made = *coloured({"t", nine, ClassChoice{Scheme::box, 6, 1.5, {}}, "PuOr", false});
    std::vector<std::string> labels;
    for (const LegendEntry& entry : made.legend.entries) labels.push_back(entry.label);
    EXPECT_THAT(labels, ElementsAre("below 0", "0 to 2", "3 to 4", "5 to 6", "7 to 8"));
    EXPECT_EQ(*made.fills[2].colour, palette("PuOr", 6)->at(2));  // the middle stays the middle
}

TEST(MapScene, ManyTiesBecomeFlowsBetweenAreas) {
    const auto view = test::six_areas_with_people();
    MapSceneOptions options;
    options.ties = view.segment("lens.all");
    options.most_tie_lines = 2;
    const auto scene = *map_scene_of(view, options);
    ASSERT_EQ(scene.links.size(), 1u);
    EXPECT_EQ(scene.links[0].name, "flows");
    EXPECT_EQ(scene.links[0].size(), 1u);                        // areas 0 and 1: three ties
    EXPECT_THAT(scene.links[0].nodes, ElementsAre(9, 10));
    EXPECT_EQ(scene.legends[0].title, "Pairs of areas, by their ties");
}

TEST(MapScene, BivariateCountsAddUp) {
    const auto view = test::six_areas();
    std::vector<AreaValue> x = values(), y = values();
    y[0] = {ValueKind::value, 99};
    MapSceneOptions options;
    options.bivariate = Bivariate{"X", "Y", x, y};
    const auto scene = *map_scene_of(view, options);
    ASSERT_EQ(scene.legends.at(0).entries.size(), 12u);
    EXPECT_EQ(sum_of(scene.legends[0]), 6);
    std::vector<Hatch> hatches;
    for (std::size_t i = 9; i < 12; ++i) {
        EXPECT_EQ(scene.legends[0].entries[i].count, 1) << scene.legends[0].entries[i].label;
        hatches.push_back(scene.legends[0].entries[i].fill.hatch);
    }
    EXPECT_THAT(hatches, ElementsAre(Hatch::no_data, Hatch::not_asked, Hatch::suppressed)) << "each kind of unknown by itself";
    for (std::size_t area = 3; area < 6; ++area) EXPECT_EQ(scene.area_styles[scene.areas[0].styles[area]].fill.hatch, hatches[area - 3]);
    x[3].kind = ValueKind::suppressed;
    const auto classes = *bivariate_of(*options.bivariate);
    EXPECT_THAT(classes.cells, ElementsAre(6, 5, 1, -3, -2, -3));  // y high and x low; x high, y middle; …; one of two reasons
}

TEST(MapScene, ColourOfMarksIsCountedOverWhatIsDrawn) {
    const auto view = test::six_areas_with_people();
    const std::vector<AreaValue> ages{{ValueKind::value, 30}, {ValueKind::value, 80}, {ValueKind::not_asked, 0}, {ValueKind::value, 50}, {ValueKind::value, 20}};
    MapSceneOptions options;
    options.people.colour = Colouring{"Age", ages, {}, "YlGnBu", false};
    const std::vector<double> sizes{0, 1, std::nan(""), 0.5, 0.5};
    options.people.sizes = sizes;
    const auto scene = *map_scene_of(view, options);
    EXPECT_EQ(sum_of(legend_of(scene, "Age")), 3);
    const MarkLayer& people = scene.marks.front();
    ASSERT_EQ(people.sizes.size(), 3u);
    EXPECT_LT(people.sizes[0], people.sizes[1]);
    EXPECT_EQ(people.sizes[2], scene.mark_styles[people.styles[2]].size);
}

TEST(NetworkScene, OnePairOneLinkAndTheReceiverLast) {
    const auto view = test::six_areas_with_people();
    const auto topology = view.segment("lens.all");
    std::vector<float> xy;
    for (int node = 0; node < 9; ++node) xy.insert(xy.end(), {static_cast<float>(node), static_cast<float>(node * node)});
    for (const int untied : {6, 7, 8}) xy[static_cast<std::size_t>(2 * untied)] = std::nanf("");
    NetworkSceneOptions options;
    Bounds shelf;
    shelf.add(0, -10);
    shelf.add(5, -8);
    options.shelves = {{"Not asked yet", shelf, 2}};
    const auto scene = *network_scene_of(view, *topology, xy, options);
    EXPECT_FALSE(scene.geographic);
    ASSERT_EQ(scene.links.size(), 1u);
    EXPECT_THAT(scene.links[0].rows, ElementsAre(0, 4, 3));  // family before friend; the difficult one is not drawn
    EXPECT_THAT(scene.links[0].nodes, ElementsAre(0, 1, 1, 3, 1, 5));
    EXPECT_TRUE(scene.link_styles[scene.links[0].styles[1]].notch);
    EXPECT_FALSE(scene.link_styles[scene.links[0].styles[0]].notch);
    EXPECT_DOUBLE_EQ(scene.link_styles[scene.links[0].styles[2]].line.opacity, 0.5);  // pay unknown
    EXPECT_EQ(sum_of(legend_of(scene, "People")), 4);
    EXPECT_EQ(hidden_of(scene).at("people who moved away or died"), 1);
    EXPECT_EQ(scene.labels.back().text, "Not asked yet: 2");
    xy.pop_back();
    EXPECT_FALSE(network_scene_of(view, *topology, xy, options));
}

TEST(NetworkScene, NobodyNotAskedIsAnIsolate) {
    auto view = test::six_areas_with_people();
    view.add(std::move(column::SegmentBuilder("lens.all").add_i64("offsets", {0, 0, 1, 1, 1, 1, 2, 2, 2, 2}).add_i32("targets", {5, 1}).add_i32("ties", {3, 3})));
    const auto groups = node_groups(view, *view.segment("lens.all"));
    using enum NodeGroup;
    EXPECT_THAT(groups, ElementsAre(isolate, laid_out, not_asked, not_asked, left_out, laid_out, isolate, left_out, isolate));
}

TEST(Circle, RuleOfTheFieldAndHollowWhereUnknown) {  // domain.md 1.4: 4 paid; 1 closeness top; 3 membership or attendance; else 2
    const auto view = test::six_areas_with_people();
    const auto topology = view.segment("lens.all");
    const auto first = *circles_of(view, *topology, 0);
    ASSERT_EQ(first.members.size(), 2u);
    EXPECT_EQ(first.members[0].node, 1);
    EXPECT_EQ(first.members[0].circle, 1);  // family, closeness 5; the parallel friend tie does not count twice
    EXPECT_EQ(first.members[1].circle, 2);
    EXPECT_THAT(first.known, ElementsAre(true, true, true, true));
    const auto second = *circles_of(view, *topology, 1);
    EXPECT_THAT(second.known, ElementsAre(false, false, false, false));
    ASSERT_EQ(second.members.size(), 3u);
    EXPECT_EQ(second.members[2].circle, 3);
    EXPECT_FALSE(second.members[1].placed);  // nobody knows how close
    EXPECT_EQ(second.not_placed, 1);
    int dotted = 0;
    const Drawing drawing = circle_of(second, {});
    for (const Record& record : drawing.records)
        if (const auto* shape = std::get_if<Shape>(&record)) dotted += shape->fill.hatch == Hatch::not_asked;
    EXPECT_EQ(dotted, 4);
    EXPECT_THAT(drawing.description, HasSubstr("not fully asked"));
    EXPECT_FALSE(circles_of(view, *topology, 99));
}

/// domain.md 1.4 with two ties to the same person: the nearer counts, and one whose closeness nobody knows leaves open which it is; in either order.
TEST(Circle, ATieThatIsNotKnownLeavesItOpenInEitherOrder) {
    struct Case {
        int one, other;      // closeness; 0: not known
        int circle;
        bool placed;
    };
    for (const Case& c : {Case{3, 0, 2, false}, Case{0, 3, 2, false}, Case{5, 0, 1, true}, Case{0, 5, 1, true}, Case{5, 3, 1, true}, Case{3, 5, 1, true}, Case{2, 4, 2, true}}) {
        auto view = test::six_areas_with_people();
        const auto state = [](int closeness) { return static_cast<std::uint8_t>(closeness == 0 ? column::State::not_asked : column::State::known); };
        view.add(std::move(column::SegmentBuilder("ties").add_i32("from", {0, 0}).add_i32("to", {1, 1}).add_i32("kind", {0, 0}).add_booleans("paid", {0, 0}, {0, 0}).add_i32("closeness", {c.one, c.other}, {state(c.one), state(c.other)})));
        view.add(std::move(column::SegmentBuilder("tie_kinds").add_i32("group", {0}).add_i32("circle", {0}).add_booleans("paid", {0}, {0})));
        view.add(std::move(column::SegmentBuilder("lens.all").add_i64("offsets", {0, 2, 4, 4, 4, 4, 4, 4, 4, 4}).add_i32("targets", {1, 1, 0, 0}).add_i32("ties", {0, 1, 0, 1})));
        const auto circles = *circles_of(view, *view.segment("lens.all"), 0);
        ASSERT_EQ(circles.members.size(), 1u);
        EXPECT_EQ(circles.members[0].circle, c.circle) << c.one << ' ' << c.other;
        EXPECT_EQ(circles.members[0].placed, c.placed) << c.one << ' ' << c.other;
    }
}

}  // namespace scene_test
}  // namespace kith::picture
