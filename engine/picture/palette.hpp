#pragma once
// Colours for classes: ColorBrewer, viridis, cividis (data/palettes), carried inside the library.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/status.hpp"

namespace kith::picture {

struct Colour {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    bool operator==(const Colour&) const = default;
};
/// "#0b6e6e".
std::string hex(Colour colour);
/// From "0b6e6e" or "#0B6E6E"; an error for anything else.
base::Result<Colour> colour_from_hex(std::string_view text);
/// WCAG 2 relative luminance, 0 black to 1 white.
double luminance(Colour colour);
/// WCAG 2 contrast ratio, 1 to 21.
double contrast(Colour a, Colour b);

/// Whether people with the common kinds of colour blindness tell the classes apart, as the palette's authors say.
enum class ColourBlind : std::uint8_t { no, perhaps, yes };
struct PaletteInfo {
    std::string name;
    std::string kind;  // sequential, diverging, qualitative, ramp
    int most = 0;      // classes; a ramp has as many as wanted
    std::vector<ColourBlind> safe;  // for 3, 4 … `most` classes; a ramp has one for all
    ColourBlind safe_at(int classes) const;
};
std::vector<PaletteInfo> palettes();
/// Those that have `classes` classes and are surely safe at that number.
std::vector<PaletteInfo> colour_blind_safe(int classes);

/// `classes` colours of a palette, light to dark (or left to right); `reversed` turns them round. A diverging or
/// sequential palette gives 1 or 2 classes from the ends of its smallest row. Errors: not_found for the name, misuse for
/// more classes than it has.
base::Result<std::vector<Colour>> palette(std::string_view name, int classes, bool reversed = false);

/// The palette that stands for another one at so many classes: itself where it has the colours, else viridis, which has as many as are wanted.
std::string palette_with(std::string_view name, int classes);

inline constexpr std::string_view default_sequential = "YlGnBu";
inline constexpr std::string_view default_diverging = "PuOr";

}  // namespace kith::picture
