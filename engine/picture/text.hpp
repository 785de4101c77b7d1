#pragma once
// Words and numbers in pictures: how wide they are, and how numbers are written.
#include <string>
#include <string_view>

namespace kith::picture {

/// Width in pixels of `text` set in Inter at `size`, from the font's own advances for ASCII and an average letter for the
/// rest: the same on every machine, whatever fonts it has.
double text_width(std::string_view text, double size, bool bold = false);

/// At most `width` wide: cut at a character, with "…".
std::string shortened(std::string_view text, double size, double width);

/// "1,234.5": grouped, `decimals` after the point, no "-0".
std::string number_text(double value, int decimals);
/// As few decimals (at most 4) as tell `value` to three figures: "12,345", "3.27", "0.004".
std::string number_text(double value);

/// & < > " ' as entities; control characters that XML does not allow are dropped.
std::string escaped(std::string_view text);

}  // namespace kith::picture
