#include "engine/session/recipe_text.hpp"

#include <nlohmann/json.hpp>
#include <vector>

#include "engine/base/text.hpp"

namespace kith::session {
namespace {

using nlohmann::json;

/// Does a line begin a table, and is it one of the analyses?
bool is_header(std::string_view line) { return base::trimmed(line).starts_with("["); }
bool is_analysis(std::string_view line) {
    std::string_view name = base::trimmed(line);
    while (name.starts_with("[")) name.remove_prefix(1);
    name = base::trimmed(name);
    return name.starts_with("analyses") && (name.size() == 8 || std::string_view(" .]\t").find(name[8]) != std::string_view::npos);
}

std::size_t quotes_in(std::string_view line, std::string_view quotes) {
    std::size_t count = 0;
    for (std::size_t at = line.find(quotes); at != std::string_view::npos; at = line.find(quotes, at + quotes.size())) ++count;
    return count;
}

std::string without_analyses(std::string_view recipe) {
    std::string kept, comments;
    bool inside = false, in_text = false;
    for (std::size_t at = 0; at < recipe.size();) {
        const std::size_t end = std::min(recipe.find('\n', at), recipe.size() - 1);
        const std::string_view line = recipe.substr(at, end + 1 - at);
        at = end + 1;
        // A line inside a text of several lines is no header, whatever it looks like.
        if (!in_text && is_header(line)) inside = is_analysis(line);
        if ((quotes_in(line, "\"\"\"") + quotes_in(line, "'''")) % 2 == 1) in_text = !in_text;
        const bool comment = !in_text && base::trimmed(line).starts_with("#");
        // Comments before a header belong to it; those after the last line of an analysis are kept.
        if (comment) comments += line;
        else if (base::trimmed(line).empty()) comments += line;
        else {
            if (!inside) kept += comments + std::string(line);
            comments.clear();
        }
    }
    while (kept.ends_with("\n\n")) kept.pop_back();
    if (!kept.ends_with('\n')) kept += '\n';
    return kept;
}

base::Result<std::string> toml_value(const json& value) {
    if (value.is_string()) return toml_text(value.get<std::string>());
    if (value.is_boolean() || value.is_number()) return value.dump();
    return base::bad_input("A parameter of an analysis is neither text, number nor yes/no, so no recipe can say it.");
}

/// Where the quoted value of `file = "…"` begins in a line, from `at`; npos where there is none. Within a string nothing is looked for.
std::size_t file_value(std::string_view line, std::size_t at) {
    char quote = 0;
    for (; at < line.size(); ++at) {
        const char c = line[at];
        if (quote != 0) {
            if (c == '\\' && quote == '"') ++at;
            else if (c == quote) quote = 0;
            continue;
        }
        if (c == '#') break;
        const bool begins = at == 0 || std::string_view(" \t{,").find(line[at - 1]) != std::string_view::npos;
        if (begins && line.substr(at).starts_with("file")) {
            std::size_t value = line.find_first_not_of(" \t", at + 4);
            if (value != std::string_view::npos && line[value] == '=') {
                value = line.find_first_not_of(" \t", value + 1);
                if (value != std::string_view::npos && (line[value] == '"' || line[value] == '\'')) return value;
            }
        }
        if (c == '"' || c == '\'') quote = c;
    }
    return std::string_view::npos;
}

/// The end of the quoted string that begins at `from`, past its last quote; npos where the line ends before.
std::size_t end_of_string(std::string_view line, std::size_t from) {
    for (std::size_t at = from + 1; at < line.size(); ++at) {
        if (line[at] == '\\' && line[from] == '"') ++at;
        else if (line[at] == line[from]) return at + 1;
    }
    return std::string_view::npos;
}

bool bare(std::string_view key) {
    return !key.empty() && key.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") == std::string_view::npos;
}

}  // namespace

std::string toml_text(std::string_view text) {
    // A JSON string is a TOML string, but for the delete character, which TOML wants escaped.
    std::string made = json(std::string(text)).dump(-1, ' ', false, json::error_handler_t::replace);
    for (std::size_t at = made.find('\x7f'); at != std::string::npos; at = made.find('\x7f', at)) made.replace(at, 1, "\\u007F");
    return made;
}

std::string path_from(const std::string& path, const std::filesystem::path& from, const std::filesystem::path& to) {
    if (path.empty() || std::filesystem::path(path).is_absolute()) return path;
    return (from / path).lexically_normal().lexically_relative(to).generic_string();
}

std::string with_files_from(std::string_view recipe, const std::filesystem::path& from, const std::filesystem::path& to) {
    std::string made;
    bool in_text = false;
    for (std::size_t start = 0; start < recipe.size();) {
        const std::size_t end = std::min(recipe.find('\n', start), recipe.size() - 1);
        const std::string_view line = recipe.substr(start, end + 1 - start);
        start = end + 1;
        const bool several = (quotes_in(line, "\"\"\"") + quotes_in(line, "'''")) % 2 == 1;
        std::size_t kept = 0;
        for (std::size_t value = in_text ? std::string_view::npos : file_value(line, 0); value != std::string_view::npos; value = file_value(line, kept)) {
            const std::size_t last = end_of_string(line, value);
            if (last == std::string_view::npos) break;
            const std::string quoted(line.substr(value, last - value));
            const json read = quoted[0] == '"' ? json::parse(quoted, nullptr, false) : json(quoted.substr(1, quoted.size() - 2));
            made += line.substr(kept, value - kept);
            made += read.is_string() ? toml_text(path_from(read.get<std::string>(), from, to)) : quoted;
            kept = last;
        }
        made += line.substr(kept);
        if (several) in_text = !in_text;
    }
    return made;
}

base::Result<std::string> with_analyses(std::string_view recipe, std::span<const AnalysisBlock> analyses) {
    std::string text = without_analyses(recipe);
    for (const AnalysisBlock& block : analyses) {
        text += '\n';
        if (!block.comment.empty()) text += "# " + block.comment + '\n';
        text += "[[analyses]]\nuse = " + toml_text(block.request.use) + '\n';
        if (!block.request.as.empty()) text += "as = " + toml_text(block.request.as) + '\n';
        if (!block.request.lens.empty()) text += "lens = " + toml_text(block.request.lens) + '\n';
        const json parameters = json::parse(block.request.parameters.empty() ? "{}" : block.request.parameters, nullptr, false);
        if (!parameters.is_object()) return base::bad_input("The parameters of " + block.request.use + " cannot be written into a recipe.");
        if (parameters.empty()) continue;
        text += "[analyses.parameters]\n";
        for (const auto& [key, value] : parameters.items()) {
            auto said = toml_value(value);
            if (!said) return said;
            text += (bare(key) ? key : toml_text(key)) + " = " + *said + '\n';
        }
    }
    return text;
}

}  // namespace kith::session
