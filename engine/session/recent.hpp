#pragma once
// The files that were opened last: paths and nothing else, in a file that only its owner may read.
#include <filesystem>
#include <span>
#include <vector>

#include "engine/base/status.hpp"

namespace kith::session {

/// Newest first, at most 10; those that are not there any more are left out. A file that cannot be understood holds none.
std::vector<std::filesystem::path> read_recent(const std::filesystem::path& file);
/// `opened` goes to the front. An empty `file` remembers nothing.
base::Status remember_recent(const std::filesystem::path& file, const std::filesystem::path& opened);
base::Status forget_recent(const std::filesystem::path& file);

}  // namespace kith::session
