#include "engine/picture/walk.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "engine/base/text.hpp"
#include "engine/column/builder.hpp"
#include "engine/base/chained.hpp"
#include "engine/picture/backdrop.hpp"
#include "engine/picture/mark_layers.hpp"
#include "engine/privacy/on_foot.hpp"

namespace kith::picture {
namespace {

constexpr std::size_t bands = walk_minutes.size();
constexpr std::size_t every_asset = 100'000;
constexpr std::string_view walk_layer = "on foot", start_layer = "where it begins", clear_layer = "clear ground around where it begins";
constexpr double clear_width = 9;  // of the ground under the ring, so that it stands out among thick ways
constexpr double ring_metres = 20;
constexpr int ring_sides = 24;

double metres_of(std::size_t band) { return walk_minutes[band] * privacy::metres_a_minute; }

base::Result<PathLayer> layer_of(std::string_view name, const std::vector<double>& parts, std::uint16_t style) {
    base::Lines lines = base::chained(parts);
    const auto paths = static_cast<std::int64_t>(lines.path_points.size()) - 1;
    // Of the look that never stays away from afar.
    column::SegmentBuilder builder{std::string(name)};
    builder.add_i32("look", {static_cast<std::int32_t>(BackdropLook::main_road)}).add_i64("line_paths", {0, paths});
    builder.add_i64("path_points", std::move(lines.path_points)).add_points("points", std::move(lines.xy));
    auto segment = std::move(builder).finish(column::heap_memory);
    if (!segment) return segment.error();
    PathLayer layer{std::string(name), *segment, {}};
    layer.styles.fill(style);
    return layer;
}

/// Where it begins, ringed: a point of the map has no mark of its own.
std::vector<double> ring_round(const Point& middle) {
    std::vector<double> parts;
    const auto corner = [&](int side) {
        const double angle = 2 * std::numbers::pi * (side % ring_sides) / ring_sides;
        return std::pair(middle.x + ring_metres * std::cos(angle), middle.y + ring_metres * std::sin(angle));
    };
    for (int side = 0; side < ring_sides; ++side) {
        const auto [x, y] = corner(side);
        const auto [to_x, to_y] = corner(side + 1);
        parts.insert(parts.end(), {x, y, to_x, to_y});
    }
    return parts;
}

void credit_ways(Scene& scene, const column::Segment& walking) {
    const column::Column* credit = walking.find("credit");
    if (credit == nullptr || credit->rows() == 0 || !credit->known(0) || scene.attribution.find(credit->text(0)) != std::string::npos)
        return;
    scene.attribution += (scene.attribution.empty() ? "" : ". ") + std::string(credit->text(0));
}

Legend legend_of_walk(const privacy::View& view, const Walk& walk, Theme theme) {
    const auto within = within_walk(view, walk);
    Legend legend{std::string(walk_legend) + walk.words};
    std::size_t assets = 0;
    for (std::size_t band = 0; band < bands; ++band) {
        assets += within[band].size();
        LegendEntry entry{{}, walk_line(band, theme),
            "up to " + std::to_string(walk_minutes[band]) + " minutes: " + base::counted(static_cast<std::int64_t>(assets), "asset"), -1};
        entry.is_line = true;
        legend.entries.push_back(std::move(entry));
    }
    return legend;
}

}  // namespace

Line walk_line(std::size_t band, Theme theme) {
    static constexpr std::array<std::array<Colour, bands>, theme_count - 1> colours{{
        {{{0x4A, 0x14, 0x86}, {0x80, 0x5C, 0xB5}, {0x94, 0x78, 0xC0}}},
        {{{0xEF, 0xE4, 0xFF}, {0xB9, 0x9C, 0xE8}, {0x8E, 0x74, 0xBC}}},
        {{{0xFF, 0xFF, 0xFF}, {0xFF, 0xFF, 0xFF}, {0xFF, 0xFF, 0xFF}}},
    }};
    constexpr std::array<double, bands> widths{3, 1.8, 1.1};
    if (theme == Theme::black_and_white) return {Colour{0, 0, 0}, band == 0 ? 3.2 : 1.4, band + 1 == bands ? Dash::dotted : Dash::solid};
    return {colours[static_cast<std::size_t>(theme)][band], widths[band]};
}

std::array<std::vector<std::int32_t>, bands> within_walk(const privacy::View& view, const Walk& walk) {
    std::array<std::vector<std::int32_t>, bands> out;
    for (const privacy::OnFoot& one :
        privacy::near_on_foot(view, walk.from.x, walk.from.y, base::Metres{metres_of(bands - 1)}, every_asset)) {
        std::size_t band = 0;
        while (band + 1 < bands && one.metres > metres_of(band)) ++band;
        out[band].push_back(one.asset);
    }
    return out;
}

base::Status add_walk(Scene& scene, const privacy::View& view, const Walk& walk) {
    const auto walking = view.segment("walking");
    if (walking == nullptr)
        return base::not_found(
            "The ways that can be walked are not on record here: name an OpenStreetMap file under [walking] in the recipe.");
    std::array<double, bands> within{};
    for (std::size_t band = 0; band < bands; ++band) within[band] = metres_of(band);
    const auto reached = privacy::ways_on_foot(view, walk.from.x, walk.from.y, within);
    if (!reached) return reached.error();
    if (reached->back().empty()) return base::not_found("No way that is on record is within 250 m of " + walk.words + ".");
    const auto add = [&](std::string_view name, const std::vector<double>& parts, const Line& line) -> base::Status {
        if (parts.empty()) return {};
        auto layer = layer_of(name, parts, style_index(scene.area_styles, AreaStyle{{}, line}));
        if (!layer) return layer.error();
        scene.backdrop_lines.push_back(std::move(*layer));
        return {};
    };
    for (std::size_t band = bands; band-- > 0;)  // what is near lies over what is far
        if (auto s = add(walk_layer, (*reached)[band], walk_line(band, scene.theme)); !s) return s;
    if (auto s = add(clear_layer, ring_round(walk.from), Line{roles_of(scene.theme).ground, clear_width}); !s) return s;
    if (auto s = add(start_layer, ring_round(walk.from), walk_line(0, scene.theme)); !s) return s;
    scene.labels.push_back({static_cast<float>(walk.from.x - scene.origin.x), static_cast<float>(walk.from.y - scene.origin.y), 0, 1e9f,
        LabelKind::mark, -1, walk.words});
    scene.legends.insert(scene.legends.begin(), legend_of_walk(view, walk, scene.theme));
    scene.method += (scene.method.empty() ? "" : ". ") +
                    std::string("On foot: along the ways that are on record, at 80 metres a minute; slower walkers need longer");
    credit_ways(scene, *walking);
    return {};
}

Bounds walk_bounds(const Scene& scene) {
    Bounds out;
    for (const PathLayer& layer : scene.backdrop_lines) {
        if (layer.as != walk_layer) continue;
        const Paths paths = paths_of(*layer.lines);
        for (std::size_t i = 0; i + 1 < paths.xy.size(); i += 2) out.add(paths.xy[i], paths.xy[i + 1]);
    }
    return out;
}

}  // namespace kith::picture
