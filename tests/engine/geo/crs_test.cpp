#include "engine/geo/crs.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "tests/engine/geo/map_files.hpp"
#include "tests/support/shared_data.hpp"

namespace kith::geo {
namespace crs_test {

TEST(Crs, IsKnownByItsManyNames) {
    for (const char* name : {"EPSG:27700", "urn:ogc:def:crs:EPSG::27700", "OSGB36 / British National Grid"}) {
        const auto facts = describe_crs(name);
        ASSERT_TRUE(facts) << name;
        EXPECT_EQ(facts->identifier, "EPSG:27700");
        EXPECT_TRUE(facts->in_metres());
    }
    for (const char* name : {"EPSG:4326", "OGC:CRS84", "urn:ogc:def:crs:OGC:1.3:CRS84"}) {
        const auto facts = describe_crs(name);
        ASSERT_TRUE(facts) << name;
        EXPECT_TRUE(facts->geographic);
        EXPECT_FALSE(facts->in_metres());
    }
    EXPECT_TRUE(same_crs("EPSG:4326", "OGC:CRS84")) << "the order of axes is the only difference";
    EXPECT_FALSE(same_crs("EPSG:4326", "EPSG:27700"));
}

TEST(Crs, OnlyAProjectedOneInMetresMayBeTheWorkingCrs) {
    EXPECT_TRUE(is_projected_in_metres("EPSG:27700"));
    EXPECT_TRUE(is_projected_in_metres("EPSG:32630"));
    EXPECT_FALSE(is_projected_in_metres("EPSG:4326"));
    EXPECT_FALSE(is_projected_in_metres("EPSG:2263")) << "New York Long Island is in US feet";
    EXPECT_FALSE(is_projected_in_metres("EPSG:4978")) << "geocentric";
    EXPECT_FALSE(is_projected_in_metres("EPSG:5701")) << "a height";
}

TEST(Crs, AnUnknownOneIsRefusedInASentence) {
    for (const char* name : {"EPSG:1", "27700", "my grid", "<html>not found</html>", "+proj=nonsense"}) {
        const auto facts = describe_crs(name);
        ASSERT_FALSE(facts) << name;
        EXPECT_NE(facts.error().message.find("EPSG:<number>"), std::string::npos) << facts.error().message;
    }
    EXPECT_FALSE(Projector::create("", "EPSG:27700"));
    EXPECT_FALSE(Projector::create("EPSG:4326", std::string(1 << 20, 'x')));
}

TEST(Crs, AreaOfUseInItsOwnUnits) {
    const auto facts = describe_crs("EPSG:27700").value();
    ASSERT_TRUE(facts.use && facts.use_degrees);
    EXPECT_TRUE(facts.use->contains(435000, 387000)) << "Sheffield";
    EXPECT_FALSE(facts.use->contains(-1.47, 2e6));
    EXPECT_TRUE(facts.use_degrees->contains(-1.47, 53.38));
}

TEST(Projector, OrdnanceSurveyPointsWithinTheStatedTolerance) {
    KITH_NEEDS_SHARED(shared);
    const auto truth = test::read_json(shared / "data/truths/osgb_known_points.json");
    const auto projector = Projector::create("EPSG:4326", "EPSG:27700").value();
    for (const auto& point : truth.at("points")) {
        double xy[2] = {point.at("lon"), point.at("lat")};
        EXPECT_EQ(projector.fit(xy[0], xy[1]), Fit::inside) << point.at("id");
        ASSERT_EQ(projector.transform(xy), 0u);
        const double error =
            std::hypot(xy[0] - point.at("easting_OSTN15").get<double>(), xy[1] - point.at("northing_OSTN15").get<double>());
        // With the OSTN15 grid 1 cm; without, "inside the helmert error + 0.1 m".
        EXPECT_LT(error, point.at("error_m_helmert_7_parameter").get<double>() + 0.1) << point.at("id");
    }
}

TEST(Projector, GridReferencesOfTheOrdnanceSurvey) {
    KITH_NEEDS_SHARED(shared);
    const auto projector = Projector::create("EPSG:4326", "EPSG:27700").value();
    const auto back = Projector::create("EPSG:27700", "EPSG:4326").value();
    // "TG 51409 13177" is 651409, 313177; "SW 34240 25290" 134240, 25290; "HU 30497 83497" 430497, 1183497.
    const std::map<std::string, std::pair<double, double>> metres{
        {"TG 51409 13177", {651409, 313177}}, {"SW 34240 25290", {134240, 25290}}, {"HU 30497 83497", {430497, 1183497}}};
    int compared = 0;
    const auto truth = test::read_json(shared / "data/truths/osgb_grid_references.json");
    for (const auto& one : truth.at("cases")) {
        if (!one.contains("gridref") || !one.contains("wgs84")) continue;
        const auto [easting, northing] = metres.at(one.at("gridref"));
        double xy[2] = {one.at("wgs84")[1], one.at("wgs84")[0]};
        projector.transform(xy);
        // The degrees are given to four or five decimals: 5 m more.
        EXPECT_LT(std::hypot(xy[0] - easting, xy[1] - northing), 10) << one;
        double there[2] = {easting, northing};
        back.transform(there);
        EXPECT_NEAR(there[0], one.at("wgs84")[1], 1e-4);
        EXPECT_NEAR(there[1], one.at("wgs84")[0], 1e-4);
        ++compared;
    }
    EXPECT_EQ(compared, 3);
}

TEST(Projector, APointThatCannotBeProjectedFailsAlone) {
    const auto projector = Projector::create("EPSG:4326", "EPSG:27700").value();
    const double infinite = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();
    std::vector<double> xy{-1.47, 53.38, infinite, 53, nan, nan, -1.47, 95, -1.47, 53.38};
    std::vector<std::uint8_t> failed(5, 0);
    EXPECT_EQ(projector.transform(xy, failed), 3u);
    EXPECT_EQ(failed, (std::vector<std::uint8_t>{0, 1, 1, 1, 0}));
    EXPECT_EQ(xy[2], 0);
    EXPECT_EQ(xy[0], xy[8]);
    EXPECT_NEAR(xy[8], 435000, 1000);
    EXPECT_NE(projector.operation().find("British National Grid"), std::string::npos) << projector.operation();
}

TEST(Projector, TheSameSystemIsLeftAsItIs) {
    const auto projector = Projector::create("EPSG:27700", "urn:ogc:def:crs:EPSG::27700").value();
    std::vector<double> xy{435123.456, 387654.321};
    EXPECT_EQ(projector.transform(xy), 0u);
    EXPECT_EQ(xy, (std::vector<double>{435123.456, 387654.321}));
    EXPECT_EQ(projector.operation(), "");
}

TEST(Projector, SaysWhetherACoordinateFits) {
    const auto degrees = Projector::create("EPSG:4326", "EPSG:27700").value();
    EXPECT_EQ(degrees.fit(-1.47, 53.38), Fit::inside);
    EXPECT_EQ(degrees.fit(53.38, -1.47), Fit::swapped);
    EXPECT_EQ(degrees.fit(13.4, 52.5), Fit::outside) << "Berlin";
    EXPECT_EQ(degrees.fit(435000, 387000), Fit::impossible);
    EXPECT_EQ(degrees.fit(-1.47, 91), Fit::impossible);
    EXPECT_EQ(degrees.fit(std::numeric_limits<double>::quiet_NaN(), 53), Fit::impossible);
    const auto metres = Projector::create("EPSG:27700", "EPSG:27700").value();
    EXPECT_EQ(metres.fit(435000, 387000), Fit::inside);
    EXPECT_EQ(metres.fit(435000, 1e8), Fit::outside);
    EXPECT_EQ(metres.fit(1100000, 300000), Fit::swapped) << "Shetland's northing as an easting";
    EXPECT_EQ(metres.fit(1e12, 0), Fit::impossible);
    const auto mercator = Projector::create("EPSG:3857", "EPSG:27700").value();
    EXPECT_EQ(mercator.fit(-163640, 7054830), Fit::inside) << "Sheffield in Web Mercator";
}

TEST(Projector, TheAntimeridianInsideTheAreaOfUse) {
    // NZGD2000 / Chatham Islands 2000 lies beyond 180 degrees; its area of use runs across.
    const auto projector = Projector::create("EPSG:4326", "EPSG:3793");
    ASSERT_TRUE(projector);
    EXPECT_EQ(projector->fit(-176.5, -44), Fit::inside);
    EXPECT_EQ(projector->fit(0, -44), Fit::outside);
}

}  // namespace crs_test
}  // namespace kith::geo
