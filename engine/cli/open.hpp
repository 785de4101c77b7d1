#pragma once
// The first steps of every verb that reads a place.
#include <memory>
#include <optional>

#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"
#include "engine/cli/facts.hpp"
#include "engine/host/plugin_set.hpp"
#include "engine/io/recipe.hpp"
#include "engine/privacy/view.hpp"

namespace kith::cli {

/// What is open, and what it took.
struct Opened {
    io::Recipe recipe;
    std::string recipe_digest;
    privacy::ViewPtr view;
    host::PluginSet plugins;
    std::vector<const host::Manifest*> manifests;   // of `plugins`
    std::vector<report::RunFacts::Stage> stages;
    std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
    unsigned threads = 1;
};

base::Result<Opened> open_place(const PlaceOptions& options, base::JobContext& job);

/// Adds a stage from the clocks since the last one.
class StageClock {
public:
    explicit StageClock(std::vector<report::RunFacts::Stage>& stages);
    void finished(std::string name);

private:
    std::vector<report::RunFacts::Stage>& stages_;
    std::chrono::steady_clock::time_point wall_;
    double cpu_;
};

}  // namespace kith::cli
