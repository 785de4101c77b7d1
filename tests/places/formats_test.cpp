// The same place from five formats: the same codes, joined values and borders; areas equal within what each format keeps.
// The formats were made with GDAL from one source (SOURCES.md of the shared data); the recipes are written here.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/io/recipe.hpp"
#include "engine/place/pipeline.hpp"
#include "tests/support/shared_data.hpp"

using namespace kith;

namespace formats_test {

struct Area {
    double km2 = 0;
    std::vector<double> joined;              // -1 where not known
    std::set<std::string> queen, rook;       // codes of neighbours
};
using Areas = std::map<std::string, Area>;

struct Layer {
    const char* place;                       // "sheffield"
    const char* name;                        // "lsoa2011"
    const char* id;
    bool joins;
    std::size_t areas;
};

std::string recipe_of(const Layer& layer, const std::string& file) {
    const std::string place = layer.place;
    std::string text = "kith = 1\n[place]\nname = \"One place, several formats\"\n[[areas]]\nfile = \"boundaries/" + file + "\"\nas = \"layer\"\nid = \"" + layer.id + "\"\n";
    if (!layer.joins) return text;
    text += "[[areas.join]]\nfile = \"statistics/" + place + "_population2020_lsoa11.csv\"\nid = \"lsoa11_code\"\ncolumns = { total_population = \"population\" }\n";
    text += "[[areas.join]]\nfile = \"statistics/" + place + "_imd2019_lsoa11.csv\"\nid = \"lsoa11_code\"\n";
    text += "columns = { IMD_decile = { as = \"decile\", method = \"measured\" }, IMD_rank = { as = \"rank\", method = \"measured\" } }\n";
    return text;
}

base::Result<place::PlacePtr> read(const std::filesystem::path& shared, const std::string& recipe_text) {
    const auto file = std::filesystem::temp_directory_path() / ("kith-formats-" + std::to_string(::getpid()) + ".toml");
    std::ofstream(file) << recipe_text;
    const auto recipe = io::read_recipe(file);
    std::filesystem::remove(file);
    if (!recipe) return recipe.error();
    base::JobContext job;
    return place::read_place(*recipe, shared / "data", job);
}

std::set<std::string> neighbours(const place::Revision& revision, const char* kind, std::size_t row) {
    const auto offsets = revision.column("areas.layer.borders", std::string(kind) + "_offsets")->i64();
    const auto targets = revision.column("areas.layer.borders", kind)->i32();
    const column::Column& code = *revision.column("areas.layer", "code");
    std::set<std::string> found;
    for (auto at = offsets[row]; at < offsets[row + 1]; ++at)
        found.emplace(code.text(static_cast<std::size_t>(targets[static_cast<std::size_t>(at)])));
    return found;
}

Areas areas_of(const place::Place& place, bool joins) {
    const place::Revision& revision = *place.revision;
    const column::Column& code = *revision.column("areas.layer", "code");
    const auto km2 = revision.column("areas.layer", "km2")->f64();
    Areas areas;
    for (std::size_t row = 0; row < code.rows(); ++row) {
        Area& area = areas[std::string(code.text(row))];
        area.km2 = km2[row];
        for (const char* name : {"population", "decile", "rank"}) {
            const column::Column* column = joins ? revision.column("areas.layer", name) : nullptr;
            if (column != nullptr) area.joined.push_back(column->known(row) ? column->f64()[row] : -1);
        }
        area.queen = neighbours(revision, "queen", row);
        area.rook = neighbours(revision, "rook", row);
    }
    return areas;
}

Areas areas_from(const std::filesystem::path& shared, const Layer& layer, const std::string& file) {
    const auto place = read(shared, recipe_of(layer, file));
    if (!place) {
        ADD_FAILURE() << file << ": " << place.error().message;
        return {};
    }
    for (const auto& report : (*place)->reports) {
        EXPECT_TRUE(report.tally.balances()) << report.file;
        EXPECT_EQ(report.tally.kept, static_cast<std::int64_t>(layer.areas)) << report.file;
    }
    if ((*place)->revision->column("areas.layer", "code") == nullptr) {
        ADD_FAILURE() << file << ": no areas were read";
        return {};
    }
    return areas_of(**place, layer.joins);
}

double sum(const Areas& areas, std::size_t joined) {
    double total = 0;
    for (const auto& [code, area] : areas) total += area.joined.size() > joined ? area.joined[joined] : 0;
    return total;
}

void expect_same(const Areas& expected, const Areas& found, double tolerance, const std::string& file) {
    SCOPED_TRACE(file);
    ASSERT_EQ(found.size(), expected.size());
    for (const auto& [code, area] : expected) {
        const auto at = found.find(code);
        ASSERT_NE(at, found.end()) << code;
        EXPECT_NEAR(at->second.km2, area.km2, tolerance * area.km2) << code;
        EXPECT_EQ(at->second.joined, area.joined) << code;
        EXPECT_EQ(at->second.queen, area.queen) << code;
        EXPECT_EQ(at->second.rook, area.rook) << code;
    }
}

void check(const Layer& layer) {
    KITH_NEEDS_SHARED(shared);
    const std::string stem = std::string(layer.place) + "_" + layer.name;
    const Areas geojson = areas_from(shared, layer, stem + ".geojson");
    ASSERT_EQ(geojson.size(), layer.areas);
    EXPECT_TRUE(std::all_of(geojson.begin(), geojson.end(), [](const auto& a) { return a.second.km2 > 0 && !a.second.queen.empty(); }));
    for (const std::string ending : {"_bng.gpkg", "_bng.fgb"}) expect_same(geojson, areas_from(shared, layer, stem + ending), 0.001, ending);
    expect_same(geojson, areas_from(shared, layer, stem + "_bng_shp/" + stem + ".shp"), 0.001, "shapefile");
    expect_same(geojson, areas_from(shared, layer, stem + ".topojson"), 0.02, "topojson");
    if (layer.joins) {
        // The sums of tests/places/expected.json, which Python alone counted.
        const bool sheffield = std::string(layer.place) == "sheffield";
        EXPECT_EQ(sum(geojson, 0), sheffield ? 589214 : 312785);
        EXPECT_EQ(sum(geojson, 1), sheffield ? 1669 : 767);
        EXPECT_EQ(sum(geojson, 2), sheffield ? 4906498 : 2187379);
    }
}

TEST(Formats, SheffieldLsoas) { check({"sheffield", "lsoa2011", "LSOA11CD", true, 345}); }
TEST(Formats, DoncasterLsoas) { check({"doncaster", "lsoa2011", "LSOA11CD", true, 194}); }
TEST(Formats, SheffieldWards) { check({"sheffield", "wards2013", "WD13CD", false, 28}); }
TEST(Formats, DoncasterWards) { check({"doncaster", "wards2013", "WD13CD", false, 21}); }

TEST(Formats, WhatElseHoldsTheSameAreas) {
    KITH_NEEDS_SHARED(shared);
    const Layer lsoas{"sheffield", "lsoa2011", "LSOA11CD", true, 345}, wards{"sheffield", "wards2013", "WD13CD", false, 28},
        doncaster{"doncaster", "wards2013", "WD13CD", false, 21};
    expect_same(areas_from(shared, lsoas, "sheffield_lsoa2011.geojson"), areas_from(shared, lsoas, "sheffield_lsoa2011.geojsonl"), 1e-3, "one feature a line");
    const Areas sheffield = areas_from(shared, wards, "sheffield_wards2013.geojson");
    expect_same(sheffield, areas_from(shared, wards, "sheffield_wards2013.kml"), 0.001, "kml");
    expect_same(sheffield, areas_from(shared, wards, "sheffield_wards2013_bng_with_crs_member.geojson"), 0.001, "a crs member");
    expect_same(areas_from(shared, doncaster, "doncaster_wards2013.geojson"), areas_from(shared, doncaster, "doncaster_wards2013_bng.gml"), 0.001, "gml");
}

}  // namespace formats_test
