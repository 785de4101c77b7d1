#include "engine/report/export_layers.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>

#include "engine/base/text.hpp"
#include "engine/column/placed_by.hpp"
#include "engine/report/layer_builder.hpp"

namespace kith::report {
namespace {

using column::Column;
using column::State;
using Ids = std::shared_ptr<const std::vector<std::string>>;

Ids node_ids(const privacy::View& view, std::vector<std::string>& remarks) {
    auto ids = std::make_shared<std::vector<std::string>>(view.people() + view.assets());
    std::unordered_set<std::string> taken;
    std::int64_t changed = 0;
    for (std::size_t node = 0; node < ids->size(); ++node) {
        const bool person = node < view.people();
        const auto kind = person ? base::EntityKind::person : base::EntityKind::asset;
        const std::size_t row = person ? node : node - view.people();
        std::string id = view.source_id(kind, row);
        if (id.empty()) id = person ? view.label(kind, row) : "a place kept private (" + std::to_string(row + 1) + ")";
        std::string free = id;
        if (!person && taken.count(free) != 0) free = "asset/" + id;
        for (int again = 2; !taken.insert(free).second; ++again) free = id + " (" + std::to_string(again) + ")";
        changed += free != id;
        (*ids)[node] = std::move(free);
    }
    if (changed > 0) remarks.push_back(base::counted(changed, "id was", "ids were") + " taken already; what came later has \"asset/\" before it or a number behind it.");
    return ids;
}

LayerColumn id_column(const Ids& ids, std::size_t first) {
    return {"id", CellType::text, [ids, first](const Cell& cell, std::size_t row) { cell.text((*ids)[first + row]); }};
}

/// What was asked about, for each facet that anybody was asked about.
void add_asked(const privacy::View& view, LayerSpec& layer) {
    const Column* asked = column_of(view, "people", "asked");
    for (int f = 0; asked && f < column::facet_count; ++f) {
        const auto facet = static_cast<column::Facet>(f);
        const auto any = [&](std::int32_t packed) { return column::asked_of(packed, facet) != column::Asked::not_asked; };
        if (std::none_of(asked->i32().begin(), asked->i32().end(), any)) continue;
        layer.columns.push_back({"asked_" + std::string(column::facet_words[static_cast<std::size_t>(f)]), CellType::text, [packed = asked->i32(), facet](const Cell& cell, std::size_t row) {
                                     cell.text(column::asked_words[static_cast<std::size_t>(column::asked_of(packed[row], facet))]);
                                 }});
    }
}

LayerSpec people_of(const privacy::View& view, const Ids& ids) {
    LayerBuilder out(view, "people", "People: for the team only", view.people());
    out.exact_dates();
    out.layer().geometry = PointGeometry{column_of(view, "people.positions", "point")};
    out.layer().columns.push_back(id_column(ids, 0));
    out.plain("people.names", "name");
    out.word("people.positions", "placed_by", column::placed_by_words);
    out.word("people", "role", column::role_words);
    out.word("people", "living", column::living_words);
    out.reference("people", "area", primary_segment(view), "code");
    out.reference("people", "household", "households.names", "id");
    add_asked(view, out.layer());
    out.plain("people", "asked_on");
    out.plain("people", "introduce");
    out.word("people", "own_view", column::own_view_words);
    for (const char* one : {"own_view_until", "permission"}) out.plain("people", one);
    out.rest("people.permissions", {"scopes"});
    out.rest("people.gifts", {});
    out.rest("people.attributes", {});
    return std::move(out.layer());
}

LayerSpec assets_of(const privacy::View& view, const Ids& ids) {
    LayerBuilder out(view, "assets", "Assets", view.assets());
    out.exact_dates();
    out.layer().geometry = PointGeometry{column_of(view, "assets.positions", "point")};
    out.layer().columns.push_back(id_column(ids, view.people()));
    out.plain("assets.names", "name");
    out.word("assets.positions", "placed_by", column::placed_by_words);
    out.word("assets", "class", column::asset_class_words);
    out.mask("assets", "secondary", column::asset_class_words);
    out.plain("assets", "subtype");
    out.word("assets", "form", column::form_words);
    out.word("assets", "status", column::asset_status_words);
    out.mask("assets", "stance", column::stance_words);
    out.reference("assets", "area", primary_segment(view), "code");
    out.plain("assets", "online");
    out.word("assets", "sensitivity", column::sensitivity_words);
    out.word("assets", "confirmed_by", column::confirmed_by_words);
    out.plain("assets", "confirmed_on");
    out.plain("assets", "review_by");
    out.rest("assets.details", {});
    return std::move(out.layer());
}

LayerSpec areas_of(const privacy::View& view, const privacy::Layer& area) {
    const std::string segment = "areas." + area.as;
    LayerBuilder out(view, area.primary ? "areas" : "areas_" + area.as, "Areas: " + area.as, area.count);
    out.layer().areas = area.as;
    if (const auto geometry = view.segment(segment + ".geometry")) out.layer().geometry = AreaGeometry{picture::coverage_of(*geometry)};
    out.plain(segment, "code", "id");
    out.rest(segment, {"key_high", "key_low", "code"});
    return std::move(out.layer());
}

/// The same column for some of its rows.
LayerColumn chosen(LayerColumn column, const std::shared_ptr<const std::vector<std::size_t>>& rows) {
    column.write = [write = std::move(column.write), rows](const Cell& cell, std::size_t row) { write(cell, (*rows)[row]); };
    if (column.state) column.state = [state = std::move(column.state), rows](std::size_t row) { return state((*rows)[row]); };
    return column;
}

/// Rows of `ties` that go through the lens; `maybe`, one each, where nobody knows whether they do.
base::Result<std::vector<std::size_t>> through(const privacy::View& view, const privacy::LensSpec& lens, std::size_t ties, std::vector<std::uint8_t>& maybe, base::JobContext& job) {
    const auto topology = view.topology(lens, job);
    if (!topology) return topology.error();
    const auto arcs = (*topology)->find("ties")->i32();
    const auto only_maybe = (*topology)->find("maybe")->booleans();
    std::vector<std::uint8_t> in(ties, 0);
    for (std::size_t arc = 0; arc < arcs.size(); ++arc) in[static_cast<std::size_t>(arcs[arc])] = only_maybe[arc] != 0 ? 2 : 1;
    std::vector<std::size_t> rows;
    for (std::size_t tie = 0; tie < ties; ++tie) {
        if (in[tie] == 0) continue;
        rows.push_back(tie);
        maybe.push_back(in[tie] == 2);
    }
    return rows;
}

LayerColumn end_column(std::string name, const Ids& ids, std::span<const std::int32_t> nodes) {
    return {std::move(name), CellType::text, [ids, nodes](const Cell& cell, std::size_t row) {
                if (nodes[row] < 0) cell.null();
                else cell.text((*ids)[static_cast<std::size_t>(nodes[row])]);
            }};
}

base::Status add_ties(const privacy::View& view, const ExportChoice& choice, ExportLayers& all, base::JobContext& job) {
    const Column *from = column_of(view, "ties", "from"), *to = column_of(view, "ties", "to");
    if (!from || !to) return {};
    LayerBuilder out(view, "ties", "Ties: for the team only", from->rows());
    out.exact_dates();
    out.layer().columns.push_back(end_column("from", all.ids, from->i32()));
    out.layer().columns.push_back(end_column("to", all.ids, to->i32()));
    out.reference("ties", "kind", "tie_kinds", "key");
    out.plain("ties", "paid");
    out.word("ties", "direction", column::direction_words);
    for (const char* one : {"closeness", "strength", "frequency"}) out.plain("ties", one);
    out.mask("ties", "functions", column::help_words);
    out.word("ties", "reported_by", column::reported_by_words);
    for (const char* one : {"since", "until", "last_confirmed", "met_through", "permission", "permission_by", "permission_on", "withdrawn", "withdrawn_on"}) out.plain("ties", one);
    LayerSpec ties = std::move(out.layer());
    std::vector<std::uint8_t> maybe;
    std::vector<std::size_t> rows(from->rows());
    for (std::size_t row = 0; row < rows.size(); ++row) rows[row] = row;
    if (choice.lens) {
        auto in = through(view, *choice.lens, from->rows(), maybe, job);
        if (!in) return in.error();
        rows = std::move(*in);
        if (rows.size() < from->rows())
            all.remarks.push_back(base::counted(static_cast<std::int64_t>(from->rows() - rows.size()), "tie is", "ties are") + " left out: they are not in the lens \"" + choice.lens->as + "\".");
        const auto shared = std::make_shared<const std::vector<std::size_t>>(rows);
        for (LayerColumn& column : ties.columns) column = chosen(std::move(column), shared);
        ties.rows = rows.size();
        ties.columns.push_back({"in_lens", CellType::text, [maybe](const Cell& cell, std::size_t row) { cell.text(maybe[row] != 0 ? "maybe" : "yes"); }});
    }
    for (const std::size_t row : rows) {
        all.from.push_back(from->i32()[row]);
        all.to.push_back(to->i32()[row]);
    }
    all.ties = std::move(ties);
    return {};
}

}  // namespace

base::Result<ExportLayers> export_layers(const privacy::View& view, const ExportChoice& choice, base::JobContext& job) {
    ExportLayers out;
    out.ids = node_ids(view, out.remarks);
    const bool team = view.audience() == privacy::Audience::team;
    if (choice.areas)
        for (const auto& layer : view.layers()) out.areas.push_back(areas_of(view, layer));
    std::stable_partition(out.areas.begin(), out.areas.end(), [](const LayerSpec& layer) { return layer.name == "areas"; });
    if (choice.people && team && view.people() > 0) out.people = people_of(view, out.ids);
    if (choice.assets && view.assets() > 0) out.assets = assets_of(view, out.ids);
    if (choice.ties && team)
        if (auto s = add_ties(view, choice, out, job); !s) return s.error();
    if (!team && view.people_recorded() > 0) out.remarks.push_back("People and ties are left out: this is safe to show. With --audience team they are in it.");
    return out;
}

void add_state_columns(LayerSpec& layer) {
    const std::size_t before = layer.columns.size();
    for (std::size_t i = 0; i < before; ++i) {
        const auto state = layer.columns[i].state;
        bool told = false;
        for (std::size_t row = 0; state && !told && row < layer.rows; ++row) told = state(row) != State::known && state(row) != State::unstated;
        if (!told) continue;
        layer.columns.push_back({layer.columns[i].name + "_state", CellType::text, [state](const Cell& cell, std::size_t row) {
                                     if (state(row) == State::known) cell.null();
                                     else cell.text(column::name_of(state(row)));
                                 }});
    }
}

void add_xy(LayerSpec& layer) {
    const auto* geometry = std::get_if<PointGeometry>(&layer.geometry);
    if (!geometry || !geometry->points) return;
    for (const std::size_t axis : {0u, 1u}) {
        LayerColumn made{axis == 0 ? "x" : "y", CellType::real, [points = geometry->points, axis](const Cell& cell, std::size_t row) {
                             if (points->known(row)) cell.real(points->xy()[2 * row + axis]);
                             else cell.null();
                         }};
        made.state = [points = geometry->points](std::size_t row) { return points->state(row); };
        layer.columns.push_back(std::move(made));
    }
}

std::vector<std::string> credits_of(const privacy::View& view) {
    const Column *source = column_of(view, "assets.details", "source"), *licence = column_of(view, "assets.details", "source_licence");
    std::map<std::pair<std::string, std::string>, std::int64_t> found;
    for (std::size_t row = 0; row < view.assets(); ++row) {
        const std::string_view from = source ? source->text(row) : std::string_view(), under = licence ? licence->text(row) : std::string_view();
        if (!from.empty() || !under.empty()) ++found[{std::string(from), std::string(under)}];
    }
    std::vector<std::string> out;
    constexpr std::size_t most = 50;
    for (const auto& [words, count] : found) {
        if (out.size() == most) {
            out.push_back("and " + base::counted(static_cast<std::int64_t>(found.size() - most), "more source") + ", named with each asset.");
            break;
        }
        out.push_back(base::counted(count, "asset") + ": " + words.first + (words.first.empty() || words.second.empty() ? "" : ", ") + words.second);
    }
    return out;
}

}  // namespace kith::report
