#include "engine/host/plugin_set.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>

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

/// A library may load others that stand beside it, so they count as part of it.
base::Result<base::Digest> seal_of(const Plugin& plugin) {
    std::vector<fs::path> libraries;
    std::error_code failed;
    for (fs::directory_iterator at(plugin.folder, failed), end; !failed && at != end; at.increment(failed))
        if (at->path().filename().string().find(".so") != std::string::npos && at->path().filename() != plugin.library.filename() && at->is_regular_file(failed))
            libraries.push_back(at->path());
    std::sort(libraries.begin(), libraries.end());
    base::DigestBuilder seal;
    seal.add(plugin.text).add(plugin.hash.hex());
    for (const fs::path& library : libraries) {
        auto hash = hash_of(library);
        if (!hash) return hash.error();
        seal.add(library.filename().string()).add(hash->hex());
    }
    return seal.finish();
}

/// A folder of one that came with this Kith?
bool is_bundled(const fs::path& folder) {
    std::error_code failed;
    for (const fs::path& bundled : PluginSet::bundled_folders())
        if (fs::equivalent(folder.parent_path(), bundled, failed)) return true;
    return false;
}

std::vector<fs::path> folders_in(const fs::path& folder) {
    std::vector<fs::path> list;
    std::error_code failed;
    if (fs::exists(folder / "manifest.json", failed)) return {folder};
    for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed))
        if (at->is_directory(failed)) list.push_back(at->path());
    std::sort(list.begin(), list.end());
    return list;
}

base::Result<PluginPtr> open_plugin(const fs::path& given) {
    std::error_code failed;
    fs::path folder = fs::canonical(given, failed);
    if (failed) folder = given;
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
    plugin->folder = folder;
    auto seal = seal_of(*plugin);
    if (!seal) return seal.error();
    plugin->seal = *seal;
    plugin->manifest = std::move(*manifest);
    plugin->bundled = is_bundled(given);
    return PluginPtr(std::move(plugin));
}

}  // namespace

fs::path user_folder(const char* variable, const char* below_home) {
    if (const char* named = std::getenv(variable); named != nullptr && *named == '/') return named;
    const char* home = std::getenv("HOME");
    return home == nullptr || *home != '/' ? fs::path() : fs::path(home) / below_home;
}

PluginSet PluginSet::find(std::span<const fs::path> folders) {
    PluginSet set;
    // By the names of their folders, so that an id stays theirs even when one of them cannot be used.
    std::set<std::string> ours;
    for (const fs::path& bundled : bundled_folders())
        for (const fs::path& one : folders_in(bundled)) ours.insert(one.filename().string());
    for (const fs::path& folder : folders) {
        for (const fs::path& one : folders_in(folder)) {
            auto plugin = open_plugin(one);
            if (!plugin) {
                set.faults_.push_back("The analysis in '" + one.filename().string() + "' cannot be used: " + plugin.error().message);
                continue;
            }
            const std::string& id = (*plugin)->manifest.id;
            if (!(*plugin)->bundled && ours.count(id) != 0) {
                set.faults_.push_back("The analysis in '" + one.string() + "' is left out: '" + id + "' is the id of one that comes with Kith, and stays its own.");
                continue;
            }
            const auto same = [&](const PluginPtr& known) { return known->manifest.id == id; };
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

fs::path PluginSet::installed_folder() {
    const fs::path folder = user_folder("XDG_DATA_HOME", ".local/share");
    return folder.empty() ? fs::path() : folder / "kith" / "plugins";
}

std::vector<fs::path> PluginSet::usual_folders(std::span<const fs::path> given) {
    std::vector<fs::path> list = bundled_folders();
    list.insert(list.end(), given.begin(), given.end());
    if (fs::path installed = installed_folder(); !installed.empty()) list.push_back(std::move(installed));
    return list;
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
