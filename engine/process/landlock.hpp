#pragma once
// The kernel's lock on files, and in newer versions on the network and on signals. Of `process` only.
#include <filesystem>
#include <span>

#include "engine/base/status.hpp"

namespace kith::process {

/// Of what this system has, at most `at_most`; 0: none.
int landlock_version(int at_most);

/// From now on this thread can read below `readable` and do nothing else with files; with version 4 it can neither bind nor connect
/// TCP, with 6 neither signal other processes nor reach abstract sockets. A path that is not there is left out. O(paths).
base::Status lock_files(int version, std::span<const std::filesystem::path> readable);

}  // namespace kith::process
