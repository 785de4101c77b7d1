// Pictures of people, for the team: the network and one person's circle.
#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/base/text.hpp"
#include "engine/cli/snapshot_marks.hpp"
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
    out.label = shelf.group == layout::Group::without_place ? "Without a place" : picture::words_of(shelf.group == layout::Group::isolate ? NodeGroup::isolate : NodeGroup::not_asked);
    out.box.add(shelf.box.left, shelf.box.bottom);
    out.box.add(shelf.box.right, shelf.box.top);
    out.count = shelf.count;
    return out;
}

/// The row of the person whom the source calls so.
base::Result<std::size_t> person_called(const privacy::View& view, const std::string& id) {
    if (id.empty()) return base::misuse("It is of one person: name them by --person and the id in the source.");
    for (std::size_t row = 0; row < view.people(); ++row)
        if (view.source_id(base::EntityKind::person, row) == id) return row;
    return base::misuse("Nobody here has the id given with --person; it is the one in the people's file.");
}

/// Where those of a part live or stand; NaN where nobody knows.
std::vector<layout::Point> anchors_of(const privacy::View& view, const Part& part) {
    const auto people = view.segment("people.positions"), assets = view.segment("assets.positions");
    constexpr double nowhere = std::numeric_limits<double>::quiet_NaN();
    std::vector<layout::Point> out;
    for (const std::size_t node : part.nodes) {
        const auto& segment = node < view.people() ? people : assets;
        const column::Column* point = segment ? segment->find("point") : nullptr;
        const std::size_t row = node < view.people() ? node : node - view.people();
        out.push_back(point && point->known(row) ? layout::Point{point->xy()[2 * row], point->xy()[2 * row + 1]} : layout::Point{nowhere, nowhere});
    }
    return out;
}

base::Result<layout::Drawing> on_the_map(const privacy::View& view, Part part, base::JobContext& job) {
    const std::vector<layout::Point> anchors = anchors_of(view, part);
    for (std::size_t i = 0; i < anchors.size(); ++i)
        if (part.groups[i] == layout::Group::laid_out && !layout::is_finite(anchors[i])) part.groups[i] = layout::Group::without_place;
    layout::AnchorOptions options;
    options.common.groups = part.groups;
    options.anchors = anchors;
    options.spacing = layout::usual_spacing(anchors);
    return layout::anchored({part.offsets, part.targets}, options, job);
}

base::Result<layout::Drawing> by_community(const Opened& opened, const SnapshotCommand& command, const Part& part, base::JobContext& job) {
    if (command.community.empty()) return base::misuse("--arrangement community needs --community: a column of people that says which community they are of.");
    const auto column = mark_column(opened, command, base::EntityKind::person, command.community, job);
    if (!column) return column.error();
    std::vector<std::int32_t> communities;
    for (const std::size_t node : part.nodes) {
        const bool known = node < column->values.size() && column->values[node].kind == picture::ValueKind::value;
        communities.push_back(!known ? -1 : column->words.empty() ? std::max(-1, static_cast<std::int32_t>(column->values[node].value)) : column->codes[node]);
    }
    layout::CommunityOptions options;
    options.common.groups = part.groups;
    options.seed = command.seed;
    options.communities = communities;
    auto made = layout::by_community({part.offsets, part.targets}, options, job);
    return made ? base::Result<layout::Drawing>(std::move(made->drawing)) : made.error();
}

base::Result<layout::Drawing> around_person(const privacy::View& view, const SnapshotCommand& command, Part part, base::JobContext& job) {
    const auto row = person_called(view, command.person);
    if (!row) return row.error();
    const auto at = std::find(part.nodes.begin(), part.nodes.end(), *row);
    if (at == part.nodes.end()) return base::misuse("The one given with --person is not in this network: moved away, or died.");
    layout::ConcentricOptions options;
    options.centre = static_cast<std::int32_t>(at - part.nodes.begin());
    part.groups[static_cast<std::size_t>(options.centre)] = layout::Group::laid_out;
    options.common.groups = part.groups;
    auto made = layout::concentric({part.offsets, part.targets}, options, job);
    return made ? base::Result<layout::Drawing>(std::move(made->drawing)) : made.error();
}

base::Result<layout::Drawing> arranged(const Opened& opened, const SnapshotCommand& command, const Part& part, base::JobContext& job) {
    if (command.arrangement == "map") return on_the_map(*opened.view, part, job);
    if (command.arrangement == "community") return by_community(opened, command, part, job);
    if (command.arrangement == "person") return around_person(*opened.view, command, part, job);
    layout::ForceOptions force;
    force.common.groups = part.groups;
    force.seed = command.seed;
    return layout::force({part.offsets, part.targets}, force, job);
}

}  // namespace

base::Result<picture::Scene> network_scene(const Opened& opened, const SnapshotCommand& command, const privacy::LensSpec& lens, picture::Theme theme, base::JobContext& job) {
    const privacy::View& view = *opened.view;
    auto topology = view.topology(lens, job);
    if (!topology) return topology.error();
    const Part part = part_of(view, **topology);
    const auto drawing = arranged(opened, command, part, job);
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
    DressedMarks marks(opened, command, job);
    if (auto status = marks.dress(base::EntityKind::person, options.people); !status) return status.error();
    if (auto status = marks.dress(base::EntityKind::asset, options.assets); !status) return status.error();
    auto scene = picture::network_scene_of(view, **topology, xy, options);
    if (scene) marks.finish(*scene);
    return scene;
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
