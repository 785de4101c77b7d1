// Sheets: one record, told the same on paper and in HTML; what fits on a page stays on it.
#include "engine/report/sheet.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "engine/column/capture_fields.hpp"
#include "engine/picture/text.hpp"
#include "engine/privacy/path.hpp"
#include "engine/report/sheets.hpp"
#include "engine/report/streets.hpp"
#include "tests/engine/report/sample.hpp"

namespace kith::report {
namespace sheet_test {

constexpr double a4_right = 210 / 25.4 * 96, a4_end = 297 / 25.4 * 96;

Sheet long_sheet() {
    Sheet sheet{"Trial", "A title that is long enough to need more than one line when it is printed in eighteen point", "sub", "a notice", {}, {"made so"}};
    SheetSection section{"Heading", "lead words", {"first of a list", "second of a list"}, {}, {}, {}, "", false, false};
    for (int i = 0; i < 40; ++i)
        section.entries.push_back({"Entry-" + std::to_string(i), "4 minutes' walk", {{"When", "Tuesdays, 10 am"}, {"Where", "a hall with a name that goes on and on until it must be wrapped somewhere, for no line is that long on A4"}}, "Not known: cost."});
    sheet.sections.push_back(section);
    SheetSection slip{"Slip", "cut here", {}, {}, {{"Write", "help", {"one", "two"}, 2}}, {}, "", false, true};
    sheet.sections.push_back(slip);
    return sheet;
}

std::vector<std::string> split_words(std::string_view text) {
    std::vector<std::string> out{{}};
    for (const char c : text)
        if (c == ' ' || c == '\n') out.emplace_back();
        else out.back() += c;
    std::erase(out, "");
    return out;
}

std::map<std::string, int> on_paper(const Sheet& sheet, const SheetStyle& style) {
    std::map<std::string, int> out;
    for (const auto& page : sheet_pages(sheet, style))
        for (const auto& record : page.records)
            if (const auto* text = std::get_if<picture::Text>(&record); text != nullptr && !text->text.starts_with("page ") && text->at.y < a4_end - 60)
                for (const std::string& word : split_words(text->text)) ++out[word];
    return out;
}

/// What a reader sees between <body> and </body>.
std::map<std::string, int> in_html(const std::string& page) {
    std::string text;
    bool tag = false;
    for (std::size_t i = page.find("<body"); i < page.size(); ++i) {
        if (page[i] == '<') tag = true, text += ' ';
        else if (page[i] == '>') tag = false;
        else if (!tag) text += page[i];
    }
    for (std::size_t at; (at = text.find("&#39;")) != std::string::npos;) text.replace(at, 5, "'");
    std::map<std::string, int> out;
    for (const std::string& word : split_words(text)) ++out[word];
    return out;
}

TEST(Sheet, PaperAndHtmlTellTheSameWordsAsOften) {
    for (const bool large : {false, true})
        for (const bool plain : {false, true}) {
            const SheetStyle style{large, plain};
            EXPECT_EQ(on_paper(long_sheet(), style), in_html(sheet_html(long_sheet(), style)));
        }
}

TEST(Sheet, NothingRunsOverTheEdgeAndNoEntryIsTorn) {
    for (const bool large : {false, true})
        for (const auto& page : sheet_pages(long_sheet(), {large, false})) {
            std::map<std::string, int> of_entries;
            for (const auto& record : page.records) {
                const auto* text = std::get_if<picture::Text>(&record);
                if (text == nullptr) continue;
                EXPECT_LT(text->at.y, a4_end);
                const double width = picture::text_width(text->text, text->size, text->bold);
                EXPECT_LE(text->anchor == picture::Anchor::end ? text->at.x : text->at.x + width, a4_right - 60) << text->text;
                if (text->text.starts_with("Entry-")) ++of_entries["names"];
                if (text->text.starts_with("Not known")) ++of_entries["ends"];
            }
            EXPECT_EQ(of_entries["names"], of_entries["ends"]);  // an entry begins and ends on one page
        }
}

TEST(Sheet, AWordLongerThanALineIsBrokenAndKept) {
    Sheet sheet{"Trial", "T", "", "", {}, {}};
    const std::string word(400, 'm');
    sheet.sections.push_back({"H", "", {word}, {}, {}, {}, "", false, false});
    const auto pages = sheet_pages(sheet, {});
    std::string all;
    for (const auto& record : pages.front().records)
        if (const auto* text = std::get_if<picture::Text>(&record); text != nullptr && text->text.find_first_not_of('m') == std::string::npos) all += text->text;
    EXPECT_EQ(all, word);
}

TEST(Sheet, BlackAndWhiteHasNoColourInIt) {
    for (const auto& page : sheet_pages(long_sheet(), {false, true})) {
        const auto grey = [](const std::optional<picture::Colour>& c) { return !c || (c->red == c->green && c->green == c->blue); };
        for (const auto& record : page.records) {
            const auto *text = std::get_if<picture::Text>(&record);
            const auto *shape = std::get_if<picture::Shape>(&record);
            EXPECT_TRUE(text == nullptr || grey(text->colour));
            EXPECT_TRUE(shape == nullptr || (grey(shape->line.colour) && grey(shape->fill.colour)));
        }
    }
}

TEST(Sheet, AnEmptySheetSaysWhatToDoNext) {
    test::FakeView view;
    view.audience_ = privacy::Audience::anybody;
    view.name_ = "Nowhere";
    const auto near = near_sheet(view, {{0, 0}, "the corner", 10, 24, 20634});
    ASSERT_TRUE(near) << near.error().message;
    EXPECT_THAT(sheet_html(*near, {}), testing::HasSubstr("perhaps nobody has asked yet"));
    const auto directory = directory_sheet(view, 20634);
    ASSERT_TRUE(directory);
    EXPECT_THAT(sheet_html(*directory, {}), testing::HasSubstr("kith sheet cards"));
}

TEST(Sheet, WhatIsHandedOverIsMadeFromWhatIsPublic) {
    EXPECT_FALSE(near_sheet(test::sample_view(privacy::Audience::team), {}));
    EXPECT_FALSE(directory_sheet(test::sample_view(privacy::Audience::safe), 0));
    EXPECT_FALSE(visit_sheet(test::sample_view(privacy::Audience::anybody), 0, 0));
    EXPECT_FALSE(visit_sheet(test::sample_view(), 3, 0)) << "somebody who was only named by others";
}

/// The first of the four has a hope, and a day until when.
test::FakeView with_a_path() {
    test::FakeView view = test::sample_view();
    column::SegmentBuilder path("people.path");
    const std::vector<std::string> hopes{"A garden with others in it", "", "", ""};
    path.add_strings("vision", hopes, {0, 1, 1, 1}).add_dates("by_when", {20637, 0, 0, 0}, {0, 0, 0, 0}, {0, 1, 1, 1});
    view.add(std::move(path));
    return view;
}

TEST(Path, AnEmptyOneStandsOnOnePageAndAsksInTheOrderOfThePlan) {
    const Sheet sheet = empty_path_sheet("A place with a name of some length");
    EXPECT_EQ(sheet_pages(sheet, {}).size(), 1u);
    const std::string page = sheet_html(sheet, {});
    std::size_t at = 0;
    for (const privacy::PathField& field : privacy::path_fields) {
        at = page.find(picture::escaped(field.question), at);
        ASSERT_NE(at, std::string::npos) << field.question;
    }
}

TEST(Path, WhatIsWrittenDownStandsThereAndTheRestIsAsked) {
    const auto sheet = path_sheet(with_a_path(), base::EntityKind::person, 0, 20634);
    ASSERT_TRUE(sheet) << sheet.error().message;
    EXPECT_EQ(sheet_pages(*sheet, {}).size(), 1u);
    const std::string page = sheet_html(*sheet, {});
    for (const privacy::PathField& field : privacy::path_fields) {
        const bool written = field.column == "vision" || field.column == "by_when";
        EXPECT_EQ(page.find(picture::escaped(field.question)) == std::string::npos, written) << field.question;
    }
    EXPECT_THAT(page, testing::AllOf(testing::HasSubstr("A garden with others in it"), testing::HasSubstr("3 July 2026"), testing::HasSubstr("Since then")));
    const auto place = path_sheet(with_a_path(), base::EntityKind::asset, 0, 20634);
    ASSERT_TRUE(place);
    EXPECT_THAT(sheet_html(*place, {}), testing::AllOf(testing::HasSubstr("The path of Valley Voices"), testing::Not(testing::HasSubstr("Since then"))));
}

TEST(Path, IsTheirsAndTheTeams) {
    EXPECT_FALSE(path_sheet(test::sample_view(privacy::Audience::anybody), base::EntityKind::asset, 0, 0));
    EXPECT_FALSE(path_sheet(with_a_path(), base::EntityKind::person, 3, 0)) << "somebody who was only named by others";
    EXPECT_FALSE(path_sheet(with_a_path(), base::EntityKind::person, 4, 0));
    EXPECT_FALSE(path_sheet(with_a_path(), base::EntityKind::asset, 5, 0));
}

TEST(Path, StandsOnAVisitSheetWhereThereIsOne) {
    for (const std::size_t person : {0u, 1u}) {
        const auto visit = visit_sheet(with_a_path(), person, 20634);
        ASSERT_TRUE(visit) << visit.error().message;
        EXPECT_EQ(sheet_html(*visit, {}).find("Their path") != std::string::npos, person == 0);
    }
}

TEST(CaptureFields, EveryFieldHasALabelAndStandsOnTheCards) {
    const auto fields = column::capture_fields();
    ASSERT_GT(fields.size(), 30u);
    const std::string cards = sheet_html(cards_sheet("", false), {});
    for (const auto& field : fields) {
        EXPECT_FALSE(field.label.empty()) << field.field;
        if (field.kind == "id" || field.kind == "reference" || field.field == "area") continue;
        EXPECT_THAT(cards, testing::HasSubstr(picture::escaped(field.label)));
    }
}

/// Two streets that cross at (50, 0), and one that stays away.
TEST(Streets, MeetWhereTheyCross) {
    test::FakeView view;
    view.backdrops_.push_back({"ways", "", 3});
    column::SegmentBuilder lines("backdrop.ways.lines");
    const std::vector<std::string> names{"Mill Lane", "High Street", "Far Road"};
    lines.add_i32("look", {2, 2, 2}).add_strings("name", names).add_i64("line_paths", {0, 1, 2, 3}).add_i64("path_points", {0, 2, 4, 6}).add_points("points", {0, 0, 100, 0, 50, -50, 50, 50, 0, 500, 100, 500});
    view.add(std::move(lines));
    const Streets streets(view);
    EXPECT_EQ(streets.called(" mill lane "), "Mill Lane");
    const auto corner = streets.meeting("mill lane", "High Street");
    ASSERT_TRUE(corner);
    EXPECT_EQ(corner->at, (picture::Point{50, 0}));
    EXPECT_EQ(corner->apart.value, 0);
    EXPECT_EQ(streets.meeting("Mill Lane", "Far Road")->apart.value, 500);
    EXPECT_EQ(streets.middle("High Street"), (picture::Point{50, 0}));
    EXPECT_EQ(streets.nearest(10, 20, base::Metres{30}), "Mill Lane");
    EXPECT_EQ(streets.nearest(10, 200, base::Metres{30}), "");
}

}  // namespace sheet_test
}  // namespace kith::report
