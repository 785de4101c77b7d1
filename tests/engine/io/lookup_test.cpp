// Where postcodes and properties are. Codes of positional quality: ONS, ONSPD User Guide; Ordnance Survey, Code-Point Open Technical Specification.
// A point that both grids know: TP01 of OSTN15's published test points (49.92226393730 N, 6.29977752014 W = 91492.146, 11318.804). Postcodes
// are invented where they stand for somebody.
#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "engine/io/lookup_columns.hpp"
#include "engine/io/lookup_keys.hpp"
#include "tests/engine/io/reading.hpp"

namespace kith::io::test {
namespace lookup_test {

using column::State;
using testing::ElementsAre;

std::string postcode(std::string_view cell) {
    const auto key = normal_postcode(cell);
    return key ? std::string(key->text()) : "none";
}
std::string uprn(std::string_view cell) {
    const auto key = normal_uprn(cell);
    return key ? std::string(key->text()) : "none";
}

// The six forms and GIR 0AA are those of Royal Mail's PAF guide.
TEST(LookupKeys, PostcodesHoweverTheyAreWritten) {
    EXPECT_EQ(postcode("M1 1AA"), "M11AA");
    EXPECT_EQ(postcode("M60 1NW"), "M601NW");
    EXPECT_EQ(postcode("CR2 6XH"), "CR26XH");
    EXPECT_EQ(postcode("DN55 1PT"), "DN551PT");
    EXPECT_EQ(postcode("W1A 1HQ"), "W1A1HQ");
    EXPECT_EQ(postcode("EC1A 1BB"), "EC1A1BB");
    EXPECT_EQ(postcode("GIR 0AA"), "GIR0AA");
    EXPECT_EQ(postcode(" s11  8tp "), "S118TP") << "as ONSPD's pcd2, and as people type it";
    EXPECT_EQ(postcode("S11\xC2\xA0" "8TP"), "S118TP") << "as copied from a web page";
    for (const char* part : {"", "S11", "S11 8", "S1", "8TP", "S11 8TPX", "S11 TP8", "12345", "S1111 8TP", "ABC1 8TP", "S11-8TP", "unknown"}) EXPECT_EQ(postcode(part), "none") << part;
}

TEST(LookupKeys, NumbersOfProperties) {
    EXPECT_EQ(uprn("100050123456"), "100050123456");
    EXPECT_EQ(uprn(" 000010001 "), "10001") << "leading zeros are none of it";
    EXPECT_EQ(uprn("10001.0"), "10001") << "as a spreadsheet hands it over";
    for (const char* none : {"", "0", "1.00051E+11", "1000501234567", "12a", "-5"}) EXPECT_EQ(uprn(none), "none") << none;
}

RC_GTEST_PROP(LookupKeys, AKeyIsItsOwnNormalForm, (const std::string& text)) {
    for (const LookupOf of : {LookupOf::postcode, LookupOf::uprn})
        if (const auto key = normal_key(of, text)) {
            const auto again = normal_key(of, key->text());
            RC_ASSERT(again.has_value());
            RC_ASSERT(again->text() == key->text());
        }
}

const std::string onspd = "[[lookups]]\nof = \"postcode\"\nfile = \"l.csv\"\nid = \"pcds\"\nx = \"long\"\ny = \"lat\"\nended = \"doterm\"\nquality = \"gridind\"\n";

TEST(Lookup, KeepsOnlyWhatIsAskedForAndCountsTheRest) {
    const Reading r = read(onspd,
        "pcd7,pcds,doterm,gridind,lat,long\n"
        "ZZ1 1AA,ZZ1 1AA,,1,49.92226393730,-6.29977752014\n"
        "ZZ1 1AB,ZZ1 1AB,,1,53.4,-1.5\n"
        "ZZ1 1AD,ZZ1 1AD,199606,8,53.4,-1.5\n"
        "ZZ1 1AE,ZZ1 1AE,,6,53.4,-1.5\n"
        "ZZ1 1AF,ZZ1 1AF,,9,99.999999,0.000000\n"
        "ZZ1 1AG,ZZ1 1AG,,,99.999999,0.000000\n",
        "EPSG:27700", "ZZ11AA\nZZ11AD\nZZ11AE\nZZ11AF\nZZ11AG\nZZ99ZZ\n");
    EXPECT_THAT(r.texts("key"), ElementsAre("ZZ11AA", "ZZ11AD", "ZZ11AE", "ZZ11AF", "ZZ11AG"));
    EXPECT_EQ(r.report.tally.read, 6);
    EXPECT_EQ(r.report.tally.kept, 5);
    EXPECT_EQ(r.report.tally.filtered, 1);
    EXPECT_EQ(r.count("not_asked_for"), 1);
    const column::Column& point = r.column("point");
    EXPECT_NEAR(point.xy()[0], 91492.146, 6) << "without OSTN15's grid PROJ is within 5 m";
    EXPECT_NEAR(point.xy()[1], 11318.804, 6);
    EXPECT_TRUE(point.known(1)) << "one that ended stands where it last was";
    EXPECT_EQ(r.column("ended").booleans()[1], 1) << "199606 is no date that is read elsewhere, but it says enough";
    EXPECT_EQ(r.column("ended").booleans()[0], 0);
    EXPECT_EQ(r.count("not_a_date"), 0);
    for (const std::size_t row : {2u, 3u, 4u}) EXPECT_FALSE(point.known(row)) << row;
    EXPECT_EQ(r.count("postcode_of_a_sector"), 1) << "6: the middle of a sector is no place";
    EXPECT_EQ(r.count("postcode_without_place"), 2) << "9, and 99.999999 without a word about quality";
    EXPECT_EQ(r.count("coordinate_impossible"), 0);
}

TEST(Lookup, NorthernIrelandsEastingsAreOfAnotherGrid) {
    const std::string block = "[[lookups]]\nof = \"postcode\"\nfile = \"l.csv\"\nid = \"pcds\"\neasting = \"oseast1m\"\nnorthing = \"osnrth1m\"\n";
    const Reading r = read(block, "pcds,oseast1m,osnrth1m\nBT1 1AA,333830,374020\nZZ1 1AA,385386,0801193\n", "EPSG:27700", "BT11AA\nZZ11AA\n");
    EXPECT_FALSE(r.column("point").known(0));
    EXPECT_EQ(r.count("postcode_in_the_irish_grid"), 1);
    EXPECT_EQ(r.column("point").xy()[2], 385386);
    EXPECT_EQ(r.column("point").xy()[3], 801193) << "ONSPD writes northings with a leading zero";
}

TEST(Lookup, CodePointOpenHasNoRowOfNames) {
    const std::string first = "\"ZZ1 1AA\",10,394251,806376,\"S92000003\",\"\",\"S08000020\",\"\",\"S12000033\",\"S13002842\"\n";
    const Reading r = read("[[lookups]]\nof = \"postcode\"\nfile = \"zz.csv\"\nformat = \"code-point-open\"\n",
        first + "\"ZZ11AB\",90,0,0,\"S92000003\",\"\",\"S08000020\",\"\",\"S12000033\",\"S13002842\"\n", "EPSG:27700", "ZZ11AA\nZZ11AB\n");
    EXPECT_THAT(r.texts("key"), ElementsAre("ZZ11AA", "ZZ11AB")) << "the first row is a row";
    EXPECT_EQ(r.column("point").xy()[0], 394251);
    EXPECT_FALSE(r.column("point").known(1)) << "90: no coordinates";
    EXPECT_TRUE(is_code_point_open(std::vector<std::string>{"ZZ1 1AA", "10", "394251", "806376", "S92000003", "", "S08000020", "", "S12000033", "S13002842"}));
    EXPECT_FALSE(is_code_point_open(std::vector<std::string>{"Postcode", "Positional_quality_indicator", "Eastings", "Northings", "Country_code", "a", "b", "c", "d", "e"}));
}

TEST(Lookup, RowsNameKeysInOneForm) {
    const std::string lookups = "[[lookups]]\nof = \"postcode\"\nfile = \"l\"\nid = \"i\"\nx = \"x\"\ny = \"y\"\n[[lookups]]\nof = \"uprn\"\nfile = \"l\"\nid = \"i\"\nx = \"x\"\ny = \"y\"\n";
    const Reading r = read(lookups + "[[people]]\nfile = \"p.csv\"\nid = \"id\"\npostcode = \"pc\"\nuprn = \"u\"\nmissing = { \"n/k\" = \"dont_know\" }\n",
        "id,pc,u\nP1,zz1 1aa,00012\nP2,ZZ1,12x\nP3,n/k,\n");
    EXPECT_THAT(r.texts("postcode"), ElementsAre("ZZ11AA", "<unstated>", "<dont_know>"));
    EXPECT_THAT(r.texts("uprn"), ElementsAre("12", "<unstated>", "<unstated>"));
    ASSERT_NE(r.issue("not_a_postcode"), nullptr);
    EXPECT_EQ(r.issue("not_a_postcode")->row, 2);
    EXPECT_EQ(r.issue("not_a_postcode")->value, column::masked("ZZ1")) << "a person's";
    EXPECT_EQ(r.count("not_a_uprn"), 1);
    EXPECT_EQ(r.report.tally.kept, 3) << "nobody is lost over a postcode";
}

// Headers as published: ONSPD of 2012 to 2024 and of 2026 (NSPL), Code-Point Open with names, OS Open UPRN.
TEST(Lookup, PublishedFilesAreKnownByTheirHeader) {
    const auto known = [](std::vector<std::string> header) { return published_lookup(header); };
    const auto old = known({"pcd", "pcd2", "pcds", "dointr", "doterm", "oscty", "usertype", "oseast1m", "osnrth1m", "osgrdind", "lat", "long"});
    ASSERT_TRUE(old);
    EXPECT_EQ(old->id, "pcds");
    EXPECT_EQ(old->x, "long") << "not eastings: those of Northern Ireland are of another grid";
    EXPECT_EQ(old->quality, "osgrdind");
    EXPECT_EQ(old->ended, "doterm");
    const auto now = known({"pcd7", "pcd8", "pcds", "dointr", "doterm", "usrtypind", "east1m", "north1m", "gridind", "oa21cd", "lat", "long"});
    ASSERT_TRUE(now);
    EXPECT_EQ(now->quality, "gridind");
    const auto open = known({"Postcode", "Positional_quality_indicator", "Eastings", "Northings", "Country_code"});
    ASSERT_TRUE(open);
    EXPECT_EQ(open->crs, "EPSG:27700");
    const auto property = known({"UPRN", "X_COORDINATE", "Y_COORDINATE", "LATITUDE", "LONGITUDE"});
    ASSERT_TRUE(property);
    EXPECT_EQ(property->of, LookupOf::uprn);
    EXPECT_FALSE(known({"Name", "Address", "Postcode", "lon", "lat"})) << "a register";
    EXPECT_FALSE(known({"pcds", "doterm", "lsoa21cd"})) << "a lookup of codes, without a position";
}

}  // namespace lookup_test
}  // namespace kith::io::test
