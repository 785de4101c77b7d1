#pragma once
// Sheets and files for other programs, as the window asks for them: written by `kith sheet` and `kith export` (decision 0063). Pure.
#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/privacy/view.hpp"
#include "engine/session/change.hpp"

namespace kith::viewer::model {

/// One sheet of paper. Of a person `person` is the source's id; of what is near, `at` beats their door; a path is of either, or of nobody yet.
struct PaperWish {
    std::string kind = "near";  // as `kith sheet` has it: near, visit, path, directory, told, cards
    std::string person, at;
    bool page = false;  // HTML, else PDF
    bool large = false, black_and_white = false, residents = false;
    std::filesystem::path file;
    bool replace = false;
    std::optional<session::Point> point = {};  // near: on the map, metres; `at` beats it, and it beats a door
};
/// "What's near: a sheet to hand out", and one sentence about it.
std::string_view paper_title(std::string_view kind);
std::string_view paper_help(std::string_view kind);
bool paper_of_a_person(std::string_view kind);  // the team's: visit, told
/// Beside the place, by kind and form: "patch-near.pdf". Never says whom it is about.
std::filesystem::path paper_file(const std::filesystem::path& place, const PaperWish& wish);
/// For Session::command. `held_by`: the purpose's controller, who stands on what a person told us.
std::vector<std::string> paper_arguments(const std::filesystem::path& place, const PaperWish& wish, const std::string& held_by);

/// The place for another program.
struct PlaceOut {
    std::size_t format = 0, what = 0;  // of `out_formats`, `out_parts`
    bool team = false;                 // else what is safe for everybody
    std::filesystem::path file;        // or a folder
    bool replace = false;
};
struct OutFormat {
    std::string_view word, label, ending;  // ending "": a folder
};
inline constexpr std::array<OutFormat, 10> out_formats{{{"gpkg", "GeoPackage: QGIS and other maps", ".gpkg"},
    {"geojson", "GeoJSON: maps on the web", ".geojson"}, {"flatgeobuf", "FlatGeobuf: large maps", ".fgb"},
    {"xlsx", "Spreadsheet (xlsx)", ".xlsx"}, {"csv", "CSV: a folder of tables", ""}, {"graphml", "GraphML: a network", ".graphml"},
    {"gexf", "GEXF: a network for Gephi", ".gexf"}, {"pajek", "Pajek: a network", ".net"},
    {"nodes-edges", "Two tables of a network (CSV)", ""}, {"hsds", "Open Referral: a directory", ".json"}}};
inline constexpr std::array<std::pair<std::string_view, std::string_view>, 6> out_parts{
    {{"all", "Everything"}, {"assets", "Groups and places"}, {"people", "People"}, {"areas", "Areas"}, {"ties", "Ties"},
        {"network", "People, groups and their ties"}}};
/// Who knows whom: for the team alone.
bool is_network(std::size_t format);
std::filesystem::path out_file(const std::filesystem::path& place, const PlaceOut& wish);
std::vector<std::string> out_arguments(const std::filesystem::path& place, const PlaceOut& wish);

/// What is said when the command has written it: "Written: patch.gpkg (assets 24, areas 8)." and what was left out.
std::string written_words(const std::filesystem::path& file, std::string_view printed);

}  // namespace kith::viewer::model
