// A reader that its file has taken over: it crashes, or tries to leave. Nothing of that file is used and one sentence says so; every
// other file is read; nothing is left behind.
#include <gmock/gmock.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>

#include "engine/io/read_sources.hpp"
#include "tests/hostile/children.hpp"

namespace readers_test {
using namespace kith;
using testing::HasSubstr;
namespace fs = std::filesystem;

std::string square(const std::string& word) {
    return R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"c":"W1","w":")" + word +
           R"("},"geometry":{"type":"Polygon","coordinates":[[[-1.48,53.38],[-1.46,53.38],[-1.46,53.40],[-1.48,53.38]]]}}]})";
}

class Readers : public testing::TestWithParam<int> {
protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() / ("kith_hostile_readers_" + std::to_string(getpid()));
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }
    void write(const std::string& name, const std::string& content) { std::ofstream(folder_ / name, std::ios::binary) << content; }

    /// Between two files that are as they should be.
    std::vector<io::SourceTable> read(const std::string& word, int landlock) {
        write("good.geojson", square("plain"));
        write("bad.geojson", square(word));
        write("ties.csv", "a,b,d\nP1,P2,gives\n");
        const std::string areas = "[[areas]]\nid = \"c\"\nfile = ";
        const auto recipe = io::parse_recipe("kith = 1\n[place]\nname = \"P\"\n" + areas + "\"good.geojson\"\nas = \"good\"\nprimary = true\n" + areas + "\"bad.geojson\"\nas = \"bad\"\n" +
                                             "[[ties]]\nfile = \"ties.csv\"\nfrom = \"a\"\nto = \"b\"\ndirection = \"d\"\n", "r.toml");
        EXPECT_TRUE(recipe) << recipe.error().message;
        io::ReadOptions options;
        options.reader = fs::read_symlink("/proc/self/exe").parent_path() / "test-faulty-reader";
        options.landlock_at_most = landlock;
        base::JobContext job;
        auto tables = io::read_sources(*recipe, folder_, job, options);
        EXPECT_TRUE(tables) << tables.error().message;
        return tables ? std::move(*tables) : std::vector<io::SourceTable>();
    }
    static std::string only_issue(const io::SourceTable& table) { return table.report.issues.size() == 1 ? table.report.issues[0].reason : "not one issue"; }

    /// What became of the file with this word, after all else was checked.
    std::string said_of(const std::string& word, int landlock) {
        auto tables = read(word, landlock);
        if (tables.size() != 3) return "not three tables";
        EXPECT_NE(tables[0].table, nullptr) << only_issue(tables[0]);
        EXPECT_NE(tables[2].table, nullptr) << only_issue(tables[2]);
        EXPECT_EQ(tables[1].table, nullptr);
        EXPECT_EQ(test::children(), 0);
        return only_issue(tables[1]);
    }
    fs::path folder_;
};

TEST_P(Readers, ACrashIsOneSentence) {
    EXPECT_THAT(said_of("TEST-CRASH", GetParam()), HasSubstr("crashed (it used memory that is not its own); nothing of the file was used."));
    EXPECT_THAT(said_of("TEST-SMASH", GetParam()), HasSubstr("crashed (it used memory that is not its own); nothing of the file was used."));
}

TEST_P(Readers, NobodyLeaves) {
    for (const char* what : {"file_read", "own_memory_file", "folder_list", "host_memory_file", "thread", "new_code", "write_then_run", "shared_memory", "io_ring", "limits"})
        EXPECT_THAT(said_of(std::string("TEST-TRIES:") + what, GetParam()), testing::MatchesRegex("The system said [1-9][0-9]*\\.")) << what;
    for (const char* what : {"file_write", "file_change", "folder_make", "socket4", "socket6", "socket_unix", "exec", "spawn", "fork", "kill_host", "kill_all",
                             "ptrace_host", "host_memory", "namespace"})
        EXPECT_THAT(said_of(std::string("TEST-TRIES:") + what, GetParam()), HasSubstr("was stopped for asking the system for something it may not have; nothing of the file was used.")) << what;
}

TEST_P(Readers, TheLocksAreTold) {
    const auto tables = read("plain", GetParam());
    ASSERT_EQ(tables.size(), 3u);
    for (const auto& table : tables) {
        ASSERT_NE(table.table, nullptr) << only_issue(table);
        EXPECT_THAT(table.isolation, HasSubstr(GetParam() == 2 ? "no new privileges, Landlock 2, seccomp" : GetParam() == 0 ? "no new privileges, seccomp" : "Landlock"));
    }
}

// This system's Landlock, that of stock Debian 12, and none: a reader opens nothing, so the filter of calls alone holds it.
INSTANTIATE_TEST_SUITE_P(Landlock, Readers, testing::Values(process::newest_landlock, 2, 0));

}  // namespace readers_test
