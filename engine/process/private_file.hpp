#pragma once
// Files that are whole at every instant, and as a rule the user's alone.
#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>

#include "engine/base/status.hpp"

namespace kith::process {

enum class Readers {
    owner,  // 0600
    usual   // as whatever else this user writes
};
/// Puts a new file with all of `bytes`, synced to the disk, in the place of what was there, in one step. The folder must be there.
/// Error: io_error; then what was there is as it was.
base::Status write_whole(const std::filesystem::path& file, std::span<const std::byte> bytes, Readers readers);

/// Puts a new file (0600) with all of `text`, synced to the disk, in the place of what was there, in one step: whenever
/// the machine stops, the file is the old one or the new one, whole. A folder that is missing is made (0700); its own parent as usual.
/// Error: io_error; then what was there is as it was.
base::Status write_private(const std::filesystem::path& file, std::string_view text);

}  // namespace kith::process
