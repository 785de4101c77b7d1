#pragma once
// The places of the benches: made by make_city.py, read by tests/bench/place.toml.
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

#include "tests/support/built.hpp"

namespace kith::bench {

inline std::filesystem::path recipe() { return std::filesystem::path(KITH_SOURCE_DIR) / "tests/bench/place.toml"; }

/// Made when it is not there, whole or not at all: others may make it too. "": there is nothing to make it from.
inline std::filesystem::path neighbourhood() {
    const std::filesystem::path folder = kith::test::built(KITH_BIN_DIR).parent_path().parent_path() / "bench" / "neighbourhood";
    if (std::filesystem::exists(folder / "manifest.json")) return folder;
    const char* named = std::getenv("KITH_SHARED");
    const std::filesystem::path shared = named && *named ? std::filesystem::path(named) : std::filesystem::path(KITH_SOURCE_DIR).parent_path() / "shared";
    if (!std::filesystem::exists(shared / "bench/make_city.py")) return {};
    const std::filesystem::path making = folder.string() + "." + std::to_string(::getpid());
    std::filesystem::create_directories(making);
    const std::string command = "/usr/bin/python3 '" + (shared / "bench/make_city.py").string() + "' --quiet --scale neighbourhood --out '" + making.string() + "'";
    const bool made = std::system(command.c_str()) == 0;
    std::error_code there;
    if (made) std::filesystem::rename(making, folder, there);
    std::filesystem::remove_all(making, there);
    return std::filesystem::exists(folder / "manifest.json") ? folder : std::filesystem::path();
}

}  // namespace kith::bench
