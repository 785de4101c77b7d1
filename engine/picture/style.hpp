#pragma once
// How things look, the same on map, chart and paper (reference: visual language): roles, asset classes, hatches.
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "engine/column/terms.hpp"
#include "engine/picture/palette.hpp"

namespace kith::picture {

// Light theme and paper.
inline constexpr Colour ground{0xFA, 0xF9, 0xF6};
inline constexpr Colour panel{0xFF, 0xFF, 0xFF};
inline constexpr Colour ink{0x1F, 0x23, 0x28};
inline constexpr Colour secondary{0x5B, 0x63, 0x6D};
inline constexpr Colour hairline{0xDA, 0xD7, 0xCF};
inline constexpr Colour accent{0x0B, 0x6E, 0x6E};

/// Fills that are told by pattern. The first three stand for the kinds of unknown; the bands replace the colours of
/// classes in black and white, each darker than the one before (band_0 is white).
enum class Hatch : std::uint8_t { none, no_data, not_asked, suppressed, band_0, band_1, band_2, band_3, band_4, band_5, band_6, band_7, band_8 };
inline constexpr int band_count = 9;
/// The hatch of class `index` out of `classes` (at most 9): spread over the bands from light to dark.
Hatch band(std::size_t index, std::size_t classes);
/// "no-data", "not-asked", "suppressed", "band-0", …; "" for none.
std::string_view name_of(Hatch hatch);

/// What a hatch is made of, for whoever draws it: parallel lines or dots in a square tile, in units of the drawing.
struct HatchLines {
    double tile = 6;
    double width = 0.8;       // of a line, or diameter of a dot
    bool rising = false;      // lines like /
    bool falling = false;     // lines like backslash
    bool dots = false;
};
HatchLines lines_of(Hatch hatch);

/// `dotted` is a circle with a round hole: gifts of individuals where there is no colour, beside people's circles.
enum class Mark : std::uint8_t { circle, hexagon, square, triangle, diamond, star, dotted };
inline constexpr int mark_count = 7;

struct Fill {
    std::optional<Colour> colour;
    Hatch hatch = Hatch::none;    // over the colour
    Hatch in_black_and_white = Hatch::none;  // what stands for the colour when there is none
    double opacity = 1;
    bool operator==(const Fill&) const = default;
};
enum class Dash : std::uint8_t { solid, dashed, dotted, dash_dot };
/// Lengths drawn and left out in turn, in widths of the line; empty for solid.
std::span<const double> pattern_of(Dash dash);
struct Line {
    std::optional<Colour> colour;
    double width = 1;             // pixels at 96 to the inch
    Dash dash = Dash::solid;
    double opacity = 1;
    bool operator==(const Line&) const = default;
};
struct AssetStyle {
    std::string_view title;    // "Associations"
    std::string_view one, many;  // "association", "associations": after a number
    std::string_view meaning;  // one line for somebody who never heard the word
    Colour colour;
    Mark mark;
};
/// By AssetClass.
const AssetStyle& style_of(column::AssetClass asset_class);

}  // namespace kith::picture
