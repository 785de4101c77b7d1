#pragma once
// A session on a copy of a sample place, or on an invented one of any size, in a folder of its own.
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "engine/base/random.hpp"
#include "engine/session/session.hpp"
#include "tests/support/folder.hpp"

namespace kith::test {

inline std::filesystem::path sample(const char* name) { return std::filesystem::path(KITH_SOURCE_DIR) / "data" / "samples" / name; }

/// A copy of the sample patch, to be changed or written beside: its recipe.
inline std::filesystem::path patch_in(const Folder& folder) {
    std::filesystem::copy(sample("patch"), folder.path(), std::filesystem::copy_options::recursive);
    return folder / "patch.toml";
}

/// Opens and waits; the state that it ended with.
inline session::JobState open_now(session::Session& session, const std::filesystem::path& recipe) {
    const session::JobRecord& record = session.jobs().wait(session.open(recipe));
    if (record.state == session::JobState::failed) ADD_FAILURE() << record.message;
    return record.state;
}

/// Three by three squares of a kilometre each.
inline void write_nine_areas(const std::filesystem::path& file) {
    std::string areas = R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},"features":[)";
    const auto corner = [](int step) { return std::to_string(400000 + 1000 * step) + ","; };
    for (int area = 0; area < 9; ++area) {
        const int x = area % 3, y = area / 3;
        const auto point = [&](int dx, int dy) { return "[" + corner(x + dx) + std::to_string(300000 + 1000 * (y + dy)) + "]"; };
        areas += std::string(area == 0 ? "" : ",") + R"({"type":"Feature","properties":{"code":"A)" + std::to_string(area) + R"(","name":"Area )" + std::to_string(area) +
                 R"("},"geometry":{"type":"Polygon","coordinates":[[)" + point(0, 0) + "," + point(1, 0) + "," + point(1, 1) + "," + point(0, 1) + "," + point(0, 0) + "]]}}";
    }
    write_file(file, areas + "]}");
}

/// `people` people on a grid of nine areas, an asset for every 20, each person with a friend or two: all invented, always the same.
inline std::filesystem::path invented_place(const Folder& folder, int people) {
    base::RandomStream random(7, "invented place");
    write_nine_areas(folder / "areas.geojson");
    std::string rows = "id,name,easting,northing,age_band,asked,introduce\n", assets = "id,name,kind,easting,northing\n", ties = "from,to,kind\n";
    const auto place = [&] { return std::to_string(400000 + static_cast<int>(random.below(3000))) + "," + std::to_string(300000 + static_cast<int>(random.below(3000))); };
    for (int i = 0; i < people; ++i) {
        const std::string where = random.below(20) == 0 ? "," : place();
        rows += "P" + std::to_string(i) + ",Person " + std::to_string(i) + "," + where + "," + (random.below(2) == 0 ? "25-64" : "65-74") + "," +
                (random.below(4) == 0 ? "not_asked" : "complete") + "," + (random.below(3) == 0 ? "no" : "yes") + "\n";
        if (i % 20 == 0) assets += "V" + std::to_string(i) + ",Place " + std::to_string(i) + "," + (i % 40 == 0 ? "choir" : "park") + "," + place() + "\n";
        if (i > 0) ties += "P" + std::to_string(i) + ",P" + std::to_string(random.below(static_cast<std::uint64_t>(i))) + ",friend\n";
        if (i % 7 == 0) ties += "P" + std::to_string(i) + ",V" + std::to_string(20 * (i / 20)) + ",attends\n";
    }
    write_file(folder / "people.csv", rows);
    write_file(folder / "assets.csv", assets);
    write_file(folder / "ties.csv", ties);
    write_file(folder / "place.toml", R"(kith = 1
[place]
name = "Invented"
as_of = 2026-06-30
[[areas]]
file = "areas.geojson"
as = "area"
id = "code"
name = "name"
[[people]]
file = "people.csv"
id = "id"
name = "name"
x = "easting"
y = "northing"
crs = "EPSG:27700"
asked = { friends = "asked", family = "asked", neighbours = "asked", groups = "asked" }
introduce = "introduce"
keep = ["age_band"]
[[assets]]
file = "assets.csv"
id = "id"
name = "name"
kind = "kind"
x = "easting"
y = "northing"
crs = "EPSG:27700"
[[ties]]
file = "ties.csv"
from = "from"
to = "to"
kind = "kind"
[[lenses]]
as = "unpaid"
paid = "no"
)");
    return folder / "place.toml";
}

}  // namespace kith::test
