#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"
#include "engine/cli/open.hpp"
#include "engine/cli/plugin_describe.hpp"

namespace kith::cli {
namespace {

std::string needs_of(const host::Manifest& manifest) {
    std::string words;
    for (const auto& need : manifest.needs) words += (words.empty() ? "" : ", ") + std::string(host::name_of(need.need)) + (need.optional ? " (runs without)" : "");
    return words.empty() ? "nothing in particular" : words;
}

nlohmann::json plugin_json(const host::Plugin& plugin, const host::Allowed& allowed) {
    const host::Manifest& m = plugin.manifest;
    nlohmann::json j{{"id", m.id}, {"version", m.version}, {"title", m.title}, {"summary", m.summary}, {"licence", m.licence}, {"hash", plugin.hash.hex()},
                     {"bundled", plugin.bundled}, {"folder", plugin.folder.string()}, {"granted", allowed.granted.words()}};
    j["asks"] = nlohmann::json::array();
    for (const auto& ask : host::personal_requests(m))
        j["asks"].push_back({{"grant", host::personal_words[static_cast<std::size_t>(ask.what)]}, {"segment", ask.segment}, {"why", ask.why}, {"optional", ask.optional},
                             {"if_free", ask.if_free}, {"granted", allowed.granted.has(ask.what)}});
    for (const auto& need : m.needs) j["needs"].push_back({{"need", std::string(host::name_of(need.need))}, {"why", need.why}});
    for (const auto& input : m.inputs) j["sees"].push_back({{"segment", input.segment}, {"columns", input.columns}, {"why", input.why}, {"optional", input.optional}});
    for (const auto& p : m.parameters) j["parameters"].push_back({{"id", p.id}, {"label", p.label}, {"help", p.help}, {"unit", p.unit}, {"default", default_words(p)}});
    return j;
}

/// "asks for names (people.names, runs without): why", and whether that is allowed.
void print_asks(const host::Manifest& manifest, const host::Allowed& allowed) {
    for (const auto& ask : host::personal_requests(manifest)) {
        const std::string_view word = host::personal_words[static_cast<std::size_t>(ask.what)];
        fmt::print("  asks for {} ({}{}): {}\n", host::in_words(ask.what), ask.segment,
                   ask.if_free ? ", of columns whose words could name people" : ask.optional ? ", runs without" : "", ask.why);
        if (allowed.granted.has(ask.what)) fmt::print("    allowed\n");
        else fmt::print("    not allowed; to allow it: {} {}\n", allowed.command, word);
    }
}

void print_plugin(const host::Plugin& plugin, const host::Allowed& allowed) {
    const host::Manifest& m = plugin.manifest;
    fmt::print("{} {}  {}\n  {}\n  needs: {}\n", m.id, m.version, m.title, m.summary, needs_of(m));
    for (const auto& input : m.inputs) fmt::print("  sees {}{}: {}\n", input.segment, input.optional ? " (where there)" : "", input.why);
    print_asks(m, allowed);
    for (const auto& p : m.parameters) fmt::print("  --set {}.{}=…  {} (default {})\n", m.id, p.id, p.label, default_words(p));
    fmt::print("  {}, in {}\n", plugin.bundled ? "bundled with Kith" : "third-party", plugin.folder.string());
    fmt::print("  licence {}, library {}\n\n", m.licence, plugin.hash.hex().substr(0, 16));
}

}  // namespace

int plugins(const PluginOptions& options, bool json) {
    Console console(false);
    const auto analyses = find_analyses(options);
    if (!analyses) return console.give_up(analyses.error());
    const host::PluginSet& set = analyses->plugins;
    const auto allowed = [&](const host::PluginPtr& plugin) -> const host::Allowed& { return host::allowed_to(analyses->allowed, plugin->manifest.id); };
    if (json) {
        nlohmann::json list = nlohmann::json::array();
        for (const auto& plugin : set.plugins()) list.push_back(plugin_json(*plugin, allowed(plugin)));
        fmt::print("{}\n", list.dump(2));
    } else {
        for (const auto& plugin : set.plugins()) print_plugin(*plugin, allowed(plugin));
    }
    for (const std::string& complaint : analyses->complaints) console.complain(complaint);
    return analyses->complaints.empty() ? done : done_with_problems;
}

}  // namespace kith::cli
