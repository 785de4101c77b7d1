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
    std::filesystem::path library;
    base::Digest hash;              // of the library's bytes
};
using PluginPtr = std::shared_ptr<const Plugin>;

/// Analyses found in some folders; each stands in a folder of its own with its manifest.json. Nothing is loaded or run.
class PluginSet {
public:
    /// A folder that is not there holds none. An earlier folder wins when an id stands in two. What cannot be used is not in
    /// the set; `faults` says why.
    static PluginSet find(std::span<const std::filesystem::path> folders);
    /// The bundled ones: ../lib/kith/plugins beside the running program.
    static std::vector<std::filesystem::path> bundled_folders();

    std::span<const PluginPtr> plugins() const { return plugins_; }  // by id
    std::span<const std::string> faults() const { return faults_; }
    /// By id; an error names the nearest.
    base::Result<PluginPtr> at(std::string_view id) const;

private:
    std::vector<PluginPtr> plugins_;
    std::vector<std::string> faults_;
};

}  // namespace kith::host
