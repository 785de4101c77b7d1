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

class Derived;
/// The revision after these edits, made as they were: whoever made several together meant them as one step, and each step stands on what the one
/// before it left. `derived` is of the place as it was read.
base::Result<RevisionPtr> in_steps(const RevisionPtr& revision, std::span<const Edit> edits, Derived& derived, const column::Allocator& allocate, base::JobContext& job);

/// The place as it was read with these edits in force and all that follows from them. Rows that came in with an area and no point keep that area.
base::Result<RevisionPtr> with_edits(const RevisionPtr& as_read, std::span<const Edit> edits, const column::Allocator& allocate, base::JobContext& job);

}  // namespace kith::place
