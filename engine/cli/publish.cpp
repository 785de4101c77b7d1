#include <ctime>

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "engine/cli/open.hpp"
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

base::Status room_for(const PublishCommand& command) {
    if (command.preview) return {};
    if (command.out.empty()) return base::misuse("Say where to publish with -o FOLDER, or --preview to look first.");
    std::error_code ignored;
    if (!command.force && std::filesystem::exists(command.out, ignored))
        return base::misuse("The folder " + command.out.string() + " is there already. Choose another, or say --force to replace a publication that Kith wrote.");
    return {};
}

void tell(const PublishCommand& command, const privacy::View& view, const privacy::PeopleTables& people, const std::filesystem::path& ledger) {
    const auto withheld = report::withheld_of(people, view);
    if (command.json) {
        nlohmann::ordered_json out{{"folder", command.out.string()}, {"audience", privacy::name_of(view.audience())}, {"page", (command.out / "index.html").string()}};
        out["ledger"] = view.audience() == privacy::Audience::team ? "" : ledger.string();
        out["threshold"] = people.rule.threshold;
        out["rounding"] = people.rule.round_to;
        out["numbers_of_people"] = people.released.size();
        out["withheld"] = withheld;
        fmt::print("{}\n", out.dump(2));
        return;
    }
    fmt::print("{}: the page is {}\n", view.place_name(), (command.out / "index.html").string());
    for (const std::string& sentence : withheld) fmt::print("  {}\n", sentence);
    if (view.audience() == privacy::Audience::team) fmt::print("For the team only: it shows people. The folder opens for you alone (0700).\n");
    else fmt::print("What was said is kept in {}: the next release is compared with it.\n", ledger.string());
}

}  // namespace

int publish(const PublishCommand& command) {
    Console console(command.quiet);
    base::JobContext job([&](std::string_view stage, double fraction) { console.progress(stage, fraction); });
    Interrupt interrupt(job);
    if (auto s = room_for(command); !s) return console.give_up(s.error());
    const std::filesystem::path ledger = ledger_of(command);
    auto releases = report::read_ledger(ledger);
    if (!releases) return console.give_up(releases.error());
    auto opened = open_place(command, job);
    if (!opened) return console.give_up(opened.error());
    const privacy::View& view = *opened->view;
    privacy::Rule rule;
    rule.threshold = opened->recipe.people_threshold;
    rule.round_to = opened->recipe.people_rounding;
    auto people = privacy::people_tables(*opened->now, rule, report::all_numbers(*releases), job);
    if (!people) return console.give_up(people.error());
    if (command.preview) {
        fmt::print("{}", report::preview_text(*people, view));
        return done;
    }
    const bool team = view.audience() == privacy::Audience::team;
    if (!team) releases->push_back({today(), std::string(privacy::name_of(view.audience())), rule, people->released});
    auto output = report::begin_publication(command.out, view.audience(), command.force);
    if (!output) return console.give_up(output.error());
    if (auto s = report::write_publication({view, *people, *releases, kith_version, today()}, *output, job); !s) return console.give_up(s.error());
    // First it is kept, then it is out: a number that is out and not kept could be taken from the next.
    if (!team) {
        const std::string text = report::ledger_text(*releases);
        if (auto s = process::write_whole(ledger, std::as_bytes(std::span(text.data(), text.size())), process::Readers::owner); !s) return console.give_up(s.error());
    }
    if (auto s = output->commit(); !s) return console.give_up(s.error());
    tell(command, view, *people, ledger);
    return done;
}

}  // namespace kith::cli
