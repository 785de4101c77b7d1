// What `kith plugin test` stands on: the place of a fault, the symbols of a library, invented places, a view of unknowns.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "engine/cli/exported.hpp"
#include "engine/cli/manifest_fault.hpp"
#include "engine/cli/trial_place.hpp"
#include "engine/cli/unknown_view.hpp"
#include "tests/support/built.hpp"
#include "tests/support/fake_view.hpp"

namespace authors_tools_test {
using namespace kith;

const std::string small = R"({
  "id": "own.shade",
  "needs": { "areas": {} },
  "outputs": {
    "columns": [
      { "key": "a", "label": "An \"A\", and a } or two" },
      { "key": "b",
        "reasons": [ { "id": "x" } ] }
    ]
  }
})";

TEST(ManifestFault, FindsTheLine) {
    EXPECT_EQ(cli::line_of(small, "manifest.id"), 2);
    EXPECT_EQ(cli::line_of(small, "manifest.outputs.columns[0].label"), 6);
    EXPECT_EQ(cli::line_of(small, "manifest.outputs.columns[1]"), 7);
    EXPECT_EQ(cli::line_of(small, "manifest.outputs.columns[1].label"), 7) << "what is missing is where it belongs";
    EXPECT_EQ(cli::line_of(small, "manifest.outputs.columns[1].reasons[0].text"), 8);
    EXPECT_EQ(cli::line_of(small, "manifest.title"), 1);
    EXPECT_EQ(cli::line_of("", "manifest.id"), 1);
    EXPECT_EQ(cli::line_of("{\"id", "manifest.needs[3]"), 1);
}

TEST(ManifestFault, ShowsAnExample) {
    EXPECT_EQ(cli::explained_fault(small, "manifest.outputs.columns[1].label: is missing.", "{ \"label\": \"For every 1,000 people\" }"),
              "manifest.json, line 7: outputs.columns[1].label: is missing. For example: \"label\": \"For every 1,000 people\"");
    EXPECT_EQ(cli::explained_fault(small, "manifest.title: is missing.", ""), "manifest.json, line 1: title: is missing.");
    EXPECT_EQ(cli::explained_fault(small, "Something else.", ""), "Something else.");
}

TEST(ExportedSymbols, OfALibraryAndOfWhatIsNone) {
    const auto plugin = cli::exported_symbols(kith::test::built(KITH_PLUGIN_DIR "/kith.inventory/plugin.so"));
    ASSERT_TRUE(plugin) << plugin.error().message;
    EXPECT_EQ(*plugin, std::vector<std::string>{"kith_plugin_entry"});
    EXPECT_FALSE(cli::exported_symbols(kith::test::built(KITH_PLUGIN_DIR "/kith.inventory/manifest.json")));
    EXPECT_FALSE(cli::exported_symbols("/nowhere.so"));
}

TEST(ExportedSymbols, OfACutLibrary) {
    auto folder = cli::TrialFolder::create();
    ASSERT_TRUE(folder);
    std::ifstream in(kith::test::built(KITH_PLUGIN_DIR "/kith.inventory/plugin.so"), std::ios::binary);
    const std::string whole{std::istreambuf_iterator<char>(in), {}};
    for (const std::size_t length : {std::size_t{0}, std::size_t{10}, std::size_t{64}, std::size_t{5000}, whole.size() / 2, whole.size() - 1}) {
        const auto path = folder->path() / "cut.so";
        std::ofstream(path, std::ios::binary) << whole.substr(0, length);
        const auto names = cli::exported_symbols(path);
        EXPECT_TRUE(!names || *names != std::vector<std::string>{"kith_plugin_entry"}) << length;
    }
}

TEST(TrialPlace, IsForThisAccountAloneAndGone) {
    std::filesystem::path path;
    {
        auto folder = cli::TrialFolder::create();
        ASSERT_TRUE(folder);
        path = folder->path();
        EXPECT_EQ(std::filesystem::status(path).permissions(), std::filesystem::perms::owner_all);
        ASSERT_TRUE(cli::write_trial_place(path, {}));
        EXPECT_TRUE(std::filesystem::exists(path / "recipe.toml"));
    }
    EXPECT_FALSE(std::filesystem::exists(path));
}

std::string bytes_of(const std::filesystem::path& folder) {
    std::string all;
    for (const char* name : {"recipe.toml", "areas.geojson", "people.csv", "assets.csv", "ties.csv", "observations.csv"}) {
        std::ifstream in(folder / name, std::ios::binary);
        all.append(std::istreambuf_iterator<char>(in), {});
    }
    return all;
}

TEST(TrialPlace, IsTheSameEveryTime) {
    auto first = cli::TrialFolder::create(), second = cli::TrialFolder::create();
    ASSERT_TRUE(first && second);
    cli::TrialShape shape;
    shape.attributes = {"steps"};
    ASSERT_TRUE(cli::write_trial_place(first->path(), shape) && cli::write_trial_place(second->path(), shape));
    EXPECT_EQ(bytes_of(first->path()), bytes_of(second->path()));
    EXPECT_NE(bytes_of(first->path()).find("steps"), std::string::npos);
}

TEST(UnknownView, EveryStateOfEveryColumnThatCanBeUnknown) {
    auto real = std::make_shared<test::FakeView>();
    constexpr std::size_t rows = 20;
    column::States states(rows, 0);
    states[3] = static_cast<std::uint8_t>(column::State::withheld);
    column::DictionaryBuilder words;
    for (const char* word : {"tea", "chess"}) words.code_of(word);
    std::vector<std::int64_t> offsets;
    for (std::size_t i = 0; i <= rows; ++i) offsets.push_back(static_cast<std::int64_t>(i));
    column::SegmentBuilder builder("people");
    builder.add_i32("role", std::vector<std::int32_t>(rows, 7)).add_f64("steps", std::vector<double>(rows, 5), states);
    builder.add_text("word", std::vector<std::int32_t>(rows, 1), words, states).add_text_list("likes", offsets, std::vector<std::int32_t>(rows, 0), words, states);
    builder.add_dates("on", std::vector<std::int32_t>(rows, 100), std::vector<std::uint8_t>(rows, 0), states);
    real->add(std::move(builder));
    const auto view = cli::with_every_state(real);
    const auto segment = view->segment("people");
    ASSERT_NE(segment, nullptr);
    EXPECT_EQ(segment, view->segment("people")) << "the same object at every call";
    EXPECT_EQ(view->segment("nothing"), nullptr);
    EXPECT_EQ(segment->find("role")->i32()[4], 7) << "what is always known stays";
    for (const char* key : {"steps", "word", "likes", "on"}) {
        const column::Column* c = segment->find(key);
        ASSERT_NE(c, nullptr) << key;
        const std::set<std::uint8_t> seen(c->states().begin(), c->states().end());
        EXPECT_EQ(seen.size(), 7u) << key;
        EXPECT_EQ(c->state(3), column::State::withheld) << "what was unknown stays as it was";
        EXPECT_TRUE(c->known(7));
    }
    EXPECT_EQ(segment->find("steps")->f64()[7], 5);
    EXPECT_EQ(segment->find("steps")->f64()[8], 0) << "nothing is left to be read by mistake";
    EXPECT_EQ(segment->find("word")->text(7), "chess");
    EXPECT_EQ(segment->find("likes")->list(8).size(), 0u);
    EXPECT_EQ(segment->find("likes")->list(14).size(), 1u);
}

}  // namespace authors_tools_test
