// From what was granted to what is said.
#include "plugins/sdk/run.hpp"
#include "plugins/spatial_statistics/report.hpp"
#include "plugins/spatial_statistics/shapes.hpp"

namespace kith::spatial_statistics {
namespace {

using sdk::Column;
using sdk::Run;

enum class Neighbours : std::uint8_t { queen, rook, nearest, distance, ties };  // as the manifest has the words

std::vector<Point> points_of(const Run& run, const sdk::Layer& layer) {
    const sdk::Segment geometry = run.areas(layer, "geometry");
    if (!geometry["area_polygons"]) return std::vector<Point>(layer.count);
    return centroids(geometry["area_polygons"].i64(), geometry["polygon_rings"].i64(), geometry["ring_points"].i64(), geometry["points"].xy());
}

/// The area of each person in this layer; nothing where somebody may be in several, or nobody is known.
std::optional<std::vector<std::int32_t>> homes(const Run& run, const sdk::Layer& layer) {
    if (!layer.partition || run.people() == 0) return std::nullopt;
    const Column area = layer.primary ? run.find("people", "area") : run.find("people.within." + std::string(layer.as), "area");
    if (!area) return std::nullopt;
    const auto rows = area.i32();
    return std::vector<std::int32_t>(rows.begin(), rows.end());
}

/// Ties between areas; nothing below the gate, and for everybody but the team.
std::optional<Ties> ties_of(const Run& run, const sdk::Layer& layer) {
    const sdk::Segment lens = run.segment("lens.unpaid");
    const auto area = homes(run, layer);
    if (!run.gate_open() || !area || !lens["offsets"]) return std::nullopt;
    const auto role = run.column("people", "role").i32(), asked = run.column("people", "asked").i32();
    std::vector<std::uint8_t> counts;
    for (std::size_t p = 0; p < run.people(); ++p)
        counts.push_back(role[p] == static_cast<std::int32_t>(sdk::Role::participant) && sdk::asked_of(asked[p], sdk::Facet::friends) == sdk::Asked::complete &&
                         sdk::asked_of(asked[p], sdk::Facet::neighbours) == sdk::Asked::complete);
    return count_ties(layer.count, *area, counts, lens["offsets"].i64(), lens["targets"].i32(), lens["maybe"].booleans());
}

/// Weights among areas with a known value, numbered anew. Nearest and distance are asked among these alone.
Weights neighbours_of(const Run& run, const sdk::Layer& layer, std::span<const Point> points, const std::optional<Ties>& ties, std::span<const std::int32_t> rows) {
    const auto kind = static_cast<Neighbours>(run.integer("neighbours"));
    std::vector<Point> known;
    for (const std::int32_t row : rows) known.push_back(points[static_cast<std::size_t>(row)]);
    if (kind == Neighbours::nearest) return nearest(known, static_cast<std::size_t>(run.integer("nearest")));
    if (kind == Neighbours::distance) {
        const double band = run.number("band_metres");
        return within(known, band > 0 ? band : longest_first_step(known));
    }
    if (kind == Neighbours::ties) return ties ? among(tied(layer.count, ties->across), rows) : among(tied(layer.count, {}), rows);
    const sdk::Segment borders = run.areas(layer, "borders");
    const std::string name = kind == Neighbours::rook ? "rook" : "queen";
    if (!borders[name]) return among(tied(layer.count, {}), rows);
    return among(contiguity(borders[name + "_offsets"].i64(), borders[name].i32()), rows);
}

/// Columns of the layers that were not looked at.
void close_other_layers(const Run& run, std::size_t chosen) {
    for (std::size_t i = 0; i < run.layers(); ++i) {
        if (i == chosen) continue;
        const sdk::Layer layer = run.layer(i);
        for (const char* key : area_columns)
            for (std::size_t row = 0; row < layer.count; ++row) run.output(key, layer).not_computable(row, run.reason(key, "other_layer"));
    }
}

sdk::Status column_statistics(const Run& run, const sdk::Layer& layer, std::span<const Point> points, const std::optional<Ties>& ties) {
    const Column column = run.column("chosen.column", "value");
    const auto values = column.f64();
    std::vector<std::uint8_t> known;
    for (std::size_t row = 0; row < layer.count; ++row) known.push_back(column.known(row) ? 1 : 0);
    const Subject subject = subject_of(known, values, [&](std::span<const std::int32_t> rows) { return neighbours_of(run, layer, points, ties, rows); });
    const bool closed = static_cast<Neighbours>(run.integer("neighbours")) == Neighbours::ties && !ties;
    if (closed || subject.rows.size() < least_areas || constant(subject.x)) {
        report_nothing(run, layer, subject, closed ? "no_ties" : subject.rows.size() < least_areas ? "too_few" : "all_the_same");
        if (!closed) find_left_out(run, layer, subject);
        return {};
    }
    FigureSettings settings;
    settings.high_from = static_cast<HighFrom>(run.integer("high_from"));
    settings.high_value = run.number("high_value");
    settings.permutations = static_cast<int>(run.integer("permutations"));
    settings.seed = run.random("permutations").next();
    const Figures figures = figures_of(subject, settings, [&](double fraction) { return run.go_on(0.1 + 0.9 * fraction); });
    if (figures.stopped) return sdk::stopped();
    report_areas(run, layer, subject, figures);
    report_whole(run, figures, settings.permutations);
    find_pattern(run, layer, subject, figures, settings.permutations);
    find_left_out(run, layer, subject);
    return {};
}

sdk::Status spatial_statistics(Run& run) {
    const auto chosen = static_cast<std::size_t>(run.integer("layer"));
    const sdk::Layer layer = run.layer(chosen);
    close_other_layers(run, chosen);
    const std::vector<Point> points = points_of(run, layer);
    const std::optional<Ties> ties = ties_of(run, layer);
    if (!run.go_on(0.05)) return sdk::stopped();
    if (sdk::Status status = column_statistics(run, layer, points, ties); !status) return status;
    if (ties) report_ties(run, layer, *ties, points, run.number("class_metres"));
    return {};
}

}  // namespace
}  // namespace kith::spatial_statistics

KITH_ANALYSIS("kith.spatial_statistics", "0.1.0", kith::spatial_statistics::spatial_statistics);
