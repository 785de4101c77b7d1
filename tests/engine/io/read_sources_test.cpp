// Files through kith-reader, and readers that misbehave.
#include "engine/io/read_sources.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <thread>

#include "tests/support/built.hpp"
#include "tests/support/shared_data.hpp"

namespace kith::io {
namespace read_sources_test {

using testing::HasSubstr;
namespace fs = std::filesystem;

class ReadSources : public testing::Test {
protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() / ("kith_io_test_" + std::to_string(getpid()) + "_" + testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }
    void write(const std::string& name, const std::string& content) { std::ofstream(folder_ / name, std::ios::binary) << content; }
    static Recipe recipe(const std::string& blocks) {
        auto parsed = parse_recipe("kith = 1\n[place]\nname = \"P\"\n" + blocks, "r.toml");
        EXPECT_TRUE(parsed) << parsed.error().message;
        return parsed ? *parsed : Recipe();
    }
    static ReadOptions ours() {
        ReadOptions options;
        options.reader = kith::test::built(KITH_BIN_DIR) / "kith-reader-maps";  // reads tables too
        return options;
    }
    std::vector<SourceTable> read(const std::string& blocks, const ReadOptions& options = ours()) {
        base::JobContext job;
        auto tables = read_sources(recipe(blocks), folder_, job, options);
        EXPECT_TRUE(tables) << tables.error().message;
        return tables ? *tables : std::vector<SourceTable>();
    }
    static std::string ties(const std::string& file) { return "[[ties]]\nfile = \"" + file + "\"\nfrom = \"a\"\nto = \"b\"\ndirection = \"d\"\n"; }
    static std::string only_issue(const SourceTable& table) { return table.report.issues.size() == 1 ? table.report.issues[0].reason : "not one issue"; }
    fs::path folder_;
};

const std::string square =
    R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"c":"W1"},"geometry":{"type":"Polygon","coordinates":[[[-1.48,53.38],[-1.46,53.38],[-1.46,53.40],[-1.48,53.38]]]}}]})";

TEST_F(ReadSources, EveryBlockInOrder) {
    write("w.geojson", square);
    write("pop.csv", "code,n\nW1,120\n");
    write("p.csv", "id,f1\nP1,3\nP2,\n");
    write("t.csv", "a,b,d\nP1,P2,gives\n");
    const std::string blocks = ties("t.csv") +
                               "[[people]]\nfile = \"p.csv\"\nid = \"id\"\n[[people.instrument]]\nid = \"lsns6\"\nitems = [\"f1\"]\n"
                               "[[areas]]\nfile = \"w.geojson\"\nas = \"ward\"\nid = \"c\"\n[[areas.join]]\nfile = \"pop.csv\"\nid = \"code\"\ncolumns = { n = \"population\" }\n";
    const auto tables = read(blocks);
    ASSERT_EQ(tables.size(), 4u);
    EXPECT_EQ(tables[0].block, "areas");
    EXPECT_EQ(tables[1].block, "areas.join");
    EXPECT_EQ(tables[2].block, "people");
    EXPECT_EQ(tables[3].block, "ties");
    for (const SourceTable& table : tables) {
        ASSERT_NE(table.table, nullptr) << table.block;
        EXPECT_TRUE(table.report.tally.balances());
        EXPECT_TRUE(table.report.counts.empty());
        EXPECT_NE(table.file_digest, base::Digest());
        EXPECT_GE(table.table->memory().descriptor(), 0) << "sealed memory that can be handed on";
    }
    EXPECT_EQ(tables[1].table->find("indicator/population")->f64()[0], 120);
    ASSERT_NE(tables[2].observations, nullptr);
    EXPECT_EQ(tables[2].observations->find("value")->rows(), 2u);
    EXPECT_EQ(tables[3].table->find("from")->text(0), "P1");
}

TEST_F(ReadSources, OfALargeLookupOnlyAWindowIsHeld) {
    write("a.csv", "id,name,pc\nA1,Hall,ZZ1 1AB\n");
    const std::string padding(std::size_t{256} << 10, 'x');
    {
        std::ofstream lookup(folder_ / "pc.csv", std::ios::binary);
        lookup << "key,e,n,pad\n";
        for (int i = 0; i < 1100; ++i)
            lookup << "ZZ" << 1 + i / 100 << " 1A" << (i % 100 == 1 ? 'B' : 'C') << ",435000,387000," << padding << '\n';  // 275 MiB
    }
    ReadOptions options;
    options.reader = kith::test::built(KITH_BIN_DIR) / "kith-reader";
    const auto tables = read(
        "[[lookups]]\nof = \"postcode\"\nfile = \"pc.csv\"\nid = \"key\"\neasting = \"e\"\nnorthing = \"n\"\n"
        "[[assets]]\nfile = \"a.csv\"\nid = \"id\"\nname = \"name\"\npostcode = \"pc\"\n",
        options);
    ASSERT_EQ(tables.size(), 2u);
    const SourceTable& lookup = tables[1];
    ASSERT_NE(lookup.table, nullptr) << only_issue(lookup);
    EXPECT_EQ(lookup.report.tally.read, 1100);
    EXPECT_EQ(lookup.report.tally.kept, 1);
    EXPECT_GT(lookup.file_size, std::size_t{270} << 20);
    EXPECT_LT(lookup.peak_kib, 128 << 10);
}

TEST_F(ReadSources, TheProgramForTablesReadsTables) {
    write("t.csv", "a,b,d\nP1,P2,gives\n");
    ReadOptions options;
    options.reader = kith::test::built(KITH_BIN_DIR) / "kith-reader";
    const auto tables = read(ties("t.csv"), options);
    ASSERT_NE(tables.at(0).table, nullptr);
    write("w.geojson", square);
    const auto maps = read("[[areas]]\nfile = \"w.geojson\"\nas = \"ward\"\nid = \"c\"\n", options);
    EXPECT_THAT(only_issue(maps.at(0)), HasSubstr("this reader reads tables only"));
}

TEST_F(ReadSources, SameBytesSameDigest) {
    write("a.csv", "a,b,d\nP1,P2,gives\n");
    write("b.csv", "a,b,d\nP1,P2,gives\n");
    write("c.csv", "a,b,d\nP1,P3,gives\n");
    const auto tables = read(ties("a.csv") + ties("b.csv") + ties("c.csv"));
    EXPECT_EQ(tables.at(0).file_digest, tables.at(1).file_digest);
    EXPECT_NE(tables.at(0).file_digest, tables.at(2).file_digest);
    EXPECT_EQ(tables.at(0).table->digest(), tables.at(1).table->digest());
}

TEST_F(ReadSources, WhatCannotBeOpenedIsSaidAndTheOthersAreRead) {
    write("t.csv", "a,b,d\nP1,P2,gives\n");
    fs::create_directory(folder_ / "folder.csv");
    ASSERT_EQ(mkfifo((folder_ / "pipe.csv").c_str(), 0600), 0);
    const auto tables = read(ties("missing.csv") + ties("folder.csv") + ties("pipe.csv") + ties("t.csv"));
    ASSERT_EQ(tables.size(), 4u);
    EXPECT_THAT(only_issue(tables[0]), HasSubstr("There is no such file"));
    EXPECT_THAT(only_issue(tables[1]), HasSubstr("a folder"));
    EXPECT_THAT(only_issue(tables[2]), HasSubstr("not an ordinary file"));
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(tables[static_cast<std::size_t>(i)].table, nullptr);
        EXPECT_TRUE(tables[static_cast<std::size_t>(i)].report.has_problems());
    }
    EXPECT_NE(tables[3].table, nullptr);
}

TEST_F(ReadSources, WhatCannotBeUsedIsSaid) {
    write("p.csv", "id,x,y\nP1,1,2\n");
    write("broken.geojson", "{\"type\":");
    write("empty.csv", "");
    const auto tables = read("[[people]]\nfile = \"p.csv\"\nid = \"id\"\nx = \"x\"\ny = \"y\"\ncrs = \"EPSG:1\"\n"
                             "[[people]]\nfile = \"empty.csv\"\nid = \"id\"\n[[areas]]\nfile = \"broken.geojson\"\nas = \"a\"\nid = \"c\"\n");
    ASSERT_EQ(tables.size(), 3u);
    EXPECT_EQ(tables[0].block, "areas");
    for (const SourceTable& table : tables) {
        EXPECT_EQ(table.table, nullptr);
        EXPECT_TRUE(table.report.has_problems()) << table.block;
        EXPECT_EQ(table.report.issues.at(0).file, table.report.file);
    }
}

TEST_F(ReadSources, ReadersThatMisbehaveCostOnlyTheirFile) {
    const std::map<std::string, std::string> expected{
        {"crash.csv", "crashed"}, {"killed.csv", "killed from outside"}, {"no_answer.csv", "answer"}, {"code.csv", "ended with code 7"},
        {"garbage.csv", "not as it should be"}, {"unbalanced.csv", "not as it should be"}, {"kept_nothing.csv", "kept rows and gave back none"},
        {"no_column.csv", "no column to"}, {"wrong_code.csv", "direction holds a wrong code"}, {"wrong_count.csv", "another number of rows"},
        {"unsealed.csv", "could still be changed"}, {"bad_letter.csv", "not as it should be"}};
    ReadOptions options;
    options.reader = kith::test::built(KITH_BIN_DIR) / "../tests/test-bad-reader";
    std::string blocks;
    for (const auto& [file, words] : expected) {
        write(file, "a,b,d\n");
        blocks += ties(file);
    }
    const auto tables = read(blocks, options);
    ASSERT_EQ(tables.size(), expected.size());
    for (const SourceTable& table : tables) {
        EXPECT_EQ(table.table, nullptr);
        EXPECT_THAT(only_issue(table), HasSubstr(expected.at(table.report.file))) << table.report.file;
        EXPECT_TRUE(table.report.tally.balances());
    }
}

TEST_F(ReadSources, AReaderThatHangsIsStopped) {
    write("hang.csv", "a,b,d\n");
    ReadOptions options;
    options.reader = kith::test::built(KITH_BIN_DIR) / "../tests/test-bad-reader";
    options.silence = std::chrono::seconds(1);
    const auto tables = read(ties("hang.csv"), options);
    EXPECT_THAT(only_issue(tables.at(0)), HasSubstr("made no progress for 1 seconds"));
}

TEST_F(ReadSources, StoppingEndsEveryReader) {
    for (const char* name : {"hang.csv", "t.csv"}) write(name, "a,b,d\n");
    ReadOptions options;
    options.reader = kith::test::built(KITH_BIN_DIR) / "../tests/test-bad-reader";
    options.threads = 2;
    base::JobContext job;
    std::thread stopper([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        job.cancel();
    });
    const auto start = std::chrono::steady_clock::now();
    const auto tables = read_sources(recipe(ties("hang.csv") + ties("hang.csv") + ties("t.csv")), folder_, job, options);
    stopper.join();
    ASSERT_FALSE(tables);
    EXPECT_EQ(tables.error().code, base::Code::cancelled);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
    EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1) << "no child is left";
}

TEST_F(ReadSources, AReaderThatIsNotThereIsSaid) {
    write("t.csv", "a,b,d\n");
    ReadOptions options;
    options.reader = folder_ / "nothing";
    const auto tables = read(ties("t.csv"), options);
    EXPECT_THAT(only_issue(tables.at(0)), HasSubstr("could not be started"));
}

TEST_F(ReadSources, OurReadersAreFound) {
    write("t.csv", "a,b,d\nP1,P2,gives\n");
    const auto tables = read(ties("t.csv"), {});
    EXPECT_NE(tables.at(0).table, nullptr);
}

TEST_F(ReadSources, ProgressGoesUpToTheEnd) {
    std::string text = "a,b,d\n";
    for (int i = 0; i < 200'000; ++i) text += "P" + std::to_string(i) + ",P" + std::to_string(i / 2) + ",gives\n";
    write("t.csv", text);
    std::vector<double> seen;
    std::mutex lock;
    base::JobContext job([&](std::string_view stage, double fraction) {
        const std::lock_guard held(lock);
        EXPECT_EQ(stage, "Reading files");
        seen.push_back(fraction);
    });
    const auto tables = read_sources(recipe(ties("t.csv")), folder_, job, ours());
    ASSERT_TRUE(tables);
    EXPECT_EQ((*tables)[0].report.tally.kept, 200'000);
    ASSERT_FALSE(seen.empty());
    EXPECT_EQ(seen.front(), 0);
    EXPECT_EQ(seen.back(), 1);
    EXPECT_LE(seen.size(), 102u);
}

// The parts of a shapefile come with it, whatever the case of their endings.
TEST_F(ReadSources, ShapefilesComeWithTheirParts) {
    KITH_NEEDS_SHARED(shared);
    const fs::path from = shared / "data/hostile/derived";
    for (const char* ending : {".shp", ".dbf", ".shx"}) {
        std::string upper = ending;
        for (char& c : upper) c = static_cast<char>(std::toupper(c));
        fs::copy_file(from / ("doncaster_wards_no_prj" + std::string(ending)), folder_ / ("wards" + (std::string(ending) == ".shp" ? ".shp" : upper)));
    }
    const auto tables = read("[[areas]]\nfile = \"wards.shp\"\nas = \"ward\"\nid = \"WD13CD\"\ncrs = \"EPSG:27700\"\n");
    ASSERT_NE(tables.at(0).table, nullptr) << only_issue(tables[0]);
    EXPECT_EQ(tables[0].report.tally.kept, 21);
}

}  // namespace read_sources_test
}  // namespace kith::io
