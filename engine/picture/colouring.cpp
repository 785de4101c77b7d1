#include "engine/picture/colouring.hpp"

#include <algorithm>
#include <cmath>

#include "engine/picture/text.hpp"

namespace kith::picture {
namespace {

bool is_known(const AreaValue& value) { return value.kind <= ValueKind::at_most; }

std::vector<double> known_of(std::span<const AreaValue> values) {
    std::vector<double> out;
    for (const AreaValue& value : values)
        if (is_known(value)) out.push_back(value.value);
    return out;
}

std::string method_of(const Classes& classes) {
    std::string out(words_of(classes.scheme));
    if (out.front() >= 'a') out.front() = static_cast<char>(out.front() - 'a' + 'A');
    return out + ", " + std::to_string(classes.size()) + (classes.size() == 1 ? " class" : " classes");
}

}  // namespace

base::Result<Coloured> coloured(const Colouring& colouring) {
    Coloured out;
    const auto known = known_of(colouring.values);
    if (!known.empty()) {
        auto classes = colouring.scheme ? classes_by(*colouring.scheme, known) : default_classes(known, colouring.classes);
        if (!classes) return classes.error();
        out.classes = std::move(*classes);
        out.method = method_of(out.classes);
    }
    // A box map without values above its upper fence has one class less: the others keep their colours.
    const bool cut = out.classes.scheme == Scheme::box && out.classes.size() == 5;
    const int wanted = std::max(1, static_cast<int>(out.classes.size()) + (cut ? 1 : 0));
    out.palette = palette_with(colouring.palette, wanted);
    const bool other = out.palette != colouring.palette;  // viridis begins with the dark end, the others with the light one
    auto colours = palette(out.palette, wanted, colouring.reversed != other);
    if (!colours) return colours.error();
    if (cut) colours->pop_back();
    out.fills = class_fills(*colours);
    out.legend = legend_of(colouring.title, out.classes, out.fills, colouring.values);
    return out;
}

base::Result<BivariateClasses> bivariate_of(const Bivariate& pair) {
    if (pair.x.size() != pair.y.size()) return base::misuse("A map of two columns needs both for the same areas.");
    const auto x = known_of(pair.x), y = known_of(pair.y);
    if (x.empty() || y.empty()) return base::misuse("A map of two columns needs at least one number in each.");
    BivariateClasses out;
    auto along = quantile(x, 3), up = quantile(y, 3);
    if (!along) return along.error();
    if (!up) return up.error();
    out.x = std::move(*along);
    out.y = std::move(*up);
    // Stevens' blue and pink, with purple where both are high; in black and white x darkens, and y too.
    constexpr std::array<Colour, 9> colours{{{0xE8, 0xE8, 0xE8}, {0xAC, 0xE4, 0xE4}, {0x5A, 0xC8, 0xC8}, {0xDF, 0xB0, 0xD6}, {0xA5, 0xAD, 0xD3}, {0x56, 0x98, 0xB9}, {0xBE, 0x64, 0xAC}, {0x8C, 0x62, 0xAA}, {0x3B, 0x49, 0x94}}};
    for (std::size_t i = 0; i < 9; ++i) out.fills[i] = {colours[i], Hatch::none, band(i, 9)};
    for (std::size_t row = 0; row < pair.x.size(); ++row) {
        const ValueKind worse = std::max(pair.x[row].kind, pair.y[row].kind);  // of two that are not known, the one with the better reason
        if (worse > ValueKind::at_most) {
            const auto kind = static_cast<std::size_t>(worse) - static_cast<std::size_t>(ValueKind::no_data);
            out.cells.push_back(static_cast<std::int8_t>(-1 - static_cast<int>(kind)));
            ++out.unknown[kind];
            continue;
        }
        const std::size_t cell = 3 * class_of(out.y, pair.y[row].value) + class_of(out.x, pair.x[row].value);
        out.cells.push_back(static_cast<std::int8_t>(cell));
        ++out.counts[cell];
    }
    return out;
}

Fill fill_of(std::int8_t cell, const BivariateClasses& classes) {
    constexpr std::array<Hatch, 3> hatches{Hatch::no_data, Hatch::not_asked, Hatch::suppressed};
    return cell < 0 ? Fill{ground, hatches[static_cast<std::size_t>(-1 - cell)], Hatch::none} : classes.fills[static_cast<std::size_t>(cell)];
}

Legend legend_of(const Bivariate& pair, const BivariateClasses& classes) {
    Legend out{pair.title_y + " and " + pair.title_x, {}, true, pair.title_x, pair.title_y};
    const Line edge{secondary, 0.5};
    for (std::size_t i = 0; i < 9; ++i) out.entries.push_back({classes.fills[i], edge, "", classes.counts[i]});
    constexpr std::array<const char*, 3> words{"no data for one of them", "not asked for one of them", "suppressed for one of them"};
    for (std::size_t kind = 0; kind < words.size(); ++kind)
        if (classes.unknown[kind] > 0) out.entries.push_back({fill_of(static_cast<std::int8_t>(-1 - static_cast<int>(kind)), classes), edge, words[kind], classes.unknown[kind]});
    return out;
}

}  // namespace kith::picture
