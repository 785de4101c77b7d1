#pragma once
// What an export holds: people, assets, areas and ties as tables, as this audience may see them.
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/privacy/view.hpp"
#include "engine/report/layer.hpp"

namespace kith::report {

struct ExportChoice {
    bool people = true;
    bool assets = true;
    bool areas = true;
    bool ties = true;
    std::optional<privacy::LensSpec> lens;  // of ties: which count; a tie that is only maybe in says so in `in_lens`
};

struct ExportLayers {
    std::vector<LayerSpec> areas;           // the primary layer first
    std::optional<LayerSpec> people, assets, ties;
    /// One a node (people, then assets): the source's id, of somebody only named by others the words for them; all different.
    std::shared_ptr<const std::vector<std::string>> ids;
    std::vector<std::int32_t> from, to;     // of the rows of `ties`, nodes; -1: kept private
    std::vector<std::string> remarks;       // what is left out, and why; sentences
};

/// Columns say why a value is not there (LayerColumn::state). Dates are as exact as they are known. How a tie is felt is not among
/// them. Points into the View. Errors: those of View::topology.
base::Result<ExportLayers> export_layers(const privacy::View& view, const ExportChoice& choice, base::JobContext& job);

/// For formats whose columns have types: beside each column in which a row is not known for a reason that was recorded,
/// `<name>_state` with the state's word where there is no value ("declined"). Without one, no value is unstated.
void add_state_columns(LayerSpec& layer);
/// `x` and `y` of the points, in the working CRS: for formats without geometry.
void add_xy(LayerSpec& layer);
/// Whose data it holds: sources and licences of the assets that are shown, a line each.
std::vector<std::string> credits_of(const privacy::View& view);

}  // namespace kith::report
