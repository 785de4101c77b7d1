// Pictures of people, for the team: the network and one person's circle.
#include <cmath>
#include <limits>

#include "engine/base/text.hpp"
#include "engine/cli/snapshot_scene.hpp"
#include "engine/layout/layout.hpp"
#include "engine/picture/circle.hpp"
#include "engine/picture/scene_of.hpp"

namespace kith::cli {
namespace {

using picture::NodeGroup;

/// The shown part of a topology, numbered anew, and where each of its nodes belongs. Assets without a tie are left out.
struct Part {
    std::vector<std::size_t> nodes;          // of the place
    std::vector<std::int64_t> offsets{0};
    std::vector<std::int32_t> targets;
    std::vector<layout::Group> groups;
};
Part part_of(const privacy::View& view, const column::Segment& topology) {
    const auto where = picture::node_groups(view, topology);
    const auto offsets = topology.find("offsets")->i64();
    const auto targets = topology.find("targets")->i32();
    Part out;
    std::vector<std::int32_t> number(where.size(), -1);
    for (std::size_t node = 0; node < where.size(); ++node) {
        const bool untied_asset = node >= view.people() && where[node] == NodeGroup::isolate;
        if (where[node] == NodeGroup::left_out || untied_asset) continue;
        number[node] = static_cast<std::int32_t>(out.nodes.size());
        out.nodes.push_back(node);
    }
    for (const std::size_t node : out.nodes) {
        for (auto i = static_cast<std::size_t>(offsets[node]); i < static_cast<std::size_t>(offsets[node + 1]); ++i)
            if (const std::int32_t other = number[static_cast<std::size_t>(targets[i])]; other >= 0) out.targets.push_back(other);
        out.offsets.push_back(static_cast<std::int64_t>(out.targets.size()));
        out.groups.push_back(where[node] == NodeGroup::isolate ? layout::Group::isolate : where[node] == NodeGroup::not_asked ? layout::Group::not_asked : layout::Group::laid_out);
    }
    return out;
}

picture::NetworkShelf shelf_of(const layout::Shelf& shelf) {
    picture::NetworkShelf out;
    out.label = picture::words_of(shelf.group == layout::Group::isolate ? NodeGroup::isolate : NodeGroup::not_asked);
    out.box.add(shelf.box.left, shelf.box.bottom);
    out.box.add(shelf.box.right, shelf.box.top);
    out.count = shelf.count;
    return out;
}

/// The row of the person whom the source calls so.
base::Result<std::size_t> person_called(const privacy::View& view, const std::string& id) {
    if (id.empty()) return base::misuse("A circle is of one person: name them by --person and the id in the source.");
    for (std::size_t row = 0; row < view.people(); ++row)
        if (view.source_id(base::EntityKind::person, row) == id) return row;
    return base::misuse("Nobody here has the id given with --person; it is the one in the people's file.");
}

}  // namespace

base::Result<picture::Scene> network_scene(const privacy::View& view, const SnapshotCommand& command, const privacy::LensSpec& lens, picture::Theme theme, base::JobContext& job) {
    auto topology = view.topology(lens, job);
    if (!topology) return topology.error();
    const Part part = part_of(view, **topology);
    layout::ForceOptions force;
    force.common.groups = part.groups;
    force.seed = command.seed;
    const auto drawing = layout::force({part.offsets, part.targets}, force, job);
    if (!drawing) return drawing.error();
    std::vector<float> xy(2 * (view.people() + view.assets()), std::numeric_limits<float>::quiet_NaN());
    for (std::size_t i = 0; i < part.nodes.size(); ++i) {
        xy[2 * part.nodes[i]] = static_cast<float>(drawing->positions[i].x);
        xy[2 * part.nodes[i] + 1] = static_cast<float>(drawing->positions[i].y);
    }
    picture::NetworkSceneOptions options;
    options.theme = theme;
    options.title = command.title;
    options.most_labels = 40;
    for (const layout::Shelf& shelf : drawing->shelves) options.shelves.push_back(shelf_of(shelf));
    return picture::network_scene_of(view, **topology, xy, options);
}

base::Result<picture::Drawing> circle_drawing(const privacy::View& view, const SnapshotCommand& command, picture::Theme theme, std::string credits, base::JobContext& job) {
    const auto row = person_called(view, command.person);
    if (!row) return row.error();
    privacy::LensSpec all;
    all.as = "all";
    const auto topology = view.topology(all, job);
    if (!topology) return topology.error();
    const auto circles = picture::circles_of(view, **topology, *row);
    if (!circles) return circles.error();
    picture::CircleSpec spec;
    spec.theme = theme;
    spec.title = command.title;
    spec.credits = std::move(credits);
    return picture::circle_of(*circles, spec);
}

}  // namespace kith::cli
