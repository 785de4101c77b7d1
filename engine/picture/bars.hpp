#pragma once
// Horizontal bars: a few numbers side by side, told by length and by the number itself.
#include <span>
#include <string>
#include <vector>

#include "engine/picture/drawing.hpp"

namespace kith::picture {

struct Bar {
    std::string label;
    double value = 0;
    std::string words;              // what stands at its end, e.g. "12" or "nobody has asked yet"
    Colour colour = accent;
    std::optional<Mark> mark;       // before the label
};
struct BarsSpec {
    std::string id;
    std::string title;
    std::string unit;               // in the description: "assets"
    double width = 680;
};

/// Bars on a common scale from 0; negative values are drawn as 0.
Drawing bars_of(const BarsSpec& spec, std::span<const Bar> bars);

}  // namespace kith::picture
