#include "engine/picture/map.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/base/text.hpp"
#include "engine/picture/backdrop.hpp"
#include "engine/picture/paint.hpp"
#include "engine/picture/text.hpp"

namespace kith::picture {
namespace {

constexpr double margin = 8, legend_gap = 24, legend_width = 196;

struct Projection {
    Bounds bounds;
    double pixels = 1;  // a metre
    double left = 0, top = 0;
    Point operator()(double x, double y) const { return {left + (x - bounds.left) * pixels, top + (bounds.top - y) * pixels}; }
};

void read_marks(const privacy::View& view, const Projection& to_pixels, Base& out) {
    const auto assets = view.segment("assets"), positions = view.segment("assets.positions");
    const auto* points = positions ? positions->find("point") : nullptr;
    if (!assets) return;
    const auto* classes = assets->find("class");
    const auto* status = assets->find("status");
    for (std::size_t row = 0; row < view.assets(); ++row) {
        const bool said = status && status->known(row);
        if (said && status->i32()[row] == static_cast<std::int32_t>(column::AssetStatus::closed)) continue;
        if (!points || !points->known(row)) {
            ++out.marks_without_place;
            continue;
        }
        const Point at = to_pixels(points->xy()[2 * row], points->xy()[2 * row + 1]);
        if (at.x < 0 || at.y < 0 || at.x > out.width || at.y > out.height) continue;
        const bool potential = said && status->i32()[row] == static_cast<std::int32_t>(column::AssetStatus::potential);
        out.marks.push_back({at, classes && classes->known(row) ? classes->i32()[row] : -1, potential});
    }
}

Bounds bounds_of_assets(const privacy::View& view) {
    const auto positions = view.segment("assets.positions");
    const auto* points = positions ? positions->find("point") : nullptr;
    Bounds out;
    for (std::size_t row = 0; points && row < points->rows(); ++row)
        if (points->known(row)) out.add(points->xy()[2 * row], points->xy()[2 * row + 1]);
    return out;
}

/// The backdrop alone, painted as in every other picture.
Behind behind_of(const privacy::View& view, const Base& base, const Bounds& bounds, bool over_classes, std::string& credit) {
    Scene scene;
    scene.bounds = bounds;
    add_backdrop(scene, view, {}, over_classes);
    if (scene.backdrop_areas.empty() && scene.backdrop_lines.empty()) return {};
    Behind out;
    const Frame frame{{0, 0, base.width, base.height}, {(bounds.left + bounds.right) / 2, (bounds.bottom + bounds.top) / 2}, base.metres_per_pixel};
    paint(scene, frame, {}, out.records);
    if (!scene.legends.empty()) out.legend = std::move(scene.legends.back());
    credit = scene.attribution;
    return out;
}

/// Streets lie over the fill of areas and under their borders.
void draw_behind(const Behind& behind, std::vector<Record>& records) {
    if (behind.records.empty()) return;
    std::vector<Record> borders;
    for (Record& record : records) {
        auto* area = std::get_if<Shape>(&record);
        if (!area) continue;
        borders.emplace_back(Shape{area->rings, true, {}, area->line, ""});
        area->line = {};
    }
    records.insert(records.end(), behind.records.begin(), behind.records.end());
    std::move(borders.begin(), borders.end(), std::back_inserter(records));
}

void draw_areas(const Base& base, const MapSpec& spec, const Classes& classes, std::span<const Fill> fills, std::vector<Record>& records) {
    // Largest first, so that an area inside another (overlapping layers) is not hidden under it.
    std::vector<std::size_t> order(base.areas.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return base.insides[a].width > base.insides[b].width; });
    for (const std::size_t area : order) {
        Shape shape{base.areas[area], true, {}, {Colour{255, 255, 255}, 0.7}, base.names[area]};
        if (spec.values.empty()) {
            shape.fill = {Colour{0xF1, 0xEE, 0xE6}, Hatch::none, Hatch::band_0};
            shape.line.colour = Colour{0xA8, 0xA4, 0x9A};
        } else {
            const AreaValue& value = spec.values[area];
            shape.fill = fill_of(value, classes, fills);
            if (shape.fill.hatch != Hatch::none) shape.line.colour = hairline;
            constexpr std::array<std::string_view, 6> words{"", "at least ", "at most ", "no data", "not asked", "suppressed"};
            shape.title += ": " + std::string(words[static_cast<std::size_t>(value.kind)]);
            if (value.kind <= ValueKind::at_most) shape.title += number_text(value.value) + (spec.unit.empty() ? "" : " " + spec.unit);
        }
        records.emplace_back(std::move(shape));
    }
}

void draw_marks(const Base& base, std::vector<Record>& records) {
    const double size = base.marks.size() > 400 ? 5 : 8;
    for (const AssetMark& mark : base.marks) {
        if (mark.asset_class < 0) {
            records.emplace_back(Symbol{Mark::circle, mark.at, size * 0.7, {panel, Hatch::none, Hatch::none}, {secondary, 1}});
            continue;
        }
        const AssetStyle& style = style_of(static_cast<column::AssetClass>(mark.asset_class));
        const Fill fill = mark.potential ? Fill{} : Fill{style.colour, Hatch::none, Hatch::none};
        records.emplace_back(Symbol{style.mark, mark.at, size, fill, mark.potential ? Line{style.colour, 1.2} : Line{panel, 0.6}});
    }
}

double draw_mark_legend(const Base& base, Point at, std::vector<Record>& records) {
    std::array<std::int64_t, 7> counts{};
    bool potential = false;
    for (const AssetMark& mark : base.marks) {
        ++counts[mark.asset_class < 0 ? 6 : static_cast<std::size_t>(mark.asset_class)];
        potential = potential || mark.potential;
    }
    double y = at.y + 11;
    records.emplace_back(Text{{at.x, y}, "Assets drawn", 11, Anchor::start, ink, true, false});
    y += 19;
    const auto row = [&](Symbol symbol, std::string label, std::string count) {
        symbol.at = {at.x + 7, y - 4};
        records.emplace_back(symbol);
        records.emplace_back(Text{{at.x + 22, y}, std::move(label), 11, Anchor::start, ink, false, false});
        records.emplace_back(Text{{at.x + legend_width, y}, std::move(count), 11, Anchor::end, secondary, false, false});
        y += 18;
    };
    for (std::size_t i = 0; i < 6; ++i) {
        const AssetStyle& style = style_of(static_cast<column::AssetClass>(i));
        if (counts[i] > 0) row({style.mark, {}, 10, {style.colour, Hatch::none, Hatch::none}, {}}, std::string(style.title), base::grouped(counts[i]));
    }
    if (counts[6] > 0) row({Mark::circle, {}, 7, {panel, Hatch::none, Hatch::none}, {secondary, 1}}, "Kind not recorded", base::grouped(counts[6]));
    if (potential) row({Mark::square, {}, 9, {}, {secondary, 1.2}}, "outline: could be, is not yet", "");
    return y - at.y;
}

void draw_scale_and_north(const Base& base, Point at, std::vector<Record>& records) {
    const double metres = round_length(base.metres_per_pixel * 110);
    const double length = metres / base.metres_per_pixel;
    const std::string label = metres >= 1000 ? number_text(metres / 1000, 0) + " km" : number_text(metres, metres < 1 ? 1 : 0) + " m";
    const Line line{secondary, 1};
    records.emplace_back(Shape{{{{at.x, at.y - 5}, {at.x, at.y}, {at.x + length, at.y}, {at.x + length, at.y - 5}}}, false, {}, line, ""});
    records.emplace_back(Text{{at.x + length + 6, at.y + 1}, label, 10, Anchor::start, secondary, false, false});
    const double x = at.x + legend_width - 8;
    records.emplace_back(Shape{{{{x, at.y - 16}, {x + 5, at.y}, {x, at.y - 4}, {x - 5, at.y}}}, true, {secondary, Hatch::none, Hatch::none}, {}, ""});
    records.emplace_back(Text{{x, at.y - 20}, "N", 10, Anchor::middle, secondary, false, false});
}

/// "Map of 12 areas. 345 values from 0 to 4,321; highest in X (12), Y (11), Z (9); 3 areas without data."
std::string description_of(const Base& base, const MapSpec& spec) {
    const auto count = static_cast<std::int64_t>(base.areas.size());
    std::string out = base.layer.empty() ? "A map without areas." : "A map of " + base::counted(count, "area") + ".";
    std::vector<std::size_t> known;
    for (std::size_t i = 0; i < spec.values.size(); ++i)
        if (spec.values[i].kind <= ValueKind::at_most) known.push_back(i);
    if (!known.empty()) {
        std::stable_sort(known.begin(), known.end(), [&](std::size_t a, std::size_t b) { return spec.values[a].value > spec.values[b].value; });
        out += " " + spec.legend_title + ": from " + number_text(spec.values[known.back()].value) + " to " + number_text(spec.values[known.front()].value) + "; the most in ";
        for (std::size_t i = 0; i < std::min<std::size_t>(3, known.size()); ++i)
            out += (i > 0 ? ", " : "") + base.names[known[i]] + " (" + number_text(spec.values[known[i]].value) + ")";
        out += ".";
    }
    if (!spec.values.empty() && known.size() < spec.values.size())
        out += " Nothing is known for " + base::counted(count - static_cast<std::int64_t>(known.size()), "area") + ".";
    if (spec.marks && base.marks.size() > most_marks)
        out += " " + base::grouped(static_cast<std::int64_t>(base.marks.size())) + " assets are too many to draw one by one here.";
    else if (spec.marks && !base.marks.empty())
        out += " " + base::counted(static_cast<std::int64_t>(base.marks.size()), "asset") + " drawn by class.";
    return out;
}

base::Result<Classes> classes_for(const MapSpec& spec) {
    std::vector<double> known;
    for (const AreaValue& value : spec.values)
        if (value.kind <= ValueKind::at_most) known.push_back(value.value);
    if (known.empty()) return Classes{};
    if (!spec.classes) return default_classes(known, spec.class_count);
    Classes out = *spec.classes;
    out.counts.assign(out.size(), 0);
    for (const double value : known) ++out.counts[class_of(out, value)];
    return out;
}

}  // namespace

base::Result<Base> base_of(const privacy::View& view, std::string_view layer, double width, double most_height) {
    const auto geometry = layer.empty() ? nullptr : view.segment("areas." + std::string(layer) + ".geometry");
    const Coverage coverage = geometry ? coverage_of(*geometry) : Coverage{};
    const Bounds bounds = layer.empty() ? bounds_of_assets(view) : bounds_of(coverage);
    if (bounds.empty || !(bounds.width() > 0) || !(bounds.height() > 0))
        return base::not_found(layer.empty() ? "Nobody has said yet where any asset is, so there is no map of them." : "The area layer \"" + std::string(layer) + "\" has no shapes to draw.");
    Base out;
    out.layer = layer;
    const double inner = width - 2 * margin;
    const double pixels = std::min(inner / bounds.width(), (most_height - 2 * margin) / bounds.height());
    out.metres_per_pixel = 1 / pixels;
    out.width = width;
    out.height = bounds.height() * pixels + 2 * margin;
    const Projection to_pixels{bounds, pixels, margin + (inner - bounds.width() * pixels) / 2, margin};
    out.areas = simplified(coverage, out.metres_per_pixel / 3);
    for (std::size_t area = 0; area < out.areas.size(); ++area) {
        for (Ring& ring : out.areas[area])
            for (Point& point : ring) point = to_pixels(point.x, point.y);
        out.insides.push_back(inside_of(out.areas[area]));
        out.names.push_back(view.label(base::EntityKind::area, area, layer));
    }
    read_marks(view, to_pixels, out);
    out.behind = behind_of(view, out, bounds, false, out.credit);
    out.behind_classes = behind_of(view, out, bounds, true, out.credit);
    return out;
}

base::Result<Drawing> map_of(const Base& base, const MapSpec& spec) {
    if (!spec.values.empty() && spec.values.size() != base.areas.size())
        return base::misuse("A map needs one value for each area: " + std::to_string(base.areas.size()) + ", not " + std::to_string(spec.values.size()) + ".");
    auto classes = classes_for(spec);
    if (!classes) return classes.error();
    auto colours = palette(spec.palette, std::max(1, static_cast<int>(classes->size())));
    if (!colours) return colours.error();
    const auto fills = class_fills(*colours);
    Drawing out{spec.id, base.width + legend_gap + legend_width, base.height, spec.title, description_of(base, spec), {}};
    draw_areas(base, spec, *classes, fills, out.records);
    const Behind& behind = spec.values.empty() ? base.behind : base.behind_classes;
    draw_behind(behind, out.records);
    const bool marked = spec.marks && !base.marks.empty() && base.marks.size() <= most_marks;
    if (marked) draw_marks(base, out.records);
    if (spec.names) {
        std::vector<LabelWish> wishes;
        for (std::size_t i = 0; i < base.areas.size(); ++i)
            wishes.push_back({base.insides[i].at, base.names[i], base.insides[i].width, base.insides[i].width, 0, 0, false});
        for (Text& text : placed(wishes, 10, {{0, 0, base.width, base.height}})) out.records.emplace_back(std::move(text));
    }
    Point at{base.width + legend_gap, margin};
    if (!spec.values.empty()) at.y += draw(legend_of(spec.legend_title, *classes, fills, spec.values), at, legend_width, out.records) + 16;
    if (marked) at.y += draw_mark_legend(base, at, out.records) + 8;
    if (!behind.legend.entries.empty()) at.y += draw(behind.legend, at, legend_width, out.records) + 8;
    out.height = std::max(out.height, at.y + 44);
    draw_scale_and_north(base, {at.x, out.height - margin}, out.records);
    if (!base.credit.empty()) out.height += draw_words(base.credit + ".", {margin, out.height + 8}, out.width - 2 * margin, 10, secondary, false, out.records);
    return out;
}

}  // namespace kith::picture
