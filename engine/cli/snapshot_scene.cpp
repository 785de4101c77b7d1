#include "engine/cli/snapshot_scene.hpp"

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/cli/sheet.hpp"
#include "engine/cli/snapshot_results.hpp"
#include "engine/picture/scene_of.hpp"
#include "engine/report/text_file.hpp"

namespace kith::cli {
namespace {

using picture::ValueKind;

ValueKind kind_of(column::State state) {
    switch (state) {
        case column::State::not_asked: return ValueKind::not_asked;
        case column::State::withheld: return ValueKind::suppressed;
        case column::State::known: return ValueKind::value;
        default: return ValueKind::no_data;
    }
}

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
        auto found = result_column(opened, command, name, layer, job);
        if (!found) return found.error();
        if (*found) return std::move(**found);
        std::string names;
        for (const column::Column& one : areas ? areas->columns() : std::span<const column::Column>{})
            if (usable(one)) names += (names.empty() ? "" : ", ") + std::string(one.key());
        return base::misuse("The areas have no column of numbers called \"" + name + "\"; there are: " + names + ", and what analyses work out, such as inventory_per_1000.");
    }
    ResultColumnValues out{title_of(view, layer, name), {}};
    for (std::size_t row = 0; row < column->rows(); ++row) {
        const ValueKind kind = kind_of(column->state(row));
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

std::string credits_of(const privacy::View& view) {
    std::string out = "Drawn by Kith";
    if (const auto day = view.as_of()) out += ", as of " + report::day_in_words(*day);
    if (view.audience() == privacy::Audience::team) out += ". For the team only: it shows people";
    return out + ".";
}

/// The box around what is reached on foot, a little larger; nothing where no walk is drawn.
std::optional<picture::Bounds> around_walk(const picture::Scene& scene) {
    const picture::Bounds walk = picture::walk_bounds(scene);
    if (walk.empty) return std::nullopt;
    constexpr double more = 60;  // metres
    picture::Bounds out = walk;
    out.add(walk.left - more, walk.bottom - more);
    out.add(walk.right + more, walk.top + more);
    return out;
}

base::Result<picture::Drawing> page_for(const picture::Scene& scene, const privacy::View& view, const SnapshotCommand& command) {
    picture::PageSpec page;
    page.show = around_walk(scene);
    const std::string name = !command.size.empty() ? command.size : command.view == "wall" ? "A1" : "A4";
    const auto size = picture::paper_size(name);
    if (!size) return size.error();
    page.paper = *size;
    page.subtitle = view.note();
    page.credits = credits_of(view);
    page.id = command.view;
    if (command.view == "blank") page.grid = command.grid;
    return picture::page_of(scene, page);
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
        if (auto status = backdrop(); !status) return status.error();
        if (auto status = colour(); !status) return status.error();
        if (auto status = ties(); !status) return status.error();
        if (auto status = walk(); !status) return status.error();
        const auto scene = picture::map_scene_of(view_, options_);
        if (!scene) return scene.error();
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

}  // namespace

base::Result<picture::Drawing> snapshot_drawing(const Opened& opened, const SnapshotCommand& command, base::JobContext& job) {
    const privacy::View& view = *opened.view;
    const bool personal = command.view == "network" || command.view == "circle";
    if (personal && view.audience() != privacy::Audience::team)
        return base::misuse("A " + command.view + " shows people, so it is for the team: say --audience team.");
    const bool map = command.view == "map" || command.view == "wall";
    if (!map && !command.walk_from.empty()) return base::misuse("--walk-from is for a map: say --view map or --view wall.");
    if (command.view == "circle") return circle_drawing(view, command, theme_of(command), credits_of(view), job);
    if (command.view != "network") return MapOf(opened, command, job).draw();
    const auto lens = lens_of(view, command);
    if (!lens) return lens.error();
    const auto scene = network_scene(view, command, *lens, theme_of(command), job);
    if (!scene) return scene.error();
    return page_for(*scene, view, command);
}

}  // namespace kith::cli
