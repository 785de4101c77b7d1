// Level of detail, frames and picks on scenes made here; counts by a plain loop.
#include "viewer/model/detail.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "engine/base/random.hpp"
#include "engine/picture/text.hpp"
#include "viewer/model/left_out.hpp"

namespace detail_test {
using namespace kith;
using namespace kith::viewer::model;

/// `count` people over `side` metres around an origin far out, and `ties` between random ones.
picture::Scene scene_of(std::size_t count, std::size_t ties, double side = 10'000) {
    base::RandomStream random(3, "scene");
    picture::Scene scene;
    scene.origin = {430'000, 390'000};
    scene.mark_styles.resize(3);
    scene.link_styles.resize(1);
    picture::MarkLayer people;
    people.name = "people";
    for (std::size_t i = 0; i < count; ++i) {
        for (int axis = 0; axis < 2; ++axis) people.xy.push_back(static_cast<float>((random.uniform() - 0.5) * side));
        people.styles.push_back(static_cast<std::uint16_t>(i % 3));
        people.rows.push_back(static_cast<std::int32_t>(i));
        people.sizes.push_back(static_cast<float>(i % 7));
        scene.bounds.add(scene.origin.x + static_cast<double>(people.xy[2 * i]), scene.origin.y + static_cast<double>(people.xy[2 * i + 1]));
    }
    picture::LinkLayer links;
    for (std::size_t i = 0; i < ties; ++i) {
        for (const std::uint64_t end : {random.below(count), random.below(count)}) {
            links.ends.push_back(people.xy[2 * end]);
            links.ends.push_back(people.xy[2 * end + 1]);
            links.nodes.push_back(static_cast<std::int32_t>(end));
        }
        links.styles.push_back(0);
        links.rows.push_back(static_cast<std::int32_t>(i));
    }
    scene.marks.push_back(std::move(people));
    scene.links.push_back(std::move(links));
    return scene;
}

Vec2 world_of(const picture::Scene& scene, std::size_t mark) {
    return {scene.origin.x + static_cast<double>(scene.marks[0].xy[2 * mark]), scene.origin.y + static_cast<double>(scene.marks[0].xy[2 * mark + 1])};
}

TEST(Prepared, ReorderingKeepsColumnsTogether) {
    const picture::Scene before = scene_of(2000, 500);
    const Prepared after = prepared(before);
    const auto& marks = after.scene.marks[0];
    std::set<std::int32_t> rows;
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const auto row = static_cast<std::size_t>(marks.rows[i]);
        rows.insert(marks.rows[i]);
        EXPECT_EQ(marks.xy[2 * i], before.marks[0].xy[2 * row]);
        EXPECT_EQ(marks.xy[2 * i + 1], before.marks[0].xy[2 * row + 1]);
        EXPECT_EQ(marks.styles[i], before.marks[0].styles[row]);
        EXPECT_EQ(marks.sizes[i], before.marks[0].sizes[row]);
    }
    EXPECT_EQ(rows.size(), 2000u);
    const auto& links = after.scene.links[0];
    std::set<std::int32_t> ties;
    for (std::size_t i = 0; i < links.size(); ++i) {
        const auto row = static_cast<std::size_t>(links.rows[i]);
        ties.insert(links.rows[i]);
        for (std::size_t k = 0; k < 4; ++k) EXPECT_EQ(links.ends[4 * i + k], before.links[0].ends[4 * row + k]);
        for (std::size_t k = 0; k < 2; ++k) EXPECT_EQ(links.nodes[2 * i + k], before.links[0].nodes[2 * row + k]);
    }
    EXPECT_EQ(ties.size(), 500u);
}

TEST(Density, EveryLevelCountsEveryPoint) {
    const Prepared made = prepared(scene_of(30'000, 1));
    const Density& density = made.densities[0];
    ASSERT_GT(density.levels.size(), 5u);
    for (const DensityLevel& level : density.levels) {
        EXPECT_EQ(std::accumulate(level.counts.begin(), level.counts.end(), std::uint64_t{0}), 30'000u);
        EXPECT_EQ(*std::max_element(level.counts.begin(), level.counts.end()), level.most);
    }
    // One cell of the third level, counted by hand.
    const DensityLevel& level = density.levels[2];
    std::uint32_t counted = 0;
    for (std::size_t i = 0; i < 30'000; ++i) {
        const Vec2 p = world_of(made.scene, i) - density.origin;
        counted += static_cast<int>(p.x / level.cell) == 10 && static_cast<int>(p.y / level.cell) == 20;
    }
    EXPECT_EQ(level.counts[20 * static_cast<std::size_t>(level.columns) + 10], counted);
    Camera camera;
    camera.pixels_per_metre = 0.05;
    EXPECT_GE(density.levels[level_for(density, camera, 4)].cell * camera.pixels_per_metre, 4);
}

TEST(Frame, DensityAboveTwentyThousandInView) {
    const Prepared made = prepared(scene_of(30'000, 1));
    const Camera all = fitted({{}, 1, {1000, 800}}, made.bounds);
    Frame frame;
    frame_of(made, all, {}, frame);
    EXPECT_EQ(frame.points, 30'000u);
    EXPECT_EQ(frame.raster[0], 1);
    EXPECT_TRUE(frame.marks[0].empty());
    const Camera part = zoomed(all, 2, {500, 400});
    frame_of(made, part, {}, frame);
    EXPECT_EQ(frame.raster[0], 0);
    std::size_t visible_points = 0, drawn = 0;
    for (std::size_t i = 0; i < 30'000; ++i) visible_points += visible(part).contains(world_of(made.scene, i));
    for (const auto& stretch : frame.marks[0]) drawn += stretch.last - stretch.first;
    EXPECT_EQ(drawn, frame.points);
    EXPECT_GE(drawn, visible_points);
    EXPECT_LE(drawn, visible_points + visible_points / 4) << "culling keeps much that is not in view";
}

TEST(Frame, ASmallLayerKeepsItsMarksOverADensity) {
    picture::Scene scene = scene_of(30'000, 1);
    picture::MarkLayer assets = scene_of(100, 0).marks[0];
    assets.kind = base::EntityKind::asset;
    scene.marks.push_back(assets);
    const Prepared made = prepared(std::move(scene));
    Frame frame;
    frame_of(made, fitted({{}, 1, {1000, 800}}, made.bounds), {}, frame);
    EXPECT_EQ(frame.raster, (std::vector<std::uint8_t>{1, 0}));
    EXPECT_FALSE(frame.marks[1].empty());
}

TEST(LeftOut, SaysTiesThatAreNotDrawnWhileItMovesAndOnlyThen) {
    const Prepared made = prepared(scene_of(5000, 20'000));
    const Camera camera = fitted({{}, 1, {1000, 800}}, made.bounds);
    Frame frame;
    frame_of(made, camera, {true, true, 11, 60}, frame);
    EXPECT_EQ(left_out_of(made, frame).count, 18'000);
    EXPECT_EQ(left_out_of(made, frame).text, "18,000 ties not drawn while it moves");
    frame_of(made, camera, {}, frame);
    EXPECT_EQ(left_out_of(made, frame).count, 0);
    EXPECT_EQ(left_out_of(made, frame).text, "");
}

TEST(LeftOut, SaysWhomADensityStandsForAndWhatTheSceneLeavesOut) {
    picture::Scene scene = scene_of(30'000, 1);
    scene.hidden.push_back({"ties inside one area", 34});
    const Prepared made = prepared(std::move(scene));
    Frame frame;
    frame_of(made, fitted({{}, 1, {1000, 800}}, made.bounds), {}, frame);
    EXPECT_EQ(left_out_of(made, frame).text, "30,000 people as a density; 34 ties inside one area");
    EXPECT_EQ(left_out_of(made, frame).count, 30'034);
    frame_of(made, fitted({{}, 1, {1000, 800}}, {made.bounds.low, made.bounds.low + Vec2{500, 500}}), {}, frame);
    EXPECT_EQ(left_out_of(made, frame).text, "34 ties inside one area") << "closer they are marks";
}

TEST(Frame, EdgeCapWhileMovingIsAFairSampleAndCounted) {
    const Prepared made = prepared(scene_of(5000, 20'000));
    Frame frame;
    const Camera camera = fitted({{}, 1, {1000, 800}}, made.bounds);
    frame_of(made, camera, {true, true, 11, 60}, frame);
    EXPECT_EQ(frame.links[0], most_links_moving);
    EXPECT_EQ(frame.links_left_out, 20'000 - most_links_moving);
    // Of ties 0-9,999 about half: within five standard deviations of a fair draw.
    const auto& rows = made.scene.links[0].rows;
    const auto low = std::count_if(rows.begin(), rows.begin() + most_links_moving, [](std::int32_t row) { return row < 10'000; });
    EXPECT_NEAR(static_cast<double>(low), most_links_moving / 2.0, 5 * 22.4);
    frame_of(made, camera, {}, frame);
    EXPECT_EQ(frame.links[0], 20'000u);
    EXPECT_EQ(frame.links_left_out, 0u);
}

TEST(Frame, LabelsInViewOnlyAndTheMostImportantFirst) {
    picture::Scene scene = scene_of(10, 0);
    for (int i = 0; i < 200; ++i) {
        picture::Label label;
        label.x = static_cast<float>(i * 3);  // too close for all
        label.importance = static_cast<float>(i);
        label.text = "Area " + std::to_string(i);
        scene.labels.push_back(label);
    }
    const Prepared made = prepared(std::move(scene));
    Frame frame;
    const Camera camera{{430'300, 390'000}, 1, {1000, 800}};
    frame_of(made, camera, {}, frame);
    ASSERT_FALSE(frame.labels.empty());
    EXPECT_EQ(frame.labels[0].text, "Area 199");
    for (const auto& label : frame.labels) {
        EXPECT_GE(label.at.x, 0);
        EXPECT_LE(label.at.x, 1000);
    }
    frame_of(made, panned(camera, {50'000, 0}), {}, frame);
    EXPECT_TRUE(frame.labels.empty());
}

TEST(Pick, MarksBeforeLinksAndOnlyWhatIsDrawn) {
    const Prepared made = prepared(scene_of(300, 40));
    const Camera camera = fitted({{}, 1, {1000, 800}}, made.bounds);
    Frame frame;
    frame_of(made, camera, {}, frame);
    for (std::size_t i = 0; i < 300; ++i) {
        const auto found = pick(made, frame, to_screen(camera, world_of(made.scene, i)), 4);
        ASSERT_TRUE(found);
        EXPECT_EQ(found->what, Pick::What::mark);
        EXPECT_EQ(found->row, made.scene.marks[0].rows[i]);
    }
    // The middle of a line that no mark is near.
    bool any = false;
    for (std::size_t i = 0; i < 40; ++i) {
        const Segment2 line = made.links[0][i];
        const auto found = pick(made, frame, to_screen(camera, (line.a + line.b) * 0.5), 4);
        if (!found || found->what == Pick::What::mark) continue;
        any = true;
        EXPECT_EQ(found->what, Pick::What::link);
        EXPECT_EQ(found->row, made.scene.links[0].rows[found->at]);
        EXPECT_TRUE(nearest_line(made.links[0], (line.a + line.b) * 0.5, 1));
    }
    EXPECT_TRUE(any);
    EXPECT_FALSE(pick(made, frame, {-5000, -5000}));
}

TEST(Pick, BoxAndLassoAgreeOnARectangle) {
    const Prepared made = prepared(scene_of(4000, 0));
    const Camera camera = fitted({{}, 1, {1000, 800}}, made.bounds);
    const auto box = pick_box(made, camera, {600, 500}, {300, 200});
    const Vec2 lasso[] = {{300, 200}, {600, 200}, {600, 500}, {300, 500}};
    const auto same = pick_lasso(made, camera, lasso);
    const std::set<std::int32_t> a(box.marks[0].begin(), box.marks[0].end()), b(same.marks[0].begin(), same.marks[0].end());
    EXPECT_EQ(a, b);
    std::set<std::int32_t> expected;
    for (std::size_t i = 0; i < 4000; ++i) {
        const Vec2 at = to_screen(camera, world_of(made.scene, i));
        if (at.x >= 300 && at.x <= 600 && at.y >= 200 && at.y <= 500) expected.insert(static_cast<std::int32_t>(i));
    }
    EXPECT_EQ(a, expected);
    EXPECT_EQ(box.size(), expected.size());
}

TEST(Frame, MarksGrowAndTiesDarkenAsOneComesNearer) {
    const Prepared made = prepared(scene_of(4'000, 8'000));
    Frame frame;
    float size = 0, opacity = 0;
    for (Camera camera = fitted({{}, 1, {360, 480}}, made.bounds); camera.pixels_per_metre < 20; camera = zoomed(camera, 1.5, {180, 240})) {
        frame_of(made, camera, {}, frame);
        ASSERT_EQ(frame.mark_scale.size(), 1u);
        ASSERT_EQ(frame.link_opacity.size(), 1u);
        EXPECT_GE(frame.mark_scale[0], size);
        EXPECT_GE(frame.link_opacity[0], opacity);
        size = frame.mark_scale[0], opacity = frame.link_opacity[0];
        if (camera.pixels_per_metre < 0.05) {
            EXPECT_LT(opacity, 0.3f);
        }
    }
    EXPECT_EQ(size, 1);
    EXPECT_EQ(opacity, 1);
}

/// What a line of words covers, as picture::placed counts it.
picture::Box box_of(const picture::Text& text) {
    const double half = picture::text_width(text.text, text.size, text.bold) / 2;
    return {text.at.x - half, text.at.y - 0.96 * text.size, text.at.x + half, text.at.y + 0.24 * text.size};
}

TEST(Frame, ANameLiesOverNoOtherAndUnderNoHeadingAndHidesHardlyAnyMark) {
    picture::Scene scene = scene_of(400, 10);
    for (std::size_t i = 0; i < 120; ++i)
        scene.labels.push_back({scene.marks[0].xy[2 * i], scene.marks[0].xy[2 * i + 1], 0, static_cast<float>(i), picture::LabelKind::mark, static_cast<std::int32_t>(i), "Somebody or other " + std::to_string(i)});
    const Prepared made = prepared(std::move(scene));
    const picture::Box heading{0, 0, 400, 60};
    FrameOptions options;
    options.taken = std::span(&heading, 1);
    for (const Vec2 pane : {Vec2{1000, 800}, Vec2{1600, 1200}}) {
        Frame frame;
        frame_of(made, fitted({{}, 1, pane}, made.bounds), options, frame);
        ASSERT_GT(frame.labels.size(), 3u);
        const double scale = static_cast<double>(frame.mark_scale[0]);
        for (std::size_t i = 0; i < frame.labels.size(); ++i) {
            const picture::Box box = box_of(frame.labels[i]);
            EXPECT_FALSE(box.meets(heading)) << frame.labels[i].text;
            for (std::size_t k = i + 1; k < frame.labels.size(); ++k) EXPECT_FALSE(box.meets(box_of(frame.labels[k]))) << frame.labels[i].text << " and " << frame.labels[k].text;
            double under = 0;
            for (const Vec2 mark : made.marks[0].points()) {
                const Vec2 at = to_screen(frame.camera, mark);
                if (at.x > box.left && at.x < box.right && at.y > box.top && at.y < box.bottom) under += scale * scale * scale * scale;
            }
            EXPECT_LE(under, 8) << frame.labels[i].text << " in a pane of " << pane.x;
        }
    }
}

TEST(Frame, WhoIsSelectedIsNamedInAnyCrowdAndOthersStepBack) {
    picture::Scene scene = scene_of(4'000, 10, 300);
    for (std::size_t i = 0; i < 200; ++i)
        scene.labels.push_back({scene.marks[0].xy[2 * i], scene.marks[0].xy[2 * i + 1], 0, 1, picture::LabelKind::mark, static_cast<std::int32_t>(i), "Name " + std::to_string(i)});
    const Prepared made = prepared(scene);
    const picture::Label chosen{scene.marks[0].xy[10], scene.marks[0].xy[11], 0, 0, picture::LabelKind::mark, 5, "Name 5"};
    FrameOptions options;
    options.chosen = std::span(&chosen, 1);
    options.others_step_back = true;
    Frame frame;
    frame_of(made, fitted({{}, 1, {500, 500}}, made.bounds), options, frame);
    ASSERT_FALSE(frame.labels.empty());
    EXPECT_EQ(frame.labels[0].text, "Name 5");
    EXPECT_TRUE(frame.labels[0].bold);
    const picture::Roles& roles = picture::roles_of(scene.theme);
    EXPECT_EQ(frame.labels[0].colour, roles.text);
    for (std::size_t i = 1; i < frame.labels.size(); ++i) {
        EXPECT_NE(frame.labels[i].text, "Name 5") << "named twice";
        EXPECT_EQ(frame.labels[i].colour, roles.secondary);
    }
}

TEST(LeftOut, OfOneIsSaidInTheSingular) {
    picture::Scene scene = scene_of(10, 1);
    scene.hidden = {{"people who moved away or died", 1}, {"closed assets", 1}, {"ties inside one area", 2}};
    const Prepared made = prepared(std::move(scene));
    Frame frame;
    frame_of(made, fitted({{}, 1, {1000, 800}}, made.bounds), {}, frame);
    EXPECT_EQ(left_out_of(made, frame).text, "1 person who moved away or died; 1 closed asset; 2 ties inside one area");
}

TEST(Frame, NamesGiveWayInASmallPane) {
    picture::Scene scene = scene_of(4'000, 10);
    for (std::size_t i = 0; i < 400; ++i) scene.labels.push_back({scene.marks[0].xy[2 * i], scene.marks[0].xy[2 * i + 1], 0, 1, picture::LabelKind::mark, static_cast<std::int32_t>(i), "Somebody"});
    const Prepared made = prepared(std::move(scene));
    Frame small, large;
    frame_of(made, fitted({{}, 1, {360, 480}}, made.bounds), {}, small);
    frame_of(made, fitted({{}, 1, {2000, 1400}}, made.bounds), {}, large);
    EXPECT_LE(small.labels.size(), 8u);
    EXPECT_GT(large.labels.size(), 2 * small.labels.size());
    EXPECT_LE(large.labels.size(), FrameOptions().most_labels);
}

}  // namespace detail_test
