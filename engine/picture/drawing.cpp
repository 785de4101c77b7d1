#include "engine/picture/drawing.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/picture/text.hpp"

namespace kith::picture {
namespace {

/// A regular figure of `corners` on a circle; with `inner` a star whose inner corners lie that far from the centre.
Ring regular(Point centre, double radius, int corners, double turn, double inner = 0) {
    Ring ring;
    const int steps = inner > 0 ? 2 * corners : corners;
    for (int i = 0; i < steps; ++i) {
        const double angle = turn + 2 * std::numbers::pi * i / steps;
        const double r = inner > 0 && i % 2 == 1 ? inner : radius;
        ring.push_back({centre.x + r * std::cos(angle), centre.y + r * std::sin(angle)});
    }
    return ring;
}

}  // namespace

std::vector<Ring> mark_rings(Mark mark, Point centre, double size) {
    constexpr double up = -std::numbers::pi / 2;
    const double r = size / 2;
    switch (mark) {  // radii chosen so that all marks look equally large
        case Mark::circle: return {regular(centre, r, 24, up)};
        case Mark::hexagon: return {regular(centre, r * 1.1, 6, up)};
        case Mark::square: return {regular(centre, r * 1.27, 4, up + std::numbers::pi / 4)};
        case Mark::triangle: return {regular({centre.x, centre.y + r * 0.2}, r * 1.3, 3, up)};
        case Mark::diamond: return {regular(centre, r * 1.25, 4, up)};
        case Mark::dotted: return {regular(centre, r, 16, up), regular(centre, r * 0.42, 12, up)};
        case Mark::star: return {regular(centre, r * 1.4, 5, up, r * 0.6)};
    }
    return {};
}

std::vector<Ring> notch_of(Point from, Point to, double back, double size) {
    const double dx = to.x - from.x, dy = to.y - from.y, length = std::hypot(dx, dy);
    if (!(length > back + size)) return {};
    const double ux = dx / length, uy = dy / length;
    const Point tip{to.x - ux * back, to.y - uy * back}, tail{tip.x - ux * size, tip.y - uy * size};
    const double half = size * 0.45;
    return {{tip, {tail.x - uy * half, tail.y + ux * half}, {tail.x + uy * half, tail.y - ux * half}}};
}

std::optional<Box> box_of(const Record& record) {
    if (const auto* text = std::get_if<Text>(&record)) {
        const double width = text_width(text->text, text->size, text->bold);
        const double left = text->at.x - (text->anchor == Anchor::start ? 0 : text->anchor == Anchor::middle ? width / 2 : width);
        const Box level{left, text->at.y - text->size, left + width, text->at.y + text->size * 0.3};
        if (text->angle == 0) return level;
        const double c = std::cos(text->angle), s = std::sin(text->angle);
        Box out{text->at.x, text->at.y, text->at.x, text->at.y};
        for (const Point p : {Point{level.left, level.top}, Point{level.right, level.top}, Point{level.left, level.bottom}, Point{level.right, level.bottom}}) {
            const double x = text->at.x + (p.x - text->at.x) * c - (p.y - text->at.y) * s, y = text->at.y + (p.x - text->at.x) * s + (p.y - text->at.y) * c;
            out = {std::min(out.left, x), std::min(out.top, y), std::max(out.right, x), std::max(out.bottom, y)};
        }
        return out;
    }
    if (const auto* symbol = std::get_if<Symbol>(&record)) {
        const double r = symbol->size * 0.7;
        return Box{symbol->at.x - r, symbol->at.y - r, symbol->at.x + r, symbol->at.y + r};
    }
    const auto* shape = std::get_if<Shape>(&record);
    if (!shape) return {};
    std::optional<Box> out;
    for (const Ring& ring : shape->rings)
        for (const Point& p : ring) {
            if (!out) out = Box{p.x, p.y, p.x, p.y};
            *out = {std::min(out->left, p.x), std::min(out->top, p.y), std::max(out->right, p.x), std::max(out->bottom, p.y)};
        }
    return out;
}

Drawing part_of(const Drawing& drawing, const Box& window, Point to, double margin) {
    const double dx = to.x - window.left, dy = to.y - window.top;
    const auto moved = [&](Point p) { return Point{p.x + dx, p.y + dy}; };
    const auto box_moved = [&](const Box& b) { return Box{b.left + dx, b.top + dy, b.right + dx, b.bottom + dy}; };
    const Box whole = box_moved(window);
    Drawing out{drawing.id, window.width(), window.height(), drawing.title, drawing.description, {}, drawing.theme, drawing.hatch_scale};
    out.records.emplace_back(Clip{whole});
    for (const Record& record : drawing.records) {
        if (const auto* clip = std::get_if<Clip>(&record)) {
            Box cut = clip->to ? box_moved(*clip->to) : whole;
            cut = {std::max(cut.left, whole.left), std::max(cut.top, whole.top), std::min(cut.right, whole.right), std::min(cut.bottom, whole.bottom)};
            cut = {cut.left, cut.top, std::max(cut.left, cut.right), std::max(cut.top, cut.bottom)};
            out.records.emplace_back(Clip{cut});
            continue;
        }
        auto box = box_of(record);
        if (!box) continue;
        *box = {box->left - margin, box->top - margin, box->right + margin, box->bottom + margin};
        if (!box->meets(window)) continue;
        Record copy = record;
        if (auto* shape = std::get_if<Shape>(&copy)) {
            for (Ring& ring : shape->rings)
                for (Point& p : ring) p = moved(p);
        } else if (auto* symbol = std::get_if<Symbol>(&copy)) {
            symbol->at = moved(symbol->at);
        } else if (auto* text = std::get_if<Text>(&copy)) {
            text->at = moved(text->at);
        }
        out.records.push_back(std::move(copy));
    }
    out.records.emplace_back(Clip{});
    return out;
}

Shape rectangle(double x, double y, double width, double height, Fill fill, Line line) {
    return {{{{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}}}, true, fill, line, ""};
}

}  // namespace kith::picture
