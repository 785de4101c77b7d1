#include "engine/process/private_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <string>

using namespace kith;

namespace private_file_test {

std::string text_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

TEST(PrivateFile, IsTheOwnersAloneAndReplacedInOneStep) {
    std::string name = (std::filesystem::temp_directory_path() / "kith-private-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    const std::filesystem::path folder = name, file = folder / "new" / "one.json";
    ASSERT_TRUE(process::write_private(file, "first"));
    ASSERT_TRUE(process::write_private(file, "second"));
    EXPECT_EQ(text_of(file), "second");
    struct stat about{};
    ASSERT_EQ(::stat(file.c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777, 0600u);
    ASSERT_EQ(::stat((folder / "new").c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777, 0700u);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder / "new"), {}), 1);  // nothing is left beside it
    EXPECT_FALSE(process::write_private("/proc/none/one.json", "text"));
    std::filesystem::create_directory(folder / "taken");
    EXPECT_FALSE(process::write_private(folder / "taken", "text"));  // a folder is not replaced
    EXPECT_TRUE(std::filesystem::is_directory(folder / "taken"));
    std::filesystem::remove_all(folder);
}

}  // namespace private_file_test
