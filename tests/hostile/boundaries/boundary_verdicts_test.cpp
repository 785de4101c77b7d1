// Every hostile map file given to read_boundaries or read_features in its fitting role: the verdict and rows of
// boundary_verdicts.tsv, and what stands beside the file (.result, .json) where something does.
//
//     KITH_PRINT_VERDICTS=1 test.hostile.boundaries.boundary_verdicts     the table as the reader answers now, to be judged by a person
#include <gtest/gtest.h>

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <sstream>

#include "engine/geo/backdrop.hpp"
#include "tests/engine/geo/map_files.hpp"
#include "tests/support/shared_data.hpp"

namespace kith {
namespace boundary_verdicts_test {

using Json = nlohmann::json;

struct Row {
    std::string file, layer, role, crs, working, verdict;
    std::int64_t read = 0, kept = 0;
    std::string gdal, why;
};

std::vector<Row> table() {
    std::vector<Row> rows;
    std::ifstream stream(std::filesystem::path(KITH_SOURCE_DIR) / "tests/hostile/boundaries/boundary_verdicts.tsv");
    bool header = true;
    for (std::string line; std::getline(stream, line);) {
        if (line.empty() || line[0] == '#') continue;
        if (header) {
            header = false;
            continue;
        }
        std::vector<std::string> cells;
        std::stringstream split(line);
        for (std::string cell; std::getline(split, cell, '\t');) cells.push_back(cell);
        cells.resize(10);
        rows.push_back({cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], std::atoll(cells[6].c_str()),
            std::atoll(cells[7].c_str()), cells[8], cells[9]});
    }
    return rows;
}

struct Answer {
    std::string verdict, message;
    std::int64_t read = 0, kept = 0;
    column::SourceReport report;
    geo::FeatureTable features;
};

Answer answer(const Row& row, const std::filesystem::path& hostile) {
    const test::MapFile file(hostile / row.file);
    Answer answer;
    if (row.role == "areas") {
        geo::BoundaryRequest request = test::areas_request(file.name(), "fid", row.working);
        request.ogr_layer = row.layer;
        request.crs = row.crs;
        const test::ReadAreas areas = test::read_areas(file, request);
        answer.report = areas.report;
        answer.message = areas.error;
        answer.kept = areas.report.tally.kept;
        EXPECT_TRUE(areas.report.tally.balances()) << row.file;
        EXPECT_EQ(areas.segment != nullptr, areas.error.empty());
    } else {
        auto table = geo::read_features(file.parts(), {file.name(), row.layer, row.crs, row.working, {}}, answer.report);
        if (table) {
            answer.features = std::move(*table);
            answer.kept = std::count(answer.features.states.begin(), answer.features.states.end(), 0);
        } else {
            answer.message = table.error().message;
        }
    }
    answer.read = answer.report.tally.read;
    answer.verdict = !answer.message.empty() ? "refused" : answer.report.has_problems() ? "problems" : "clean";
    return answer;
}

std::string shown(const Row& row, const Answer& answer) {
    std::string codes;
    for (const auto& count : answer.report.counts)
        if (count.severity == column::Severity::problem) codes += (codes.empty() ? "" : ", ") + count.code;
    return row.file + '\t' + row.layer + '\t' + row.role + '\t' + row.crs + '\t' + row.working + '\t' + answer.verdict + '\t' +
           std::to_string(answer.read) + '\t' + std::to_string(answer.kept) + '\t' + row.gdal + '\t' +
           (row.why.empty() ? (answer.message.empty() ? codes : answer.message) : row.why);
}

TEST(BoundaryVerdicts, AreThoseOfTheTable) {
    KITH_NEEDS_SHARED(shared);
    const bool print = std::getenv("KITH_PRINT_VERDICTS") != nullptr;
    const auto rows = table();
    ASSERT_GE(rows.size(), 100u);
    for (const Row& row : rows) {
        const Answer found = answer(row, shared / "data/hostile");
        if (print) {
            std::printf("%s\n", shown(row, found).c_str());
            continue;
        }
        EXPECT_EQ(found.verdict, row.verdict) << shown(row, found) << '\n' << found.message;
        EXPECT_EQ(found.read, row.read) << shown(row, found);
        EXPECT_EQ(found.kept, row.kept) << shown(row, found);
        EXPECT_EQ(found.message.find("/vsi"), std::string::npos) << found.message;
        // The rows are GDAL's own count, wherever both can read the file.
        if (row.gdal != "-" && found.read > 0) {
            EXPECT_EQ(std::to_string(found.read), row.gdal) << row.file;
        }
    }
}

// The same files as a backdrop: whatever they are, the rows add up and what is kept can be walked.
TEST(BoundaryVerdicts, AsABackdropTheyAddUp) {
    KITH_NEEDS_SHARED(shared);
    std::int64_t kept = 0;
    for (const Row& row : table()) {
        const test::MapFile file(shared / "data/hostile" / row.file);
        geo::BackdropRequest request;
        request.file = file.name();
        request.ogr_layer = row.layer;
        request.crs = row.crs;
        request.working_crs = row.working;
        column::SourceReport report;
        const auto segment = geo::read_backdrop(file.parts(), request, column::heap_memory, report);
        if (!segment) {
            EXPECT_EQ(segment.error().message.find("/vsi"), std::string::npos) << segment.error().message;
            continue;  // who asked balances the tally then
        }
        EXPECT_TRUE(report.tally.balances()) << row.file;
        const auto paths = geo::paths_of(**segment);
        ASSERT_TRUE(paths) << row.file;
        EXPECT_EQ(paths->features(), report.tally.kept) << row.file;
        for (const double value : paths->xy) ASSERT_TRUE(std::isfinite(value)) << row.file;
        kept += report.tally.kept;
    }
    EXPECT_GT(kept, 100);
}

TEST(BoundaryVerdicts, EveryFileIsInTheTable) {
    KITH_NEEDS_SHARED(shared);
    std::map<std::string, int> known;
    for (const Row& row : table()) ++known[row.file];
    for (const char* folder : {"geojson-bad", "geojson-good", "shapefile", "gpkg", "flatgeobuf", "derived"})
        for (const auto& entry : std::filesystem::directory_iterator(shared / "data/hostile" / folder)) {
            const auto& path = entry.path();
            const std::string ending = path.extension().string();
            // What should come out stands beside it; delimited text is the io room's; companions come with their .shp.
            if (ending == ".result" || ending == ".json" || ending == ".csv") continue;
            if (ending != ".shp" && ending != ".zip" && std::filesystem::exists(std::filesystem::path(path).replace_extension(".shp")))
                continue;
            EXPECT_TRUE(known.contains(std::string(folder) + "/" + path.filename().string())) << path;
        }
}

TEST(BoundaryVerdicts, BadGeojsonIsComplainedOfExactlyWhereItsResultLists) {
    KITH_NEEDS_SHARED(shared);
    int compared = 0;
    for (const Row& row : table()) {
        const auto beside = (shared / "data/hostile" / row.file).replace_extension(".result");
        if (!row.file.starts_with("geojson-bad/") || !std::filesystem::exists(beside)) continue;
        int errors = 0;  // geojsonhint's "message" level is advice
        for (const auto& finding : test::read_json(beside)) errors += finding.value("level", "error") != "message";
        EXPECT_EQ(answer(row, shared / "data/hostile").verdict != "clean", errors > 0) << row.file;
        ++compared;
    }
    EXPECT_EQ(compared, 22);
}

/// dBase's logical words, which GDAL of before 3.9 hands on as they stand.
std::string as_flag(std::string_view text) {
    if (text.size() != 1) return std::string(text);
    if (std::string_view("TtYy").find(text[0]) != std::string_view::npos) return "true";
    return std::string_view("FfNn").find(text[0]) != std::string_view::npos ? "false" : std::string(text);
}

std::string text_of(const Json& value) {
    if (value.is_null()) return {};
    if (value.is_string()) return value;
    if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, value.get<double>()).ptr};
}

TEST(BoundaryVerdicts, ShapefilesHoldWhatTheGeojsonBesideThemSays) {
    KITH_NEEDS_SHARED(shared);
    int compared = 0;
    for (Row row : table()) {
        const auto beside = (shared / "data/hostile" / row.file).replace_extension(".json");
        if (!row.file.starts_with("shapefile/") || !row.crs.empty() || !std::filesystem::exists(beside)) continue;
        row.role = "features";
        row.crs = row.file.find("multipointm") == std::string::npos ? "" : "EPSG:4326";
        const Answer found = answer(row, shared / "data/hostile");
        const Json expected = test::read_json(beside);
        ASSERT_EQ(found.features.rows(), expected.at("features").size()) << row.file << found.message;
        ++compared;
        for (std::size_t r = 0; r < found.features.rows(); ++r) {
            const Json& feature = expected.at("features")[r];
            EXPECT_EQ(found.features.states[r] == 0, !feature.at("geometry").is_null()) << row.file << ' ' << r;
            for (const auto& [name, value] : feature.at("properties").items())
                for (std::size_t c = 0; c < found.features.columns.size(); ++c)
                    if (found.features.columns[c].name == name) {
                        const std::string_view text = found.features.text(c, r);
                        EXPECT_EQ(value.is_boolean() ? as_flag(text) : std::string(text), text_of(value))
                            << row.file << ' ' << r << ' ' << name;
                    }
        }
    }
    EXPECT_EQ(compared, 10);
}

}  // namespace boundary_verdicts_test
}  // namespace kith
