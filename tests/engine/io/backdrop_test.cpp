// What lies behind the picture: lines and areas of any map file, every row accounted for.
#include <gmock/gmock.h>

#include "engine/geo/backdrop.hpp"
#include "tests/engine/io/reading.hpp"

namespace kith::io::test {
namespace backdrop_test {

using testing::ElementsAre;
using testing::HasSubstr;

std::string collection(const std::string& features, const std::string& crs = "EPSG:27700") {
    const std::string said = crs.empty() ? "" : R"("crs":{"type":"name","properties":{"name":")" + crs + R"("}},)";
    return R"({"type":"FeatureCollection",)" + said + R"("features":[)" + features + "]}";
}
std::string feature(const std::string& geometry, const std::string& properties = "{}") {
    return R"({"type":"Feature","properties":)" + properties + R"(,"geometry":)" + geometry + "}";
}
std::string lines(const std::string& coordinates) { return R"({"type":"LineString","coordinates":)" + coordinates + "}"; }

const std::string block = "[[backdrop]]\nfile = \"streets.geojson\"\nas = \"streets\"\nname = \"name\"\nkind = { column = \"class\", map = { A = \"main_road\" } }\n";

TEST(Backdrop, LinesAndAreasBecomePaths) {
    const Reading r = read(block, collection(feature(lines("[[430000,380000],[430100,380000],[430100,380050]]"), R"({"name":"Mill Lane","class":"A"})") + "," +
                                             feature(R"({"type":"MultiLineString","coordinates":[[[430000,380100],[430010,380100]],[[430020,380100],[430030,380100]]]})", R"({"name":"","class":"footway"})") + "," +
                                             feature(R"({"type":"MultiPolygon","coordinates":[[[[0,0],[90,0],[90,90],[0,90],[0,0]],[[10,10],[20,10],[20,20],[10,10]]],[[[100,0],[110,0],[110,9],[100,0]]]]})", R"({"name":"Park","class":null})")));
    ASSERT_TRUE(r.tables.table) << r.error;
    const auto paths = geo::paths_of(*r.tables.table);
    ASSERT_TRUE(paths);
    EXPECT_THAT(paths->feature_paths, ElementsAre(0, 1, 3, 6)) << "one line, two parts, three rings";
    EXPECT_THAT(paths->path_points, ElementsAre(0, 3, 5, 7, 12, 16, 20));
    EXPECT_THAT(paths->xy.first(4), ElementsAre(430000, 380000, 430100, 380000));
    EXPECT_THAT(r.column("closed").booleans(), ElementsAre(0, 0, 1));
    EXPECT_THAT(r.texts("kind"), ElementsAre("main_road", "footway", "<unstated>"));
    EXPECT_THAT(r.texts("name"), ElementsAre("Mill Lane", "<unstated>", "Park"));
    EXPECT_THAT(r.column("source_row").i64(), ElementsAre(1, 2, 3));
    EXPECT_EQ(r.report.tally.kept, 3);
}

TEST(Backdrop, DegreesAreTakenIntoTheWorkingCrs) {
    // The Ordnance Survey's worked example, Caister water tower: 52°39'28.72"N 1°42'57.79"E (ETRS89) is E 651409.9 N 313177.3; within
    // what PROJ promises without a grid.
    const Reading r = read("[[backdrop]]\nfile = \"s.geojson\"\nas = \"s\"\n", collection(feature(lines("[[1.716038,52.657977],[1.72,52.66]]")), ""));
    ASSERT_TRUE(r.tables.table) << r.error;
    EXPECT_NEAR(r.column("points").xy()[0], 651409.9, 10);
    EXPECT_NEAR(r.column("points").xy()[1], 313177.3, 10);
    EXPECT_FALSE(r.has("kind"));
}

TEST(Backdrop, WhatIsNoBackdropIsRefusedWithItsRow) {
    const Reading r = read("[[backdrop]]\nfile = \"s.geojson\"\nas = \"s\"\nkind_value = \"street\"\nwhere = { open = true }\n",
                           collection(feature(R"({"type":"Point","coordinates":[430000,380000]})", R"({"open":true})") + "," + feature("null", R"({"open":true})") + "," +
                                      feature(lines("[[430000,380000],[430000,380000]]"), R"({"open":true})") + "," + feature(lines("[[430000,380000],[1e99,380000]]"), R"({"open":true})") + "," +
                                      feature(lines("[[430000,380000],[430001,380000]]"), R"({"open":false})") + "," + feature(lines("[[430000,380000],[430002,380000]]"), R"({"open":true})")));
    ASSERT_TRUE(r.tables.table) << r.error;
    EXPECT_EQ(r.report.tally.read, 6);
    EXPECT_EQ(r.report.tally.refused, 4);
    EXPECT_EQ(r.report.tally.filtered, 1);
    EXPECT_EQ(r.report.tally.kept, 1);
    EXPECT_EQ(r.issue("not_a_line")->row, 1);
    EXPECT_EQ(r.issue("no_shape")->row, 2);
    EXPECT_EQ(r.issue("no_length")->row, 3);
    EXPECT_EQ(r.issue("coordinate_impossible")->row, 4);
    EXPECT_THAT(r.texts("kind"), ElementsAre("street"));
    EXPECT_THAT(r.column("source_row").i64(), ElementsAre(6));
}

TEST(Backdrop, NothingToDrawIsOneSentence) {
    const std::string points = collection(feature(R"({"type":"Point","coordinates":[430000,380000]})"));
    EXPECT_THAT(read("[[backdrop]]\nfile = \"s.geojson\"\nas = \"s\"\n", points).error, HasSubstr("No line or area could be read from s.geojson."));
    EXPECT_THAT(read(block, collection(feature(lines("[[0,0],[1,1]]")))).error, HasSubstr("\"name\"")) << "a column that is not there";
    EXPECT_THAT(read("[[backdrop]]\nfile = \"s.geojson\"\nas = \"s\"\n", collection(feature(lines("[[2000000,9000000],[2000010,9000000]]")))).error, HasSubstr("outside the region"));
    EXPECT_THAT(read("[[backdrop]]\nfile = \"s.csv\"\nas = \"s\"\n", "a,b\n1,2\n").error, HasSubstr("without shapes"));
    const Reading empty = read("[[backdrop]]\nfile = \"s.geojson\"\nas = \"s\"\n", collection(""));
    EXPECT_TRUE(empty.tables.table) << empty.error;
    EXPECT_EQ(empty.count("no_rows"), 1);
    EXPECT_THAT(read("[[backdrop]]\nfile = \"s.geojson\"\nas = \"s\"\n", "LINESTRING(0 0, 1 1").error, HasSubstr("cannot be read"));
}

TEST(Backdrop, WhoeverReceivesItLooksAtItsOffsets) {
    const auto made = [](std::vector<std::int64_t> features, std::vector<std::int64_t> paths) {
        column::SegmentBuilder builder("read.backdrop");
        builder.add_booleans("closed", {0}).add_i64("source_row", {1}).add_i64("feature_paths", std::move(features)).add_i64("path_points", std::move(paths)).add_points("points", {0, 0, 1, 1});
        return std::move(builder).finish(column::heap_memory).value();
    };
    EXPECT_TRUE(check_read_segment(*made({0, 1}, {0, 2}), "backdrop", 1));
    EXPECT_FALSE(check_read_segment(*made({0, 2}, {0, 2}), "backdrop", 1)) << "a path that is not there";
    EXPECT_FALSE(check_read_segment(*made({0, 1}, {0, 3}), "backdrop", 1)) << "a point that is not there";
    EXPECT_FALSE(check_read_segment(*made({0, 1, 1}, {0, 2}), "backdrop", 1)) << "a feature more than rows";
    EXPECT_FALSE(check_read_segment(*made({}, {}), "backdrop", 1));
    EXPECT_FALSE(check_read_segment(*made({0, 1}, {0, 2}), "areas", 1)) << "another block's";
}

}  // namespace backdrop_test
}  // namespace kith::io::test
