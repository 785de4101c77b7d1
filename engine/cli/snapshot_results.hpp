#pragma once
// Columns for `kith snapshot --colour` that an analysis works out.
#include <optional>
#include <string>
#include <vector>

#include "engine/cli/commands.hpp"
#include "engine/cli/open.hpp"
#include "engine/picture/legend.hpp"

namespace kith::cli {

struct ResultColumnValues {
    std::string title;                        // with the unit
    std::vector<picture::AreaValue> values;   // one a row: an area of the layer, a person, an asset
};
/// `name` is `<as>_<output>` of a column of areas (or, with no layer, of people or assets), as in results.gpkg; nothing when no analysis gives it. Runs that
/// analysis alone.
base::Result<std::optional<ResultColumnValues>> result_column(const Opened& opened, const SnapshotCommand& command, const std::string& name, host::Entity of, const std::string& layer, base::JobContext& job);

}  // namespace kith::cli
