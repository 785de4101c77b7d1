// A layer read in columns gives what it gives feature by feature, also where it has to change over in the middle. Every square is one
// kilometre wide, so that all sizes are known beforehand; GDAL only writes the files.
#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include "tests/engine/geo/map_files.hpp"
#include "tests/support/folder.hpp"

namespace kith {
namespace feature_stream_test {

constexpr int squares = 5000, odd = 3000;  // several of the stream's batches, and the odd one in the middle of one

enum class Odd { none, no_shape, height, line, jump_of_ids };

std::unique_ptr<OGRGeometry> square(int n, bool high) {
    const double x = 200'000 + 2000.0 * (n % 100), y = 200'000 + 2000.0 * (n / 100);
    OGRLinearRing ring;
    for (const auto& [dx, dy] : {std::pair{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}, {0, 0}}) {
        if (high) ring.addPoint(x + dx, y + dy, 7);
        else ring.addPoint(x + dx, y + dy);
    }
    auto polygon = std::make_unique<OGRPolygon>();
    polygon->addRing(&ring);
    if (n % 2 == 0) return polygon;
    auto several = std::make_unique<OGRMultiPolygon>();
    several->addGeometry(polygon.get());
    return several;
}

/// Codes A0 …, `people` = 10 n but for every seventh, of which nothing is known, `share` = n / 8.
void write(const std::string& path, const char* driver, Odd what) {
    GDALAllRegister();
    const GDALDatasetUniquePtr file(GetGDALDriverManager()->GetDriverByName(driver)->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    ASSERT_TRUE(file);
    OGRSpatialReference grid;
    grid.importFromEPSG(27700);
    const char* no_index[] = {"SPATIAL_INDEX=NO", nullptr};
    OGRLayer* layer = file->CreateLayer("areas", &grid, wkbUnknown, const_cast<char**>(no_index));
    for (auto [name, type] : {std::pair{"other", OFTString}, {"code", OFTString}, {"people", OFTInteger64}, {"share", OFTReal}}) {
        OGRFieldDefn field(name, type);
        ASSERT_EQ(layer->CreateField(&field), OGRERR_NONE);
    }
    const bool at_once = layer->TestCapability(OLCTransactions) != 0;
    if (at_once) {
        ASSERT_EQ(layer->StartTransaction(), OGRERR_NONE);
    }
    for (int n = 0; n < squares; ++n) {
        OGRFeature feature(layer->GetLayerDefn());
        const bool is_odd = n == odd;
        feature.SetField("other", "not asked for");
        feature.SetField("code", ("A" + std::to_string(n)).c_str());
        if (n % 7 != 0) feature.SetField("people", static_cast<GIntBig>(10 * n));
        feature.SetField("share", n / 8.0);
        if (is_odd && what == Odd::jump_of_ids) feature.SetFID(1'000'000);
        if (is_odd && what == Odd::line) {
            OGRLineString line;
            line.addPoint(200'000, 200'000);
            line.addPoint(200'500, 200'500);
            feature.SetGeometry(&line);
        } else if (!is_odd || what != Odd::no_shape) {
            feature.SetGeometryDirectly(square(n, is_odd && what == Odd::height).release());
        }
        ASSERT_EQ(layer->CreateFeature(&feature), OGRERR_NONE) << n;
    }
    if (at_once) {
        ASSERT_EQ(layer->CommitTransaction(), OGRERR_NONE);
    }
}

class FeatureStream : public testing::TestWithParam<std::tuple<const char*, Odd>> {
protected:
    test::ReadAreas read() {
        const auto [driver, what] = GetParam();
        const std::string path = (folder_.path() / (std::string("areas.") + (std::string(driver) == "GPKG" ? "gpkg" : "fgb"))).string();
        write(path, driver, what);
        const test::MapFile file(path);
        geo::BoundaryRequest request = test::areas_request(file.name(), "code");
        request.columns = {{"people", "people"}, {"share", "share"}};
        return test::read_areas(file, request);
    }

private:
    test::Folder folder_;
};

TEST_P(FeatureStream, GivesEveryRowInItsPlace) {
    const Odd what = std::get<1>(GetParam());
    const test::ReadAreas areas = read();
    ASSERT_TRUE(areas.segment) << areas.error;
    EXPECT_EQ(areas.report.tally.read, squares);
    EXPECT_EQ(areas.report.tally.refused, what == Odd::line ? 1 : 0);
    EXPECT_EQ(areas.report.tally.kept, squares - (what == Odd::line ? 1 : 0));
    EXPECT_EQ(areas.count("no_shape"), what == Odd::no_shape ? 1 : 0);
    EXPECT_EQ(areas.count("heights_dropped"), what == Odd::height ? 1 : 0);
    const auto rows = areas.segment->find("source_row")->i64();
    const auto km2 = areas.segment->find("km2")->f64();
    const column::Column& people = *areas.segment->find("people");
    const auto share = areas.segment->find("share")->f64();
    for (std::size_t a = 0; a < areas.size(); ++a) {
        const int n = static_cast<int>(rows[a]) - 1;
        ASSERT_EQ(areas.code(a), "A" + std::to_string(n));
        ASSERT_NEAR(km2[a], n == odd && what == Odd::no_shape ? 0 : 1, 1e-12) << n;
        ASSERT_EQ(people.known(a), n % 7 != 0) << n;
        ASSERT_EQ(people.f64()[a], n % 7 != 0 ? 10.0 * n : 0.0);
        ASSERT_EQ(share[a], n / 8.0) << n;
    }
}

// GDAL 3.6 writes no FlatGeobuf row without a shape, and no height beside flat shapes.
INSTANTIATE_TEST_SUITE_P(Files, FeatureStream,
    testing::Values(std::tuple{"GPKG", Odd::none}, std::tuple{"GPKG", Odd::no_shape}, std::tuple{"GPKG", Odd::height}, std::tuple{"GPKG", Odd::line},
        std::tuple{"GPKG", Odd::jump_of_ids}, std::tuple{"FlatGeobuf", Odd::none}, std::tuple{"FlatGeobuf", Odd::line}));

}  // namespace feature_stream_test
}  // namespace kith
