// Charts with the sample patch: bars of words and areas beside their neighbours, by pointer and by keyboard.
#include "tests/viewer/draw/desk.hpp"
#include "viewer/draw/chart_axes.hpp"
#include "viewer/model/chart.hpp"

namespace kith::test {
namespace charts_test {

using namespace viewer::draw;
namespace model = viewer::model;

class OnCharts : public testing::Test {
protected:
    Desk desk;
    void SetUp() override { desk.press("tab.2"); }
    const Screen& screen() { return *desk.preparation.prepared(); }
    const model::Scatter& scatter() { return *screen().scatter; }
    ImVec2 at(std::size_t point) {
        const model::Rect& all = scatter().bounds;
        return Axes{within_words(desk.hands.ui, desk.box("charts.scatter")), all.low.x, all.high.x, all.low.y, all.high.y}.to(scatter().points[point].x, scatter().points[point].y);
    }
    base::EntityKey key(std::size_t point) { return screen().scatter_keys[static_cast<std::size_t>(scatter().rows[point])]; }
    std::vector<base::EntityKey> hovered() {
        const auto keys = desk.session().hovered().keys();
        return {keys.begin(), keys.end()};
    }
    /// Where it stands in the list of all columns; -1: nowhere.
    int column(model::FieldType type) {
        int at = 0;
        for (const auto* group : {&screen().area_columns, &screen().people_columns, &screen().asset_columns})
            for (const Choice& one : *group) {
                if (one.type == type) return at;
                ++at;
            }
        return -1;
    }
};

TEST_F(OnCharts, APointIsPointedAtBothWaysAndAPressSelectsIt) {
    desk.choose("charts.scatter_x", 1);
    ASSERT_GT(scatter().points.size(), 5u);
    const auto& points = scatter().points;  // the one farthest right stands alone
    const auto one = static_cast<std::size_t>(std::max_element(points.begin(), points.end(), [](auto a, auto b) { return a.x < b.x; }) - points.begin());
    const ImVec2 there = at(one);
    desk.hands.point(there.x + 1, there.y - 1);
    desk.settle();
    EXPECT_EQ(hovered(), std::vector{key(one)});
    EXPECT_EQ(scatter().hovered[one], 1);
    desk.hands.point(10, 10);
    desk.settle();
    EXPECT_TRUE(hovered().empty()) << "when the pointer leaves nobody is pointed at";
    model::apply(desk.model(), model::Hover{{key(0)}});
    desk.settle();
    EXPECT_EQ(scatter().hovered[0], 1) << "whatever is pointed at elsewhere";
    EXPECT_EQ(hovered(), std::vector{key(0)}) << "and the chart leaves it alone";
    desk.hands.click(there.x, there.y);
    desk.settle();
    ASSERT_EQ(desk.selection().size(), 1u);
    EXPECT_EQ(desk.selection().keys()[0], key(one));
    EXPECT_EQ(scatter().selected[one], 1);
    desk.key("Tab");
    desk.tab_to("charts.scatter");
    desk.key("Left");
    ASSERT_EQ(desk.selection().size(), 1u);
    EXPECT_EQ(desk.selection().keys()[0], key(model::from_left(scatter())[scatter().points.size() - 2])) << "the keyboard goes on from there";
}

TEST_F(OnCharts, ABoxOverPointsSelectsThem) {
    desk.choose("charts.scatter_x", 1);
    const Box box = desk.box("charts.scatter");
    desk.hands.drag(box.left + 1, box.top + 1, box.right - 1, box.bottom - 1);
    desk.settle();
    EXPECT_EQ(desk.selection().size(), scatter().points.size());
    const ImVec2 middle = at(model::from_left(scatter())[scatter().points.size() / 2]);
    desk.hands.drag(box.left + 1, box.top + 1, middle.x + 1, box.bottom - 1);
    desk.settle();
    std::size_t left = 0;
    for (std::size_t i = 0; i < scatter().points.size(); ++i) left += at(i).x <= middle.x + 1;
    EXPECT_EQ(desk.selection().size(), left) << "those left of it, and no others";
    EXPECT_LT(left, scatter().points.size());
    EXPECT_EQ(std::count(scatter().selected.begin(), scatter().selected.end(), 1), static_cast<std::ptrdiff_t>(left));
}

TEST_F(OnCharts, AScatterIsWalkedByKeyboard) {
    desk.choose("charts.scatter_x", 1);
    desk.tab_to("charts.scatter");
    const auto order = model::from_left(scatter());
    desk.key("Right");
    desk.key("Right");
    ASSERT_EQ(desk.selection().size(), 1u);
    EXPECT_EQ(desk.selection().keys()[0], key(order[1]));
    desk.key("Shift+Right");
    EXPECT_EQ(desk.selection().size(), 2u);
    desk.key("Left");
    EXPECT_EQ(desk.selection().size(), 1u);
    EXPECT_EQ(desk.hands.focused(), "charts.scatter");
}

TEST_F(OnCharts, WhatCannotBeHeldAgainstNeighboursSaysWhy) {
    model::ViewOptions options = desk.model().options;
    const picture::Bounds box = desk.preparation.map.prepared()->scene.bounds;
    model::apply(desk.model(), model::Edit{session::DrawArea{"One", {{box.left, box.bottom}, {box.right, box.bottom}, {box.right, box.top}}, base::Metres{0}}});
    options.map.layers = {"drawn"};
    options.charts.scatter_x = "areas.drawn/km2";
    model::apply(desk.model(), model::Restyle{"By itself", options, 0});
    desk.settle();
    EXPECT_FALSE(screen().scatter);
    EXPECT_TRUE(screen().scatter_fault.ends_with('.')) << screen().scatter_fault;
    for (const Choice& one : screen().area_columns) EXPECT_TRUE(one.column.starts_with("areas.drawn")) << "of areas alone";
    options.charts.scatter_x.clear();
    model::apply(desk.model(), model::Restyle{"Nothing", options, 0});
    desk.settle();
    EXPECT_EQ(screen().scatter_fault, "");
}

TEST_F(OnCharts, ADragInsideOneBarSelectsAllOfIt) {
    for (const auto type : {model::FieldType::word, model::FieldType::words, model::FieldType::number}) {
        const int index = column(type);
        ASSERT_GE(index, 0);
        desk.choose("charts.column", index);
        ASSERT_TRUE(screen().histogram);
        const model::Histogram& h = *screen().histogram;
        EXPECT_EQ(h.words.empty(), type == model::FieldType::number);
        const auto most = std::max_element(h.bins.begin(), h.bins.end(), [](const auto& a, const auto& b) { return a.count < b.count; });
        const Box box = within_words(desk.hands.ui, desk.box("charts.brush"));
        const double wide = h.bins.back().high - h.bins.front().low;
        const auto x = [&](double share) { return box.left + static_cast<float>((most->low + share * (most->high - most->low) - h.bins.front().low) / wide) * box.width(); };
        const std::int64_t count = most->count;
        const auto which = static_cast<std::size_t>(most - h.bins.begin());
        desk.hands.drag(x(0.4), box.top + 20, x(0.6), box.top + 20);
        const auto intents = desk.settle();
        ASSERT_NE(wanted<model::SelectWhere>(intents), nullptr);
        EXPECT_EQ(static_cast<std::int64_t>(desk.selection().size()), count);
        EXPECT_EQ(screen().histogram->bins[which].selected, count);
        if (type != model::FieldType::number) {
            EXPECT_EQ(wanted<model::SelectWhere>(intents)->filter.words, std::vector<std::string>{screen().histogram->words[which]});
        }
    }
}

TEST_F(OnCharts, WhoeverIsPointedAtHasTheirBarLit) {
    desk.choose("charts.column", column(model::FieldType::number));
    ASSERT_TRUE(screen().histogram);
    ASSERT_EQ(screen().area_columns.front().type, model::FieldType::number) << "of areas";
    model::apply(desk.model(), model::Hover{{desk.session().index().areas(0)[0]}});
    desk.settle();
    std::int64_t lit = 0;
    for (const model::Bin& bin : screen().histogram->bins) lit += bin.hovered;
    EXPECT_EQ(lit, 1);
}

}  // namespace charts_test
}  // namespace kith::test
