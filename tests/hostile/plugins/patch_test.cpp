// With the sample patch, as it is recorded. A plugin that was not granted names looks through all of its memory for them: none is there;
// words that it was granted are found, so the search does see. And bundled plugins run where a system cannot lock files away.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "engine/host/analyses.hpp"
#include "engine/io/recipe.hpp"
#include "engine/place/pipeline.hpp"
#include "tests/support/built.hpp"

namespace patch_test {
using namespace kith;
namespace fs = std::filesystem;

const fs::path patch = fs::path(KITH_SOURCE_DIR) / "data/samples/patch";

/// The values of a column, as the file has them (it quotes nothing).
std::vector<std::string> column_of(const char* file, std::size_t column) {
    std::ifstream stream(patch / file);
    std::vector<std::string> values;
    std::string line;
    std::getline(stream, line);
    while (std::getline(stream, line)) {
        std::size_t start = 0;
        for (std::size_t i = 0; i < column; ++i) start = line.find(',', start) + 1;
        values.push_back(line.substr(start, line.find(',', start) - start));
    }
    return values;
}

/// Names in full, and surnames (which the sample's are: invented, so no library holds one by chance).
std::vector<std::string> names() {
    std::set<std::string> list;
    for (const std::string& name : column_of("people.csv", 1)) {
        list.insert(name);
        const std::string surname = name.substr(name.rfind(' ') + 1);
        if (surname.size() >= 6) list.insert(surname);
    }
    return {list.begin(), list.end()};
}

/// The built plugin with the words in it, in a folder of its own.
fs::path plugin_that_searches_for(const std::vector<std::string>& words) {
    fs::path folder = fs::temp_directory_path() / ("kith_hostile_search_" + std::to_string(getpid()));
    fs::create_directories(folder / "test.search");
    fs::copy_file(kith::test::built(KITH_PLUGIN_DIR) / "test.search/manifest.json", folder / "test.search/manifest.json", fs::copy_options::overwrite_existing);
    std::ifstream built(kith::test::built(KITH_PLUGIN_DIR) / "test.search/plugin.so", std::ios::binary);
    std::string library{std::istreambuf_iterator<char>(built), {}};
    std::string coded;
    for (const std::string& word : words)
        for (const char c : word + '\n') coded += static_cast<char>(c ^ 0x5A);
    const std::size_t mark = library.find("KITH HOSTILE SEARCH: WORDS");
    EXPECT_NE(mark, std::string::npos);
    EXPECT_LT(coded.size(), 60000u);
    const auto length = static_cast<std::uint32_t>(coded.size());
    library.replace(mark + 32, sizeof length, reinterpret_cast<const char*>(&length), sizeof length);
    library.replace(mark + 36, coded.size(), coded);
    std::ofstream(folder / "test.search/plugin.so", std::ios::binary) << library;
    return folder;
}

privacy::ViewPtr opened_patch() {
    base::JobContext job;
    const auto recipe = io::read_recipe(patch / "patch.toml");
    EXPECT_TRUE(recipe) << recipe.error().message;
    auto place = place::read_place(*recipe, patch, job, {});
    EXPECT_TRUE(place) << place.error().message;
    auto view = privacy::open_view(std::move(*place), privacy::Audience::team);
    EXPECT_TRUE(view) << view.error().message;
    return std::move(*view);
}

TEST(Patch, BundledPluginsRunWhereFilesCannotBeLockedAway) {
    const auto view = opened_patch();
    base::JobContext job;
    host::RunOptions options;
    options.landlock_at_most = 0;
    const std::vector<host::AnalysisRequest> requests{{"kith.inventory"}};
    const auto results = host::run_analyses(*view, requests, options, job);
    ASSERT_TRUE(results) << results.error().message;
    EXPECT_TRUE(results->at(0).ok()) << results->at(0).sentence;
    EXPECT_EQ(results->at(0).isolation.find("Landlock"), std::string::npos) << results->at(0).isolation;
    EXPECT_NE(results->at(0).isolation.find("seccomp"), std::string::npos) << results->at(0).isolation;
}

TEST(Patch, NoNameIsInTheMemoryOfAPluginThatWasNotGrantedNames) {
    const auto view = opened_patch();
    base::JobContext job;
    const auto recorded = view->segment("people.names");
    ASSERT_NE(recorded, nullptr) << "the host has the names";

    // Granted or its own: a gift (a segment), a sentence of its manifest (the heap), a word on its stack.
    std::vector<std::string> words{"local history", "for names that it was not granted", "kept on the stack"};
    const std::size_t granted = words.size();
    for (const std::string& name : names()) words.push_back(name);
    ASSERT_GT(words.size(), 60u);
    ASSERT_NE(std::find(words.begin(), words.end(), std::string("Tess Jassacre")), words.end());

    const fs::path folder = plugin_that_searches_for(words);
    host::RunOptions options;
    options.plugin_folders = {folder};
    const auto results = host::run_analyses(*view, std::vector<host::AnalysisRequest>{{"test.search"}}, options, job);
    fs::remove_all(folder);
    ASSERT_TRUE(results) << results.error().message;
    const host::AnalysisResult& result = results->at(0);
    ASSERT_TRUE(result.ok()) << result.sentence;
    const auto rows = result.tables.at(0).segment->columns().front().f64();
    ASSERT_GE(rows.size(), 2u);
    EXPECT_EQ(rows[0], static_cast<double>(words.size()));
    std::printf("searched %.0f pages for %zu words\n", rows[1], words.size());
    EXPECT_GT(rows[1], 500) << "pages looked through";
    std::vector<std::string> found;
    for (std::size_t i = 2; i < rows.size(); ++i) found.push_back(words.at(static_cast<std::size_t>(rows[i])));
    EXPECT_EQ(found, std::vector<std::string>(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(granted)));
}

}  // namespace patch_test
