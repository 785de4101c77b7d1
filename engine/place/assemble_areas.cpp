#include <algorithm>
#include <numeric>

#include "engine/base/text.hpp"
#include "engine/geo/contiguity.hpp"
#include "engine/geo/rings.hpp"
#include "engine/place/assemble.hpp"

namespace kith::place {
namespace {

using column::Column;
using column::State;

constexpr std::string_view indicator_prefix = "indicator/";

/// Geometry of the kept rows only, when some were merged away.
base::Status keep_geometry(Assembly& assembly, const LayerBlock& layer, std::span<const std::int32_t> rows) {
    const column::SegmentPtr& table = layer.block.table;
    column::SegmentBuilder builder("areas." + layer.as + ".geometry");
    const auto whole = geo::geometry_of(*table);
    if (!whole) return whole.error();
    if (static_cast<std::int32_t>(rows.size()) == whole->areas()) {
        for (const char* key : {"area_polygons", "polygon_rings", "ring_points", "points"}) builder.add_column(table, *table->find(key));
        return assembly.keep(std::move(builder));
    }
    std::vector<std::int64_t> polygons{0}, rings{0}, points{0};
    std::vector<double> xy;
    for (const std::int32_t area : rows) {
        const auto a = static_cast<std::size_t>(area);
        for (auto polygon = whole->area_polygons[a]; polygon < whole->area_polygons[a + 1]; ++polygon) {
            const auto p = static_cast<std::size_t>(polygon);
            for (auto ring = whole->polygon_rings[p]; ring < whole->polygon_rings[p + 1]; ++ring) {
                const auto part = whole->ring(ring);
                xy.insert(xy.end(), part.begin(), part.end());
                points.push_back(static_cast<std::int64_t>(xy.size() / 2));
            }
            rings.push_back(static_cast<std::int64_t>(points.size()) - 1);
        }
        polygons.push_back(static_cast<std::int64_t>(rings.size()) - 1);
    }
    builder.add_i64("area_polygons", std::move(polygons)).add_i64("polygon_rings", std::move(rings)).add_i64("ring_points", std::move(points));
    builder.add_points("points", std::move(xy));
    return assembly.keep(std::move(builder));
}

/// For each area the row of the join's table, or -1; rows that match no area and areas without a row are said.
std::vector<std::int32_t> match(const LayerTable& table, const JoinBlock& join) {
    std::vector<std::int32_t> row_of(static_cast<std::size_t>(table.codes.size()), base::no_row);
    const Column& code = *join.table->find("code");
    std::int64_t strangers = 0;
    std::string example;
    for (std::size_t row = 0; row < code.rows(); ++row) {
        const std::int32_t area = table.codes.find(code.text(row));
        if (area < 0) {
            if (strangers++ == 0) example = code.text(row);
        } else if (row_of[static_cast<std::size_t>(area)] < 0) {
            row_of[static_cast<std::size_t>(area)] = static_cast<std::int32_t>(row);
        }
    }
    const auto without = std::count(row_of.begin(), row_of.end(), base::no_row);
    column::SourceReport& report = *join.report;
    if (strangers > 0)
        report.note_many({report.file, 0, "", example, "join_without_area",
                          base::counted(strangers, "code") + " of this table (such as " + example + ") " + (strangers == 1 ? "is" : "are") + " in no area of layer " +
                              table.as + "; they stay out of it. Check that both have the same vintage.",
                          without > 0 ? column::Severity::problem : column::Severity::note}, strangers);
    if (without > 0)
        report.note_many({report.file, 0, "", "", "area_without_join",
                          base::counted(without, "area") + " of layer " + table.as + " " + (without == 1 ? "has" : "have") +
                              " no row in this table; the values stay unstated, not zero.", column::Severity::problem}, without);
    return row_of;
}

struct Indicators {
    std::vector<std::string> names, sources;
    std::vector<std::int32_t> methods;
    bool population = false;
};

column::Method method_of(const std::map<std::string, column::Method>& methods, const std::string& name) {
    const auto at = methods.find(name);
    return at == methods.end() ? column::Method::measured : at->second;
}

void add_indicator(column::SegmentBuilder& builder, Indicators& said, const Column& c, std::span<const std::int32_t> rows, const std::string& name,
                   column::Method method, const std::string& source) {
    if (std::find(said.names.begin(), said.names.end(), name) != said.names.end()) return;  // the first that brings it stands
    builder.add_rows(c, rows, State::unstated, name);
    said.names.push_back(name);
    said.methods.push_back(static_cast<std::int32_t>(method));
    said.sources.push_back(source);
    said.population = said.population || name == "population";
}

base::Status keep_core(Assembly& assembly, const LayerBlock& layer, const LayerTable& table, const std::vector<std::int32_t>& rows) {
    const column::SegmentPtr& read = layer.block.table;
    column::SegmentBuilder builder("areas." + layer.as);
    add_keys(builder, base::EntityKind::area, "areas." + layer.as, table.codes);
    std::vector<std::int32_t> codes(rows.size());
    std::iota(codes.begin(), codes.end(), 0);
    builder.add_text("code", std::move(codes), table.codes);
    for (const char* key : {"name", "km2", "source_row"})
        if (const Column* c = read->find(key)) builder.add_rows(*c, rows);

    Indicators said;
    for (const Column& c : read->columns()) {
        if (!c.key().starts_with(indicator_prefix)) continue;
        const std::string name(c.key().substr(indicator_prefix.size()));
        add_indicator(builder, said, c, rows, name, method_of(layer.methods, name), layer.block.report->file);
    }
    for (const JoinBlock& join : layer.joins) {
        const std::vector<std::int32_t> joined = match(table, join);
        for (const Column& c : join.table->columns()) {
            if (!c.key().starts_with(indicator_prefix)) continue;
            const std::string name(c.key().substr(indicator_prefix.size()));
            add_indicator(builder, said, c, joined, name, method_of(join.methods, name), join.report->file);
        }
    }
    if (!said.population)
        builder.add_f64("population", std::vector<double>(rows.size(), 0.0), column::States(rows.size(), static_cast<std::uint8_t>(State::unstated)));
    if (auto s = assembly.keep(std::move(builder)); !s) return s;
    column::SegmentBuilder methods("areas." + layer.as + ".methods");
    methods.add_strings("name", said.names).add_i32("method", std::move(said.methods)).add_strings("source", said.sources);
    return assembly.keep(std::move(methods));
}

void say_borders(Assembly& assembly, const LayerBlock& layer, const geo::Contiguity& found) {
    std::string said = "Layer " + layer.as + ": " + base::counted(static_cast<std::int64_t>(found.queen.targets.size()) / 2, "pair") +
                       " of areas share a border point, " + base::grouped(static_cast<std::int64_t>(found.rook.targets.size()) / 2) + " a stretch of border";
    if (found.snapped_vertices > 0)
        said += "; " + base::counted(found.snapped_vertices, "border point") + " within 1 cm of a neighbour's counted as the same point";
    if (layer.gap_metres > 0)
        said += "; " + base::counted(found.queen_by_gap, "pair") + " only because gaps were bridged as the recipe asks (gap_metres)";
    assembly.remarks.push_back(said + ".");
}

}  // namespace

base::Status assemble_areas(Assembly& assembly, const LayerBlock& layer) {
    LayerTable table{layer.as, layer.role, layer.vintage, layer.partition, layer.primary, {}, nullptr};
    const std::vector<std::int32_t> rows = first_of_each(layer.block, "code", table.codes, false);
    if (auto s = keep_geometry(assembly, layer, rows); !s) return s;
    table.geometry = assembly.segments.back();
    if (auto s = keep_core(assembly, layer, table, rows); !s) return s;

    const auto geometry = geo::geometry_of(*table.geometry);
    if (!geometry) return geometry.error();
    auto found = geo::contiguity(*geometry, base::Metres{0.01}, base::Metres{layer.gap_metres});
    if (!found) return found.error();
    say_borders(assembly, layer, *found);
    column::SegmentBuilder borders("areas." + layer.as + ".borders");
    borders.add_i64("queen_offsets", std::move(found->queen.offsets)).add_i32("queen", std::move(found->queen.targets));
    borders.add_i64("rook_offsets", std::move(found->rook.offsets)).add_i32("rook", std::move(found->rook.targets));
    if (auto s = assembly.keep(std::move(borders)); !s) return s;
    assembly.layers.push_back(std::move(table));
    return {};
}

}  // namespace kith::place
