#include "engine/graph/combined_graph.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace kith::graph {
namespace {

using base::Status;

constexpr std::array<std::string_view, CombinedGraph::tie_layers> tie_layer_names{"social", "membership", "service"};

bool all_below(std::span<const std::int32_t> rows, std::size_t limit) {
    return std::all_of(rows.begin(), rows.end(), [&](std::int32_t row) { return row >= 0 && static_cast<std::size_t>(row) < limit; });
}

/// The links of one layer, made for as long as the graph is built.
struct Ends {
    std::vector<std::int32_t> from;
    std::vector<std::int32_t> to;
    void add(std::size_t a, std::size_t b) {
        from.push_back(static_cast<std::int32_t>(a));
        to.push_back(static_cast<std::int32_t>(b));
    }
};

/// Rows (of people or assets, from node `first`) within areas (from node `first_area`).
Status add_within(Ends& ends, std::span<const std::int32_t> area, CsrView areas, std::size_t rows, std::size_t first,
    std::size_t first_area, std::size_t count, const std::string& as) {
    const auto bad = [&] { return base::internal_error("Layer '" + as + "' places something in an area that it does not have."); };
    if (areas.nodes() > 0) {
        if (areas.nodes() != rows || !all_below(areas.targets, count)) return bad();
        for (std::size_t row = 0; row < rows; ++row)
            for (const std::int32_t in : areas.row(static_cast<std::int32_t>(row)))
                ends.add(first + row, first_area + static_cast<std::size_t>(in));
        return {};
    }
    if (area.size() != rows && !area.empty()) return bad();
    for (std::size_t row = 0; row < area.size(); ++row) {
        if (area[row] < 0) continue;
        if (static_cast<std::size_t>(area[row]) >= count) return bad();
        ends.add(first + row, first_area + static_cast<std::size_t>(area[row]));
    }
    return {};
}

Status add_borders(Ends& ends, CsrView borders, std::size_t first_area, std::size_t count, const std::string& as) {
    if (borders.nodes() == 0) return {};
    if (borders.nodes() != count || !all_below(borders.targets, count))
        return base::internal_error("The borders of layer '" + as + "' name an area that it does not have.");
    for (std::size_t row = 0; row < count; ++row)
        for (const std::int32_t other : borders.row(static_cast<std::int32_t>(row)))
            if (static_cast<std::size_t>(other) > row) ends.add(first_area + row, first_area + static_cast<std::size_t>(other));
    return {};
}

Status check_ties(const CombinedParts& parts) {
    const std::size_t actors = parts.people + parts.assets;
    if (parts.tie_from.size() != parts.tie_to.size() || parts.tie_from.size() != parts.tie_kind.size())
        return base::internal_error("The columns of the ties differ in length.");
    if (!all_below(parts.tie_from, actors) || !all_below(parts.tie_to, actors))
        return base::internal_error("A tie ends at a person or asset that is not there.");
    if (!all_below(parts.tie_kind, parts.kind_group.size()) || !all_below(parts.kind_group, CombinedGraph::tie_layers))
        return base::internal_error("A tie has a kind that is not in the registry.");
    return {};
}

}  // namespace

base::Result<CombinedGraph> CombinedGraph::build(const CombinedParts& parts, base::JobContext& job) {
    job.begin("combining places and people");
    if (Status ties = check_ties(parts); !ties) return ties.error();
    CombinedGraph graph;
    if (Status taken = graph.take(parts); !taken) return taken.error();

    std::vector<Ends> ends(2 * parts.areas.size());
    for (std::size_t i = 0; i < parts.areas.size(); ++i) {
        const CombinedParts::AreaLayer& layer = parts.areas[i];
        Ends& within = ends[2 * i];
        if (Status s =
                add_within(within, layer.people_area, layer.people_areas, parts.people, 0, graph.first_area_[i], layer.count, layer.as);
            !s)
            return s.error();
        if (Status s = add_within(
                within, layer.assets_area, layer.assets_areas, parts.assets, parts.people, graph.first_area_[i], layer.count, layer.as);
            !s)
            return s.error();
        if (Status s = add_borders(ends[2 * i + 1], layer.borders, graph.first_area_[i], layer.count, layer.as); !s) return s.error();
    }
    std::vector<Links> blocks{{parts.tie_from, parts.tie_to}};
    std::vector<std::int64_t> first_link{0, static_cast<std::int64_t>(parts.tie_from.size())};
    for (const Ends& layer : ends) {
        blocks.push_back({layer.from, layer.to});
        first_link.push_back(first_link.back() + static_cast<std::int64_t>(layer.from.size()));
    }
    if (first_link.back() > std::numeric_limits<std::int32_t>::max())
        return base::Error{base::Code::too_large, "The place has more than 2,147,483,647 ties, places and borders; split it by area."};
    if (Status s = job.check(); !s) return s.error();
    graph.csr_ = both_ways(graph.first_area_.back(), blocks);
    job.progress(0.8);
    graph.label_arcs(parts, first_link);
    job.progress(1);
    return graph;
}

base::Status CombinedGraph::take(const CombinedParts& parts) {
    people_ = parts.people;
    assets_ = parts.assets;
    ties_ = static_cast<std::int32_t>(parts.tie_from.size());
    for (const std::string_view name : tie_layer_names) layers_.push_back({std::string(name), 0});
    std::size_t first = people_ + assets_;
    for (const CombinedParts::AreaLayer& layer : parts.areas) {
        first_area_.push_back(first);
        first += layer.count;
        layers_.push_back({"within." + layer.as, 0});
        layers_.push_back({"borders." + layer.as, 0});
    }
    first_area_.push_back(first);
    if (first > std::size_t{std::numeric_limits<std::int32_t>::max()})
        return base::Error{base::Code::too_large, "The place has more than 2,147,483,647 people, assets and areas; split it by area."};
    if (layers_.size() > 64)
        return base::Error{base::Code::too_large, "The place has more than 30 area layers; leave some out of the recipe."};
    return {};
}

void CombinedGraph::label_arcs(const CombinedParts& parts, std::span<const std::int64_t> first_link) {
    arc_layers_.resize(csr_.links.size());
    for (std::size_t arc = 0; arc < csr_.links.size(); ++arc) {
        const std::int32_t link = csr_.links[arc];
        std::size_t layer = 0;
        if (is_tie(link)) {
            layer = static_cast<std::size_t>(parts.kind_group[static_cast<std::size_t>(parts.tie_kind[static_cast<std::size_t>(link)])]);
        } else {
            const auto after = std::upper_bound(first_link.begin() + 2, first_link.end(), std::int64_t{link});
            layer = tie_layers + static_cast<std::size_t>(after - first_link.begin()) - 2;
        }
        arc_layers_[arc] = static_cast<std::uint8_t>(layer);
    }
    for (std::size_t v = 0; v < nodes(); ++v)
        for (auto arc = static_cast<std::size_t>(csr_.offsets[v]); arc < static_cast<std::size_t>(csr_.offsets[v + 1]); ++arc)
            if (static_cast<std::size_t>(csr_.targets[arc]) > v) ++layers_[arc_layers_[arc]].links;
}

base::NodeId CombinedGraph::area(std::size_t area_layer, std::size_t row) const {
    return {static_cast<std::uint32_t>(first_area_[area_layer] + row)};
}

NodeEntity CombinedGraph::entity(base::NodeId node) const {
    const std::size_t v = node.value;
    if (v < people_) return {base::EntityKind::person, v, 0};
    if (v < people_ + assets_) return {base::EntityKind::asset, v - people_, 0};
    const auto after = std::upper_bound(first_area_.begin(), first_area_.end(), v);
    const auto layer = static_cast<std::size_t>(after - first_area_.begin()) - 1;
    return {base::EntityKind::area, v - first_area_[layer], layer};
}

int CombinedGraph::layer_index(std::string_view name) const {
    for (std::size_t i = 0; i < layers_.size(); ++i)
        if (layers_[i].name == name) return static_cast<int>(i);
    return -1;
}

Csr CombinedGraph::simple(std::uint64_t layers) const {
    Csr csr;
    csr.offsets.assign(1, 0);
    csr.offsets.reserve(csr_.offsets.size());
    for (std::size_t v = 0; v < nodes(); ++v) {
        std::int32_t last = -1;
        for (auto arc = static_cast<std::size_t>(csr_.offsets[v]); arc < static_cast<std::size_t>(csr_.offsets[v + 1]); ++arc) {
            if (csr_.targets[arc] == last || (layers >> arc_layers_[arc] & 1) == 0) continue;
            last = csr_.targets[arc];
            csr.targets.push_back(last);
        }
        csr.offsets.push_back(static_cast<std::int64_t>(csr.targets.size()));
    }
    return csr;
}

}  // namespace kith::graph
