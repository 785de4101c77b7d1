#pragma once
// What was built beside this test. Found when it runs, so that a test's own file is the same in every preset and compiled once.
#include <cstddef>
#include <filesystem>

extern "C" [[gnu::weak]] void __asan_poison_memory_region(const volatile void*, std::size_t);

namespace kith::test {

/// `what` in the build folder, such as KITH_BIN_DIR or KITH_PLUGIN_DIR; this program stands in a folder of it.
inline std::filesystem::path built(const std::filesystem::path& what) { return std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path() / what; }

/// Whether what is tested is watched by the address sanitizer: the test itself is not.
inline bool under_address_sanitizer() { return __asan_poison_memory_region != nullptr; }

}  // namespace kith::test
