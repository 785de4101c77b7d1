#pragma once
// Builds an analysis that somebody is writing, with this Kith's own kit.
#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/status.hpp"

namespace kith::cli {

struct Built {
    std::filesystem::path folder;  // with manifest.json and the library
    double seconds = 0;            // 0: it was built already, and there is no CMakeLists.txt
    bool own_test = false;         // its own tests ran, and passed
};

/// DIR has a CMakeLists.txt: builds in DIR/build and runs its tests. Otherwise DIR is taken as built. An error shows what the
/// compiler or the test said.
base::Result<Built> build_plugin(const std::filesystem::path& folder);

/// <folder of the programs>/..: where lib/, include/ and share/ stand.
base::Result<std::filesystem::path> kith_prefix();

}  // namespace kith::cli
