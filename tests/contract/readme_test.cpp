// The worked example of plugins/README.md is the plugin that these tests build.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace {

std::string read(const std::string& path) {
    std::ifstream stream(std::string(KITH_SOURCE_DIR) + "/" + path);
    EXPECT_TRUE(stream.good()) << path;
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::string block(const std::string& page, const std::string& language) {
    const std::string fence = "```" + language + "\n";
    const std::size_t from = page.find(fence) + fence.size();
    return page.substr(from, page.find("```", from) - from);
}

TEST(AuthorsPage, ShowsWhatIsBuilt) {
    const std::string page = read("plugins/README.md");
    EXPECT_EQ(block(page, "json"), read("tests/contract/example/manifest.json"));
    EXPECT_EQ(block(page, "cpp"), read("tests/contract/example/plugin.cpp"));
}

}  // namespace
