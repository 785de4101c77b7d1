#include "engine/picture/text.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdint>

#include "engine/base/text.hpp"

namespace kith::picture {
namespace {

// Advances of Inter Regular 3.19 (Debian fonts-inter), thousandths of an em, U+0020 to U+007E.
constexpr std::array<std::uint16_t, 95> advances{
    281, 278, 403, 631, 638, 813, 639, 222, 362, 362, 500, 659, 280, 460, 276, 357, 625, 464, 605, 636, 642, 608, 624, 571,
    616, 624, 276, 280, 659, 659, 659, 507, 936, 676, 651, 727, 719, 598, 587, 743, 740, 264, 543, 652, 563, 889, 753, 761,
    635, 761, 639, 638, 642, 741, 676, 949, 642, 665, 625, 362, 357, 362, 469, 452, 497, 564, 621, 558, 621, 582, 361, 609,
    591, 237, 237, 544, 237, 869, 585, 597, 609, 609, 372, 523, 364, 581, 557, 813, 540, 557, 541, 362, 327, 362, 659};
constexpr double other_letter = 587;   // mean of Latin letters with accents
constexpr double wide_letter = 1000;   // from U+2E80: Han, kana, Hangul
constexpr double bold_factor = 1.06;

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

double advance(std::string_view rest) {
    const auto lead = static_cast<unsigned char>(rest.front());
    if (lead < 0x20 || lead == 0x7F) return 0;
    if (lead < 0x7F) return advances[lead - 0x20u];
    return lead >= 0xE3 ? wide_letter : other_letter;
}

}  // namespace

double text_width(std::string_view text, double size, bool bold) {
    double sum = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (!continues(text[i])) sum += advance(text.substr(i));
    return sum * size / 1000 * (bold ? bold_factor : 1);
}

std::string shortened(std::string_view text, double size, double width) {
    if (text_width(text, size) <= width) return std::string(text);
    double left = width - other_letter * size / 1000;
    std::size_t end = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (continues(text[i])) continue;
        if (i > 0 && left < 0) break;
        end = i;
        left -= advance(text.substr(i)) * size / 1000;
    }
    while (end > 0 && text[end - 1] == ' ') --end;
    return fmt::format("{}…", text.substr(0, end));
}

std::string number_text(double value, int decimals) {
    if (!std::isfinite(value)) return "?";
    std::string digits = fmt::format("{:.{}f}", std::abs(value), decimals);
    const bool negative = value < 0 && digits.find_first_not_of("0.") != std::string::npos;
    const std::size_t point = std::min(digits.find('.'), digits.size());
    for (std::size_t at = point; at > 3; at -= 3) digits.insert(at - 3, ",");
    if (negative) digits.insert(0, "−");
    return digits;
}

std::string number_text(double value) {
    const double size = std::abs(value);
    if (value == std::floor(value) && size < 1000) return value < 0 ? "−" + std::to_string(static_cast<int>(size)) : std::to_string(static_cast<int>(size));
    if (value == std::floor(value) || !std::isfinite(value)) return number_text(value, 0);
    int decimals = 2 - static_cast<int>(std::floor(std::log10(size)));
    decimals = std::min(4, std::max(0, decimals));
    while (decimals > 0 && std::abs(value * std::pow(10, decimals - 1) - std::round(value * std::pow(10, decimals - 1))) < 1e-9) --decimals;
    return number_text(value, decimals);
}

std::string escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&#39;"; break;
        default:
            if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t' || c == '\r') out += c;
    }
    return out;
}

}  // namespace kith::picture
