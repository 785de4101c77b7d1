// A whole run into a folder, read back through other readers: nlohmann for JSON, GDAL and SQLite for the GeoPackage.
#include "engine/report/run.hpp"

#include <gdal_priv.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>
#include <sqlite3.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "engine/report/place_layers.hpp"
#include "engine/report/result_files.hpp"
#include "tests/engine/report/sample.hpp"
#include "tests/support/folder.hpp"

namespace kith::report {
namespace run_test {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string content(const fs::path& file) {
    std::stringstream out;
    out << std::ifstream(file, std::ios::binary).rdbuf();
    return out.str();
}

RunFacts facts_for(const test::FakeView& view, const std::vector<host::AnalysisResult>& results) {
    RunFacts facts;
    facts.kith = "0.1.0";
    facts.isolation = "none: a test";
    facts.recipe = "testfield.toml";
    facts.recipe_digest = "0e0f";
    facts.seed = 7;
    facts.libraries = {{"GDAL", "3.6.2"}};
    facts.stages = {{"read", 1.5, 1.25}};
    facts.usage = [] { return Usage{2, 1.5, 4096}; };
    std::vector<const host::Manifest*> manifests;
    for (const auto& result : results) manifests.push_back(&result.plugin->manifest);
    facts.ladder = ladder_of(view, manifests);
    return facts;
}

class Run : public testing::Test {
protected:

    fs::path write(privacy::Audience audience, WriteOptions options = {}) {
        view_ = test::sample_view(audience);
        results_.clear();
        results_.push_back(test::here_result());
        results_.push_back(test::people_result());
        if (audience == privacy::Audience::safe) {  // as the host leaves it
            host::AnalysisResult kept;
            kept.plugin = results_[1].plugin;
            kept.use = "kith.know";
            kept.as = "know";
            kept.verdict = host::Verdict::kept_for_team;
            kept.sentence = "It speaks of people, so it is kept for the team.";
            results_[1] = std::move(kept);
        }
        base::JobContext job;
        const auto status = write_run(view_, results_, facts_for(view_, results_), root_ / "out", options, job);
        EXPECT_TRUE(status) << (status ? "" : status.error().message);
        return root_ / "out";
    }

    const kith::test::Folder folder_;
    const fs::path root_ = folder_.path();
    test::FakeView view_;
    std::vector<host::AnalysisResult> results_;
};

TEST_F(Run, ResultsReconcileAndMatchTheGoldenFile) {
    const auto out = write(privacy::Audience::team);
    const json results = json::parse(content(out / "results.json"));
    std::int64_t read = 0, sum = 0;
    for (const auto& file : results["files"]) {
        read += file["read"].get<std::int64_t>();
        for (const char* fate : {"kept", "merged", "refused", "filtered"}) sum += file[fate].get<std::int64_t>();
    }
    EXPECT_EQ(read, 12);
    EXPECT_EQ(sum, read);
    EXPECT_EQ(results["rows"]["balances"], true);
    EXPECT_EQ(results["issues"], (json{{"problems", 1}, {"notes", 1}}));
    EXPECT_EQ(results["analyses"][0]["findings"], 2);
    EXPECT_EQ(results["analyses"][1]["findings_by_message"], (json{{"one", 2}, {"meet", 1}}));
    EXPECT_EQ(results["analyses"][1]["findings_left_out"], 3);
    // After a change that is meant: KITH_WRITE_GOLDEN=1, then read the difference.
    const fs::path golden = fs::path(KITH_SOURCE_DIR) / "tests" / "golden" / "results";
    for (const fs::path file : {"results.json", "findings.json", "tables/here/by_kind.csv"}) {
        if (std::getenv("KITH_WRITE_GOLDEN")) fs::copy_file(out / file, golden / file.filename(), fs::copy_options::overwrite_existing);
        EXPECT_EQ(content(out / file), content(golden / file.filename())) << file;
    }
}

TEST_F(Run, FindingsCarryTheirEvidence) {
    const json findings = json::parse(content(write(privacy::Audience::team) / "findings.json"));
    ASSERT_EQ(findings["findings"].size(), 5u);
    const json one = findings["findings"][2];
    EXPECT_EQ(one["subjects"], json{base::to_text({base::EntityKind::person, 9, 10})});
    EXPECT_EQ(one["value"], 1);
    EXPECT_EQ(one["known"], 3);
    EXPECT_EQ(one["unknown"], 2);
    EXPECT_EQ(one["newest"], "2026-06-30");
    EXPECT_EQ(one["supports"], (json{{{"tie", 2}, {"part", 0.75}}, {{"person", base::to_text({base::EntityKind::person, 9, 11})}}}));
    EXPECT_EQ(one["missing"], json{"friends"});
    EXPECT_EQ(one["strengths"], json{"Amina <b>Khan</b> likes gardening."});
    EXPECT_EQ(one["arguments"], (json{{"who", {base::to_text({base::EntityKind::person, 9, 11})}}}));
    EXPECT_EQ(findings["runs"][1]["messages"][0]["would_change"], "Ask who else they see.");  // the message's own, told once
    EXPECT_EQ(one["text"], "Amina <b>Khan</b> has 1 supporter, and it is P002.");
    const json bound = findings["findings"][3];
    EXPECT_EQ(bound["lower"], 1);
    EXPECT_FALSE(bound.contains("value"));
    EXPECT_EQ(findings["findings"][4]["subjects"].size(), 2u);
    std::set<std::string> keys;
    for (const auto& finding : findings["findings"]) keys.insert(finding["key"].get<std::string>());
    EXPECT_EQ(keys.size(), 5u);
}

TEST_F(Run, RunFileSaysWhatMadeIt) {
    const json run = json::parse(content(write(privacy::Audience::team) / "run.json"));
    EXPECT_EQ(run["seed"], 7);
    EXPECT_EQ(run["inputs"][1], (json{{"file", "ties.csv"}, {"digest", "0c0d"}}));
    EXPECT_EQ(run["analyses"][0]["parameters"], (json{{"walk_metres", 800}}));
    EXPECT_EQ(run["total"]["peak_kib"], 4096);
    EXPECT_EQ(run["stages"][0]["stage"], "read");
    EXPECT_EQ(run["stages"].size(), 5u);  // and the four that writing adds
}

struct Layer {
    std::int64_t rows = 0;
    OGRwkbGeometryType geometry = wkbUnknown;
    std::vector<std::string> fields;
};
std::map<std::string, Layer> layers_of(GDALDataset& dataset) {
    std::map<std::string, Layer> out;
    for (OGRLayer* layer : dataset.GetLayers()) {
        Layer found{layer->GetFeatureCount(), layer->GetGeomType(), {}};
        for (int i = 0; i < layer->GetLayerDefn()->GetFieldCount(); ++i) found.fields.emplace_back(layer->GetLayerDefn()->GetFieldDefn(i)->GetNameRef());
        out[layer->GetName()] = std::move(found);
    }
    return out;
}
std::unique_ptr<GDALDataset> open(const fs::path& file) {
    GDALAllRegister();
    return std::unique_ptr<GDALDataset>(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
}
std::vector<std::string> rows_of(const fs::path& file, const std::string& sql) {
    sqlite3* database = nullptr;
    sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READONLY, nullptr);
    std::vector<std::string> out;
    const auto take = [](void* rows, int count, char** values, char**) {
        std::string row;
        for (int i = 0; i < count; ++i) row += std::string(i > 0 ? "|" : "") + (values[i] ? values[i] : "NULL");
        static_cast<std::vector<std::string>*>(rows)->push_back(row);
        return 0;
    };
    char* message = nullptr;
    EXPECT_EQ(sqlite3_exec(database, sql.c_str(), take, &out, &message), SQLITE_OK) << (message ? message : "");
    sqlite3_free(message);
    sqlite3_close(database);
    return out;
}

TEST_F(Run, GeoPackageOpensAndHoldsEveryRow) {
    const auto file = write(privacy::Audience::team) / "results.gpkg";
    const auto dataset = open(file);
    ASSERT_TRUE(dataset);
    EXPECT_EQ(dataset->GetLayer(0)->GetName(), std::string("areas"));
    const auto layers = layers_of(*dataset);
    ASSERT_EQ(layers.size(), 5u);
    EXPECT_EQ(layers.at("areas").rows, 6);
    EXPECT_EQ(layers.at("areas").geometry, wkbMultiPolygon);
    EXPECT_EQ(layers.at("areas_hood").rows, 2);
    EXPECT_EQ(layers.at("people").rows, 4);
    EXPECT_EQ(layers.at("people").geometry, wkbPoint);
    EXPECT_EQ(layers.at("assets").rows, 5);
    EXPECT_EQ(layers.at("ties").rows, 4);
    EXPECT_EQ(layers.at("ties").geometry, wkbNone);
    EXPECT_THAT(layers.at("areas").fields, ElementsAre("id", "name", "population", "km2", "here_assets", "here_density", "here_density_note"));
    EXPECT_THAT(layers.at("people").fields, ElementsAre("node", "id", "name", "role", "living", "area", "introduce", "interests", "offers", "know_size", "know_size_note", "know_reach"));
    OGRSpatialReference reference;
    reference.importFromEPSG(27700);
    for (const char* name : {"areas", "areas_hood", "people", "assets"}) EXPECT_TRUE(dataset->GetLayerByName(name)->GetSpatialRef()->IsSame(&reference)) << name;
    for (OGRLayer* layer : dataset->GetLayers())
        for (const auto& feature : *layer)
            if (const OGRGeometry* geometry = feature->GetGeometryRef()) {
                EXPECT_TRUE(geometry->IsValid()) << layer->GetName();
            }
    OGREnvelope extent;
    ASSERT_EQ(dataset->GetLayerByName("areas")->GetExtent(&extent, 0), OGRERR_NONE);  // without a scan: from the file's own record
    EXPECT_EQ(extent.MaxX, 401500);
    EXPECT_EQ(extent.MaxY, 301000);
    const std::unique_ptr<OGRFeature> first(dataset->GetLayerByName("areas")->GetFeature(1));
    ASSERT_TRUE(first);
    EXPECT_DOUBLE_EQ(first->GetGeometryRef()->toMultiPolygon()->get_Area(), 250000);
}

TEST_F(Run, GeoPackageIsSoundAndIndexed) {
    const auto file = write(privacy::Audience::team, {.tie_lines = true}) / "results.gpkg";
    EXPECT_THAT(rows_of(file, "PRAGMA integrity_check"), ElementsAre("ok"));
    EXPECT_THAT(rows_of(file, "PRAGMA foreign_key_check"), ElementsAre());
    EXPECT_THAT(rows_of(file, "SELECT table_name, feature_count FROM gpkg_ogr_contents ORDER BY 1"), ElementsAre("areas|6", "areas_hood|2", "assets|5", "people|4", "ties|4"));
    EXPECT_THAT(rows_of(file, "SELECT table_name FROM gpkg_extensions WHERE extension_name='gpkg_rtree_index' ORDER BY 1"), ElementsAre("areas", "areas_hood", "assets", "people", "ties"));
    EXPECT_THAT(rows_of(file, "SELECT count(*) FROM rtree_assets_geom"), ElementsAre("4"));  // one has no place
    EXPECT_THAT(rows_of(file, "SELECT count(*) FROM sqlite_master WHERE type='trigger' AND tbl_name='people'"), Not(ElementsAre("0")));
    // The first goes to somebody without a place, the second is difficult, the third goes to an asset, the last nowhere.
    EXPECT_THAT(rows_of(file, "SELECT geom IS NULL FROM ties ORDER BY fid"), ElementsAre("1", "1", "0", "1"));
}

TEST_F(Run, ValuesAndTheirNotes) {
    const auto file = write(privacy::Audience::team) / "results.gpkg";
    EXPECT_THAT(rows_of(file, "SELECT id, name, population, here_assets, here_density, here_density_note FROM areas ORDER BY fid"),
                ElementsAre("ward1|Upper <Field> & \"Co\"|500.0|1|2.0|NULL", "ward2|Area B|600.0|2|NULL|at least 3.33", "ward3|Area C|700.0|0|0.0|NULL",
                            "ward4|Area D|NULL|0|NULL|Nobody has counted who lives here.", "ward5|Area E|900.0|0|NULL|Kept back so that nobody can be recognised.",
                            "ward6|Area F|1000.0|1|1.0|NULL"));
    EXPECT_THAT(rows_of(file, "SELECT node, id, name, role, area, introduce, interests, know_size, know_size_note FROM people ORDER BY fid"),
                ElementsAre("0|P001|Amina <b>Khan</b>|participant|ward1|1|gardening; chess|2|NULL", "1|P002|NULL|participant|ward2|1|gardening|NULL|at least 1",
                            "2|P003|Zoë O'Neil|participant|ward6|0||NULL|between 3 and 6", "3|NULL|neighbour of P001|alter|NULL|NULL||NULL|Nobody has asked yet about friends."));
    EXPECT_THAT(rows_of(file, "SELECT node, name, class, secondary, status, area, online, confirmed_on FROM assets ORDER BY fid"),
                ElementsAre("4|Valley Voices|association|NULL|active|ward1|0|2026-05-27", "5|=HALL(\"1\")|place|association; culture|active|ward2|0|2024-10-04",
                            "6|Library, Main St|institution|NULL|active|ward2|0|NULL", "7|Lantern night|culture|NULL|potential|ward6|0|NULL", "8|Online chess|NULL|NULL|active|NULL|1|NULL"));
    EXPECT_THAT(rows_of(file, "SELECT \"from\", from_node, \"to\", to_node, kind, paid, strength, functions, since FROM ties ORDER BY fid"),
                ElementsAre("P001|0|NULL|3|neighbour|0|0.5|emotional; information|2024-10-04", "P001|0|P002|1|friend|0|0.9|NULL|2022-01-08", "P002|1|a2|5|attends|NULL|NULL|NULL|NULL",
                            "P003|2|NULL|NULL|attends|0|0.1|NULL|NULL"));
    EXPECT_THAT(rows_of(file, "SELECT name FROM pragma_table_info('ties') WHERE name='valence'"), ElementsAre());
}

TEST_F(Run, TablesAreGuardedCsv) {
    const auto out = write(privacy::Audience::team);
    EXPECT_EQ(content(out / "tables" / "here" / "by_kind.csv"),
              "kind,count,share,share_note\r\nchoir,1,1,\r\nmeeting place,1,0.5,lower bound\r\nlibrary,2,,not computable\r\n");
}

TEST_F(Run, TeamFolderIsItsOwners) {
    const auto out = write(privacy::Audience::team);
    EXPECT_EQ(fs::status(out).permissions(), fs::perms::owner_all);
    for (const auto& entry : fs::recursive_directory_iterator(out))
        EXPECT_EQ(entry.status().permissions(), entry.is_directory() ? fs::perms::owner_all : fs::perms::owner_read | fs::perms::owner_write) << entry.path();
}

TEST_F(Run, SafeSaysNothingAboutAnybody) {
    const auto out = write(privacy::Audience::safe);
    const auto dataset = open(out / "results.gpkg");
    const auto layers = layers_of(*dataset);
    EXPECT_EQ(layers.size(), 3u);
    EXPECT_FALSE(layers.contains("people"));
    EXPECT_FALSE(layers.contains("ties"));
    EXPECT_EQ(json::parse(content(out / "findings.json"))["findings"].size(), 2u);
    for (const auto& entry : fs::recursive_directory_iterator(out))
        if (entry.is_regular_file()) {
            for (const char* personal : {"Amina", "Khan", "P001", "P002", "Zoë"}) EXPECT_THAT(content(entry.path()), Not(HasSubstr(personal))) << entry.path();
        }
    EXPECT_THAT(content(out / "report.html"), HasSubstr("Audience: safe to show"));
}

/// Even if a result about people reached a safe run, nothing of it would be written.
TEST_F(Run, SafeKeepsPersonResultsBackWhateverTheHostLeft) {
    auto view = test::sample_view(privacy::Audience::safe);
    std::vector<host::AnalysisResult> results;
    results.push_back(test::people_result());
    EXPECT_THAT(finding_counts(results[0], privacy::Audience::safe), ElementsAre(0, 0));
    base::JobContext job;
    auto facts = facts_for(view, results);
    ASSERT_TRUE(write_findings(view, results, facts, root_ / "findings.json", job));
    EXPECT_EQ(json::parse(content(root_ / "findings.json"))["findings"].size(), 0u);
    EXPECT_EQ(json::parse(results_json(view, results, facts.ladder))["analyses"][0]["columns"].size(), 0u);
    for (const auto& layer : place_layers(view, results, true)) EXPECT_NE(layer.name, "people");
}

TEST_F(Run, ACancelledRunLeavesNothing) {
    const auto view = test::sample_view();
    std::vector<host::AnalysisResult> results;
    results.push_back(test::here_result());
    base::JobContext job;
    job.cancel();
    const auto status = write_run(view, results, facts_for(view, results), root_ / "out", {}, job);
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, base::Code::cancelled);
    EXPECT_TRUE(fs::is_empty(root_));
}

TEST_F(Run, AFailedRunLeavesNothingAndSpoilsNothing) {
    write(privacy::Audience::team);
    const std::string before = content(root_ / "out" / "run.json");
    auto view = test::sample_view();
    view.crs_ = "EPSG:no such thing";
    std::vector<host::AnalysisResult> results;
    results.push_back(test::here_result());
    base::JobContext job;
    const auto status = write_run(view, results, facts_for(view, results), root_ / "out", {.force = true}, job);
    ASSERT_FALSE(status);
    EXPECT_THAT(status.error().message, HasSubstr("coordinate system"));
    EXPECT_EQ(content(root_ / "out" / "run.json"), before);
    EXPECT_EQ(std::distance(fs::directory_iterator(root_), fs::directory_iterator()), 1);
}

TEST_F(Run, TheSameInputGivesTheSameResults) {
    const auto out = write(privacy::Audience::team);
    std::map<std::string, std::string> first;
    for (const char* name : {"results.json", "findings.json", "report.html"}) first[name] = content(out / name);
    write(privacy::Audience::team, {.force = true});
    for (const auto& [name, text] : first) EXPECT_EQ(content(out / name), text) << name;
}

TEST_F(Run, APlaceWithoutAreasOrPeopleOrAnalysesIsWritten) {
    test::FakeView view;
    base::JobContext job;
    RunFacts facts;
    const auto status = write_run(view, {}, facts, root_ / "out", {}, job);
    ASSERT_TRUE(status) << status.error().message;
    EXPECT_THAT(content(root_ / "out" / "report.html"), HasSubstr("nobody has been asked yet"));
    EXPECT_THAT(rows_of(root_ / "out" / "results.gpkg", "SELECT place, audience FROM about"), ElementsAre("Testfield|team"));
    EXPECT_TRUE(open(root_ / "out" / "results.gpkg"));
}

TEST_F(Run, NamesThatWouldLeaveTheFolderAreRefused) {
    const auto view = test::sample_view();
    std::vector<host::AnalysisResult> results;
    results.push_back(test::here_result());
    results[0].as = "../up";
    base::JobContext job;
    EXPECT_FALSE(write_run(view, results, facts_for(view, results), root_ / "out", {}, job));
}

}  // namespace run_test
}  // namespace kith::report
