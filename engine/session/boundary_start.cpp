#include "engine/session/boundary_start.hpp"

#include <algorithm>
#include <cctype>

#include "engine/base/text.hpp"
#include "engine/io/read_sources.hpp"
#include "engine/io/recipe.hpp"
#include "engine/process/private_file.hpp"
#include "engine/session/recipe_text.hpp"

namespace kith::session {
namespace {

namespace fs = std::filesystem;

// No file has a column of this name: the reader then says which ones it has. The file stays behind kith-reader's lock.
constexpr std::string_view no_column = "which columns are there?";

std::string recipe_of(const fs::path& file, std::string_view id, std::string_view name, std::string_view place_name) {
    std::string text = "kith = 1\n\n[place]\nname = " + toml_text(place_name) + "\n\n[[areas]]\nfile = " + toml_text(file.filename().string()) +
                       "\nas = \"area\"\nid = " + toml_text(id) + '\n';
    if (!name.empty()) text += "name = " + toml_text(name) + '\n';
    return text;
}

/// "areas.geojson has no attribute "…"; it has: code, name."
std::vector<std::string> columns_in(const std::string& reason) {
    constexpr std::string_view start = "; it has: ";
    std::vector<std::string> columns;
    const std::size_t at = reason.find(start);
    if (at == std::string::npos) return columns;
    std::string_view rest = std::string_view(reason).substr(at + start.size());
    if (rest.find('.') != std::string_view::npos) rest = rest.substr(0, rest.rfind('.'));
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(", "), rest.size());
        std::string_view name = rest.substr(0, end);
        if (name.ends_with(" …")) name.remove_suffix(std::string_view(" …").size());
        if (!name.empty() && !name.ends_with("…")) columns.emplace_back(name);
        rest.remove_prefix(std::min(end + 2, rest.size()));
    }
    return columns;
}

/// "LSOA21CD", "wd22cd", "code", "gss_code": how codes of areas are called.
bool like_code(std::string_view column) {
    const std::string name = base::lower(column);
    if (name == "code" || name == "gss_code" || name == "geo_code" || name == "area_code" || name == "areacd" || name == "id" || name == "gid") return true;
    return name.size() > 4 && name.ends_with("cd") && std::isdigit(static_cast<unsigned char>(name[name.size() - 3])) != 0;
}
bool like_name(std::string_view column) {
    const std::string name = base::lower(column);
    if (name == "name" || name == "area_name" || name == "areanm" || name == "label") return true;
    return name.size() > 4 && name.ends_with("nm") && std::isdigit(static_cast<unsigned char>(name[name.size() - 3])) != 0;
}

/// The only one that fits, or "".
template <class Fits>
std::string only(const std::vector<std::string>& columns, Fits fits) {
    return std::count_if(columns.begin(), columns.end(), fits) == 1 ? *std::find_if(columns.begin(), columns.end(), fits) : std::string();
}

}  // namespace

base::Result<BoundaryQuestion> ask_about_boundaries(const fs::path& file, base::JobContext& job) {
    std::error_code failed;
    if (!fs::is_regular_file(file, failed)) return base::not_found("There is no file " + file.filename().string() + " there.");
    const auto recipe = io::parse_recipe(recipe_of(file, no_column, "", "a place"), "a boundary file");
    if (!recipe) return recipe.error();
    const fs::path root = file.parent_path().empty() ? fs::path(".") : file.parent_path();
    auto tables = io::read_sources(*recipe, root, job);
    if (!tables) return tables.error();
    BoundaryQuestion question;
    for (const io::SourceTable& table : *tables)
        for (const column::Issue& issue : table.report.issues) {
            question.columns = columns_in(issue.reason);
            // Anything but a column that is not there: the file itself cannot be used.
            if (question.columns.empty() && issue.reason.find(no_column) == std::string::npos && issue.severity == column::Severity::problem)
                return base::bad_input(file.filename().string() + ": " + issue.reason);
            if (!question.columns.empty()) break;
        }
    question.id = only(question.columns, like_code);
    question.name = only(question.columns, like_name);
    if (question.columns.empty()) {
        question.id = "fid";
        question.sentence = "The file says nothing about its areas but their outlines, so they are numbered as they come. Is that right?";
    } else if (question.id.empty()) {
        question.sentence = "Which column holds a code that every area has, and no two share? If there is none, they can be numbered as they come.";
    }
    return question;
}

base::Result<fs::path> write_boundary_recipe(const fs::path& file, const BoundaryAnswer& answer) {
    if (answer.id.empty()) return base::misuse("Say which column holds the code of an area, or let them be numbered as they come.");
    const std::string stem = file.stem().string();
    const std::string text = "# Made by Kith from one boundary file. Add people, assets and ties as blocks of their own.\n" +
                             recipe_of(file, answer.id, answer.name, answer.place_name.empty() ? stem : answer.place_name);
    const auto read = io::parse_recipe(text, stem + ".toml");
    if (!read) return read.error();
    std::error_code failed;
    fs::path recipe = file.parent_path() / (stem + ".toml");
    for (int number = 2; fs::exists(recipe, failed); ++number) recipe = file.parent_path() / (stem + "-" + std::to_string(number) + ".toml");
    if (auto s = process::write_private(recipe, text); !s) return s.error();
    return recipe;
}

}  // namespace kith::session
