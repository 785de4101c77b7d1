#include "engine/cli/open.hpp"

#include <fstream>
#include <span>
#include <thread>

#include "engine/base/digest.hpp"
#include "engine/cli/passphrase.hpp"
#include "engine/place/edits_file.hpp"
#include "engine/place/pipeline.hpp"
#include "engine/process/sealed_memory.hpp"
#include "engine/session/session.hpp"

namespace kith::cli {
namespace {

std::string digest_of(const std::string& text) { return base::digest_of(std::as_bytes(std::span(text.data(), text.size()))).hex(); }

base::Result<store::Content> read_files(Opened& opened, const PlaceOptions& options, base::JobContext& job) {
    auto recipe = io::read_recipe(options.recipe);
    if (!recipe) return recipe.error();
    opened.recipe = std::move(*recipe);
    std::ifstream file(options.recipe, std::ios::binary);
    store::Content content;
    content.recipe.assign(std::istreambuf_iterator<char>(file), {});
    const std::filesystem::path root = options.root.empty() ? options.recipe.parent_path() : options.root;
    io::ReadOptions read;
    read.threads = opened.threads;
    auto place = place::read_place(opened.recipe, root.empty() ? "." : root, job, read);
    if (!place) return place.error();
    content.place = std::move(*place);
    return content;
}

/// Only to read: whoever has it open elsewhere keeps it.
base::Result<store::Content> read_workspace(Opened& opened, const PlaceOptions& options, base::JobContext& job) {
    auto passphrase = passphrase_for(options.passphrase_file, "Passphrase of " + options.recipe.filename().string() + ": ");
    if (!passphrase) return passphrase.error();
    store::Files files;
    auto held = store::Workspace::open(files, options.recipe, *passphrase, job);
    if (!held) return held.error();
    auto recipe = io::parse_recipe(held->content.recipe, options.recipe.filename().string());
    if (!recipe) return recipe.error();
    opened.recipe = std::move(*recipe);
    return std::move(held->content);
}

/// The place with the edits that a workspace holds beside it.
base::Result<place::PlacePtr> place_now(const store::Content& content, base::JobContext& job) {
    const auto edits = session::Session::edits_in(content.edits);
    if (!edits) return edits.error();
    if (edits->empty()) return content.place;
    auto revision = place::with_edits(content.place->revision, *edits, process::sealed_memory, job);
    if (!revision) return revision.error();
    auto now = std::make_shared<place::Place>(*content.place);
    now->revision = std::move(*revision);
    return place::PlacePtr(now);
}

}  // namespace

StageClock::StageClock(std::vector<report::RunFacts::Stage>& stages) : stages_(stages), wall_(std::chrono::steady_clock::now()), cpu_(cpu_seconds()) {}

void StageClock::finished(std::string name) {
    const auto now = std::chrono::steady_clock::now();
    const double cpu = cpu_seconds();
    stages_.push_back({std::move(name), std::chrono::duration<double>(now - wall_).count(), cpu - cpu_});
    wall_ = now;
    cpu_ = cpu;
}

base::Result<Opened> open_place(const PlaceOptions& options, base::JobContext& job) {
    Opened opened;
    auto analyses = find_analyses(options);
    if (!analyses) return analyses.error();
    opened.analyses = std::move(*analyses);
    opened.threads = options.threads == 0 ? std::max(1u, std::thread::hardware_concurrency()) : options.threads;
    StageClock clock(opened.stages);
    auto content = store::looks_like_workspace(options.recipe) ? read_workspace(opened, options, job) : read_files(opened, options, job);
    if (!content) return content.error();
    opened.content = std::move(*content);
    opened.recipe_digest = digest_of(opened.content.recipe);
    auto place = place_now(opened.content, job);
    if (!place) return place.error();
    clock.finished("read and build");
    auto view = privacy::open_view(*place, options.audience == "team" ? privacy::Audience::team : privacy::Audience::safe);
    if (!view) return view.error();
    opened.view = std::move(*view);
    for (const auto& plugin : opened.analyses.plugins.plugins()) opened.manifests.push_back(&plugin->manifest);
    clock.finished("what this audience may see");
    return opened;
}

}  // namespace kith::cli
