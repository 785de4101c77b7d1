#include "engine/picture/style.hpp"

#include <algorithm>

namespace kith::picture {

Hatch band(std::size_t index, std::size_t classes) {
    constexpr std::size_t last = band_count - 1;
    const std::size_t place = classes < 2 ? last / 2 : std::min(index, classes - 1) * last / (classes - 1);
    return static_cast<Hatch>(static_cast<std::size_t>(Hatch::band_0) + place);
}

std::string_view name_of(Hatch hatch) {
    constexpr std::array<std::string_view, 13> names{"", "no-data", "not-asked", "suppressed", "band-0", "band-1", "band-2",
                                                     "band-3", "band-4", "band-5", "band-6", "band-7", "band-8"};
    return names[static_cast<std::size_t>(hatch)];
}

HatchLines lines_of(Hatch hatch) {
    switch (hatch) {
        case Hatch::no_data: return {.tile = 7, .width = 0.6, .rising = true};
        case Hatch::not_asked: return {.tile = 6, .width = 1.3, .dots = true};
        case Hatch::suppressed: return {.tile = 8, .width = 0.5, .rising = true, .falling = true};
        case Hatch::none:
        case Hatch::band_0: return {};
        default: break;
    }
    // Falling lines, so that a class is never taken for "no data"; ink covers about 7 % more with each band.
    const int step = static_cast<int>(hatch) - static_cast<int>(Hatch::band_0);
    return {.tile = 5, .width = 0.25 * step, .falling = true};
}

std::span<const double> pattern_of(Dash dash) {
    static constexpr double dashed[]{5, 3}, dotted[]{0.1, 2.2}, dash_dot[]{5, 2, 0.8, 2};
    switch (dash) {
        case Dash::dashed: return dashed;
        case Dash::dotted: return dotted;
        case Dash::dash_dot: return dash_dot;
        case Dash::solid: break;
    }
    return {};
}

const AssetStyle& style_of(column::AssetClass asset_class) {
    static constexpr std::array<AssetStyle, 6> styles{{
        {"Gifts of individuals", "gift of an individual", "gifts of individuals", "what people know, can do and care about", {0xE6, 0x9F, 0x00}, Mark::circle},
        {"Associations", "association", "associations", "what people join freely, mostly unpaid", {0x00, 0x72, 0xB2}, Mark::hexagon},
        {"Institutions", "institution", "institutions", "formal, with paid staff", {0x56, 0x60, 0x6B}, Mark::square},
        {"Places", "place", "places", "somewhere you can stand", {0x00, 0x9E, 0x73}, Mark::triangle},
        {"Economy and exchange", "place of exchange", "places of exchange", "where things change hands", {0xD5, 0x5E, 0x00}, Mark::diamond},
        {"Culture and stories", "story or tradition", "stories and traditions", "what is told and celebrated", {0xCC, 0x79, 0xA7}, Mark::star},
    }};
    return styles[static_cast<std::size_t>(asset_class)];
}

}  // namespace kith::picture
