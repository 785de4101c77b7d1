#pragma once
// What a shared library lets others see, read from the file itself; nothing of it is loaded.
#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/status.hpp"

namespace kith::cli {

/// Names of the symbols that a 64-bit ELF library defines for others, sorted. Untrusted: every offset is checked.
base::Result<std::vector<std::string>> exported_symbols(const std::filesystem::path& library);

}  // namespace kith::cli
