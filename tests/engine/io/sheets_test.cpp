// Workbooks (sheets/make_sheets.py): what their cells say, read as a CSV of the sheet would be.
#include <gmock/gmock.h>

#include <array>

#include "engine/io/read_sources.hpp"
#include "tests/engine/io/reading.hpp"
#include "tests/support/shared_data.hpp"
#include "tests/support/verdicts.hpp"

namespace kith::io::test {
namespace sheets_test {

using testing::ElementsAre;
using testing::HasSubstr;

const std::filesystem::path folder = std::filesystem::path(KITH_SOURCE_DIR) / "tests/engine/io/sheets";

class Sheets : public testing::TestWithParam<const char*> {
protected:
    std::string file_ = std::string("workbook.") + GetParam();
    std::string content_ = kith::test::bytes_of(folder / file_);
};
INSTANTIATE_TEST_SUITE_P(Formats, Sheets, testing::Values("xlsx", "ods"));

TEST_P(Sheets, CellsAreWhatACsvWouldHave) {
    const Reading r = read("[[people]]\nfile = \"" + file_ + "\"\nsheet = \"People\"\nid = \"number\"\nname = \"name\"\nown_view_until = \"since\"\nkeep = [\"hours\", \"twice\", \"asked at\"]\nintroduce = \"helps\"\n", content_);
    EXPECT_THAT(r.texts("id"), ElementsAre("7", "8"));
    EXPECT_THAT(r.texts("name"), ElementsAre("Ren\xC3\xA9" "e", "Tom & Jo"));
    EXPECT_EQ(r.column("keep/hours").f64()[0], 2.5);
    EXPECT_FALSE(r.column("keep/hours").known(1));
    EXPECT_EQ(r.column("keep/twice").f64()[0], 5) << "the formula's last result";
    EXPECT_EQ(r.column("own_view_until").days()[0], 18263) << "2020-01-02";
    EXPECT_THAT(r.column("introduce").booleans(), ElementsAre(1, 0));
    EXPECT_EQ(r.report.tally.read, 3);
    EXPECT_EQ(r.report.tally.filtered, 1) << "the empty row between";
    EXPECT_THAT(r.column("source_row").i64(), ElementsAre(1, 3));
    EXPECT_EQ(r.count("long_row"), 1) << "the cell beyond the headings";
}

TEST_P(Sheets, ByNameOrTheFirst) {
    EXPECT_THAT(read("[[ties]]\nfile = \"" + file_ + "\"\nsheet = \"Ties\"\nfrom = \"a\"\nto = \"b\"\n", content_).texts("to"), ElementsAre("8"));
    EXPECT_EQ(read("[[assets]]\nfile = \"" + file_ + "\"\nid = \"number\"\n", content_).report.tally.kept, 2);
    EXPECT_THAT(read("[[ties]]\nfile = \"" + file_ + "\"\nsheet = \"Tie\"\nfrom = \"a\"\nto = \"b\"\n", content_).error, HasSubstr("has no sheet \"Tie\"; it has: People, Ties."));
}

TEST_P(Sheets, WhatIsNoWorkbookOrBroken) {
    const std::string recipe = "[[people]]\nfile = \"" + file_ + "\"\nid = \"number\"\n";
    for (const std::string& text : {std::string("number,name\n1,a\n"), std::string("PK\x03\x04 and no more"), content_.substr(0, content_.size() / 2)}) {
        const Reading r = read(recipe, text);
        EXPECT_THAT(r.error, HasSubstr("save it as .xlsx, .ods or CSV"));
        EXPECT_EQ(r.report.tally.read, 0);
    }
}

// In the locked process that reads them for the pipeline.
TEST_P(Sheets, ThroughTheReaderThatHasMaps) {
    const auto recipe = parse_recipe("kith = 1\n[place]\nname = \"P\"\n[[people]]\nfile = \"" + file_ + "\"\nid = \"number\"\n[[ties]]\nfile = \"" + file_ +
                                         "\"\nsheet = \"Ties\"\nfrom = \"a\"\nto = \"b\"\n",
        "r.toml");
    ASSERT_TRUE(recipe);
    base::JobContext job;
    const auto tables = read_sources(*recipe, folder, job);
    ASSERT_TRUE(tables) << tables.error().message;
    EXPECT_EQ(tables->at(0).report.tally.kept, 2);
    EXPECT_EQ(tables->at(1).report.tally.kept, 1);
    for (const SourceTable& table : *tables)
        for (const column::Issue& issue : table.report.issues) EXPECT_NE(issue.code, "reader_failed") << issue.reason;
}

// Names of members that climb out of the archive are never written anywhere: nothing is unpacked to a disk, and GDAL asks for its own members only.
TEST_P(Sheets, AnArchiveThatClimbsOutIsNoWorkbook) {
    KITH_NEEDS_SHARED(shared);
    const Reading r = read("[[people]]\nfile = \"" + file_ + "\"\nid = \"number\"\n", kith::test::bytes_of(shared / "data/hostile/zip/zip-slip.zip"));
    EXPECT_THAT(r.error, HasSubstr("save it as .xlsx, .ods or CSV"));
}

}  // namespace sheets_test
}  // namespace kith::io::test
