#pragma once
// The map: from a view, results and what the user chose to a scene that is ready to be drawn, cut and picked.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/picture/scene_of.hpp"
#include "engine/session/entity_index.hpp"
#include "viewer/model/colouring.hpp"
#include "viewer/model/detail.hpp"
#include "viewer/model/document.hpp"

namespace kith::viewer::model {

struct MapView {
    Prepared prepared;
    /// Where something is not as it was asked for (a scheme that the values do not allow): sentences.
    std::vector<std::string> remarks;
    std::optional<picture::Walk> walk;         // that is drawn
};
/// The same before a window wants it: as its rows stand in the place.
struct MapPicture {
    picture::Scene scene;
    std::vector<std::string> remarks;
    std::optional<picture::Walk> walk;
};
/// What goes into a picture besides the options: rows that filters hide (visibility.hpp; empty: none) and the theme.
struct Look {
    picture::Theme theme = picture::Theme::light;
    picture::Shown people, assets;
    picture::Shown areas;                      // of the layer that is coloured
    PathCache* paths = nullptr;                // where indices of backdrops are kept; nullptr: they are made anew
    const session::EntityIndex* index = nullptr;  // of whom MapOptions::walk_from speaks; nullptr: no walk is drawn
};
/// `topology`: View::topology of the lens; nullptr: no ties. What cannot be coloured as asked is drawn plain, with a remark.
/// Errors: as picture::map_scene_of.
base::Result<MapPicture> map_picture_of(const privacy::View& view, Results results, const ViewOptions& options, const Look& look, const column::SegmentPtr& topology);
/// The same, ready to be drawn, cut and picked by a window.
base::Result<MapView> map_view_of(const privacy::View& view, Results results, const ViewOptions& options, const Look& look, const column::SegmentPtr& topology);

/// The ground alone, to write on or to stick notes on: areas as they are chosen without colours, and what lies behind,
/// bold and named.
base::Result<picture::Scene> blank_map_of(const privacy::View& view, const ViewOptions& options, picture::Theme theme = picture::Theme::light);

/// Legend entries, hidden counts and the areas with their values: what the map says, for whoever does not see it.
Document document_of(const picture::Scene& scene, std::span<const std::string> remarks, const std::optional<picture::Walk>& walk, const privacy::View& view, Results results, const ViewOptions& options);
Document document_of(const MapView& map, const privacy::View& view, Results results, const ViewOptions& options);

}  // namespace kith::viewer::model
