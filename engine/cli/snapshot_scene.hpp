#pragma once
// What `kith snapshot` draws: from a view and the words of the command to a picture.
#include "engine/base/job.hpp"
#include "engine/base/status.hpp"
#include "engine/cli/commands.hpp"
#include "engine/cli/open.hpp"
#include "engine/picture/page.hpp"
#include "engine/privacy/view.hpp"

namespace kith::cli {

/// The picture as one drawing. Errors: misuse for a column, person, lens or size that is not there, and for a view that this
/// audience may not see; not_found when there is nothing to draw.
base::Result<picture::Drawing> snapshot_drawing(const Opened& opened, const SnapshotCommand& command, base::JobContext& job);

picture::ValueKind value_kind_of(column::State state);

// Its parts that show people.
base::Result<picture::Scene> network_scene(const Opened& opened, const SnapshotCommand& command, const privacy::LensSpec& lens, picture::Theme theme, base::JobContext& job);
base::Result<picture::Drawing> circle_drawing(const privacy::View& view, const SnapshotCommand& command, picture::Theme theme, std::string credits, base::JobContext& job);

}  // namespace kith::cli
