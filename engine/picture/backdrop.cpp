#include "engine/picture/backdrop.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/picture/mark_layers.hpp"

namespace kith::picture {
namespace {

constexpr double usual_metres = 6;       // to the pixel, at which widths are as the table has them
constexpr double most_ink = 0.13;        // of the ground covered by lines, above which the smaller ones stay away
constexpr double half_turn = 3.14159265358979323846;
constexpr double reading_label = 0.9;    // a name stands on a line that is so much longer than it

struct Colours {
    Colour main_road, road, path, railway, water_line, water, green, building;
};

const Colours& colours_of(Theme theme) {
    static constexpr std::array<Colours, theme_count> all{{
        {{0xCD, 0xC5, 0xB5}, {0xD6, 0xCF, 0xC1}, {0xDC, 0xD6, 0xCA}, {0xB4, 0xAE, 0xA4}, {0xA6, 0xC6, 0xD6}, {0xCC, 0xE0, 0xE8}, {0xDF, 0xE8, 0xD3}, {0xE6, 0xE0, 0xD4}},
        {{0x55, 0x5C, 0x65}, {0x42, 0x49, 0x51}, {0x37, 0x3D, 0x44}, {0x66, 0x6C, 0x75}, {0x33, 0x54, 0x66}, {0x1C, 0x2F, 0x3A}, {0x22, 0x30, 0x29}, {0x2C, 0x31, 0x37}},
        {{0x9A, 0x9A, 0x9A}, {0x78, 0x78, 0x78}, {0x5A, 0x5A, 0x5A}, {0x78, 0x78, 0x78}, {0x4A, 0x7C, 0x96}, {0x10, 0x2C, 0x3A}, {0x12, 0x2A, 0x16}, {0x2A, 0x2A, 0x2A}},
        {{0, 0, 0}, {0, 0, 0}, {0, 0, 0}, {0, 0, 0}, {0, 0, 0}, {0xFF, 0xFF, 0xFF}, {0xFF, 0xFF, 0xFF}, {0xFF, 0xFF, 0xFF}},
    }};
    return all[static_cast<std::size_t>(theme)];
}

/// Half way to the words' colour, where the streets are what a map is for.
Colour bolder(Colour colour, Theme theme) {
    const Colour& text = roles_of(theme).secondary;
    const auto mix = [](std::uint8_t a, std::uint8_t b) { return static_cast<std::uint8_t>((a + b) / 2); };
    return {mix(colour.red, text.red), mix(colour.green, text.green), mix(colour.blue, text.blue)};
}

double width_of(BackdropLook look) {
    switch (look) {
        case BackdropLook::main_road: return 2.8;
        case BackdropLook::road: return 2;
        case BackdropLook::street: return 1.3;
        case BackdropLook::railway: case BackdropLook::water: return 1.2;
        default: return 0.7;
    }
}

Line line_of(BackdropLook look, Theme theme) {
    const Colours& colours = colours_of(theme);
    const double width = width_of(look) * (theme == Theme::black_and_white ? 0.45 : 1);  // black is heavy
    switch (look) {
        case BackdropLook::main_road: return {colours.main_road, width};
        case BackdropLook::railway: return {colours.railway, width};
        case BackdropLook::water: return {colours.water_line, width};
        case BackdropLook::path: case BackdropLook::other: return {colours.path, width};
        default: return {colours.road, width};
    }
}

Fill fill_of(BackdropLook look, Theme theme) {
    const Colours& colours = colours_of(theme);
    if (theme == Theme::black_and_white) return {};
    if (look == BackdropLook::water) return {colours.water};
    if (look == BackdropLook::green) return {colours.green};
    return {colours.building};
}

const column::Column* column_of(const column::SegmentPtr& segment, std::string_view key) { return segment ? segment->find(key) : nullptr; }

double length_of(std::span<const double> path) {
    double metres = 0;
    for (std::size_t i = 2; i + 1 < path.size(); i += 2) metres += std::hypot(path[i] - path[i - 2], path[i + 1] - path[i - 1]);
    return metres;
}

bool shown(const BackdropChoice& choice, const privacy::Backdrop& backdrop) { return std::find(choice.hidden.begin(), choice.hidden.end(), backdrop.as) == choice.hidden.end(); }

/// On the path, a part of its length from its beginning.
Point along(std::span<const double> path, double length, double share) {
    double walked = 0;
    for (std::size_t i = 2; i + 1 < path.size(); i += 2) {
        const double step = std::hypot(path[i] - path[i - 2], path[i + 1] - path[i - 1]);
        if (step > 0 && walked + step >= length * share) {
            const double part = (length * share - walked) / step;
            return {path[i - 2] + part * (path[i] - path[i - 2]), path[i - 1] + part * (path[i + 1] - path[i - 1])};
        }
        walked += step;
    }
    return {path[0], path[1]};
}

/// Round a place on the path: the longest stretch that is straight, and its direction.
struct Stretch {
    Point at;
    double metres = 0;  // 0: nowhere straight
    double angle = 0;   // radians from east, anticlockwise, so that words are read from the left
};

/// How far the path between two shares of its length leaves the straight line between them.
double bend_of(std::span<const double> path, double length, double from, double to) {
    const Point a = along(path, length, from), b = along(path, length, to);
    const double dx = b.x - a.x, dy = b.y - a.y, chord = std::hypot(dx, dy);
    if (!(chord > 0)) return length;
    double most = 0, walked = 0;
    for (std::size_t i = 2; i + 1 < path.size(); i += 2) {
        walked += std::hypot(path[i] - path[i - 2], path[i + 1] - path[i - 1]);
        if (walked > length * from && walked < length * to) most = std::max(most, std::abs((path[i] - a.x) * dy - (path[i + 1] - a.y) * dx) / chord);
    }
    return most;
}

Stretch stretch_at(std::span<const double> path, double length, double share) {
    Stretch out{along(path, length, share)};
    for (const double half : {0.5, 0.4, 0.3, 0.2, 0.12, 0.06}) {
        const double from = share - half, to = share + half;
        if (from < -1e-9 || to > 1 + 1e-9) continue;
        const double metres = 2 * half * length;
        if (bend_of(path, length, from, to) > std::clamp(0.04 * metres, 4.0, 20.0)) continue;
        const Point a = along(path, length, std::max(from, 1e-9)), b = along(path, length, std::min(to, 1 - 1e-9));
        out.at = {(a.x + b.x) / 2, (a.y + b.y) / 2};
        out.metres = std::hypot(b.x - a.x, b.y - a.y);
        out.angle = std::atan2(b.y - a.y, b.x - a.x);
        if (out.angle > half_turn / 2) out.angle -= half_turn;
        if (out.angle <= -half_turn / 2) out.angle += half_turn;
        break;
    }
    return out;
}

/// Where on the path a name is farthest from the others, and rather on a straight part; in its middle where all is free.
Stretch free_place(const Scene& scene, std::span<const double> path, double length) {
    Stretch best;
    double most = -1;
    for (const double share : {0.5, 0.35, 0.65, 0.22, 0.78, 0.14, 0.43, 0.57, 0.86}) {
        const Stretch here = stretch_at(path, length, share);
        double nearest = 300;  // metres that are far enough
        for (const Label& label : scene.labels) nearest = std::min(nearest, std::hypot(scene.origin.x + static_cast<double>(label.x) - here.at.x, scene.origin.y + static_cast<double>(label.y) - here.at.y));
        nearest += std::min(150.0, here.metres / 4);
        if (nearest > most + 1) best = here, most = nearest;
    }
    return best;
}

/// One name for all lines that have it, on the longest of them; the more important kinds first.
void name_lines(Scene& scene, const column::SegmentPtr& lines) {
    const column::Column* name = column_of(lines, "name");
    if (name == nullptr) return;
    struct Longest {
        double metres = 0;
        std::size_t path = 0;
        std::int32_t look = 0;
    };
    std::map<std::int32_t, Longest> by_name;
    const Paths paths = paths_of(*lines);
    for (std::size_t line = 0; line < paths.size(); ++line) {
        if (!name->known(line)) continue;
        Longest& best = by_name[name->codes()[line]];
        for (auto path = static_cast<std::size_t>(paths.line_paths[line]); path < static_cast<std::size_t>(paths.line_paths[line + 1]); ++path)
            if (const double metres = length_of(paths.path(path)); metres > best.metres) best = {metres, path, paths.looks[line]};
    }
    for (const auto& [code, best] : by_name) {
        const Stretch place = free_place(scene, paths.path(best.path), best.metres);
        const auto rank = std::find(painted_in_order.begin(), painted_in_order.end(), static_cast<BackdropLook>(best.look)) - painted_in_order.begin();
        Label label{static_cast<float>(place.at.x - scene.origin.x), static_cast<float>(place.at.y - scene.origin.y), static_cast<float>(best.metres * reading_label),
                    static_cast<float>(0.01 * static_cast<double>(rank) + best.metres * 1e-9), LabelKind::line, -1, std::string(name->dictionary()[code]), static_cast<float>(place.angle), static_cast<float>(place.metres)};
        scene.labels.push_back(std::move(label));
    }
}

/// One entry a look, whichever layers it is in; no numbers, because nobody counts streets.
void add_legend(Scene& scene, const std::array<bool, backdrop_look_count>& lines, const std::array<bool, backdrop_look_count>& areas, const BackdropChoice& choice, bool over_classes) {
    Legend legend{std::string(backdrop_legend)};
    for (auto look = painted_in_order.rbegin(); look != painted_in_order.rend(); ++look) {
        const auto at = static_cast<std::size_t>(*look);
        if (!lines[at] && !areas[at]) continue;
        const bool area = areas[at];
        const AreaStyle style = backdrop_style(*look, area ? BackdropPart::area : BackdropPart::line, scene.theme, choice.bold, over_classes);
        LegendEntry entry{style.fill, style.line, std::string(words_of(*look)), -1};
        entry.is_line = !area || !style.fill.colour;  // an empty box would tell water from a park no more
        legend.entries.push_back(std::move(entry));
    }
    if (!legend.entries.empty()) scene.legends.push_back(std::move(legend));
}

}  // namespace

Paths paths_of(const column::Segment& lines) {
    const auto *line_paths = lines.find("line_paths"), *path_points = lines.find("path_points"), *points = lines.find("points"), *looks = lines.find("look");
    if (!line_paths || !path_points || !points || !looks) return {};
    return {line_paths->i64(), path_points->i64(), points->xy(), looks->i32()};
}

std::vector<double> coarser(std::span<const double> path, double step) {
    std::vector<double> out;
    if (path.size() < 4) return out;
    out.assign({path[0], path[1]});
    const std::size_t last = path.size() - 2;
    for (std::size_t i = 2; i < last; i += 2) {
        if (std::hypot(path[i] - out[out.size() - 2], path[i + 1] - out[out.size() - 1]) <= step) continue;
        out.push_back(path[i]);
        out.push_back(path[i + 1]);
    }
    out.push_back(path[last]);
    out.push_back(path[last + 1]);
    return out;
}

AreaStyle backdrop_style(BackdropLook look, BackdropPart part, Theme theme, bool bold, bool over_classes) {
    AreaStyle style;
    style.line = line_of(look, theme);
    if (bold) style.line.colour = bolder(*style.line.colour, theme);
    if (over_classes) {  // classes come first
        style.line.width *= 0.7;
        style.line.opacity = 0.55;
    }
    if (part == BackdropPart::line) return style;
    style.line.width = 0.7;
    if (!over_classes) style.fill = fill_of(look, theme);
    if (!over_classes && !bold && theme != Theme::black_and_white && look != BackdropLook::water) style.line = {};
    return style;
}

std::string_view words_of(BackdropLook look) {
    constexpr std::array<std::string_view, backdrop_look_count> words{"main roads", "roads", "streets", "paths", "railways", "water", "parks and green", "buildings", "other lines"};
    return words[static_cast<std::size_t>(look)];
}

double backdrop_width(double metres_per_pixel) { return std::clamp(std::pow(usual_metres / std::max(metres_per_pixel, 1e-6), 0.4), 0.5, 3.0); }

BackdropInk ink_of(const Paths& paths) {
    BackdropInk found;
    for (std::size_t line = 0; line < paths.size(); ++line) {
        const auto look = static_cast<std::size_t>(paths.looks[line]);
        ++found.lines[look];
        for (auto path = static_cast<std::size_t>(paths.line_paths[line]); path < static_cast<std::size_t>(paths.line_paths[line + 1]); ++path) {
            const auto xy = paths.path(path);
            found.metres[look] += length_of(xy);
            for (std::size_t i = 0; i + 1 < xy.size(); i += 2) found.bounds.add(xy[i], xy[i + 1]);
        }
    }
    return found;
}

std::uint32_t looks_drawn(const BackdropInk& all, double metres_per_pixel) {
    const double pixels = all.bounds.width() * all.bounds.height() / (metres_per_pixel * metres_per_pixel);  // square pixels
    std::uint32_t drawn = (1u << backdrop_look_count) - 1;
    double covered = 0;
    constexpr std::array<BackdropLook, 5> may_stay_away{BackdropLook::main_road, BackdropLook::road, BackdropLook::street, BackdropLook::path, BackdropLook::other};
    for (const BackdropLook look : may_stay_away) {
        const auto at = static_cast<std::size_t>(look);
        covered += all.metres[at] / metres_per_pixel * std::max(1.0, width_of(look) * backdrop_width(metres_per_pixel));
        if (look != BackdropLook::main_road && covered > most_ink * std::max(pixels, 1.0)) drawn &= ~(1u << at);
    }
    return drawn;
}

bool draws_backdrop(const privacy::View& view, const BackdropChoice& choice) {
    const auto all = view.backdrops();
    return choice.draw && std::any_of(all.begin(), all.end(), [&](const privacy::Backdrop& one) { return shown(choice, one); });
}

void add_backdrop(Scene& scene, const privacy::View& view, const BackdropChoice& choice, bool over_classes) {
    if (!choice.draw) return;
    std::array<bool, backdrop_look_count> lines{}, areas{};
    const auto style = [&](std::int32_t look, BackdropPart part) { return style_index(scene.area_styles, backdrop_style(static_cast<BackdropLook>(look), part, scene.theme, choice.bold, over_classes)); };
    for (const privacy::Backdrop& backdrop : view.backdrops()) {
        if (!shown(choice, backdrop)) continue;
        if (const auto segment = view.segment("backdrop." + backdrop.as + ".areas")) {
            AreaLayer layer{backdrop.as, segment, {}, {}};
            for (const std::int32_t look : segment->find("look")->i32()) {
                layer.order.push_back(static_cast<std::int32_t>(layer.styles.size()));
                layer.styles.push_back(style(look, BackdropPart::area));
                areas[static_cast<std::size_t>(look)] = true;
            }
            scene.backdrop_areas.push_back(std::move(layer));
        }
        if (const auto segment = view.segment("backdrop." + backdrop.as + ".lines")) {
            PathLayer layer{backdrop.as, segment, {}};
            for (std::size_t look = 0; look < backdrop_look_count; ++look) layer.styles[look] = style(static_cast<std::int32_t>(look), BackdropPart::line);
            for (const std::int32_t look : paths_of(*segment).looks) lines[static_cast<std::size_t>(look)] = true;
            if (choice.names) name_lines(scene, segment);
            scene.backdrop_lines.push_back(std::move(layer));
        }
        if (!backdrop.credit.empty() && scene.attribution.find(backdrop.credit) == std::string::npos)
            scene.attribution += (scene.attribution.empty() ? "" : ". ") + backdrop.credit;
    }
    scene.backdrop_bold = choice.bold;
    add_legend(scene, lines, areas, choice, over_classes);
}

Bounds backdrop_bounds(const privacy::View& view, const BackdropChoice& choice) {
    Bounds out;
    for (const privacy::Backdrop& backdrop : view.backdrops()) {
        if (!choice.draw || !shown(choice, backdrop)) continue;
        for (const char* part : {".areas", ".lines"}) {
            const column::Column* points = column_of(view.segment("backdrop." + backdrop.as + part), "points");
            const auto xy = points ? points->xy() : std::span<const double>();
            for (std::size_t i = 0; i + 1 < xy.size(); i += 2) out.add(xy[i], xy[i + 1]);
        }
    }
    return out;
}

}  // namespace kith::picture
