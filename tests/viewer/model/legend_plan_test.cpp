// A legend and its picture share a pane: neither lies over the other, and nothing is lost without being counted.
#include "viewer/model/legend_plan.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "viewer/model/camera.hpp"

namespace legend_plan_test {
using namespace kith;
using namespace kith::viewer::model;

picture::Legend legend(std::string title, std::size_t entries, bool line = false, bool mark = false) {
    picture::Legend out{std::move(title)};
    out.entries.resize(entries);
    for (auto& entry : out.entries) {
        entry.is_line = line;
        if (mark) entry.mark = picture::Mark::circle;
    }
    return out;
}
std::vector<picture::Legend> usual() { return {legend("Ties", 7, true), legend("Assets", 8, false, true), legend("People", 3, false, true), legend("Population", 6)}; }

bool meet(const Rect& a, const Rect& b) { return a.low.x < b.high.x - 0.5 && b.low.x < a.high.x - 0.5 && a.low.y < b.high.y - 0.5 && b.low.y < a.high.y - 0.5; }

TEST(LegendPlan, NothingLiesOverAnythingAtAnySize) {
    const auto legends = usual();
    for (const double unit : {0.75, 1.0, 2.0})
        for (const double width : {240.0, 360.0, 519.0, 720.0, 1000.0, 2100.0})
            for (const double height : {160.0, 480.0, 760.0, 1400.0})
                for (const Vec2 data : {Vec2{1, 1}, Vec2{3, 1}, Vec2{1, 3}})
                    for (const bool beside_layers : {false, true}) {
                        const LegendPlan plan = plan_legend(legends, {{width, height}, 53 * unit, unit, data, beside_layers});
                        std::vector<Rect> boxes{plan.picture};
                        for (const auto& part : plan.parts) boxes.push_back({part.at, {part.at.x + part.width, part.at.y + height_of(legends[part.legend]) * unit}});
                        EXPECT_EQ(plan.more.has_value(), plan.left_out > 0 && !plan.parts.empty()) << "what has no room is said under the others";
                        if (plan.more) boxes.push_back({*plan.more, {plan.more->x + 100 * unit, plan.more->y + legend_row * unit}});
                        for (std::size_t i = 0; i < boxes.size(); ++i) {
                            EXPECT_GE(boxes[i].low.x, 0);
                            EXPECT_GE(boxes[i].low.y, 0);
                            EXPECT_LE(boxes[i].high.x, width + 0.5);
                            EXPECT_LE(boxes[i].high.y, height + 0.5);
                            for (std::size_t k = i + 1; k < boxes.size(); ++k) EXPECT_FALSE(meet(boxes[i], boxes[k])) << width << "x" << height << " at " << unit << ": " << i << " over " << k;
                        }
                        EXPECT_LE(plan.parts.size() + plan.left_out, legends.size());
                        EXPECT_GT(plan.picture.width(), 0);
                    }
}

TEST(LegendPlan, WhatColoursMeanStaysLongest) {
    const auto legends = usual();
    const LegendPlan small = plan_legend(legends, {{360, 480}, 53, 1, {1, 1}, true});
    ASSERT_EQ(small.parts.size(), 1u);
    EXPECT_EQ(small.parts[0].legend, 3u);
    EXPECT_EQ(small.left_out, 1u) << "what the lines of ties mean stands nowhere else; which mark is which is in the layers' list";
    EXPECT_TRUE(small.more);
    const LegendPlan large = plan_legend(legends, {{1000, 1100}, 53, 1, {1, 1}, true});
    EXPECT_EQ(large.parts.size(), 4u);
    EXPECT_EQ(large.left_out, 0u);
}

TEST(LegendPlan, StandsWhereItCostsTheDataLeast) {
    const auto legends = usual();
    EXPECT_GT(plan_legend(legends, {{1600, 700}, 40, 1, {1, 1}, false}).picture.low.x, 200) << "a broad pane has room at the side";
    EXPECT_EQ(plan_legend(legends, {{1000, 1100}, 40, 1, {1, 1}, false}).picture.low.x, 0) << "a high one below";
}

TEST(LegendPlan, TheDataStayClearOfHeadingAndScale) {
    const Insets insets{16, 70, 20, 60};
    const Rect world{{400'000, 380'000}, {409'000, 384'000}};
    for (const Vec2 pane : {Vec2{360, 480}, Vec2{1000, 400}}) {
        const Camera camera = fitted({{}, 1, pane}, world, insets);
        const Vec2 low = to_screen(camera, {world.low.x, world.high.y}), high = to_screen(camera, {world.high.x, world.low.y});
        EXPECT_GE(low.x, insets.left - 0.01);
        EXPECT_GE(low.y, insets.top - 0.01);
        EXPECT_LE(high.x, pane.x - insets.right + 0.01);
        EXPECT_LE(high.y, pane.y - insets.bottom + 0.01);
        const bool fills = std::abs(high.x - low.x - (pane.x - 36)) < 0.1 || std::abs(high.y - low.y - (pane.y - 130)) < 0.1;
        EXPECT_TRUE(fills) << "one way it fills all that is free";
    }
}

}  // namespace legend_plan_test
