#pragma once
// A recipe's text with other [[analyses]]. Inside session only.
#include <cstdint>
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

/// A string as TOML writes it, with its quotes.
std::string toml_text(std::string_view text);

}  // namespace kith::session
