#pragma once
// Scenes from a place: what a map and a network show, as this audience may see it. Pure: the same view and options give the
// same scene.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"
#include "engine/picture/colouring.hpp"
#include "engine/picture/scene.hpp"
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
    std::vector<std::string> area_layers;     // bottom first; empty: the primary layer. The last is the one coloured and named
    std::optional<Colouring> colour;          // one value an area of the last layer
    std::optional<Bivariate> bivariate;       // instead of `colour`
    bool area_names = true;
    MarkOptions people, assets;
    bool asset_names = false;                 // labels of assets, less important than those of areas
    column::SegmentPtr ties;                  // View::topology of the lens; nullptr: none are drawn
    std::size_t most_tie_lines = 5000;        // above this, flows between the areas of the primary layer instead
    std::string title;                        // default: the place's name
};
/// Areas, ties, assets and people with a place; the others are counted in `hidden`. Closed assets, people who moved or died
/// and difficult ties are never drawn on a map. Errors: not_found for a layer or when there is nothing to draw, misuse for
/// values of the wrong length or an unknown palette. O(areas' points + people + assets + ties).
base::Result<Scene> map_scene_of(const privacy::View& view, const MapSceneOptions& options);

struct NetworkSceneOptions {
    Theme theme = Theme::light;
    MarkOptions people, assets;
    std::size_t most_labels = 60;             // names of those with most ties in the lens; 0: no names
    std::string title;
};
/// `topology` is View::topology of a lens; `xy` two a node (people, then assets), any unit, y up, read for nodes with at
/// least one tie in it. Those without stand on labelled shelves under the drawing: asked and without a tie in this lens, not
/// asked, only named by others, assets. Parallel ties are one link with the look of the closest kind. Errors: misuse for
/// lengths that do not fit. O(nodes + ties).
base::Result<Scene> network_scene_of(const privacy::View& view, const column::Segment& topology, std::span<const float> xy, const NetworkSceneOptions& options);

}  // namespace kith::picture
