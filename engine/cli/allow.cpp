#include <fmt/core.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/cli/open.hpp"

namespace kith::cli {
namespace {

/// A folder is only remembered for one that is being written: elsewhere a library that changed is a reason to ask again.
base::Status may_go_by_folder(const host::Plugin& plugin) {
    std::error_code ignored;
    const bool installed = std::filesystem::equivalent(plugin.folder.parent_path(), host::PluginSet::installed_folder(), ignored);
    if (plugin.bundled || installed)
        return base::misuse("--folder is for an analysis that you are writing, in a folder given with --plugins; '" + plugin.manifest.id + "' is " +
                            (plugin.bundled ? "bundled with Kith." : "installed."));
    return {};
}

base::Result<std::string> allowed(const GrantCommand& command, Analyses& analyses) {
    auto plugin = analyses.plugins.at(command.id);
    if (!plugin) return plugin.error();
    auto set = asked_for(**plugin, command.what);
    if (!set) return set.error();
    if (command.folder)
        if (auto s = may_go_by_folder(**plugin); !s) return s.error();
    analyses.trust.allow(**plugin, *set, command.folder);
    if (auto s = analyses.trust.save(); !s) return s.error();
    return fmt::format("{} may see {} from now on, {}.", command.id, host::in_words(analyses.trust.granted(**plugin)),
                       command.folder ? "whatever is built in " + (*plugin)->folder.string() : "as long as its library and manifest stay the same");
}

/// Also of one that is not here any more.
base::Result<std::string> withdrawn(const GrantCommand& command, Analyses& analyses) {
    const std::vector<std::string> known = analyses.trust.ids();
    if (std::find(known.begin(), known.end(), command.id) == known.end())
        if (auto plugin = analyses.plugins.at(command.id); !plugin) return plugin.error();
    auto set = command.what.empty() ? host::personal_set({host::personal_words.begin(), host::personal_words.end()}) : host::personal_set(command.what);
    if (!set) return set.error();
    analyses.trust.withdraw(command.id, *set);
    if (auto s = analyses.trust.save(); !s) return s.error();
    return command.id + " may not see " + host::in_words(*set, "or") + " any more.";
}

template <class Change>
int change(const GrantCommand& command, Change how) {
    Console console(false);
    auto analyses = find_analyses(command);
    if (!analyses) return console.give_up(analyses.error());
    for (const std::string& complaint : analyses->complaints) console.complain(complaint);
    const auto said = how(command, *analyses);
    if (!said) return console.give_up(said.error());
    fmt::print("{}\n", *said);
    return done;
}

}  // namespace

int allow(const GrantCommand& command) { return change(command, allowed); }
int withdraw(const GrantCommand& command) { return change(command, withdrawn); }

}  // namespace kith::cli
