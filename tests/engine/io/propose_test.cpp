// What an import sees in a file, and what it proposes: which table is what, which column means what.
#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "engine/io/propose.hpp"
#include "tests/engine/io/reading.hpp"

namespace kith::io::test {
namespace propose_test {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

/// As a reader describes it, through the segment that it hands over.
FileFacts described(const std::string& file, const std::string& content, Format format = Format::table) {
    Source source;
    source.file = file;
    source.format = format;
    FileFacts facts{file, format, {}, {}};
    auto prepared = prepare_block({"description", "{}", {}});
    if (!prepared) {
        ADD_FAILURE() << prepared.error().message;
        return facts;
    }
    const std::vector<geo::NamedBytes> parts{{file, std::as_bytes(std::span(content.data(), content.size()))}};
    const MapReading maps{geo::read_boundaries, geo::read_features, geo::read_backdrop, nullptr, geo::read_sheet, geo::sheet_names};
    base::JobContext job;
    column::SourceReport report;
    report.block = "description";
    report.file = file;
    const std::string no_crs;
    const column::Allocator allocate = column::heap_memory;
    const auto tables = read_description(source, {parts, no_crs, *prepared, &maps, allocate, job, report, {}});
    if (!tables) {
        facts.fault = tables.error().message;
        return facts;
    }
    const base::Status status = check_read_segment(*tables->table, "description", report.tally.kept);
    EXPECT_TRUE(status) << status.error().message;
    EXPECT_TRUE(column::Segment::open(column::borrowed_memory(tables->table->memory().bytes()), column::Trust::untrusted));
    facts.tables = tables_of(*tables->table);
    return facts;
}

std::string_view subtype(std::string_view word) { return word == "library" ? "library" : word == "general_practice" ? "general_practice" : std::string_view{}; }
std::string_view tie_kind(std::string_view word) { return word == "friend" ? "friend" : std::string_view{}; }
constexpr Vocabulary vocabulary{subtype, tie_kind};

Proposal proposed(const std::vector<FileFacts>& files, const std::vector<RoleAnswer>& answers = {}) { return propose(files, "Somewhere", vocabulary, answers); }

std::string squares(int count, const std::string& extra = "") {
    std::string text = R"({"type":"FeatureCollection","features":[)";
    for (int i = 0; i < count; ++i) {
        const double x = -1.5 + 0.01 * i;
        const auto at = [&](double dx, double y) { return "[" + std::to_string(x + dx) + "," + std::to_string(y) + "]"; };
        text += (i == 0 ? "" : ",") + std::string(R"({"type":"Feature","properties":{"LSOA11CD":"E0100)") + std::to_string(1000 + i) + R"(","LSOA11NM":"Area )" + std::to_string(i) + "\"" + extra +
                R"(},"geometry":{"type":"Polygon","coordinates":[[)" + at(0, 53) + "," + at(0.01, 53) + "," + at(0.01, 53.01) + "," + at(0, 53.01) + "," + at(0, 53) + "]]}}";
    }
    return text + "]}";
}

TEST(Description, CountsWhatStandsInAColumn) {
    const FileFacts facts = described("a.csv", "id,n,when,code,note\n1,0.5,2020-01-02,E01000001,\n2,3,,E01000002,x\n3,-4,2021,E01000002,x\n");
    ASSERT_EQ(facts.tables.size(), 1u);
    const TableFacts& table = facts.tables[0];
    EXPECT_EQ(table.rows, 3);
    const ColumnFacts& n = *table.find("n");
    EXPECT_EQ(n.filled, 3);
    EXPECT_EQ(n.numbers, 3);
    EXPECT_EQ(n.whole, 2);
    EXPECT_EQ(n.least, -4);
    EXPECT_EQ(n.most, 3);
    EXPECT_EQ(table.find("when")->filled, 2);
    EXPECT_EQ(table.find("when")->dates, 1) << "2021 alone is a number first";
    EXPECT_EQ(table.find("code")->area_codes, 3);
    EXPECT_EQ(table.find("code")->distinct, 2);
    EXPECT_FALSE(table.find("code")->unique());
    EXPECT_TRUE(table.find("id")->unique());
    EXPECT_THAT(table.find("note")->words, ElementsAre("x"));
}

/// The sketch's promise, against a count of everything: shares of 0.2, 0.5 and 1 to within a tenth.
TEST(Description, SketchesTellHowMuchTwoColumnsShare) {
    const auto column = [](int from, int to) {
        std::string text = "v\n";
        for (int i = from; i < to; ++i) text += "value " + std::to_string(i) + "\n";
        return described("s.csv", text).tables[0].columns[0];
    };
    const ColumnFacts whole = column(0, 5000);
    EXPECT_NEAR(static_cast<double>(whole.distinct), 5000, 750);
    EXPECT_TRUE(whole.unique());
    EXPECT_NEAR(share_within(column(4000, 9000), whole), 0.2, 0.1);
    EXPECT_NEAR(share_within(column(2500, 7500), whole), 0.5, 0.1);
    EXPECT_EQ(share_within(column(100, 140), whole), 1) << "a few of many";
    EXPECT_EQ(share_within(column(6000, 6040), whole), 0);
}

TEST(Propose, BoundariesTheirStatisticsAndARegister) {
    std::string population = "lsoa11_code,total_population,0,1\n", register_text = "name,postcode,lng,lat\n";
    for (int i = 0; i < 60; ++i) population += "E0100" + std::to_string(1000 + i) + "," + std::to_string(1000 + 7 * i) + ",3,4\n";
    register_text += "Central Library,S1 1XZ,-1.47,53.005\nNorth Library,S2 1XZ,-1.46,53.004\n";
    const Proposal proposal = proposed({described("b.geojson", squares(60), Format::features), described("pop.csv", population), described("town_libraries.csv", register_text)});
    ASSERT_EQ(proposal.blocks.size(), 3u);
    EXPECT_EQ(proposal.crs, "EPSG:27700");
    EXPECT_EQ(proposal.blocks[0].role, TableRole::areas);
    EXPECT_THAT(proposal.blocks[0].keys, Contains(Pair("as", "\"lsoa\"")));
    EXPECT_THAT(proposal.blocks[0].keys, Contains(Pair("id", "\"LSOA11CD\"")));
    EXPECT_THAT(proposal.blocks[0].keys, Contains(Pair("name", "\"LSOA11NM\"")));
    EXPECT_THAT(proposal.blocks[0].keys, Contains(Pair("vintage", "\"LSOA11\"")));
    EXPECT_EQ(proposal.blocks[1].role, TableRole::statistics);
    EXPECT_EQ(proposal.blocks[1].layer, 0);
    EXPECT_THAT(proposal.blocks[1].keys, Contains(Pair("columns", "{ \"total_population\" = \"population\" }"))) << "not the single years of age";
    EXPECT_EQ(proposal.blocks[2].role, TableRole::assets);
    EXPECT_THAT(proposal.blocks[2].keys, Contains(Pair("kind_value", "\"library\"")));
    EXPECT_THAT(proposal.blocks[2].keys, Contains(Pair("x", "\"lng\"")));
    const auto recipe = parse_recipe(recipe_text(proposal), "r.toml");
    ASSERT_TRUE(recipe) << recipe.error().message << '\n' << recipe_text(proposal);
    EXPECT_EQ(recipe->areas.at(0).joins.at(0).id, "lsoa11_code");
}

TEST(Propose, StatisticsOfOtherAreasAreNotJoined) {
    std::string other = "lsoa21_code,total\n";
    for (int i = 0; i < 60; ++i) other += "E0103" + std::to_string(1000 + i) + ",5\n";
    const Proposal proposal = proposed({described("b.geojson", squares(60), Format::features), described("other.csv", other)});
    EXPECT_EQ(proposal.blocks[1].role, TableRole::nothing);
    EXPECT_THAT(proposal.blocks[1].why, HasSubstr("lsoa21_code are of no boundaries among these files"));
}

/// 12 of 60 codes are new; the rest live on, as between the censuses of 2011 and 2021.
TEST(Propose, CodesOfAnotherYearAreNotJoinedThoughMostAreTheSame) {
    std::string other = "lsoa21_code,total\n";
    for (int i = 12; i < 72; ++i) other += "E0100" + std::to_string(1000 + i) + ",5\n";
    const Proposal proposal = proposed({described("b.geojson", squares(60), Format::features), described("other.csv", other)});
    EXPECT_EQ(proposal.blocks[1].role, TableRole::nothing);
    EXPECT_THAT(proposal.blocks[1].why, HasSubstr("codes of 2021, and the boundaries are of 2011"));
}

TEST(Propose, TwoFilesThatCallTwoThingsAlike) {
    std::string first = "lsoa11_code,rank\n";
    for (int i = 0; i < 60; ++i) first += "E0100" + std::to_string(1000 + i) + "," + std::to_string(i) + "\n";
    const Proposal proposal = proposed({described("b.geojson", squares(60), Format::features), described("imd.csv", first), described("crime.csv", first)});
    EXPECT_THAT(proposal.blocks[1].keys, Contains(Pair("columns", "{ \"rank\" = \"rank\" }")));
    EXPECT_THAT(proposal.blocks[2].keys, Contains(Pair("columns", "{ \"rank\" = \"crime_rank\" }")));
}

TEST(Propose, SwappedNamesOfCoordinatesAreSeenByTheirValues) {
    const Proposal proposal = proposed({described("places.csv", "name,lat,lon\nOld Gate,-2.0149,53.7414\nTown Hall,-2.0133,53.7421\n")});
    EXPECT_THAT(proposal.blocks[0].keys, Contains(Pair("x", "\"lat\"")));
    EXPECT_THAT(proposal.blocks[0].keys, Contains(Pair("y", "\"lon\"")));
    EXPECT_THAT(proposal.blocks[0].reasons, Contains(HasSubstr("seem to have changed places")));
}

TEST(Propose, WordsForNothingDoNotHideWhatAColumnIs) {
    std::string text = "name,lat,lon\n";
    for (int i = 0; i < 10; ++i) text += "Shop " + std::to_string(i) + (i % 2 == 0 ? ",NaN,NaN\n" : ",53.1,-1.2\n");
    const Proposal proposal = proposed({described("shops.csv", text)});
    EXPECT_EQ(proposal.blocks[0].role, TableRole::assets);
    EXPECT_THAT(proposal.blocks[0].keys, Contains(Pair("x", "\"lon\"")));
    EXPECT_THAT(proposal.blocks[0].keys, Contains(Pair("missing", "{ \"NaN\" = \"unstated\" }")));
}

TEST(Propose, TiesAndWhoeverStandsAtTheirEnds) {
    const Proposal proposal = proposed({described("x.csv", "code,first\nP1,a\nP2,b\nP3,c\n"), described("links.csv", "Source,Target,Weight,Type\nP1,P2,3,Undirected\nP2,P3,1,Undirected\n")});
    EXPECT_EQ(proposal.blocks[0].role, TableRole::people) << "nothing but the ties tells";
    EXPECT_THAT(proposal.blocks[0].keys, Contains(Pair("id", "\"code\"")));
    EXPECT_EQ(proposal.blocks[1].role, TableRole::ties);
    EXPECT_THAT(proposal.blocks[1].keys, Contains(Pair("from", "\"Source\"")));
    EXPECT_THAT(proposal.blocks[1].reasons, Contains(HasSubstr("Weight: not between 0 and 1")));
    EXPECT_TRUE(parse_recipe(recipe_text(proposal), "r.toml"));
}

TEST(Propose, PlacesAtWhichTiesEndAreNotPeople) {
    const FileFacts ties = described("links.csv", "from,to\nA1,A2\nA2,A1\n");
    const FileFacts places = described("assets.csv", "id,name,kind,lon,lat\nA1,One,library,-1.5,53.4\nA2,Two,bench,-1.51,53.41\n");
    const Proposal proposal = proposed({ties, places});
    ASSERT_GE(proposal.blocks.size(), 2u);
    EXPECT_EQ(proposal.blocks[1].role, TableRole::assets);
    const FileFacts people = described("x.csv", "id,name,lon,lat\nA1,One,-1.5,53.4\nA2,Two,-1.51,53.41\n");
    EXPECT_EQ(proposed({ties, people}).blocks[1].role, TableRole::people) << "who has no kind may be somebody";
}

TEST(Propose, TiesAloneBringTheirPeople) {
    const Proposal proposal = proposed({described("links.csv", "from,to\nP1,P2\nP2,P3\n")});
    ASSERT_EQ(proposal.blocks.size(), 3u);
    EXPECT_EQ(proposal.blocks[1].role, TableRole::people);
    EXPECT_THAT(proposal.blocks[1].keys, Contains(Pair("id", "\"from\"")));
    EXPECT_THAT(proposal.blocks[2].keys, Contains(Pair("id", "\"to\"")));
    EXPECT_THAT(proposal.blocks[2].why, HasSubstr("whoever has no tie is missing"));
}

/// Of 150 postcodes all but one come once: nearly is not enough, and a postcode is nobody's id.
TEST(Propose, WhatComesTwiceIsNoId) {
    std::string text = "name,Postcode,number,lat,lon\n";
    for (int i = 0; i < 150; ++i) text += "Box " + std::to_string(i) + ",M" + std::to_string(i) + " 1AA," + std::to_string(i == 149 ? 0 : i) + ",53.1,-1.2\n,,,,\n";
    const Proposal proposal = proposed({described("boxes.csv", text)});
    EXPECT_EQ(proposal.blocks[0].rows, 150) << "rows of delimiters only are no rows";
    for (const auto& [key, value] : proposal.blocks[0].keys) EXPECT_NE(key, "id") << value;
}

TEST(Propose, NamesThatBecomeOneAreTwo) {
    std::string text = "lsoa11_code,Males,Males %,Total population,All ages\n";
    for (int i = 0; i < 60; ++i) text += "E0100" + std::to_string(1000 + i) + ",1,2,3,4\n";
    const auto recipe = parse_recipe(recipe_text(proposed({described("b.geojson", squares(60), Format::features), described("sex.csv", text)})), "r.toml");
    ASSERT_TRUE(recipe) << recipe.error().message;
    std::set<std::string> names;
    for (const Indicator& one : recipe->areas.at(0).joins.at(0).columns) names.insert(one.as);
    EXPECT_EQ(names.size(), 4u);
    EXPECT_TRUE(names.count("population"));
}

TEST(Propose, AnAnswerThatCannotBeIsSaid) {
    const FileFacts clubs = described("clubs.csv", "name,address\nBowls,1 High St\n");
    for (const TableRole role : {TableRole::statistics, TableRole::areas}) {
        const Proposal proposal = proposed({clubs}, {{"clubs.csv", "", role}});
        EXPECT_EQ(proposal.blocks[0].role, TableRole::nothing);
        EXPECT_TRUE(parse_recipe(recipe_text(proposal), "r.toml"));
    }
}

TEST(Propose, ContactDetailsAreNotTaken) {
    const Proposal proposal = proposed({described("clubs.csv", "name,address,email,telephone\nBowls,1 High St,a@b.org,0161\n")});
    EXPECT_EQ(proposal.blocks[0].role, TableRole::assets);
    EXPECT_FALSE(proposal.blocks[0].sure);
    for (const auto& [key, value] : proposal.blocks[0].keys) EXPECT_THAT(value, testing::Not(testing::AnyOf(HasSubstr("email"), HasSubstr("telephone"))));
    EXPECT_THAT(proposal.blocks[0].left_out, Contains("email"));
    EXPECT_THAT(proposal.blocks[0].reasons, Contains(HasSubstr("contact details are not taken")));
}

TEST(Propose, WhatSomebodySaysCounts) {
    const FileFacts clubs = described("clubs.csv", "name,address\nBowls,1 High St\n");
    EXPECT_EQ(proposed({clubs}, {{"clubs.csv", "", TableRole::nothing}}).blocks[0].role, TableRole::nothing);
}

std::string long_table(const std::vector<std::string>& kinds) {
    std::string text = "area_code,measure,value\n";
    for (int i = 0; i < 60; ++i)
        for (const std::string& kind : kinds) text += "E0100" + std::to_string(1000 + i) + ",\"" + kind + "\",10\n";
    return text;
}

TEST(Propose, ALongTableOfAgeBandsIsAddedUpToThePopulation) {
    const Proposal proposal = proposed({described("b.geojson", squares(60), Format::features), described("usual_residents.csv", long_table({"Aged 4 years and under", "Aged 5 years and over"}))});
    ASSERT_EQ(proposal.blocks.size(), 2u);
    EXPECT_EQ(proposal.blocks[1].role, TableRole::statistics);
    EXPECT_THAT(proposal.blocks[1].keys, Contains(Pair("value", "\"value\"")));
    EXPECT_THAT(proposal.blocks[1].keys, Contains(Pair("sum", "true")));
    EXPECT_THAT(proposal.blocks[1].keys, Contains(Pair("as", "\"population\"")));
    EXPECT_TRUE(parse_recipe(recipe_text(proposal), "r.toml"));
}

TEST(Propose, ALongTableOfSeveralKindsIsAStatisticOfEach) {
    const Proposal proposal = proposed({described("b.geojson", squares(60), Format::features), described("cars.csv", long_table({"No cars", "One car", "All households"}))});
    ASSERT_EQ(proposal.blocks.size(), 4u) << "adding these up would count every household twice";
    const auto recipe = parse_recipe(recipe_text(proposal), "r.toml");
    ASSERT_TRUE(recipe) << recipe.error().message;
    std::set<std::string> names;
    for (const Join& join : recipe->areas.at(0).joins) {
        EXPECT_EQ(join.where.size(), 1u);
        names.insert(join.columns.at(0).as);
    }
    EXPECT_THAT(names, testing::UnorderedElementsAre("no_cars", "one_car", "all_households"));
}

TEST(Propose, NamesOfFilesAndColumnsCannotBreakTheRecipe) {
    const Proposal proposal = proposed({described("a\"b\n\x7F[[people]].csv", "na\"me\n,lon,lat,name\nx,-1.47,53.0,y\n")});
    const auto recipe = parse_recipe(recipe_text(proposal), "r.toml");
    ASSERT_TRUE(recipe) << recipe.error().message;
    EXPECT_TRUE(recipe->people.empty());
}

TEST(Propose, OutsideBritainTheZoneOfTheMiddle) {
    const Proposal proposal = proposed({described("p.csv", "name,lon,lat\nTempelhof,13.40,52.47\nKreuzberg,13.41,52.49\n")});
    EXPECT_EQ(proposal.crs, "EPSG:32633") << "UTM zone 33N: 12 to 18 degrees east";
}

}  // namespace propose_test
}  // namespace kith::io::test
