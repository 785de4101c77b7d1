#include "viewer/model/map_scene.hpp"

#include <algorithm>
#include <deque>
#include <set>

#include "engine/base/text.hpp"
#include "viewer/model/layers.hpp"
#include "viewer/model/look.hpp"
#include "viewer/model/table.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::model {
namespace {

constexpr std::size_t lines_at_most = 5000;   // straight ties; above that flows between areas
constexpr std::size_t rows_in_document = 500;

void leave_areas_out(picture::Scene& scene) {
    scene.areas.clear();
    std::erase_if(scene.labels, [](const picture::Label& label) { return label.kind == picture::LabelKind::area; });
}

void add_areas(const privacy::View& view, Results results, const MapOptions& options, const std::string& layer, Document& out) {
    TableOptions choice;
    choice.of = TableOf::areas;
    choice.layer = layer;
    choice.sorted_by = label_column;
    const auto table = table_of(view, results, choice);
    if (!table || table->order.empty()) return;
    Block block;
    block.kind = Block::Kind::table;
    block.text = table->heading;
    block.head = {"Name"};
    block.numeric = {false};
    std::vector<const Field*> shown;
    for (const Field& field : table->columns)
        if (field.name() == options.colour.column || field.name() == options.colour.second || (options.colour.column.empty() && field.name() == "areas." + layer + "/population")) shown.push_back(&field);
    for (const Field* field : shown) {
        block.head.push_back(field->unit().empty() ? field->label() : field->label() + " (" + field->unit() + ")");
        block.numeric.push_back(field->numeric());
    }
    for (const std::uint32_t row : table->order) {
        if (block.rows.size() == rows_in_document) break;
        block.rows.push_back({row_label(view, table->subject, row)});
        for (const Field* field : shown) block.rows.back().push_back(has_number(field->standing(row)) ? field->text(row) : field->reason(row));
    }
    out.blocks.push_back(std::move(block));
}

/// Where a person or an asset is; nothing, and a remark, where nobody knows.
std::optional<picture::Walk> walk_of(const privacy::View& view, const MapOptions& options, const session::EntityIndex* index, std::vector<std::string>& remarks) {
    const auto row = options.walk_from && index ? index->find(*options.walk_from) : std::nullopt;
    if (!options.walk_from || !index) return std::nullopt;
    const bool person = options.walk_from->kind == base::EntityKind::person;
    const auto positions = view.segment(person ? "people.positions" : "assets.positions");
    const column::Column* point = positions ? positions->find("point") : nullptr;
    const auto at = static_cast<std::size_t>(row ? row->row : 0);
    if (!row || point == nullptr || at >= point->rows() || !point->known(at)) {
        remarks.emplace_back("Where the walk on foot was to begin is not on record, or not for this audience; it is not drawn.");
        return std::nullopt;
    }
    return picture::Walk{{point->xy()[2 * at], point->xy()[2 * at + 1]}, view.label(row->kind, at)};
}

}  // namespace

base::Result<MapPicture> map_picture_of(const privacy::View& view, Results results, const ViewOptions& options, const Look& look, const column::SegmentPtr& topology) {
    MapPicture out;
    picture::MapSceneOptions scene;
    scene.theme = look.theme;
    scene.area_layers = shown_layers(view, options.map);
    scene.area_names = options.map.area_names;
    scene.areas_shown = look.areas;
    scene.asset_names = options.map.asset_names;
    scene.backdrop.hidden = options.map.hidden_backdrops;
    scene.backdrop.names = options.map.backdrop_names;
    const std::string coloured = scene.area_layers.empty() ? std::string() : scene.area_layers.front();
    Looks looks(view, results, out.remarks);
    if (options.map.areas && !coloured.empty()) looks.colour_areas(options.map.colour, coloured, scene);
    looks.dress({base::EntityKind::person, {}}, options.people, look.people, scene.people);
    looks.dress({base::EntityKind::asset, {}}, options.assets, look.assets, scene.assets);
    if (options.map.ties != TieDrawing::none) {
        scene.ties = topology;
        scene.most_tie_lines = options.map.ties == TieDrawing::lines ? lines_at_most : 0;
    }
    scene.walk = walk_of(view, options.map, look.index, out.remarks);
    auto made = picture::map_scene_of(view, scene);
    if (!made && scene.walk) {
        out.remarks.push_back(made.error().message);
        scene.walk.reset();
        made = picture::map_scene_of(view, scene);
    }
    if (!made) return made.error();
    out.walk = scene.walk;
    for (const picture::Hidden& one : made->hidden)  // nothing else on the screen says so
        if (one.what.starts_with("ties between two areas")) out.remarks.push_back("Not drawn: " + picture::words_of(one) + ".");
    if (!options.map.areas) leave_areas_out(*made);
    looks.finish(*made);
    out.scene = std::move(*made);
    return out;
}

base::Result<MapView> map_view_of(const privacy::View& view, Results results, const ViewOptions& options, const Look& look, const column::SegmentPtr& topology) {
    auto made = map_picture_of(view, results, options, look, topology);
    if (!made) return made.error();
    return MapView{prepared(std::move(made->scene), look.paths), std::move(made->remarks), std::move(made->walk)};
}

base::Result<picture::Scene> blank_map_of(const privacy::View& view, const ViewOptions& options, picture::Theme theme) {
    picture::MapSceneOptions scene;
    scene.theme = theme;
    scene.area_layers = shown_layers(view, options.map);
    scene.areas = options.map.areas;
    scene.area_names = options.map.area_names;
    scene.people.draw = scene.assets.draw = false;
    scene.backdrop = {true, options.map.hidden_backdrops, true, true};
    return picture::map_scene_of(view, scene);
}

void add_legends(const picture::Scene& scene, Document& out) {
    for (const picture::Legend& legend : scene.legends) {
        std::vector<std::string> items;
        for (const auto& entry : legend.entries) items.push_back(entry.count < 0 ? entry.label : entry.label + ": " + base::grouped(entry.count));
        if (items.empty()) continue;
        out.heading(legend.title);
        out.list(std::move(items));
    }
    std::vector<std::string> hidden;
    for (const picture::Hidden& one : scene.hidden) hidden.push_back(base::grouped(one.count) + " " + one.what);
    if (hidden.empty()) return;
    out.heading("Not in the picture");
    out.list(std::move(hidden));
}

/// Who does not see the ways reads what stands on them.
void add_walk_lists(const picture::Walk& walk, const privacy::View& view, Document& out) {
    const auto within = picture::within_walk(view, walk);
    for (std::size_t band = 0; band < within.size(); ++band) {
        std::vector<std::string> items;
        for (const std::int32_t asset : within[band]) {
            if (items.size() == rows_in_document) break;
            items.push_back(view.label(base::EntityKind::asset, static_cast<std::size_t>(asset)));
        }
        const std::string minutes = (band == 0 ? "up to " : std::to_string(picture::walk_minutes[band - 1]) + " to ") + std::to_string(picture::walk_minutes[band]) + " minutes";
        out.heading(std::string(picture::walk_legend) + walk.words + ", " + minutes + ": " + base::counted(static_cast<std::int64_t>(within[band].size()), "asset"));
        if (!items.empty()) out.list(std::move(items));
    }
}

/// The lines that have names, by the alphabet; each name once.
void add_backdrop_names(const picture::Scene& scene, Document& out) {
    std::set<std::string> names;
    for (const picture::PathLayer& layer : scene.backdrop_lines) {
        const column::Column* name = layer.lines->find("name");
        for (std::size_t line = 0; name != nullptr && line < name->rows(); ++line)
            if (name->known(line)) names.insert(std::string(name->text(line)));
    }
    if (names.empty()) return;
    const std::size_t all = names.size();
    std::vector<std::string> items;
    for (const std::string& name : names) {
        if (items.size() == rows_in_document) break;
        items.push_back(name);
    }
    out.heading(std::string(picture::backdrop_legend) + ": " + base::counted(static_cast<std::int64_t>(all), "name") + (items.size() < all ? ", of which the first " + base::grouped(static_cast<std::int64_t>(items.size())) : ""));
    out.list(std::move(items));
}

Document document_of(const MapView& map, const privacy::View& view, Results results, const ViewOptions& options) {
    return document_of(map.prepared.scene, map.remarks, map.walk, view, results, options);
}

Document document_of(const picture::Scene& scene, std::span<const std::string> remarks, const std::optional<picture::Walk>& walk, const privacy::View& view, Results results, const ViewOptions& options) {
    Document out{scene.title, audience_words(view.audience()), {}};
    out.paragraph(view.note());
    for (const std::string& remark : remarks) out.paragraph(remark);
    add_legends(scene, out);
    if (!scene.method.empty()) out.paragraph(sentence(scene.method));
    if (walk) add_walk_lists(*walk, view, out);
    const auto layers = shown_layers(view, options.map);
    if (options.map.areas && !layers.empty()) {
        out.heading("Area by area");
        add_areas(view, results, options.map, layers.front(), out);
    }
    add_backdrop_names(scene, out);
    out.paragraph(scene.attribution);
    return out;
}

}  // namespace kith::viewer::model
