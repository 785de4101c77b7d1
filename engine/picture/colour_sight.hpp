#pragma once
// How colours look to people who see fewer of them, so that a picture can be judged before it is hung.
#include <array>
#include <cstdint>
#include <string_view>

#include "engine/picture/palette.hpp"

namespace kith::picture {

/// Dichromats: deutan (no middle-wave cones), protan (no long-wave), tritan (no short-wave); and a print without colour.
enum class ColourSight : std::uint8_t { usual, deutan, protan, tritan, grey };
inline constexpr int colour_sight_count = 5;

/// "As most people see them", "Without green cones (deutan)", …
std::string_view words_of(ColourSight sight);

/// Row by row, on linear red, green and blue. The three kinds: Machado, Oliveira and Fernandes 2009, A Physiologically-based Model
/// for Simulation of Color Vision Deficiency, IEEE TVCG 15 (6), severity 1.0 (the authors call the tritan one an approximation).
/// Grey: luminance of ITU-R BT.709.
using SightMatrix = std::array<float, 9>;
const SightMatrix& matrix_of(ColourSight sight);

/// One sRGB colour as it is seen.
Colour seen(Colour colour, ColourSight sight);

}  // namespace kith::picture
