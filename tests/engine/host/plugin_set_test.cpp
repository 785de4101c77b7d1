#include "engine/host/plugin_set.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

#include <fstream>

#include "engine/host/personal.hpp"

namespace plugin_set_test {
using namespace kith;
namespace fs = std::filesystem;

class PluginSetTest : public testing::Test {
protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() / ("kith-plugins-" + std::to_string(::getpid()) + testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }

    void put(const std::string& parent, const std::string& id, const std::string& title, bool library = true) {
        const fs::path at = folder_ / parent / id;
        fs::create_directories(at);
        std::ofstream(at / "manifest.json")
            << R"({"kith_manifest": 1,"id":")" << id << R"(","version":"1.0.0","abi":{"major": 1, "minor": 0},"licence":"MIT","title":")" << title
            << R"(","summary":"x","needs":{"assets":{}},"outputs":{"columns":[{"key":"n","entity":"asset","type":"number","label":"n"}]},"determinism":"exact"})";
        if (library) std::ofstream(at / "plugin.so") << "bytes of " << title;
    }
    host::PluginSet find(std::vector<std::string> parents) {
        std::vector<fs::path> folders;
        for (const std::string& parent : parents) folders.push_back(folder_ / parent);
        return host::PluginSet::find(folders);
    }
    fs::path folder_;
};

TEST_F(PluginSetTest, FindsThemByIdAndNamesTheNearest) {
    put("a", "kith.second", "Second");
    put("a", "kith.first", "First");
    const auto set = find({"a", "nowhere"});
    ASSERT_EQ(set.plugins().size(), 2u);
    EXPECT_EQ(set.plugins()[0]->manifest.id, "kith.first");
    EXPECT_TRUE(set.faults().empty());
    EXPECT_TRUE(set.at("kith.second"));
    EXPECT_EQ(set.at("kith.secund").error().message, "There is no analysis 'kith.secund'; did you mean 'kith.second'?");
    EXPECT_NE(set.plugins()[0]->hash, set.plugins()[1]->hash);
}

TEST_F(PluginSetTest, AnEarlierFolderWins) {
    put("a", "kith.one", "Mine");
    put("b", "kith.one", "Theirs");
    const auto set = find({"a", "b"});
    ASSERT_EQ(set.plugins().size(), 1u);
    EXPECT_EQ(set.plugins()[0]->manifest.title, "Mine");
}

TEST_F(PluginSetTest, NobodyElseHasTheIdOfABundledOne) {
    put("a", "kith.inventory", "Somebody else's");
    put("a", "kith.mine", "Mine");
    const auto set = find({"a"});
    ASSERT_EQ(set.plugins().size(), 1u) << "though the bundled one was not even looked for";
    EXPECT_FALSE(set.plugins()[0]->bundled);
    ASSERT_EQ(set.faults().size(), 1u);
    EXPECT_NE(set.faults()[0].find("'kith.inventory' is the id of one that comes with Kith"), std::string::npos);
    const auto bundled = host::PluginSet::find(host::PluginSet::bundled_folders());
    ASSERT_TRUE(bundled.at("kith.inventory"));
    EXPECT_TRUE((*bundled.at("kith.inventory"))->bundled);
}

TEST_F(PluginSetTest, AFolderWithAManifestIsOneAnalysis) {
    put("a", "kith.mine", "Mine");
    EXPECT_TRUE(find({"a/kith.mine"}).at("kith.mine"));
}

TEST_F(PluginSetTest, BundledOnesRunWithoutAnyGrant) {
    const auto bundled = host::PluginSet::find(host::PluginSet::bundled_folders());
    EXPECT_FALSE(bundled.plugins().empty());
    for (const auto& plugin : bundled.plugins())
        for (const auto& ask : host::personal_requests(plugin->manifest)) EXPECT_TRUE(ask.optional) << plugin->manifest.id << " " << ask.segment;
}

TEST_F(PluginSetTest, WhatCannotBeUsedIsSaid) {
    put("a", "kith.good", "Good");
    put("a", "kith.no_library", "No library", false);
    put("a", "kith.words", "Risk scores");
    fs::create_directories(folder_ / "a" / "kith.empty");
    const auto set = find({"a"});
    EXPECT_EQ(set.plugins().size(), 1u);
    ASSERT_EQ(set.faults().size(), 3u);
    EXPECT_EQ(set.faults()[0], "The analysis in 'kith.empty' cannot be used: There is no manifest.json.");
    EXPECT_EQ(set.faults()[1], "The analysis in 'kith.no_library' cannot be used: its library 'plugin.so' is not there");
    EXPECT_NE(set.faults()[2].find("risk score"), std::string::npos);
}

}  // namespace plugin_set_test
