// Fields and colours: places written down here, counted by hand.
#include "viewer/model/field.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/small_place.hpp"
#include "viewer/model/colouring.hpp"
#include "viewer/model/words.hpp"

namespace field_test {
using namespace kith;
using namespace kith::viewer::model;
using column::State;

constexpr auto as_byte(State state) { return static_cast<std::uint8_t>(state); }

/// A result with one number for persons in every quality: value, at least, between, not computable, suppressed.
struct OneResult {
    host::OutputColumn spec;
    host::AnalysisResult result;
    ResultOf of() const {
        ResultOf out;
        out.analysis = &result;
        return out;
    }
    explicit OneResult(const std::string& unit = "people") {
        auto plugin = std::make_shared<host::Plugin>();
        spec.key = "ties";
        spec.label = "Ties";
        spec.unit = unit;
        spec.entity = host::Entity::person;
        spec.type = host::ValueType::integer;
        plugin->manifest.columns.push_back(spec);
        result.plugin = plugin;
        result.as = "isolation";
        result.verdict = host::Verdict::ok;
        column::SegmentBuilder builder("results.isolation.person");
        builder.add_f64("ties", {3, 2, 1, 0, 0}, {0, 0, 0, as_byte(State::unstated), as_byte(State::withheld)});
        builder.add_i32("ties.quality", {0, 1, 5, 3, 4}).add_f64("ties.upper", {3, 2, 4, 0, 0}).add_i32("ties.reason", {0, 0, 0, -2, 0});
        result.columns.push_back({host::Entity::person, "", *std::move(builder).finish(column::heap_memory), {&plugin->manifest.columns[0]}});
    }
};

test::FakeView five_people() {
    test::SmallPlace place;
    place.people = {{"A", column::Role::participant, column::asked_everything, 1, {"chess", "tea"}}, {"B", column::Role::connector, 1}, {"C"}, {"D", column::Role::alter, 0}, {"E"}};
    test::FakeView view;
    place.fill(view);
    return view;
}

TEST(Field, ResultsKeepQualityReasonAndBound) {
    const auto view = five_people();
    const OneResult one;
    const ResultOf results[] = {one.of()};
    const auto fields = fields_of(view, results, {base::EntityKind::person, {}});
    const Field* ties = find_field(fields, "results.isolation.person/ties");
    ASSERT_NE(ties, nullptr);
    EXPECT_EQ(ties->standing(0), Standing::value);
    EXPECT_EQ(ties->text(0), "3");
    EXPECT_EQ(ties->standing(1), Standing::at_least);
    EXPECT_EQ(ties->text(1), "at least 2");
    EXPECT_EQ(ties->text(2), "1 to 4");
    EXPECT_EQ(ties->standing(3), Standing::not_computable);
    EXPECT_FALSE(ties->reason(3).empty());
    EXPECT_EQ(ties->standing(4), Standing::suppressed);
    EXPECT_EQ(ties->text(4), "too few to show");
    EXPECT_EQ(ties->unit(), "people");
}

TEST(Field, AUnitHasTheNumberOfItsValue) {
    const auto view = five_people();
    const OneResult one("tie|ties");
    const ResultOf results[] = {one.of()};
    const auto fields = fields_of(view, results, {base::EntityKind::person, {}});
    const Field* ties = find_field(fields, "results.isolation.person/ties");
    EXPECT_EQ(ties->unit(), "ties") << "in headings";
    EXPECT_EQ(ties->unit_of(0), "ties");  // 3
    EXPECT_EQ(ties->unit_of(2), "ties");  // 1 to 4
    auto single = one;
    column::SegmentBuilder builder("results.isolation.person");
    builder.add_f64("ties", {1, 0, 0, 0, 0}).add_i32("ties.quality", {0, 0, 0, 0, 0}).add_f64("ties.upper", {1, 0, 0, 0, 0}).add_i32("ties.reason", {0, 0, 0, 0, 0});
    single.result.columns[0].segment = *std::move(builder).finish(column::heap_memory);
    const ResultOf again[] = {single.of()};
    const auto after = fields_of(view, again, {base::EntityKind::person, {}});
    EXPECT_EQ(find_field(after, "results.isolation.person/ties")->unit_of(0), "tie");
    EXPECT_EQ(find_field(after, "results.isolation.person/ties")->unit_of(1), "ties");
}

TEST(Field, ResultsOfAnEarlierRevisionAreReadByTheirRows) {
    const auto view = five_people();
    const OneResult one;
    ResultOf moved = one.of();
    const std::vector<std::int32_t> rows{2, -1, 0, 3, 4};  // B is new since
    moved.rows = [&](host::Entity, std::string_view) -> const std::vector<std::int32_t>& { return rows; };
    const ResultOf results[] = {moved};
    const auto fields = fields_of(view, results, {base::EntityKind::person, {}});
    const Field* ties = find_field(fields, "results.isolation.person/ties");
    ASSERT_NE(ties, nullptr);
    EXPECT_EQ(ties->text(0), "1 to 4");
    EXPECT_EQ(ties->standing(1), Standing::not_computable);
    EXPECT_EQ(ties->reason(1), "was not there yet when the analysis ran");
    EXPECT_EQ(ties->text(2), "3");
}

TEST(Field, WordsOfClosedVocabulariesAndLists) {
    const auto view = five_people();
    const auto fields = fields_of(view, {}, {base::EntityKind::person, {}});
    EXPECT_EQ(find_field(fields, "people/role")->text(1), "connector");
    EXPECT_EQ(find_field(fields, "people/asked")->text(0), "asked about everything");
    EXPECT_EQ(find_field(fields, "people/asked")->text(1), "asked in part");
    EXPECT_EQ(find_field(fields, "people/asked")->text(3), "not asked yet");
    EXPECT_EQ(find_field(fields, "people.gifts/interests")->text(0), "chess; tea");
    EXPECT_EQ(find_field(fields, "people.gifts/interests")->standing(1), Standing::unstated);
    EXPECT_EQ(find_field(fields, "people/introduce")->text(0), "yes");
    EXPECT_EQ(find_field(fields, "people/key_high"), nullptr);
}

TEST(Field, NothingOfPeopleWithoutPeople) {
    test::FakeView view;
    EXPECT_TRUE(fields_of(view, {}, {base::EntityKind::person, {}}).empty());
    EXPECT_TRUE(fields_of(view, {}, {base::EntityKind::area, "nowhere"}).empty());
}

TEST(Words, DatesAsPeopleWriteThem) {
    EXPECT_EQ(date_words(0), "1 January 1970");
    EXPECT_EQ(date_words(20634), "30 June 2026");  // date -u -d @$((20634*86400))
    EXPECT_EQ(date_words(20634, column::Precision::month), "June 2026");
    EXPECT_EQ(date_words(20634, column::Precision::year), "2026");
    EXPECT_EQ(date_words("2025-12"), "December 2025");
    EXPECT_EQ(date_words("2025-12-03"), "3 December 2025");
    for (const char* other : {"2025", "2025-13", "2025-12-", "2025-12-03x", "since school", "2025-02-30"}) EXPECT_EQ(date_words(other), other);
    EXPECT_EQ(plain_words("residents_per_km2"), "residents per km²");
    EXPECT_EQ(plain_words("km2_note"), "km2 note");
    EXPECT_EQ(date_words(-1), "31 December 1969");
    EXPECT_EQ(listed({"tea", "chess", "bowls"}), "tea, chess and bowls");
    EXPECT_EQ(sentence("Done!"), "Done!");
}

TEST(Colouring, BoundsAndEachKindOfUnknownAreClassesOfTheirOwn) {
    const auto view = five_people();
    const OneResult one;
    const ResultOf results[] = {one.of()};
    const auto fields = fields_of(view, results, {base::EntityKind::person, {}});
    const FieldColours colours(*find_field(fields, "results.isolation.person/ties"), {});
    EXPECT_EQ(colours.numbers(), (std::vector<double>{3, 2, 1}));
    const auto made = colours.coloured();
    ASSERT_TRUE(made) << made.error().message;
    std::int64_t classes = 0;
    for (std::size_t i = 0; i < made->classes.size(); ++i) classes += made->legend.entries[i].count;
    EXPECT_EQ(classes, 3);
    const auto count = [&](const std::string& label) {
        for (const auto& entry : made->legend.entries)
            if (entry.label.find(label) != std::string::npos) return entry.count;
        return std::int64_t{-1};
    };
    EXPECT_EQ(count("no data"), 1);
    EXPECT_EQ(count("suppressed"), 1);
    EXPECT_EQ(count("at least"), 2);  // a lower bound, and between
    EXPECT_EQ(colours.colouring().title, "Ties (people)");
}

TEST(Colouring, CommonWordsHaveAColourTheRestAreOther) {
    test::SmallPlace place;
    // Words a (x3) … j (x1 each after c): ten different, of which eight classes are left.
    for (const std::string word : {"a", "a", "a", "b", "b", "c", "d", "e", "f", "g", "h", "i", "j"}) place.assets.push_back({"asset", column::AssetClass::association, word});
    test::FakeView view;
    place.fill(view);
    const auto fields = fields_of(view, {}, {base::EntityKind::asset, {}});
    const FieldColours colours(*find_field(fields, "assets/subtype"), {});
    const auto made = colours.coloured();
    ASSERT_TRUE(made) << made.error().message;
    ASSERT_EQ(made->legend.entries.size(), most_words);
    std::vector<std::string> labels;
    for (const auto& entry : made->legend.entries) labels.push_back(entry.label);
    EXPECT_EQ(labels, (std::vector<std::string>{"a", "b", "c", "d", "e", "f", "g", "other"}));
    EXPECT_EQ(made->legend.entries[0].count, 3);
    EXPECT_EQ(made->legend.entries[7].count, 3);  // h, i, j
}

TEST(Colouring, APanelSaysThePaletteThatIsShown) {
    test::FakeView view;
    privacy::Layer layer;
    layer.as = "town";
    layer.primary = true;
    layer.count = 20;
    view.layers_ = {layer};
    std::vector<double> rising;
    for (int i = 0; i < 20; ++i) rising.push_back(i * 1.23456);
    std::vector<std::string> codes(20), words;
    for (int i = 0; i < 20; ++i) words.push_back(i % 2 ? "hill" : "moor");
    view.add(std::move(column::SegmentBuilder("areas.town").add_strings("code", codes).add_f64("crime", rising).add_strings("kind", words)));
    const auto fields = fields_of(view, {}, {base::EntityKind::area, "town"});
    const Field &crime = *find_field(fields, "areas.town/crime"), &kind = *find_field(fields, "areas.town/kind");
    const auto shown = [](const Field& field, const Colouring& by) { return *FieldColours(field, by).shown(); };
    Colouring by;
    EXPECT_EQ(shown(crime, by).palette, "YlGnBu");
    EXPECT_EQ(shown(crime, by).colours, *picture::palette("YlGnBu", 5));
    by.classes = 10;
    EXPECT_EQ(shown(crime, by).palette, "viridis");
    EXPECT_NE(shown(crime, by).why.find("YlGnBu has fewer colours"), std::string::npos);
    by.scheme = picture::Scheme::unique;
    EXPECT_EQ(shown(crime, by).colours.size(), 20u);
    EXPECT_EQ(shown(crime, by).palette, "viridis");
    for (const auto scheme : {picture::Scheme::box, picture::Scheme::percentile, picture::Scheme::standard_deviation}) {
        by.scheme = scheme;
        by.palette.clear();
        EXPECT_EQ(shown(crime, by).palette, "PuOr");
        EXPECT_EQ(shown(crime, by).why, "") << "that is usual";
        by.palette = "YlGnBu";
        EXPECT_EQ(shown(crime, by).palette, "YlGnBu") << "as somebody chose";
    }
    EXPECT_EQ(shown(kind, {}).palette, "Set2");
    EXPECT_TRUE(shown(kind, {}).words);
    by.palette = "Blues";
    EXPECT_EQ(shown(kind, by).palette, "Set2");
    EXPECT_NE(shown(kind, by).why.find("Words have no order"), std::string::npos);
}

TEST(Breaks, BeginWithThoseThatStandAndAreReadAsTheyAreWritten) {
    const auto view = five_people();
    const OneResult one;
    const ResultOf results[] = {one.of()};
    const auto fields = fields_of(view, results, {base::EntityKind::person, {}});
    Colouring by;
    by.classes = 2;
    const FieldColours colours(*find_field(fields, "results.isolation.person/ties"), by);
    const auto shown = *colours.shown();
    ASSERT_EQ(shown.breaks.size(), 1u);
    by.scheme = picture::Scheme::manual;
    by.breaks = shown.breaks;
    EXPECT_EQ(FieldColours(*find_field(fields, "results.isolation.person/ties"), by).coloured()->classes.counts, shown.classes.counts) << "nobody changes class by it";
    EXPECT_EQ(*read_breaks(" 50 10;20.5\t1,234.5 10"), (std::vector<double>{10, 20.5, 50, 1234.5}));
    EXPECT_EQ(breaks_text(std::vector<double>{10, 20.5, 1000000, -0.1}), "10 20.5 1000000 -0.1");
    EXPECT_EQ(*read_breaks(breaks_text(std::vector<double>{-0.1, 20.5, 1e6})), (std::vector<double>{-0.1, 20.5, 1e6}));
    for (const char* wrong : {"", "   ", "ten", "1 2 x", "1,5", "12,34", "inf", "nan", "1e999", "1 2 3 4 5 6 7 8 9 10 11 12"}) {
        const auto read = read_breaks(wrong);
        ASSERT_FALSE(read) << wrong;
        EXPECT_TRUE(read.error().message.ends_with('.')) << wrong;
    }
}

TEST(Sizes, AreaTellsTheValue) {
    const auto view = five_people();
    const OneResult one;
    const ResultOf results[] = {one.of()};
    const auto fields = fields_of(view, results, {base::EntityKind::person, {}});
    const auto sizes = sizes_by(*find_field(fields, "results.isolation.person/ties"));
    EXPECT_DOUBLE_EQ(sizes[0], 1);
    EXPECT_DOUBLE_EQ(sizes[1], std::sqrt(2.0 / 3));
    EXPECT_TRUE(std::isnan(sizes[3]));
    EXPECT_TRUE(std::isnan(sizes[4]));
}

}  // namespace field_test
