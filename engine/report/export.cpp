#include "engine/report/export.hpp"

#include <algorithm>
#include <array>
#include <random>

#include "engine/base/text.hpp"
#include "engine/report/export_recipe.hpp"
#include "engine/report/geopackage.hpp"
#include "engine/report/hsds_file.hpp"
#include "engine/report/map_file.hpp"
#include "engine/report/network_file.hpp"
#include "engine/report/output_folder.hpp"
#include "engine/report/export_csv.hpp"
#include "engine/report/text_file.hpp"
#include "engine/report/xlsx_file.hpp"

namespace kith::report {
namespace fs = std::filesystem;
namespace {

constexpr std::array<std::string_view, 10> words{"gpkg", "geojson", "flatgeobuf", "xlsx", "csv", "graphml", "gexf", "pajek", "nodes-edges", "hsds"};

bool is_network(ExportFormat format) {
    return format == ExportFormat::graphml || format == ExportFormat::gexf || format == ExportFormat::pajek || format == ExportFormat::node_edge_csv;
}

std::string about_text(const privacy::View& view, const ExportOptions& options, const std::vector<std::string>& remarks) {
    std::string out = view.place_name() + (options.made_by.empty() ? "" : ", written by " + options.made_by) + ".\n";
    out += view.audience() == privacy::Audience::team ? "For the team only: it shows people.\n" : "Safe to show: areas and assets only.\n";
    if (!view.note().empty()) out += view.note() + "\n";
    out += "Coordinate system of the place: " + view.crs() + ".\n";
    const auto credits = credits_of(view);
    if (!credits.empty()) out += "Sources and licences:\n";
    for (const std::string& line : credits) out += line + "\n";
    for (const std::string& line : remarks) out += line + "\n";
    return out;
}

/// A file that takes its place at the end by one rename.
class NewFile {
public:
    /// `ending`: what the library that writes it goes by, whatever the file will be called.
    static base::Result<NewFile> begin(const fs::path& file, bool force, std::string_view ending = {}) {
        std::error_code error;
        if (fs::is_directory(file, error)) return base::misuse("\"" + file.string() + "\" is a folder; name a file in it.");
        if (!force && fs::exists(fs::symlink_status(file, error))) return base::misuse("The file \"" + file.string() + "\" is there already. Choose another, or say --force to replace it.");
        const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
        NewFile out;
        out.file_ = file;
        out.name_ = ending.empty() ? file.filename() : fs::path("new" + std::string(ending));
        // In a folder of its own, which nobody else may enter: libraries set down files beside the one they write.
        std::random_device random;
        for (int attempt = 0; attempt < 8; ++attempt) {
            out.folder_ = folder / ("." + file.filename().string() + ".unfinished-" + std::to_string(random()));
            if (!fs::create_directory(out.folder_, error)) continue;
            fs::permissions(out.folder_, fs::perms::owner_all, error);
            return out;
        }
        out.folder_.clear();
        return base::io_error("Nothing can be written in \"" + folder.string() + "\"; choose another place.");
    }
    NewFile(NewFile&& other) noexcept : file_(std::move(other.file_)), name_(std::move(other.name_)), folder_(std::exchange(other.folder_, {})) {}
    NewFile& operator=(NewFile&&) = delete;
    ~NewFile() {
        std::error_code ignored;
        if (!folder_.empty()) fs::remove_all(folder_, ignored);
    }
    fs::path path() const { return folder_ / name_; }
    base::Status commit(bool closed) {
        std::error_code error;
        if (closed) fs::permissions(path(), fs::perms::owner_read | fs::perms::owner_write, error);
        fs::rename(path(), file_, error);
        return error ? base::Status(base::io_error("\"" + file_.string() + "\" cannot be written; choose another place.")) : base::Status();
    }

private:
    NewFile() = default;
    fs::path file_, name_, folder_;
};

using Layers = std::vector<const LayerSpec*>;

Layers layers_of(const ExportLayers& all) {
    Layers out;
    for (const LayerSpec& layer : all.areas) out.push_back(&layer);
    for (const auto* layer : {&all.people, &all.assets, &all.ties})
        if (*layer) out.push_back(&**layer);
    return out;
}

void add_states(ExportLayers& all) {
    for (LayerSpec& layer : all.areas) add_state_columns(layer);
    for (auto* layer : {&all.people, &all.assets, &all.ties})
        if (*layer) add_state_columns(**layer);
}

LayerSpec about_layer(const std::string& about) {
    return {"about", "What this file is", NoGeometry{}, 1, {{"about", CellType::text, [about](const Cell& cell, std::size_t) { cell.copied(about); }}}};
}

base::Status geopackage(const fs::path& file, const privacy::View& view, ExportLayers& all, const std::string& about, base::JobContext& job) {
    add_states(all);
    job.begin("write the GeoPackage");
    std::vector<LayerSpec> layers;
    for (const LayerSpec* layer : layers_of(all)) layers.push_back(*layer);
    layers.push_back(about_layer(about));
    return write_geopackage(file, view.crs(), layers, job);
}

base::Status map_file(const fs::path& file, const privacy::View& view, const ExportOptions& options, ExportLayers& all, const std::string& about, base::JobContext& job) {
    add_states(all);
    const LayerSpec* layer = layers_of(all).front();
    return write_map_file(file, options.format == ExportFormat::geojson ? MapFile::geojson : MapFile::flatgeobuf, view.crs(), *layer, about, job);
}

base::Status xlsx(const fs::path& file, ExportLayers& all, const std::string& about, base::JobContext& job) {
    for (auto* layer : {&all.people, &all.assets})
        if (*layer) add_xy(**layer);
    const Layers layers = layers_of(all);
    std::vector<std::vector<StateWords>> states;
    for (const LayerSpec* layer : layers) states.push_back(state_words(*layer));
    std::vector<WorkbookSheet> sheets;
    for (std::size_t i = 0; i < layers.size(); ++i) sheets.push_back({layers[i], states[i]});
    return write_xlsx(file, sheets, about, job);
}

base::Status tables(const fs::path& folder, const privacy::View& view, ExportLayers& all, const std::string& about, base::JobContext& job) {
    for (auto* layer : {&all.people, &all.assets})
        if (*layer) add_xy(**layer);
    std::vector<StateWords> people, assets, ties;
    RecipeTables recipe{view, all, {}, {}, {}, "", ""};
    for (const LayerSpec* layer : layers_of(all)) {
        auto states = state_words(*layer);
        if (auto s = write_table_csv(folder / (layer->name + ".csv"), *layer, states, job); !s) return s;
        if (layer->name == "people") people = std::move(states), recipe.people = people;
        if (layer->name == "assets") assets = std::move(states), recipe.assets = assets;
        if (layer->name == "ties") ties = std::move(states), recipe.ties = ties;
    }
    const bool shapes = std::any_of(all.areas.begin(), all.areas.end(), [](const LayerSpec& layer) { return std::holds_alternative<AreaGeometry>(layer.geometry); });
    if (shapes) {
        recipe.boundaries = "boundaries.gpkg";
        if (auto s = write_geopackage(folder / recipe.boundaries, view.crs(), all.areas, job); !s) return s;
    }
    if (auto s = write_text(folder / "place.toml", export_recipe(recipe)); !s) return s;
    return write_text(folder / "about.txt", about);
}

base::Status network(const fs::path& out, const ExportOptions& options, const Network& made, base::JobContext& job) {
    switch (options.format) {
        case ExportFormat::graphml: return write_graphml(out, made, job);
        case ExportFormat::gexf: return write_gexf(out, made, job);
        case ExportFormat::pajek: return write_pajek(out, made, job);
        default: break;
    }
    if (auto s = write_node_list(out / "nodes.csv", made, job); !s) return s;
    if (auto s = write_edge_list(out / "edges.csv", made, job); !s) return s;
    return write_text(out / "about.txt", made.about);
}

/// Why this cannot be written at all; nothing where it can.
base::Status refusal(const privacy::View& view, const ExportOptions& options, const ExportLayers& all) {
    const std::string word(words[static_cast<std::size_t>(options.format)]);
    const bool team = view.audience() == privacy::Audience::team;
    if (is_network(options.format) && !team) return base::misuse("A network shows who knows whom, which is for the team: say --audience team.");
    if (!team && !options.choice.areas && !options.choice.assets) return base::misuse("People and ties are for the team: say --audience team.");
    if (options.format == ExportFormat::hsds && !all.assets) return base::misuse("Open Referral (hsds) holds assets, and there are none here.");
    const Layers layers = layers_of(all);
    if (is_network(options.format) && !all.people && !all.assets) return base::misuse("A network needs people or assets, and there are none of what was asked for.");
    if (layers.empty()) return base::misuse("There is nothing of what was asked for in this place.");
    if (options.format != ExportFormat::geojson && options.format != ExportFormat::flatgeobuf) return {};
    if (all.ties) return base::misuse("A " + word + " file holds one layer with places, and ties have none: take --what people, assets or areas, or another format.");
    if (layers.size() > 1) return base::misuse("A " + word + " file holds one layer: say which by --what people, assets or areas, or take gpkg, which holds them all.");
    return {};
}

std::vector<std::string_view> files_of(ExportFormat format, const ExportLayers& all, std::vector<std::string>& names) {
    if (format == ExportFormat::node_edge_csv) return {"nodes.csv", "edges.csv", "about.txt"};
    names = {"people.csv", "assets.csv", "ties.csv", "place.toml", "about.txt", "boundaries.gpkg"};
    for (const LayerSpec& layer : all.areas) names.push_back(layer.name + ".csv");
    return {names.begin(), names.end()};
}

/// FlatGeobuf holds only what has a place: others are said by their number.
void say_unplaced(ExportLayers& all, const ExportOptions& options) {
    if (options.format != ExportFormat::flatgeobuf) return;
    const LayerSpec* layer = layers_of(all).empty() ? nullptr : layers_of(all).front();
    const auto* points = layer ? std::get_if<PointGeometry>(&layer->geometry) : nullptr;
    std::int64_t missing = 0;
    for (std::size_t row = 0; points && row < layer->rows; ++row) missing += !points->points || !points->points->known(row);
    if (missing > 0) all.remarks.push_back(base::counted(missing, "row", "rows") + " of " + layer->name + " without a place " + (missing == 1 ? "is" : "are") + " left out: FlatGeobuf holds only what has one. GeoJSON and gpkg hold them.");
}

/// A layer of this format alone is what a file holds; ties too where they were not asked for by name.
void narrow(ExportLayers& all, const ExportOptions& options) {
    if (options.format == ExportFormat::hsds) all.areas.clear(), all.people.reset();
    if (is_network(options.format)) all.areas.clear();
    // Of several layers of areas a file with one holds the primary one.
    if ((options.format == ExportFormat::geojson || options.format == ExportFormat::flatgeobuf) && all.areas.size() > 1) {
        all.remarks.push_back(base::counted(static_cast<std::int64_t>(all.areas.size()) - 1, "further layer of areas is", "further layers of areas are") + " left out: this format holds one; gpkg holds them all.");
        all.areas.resize(1);
    }
}

}  // namespace

std::span<const std::string_view> export_words() { return words; }

std::optional<ExportFormat> export_by_word(std::string_view word) {
    const auto at = std::find(words.begin(), words.end(), word);
    return at == words.end() ? std::nullopt : std::optional(static_cast<ExportFormat>(at - words.begin()));
}

std::optional<ExportFormat> export_by_ending(const fs::path& file) {
    constexpr std::array<std::pair<std::string_view, ExportFormat>, 7> endings{{{".gpkg", ExportFormat::geopackage}, {".geojson", ExportFormat::geojson}, {".fgb", ExportFormat::flatgeobuf},
        {".xlsx", ExportFormat::xlsx}, {".graphml", ExportFormat::graphml}, {".gexf", ExportFormat::gexf}, {".net", ExportFormat::pajek}}};
    const std::string ending = base::lower(file.extension().string());
    for (const auto& [known, format] : endings)
        if (ending == known) return format;
    return std::nullopt;
}

bool fills_a_folder(ExportFormat format) { return format == ExportFormat::csv || format == ExportFormat::node_edge_csv; }

base::Result<Exported> write_export(const privacy::View& view, const ExportOptions& options, const fs::path& out, base::JobContext& job) {
    const bool team = view.audience() == privacy::Audience::team;
    auto made = export_layers(view, options.choice, job);
    if (!made) return made.error();
    ExportLayers& all = *made;
    narrow(all, options);
    if (auto s = refusal(view, options, all); !s) return s.error();
    say_unplaced(all, options);
    Exported told;
    for (const LayerSpec* layer : layers_of(all))
        if (options.format != ExportFormat::hsds || layer->name == "assets") told.parts.push_back({layer->name, layer->rows});

    std::optional<Network> net;
    if (is_network(options.format)) {
        net = network_of(std::move(all), view);
        if (options.layout)
            if (auto s = lay_out(*net, options.seed, job); !s) return s.error();
        told.remarks = net->layers.remarks;
        net->about = about_text(view, options, told.remarks);
        for (auto& part : told.parts)
            if (part.name == "ties") part.rows = net->edges.size();
    } else {
        told.remarks = all.remarks;
    }
    const std::string about = net ? net->about : about_text(view, options, told.remarks);
    if (fills_a_folder(options.format)) {
        std::vector<std::string> names;
        const auto own = files_of(options.format, all, names);
        auto folder = OutputFolder::begin(out, own, options.force, team);
        if (!folder) return folder.error();
        if (auto s = net ? network(folder->path(), options, *net, job) : tables(folder->path(), view, all, about, job); !s) return s.error();
        if (auto s = job.check(); !s) return s.error();
        if (auto s = folder->commit(); !s) return s.error();
        return told;
    }
    auto file = NewFile::begin(out, options.force, options.format == ExportFormat::flatgeobuf ? ".fgb" : options.format == ExportFormat::geopackage ? ".gpkg" : "");
    if (!file) return file.error();
    base::Status written;
    switch (options.format) {
        case ExportFormat::geopackage: written = geopackage(file->path(), view, all, about, job); break;
        case ExportFormat::geojson:
        case ExportFormat::flatgeobuf: written = map_file(file->path(), view, options, all, about, job); break;
        case ExportFormat::xlsx: written = xlsx(file->path(), all, about, job); break;
        case ExportFormat::hsds: written = write_hsds(file->path(), view, all, told.remarks, job); break;
        default: written = network(file->path(), options, *net, job); break;
    }
    if (!written) return written.error();
    if (auto s = job.check(); !s) return s.error();
    const bool beside = options.format == ExportFormat::flatgeobuf || options.format == ExportFormat::hsds;
    if (beside) {
        told.about = out.string() + ".about.txt";
        auto begun = NewFile::begin(told.about, options.force);
        if (!begun) return begun.error();
        if (auto s = write_text(begun->path(), about_text(view, options, told.remarks)); !s) return s.error();
        if (auto s = begun->commit(team); !s) return s.error();
    }
    if (auto s = file->commit(team); !s) return s.error();
    return told;
}

}  // namespace kith::report
