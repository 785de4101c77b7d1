#pragma once
// The first steps of every verb that reads a place.
#include <memory>
#include <optional>

#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"
#include "engine/cli/facts.hpp"
#include "engine/host/analyses.hpp"
#include "engine/host/plugin_set.hpp"
#include "engine/host/trust.hpp"
#include "engine/io/recipe.hpp"
#include "engine/place/place.hpp"
#include "engine/privacy/view.hpp"
#include "engine/store/workspace.hpp"

namespace kith::cli {

/// The analyses there are, and what each may see.
struct Analyses {
    std::vector<std::filesystem::path> folders;
    host::PluginSet plugins;
    host::Trust trust;
    host::AllowedById allowed;
    std::vector<std::string> complaints;            // what cannot be used, and why; a sentence each
};
/// An error is a misuse: a folder that is not there, or an `--allow` that names nothing.
base::Result<Analyses> find_analyses(const PluginOptions& options);

/// From words as people type them; an error when there is no such word, or the analysis does not ask for it.
base::Result<host::PersonalSet> asked_for(const host::Plugin& plugin, const std::vector<std::string>& words);

/// What is open, and what it took.
struct Opened {
    io::Recipe recipe;
    std::string recipe_digest;
    store::Content content;                         // what a workspace of it would hold; its place is never to be shown, the view is
    place::PlacePtr now;                            // with the edits; never to be shown either
    store::Governance governance;                   // of a workspace
    std::unique_ptr<store::Files> files;            // of one that stays open
    std::optional<store::Workspace> workspace;
    privacy::ViewPtr view;
    Analyses analyses;
    std::vector<const host::Manifest*> manifests;   // of `analyses`
    std::vector<report::RunFacts::Stage> stages;
    std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
    unsigned threads = 1;
};

/// The analyses that the recipe asks for, or every one there is.
std::vector<host::AnalysisRequest> requests_of(const Opened& opened);

base::Result<Opened> open_place(const PlaceOptions& options, base::JobContext& job);
/// Of each file that has a problem one line: what is wrong with it whole, or how many of its rows are concerned.
void tell_of_files(const PlaceOptions& options, const privacy::View& view, Console& console);

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
