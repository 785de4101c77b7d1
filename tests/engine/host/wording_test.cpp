#include "engine/host/wording.hpp"

#include <gtest/gtest.h>

#include "tests/support/result_blocks.hpp"

namespace wording_test {
using namespace kith;
using test::ResultBlocks;

TEST(Wording, SaysAFinding) {
    ResultBlocks b;
    ASSERT_EQ(b.add(b.meet()), KITH_OK);
    auto result = b.read();
    ASSERT_TRUE(result) << result.error().message;
    const host::Wording words(*result, b.view);
    const auto said = words.say(result->findings[0]);
    EXPECT_EQ(said.text, "Ann and Bob: tea and chess, 350 m, through Bob.");
    EXPECT_EQ(said.value, "2 things");
    EXPECT_EQ(said.threshold, "one thing (here)");
    EXPECT_EQ(said.missing, "Not asked in full yet: neighbours.");
    EXPECT_EQ(said.strengths, std::vector<std::string>{"Ann likes chess."});
    EXPECT_EQ(said.changes, std::vector<std::string>{"Visit Choir."});
    EXPECT_EQ(words.argument(result->findings[0], "metres"), "350 m");
    EXPECT_EQ(words.argument(result->findings[0], "nobody"), "");
}

TEST(Wording, SaysAParameter) {
    ResultBlocks b;
    host::Parameter walk, column;
    walk.id = "walk_metres";
    column.id = "column";
    auto result = b.read();
    ASSERT_TRUE(result);
    result->parameters = {{&walk, 800, "800 m", true, true, "800 m"}, {&column, 0, "inventory.density", false, true, "Assets per km²"}};
    auto plugin = std::make_shared<host::Plugin>();
    plugin->manifest = b.manifest;
    host::Phrase& text = plugin->manifest.messages[3].text;
    text.source = "{subject}: {parameter.column} within {parameter.walk_metres}.";
    ASSERT_TRUE(host::parse_phrase(text));
    result->plugin = plugin;
    host::Finding finding;
    finding.message = 3;
    EXPECT_EQ(host::Wording(*result, b.view).text(finding), "North: Assets per km² within 800 m.");
}

kith_finding named(ResultBlocks& b) {
    kith_finding made{};
    made.struct_size = sizeof made;
    made.message = 1;
    made.subject = 2;
    made.other = -1;
    made.quality = KITH_LOWER;
    made.value = 1;
    made.known = 1;
    made.unknown = 1200;
    made.oldest = made.newest = KITH_NO_DATE;
    b.notes = {ResultBlocks::note(KITH_NOTE_ARGUMENT, b.slot("named/circle"), 1), ResultBlocks::note(KITH_NOTE_ARGUMENT, b.slot("named/kind"), 0),
               ResultBlocks::note(KITH_NOTE_ARGUMENT, b.slot("named/since"), 20512), ResultBlocks::note(KITH_NOTE_ARGUMENT, b.slot("named/n"), 1),
               ResultBlocks::note(KITH_NOTE_ARGUMENT, b.slot("named/part"), 0, 0.256), ResultBlocks::note(KITH_NOTE_ARGUMENT, b.slot("named/x"), 0, 1234.56),
               ResultBlocks::note(KITH_NOTE_ARGUMENT, b.slot("named/area"), 1)};
    return made;
}

TEST(Wording, EveryTypeOfArgument) {
    ResultBlocks b;
    ASSERT_EQ(b.add(named(b)), KITH_OK);
    auto result = b.read();
    ASSERT_TRUE(result) << result.error().message;
    const host::Wording words(*result, b.view);
    // 20512 days after 1970-01-01: GNU date -d @1772236800 says 2026-02-28.
    EXPECT_EQ(words.text(result->findings[0]),
              "Cyd named at least 1 person (1 answer, 1,200 missing) in outer as friend since 28 February 2026, 1 time, 26%, 1,235, in South.");
    EXPECT_EQ(words.say(result->findings[0]).changes, std::vector<std::string>{"Ask about what is not known yet."});
}

TEST(Wording, ItsOwnChangeIsFilledFromWhatIsMissing) {
    ResultBlocks b;
    const auto finding = named(b);
    b.notes.push_back(ResultBlocks::note(KITH_NOTE_MISSING, 2, 0));
    b.notes.push_back(ResultBlocks::note(KITH_NOTE_MISSING, 5, 0));
    ASSERT_EQ(b.add(finding), KITH_OK);
    auto result = b.read();
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(host::Wording(*result, b.view).say(result->findings[0]).changes, std::vector<std::string>{"Ask about friends and paid support."});
}

TEST(Wording, BoundsAndReasons) {
    struct Case {
        kith_quality quality;
        double value, upper;
        const char* says;
    };
    for (const Case& c : {Case{KITH_VALUE, 1, 0, "1 person"}, {KITH_VALUE, 2.5, 0, "2.5 people"}, {KITH_UPPER, 4000, 0, "at most 4,000 people"},
                          {KITH_BETWEEN, 1, 3, "between 1 and 3 people"}, {KITH_NOT_COMPUTABLE, 0, 0, "Not asked."}}) {
        ResultBlocks b;
        auto finding = named(b);
        finding.quality = c.quality;
        finding.value = c.value;
        finding.upper = c.upper;
        ASSERT_EQ(b.add(finding), KITH_OK);
        auto result = b.read();
        ASSERT_TRUE(result) << result.error().message;
        EXPECT_EQ(host::Wording(*result, b.view).value(result->findings[0]), c.says);
    }
}

TEST(Wording, CellsAndColumns) {
    ResultBlocks b;
    std::vector<kith_cell> cells(7);
    for (kith_cell& cell : cells) cell.quality = KITH_VALUE;
    cells[2] = {120, 1300, 0, 0, KITH_BETWEEN, 0};
    cells[3].row = 1;
    cells[5].row = 1;
    cells[6].quality = KITH_NOT_COMPUTABLE;
    ASSERT_EQ(b.evidence->row(b.run->host->context, 0, cells.data(), cells.size()), KITH_OK);
    b.run->columns[0].qualities[1] = KITH_BETWEEN;
    b.run->columns[0].values[1] = 1;
    b.run->columns[0].uppers[1] = 4;
    b.run->columns[1].qualities[0] = KITH_VALUE;
    auto result = b.read();
    ASSERT_TRUE(result) << result.error().message;
    const host::Wording words(*result, b.view);
    std::vector<std::string> row;
    for (std::size_t c = 0; c < 7; ++c) row.push_back(words.cell(result->tables[0], c, 0));
    EXPECT_EQ(row, (std::vector<std::string>{"Ann", "tea", "between 120 m and 1.3 km", "South", "1 January 1970", "1 time", ""}));
    const auto* people = result->columns_for(host::Entity::person);
    EXPECT_EQ(words.column_value({*people->columns[0], *people->segment}, 1), "between 1 and 4 people");
    EXPECT_EQ(words.column_value({*people->columns[0], *people->segment}, 0), "The analysis says nothing about this one.");
    EXPECT_EQ(words.column_value({*people->columns[1], *people->segment}, 0), "inner");
}

TEST(Wording, AKeyIsTheSameInEveryRun) {
    ResultBlocks a, b;
    ASSERT_EQ(a.add(a.meet()), KITH_OK);
    auto other = b.meet();
    other.value = 7;
    ASSERT_EQ(b.add(other), KITH_OK);
    auto first = a.read(), second = b.read();
    EXPECT_EQ(host::Wording(*first, a.view).key(first->findings[0]), host::Wording(*second, b.view).key(second->findings[0]));
}

}  // namespace wording_test
