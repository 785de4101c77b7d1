#pragma once
// Assets as Open Referral's HSDS 3.0 (docs.openreferral.org), a page of full records.
#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/report/export_layers.hpp"

namespace kith::report {

/// Groups and organisations become organizations, places locations, whatever else services; `runs`, `held_at` and `part_of` of the ties that this
/// audience may see join them. A service with a point of its own gets a location of its own. What HSDS has no field for stands in `attributes`
/// (link_type: our column). Assets kept private are left out; `remarks` says how many.
base::Status write_hsds(const std::filesystem::path& file, const privacy::View& view, const ExportLayers& layers, std::vector<std::string>& remarks, base::JobContext& job);

}  // namespace kith::report
