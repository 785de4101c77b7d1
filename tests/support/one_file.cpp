// The main of a folder's tests: all of them, or those of one file, which is what a CTest entry runs.
//   test.engine.io                        every test of tests/engine/io
//   test.engine.io people_test.cpp        those of one file; none there is a fault
// GoogleTest's own options follow.
#include <gmock/gmock.h>

#include <cstdio>
#include <filesystem>

namespace {

/// As a filter; empty when the file has no test.
std::string tests_of(const std::string& file) {
    std::string names;
    const testing::UnitTest& all = *testing::UnitTest::GetInstance();
    for (int i = 0; i < all.total_test_suite_count(); ++i) {
        const testing::TestSuite& suite = *all.GetTestSuite(i);
        for (int j = 0; j < suite.total_test_count(); ++j) {
            const testing::TestInfo& test = *suite.GetTestInfo(j);
            if (std::filesystem::path(test.file()).filename() != file) continue;
            names += (names.empty() ? "" : ":") + std::string(suite.name()) + "." + test.name();
        }
    }
    return names;
}

}  // namespace

int main(int count, char** arguments) {
    testing::InitGoogleMock(&count, arguments);
    if (count < 2) return RUN_ALL_TESTS();
    const std::string names = tests_of(arguments[1]);
    if (count > 2 || names.empty()) {
        std::fprintf(stderr, "%s: there is no test in %s\n", arguments[0], arguments[count - 1]);
        return 2;
    }
    GTEST_FLAG_SET(filter, names);
    return RUN_ALL_TESTS();
}
