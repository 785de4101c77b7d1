#include "engine/report/place_layers.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

#include "engine/column/placed_by.hpp"
#include "engine/report/layer_builder.hpp"

namespace kith::report {
namespace {

using column::Column;
using column::SegmentPtr;

const Column* find(const privacy::View& view, std::string_view segment, std::string_view column) { return column_of(view, segment, column); }

LayerSpec areas_layer(const privacy::View& view, const privacy::Layer& area, std::span<const host::AnalysisResult> results) {
    const std::string segment = "areas." + area.as;
    LayerBuilder out(view, area.primary ? "areas" : "areas_" + area.as, "Areas: " + area.as, area.count);
    if (const SegmentPtr geometry = view.segment(segment + ".geometry")) out.layer().geometry = AreaGeometry{picture::coverage_of(*geometry)};
    out.plain(segment, "code", "id");
    out.rest(segment, {"key_high", "key_low", "code"});
    out.results(results, host::Entity::area, area.as);
    return std::move(out.layer());
}

LayerSpec assets_layer(const privacy::View& view, std::span<const host::AnalysisResult> results) {
    LayerBuilder out(view, "assets", "Assets", view.assets());
    out.layer().geometry = PointGeometry{find(view, "assets.positions", "point")};
    const auto first = static_cast<std::int64_t>(view.people());
    out.layer().columns.push_back(number_column("node", [first](std::size_t row) { return first + static_cast<std::int64_t>(row); }));
    out.plain("assets.names", "id");
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
    out.word("assets", "confirmed_by", column::confirmed_by_words);
    out.plain("assets", "confirmed_on");
    out.plain("assets", "review_by");
    out.rest("assets.details", {});
    out.results(results, host::Entity::asset);
    return std::move(out.layer());
}

/// The source's own id: an alter's is only words, and stands in `name`.
LayerColumn own_id(const Column& ids, std::span<const std::int32_t> roles) {
    return {"id", CellType::text, [codes = ids.codes(), dictionary = ids.dictionary(), roles](const Cell& cell, std::size_t row) {
                if (codes[row] < 0 || roles[row] == static_cast<std::int32_t>(column::Role::alter)) cell.null();
                else cell.text(dictionary[codes[row]]);
            }};
}

LayerColumn name_or_words(const privacy::View& view, const Column& ids, std::span<const std::int32_t> roles) {
    const Column* names = find(view, "people.names", "name");
    return {"name", CellType::text, [ids = &ids, names, roles](const Cell& cell, std::size_t row) {
                const std::string_view name = names ? names->text(row) : std::string_view();
                if (!name.empty()) cell.text(name);
                else if (roles[row] == static_cast<std::int32_t>(column::Role::alter)) cell.text(ids->text(row));
                else cell.null();
            }};
}

LayerSpec people_layer(const privacy::View& view, std::span<const host::AnalysisResult> results) {
    LayerBuilder out(view, "people", "People: for the team only", view.people());
    out.layer().geometry = PointGeometry{find(view, "people.positions", "point")};
    out.layer().columns.push_back(number_column("node", [](std::size_t row) { return static_cast<std::int64_t>(row); }));
    const Column *ids = find(view, "people.names", "id"), *roles = find(view, "people", "role");
    if (ids && roles) {
        out.layer().columns.push_back(own_id(*ids, roles->i32()));
        out.layer().columns.push_back(name_or_words(view, *ids, roles->i32()));
    }
    out.word("people.positions", "placed_by", column::placed_by_words);
    out.word("people", "role", column::role_words);
    out.word("people", "living", column::living_words);
    out.reference("people", "area", primary_segment(view), "code");
    out.reference("people", "household", "households.names", "id");
    out.plain("people", "asked_on");
    out.plain("people", "introduce");
    out.word("people", "own_view", column::own_view_words);
    for (const char* gift : {"interests", "offers", "wants"}) out.plain("people.gifts", gift);
    out.rest("people.attributes", {});
    out.results(results, host::Entity::person);
    return std::move(out.layer());
}

/// The ids of all nodes side by side: ties name them at random, and each look into the dictionaries would be four misses of
/// the cache. A long id is only pointed to.
class NodeIds {
public:
    explicit NodeIds(const privacy::View& view) : ids_(view.people() + view.assets()) {
        const Column *people = find(view, "people.names", "id"), *assets = find(view, "assets.names", "id"), *roles = find(view, "people", "role");
        for (std::size_t row = 0; people && row < view.people(); ++row)
            if (!roles || roles->i32()[row] != static_cast<std::int32_t>(column::Role::alter)) put(row, people->text(row));
        for (std::size_t row = 0; assets && row < view.assets(); ++row) put(view.people() + row, assets->text(row));
    }
    /// A hint that this node's id is wanted soon: the ends of ties lie anywhere.
    void soon(std::int32_t node) const {
#if defined(__GNUC__)
        if (node >= 0) __builtin_prefetch(&ids_[static_cast<std::size_t>(node)]);
#else
        (void)node;
#endif
    }
    void put_to(const Cell& cell, std::int32_t node) const {
        const Id* id = node < 0 ? nullptr : &ids_[static_cast<std::size_t>(node)];
        if (!id || id->length == 0) cell.null();
        else cell.text(id->length == is_long ? long_[index_of(*id)] : std::string_view(id->text, id->length));
    }

private:
    static constexpr std::uint8_t is_long = 255;
    struct Id {
        char text[15];           // or, of a long one, its index in long_
        std::uint8_t length = 0;
    };
    std::uint32_t index_of(const Id& id) const {
        std::uint32_t index = 0;
        std::memcpy(&index, id.text, sizeof index);
        return index;
    }
    void put(std::size_t node, std::string_view text) {
        Id& id = ids_[node];
        if (text.size() <= sizeof id.text) {
            std::copy(text.begin(), text.end(), id.text);
            id.length = static_cast<std::uint8_t>(text.size());
        } else {
            const auto index = static_cast<std::uint32_t>(long_.size());
            std::memcpy(id.text, &index, sizeof index);
            id.length = is_long;
            long_.push_back(text);
        }
    }
    std::vector<Id> ids_;
    std::vector<std::string_view> long_;
};

/// One end of every tie: the id of the person or asset there, and the node.
void add_end(const privacy::View& view, const std::shared_ptr<const NodeIds>& ids, LayerBuilder& out, std::string_view end) {
    const Column* nodes = find(view, "ties", end);
    if (!nodes) return;
    out.layer().columns.push_back({std::string(end), CellType::text, [ids, nodes = nodes->i32()](const Cell& cell, std::size_t row) {
                                       constexpr std::size_t ahead = 16;
                                       if (row + ahead < nodes.size()) ids->soon(nodes[row + ahead]);
                                       ids->put_to(cell, nodes[row]);
                                   }});
    out.layer().columns.push_back({std::string(end) + "_node", CellType::integer, [nodes = nodes->i32()](const Cell& cell, std::size_t row) {
                                       if (nodes[row] < 0) cell.null();
                                       else cell.integer(nodes[row]);
                                   }});
}

LineGeometry tie_geometry(const privacy::View& view) {
    const Column *from = find(view, "ties", "from"), *to = find(view, "ties", "to"), *valence = find(view, "ties", "valence");
    const std::array<const Column*, 2> points{find(view, "people.positions", "point"), find(view, "assets.positions", "point")};
    const auto people = static_cast<std::int32_t>(view.people());
    const auto place = [points, people](std::int32_t node, double* xy) {
        if (node < 0) return false;
        const Column* at = points[node < people ? 0 : 1];
        const auto row = static_cast<std::size_t>(node < people ? node : node - people);
        if (!at || !at->known(row)) return false;
        xy[0] = at->xy()[2 * row];
        xy[1] = at->xy()[2 * row + 1];
        return true;
    };
    return {[=](std::size_t row, double(&xy)[4]) {
        if (valence && valence->known(row) && valence->i32()[row] == static_cast<std::int32_t>(column::Valence::difficult)) return false;
        return place(from->i32()[row], xy) && place(to->i32()[row], xy + 2);
    }};
}

LayerSpec ties_layer(const privacy::View& view, const Column& from, bool lines) {
    LayerBuilder out(view, "ties", "Ties: for the team only", from.rows());
    if (lines) out.layer().geometry = tie_geometry(view);
    const auto ids = std::make_shared<const NodeIds>(view);
    add_end(view, ids, out, "from");
    add_end(view, ids, out, "to");
    out.reference("ties", "kind", "tie_kinds", "key");
    out.plain("ties", "paid");
    out.word("ties", "direction", column::direction_words);
    out.plain("ties", "closeness");
    out.plain("ties", "strength");
    out.plain("ties", "frequency");
    out.mask("ties", "functions", column::help_words);
    out.word("ties", "reported_by", column::reported_by_words);
    for (const char* date : {"since", "until", "last_confirmed"}) out.plain("ties", date);
    out.plain("ties", "met_through");
    return std::move(out.layer());
}

/// A GeoPackage without any layer does not open: relations without a place, before a safe audience, leave this one.
LayerSpec about_layer(const privacy::View& view) {
    const auto text = [](std::string name, std::string_view words) { return LayerColumn{std::move(name), CellType::text, [words = std::string(words)](const Cell& cell, std::size_t) { cell.copied(words); }}; };
    return {"about", "What this file is", NoGeometry{}, 1, {text("place", view.place_name()), text("audience", privacy::name_of(view.audience())), text("note", view.note())}};
}

}  // namespace

std::vector<LayerSpec> place_layers(const privacy::View& view, std::span<const host::AnalysisResult> results, bool tie_lines) {
    std::vector<LayerSpec> out;
    for (const auto& layer : view.layers()) out.push_back(areas_layer(view, layer, results));
    // The primary layer first: it is what opens.
    std::stable_partition(out.begin(), out.end(), [](const LayerSpec& layer) { return layer.name == "areas"; });
    if (view.audience() == privacy::Audience::team && view.people() > 0) out.push_back(people_layer(view, results));
    if (view.assets() > 0) out.push_back(assets_layer(view, results));
    const Column* from = find(view, "ties", "from");
    if (view.audience() == privacy::Audience::team && from) out.push_back(ties_layer(view, *from, tie_lines));
    if (out.empty()) out.push_back(about_layer(view));
    return out;
}

}  // namespace kith::report
