#pragma once
// Where positions come from; a closed vocabulary like those of terms.hpp.
#include <array>
#include <cstdint>
#include <string_view>

namespace kith::column {

/// Where a position comes from: the source itself, the property that a number (UPRN) names, or the middle of a postcode (about 15
/// addresses), which is never to be taken for an address.
enum class PlacedBy : std::int32_t { recorded, uprn, postcode };
inline constexpr std::array<std::string_view, 3> placed_by_words{"recorded", "uprn", "postcode"};

}  // namespace kith::column
