#include "engine/picture/colour_sight.hpp"

#include <algorithm>
#include <cmath>

namespace kith::picture {
namespace {

// sRGB, IEC 61966-2-1.
double linear(std::uint8_t channel) {
    const double v = channel / 255.0;
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}
std::uint8_t encoded(double v) {
    v = std::clamp(v, 0.0, 1.0);
    return static_cast<std::uint8_t>(std::lround(255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1 / 2.4) - 0.055)));
}

}  // namespace

std::string_view words_of(ColourSight sight) {
    constexpr std::array<std::string_view, colour_sight_count> words{"as most people see them", "without green cones (deutan)", "without red cones (protan)", "without blue cones (tritan)", "in greys, as on a copier"};
    return words[static_cast<std::size_t>(sight)];
}

const SightMatrix& matrix_of(ColourSight sight) {
    // Digit for digit as in the authors' tables (Machado 2010, appendix), compared with colour-science's machado2010.py.
    static constexpr std::array<SightMatrix, colour_sight_count> matrices{{
        {1, 0, 0, 0, 1, 0, 0, 0, 1},
        {0.367322f, 0.860646f, -0.227968f, 0.280085f, 0.672501f, 0.047413f, -0.011820f, 0.042940f, 0.968881f},
        {0.152286f, 1.052583f, -0.204868f, 0.114503f, 0.786281f, 0.099216f, -0.003882f, -0.048116f, 1.051998f},
        {1.255528f, -0.076749f, -0.178779f, -0.078411f, 0.930809f, 0.147602f, 0.004733f, 0.691367f, 0.303900f},
        {0.2126f, 0.7152f, 0.0722f, 0.2126f, 0.7152f, 0.0722f, 0.2126f, 0.7152f, 0.0722f},
    }};
    return matrices[static_cast<std::size_t>(sight)];
}

Colour seen(Colour colour, ColourSight sight) {
    if (sight == ColourSight::usual) return colour;
    const SightMatrix& m = matrix_of(sight);
    const double r = linear(colour.red), g = linear(colour.green), b = linear(colour.blue);
    const auto row = [&](std::size_t i) { return encoded(static_cast<double>(m[3 * i]) * r + static_cast<double>(m[3 * i + 1]) * g + static_cast<double>(m[3 * i + 2]) * b); };
    return {row(0), row(1), row(2)};
}

}  // namespace kith::picture
