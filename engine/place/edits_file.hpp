#pragma once
// Edits that a recipe names: a heading, then a line of JSON an edit, as the session saves them.
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/place/edit.hpp"

namespace kith::place {

/// The heading of such a file, with its line end.
std::string_view edits_heading();
/// Findings put aside, which stand there too, are passed over. Errors: not_found, bad_input. At most 1 GiB.
base::Result<std::vector<Edit>> read_edits(const std::filesystem::path& file);

/// The revision with these edits in force and all that follows from them. Rows that came in with an area and no point keep that area.
base::Result<RevisionPtr> with_edits(const RevisionPtr& as_read, std::span<const Edit> edits, const column::Allocator& allocate, base::JobContext& job);

}  // namespace kith::place
