// Which ways of OpenStreetMap may be walked, by the tags (wiki.openstreetmap.org/wiki/Key:highway, Key:access, Key:barrier, Key:wheelchair).
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <sstream>

#include "reading.hpp"

namespace kith::io {
namespace walking_test {

using test::read;

std::string tags_of(const std::string& tags) {
    std::string out;
    std::stringstream words(tags);
    for (std::string tag; words >> tag;) out += "<tag k=\"" + tag.substr(0, tag.find('=')) + "\" v=\"" + tag.substr(tag.find('=') + 1) + "\"/>";
    return out;
}
/// Nodes 1, 2, … about 66 m apart, on a line.
std::string nodes(int count, const std::map<int, std::string>& tags = {}) {
    std::string out;
    for (int i = 1; i <= count; ++i)
        out += "<node id=\"" + std::to_string(i) + "\" lon=\"" + std::to_string(-1.55 + 0.001 * i) + "\" lat=\"53.8\">" + (tags.count(i) != 0 ? tags_of(tags.at(i)) : "") + "</node>\n";
    return out;
}
std::string way(int id, const std::vector<int>& refs, const std::string& tags) {
    std::string out = "<way id=\"" + std::to_string(id) + "\">";
    for (const int ref : refs) out += "<nd ref=\"" + std::to_string(ref) + "\"/>";
    return out + tags_of(tags) + "</way>\n";
}
test::Reading walk(const std::string& objects) { return read("[walking]\nfile = \"x.osm\"\n", "<?xml version='1.0'?>\n<osm version=\"0.6\">\n" + objects + "</osm>\n"); }
std::size_t stretches(const test::Reading& r) { return r.column("from").rows(); }

TEST(Walking, WhoMayWalkWhere) {
    for (const char* tags : {"highway=residential", "highway=footway", "highway=steps", "highway=trunk", "highway=cycleway", "highway=pedestrian area=yes", "highway=service access=private foot=yes",
             "highway=track access=no foot=permissive", "highway=path access=private foot=designated", "highway=service access=customers"}) {
        const auto town = walk(nodes(2) + way(1, {1, 2}, tags));
        EXPECT_EQ(stretches(town), 1u) << tags;
        EXPECT_EQ(town.report.tally.kept, 1) << tags;
    }
    for (const auto& [tags, code] : {std::pair{"highway=motorway", "walk_motor"}, {"highway=motorway_link", "walk_motor"}, {"highway=trunk motorroad=yes", "walk_motor"},
             {"highway=construction", "walk_not_there"}, {"highway=proposed", "walk_not_there"}, {"highway=service access=private", "walk_private"}, {"highway=path foot=no", "walk_private"},
             {"highway=residential access=yes foot=private", "walk_private"}}) {
        const auto town = walk(nodes(2) + way(1, {1, 2}, tags));
        EXPECT_EQ(stretches(town), 0u) << tags;
        EXPECT_EQ(town.report.tally.filtered, 1) << tags;
        EXPECT_EQ(town.count(code), 1) << tags;
    }
    EXPECT_EQ(walk(nodes(2) + way(1, {1, 2}, "waterway=canal")).report.tally.read, 0);
}

TEST(Walking, StepsAreKnownOrNot) {
    const auto of = [](const char* tags) {
        const auto town = walk(nodes(2) + way(1, {1, 2}, tags));
        const auto& column = town.column("step_free");
        return !column.known(0) ? "unknown" : column.booleans()[0] != 0 ? "yes" : "no";
    };
    EXPECT_STREQ(of("highway=footway"), "unknown");
    EXPECT_STREQ(of("highway=footway wheelchair=yes"), "yes");
    EXPECT_STREQ(of("highway=footway wheelchair=limited"), "unknown");
    EXPECT_STREQ(of("highway=path wheelchair=no"), "no");
    EXPECT_STREQ(of("highway=steps"), "no");
    EXPECT_STREQ(of("highway=steps ramp:wheelchair=yes"), "yes");
}

TEST(Walking, BarriersCutTheWayOrPutAStepIntoIt) {
    // A bollard is nothing to somebody on foot.
    EXPECT_EQ(walk(nodes(3, {{2, "barrier=bollard"}}) + way(1, {1, 2, 3}, "highway=path")).column("points").rows(), 3u);
    // A private gate: two stretches that share no point.
    const auto cut = walk(nodes(3, {{2, "barrier=gate access=private"}}) + way(1, {1, 2, 3}, "highway=path"));
    EXPECT_EQ(cut.column("points").rows(), 4u);
    EXPECT_EQ(stretches(cut), 2u);
    EXPECT_EQ(cut.count("walk_barrier_shut"), 1);
    EXPECT_EQ(walk(nodes(3, {{2, "barrier=gate locked=yes"}}) + way(1, {1, 2, 3}, "highway=path")).column("points").rows(), 4u);
    EXPECT_EQ(walk(nodes(3, {{2, "barrier=gate access=private foot=yes"}}) + way(1, {1, 2, 3}, "highway=path")).column("points").rows(), 3u);
    // A stile: a step between two points at one place.
    const auto stile = walk(nodes(3, {{2, "barrier=stile"}}) + way(1, {1, 2, 3}, "highway=path"));
    EXPECT_EQ(stretches(stile), 3u);
    std::size_t steps = 0;
    for (std::size_t i = 0; i < 3; ++i) steps += stile.column("step_free").known(i);
    EXPECT_EQ(steps, 1u);
    // At a crossing each of the ways that meet has its own side of it.
    const auto crossing = walk(nodes(4, {{2, "kerb=raised"}}) + way(1, {1, 2, 3}, "highway=path") + way(2, {4, 2}, "highway=path"));
    EXPECT_EQ(stretches(crossing), 3u + 2u);
}

TEST(Walking, WhatTheExtractCutsIsWalkedAsFarAsItIs) {
    const auto town = walk(nodes(3) + way(1, {1, 2, 99}, "highway=path") + way(2, {98, 99}, "highway=path") + way(3, {3, 3}, "highway=path"));
    EXPECT_EQ(stretches(town), 1u);
    EXPECT_EQ(town.report.tally.kept, 1);
    EXPECT_EQ(town.count("walk_no_points"), 2);
    const auto xy = town.column("points").xy();
    EXPECT_NEAR(std::hypot(xy[2] - xy[0], xy[3] - xy[1]), 65.9, 0.2);  // 0.001 degrees of longitude at 53.8 north: 111320 cos(53.8°) / 1000
}

TEST(Walking, ARecipeNamesOneOpenStreetMapFile) {
    EXPECT_FALSE(parse_recipe("kith = 1\n[place]\nname = \"P\"\n[walking]\nfile = \"streets.geojson\"\n", "r.toml"));
    EXPECT_FALSE(parse_recipe("kith = 1\n[place]\nname = \"P\"\n[[walking]]\nfile = \"x.osm\"\n", "r.toml"));
    const auto recipe = parse_recipe("kith = 1\n[place]\nname = \"P\"\n[walking]\nfile = \"x.osm.pbf\"\ncredit = \"Ours\"\n", "r.toml");
    ASSERT_TRUE(recipe);
    ASSERT_TRUE(recipe->walking);
    EXPECT_EQ(recipe->walking->credit, "Ours");
}

}  // namespace walking_test
}  // namespace kith::io
