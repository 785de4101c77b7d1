#pragma once
// Scenes from a place: what a map and a network show, as this audience may see it. Pure: the same view and options give the
// same scene.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"
#include "engine/picture/backdrop.hpp"
#include "engine/picture/colouring.hpp"
#include "engine/picture/scene.hpp"
#include "engine/picture/walk.hpp"
#include "engine/privacy/view.hpp"

namespace kith::picture {

/// Rows that are left out or shown; empty: all shown. One byte a row, 0 hidden. What is hidden is counted in Scene::hidden.
using Shown = std::span<const std::uint8_t>;

/// How marks of one kind look beyond their kind.
struct MarkOptions {
    bool draw = true;
    Shown shown;
    std::optional<Colouring> colour;          // one value a row; overrides the colour, never the shape
    std::span<const double> sizes;            // one a row, 0 (least) to 1 (most), NaN: not known (the style's own size); empty: one size
};

struct MapSceneOptions {
    Theme theme = Theme::light;
    bool areas = true;                        // false: neither areas nor their names, where there is anything else to draw
    std::vector<std::string> area_layers;     // the first is coloured and named, the others lie over it as outlines; empty: the primary layer
    std::optional<Colouring> colour;          // one value an area of the first layer
    std::optional<Bivariate> bivariate;       // instead of `colour`
    bool area_names = true;
    Shown areas_shown;                        // of the first layer, one an area; the others have no fill, no name and a faint border, and are in no class's count
    MarkOptions people, assets;
    bool asset_names = false;                 // labels of assets, less important than those of areas
    column::SegmentPtr ties;                  // View::topology of the lens; nullptr: none are drawn
    std::optional<double> fade_from, fade_to; // metres: ties longer than the one are drawn fainter, up to the other; default: as fits the map
    std::size_t most_tie_lines = 5000;        // above this, flows between the areas of the primary layer instead
    BackdropChoice backdrop;
    std::optional<Walk> walk;                 // the ways that are reached on foot from a place
    std::string title;                        // default: the place's name
};
/// Areas, what lies behind, ties, assets and people with a place; the others are counted in `hidden`. Closed assets, people who moved or died
/// and difficult ties are never drawn on a map. Errors: not_found for a layer or when there is nothing to draw, misuse for
/// values of the wrong length or an unknown palette; as add_walk. O(areas' points + people + assets + ties).
base::Result<Scene> map_scene_of(const privacy::View& view, const MapSceneOptions& options);

/// People and assets of which a layout knows where they are not: nobody asked about ties is never an isolate.
struct NetworkShelf {
    std::string label;                        // "Not asked yet"
    Bounds box;                               // holds them, in the units of the positions
    std::int64_t count = 0;
};
struct NetworkSceneOptions {
    Theme theme = Theme::light;
    MarkOptions people, assets;
    std::vector<NetworkShelf> shelves;        // labelled with their counts
    std::size_t most_labels = 60;             // names of those with most ties in the lens; 0: no names
    std::string title;                        // default: the place's name
};
/// `topology` is View::topology of a lens; `xy` two a node (people, then assets), any unit, y up; NaN: not in the picture
/// (people and assets left out so are counted in `hidden` unless `shown` left them out). Who moved or died and closed assets
/// are not drawn. Parallel ties are one link with the look of the closest kind. Errors: misuse for lengths that do not fit.
/// O(nodes + ties).
base::Result<Scene> network_scene_of(const privacy::View& view, const column::Segment& topology, std::span<const float> xy, const NetworkSceneOptions& options);

/// Gives the marks of a kind in a finished scene shapes by words: the first words by the alphabet get one each, the rest the last; who says nothing
/// keeps the usual one. `codes`: one a row of the kind, into `words`; -1: none. Adds a legend of that title.
void shape_marks(Scene& scene, base::EntityKind kind, std::span<const std::int32_t> codes, std::span<const std::string> words, const std::string& title);

/// Where a node belongs in a network, for whoever lays it out.
enum class NodeGroup : std::uint8_t { laid_out, isolate, not_asked, left_out };
/// One a node of the topology: laid out with a tie to another in the lens; left out are people who moved or died, closed assets
/// and what is not shown; not asked are people without a tie whom nobody asked or who were only named. O(nodes + ties).
std::vector<NodeGroup> node_groups(const privacy::View& view, const column::Segment& topology, Shown people = {}, Shown assets = {});
std::string_view words_of(NodeGroup group);   // of a shelf: "Without a tie in this picture", "Not asked yet"

}  // namespace kith::picture
