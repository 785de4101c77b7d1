// Charts: counts by a plain loop, Moran's I from spdep.
#include "viewer/model/chart.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/support/fake_view.hpp"
#include "tests/support/shared_data.hpp"

namespace chart_test {
using namespace kith;
using namespace kith::viewer::model;

constexpr auto not_asked = static_cast<std::uint8_t>(column::State::not_asked);
constexpr auto declined = static_cast<std::uint8_t>(column::State::declined);

/// One layer "town" with a column of numbers.
test::FakeView areas(std::vector<double> values, column::States states = {}) {
    test::FakeView view;
    privacy::Layer layer;
    layer.as = "town";
    layer.primary = true;
    layer.count = values.size();
    view.layers_ = {layer};
    std::vector<std::string> codes;
    for (std::size_t i = 0; i < values.size(); ++i) codes.push_back("T" + std::to_string(i));
    view.add(std::move(column::SegmentBuilder("areas.town").add_strings("code", codes).add_f64("crime", std::move(values), std::move(states))));
    return view;
}
void add_borders(test::FakeView& view, const std::vector<std::vector<std::int32_t>>& neighbours) {
    std::vector<std::int64_t> offsets{0};
    std::vector<std::int32_t> queen;
    for (const auto& list : neighbours) {
        queen.insert(queen.end(), list.begin(), list.end());
        offsets.push_back(static_cast<std::int64_t>(queen.size()));
    }
    view.add(std::move(column::SegmentBuilder("areas.town.borders").add_i64("queen_offsets", offsets).add_i32("queen", queen)));
}
Field crime(const test::FakeView& view) { return *find_field(fields_of(view, {}, {base::EntityKind::area, "town"}), "areas.town/crime"); }

TEST(Histogram, CountsEveryValueOnceAndEachUnknownByItself) {
    const auto view = areas({1, 2, 2.5, 9, 10, 0, 0, 0}, {0, 0, 0, 0, 0, not_asked, not_asked, declined});
    const Field field = crime(view);
    const std::vector<double> known{1, 2, 2.5, 9, 10};
    const auto classes = picture::quantile(known, 2);
    ASSERT_TRUE(classes);
    const auto made = histogram_of(field, *classes, 3);
    ASSERT_TRUE(made) << made.error().message;
    ASSERT_EQ(made->bins.size(), 3u);
    EXPECT_EQ(made->bins[0].count, 3);  // 1 to below 4
    EXPECT_EQ(made->bins[1].count, 0);
    EXPECT_EQ(made->bins[2].count, 2);  // 7 to 10, its high included
    EXPECT_EQ(made->known, 5);
    EXPECT_EQ(made->unknown[static_cast<std::size_t>(Standing::not_asked)], 2);
    EXPECT_EQ(made->unknown[static_cast<std::size_t>(Standing::declined)], 1);
    EXPECT_DOUBLE_EQ(made->mean, 4.9);
    EXPECT_DOUBLE_EQ(made->median, 2.5);
    ASSERT_EQ(made->breaks.size(), 1u);
    EXPECT_DOUBLE_EQ(made->breaks[0], 2.5);
    EXPECT_EQ(brushed(field, 2, 9), (std::vector<std::int32_t>{1, 2, 3}));  // both ends; unknown rows never
    auto linked = *made;
    count_selected(linked, field, std::vector<std::uint8_t>{1, 0, 0, 0, 1, 1, 0, 0});
    EXPECT_EQ(linked.bins[0].selected, 1);
    EXPECT_EQ(linked.bins[2].selected, 1);
    const Document page = document_of(*made, view);
    EXPECT_NE(plain_text(page).find("5 known; 2 not asked and 1 chose not to say."), std::string::npos) << plain_text(page);
}

TEST(Histogram, ABarIsBrushedWholeAndSaysWhatItIs) {
    test::FakeView view = areas({1, 2, 2.5, 9, 10, 0}, {0, 0, 0, 0, 0, not_asked});
    view.add(std::move(column::SegmentBuilder("areas.town").add_strings("code", std::vector<std::string>{"a", "b", "c", "d", "e", "f"}).add_f64("crime", {1, 2, 2.5, 9, 10, 0}, {0, 0, 0, 0, 0, not_asked}).add_strings("kind", std::vector<std::string>{"hill", "moor", "hill", "river", "moor", "hill"})));
    const auto fields = fields_of(view, {}, {base::EntityKind::area, "town"});
    auto numbers = *histogram_of(*find_field(fields, "areas.town/crime"), {}, 3);
    const Filter first = filter_of(numbers, "areas.town/crime", 0, 0), all = filter_of(numbers, "areas.town/crime", 0, 2);
    EXPECT_EQ(brushed(*find_field(fields, "areas.town/crime"), first.least, first.most), (std::vector<std::int32_t>{0, 1, 2}));
    EXPECT_EQ(brushed(*find_field(fields, "areas.town/crime"), all.least, all.most).size(), 5u) << "the greatest, too";
    count_hovered(numbers, *find_field(fields, "areas.town/crime"), std::vector<std::int32_t>{3, 5, -1});
    EXPECT_EQ(numbers.bins[2].hovered, 1);
    EXPECT_EQ(numbers.bins[0].hovered, 0);
    count_selected(numbers, *find_field(fields, "areas.town/crime"), std::vector<std::uint8_t>{1, 0, 0, 0, 0, 0});
    EXPECT_EQ(bar_text(numbers, 0), "1 to 4: 3, of them 1 selected");
    const auto words = *histogram_of(*find_field(fields, "areas.town/kind"), {});
    const std::size_t moor = static_cast<std::size_t>(std::find(words.words.begin(), words.words.end(), "moor") - words.words.begin());
    const Filter one = filter_of(words, "areas.town/kind", moor, moor);
    EXPECT_EQ(one.kind, Filter::Kind::words);
    EXPECT_EQ(one.words, std::vector<std::string>{"moor"});
    EXPECT_EQ(bar_text(words, moor), "moor: 2");
}

TEST(Scatter, WhoIsSelectedAndPointedAtStandsOut) {
    const auto view = areas({4, 1, 3}, {0, 0, 0});
    Scatter made = scatter_of(crime(view), crime(view));
    mark(made, std::vector<std::uint8_t>{0, 1, 0}, std::vector<std::int32_t>{2, 9});
    EXPECT_EQ(made.selected, (std::vector<std::uint8_t>{0, 1, 0}));
    EXPECT_EQ(made.hovered, (std::vector<std::uint8_t>{0, 0, 1}));
    EXPECT_EQ(from_left(made), (std::vector<std::size_t>{1, 2, 0}));
}

TEST(Drawing, ChartsOnPaperSayWhatIsLeftOut) {
    const auto view = areas({1, 2, 2.5, 9, 10, 0}, {0, 0, 0, 0, 0, not_asked});
    const Field field = crime(view);
    const auto bars = histogram_of(field, {}, 3);
    ASSERT_TRUE(bars);
    const picture::Drawing histogram = drawing_of(*bars, {}, {}, {});
    EXPECT_EQ(histogram.title, "Crime");
    std::size_t words = 0;
    for (const auto& record : histogram.records)
        if (const auto* text = std::get_if<picture::Text>(&record)) words += text->text.find("1") != std::string::npos && text->text.find("not") != std::string::npos;
    EXPECT_GE(words, 1u) << "the row that is not known is not said";
    const picture::Drawing scatter = drawing_of(scatter_of(field, field), {});
    EXPECT_FALSE(scatter.records.empty());
    EXPECT_EQ(scatter.title, "Crime by Crime");
}

TEST(Histogram, NothingKnownIsSaid) {
    const auto view = areas({0, 0}, {not_asked, not_asked});
    const auto made = histogram_of(crime(view), {});
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, base::Code::not_found);
}

TEST(Scatter, LineByLeastSquares) {
    test::FakeView view = areas({1, 2, 3, 4}, {0, 0, 0, not_asked});
    view.add(std::move(column::SegmentBuilder("areas.town").add_f64("crime", {1, 2, 3, 4}, {0, 0, 0, not_asked}).add_f64("jobs", {2, 4, 9, 1})));
    const auto fields = fields_of(view, {}, {base::EntityKind::area, "town"});
    const Scatter made = scatter_of(fields[0], fields[1]);
    EXPECT_EQ(made.rows, (std::vector<std::int32_t>{0, 1, 2}));
    EXPECT_EQ(made.left_out, 1);
    EXPECT_DOUBLE_EQ(*made.slope, 3.5);            // by hand: sum xy 7, sum xx 2
    EXPECT_DOUBLE_EQ(*made.intercept, -2);
    EXPECT_NEAR(*made.correlation, 7 / std::sqrt(52.0), 1e-12);
    EXPECT_EQ(brushed(made, Rect{{1.5, 0}, {3, 5}}), (std::vector<std::int32_t>{1}));
    const std::vector<Vec2> lasso{{0, 0}, {5, 0}, {5, 5}};
    EXPECT_EQ(brushed(made, lasso), (std::vector<std::int32_t>{}));
    EXPECT_FALSE(scatter_of(fields[0], fields[0], std::vector<std::uint8_t>{1, 0, 0, 0}).slope);  // one point has no line
}

TEST(Moran, AChessboardIsMinusOne) {
    // A ring of six: every neighbour is the opposite, so I = -1; queens by hand.
    auto view = areas({1, 5, 1, 5, 1, 5});
    add_borders(view, {{1, 5}, {0, 2}, {1, 3}, {2, 4}, {3, 5}, {0, 4}});
    const auto made = moran_scatter(view, "town", crime(view));
    ASSERT_TRUE(made) << made.error().message;
    EXPECT_NEAR(*made->moran, -1, 1e-12);
    EXPECT_NEAR(made->points[0].x, -1, 1e-12);
    EXPECT_NEAR(made->points[0].y, 1, 1e-12);
}

TEST(Moran, UnknownAreasAndIslandsAreLeftOutAndCounted) {
    auto view = areas({1, 5, 1, 5, 9, 9, 9}, {0, 0, 0, 0, 0, not_asked, 0});
    add_borders(view, {{1, 3}, {0, 2}, {1, 3}, {0, 2}, {}, {6}, {5}});  // 4 has none, 6 has only one that is not known
    const auto made = moran_scatter(view, "town", crime(view));
    ASSERT_TRUE(made);
    EXPECT_EQ(made->rows, (std::vector<std::int32_t>{0, 1, 2, 3}));
    EXPECT_EQ(made->left_out, 1);
    EXPECT_EQ(made->islands, 2);
    EXPECT_NEAR(*made->moran, -1, 1e-12);
    auto same = areas({3, 3, 3, 3});
    add_borders(same, {{1}, {0}, {3}, {2}});
    EXPECT_FALSE(moran_scatter(same, "town", crime(same)));
    EXPECT_FALSE(moran_scatter(areas({1, 2, 3}), "town", crime(same)));  // no borders
}

TEST(Moran, ColumbusAsInSpdep) {
    KITH_NEEDS_SHARED(shared);
    std::ifstream truths(shared / "data/truths/columbus_spdep.json"), map(shared / "data/truths/data/columbus.geojson");
    const auto truth = nlohmann::json::parse(truths), features = nlohmann::json::parse(map);
    std::vector<double> values;
    for (const auto& feature : features["features"]) values.push_back(feature["properties"]["CRIME"]);
    std::vector<std::vector<std::int32_t>> neighbours;
    for (const auto& list : truth["queen_neighbours_1based"]) {
        neighbours.emplace_back();
        for (const auto& one : list) neighbours.back().push_back(one.get<std::int32_t>() - 1);
    }
    auto view = areas(std::move(values));
    add_borders(view, neighbours);
    const auto made = moran_scatter(view, "town", crime(view));
    ASSERT_TRUE(made);
    EXPECT_NEAR(*made->moran, truth["queen"]["moran_row_standardised_randomisation"]["I"].get<double>(), 1e-10);
    EXPECT_EQ(made->rows.size(), 49u);
}

}  // namespace chart_test
