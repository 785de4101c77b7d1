#include "engine/io/json_items.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "reading.hpp"
#include "tests/support/shared_data.hpp"

namespace kith::io {
namespace open_referral_test {

using test::read;

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

const std::string block = "[[assets]]\nfile = \"f.json\"\nformat = \"open-referral\"\n";

TEST(JsonItems, SayHowFarTheTextIsRead) {
    std::string text = "[{\"id\": \"S0\"}";
    for (int i = 1; i < 1000; ++i) text += ",\n{\"id\": \"S" + std::to_string(i) + "\"}";
    text += ']';
    std::vector<double> said;
    base::JobContext job([&](std::string_view, double fraction) { said.push_back(fraction); });
    int items = 0;
    const std::array<std::string_view, 1> lists{any_list};
    const auto count = [&](const nlohmann::json&) {
        ++items;
        return base::Status();
    };
    ASSERT_TRUE(read_json_items(text, {lists, count, {}}, job));
    EXPECT_EQ(items, 1000);
    ASSERT_GT(said.size(), 40u);
    EXPECT_TRUE(std::is_sorted(said.begin(), said.end()));
    EXPECT_GT(said.back(), 0.49);
    EXPECT_LE(said.back(), 0.5);
    items = 0;
    base::JobContext* asked = nullptr;
    base::JobContext stopping([&](std::string_view, double fraction) {
        if (fraction > 0.2) asked->cancel();
    });
    asked = &stopping;
    EXPECT_FALSE(read_json_items(text, {lists, count, {}}, stopping));
    EXPECT_GT(items, 300);
    EXPECT_LT(items, 600) << "it stops between two items";
}

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
        for (std::string finding; words >> finding;)
            expected[finding.substr(0, finding.find('='))] = std::stoll(finding.substr(finding.find('=') + 1));
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

// No feed of Open Referral UK 1.0 is at hand: this one is invented, by the field list of domain 2.4 (a page, and its odd plurals).
TEST(OpenReferral, VersionOneByItsFieldList) {
    const std::string feed = R"({"totalElements":1,"totalPages":1,"number":1,"size":1,"content":[{
        "id":"s1","name":"Lunch club","description":"Thursdays","status":"active","deliverable_type":"","attending_type":"venue","assured_date":"2021-03-04",
        "organization":{"id":"o1","name":"Chapel trust"},
        "eligibilitys":[{"id":"e1","service_id":"s1","eligibility":"adult","minimum_age":18,"maximum_age":99}],
        "regular_schedules":[{"id":"r1","service_id":"s1","opens_at":"12:00","closes_at":"14:00","freq":"WEEKLY","byday":"TH"}],
        "fundings":[{"id":"f1","service_id":"s1","source":"council"}],
        "cost_options":[{"id":"c1","service_id":"s1","option":"per meal","amount":4}],
        "service_taxonomys":[{"id":"t1","service_id":"s1","taxonomy":{"id":"x1","name":"Lunch clubs","vocabulary":"esdServiceTypes"}}],
        "languages":[{"id":"l1","service_id":"s1","language":"Welsh"}],
        "contacts":[{"id":"k1","service_id":"s1","name":"Ann Example","title":"Cook"}],
        "service_at_locations":[{"id":"a1","service_id":"s1","location":{"id":"p1","name":"Chapel hall","latitude":53.8,"longitude":-1.55,
            "physical_addresses":[{"id":"d1","address_1":"1 Mill Lane","postal_code":"LS1 1AA"}],
            "accessibility_for_disabilities":[{"id":"b1","accessibility":"ramp"}]}}]}]})";
    const auto assets = read(block, feed);
    ASSERT_TRUE(assets.tables.table) << assets.error;
    auto ids = assets.texts("id");
    const auto service = static_cast<std::size_t>(std::find(ids.begin(), ids.end(), "service/s1") - ids.begin());
    std::sort(ids.begin(), ids.end());
    EXPECT_EQ(ids, (std::vector<std::string>{"location/p1", "organization/o1", "service/s1"}));
    ASSERT_LT(service, 3u);
    EXPECT_EQ(assets.texts("name")[service], "Lunch club");
    EXPECT_EQ(assets.column("confirmed_on").days()[service], 18690);  // 2021-03-04
    EXPECT_NE(assets.texts("when")[service].find("12:00"), std::string::npos);
    EXPECT_EQ(assets.list("languages", service), std::vector<std::string>{"Welsh"});
    EXPECT_TRUE(assets.column("point").known(service));
    for (const char* key : {"contact", "how_to_join"}) {
        if (!assets.has(key)) continue;
        EXPECT_EQ(assets.texts(key)[service].find("Ann"), std::string::npos) << key;
    }
    const auto ties = read("[[ties]]\nfile = \"f.json\"\nformat = \"open-referral\"\n", feed);
    EXPECT_EQ(ties.texts("kind"), (std::vector<std::string>{"runs", "held_at"}));
}

TEST(OpenReferral, WhatIsNoJsonIsRefused) {
    EXPECT_NE(read(block, "{\"contents\": [").error.find("not JSON"), std::string::npos);
    EXPECT_NE(read(block, std::string(5000, '[')).error.find("deeper than 64"), std::string::npos);
}

// An invented grant, by the fields of domain 7.6.
TEST(Grants, AreTiesBetweenOrganisations) {
    const std::string csv =
        "Identifier,Title,Amount Awarded,Award Date,Recipient Org:Identifier,Recipient Org:Name,Funding Org:Identifier,Funding Org:Name\n"
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
        EXPECT_NE(read(std::string("[[assets]]\nfile = \"g.csv\"\nformat = \"") + format + "\"\n", file)
                      .error.find("https://www.example.org/grants.csv"),
            std::string::npos);
}

}  // namespace open_referral_test
}  // namespace kith::io
