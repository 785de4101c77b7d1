#include "engine/picture/bars.hpp"

#include <algorithm>

#include "engine/picture/text.hpp"

namespace kith::picture {

Drawing bars_of(const BarsSpec& spec, std::span<const Bar> bars) {
    constexpr double row = 24, size = 12, thickness = 12, mark_room = 20;
    double most = 0, label_width = 0, words_width = 0;
    bool any_mark = false;
    for (const Bar& bar : bars) {
        most = std::max(most, bar.value);
        label_width = std::max(label_width, text_width(bar.label, size));
        words_width = std::max(words_width, text_width(bar.words, size));
        any_mark = any_mark || bar.mark;
    }
    label_width = std::min(label_width, spec.width * 0.4);
    const double left = (any_mark ? mark_room : 0) + label_width + 12;
    const double room = std::max(20.0, spec.width - left - words_width - 12);
    Drawing out{spec.id, spec.width, row * static_cast<double>(bars.size()) + 4, spec.title, "", {}};
    double y = 2;
    for (const Bar& bar : bars) {
        const double base = y + row / 2 + size * 0.36;
        if (bar.mark) out.records.emplace_back(Symbol{*bar.mark, {8, y + row / 2}, 11, {bar.colour, Hatch::none, Hatch::none}, {}});
        out.records.emplace_back(Text{{any_mark ? mark_room : 0, base}, shortened(bar.label, size, label_width), size, Anchor::start, ink, false, false});
        const double length = most > 0 ? std::max(0.0, bar.value) / most * room : 0;
        if (length > 0) out.records.emplace_back(rectangle(left, y + (row - thickness) / 2, std::max(length, 1.0), thickness, {bar.colour, Hatch::none, Hatch::none}, {}));
        out.records.emplace_back(Text{{left + length + 6, base}, bar.words, size, Anchor::start, ink, false, false});
        out.description += (out.description.empty() ? "" : "; ") + bar.label + ": " + bar.words;
        y += row;
    }
    if (!out.description.empty()) out.description += spec.unit.empty() ? "." : " (" + spec.unit + ").";
    return out;
}

}  // namespace kith::picture
