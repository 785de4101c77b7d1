#pragma once
// The shared data folder: boundaries, registers and truths that the project does not carry.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

namespace kith::test {

/// KITH_SHARED, or `shared` beside the project; nothing when there is no such folder.
inline std::optional<std::filesystem::path> shared_data() {
    const char* named = std::getenv("KITH_SHARED");
    const std::filesystem::path folder = named && *named ? std::filesystem::path(named) : std::filesystem::path(KITH_SOURCE_DIR).parent_path() / "shared";
    std::error_code ignored;
    if (!std::filesystem::is_directory(folder, ignored)) return std::nullopt;
    return folder;
}

inline bool in_ci() {
    const char* ci = std::getenv("CI");
    return ci && std::string(ci) == "true";
}

}  // namespace kith::test

/// `const std::filesystem::path var`: the shared folder, or the test ends here: skipped, and failed where CI=true.
#define KITH_NEEDS_SHARED(var)                                                                                     \
    if (!kith::test::shared_data()) {                                                                              \
        if (kith::test::in_ci()) FAIL() << "The shared data folder is missing; set KITH_SHARED to where it is.";   \
        GTEST_SKIP() << "Needs the shared data folder; set KITH_SHARED to where it is.";                           \
    }                                                                                                              \
    const std::filesystem::path var = *kith::test::shared_data()
