#pragma once
// From a recipe to a place: read every file, resolve what needs several of them, locate, and find borders.
#include <filesystem>

#include "engine/io/read_sources.hpp"
#include "engine/io/recipe.hpp"
#include "engine/place/place.hpp"

namespace kith::place {

/// Paths in the recipe are relative to `root`. The edits and decisions that it names are in force. What could not be read or used is in the reports and remarks; an error only
/// when nothing can be read at all or somebody asked to stop.
base::Result<PlacePtr> read_place(const io::Recipe& recipe, const std::filesystem::path& root, base::JobContext& job, const io::ReadOptions& options = {});

/// The second half of read_place, for tables that are at hand.
base::Result<PlacePtr> assemble_place(const io::Recipe& recipe, std::vector<io::SourceTable> tables, base::JobContext& job);

}  // namespace kith::place
