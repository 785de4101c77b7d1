#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "engine/io/contact.hpp"
#include "engine/io/grid_reference.hpp"
#include "engine/io/osm_same.hpp"
#include "reading.hpp"
#include "tests/support/shared_data.hpp"

namespace kith::io {
namespace osm_test {

using test::read;

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

const std::string block = "[[assets]]\nfile = \"x.osm\"\nkeep = [\"@tags\", \"@also\"]\n";

std::string osm(const std::string& objects) { return "<?xml version='1.0'?>\n<osm version=\"0.6\">\n" + objects + "</osm>\n"; }
std::string node(int id, double lon, const std::string& tags) {
    std::string out = "<node id=\"" + std::to_string(id) + "\" lon=\"" + std::to_string(lon) + "\" lat=\"53.8\">";
    std::stringstream words(tags);
    for (std::string tag; words >> tag;) {
        const std::size_t equals = tag.find('=');
        out += "<tag k=\"" + tag.substr(0, equals) + "\" v=\"" + tag.substr(equals + 1) + "\"/>";
    }
    return out + "</node>\n";
}

// The counts are SOURCES.md's and domain 8.3's; osmium-tool 1.15 finds the same 32 tags on 31 objects.
TEST(Osm, LeedsIsReadWhole) {
    KITH_NEEDS_SHARED(shared);
    const auto leeds = read(block, bytes_of(shared / "data/assets/its-leeds-example.osm.pbf"));
    ASSERT_TRUE(leeds.tables.table) << leeds.error;
    std::map<std::string, int> found;
    for (const std::string& tags : leeds.texts("keep/@tags"))
        for (const char* tag : {"amenity=cafe", "amenity=library", "amenity=theatre", "amenity=pub", "shop=convenience"})
            if ((';' + tags + ';').find(';' + std::string(tag) + ';') != std::string::npos) ++found[tag];
    EXPECT_EQ(found["amenity=cafe"], 19);
    EXPECT_EQ(found["amenity=library"], 2);  // and one that is private
    EXPECT_EQ(found["amenity=theatre"], 3);
    EXPECT_EQ(found["amenity=pub"], 2);
    EXPECT_EQ(found["shop=convenience"], 5);
    const auto is_private = [](const column::Issue& issue) { return issue.code == "osm_private" && issue.value == "way/84749523"; };
    EXPECT_EQ(std::count_if(leeds.report.issues.begin(), leeds.report.issues.end(), is_private), 1);
    EXPECT_TRUE(leeds.report.tally.balances());
}

TEST(Osm, ANodeAndItsBuildingAreOneAsset) {
    const auto town = read(block, osm(node(1, -1.55, "amenity=cafe name=Anna website=http://a.example") + node(2, -1.5499, "amenity=cafe name=ANNA") +
                                      node(3, -1.54, "amenity=cafe name=Anna") + node(4, -1.55, "amenity=library name=Anna")));
    EXPECT_EQ(town.texts("id"), (std::vector<std::string>{"node/1", "node/3", "node/4"}));  // a cafe and a pub would be one subtype (third_place)
    EXPECT_EQ(town.report.tally.merged, 1);
    EXPECT_EQ(town.texts("keep/@also")[0], "node/2");
}

TEST(Osm, RulesOfTheTable) {
    const auto town = read(block, osm(node(1, -1.55, "amenity=social_facility social_facility=food_bank") + node(2, -1.55, "amenity=cafe operator:type=charity") +
                                      node(3, -1.55, "disused:amenity=pub") + node(4, -1.55, "leisure=garden") + node(5, -1.55, "highway=bus_stop") +
                                      node(6, -1.55, "amenity=social_facility social_facility=shelter")));
    EXPECT_EQ(town.texts("subtype"), (std::vector<std::string>{"food_aid", "third_place", "refuge_or_shelter"}));
    EXPECT_EQ(town.column("class").i32()[1], static_cast<std::int32_t>(column::AssetClass::association));
    EXPECT_EQ(town.column("sensitivity").i32()[2], static_cast<std::int32_t>(column::Sensitivity::hidden));
    EXPECT_EQ(town.report.tally.filtered, 3);
}

TEST(Osm, WhatIsNoExtractIsRefused) {
    EXPECT_NE(read(block, "<!DOCTYPE osm [<!ENTITY a 'b'>]><osm/>").error.find("document type"), std::string::npos);
    EXPECT_NE(read(block, "<osm><node id='1' lon='0' lat='0'>").error.find("line 1"), std::string::npos);
    EXPECT_NE(read(block, "id,name\n").error.find("no OpenStreetMap file"), std::string::npos);
}

TEST(Contact, APersonsOwnIsLeftOut) {
    std::int64_t left_out = 0;
    EXPECT_EQ(public_contact("http://a.example", "07700 900123; 0113 496 0000", "jo.bloggs@a.example; info@a.example", left_out), "http://a.example; 0113 496 0000; info@a.example");
    EXPECT_EQ(left_out, 2);
    // Names that begin or end like a function, several in a cell, and a mobile however it is written.
    for (const char* box : {"carey.smith@a.example", "postlethwaite@a.example", "clubley@a.example"}) EXPECT_EQ(public_contact("", "", box, left_out), "") << box;
    EXPECT_EQ(public_contact("", "", "info@x.example, jo@y.example", left_out), "info@x.example");
    EXPECT_EQ(public_contact("", "0113 496 0000 / 07700 900123", "", left_out), "0113 496 0000");
    for (const char* mobile : {"tel:+44 7700 900123", "44 7700 900123", "+447700900123", "0044 7700 900123"}) EXPECT_EQ(public_contact("", mobile, "", left_out), "") << mobile;
    EXPECT_EQ(public_contact("jo@y.example", "", "", left_out), "") << "an address of a person in the website's place";
}

// truths/osgb_grid_references.json: Ordnance Survey's guide, and the tests of chrisveness/geodesy.
TEST(GridReference, AsOrdnanceSurveyReadsThem) {
    const auto square = [](std::string_view text) { return read_grid_reference(text).value_or(GridSquare{-1, -1, -1}); };
    EXPECT_EQ(square("TG 51409 13177").easting, 651409);
    EXPECT_EQ(square("TG 51409 13177").northing, 313177);
    EXPECT_EQ(square("SU00").easting, 400000);
    EXPECT_EQ(square("SU00").size, 10000);
    EXPECT_EQ(square("SU387148").easting, 438700);
    EXPECT_EQ(square("SU387148").northing, 114800);
    EXPECT_EQ(square("438700,114800").easting, 438700);
    EXPECT_EQ(square("hu 30497 83497").northing, 1183497);
    for (const char* bad : {"", "SU", "SU1", "SI 12", "AA 12 34", "SU 12 3x", "S 123"}) EXPECT_FALSE(read_grid_reference(bad)) << bad;
}

}  // namespace osm_test
}  // namespace kith::io
