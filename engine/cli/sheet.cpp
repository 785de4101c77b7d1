#include "engine/cli/sheet.hpp"

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <span>

#include "engine/base/text.hpp"
#include "engine/cli/handed.hpp"
#include "engine/cli/open.hpp"
#include "engine/cli/rights.hpp"
#include "engine/process/private_file.hpp"
#include "engine/report/capture_sheet.hpp"
#include "engine/report/sheets.hpp"

namespace kith::cli {
namespace {

bool empty_path(const SheetCommand& command) { return command.kind == "path" && command.person.empty() && command.at.empty(); }
bool of_a_person(const SheetCommand& command) { return command.kind == "visit" || command.kind == "told"; }
/// Made from what the team sees; the others are handed over, and made from what is public.
bool of_the_team(const SheetCommand& command) { return of_a_person(command) || (command.kind == "path" && !empty_path(command)); }
/// Also from whose door it is.
bool for_its_owner(const SheetCommand& command) { return of_the_team(command) || (command.kind == "near" && !command.person.empty()); }

base::Status may_be_made(const SheetCommand& command) {
    const std::string ending = command.out.extension().string();
    const bool table = command.kind == "spreadsheet";
    if (table && ending != ".xlsx" && ending != ".csv") return base::misuse("A spreadsheet is written with -o FILE.xlsx or FILE.csv.");
    if (!table && ending != ".pdf" && ending != ".html") return base::misuse("A sheet is written with -o FILE.pdf or FILE.html.");
    if (command.kind != "cards" && !table && !empty_path(command) && command.recipe.empty()) return base::misuse("Say which place: a recipe (.toml) or a workspace (.kith).");
    if (of_a_person(command) && command.person.empty()) return base::misuse("Say whom the sheet is about with --person: the id of the source, or the name.");
    if (command.kind == "path" && !command.at.empty() && !command.person.empty()) return base::misuse("A path is of one: say --person or --at.");
    if (command.kind == "near" && command.at.empty() == command.person.empty()) return base::misuse("Say near what: --at \"a place, a street, a corner, a square\", or --person for somebody's door.");
    std::error_code ignored;
    if (!table && !command.force && std::filesystem::exists(command.out, ignored)) return base::misuse(command.out.string() + " is there already. Take another name, or say --force to replace it.");
    return {};
}

base::Result<std::int32_t> day_of_sheet(const SheetCommand& command, const privacy::View& view) {
    using namespace std::chrono;
    if (!command.day.empty()) return days_of(command.day);
    if (view.as_of()) return *view.as_of();
    return static_cast<std::int32_t>(floor<days>(system_clock::now()).time_since_epoch().count());
}

base::Result<std::size_t> row_of_person(const Opened& opened, const privacy::View& team, const std::string& words) {
    const auto key = person_called(*opened.now->revision, words);
    if (!key) return key.error();
    for (std::size_t row = 0; row < team.people(); ++row)
        if (team.key(base::EntityKind::person, row) == *key) return row;
    return base::not_found("This person asked us to stop; nothing is written about them.");
}

base::Result<std::size_t> row_of_asset(const privacy::View& team, const std::string& words) {
    const std::string wanted = base::lower(words);
    std::optional<std::size_t> found;
    for (std::size_t row = 0; row < team.assets(); ++row) {
        if (team.source_id(base::EntityKind::asset, row) == words) return row;
        if (base::lower(team.label(base::EntityKind::asset, row)) != wanted) continue;
        if (found) return base::misuse("Several places are called " + words + "; say the id of one.");
        found = row;
    }
    if (!found) return base::not_found("There is no place or group called \"" + words + "\" here. Say its id, or its name as it is recorded.");
    return *found;
}

base::Result<report::Sheet> path_wanted(const SheetCommand& command, const Opened& opened, std::int32_t day) {
    if (empty_path(command)) return report::empty_path_sheet(opened.view->place_name());
    const bool person = !command.person.empty();
    const auto row = person ? row_of_person(opened, *opened.view, command.person) : row_of_asset(*opened.view, command.at);
    if (!row) return row.error();
    return report::path_sheet(*opened.view, person ? base::EntityKind::person : base::EntityKind::asset, *row, day);
}

/// Their door; nothing of them stands on the sheet but where it is.
base::Result<Spot> door_of(const Opened& opened, const std::string& words) {
    const auto team = privacy::open_view(opened.now, privacy::Audience::team);
    if (!team) return team.error();
    const auto row = row_of_person(opened, **team, words);
    if (!row) return row.error();
    const auto positions = (*team)->segment("people.positions");
    const column::Column* point = positions ? positions->find("point") : nullptr;
    if (point == nullptr || !point->known(*row)) return base::not_found("No place is recorded for this person, or it is not to be shown. Say --at with a street or a corner instead.");
    return Spot{{point->xy()[2 * *row], point->xy()[2 * *row + 1]}, "your door"};
}

base::Result<report::Sheet> near(const SheetCommand& command, const Opened& opened, std::int32_t day) {
    const auto spot = command.person.empty() ? spot_called(*opened.view, command.at) : door_of(opened, command.person);
    if (!spot) return spot.error();
    return report::near_sheet(*opened.view, {spot->at, spot->words, command.minutes, static_cast<std::size_t>(command.most), day});
}

base::Result<report::Sheet> told(const SheetCommand& command, const Opened& opened) {
    const auto key = person_called(*opened.now->revision, command.person);
    if (!key) return key.error();
    std::optional<std::int32_t> day;
    if (!command.day.empty()) {
        const auto said = days_of(command.day);
        if (!said) return said.error();
        day = *said;
    }
    const auto read = privacy::told(*opened.now, *key, day);
    if (!read) return read.error();
    const std::string held_by = opened.governance.purpose ? opened.governance.purpose->controller : command.held_by;
    return report::told_sheet(*read, opened.view->place_name(), held_by);
}

base::Result<report::Sheet> sheet_of(const SheetCommand& command, base::JobContext& job) {
    if (command.recipe.empty()) return command.kind == "path" ? report::empty_path_sheet({}) : report::cards_sheet({}, command.residents);
    PlaceOptions place = command;
    place.audience = privacy::name_of(of_the_team(command) ? privacy::Audience::team : privacy::Audience::anybody);
    place.writes = command.out;
    const auto opened = open_place(place, job);
    if (!opened) return opened.error();
    const auto day = day_of_sheet(command, *opened->view);
    if (!day) return day.error();
    if (command.kind == "cards") return report::cards_sheet(opened->view->place_name(), command.residents);
    if (command.kind == "near") return near(command, *opened, *day);
    if (command.kind == "path") return path_wanted(command, *opened, *day);
    if (command.kind == "directory") return report::directory_sheet(*opened->view, *day);
    if (command.kind == "told") return told(command, *opened);
    const auto row = row_of_person(*opened, *opened->view, command.person);
    if (!row) return row.error();
    return report::visit_sheet(*opened->view, *row, *day);
}

base::Status write_sheet(const SheetCommand& command, const report::Sheet& sheet) {
    const report::SheetStyle style{command.large, command.black_and_white};
    const auto readers = for_its_owner(command) ? process::Readers::owner : process::Readers::usual;
    if (command.out.extension() == ".html") {
        const std::string page = report::sheet_html(sheet, style);
        return process::write_whole(command.out, std::as_bytes(std::span(page.data(), page.size())), readers);
    }
    const auto pdf = report::sheet_pdf(sheet, style);
    return pdf ? process::write_whole(command.out, *pdf, readers) : base::Status(pdf.error());
}

int spreadsheet(const SheetCommand& command, Console& console, base::JobContext& job) {
    const auto files = report::write_capture_sheet(command.out, command.residents, command.force, job);
    if (!files) return console.give_up(files.error());
    for (const auto& file : *files) fmt::print("{}\n", file.string());
    console.say("Filled in, kith import reads it: no question is asked.");
    return done;
}

}  // namespace

int sheet(const SheetCommand& command) {
    Console console(command.quiet);
    base::JobContext job([&](std::string_view stage, double fraction) { command.handed != nullptr ? command.handed->report(fraction) : console.progress(stage, fraction); });
    Interrupt interrupt(job);
    StopsWithTheWindow stops(command.handed, job);
    if (auto s = may_be_made(command); !s) return console.give_up(s.error());
    if (command.kind == "spreadsheet") return spreadsheet(command, console, job);
    const auto made = sheet_of(command, job);
    if (!made) return console.give_up(made.error());
    if (auto s = write_sheet(command, *made); !s) return console.give_up(s.error());
    fmt::print("{}\n", command.out.string());
    if (for_its_owner(command)) console.say(command.person.empty() ? "It is the team's, and opens for you alone (0600)." : "It is about a person, and opens for you alone (0600).");
    return done;
}

void SheetVerb::add_to(CLI::App& app) {
    verb_ = app.add_subcommand("sheet", "Paper: what's near, a group directory, a visit, a path, what somebody told us, cards to write on, a spreadsheet with the same fields");
    verb_->add_option("kind", command_.kind, "visit (one person, for you alone), path (the hope and the next step of a person or a place; of nobody: to be filled in), near (what's near, for anybody), directory (groups and activities, for anybody), told (what a person said, for them), cards (to write on), spreadsheet (the cards' fields)")
        ->required()
        ->check(CLI::IsMember({"visit", "path", "near", "directory", "told", "cards", "spreadsheet"}));
    verb_->add_option("recipe", command_.recipe, "The recipe (a .toml file) or workspace (a .kith file); cards, a spreadsheet and an empty path need none");
    verb_->add_option("-o,--out", command_.out, "The file: .pdf or .html; of a spreadsheet .xlsx or .csv")->required();
    verb_->add_option("--at", command_.at, "near: a place's name, a street, two streets (\"Mill Lane and High Street\"), a square (C4), \"latitude, longitude\", or metres east and north on the place's map (\"4012 m, 877 m\"); path: a place's or group's name");
    verb_->add_option("--person", command_.person, "visit, told, path: whom it is about; near: from this person's door (their name does not stand on it)");
    verb_->add_option("--on", command_.day, "The day (2026-06-30): of the sheet, or for told of the meeting (default: the place's day or today; for told the last meeting)");
    verb_->add_option("--minutes", command_.minutes, "near: how far on foot")->check(CLI::Range(1, 60))->capture_default_str();
    verb_->add_option("--most", command_.most, "near: how many places at most, the nearest first")->check(CLI::Range(1, 500))->capture_default_str();
    verb_->add_flag("--residents", command_.residents, "cards, spreadsheet: only what residents fill in themselves");
    verb_->add_flag("--large", command_.large, "18 point");
    verb_->add_flag("--black-and-white", command_.black_and_white, "Ink on white, no colour");
    verb_->add_flag("--force", command_.force, "Replace the file when it is there");
    verb_->add_option("--root", command_.root, "Folder that the recipe's paths start from (default: the recipe's own)");
    verb_->add_option("--passphrase-file", command_.passphrase_file, "A workspace's passphrase is the first line of this file (default: it is asked for)");
    verb_->add_flag("--quiet", command_.quiet, "Say nothing but errors");
    verb_->add_option("--held-by", command_.held_by)->group("");  // said by the window, which has the purpose
    verb_->footer("Examples: kith sheet near sheffield.toml --at \"Mill Lane and High Street\" --large -o near.pdf\n          kith sheet visit patch.kith --person P012 -o visit.pdf\n          kith sheet path -o path.pdf\n          kith sheet spreadsheet -o cards.xlsx\nA shell keeps what is typed in its history, and while it runs other accounts of the machine can see it: for a person, an id says less than a name.");
}

bool SheetVerb::chosen() const { return verb_->parsed(); }
int SheetVerb::run(std::shared_ptr<Handed> handed) {
    command_.handed = std::move(handed);
    return sheet(command_);
}

}  // namespace kith::cli
