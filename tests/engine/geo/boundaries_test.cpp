// read_boundaries and read_features on small files written here.
#include "engine/geo/boundaries.hpp"

#include <gtest/gtest.h>
#include <sys/mman.h>

#include <cmath>
#include <cstring>

#include "engine/geo/crs.hpp"
#include "tests/engine/geo/map_files.hpp"
#include "tests/support/shared_data.hpp"

namespace kith::geo {
namespace boundaries_test {

using test::areas_request;
using test::MapFile;
using test::read_areas;
using test::ReadAreas;

NamedBytes named(const std::string& name, const std::string& text) { return {name, std::as_bytes(std::span<const char>(text))}; }

ReadAreas read_text(const std::string& name, const std::string& text, BoundaryRequest request) {
    ReadAreas areas;
    const NamedBytes part = named(name, text);
    request.file = name;
    auto segment = read_boundaries({&part, 1}, request, column::heap_memory, areas.report);
    if (!segment) {
        areas.error = segment.error().message;
        return areas;
    }
    areas.segment = *segment;
    areas.geometry = geometry_of(*areas.segment).value();
    return areas;
}

/// A feature in British National Grid with a square of 1 km, or another geometry.
std::string feature(const std::string& properties, double x, double y, const std::string& geometry = {}) {
    const auto at = [&](double dx, double dy) { return "[" + std::to_string(x + dx) + "," + std::to_string(y + dy) + "]"; };
    const std::string square = R"({"type":"Polygon","coordinates":[[)" + at(0, 0) + "," + at(1000, 0) + "," + at(1000, 1000) + "," +
                               at(0, 1000) + "," + at(0, 0) + "]]}";
    return R"({"type":"Feature","properties":)" + properties + R"(,"geometry":)" + (geometry.empty() ? square : geometry) + "}";
}

std::string collection(const std::vector<std::string>& features, const std::string& crs = "EPSG:27700") {
    std::string text = R"({"type":"FeatureCollection",)";
    if (!crs.empty()) text += R"("crs":{"type":"name","properties":{"name":")" + crs + R"("}},)";
    text += R"("features":[)";
    for (std::size_t i = 0; i < features.size(); ++i) text += (i ? "," : "") + features[i];
    return text + "]}";
}

constexpr double x0 = 435000, y0 = 387000;

const column::Issue* issue(const ReadAreas& areas, std::string_view code) {
    for (const auto& one : areas.report.issues)
        if (one.code == code) return &one;
    return nullptr;
}

TEST(Boundaries, CodesNamesAndKeptColumns) {
    BoundaryRequest request = areas_request("", "code");
    request.name = "Name";
    request.columns = {{"pop", "population"}, {"imd", "deprivation"}, {"note", "note"}, {"ref", "ref"}, {"open", "open"}};
    request.where = {{"kind", {"ward", "3"}}};
    request.missing = {{"imd", "-1", column::State::declined}, {"", "n/a", column::State::not_asked}};
    const ReadAreas areas = read_text("a.geojson",
        collection({feature(R"({"code":" A1 ","name":"Alpha","pop":"1200","imd":1.5,"note":"n/a","ref":"007","open":true,"kind":"ward"})",
                        x0, y0),
            feature(R"({"code":"A2","name":"","pop":null,"imd":-1,"note":"green","ref":"8","open":false,"kind":3})", x0 + 1000, y0),
            feature(R"({"code":"A3","name":"Gamma","pop":"5","imd":2,"note":"","ref":"9","open":true,"kind":"parish"})", x0 + 2000, y0)}),
        request);
    ASSERT_TRUE(areas.segment) << areas.error;
    EXPECT_EQ(areas.codes(), (std::vector<std::string>{"A1", "A2"}));
    EXPECT_EQ(areas.report.tally.read, 3);
    EXPECT_EQ(areas.report.tally.kept, 2);
    EXPECT_EQ(areas.report.tally.filtered, 1);
    EXPECT_TRUE(areas.report.tally.balances());
    EXPECT_FALSE(areas.report.has_problems());
    const column::Segment& segment = *areas.segment;
    EXPECT_EQ(segment.key(), "read.areas");
    EXPECT_EQ(segment.find("name")->text(0), "Alpha") << "found in another case";
    EXPECT_EQ(segment.find("name")->state(1), column::State::unstated);
    EXPECT_EQ(std::vector<std::int64_t>(segment.find("source_row")->i64().begin(), segment.find("source_row")->i64().end()),
        (std::vector<std::int64_t>{1, 2}));
    ASSERT_EQ(segment.find("population")->type(), column::Type::f64) << "every known value is a number";
    EXPECT_EQ(segment.find("population")->f64()[0], 1200);
    EXPECT_EQ(segment.find("population")->state(1), column::State::unstated);
    EXPECT_EQ(segment.find("deprivation")->state(1), column::State::declined);
    EXPECT_EQ(segment.find("note")->state(0), column::State::not_asked);
    ASSERT_EQ(segment.find("ref")->type(), column::Type::text) << "007 is a code, no number";
    EXPECT_EQ(segment.find("ref")->text(0), "007");
    EXPECT_EQ(segment.find("open")->f64()[1], 0);
    for (const double km2 : segment.find("km2")->f64()) EXPECT_NEAR(km2, 1, 1e-12);
}

TEST(Boundaries, AMissingAttributeIsNamedWithTheNearest) {
    const std::string text = collection({feature(R"({"LSOA11CD":"A","LSOA11NM":"B"})", x0, y0)});
    EXPECT_NE(read_text("a.geojson", text, areas_request("", "LSOA1CD")).error.find("did you mean \"LSOA11CD\""), std::string::npos);
    const std::string message = read_text("a.geojson", text, areas_request("", "ward")).error;
    EXPECT_NE(message.find("it has: LSOA11CD, LSOA11NM."), std::string::npos) << message;
}

TEST(Boundaries, FeaturesThatAreNoAreasAreRefusedAndEmptyOnesKept) {
    const std::string point = R"({"type":"Point","coordinates":[435000,387000]})";
    const ReadAreas areas = read_text("a.geojson",
        collection({feature(R"({"c":"A"})", x0, y0), feature(R"({"c":"B"})", x0, y0, point), feature(R"({"c":""})", x0, y0),
            feature(R"({"c":null})", x0, y0), feature(R"({"c":"C"})", x0, y0, "null"),
            feature(R"({"c":"D"})", x0, y0, R"({"type":"Polygon","coordinates":[]})"), feature(R"({"c":"A"})", x0, y0)}),
        areas_request("", "c"));
    ASSERT_TRUE(areas.segment) << areas.error;
    EXPECT_EQ(areas.codes(), (std::vector<std::string>{"A", "C", "D", "A"}));
    EXPECT_EQ(areas.report.tally.refused, 3);
    EXPECT_TRUE(areas.report.tally.balances());
    EXPECT_EQ(areas.count("not_an_area"), 1);
    EXPECT_EQ(areas.count("no_code"), 2);
    EXPECT_EQ(areas.count("no_shape"), 2);
    EXPECT_EQ(areas.count("repeated_code"), 1);
    EXPECT_TRUE(areas.geometry.has_shape(0));
    EXPECT_FALSE(areas.geometry.has_shape(1));
    EXPECT_EQ(areas.segment->find("km2")->f64()[1], 0);
}

TEST(Boundaries, HolesSeveralPolygonsAndHeights) {
    const std::string shape =
        R"({"type":"MultiPolygon","coordinates":[[
        [[435000,387000,9],[436000,387000,9],[436000,388000,9],[435000,388000,9],[435000,387000,9]],
        [[435100,387100,9],[435100,387200,9],[435200,387200,9],[435200,387100,9],[435100,387100,9]]],
        [[[437000,387000,9],[437100,387000,9],[437100,387100,9],[437000,387000,9]]]]})";
    const ReadAreas areas = read_text("a.geojson", collection({feature(R"({"c":"A"})", 0, 0, shape)}), areas_request("", "c"));
    ASSERT_TRUE(areas.segment) << areas.error;
    EXPECT_NEAR(areas.segment->find("km2")->f64()[0], 1 - 0.01 + 0.005, 1e-12);
    EXPECT_EQ(areas.geometry.polygon_rings.size(), 3u);
    EXPECT_EQ(areas.geometry.ring_points.size(), 4u);
    EXPECT_EQ(areas.count("heights_dropped"), 1);
    EXPECT_FALSE(areas.report.has_problems());
}

TEST(Boundaries, ABowTieIsMendedAndItsChangeOfSizeSaid) {
    const std::string bow =
        R"({"type":"Polygon","coordinates":[[[435000,387000],[436000,388000],[436000,387000],[435000,388000],[435000,387000]]]})";
    const std::string line = R"({"type":"Polygon","coordinates":[[[435000,387000],[436000,388000],[435000,387000],[435000,387000]]]})";
    const std::string flat = R"({"type":"Polygon","coordinates":[[[435000,387000],[435002,387000],[435001,387000],[435000,387000]]]})";
    const ReadAreas areas = read_text("a.geojson",
        collection({feature(R"({"c":"A"})", 0, 0, bow), feature(R"({"c":"B"})", 0, 0, line), feature(R"({"c":"C"})", 0, 0, flat)}),
        areas_request("", "c"));
    ASSERT_TRUE(areas.segment) << areas.error;
    EXPECT_NEAR(areas.segment->find("km2")->f64()[0], 0.5, 1e-9) << "two triangles";
    EXPECT_EQ(areas.count("shape_mended"), 1);
    ASSERT_TRUE(issue(areas, "shape_mended"));
    EXPECT_NE(issue(areas, "shape_mended")->reason.find("435500, 387500"), std::string::npos) << issue(areas, "shape_mended")->reason;
    EXPECT_EQ(areas.count("no_area"), 2) << "a line there and back encloses nothing";
    EXPECT_FALSE(areas.geometry.has_shape(1));
    EXPECT_FALSE(areas.geometry.has_shape(2));
}

TEST(Boundaries, CoordinatesThatCannotBeAreSaid) {
    const std::string in_degrees = R"({"type":"Polygon","coordinates":[[[-1.5,53.4],[-1.4,53.4],[-1.4,53.5],[-1.5,53.4]]]})";
    const std::string swapped = R"({"type":"Polygon","coordinates":[[[53.4,-1.5],[53.4,-1.4],[53.5,-1.4],[53.4,-1.5]]]})";
    const std::string berlin = R"({"type":"Polygon","coordinates":[[[13.4,52.5],[13.5,52.5],[13.5,52.6],[13.4,52.5]]]})";
    const ReadAreas areas = read_text("a.geojson",
        collection({feature(R"({"c":"A"})", 0, 0, in_degrees), feature(R"({"c":"B"})", 0, 0, swapped),
                       feature(R"({"c":"C"})", 0, 0, berlin), feature(R"({"c":"D"})", x0, y0)},
            ""),
        areas_request("", "c"));
    ASSERT_TRUE(areas.segment) << areas.error;
    EXPECT_EQ(areas.report.tally.kept, 4);
    EXPECT_TRUE(areas.geometry.has_shape(0));
    for (std::int32_t a = 1; a < 4; ++a) EXPECT_FALSE(areas.geometry.has_shape(a));
    EXPECT_EQ(areas.count("axes_swapped"), 1);
    EXPECT_EQ(areas.count("outside_working_crs"), 1);
    EXPECT_EQ(areas.count("coordinate_impossible"), 1);
    EXPECT_EQ(issue(areas, "axes_swapped")->row, 2);
    // When nothing at all can be used, the file is refused with what to do.
    const ReadAreas none = read_text("a.geojson", collection({feature(R"({"c":"D"})", x0, y0)}, ""), areas_request("", "c"));
    EXPECT_NE(none.error.find("add crs = \"EPSG:"), std::string::npos) << none.error;
    EXPECT_EQ(none.report.tally.refused, 1);
    EXPECT_TRUE(none.report.tally.balances());
    // … and with it, it can.
    BoundaryRequest told = areas_request("", "c");
    told.crs = "EPSG:27700";
    EXPECT_TRUE(read_text("a.geojson", collection({feature(R"({"c":"D"})", x0, y0)}, ""), told).segment);
}

TEST(Boundaries, TheFileIsBelievedBeforeTheRecipe) {
    BoundaryRequest request = areas_request("", "c");
    request.crs = "EPSG:4326";
    const ReadAreas areas = read_text("a.geojson", collection({feature(R"({"c":"A"})", x0, y0)}), request);
    ASSERT_TRUE(areas.segment) << areas.error;
    EXPECT_NEAR(areas.segment->find("km2")->f64()[0], 1, 1e-12);
    EXPECT_EQ(areas.count("crs_differs"), 1);
    request.crs = "urn:ogc:def:crs:EPSG::27700";
    EXPECT_EQ(read_text("a.geojson", collection({feature(R"({"c":"A"})", x0, y0)}), request).count("crs_differs"), 0);
}

TEST(Boundaries, TheWorkingCrsMustBeInMetres) {
    const std::string text = collection({feature(R"({"c":"A"})", x0, y0)});
    EXPECT_NE(read_text("a.geojson", text, areas_request("", "c", "EPSG:4326")).error.find("in metres"), std::string::npos);
    EXPECT_NE(read_text("a.geojson", text, areas_request("", "c", "EPSG:0")).error.find("is not known"), std::string::npos);
}

TEST(Boundaries, ACrsBehindALinkIsNeverFollowed) {
    for (const char* type : {"link", "url"}) {
        std::string text = collection({feature(R"({"c":"A"})", x0, y0)}, "");
        text.insert(1, std::string(R"("crs":{"type":")") + type +
                           R"(","properties":{"href":"http://127.0.0.1:9/crs","url":"http://127.0.0.1:9/crs"}},)");
        EXPECT_NE(read_text("a.geojson", text, areas_request("", "c")).error.find("by a link"), std::string::npos);
    }
}

TEST(Boundaries, WhatIsNoMapFileIsRefused) {
    for (const char* text : {"", "hello", "{}", "[]", "{\"type\":\"FeatureCollection\"}", "<html/>", "PK\x03\x04", "SQLite format 3"}) {
        for (const char* name : {"a.geojson", "a.gpkg", "a.shp", "a.fgb", "a.zip", "a.csv", "a.kml", "a.gml", "a"}) {
            const ReadAreas areas = read_text(name, text, areas_request("", "c"));
            EXPECT_FALSE(areas.segment) << name << ' ' << text;
            EXPECT_NE(areas.error.find(name), std::string::npos) << areas.error;
            EXPECT_EQ(areas.error.find("/vsi"), std::string::npos) << areas.error;
            EXPECT_TRUE(areas.report.tally.balances());
        }
    }
}

TEST(Boundaries, NoNetworkDatabaseOrVirtualFormatIsOpened) {
    const char* vrt =
        R"(<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>)";
    const char* wfs = R"(<OGRWFSDataSource><URL>http://127.0.0.1:9/</URL></OGRWFSDataSource>)";
    for (const char* text : {vrt, wfs, "PG:host=127.0.0.1", "http://127.0.0.1:9/a.geojson", "/vsicurl/http://127.0.0.1:9/a.geojson"})
        for (const char* name : {"a.vrt", "a.xml", "a.geojson", "PG:host=x", "http://127.0.0.1:9/a.geojson"})
            EXPECT_FALSE(read_text(name, text, areas_request("", "c")).segment) << name << ' ' << text;
}

TEST(Boundaries, CsvWithWktNeedsACrs) {
    const std::string csv =
        "code;name;geometry\nA;Alpha;\"POLYGON ((435000 387000,436000 387000,436000 388000,435000 387000))\"\nB;Beta;\n";
    EXPECT_NE(read_text("a.csv", csv, areas_request("", "code")).error.find("does not say its coordinate system"), std::string::npos);
    BoundaryRequest request = areas_request("", "code");
    request.crs = "EPSG:27700";
    const ReadAreas areas = read_text("a.csv", csv, request);
    ASSERT_TRUE(areas.segment) << areas.error;
    EXPECT_EQ(areas.codes(), (std::vector<std::string>{"A", "B"}));
    EXPECT_NEAR(areas.segment->find("km2")->f64()[0], 0.5, 1e-12);
    request.wkt = "outline";
    const std::string named_otherwise = "code,outline\nA,\"POLYGON ((435000 387000,436000 387000,436000 388000,435000 387000))\"\n";
    EXPECT_TRUE(read_text("a.csv", named_otherwise, request).segment);
}

TEST(Boundaries, WordsThatAreNoUtf8AreReadAsWindows1252) {
    BoundaryRequest request = areas_request("", "code");
    request.crs = "EPSG:27700";
    request.name = "name";
    const ReadAreas areas = read_text("a.csv",
        "code,name,wkt\nA,Caf\xe9 \x93Mill\x94,\"POLYGON ((435000 387000,436000 387000,436000 388000,435000 387000))\"\n", request);
    ASSERT_TRUE(areas.segment) << areas.error;
    EXPECT_EQ(areas.segment->find("name")->text(0), "Café “Mill”");
    EXPECT_EQ(areas.count("text_recoded"), 1);
}

TEST(Boundaries, SealedMemoryIsNeverWrittenTo) {
    KITH_NEEDS_SHARED(shared);
    // What kith-reader gets is sealed: a driver that wrote into it would end here.
    for (const char* name :
        {"sheffield_wards2013.geojson", "sheffield_wards2013.topojson", "sheffield_wards2013_bng.gpkg", "sheffield_wards2013_bng.fgb",
            "sheffield_wards2013_bng_shp/sheffield_wards2013.shp", "sheffield_wards2013.kml", "doncaster_wards2013_bng.gml"}) {
        const MapFile file(shared / "data/boundaries" / name);
        std::vector<NamedBytes> sealed;
        for (const NamedBytes& part : file.parts()) {
            void* pages = mmap(nullptr, part.bytes.size(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
            ASSERT_NE(pages, MAP_FAILED);
            std::memcpy(pages, part.bytes.data(), part.bytes.size());
            ASSERT_EQ(mprotect(pages, part.bytes.size(), PROT_READ), 0);
            sealed.push_back({part.name, {static_cast<const std::byte*>(pages), part.bytes.size()}});
        }
        column::SourceReport report;
        EXPECT_TRUE(read_boundaries(sealed, areas_request(file.name(), "WD13CD"), column::heap_memory, report)) << name;
        for (const NamedBytes& part : sealed) munmap(const_cast<std::byte*>(part.bytes.data()), part.bytes.size());
    }
}

TEST(Features, WordsAndAPointEach) {
    const std::string text = collection({feature(R"({"id":7,"name":"Library","open":true,"tags":["books","warm"],"x":1.5,"gone":null})", 0,
                                             0, R"({"type":"Point","coordinates":[435000,387000]})"),
        feature(R"({"id":8,"name":"Park"})", x0, y0),
        feature(
            R"({"id":9,"name":"Path"})", 0, 0, R"({"type":"LineString","coordinates":[[435000,387000],[435100,387000],[435100,387900]]})"),
        feature(R"({"id":10,"name":"Nowhere"})", 0, 0, "null"),
        feature(R"({"id":11,"name":"Far"})", 0, 0, R"({"type":"Point","coordinates":[435000,1e8]})")});
    const NamedBytes part = named("a.geojson", text);
    column::SourceReport report;
    const auto table = read_features({&part, 1}, {"a.geojson", {}, {}, "EPSG:27700", {}}, report);
    ASSERT_TRUE(table) << table.error().message;
    ASSERT_EQ(table->rows(), 5u);
    EXPECT_EQ(report.tally.read, 5);
    std::map<std::string, std::size_t> at;
    for (std::size_t c = 0; c < table->columns.size(); ++c) at[table->columns[c].name] = c;
    EXPECT_EQ(table->text(at.at("id"), 0), "7");
    EXPECT_EQ(table->text(at.at("open"), 0), "true");
    EXPECT_EQ(table->text(at.at("tags"), 0), "books;warm");
    EXPECT_EQ(table->text(at.at("x"), 0), "1.5");
    EXPECT_EQ(table->columns[at.at("name")].codes[0] >= 0, true);
    EXPECT_EQ(table->columns[at.at("tags")].codes[1], -1);
    EXPECT_EQ(table->columns.back().name, "fid");
    EXPECT_EQ(table->states, (std::vector<std::uint8_t>{0, 0, 0, 5, 5}));
    EXPECT_NEAR(table->xy[0], 435000, 1e-6);
    EXPECT_NEAR(table->xy[2], 435500, 500) << "somewhere in the park";
    EXPECT_NEAR(table->xy[4], 435100, 1e-6) << "the middle of the way";
    EXPECT_NEAR(table->xy[5], 387400, 1e-6);
    EXPECT_EQ(report.issues.size(), 2u);
}

TEST(Features, ATableWithoutShapesNeedsNoCrs) {
    const std::string csv = "id,name\n1,Library\n2,Park\n";
    const NamedBytes part = named("a.csv", csv);
    column::SourceReport report;
    const auto table = read_features({&part, 1}, {"a.csv", {}, {}, "EPSG:27700", {}}, report);
    ASSERT_TRUE(table) << table.error().message;
    EXPECT_EQ(table->states, (std::vector<std::uint8_t>{5, 5}));
    EXPECT_EQ(table->text(1, 1), "Park");
}

}  // namespace boundaries_test
}  // namespace kith::geo
