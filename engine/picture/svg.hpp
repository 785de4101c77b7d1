#pragma once
// A drawing as SVG: with title and description for screen readers, no scripts, nothing from outside.
#include <string>

#include "engine/picture/drawing.hpp"

namespace kith::picture {

struct SvgOptions {
    bool standalone = false;       // a file of its own: names its namespace and carries its patterns
    bool black_and_white = false;  // bands instead of colours
};

/// Inside a page the patterns come once from svg_patterns(), and every class fill also carries the CSS class
/// "k-band-N", so that the page can turn to black and white without a script.
std::string svg(const Drawing& drawing, const SvgOptions& options = {});

/// The <pattern> elements "h-no-data", "h-not-asked", "h-suppressed", "h-band-0" …: one <svg> of no size.
std::string svg_patterns();
/// CSS rules under `selector` that replace the colours of classes by their bands.
std::string black_and_white_css(std::string_view selector);

}  // namespace kith::picture
