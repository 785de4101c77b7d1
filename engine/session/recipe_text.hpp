#pragma once
// A recipe's text with other [[analyses]]. Inside session only.
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "engine/host/analyses.hpp"

namespace kith::session {

struct AnalysisBlock {
    host::AnalysisRequest request;
    std::string comment;               // one line above it; may be empty
};

/// `recipe` without its [[analyses]] blocks, and with these at the end. Everything else stays as it was written, comments too.
/// Error: bad_input when a parameter is nothing that a recipe can say.
base::Result<std::string> with_analyses(std::string_view recipe, std::span<const AnalysisBlock> analyses);

/// A relative path that starts at `from`, as one that starts at `to` and leads to the same file; both folders whole. "" and absolute ones
/// stay.
std::string path_from(const std::string& path, const std::filesystem::path& from, const std::filesystem::path& to);
/// `recipe` with every `file = "…"` by path_from. Everything else stays as it was written.
std::string with_files_from(std::string_view recipe, const std::filesystem::path& from, const std::filesystem::path& to);

/// A string as TOML writes it, with its quotes.
std::string toml_text(std::string_view text);

}  // namespace kith::session
