// The plugin that plugins/README.md shows is the one that `kith plugin new shade` makes.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace readme_test {

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

TEST(AuthorsPage, ShowsWhatIsMade) {
    std::string made = read("plugins/template/plugin.cpp.in");
    made.replace(made.find("@ID@"), 4, "own.shade");
    EXPECT_EQ(block(read("plugins/README.md"), "cpp"), made);
}

}  // namespace readme_test
