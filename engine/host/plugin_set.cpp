#include "engine/host/plugin_set.hpp"

#include <algorithm>
#include <fstream>

#include "engine/base/text.hpp"
#include "engine/process/spawner.hpp"

namespace kith::host {
namespace {

namespace fs = std::filesystem;

base::Result<base::Digest> hash_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return base::not_found("its library '" + file.filename().string() + "' is not there");
    base::DigestBuilder digest;
    std::vector<char> buffer(1 << 16);
    while (stream.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || stream.gcount() > 0)
        digest.add(std::string_view(buffer.data(), static_cast<std::size_t>(stream.gcount())));
    if (stream.bad()) return base::io_error("its library '" + file.filename().string() + "' could not be read");
    return digest.finish();
}

base::Result<PluginPtr> open_plugin(const fs::path& folder) {
    auto text = manifest_text(folder / "manifest.json");
    if (!text) return text.error();
    auto manifest = parse_manifest(*text);
    if (!manifest) return manifest.error();
    if (const auto faults = language_faults(*manifest); !faults.empty()) return base::bad_input(faults.front() + ".");
    auto plugin = std::make_shared<Plugin>();
    plugin->text = std::move(*text);
    plugin->library = folder / manifest->library;
    auto hash = hash_of(plugin->library);
    if (!hash) return hash.error();
    plugin->hash = *hash;
    plugin->manifest = std::move(*manifest);
    return PluginPtr(std::move(plugin));
}

std::vector<fs::path> folders_in(const fs::path& folder) {
    std::vector<fs::path> list;
    std::error_code failed;
    for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed))
        if (at->is_directory(failed)) list.push_back(at->path());
    std::sort(list.begin(), list.end());
    return list;
}

}  // namespace

PluginSet PluginSet::find(std::span<const fs::path> folders) {
    PluginSet set;
    for (const fs::path& folder : folders) {
        for (const fs::path& one : folders_in(folder)) {
            auto plugin = open_plugin(one);
            if (!plugin) {
                set.faults_.push_back("The analysis in '" + one.filename().string() + "' cannot be used: " + plugin.error().message);
                continue;
            }
            const auto same = [&](const PluginPtr& known) { return known->manifest.id == (*plugin)->manifest.id; };
            if (std::none_of(set.plugins_.begin(), set.plugins_.end(), same)) set.plugins_.push_back(std::move(*plugin));
        }
    }
    std::sort(set.plugins_.begin(), set.plugins_.end(), [](const PluginPtr& a, const PluginPtr& b) { return a->manifest.id < b->manifest.id; });
    return set;
}

std::vector<fs::path> PluginSet::bundled_folders() {
    auto folder = process::folder_of_this_program();
    if (!folder) return {};
    return {folder->parent_path() / "lib" / "kith" / "plugins"};
}

base::Result<PluginPtr> PluginSet::at(std::string_view id) const {
    std::vector<std::string_view> known;
    for (const PluginPtr& plugin : plugins_) {
        if (plugin->manifest.id == id) return plugin;
        known.push_back(plugin->manifest.id);
    }
    const std::string_view near = base::nearest_word(id, known);
    std::string words = "There is no analysis '" + std::string(id) + "'";
    words += near.empty() ? "; `kith plugins` lists those there are." : "; did you mean '" + std::string(near) + "'?";
    return base::misuse(std::move(words));
}

}  // namespace kith::host
