// Lines of a backdrop, cut to a view: against a plain look at every segment.
#include "viewer/model/path_index.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/base/random.hpp"
#include "engine/column/builder.hpp"

namespace path_index_test {
using namespace kith;
using namespace kith::viewer::model;

/// Crooked lines of every look over 8 by 5 km; the first runs from side to side in one stretch.
struct City {
    std::vector<std::int64_t> lines{0}, paths{0};
    std::vector<double> xy;
    std::vector<std::int32_t> looks;
    explicit City(int count) {
        base::RandomStream random(7, "city");
        for (int i = 0; i < count; ++i) {
            double x = 430'000 + 8'000 * random.uniform(), y = 380'000 + 5'000 * random.uniform();
            const int points = i == 0 ? 2 : 12;
            if (i == 0) x = 430'000, y = 382'000;
            for (int k = 0; k < points; ++k) {
                xy.insert(xy.end(), {x, y});
                x += i == 0 ? 8'000 : 30 * (random.uniform() - 0.5);
                y += i == 0 ? 90 : 30 * (random.uniform() - 0.5);
            }
            paths.push_back(static_cast<std::int64_t>(xy.size() / 2));
            lines.push_back(static_cast<std::int64_t>(paths.size()) - 1);
            looks.push_back(i % static_cast<int>(picture::backdrop_look_count));
        }
    }
    picture::Paths view() const { return {lines, paths, xy, looks}; }
};

bool crosses(const Rect& view, Vec2 a, Vec2 b) {  // by points along it
    for (int i = 0; i <= 400; ++i)
        if (view.contains(a + (b - a) * (i / 400.0))) return true;
    return false;
}

TEST(PathIndex, ACutHoldsAllThatCrossesTheView) {
    const City city(900);
    const PathIndex index(city.view());
    base::RandomStream random(11, "views");
    PathIndex::Cut cut;
    for (int round = 0; round < 40; ++round) {
        const double x = 429'000 + 9'000 * random.uniform(), y = 379'500 + 6'000 * random.uniform(), side = 100 + 3'000 * random.uniform() * random.uniform();
        const Rect view{{x, y}, {x + side, y + side / 2}};
        const double pixels_per_metre = 1000 / side;
        index.cut(view, pixels_per_metre, 1, true, cut);
        EXPECT_EQ(cut.left_out, 0);
        const auto& level = index.levels()[cut.level];
        EXPECT_LE(level.step * pixels_per_metre, 0.7);
        std::vector<std::uint8_t> drawn(level.looks.size(), 0);
        for (const auto& stretch : cut.stretches)
            for (std::uint32_t i = stretch.first; i < stretch.last; ++i) drawn[i] = 1;
        std::size_t beyond = 0;
        for (std::size_t i = 0; i < drawn.size(); ++i) {
            const auto at = [&](std::size_t k) { return Vec2{index.origin().x + static_cast<double>(level.ends[4 * i + k]), index.origin().y + static_cast<double>(level.ends[4 * i + k + 1])}; };
            if (crosses(view, at(0), at(2))) {
                EXPECT_TRUE(drawn[i]) << round << ' ' << i;
            } else {
                beyond += drawn[i];
            }
        }
        if (side < 500) {
            EXPECT_LT(beyond, drawn.size() / 5) << "and little besides";
        }
    }
}

TEST(PathIndex, NothingIsLostAndTheImportantComesLast) {
    const City city(900);
    const PathIndex index(city.view());
    for (const auto& level : index.levels()) {
        std::map<std::uint32_t, double> length, wanted;
        for (std::size_t i = 0; i < level.looks.size(); ++i)
            length[level.looks[i]] += std::hypot(static_cast<double>(level.ends[4 * i] - level.ends[4 * i + 2]), static_cast<double>(level.ends[4 * i + 1] - level.ends[4 * i + 3]));
        const picture::BackdropInk all = picture::ink_of(city.view());
        for (std::size_t look = 0; look < picture::backdrop_look_count; ++look) {
            const double got = length[static_cast<std::uint32_t>(look)];
            EXPECT_LE(got, all.metres[look] * 1.0001) << "a coarser line is no longer";
            if (level.step == 0) {
                EXPECT_NEAR(got, all.metres[look], 0.01 * all.metres[look]);
            }
        }
        EXPECT_EQ(level.starts.back(), level.looks.size());
        EXPECT_TRUE(std::is_sorted(level.starts.begin(), level.starts.end()));
    }
    EXPECT_GE(index.levels().size(), 2u);
    PathIndex::Cut cut;
    index.cut({{429'000, 379'000}, {440'000, 390'000}}, 1, 1, true, cut);
    EXPECT_EQ(cut.stretches.size(), 1u) << "all of it is one stretch";
    const auto& looks = index.levels()[cut.level].looks;
    EXPECT_EQ(static_cast<column::BackdropLook>(looks.back()), column::BackdropLook::main_road);
    index.cut({{500'000, 379'000}, {510'000, 390'000}}, 1, 1, true, cut);
    EXPECT_TRUE(cut.stretches.empty());
}

TEST(PathIndex, WhatStaysAwayFromAfarIsCounted) {
    const City city(9'000);
    const PathIndex index(city.view());
    PathIndex::Cut cut;
    const Rect all{{429'000, 379'000}, {440'000, 390'000}};
    std::int64_t before = -1;
    for (const double pixels_per_metre : {2.0, 0.2, 0.05, 0.01}) {
        index.cut(all, pixels_per_metre, 1, false, cut);
        EXPECT_GE(cut.left_out, before);
        before = cut.left_out;
    }
    EXPECT_GT(before, 0);
    EXPECT_LT(before, 9'000);
}

TEST(PathIndex, IsMadeOnceForTheSameLines) {
    const City city(30);
    const auto made = [&](double moved) {
        std::vector<double> xy = city.xy;
        xy[0] += moved;
        column::SegmentBuilder builder("backdrop.s.lines");
        builder.add_i32("look", city.looks).add_i64("line_paths", city.lines).add_i64("path_points", city.paths).add_points("points", std::move(xy));
        return std::move(builder).finish(column::heap_memory).value();
    };
    PathCache cache;
    const auto first = cache.of(made(0));
    EXPECT_EQ(cache.of(made(0)), first) << "by what it holds, not by where it stands";
    EXPECT_NE(cache.of(made(1)), first);
    for (int i = 2; i < 40; ++i) cache.of(made(i));
    EXPECT_NE(cache.of(made(0)), first) << "only the last few are kept";
}

}  // namespace path_index_test
