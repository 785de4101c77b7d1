#pragma once
// References of the British National Grid: "SK 387 872".
#include <optional>
#include <string_view>

namespace kith::io {

/// The south-west corner of a square, and how wide it is: EPSG:27700, metres.
struct GridSquare {
    double easting = 0;
    double northing = 0;
    double size = 0;  // 10,000 ("SU00") to 1 ("TG 51409 13177")
};

/// Two letters and 2 to 10 digits, with or without blanks, in any case; or "438700,114800", a square of 1 m. Nothing for anything else, as
/// two letters alone (100 km) or squares beyond Great Britain. Source: Ordnance Survey, "A guide to coordinate systems in Great Britain".
std::optional<GridSquare> read_grid_reference(std::string_view text);

}  // namespace kith::io
