// What an earlier run left is used again exactly where nothing that it depends on has changed.
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <cstring>
#include <fstream>
#include <iterator>

#include "engine/host/analyses.hpp"
#include "tests/support/built.hpp"
#include "tests/support/small_place.hpp"

namespace cache_test {
using namespace kith;
namespace fs = std::filesystem;
using Requests = std::vector<host::AnalysisRequest>;

const Requests three{{"test.take"}, {"test.give"}, {"test.pick", "", R"({"column": "population"})"}};

class Cache : public testing::Test {
protected:
    void SetUp() override {
        std::string name = testing::TempDir() + "kith-cache-XXXXXX";
        ASSERT_NE(mkdtemp(name.data()), nullptr);
        folder_ = name;
        test::SmallPlace place;
        place.assets = {{"Choir"}};
        place.areas = {"North", "East"};
        place.fill(view_);
    }
    void TearDown() override { fs::remove_all(folder_); }

    /// The analyses that really ran, by `as`; the entries of the run before are read, and replaced by those of this one.
    std::vector<std::string> run(const Requests& requests = three, std::uint64_t seed = 1) {
        host::RunOptions options;
        options.plugin_folders = {kith::test::built(KITH_PLUGIN_DIR)};
        options.threads = 2;
        options.seed = seed;
        options.cache_before = folder_ / std::to_string(runs_);
        options.cache_now = folder_ / std::to_string(++runs_);
        std::size_t started = 0;
        options.started = [&](int, const std::string&) { ++started; };
        base::JobContext job;
        auto results = host::run_analyses(view_, requests, options, job);
        EXPECT_TRUE(results) << results.error().message;
        results_ = std::move(*results);
        std::vector<std::string> ran;
        for (const auto& result : results_) {
            EXPECT_TRUE(result.ok()) << result.sentence;
            if (!result.reused) ran.push_back(result.as);
        }
        EXPECT_EQ(started, ran.size());
        return ran;
    }
    std::vector<base::Digest> digests() const {
        std::vector<base::Digest> list;
        for (const auto& result : results_) list.push_back(result.digest);
        return list;
    }
    std::vector<fs::path> entries() const {
        std::vector<fs::path> list;
        for (const auto& entry : fs::directory_iterator(folder_ / std::to_string(runs_))) list.push_back(entry.path());
        return list;
    }

    test::FakeView view_;
    fs::path folder_;
    int runs_ = 0;
    std::vector<host::AnalysisResult> results_;
};

const std::vector<std::string> all{"take", "give", "pick"}, none{};

TEST_F(Cache, NothingRunsASecondTime) {
    EXPECT_EQ(run(), all);
    const auto first = digests();
    const auto seconds = results_[0].seconds;
    EXPECT_EQ(run(), none);
    EXPECT_EQ(digests(), first);
    EXPECT_EQ(results_[0].seconds, seconds) << "how it was worked out then";
    const auto* columns = results_[0].columns_for(host::Entity::area, "patch");
    EXPECT_EQ(host::ResultColumn(*columns->columns[0], *columns->segment).value(0), 11);
    EXPECT_EQ(run(), none) << "an entry is kept on, run after run";
    EXPECT_EQ(digests(), first);
}

TEST_F(Cache, OneParameterRunsWhatDependsOnIt) {
    run();
    EXPECT_EQ(run({{"test.take"}, {"test.give", "", R"({"more": 3})"}, three[2]}), (std::vector<std::string>{"take", "give"}));
    EXPECT_EQ(run({{"test.take"}, {"test.give", "", R"({"more": 3, "mood": true})"}, three[2]}), std::vector<std::string>{"give"})
        << "what it gives is the same, so whoever takes it need not run";
    EXPECT_EQ(run({{"test.take"}, {"test.give", "", R"({"more": 3, "mood": true})"}, {"test.pick", "", R"({"column": "km2"})"}}), std::vector<std::string>{"pick"});
}

TEST_F(Cache, OneColumnRunsWhatReadsIt) {
    run();
    const std::vector<std::string> names{"North", "East"};
    view_.add(std::move(column::SegmentBuilder("areas.patch").add_strings("code", names).add_f64("population", {1000, 1000}).add_f64("km2", {9, 9})));
    EXPECT_EQ(run(), none) << "nobody reads the size";
    view_.add(std::move(column::SegmentBuilder("areas.patch").add_strings("code", names).add_f64("population", {1000, 1000}, {0, 1}).add_f64("km2", {9, 9})));
    EXPECT_EQ(run(), std::vector<std::string>{"pick"}) << "a value that is not known any more is a change";
}

TEST_F(Cache, SeedDayAndRowsCount) {
    run();
    EXPECT_EQ(run(three, 2), all);
    view_.as_of_ = 20000;
    EXPECT_EQ(run(three, 2), all);
    view_.assets_ = 2;
    EXPECT_EQ(run(three, 2), all);
    EXPECT_EQ(run(three, 2), none);
}

TEST_F(Cache, HoldsThisRunOnlyAndIsItsOwners) {
    run();
    EXPECT_EQ(entries().size(), 3u);
    run({{"test.give"}});
    ASSERT_EQ(entries().size(), 1u);
    struct stat about {};
    ASSERT_EQ(stat(entries()[0].c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777, 0600u);
    ASSERT_EQ(stat(entries()[0].parent_path().c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777, 0700u);
    EXPECT_LT(fs::file_size(entries()[0]), 100'000u) << "only what was used, not what there was room for";
}

TEST_F(Cache, AFolderThatOthersMayWriteIsNotBelieved) {
    run();
    const fs::path folder = entries()[0].parent_path();
    fs::permissions(folder, fs::perms::group_write, fs::perm_options::add);
    EXPECT_EQ(run(), all);
    fs::rename(folder_ / std::to_string(runs_), folder_ / "elsewhere");
    fs::create_directory_symlink(folder_ / "elsewhere", folder_ / std::to_string(runs_));
    EXPECT_EQ(run(), all);
}

/// Cut short, or its description changed: it is worked out again. A changed byte of what the worker left may be one that nobody reads;
/// the answer is the same either way.
TEST_F(Cache, AnEntryThatWasTouchedIsWorkedOutAgain) {
    run({{"test.give"}});
    const auto right = digests();
    const std::string whole = [&] {
        std::ifstream file(entries()[0], std::ios::binary);
        return std::string{std::istreambuf_iterator<char>(file), {}};
    }();
    const auto write = [&](const std::string& text) {
        std::ofstream file(entries()[0], std::ios::binary | std::ios::trunc);
        file << text;
    };
    const auto flipped = [&](std::size_t at) {
        std::string text = whole;
        text[at] = static_cast<char>(text[at] ^ 0x11);
        return text;
    };
    std::uint64_t description = 0;
    std::memcpy(&description, whole.data(), sizeof description);
    ASSERT_LT(8 + description, whole.size());
    std::vector<std::string> never{"", whole.substr(0, 7), whole.substr(0, 100), whole.substr(0, whole.size() - 1), whole + "x", std::string(whole.size(), '\0'),
                                   std::string(8, '\xff') + whole.substr(8)};
    for (std::size_t at = 0; at < 8 + description; at += 23) never.push_back(flipped(at));
    for (std::size_t i = 0; i < never.size(); ++i) {
        write(never[i]);
        EXPECT_EQ(run({{"test.give"}}), std::vector<std::string>{"give"}) << i;
        EXPECT_EQ(digests(), right);
    }
    int again = 0;
    for (std::size_t at = 8 + description; at < whole.size(); at += at < 8 + description + 600 ? 7 : 509) {
        write(flipped(at));
        again += static_cast<int>(run({{"test.give"}}).size());
        EXPECT_EQ(digests(), right);
    }
    EXPECT_GE(again, 5) << "its numbers are among these bytes";
    write(whole);
    EXPECT_EQ(run({{"test.give"}}), none);
}

TEST_F(Cache, WithoutFoldersNothingIsKept) {
    host::RunOptions options;
    options.plugin_folders = {kith::test::built(KITH_PLUGIN_DIR)};
    base::JobContext job;
    for (int i = 0; i < 2; ++i) {
        auto results = host::run_analyses(view_, three, options, job);
        ASSERT_TRUE(results);
        for (const auto& result : *results) EXPECT_FALSE(result.reused);
    }
    EXPECT_TRUE(fs::is_empty(folder_));
}

}  // namespace cache_test
