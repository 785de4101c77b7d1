// What a network shows, from a place, a lens and the positions that a layout found.
#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <numeric>

#include "engine/picture/mark_layers.hpp"
#include "engine/picture/scene_of.hpp"

namespace kith::picture {
namespace {

/// The arcs of a topology with their columns at hand.
struct Arcs {
    std::span<const std::int64_t> offsets;
    std::span<const std::int32_t> targets, ties;
    std::size_t nodes() const { return offsets.empty() ? 0 : offsets.size() - 1; }
};
base::Result<Arcs> arcs_of(const column::Segment& topology, std::size_t nodes) {
    const auto *offsets = topology.find("offsets"), *targets = topology.find("targets"), *ties = topology.find("ties");
    if (!offsets || !targets || !ties || offsets->i64().size() != nodes + 1) return base::misuse("A network needs the ties of all people and assets of the place.");
    return Arcs{offsets->i64(), targets->i32(), ties->i32()};
}

LinkCounts add_links(Scene& scene, const privacy::View& view, const Arcs& arcs, std::span<const float> xy) {
    const TieRows ties = tie_rows(view);
    const auto table = view.segment("ties");
    const auto* from = table ? table->find("from") : nullptr;
    LinkLayer layer{"ties", base::EntityKind::tie, {}, {}, {}, {}};
    LinkCounts counts;
    std::int64_t difficult = 0;
    for (std::size_t a = 0; a < arcs.nodes(); ++a) {
        auto i = static_cast<std::size_t>(arcs.offsets[a]);
        const auto last = static_cast<std::size_t>(arcs.offsets[a + 1]);
        while (i < last) {
            const auto b = static_cast<std::size_t>(arcs.targets[i]);
            std::size_t best = last;
            for (; i < last && static_cast<std::size_t>(arcs.targets[i]) == b; ++i) {
                const auto tie = static_cast<std::size_t>(arcs.ties[i]);
                if (b < a || std::isnan(xy[2 * a]) || std::isnan(xy[2 * b])) continue;
                if (ties.difficult[tie]) ++difficult;
                else if (best == last || ties.look[tie] < ties.look[static_cast<std::size_t>(arcs.ties[best])]) best = i;
            }
            if (best == last) continue;
            const auto tie = static_cast<std::size_t>(arcs.ties[best]);
            std::size_t one = a, two = b;
            const int receiver = ties.receiver[tie];
            if (receiver >= 0 && from && (receiver == 1) == (two == static_cast<std::size_t>(from->i32()[tie]))) std::swap(one, two);
            layer.ends.insert(layer.ends.end(), {xy[2 * one], xy[2 * one + 1], xy[2 * two], xy[2 * two + 1]});
            layer.styles.push_back(style_index(scene.link_styles, tie_style(ties.look[tie], ties.paid_known[tie] != 0, receiver >= 0, scene.theme)));
            layer.rows.push_back(arcs.ties[best]);
            layer.nodes.insert(layer.nodes.end(), {static_cast<std::int32_t>(one), static_cast<std::int32_t>(two)});
            ++counts.looks[static_cast<std::size_t>(ties.look[tie])];
            counts.notched += receiver >= 0;
            counts.paid_unknown += ties.paid_known[tie] == 0;
        }
    }
    if (difficult > 0) scene.hidden.push_back({"ties shown only on a person's own card", difficult});
    if (layer.size() > 0) scene.links.push_back(std::move(layer));
    return counts;
}

/// Names first, by the number of ties; then whom others only named; a bare id tells nobody anything, unless there is nothing else.
void name_nodes(Scene& scene, const privacy::View& view, const MarkRows& people, const Arcs& arcs, std::span<const float> xy, std::size_t most) {
    std::vector<Label> named, guests, ids;
    for (std::size_t node = 0; node < arcs.nodes(); ++node) {
        const auto degree = arcs.offsets[node + 1] - arcs.offsets[node];
        if (std::isnan(xy[2 * node]) || degree == 0) continue;
        const bool person = node < view.people();
        const auto kind = person ? base::EntityKind::person : base::EntityKind::asset;
        const std::size_t row = person ? node : node - view.people();
        const bool guest = person && people.look[row] == static_cast<std::uint8_t>(PersonMark::named);
        Label label{xy[2 * node], xy[2 * node + 1], 0, static_cast<float>(degree), LabelKind::mark, static_cast<std::int32_t>(row), view.label(kind, row)};
        const bool id = label.text == view.source_id(kind, row);
        if (guest || id) label.importance /= 1'000'000;
        (guest ? guests : id ? ids : named).push_back(std::move(label));
    }
    for (auto* group : {&named, &guests}) {
        if (group == &named && named.empty()) group = &ids;
        std::stable_sort(group->begin(), group->end(), [](const Label& a, const Label& b) { return a.importance > b.importance; });
        group->resize(std::min(group->size(), most));
        most -= group->size();
        scene.labels.insert(scene.labels.end(), std::make_move_iterator(group->begin()), std::make_move_iterator(group->end()));
    }
}

void name_shelves(Scene& scene, const NetworkSceneOptions& options) {
    for (const NetworkShelf& shelf : options.shelves) {
        if (shelf.count == 0 || shelf.box.empty) continue;
        scene.bounds.add(shelf.box.left, shelf.box.bottom);
        scene.bounds.add(shelf.box.right, shelf.box.top);
        scene.labels.push_back({static_cast<float>(shelf.box.left - scene.origin.x), static_cast<float>(shelf.box.top - scene.origin.y), 0, std::numeric_limits<float>::max(),
                                LabelKind::shelf, -1, shelf.label + ": " + std::to_string(shelf.count)});
    }
}

}  // namespace

base::Result<Scene> network_scene_of(const privacy::View& view, const column::Segment& topology, std::span<const float> xy, const NetworkSceneOptions& options) {
    const std::size_t nodes = view.people() + view.assets();
    auto arcs = arcs_of(topology, nodes);
    if (!arcs) return arcs.error();
    if (xy.size() != 2 * nodes) return base::misuse("A network needs one position for each of its " + std::to_string(nodes) + " people and assets.");
    Scene scene;
    scene.theme = options.theme;
    scene.geographic = false;
    scene.title = options.title.empty() ? view.place_name() : options.title;
    const MarkRows people = people_rows(view), assets = asset_rows(view);
    std::vector<float> at(xy.begin(), xy.end());
    const auto leave_out = [&](const MarkRows& rows, const MarkOptions& chosen, std::size_t first) {
        for (std::size_t row = 0; row < rows.look.size(); ++row)
            if (!rows.present[row] || !chosen.draw || (chosen.shown.size() == rows.look.size() && chosen.shown[row] == 0)) at[2 * (first + row)] = std::numeric_limits<float>::quiet_NaN();
    };
    leave_out(people, options.people, 0);
    leave_out(assets, options.assets, view.people());
    const LinkCounts counts = add_links(scene, view, *arcs, at);
    const std::span<const float> all(at);
    if (options.people.draw)
        if (auto status = add_marks(scene, people, all.first(2 * view.people()), options.people, "people without a position"); !status) return status.error();
    if (options.assets.draw)
        if (auto status = add_marks(scene, assets, all.subspan(2 * view.people()), options.assets, "assets without a tie in this picture"); !status) return status.error();
    if (!scene.links.empty()) scene.legends.push_back(ties_legend(counts, options.theme, "Ties"));
    if (scene.bounds.empty) return base::not_found("There is nobody and nothing to draw in this network.");
    name_nodes(scene, view, people, *arcs, at, options.most_labels);
    name_shelves(scene, options);
    return scene;
}

std::vector<NodeGroup> node_groups(const privacy::View& view, const column::Segment& topology, Shown people, Shown assets) {
    const MarkRows persons = people_rows(view), things = asset_rows(view);
    const std::size_t first = persons.look.size(), nodes = first + things.look.size();
    std::vector<NodeGroup> out(nodes, NodeGroup::laid_out);
    const auto there = [&](std::size_t node) {
        const bool person = node < first;
        const std::size_t row = person ? node : node - first;
        const Shown shown = person ? people : assets;
        return (person ? persons : things).present[row] != 0 && (shown.empty() || shown[row] != 0);
    };
    const auto arcs = arcs_of(topology, nodes);
    for (std::size_t node = 0; node < nodes; ++node) {
        if (!there(node)) {
            out[node] = NodeGroup::left_out;
            continue;
        }
        bool tied = false;
        for (auto i = arcs ? arcs->offsets[node] : 0; arcs && !tied && i < arcs->offsets[node + 1]; ++i) {
            const auto other = static_cast<std::size_t>(arcs->targets[static_cast<std::size_t>(i)]);
            tied = other != node && there(other);
        }
        if (tied) continue;
        const bool asked = node >= first || persons.look[node] == static_cast<std::uint8_t>(PersonMark::asked);
        out[node] = asked ? NodeGroup::isolate : NodeGroup::not_asked;
    }
    return out;
}

std::string_view words_of(NodeGroup group) {
    switch (group) {
        case NodeGroup::isolate: return "Without a tie in this picture";
        case NodeGroup::not_asked: return "Not asked yet";
        default: return "";
    }
}

}  // namespace kith::picture
