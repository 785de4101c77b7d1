#include "engine/place/graph_of.hpp"

namespace kith::place {
namespace {

std::span<const std::int32_t> i32_of(const Revision& revision, std::string_view segment, std::string_view column) {
    const column::Column* c = revision.column(segment, column);
    return c == nullptr ? std::span<const std::int32_t>() : c->i32();
}

graph::CsrView lists_of(const Revision& revision, const std::string& segment, std::string_view offsets, std::string_view targets) {
    const column::Column *o = revision.column(segment, offsets), *t = revision.column(segment, targets);
    return o == nullptr || t == nullptr ? graph::CsrView{} : graph::CsrView{o->i64(), t->i32()};
}

}  // namespace

base::Result<graph::CombinedGraph> combined_graph(const Revision& revision, base::JobContext& job) {
    graph::CombinedParts parts;
    parts.people = revision.people();
    parts.assets = revision.assets();
    parts.tie_from = i32_of(revision, "ties", "from");
    parts.tie_to = i32_of(revision, "ties", "to");
    parts.tie_kind = i32_of(revision, "ties", "kind");
    parts.kind_group = i32_of(revision, "tie_kinds", "group");
    if (const auto& layers = revision.segment("area_layers"); layers != nullptr) {
        for (std::size_t row = 0; row < layers->find("as")->rows(); ++row) {
            graph::CombinedParts::AreaLayer layer;
            layer.as = layers->find("as")->text(row);
            layer.count = static_cast<std::size_t>(layers->find("count")->i64()[row]);
            const std::string people = "people.within." + layer.as, assets = "assets.within." + layer.as;
            layer.people_area = i32_of(revision, people, "area");
            layer.assets_area = i32_of(revision, assets, "area");
            layer.people_areas = lists_of(revision, people, "offsets", "areas");
            layer.assets_areas = lists_of(revision, assets, "offsets", "areas");
            layer.borders = lists_of(revision, "areas." + layer.as + ".borders", "queen_offsets", "queen");
            parts.areas.push_back(std::move(layer));
        }
    }
    return graph::CombinedGraph::build(parts, job);
}

}  // namespace kith::place
