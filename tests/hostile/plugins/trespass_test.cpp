// Plugins that try what no analysis may: while they run and while they are loaded, with this system's Landlock and with that of
// stock Debian 12 (version 2, which knows no network). Nobody is let in, nobody else suffers, nothing is left behind.
#include <dirent.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <string>

#include "tests/hostile/plugins/village.hpp"

namespace trespass_test {
using namespace kith;
using namespace std::chrono_literals;
using host::Verdict;
using test::children;
using test::options;
using test::run;
using test::values;

constexpr const char* left_behind = "/tmp/kith_hostile_left_behind";

host::AnalysisRequest tries(const std::string& what, const std::string& id = "test.trespass") { return {id, "tries", "{\"what\": \"" + what + "\"}"}; }

/// What the system said to the plugin: 0 is "come in".
double answer(const host::AnalysisResult& result) {
    return values(result).at(0);
}

int open_descriptors() {
    int count = 0;
    DIR* folder = opendir("/proc/self/fd");
    while (readdir(folder) != nullptr) ++count;
    closedir(folder);
    return count;
}

bool exists(const char* path) { return access(path, F_OK) == 0; }

/// `refused`: the try is answered with an error and the plugin goes on; else it is ended for it. `loading`: whether it is refused
/// while the library is loaded as well (a library brings code in, so until it is there new code is not refused).
struct Case {
    const char* what;
    bool refused;
    bool loading = true;
};
std::ostream& operator<<(std::ostream& out, const Case& c) { return out << c.what; }

class Trespassing : public testing::TestWithParam<std::tuple<Case, int, bool>> {};

TEST_P(Trespassing, IsKeptOutAndTheOthersFinish) {
    const auto& [c, landlock, on_load] = GetParam();
    std::ofstream("/tmp/kith_hostile_keep") << "kept";
    const int descriptors = open_descriptors();
    ASSERT_EQ(children(), 0);
    const std::string id = on_load ? std::string("test.on_load_") + c.what : "test.trespass";
    host::AnalysisRequest good = {"test.misbehave", "before", "{}"};
    host::AnalysisRequest also_good = {"test.misbehave", "after", "{}"};
    host::RunOptions how = options(landlock);
    how.threads = 2;
    const auto results = run({good, tries(c.what, id), also_good}, how);
    ASSERT_EQ(results.size(), 3u);
    EXPECT_TRUE(results[0].ok() && results[2].ok()) << results[0].sentence << results[2].sentence;
    EXPECT_EQ(values(results[0]), (std::vector<double>{0, 1, 2}));
    EXPECT_EQ(values(results[0]), values(results[2]));
    const host::AnalysisResult& result = results[1];
    if (c.refused) {
        ASSERT_TRUE(result.ok()) << result.sentence;
        if (c.loading || !on_load) {
            EXPECT_GT(answer(result), 0) << "it was let in";
        }
    } else {
        EXPECT_EQ(result.verdict, Verdict::violation) << host::name_of(result.verdict) << ": " << result.sentence;
        EXPECT_EQ(result.sentence, "'Trespasses' (" + id + ") was stopped for asking the system for something it may not have; the other analyses are not touched by it.");
        EXPECT_TRUE(result.columns.empty());
    }
    EXPECT_EQ(children(), 0);
    EXPECT_EQ(open_descriptors(), descriptors);
    EXPECT_FALSE(exists(left_behind));
    EXPECT_TRUE(exists("/tmp/kith_hostile_keep"));
}

constexpr Case cases[] = {
    {"file_read", true}, {"own_memory_file", true}, {"folder_list", true}, {"host_memory_file", true}, {"thread", true}, {"new_code", true, false},
    {"write_then_run", true, false}, {"shared_memory", true}, {"memory_file", true}, {"io_ring", true}, {"descriptor", true}, {"limits", true}, {"keys", true},
    {"file_write", false}, {"file_change", false}, {"folder_make", false}, {"file_remove", false}, {"file_empty", false}, {"socket4", false}, {"socket6", false},
    {"socket_unix", false}, {"socket_pair", false}, {"exec", false}, {"spawn", false}, {"fork", false}, {"kill_host", false}, {"kill_group", false},
    {"kill_all", false}, {"signal_thread", false}, {"ptrace_host", false}, {"host_memory", false}, {"namespace", false}};

INSTANTIATE_TEST_SUITE_P(
    Plugins, Trespassing, testing::Combine(testing::ValuesIn(cases), testing::Values(process::newest_landlock, 2), testing::Bool()),
    [](const testing::TestParamInfo<std::tuple<Case, int, bool>>& one) {
        return std::string(std::get<0>(one.param).what) + (std::get<1>(one.param) == 2 ? "_landlock_2" : "") + (std::get<2>(one.param) ? "_on_load" : "");
    });

TEST(Isolation, IsSaidBesideEveryResult) {
    const auto now = run({{"test.misbehave", "a", ""}}, options());
    EXPECT_NE(now[0].isolation.find("no new privileges, Landlock "), std::string::npos) << now[0].isolation;
    EXPECT_NE(now[0].isolation.find("seccomp"), std::string::npos);
    EXPECT_NE(now[0].isolation.find("limits"), std::string::npos);
    EXPECT_NE(run({{"test.misbehave", "a", ""}}, options(2))[0].isolation.find("Landlock 2,"), std::string::npos);
    // Of one that was ended, too: it was told before anything of the plugin ran.
    const auto ended = run({tries("fork")}, options());
    EXPECT_EQ(ended[0].isolation, now[0].isolation);
}

TEST(Isolation, WhereFilesCannotBeLockedAwayNobodyElsesPluginRuns) {
    const auto refused = run({{"test.misbehave", "a", ""}, tries("file_read")}, options(0));
    for (const auto& result : refused) {
        EXPECT_EQ(result.verdict, Verdict::setup_error);
        EXPECT_NE(result.sentence.find("was not run: it is not part of Kith, and this system cannot lock it up"), std::string::npos) << result.sentence;
        EXPECT_NE(result.sentence.find("--allow-unlocked"), std::string::npos);
        EXPECT_EQ(result.isolation.find("Landlock"), std::string::npos) << result.isolation;
    }
}

TEST(Isolation, WhoeverAllowsItStillHasTheOtherLocks) {
    host::RunOptions how = options(0);
    how.allow_unlocked = true;
    const auto results = run({{"test.misbehave", "a", ""}}, how);
    EXPECT_TRUE(results[0].ok()) << results[0].sentence;
    const auto file = run({tries("file_read")}, how);
    ASSERT_TRUE(file[0].ok());
    EXPECT_EQ(answer(file[0]), EPERM);
    for (const char* what : {"socket4", "fork", "kill_host", "file_write", "file_empty"}) EXPECT_EQ(run({tries(what)}, how)[0].verdict, Verdict::violation) << what;
}

TEST(Threads, OnlyWhereTheManifestAsks) {
    const auto with = run({tries("thread", "test.threads")}, options());
    ASSERT_TRUE(with[0].ok()) << with[0].sentence;
    EXPECT_LT(answer(with[0]), -10) << "it asked for threads, and some started";
    const auto without = run({tries("thread")}, options());
    ASSERT_TRUE(without[0].ok());
    EXPECT_GT(answer(without[0]), 0);
    EXPECT_EQ(children(), 0);
    // A process is no thread.
    EXPECT_EQ(run({tries("fork", "test.threads")}, options())[0].verdict, Verdict::violation);
}

}  // namespace trespass_test
