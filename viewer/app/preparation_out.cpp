// What goes out, made anew from the place as it is: what the screen shows may be another moment's, dark, or not there at all.
#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/picture/circle.hpp"
#include "engine/picture/page.hpp"
#include "viewer/app/preparation.hpp"
#include "viewer/model/colouring.hpp"
#include "viewer/model/layers.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::app {
namespace {

using model::Out;

std::string with_small_letter(const std::string& title) { return base::lower(title.substr(0, 1)) + title.substr(std::min<std::size_t>(1, title.size())); }

/// "Larkmere: population", as `kith snapshot` has it: what the colours tell, or whence one walks.
std::string title_of_map(const model::MapPicture& map, std::span<const model::Field> fields, const model::Colouring& by) {
    const picture::Scene& scene = map.scene;
    const auto told = [&](const model::ColumnName& name) {
        const model::Field* field = name.empty() ? nullptr : model::find_field(fields, name);
        return field == nullptr ? std::string() : model::FieldColours(*field, by).colouring().title;
    };
    const std::string first = told(by.column), second = told(by.second);
    for (const picture::Legend& legend : scene.legends) {
        if (legend.grid && !second.empty()) return scene.title + ": " + with_small_letter(first) + ", and " + with_small_letter(second);
        if (!first.empty() && legend.title == first) return scene.title + ": " + with_small_letter(first);
    }
    return map.walk ? scene.title + ": on foot from " + map.walk->words : scene.title;
}

base::Result<picture::Circles> circles_now(const model::Model& model) {
    privacy::LensSpec all;
    all.as = "all";
    base::JobContext job;
    const auto topology = model.view()->topology(all, job);
    if (!topology) return topology.error();
    return picture::circles_of(*model.view(), **topology, *model::circled(model));
}

model::Document issues_document(const privacy::View& view, std::span<const draw::IssueLine> issues) {
    model::Document out{view.place_name() + ": issues in the files", model::audience_words(view.audience()), {}};
    out.paragraph(view.note());
    if (issues.empty()) out.paragraph("Every row was read, and nothing was amiss.");
    for (const draw::IssueLine& issue : issues) {
        if (!issue.heading.empty()) out.heading(issue.heading);
        for (const std::string* text : {&issue.text, &issue.detail, &issue.mend}) out.paragraph(*text);
    }
    return out;
}

}  // namespace

base::Result<model::MapPicture> Preparation::map_now(const model::Model& model, picture::Theme theme) const {
    model::Look colours = look(model);
    colours.theme = theme;
    return model::map_picture_of(*model.view(), results_, model.options, colours, model.topology());
}

base::Result<model::NetworkView> Preparation::network_now(const model::Model& model, picture::Theme theme) const {
    const model::Subgraph* part = layout.part();
    if (part == nullptr || part->nodes.empty()) return base::misuse(part != nullptr && !part->account.empty() ? part->account : "Nobody stands in this part of the network, so there is nothing to write.");
    if (network_due_ || layout_due_ || layout.positions().size() != part->nodes.size()) return base::misuse("The network is still being arranged. Wait until everybody has a place, then try again.");
    model::Look colours = look(model);
    colours.theme = theme;
    return model::network_view_of(*model.view(), results_, *part, layout.positions(), layout.shelves(), model.options, colours);
}

const model::Field* Preparation::charted(const model::Model& model) const {
    const model::ColumnName& wanted = model.options.charts.histogram.empty() ? model.options.map.colour.column : model.options.charts.histogram;
    for (const auto* group : {&area_fields_, &people_fields_, &asset_fields_})
        if (const model::Field* found = model::find_field(*group, wanted)) return found;
    return nullptr;
}

base::Result<picture::Drawing> Preparation::chart_now(const model::Model& model, const draw::ExportWish& wish) const {
    picture::ChartSpec spec;
    spec.id = wish.what == Out::scatter ? "scatter" : "histogram";
    spec.title = wish.title;
    spec.theme = wish.colours;
    spec.credits = picture::credits_of(*model.view());
    if (wish.what == Out::scatter) {
        if (!screen_->scatter) return base::misuse("This column gives no scatter: it has too few values, or no neighbours to compare with. Choose another under Charts.");
        return model::drawing_of(*screen_->scatter, spec);
    }
    const model::Field* field = charted(model);
    if (!screen_->histogram || field == nullptr) return base::misuse("No value of this column is known, so there is no histogram of it. Choose another under Charts.");
    const model::FieldColours colours(*field, model.options.map.colour);
    const bool of_the_map = field->name() == model.options.map.colour.column;
    const auto coloured = of_the_map ? colours.coloured() : base::Result<picture::Coloured>(picture::Coloured{});
    return coloured ? model::drawing_of(*screen_->histogram, coloured->classes, coloured->fills, spec) : model::drawing_of(*screen_->histogram, {}, {}, spec);
}

base::Result<picture::Scene> Preparation::scene_now(const model::Model& model, const draw::ExportWish& wish) const {
    if (wish.what == Out::network) {
        auto made = network_now(model, wish.colours);
        return made ? base::Result<picture::Scene>(std::move(made->prepared.scene)) : made.error();
    }
    if (wish.blank) return model::blank_map_of(*model.view(), model.options, wish.colours);
    auto made = map_now(model, wish.colours);
    if (!made) return made.error();
    std::string title = title_of_map(*made, area_fields_, model.options.map.colour);
    picture::Scene scene = std::move(made->scene);
    scene.title = std::move(title);
    return scene;
}

base::Result<picture::Drawing> Preparation::page(const model::Model& model, const draw::ExportWish& wish) const {
    if (const std::string why = model::why_not(model, wish.what); !why.empty()) return base::misuse(why);
    const auto paper = picture::paper_size(wish.paper);
    if (!paper) return paper.error();
    if (wish.what == Out::histogram || wish.what == Out::scatter) {
        const auto chart = chart_now(model, wish);
        return chart ? base::Result<picture::Drawing>(picture::on_paper(*chart, *paper)) : chart.error();
    }
    if (wish.what == Out::circle) {
        const auto circles = circles_now(model);
        if (!circles) return circles.error();
        picture::CircleSpec spec;
        spec.theme = wish.colours;
        spec.title = wish.title;
        spec.credits = picture::credits_of(*model.view());
        return picture::on_paper(picture::circle_of(*circles, spec), *paper);
    }
    auto scene = scene_now(model, wish);
    if (!scene) return scene.error();
    if (!wish.title.empty()) scene->title = wish.title;
    picture::PageSpec spec;
    spec.paper = *paper;
    if (wish.grid && wish.what == Out::map) spec.grid = wish.grid_columns;
    spec.id = wish.what == Out::network ? "network" : wish.blank ? "blank" : "map";
    return picture::page_of(*scene, *model.view(), spec);
}

base::Result<model::Document> Preparation::list_now(const model::Model& model, Out what) const {
    const privacy::View& view = *model.view();
    switch (what) {
        case Out::map: {
            const auto made = map_now(model, picture::Theme::light);
            return made ? base::Result<model::Document>(model::document_of(made->scene, made->remarks, made->walk, view, results_, model.options)) : made.error();
        }
        case Out::network: {
            const auto made = network_now(model, picture::Theme::light);
            return made ? base::Result<model::Document>(model::document_of(*made, *layout.part(), view)) : made.error();
        }
        case Out::circle: {
            const auto made = circles_now(model);
            return made ? base::Result<model::Document>(model::document_of(*made, view)) : made.error();
        }
        case Out::histogram:
            if (screen_->histogram) return model::document_of(*screen_->histogram, view);
            break;
        case Out::scatter:
            if (screen_->scatter) return model::document_of(*screen_->scatter, view, {base::EntityKind::area, model::coloured_layer(view, model.options.map)});
            break;
        case Out::table:
            if (table_) return model::document_of(view, *table_);
            return base::misuse("There is no table to write. " + screen_->table_fault);
        case Out::card:
            if (card_) return model::document_of(*card_, view);
            return base::misuse("Who or what is selected has no card before this audience.");
        case Out::findings: return model::document_of(model, screen_->findings);
        case Out::introductions: return model::introductions_document(model);
        case Out::today:
            if (const auto made = today_now(model)) return model::document_of(*made, view);
            break;
        case Out::issues: return issues_document(view, screen_->issues);
    }
    return base::misuse("There is nothing to write of this just now: no value of it is known.");
}

base::Result<model::Document> Preparation::document(const model::Model& model, const draw::ExportWish& wish) const {
    if (const std::string why = model::why_not(model, wish.what); !why.empty()) return base::misuse(why);
    auto made = list_now(model, wish.what);
    if (!made) return made.error();
    if (made->blocks.empty()) return base::misuse("There is nothing to write of this just now, so no file was made.");
    if (!wish.title.empty()) made->title = wish.title;
    return made;
}

}  // namespace kith::viewer::app
