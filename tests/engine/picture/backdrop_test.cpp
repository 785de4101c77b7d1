// What lies behind a map, on paper; and the lettered grid.
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

#include "engine/picture/backdrop.hpp"
#include "engine/picture/map.hpp"
#include "engine/picture/page.hpp"
#include "engine/picture/scene_of.hpp"
#include "tests/engine/picture/six_squares.hpp"

namespace kith::picture {
namespace backdrop_test {

using testing::ElementsAre;
using testing::HasSubstr;

/// The six squares, a main road through them from west to east in 3 points, a path of 20 m, and a pond.
test::FakeView with_streets() {
    auto view = test::six_areas();
    view.backdrops_ = {{"streets", "Streets: invented", 2}, {"water", "", 1}};
    view.add(std::move(column::SegmentBuilder("backdrop.streets.lines")
                           .add_i32("look", {static_cast<std::int32_t>(BackdropLook::main_road), static_cast<std::int32_t>(BackdropLook::path)})
                           .add_strings("name", std::vector<std::string>{"High Street", "Cut"})
                           .add_i64("line_paths", {0, 1, 2})
                           .add_i64("path_points", {0, 3, 5})
                           .add_points("points", {400000, 300250, 400700, 300260, 401500, 300250, 400100, 300900, 400120, 300900})));
    view.add(std::move(column::SegmentBuilder("backdrop.water.areas")
                           .add_i32("look", {static_cast<std::int32_t>(BackdropLook::water)})
                           .add_i64("area_polygons", {0, 1})
                           .add_i64("polygon_rings", {0, 1})
                           .add_i64("ring_points", {0, 4})
                           .add_points("points", {400200, 300200, 400300, 300200, 400300, 300300, 400200, 300200})));
    return view;
}

std::vector<const Shape*> open_shapes(const Drawing& drawing) {
    std::vector<const Shape*> out;
    for (const Record& record : drawing.records)
        if (const auto* shape = std::get_if<Shape>(&record); shape != nullptr && !shape->closed) out.push_back(shape);
    return out;
}
bool has_line(const Drawing& drawing, Colour colour) {
    const auto shapes = open_shapes(drawing);
    return std::any_of(shapes.begin(), shapes.end(), [&](const Shape* shape) { return shape->line.colour == colour; });
}

TEST(Backdrop, LiesUnderTheBordersOfAMapInAReport) {
    const Base base = *base_of(with_streets(), "ward");
    EXPECT_THAT(base.credit, HasSubstr("Streets: invented"));
    const Drawing drawing = *map_of(base, {.id = "m", .title = "Where", .legend_title = {}, .unit = {}, .values = {}, .classes = {}});
    const Colour road = *backdrop_style(BackdropLook::main_road, BackdropPart::line, Theme::light, false, false).line.colour;
    std::size_t at = 0, street = 0, last_fill = 0, last_border = 0;
    for (const Record& record : drawing.records) {
        ++at;
        const auto* shape = std::get_if<Shape>(&record);
        if (shape == nullptr) continue;
        if (!shape->closed && shape->line.colour == road && street == 0) street = at;
        if (shape->closed && !shape->title.empty()) last_fill = at;
        if (shape->closed && !shape->fill.colour && shape->line.colour && shape->title.empty()) last_border = std::max(last_border, at);
    }
    EXPECT_GT(street, last_fill);
    EXPECT_LT(street, last_border);
    const auto says = [&](std::string_view words) {
        return std::any_of(drawing.records.begin(), drawing.records.end(), [&](const Record& record) { const auto* text = std::get_if<Text>(&record); return text != nullptr && text->text.find(words) != std::string::npos; });
    };
    EXPECT_TRUE(says("Streets: invented")) << "its credit stands on the map";
    EXPECT_TRUE(says("main roads")) << "and its legend beside it";
    EXPECT_TRUE(base_of(test::six_areas(), "ward")->credit.empty());
}

TEST(Backdrop, IsDrawnInALegendAndCredited) {
    const Scene scene = *map_scene_of(with_streets(), {});
    ASSERT_EQ(scene.backdrop_lines.size(), 1u);
    ASSERT_EQ(scene.backdrop_areas.size(), 1u);
    EXPECT_THAT(scene.attribution, HasSubstr("Streets: invented"));
    EXPECT_EQ(scene.legends.back().title, "In the background");
    std::vector<std::string> entries;
    for (const LegendEntry& entry : scene.legends.back().entries) {
        entries.push_back(entry.label);
        EXPECT_EQ(entry.count, -1) << "nobody counts streets";
    }
    EXPECT_THAT(entries, ElementsAre("main roads", "paths", "water"));
    EXPECT_DOUBLE_EQ(scene.bounds.right, 401500) << "areas say how far the map goes";
    MapSceneOptions hidden;
    hidden.backdrop.hidden = {"streets"};
    const Scene without = *map_scene_of(with_streets(), hidden);
    EXPECT_TRUE(without.backdrop_lines.empty());
    EXPECT_EQ(without.backdrop_areas.size(), 1u);
    EXPECT_EQ(without.attribution.find("invented"), std::string::npos) << "who is not shown is not credited";
}

TEST(Backdrop, LinesLieOverAreasAndUnderMarksAndBorders) {
    const auto view = with_streets();
    const Drawing drawing = *page_of(*map_scene_of(view, {}), {});
    const Colour road = *backdrop_style(BackdropLook::main_road, BackdropPart::line, Theme::light, false, false).line.colour;
    std::ptrdiff_t first_area = -1, last_road = -1, last_border = -1, first_mark = -1;
    for (std::size_t i = 0; i < drawing.records.size(); ++i) {
        const auto at = static_cast<std::ptrdiff_t>(i);
        if (const auto* shape = std::get_if<Shape>(&drawing.records[i])) {
            if (shape->fill.colour && first_area < 0 && shape->rings.size() == 1 && shape->closed) first_area = at;
            if (!shape->closed && shape->line.colour == road && shape->rings[0].size() == 3) last_road = at;
            if (shape->closed && !shape->fill.colour && shape->line.colour == plain_area(Theme::light, true).line.colour) last_border = at;
        }
        if (std::holds_alternative<Symbol>(drawing.records[i]) && first_mark < 0) first_mark = at;
    }
    EXPECT_LT(0, first_area);
    EXPECT_LT(first_area, last_road);
    EXPECT_LT(last_road, last_border);
    EXPECT_LT(last_border, first_mark);
}

TEST(Backdrop, OverClassesNothingIsFilled) {
    const auto plain = backdrop_style(BackdropLook::green, BackdropPart::area, Theme::light, false, false);
    const auto over = backdrop_style(BackdropLook::green, BackdropPart::area, Theme::light, false, true);
    EXPECT_TRUE(plain.fill.colour);
    EXPECT_FALSE(over.fill.colour) << "a colour over a class would say something";
    EXPECT_TRUE(over.line.colour);
    for (const Theme theme : {Theme::light, Theme::dark, Theme::high_contrast, Theme::black_and_white}) {
        double before = 1e9;
        for (const BackdropLook look : {BackdropLook::main_road, BackdropLook::road, BackdropLook::street, BackdropLook::path}) {
            const double width = backdrop_style(look, BackdropPart::line, theme, false, false).line.width;
            EXPECT_LT(width, before) << "roads are told by their width";
            before = width;
        }
    }
}

TEST(Backdrop, SmallerStreetsStayAwayWhereTheyWouldBeACarpet) {
    BackdropInk all;  // a city of 10 by 10 km
    all.bounds.add(0, 0);
    all.bounds.add(10'000, 10'000);
    all.metres[static_cast<std::size_t>(BackdropLook::main_road)] = 60'000;
    all.metres[static_cast<std::size_t>(BackdropLook::street)] = 1'500'000;
    all.metres[static_cast<std::size_t>(BackdropLook::path)] = 1'000'000;
    const auto seen = [&](BackdropLook look, double metres_per_pixel) { return is_drawn(looks_drawn(all, metres_per_pixel), static_cast<std::int32_t>(look)); };
    EXPECT_TRUE(seen(BackdropLook::main_road, 200)) << "always";
    EXPECT_FALSE(seen(BackdropLook::street, 40));
    EXPECT_TRUE(seen(BackdropLook::street, 2));
    EXPECT_TRUE(seen(BackdropLook::path, 1));
    int before = -1;
    for (double scale = 0.25; scale < 200; scale *= 1.3) {  // whoever goes away farther never gets more
        const int now = seen(BackdropLook::path, scale) + seen(BackdropLook::street, scale);
        EXPECT_TRUE(before < 0 || now <= before) << scale;
        before = now;
    }
}

TEST(Backdrop, CoarserPathsStayNearTheOldOne) {
    std::vector<double> path;
    for (int i = 0; i <= 200; ++i) path.insert(path.end(), {static_cast<double>(i), 3 * std::sin(i * 0.1)});
    const auto coarse = coarser(path, 5);
    EXPECT_LT(coarse.size(), path.size() / 3);
    EXPECT_EQ(coarse[0], path[0]);
    EXPECT_EQ(coarse.back(), path.back());
    for (std::size_t i = 0; i < path.size(); i += 2) {
        double nearest = 1e9;
        for (std::size_t k = 0; k < coarse.size(); k += 2) nearest = std::min(nearest, std::hypot(path[i] - coarse[k], path[i + 1] - coarse[k + 1]));
        EXPECT_LE(nearest, 5);
    }
    EXPECT_TRUE(coarser(std::vector<double>{1, 2}, 5).empty());
}

/// Round a corner: 700 m to the north, then 300 m to the east.
TEST(Backdrop, ANameStandsAlongTheLongStraightPart) {
    auto view = test::six_areas();
    view.backdrops_ = {{"streets", "", 1}};
    view.add(std::move(column::SegmentBuilder("backdrop.streets.lines")
                           .add_i32("look", {static_cast<std::int32_t>(BackdropLook::street)})
                           .add_strings("name", std::vector<std::string>{"Elm Walk"})
                           .add_i64("line_paths", {0, 1})
                           .add_i64("path_points", {0, 3})
                           .add_points("points", {400100, 300100, 400100, 300800, 400400, 300800})));
    MapSceneOptions options;
    options.backdrop.names = true;
    const Scene scene = *map_scene_of(view, options);
    const auto label = std::find_if(scene.labels.begin(), scene.labels.end(), [](const Label& one) { return one.text == "Elm Walk"; });
    ASSERT_NE(label, scene.labels.end());
    EXPECT_NEAR(std::abs(label->angle), 1.5707963, 1e-6) << "north";
    EXPECT_NEAR(scene.origin.x + static_cast<double>(label->x), 400100, 0.5);
    EXPECT_GE(label->straight, 300);
    EXPECT_LE(label->straight, 700);
}

TEST(Backdrop, ABlankMapOfLinesAlone) {
    MapSceneOptions options;
    options.areas = options.people.draw = options.assets.draw = false;
    options.backdrop.bold = options.backdrop.names = true;
    const auto view = with_streets();
    const Scene scene = *map_scene_of(view, options);
    EXPECT_TRUE(scene.areas.empty());
    EXPECT_DOUBLE_EQ(scene.bounds.left, 400000);
    EXPECT_DOUBLE_EQ(scene.bounds.top, 300900) << "as far as the lines go";
    PageSpec spec;
    spec.grid = usual_grid;
    const Drawing drawing = *page_of(scene, spec);
    bool named = false;
    for (const Record& record : drawing.records)
        if (const auto* text = std::get_if<Text>(&record)) {
            named = named || text->text == "High Street";
            EXPECT_NE(text->text, "Cut") << "20 m have no room for a name";
        }
    EXPECT_TRUE(named);
    EXPECT_TRUE(has_line(drawing, *backdrop_style(BackdropLook::path, BackdropPart::line, Theme::light, true, false).line.colour)) << "all of it at any scale";
    auto nothing = test::FakeView();
    EXPECT_FALSE(map_scene_of(nothing, options));
}

TEST(Grid, RoundSquaresThatStandStill) {
    Bounds bounds;
    bounds.add(430'130, 380'220);
    bounds.add(431'420, 381'980);
    const LetteredGrid grid = grid_of(bounds, 8);
    EXPECT_DOUBLE_EQ(grid.metres, 200);
    EXPECT_DOUBLE_EQ(grid.left, 430'000);
    EXPECT_DOUBLE_EQ(grid.top, 382'000);
    EXPECT_EQ(grid.columns, 8);
    EXPECT_EQ(grid.rows, 9);
    EXPECT_EQ(words_of(grid), "Squares of 200 m, A to H and 1 to 9.");
    Bounds moved;
    moved.add(430'121, 380'204);
    moved.add(431'430, 381'970);
    EXPECT_EQ(grid_of(moved, 8), grid) << "a border moved a little moves no square";
    for (int columns = 2; columns <= 26; ++columns) {
        const LetteredGrid any = grid_of(bounds, columns);
        EXPECT_LE(any.columns, columns);
        EXPECT_LE(any.left, bounds.left);
        EXPECT_GE(any.left + any.columns * any.metres, bounds.right);
        EXPECT_GE(any.top, bounds.top);
        EXPECT_LE(any.top - any.rows * any.metres, bounds.bottom);
    }
    Bounds point;
    point.add(5, 5);
    EXPECT_GE(grid_of(point, 8).columns, 1);
}

TEST(Grid, ReadsWhatPeopleType) {
    Bounds bounds;
    bounds.add(0, 0);
    bounds.add(800, 400);
    const LetteredGrid grid = grid_of(bounds, 8);
    EXPECT_EQ(cell_of(grid, "C4"), (GridCell{2, 3}));
    EXPECT_EQ(cell_of(grid, " c 4 "), (GridCell{2, 3}));
    for (const char* wrong : {"", "C", "4", "4C", "I1", "A5", "A0", "A-1", "C4x", "choir", "A 1 2", "A99999999999"}) EXPECT_FALSE(cell_of(grid, wrong)) << wrong;
    const Bounds box = box_of(grid, *cell_of(grid, "A1"));
    EXPECT_DOUBLE_EQ(box.left, 0);
    EXPECT_DOUBLE_EQ(box.top, 400);
    EXPECT_DOUBLE_EQ(box.bottom, 300);
    for (int row = 0; row < grid.rows; ++row)
        for (int column = 0; column < grid.columns; ++column) EXPECT_EQ(cell_of(grid, name_of({column, row})), (GridCell{column, row}));
}

}  // namespace backdrop_test
}  // namespace kith::picture
