#include <CLI/CLI.hpp>
#include <memory>
#include <optional>

#include "engine/cli/capture.hpp"
#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"
#include "engine/cli/handed.hpp"
#include "engine/cli/plugin_verbs.hpp"
#include "engine/cli/rights.hpp"
#include "engine/cli/sheet.hpp"

namespace kith::cli {
namespace {

void add_place_options(CLI::App& verb, PlaceOptions& options) {
    verb.add_option("recipe", options.recipe, "The recipe (a .toml file) that says which files hold the place, or a workspace (a .kith file)")->required();
    verb.add_option("--root", options.root, "Folder that the recipe's paths start from (default: the recipe's own)");
    verb.add_option("--passphrase-file", options.passphrase_file, "A workspace's passphrase is the first line of this file (default: it is asked for)");
    verb.add_option("--audience", options.audience, "Who will see it: safe (areas and assets only) or team (everything permitted)")
        ->check(CLI::IsMember({"safe", "team"}))
        ->capture_default_str();
    verb.add_option("--threads", options.threads, "How many files and analyses at once (default: as many as there are cores)");
    verb.add_flag("--quiet", options.quiet, "Say nothing but errors");
}

void add_plugins_option(CLI::App& verb, PluginOptions& options) {
    verb.add_option("--plugins", options.plugins, "A folder with an analysis, or with several in folders of their own; may be said again")->allow_extra_args(false);
}

void add_run_options(CLI::App& verb, RunCommand& command) {
    verb.add_option("-o,--out", command.out, "Folder for the results; it must not be there yet")->required();
    verb.add_option("--seed", command.seed, "Seed of everything random; the same seed gives the same results")->capture_default_str();
    verb.add_flag("--force", command.force, "Replace the folder when it is there (only one that Kith wrote); what has not changed since is taken over");
    verb.add_flag("--no-cache", command.no_cache, "Work out everything anew, and keep nothing for a later run");
}

void add_check(CLI::App& app, CheckCommand& options) {
    CLI::App* verb = app.add_subcommand("check", "Read a place and say what was found, and what to ask next");
    add_place_options(*verb, options);
    add_plugins_option(*verb, options);
    CLI::Option* json = verb->add_flag("--json", options.json, "Print JSON instead of text");
    verb->add_flag("--csv", options.csv, "Print a table of what is to be mended: file, row, column, what, how (personal values are masked)")->excludes(json);
    verb->add_option("--matches", options.matches, "Write a table of assets and people who may be recorded twice, in which you decide (names stand in it)");
    verb->footer("Examples: kith check sheffield.toml\n          kith check sheffield.toml --csv > to-mend.csv");
}

void add_run(CLI::App& app, RunCommand& command) {
    CLI::App* verb = app.add_subcommand("run", "Work out everything the recipe asks for, and write a folder of results");
    add_place_options(*verb, command);
    add_run_options(*verb, command);
    add_plugins_option(*verb, command);
    verb->add_option("--allow", command.allow, "What an analysis may see this once, beside what `kith plugins allow` says: ID:names,notes,positions,sensitive_ties")
        ->allow_extra_args(false);
    verb->add_option("--set", command.set, "A parameter of an analysis: ID.parameter=value");
    verb->add_flag("--tie-lines", command.tie_lines, "Draw ties as lines in results.gpkg (team only; slow for many)");
    verb->add_flag("--allow-unlocked", command.allow_unlocked,
                   "Run analyses that are not part of Kith even where this system cannot lock them up (kith version says whether it can)");
    verb->add_flag("--json", command.json, "Print the summary (results.json) on standard output");
    verb->footer("Example: kith run sheffield.toml --audience team -o results");
}

/// `kith import`: into a workspace goes what was sealed to it; anything else becomes a recipe.
struct ImportVerb {
    ImportCommand command;
    WorkspaceCommand into;

    int run() {
        if (!command.update.empty() || !store::looks_like_workspace(command.paths.front())) return import(command);
        into.workspace = command.paths.front();
        into.quiet = command.quiet;
        return import_entries(into, {command.paths.begin() + 1, command.paths.end()});
    }
};

void add_import(CLI::App& app, ImportVerb& import_verb) {
    auto& [command, into] = import_verb;
    CLI::App* verb = app.add_subcommand("import", "Look at files, propose what each is and which column means what, and write a recipe");
    verb->add_option("paths", command.paths, "Files and folders: boundaries, tables, networks; or a workspace (a .kith file) and what was sealed to it")->required();
    verb->add_option("--passphrase-file", into.passphrase_file, "A workspace's passphrase is the first line of this file (default: it is asked for)");
    CLI::Option* out = verb->add_option("-o,--out", command.out, "The recipe to write (a .toml file); paths in it start from its folder");
    verb->add_option("--update", command.update, "Instead: a recipe, of whose files the paths are newer copies; what they change becomes one batch of edits")->excludes(out);
    verb->add_flag("--end-people", command.end_people, "With --update: people who are not in the newer copy have moved (else they stay as they are)");
    verb->add_flag("--dry-run", command.dry_run, "With --update: only show what would change");
    verb->add_option("--name", command.name, "The place's name (default: the recipe's file name)");
    verb->add_flag("--yes", command.yes, "Take everything that is proposed, and ask nothing");
    verb->add_flag("--force", command.force, "Replace the recipe when it is there");
    verb->add_flag("--quiet", command.quiet, "Say nothing but the proposal and errors");
    verb->add_flag("--json", command.json, "Print the proposal as JSON");
    verb->footer("Example: kith import my_files -o my_place.toml\n         kith import --update my_place.toml newer/libraries.csv\n         kith import larkmere.kith visit.kithcapture");
}

/// `kith snapshot`: lists what there is to choose from in its help.
void add_snapshot(CLI::App& app, SnapshotCommand& command) {
    CLI::App* verb = app.add_subcommand("snapshot", "Draw a place without a display: a map, a wall map, a blank map, a network, a person's circle, a chart");
    add_place_options(*verb, command);
    verb->add_option("--view", command.view, "map, wall (large, cut into sheets), blank (areas and a lettered grid), network or circle (both for the team), chart (of a --column)")
        ->check(CLI::IsMember({"map", "wall", "blank", "network", "circle", "chart"}))
        ->capture_default_str();
    verb->add_option("-o,--out", command.out, "The picture: a .png, .svg or .pdf file")->required();
    verb->add_flag("--force", command.force, "Replace the file when it is there");
    verb->add_option("--area-layer", command.area_layer, "The areas to draw (default: the primary layer)");
    verb->add_flag("--no-areas", command.no_areas, "Draw no areas: what lies behind alone, and assets and people");
    verb->add_option("--backdrop", command.backdrop, "Which of the recipe's [[backdrop]] lie behind, such as streets,water; or none (default: all)")->delimiter(',');
    verb->add_option("--colour", command.colour, "Colour the areas by this column of theirs, such as population, or of an analysis, such as inventory_per_1000");
    verb->add_option("--and-colour", command.and_colour, "… and by this one too: nine classes of two columns");
    verb->add_option("--scheme", command.scheme,
                     "How numbers are cut: quantile, equal_interval, fisher_jenks, standard_deviation, box, percentile, head_tail, unique, manual, pretty");
    verb->add_option("--classes", command.classes, "How many classes")->check(CLI::Range(2, 10))->capture_default_str();
    verb->add_option("--hinge", command.hinge, "Of a box map: 1.5 or 3")->check(CLI::IsMember({1.5, 3.0}))->capture_default_str();
    verb->add_option("--breaks", command.breaks, "Upper bounds for --scheme manual, such as 10,20,50")->delimiter(',');
    verb->add_option("--palette", command.palette, "ColorBrewer's names, viridis or cividis (default: YlGnBu, or PuOr around a middle)");
    verb->add_flag("--reverse", command.reverse, "Turn the palette round");
    verb->add_option("--size", command.size, "A4 to A0, or pixels such as 1280x800 (default: A4; a wall map A1; a circle or a chart its own)");
    verb->add_option("--sheet", command.sheet, "What a wall map is cut into for printing as .pdf; its own size leaves it whole")->capture_default_str();
    verb->add_option("--dpi", command.dpi, "Dots an inch of a .png of a paper size")->check(CLI::Range(50, 600))->capture_default_str();
    verb->add_flag("--black-and-white", command.black_and_white, "Tell everything by shape and hatch, for a copier");
    verb->add_option("--theme", command.theme, "light, dark or high_contrast")->check(CLI::IsMember({"light", "dark", "high_contrast"}))->capture_default_str();
    verb->add_option("--title", command.title, "What stands over it (default: the place's name)");
    verb->add_option("--person", command.person, "For --view circle, and a network arranged around a person: the person's id in the source");
    verb->add_option("--walk-from", command.walk_from, "On a map: the ways that are reached on foot in 5, 10 and 15 minutes from a place, a street, \"two streets\" with and between, a square such as C4, or \"latitude, longitude\"");
    verb->add_option("--lens", command.lens, "Which ties count: a lens of the recipe (default: every tie)");
    verb->add_flag("--ties", command.ties, "Draw ties on a map (team only)");
    verb->add_option("--grid", command.grid, "A blank map's lettered grid: at most so many squares across")->check(CLI::Range(2, 26))->capture_default_str();
    for (auto& [who, marks] : {std::pair{"people", &command.people}, {"assets", &command.assets}}) {
        const std::string name = std::string("--") + who, such = std::string(who) == "people" ? "age_band or isolation_size" : "cost";
        verb->add_option(name + "-colour", marks->colour, std::string("Colour ") + who + " by this column of theirs, such as " + such);
        verb->add_option(name + "-size", marks->size, std::string("Size of ") + who + " by a column of numbers");
        verb->add_option(name + "-shape", marks->shape, std::string("Shape of ") + who + " by a column of words");
    }
    verb->add_option("--arrangement", command.arrangement, "Of a network: free, map (where people live), community (by --community) or person (around --person)")
        ->check(CLI::IsMember({"free", "map", "community", "person"}))
        ->capture_default_str();
    verb->add_option("--community", command.community, "A column of people that says which community they are of");
    verb->add_option("--chart", command.chart, "Of a chart: histogram, or scatter (each area beside its neighbours, with Moran's line)")->check(CLI::IsMember({"histogram", "scatter"}))->capture_default_str();
    verb->add_option("--column", command.column, "Of a chart: a column of the areas, such as population, or of an analysis, such as inventory_per_1000");
    add_plugins_option(*verb, command);
    verb->add_option("--seed", command.seed, "Seed of a network's layout; the same seed gives the same picture")->capture_default_str();
    verb->footer("Example: kith snapshot sheffield.toml --view map --colour population -o sheffield.png");
}

void add_export(CLI::App& app, ExportCommand& command) {
    CLI::App* verb = app.add_subcommand("export", "Write a place for other programs: maps, networks, spreadsheets, Open Referral");
    add_place_options(*verb, command);
    verb->add_option("-o,--to,--out", command.out, "What to write: .gpkg, .geojson, .fgb, .xlsx, .graphml, .gexf, .net; .json for hsds; a folder for csv and nodes-edges")->required();
    verb->add_option("--format", command.format, "gpkg, geojson, flatgeobuf, xlsx, csv, graphml, gexf, pajek, nodes-edges, hsds (default: by the ending)");
    verb->add_option("--what", command.what, "people, assets, areas, ties, network (people, assets and ties) or all")
        ->check(CLI::IsMember({"people", "assets", "areas", "ties", "network", "all"}))
        ->capture_default_str();
    verb->add_option("--lens", command.lens, "Which ties: a lens of the recipe (default: every tie)");
    verb->add_option("--agreed", command.agreed, "Only people who agreed to this and did not take it back: research, share_org:ID (default: networks are without whoever took research back)");
    verb->add_flag("--masked-points", command.masked_points, "For a partner: each home is shown elsewhere, where 50 people or more live nearer to the point (a workspace, and a population of its areas)");
    verb->add_flag("--no-layout", command.no_layout, "A network without positions of a drawing: quicker for a city");
    verb->add_option("--seed", command.seed, "Seed of a network's layout; the same seed gives the same positions")->capture_default_str();
    verb->add_flag("--force", command.force, "Replace the file or folder when it is there (a folder only when Kith wrote it)");
    verb->add_flag("--json", command.json, "Print what was written as JSON");
    verb->footer("Example: kith export sheffield.toml --audience team --to sheffield.graphml");
}

void add_publish(CLI::App& app, PublishCommand& command) {
    CLI::App* verb = app.add_subcommand("publish", "Write a page, a poster and data that others may read; small numbers of people are kept back");
    add_place_options(*verb, command);
    verb->remove_option(verb->get_option("--audience"));
    verb->add_option("--audience", command.audience, "Who will read it: public, partners (by an agreement of yours) or team")->check(CLI::IsMember({"public", "partners", "team"}))->required();
    verb->add_option("-o,--out", command.out, "Folder to write; it must not be there yet");
    verb->add_option("--ledger", command.ledger, "Where published numbers are kept, to compare the next release with (default: beside the recipe, .releases.json)");
    verb->add_option("--title", command.title, "Heading of the page and the poster (default: the place's name)");
    verb->add_flag("--preview", command.preview, "Say who could be recognised and how, and what is kept back; write nothing (for the team's eyes)");
    verb->add_flag("--force", command.force, "Replace the folder when it is there (only one that Kith wrote)");
    verb->add_flag("--json", command.json, "Print what was written, or the preview, as JSON");
    verb->footer("Examples: kith publish sheffield.toml --audience public --preview\n          kith publish sheffield.toml --audience public -o sheffield-public");
}

/// `kith plugins`, `kith plugins allow` and `kith plugins withdraw`.
struct PluginsVerb {
    GrantCommand command;
    bool json = false;
    CLI::App *list = nullptr, *allow = nullptr, *withdraw = nullptr;

    void add_to(CLI::App& app) {
        list = app.add_subcommand("plugins", "The analyses there are: what each needs, asks to see, and gives");
        add_plugins_option(*list, command);
        list->add_flag("--json", json, "Print JSON instead of text");
        list->require_subcommand(0, 1);
        list->footer("Example: kith plugins");
        allow = list->add_subcommand("allow", "Let an analysis see names, notes, positions or sensitive_ties, as long as its library stays the same");
        add_words(*allow)->required();
        allow->add_flag("--folder", command.folder, "For one that you are writing: remember its folder instead, whatever is built in it");
        allow->footer("Example: kith plugins allow org.example.letters names");
        withdraw = list->add_subcommand("withdraw", "Take back what was allowed; without words, all of it");
        add_words(*withdraw);
        withdraw->footer("Example: kith plugins withdraw org.example.letters names");
    }
    CLI::Option* add_words(CLI::App& verb) {
        verb.fallthrough();
        verb.add_option("id", command.id, "The analysis, as `kith plugins` calls it")->required();
        return verb.add_option("what", command.what, "names, notes, positions, sensitive_ties");
    }
    int run() const {
        if (allow->parsed()) return cli::allow(command);
        return withdraw->parsed() ? cli::withdraw(command) : plugins(command, json);
    }
};

void add_today(CLI::App& app, TodayCommand& command) {
    CLI::App* verb = app.add_subcommand("today", "What is new, what was promised, which introductions are on their way, whom to ring, what is to be looked at again");
    verb->add_option("recipe", command.recipe, "The recipe (a .toml file), or a workspace (a .kith file)")->required();
    verb->add_option("--root", command.root, "Folder that the recipe's paths start from (default: the recipe's own)");
    verb->add_option("--passphrase-file", command.passphrase_file, "A workspace's passphrase is the first line of this file (default: it is asked for)");
    verb->add_option("--day", command.day, "As it was on that day, such as 2026-06-30 (default: the day the place says, else today)");
    verb->add_flag("--json", command.json, "Print JSON instead of text");
    verb->add_flag("--quiet", command.quiet, "Say nothing but errors and the lists");
    verb->add_option("--since", command.since, "New is what came after that day, such as 2026-06-01 (default: a week before)");
    verb->footer("Example: kith today patch.kith");
}

void add_report(CLI::App& app, ReportCommand& command) {
    CLI::App* verb = app.add_subcommand("report", "What happened in a time, for a funder, the team or everybody: conversations, introductions, gifts, what changed, stories");
    verb->add_option("recipe", command.recipe, "The recipe (a .toml file), or a workspace (a .kith file)")->required();
    verb->add_option("--from", command.from, "The first day, as 2026-04-01")->required();
    verb->add_option("--to", command.to, "The last day, as 2026-06-30; for a funder or the public: whole months")->required();
    command.audience = "funder";
    verb->add_option("--audience", command.audience, "Who will read it: funder or public (no small number, stories only where they said yes), or team (as it is)")->check(CLI::IsMember({"funder", "team", "public"}))->capture_default_str();
    verb->add_option("-o,--out", command.out, "Folder for report.html, report.pdf and figures.csv; it must not be there yet")->required();
    verb->add_option("--instrument", command.instruments, "Only changes of this set of questions (keys_2010, keys_2020, real_wealth, lsns6, ucla3, ons_direct, djg6); may be said again")->allow_extra_args(false);
    verb->add_option("--root", command.root, "Folder that the recipe's paths start from (default: the recipe's own)");
    verb->add_option("--passphrase-file", command.passphrase_file, "A workspace's passphrase is the first line of this file (default: it is asked for)");
    verb->add_option("--ledger", command.ledger, "Where it is kept what reports told a funder or everybody, to compare the next with (default: beside the recipe, .reports.json)");
    verb->add_flag("--force", command.force, "Replace a report that is there");
    verb->add_flag("--json", command.json, "Print what was written as JSON instead of text");
    verb->add_flag("--quiet", command.quiet, "Say nothing but errors and what was written");
    verb->footer("Example: kith report patch.toml --from 2026-04-01 --to 2026-06-30 --audience funder -o spring");
}

void add_save(CLI::App& app, SaveCommand& command) {
    CLI::App* verb = app.add_subcommand("save", "Put a place into one file that nobody reads without its passphrase");
    verb->add_option("recipe", command.recipe, "The recipe (a .toml file), or a workspace (a .kith file)")->required();
    verb->add_option("-o,--out", command.out, "The workspace to write (a .kith file)")->required();
    verb->add_option("--root", command.root, "Folder that the recipe's paths start from (default: the recipe's own)");
    verb->add_option("--passphrase-file", command.passphrase_file, "The passphrase of a workspace that is read is the first line of this file (default: it is asked for)");
    verb->add_option("--new-passphrase-file", command.new_passphrase_file, "The passphrase of the new workspace is the first line of this file (default: it is asked for, twice)");
    verb->add_option("--recovery", command.recovery, "Also write a recovery sheet, to print (.html, or .txt): its letters open the workspace when the passphrase is lost. Needed with --purpose");
    verb->add_option("--purpose", command.purpose, "What people are held for (data/governance/purpose.toml, filled in); without one a workspace with people opens to read only");
    verb->add_flag("--update", command.update, "Read the files anew into the workspace that is there: its passphrase, purpose and log stay, and nobody who was erased comes back");
    verb->add_flag("--force", command.force, "Replace the workspace when it is there, with all that it knew (with --update: also when edits would be lost)");
    verb->add_flag("--quiet", command.quiet, "Say nothing but errors");
    verb->footer("Example: kith save sheffield.toml -o sheffield.kith --recovery sheet.html");
}

void add_passphrase(CLI::App& app, PassphraseCommand& command) {
    CLI::App* verb = app.add_subcommand("passphrase", "Change a workspace's passphrase, or print a recovery sheet for it");
    verb->add_option("workspace", command.workspace, "The workspace (a .kith file)")->required();
    verb->add_option("--passphrase-file", command.passphrase_file, "The passphrase so far is the first line of this file (default: it is asked for)");
    CLI::Option* next = verb->add_option("--new-passphrase-file", command.new_passphrase_file, "The new one is the first line of this file (default: it is asked for, twice)");
    verb->add_option("--recovery", command.recovery, "Write a recovery sheet, to print (.html, or .txt)");
    CLI::Option* keep = verb->add_flag("--keep", command.keep, "Keep the passphrase, and add a sheet or a second key-holder")->excludes(next);
    verb->add_option("--second-holder", command.second_holder, "Somebody else's passphrase, the first line of this file, opens it as well")->needs(keep);
    verb->add_flag("--quiet", command.quiet, "Say nothing but errors");
    verb->footer("Examples: kith passphrase sheffield.kith\n          kith passphrase sheffield.kith --keep --recovery sheet.html");
}

void add_demo(CLI::App& app, RunCommand& command) {
    CLI::App* verb = app.add_subcommand("demo", "Run the sample patch (everybody in it is invented)");
    add_run_options(*verb, command);
    verb->add_flag("--quiet", command.quiet, "Say nothing but errors");
    verb->add_flag("--json", command.json, "Print the summary (results.json) on standard output");
    verb->footer("Example: kith demo -o demo");
}

void add_view(CLI::App& app, ViewCommand& command) {
    CLI::App* verb = app.add_subcommand("view", "Open the window: a map and a network of the same people, linked");
    verb->add_option("RECIPE", command.recipe, "The place to open; without it the window asks");
    verb->add_option("--root", command.root, "Folder that the recipe's paths start from (default: the recipe's own)");
    verb->add_option("--passphrase-file", command.passphrase_file, "A workspace's passphrase is the first line of this file (default: the window asks)");
    verb->footer("Example: kith view data/samples/patch/patch.toml");
}

/// What is said by hand; or by the window, and then it came with the place. The exit code where that is all: it was about help, or cannot be read.
std::optional<int> parse_what_is_said(CLI::App& app, int argc, char** argv, std::shared_ptr<Handed>& handed) try {
    if (argc != 2 || argv[1] != Handed::word) {
        app.parse(argc, argv);
        return {};
    }
    auto taken = Handed::take();
    if (!taken) return Console(false).give_up(taken.error());
    handed = std::move(*taken);
    app.parse(std::vector<std::string>(handed->arguments().rbegin(), handed->arguments().rend()));  // CLI11 wants the last first
    return {};
} catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? done : misuse;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Kith: who and what a neighbourhood has, and who could introduce whom."};
    app.require_subcommand(1);
    app.footer("kith <verb> --help says more, with an example. Nothing leaves this machine.");
    CheckCommand check_options;
    RunCommand run_command, demo_command;
    SnapshotCommand snapshot_command;
    ImportVerb import_verb;
    ExportCommand export_command;
    PublishCommand publish_command;
    ReportCommand report_command;
    SaveCommand save_command;
    TodayCommand today_command;
    PassphraseCommand passphrase_command;
    PluginsVerb plugins_verb;
    bool version_json = false;
    add_import(app, import_verb);
    add_check(app, check_options);
    add_run(app, run_command);
    add_snapshot(app, snapshot_command);
    add_export(app, export_command);
    add_today(app, today_command);
    add_publish(app, publish_command);
    add_report(app, report_command);
    add_save(app, save_command);
    add_passphrase(app, passphrase_command);
    SheetVerb sheet_verb;
    RightsVerbs rights_verbs;
    CaptureVerbs capture_verbs;
    PluginVerbs plugin_verbs;
    plugins_verb.add_to(app), sheet_verb.add_to(app), rights_verbs.add_to(app), capture_verbs.add_to(app), plugin_verbs.add_to(app);
    add_demo(app, demo_command);
    ViewCommand view_command;
    add_view(app, view_command);
    app.add_subcommand("version", "The version of Kith and of the libraries it stands on")->add_flag("--json", version_json, "Print JSON instead of text");
    std::shared_ptr<Handed> handed;
    if (const auto over = parse_what_is_said(app, argc, argv, handed)) return *over;
    for (auto& [options, out] : {std::pair<PlaceOptions*, const std::filesystem::path*>{&run_command, &run_command.out}, {&snapshot_command, &snapshot_command.out}, {&export_command, &export_command.out}, {&publish_command, &publish_command.out}, {&report_command, &report_command.out}}) options->writes = *out, options->handed = handed;
    if (app.got_subcommand("import")) return import_verb.run();
    if (app.got_subcommand("check")) return check(check_options);
    if (app.got_subcommand("run")) return run(run_command);
    if (app.got_subcommand("snapshot")) return snapshot(snapshot_command);
    if (app.got_subcommand("export")) return export_place(export_command);
    if (app.got_subcommand("today")) return today(today_command);
    if (app.got_subcommand("publish")) return publish(publish_command);
    if (app.got_subcommand("report")) return report_figures(report_command);
    if (app.got_subcommand("save")) return save(save_command);
    if (app.got_subcommand("passphrase")) return passphrase(passphrase_command);
    if (app.got_subcommand("demo")) return demo(demo_command);
    if (app.got_subcommand("view")) return view(view_command);
    if (sheet_verb.chosen()) return sheet_verb.run(handed);
    if (rights_verbs.chosen()) return rights_verbs.run();
    if (capture_verbs.chosen()) return capture_verbs.run();
    if (plugin_verbs.chosen()) return plugin_verbs.run();
    if (app.got_subcommand("plugins")) return plugins_verb.run();
    return version(version_json);
}

}  // namespace kith::cli
