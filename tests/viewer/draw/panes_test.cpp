// Where the parts of the window lie: the numbers are the visual language's (section 5).
#include <gtest/gtest.h>

#include <vector>

#include "viewer/draw/panes.hpp"

namespace kith::viewer::draw {
namespace panes_test {

std::vector<Box> shown(const Panes& panes) {
    std::vector<Box> out;
    for (const Box& box : {panes.title, panes.layers, panes.map, panes.network, panes.card, panes.chips, panes.bottom})
        if (box.width() > 1 && box.height() > 1) out.push_back(box);
    return out;
}

bool overlap(const Box& a, const Box& b) { return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom; }

TEST(Panes, SidesAreAsWideAsTheVisualLanguageSays) {
    const Panes panes = panes_of({1280, 800, 1, true, {}, model::Pane::map}, {});
    EXPECT_FLOAT_EQ(panes.title.height(), 40);
    EXPECT_NEAR(panes.layers.width(), 240, 1);
    EXPECT_NEAR(panes.card.width(), 320, 1);
    EXPECT_GT(panes.map.width(), 300);
    EXPECT_GT(panes.network.width(), 300);
}

TEST(Panes, NoPartLiesOverAnotherAndNoneLeavesTheWindow) {
    for (const float scale : {0.75f, 1.f, 1.5f, 2.5f})
        for (const float width : {320.f, 500.f, 640.f, 899.f, 900.f, 1280.f, 2560.f})
            for (const float height : {240.f, 480.f, 800.f, 1440.f}) {
                const std::vector<Box> all = shown(panes_of({width, height, scale, true, {}, model::Pane::map}, {}));
                for (std::size_t i = 0; i < all.size(); ++i) {
                    EXPECT_LE(all[i].right, width);
                    EXPECT_LE(all[i].bottom, height);
                    for (std::size_t k = i + 1; k < all.size(); ++k) EXPECT_FALSE(overlap(all[i], all[k])) << width << "x" << height << " at " << scale << ": " << i << " over " << k;
                }
            }
}

TEST(Panes, NarrowWindowsPutThingsBehindTabs) {
    EXPECT_FALSE(panes_of({900, 800, 1, true, {}, model::Pane::map}, {}).network_behind_tab);
    EXPECT_TRUE(panes_of({899, 800, 1, true, {}, model::Pane::map}, {}).network_behind_tab);
    EXPECT_FALSE(panes_of({640, 800, 1, true, {}, model::Pane::map}, {}).card_behind_tab);
    const Panes small = panes_of({639, 800, 1, true, {}, model::Pane::card}, {});
    EXPECT_TRUE(small.card_behind_tab);
    EXPECT_GT(small.card.width(), 600);
    EXPECT_EQ(small.map.width(), 0);
    EXPECT_TRUE(panes_of({1700, 800, 2, true, {}, model::Pane::map}, {}).network_behind_tab) << "what counts is the width at 100 %";
}

TEST(Panes, ALowWindowGivesItsListsTheMiddle) {
    const Panes map = panes_of({1280, 800, 2.5f, true, {}, model::Pane::map}, {}), lists = panes_of({1280, 800, 2.5f, true, {}, model::Pane::table}, {});
    EXPECT_TRUE(map.bottom_behind_tab);
    EXPECT_EQ(map.bottom.height(), 0);
    EXPECT_GT(map.map.height(), 160 * 2.5f);
    EXPECT_GT(lists.bottom.height(), 160 * 2.5f) << "more than its tabs";
    EXPECT_FALSE(panes_of({1280, 800, 1, true, {}, model::Pane::map}, {}).bottom_behind_tab);
}

TEST(Panes, AMapHasTheRoomOfANetworkThatIsNot) {
    const Panes with = panes_of({1280, 800, 1, true, {}, model::Pane::map}, {}), without = panes_of({1280, 800, 1, true, {}, model::Pane::map, false}, {});
    EXPECT_FLOAT_EQ(without.map.left, with.map.left);
    EXPECT_FLOAT_EQ(without.map.right, with.network.right);
    EXPECT_EQ(without.network.width(), 0);
    EXPECT_EQ(without.middle_split.width(), 0);
    EXPECT_GT(panes_of({700, 800, 1, true, {}, model::Pane::network, false}, {}).map.width(), 100) << "nothing is left of a tab that was in front";
}

TEST(Panes, OnePartFillsTheWindow) {
    const Panes panes = panes_of({1280, 800, 1, true, model::Pane::network, model::Pane::map}, {});
    EXPECT_FLOAT_EQ(panes.network.width(), 1280);
    EXPECT_EQ(panes.map.width(), 0);
    EXPECT_EQ(panes.layers.width(), 0);
    EXPECT_GT(panes.chips.height(), 30) << "what hides something is said all the same";
    EXPECT_FLOAT_EQ(panes.network.bottom, panes.chips.top - 1);
}

}  // namespace panes_test
}  // namespace kith::viewer::draw
