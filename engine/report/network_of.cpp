#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "engine/base/text.hpp"
#include "engine/layout/layout.hpp"
#include "engine/picture/style.hpp"
#include "engine/picture/theme.hpp"
#include "engine/report/captured.hpp"
#include "engine/report/layer_builder.hpp"
#include "engine/report/network_file.hpp"

namespace kith::report {
namespace {

/// Names that the formats' own attributes have.
std::set<std::string> own_names() {
    return {"id", "label", "entity", "x", "y", "map_x", "map_y", "colour", "r", "g", "b", "source", "target", "direction", "type", "weight", "graph.parent", "kind.1"};
}

std::string free_name(const std::string& wanted, std::set<std::string>& taken) {
    std::string name = wanted;
    for (int again = 2; !taken.insert(base::lower(name)).second; ++again) name = wanted + "_" + std::to_string(again);
    return name;
}

bool same_kind(CellType a, CellType b) {
    const auto whole = [](CellType t) { return t == CellType::integer || t == CellType::integer64; };
    return a == b || (whole(a) && whole(b));
}

void add_attributes(Network& network) {
    std::set<std::string> taken = own_names();
    const auto add = [&](const std::optional<LayerSpec>& layer, const LayerColumn* NodeAttribute::*which) {
        if (!layer) return;
        for (const LayerColumn& column : layer->columns) {
            if (column.name == "id") continue;
            const auto known = std::find_if(network.node_attributes.begin(), network.node_attributes.end(), [&](const NodeAttribute& a) {
                const LayerColumn* other = a.of_people ? a.of_people : a.of_assets;
                return a.*which == nullptr && other->name == column.name;
            });
            if (known != network.node_attributes.end()) {
                (*known).*which = &column;
                if (!same_kind(known->type, column.type)) known->type = CellType::text;
                continue;
            }
            NodeAttribute made{free_name(column.name, taken), column.type};
            made.*which = &column;
            network.node_attributes.push_back(std::move(made));
        }
    };
    add(network.layers.people, &NodeAttribute::of_people);
    add(network.layers.assets, &NodeAttribute::of_assets);
    taken = own_names();
    if (!network.layers.ties) return;
    for (const LayerColumn& column : network.layers.ties->columns)
        if (column.name != "from" && column.name != "to") network.edge_attributes.push_back({free_name(column.name == "direction" ? "tie_direction" : column.name, taken), &column});
}

std::vector<picture::Colour> colours_of(const privacy::View& view, const Network& network) {
    std::vector<picture::Colour> out;
    const column::Column *roles = column_of(view, "people", "role"), *classes = column_of(view, "assets", "class");
    for (std::size_t row = 0; row < network.people; ++row) {
        const bool alter = roles && roles->i32()[row] == static_cast<std::int32_t>(column::Role::alter);
        out.push_back(alter ? picture::secondary : picture::accent);
    }
    for (std::size_t row = 0; row < network.assets; ++row)
        out.push_back(classes && classes->known(row) && classes->i32()[row] >= 0 ? picture::style_of(static_cast<column::AssetClass>(classes->i32()[row])).colour : picture::hairline);
    return out;
}

/// All say that the first end gives.
bool all_give(const privacy::View& view, const ExportLayers& layers) {
    const auto& columns = layers.ties->columns;
    const auto direction = std::find_if(columns.begin(), columns.end(), [](const LayerColumn& c) { return c.name == "direction"; });
    if (direction == columns.end() || layers.ties->rows == 0 || !column_of(view, "ties", "direction")) return false;
    Captured cell;
    for (std::size_t row = 0; row < layers.ties->rows; ++row)
        if (const auto& one = cell.read(*direction, row); !one.known() || one.text() != "gives") return false;
    return true;
}

}  // namespace

bool Network::place_of(std::size_t node, double (&xy)[2]) const {
    const bool person = node < people;
    const auto& layer = person ? layers.people : layers.assets;
    const auto* points = layer ? std::get<PointGeometry>(layer->geometry).points : nullptr;
    const std::size_t row = person ? node : node - people;
    if (!points || !points->known(row)) return false;
    xy[0] = points->xy()[2 * row];
    xy[1] = points->xy()[2 * row + 1];
    return true;
}

Network network_of(ExportLayers layers, const privacy::View& view) {
    Network out;
    out.layers = std::move(layers);
    out.name = view.place_name();
    out.people = out.layers.people ? out.layers.people->rows : 0;
    out.assets = out.layers.assets ? out.layers.assets->rows : 0;
    out.first_id = out.layers.people ? 0 : view.people();
    for (auto* layer : {&out.layers.people, &out.layers.assets, &out.layers.ties})
        if (*layer) add_state_columns(**layer);
    add_attributes(out);
    out.colours = colours_of(view, out);
    std::int64_t hidden = 0, elsewhere = 0;
    const auto people = static_cast<std::int32_t>(view.people());
    const auto node_of = [&](std::int32_t node) -> std::int32_t {
        if (node < people) return out.people > 0 ? node : -1;
        return out.assets > 0 ? node - people + static_cast<std::int32_t>(out.people) : -1;
    };
    for (std::size_t row = 0; row < out.layers.from.size(); ++row) {
        const std::int32_t from = out.layers.from[row], to = out.layers.to[row];
        if (from < 0 || to < 0) ++hidden;
        else if (node_of(from) < 0 || node_of(to) < 0) ++elsewhere;
        else out.edges.push_back({node_of(from), node_of(to), row});
    }
    if (hidden > 0) out.layers.remarks.push_back(base::counted(hidden, "tie goes", "ties go") + " to a place that is kept private: a network cannot hold a tie with one end, so " + (hidden == 1 ? "it is" : "they are") + " left out.");
    if (elsewhere > 0) out.layers.remarks.push_back(base::counted(elsewhere, "tie ends", "ties end") + " at somebody or something that was not asked for, and " + (elsewhere == 1 ? "is" : "are") + " left out.");
    out.directed = out.layers.ties && all_give(view, out.layers);
    return out;
}

base::Status lay_out(Network& network, std::uint64_t seed, base::JobContext& job) {
    job.begin("lay out the network");
    std::vector<std::int64_t> offsets(network.nodes() + 1, 0);
    for (const NetworkEdge& edge : network.edges) {
        ++offsets[static_cast<std::size_t>(edge.from) + 1];
        ++offsets[static_cast<std::size_t>(edge.to) + 1];
    }
    for (std::size_t node = 0; node < network.nodes(); ++node) offsets[node + 1] += offsets[node];
    std::vector<std::int32_t> targets(static_cast<std::size_t>(offsets.back()));
    std::vector<std::int64_t> at(offsets.begin(), offsets.end() - 1);
    for (const NetworkEdge& edge : network.edges) {
        targets[static_cast<std::size_t>(at[static_cast<std::size_t>(edge.from)]++)] = edge.to;
        targets[static_cast<std::size_t>(at[static_cast<std::size_t>(edge.to)]++)] = edge.from;
    }
    layout::ForceOptions options;
    options.seed = seed;
    const auto drawing = layout::force({offsets, targets}, options, job);
    if (!drawing) return drawing.error();
    for (const auto& point : drawing->positions) {
        network.drawn.push_back(point.x);
        network.drawn.push_back(point.y);
    }
    return {};
}

}  // namespace kith::report
