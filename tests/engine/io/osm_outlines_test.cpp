// Relations of the OSM test data (osmcode/osm-testdata, grid/data: every kind of multipolygon, whole and broken, with the outline that it
// is by hand): the point that stands for one lies inside that outline, and one that is no area is called broken.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "engine/io/osm_objects.hpp"
#include "engine/io/osm_table.hpp"
#include "tests/support/shared_data.hpp"

namespace kith::io {
namespace osm_outlines_test {

std::string text_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

/// The corners of each ring of a well-known text, x and y in turn.
std::vector<std::vector<double>> rings_of(const std::string& wkt) {
    std::vector<std::vector<double>> rings;
    for (std::size_t open = wkt.find_first_of("0123456789-"); open != std::string::npos;) {
        const std::size_t end = wkt.find(')', open);
        std::string ring = wkt.substr(open, end - open);
        for (char& c : ring)
            if (c == ',') c = ' ';
        std::stringstream numbers(ring);
        rings.emplace_back();
        for (double number = 0; numbers >> number;) rings.back().push_back(number);
        open = wkt.find_first_of("0123456789-", end);
    }
    return rings;
}

bool inside(const std::vector<std::vector<double>>& rings, double x, double y) {
    bool in = false;
    for (const auto& ring : rings)
        for (std::size_t i = 0; i + 3 < ring.size(); i += 2)
            if ((ring[i + 1] > y) != (ring[i + 3] > y) && x < ring[i] + (y - ring[i + 1]) * (ring[i + 2] - ring[i]) / (ring[i + 3] - ring[i + 1])) in = !in;
    return in;
}

struct Case {
    std::filesystem::path data;
    std::int64_t relation;
    std::string wkt;      // "INVALID": it is no area
    std::string mended;   // of one that is none: what it becomes where its fault can be seen through; "" = nothing
};

/// One for each relation whose outline the test data give; the tags of some are on their ways (an old way of mapping, not read as areas).
std::vector<Case> cases_in(const std::filesystem::path& folder) {
    std::vector<Case> cases;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with("7_") || !name.ends_with("_test.json")) continue;
        const auto test = nlohmann::json::parse(text_of(entry.path()));
        const auto areas = test.find("areas");
        if (areas == test.end() || !areas->contains("default")) continue;
        std::string mended;
        for (const char* how : {"fix", "fixed", "location"})
            if (areas->contains(how)) mended = (*areas)[how][0]["wkt"];
        for (const auto& area : (*areas)["default"])
            if (area["from_type"] == "relation") cases.push_back({folder / (name.substr(0, name.size() - 9) + "data.osm"), area["from_id"], area["wkt"], mended});
    }
    return cases;
}

TEST(OsmOutlines, RelationsStandInsideTheOutlineThatTheyAre) {
    KITH_NEEDS_SHARED(shared);
    const auto table = OsmTable::parse("tag,primary_class,secondary_classes,subtype,sensitivity\nlanduse=forest,place,,park,\n", "tags.csv");
    ASSERT_TRUE(table);
    int areas = 0, broken = 0;
    for (const Case& one : cases_in(shared / "data/hostile/osm-grid")) {
        const std::string text = text_of(one.data);
        base::JobContext job;
        const auto objects = read_osm_objects(std::as_bytes(std::span(text)), *table, job, 1);
        ASSERT_TRUE(objects) << objects.error().message;
        const auto found = std::find_if(objects->begin(), objects->end(), [&](const OsmObject& object) { return object.kind == 'r' && object.id == one.relation; });
        if (found == objects->end()) continue;  // its tags are on its ways
        if (one.wkt == "INVALID") {
            EXPECT_TRUE(found->place == OsmPlace::broken || inside(rings_of(one.mended), found->lon, found->lat)) << one.data;
            broken += found->place == OsmPlace::broken;
            continue;
        }
        EXPECT_EQ(found->place, OsmPlace::exact) << one.data;
        EXPECT_TRUE(inside(rings_of(one.wkt), found->lon, found->lat)) << one.data << ' ' << found->lon << ' ' << found->lat;
        ++areas;
    }
    EXPECT_GT(areas, 15);
    EXPECT_GT(broken, 5);
}

}  // namespace osm_outlines_test
}  // namespace kith::io
