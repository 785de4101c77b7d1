#pragma once
// A scene: what a map or a network shows, as columns, prepared once and drawn by whoever can (cairo on paper, GL in a
// window). World units: metres in the place's working CRS, x east, y north (a network has units of its own), as float32
// offsets from a float64 origin. Sizes and widths are pixels at 96 to the inch and do not grow with the zoom.
// What is selected, hovered or dimmed is not in here: it is an Emphasis a row, given when it is drawn.
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/column/segment.hpp"
#include "engine/column/terms.hpp"
#include "engine/picture/coverage.hpp"
#include "engine/picture/legend.hpp"
#include "engine/picture/theme.hpp"

namespace kith::picture {

enum class Emphasis : std::uint8_t { none, dimmed, neighbour, hovered, selected };

/// Areas share the geometry segment (absolute float64 metres, see coverage_of). Painted in `order`: largest first, so that
/// an area inside another is not hidden under it.
struct AreaLayer {
    std::string as;                       // the layer's name; its rows are the areas
    column::SegmentPtr geometry;          // "areas.<as>.geometry"
    std::vector<std::uint16_t> styles;    // one an area, into Scene::area_styles
    std::vector<std::int32_t> order;      // every area once
    bool by_hand = false;                 // drawn by hand: pressed before the coloured areas under it
    std::size_t size() const { return styles.size(); }
};

/// Lines behind everything that is told: streets, water; and ways that are reached on foot. Nobody picks them. They share the segment "backdrop.<as>.lines".
struct PathLayer {
    std::string as;
    column::SegmentPtr lines;
    std::array<std::uint16_t, column::backdrop_look_words.size()> styles{};  // one a look, into Scene::area_styles (of which the line is used)
};

/// Straight lines between two points.
struct LinkLayer {
    std::string name;                     // "ties", "flows"
    base::EntityKind kind = base::EntityKind::tie;  // what `rows` are rows of
    std::vector<float> ends;              // 4 a link: x0 y0 x1 y1, offsets from the origin; the notch stands at x1 y1
    std::vector<std::uint16_t> styles;    // one a link, into Scene::link_styles
    std::vector<std::int32_t> rows;       // one a link; of a pair with parallel ties the first; -1: none (a flow)
    std::vector<std::int32_t> nodes;      // 2 a link: the nodes it joins (people, assets, areas as the place numbers them)
    std::size_t size() const { return styles.size(); }
};

/// One kind of entity at points.
struct MarkLayer {
    std::string name;                     // "people", "assets"
    base::EntityKind kind = base::EntityKind::person;
    std::vector<float> xy;                // 2 a mark, offsets from the origin
    std::vector<std::uint16_t> styles;    // one a mark, into Scene::mark_styles
    std::vector<std::int32_t> rows;       // one a mark: its row of this kind
    std::vector<float> sizes;             // one a mark, pixels; empty: the style's
    std::size_t size() const { return styles.size(); }
};

enum class LabelKind : std::uint8_t { area, mark, shelf, line };
struct Label {
    float x = 0, y = 0;                   // of an area or a line its middle, of a mark the mark, of a shelf its left end
    float room = 0;                       // metres that the named thing is wide or long; 0: any width
    float importance = 0;                 // the most important are placed first
    LabelKind kind = LabelKind::area;
    std::int32_t row = -1;                // of the area of the first layer, or of the entity; -1: of another layer
    std::string text;
    float angle = 0;                      // of a line, where it is straight: radians from east, anticlockwise, read from the left; with
    float straight = 0;                   // the metres round its middle on which it is so; 0: level
};

/// What is not in the picture though it is in the place: said beside it, always.
struct Hidden {
    std::string what;                     // "people without a place", "ties through the lens only perhaps"
    std::int64_t count = 0;
};

/// "30 assets without a place", "1 asset without a place".
std::string words_of(const Hidden& hidden);

struct Scene {
    Theme theme = Theme::light;
    Point origin;                         // metres; added to every offset
    Bounds bounds;                        // of all that is in it, absolute metres; empty when nothing is
    Bounds lettered;                      // what a lettered grid lies over: the primary layer whatever is drawn, so that squares keep their names
    bool geographic = true;               // false: a network; no scale, no north
    std::vector<AreaStyle> area_styles;
    std::vector<LinkStyle> link_styles;
    std::vector<MarkStyle> mark_styles;
    std::vector<AreaLayer> areas;         // painted in this order, under everything
    std::vector<AreaLayer> backdrop_areas;  // over areas, but under their borders; then
    std::vector<PathLayer> backdrop_lines;  // painted look by look (backdrop.hpp); of neither anything is picked
    bool backdrop_bold = false;             // it is what the map is about: all of it at any scale
    std::vector<LinkLayer> links;         // over areas
    std::vector<MarkLayer> marks;         // over links
    std::vector<Label> labels;            // over everything, as many as find room
    std::vector<Legend> legends;          // every mark, link and area is counted in one entry of the legend of its layer
    std::vector<Hidden> hidden;
    std::string title;                    // "Sheffield: assets per 1,000 residents"
    std::string attribution;              // where it comes from; "" for nothing to say
    std::string method;                   // how the classes were cut, of when, what a line means
};

}  // namespace kith::picture
