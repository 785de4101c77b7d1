#include <fmt/core.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>
#include <vector>

#include "engine/cli/console.hpp"
#include "engine/cli/plugin_build.hpp"
#include "engine/cli/plugin_verbs.hpp"
#include "engine/host/contract.hpp"

namespace kith::cli {
namespace {

namespace fs = std::filesystem;
using Fills = std::vector<std::pair<std::string, std::string>>;

/// Words of lower-case letters, digits and underscores, joined by dots.
bool is_name(const std::string& name) {
    bool start = true;
    for (const char c : name) {
        const bool letter = c >= 'a' && c <= 'z';
        if (start ? !letter : !letter && c != '.' && c != '_' && (c < '0' || c > '9')) return false;
        start = c == '.';
    }
    return !start;
}

Fills fills_for(const std::string& id, const fs::path& prefix) {
    const std::string name = id.substr(id.rfind('.') + 1);
    std::string title = name;
    std::replace(title.begin(), title.end(), '_', ' ');
    title.front() = static_cast<char>(title.front() - 'a' + 'A');
    const host::ContractVersion version = host::contract_version();
    return {{"@ID@", id}, {"@NAME@", name}, {"@TITLE@", title}, {"@PREFIX@", prefix.string()}, {"@ABI_MAJOR@", std::to_string(version.major)},
            {"@ABI_MINOR@", std::to_string(version.minor)}};
}

std::string filled(std::string text, const Fills& fills) {
    for (const auto& [mark, words] : fills)
        for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + words.size())) text.replace(at, mark.size(), words);
    return text;
}

/// "plugin.cpp.in" becomes plugin.cpp; "gitignore.in" .gitignore.
std::string name_in_copy(const fs::path& file) {
    const std::string name = file.stem().string();
    return name == "gitignore" ? ".gitignore" : name;
}

base::Status copy_template(const fs::path& from, const fs::path& to, const Fills& fills) {
    std::error_code failed;
    fs::create_directories(to, failed);
    if (failed) return base::io_error("The folder " + to.string() + " could not be made: " + failed.message() + ".");
    for (fs::directory_iterator at(from, failed), end; !failed && at != end; at.increment(failed)) {
        if (at->path().extension() != ".in") continue;
        std::ifstream in(at->path(), std::ios::binary);
        std::ofstream out(to / name_in_copy(at->path()), std::ios::binary);
        out << filled({std::istreambuf_iterator<char>(in), {}}, fills);
        if (!out.flush()) return base::io_error("The folder " + to.string() + " could not be written to; is there room?");
    }
    if (failed) return base::not_found("The template is missing beside this program (" + from.string() + "). Build or install Kith again.");
    return {};
}

}  // namespace

int plugin_new(const PluginNewCommand& command) {
    Console console(false);
    if (!is_name(command.name))
        return console.give_up(base::misuse("'" + command.name + "' cannot be a name: it takes lower-case letters, digits and underscores, as in shade or org.example.shade."));
    const std::string id = command.name.find('.') == std::string::npos ? "own." + command.name : command.name;
    const fs::path out = command.out.empty() ? fs::path(id.substr(id.rfind('.') + 1)) : command.out;
    std::error_code ignored;
    if (fs::exists(out, ignored)) return console.give_up(base::misuse("The folder " + out.string() + " is there already; choose another with -o."));
    const auto prefix = kith_prefix();
    if (!prefix) return console.give_up(prefix.error());
    if (auto s = copy_template(*prefix / "share/kith/template", out, fills_for(id, *prefix)); !s) return console.give_up(s.error());
    fmt::print("{}: {} is ready. What it asks for and says stands in manifest.json, what it does in plugin.cpp.\n"
               "Build it and hold it to the rules:  kith plugin test {}\n"
               "See it in a report:                 kith run RECIPE --plugins {} -o DIR\n",
               out.string(), id, out.string(), (out / "build/plugins").string());
    return done;
}

}  // namespace kith::cli
