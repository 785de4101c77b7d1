// Pages, wall maps and charts as draw records, and the files that cairo makes of them.
#include "engine/picture/page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "engine/picture/chart.hpp"
#include "engine/picture/raster.hpp"
#include "engine/picture/scene_of.hpp"
#include "engine/picture/svg.hpp"
#include "engine/picture/text.hpp"
#include "tests/engine/picture/six_squares.hpp"

namespace kith::picture {
namespace page_test {

using testing::ElementsAre;
using testing::HasSubstr;

Scene scene_of(Theme theme = Theme::light) {
    static const std::vector<AreaValue> six{{ValueKind::value, 3}, {ValueKind::value, 12}, {ValueKind::at_least, 7}, {ValueKind::no_data, 0}, {ValueKind::not_asked, 0}, {ValueKind::suppressed, 0}};
    const auto view = test::six_areas_with_people();
    MapSceneOptions options;
    options.theme = theme;
    options.asset_names = true;
    options.colour = Colouring{"Assets", six, ClassChoice{Scheme::manual, 3, 1.5, {5, 10}}, "YlGnBu", false};
    return *map_scene_of(view, options);
}
Drawing page(std::string_view size = "A4", Theme theme = Theme::light) {
    PageSpec spec;
    spec.paper = *paper_size(size);
    spec.credits = "Drawn by Kith.";
    return *page_of(scene_of(theme), spec);
}

std::vector<Text> texts_of(const Drawing& drawing) {
    std::vector<Text> out;
    for (const Record& record : drawing.records)
        if (const auto* text = std::get_if<Text>(&record)) out.push_back(*text);
    return out;
}
std::int64_t written(const Drawing& drawing, std::string_view word) {
    const auto texts = texts_of(drawing);
    return std::count_if(texts.begin(), texts.end(), [&](const Text& text) { return text.text == word; });
}
bool says(const Drawing& drawing, std::string_view what) {
    const auto texts = texts_of(drawing);
    return std::any_of(texts.begin(), texts.end(), [&](const Text& text) { return text.text.find(what) != std::string::npos; });
}

TEST(Page, SaysWhatAPictureOnPaperMust) {
    const Drawing drawing = page();
    EXPECT_NEAR(drawing.width, 297 / 25.4 * 96, 0.01);  // the place is broad
    EXPECT_NEAR(drawing.height, 210 / 25.4 * 96, 0.01);
    for (const char* what : {"Testfield", "Assets", "no data", "not asked", "suppressed", "00 m", "Not in this picture: ", "1 asset without a place", "Boundaries: 2020", "Chosen breaks, 3 classes", "Drawn by Kith."})
        EXPECT_TRUE(says(drawing, what)) << what;
    EXPECT_EQ(written(drawing, "N"), 1) << "north, and nothing else";
    EXPECT_THAT(drawing.description, HasSubstr("3 to 5 1, 6 to 10 1, 11 to 12 1, no data 1"));
    for (const Text& text : texts_of(drawing)) {
        EXPECT_GE(text.size, 10.5) << text.text;  // 8 pt at 96 to the inch is 10.67
        EXPECT_GE(text.at.x, 0);
        EXPECT_LE(text.at.y, drawing.height);
    }
    EXPECT_EQ(svg(page(), {true, false}), svg(page(), {true, false}));
}

TEST(Page, NoLegendReachesIntoTheFoot) {
    Scene scene = scene_of();
    for (int i = 0; i < 8; ++i) scene.legends.push_back(scene.legends.front());  // more than one column holds
    PageSpec spec;
    spec.paper = *paper_size("1280x800");
    spec.credits = "Drawn by Kith.";
    const Drawing drawing = *page_of(scene, spec);
    const auto texts = texts_of(drawing);
    const double foot = std::find_if(texts.begin(), texts.end(), [](const Text& text) { return text.text.starts_with("Not in this picture"); })->at.y;
    std::set<long> columns;
    for (const Text& text : texts)
        if (text.text == "no data") {
            EXPECT_LT(text.at.y, foot - 8);
            columns.insert(std::lround(text.at.x));
        }
    EXPECT_GT(columns.size(), 1u);
}

TEST(Page, ACircleOrAChartIsAsLargeAsFitsItsPaper) {
    ChartSpec spec;
    spec.title = "A chart";
    const Drawing chart = histogram_of({0, 3, {1, 2, 3}, {}}, {}, {}, 0, spec);
    for (const auto& [size, width, height] : {std::tuple{"A4", 297 / 25.4 * 96, 210 / 25.4 * 96}, {"1280x800", 1280.0, 800.0}, {"A0", 1189 / 25.4 * 96, 841 / 25.4 * 96}}) {
        const Drawing page = on_paper(chart, *paper_size(size));
        EXPECT_NEAR(page.width, width, 0.01) << size;
        EXPECT_NEAR(page.height, height, 0.01) << size;
        const double factor = std::min(width / chart.width, height / chart.height);
        EXPECT_NEAR(texts_of(page).front().size, texts_of(chart).front().size * factor, 0.01);
        for (const Record& record : page.records)
            if (const auto box = box_of(record)) {
                EXPECT_GE(box->left, 0) << size;
                EXPECT_LE(box->right, page.width) << size;
                EXPECT_LE(box->bottom, page.height) << size;
            }
    }
}

TEST(Page, OfAPlaceSaysWhoMaySeeIt) {
    const auto view = test::six_areas_with_people();
    const Drawing drawing = *page_of(scene_of(), view, PageSpec{});
    EXPECT_TRUE(says(drawing, credits_of(view)));
    EXPECT_EQ(credits_of(view).find("For the team only") != std::string::npos, view.audience() == privacy::Audience::team);
}

TEST(Page, InBlackAndWhiteAHollowMarkTellsItsClassByItsEdge) {
    const auto view = test::six_areas_with_people();
    const std::vector<AreaValue> ages{{ValueKind::value, 1}, {ValueKind::value, 2}, {ValueKind::value, 3}, {ValueKind::value, 4}, {ValueKind::value, 5}};
    MapSceneOptions options;
    options.theme = Theme::black_and_white;
    options.people.colour = Colouring{"Age", ages, ClassChoice{Scheme::unique, 5, 1.5, {}}, "YlGnBu", false};
    const Scene scene = *map_scene_of(view, options);
    for (const MarkStyle& style : scene.mark_styles) {
        const Colour edge = style.line.colour.value_or(Colour{});
        EXPECT_EQ(edge.red, edge.blue) << "no colour at an edge";
    }
}

TEST(Page, NoTwoLabelsMeet) {
    for (const char* size : {"A4", "A1", "500x400"}) {
        std::vector<Box> boxes;
        for (const Text& text : texts_of(page(size)))
            if (text.halo) boxes.push_back(*box_of(Record(text)));
        EXPECT_GT(boxes.size(), 4u);
        for (std::size_t a = 0; a < boxes.size(); ++a)
            for (std::size_t b = a + 1; b < boxes.size(); ++b) {
                Box one = boxes[a];
                one.top += 2, one.bottom -= 2;  // lines of one label stand close
                EXPECT_FALSE(one.meets(boxes[b])) << size << " " << a << " " << b;
            }
    }
}

TEST(Page, BlackAndWhiteTellsByHatchAndShape) {
    const Drawing drawing = page("A4", Theme::black_and_white);
    std::set<Hatch> hatches;
    std::set<Mark> marks;
    for (const Record& record : drawing.records) {
        const auto grey = [](const std::optional<Colour>& colour) { return !colour || (colour->red == colour->green && colour->green == colour->blue); };
        if (const auto* shape = std::get_if<Shape>(&record)) {
            hatches.insert(shape->fill.hatch != Hatch::none ? shape->fill.hatch : shape->fill.in_black_and_white);
            EXPECT_TRUE(grey(shape->line.colour));
        }
        if (const auto* symbol = std::get_if<Symbol>(&record)) {
            marks.insert(symbol->mark);
            EXPECT_TRUE(grey(symbol->fill.colour));
        }
        if (const auto* text = std::get_if<Text>(&record)) {
            EXPECT_TRUE(grey(text->colour));
        }
    }
    for (const Hatch hatch : {Hatch::no_data, Hatch::not_asked, Hatch::suppressed, Hatch::band_0, Hatch::band_4, Hatch::band_8}) EXPECT_TRUE(hatches.contains(hatch)) << name_of(hatch);
    EXPECT_TRUE(marks.contains(Mark::dotted) && marks.contains(Mark::circle));
    const std::string text = svg(drawing, {true, true});
    int colours = 0;
    for (std::size_t at = text.find('#'); at != std::string::npos; at = text.find('#', at + 1)) {
        const std::string digits = text.substr(at + 1, 6);
        if (digits.size() < 6 || digits.find_first_not_of("0123456789abcdef") != std::string::npos) continue;
        ++colours;
        EXPECT_TRUE(digits.substr(0, 2) == digits.substr(2, 2) && digits.substr(2, 2) == digits.substr(4, 2)) << digits;
    }
    EXPECT_GT(colours, 10);
}

TEST(Page, BlankMapHasALetteredGrid) {
    const auto view = test::six_areas();
    MapSceneOptions options;
    options.assets.draw = options.people.draw = false;
    PageSpec spec;
    spec.grid = 6;
    const Drawing drawing = *page_of(*map_scene_of(view, options), spec);
    for (const char* what : {"A", "F", "1"}) EXPECT_TRUE(says(drawing, what)) << what;
    std::set<std::string> letters;
    for (const Text& text : texts_of(drawing))
        if (text.text.size() == 1 && text.bold && text.text[0] >= 'A') letters.insert(text.text);
    EXPECT_EQ(letters.size(), 6u);
    EXPECT_TRUE(says(drawing, "Squares of 250 m, A to F and 1 to 4.")) << "1,500 m in six";
    for (const Record& record : drawing.records) EXPECT_EQ(std::get_if<Symbol>(&record), nullptr);
}

TEST(Page, SizesByName) {
    EXPECT_DOUBLE_EQ(paper_size("A0")->height.value, 1189);  // ISO 216
    EXPECT_DOUBLE_EQ(paper_size("a3")->width.value, 297);
    EXPECT_NEAR(paper_size("1280x800")->width.pixels(), 1280, 1e-9);
    for (const char* bad : {"A5", "", "1280x", "x800", "12x8", "1280x800x2", "99999x800"}) EXPECT_FALSE(paper_size(bad)) << bad;
    EXPECT_FALSE(page_of(Scene{}, {}));
}

TEST(Wall, TilesCoverThePageAndOverlapByTenMillimetres) {
    const Drawing whole = page("A1");
    const TileSpec spec;
    const auto tiles = tiles_of(whole, spec);
    ASSERT_GE(tiles.size(), 15u);
    const double overlap = 10 / 25.4 * 96;
    for (const Tile& tile : tiles)
        for (const Tile& other : tiles) {
            if (other.row == tile.row && other.column == tile.column + 1) {
                EXPECT_NEAR(tile.window.right - other.window.left, overlap, 1e-6);
            }
            if (other.column == tile.column && other.row == tile.row + 1) {
                EXPECT_NEAR(tile.window.bottom - other.window.top, overlap, 1e-6);
            }
        }
    EXPECT_EQ(tiles.front().window.left, 0);
    EXPECT_EQ(tiles.front().window.top, 0);
    EXPECT_GE(tiles.back().window.right, whole.width - 0.02);
    EXPECT_GE(tiles.back().window.bottom, whole.height - 0.02);
    EXPECT_EQ(tiles.front().reference, "A1");
    const auto sheets = tiled(whole, spec);
    ASSERT_EQ(sheets.size(), tiles.size());
    EXPECT_NEAR(std::min(sheets[0].width, sheets[0].height), 210 / 25.4 * 96, 0.01);
}

TEST(Wall, TheSamePointOnBothSheetsLiesAsFarFromItsMark) {
    const Drawing whole = page("A1");
    const TileSpec spec;
    const auto tiles = tiles_of(whole, spec);
    const double margin = spec.margin.pixels();
    // The right cut mark of sheet A1 is the line x of the page at which sheet B1 begins.
    const double mark = tiles[0].window.right - spec.overlap.pixels() - tiles[0].window.left + margin;
    EXPECT_NEAR(tiles[1].window.left, mark - margin + tiles[0].window.left, 1e-6);
    const auto sheets = tiled(whole, spec);
    int on_mark = 0, left_of_next = 0;
    const auto count = [](const Drawing& sheet, double x) {
        int out = 0;
        for (const Record& record : sheet.records)
            if (const auto* shape = std::get_if<Shape>(&record); shape && !shape->closed && shape->rings.size() == 1 && shape->rings[0].size() == 2)
                out += std::abs(shape->rings[0][0].x - x) < 1e-6 && std::abs(shape->rings[0][1].x - x) < 1e-6;
        return out;
    };
    on_mark = count(sheets[0], mark);
    left_of_next = count(sheets[1], margin);
    EXPECT_EQ(on_mark, 2);       // above and below
    EXPECT_EQ(left_of_next, 2);
    EXPECT_TRUE(says(sheets[0], "A1 of "));
}

TEST(Files, PdfHasAPageASheetAtItsSize) {
    const auto sheets = tiled(page("A1"), {});
    const auto bytes = *pdf(sheets);
    const std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    EXPECT_TRUE(text.starts_with("%PDF-"));
    EXPECT_EQ(*pdf(sheets), bytes);  // no clock in it
    const auto small = *pdf(std::vector<Drawing>{page("A4")});
    EXPECT_LT(small.size(), bytes.size());
    EXPECT_FALSE(pdf({}));
}

TEST(Files, PngIsTheSameTwice) {
    const auto bytes = *png(page(), 1);
    EXPECT_EQ(*png(page(), 1), bytes);
    EXPECT_NE(*png(page("A4", Theme::black_and_white), 1, true), bytes);
}

TEST(Files, SvgClipsAreClosed) {
    const std::string text = svg(page(), {true, false});
    const auto count = [&](std::string_view what) {
        std::size_t found = 0;
        for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
        return found;
    };
    EXPECT_EQ(count("<g clip-path"), 1u);
    EXPECT_EQ(count("</g>"), 1u);
    EXPECT_THAT(text, HasSubstr("A&lt;1&gt; &amp; Co"));
}

TEST(Chart, HistogramBarsStandForTheValues) {
    const std::vector<double> values{1, 2, 2, 3, 3, 3, 9, 10};
    const auto classes = *manual(values, std::vector<double>{2.5, 6});
    const Histogram bins = histogram(values, classes, 3);
    EXPECT_THAT(bins.counts, ElementsAre(6, 0, 2));
    const auto fills = class_fills(*palette("YlGnBu", 3));
    ChartSpec spec;
    spec.title = "Ages";
    const Drawing drawing = histogram_of(bins, classes, fills, 2, spec);
    std::vector<double> heights;
    int dashed = 0;
    for (const Record& record : drawing.records)
        if (const auto* shape = std::get_if<Shape>(&record)) {
            if (shape->closed) heights.push_back(box_of(record)->height());
            dashed += shape->line.dash == Dash::dashed;
        }
    ASSERT_EQ(heights.size(), 2u);  // the empty bin has no bar
    EXPECT_NEAR(heights[0] / heights[1], 3, 1e-6);
    EXPECT_EQ(dashed, 2);
    EXPECT_TRUE(says(drawing, "2 are not known and not drawn."));
}

TEST(Chart, ScatterLineHasItsSlope) {
    const std::vector<Point> points{{-1, -1}, {0, 0.5}, {1, 0.5}};
    Scatter scatter;
    scatter.points = points;
    scatter.line = ScatterLine{0.5, 0.1, "Moran's I = 0.5"};
    scatter.middle = Point{0, 0};
    const Drawing drawing = scatter_of(scatter, {});
    std::vector<Point> at;
    const Shape* line = nullptr;
    for (const Record& record : drawing.records) {
        if (const auto* symbol = std::get_if<Symbol>(&record)) at.push_back(symbol->at);
        if (const auto* shape = std::get_if<Shape>(&record); shape && shape->line.width == 1.8) line = shape;
    }
    ASSERT_EQ(at.size(), 3u);
    ASSERT_NE(line, nullptr);
    const double x_scale = (at[2].x - at[0].x) / 2, y_scale = (at[0].y - at[1].y) / 1.5;
    const Point a = line->rings[0][0], b = line->rings[0][1];
    EXPECT_NEAR((a.y - b.y) / y_scale / ((b.x - a.x) / x_scale), 0.5, 1e-9);
    EXPECT_THAT(ticks(0, 10), ElementsAre(0, 2, 4, 6, 8, 10));
    EXPECT_THAT(ticks(-0.1, 0.35), ElementsAre(testing::DoubleNear(-0.1, 1e-9), testing::DoubleNear(0, 1e-9), testing::DoubleNear(0.1, 1e-9), testing::DoubleNear(0.2, 1e-9), testing::DoubleNear(0.3, 1e-9)));
    EXPECT_TRUE(says(drawing, "Moran's I = 0.5"));
}

}  // namespace page_test
}  // namespace kith::picture
