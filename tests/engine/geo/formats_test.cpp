// The same place from every format: the same codes, the same neighbours, the same areas (domain: areas within 0.1 %, quantised
// TopoJSON within 2 %).
#include <gtest/gtest.h>

#include <cmath>

#include "tests/engine/geo/map_files.hpp"
#include "tests/support/shared_data.hpp"

namespace kith {
namespace formats_test {

using test::read_areas;
using test::ReadAreas;

struct Variant {
    const char* file;
    double tolerance;
    const char* crs = "";
};

struct Place {
    const char* name;
    const char* id;
    std::vector<Variant> variants;  // the first is what the others are compared with
};

std::map<std::string, double> km2_by_code(const ReadAreas& areas) {
    std::map<std::string, double> all;
    for (std::size_t a = 0; a < areas.size(); ++a) all[areas.code(a)] = areas.segment->find("km2")->f64()[a];
    return all;
}

class Formats : public testing::TestWithParam<Place> {};

TEST_P(Formats, GiveTheSamePlace) {
    KITH_NEEDS_SHARED(shared);
    const Place& place = GetParam();
    std::map<std::string, double> km2;
    std::map<std::string, std::vector<std::string>> queen, rook;
    for (const Variant& variant : place.variants) {
        const ReadAreas areas = read_areas(shared / "data/boundaries" / variant.file, place.id, variant.crs);
        ASSERT_TRUE(areas.segment) << variant.file << ": " << areas.error;
        const auto found = geo::contiguity(areas.geometry).value();
        if (km2.empty()) {
            km2 = km2_by_code(areas);
            queen = areas.by_code(found.queen);
            rook = areas.by_code(found.rook);
            continue;
        }
        const auto other = km2_by_code(areas);
        ASSERT_EQ(other.size(), km2.size()) << variant.file;
        for (const auto& [code, size] : km2) {
            ASSERT_TRUE(other.contains(code)) << variant.file << ' ' << code;
            EXPECT_NEAR(other.at(code), size, size * variant.tolerance) << variant.file << ' ' << code;
        }
        EXPECT_EQ(areas.by_code(found.queen), queen) << variant.file;
        EXPECT_EQ(areas.by_code(found.rook), rook) << variant.file;
    }
}

constexpr double near_enough = 0.001, quantised = 0.02;

INSTANTIATE_TEST_SUITE_P(Places, Formats,
    testing::Values(
        Place{"Sheffield LSOA 2011", "LSOA11CD",
            {{"sheffield_lsoa2011.geojson", 0}, {"sheffield_lsoa2011.geojsonl", near_enough}, {"sheffield_lsoa2011.topojson", quantised},
                {"sheffield_lsoa2011_bng.gpkg", near_enough}, {"sheffield_lsoa2011_bng.fgb", near_enough},
                {"sheffield_lsoa2011_bng_shp/sheffield_lsoa2011.shp", near_enough}}},
        Place{"Doncaster LSOA 2011", "LSOA11CD",
            {{"doncaster_lsoa2011.geojson", 0}, {"doncaster_lsoa2011.topojson", quantised}, {"doncaster_lsoa2011_bng.gpkg", near_enough},
                {"doncaster_lsoa2011_bng.fgb", near_enough}, {"doncaster_lsoa2011_bng_shp/doncaster_lsoa2011.shp", near_enough}}},
        Place{"Sheffield wards 2013", "WD13CD",
            {{"sheffield_wards2013.geojson", 0}, {"sheffield_wards2013.topojson", quantised}, {"sheffield_wards2013_bng.gpkg", near_enough},
                {"sheffield_wards2013_bng.fgb", near_enough}, {"sheffield_wards2013.kml", near_enough},
                {"sheffield_wards2013_bng_shp/sheffield_wards2013.shp", near_enough},
                {"sheffield_wards2013_bng_with_crs_member.geojson", near_enough}}},
        Place{"Doncaster wards 2013", "WD13CD",
            {{"doncaster_wards2013.geojson", 0}, {"doncaster_wards2013.topojson", quantised}, {"doncaster_wards2013_bng.gpkg", near_enough},
                {"doncaster_wards2013_bng.fgb", near_enough}, {"doncaster_wards2013_bng.gml", near_enough},
                {"doncaster_wards2013_bng_shp/doncaster_wards2013.shp", near_enough},
                {"doncaster_wards2013_wkt_bng.csv", near_enough, "EPSG:27700"}}}),
    [](const auto& place) {
        std::string name = place.param.name;
        std::erase(name, ' ');
        return name;
    });

TEST(Formats, ALayerOfSeveralInAnyCrs) {
    KITH_NEEDS_SHARED(shared);
    const test::MapFile file(shared / "data/boundaries/south_yorkshire_multilayer.gpkg");
    const ReadAreas unsaid = read_areas(file, test::areas_request(file.name(), "fid"));
    EXPECT_NE(unsaid.error.find("3 layers (wards, lsoa_wgs84, neighbourhoods_webmercator): say which with ogr_layer"), std::string::npos)
        << unsaid.error;
    geo::BoundaryRequest request = test::areas_request(file.name(), "fid");
    request.ogr_layer = "neighbourhoods_webmercator";
    const ReadAreas areas = read_areas(file, request);
    ASSERT_TRUE(areas.segment) << areas.error;
    double sum = 0;
    for (const double km2 : areas.segment->find("km2")->f64()) sum += km2;
    EXPECT_NEAR(sum, 276.601, 0.3) << "truths/sheffield_neighbourhoods_overlaps.json";
    request.ogr_layer = "neighbourhoods";
    EXPECT_NE(read_areas(file, request).error.find("has no layer \"neighbourhoods\""), std::string::npos);
}

}  // namespace formats_test
}  // namespace kith
