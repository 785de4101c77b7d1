// What is remembered of grants: by library and manifest, or by folder; the file that holds it; and what a worker then sees, by
// tests/contract/sees, which counts what it was given.
#include "engine/host/trust.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "engine/host/analyses.hpp"
#include "tests/support/built.hpp"
#include "tests/support/small_place.hpp"

namespace trust_test {
using namespace kith;
namespace fs = std::filesystem;
using host::Personal;
using host::PersonalSet;
using host::Trust;

std::string text_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

class TrustTest : public testing::Test {
protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() / ("kith-trust-" + std::to_string(::getpid()) + testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::remove_all(folder_);
        fs::create_directories(folder_ / "plugins");
        fs::copy(kith::test::built(KITH_PLUGIN_DIR) / "kith.sees", folder_ / "plugins/kith.sees", fs::copy_options::recursive);
        test::SmallPlace place;
        place.people = {{"Ann"}, {"Bob"}, {"Cyd"}};
        place.assets = {{"Choir"}};
        place.fill(view_);
        view_.add(std::move(column::SegmentBuilder("people.positions").add_points("point", {1, 1, 2, 2, 3, 3})));
        view_.add(std::move(column::SegmentBuilder("ties.sensitive").add_i32("from", {0}).add_i32("to", {3}).add_i32("tie", {0})));
    }
    void TearDown() override { fs::remove_all(folder_); }

    fs::path file() const { return folder_ / "config/kith/grants.json"; }
    Trust read() {
        complaint_.clear();
        return Trust::read(file(), complaint_);
    }
    host::PluginPtr plugin() {
        const std::vector<fs::path> folders{folder_ / "plugins"};
        auto found = host::PluginSet::find(folders).at("kith.sees");
        EXPECT_TRUE(found);
        return *found;
    }
    void allow(PersonalSet set, bool by_folder = false) {
        Trust trust = read();
        trust.allow(*plugin(), set, by_folder);
        const base::Status saved = trust.save();
        EXPECT_TRUE(saved) << saved.error().message;
    }
    /// As a build would: bytes at the end of a library change what it is and not what it does.
    void rebuild() { std::ofstream(folder_ / "plugins/kith.sees/plugin.so", std::ios::binary | std::ios::app) << "rebuilt"; }
    void edit_manifest(const std::string& from, const std::string& to) {
        std::string text = text_of(folder_ / "plugins/kith.sees/manifest.json");
        text.replace(text.find(from), from.size(), to);
        std::ofstream(folder_ / "plugins/kith.sees/manifest.json") << text;
    }
    host::AnalysisResult run() { return run_with({read().granted(*plugin()), "kith plugins allow kith.sees", plugin()->seal}); }
    host::AnalysisResult run_with(const host::Allowed& allowed) {
        host::RunOptions options;
        options.plugin_folders = {folder_ / "plugins"};
        options.allowed["kith.sees"] = allowed;
        base::JobContext job;
        const std::vector<host::AnalysisRequest> requests{{"kith.sees"}};
        auto results = host::run_analyses(view_, requests, options, job);
        EXPECT_TRUE(results) << results.error().message;
        return std::move(results->front());
    }
    /// Of one output: the number, or -1 when the analysis had nothing to count.
    static double seen(const host::AnalysisResult& result, std::string_view key) {
        EXPECT_TRUE(result.ok()) << result.sentence << result.authors_words;
        const auto* columns = result.columns_for(host::Entity::place);
        if (columns == nullptr) return -2;
        for (const host::OutputColumn* column : columns->columns) {
            const host::ResultColumn values(*column, *columns->segment);
            if (column->key == key) return values.has_number(0) ? values.value(0) : -1;
        }
        return -3;
    }

    fs::path folder_;
    test::FakeView view_;
    std::string complaint_;
};

TEST_F(TrustTest, NamesAreAbsentThenPresentThenAbsentWhenTheLibraryChanged) {
    EXPECT_EQ(seen(run(), "names"), -1);
    allow(Personal::names);
    const auto with = run();
    EXPECT_EQ(seen(with, "names"), 3);
    EXPECT_EQ(seen(with, "positions"), -1) << "each by itself";
    EXPECT_EQ(seen(with, "sensitive_ties"), -1);
    EXPECT_EQ(with.granted, PersonalSet(Personal::names));
    rebuild();
    const auto after = run();
    EXPECT_EQ(seen(after, "names"), -1);
    EXPECT_TRUE(after.granted.empty());
}

TEST_F(TrustTest, ALibraryThatChangesBeforeItRunsLosesThemAtOnce) {
    const host::Allowed allowed{Personal::names, "", plugin()->seal};
    EXPECT_EQ(seen(run_with(allowed), "names"), 3);
    rebuild();
    EXPECT_EQ(seen(run_with(allowed), "names"), -1);
}

TEST_F(TrustTest, AChangedManifestOrALibraryBesideItLosesThemToo) {
    allow(PersonalSet(Personal::names).with(Personal::sensitive_ties));
    EXPECT_EQ(seen(run(), "sensitive_ties"), 1);
    edit_manifest("To count the names.", "To count them.");
    EXPECT_TRUE(read().granted(*plugin()).empty());
    edit_manifest("To count them.", "To count the names.");
    EXPECT_EQ(read().granted(*plugin()), PersonalSet(Personal::names).with(Personal::sensitive_ties));
    std::ofstream(folder_ / "plugins/kith.sees/libhelper.so.1") << "code";
    EXPECT_TRUE(read().granted(*plugin()).empty());
}

TEST_F(TrustTest, AFolderIsRememberedWhateverIsBuiltInIt) {
    allow(Personal::positions, true);
    rebuild();
    EXPECT_EQ(seen(run(), "positions"), 3);
    fs::rename(folder_ / "plugins/kith.sees", folder_ / "plugins/elsewhere");
    EXPECT_TRUE(read().granted(*plugin()).empty());
}

TEST_F(TrustTest, ARequiredOneWaitsAndNamesTheCommand) {
    edit_manifest("\"To count the names.\", \"optional\": true", "\"To count the names.\"");
    const auto result = run();
    EXPECT_EQ(result.verdict, host::Verdict::not_granted);
    EXPECT_EQ(result.sentence, "'What it sees' asks to see names, which nobody has allowed; to allow it, say: kith plugins allow kith.sees names");
    allow(Personal::names);
    EXPECT_EQ(seen(run(), "names"), 3);
    view_.segments_.erase("people.names");
    EXPECT_EQ(run().verdict, host::Verdict::not_possible) << "nothing to allow where nothing is recorded";
}

TEST_F(TrustTest, WithdrawingIsOneByOneOrAll) {
    allow(PersonalSet(Personal::names).with(Personal::positions));
    allow(Personal::notes, true);
    Trust trust = read();
    trust.withdraw("kith.sees", Personal::positions);
    ASSERT_TRUE(trust.save());
    EXPECT_EQ(read().granted(*plugin()), PersonalSet(Personal::names).with(Personal::notes));
    trust.withdraw("kith.sees", *host::personal_set({"names", "notes", "positions", "sensitive_ties"}));
    ASSERT_TRUE(trust.save());
    EXPECT_TRUE(read().ids().empty());
}

TEST_F(TrustTest, AnotherLibraryTakesThePlaceOfTheOld) {
    allow(Personal::names);
    const std::string old = plugin()->seal.hex();
    rebuild();
    allow(Personal::positions);
    EXPECT_EQ(text_of(file()).find(old), std::string::npos);
    EXPECT_EQ(read().granted(*plugin()), PersonalSet(Personal::positions)) << "what the old one was allowed is not inherited";
}

TEST_F(TrustTest, TheFileIsItsOwnersAlone) {
    allow(Personal::names);
    struct stat about{};
    ASSERT_EQ(::stat(file().c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 07777u, 0600u);
    ASSERT_EQ(::stat(file().parent_path().c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 07777u, 0700u);
    EXPECT_EQ(std::distance(fs::directory_iterator(file().parent_path()), fs::directory_iterator{}), 1) << "nothing is left beside it";
    EXPECT_TRUE(complaint_.empty());
    ::chmod(file().c_str(), 0666);
    EXPECT_TRUE(read().granted(*plugin()).empty());
    EXPECT_NE(complaint_.find("chmod 600"), std::string::npos) << complaint_;
    EXPECT_TRUE(fs::exists(file()));
}

TEST_F(TrustTest, ABrokenFileAllowsNothingAndIsKept) {
    const std::vector<std::string> broken{"", "{", "[]", R"({"format":2,"grants":[]})", R"({"format":1,"grants":{}})", R"({"format":1,"grants":[1]})",
                                          R"({"format":1,"grants":[{"id":"kith.sees","granted":["names"]}]})", R"({"format":1,"grants":[{"id":"kith.sees","seal":"00","granted":["all"]}]})",
                                          R"({"format":1,"grants":[{"id":"kith.sees","seal":"00","folder":"/","granted":["names"]}]})", std::string(2'000'000, '[')};
    fs::create_directories(file().parent_path());
    for (std::size_t i = 0; i < broken.size(); ++i) {
        const std::string aside = file().string() + ".broken" + (i == 0 ? "" : "-" + std::to_string(i + 1));
        std::ofstream(file()) << broken[i];
        EXPECT_TRUE(read().granted(*plugin()).empty()) << broken[i].substr(0, 80);
        EXPECT_NE(complaint_.find("nothing is allowed; the file is kept as 'grants.json.broken"), std::string::npos) << complaint_;
        EXPECT_FALSE(fs::exists(file()));
        EXPECT_EQ(text_of(aside), broken[i]);
    }
    allow(Personal::names);
    EXPECT_EQ(read().granted(*plugin()), PersonalSet(Personal::names));
    EXPECT_TRUE(complaint_.empty());
}

TEST_F(TrustTest, ABrokenWriteLeavesTheOldFile) {
    allow(Personal::names);
    Trust trust = read();
    trust.allow(*plugin(), Personal::positions, false);
    const std::string before = text_of(file());
    fs::create_directories(file().string() + ".new-" + std::to_string(::getpid()) + "/in-the-way");
    EXPECT_FALSE(trust.save());
    EXPECT_EQ(text_of(file()), before);
}

TEST_F(TrustTest, WhereThingsStand) {
    ::setenv("XDG_CONFIG_HOME", "/somewhere", 1);
    ::setenv("XDG_DATA_HOME", "not/absolute", 1);
    ::setenv("HOME", "/home/ann", 1);
    EXPECT_EQ(Trust::usual_file(), "/somewhere/kith/grants.json");
    EXPECT_EQ(host::PluginSet::installed_folder(), "/home/ann/.local/share/kith/plugins");
    ::unsetenv("XDG_CONFIG_HOME");
    EXPECT_EQ(Trust::usual_file(), "/home/ann/.config/kith/grants.json");
    ::unsetenv("HOME");
    EXPECT_EQ(Trust::usual_file(), "");
    EXPECT_FALSE(Trust().save());
}

}  // namespace trust_test
