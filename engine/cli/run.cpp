#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/base/text.hpp"
#include "engine/cli/open.hpp"
#include "engine/host/analyses.hpp"
#include "engine/place/matching.hpp"
#include "engine/process/spawner.hpp"

namespace kith::cli {
namespace {

using nlohmann::json;

/// A number or yes/no as JSON reads it, else the text as it stands.
json value_of(const std::string& text) {
    json value = json::parse(text, nullptr, false);
    return value.is_discarded() || value.is_structured() || value.is_null() ? json(text) : value;
}

/// `--set kith.isolation.walk_metres=400` goes to every use of kith.isolation.
base::Status apply_settings(std::vector<host::AnalysisRequest>& requests, const std::vector<std::string>& settings) {
    for (const std::string& setting : settings) {
        const std::size_t equals = setting.find('='), dot = setting.rfind('.', equals);
        if (equals == std::string::npos || dot == std::string::npos || dot == 0)
            return base::misuse("--set " + setting + " is not ID.parameter=value, such as kith.inventory.walk_metres=400.");
        const std::string use = setting.substr(0, dot), name = setting.substr(dot + 1, equals - dot - 1);
        bool found = false;
        for (host::AnalysisRequest& request : requests) {
            if (request.use != use && request.as != use) continue;
            json parameters = request.parameters.empty() ? json::object() : json::parse(request.parameters);
            parameters[name] = value_of(setting.substr(equals + 1));
            request.parameters = parameters.dump();
            found = true;
        }
        if (!found) return base::misuse("--set " + setting + ": no analysis " + use + " runs here. `kith plugins` lists them.");
    }
    return {};
}

/// Says why nothing came of it. Who stopped the run does not wait until a city is let go of piece by piece: once the half-written
/// output is gone and no process is left, the system takes back the rest.
int give_up(const base::Error& error, report::OutputFolder output, const base::JobContext& job, Console& console) {
    const int code = console.give_up(error);
    { const report::OutputFolder gone = std::move(output); }
    if (!job.stopped()) return code;
    std::fflush(nullptr);
    std::_Exit(code);
}

base::Status room_for(const RunCommand& command) {
    std::error_code ignored;
    if (!command.force && std::filesystem::exists(command.out, ignored))
        return base::misuse("The folder " + command.out.string() + " is there already. Choose another, or say --force to replace results that Kith wrote.");
    return {};
}

/// Looked for as long as it takes no second: of more `kith check --matches` tells.
constexpr std::size_t most_compared = 50'000;

/// Of the place as it is now, without those that somebody decided about.
base::Result<std::vector<report::PossibleDouble>> doubles_of(const RunCommand& command, const Opened& opened) {
    std::vector<report::PossibleDouble> doubles;
    const place::Revision& revision = *opened.now->revision;
    if (opened.view->audience() != privacy::Audience::team || revision.people() + revision.assets() > most_compared) return doubles;
    std::vector<place::Decision> decisions;
    if (!opened.recipe.decisions.empty()) {
        auto read = place::read_decisions((command.root.empty() ? command.recipe.parent_path() : command.root) / opened.recipe.decisions);
        if (!read) return read.error();
        decisions = std::move(*read);
    }
    for (const place::MatchPair& pair : place::possible_doubles(revision, decisions).pairs) doubles.push_back({pair.a, pair.b, pair.evidence});
    return doubles;
}

report::RunFacts facts_of(const RunCommand& command, const Opened& opened) {
    report::RunFacts facts;
    facts.kith = kith_version;
    facts.isolation = isolation_words();
    facts.libraries = library_versions();
    facts.recipe = command.recipe.filename().string();
    facts.recipe_digest = opened.recipe_digest;
    facts.seed = command.seed;
    facts.threads = opened.threads;
    facts.started = utc_now();
    facts.stages = opened.stages;
    facts.usage = [began = opened.began] { return usage_since(began); };
    facts.ladder = report::ladder_of(*opened.view, opened.manifests, opened.analyses.allowed);
    return facts;
}

void tell(const RunCommand& command, const Opened& opened, std::span<const host::AnalysisResult> results, Console& console) {
    tell_of_files(command, *opened.view, console);
    for (const host::AnalysisResult& result : results)
        if (!result.sentence.empty()) console.say(result.use + ": " + result.sentence, host::went_wrong(result.verdict));
    if (command.json) {
        std::ifstream file(command.out / "results.json");
        fmt::print("{}\n", std::string{std::istreambuf_iterator<char>(file), {}});
        return;
    }
    fmt::print("{}: the report is {}\n", opened.view->place_name(), (command.out / "report.html").string());
    if (opened.view->audience() == privacy::Audience::team)
        fmt::print("For the team only: it says things about people. The folder opens for you alone (0700).\n");
    else
        fmt::print("Safe to show: areas and assets, and people as a number only.\n");
}

}  // namespace

int run(const RunCommand& command) {
    Console console(command.quiet);
    base::JobContext job([&](std::string_view stage, double fraction) { console.progress(stage, fraction); });
    Interrupt interrupt(job);
    if (auto s = room_for(command); !s) return console.give_up(s.error());
    auto opened = open_place(command, job);
    if (!opened) return console.give_up(opened.error());
    for (const std::string& complaint : opened->analyses.complaints) console.complain(complaint);
    auto requests = requests_of(*opened);
    if (auto s = apply_settings(requests, command.set); !s) return console.give_up(s.error());

    auto output = report::begin_run(command.out, opened->view->audience(), command.force);
    if (!output) return console.give_up(output.error());
    StageClock clock(opened->stages);
    host::RunOptions options;
    if (!command.no_cache) {
        options.cache_before = command.out / report::cache_folder;
        options.cache_now = output->path() / report::cache_folder;
    }
    options.seed = command.seed;
    options.threads = opened->threads;
    options.plugin_folders = opened->analyses.folders;
    options.allowed = opened->analyses.allowed;
    options.allow_unlocked = command.allow_unlocked;
    options.grace = std::chrono::milliseconds(250);  // Ctrl-C ends within a second, and letting go of a city takes half of it
    const auto results = host::run_analyses(*opened->view, requests, options, job);
    if (!results) return give_up(results.error(), std::move(*output), job, console);
    clock.finished("analyses");
    report::RunFacts facts = facts_of(command, *opened);
    auto doubles = doubles_of(command, *opened);
    if (!doubles) return give_up(doubles.error(), std::move(*output), job, console);
    facts.doubles = std::move(*doubles);
    if (auto s = report::write_run(*opened->view, *results, facts, *output, {command.force, command.tie_lines}, job); !s) return give_up(s.error(), std::move(*output), job, console);
    tell(command, *opened, *results, console);
    return report::has_problems(*opened->view, *results) ? done_with_problems : done;
}

int demo(RunCommand command) {
    const auto folder = process::folder_of_this_program();
    if (!folder) return Console(false).give_up(folder.error());
    command.recipe = *folder / "../share/kith/samples/patch/patch.toml";
    command.audience = "team";
    std::error_code ignored;
    if (!std::filesystem::exists(command.recipe, ignored))
        return Console(false).give_up(base::not_found("The sample place is missing beside this program. Build Kith again (scripts/build)."));
    return run(command);
}

}  // namespace kith::cli
