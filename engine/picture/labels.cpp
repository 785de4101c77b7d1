#include "engine/picture/labels.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

#include "engine/picture/text.hpp"

namespace kith::picture {
namespace {

constexpr double gap = 2, line_height = 1.2;

/// Upright squares that a label covers: one box when it is level, a chain of them along its line when it is not.
std::vector<Box> boxes_of(const Point& middle, double width, double height, double angle) {
    if (angle == 0) return {{middle.x - width / 2 - gap, middle.y - height / 2 - gap, middle.x + width / 2 + gap, middle.y + height / 2 + gap}};
    const double c = std::cos(angle), s = std::sin(angle), half = height / 2 * (std::abs(c) + std::abs(s)) + gap;
    const int count = std::max(2, static_cast<int>(std::ceil(width / height)));
    std::vector<Box> out;
    for (int i = 0; i < count; ++i) {
        const double at = (width - height) * (static_cast<double>(i) / (count - 1) - 0.5);
        out.push_back({middle.x + at * c - half, middle.y + at * s - half, middle.x + at * c + half, middle.y + at * s + half});
    }
    return out;
}

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

/// Where the middle of a label of this size may stand, best first.
std::vector<Point> places_for(const LabelWish& wish, double width, double height) {
    if (wish.clear > 0) {
        const double x = wish.clear + 3 + width / 2, y = wish.clear + 2 + height / 2;
        return {{x, 0}, {-x, 0}, {0, -y}, {0, y}, {x * 0.85, -y}, {x * 0.85, y}, {-x * 0.85, -y}, {-x * 0.85, y}};
    }
    if (wish.angle != 0) {
        const Point step{wish.along * std::cos(wish.angle), wish.along * std::sin(wish.angle)};
        return {{0, 0}, {step.x / 2, step.y / 2}, {-step.x / 2, -step.y / 2}, step, {-step.x, -step.y}};
    }
    const double side = std::min(width / 3, wish.room / 4);
    return {{0, 0}, {0, -height * 0.7}, {0, height * 0.7}, {side, 0}, {-side, 0}};
}

struct Placing {
    std::vector<std::string> lines;
    double width = 0, height = 0, size = 0;
};

std::optional<Point> best_place(const LabelWish& wish, const Placing& label, const LabelRoom& room, std::span<const Box> taken) {
    std::optional<Point> best;
    double least = std::numeric_limits<double>::infinity();
    for (const Point shift : places_for(wish, label.width, label.height)) {
        const Point middle{wish.at.x + shift.x, wish.at.y + shift.y};
        const std::vector<Box> boxes = boxes_of(middle, label.width, label.height, wish.angle);
        const auto blocked = [&](const Box& box) {
            if (box.left < room.frame.left || box.right > room.frame.right || box.top < room.frame.top || box.bottom > room.frame.bottom) return true;
            return std::any_of(taken.begin(), taken.end(), [&](const Box& other) { return box.meets(other); });
        };
        if (std::any_of(boxes.begin(), boxes.end(), blocked)) continue;
        double over = 0;
        for (const Box& box : boxes) over += room.covered ? room.covered(box) : 0;
        if (over >= least || (over > room.most_covered && wish.clear > 0 && !wish.always)) continue;
        least = over;
        best = middle;
        if (over <= 0) break;
    }
    return best;
}

}  // namespace

void set_along(LabelWish& wish, double angle, double straight, double size) {
    const double slack = straight - text_width(wish.text, size, wish.bold);
    if (slack < 0) return;
    wish.angle = -angle;
    wish.along = slack / 2;
}

std::function<double(const Box&)> counting(std::span<const Point> points) {
    return [points](const Box& box) {
        return static_cast<double>(std::count_if(points.begin(), points.end(), [&](Point p) { return p.x > box.left - 3 && p.x < box.right + 3 && p.y > box.top - 3 && p.y < box.bottom + 3; }));
    };
}

std::vector<Text> placed(std::span<const LabelWish> wishes, double usual_size, const LabelRoom& room, std::int64_t* named) {
    std::vector<std::size_t> order(wishes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return wishes[a].importance > wishes[b].importance; });
    std::vector<Text> out;
    std::vector<Box> taken = room.taken;
    for (const std::size_t i : order) {
        const LabelWish& wish = wishes[i];
        if (wish.text.empty()) continue;
        Placing label;
        label.size = wish.size > 0 ? wish.size : usual_size;
        label.lines = wish.angle != 0 ? std::vector<std::string>{wish.text} : broken(wish.text, label.size, wish.room > 0 ? wish.room : 14 * label.size);
        for (const auto& line : label.lines) label.width = std::max(label.width, text_width(line, label.size, wish.bold));
        if (wish.room > 0 && label.width > 1.6 * wish.room) continue;
        label.height = label.size * line_height * static_cast<double>(label.lines.size());
        const auto middle = best_place(wish, label, room, taken);
        if (!middle) continue;
        for (const Box& box : boxes_of(*middle, label.width, label.height, wish.angle)) taken.push_back(box);
        if (named) ++*named;
        for (std::size_t line = 0; line < label.lines.size(); ++line) {
            const double below = label.size * line_height * (static_cast<double>(line) + 0.8) - label.height / 2;  // of the middle
            const Point at{middle->x - below * std::sin(wish.angle), middle->y + below * std::cos(wish.angle)};
            out.push_back({at, label.lines[line], label.size, Anchor::middle, wish.colour.value_or(room.colour), wish.bold, true, wish.angle});
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
