#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "reading.hpp"
#include "tests/support/shared_data.hpp"

namespace kith::io {
namespace {

using test::read;

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

const std::string block = "[[assets]]\nfile = \"f.json\"\nformat = \"open-referral\"\n";

// The table was written by hand from the profile's schema, before the reader.
TEST(OpenReferral, FeedsGiveTheFindingsOfTheTable) {
    KITH_NEEDS_SHARED(shared);
    std::ifstream table(std::filesystem::path(KITH_SOURCE_DIR) / "tests/engine/io/open_referral_findings.tsv");
    int files = 0;
    for (std::string line; std::getline(table, line);) {
        if (line.empty() || line.front() == '#') continue;
        std::stringstream words(line);
        std::string file, kept, refused, filtered, rows;
        words >> file >> rows;
        SCOPED_TRACE(file);
        const auto feed = read(block, bytes_of(shared / "data/assets/open-referral-uk" / file));
        ++files;
        if (rows == "refused") {
            EXPECT_NE(feed.error.find("no organisations, services or places"), std::string::npos) << feed.error;
            continue;
        }
        words >> kept >> refused >> filtered;
        EXPECT_EQ(std::to_string(feed.report.tally.read), rows);
        EXPECT_EQ(std::to_string(feed.report.tally.kept), kept);
        std::map<std::string, std::int64_t> expected, found;
        for (std::string finding; words >> finding;) expected[finding.substr(0, finding.find('='))] = std::stoll(finding.substr(finding.find('=') + 1));
        for (const auto& count : feed.report.counts) found[count.code] = count.count;
        EXPECT_EQ(found, expected);
    }
    EXPECT_EQ(files, 14);
}

TEST(OpenReferral, TiesSayWhoRunsWhatAndWhere) {
    const std::string feed = R"({"contents":[{"id":"s","name":"S","status":"active","organization":{"id":"o","name":"O"},
        "service_at_locations":[{"id":"x","location":{"id":"p","name":"P"}},{"id":"y","location_id":"q"}]}]})";
    const auto ties = read("[[ties]]\nfile = \"f.json\"\nformat = \"open-referral\"\n", feed);
    EXPECT_EQ(ties.texts("from"), (std::vector<std::string>{"organization/o", "service/s", "service/s"}));
    EXPECT_EQ(ties.texts("kind"), (std::vector<std::string>{"runs", "held_at", "held_at"}));
    EXPECT_EQ(ties.texts("to"), (std::vector<std::string>{"service/s", "location/p", "location/q"}));
}

TEST(OpenReferral, WhatIsNoJsonIsRefused) {
    EXPECT_NE(read(block, "{\"contents\": [").error.find("not JSON"), std::string::npos);
    EXPECT_NE(read(block, std::string(5000, '[')).error.find("deeper than 64"), std::string::npos);
}

// An invented grant, by the fields of domain 7.6.
TEST(Grants, AreTiesBetweenOrganisations) {
    const std::string csv = "Identifier,Title,Amount Awarded,Award Date,Recipient Org:Identifier,Recipient Org:Name,Funding Org:Identifier,Funding Org:Name\n"
                            "360G-x-1,Chairs,500,2024-05-01,GB-CHC-1,Chair Club,GB-LAE-TRF,Council\n";
    const auto ties = read("[[ties]]\nfile = \"g.csv\"\nformat = \"360giving\"\n", csv);
    EXPECT_EQ(ties.texts("from"), std::vector<std::string>{"GB-LAE-TRF"});
    EXPECT_EQ(ties.texts("to"), std::vector<std::string>{"GB-CHC-1"});
    const auto assets = read("[[assets]]\nfile = \"g.csv\"\nformat = \"360giving\"\n", csv);
    EXPECT_EQ(assets.texts("name"), (std::vector<std::string>{"Council", "Chair Club"}));
}

TEST(Grants, RowsWithTooFewOrTooManyCellsAreSaid) {
    const auto grants = read("[[ties]]\nfile = \"g.csv\"\nformat = \"360giving\"\n",
        "Identifier,Recipient Org:Name,Funding Org:Name,Amount Awarded\n1,Choir,Council,500\n2,Club,Council\n3,Band,Council,90,more\n");
    EXPECT_EQ(grants.texts("to"), (std::vector<std::string>{"Choir", "Club", "Band"}));
    std::vector<std::pair<std::string, std::int64_t>> said;
    for (const column::Issue& issue : grants.report.issues) said.emplace_back(issue.code, issue.row);
    EXPECT_EQ(said, (std::vector<std::pair<std::string, std::int64_t>>{{"short_row", 2}, {"long_row", 3}}));
}

TEST(Grants, AFileThatIsOnlyAnAddressIsRefusedAndShown) {
    const std::string file = "data_redirect_url\nhttps://www.example.org/grants.csv\n";
    for (const char* format : {"360giving", "table"})
        EXPECT_NE(read(std::string("[[assets]]\nfile = \"g.csv\"\nformat = \"") + format + "\"\n", file).error.find("https://www.example.org/grants.csv"), std::string::npos);
}

}  // namespace
}  // namespace kith::io
