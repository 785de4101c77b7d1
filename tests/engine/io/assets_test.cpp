// Assets, area layers and joined statistics.
#include <gmock/gmock.h>

#include <fstream>
#include <iterator>
#include <numeric>

#include "tests/engine/io/reading.hpp"
#include "tests/support/shared_data.hpp"

namespace kith::io::test {
namespace assets_test {

using column::State;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(Assets, EverythingThatIsKnown) {
    const Reading r = read(
        "[[assets]]\nfile = \"a.csv\"\nid = \"id\"\nname = \"name\"\nkind = { column = \"kind\", map = { Choir = \"choir\" } }\nclass = \"class\"\n"
        "secondary = { column = \"also\", separator = \",\" }\nform = \"form\"\nstance = { all = [\"with\", \"by\"] }\nx = \"x\"\ny = \"y\"\n"
        "online = \"online\"\nwhen = \"when\"\ncost = \"cost\"\nstep_free = { column = \"sf\", map = { Y = \"yes\" } }\nlanguages = { column = \"lang\", separator = \",\" }\n"
        "status = \"status\"\nconfirmed_on = { all = \"2023-11\" }\nconfirmed_by = { all = \"import\" }\nsensitivity = \"sens\"\nsource = { all = \"Council\" }\n"
        "lists = { tags = \";\" }\nkeep = [\"size\"]\nreview_by = \"review\"\nhow_to_join = \"how\"\ncontact = \"contact\"\nsource_licence = { all = \"OGL v3\" }\n",
        "id,name,kind,class,also,form,x,y,online,when,cost,sf,lang,status,sens,tags,size,review,how,contact\n"
        "A1,Choir of All,Choir,association,\"culture, place\",group,-1.47,53.38,no,Tuesdays,free,Y,\"English,Urdu\",active,S,singing;tea,12,2026-12,come along,07000\n"
        "A2,,pub,,,,,,,,,,,shut,,,,,,\n");
    EXPECT_THAT(r.texts("id"), ElementsAre("A1", "A2"));
    EXPECT_THAT(r.texts("name"), ElementsAre("Choir of All", "<unstated>"));
    EXPECT_THAT(r.texts("subtype"), ElementsAre("choir", "pub"));
    EXPECT_EQ(r.column("class").i32()[0], 1);
    EXPECT_FALSE(r.column("class").known(1));
    EXPECT_EQ(r.column("secondary").i32()[0], (1 << 5) | (1 << 3));
    EXPECT_EQ(r.column("form").i32()[0], 0);
    EXPECT_THAT(r.column("stance").i32(), ElementsAre((1 << 2) | (1 << 3), (1 << 2) | (1 << 3)));
    EXPECT_EQ(r.column("online").booleans()[0], 0);
    EXPECT_THAT(r.list("languages", 0), ElementsAre("English", "Urdu"));
    EXPECT_THAT(r.list("tags", 0), ElementsAre("singing", "tea"));
    EXPECT_EQ(r.column("status").i32()[0], 0);
    EXPECT_EQ(r.column("status").state(1), State::unstated);
    EXPECT_EQ(r.count("unknown_word"), 1);
    EXPECT_EQ(r.issue("unknown_word")->value, "shut") << "what stands in a register of assets is not masked";
    EXPECT_EQ(r.column("sensitivity").i32()[0], 1);
    EXPECT_EQ(r.column("confirmed_on").precisions()[1], 1);
    EXPECT_EQ(r.column("confirmed_by").i32()[1], 2);
    EXPECT_THAT(r.texts("step_free"), ElementsAre("yes", "<unstated>"));
    EXPECT_EQ(r.column("keep/size").f64()[0], 12);
    EXPECT_THAT(r.texts("source_licence"), ElementsAre("OGL v3", "OGL v3"));
}

TEST(Assets, WithoutAnIdTheRowStandsIn) {
    const Reading r = read("[[assets]]\nfile = \"libraries.csv\"\nname = \"n\"\nkind_value = \"library\"\n", "n\nCentral\nHillsborough\n");
    EXPECT_THAT(r.texts("id"), ElementsAre("libraries.csv row 1", "libraries.csv row 2"));
    EXPECT_THAT(r.texts("subtype"), ElementsAre("library", "library"));
    const Reading some = read("[[assets]]\nfile = \"l.csv\"\nid = \"i\"\n", "i,n\nL1,a\n,b\n");
    EXPECT_THAT(some.texts("id"), ElementsAre("L1", "l.csv row 2"));
}

const std::string squares = R"({"type":"FeatureCollection","features":[
 {"type":"Feature","properties":{"ID":"F1","DISTNAME":"Church","open":true},"geometry":{"type":"Polygon","coordinates":[[[-1.48,53.38],[-1.46,53.38],[-1.46,53.40],[-1.48,53.40],[-1.48,53.38]]]}},
 {"type":"Feature","properties":{"ID":"F2","DISTNAME":"Well"},"geometry":{"type":"Point","coordinates":[-1.47,53.38]}},
 {"type":"Feature","properties":{"ID":"F3","DISTNAME":"Nowhere"},"geometry":null}]})";

TEST(Assets, FeaturesStandAtAPointInside) {
    const Reading r = read("[[assets]]\nfile = \"worship.geojson\"\nid = \"id\"\nname = \"DISTNAME\"\nkind_value = \"congregation\"\nkeep = [\"open\"]\nwhere = { ID = [\"F1\", \"F3\"] }\n", squares);
    EXPECT_THAT(r.texts("id"), ElementsAre("F1", "F3")) << "a map file's attribute is found but for case";
    EXPECT_THAT(r.texts("name"), ElementsAre("Church", "Nowhere"));
    const auto& point = r.column("point");
    EXPECT_NEAR(point.xy()[0], 435300, 900);
    EXPECT_NEAR(point.xy()[1], 388200, 900);
    EXPECT_FALSE(point.known(1));
    EXPECT_EQ(r.report.tally.read, 3);
    EXPECT_EQ(r.report.tally.filtered, 1);
    EXPECT_EQ(r.report.tally.kept, 2);
}

TEST(Assets, ShapesAsTextInATable) {
    const std::string block = "[[assets]]\nfile = \"b.csv\"\nid = \"id\"\nname = \"n\"\nwkt = \"WKT\"\ncrs = \"EPSG:27700\"\n";
    const Reading r = read(block, "WKT,id,n\n\"POLYGON ((435000 387000,435100 387000,435100 387100,435000 387000))\",B1,Caf\xE9\nPOINT (435300 387100),B2,x\n,B3,y\n");
    EXPECT_THAT(r.texts("id"), ElementsAre("B1", "B2", "B3"));
    EXPECT_THAT(r.texts("name"), ElementsAre("Caf\xC3\xA9", "x", "y")) << "encodings are those of any table";
    EXPECT_EQ(r.column("point").xy()[2], 435300);
    EXPECT_GT(r.column("point").xy()[0], 435000);
    EXPECT_FALSE(r.column("point").known(2));
}

TEST(Assets, WhatCannotBeReadIsSaid) {
    EXPECT_THAT(read("[[assets]]\nfile = \"x.osm.pbf\"\n", "x").error, HasSubstr("no OpenStreetMap file"));
    EXPECT_THAT(read("[[assets]]\nfile = \"x.csv\"\n", std::string("PK\x03\x04", 4)).error, HasSubstr("save the sheet as CSV"));
    EXPECT_THAT(read("[[assets]]\nfile = \"x.csv\"\nx = \"a\"\ny = \"b\"\ncrs = \"EPSG:0\"\n", "a,b\n").error, HasSubstr("EPSG"));
}

TEST(Areas, BoundariesKeepWhatIsAsked) {
    const Reading r = read("[[areas]]\nfile = \"a.geojson\"\nas = \"a\"\nid = \"ID\"\nname = \"DISTNAME\"\ncolumns = { open = \"is_open\" }\nwhere = { ID = [\"F1\"] }\n", squares);
    EXPECT_THAT(r.texts("code"), ElementsAre("F1"));
    EXPECT_THAT(r.texts("name"), ElementsAre("Church"));
    EXPECT_TRUE(r.has("indicator/is_open"));
    // About 1.33 km by 2.23 km.
    EXPECT_NEAR(r.column("km2").f64()[0], 2.96, 0.05);
    EXPECT_EQ(r.report.tally.filtered, 2);
}

const std::string layer = "[[areas]]\nfile = \"a.geojson\"\nas = \"a\"\nid = \"c\"\n[[areas.join]]\nfile = \"j.csv\"\nid = \"code\"\n";

TEST(Join, WideTables) {
    const Reading r = read(layer + "columns = { pop = \"population\", decile = { as = \"dep\", method = \"modelled\" }, label = \"label\" }\nmissing = { \"*\" = \"withheld\" }\n",
        "code,pop,decile,label\nE01,1500,3,north\nE02,*,,south\nE03,1e3,n/a,\n,9,9,9\nE04,\"1,234\",10,east\n");
    EXPECT_THAT(r.texts("code"), ElementsAre("E01", "E02", "E03", "E04"));
    const auto& population = r.column("indicator/population");
    EXPECT_THAT(population.f64(), ElementsAre(1500, 0, 1000, 0));
    EXPECT_EQ(population.state(1), State::withheld);
    EXPECT_EQ(population.state(3), State::unstated) << "1,234 is said, not guessed";
    EXPECT_EQ(r.count("thousands_separator"), 1);
    EXPECT_EQ(r.issue("thousands_separator")->value, "1,234");
    EXPECT_EQ(r.issue("thousands_separator")->row, 5);
    EXPECT_EQ(r.column("indicator/dep").state(1), State::unstated);
    EXPECT_EQ(r.column("indicator/dep").state(2), State::unstated);
    EXPECT_EQ(r.count("not_a_number"), 1);
    EXPECT_EQ(r.column("indicator/label").type(), column::Type::text);
    EXPECT_EQ(r.report.tally.refused, 1);
    EXPECT_EQ(r.count("no_code"), 1);
}

TEST(Join, LongTablesAreAddedUp) {
    const Reading r = read(layer + "value = \"value\"\nas = \"population\"\nwhere = { measure = \"Count\", band = [\"65-69\", \"70-74\"] }\nsum = true\n",
        "code,measure,band,value\nE01,Count,65-69,10\nE01,Count,70-74,5\nE01,Percent,65-69,40\nE02,Count,65-69,7\nE02,Count,70-74,\nE03,Count,0-4,99\nE01,Count,65-69,2\n");
    EXPECT_THAT(r.texts("code"), ElementsAre("E01", "E02"));
    EXPECT_EQ(r.column("indicator/population").f64()[0], 17);
    EXPECT_FALSE(r.column("indicator/population").known(1)) << "a part of the sum is unknown: so is the sum";
    EXPECT_EQ(r.count("sum_incomplete"), 1);
    EXPECT_EQ(r.issue("sum_incomplete")->value, "E02");
    EXPECT_THAT(r.column("rows").i64(), ElementsAre(3, 2));
    EXPECT_THAT(r.column("source_row").i64(), ElementsAre(1, 4));
    EXPECT_EQ(r.report.tally.read, 7);
    EXPECT_EQ(r.report.tally.kept, 2);
    EXPECT_EQ(r.report.tally.merged, 3);
    EXPECT_EQ(r.report.tally.filtered, 2);
}

// Population of Trafford, Census 2021: 235,044 in 139 areas of 18 age bands (ONS, by Trafford Data Lab; Python's csv adds up the same).
TEST(Join, TraffordByAgeBands) {
    KITH_NEEDS_SHARED(shared);
    std::ifstream file(shared / "data/statistics/trafford/2021_population_by_5_year_age_bands_lsoa_trafford.csv", std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(file), {}};
    const std::string tall = "[[areas]]\nfile = \"a.geojson\"\nas = \"a\"\nid = \"c\"\n[[areas.join]]\nfile = \"j.csv\"\nid = \"area_code\"\n";
    const Reading r = read(tall + "value = \"value\"\nas = \"population\"\nwhere = { measure = \"Count\" }\nsum = true\n", content);
    const auto population = r.column("indicator/population").f64();
    EXPECT_EQ(population.size(), 139u);
    EXPECT_EQ(std::accumulate(population.begin(), population.end(), 0.0), 235044);
    EXPECT_EQ(r.report.tally.read, 2502);
    EXPECT_EQ(r.report.tally.merged, 2502 - 139);
    EXPECT_TRUE(r.report.counts.empty());
}

TEST(Join, AValueColumnThatIsNotThere) {
    const Reading r = read(layer + "value = \"val\"\nas = \"population\"\nsum = true\n", "code,value\nE01,10\n");
    EXPECT_EQ(r.tables.table, nullptr);
    EXPECT_EQ(r.report.tally.refused, 1);
    EXPECT_THAT(r.issue("missing_column")->reason, HasSubstr("The columns are: code, value."));
}

}  // namespace assets_test
}  // namespace kith::io::test
