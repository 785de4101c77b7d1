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
