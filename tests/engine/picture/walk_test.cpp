// Ways reached on foot, on a network drawn by hand: what is drawn, how wide, and what the legend counts.
#include <gmock/gmock.h>

#include <cmath>
#include <numbers>

#include "engine/picture/backdrop.hpp"
#include "engine/picture/page.hpp"
#include "engine/picture/scene_of.hpp"
#include "engine/picture/walk.hpp"
#include "tests/engine/picture/six_squares.hpp"

namespace kith::picture {
namespace walk_test {

using testing::ElementsAre;
using testing::HasSubstr;

MapSceneOptions from(double x, double y) {
    MapSceneOptions options;
    options.walk = Walk{{x, y}, "the hall"};
    return options;
}

double length_of(const PathLayer& layer) {
    const Paths paths = paths_of(*layer.lines);
    double metres = 0;
    for (std::size_t path = 0; path + 1 < paths.path_points.size(); ++path) {
        const auto xy = paths.path(path);
        for (std::size_t i = 2; i + 1 < xy.size(); i += 2) metres += std::hypot(xy[i] - xy[i - 2], xy[i + 1] - xy[i - 1]);
    }
    return metres;
}

TEST(Walk, TheWaysOfFiveTenAndFifteenMinutes) {
    const Scene scene = *map_scene_of(test::six_areas_and_a_street(), from(400100, 300100));
    ASSERT_EQ(scene.backdrop_lines.size(), 5u);
    // The farthest first, so that the nearest lies on top: 1,200, 800 and 400 m along the street.
    EXPECT_NEAR(length_of(scene.backdrop_lines[0]), 1200, 1e-6);
    EXPECT_NEAR(length_of(scene.backdrop_lines[1]), 800, 1e-6);
    EXPECT_NEAR(length_of(scene.backdrop_lines[2]), 400, 1e-6);
    EXPECT_EQ(paths_of(*scene.backdrop_lines[0].lines).path_points.size(), 2u) << "two stretches that meet are one line";
    double before = 0;
    for (std::size_t band = 0; band < 3; ++band) {
        const double width = scene.area_styles[scene.backdrop_lines[band].styles[0]].line.width;
        EXPECT_GT(width, before) << "the nearer, the wider";
        before = width;
    }
    for (const std::size_t ring : {std::size_t{3}, std::size_t{4}}) EXPECT_NEAR(length_of(scene.backdrop_lines[ring]), 2 * std::numbers::pi * 20, 1) << "a ring where it begins";
    const Line& under = scene.area_styles[scene.backdrop_lines[3].styles[0]].line;
    EXPECT_EQ(under.colour, roles_of(scene.theme).ground) << "on clear ground";
    EXPECT_GT(under.width, 2 * scene.area_styles[scene.backdrop_lines[4].styles[0]].line.width);
    const Bounds box = walk_bounds(scene);
    EXPECT_DOUBLE_EQ(box.left, 400100);
    EXPECT_DOUBLE_EQ(box.right, 401300);
}

TEST(Walk, TheLegendCountsWhatIsReached) {
    const Scene scene = *map_scene_of(test::six_areas_and_a_street(), from(400100, 300100));
    EXPECT_EQ(scene.legends.front().title, "On foot from the hall");
    std::vector<std::string> entries;
    for (const LegendEntry& entry : scene.legends.front().entries) entries.push_back(entry.label);
    // Asset 0 stands there, asset 1 is 500 m along; asset 2 is closed.
    EXPECT_THAT(entries, ElementsAre("up to 5 minutes: 1 asset", "up to 10 minutes: 2 assets", "up to 15 minutes: 2 assets"));
    EXPECT_THAT(scene.attribution, HasSubstr("Ways: invented"));
    EXPECT_THAT(scene.method, HasSubstr("80 metres a minute"));
    const auto named = std::find_if(scene.labels.begin(), scene.labels.end(), [](const Label& label) { return label.text == "the hall"; });
    EXPECT_NE(named, scene.labels.end());
    const auto within = within_walk(test::six_areas_and_a_street(), {{400100, 300100}, ""});
    EXPECT_THAT(within[0], ElementsAre(0));
    EXPECT_THAT(within[1], ElementsAre(1));
    EXPECT_TRUE(within[2].empty());
}

TEST(Walk, WhereNoWaysAreItSaysSo) {
    const auto nowhere = map_scene_of(test::six_areas(), from(400100, 300100));
    ASSERT_FALSE(nowhere);
    EXPECT_THAT(nowhere.error().message, HasSubstr("not on record"));
    const auto far = map_scene_of(test::six_areas_and_a_street(), from(400100, 300900));
    ASSERT_FALSE(far);
    EXPECT_THAT(far.error().message, HasSubstr("within 250 m of the hall"));
}

TEST(Walk, NeedsNoColours) {
    for (const Theme theme : {Theme::light, Theme::dark, Theme::high_contrast, Theme::black_and_white}) {
        const Colour ground = roles_of(theme).ground;
        for (std::size_t band = 0; band < walk_minutes.size(); ++band) {
            EXPECT_GE(contrast(*walk_line(band, theme).colour, ground), 3) << static_cast<int>(theme) << ' ' << band;
            if (band == 0) continue;
            const Line nearer = walk_line(band - 1, theme), farther = walk_line(band, theme);
            EXPECT_TRUE(nearer.width / farther.width >= 1.5 || nearer.dash != farther.dash) << static_cast<int>(theme) << ' ' << band;
        }
    }
}

TEST(Walk, APageMayShowThatPartAlone) {
    const Scene scene = *map_scene_of(test::six_areas_and_a_street(), from(400100, 300100));
    PageSpec whole, part;
    part.show = walk_bounds(scene);
    const auto wide = [](const Drawing& drawing) { return drawing.width > drawing.height; };
    EXPECT_TRUE(wide(*page_of(scene, part))) << "a street from west to east lies along a page";
    EXPECT_NE(page_of(scene, whole)->records.size(), 0u);
}

}  // namespace walk_test
}  // namespace kith::picture
