#pragma once
// The map: from a view, results and what the user chose to a scene that is ready to be drawn, cut and picked.
#include <cstdint>
#include <string>
#include <vector>

#include "engine/picture/scene_of.hpp"
#include "viewer/model/colouring.hpp"
#include "viewer/model/detail.hpp"
#include "viewer/model/document.hpp"

namespace kith::viewer::model {

/// Plain, so that it can be remembered and undone.
struct MapOptions {
    picture::Theme theme = picture::Theme::light;
    std::vector<std::string> area_layers;   // shown, bottom first; the last is coloured; empty: the primary one
    bool areas = true, area_names = true;
    bool people = true, assets = true, asset_names = false, ties = false;
    ColourBy area_colour, people_colour, asset_colour;
    std::string people_size, asset_size;    // names of fields; "": one size
    std::vector<int> hidden_classes;        // AssetClass codes switched off in the legend; -1: kind not recorded
    std::string lens;                       // of the recipe; "": every tie
    double fade_from = 400, fade_to = 4000; // metres: ties longer than the one are drawn fainter, up to the other
    std::string title;
    bool operator==(const MapOptions&) const = default;
};

struct MapView {
    Prepared prepared;
    /// Where something is not as it was asked for (a scheme that the values do not allow): sentences.
    std::vector<std::string> remarks;
};
/// `topology`: of the lens; nullptr: no ties. Errors: as picture::map_scene_of.
base::Result<MapView> map_view_of(const privacy::View& view, Results results, const MapOptions& options, const column::SegmentPtr& topology);

/// Legend entries, hidden counts and the areas with their values: what the map says, for whoever does not see it.
Document document_of(const MapView& map, const privacy::View& view, Results results, const MapOptions& options);

}  // namespace kith::viewer::model
