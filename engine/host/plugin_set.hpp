#pragma once
// Where analyses stand, and which ones there are.
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/digest.hpp"
#include "engine/base/status.hpp"
#include "engine/host/manifest.hpp"

namespace kith::host {

struct Plugin {
    Manifest manifest;
    std::string text;               // of the manifest
    std::filesystem::path folder;   // absolute, without links
    std::filesystem::path library;
    base::Digest hash;              // of the library's bytes
    base::Digest seal;              // over the manifest, the library and every library beside it: what a grant is remembered by
    bool bundled = false;           // came with this Kith; otherwise somebody else's
};
using PluginPtr = std::shared_ptr<const Plugin>;

/// The folder that $`variable` names, when that is an absolute path, else `below_home` in the user's home; empty when there is none.
std::filesystem::path user_folder(const char* variable, const char* below_home);

/// Analyses found in some folders; each stands in a folder of its own with its manifest.json. Nothing is loaded or run.
class PluginSet {
public:
    /// A folder that is not there holds none; one that holds a manifest itself is one analysis. An earlier folder wins when an
    /// id stands in two, and nobody else's may have the id of a bundled one. What cannot be used is not in the set; `faults` says why.
    static PluginSet find(std::span<const std::filesystem::path> folders);
    /// The bundled ones: ../lib/kith/plugins beside the running program.
    static std::vector<std::filesystem::path> bundled_folders();
    /// Where the user puts those of others: $XDG_DATA_HOME/kith/plugins, or ~/.local/share/kith/plugins; empty when neither is known.
    static std::filesystem::path installed_folder();
    /// Bundled, then `given` in their order, then installed.
    static std::vector<std::filesystem::path> usual_folders(std::span<const std::filesystem::path> given);

    std::span<const PluginPtr> plugins() const { return plugins_; }  // by id
    std::span<const std::string> faults() const { return faults_; }
    /// By id; an error names the nearest.
    base::Result<PluginPtr> at(std::string_view id) const;

private:
    std::vector<PluginPtr> plugins_;
    std::vector<std::string> faults_;
};

}  // namespace kith::host
