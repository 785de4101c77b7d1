// What independent tools and published sources say of real places (shared/data/truths; the files name tool and source).
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "engine/geo/locate.hpp"
#include "tests/engine/geo/map_files.hpp"
#include "tests/support/shared_data.hpp"

namespace kith {
namespace truths_test {

using Json = nlohmann::json;
using test::read_areas;
using test::read_json;
using test::ReadAreas;

std::vector<int> counts_of(const geo::Neighbours& neighbours) {
    std::vector<int> counts;
    for (std::size_t a = 0; a + 1 < neighbours.offsets.size(); ++a)
        counts.push_back(static_cast<int>(neighbours.offsets[a + 1] - neighbours.offsets[a]));
    return counts;
}

std::map<std::string, std::vector<std::string>> neighbours_in(const Json& truth) {
    std::map<std::string, std::vector<std::string>> all;
    for (const auto& [code, list] : truth.items()) {
        auto& codes = all[code];
        if (list.is_string()) codes.push_back(list);  // R writes a list of one as the one
        else codes = list.get<std::vector<std::string>>();
        std::sort(codes.begin(), codes.end());
    }
    return all;
}

class LsoaContiguity : public testing::TestWithParam<const char*> {};

TEST_P(LsoaContiguity, IsWhatSpdepFinds) {
    KITH_NEEDS_SHARED(shared);
    const std::string place = GetParam();
    const Json truth = read_json(shared / "data/truths" / (place + "_lsoa2011_contiguity_spdep.json"));
    const ReadAreas areas = read_areas(shared / "data/boundaries" / (place + "_lsoa2011.geojson"), "LSOA11CD");
    ASSERT_TRUE(areas.segment) << areas.error;
    ASSERT_EQ(areas.codes(), truth.at("ids").get<std::vector<std::string>>());
    const auto found = geo::contiguity(areas.geometry).value();
    EXPECT_EQ(found.queen.targets.size(), truth.at("queen_snap1e_9_degrees").at("links").get<std::size_t>());
    EXPECT_EQ(counts_of(found.queen), truth.at("queen_snap1e_9_degrees").at("neighbour_counts").get<std::vector<int>>());
    EXPECT_EQ(counts_of(found.queen), truth.at("queen_bng_snap_1m").at("neighbour_counts").get<std::vector<int>>());
    EXPECT_EQ(counts_of(found.rook), truth.at("rook_snap1e_9_degrees").at("neighbour_counts").get<std::vector<int>>());
    EXPECT_EQ(areas.by_code(found.queen), neighbours_in(truth.at("queen_neighbour_ids")));
    // "Neighbours' vertices differ by up to 0.01 mm" (SOURCES.md): without snapping there would be almost no neighbours.
    EXPECT_GT(found.snapped_vertices, found.shared_vertices / 2);
    EXPECT_LT(found.widest_snap, 1e-4);
    EXPECT_LT(geo::contiguity(areas.geometry, {0}).value().queen.targets.size(), found.queen.targets.size() / 2);
    const auto km2 = areas.segment->find("km2")->f64();
    const auto expected = truth.at("area_km2_bng").get<std::vector<double>>();
    for (std::size_t a = 0; a < expected.size(); ++a) EXPECT_NEAR(km2[a], expected[a], expected[a] * 1e-6) << areas.code(a);
}
INSTANTIATE_TEST_SUITE_P(Places, LsoaContiguity, testing::Values("sheffield", "doncaster"));

class WardContiguity : public testing::TestWithParam<const char*> {};

TEST_P(WardContiguity, IsWhatSpdepFinds) {
    KITH_NEEDS_SHARED(shared);
    const std::string place = GetParam();
    const Json truth = read_json(shared / "data/truths" / (place + "_wards2013_contiguity_spdep.json"));
    const ReadAreas areas = read_areas(shared / "data/boundaries" / (place + "_wards2013.geojson"), "WD13CD");
    ASSERT_TRUE(areas.segment) << areas.error;
    ASSERT_EQ(areas.codes(), truth.at("ids").get<std::vector<std::string>>());
    const auto found = geo::contiguity(areas.geometry).value();
    EXPECT_EQ(counts_of(found.queen), truth.at("neighbour_counts").get<std::vector<int>>());
    EXPECT_EQ(areas.by_code(found.queen), neighbours_in(truth.at("neighbour_ids")));
    EXPECT_EQ(found.snapped_vertices, 0) << "wards share vertices exactly (SOURCES.md)";
    const auto expected = truth.at("area_km2_bng").get<std::vector<double>>();
    for (std::size_t a = 0; a < expected.size(); ++a) EXPECT_NEAR(areas.segment->find("km2")->f64()[a], expected[a], expected[a] * 1e-6);
}
INSTANTIATE_TEST_SUITE_P(Places, WardContiguity, testing::Values("sheffield", "doncaster"));

TEST(Contiguity, OfColumbusIsWhatSpdepAndLibpysalFind) {
    KITH_NEEDS_SHARED(shared);
    // Columbus has no CRS and a unit of its own: taken as metres, with a snap that fits it.
    const ReadAreas areas = read_areas(shared / "data/truths/data/columbus.shp", "fid", "EPSG:27700");
    ASSERT_TRUE(areas.segment) << areas.error;
    const auto found = geo::contiguity(areas.geometry, {1e-7}).value();
    const Json spdep = read_json(shared / "data/truths/columbus_spdep.json");
    EXPECT_EQ(counts_of(found.queen), spdep.at("queen").at("neighbour_counts").get<std::vector<int>>());
    EXPECT_EQ(counts_of(found.rook), spdep.at("rook").at("neighbour_counts").get<std::vector<int>>());
    std::vector<std::vector<int>> one_based;
    for (std::size_t a = 0; a < areas.size(); ++a) {
        auto& list = one_based.emplace_back();
        for (auto i = found.queen.offsets[a]; i < found.queen.offsets[a + 1]; ++i)
            list.push_back(found.queen.targets[static_cast<std::size_t>(i)] + 1);
    }
    EXPECT_EQ(one_based, spdep.at("queen_neighbours_1based").get<std::vector<std::vector<int>>>());
    const Json libpysal = read_json(shared / "data/truths/columbus_contiguity_libpysal.json");
    const auto of = [](const geo::Neighbours& n, std::size_t a) {
        return std::vector<int>(n.targets.begin() + n.offsets[a], n.targets.begin() + n.offsets[a + 1]);
    };
    EXPECT_EQ(of(found.queen, 4), libpysal.at("queen_neighbours_of_index_4").get<std::vector<int>>());
    EXPECT_EQ(of(found.rook, 4), libpysal.at("rook_neighbours_of_index_4").get<std::vector<int>>());
}

TEST(Contiguity, OfSyracuseIsWhatTheSpdepVignettePrints) {
    KITH_NEEDS_SHARED(shared);
    const test::MapFile file(shared / "data/truths/data/syracuse_tracts_utm18.gpkg");
    const ReadAreas areas = read_areas(file, test::areas_request(file.name(), "fid", "EPSG:32618"));
    ASSERT_TRUE(areas.segment) << areas.error;
    const Json truth = read_json(shared / "data/truths/syracuse_neighbours.json");
    const auto found = geo::contiguity(areas.geometry).value();
    ASSERT_EQ(areas.size(), truth.at("regions").get<std::size_t>());
    EXPECT_EQ(found.queen.targets.size(), truth.at("nonzero_links").get<std::size_t>());
    std::map<std::string, int> links;
    for (const int count : counts_of(found.queen)) ++links[std::to_string(count)];
    EXPECT_EQ(links, (truth.at("link_distribution").get<std::map<std::string, int>>()));
}

TEST(Locate, CentroidsOfLsoasLieInTheWardsThatShapelyFinds) {
    KITH_NEEDS_SHARED(shared);
    base::JobContext job;
    for (const std::string place : {"sheffield", "doncaster"}) {
        const Json truth = read_json(shared / "data/truths" / (place + "_point_in_polygon.json"));
        const auto cells = test::read_cells(shared / "data/statistics" / (place + "_lsoa11_population_weighted_centroids_bng.csv"));
        std::vector<double> xy;
        std::vector<std::string> codes;
        for (std::size_t r = 1; r < cells.size(); ++r) {
            xy.insert(xy.end(), {std::stod(cells[r][0]), std::stod(cells[r][1])});
            codes.push_back(cells[r][3]);
        }
        ASSERT_EQ(codes.size(), truth.at("centroids").get<std::size_t>());
        const ReadAreas wards = read_areas(shared / "data/boundaries" / (place + "_wards2013.geojson"), "WD13CD");
        const ReadAreas lsoas = read_areas(shared / "data/boundaries" / (place + "_lsoa2011.geojson"), "LSOA11CD");
        const auto in_ward = geo::Locator::build(wards.geometry).in_partition({xy, {}, {}}, job).value();
        const auto in_lsoa = geo::Locator::build(lsoas.geometry).in_partition({xy, {}, {}}, job).value();
        std::set<std::string> elsewhere, expected_elsewhere;
        for (const auto& pair : truth.at("outside_their_lsoa")) expected_elsewhere.insert(pair.at(0));
        for (std::size_t i = 0; i < codes.size(); ++i) {
            ASSERT_GE(in_ward.area[i], 0) << codes[i];
            EXPECT_EQ(wards.code(static_cast<std::size_t>(in_ward.area[i])), truth.at("ward_of_lsoa_by_centroid").at(codes[i])) << codes[i];
            if (in_lsoa.area[i] < 0 || lsoas.code(static_cast<std::size_t>(in_lsoa.area[i])) != codes[i]) elsewhere.insert(codes[i]);
        }
        EXPECT_EQ(elsewhere, expected_elsewhere) << place;
        EXPECT_EQ(in_ward.inside, static_cast<std::int64_t>(codes.size()));
    }
}

TEST(Locate, LibrariesStandInTheWardsThatShapelyFinds) {
    KITH_NEEDS_SHARED(shared);
    base::JobContext job;
    for (const std::string place : {"sheffield", "doncaster"}) {
        const Json truth = read_json(shared / "data/truths" / (place + "_libraries_in_wards.json"));
        const ReadAreas wards = read_areas(shared / "data/boundaries" / (place + "_wards2013.geojson"), "WD13CD");
        std::vector<double> xy;
        for (const auto& library : truth.at("libraries")) xy.insert(xy.end(), {library.at("easting"), library.at("northing")});
        const auto found = geo::Locator::build(wards.geometry).in_partition({xy, {}, {}}, job).value();
        std::set<std::string> without;
        for (const auto& code : wards.codes()) without.insert(code);
        for (std::size_t i = 0; i < found.area.size(); ++i) {
            ASSERT_GE(found.area[i], 0);
            const std::string ward = wards.code(static_cast<std::size_t>(found.area[i]));
            EXPECT_EQ(ward, truth.at("libraries")[i].at("ward2013")) << truth.at("libraries")[i].at("name");
            without.erase(ward);
        }
        EXPECT_EQ(without, truth.at("wards_without_library").get<std::set<std::string>>());
    }
}

TEST(Boundaries, ShapesThatShapelyCallsInvalidAreMendedAndSaid) {
    KITH_NEEDS_SHARED(shared);
    const Json truth = read_json(shared / "data/truths/invalid_polygons_in_boundaries.json");
    std::map<std::string, std::map<std::int64_t, std::string>> expected;  // file, row, reason
    for (const auto& polygon : truth.at("polygons")) {
        const std::string why = polygon.at("why");
        expected[polygon.at("file")][polygon.at("index").get<std::int64_t>() + 1] = base::lower(why.substr(0, why.find('[')));
    }
    for (const auto& entry : std::filesystem::directory_iterator(shared / "data/boundaries")) {
        if (entry.path().extension() != ".geojson") continue;
        const ReadAreas areas = read_areas(entry.path(), "fid");
        ASSERT_TRUE(areas.segment) << areas.error;
        std::map<std::int64_t, std::string> mended;
        for (const auto& issue : areas.report.issues)
            if (issue.code == "shape_mended") mended[issue.row] = issue.reason;
        const auto& file = expected["boundaries/" + entry.path().filename().string()];
        ASSERT_EQ(mended.size(), file.size()) << entry.path();
        for (const auto& [row, why] : file) {
            ASSERT_TRUE(mended.contains(row)) << entry.path() << " row " << row;
            EXPECT_NE(mended[row].find(why), std::string::npos) << mended[row];
        }
        EXPECT_EQ(areas.report.has_problems(), !file.empty()) << entry.path();
    }
}

TEST(Boundaries, CommunityDrawnNeighbourhoodsHardlyOverlap) {
    KITH_NEEDS_SHARED(shared);
    const Json truth = read_json(shared / "data/truths/sheffield_neighbourhoods_overlaps.json");
    const ReadAreas areas = read_areas(shared / "data/boundaries/sheffield_neighbourhoods_community_drawn.geojson", "name");
    ASSERT_TRUE(areas.segment) << areas.error;
    ASSERT_EQ(areas.size(), truth.at("polygons").get<std::size_t>());
    double sum = 0;
    for (const double km2 : areas.segment->find("km2")->f64()) sum += km2;
    EXPECT_NEAR(sum, truth.at("sum_of_areas_km2"), sum * 0.001);
    EXPECT_EQ(areas.count("repeated_code"), 0) << "no name stands twice";
    // A lattice of points: those in two neighbourhoods measure the overlap, which the truth gives as sum less union.
    base::JobContext job;
    std::vector<double> xy;
    constexpr double step = 50;
    for (double x = 415000; x < 450000; x += step)
        for (double y = 375000; y < 405000; y += step) xy.insert(xy.end(), {x, y});
    const auto found = geo::Locator::build(areas.geometry).in_all({xy, {}, {}}, job).value();
    const double cell = step * step / 1e6;
    EXPECT_NEAR(static_cast<double>(found.inside) * cell, truth.at("union_km2"), 0.005 * sum);
    EXPECT_LT(static_cast<double>(found.areas.size()) * cell - static_cast<double>(found.inside) * cell, 0.1);
}

}  // namespace truths_test
}  // namespace kith
