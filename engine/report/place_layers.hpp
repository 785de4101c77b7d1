#pragma once
// What results.gpkg holds for an audience.
#include <span>
#include <vector>

#include "engine/host/result.hpp"
#include "engine/privacy/view.hpp"
#include "engine/report/layer.hpp"

namespace kith::report {

/// `areas` (the primary layer), `areas_<as>` (the others), `assets`, and for the team `people` and `ties`. `node` numbers
/// people, then assets, as `from_node` and `to_node` of ties do. Ties have lines only when asked for, and never one recorded
/// as difficult; how a tie is felt is not written out at all. Where none of these
/// has a row there is `about`. The layers point into the View and the results.
std::vector<LayerSpec> place_layers(const privacy::View& view, std::span<const host::AnalysisResult> results, bool tie_lines);

}  // namespace kith::report
