#pragma once
// What lies behind a map: streets in several widths, water, green. Calm, and never counted
// (engine/decisions/0037-a-backdrop-is-drawn-and-never-counted.md).
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/column/segment.hpp"
#include "engine/column/terms.hpp"
#include "engine/picture/scene.hpp"
#include "engine/privacy/view.hpp"

namespace kith::picture {

using column::BackdropLook;
inline constexpr std::size_t backdrop_look_count = column::backdrop_look_words.size();

/// Lines as `backdrop.<as>.lines` nests them: spans into somebody else's columns, metres.
struct Paths {
    std::span<const std::int64_t> line_paths;   // lines + 1
    std::span<const std::int64_t> path_points;  // paths + 1
    std::span<const double> xy;                 // 2 a point
    std::span<const std::int32_t> looks;        // one a line
    std::size_t size() const { return looks.size(); }
    /// x and y of the points of a path.
    std::span<const double> path(std::size_t path) const {
        return xy.subspan(static_cast<std::size_t>(2 * path_points[path]), static_cast<std::size_t>(2 * (path_points[path + 1] - path_points[path])));
    }
};
/// Of a segment; empty spans when a column is missing.
Paths paths_of(const column::Segment& lines);

/// A path without the points that stand within `step` of the one before; its ends stay. No point of it is farther than `step` from
/// what is left. O(points).
std::vector<double> coarser(std::span<const double> path, double step);

enum class BackdropPart : std::uint8_t { line, area };
/// `bold`: where the backdrop is what the map is about (a blank map). Over areas that tell a class, an area of the backdrop is only its
/// outline (`over_classes`): a colour laid over a colour would say something.
AreaStyle backdrop_style(BackdropLook look, BackdropPart part, Theme theme, bool bold, bool over_classes);
/// Of a legend: "main roads", "water".
std::string_view words_of(BackdropLook look);

/// What widths are multiplied by at a scale: thin from afar, wide from close by.
double backdrop_width(double metres_per_pixel);

/// How much there is of each look, and where.
struct BackdropInk {
    std::array<double, backdrop_look_count> metres{};
    std::array<std::int64_t, backdrop_look_count> lines{};
    Bounds bounds;
};
BackdropInk ink_of(const Paths& paths);
/// Which looks are drawn at a scale, one bit each: paths, then streets, then roads stay away where all of them would be a grey carpet.
/// By the scale alone, so that nothing flickers while a camera pans. `bold` maps show all.
std::uint32_t looks_drawn(const BackdropInk& all, double metres_per_pixel);
inline bool is_drawn(std::uint32_t looks, std::int32_t look) { return (looks >> look & 1u) != 0; }
/// From the least to the most important: what comes later is painted over what comes before.
inline constexpr std::array<BackdropLook, backdrop_look_count> painted_in_order{
    BackdropLook::other, BackdropLook::building, BackdropLook::green, BackdropLook::water, BackdropLook::path, BackdropLook::street, BackdropLook::road,
    BackdropLook::railway, BackdropLook::main_road};

/// The heading of its legend.
inline constexpr std::string_view backdrop_legend = "In the background";

struct BackdropChoice {
    bool draw = true;
    std::vector<std::string> hidden;          // layers that are not drawn, by `as`
    bool names = false;                       // labels of named lines, as many as find room
    bool bold = false;
};
/// Adds the layers of the view, their legend and their credits. `over_classes`: the areas under it are coloured. O(features).
void add_backdrop(Scene& scene, const privacy::View& view, const BackdropChoice& choice, bool over_classes);
/// Does the choice draw any layer of the view?
bool draws_backdrop(const privacy::View& view, const BackdropChoice& choice);
/// The box of all layers that the choice draws; empty without any. O(points).
Bounds backdrop_bounds(const privacy::View& view, const BackdropChoice& choice);

}  // namespace kith::picture
