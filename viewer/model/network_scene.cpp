#include "viewer/model/network_scene.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/base/text.hpp"
#include "engine/column/builder.hpp"
#include "viewer/model/look.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::model {
namespace {

struct Arcs {
    std::span<const std::int64_t> offsets;
    std::span<const std::int32_t> targets;
    std::size_t nodes() const { return offsets.empty() ? 0 : offsets.size() - 1; }
    std::span<const std::int32_t> of(std::size_t node) const {
        return targets.subspan(static_cast<std::size_t>(offsets[node]), static_cast<std::size_t>(offsets[node + 1] - offsets[node]));
    }
};
Arcs arcs_of(const column::Segment& topology) {
    const auto* offsets = topology.find("offsets");
    const auto* targets = topology.find("targets");
    return offsets && targets ? Arcs{offsets->i64(), targets->i32()} : Arcs{};
}

/// 1 a node that is here: who moved or died and closed assets are not, nor what filters hide.
std::vector<std::uint8_t> present(const privacy::View& view, const column::Segment& topology, const NetworkOptions& options, const Look& look) {
    const auto groups = picture::node_groups(view, topology, look.people, look.assets);
    std::vector<std::uint8_t> out(groups.size());
    for (std::size_t node = 0; node < groups.size(); ++node)
        out[node] = groups[node] != picture::NodeGroup::left_out && (options.assets || node < view.people());
    return out;
}

/// Everybody within so many steps of `centre`, by breadth-first search over those present.
void keep_around(const Arcs& arcs, std::int32_t centre, int depth, std::vector<std::uint8_t>& shown) {
    std::vector<std::uint8_t> reached(shown.size(), 0);
    std::vector<std::int32_t> now{centre}, next;
    reached[static_cast<std::size_t>(centre)] = 1;
    for (int step = 0; step < std::min(depth, most_depth) && !now.empty(); ++step) {
        next.clear();
        for (const std::int32_t node : now)
            for (const std::int32_t other : arcs.of(static_cast<std::size_t>(node)))
                if (const auto at = static_cast<std::size_t>(other); !reached[at] && shown[at]) {
                    reached[at] = 1;
                    next.push_back(other);
                }
        now.swap(next);
    }
    shown = std::move(reached);
}

/// Those whose row of the layer is `area`, of people and assets alike.
void keep_area(const privacy::View& view, const privacy::Layer& layer, std::int32_t area, std::vector<std::uint8_t>& shown) {
    const auto keep = [&](std::string_view table, std::size_t first, std::size_t count) {
        const auto segment = view.segment(layer.primary ? std::string(table) : std::string(table) + ".within." + layer.as);
        const auto* one = segment ? segment->find("area") : nullptr;
        const auto* offsets = segment ? segment->find("offsets") : nullptr;
        const auto* areas = segment ? segment->find("areas") : nullptr;
        for (std::size_t row = 0; row < count; ++row) {
            bool inside = one && one->i32()[row] == area;
            if (offsets && areas)
                for (std::int64_t i = offsets->i64()[row]; i < offsets->i64()[row + 1]; ++i) inside = inside || areas->i32()[static_cast<std::size_t>(i)] == area;
            if (!inside) shown[first + row] = 0;
        }
    };
    keep("people", 0, view.people());
    keep("assets", view.people(), view.assets());
}

/// How many assets go because nobody shown is tied to them.
std::int64_t leave_untied_out(const privacy::View& view, const Arcs& arcs, std::optional<std::int32_t> centre, std::vector<std::uint8_t>& shown) {
    std::int64_t gone = 0;
    std::vector<std::uint8_t> tied(shown.size(), 0);
    for (std::size_t node = view.people(); node < shown.size(); ++node) {
        const auto around = arcs.of(node);
        tied[node] = std::any_of(around.begin(), around.end(), [&](std::int32_t other) { return static_cast<std::size_t>(other) != node && shown[static_cast<std::size_t>(other)]; });
    }
    for (std::size_t node = view.people(); node < shown.size(); ++node) {
        if (!shown[node] || tied[node] || (centre && *centre == static_cast<std::int32_t>(node))) continue;
        shown[node] = 0;
        ++gone;
    }
    return gone;
}

/// The arcs between nodes that are shown, in the shape of View::topology.
base::Result<column::SegmentPtr> cut(const column::Segment& topology, const std::vector<std::uint8_t>& shown) {
    const Arcs arcs = arcs_of(topology);
    const auto* ties = topology.find("ties");
    const auto* maybe = topology.find("maybe");
    std::vector<std::int64_t> offsets{0};
    std::vector<std::int32_t> targets, rows;
    std::vector<std::uint8_t> perhaps;
    offsets.reserve(arcs.offsets.size());
    for (std::size_t node = 0; node < arcs.nodes(); ++node) {
        for (auto i = static_cast<std::size_t>(arcs.offsets[node]); shown[node] && i < static_cast<std::size_t>(arcs.offsets[node + 1]); ++i) {
            if (!shown[static_cast<std::size_t>(arcs.targets[i])]) continue;
            targets.push_back(arcs.targets[i]);
            rows.push_back(ties ? ties->i32()[i] : -1);
            perhaps.push_back(maybe ? maybe->booleans()[i] : 0);
        }
        offsets.push_back(static_cast<std::int64_t>(targets.size()));
    }
    return std::move(column::SegmentBuilder(std::string(topology.key())).add_i64("offsets", std::move(offsets)).add_i32("targets", std::move(targets)).add_i32("ties", std::move(rows)).add_booleans("maybe", std::move(perhaps)))
        .finish(column::heap_memory);
}

struct Wanted {
    std::optional<std::int32_t> centre, area;
    const privacy::Layer* layer = nullptr;
    std::string words;                      // "those of Elm Ford"
};
base::Result<Wanted> wanted_of(const privacy::View& view, const session::EntityIndex& index, const NetworkOptions& options) {
    Wanted out;
    if (!options.around) return out;
    const auto row = index.find(*options.around);
    if (!row) return base::not_found("The one that the network was to be drawn around is not in this place any more; choose another.");
    const auto at = static_cast<std::size_t>(row->row);
    if (row->kind == base::EntityKind::person || row->kind == base::EntityKind::asset) {
        out.centre = static_cast<std::int32_t>(row->kind == base::EntityKind::asset ? view.people() + at : at);
        out.words = "those within " + base::counted(std::max(0, options.focus_depth), "step") + " of " + view.label(row->kind, at);
    } else if (row->kind == base::EntityKind::area) {
        out.area = row->row;
        out.layer = &view.layers()[static_cast<std::size_t>(row->layer)];
        out.words = "those of " + view.label(row->kind, at, out.layer->as);
    }
    return out;
}

std::string account_of(const Subgraph& part, const Wanted& wanted) {
    const std::string all = base::counted(part.all_people, "person", "people");
    if (part.too_many) return all + " are too many to lay out at once (at most " + base::grouped(static_cast<std::int64_t>(most_network_people)) + "). Choose a neighbourhood or one person: nothing is shown until then, and nobody is lost.";
    const std::string untied = part.untied_assets == 0 ? "" : " " + base::counted(part.untied_assets, "asset") + " without a tie " + (part.untied_assets == 1 ? "is" : "are") + " left out.";
    if (part.shown_people == part.all_people) return "Shows all " + all + "." + untied;
    const std::string who = wanted.words.empty() ? "" : ": " + wanted.words;
    return "Shows " + base::grouped(part.shown_people) + " of " + all + who + ". " + base::counted(part.all_people - part.shown_people, "is", "are") + " not shown." + untied;
}

/// The scene counts them among the assets that were not chosen; nobody chose that.
void name_untied(picture::Scene& scene, std::int64_t untied) {
    if (untied == 0) return;
    for (picture::Hidden& hidden : scene.hidden)
        if (hidden.what == "assets not chosen") hidden.count -= untied;
    std::erase_if(scene.hidden, [](const picture::Hidden& hidden) { return hidden.count <= 0; });
    scene.hidden.push_back({"assets without a tie in this picture", untied});
}

constexpr double shelf_room = 0.06;  // of the drawing's longer side: there stands a shelf's name

/// Each shelf comes down by the room of its own name and of those over it, with who stands on it.
std::vector<picture::NetworkShelf> apart(std::span<const layout::Shelf> shelves, std::vector<layout::Point>& positions) {
    picture::Bounds all;
    for (const layout::Point p : positions) all.add(p.x, p.y);
    const double step = all.empty ? 0 : shelf_room * std::max(all.width(), all.height());
    std::vector<picture::NetworkShelf> out;
    for (std::size_t k = 0; k < shelves.size(); ++k) {
        const layout::Shelf& shelf = shelves[k];
        const double down = step * static_cast<double>(k + 1);
        picture::NetworkShelf& moved = out.emplace_back();
        moved.label = shelf.group == layout::Group::isolate     ? std::string(picture::words_of(picture::NodeGroup::isolate))
                      : shelf.group == layout::Group::not_asked ? "Not asked yet, without a tie here"  // the tray holds all who were not asked
                                                                : "Without a place";
        moved.box.add(shelf.box.left, shelf.box.bottom - down);
        moved.box.add(shelf.box.right, shelf.box.top - down);
        moved.count = shelf.count;
    }
    for (layout::Point& p : positions)
        for (std::size_t k = 0; k < shelves.size(); ++k)
            if (shelves[k].box.holds(p)) {
                p.y -= step * static_cast<double>(k + 1);
                break;
            }
    return out;
}

}  // namespace

base::Result<Subgraph> subgraph_of(const privacy::View& view, const session::EntityIndex& index, const column::Segment& topology, const NetworkOptions& options, const Look& look) {
    const auto wanted = wanted_of(view, index, options);
    if (!wanted) return wanted.error();
    Subgraph out;
    const Arcs arcs = arcs_of(topology);
    auto shown = present(view, topology, options, look);
    if (shown.size() != arcs.nodes() || arcs.nodes() != view.people() + view.assets()) return base::internal_error("The ties do not fit the people and assets of this place.");
    out.all_people = static_cast<std::int64_t>(view.people());
    out.centre = wanted->centre;
    if (wanted->area) keep_area(view, *wanted->layer, *wanted->area, shown);
    else if (wanted->centre && options.focus_depth >= 0) keep_around(arcs, *wanted->centre, options.focus_depth, shown);
    out.untied_assets = leave_untied_out(view, arcs, out.centre, shown);
    out.people.assign(shown.begin(), shown.begin() + static_cast<std::ptrdiff_t>(view.people()));
    out.shown_people = std::count(out.people.begin(), out.people.end(), 1);
    if (out.shown_people > static_cast<std::int64_t>(most_network_people)) {
        out.too_many = true;
        out.shown_people = 0;
        std::fill(shown.begin(), shown.end(), 0);
        std::fill(out.people.begin(), out.people.end(), 0);
    }
    out.assets.assign(shown.begin() + static_cast<std::ptrdiff_t>(view.people()), shown.end());
    for (std::size_t node = 0; node < shown.size(); ++node)
        if (shown[node]) out.nodes.push_back(static_cast<std::int32_t>(node));
    auto made = cut(topology, shown);
    if (!made) return made.error();
    out.topology = *made;
    out.account = account_of(out, *wanted);
    const auto groups = picture::node_groups(view, *out.topology, out.people, out.assets);
    for (std::size_t node = 0; node < view.people(); ++node) {
        out.asked_without_tie += groups[node] == picture::NodeGroup::isolate;
        out.not_asked += groups[node] == picture::NodeGroup::not_asked;
    }
    return out;
}

std::vector<std::int32_t> neighbours_of(const column::Segment& topology, std::int32_t node) {
    const Arcs arcs = arcs_of(topology);
    if (node < 0 || static_cast<std::size_t>(node) >= arcs.nodes()) return {};
    const auto row = arcs.of(static_cast<std::size_t>(node));
    std::vector<std::int32_t> out(row.begin(), row.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());  // rows are sorted by target
    return out;
}

base::Result<NetworkView> network_view_of(const privacy::View& view, Results results, const Subgraph& part, std::span<const layout::Point> positions,
                                          std::span<const layout::Shelf> shelves, const ViewOptions& options, const Look& look) {
    if (positions.size() != part.nodes.size()) return base::misuse("A network needs one position for each of its nodes: " + std::to_string(part.nodes.size()) + ", not " + std::to_string(positions.size()) + ".");
    NetworkView out;
    out.account = part.account;
    if (options.network.arrangement == Arrangement::around_one && !part.centre) out.remarks.emplace_back("Nobody is chosen to be in the middle, so it is arranged by its ties.");
    picture::NetworkSceneOptions scene;
    scene.theme = look.theme;
    scene.most_labels = static_cast<std::size_t>(std::max(0, options.network.most_labels));
    Looks looks(view, results, out.remarks);
    looks.dress({base::EntityKind::person, {}}, options.people, part.people, scene.people);
    looks.dress({base::EntityKind::asset, {}}, options.assets, part.assets, scene.assets);
    scene.people.draw = true;
    scene.assets.draw = options.network.assets;
    std::vector<layout::Point> moved(positions.begin(), positions.end());
    scene.shelves = apart(shelves, moved);
    std::vector<float> xy(2 * (view.people() + view.assets()), std::numeric_limits<float>::quiet_NaN());
    for (std::size_t i = 0; i < part.nodes.size(); ++i) {
        const auto node = static_cast<std::size_t>(part.nodes[i]);
        xy[2 * node] = static_cast<float>(moved[i].x);
        xy[2 * node + 1] = static_cast<float>(moved[i].y);
    }
    if (options.network.arrangement == Arrangement::by_community) looks.needs({base::EntityKind::person, {}}, options.network.community);
    auto made = picture::network_scene_of(view, *part.topology, xy, scene);
    if (!made) return made.error();
    looks.finish(*made);
    name_untied(*made, part.untied_assets);
    out.prepared = prepared(std::move(*made));
    return out;
}

}  // namespace kith::viewer::model
