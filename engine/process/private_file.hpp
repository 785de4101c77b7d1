#pragma once
// Small files that are the user's alone, and whole at every instant.
#include <filesystem>
#include <string_view>

#include "engine/base/status.hpp"

namespace kith::process {

/// Puts a new file (0600) with all of `text`, synced to the disk, in the place of what was there, in one step: whenever
/// the machine stops, the file is the old one or the new one, whole. A folder that is missing is made (0700); its own parent as usual.
/// Error: io_error; then what was there is as it was.
base::Status write_private(const std::filesystem::path& file, std::string_view text);

}  // namespace kith::process
