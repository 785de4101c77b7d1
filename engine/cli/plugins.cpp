#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"
#include "engine/host/plugin_set.hpp"

namespace kith::cli {
namespace {

std::string needs_of(const host::Manifest& manifest) {
    std::string words;
    for (const auto& need : manifest.needs) words += (words.empty() ? "" : ", ") + std::string(host::name_of(need.need));
    return words.empty() ? "nothing in particular" : words;
}

nlohmann::json plugin_json(const host::Plugin& plugin) {
    const host::Manifest& m = plugin.manifest;
    nlohmann::json j{{"id", m.id}, {"version", m.version}, {"title", m.title}, {"summary", m.summary}, {"licence", m.licence}, {"hash", plugin.hash.hex()}};
    for (const auto& need : m.needs) j["needs"].push_back({{"need", std::string(host::name_of(need.need))}, {"why", need.why}});
    for (const auto& input : m.inputs) j["sees"].push_back({{"segment", input.segment}, {"columns", input.columns}, {"why", input.why}, {"optional", input.optional}});
    for (const auto& parameter : m.parameters)
        j["parameters"].push_back({{"id", parameter.id}, {"label", parameter.label}, {"help", parameter.help}, {"unit", parameter.unit}, {"default", parameter.default_number}});
    return j;
}

void print_plugin(const host::Plugin& plugin) {
    const host::Manifest& m = plugin.manifest;
    fmt::print("{} {}  {}\n  {}\n  needs: {}\n", m.id, m.version, m.title, m.summary, needs_of(m));
    for (const auto& input : m.inputs) fmt::print("  sees {}{}: {}\n", input.segment, input.optional ? " (where there)" : "", input.why);
    for (const auto& parameter : m.parameters)
        fmt::print("  --set {}.{}=…  {} (default {:g}{}{})\n", m.id, parameter.id, parameter.label, parameter.default_number, parameter.unit.empty() ? "" : " ", parameter.unit);
    fmt::print("  licence {}, library {}\n\n", m.licence, plugin.hash.hex().substr(0, 16));
}

}  // namespace

int plugins(bool json) {
    Console console(false);
    const auto folders = host::PluginSet::bundled_folders();
    const host::PluginSet set = host::PluginSet::find(folders);
    if (json) {
        nlohmann::json list = nlohmann::json::array();
        for (const auto& plugin : set.plugins()) list.push_back(plugin_json(*plugin));
        fmt::print("{}\n", list.dump(2));
    } else {
        for (const auto& plugin : set.plugins()) print_plugin(*plugin);
    }
    for (const std::string& fault : set.faults()) console.complain(fault);
    return set.faults().empty() ? done : done_with_problems;
}

}  // namespace kith::cli
