#pragma once
// A page: a scene, at a frame, with what a picture on paper must say: title, legend, scale bar, north, what is not shown,
// credits and method. Pure: draw records, 96 to the inch.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/picture/drawing.hpp"
#include "engine/picture/grid.hpp"
#include "engine/picture/paint.hpp"
#include "engine/picture/scene.hpp"
#include "engine/privacy/view.hpp"

namespace kith::picture {

struct Millimetres {
    double value = 0;
    double pixels() const { return value * 96 / 25.4; }
};

struct PaperSize {
    Millimetres width, height;
    PaperSize turned() const { return {height, width}; }
    bool operator==(const PaperSize& o) const { return width.value == o.width.value && height.value == o.height.value; }
};
/// "A4" … "A0" (upright, ISO 216), or "WIDTHxHEIGHT" in pixels ("1280x800"). Misuse, naming them, for anything else.
base::Result<PaperSize> paper_size(std::string_view name);

struct PageSpec {
    PaperSize paper{{210}, {297}};
    std::optional<bool> landscape;        // default: as fits the scene
    std::optional<Frame> frame;           // its centre and metres per pixel; default: all that is shown
    std::optional<Bounds> show;           // a part of the scene; default: all of it
    std::string subtitle;                 // under the title
    bool legend = true, scale_and_north = true;
    std::optional<int> grid;              // lettered, about so many squares wide (grid.hpp)
    std::string credits;                  // after the scene's own attribution
    std::string id = "page";
};
/// How much larger than on A4 words and marks are, so that a wall map is read from where people stand.
double type_scale(const PaperSize& paper);

base::Result<Drawing> page_of(const Scene& scene, const PageSpec& spec);
/// A page of a place, the same from the window and from `kith snapshot`: what the spec leaves out is what the view says of itself under the
/// title, who may see it at the foot, and a walk, where one is drawn, as large as the page.
base::Result<Drawing> page_of(const Scene& scene, const privacy::View& view, PageSpec spec);
/// "Drawn by Kith, as of 30 June 2026. For the team only: it shows people."
std::string credits_of(const privacy::View& view);

/// A picture that brings no page (a chart, a circle) in the middle of one, as large as fits. Upright paper is turned where it is larger so.
Drawing on_paper(const Drawing& drawing, const PaperSize& paper);

/// A large page cut into sheets that are glued together: neighbours share `overlap`; corner marks stand where a sheet's own
/// part ends, the reference ("B3": column letter, row number) and the way it fits in beside it.
struct Tile {
    int column = 0, row = 0;              // from 0, left to right, top to bottom
    std::string reference;
    Box window;                           // the part of the page it shows, pixels
};
struct TileSpec {
    PaperSize sheet{{210}, {297}};
    Millimetres overlap{10};
    Millimetres margin{8};                // of the sheet, left blank for the printer
};
/// The tiles, row by row: they cover the page and neighbours overlap by exactly `overlap`. The sheet is turned when fewer fit so.
std::vector<Tile> tiles_of(const Drawing& page, const TileSpec& spec);
/// A sheet each, in the same order, at true size.
std::vector<Drawing> tiled(const Drawing& page, const TileSpec& spec);

}  // namespace kith::picture
