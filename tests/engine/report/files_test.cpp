// The small writers: JSON and CSV text, dates, and an output folder that appears whole or not at all.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "engine/report/csv.hpp"
#include "engine/report/output_folder.hpp"
#include "engine/report/text_file.hpp"
#include "tests/support/folder.hpp"

namespace kith::report {
namespace files_test {

namespace fs = std::filesystem;
using testing::HasSubstr;

std::string json_of(std::string_view text) {
    std::string out;
    json_string(out, text);
    return out;
}

TEST(JsonText, ReadsBackThroughAnotherReader) {
    using namespace std::string_literals;
    for (const std::string& text : {"plain"s, "with \"quotes\" and \\"s, "line\nbreak\ttab"s, "nul\0byte"s, "Zażółć 村 🙂"s, "\x01\x1f\x7f"s})
        EXPECT_EQ(nlohmann::json::parse(json_of(text)).get<std::string>(), text);
}

TEST(JsonText, BytesThatAreNotUtf8BecomeTheReplacementCharacter) {  // Unicode 15, table 3-7: well-formed byte sequences
    for (const std::string bad : {"\xFF", "\xC0\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xE2\x82"}) {
        const auto read = nlohmann::json::parse("[" + json_of("a" + bad + "b") + "]");
        EXPECT_THAT(read[0].get<std::string>(), HasSubstr("\xEF\xBF\xBD")) << testing::PrintToString(bad);
    }
}

TEST(JsonNumber, ShortestThatReadsBack) {
    const auto text = [](double value) {
        std::string out;
        json_number(out, value);
        return out;
    };
    EXPECT_EQ(text(3), "3");
    EXPECT_EQ(text(-0.1), "-0.1");
    EXPECT_EQ(text(1e300), "1e+300");
    EXPECT_EQ(text(std::nan("")), "null");
    for (const double value : {1.0 / 3, 123456.789, 5e-324}) EXPECT_EQ(nlohmann::json::parse(text(value)).get<double>(), value);
}

TEST(Dates, AgreeWithTheCalendar) {  // days from Python: (date(y, m, d) - date(1970, 1, 1)).days
    EXPECT_EQ(date_text(0), "1970-01-01");
    EXPECT_EQ(date_text(20634), "2026-06-30");
    EXPECT_EQ(date_text(11016), "2000-02-29");
    EXPECT_EQ(date_text(-25509), "1900-02-28");
    EXPECT_EQ(date_text(-25508), "1900-03-01");
    EXPECT_EQ(date_text(20634, 1), "2026-06");
    EXPECT_EQ(date_text(20634, 2), "2026");
}

std::string csv_of(std::string_view text) {
    std::string out;
    csv_text(out, text);
    return out;
}

TEST(Csv, QuotesWhatRfc4180SaysMustBe) {
    EXPECT_EQ(csv_of("plain"), "plain");
    EXPECT_EQ(csv_of(""), "");
    EXPECT_EQ(csv_of("a,b"), "\"a,b\"");
    EXPECT_EQ(csv_of("say \"hi\""), "\"say \"\"hi\"\"\"");
    EXPECT_EQ(csv_of("two\r\nlines"), "\"two\r\nlines\"");
}

TEST(Csv, TextThatASpreadsheetWouldRunIsGuarded) {  // OWASP: CSV injection
    EXPECT_EQ(csv_of("=1+1"), "'=1+1");
    EXPECT_EQ(csv_of("+44 1234"), "'+44 1234");
    EXPECT_EQ(csv_of("-x"), "'-x");
    EXPECT_EQ(csv_of("@me"), "'@me");
    EXPECT_EQ(csv_of("=HYPERLINK(\"x\",\"y\")"), "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
    EXPECT_EQ(csv_of("\t=1"), "'\t=1");
    std::string number;
    csv_number(number, -3.5);
    EXPECT_EQ(number, "-3.5");  // a number is never text
}

class OutputFolders : public testing::Test {
protected:
    static void touch(const fs::path& file, std::string_view text = "x") { std::ofstream(file) << text; }
    std::size_t entries() const { return static_cast<std::size_t>(std::distance(fs::directory_iterator(root_), fs::directory_iterator())); }
    static constexpr std::array<std::string_view, 3> own{"results.json", "results.gpkg", "tables"};
    const kith::test::Folder folder_;
    const fs::path root_ = folder_.path();
};

TEST_F(OutputFolders, NothingIsLeftWithoutCommit) {
    {
        auto out = OutputFolder::begin(root_ / "run", own, false, false);
        ASSERT_TRUE(out);
        touch(out->path() / "results.json");
        EXPECT_FALSE(fs::exists(root_ / "run"));
    }
    EXPECT_EQ(entries(), 0u);
}

TEST_F(OutputFolders, CommitPutsItInPlaceAndOnlyTheOwnerMayRead) {
    auto out = OutputFolder::begin(root_ / "deep" / "run", own, false, true);
    ASSERT_TRUE(out);
    fs::create_directories(out->path() / "tables" / "inventory");
    touch(out->path() / "tables" / "inventory" / "a.csv");
    ASSERT_TRUE(out->commit());
    using fs::perms;
    EXPECT_EQ(fs::status(root_ / "deep" / "run").permissions(), perms::owner_all);
    EXPECT_EQ(fs::status(root_ / "deep" / "run" / "tables" / "inventory").permissions(), perms::owner_all);
    EXPECT_EQ(fs::status(root_ / "deep" / "run" / "tables" / "inventory" / "a.csv").permissions(), perms::owner_read | perms::owner_write);
}

TEST_F(OutputFolders, WhatIsThereIsKeptUnlessForced) {
    fs::create_directories(root_ / "run");
    touch(root_ / "run" / "results.json", "old");
    const auto refused = OutputFolder::begin(root_ / "run", own, false, false);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, base::Code::misuse);
    EXPECT_THAT(refused.error().message, HasSubstr("--force"));
    touch(root_ / "run" / "results.gpkg-wal");
    auto forced = OutputFolder::begin(root_ / "run", own, true, false);
    ASSERT_TRUE(forced);
    touch(forced->path() / "results.json", "new");
    ASSERT_TRUE(forced->commit());
    std::stringstream text;
    text << std::ifstream(root_ / "run" / "results.json").rdbuf();
    EXPECT_EQ(text.str(), "new");
    EXPECT_FALSE(fs::exists(root_ / "run" / "results.gpkg-wal"));
    EXPECT_EQ(entries(), 1u);
}

TEST_F(OutputFolders, SomebodyElsesFilesAreNeverDeleted) {
    fs::create_directories(root_ / "run");
    touch(root_ / "run" / "letter.odt");
    const auto refused = OutputFolder::begin(root_ / "run", own, true, false);
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message, HasSubstr("letter.odt"));
    touch(root_ / "file");
    EXPECT_FALSE(OutputFolder::begin(root_ / "file", own, true, false));
    EXPECT_FALSE(OutputFolder::begin("/", own, true, false));
}

TEST_F(OutputFolders, AnEmptyFolderIsFilled) {
    fs::create_directories(root_ / "run");
    auto out = OutputFolder::begin(root_ / "run", own, false, false);
    ASSERT_TRUE(out);
    touch(out->path() / "results.json");
    ASSERT_TRUE(out->commit());
    EXPECT_TRUE(fs::exists(root_ / "run" / "results.json"));
}

TEST_F(OutputFolders, AFullDiskIsSaid) {
    TextFile file("/dev/full");
    EXPECT_FALSE(write_text(root_ / "no such folder" / "a", "x"));
}

}  // namespace files_test
}  // namespace kith::report
