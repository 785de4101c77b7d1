#include "engine/cli/open.hpp"

#include <algorithm>
#include <fstream>
#include <span>
#include <thread>

#include "engine/base/digest.hpp"
#include "engine/base/text.hpp"
#include "engine/cli/handed.hpp"
#include "engine/cli/passphrase.hpp"
#include "engine/cli/rights.hpp"
#include "engine/place/pipeline.hpp"

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

/// Only to read: whoever has it open elsewhere keeps it; unless it stays open.
base::Result<store::Content> read_workspace(Opened& opened, const PlaceOptions& options, base::JobContext& job) {
    auto passphrase = passphrase_for(options.passphrase_file, "Passphrase of " + options.recipe.filename().string() + ": ");
    if (!passphrase) return passphrase.error();
    auto files = std::make_unique<store::Files>();
    auto held = store::Workspace::open(*files, options.recipe, *passphrase, job);
    if (!held) return held.error();
    if (options.stays_open && held->workspace.read_only()) return base::misuse(options.recipe.filename().string() + " is open elsewhere, or may not be written here. Close it there first.");
    opened.governance = held->workspace.governance();
    if (!held->workspace.read_only()) {
        const auto noted = options.writes.empty() ? noted_now("opened", "to read") : noted_now("export", std::filesystem::absolute(options.writes).string());
        if (auto s = held->workspace.note(noted); !s) return s.error();
    }
    auto recipe = io::parse_recipe(held->content.recipe, options.recipe.filename().string());
    if (!recipe) return recipe.error();
    opened.recipe = std::move(*recipe);
    if (options.stays_open) {
        opened.files = std::move(files);
        opened.workspace = std::move(held->workspace);
    }
    return std::move(held->content);
}

base::Result<store::Content> take_given(Opened& opened, const PlaceOptions& options) {
    auto content = options.handed->content();
    if (!content) return content;
    auto recipe = io::parse_recipe(content->recipe, options.recipe.filename().string());
    if (!recipe) return recipe.error();
    opened.recipe = std::move(*recipe);
    return content;
}

privacy::Audience audience_of(std::string_view word) {
    for (const auto audience : {privacy::Audience::team, privacy::Audience::anybody, privacy::Audience::partners})
        if (word == privacy::name_of(audience)) return audience;
    return privacy::Audience::safe;
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

std::vector<host::AnalysisRequest> requests_of(const Opened& opened) {
    std::vector<host::AnalysisRequest> requests;
    for (const io::Analysis& analysis : opened.recipe.analyses) requests.push_back({analysis.use, analysis.as, analysis.parameters, analysis.lens});
    if (opened.recipe.analyses.empty())
        for (const auto& plugin : opened.analyses.plugins.plugins()) requests.push_back({plugin->manifest.id, "", "", ""});
    return requests;
}

base::Result<Opened> open_place(const PlaceOptions& options, base::JobContext& job) {
    Opened opened;
    auto analyses = find_analyses(options);
    if (!analyses) return analyses.error();
    opened.analyses = std::move(*analyses);
    opened.threads = options.threads == 0 ? std::max(1u, std::thread::hardware_concurrency()) : options.threads;
    StageClock clock(opened.stages);
    auto content = options.handed != nullptr ? take_given(opened, options) : store::looks_like_workspace(options.recipe) ? read_workspace(opened, options, job) : read_files(opened, options, job);
    if (!content) return content.error();
    opened.content = std::move(*content);
    opened.recipe_digest = digest_of(opened.content.recipe);
    auto place = place_now(opened.content, job);
    if (!place) return place.error();
    clock.finished("read and build");
    auto view = privacy::open_view(*place, audience_of(options.audience));
    if (!view) return view.error();
    opened.view = std::move(*view);
    opened.now = std::move(*place);
    for (const auto& plugin : opened.analyses.plugins.plugins()) opened.manifests.push_back(&plugin->manifest);
    clock.finished("what this audience may see");
    return opened;
}

void tell_of_files(const PlaceOptions& options, const privacy::View& view, Console& console) {
    constexpr std::size_t shown = 8;
    std::vector<std::string> lines;
    for (const column::SourceReport& report : view.reports()) {
        if (!report.has_problems()) continue;
        std::int64_t notes = 0;
        for (const auto& count : report.counts)
            if (count.severity == column::Severity::problem) notes += count.count;
        const auto whole = std::find_if(report.issues.begin(), report.issues.end(),
                                        [](const column::Issue& issue) { return issue.severity == column::Severity::problem && issue.row == 0; });
        const bool of_the_file = whole != report.issues.end();
        lines.push_back(report.file + ": " + (of_the_file ? whole->reason : base::counted(notes, "problem") + " in its rows."));
    }
    for (std::size_t i = 0; i < std::min(lines.size(), shown); ++i) console.complain(lines[i]);
    if (lines.empty()) return;
    const bool nothing_read = std::all_of(view.reports().begin(), view.reports().end(),
                                          [](const column::SourceReport& report) { return report.tally.read == 0; });
    if (nothing_read && options.root.empty()) console.say("No file was read. If they stand in another folder than the recipe, name it with --root.");
    const std::string all = "`kith check " + options.recipe.string() + "` lists everything.";
    console.say(lines.size() > shown ? "… and so it is with " + base::counted(static_cast<std::int64_t>(lines.size() - shown), "more file") + "; " + all : all);
}

}  // namespace kith::cli
