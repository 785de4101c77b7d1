#include "engine/report/publication.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <set>

#include "engine/base/text.hpp"
#include "engine/picture/page.hpp"
#include "engine/picture/raster.hpp"
#include "engine/picture/scene_of.hpp"
#include "engine/host/wording.hpp"
#include "engine/report/area_value.hpp"
#include "engine/report/columns.hpp"
#include "engine/report/csv.hpp"
#include "engine/report/export_csv.hpp"
#include "engine/report/export_layers.hpp"
#include "engine/report/geopackage.hpp"
#include "engine/report/result_files.hpp"
#include "engine/report/text_file.hpp"

namespace kith::report {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 5> published_files{"index.html", "poster.pdf", "about.txt", "ledger.json", "data"};

bool is_odbl(std::string_view words) {
    const std::string low = base::lower(words);
    for (const char* known : {"odbl", "open database", "openstreetmap"})
        if (low.find(known) != std::string::npos) return true;
    return false;
}

std::string joined(const std::vector<std::string>& lines, std::string_view between) {
    std::string out;
    for (const std::string& line : lines) out += (out.empty() ? std::string() : std::string(between)) + line;
    return out;
}

/// It was asked for, and is in no part of the publication.
bool went_missing(const host::AnalysisResult& result) { return !result.ok() && result.verdict != host::Verdict::kept_for_team; }

std::string title_of(const host::AnalysisResult& result) { return result.plugin != nullptr ? result.plugin->manifest.title : result.use; }

/// Numbers of people as a table: a row each number, never one an area that has none of its own.
LayerSpec people_layer(const Publication& publication) {
    struct Line {
        std::string measure, layer, codes, areas, share;
        std::optional<std::int64_t> people;
    };
    auto lines = std::make_shared<std::vector<Line>>();
    const privacy::View& view = publication.view;
    for (const privacy::PeopleTable& table : publication.people.tables) {
        for (const privacy::PeopleRow& row : table.rows) {
            std::vector<std::string> codes;
            for (const std::size_t area : row.areas) codes.push_back(table.layer.empty() ? "all" : view.source_id(base::EntityKind::area, area, table.layer));
            lines->push_back({table.measure, table.layer, joined(codes, ";"), areas_in_words(view, table.layer, row), table.shares ? share_in_words(row.share) : std::string(), row.shown});
        }
        if (table.total) lines->push_back({table.measure, table.layer, "*", "All areas together", "", table.total});
    }
    const auto words = [&](const char* name, std::string Line::*what) {
        return LayerColumn{name, CellType::text, [lines, what](const Cell& cell, std::size_t row) { cell.copied((*lines)[row].*what); }};
    };
    LayerSpec out{"people_counted", "Numbers of people, by area or by areas counted together", NoGeometry{}, lines->size(), {}};
    out.columns.push_back(words("measure", &Line::measure));
    out.columns.push_back(words("layer", &Line::layer));
    out.columns.push_back(words("areas", &Line::codes));
    out.columns.push_back(words("names", &Line::areas));
    out.columns.push_back({"people", CellType::integer64, [lines](const Cell& cell, std::size_t row) {
                               if ((*lines)[row].people) cell.integer(*(*lines)[row].people);
                               else cell.null();
                           }});
    out.columns.push_back(words("share", &Line::share));
    return out;
}

/// Columns that the recipe keeps as they stand in a file may hold anything; only those that Kith knows are published.
void only_known_columns(LayerSpec& assets) {
    static const std::set<std::string_view> known{"id", "name", "class", "secondary", "subtype", "form", "status", "stance", "area", "online", "confirmed_by", "confirmed_on", "review_by",
                                                  "when", "cost", "step_free", "languages", "how_to_join", "contact", "source", "source_licence", "x", "y", "placed_by"};
    std::erase_if(assets.columns, [](const LayerColumn& column) { return known.count(column.name) == 0; });
}

/// Without columns of which no row has a value: what is kept for the team is one.
void add_results(const Publication& publication, LayerSpec& layer, host::Entity entity, std::string_view area_layer) {
    const auto own = static_cast<std::ptrdiff_t>(layer.columns.size());
    for (const host::AnalysisResult& result : publication.results)
        if (const auto* columns = result.ok() ? result.columns_for(entity, area_layer) : nullptr) add_result_columns(result, *columns, layer.columns);
    layer.columns.erase(std::remove_if(layer.columns.begin() + own, layer.columns.end(), [](const LayerColumn& column) { return column.empty; }), layer.columns.end());
}

/// data/findings.csv: one a line, as the page says it.
base::Status write_said(const Publication& publication, const fs::path& file, base::JobContext& job) {
    TextFile out(file);
    out.put("analysis,about,text\r\n");
    for (const host::AnalysisResult& result : publication.results) {
        if (!result.ok()) continue;
        if (auto s = job.check(); !s) return s;
        const host::Wording wording(result, publication.view);
        for (std::size_t i = 0; i < result.findings.size(); ++i) {
            const host::Message& message = result.plugin->manifest.messages[result.findings.message(i)];
            if (!shown(message, publication.view.audience())) continue;
            csv_text(out.buffer(), result.as);
            csv_text(out.buffer() += ',', message.heading);
            csv_text(out.buffer() += ',', wording.text(result.findings[i]));
            out.put("\r\n");
        }
    }
    return out.close();
}

base::Status write_data(const Publication& publication, const fs::path& folder, base::JobContext& job) {
    const bool team = publication.view.audience() == privacy::Audience::team;
    auto layers = export_layers(publication.view, {team, true, true, team, {}}, job);
    if (!layers) return layers.error();
    if (layers->assets && !team) only_known_columns(*layers->assets);
    if (layers->assets) add_results(publication, *layers->assets, host::Entity::asset, {});
    for (LayerSpec& layer : layers->areas) add_results(publication, layer, host::Entity::area, layer.areas);
    const LayerSpec people = people_layer(publication);
    std::vector<LayerSpec> all;
    for (LayerSpec& layer : layers->areas) {
        add_state_columns(layer);
        all.push_back(layer);
    }
    for (auto* layer : {&layers->people, &layers->assets, &layers->ties})
        if (*layer) {
            add_state_columns(**layer);
            all.push_back(**layer);
        }
    if (people.rows > 0) all.push_back(people);
    if (auto s = write_geopackage(folder / "place.gpkg", publication.view.crs(), all, job); !s) return s;
    for (LayerSpec& layer : all) {
        if (layer.name == "assets") add_xy(layer);
        const std::string name = layer.name == "people_counted" ? "people" : layer.name == "people" ? "people_known" : layer.name;
        const auto words = state_words(layer);
        if (auto s = write_table_csv(folder / (name + ".csv"), layer, words, job); !s) return s;
    }
    if (publication.results.empty()) return {};
    if (auto s = write_tables(publication.view, publication.results, folder / "tables", job); !s) return s;
    return write_said(publication, folder / "findings.csv", job);
}

/// What was worked out for each area, a sheet an analysis: areas in colours, and nothing else.
base::Status add_result_sheets(const Publication& publication, const picture::PageSpec& page, std::vector<picture::Drawing>& sheets) {
    const auto* primary = publication.view.primary_layer();
    for (const host::AnalysisResult& result : publication.results) {
        const auto* columns = result.ok() && primary != nullptr ? result.columns_for(host::Entity::area, primary->as) : nullptr;
        const auto mapped = columns != nullptr ? mapped_column(*columns) : std::nullopt;
        if (!mapped || mapped->output->unit == "z") continue;
        picture::MapSceneOptions options;
        options.people.draw = options.assets.draw = false;
        options.colour = picture::Colouring{mapped->title, mapped->values, {}};
        options.title = publication.view.place_name() + ": " + result.plugin->manifest.title;
        const auto scene = picture::map_scene_of(publication.view, options);
        if (!scene) return scene.error().code == base::Code::not_found ? base::Status() : base::Status(scene.error());
        picture::PageSpec sheet = page;
        sheet.subtitle = mapped->output->help;
        sheet.id = "poster-" + result.as;
        auto drawing = picture::page_of(*scene, sheet);
        if (!drawing) return drawing.error();
        sheets.push_back(std::move(*drawing));
    }
    return {};
}

base::Status write_poster(const Publication& publication, const fs::path& file, base::JobContext& job) {
    if (auto s = job.check(); !s) return s.error();
    picture::MapSceneOptions options;
    options.people.draw = false;  // no dot is a person, for anybody
    options.asset_names = true;
    options.title = publication.view.place_name();
    const auto scene = picture::map_scene_of(publication.view, options);
    if (!scene) return scene.error().code == base::Code::not_found ? base::Status() : base::Status(scene.error());
    picture::PageSpec page;
    page.paper = *picture::paper_size("A3");
    page.subtitle = publication.view.note();
    const Licences licences = licences_of(publication.view);
    std::vector<std::string> credits{"Published with Kith on " + publication.day + "."};
    if (licences.one_is_odbl) credits.emplace_back(licences.others ? "With data under the ODbL; together it is under the ODbL." : "Data under the ODbL.");
    std::vector<std::string> missing;
    for (const host::AnalysisResult& result : publication.results)
        if (went_missing(result)) missing.push_back(title_of(result));
    if (!missing.empty()) credits.push_back("Could not be worked out: " + joined(missing, ", ") + ".");
    page.credits = joined(credits, " ");
    page.id = "poster";
    auto drawing = picture::page_of(*scene, page);
    if (!drawing) return drawing.error();
    std::vector<picture::Drawing> sheets{std::move(*drawing)};
    if (auto s = add_result_sheets(publication, page, sheets); !s) return s;
    const auto bytes = picture::pdf(sheets);
    if (!bytes) return bytes.error();
    return write_text(file, {reinterpret_cast<const char*>(bytes->data()), bytes->size()});
}

/// What data/ is under, for who takes the folder without the page: an ODbL source together with others makes the whole of it ODbL.
std::string licence_text(const Publication& publication) {
    const Licences licences = licences_of(publication.view);
    std::string out = "Whose data this is\n" + joined(licences.lines, "\n") + "\n\n";
    if (!licences.one_is_odbl) return out + "Each source has its own licence, which stands with its name; the column source_licence of assets.csv has that of each row.\n";
    return out + (licences.others ? "Data under the Open Database Licence are put together with other data here: all the tables of this folder together are under the Open Database Licence 1.0.\n"
                                    "Whoever passes them on, or what they make of them, does so under the same licence and names these sources. The column source_licence of assets.csv says which rows are which.\n"
                                  : "The tables of this folder are under the Open Database Licence 1.0.\n") +
           "https://opendatacommons.org/licenses/odbl/1-0/\n";
}

/// In words for somebody who did not run it.
std::string_view why_not(host::Verdict verdict) {
    switch (verdict) {
        case host::Verdict::not_possible: return "what it needs is not among what is shown here";
        case host::Verdict::not_granted: return "it asks to see what nobody has allowed";
        case host::Verdict::bad_request: return "it was asked for in a way that it does not know";
        case host::Verdict::setup_error: return "it could not be started";
        case host::Verdict::violation: return "it tried what no analysis may, and was stopped";
        case host::Verdict::timed_out: return "it took too long";
        default: return "it ended without an answer that can be used";
    }
}

std::string about_text(const Publication& publication) {
    const privacy::View& view = publication.view;
    std::string out = view.place_name() + ", published on " + publication.day + " with Kith " + publication.kith + ", for: " + std::string(privacy::name_of(view.audience())) + ".\n";
    if (!view.note().empty()) out += view.note() + "\n";
    const Licences licences = licences_of(view);
    out += "\nWhose data this is\n" + joined(licences.lines, "\n") + "\n";
    if (licences.one_is_odbl) out += licences.others ? "Together it is under the Open Database Licence 1.0.\n" : "Under the Open Database Licence 1.0.\n";
    out += "\nWhat is not said, and why\n" + joined(withheld_of(publication), "\n") + "\n";
    out += "\nHow the numbers were made\n" + joined(method_of(publication), "\n") + "\n";
    return out;
}

}  // namespace

Licences licences_of(const privacy::View& view) {
    Licences out;
    out.lines = credits_of(view);
    for (const privacy::Backdrop& backdrop : view.backdrops())
        if (!backdrop.credit.empty()) out.lines.push_back("The map behind: " + backdrop.credit);
    if (const auto walking = view.segment("walking"); walking != nullptr)
        if (const column::Column* credit = walking->find("credit"); credit != nullptr && credit->rows() > 0 && credit->known(0)) out.lines.push_back("Ways on foot: " + std::string(credit->text(0)));
    for (const std::string& line : out.lines) (is_odbl(line) ? out.one_is_odbl : out.others) = true;
    for (const auto& layer : view.layers()) out.lines.push_back("Areas \"" + layer.as + "\"" + (layer.vintage.empty() ? "" : ", " + layer.vintage) + ": as read from the files of this place.");
    return out;
}

std::vector<std::string> method_of(const privacy::PeopleTables& people, const privacy::View& view) {
    if (view.audience() == privacy::Audience::team) return {"This is for the team: the tables of people on this page are made as for everybody, but data/ holds people and ties as they are."};
    const std::string threshold = std::to_string(people.rule.threshold), rounding = std::to_string(people.rule.round_to);
    return {"A number of people below " + threshold + " is never said; others are rounded to the nearest " + rounding + " (the 10-5 rule of official statistics, as set for this place).",
            "An area with fewer is counted together with neighbours, as few as are needed: then none of them has a number of its own, and each could still be any of at least " +
                std::to_string(people.rule.least_values) + " numbers for who reads all that was ever published here.",
            "Where all or nearly all share something, or nobody or nearly nobody, it is said as more than 90 % or fewer than 10 %, or not at all.",
            "Every number is checked against those of earlier releases and of other areas, so that none can be found by taking one from another.",
            "No point, line or network of this publication is a person. Groups, places and organisations are shown as they are: they are public."};
}

std::vector<std::string> withheld_of(const privacy::PeopleTables& people, const privacy::View& view) {
    std::vector<std::string> out = people.withheld;
    out.insert(out.end(), view.remarks().begin(), view.remarks().end());
    if (view.audience() != privacy::Audience::team) out.emplace_back("People, their ties and what they said are not in this publication, nor is anything about one person.");
    return out;
}

std::vector<std::string> withheld_of(const Publication& publication) {
    std::vector<std::string> out = not_worked_out(publication.results);
    const std::vector<std::string> people = withheld_of(publication.people, publication.view);
    out.insert(out.end(), people.begin(), people.end());
    return out;
}

std::vector<std::string> not_worked_out(std::span<const host::AnalysisResult> results) {
    std::vector<std::string> out;
    for (const host::AnalysisResult& result : results) {
        if (!went_missing(result)) continue;
        out.push_back("'" + title_of(result) + "' could not be worked out: " + std::string(why_not(result.verdict)) + ". That it is missing here says nothing about the place.");
    }
    return out;
}

std::vector<std::string> method_of(const Publication& publication) {
    std::vector<std::string> out = method_of(publication.people, publication.view);
    for (const host::AnalysisResult& result : publication.results)
        if (result.ok()) out.push_back(result.plugin->manifest.title + " (" + result.use + " " + result.plugin->manifest.version + ") was worked out from what everybody may see, and from nothing else.");
    return out;
}

Preview preview_of(const privacy::PeopleTables& people, const privacy::View& view) {
    const privacy::Recognisable& found = people.recognisable;
    Preview out;
    const auto line = [&](std::int64_t count, std::string_view one, std::string_view many, std::string_view how) {
        if (count > 0) out.recognisable.push_back(base::counted(count, one, many) + ": " + std::string(how));
    };
    line(found.alone, "area has one person", "areas have one person", "whoever lives nearby knows who that is.");
    line(found.small_areas, "area has fewer than " + std::to_string(people.rule.threshold) + " people", "areas have fewer than " + std::to_string(people.rule.threshold) + " people", "a neighbour could tell who they are.");
    line(found.all_or_none, "answer is the same for everybody in an area", "answers are the same for everybody in an area", "it tells of each of them, without a name.");
    line(found.by_difference, "area of another layer cuts through these", "areas of other layers cut through these", "one number taken from another could leave a few people.");
    line(found.by_earlier, "small area is nearly known from what was published before", "small areas are nearly known from what was published before", "an earlier release bounds it; nothing more is said of it now.");
    line(found.unlike_number_of_ties, "person has a number of ties that nobody else has", "people have a number of ties that nobody else has", "a picture of the network would show who, without names. None is published.");
    const auto assets = view.segment("assets");
    const column::Column* of_class = assets ? assets->find("class") : nullptr;
    std::int64_t unclassed = 0;
    for (std::size_t row = 0; of_class != nullptr && row < of_class->rows(); ++row) unclassed += of_class->known(row) ? 0 : 1;
    line(unclassed, "asset is of a kind that Kith does not know", "assets are of kinds that Kith does not know", "look whether one of them should stay private (sensitivity H).");
    if (people.recognisable.small_areas + found.all_or_none + found.by_difference + found.unlike_number_of_ties == 0) out.recognisable.emplace_back("Nobody that this check knows of.");
    out.done = withheld_of(people, view);
    std::int64_t hidden = 0, least = privacy::no_limit;
    for (const privacy::PeopleTable& table : people.tables) {
        if (&table != &people.tables.front()) break;
        for (const privacy::PeopleRow& row : table.rows)
            for (const std::size_t area : row.areas)
                if (row.areas.size() > 1) ++hidden, least = std::min(least, people.possible[area].values());
    }
    if (hidden > 0) out.done.push_back(base::counted(hidden, "area has", "areas have") + " no number of " + (hidden == 1 ? "its" : "their") + " own; each could be any of " + std::to_string(least) + " numbers or more.");
    return out;
}

std::string preview_text(const Preview& preview, const privacy::View& view) {
    std::string out = view.place_name() + ": who could be recognised if every number were said as it is\n";
    for (const std::string& sentence : preview.recognisable) out += "  " + sentence + "\n";
    out += "\nWhat is done about it\n";
    for (const std::string& sentence : preview.done) out += "  " + sentence + "\n";
    return out + "\nThis preview holds small numbers: it is for the team only.\n";
}

base::Result<OutputFolder> begin_publication(const fs::path& folder, privacy::Audience audience, bool force) { return OutputFolder::begin(folder, published_files, force, audience == privacy::Audience::team); }

base::Status write_publication(const Publication& publication, const OutputFolder& output, base::JobContext& job) {
    job.begin("write the publication");
    std::error_code error;
    fs::create_directory(output.path() / "data", error);
    if (error) return base::io_error("The folder for the data cannot be made; choose another place.");
    const auto page = publication_html(publication, job);
    if (!page) return page.error();
    if (auto s = write_text(output.path() / "index.html", *page); !s) return s;
    if (auto s = write_poster(publication, output.path() / "poster.pdf", job); !s) return s;
    if (auto s = write_data(publication, output.path() / "data", job); !s) return s;
    if (auto s = write_text(output.path() / "data/licence.txt", licence_text(publication)); !s) return s;
    if (auto s = write_text(output.path() / "about.txt", about_text(publication)); !s) return s;
    return write_text(output.path() / "ledger.json", ledger_text(publication.releases));
}

}  // namespace kith::report
