// From a part of the network to what a layout is asked, and the layout run.
#include <algorithm>
#include <limits>

#include "engine/base/text.hpp"
#include "viewer/model/look.hpp"
#include "viewer/model/network_scene.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::model {
namespace {

constexpr std::size_t lines_in_document = 300;

layout::Group group_of(picture::NodeGroup group) {
    switch (group) {
        case picture::NodeGroup::laid_out: return layout::Group::laid_out;
        case picture::NodeGroup::isolate: case picture::NodeGroup::left_out: return layout::Group::isolate;
        case picture::NodeGroup::not_asked: return layout::Group::not_asked;
    }
    return layout::Group::isolate;
}

/// Points of both tables, NaN where there is none.
std::vector<layout::Point> anchors_of(const privacy::View& view, const Subgraph& part) {
    const auto people = view.segment("people.positions"), assets = view.segment("assets.positions");
    const auto* person = people ? people->find("point") : nullptr;
    const auto* asset = assets ? assets->find("point") : nullptr;
    std::vector<layout::Point> out;
    for (const std::int32_t node : part.nodes) {
        const bool is_person = static_cast<std::size_t>(node) < view.people();
        const auto* column = is_person ? person : asset;
        const std::size_t row = static_cast<std::size_t>(node) - (is_person ? 0 : view.people());
        constexpr double nowhere = std::numeric_limits<double>::quiet_NaN();
        out.push_back(column && column->known(row) ? layout::Point{column->xy()[2 * row], column->xy()[2 * row + 1]} : layout::Point{nowhere, nowhere});
    }
    return out;
}

/// A number a node from a column of people; assets and unknown ones stand alone.
std::vector<std::int32_t> communities_of(const privacy::View& view, Results results, const Subgraph& part, const ColumnName& name) {
    const auto fields = fields_of(view, results, {base::EntityKind::person, {}});
    const Field* field = find_field(fields, name);
    std::vector<std::int32_t> out;
    for (const std::int32_t node : part.nodes) {
        const auto row = static_cast<std::size_t>(node);
        const bool known = field && row < view.people() && has_number(field->standing(row));
        out.push_back(known ? std::max(-1, static_cast<std::int32_t>(field->number(row))) : -1);
    }
    return out;
}

}  // namespace

LayoutOrder layout_order(const privacy::View& view, Results results, const Subgraph& part, const NetworkOptions& options) {
    LayoutOrder out;
    out.arrangement = options.arrangement;
    out.seed = options.seed;
    const auto offsets = part.topology->find("offsets")->i64();
    const auto targets = part.topology->find("targets")->i32();
    const auto groups = picture::node_groups(view, *part.topology, part.people, part.assets);
    std::vector<std::int32_t> number(groups.size(), -1);
    for (std::size_t i = 0; i < part.nodes.size(); ++i) number[static_cast<std::size_t>(part.nodes[i])] = static_cast<std::int32_t>(i);
    for (const std::int32_t node : part.nodes) {
        const auto at = static_cast<std::size_t>(node);
        out.groups.push_back(group_of(groups[at]));
        for (auto i = static_cast<std::size_t>(offsets[at]); i < static_cast<std::size_t>(offsets[at + 1]); ++i) {
            const std::int32_t other = number[static_cast<std::size_t>(targets[i])];
            const bool parallel = out.targets.size() > static_cast<std::size_t>(out.offsets.back()) && out.targets.back() == other;
            if (parallel) out.weights.back() += 1;
            else {
                out.targets.push_back(other);
                out.weights.push_back(1);
            }
        }
        out.offsets.push_back(static_cast<std::int64_t>(out.targets.size()));
    }
    if (part.centre) out.centre = number[static_cast<std::size_t>(*part.centre)];
    switch (options.arrangement) {
        case Arrangement::on_the_map: out.anchors = anchors_of(view, part); break;
        case Arrangement::by_community: out.communities = communities_of(view, results, part, options.community); break;
        case Arrangement::around_one: case Arrangement::free: break;
    }
    if (options.arrangement == Arrangement::around_one && (!part.centre || out.centre < 0)) out.arrangement = Arrangement::free;
    if (options.arrangement == Arrangement::on_the_map)
        for (std::size_t i = 0; i < out.groups.size(); ++i)
            if (out.groups[i] == layout::Group::laid_out && !layout::is_finite(out.anchors[i])) out.groups[i] = layout::Group::without_place;
    if (out.arrangement == Arrangement::around_one) out.groups[static_cast<std::size_t>(out.centre)] = layout::Group::laid_out;
    return out;
}

base::Result<layout::Drawing> laid_out(const LayoutOrder& order, std::span<const layout::Point> start, base::JobContext& job, layout::Live* live) {
    layout::Common common;
    common.groups = order.groups;
    if (order.groups.empty()) return layout::Drawing{};
    switch (order.arrangement) {
        case Arrangement::on_the_map: {
            layout::AnchorOptions options;
            options.common = common;
            options.anchors = order.anchors;
            options.spacing = layout::usual_spacing(order.anchors);
            return layout::anchored(order.graph(), options, job);
        }
        case Arrangement::by_community: {
            layout::CommunityOptions options;
            options.common = common;
            options.seed = order.seed;
            options.communities = order.communities;
            auto made = layout::by_community(order.graph(), options, job);
            if (!made) return made.error();
            return std::move(made->drawing);
        }
        case Arrangement::around_one: {
            layout::ConcentricOptions options;
            options.common = common;
            options.centre = order.centre;
            auto made = layout::concentric(order.graph(), options, job);
            if (!made) return made.error();
            return std::move(made->drawing);
        }
        case Arrangement::free: break;
    }
    layout::ForceOptions options;
    options.common = common;
    options.seed = order.seed;
    options.start = start;
    return layout::force(order.graph(), options, job, live);
}

Document document_of(const NetworkView& network, const Subgraph& part, const privacy::View& view) {
    const picture::Scene& scene = network.prepared.scene;
    Document out{scene.title + ": network", audience_words(view.audience()), {}};
    out.paragraph(view.note());
    out.paragraph(part.account);
    for (const std::string& remark : network.remarks) out.paragraph(remark);
    if (part.asked_without_tie > 0) out.paragraph(base::counted(part.asked_without_tie, "person was", "people were") + " asked and " + (part.asked_without_tie == 1 ? "has" : "have") + " no tie here.");
    if (part.not_asked > 0) out.paragraph(base::counted(part.not_asked, "person has", "people have") + " not been asked about ties yet: not known, and not none.");
    add_legends(scene, out);
    const auto label = [&](std::int32_t node) {
        const auto at = static_cast<std::size_t>(node);
        return at < view.people() ? view.label(base::EntityKind::person, at) : view.label(base::EntityKind::asset, at - view.people());
    };
    std::vector<std::string> lines;
    std::size_t more = 0;
    const auto people = view.segment("people");
    const auto* roles = people ? people->find("role") : nullptr;
    for (const std::int32_t node : part.nodes) {
        // Who was only named by others stands in others' lines, and heads none.
        const bool person = static_cast<std::size_t>(node) < view.people();
        if (person && roles && roles->i32()[static_cast<std::size_t>(node)] == static_cast<std::int32_t>(column::Role::alter)) continue;
        const auto around = neighbours_of(*part.topology, node);
        if (around.empty()) continue;
        if (lines.size() == lines_in_document) {
            ++more;
            continue;
        }
        std::vector<std::string> names;
        for (const std::int32_t other : around) names.push_back(label(other));
        lines.push_back(label(node) + ": " + listed(names));
    }
    if (!lines.empty()) out.heading("Who is tied to whom");
    out.list(std::move(lines));
    if (more > 0) out.paragraph("And " + base::grouped(static_cast<std::int64_t>(more)) + " more.");
    return out;
}

}  // namespace kith::viewer::model
