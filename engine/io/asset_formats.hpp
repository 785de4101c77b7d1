#pragma once
// Assets from formats that say themselves what their columns mean.
#include "engine/io/open_rows.hpp"
#include "engine/io/recipe.hpp"

namespace kith::io {

/// Where the recipe does not say: the columns that the rows of its format always have (engine/io/README.md).
void fill_in_made_columns(Assets& block);

/// OpenStreetMap: a row an object whose tags are in the table; the columns that begin with @ are worked out, the others are its tags.
base::Result<std::unique_ptr<RowSource>> make_osm_rows(const Source& block, const BlockContext& context, Notes& notes);

}  // namespace kith::io
