// Marks and ties that give way to crowds: against grids of known spacing, and monotone.
#include "engine/picture/crowding.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "engine/picture/paint.hpp"

namespace kith::picture {
namespace crowding_test {

/// `side` x `side` marks `apart` units from each other.
MarkLayer grid_of(int side, float apart) {
    MarkLayer layer;
    for (int i = 0; i < side * side; ++i) {
        layer.xy.insert(layer.xy.end(), {apart * static_cast<float>(i % side), apart * static_cast<float>(i / side)});
        layer.styles.push_back(0);
        layer.rows.push_back(i);
    }
    return layer;
}

/// `count` level lines of the same length, `apart` over each other.
LinkLayer lines_of(int count, float length, float apart) {
    LinkLayer layer;
    for (int i = 0; i < count; ++i) {
        layer.ends.insert(layer.ends.end(), {0, apart * static_cast<float>(i), length, apart * static_cast<float>(i)});
        layer.styles.push_back(0);
        layer.rows.push_back(i);
    }
    return layer;
}

TEST(Crowding, MarksOfAGridAreAsFarApartAsTheyWerePut) {
    for (const float apart : {0.5f, 3.f, 200.f})
        for (const int side : {10, 40, 100}) EXPECT_NEAR(apart_of(grid_of(side, apart)) / static_cast<double>(apart), 1, 0.25) << side;
    EXPECT_EQ(apart_of(grid_of(1, 1)), std::numeric_limits<double>::infinity());
    MarkLayer one_place = grid_of(5, 0);
    EXPECT_EQ(apart_of(one_place), std::numeric_limits<double>::infinity()) << "a smaller mark would not part them";
}

TEST(Crowding, SizesNeverFallAsRoomGrowsAndTiesNeverGrowDarkerAsTheyGrowMore) {
    double size = 0, opacity = 1, width = 1;
    for (double pixels = 0; pixels < 60; pixels += 0.1) {
        EXPECT_GE(mark_scale(pixels), size);
        size = mark_scale(pixels);
        EXPECT_GT(size, 0);
    }
    EXPECT_EQ(size, 1);
    for (double over = 0; over < 100; over += 0.05) {
        EXPECT_LE(link_opacity(over), opacity);
        EXPECT_LE(link_width(over), width);
        opacity = link_opacity(over), width = link_width(over);
        EXPECT_GT(opacity, 0) << "a tie that is there is seen";
    }
    EXPECT_LT(opacity, 0.1);
    EXPECT_EQ(link_opacity(0), 1);
}

TEST(Crowding, TwiceAsManyTiesInOnePlaceAreTwiceAsThick) {
    const double once = thickness_of(lines_of(400, 100, 0.25f)), twice = thickness_of(lines_of(800, 100, 0.125f));
    EXPECT_GT(once, 0);
    EXPECT_NEAR(twice / once, 2, 0.7);
    EXPECT_EQ(thickness_of({}), 0);
}

TEST(Crowding, OnPaperToo) {
    const auto painted = [](int side) {
        Scene scene;
        scene.mark_styles.push_back({Mark::circle, {Colour{0, 0, 0}}, {}, 7});
        scene.link_styles.push_back({{Colour{0, 0, 0}, 1.5, Dash::solid, 1}, false});
        scene.marks.push_back(grid_of(side, 100.f / static_cast<float>(side)));
        scene.links.push_back(lines_of(side * side, 100, 100.f / static_cast<float>(side * side)));
        std::vector<Record> records;
        paint(scene, {{0, 0, 300, 300}, {50, 50}, 1.0 / 3}, {}, records);
        double size = 0, opacity = 0;
        for (const Record& record : records) {
            if (const auto* symbol = std::get_if<Symbol>(&record)) size = symbol->size;
            if (const auto* shape = std::get_if<Shape>(&record)) opacity = shape->line.opacity;
        }
        return std::pair(size, opacity);
    };
    const auto few = painted(5), many = painted(60);
    EXPECT_DOUBLE_EQ(few.first, 7);
    EXPECT_LT(many.first, few.first / 2);
    EXPECT_LT(many.second, few.second / 4);
}

}  // namespace crowding_test
}  // namespace kith::picture
