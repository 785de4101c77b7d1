#pragma once
// Has a kith-reader look at each file of an import.
#include <filesystem>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/io/propose.hpp"
#include "engine/io/read_sources.hpp"

namespace kith::io {

/// Files to look at, by name below `root`: of folders what lies in them (not deeper), in order of name; no recipes, no parts of others
/// (.shx, .dbf, .prj, …), nothing hidden.
std::vector<std::string> importable(const std::filesystem::path& root, const std::vector<std::filesystem::path>& paths);

/// One FileFacts a file, in order; what cannot be read has a fault. An error only when there is no reader or somebody asked to stop.
base::Result<std::vector<FileFacts>> describe_files(const std::filesystem::path& root, const std::vector<std::string>& files, base::JobContext& job, const ReadOptions& options = {});

}  // namespace kith::io
