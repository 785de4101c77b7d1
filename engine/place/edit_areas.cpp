#include "engine/place/edit_areas.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "engine/column/terms.hpp"
#include "engine/column/validate.hpp"
#include "engine/geo/rings.hpp"

namespace kith::place {
namespace {

using column::SegmentPtr;
using column::State;

struct Drawn {
    std::string as, code, name;
    Outline outline;
};

base::Error not_drawn() { return base::misuse("Only areas that were drawn by hand are added or removed here; the others come from their files."); }

base::Result<Drawn> drawn_of(const Edit& edit) {
    Drawn drawn;
    for (const Cell& cell : edit.record) {
        const std::size_t slash = cell.field.find('/');
        if (!cell.field.starts_with("areas.") || slash == std::string::npos) return not_drawn();
        drawn.as = cell.field.substr(6, slash - 6);
        const std::string_view column = std::string_view(cell.field).substr(slash + 1);
        const auto* text = std::get_if<std::string>(&cell.value);
        const auto* outline = std::get_if<Outline>(&cell.value);
        if (column == "code" && text != nullptr) drawn.code = *text;
        else if (column == "name" && text != nullptr) drawn.name = *text;
        else if (column == "outline" && outline != nullptr) drawn.outline = *outline;
        else if (column == "outline" || column == "code") return not_drawn();
    }
    if (drawn.as.empty() || drawn.code.empty() || drawn.outline.size() < 3) return base::misuse("An area needs an outline of three points or more.");
    for (const Point& point : drawn.outline)
        if (!std::isfinite(point.x) || !std::isfinite(point.y)) return base::misuse("An area's outline has a point that is nowhere.");
    if (!column::valid_utf8(drawn.as) || !column::valid_utf8(drawn.code) || !column::valid_utf8(drawn.name)) return base::bad_input("An area's name is no readable text (UTF-8); nothing was changed.");
    if (edit.subject != base::key_for(base::EntityKind::area, "areas." + drawn.as, drawn.code)) return base::bad_input("The edit is not about the area that it holds.");
    return drawn;
}

/// Row of the layer in `area_layers`, or -1.
std::int32_t layer_row(const Revision& revision, std::string_view as) {
    const column::Column* names = revision.column("area_layers", "as");
    for (std::size_t row = 0; names != nullptr && row < names->rows(); ++row)
        if (names->text(row) == as) return static_cast<std::int32_t>(row);
    return base::no_row;
}

bool by_hand(const Revision& revision, std::int32_t layer) {
    return revision.column("area_layers", "role")->i32()[static_cast<std::size_t>(layer)] == static_cast<std::int32_t>(column::LayerRole::drawn);
}

double km2_of(const Outline& outline) {
    double doubled = 0;
    for (std::size_t i = 0; i < outline.size(); ++i) {
        const Point &a = outline[i], &b = outline[(i + 1) % outline.size()], &o = outline.front();
        doubled += (a.x - o.x) * (b.y - o.y) - (b.x - o.x) * (a.y - o.y);
    }
    return std::abs(doubled) / 2 / 1e6;
}

SegmentPtr empty_core(const std::string& key, const column::Allocator& allocate) {
    column::SegmentBuilder builder(key);
    builder.add_i64("key_high", {}).add_i64("key_low", {}).add_text("code", {}, {}).add_text("name", {}, {}).add_f64("km2", {});
    builder.add_i64("source_row", {}).add_f64("population", {});
    auto made = std::move(builder).finish(allocate);
    return made ? *made : nullptr;
}

/// The layer's rows with one more at the end.
base::Result<SegmentPtr> with_row(const SegmentPtr& core, const Drawn& drawn, const base::EntityKey& key, const column::Allocator& allocate) {
    const std::size_t rows = core->columns()[0].rows();
    std::vector<std::int32_t> choice(rows + 1, base::no_row);
    for (std::size_t i = 0; i < rows; ++i) choice[i] = static_cast<std::int32_t>(i);
    column::SegmentBuilder wide{std::string(core->key())};
    for (const auto& c : core->columns()) wide.add_rows(c, choice);
    auto widened = std::move(wide).finish(allocate);
    if (!widened) return widened;
    const std::vector<std::pair<std::string_view, Value>> cells{
        {"key_high", static_cast<std::int64_t>(key.high)}, {"key_low", static_cast<std::int64_t>(key.low)}, {"code", drawn.code},
        {"name", drawn.name.empty() ? Value(Missing{}) : Value(drawn.name)}, {"km2", km2_of(drawn.outline)}, {"source_row", std::int64_t{-1}}};
    column::SegmentBuilder builder{std::string(core->key())};
    for (const auto& c : (*widened)->columns()) {
        ColumnEditor editor(c);
        for (const auto& [column, value] : cells)
            if (c.key() == column)
                if (base::Status s = editor.set(rows, value); !s) return s.error();
        std::move(editor).add_to(builder);
    }
    return std::move(builder).finish(allocate);
}

/// Outlines of all areas but `left_out`, and then `added`.
base::Result<SegmentPtr> geometry(const Revision& revision, const std::string& as, std::int32_t left_out, const Outline* added, const column::Allocator& allocate) {
    std::vector<std::int64_t> polygons{0}, rings{0}, points{0};
    std::vector<double> xy;
    const std::string key = "areas." + as + ".geometry";
    if (const SegmentPtr& old = revision.segment(key); old != nullptr) {
        const auto whole = geo::geometry_of(*old);
        if (!whole) return whole.error();
        for (std::int32_t area = 0; area < whole->areas(); ++area) {
            if (area == left_out) continue;
            for (auto p = whole->area_polygons[static_cast<std::size_t>(area)]; p < whole->area_polygons[static_cast<std::size_t>(area) + 1]; ++p) {
                for (auto r = whole->polygon_rings[static_cast<std::size_t>(p)]; r < whole->polygon_rings[static_cast<std::size_t>(p) + 1]; ++r) {
                    const auto ring = whole->ring(r);
                    xy.insert(xy.end(), ring.begin(), ring.end());
                    points.push_back(static_cast<std::int64_t>(xy.size() / 2));
                }
                rings.push_back(static_cast<std::int64_t>(points.size()) - 1);
            }
            polygons.push_back(static_cast<std::int64_t>(rings.size()) - 1);
        }
    }
    if (added != nullptr) {
        for (std::size_t i = 0; i <= added->size(); ++i) {
            xy.push_back((*added)[i % added->size()].x);
            xy.push_back((*added)[i % added->size()].y);
        }
        points.push_back(static_cast<std::int64_t>(xy.size() / 2));
        rings.push_back(static_cast<std::int64_t>(points.size()) - 1);
        polygons.push_back(static_cast<std::int64_t>(rings.size()) - 1);
    }
    column::SegmentBuilder builder(key);
    builder.add_i64("area_polygons", std::move(polygons)).add_i64("polygon_rings", std::move(rings)).add_i64("ring_points", std::move(points));
    builder.add_points("points", std::move(xy));
    return std::move(builder).finish(allocate);
}

struct LayerLine {
    std::string as, vintage;
    std::int32_t role = 0;
    bool has_vintage = false, partition = true, primary = false;
    std::int64_t count = 0;
};

std::vector<LayerLine> layers_of(const Revision& revision) {
    std::vector<LayerLine> lines;
    const SegmentPtr& segment = revision.segment("area_layers");
    for (std::size_t row = 0; segment != nullptr && row < segment->columns()[0].rows(); ++row)
        lines.push_back({std::string(segment->find("as")->text(row)), std::string(segment->find("vintage")->text(row)), segment->find("role")->i32()[row],
                         segment->find("vintage")->known(row), segment->find("partition")->booleans()[row] != 0, segment->find("primary")->booleans()[row] != 0,
                         segment->find("count")->i64()[row]});
    return lines;
}

base::Result<SegmentPtr> layers_segment(const Revision& revision, const std::vector<LayerLine>& lines, const column::Allocator& allocate) {
    std::vector<std::string> as, vintage;
    std::vector<std::int32_t> role;
    std::vector<std::uint8_t> partition, primary;
    column::States vintage_states;
    std::vector<std::int64_t> first_node, count;
    auto next = static_cast<std::int64_t>(revision.people() + revision.assets());
    for (const LayerLine& line : lines) {
        as.push_back(line.as);
        role.push_back(line.role);
        vintage.push_back(line.vintage);
        vintage_states.push_back(static_cast<std::uint8_t>(line.has_vintage ? State::known : State::unstated));
        partition.push_back(line.partition ? 1 : 0);
        primary.push_back(line.primary ? 1 : 0);
        first_node.push_back(next);
        count.push_back(line.count);
        next += line.count;
    }
    column::SegmentBuilder builder("area_layers");
    builder.add_strings("as", as).add_i32("role", std::move(role)).add_strings("vintage", vintage, std::move(vintage_states));
    builder.add_booleans("partition", std::move(partition)).add_booleans("primary", std::move(primary));
    builder.add_i64("first_node", std::move(first_node)).add_i64("count", std::move(count));
    return std::move(builder).finish(allocate);
}

base::Result<RevisionPtr> without_layer(const Revision& revision, std::int32_t layer, const column::Allocator& allocate) {
    auto lines = layers_of(revision);
    const std::string as = lines[static_cast<std::size_t>(layer)].as;
    lines.erase(lines.begin() + layer);
    auto table = layers_segment(revision, lines, allocate);
    if (!table) return table.error();
    std::vector<SegmentPtr> kept;
    for (const auto& segment : revision.segments()) {
        const std::string_view key = segment->key();
        const bool of_it = key == "areas." + as || key.starts_with("areas." + as + ".") || key == "people.within." + as || key == "assets.within." + as;
        if (!of_it && key != "area_layers") kept.push_back(segment);
    }
    kept.push_back(std::move(*table));
    return RevisionPtr(std::make_shared<Revision>(std::move(kept)));
}

}  // namespace

base::Result<RevisionPtr> with_area(const Revision& revision, const Edit& edit, const column::Allocator& allocate) {
    const auto drawn = drawn_of(edit);
    if (!drawn) return drawn.error();
    if (revision.find(edit.subject)) return base::bad_input("What the edit would add is here already.");
    const std::int32_t layer = layer_row(revision, drawn->as);
    if (layer >= 0 && !by_hand(revision, layer)) return not_drawn();
    auto lines = layers_of(revision);
    if (layer < 0) lines.push_back({drawn->as, "", static_cast<std::int32_t>(column::LayerRole::drawn), false, false, lines.empty(), 0});
    ++lines[layer < 0 ? lines.size() - 1 : static_cast<std::size_t>(layer)].count;
    const std::string key = "areas." + drawn->as;
    const SegmentPtr core = layer < 0 ? empty_core(key, allocate) : revision.segment(key);
    if (core == nullptr) return base::internal_error("There is no memory for one more layer of areas.");
    std::vector<SegmentPtr> changed;
    const auto keep = [&](base::Result<SegmentPtr> made) {
        if (!made) return base::Status(made.error());
        changed.push_back(std::move(*made));
        return base::Status();
    };
    if (auto s = keep(with_row(core, *drawn, edit.subject, allocate)); !s) return s.error();
    if (auto s = keep(geometry(revision, drawn->as, base::no_row, &drawn->outline, allocate)); !s) return s.error();
    if (auto s = keep(layers_segment(revision, lines, allocate)); !s) return s.error();
    if (layer < 0) {
        column::SegmentBuilder methods(key + ".methods");
        methods.add_text("name", {}, {}).add_i32("method", {}).add_text("source", {}, {});
        if (auto s = keep(std::move(methods).finish(allocate)); !s) return s.error();
    }
    return revision.with(std::move(changed));
}

base::Result<Edit> area_removal(const Revision& revision, const base::EntityKey& subject) {
    const auto row = revision.find(subject);
    if (!row) return base::not_found("The edit is about something that is not in this place (any more).");
    const std::string as(row->table.substr(6));
    if (!by_hand(revision, layer_row(revision, as))) return not_drawn();
    const auto shape = geo::geometry_of(*revision.segment("areas." + as + ".geometry"));
    if (!shape) return shape.error();
    const auto at = static_cast<std::size_t>(row->row);
    if (!shape->has_shape(row->row) || shape->area_polygons[at + 1] - shape->area_polygons[at] != 1 || shape->last_ring(row->row) - shape->first_ring(row->row) != 1)
        return base::misuse("This area is more than one outline, so it cannot be removed here.");
    Outline outline;
    const auto ring = shape->ring(shape->first_ring(row->row));
    for (std::size_t i = 0; i + 2 < ring.size(); i += 2) outline.push_back({ring[i], ring[i + 1]});
    const auto& core = revision.segment(row->table);
    const std::string table(row->table);
    Edit edit;
    edit.operation = Operation::remove;
    edit.subject = subject;
    edit.at = row->row;
    edit.record = {{table + "/code", std::string(core->find("code")->text(at))}};
    if (const auto* name = core->find("name"); name != nullptr && name->known(at)) edit.record.push_back({table + "/name", std::string(name->text(at))});
    edit.record.push_back({table + "/outline", std::move(outline)});
    return edit;
}

base::Result<RevisionPtr> without_area(const Revision& revision, const Edit& edit, const column::Allocator& allocate) {
    const auto now = area_removal(revision, edit.subject);
    if (!now) return now.error();
    if (now->record != edit.record) return base::bad_input("What the edit would remove has changed since; it was not removed.");
    const auto row = revision.find(edit.subject);
    const std::string as(row->table.substr(6)), key(row->table);
    const std::int32_t layer = layer_row(revision, as);
    auto lines = layers_of(revision);
    if (lines[static_cast<std::size_t>(layer)].count == 1) return without_layer(revision, layer, allocate);
    --lines[static_cast<std::size_t>(layer)].count;
    std::vector<std::int32_t> rows;
    for (std::int32_t i = 0; i < static_cast<std::int32_t>(revision.segment(key)->columns()[0].rows()); ++i)
        if (i != row->row) rows.push_back(i);
    column::SegmentBuilder core(key);
    for (const auto& c : revision.segment(key)->columns()) core.add_rows(c, rows);
    auto core_made = std::move(core).finish(allocate);
    if (!core_made) return core_made.error();
    auto shapes = geometry(revision, as, row->row, nullptr, allocate);
    if (!shapes) return shapes.error();
    auto table = layers_segment(revision, lines, allocate);
    if (!table) return table.error();
    return revision.with({std::move(*core_made), std::move(*shapes), std::move(*table)});
}

}  // namespace kith::place
