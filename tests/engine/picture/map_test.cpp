// Maps and legends as draw records, and what becomes of them in SVG and PNG.
#include "engine/picture/map.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "engine/picture/bars.hpp"
#include "engine/picture/raster.hpp"
#include "engine/picture/svg.hpp"
#include "engine/picture/text.hpp"
#include "tests/engine/picture/six_squares.hpp"

namespace kith::picture {
namespace map_test {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

using test::six_areas;

std::vector<AreaValue> six_values() {
    return {{ValueKind::value, 3}, {ValueKind::value, 12}, {ValueKind::at_least, 7}, {ValueKind::no_data, 0}, {ValueKind::not_asked, 0}, {ValueKind::suppressed, 0}};
}

MapSpec spec_of(std::vector<AreaValue> values) {
    MapSpec spec;
    spec.id = "m1";
    spec.title = "Assets recorded";
    spec.legend_title = "Assets per 1,000 residents";
    spec.unit = "per 1,000 residents";
    spec.values = std::move(values);
    spec.marks = true;
    return spec;
}

std::size_t count(const std::string& text, std::string_view what) {
    std::size_t found = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
    return found;
}

TEST(Legend, CountsAddUpAndUnknownsStandAlone) {
    const auto values = six_values();
    const auto classes = *manual(std::vector<double>{3, 12, 7}, std::vector<double>{5, 10});
    const auto fills = class_fills(*palette("YlGnBu", 3));
    const Legend legend = legend_of("t", classes, fills, values);
    ASSERT_EQ(legend.entries.size(), 7u);
    EXPECT_EQ(legend.entries[0].label, "3 to 5");
    EXPECT_EQ(legend.entries[1].label, "6 to 10");
    EXPECT_EQ(legend.entries[2].label, "11 to 12");
    EXPECT_EQ(legend.entries[3].label, "no data");
    EXPECT_EQ(legend.entries[4].label, "not asked");
    EXPECT_EQ(legend.entries[5].label, "suppressed: too few to show");
    EXPECT_EQ(legend.entries[6].label, "of these: at least so much");
    std::int64_t areas = 0;
    for (std::size_t i = 0; i < 6; ++i) areas += legend.entries[i].count;
    EXPECT_EQ(areas, 6);
    EXPECT_NE(legend.entries[3].fill.hatch, legend.entries[4].fill.hatch);
    EXPECT_NE(legend.entries[4].fill.hatch, legend.entries[5].fill.hatch);
}

TEST(Legend, LabelsOfNumbersThatAreNotWhole) {
    const std::vector<double> values{0.12, 0.5, 1.27, 3.5};
    EXPECT_THAT(class_labels(*manual(values, std::vector<double>{0.5, 1.3}), values), ElementsAre("0.12 to 0.50", "0.50 to 1.30", "1.30 to 3.50"));
    EXPECT_THAT(class_labels(*unique(std::vector<double>{1, 2, 2}), std::vector<double>{1, 2, 2}), ElementsAre("1", "2"));
    const std::vector<double> large{0, 1200, 15000};
    EXPECT_THAT(class_labels(*manual(large, std::vector<double>{1000}), large), ElementsAre("0 to 1,000", "1,001 to 15,000"));
}

TEST(Legend, AClassIsCalledByTheValuesThatItHas) {
    const std::vector<double> values{1.0, 1.1, 1.2, 1.3, 1.5, 1.6};  // bounds of three quantiles lie between them, at 1.17 and 1.37
    const auto classes = *quantile(values, 3);
    EXPECT_THAT(class_labels(classes, values), ElementsAre("1.0 to 1.1", "1.2 to 1.3", "1.5 to 1.6"));
}

TEST(Map, SvgSaysWhatItShows) {
    const auto view = six_areas();
    const auto base = base_of(view, "ward");
    ASSERT_TRUE(base);
    EXPECT_NEAR(base->metres_per_pixel, 1500.0 / (460 - 16), 1e-9);
    const auto drawing = map_of(*base, spec_of(six_values()));
    ASSERT_TRUE(drawing);
    const std::string text = svg(*drawing);
    EXPECT_THAT(text, HasSubstr("role=\"img\" aria-labelledby=\"m1-t m1-d\""));
    EXPECT_THAT(text, HasSubstr("<title id=\"m1-t\">Assets recorded</title>"));
    EXPECT_THAT(text, HasSubstr("from 3 to 12; the most in B&lt;2&gt; &amp; Co (12)"));
    EXPECT_THAT(text, HasSubstr("Nothing is known for 3 areas."));
    EXPECT_THAT(text, HasSubstr("<title>C&lt;3&gt; &amp; Co: at least 7 per 1,000 residents</title>"));
    EXPECT_THAT(text, Not(HasSubstr("<3>")));
    for (const char* hatch : {"h-no-data", "h-not-asked", "h-suppressed"}) EXPECT_EQ(count(text, std::string("fill=\"url(#") + hatch + ")\""), 2u) << hatch;  // map and legend
    EXPECT_EQ(count(text, "class=\"k-band-"), 3u + 3u);
    EXPECT_THAT(text, Not(HasSubstr("script")));
    EXPECT_THAT(text, Not(HasSubstr("http")));
}

TEST(Map, ClosedAssetsAreNotDrawnAndPotentialOnesAreOutlines) {
    const auto view = six_areas();
    const auto base = *base_of(view, "ward");
    ASSERT_EQ(base.marks.size(), 2u);  // of four: one closed, one without a place
    EXPECT_EQ(base.marks_without_place, 1);
    EXPECT_TRUE(base.marks[1].potential);
    int outlines = 0, filled = 0;
    const auto drawing = *map_of(base, spec_of({}));
    for (const Record& record : drawing.records)
        if (const auto* symbol = std::get_if<Symbol>(&record)) (symbol->fill.colour ? filled : outlines) += 1;
    EXPECT_EQ(outlines, 2);  // on the map, and the line of the legend that explains outlines
    EXPECT_EQ(filled, 1 + 2);
}

TEST(Map, WrongNumberOfValuesAndUnknownLayerAreErrors) {
    const auto view = six_areas();
    EXPECT_FALSE(base_of(view, "parish"));
    EXPECT_FALSE(map_of(*base_of(view, "ward"), spec_of({{ValueKind::value, 1}})));
}

TEST(Map, WithoutAreasItIsTheGroundOfItsAssets) {
    const auto base = base_of(test::six_areas(), "");
    ASSERT_TRUE(base);
    EXPECT_TRUE(base->areas.empty());
    const auto with_areas = *base_of(test::six_areas(), "ward");
    EXPECT_EQ(base->marks.size(), with_areas.marks.size());
    EXPECT_LT(base->metres_per_pixel, with_areas.metres_per_pixel) << "the assets take less room than the areas they stand in";
    MapSpec spec = spec_of({});
    spec.names = false;
    const auto drawing = map_of(*base, spec);
    ASSERT_TRUE(drawing);
    EXPECT_THAT(drawing->description, AllOf(HasSubstr("A map without areas."), HasSubstr("drawn by class")));
    EXPECT_FALSE(base_of(test::FakeView(), "")) << "no asset, no map";
}

TEST(Map, NoValuesAtAllStillDraws) {
    const auto view = six_areas();
    const auto drawing = map_of(*base_of(view, "ward"), spec_of(std::vector<AreaValue>(6)));
    ASSERT_TRUE(drawing);
    EXPECT_THAT(drawing->description, HasSubstr("Nothing is known for 6 areas."));
}

TEST(Map, PngOfAStandaloneMapIsAPicture) {
    const auto view = six_areas();
    const auto drawing = *map_of(*base_of(view, "ward"), spec_of(six_values()));
    const auto colour = png(drawing, 1), grey = png(drawing, 1, true);
    ASSERT_TRUE(colour && grey);
    const std::vector<std::byte> magic{std::byte{0x89}, std::byte{'P'}, std::byte{'N'}, std::byte{'G'}};
    EXPECT_TRUE(std::equal(magic.begin(), magic.end(), colour->begin()));
    EXPECT_NE(*colour, *grey);
    EXPECT_FALSE(png(drawing, 1000));
    EXPECT_FALSE(png(Drawing{}, 1));
}

TEST(Map, BlackAndWhiteHasNoColourOfAClass) {
    const auto view = six_areas();
    const auto drawing = *map_of(*base_of(view, "ward"), spec_of(six_values()));
    const std::string text = svg(drawing, {.standalone = true, .black_and_white = true});
    const auto colours = *palette("YlGnBu", 3);
    for (const Colour colour : colours) EXPECT_THAT(text, Not(HasSubstr(hex(colour))));
    EXPECT_THAT(text, HasSubstr("fill=\"url(#h-band-8)\""));
    EXPECT_THAT(text, HasSubstr("<pattern id=\"h-band-8\""));
}

TEST(Labels, NeverTouch) {
    std::vector<LabelWish> wishes;
    for (int i = 0; i < 200; ++i) wishes.push_back({{10.0 + 13 * (i % 20), 10.0 + 17 * (i / 20)}, "Upper Area " + std::to_string(i), 60, static_cast<double>(i)});
    const auto texts = placed(wishes, 10, {{0, 0, 300, 200}});
    EXPECT_GT(texts.size(), 20u);
    std::vector<Box> boxes;
    for (const Text& text : texts) {
        const double width = text_width(text.text, text.size);
        boxes.push_back({text.at.x - width / 2, text.at.y - 0.7 * text.size, text.at.x + width / 2, text.at.y + 0.2 * text.size});
        EXPECT_GE(boxes.back().left, 0);
        EXPECT_LE(boxes.back().right, 300);
    }
    for (std::size_t a = 0; a < boxes.size(); ++a)
        for (std::size_t b = a + 1; b < boxes.size(); ++b) EXPECT_FALSE(boxes[a].meets(boxes[b])) << texts[a].text << " / " << texts[b].text;
}

/// Whether two turned words overlap: no axis of either parts their corners (separating axis theorem).
using Corners = std::array<Point, 4>;
Corners corners_of(const Text& text) {
    const double half = text_width(text.text, text.size) / 2, c = std::cos(text.angle), s = std::sin(text.angle);
    Corners out;
    for (std::size_t i = 0; i < 4; ++i) {
        const double along = i % 2 == 0 ? -half : half, down = text.size * (i < 2 ? -0.7 : 0.2);
        out[i] = {text.at.x + along * c - down * s, text.at.y + along * s + down * c};
    }
    return out;
}
bool overlap(const Corners& a, const Corners& b, double angle) {
    for (const double axis : {angle, angle + 1.5707963267948966}) {
        const auto reach = [&](const Corners& corners) {
            double low = 1e9, high = -1e9;
            for (const Point p : corners) {
                const double at = p.x * std::cos(axis) + p.y * std::sin(axis);
                low = std::min(low, at), high = std::max(high, at);
            }
            return std::pair{low, high};
        };
        const auto [a_low, a_high] = reach(a);
        const auto [b_low, b_high] = reach(b);
        if (a_high <= b_low || b_high <= a_low) return false;
    }
    return true;
}

TEST(Labels, TurnedOnesNeverTouchAndStayInside) {
    std::vector<LabelWish> wishes;
    for (int i = 0; i < 150; ++i) {
        LabelWish wish{{20.0 + 19 * (i % 15), 20.0 + 19 * (i / 15)}, "Lane " + std::to_string(i), 0, static_cast<double>(i * 7 % 150)};
        set_along(wish, (i % 13 - 6) * 0.25, 80, 10);
        EXPECT_DOUBLE_EQ(wish.angle, -(i % 13 - 6) * 0.25) << "a scene's angles are anticlockwise, a picture's clockwise";
        wishes.push_back(wish);
    }
    const auto texts = placed(wishes, 10, {{0, 0, 300, 220}});
    EXPECT_GT(texts.size(), 20u);
    for (std::size_t a = 0; a < texts.size(); ++a) {
        for (const Point p : corners_of(texts[a])) EXPECT_TRUE(p.x >= 0 && p.x <= 300 && p.y >= 0 && p.y <= 220) << texts[a].text;
        for (std::size_t b = a + 1; b < texts.size(); ++b) {
            const Corners one = corners_of(texts[a]), other = corners_of(texts[b]);
            EXPECT_FALSE(overlap(one, other, texts[a].angle) && overlap(one, other, texts[b].angle)) << texts[a].text << " / " << texts[b].text;
        }
    }
}

TEST(Labels, LevelWhereTheLineIsStraightForLessThanTheName) {
    LabelWish wish{{0, 0}, "A long name of a street", 0, 0};
    set_along(wish, 1, text_width(wish.text, 10) - 1, 10);
    EXPECT_EQ(wish.angle, 0);
}

TEST(Labels, InsideAHorseshoe) {
    const std::vector<Ring> rings{{{0, 0}, {100, 0}, {100, 100}, {70, 100}, {70, 20}, {30, 20}, {30, 100}, {0, 100}}};
    const Inside inside = inside_of(rings);
    const bool in_hollow = inside.at.x > 30 && inside.at.x < 70 && inside.at.y > 20;
    EXPECT_FALSE(in_hollow);
    EXPECT_GT(inside.width, 25);
}

TEST(Text, WidthsComeFromTheFont) {  // Inter Regular: "Hello" = 740 + 582 + 237 + 237 + 597 thousandths of an em
    EXPECT_NEAR(text_width("Hello", 10), 0.01 * (740 + 582 + 237 + 237 + 597), 0.01);
    EXPECT_LE(text_width(shortened("A rather long name of a place", 11, 60), 11), 60.0);
    EXPECT_EQ(shortened("Short", 11, 60), "Short");
}

TEST(Text, Numbers) {
    EXPECT_EQ(number_text(1234567.891, 1), "1,234,567.9");
    EXPECT_EQ(number_text(-0.001, 2), "0.00");
    EXPECT_EQ(number_text(-12.0, 0), "−12");
    EXPECT_EQ(number_text(0.0), "0");
    EXPECT_EQ(number_text(3.0), "3");
    EXPECT_EQ(number_text(3.256), "3.26");
    EXPECT_EQ(number_text(0.004), "0.004");
    EXPECT_EQ(number_text(12345.6), "12,346");
    EXPECT_EQ(escaped("a<b & \"c\"\x01"), "a&lt;b &amp; &quot;c&quot;");
}

TEST(Bars, DescribeThemselves) {
    const Drawing drawing = bars_of({"b1", "Assets by class", "assets", 680}, std::vector<Bar>{{"Associations", 12, "12", accent, Mark::hexagon}, {"Culture", 0, "nobody has asked yet", accent, Mark::star}});
    EXPECT_EQ(drawing.description, "Associations: 12; Culture: nobody has asked yet (assets).");
    EXPECT_THAT(svg(drawing), HasSubstr("nobody has asked yet</text>"));
}

}  // namespace map_test
}  // namespace kith::picture
