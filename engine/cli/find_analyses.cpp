#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/cli/open.hpp"

namespace kith::cli {
namespace {

namespace fs = std::filesystem;

/// "kith plugins allow ID", which finds the analysis again where it stands now.
std::string command_for(const host::Plugin& plugin, const std::vector<fs::path>& given) {
    for (const fs::path& folder : given) {
        std::error_code failed;
        const fs::path at = fs::canonical(folder, failed);
        if (plugin.folder == at || plugin.folder.parent_path() == at) return "kith plugins --plugins '" + at.string() + "' allow " + plugin.manifest.id;
    }
    return "kith plugins allow " + plugin.manifest.id;
}

std::vector<std::string> split(std::string_view text, char at) {
    std::vector<std::string> parts;
    while (true) {
        const std::size_t end = text.find(at);
        parts.emplace_back(base::trimmed(text.substr(0, end)));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

/// `--allow org.example.letters:names,notes`.
base::Status allow_this_once(Analyses& analyses, const std::string& setting) {
    const std::size_t colon = setting.find(':');
    if (colon == std::string::npos || colon == 0 || colon + 1 == setting.size())
        return base::misuse("--allow " + setting + " is not ID:names, such as org.example.letters:names,positions.");
    auto plugin = analyses.plugins.at(setting.substr(0, colon));
    if (!plugin) return plugin.error();
    auto set = asked_for(**plugin, split(std::string_view(setting).substr(colon + 1), ','));
    if (!set) return set.error();
    host::PersonalSet& granted = analyses.allowed[(*plugin)->manifest.id].granted;
    granted = granted.with(*set);
    return {};
}

}  // namespace

base::Result<host::PersonalSet> asked_for(const host::Plugin& plugin, const std::vector<std::string>& words) {
    auto set = host::personal_set(words);
    if (!set) return set.error();
    const host::PersonalSet asked = host::asked_by(plugin.manifest), beyond = set->without(asked);
    if (beyond.empty()) return set;
    return base::misuse("'" + plugin.manifest.id + "' does not ask to see " + host::in_words(beyond, "or") +
                        (asked.empty() ? ", nor anything else that has to be allowed." : "; it asks for " + host::in_words(asked) + "."));
}

base::Result<Analyses> find_analyses(const PluginOptions& options) {
    Analyses made;
    for (const fs::path& folder : options.plugins) {
        std::error_code failed;
        if (!fs::is_directory(folder, failed)) return base::misuse("--plugins " + folder.string() + ": there is no such folder.");
    }
    made.folders = host::PluginSet::usual_folders(options.plugins);
    made.plugins = host::PluginSet::find(made.folders);
    made.complaints.assign(made.plugins.faults().begin(), made.plugins.faults().end());
    std::string complaint;
    made.trust = host::Trust::read(host::Trust::usual_file(), complaint);
    if (!complaint.empty()) made.complaints.push_back(std::move(complaint));
    for (const auto& plugin : made.plugins.plugins()) made.allowed[plugin->manifest.id] = {made.trust.granted(*plugin), command_for(*plugin, options.plugins), plugin->seal};
    for (const std::string& setting : options.allow)
        if (base::Status status = allow_this_once(made, setting); !status) return status.error();
    return made;
}

}  // namespace kith::cli
