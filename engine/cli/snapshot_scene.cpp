#include "engine/cli/snapshot_scene.hpp"

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/cli/sheet.hpp"
#include "engine/cli/snapshot_marks.hpp"
#include "engine/cli/snapshot_results.hpp"
#include "engine/picture/chart.hpp"
#include "engine/picture/moran.hpp"
#include "engine/picture/scene_of.hpp"
#include "engine/picture/text.hpp"

namespace kith::cli {
namespace {

using picture::ValueKind;

base::Result<std::string> layer_of(const privacy::View& view, const SnapshotCommand& command) {
    std::vector<std::string_view> known;
    for (const privacy::Layer& layer : view.layers()) {
        if (layer.as == command.area_layer || (command.area_layer.empty() && layer.primary)) return layer.as;
        known.push_back(layer.as);
    }
    if (command.area_layer.empty()) return std::string();
    std::string names;
    for (const auto name : known) names += (names.empty() ? "" : ", ") + std::string(name);
    return base::misuse("There is no area layer \"" + command.area_layer + "\" here" + (names.empty() ? "." : "; there are: " + names + "."));
}

std::string title_of(const privacy::View& view, const std::string& layer, const std::string& column) {
    std::string out = view.words_for("areas." + layer, column, column);
    std::replace(out.begin(), out.end(), '_', ' ');
    if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
    return out == "Km2" ? "Square kilometres" : out;
}

/// A column of the layer, or of an analysis; an error names those there are.
base::Result<ResultColumnValues> column_of(const Opened& opened, const SnapshotCommand& command, const std::string& layer, const std::string& name, base::JobContext& job) {
    const privacy::View& view = *opened.view;
    const auto areas = view.segment("areas." + layer);
    const auto usable = [](const column::Column& one) { return one.type() == column::Type::f64; };
    const auto* column = areas ? areas->find(name) : nullptr;
    if (!column || !usable(*column)) {
        auto found = result_column(opened, command, name, host::Entity::area, layer, job);
        if (!found) return found.error();
        if (*found) return std::move(**found);
        std::string names;
        for (const column::Column& one : areas ? areas->columns() : std::span<const column::Column>{})
            if (usable(one)) names += (names.empty() ? "" : ", ") + std::string(one.key());
        return base::misuse("The areas have no column of numbers called \"" + name + "\"; there are: " + names + ", and what analyses work out, such as inventory_per_1000.");
    }
    ResultColumnValues out{title_of(view, layer, name), {}};
    for (std::size_t row = 0; row < column->rows(); ++row) {
        const ValueKind kind = value_kind_of(column->state(row));
        out.values.push_back({kind, kind == ValueKind::value ? column->f64()[row] : 0});
    }
    return out;
}

picture::Theme theme_of(const SnapshotCommand& command) {
    if (command.black_and_white) return picture::Theme::black_and_white;
    if (command.theme == "dark") return picture::Theme::dark;
    return command.theme == "high_contrast" ? picture::Theme::high_contrast : picture::Theme::light;
}

base::Result<std::optional<picture::ClassChoice>> choice_of(const SnapshotCommand& command) {
    if (command.scheme.empty() && command.classes == 5) return std::optional<picture::ClassChoice>();
    picture::ClassChoice out{picture::Scheme::fisher_jenks, command.classes, command.hinge, command.breaks};
    if (!command.scheme.empty()) {
        const auto scheme = picture::scheme_from(command.scheme);
        if (!scheme) {
            std::string names;
            for (int i = 0; i < picture::scheme_count; ++i) names += (i > 0 ? ", " : "") + std::string(picture::name_of(static_cast<picture::Scheme>(i)));
            return base::misuse("There is no scheme \"" + command.scheme + "\"; there are: " + names + ".");
        }
        out.scheme = *scheme;
    }
    if (out.scheme == picture::Scheme::manual && out.upper.empty()) return base::misuse("--scheme manual needs --breaks, such as --breaks 10,20,50.");
    return std::optional(out);
}

/// Schemes around a middle take a palette with a middle.
base::Result<std::string> palette_of(const SnapshotCommand& command, const std::optional<picture::ClassChoice>& choice) {
    if (!command.palette.empty()) {
        std::string names;
        for (const picture::PaletteInfo& info : picture::palettes()) {
            if (info.name == command.palette) return command.palette;
            names += (names.empty() ? "" : ", ") + info.name;
        }
        return base::misuse("There is no palette \"" + command.palette + "\"; there are: " + names + ".");
    }
    return std::string(choice && picture::around_middle(choice->scheme) ? picture::default_diverging : picture::default_sequential);
}

base::Result<privacy::LensSpec> lens_of(const privacy::View& view, const SnapshotCommand& command) {
    privacy::LensSpec all;
    all.as = "all";
    if (command.lens.empty()) return all;
    std::string names;
    for (const privacy::LensSpec& lens : view.lenses()) {
        if (lens.as == command.lens) return lens;
        names += (names.empty() ? "" : ", ") + lens.as;
    }
    return base::misuse("The recipe has no lens \"" + command.lens + "\"" + (names.empty() ? "." : "; there are: " + names + "."));
}

base::Result<picture::Drawing> page_for(const picture::Scene& scene, const privacy::View& view, const SnapshotCommand& command) {
    picture::PageSpec page;
    const std::string name = !command.size.empty() ? command.size : command.view == "wall" ? "A1" : "A4";
    const auto size = picture::paper_size(name);
    if (!size) return size.error();
    page.paper = *size;
    page.id = command.view;
    if (command.view == "blank") page.grid = command.grid;
    return picture::page_of(scene, view, page);
}

/// Map, wall map and blank map.
class MapOf {
public:
    MapOf(const Opened& opened, const SnapshotCommand& command, base::JobContext& job) : opened_(opened), view_(*opened.view), command_(command), job_(job) {}

    base::Result<picture::Drawing> draw() {
        auto layer = layer_of(view_, command_);
        if (!layer) return layer.error();
        layer_ = std::move(*layer);
        options_.theme = theme_of(command_);
        options_.title = command_.title;
        if (!layer_.empty()) options_.area_layers = {layer_};
        const bool blank = command_.view == "blank";
        options_.assets.draw = !blank;
        options_.people.draw = !blank && view_.audience() == privacy::Audience::team;
        options_.asset_names = command_.view == "wall";
        options_.areas = !command_.no_areas;
        options_.backdrop.bold = options_.backdrop.names = blank;
        DressedMarks marks(opened_, command_, job_);
        if (auto status = marks.dress(base::EntityKind::person, options_.people); !status) return status.error();
        if (auto status = marks.dress(base::EntityKind::asset, options_.assets); !status) return status.error();
        if (auto status = backdrop(); !status) return status.error();
        if (auto status = colour(); !status) return status.error();
        if (auto status = ties(); !status) return status.error();
        if (auto status = walk(); !status) return status.error();
        auto scene = picture::map_scene_of(view_, options_);
        if (!scene) return scene.error();
        marks.finish(*scene);
        return page_for(*scene, view_, command_);
    }

private:
    base::Status colour() {
        if (command_.colour.empty()) return command_.and_colour.empty() ? base::Status{} : base::misuse("--and-colour goes with --colour.");
        if (layer_.empty() || command_.no_areas) return base::misuse("There are no areas here to colour.");
        auto first = column_of(opened_, command_, layer_, command_.colour, job_);
        if (!first) return first.error();
        first_ = std::move(*first);
        if (!command_.and_colour.empty()) {
            auto second = column_of(opened_, command_, layer_, command_.and_colour, job_);
            if (!second) return second.error();
            second_ = std::move(*second);
            name_it(small(first_.title) + ", and " + small(second_.title));
            options_.bivariate = picture::Bivariate{first_.title, second_.title, first_.values, second_.values};
            return {};
        }
        name_it(small(first_.title));
        auto choice = choice_of(command_);
        if (!choice) return choice.error();
        auto palette = palette_of(command_, *choice);
        if (!palette) return palette.error();
        options_.colour = picture::Colouring{first_.title, first_.values, *choice, std::move(*palette), command_.reverse};
        return {};
    }

    /// Layers by name; the others stay away.
    base::Status backdrop() {
        if (command_.backdrop.empty()) return {};
        if (command_.backdrop == std::vector<std::string>{"none"}) {
            options_.backdrop.draw = false;
            return {};
        }
        std::string names;
        std::size_t found = 0;
        for (const privacy::Backdrop& one : view_.backdrops()) {
            names += (names.empty() ? "" : ", ") + one.as;
            if (std::find(command_.backdrop.begin(), command_.backdrop.end(), one.as) == command_.backdrop.end()) options_.backdrop.hidden.push_back(one.as);
            else ++found;
        }
        if (found == command_.backdrop.size()) return {};
        return base::misuse("--backdrop names a layer that is not there" + (names.empty() ? "; the recipe has no [[backdrop]]." : "; there are: " + names + ", and none."));
    }

    static std::string small(const std::string& title) { return base::lower(title.substr(0, 1)) + title.substr(1); }
    void name_it(const std::string& what) {
        if (options_.title.empty()) options_.title = view_.place_name() + ": " + what;
    }

    base::Status ties() {
        if (!command_.ties) return {};
        if (view_.audience() != privacy::Audience::team) return base::misuse("Ties are for the team: say --audience team with --ties.");
        const auto lens = lens_of(view_, command_);
        if (!lens) return lens.error();
        auto topology = view_.topology(*lens, job_);
        if (!topology) return topology.error();
        options_.ties = *topology;
        return {};
    }

    base::Status walk() {
        if (command_.walk_from.empty()) return {};
        const auto spot = spot_called(view_, command_.walk_from);
        if (!spot) return spot.error();
        options_.walk = picture::Walk{spot->at, spot->words};
        name_it("on foot from " + spot->words);
        return {};
    }

    const Opened& opened_;
    const privacy::View& view_;
    const SnapshotCommand& command_;
    base::JobContext& job_;
    picture::MapSceneOptions options_;
    std::string layer_;
    ResultColumnValues first_, second_;
};

/// A circle or a chart on the size that was asked for, else as large as it comes.
base::Result<picture::Drawing> on_size(base::Result<picture::Drawing> drawing, const SnapshotCommand& command) {
    if (!drawing || command.size.empty()) return drawing;
    const auto size = picture::paper_size(command.size);
    return size ? base::Result<picture::Drawing>(picture::on_paper(*drawing, *size)) : size.error();
}

/// Of one column of the areas: how many have how much, or how much each has beside its neighbours.
base::Result<picture::Drawing> chart_drawing(const Opened& opened, const SnapshotCommand& command, base::JobContext& job) {
    const privacy::View& view = *opened.view;
    if (command.column.empty()) return base::misuse("A chart is of one column: name it by --column, such as --column population.");
    const auto layer = layer_of(view, command);
    if (!layer) return layer.error();
    if (layer->empty()) return base::misuse("There are no areas here whose values a chart could show.");
    const auto column = column_of(opened, command, *layer, command.column, job);
    if (!column) return column.error();
    const auto choice = choice_of(command);
    if (!choice) return choice.error();
    const auto palette = palette_of(command, *choice);
    if (!palette) return palette.error();
    picture::ChartSpec spec;
    spec.id = command.chart;
    spec.theme = theme_of(command);
    spec.credits = picture::credits_of(view);
    spec.title = !command.title.empty() ? command.title : command.chart == "scatter" ? "Neighbours alike? " + column->title : column->title;
    spec.x_title = column->title;
    if (command.chart == "scatter") {
        const auto borders = view.segment("areas." + *layer + ".borders");
        const auto made = picture::moran_of(column->values, borders.get(), column->title);
        if (!made) return made.error();
        spec.x_title += ", standard deviations from the mean";
        spec.y_title = "the same, mean of neighbouring areas";
        picture::Scatter scatter;
        scatter.points = made->points;
        scatter.middle = picture::Point{0, 0};
        scatter.line = picture::ScatterLine{made->slope, made->intercept, "Moran's I = " + picture::number_text(made->slope)};
        scatter.left_out = made->left_out + made->islands;
        return picture::scatter_of(scatter, spec);
    }
    const auto coloured = picture::coloured({column->title, column->values, *choice, *palette, command.reverse});
    if (!coloured) return coloured.error();
    std::vector<double> numbers;
    for (const picture::AreaValue& value : column->values)
        if (value.kind <= ValueKind::at_most) numbers.push_back(value.value);
    if (numbers.empty()) return base::not_found("No area has a known value of " + column->title + ", so there is no histogram of it.");
    return picture::histogram_of(picture::histogram(numbers, coloured->classes), coloured->classes, coloured->fills, static_cast<std::int64_t>(column->values.size() - numbers.size()), spec);
}

}  // namespace

ValueKind value_kind_of(column::State state) {
    switch (state) {
        case column::State::not_asked: return ValueKind::not_asked;
        case column::State::withheld: return ValueKind::suppressed;
        case column::State::known: return ValueKind::value;
        default: return ValueKind::no_data;
    }
}

/// An option that would do nothing is a slip of whoever typed it.
static base::Status fits_view(const SnapshotCommand& command) {
    const bool map = command.view == "map" || command.view == "wall", network = command.view == "network";
    if (!map && !command.walk_from.empty()) return base::misuse("--walk-from is for a map: say --view map or --view wall.");
    for (const SnapshotCommand::Marks* marks : {&command.people, &command.assets})
        if (!map && !network && !(marks->colour + marks->size + marks->shape).empty()) return base::misuse("How people and assets look is for a map or a network: say --view map, wall or network.");
    if (!network && command.arrangement != "free") return base::misuse("--arrangement is for a network: say --view network.");
    if (command.arrangement != "community" && !command.community.empty()) return base::misuse("--community goes with --arrangement community.");
    if (command.view != "chart" && !command.column.empty()) return base::misuse("--column is for a chart: say --view chart.");
    return {};
}

base::Result<picture::Drawing> snapshot_drawing(const Opened& opened, const SnapshotCommand& command, base::JobContext& job) {
    const privacy::View& view = *opened.view;
    const bool personal = command.view == "network" || command.view == "circle";
    if (personal && view.audience() != privacy::Audience::team)
        return base::misuse("A " + command.view + " shows people, so it is for the team: say --audience team.");
    if (auto status = fits_view(command); !status) return status.error();
    if (command.view == "circle") return on_size(circle_drawing(view, command, theme_of(command), picture::credits_of(view), job), command);
    if (command.view == "chart") return on_size(chart_drawing(opened, command, job), command);
    if (command.view != "network") return MapOf(opened, command, job).draw();
    const auto lens = lens_of(view, command);
    if (!lens) return lens.error();
    const auto scene = network_scene(opened, command, *lens, theme_of(command), job);
    if (!scene) return scene.error();
    return page_for(*scene, view, command);
}

}  // namespace kith::cli
