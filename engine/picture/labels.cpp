#include "engine/picture/labels.hpp"

#include <algorithm>
#include <numeric>

#include "engine/picture/text.hpp"

namespace kith::picture {
namespace {

constexpr double gap = 2, line_height = 1.2;

/// One line, or two of about the same width when it has a space and is wider than `room`.
std::vector<std::string> broken(const std::string& text, double size, double room) {
    if (text_width(text, size) <= room) return {text};
    std::size_t best = std::string::npos;
    double narrowest = text_width(text, size);
    for (std::size_t at = text.find(' '); at != std::string::npos; at = text.find(' ', at + 1)) {
        const double width = std::max(text_width(std::string_view(text).substr(0, at), size), text_width(std::string_view(text).substr(at + 1), size));
        if (width < narrowest) {
            narrowest = width;
            best = at;
        }
    }
    if (best == std::string::npos) return {text};
    return {text.substr(0, best), text.substr(best + 1)};
}

}  // namespace

std::vector<Text> placed(std::span<const LabelWish> wishes, double size, const Box& frame, std::vector<Box> taken) {
    std::vector<std::size_t> order(wishes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return wishes[a].importance > wishes[b].importance; });
    std::vector<Text> out;
    for (const std::size_t i : order) {
        const LabelWish& wish = wishes[i];
        const auto lines = broken(wish.text, size, wish.room);
        double width = 0;
        for (const auto& line : lines) width = std::max(width, text_width(line, size));
        if (wish.text.empty() || width > 1.6 * wish.room) continue;
        const double height = size * line_height * static_cast<double>(lines.size());
        for (const double shift : {0.0, -size * line_height, size * line_height}) {
            const double top = wish.at.y + shift - height / 2;
            const Box box{wish.at.x - width / 2 - gap, top - gap, wish.at.x + width / 2 + gap, top + height + gap};
            if (box.left < frame.left || box.right > frame.right || box.top < frame.top || box.bottom > frame.bottom) continue;
            if (std::any_of(taken.begin(), taken.end(), [&](const Box& other) { return box.meets(other); })) continue;
            taken.push_back(box);
            for (std::size_t line = 0; line < lines.size(); ++line) {
                const double base = top + size * line_height * (static_cast<double>(line) + 0.8);
                out.push_back({{wish.at.x, base}, lines[line], size, Anchor::middle, ink, false, true});
            }
            break;
        }
    }
    return out;
}

Inside inside_of(std::span<const Ring> rings) {
    double top = 0, bottom = 0;
    bool any = false;
    for (const Ring& ring : rings)
        for (const Point p : ring) {
            top = any ? std::min(top, p.y) : p.y;
            bottom = any ? std::max(bottom, p.y) : p.y;
            any = true;
        }
    Inside best;
    double most = -1;
    for (int cut = 1; cut <= 9; ++cut) {
        const double y = top + (bottom - top) * cut / 10;
        std::vector<double> crossings;
        for (const Ring& ring : rings)
            for (std::size_t i = 0; i < ring.size(); ++i) {
                const Point a = ring[i], b = ring[i + 1 == ring.size() ? 0 : i + 1];
                if ((a.y <= y) != (b.y <= y)) crossings.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
            }
        std::sort(crossings.begin(), crossings.end());
        const double middle = 1 - 0.5 * std::abs(cut - 5) / 4.0;  // a cut near the middle reads better than the very widest
        for (std::size_t i = 0; i + 1 < crossings.size(); i += 2)
            if (const double width = crossings[i + 1] - crossings[i]; width * middle > most) {
                most = width * middle;
                best = {{(crossings[i] + crossings[i + 1]) / 2, y}, width};
            }
    }
    return best;
}

}  // namespace kith::picture
