#include "engine/cli/open.hpp"

#include <fstream>
#include <span>
#include <thread>

#include "engine/base/digest.hpp"
#include "engine/place/pipeline.hpp"

namespace kith::cli {
namespace {

std::string digest_of_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return base::digest_of(std::as_bytes(std::span(text.data(), text.size()))).hex();
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
    auto recipe = io::read_recipe(options.recipe);
    if (!recipe) return recipe.error();
    opened.recipe = std::move(*recipe);
    opened.recipe_digest = digest_of_file(options.recipe);
    const std::filesystem::path root = options.root.empty() ? options.recipe.parent_path() : options.root;
    io::ReadOptions read;
    read.threads = opened.threads;
    auto place = place::read_place(opened.recipe, root.empty() ? "." : root, job, read);
    if (!place) return place.error();
    clock.finished("read and build");
    auto view = privacy::open_view(*place, options.audience == "team" ? privacy::Audience::team : privacy::Audience::safe);
    if (!view) return view.error();
    opened.view = std::move(*view);
    opened.place = std::move(*place);
    for (const auto& plugin : opened.analyses.plugins.plugins()) opened.manifests.push_back(&plugin->manifest);
    clock.finished("what this audience may see");
    return opened;
}

}  // namespace kith::cli
