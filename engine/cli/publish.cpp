#include <algorithm>
#include <ctime>

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "engine/cli/handed.hpp"
#include "engine/cli/open.hpp"
#include "engine/host/analyses.hpp"
#include "engine/privacy/forwarding_view.hpp"
#include "engine/privacy/people_tables.hpp"
#include "engine/process/private_file.hpp"
#include "engine/report/publication.hpp"

namespace kith::cli {
namespace {

std::string today() {
    const std::time_t now = std::time(nullptr);
    std::tm day{};
    char text[16] = "";
    if (gmtime_r(&now, &day) != nullptr) std::strftime(text, sizeof text, "%Y-%m-%d", &day);
    return text;
}

/// Beside the recipe or workspace, whatever folder is published into: forgetting it would be forgetting what was said.
std::filesystem::path ledger_of(const PublishCommand& command) {
    if (!command.ledger.empty()) return command.ledger;
    std::filesystem::path file = command.recipe;
    return file.replace_extension(".releases.json");
}

/// The same place under the title of a publication.
class Titled final : public privacy::ForwardingView {
public:
    Titled(privacy::ViewPtr of, std::string title) : ForwardingView(std::move(of)), title_(std::move(title)) {}
    const std::string& place_name() const override { return title_; }

private:
    std::string title_;
};

base::Status room_for(const PublishCommand& command) {
    if (command.preview) return {};
    if (command.out.empty()) return base::misuse("Say where to publish with -o FOLDER, or --preview to look first.");
    std::error_code ignored;
    if (!command.force && std::filesystem::exists(command.out, ignored))
        return base::misuse("The folder " + command.out.string() + " is there already. Choose another, or say --force to replace a publication that Kith wrote.");
    return {};
}

void tell(const PublishCommand& command, const report::Publication& publication, const std::filesystem::path& ledger) {
    const privacy::View& view = publication.view;
    const auto withheld = report::withheld_of(publication);
    const bool team = view.audience() == privacy::Audience::team;
    if (command.json) {
        nlohmann::ordered_json out{{"folder", command.out.string()}, {"audience", privacy::name_of(view.audience())}, {"page", (command.out / "index.html").string()}};
        out["ledger"] = team ? "" : ledger.string();
        out["threshold"] = publication.people.rule.threshold;
        out["rounding"] = publication.people.rule.round_to;
        out["numbers_of_people"] = publication.people.released.size();
        out["withheld"] = withheld;
        out["not_worked_out"] = report::not_worked_out(publication.results);
        fmt::print("{}\n", out.dump(2));
        return;
    }
    fmt::print("{}: the page is {}\n", view.place_name(), (command.out / "index.html").string());
    for (const std::string& sentence : withheld) fmt::print("  {}\n", sentence);
    if (team) fmt::print("For the team only: it shows people. The folder opens for you alone (0700).\n");
    else fmt::print("What was said is kept in {}: the next release is compared with it.\n", ledger.string());
}

/// What would be published, and what was before: nothing is written.
void tell_preview(const PublishCommand& command, const privacy::View& view, const privacy::PeopleTables& people, std::span<const report::LedgerRelease> releases, const std::filesystem::path& ledger) {
    const report::Preview preview = report::preview_of(people, view);
    if (!command.json) return fmt::print("{}", report::preview_text(preview, view));
    nlohmann::ordered_json out{{"place", view.place_name()}, {"audience", privacy::name_of(view.audience())}, {"recognisable", preview.recognisable}, {"done", preview.done}, {"threshold", people.rule.threshold}, {"rounding", people.rule.round_to}};
    out["tables"] = nlohmann::ordered_json::array();
    for (const privacy::PeopleTable& table : people.tables) {
        const auto said = std::count_if(table.rows.begin(), table.rows.end(), [](const privacy::PeopleRow& row) { return row.shown.has_value(); });
        out["tables"].push_back({{"title", table.title}, {"layer", table.layer}, {"numbers", said}, {"without", static_cast<std::ptrdiff_t>(table.rows.size()) - said}});
    }
    out["assets"] = view.assets();
    out["ledger"] = ledger.string();
    out["earlier"] = nlohmann::ordered_json::array();
    for (const report::LedgerRelease& one : releases) out["earlier"].push_back({{"day", one.day}, {"audience", one.audience}, {"numbers", one.numbers.size()}});
    fmt::print("{}\n", out.dump(2));
}

/// Worked out from what everybody may see and nothing else: they see no person, so they can tell of none. An analysis with a parameter
/// `published` is told that something may be kept back. Those that speak of people say nothing here.
base::Result<std::vector<host::AnalysisResult>> results_for(const Opened& opened, const privacy::View& view, Console& console, base::JobContext& job) {
    if (view.audience() == privacy::Audience::team) return std::vector<host::AnalysisResult>();
    std::vector<host::AnalysisRequest> requests = requests_of(opened);
    for (host::AnalysisRequest& request : requests) {
        const auto manifest = std::find_if(opened.manifests.begin(), opened.manifests.end(), [&](const host::Manifest* one) { return one->id == request.use; });
        if (manifest == opened.manifests.end() || (*manifest)->parameter("published") == nullptr) continue;
        nlohmann::json parameters = request.parameters.empty() ? nlohmann::json::object() : nlohmann::json::parse(request.parameters);
        parameters["published"] = true;
        request.parameters = parameters.dump();
    }
    host::RunOptions options;
    options.threads = opened.threads;
    options.plugin_folders = opened.analyses.folders;
    options.allowed = opened.analyses.allowed;
    auto results = host::run_analyses(view, requests, options, job);
    if (!results) return results.error();
    for (const host::AnalysisResult& result : *results)
        if (!result.ok() && result.verdict != host::Verdict::kept_for_team) console.say(result.use + " is not in it: " + result.sentence, host::went_wrong(result.verdict));
    return results;
}

}  // namespace

int publish(const PublishCommand& command) {
    Console console(command.quiet);
    base::JobContext job([&](std::string_view stage, double fraction) { command.handed != nullptr ? command.handed->report(fraction) : console.progress(stage, fraction); });
    Interrupt interrupt(job);
    StopsWithTheWindow stops(command.handed, job);
    if (auto s = room_for(command); !s) return console.give_up(s.error());
    const std::filesystem::path ledger = ledger_of(command);
    auto releases = report::read_ledger(ledger);
    if (!releases) return console.give_up(releases.error());
    auto opened = open_place(command, job);
    if (!opened) return console.give_up(opened.error());
    const privacy::ViewPtr titled = command.title.empty() ? opened->view : std::make_shared<Titled>(opened->view, command.title);
    const privacy::View& view = *titled;
    privacy::Rule rule;
    rule.threshold = opened->recipe.people_threshold;
    rule.round_to = opened->recipe.people_rounding;
    auto people = privacy::people_tables(*opened->now, rule, report::all_numbers(*releases), job);
    if (!people) return console.give_up(people.error());
    if (command.preview) {
        tell_preview(command, view, *people, *releases, ledger);
        return done;
    }
    const bool team = view.audience() == privacy::Audience::team;
    const auto results = results_for(*opened, view, console, job);
    if (!results) return console.give_up(results.error());
    if (!team) releases->push_back({today(), std::string(privacy::name_of(view.audience())), rule, people->released});
    auto output = report::begin_publication(command.out, view.audience(), command.force);
    if (!output) return console.give_up(output.error());
    const report::Publication publication{view, *people, *releases, kith_version, today(), *results};
    if (auto s = report::write_publication(publication, *output, job); !s) return console.give_up(s.error());
    // First it is kept, then it is out: a number that is out and not kept could be taken from the next.
    if (!team) {
        const std::string text = report::ledger_text(*releases);
        if (auto s = process::write_whole(ledger, std::as_bytes(std::span(text.data(), text.size())), process::Readers::owner); !s) return console.give_up(s.error());
    }
    if (auto s = output->commit(); !s) return console.give_up(s.error());
    tell_of_files(command, view, console);
    tell(command, publication, ledger);
    return report::has_problems(view, *results) ? done_with_problems : done;
}

}  // namespace kith::cli
