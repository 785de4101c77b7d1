#include <fmt/core.h>

#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/cli/handed.hpp"
#include "engine/cli/open.hpp"
#include "engine/privacy/masked_points.hpp"
#include "engine/privacy/permission.hpp"
#include "engine/process/sealed_memory.hpp"
#include "engine/report/export.hpp"

namespace kith::cli {
namespace {

std::string listed_words() {
    std::string out;
    for (const std::string_view word : report::export_words()) out += (out.empty() ? "" : ", ") + std::string(word);
    return out;
}

base::Result<report::ExportFormat> format_of(const ExportCommand& command) {
    if (!command.format.empty()) {
        if (const auto format = report::export_by_word(command.format)) return *format;
        const std::string_view near = base::nearest_word(command.format, report::export_words());
        return base::misuse("There is no format \"" + command.format + "\"" + (near.empty() ? "" : "; the nearest is " + std::string(near)) + ". There are " + listed_words() + ".");
    }
    if (const auto format = report::export_by_ending(command.out)) return *format;
    return base::misuse("The name \"" + command.out.filename().string() + "\" does not say which format is meant: say --format with one of " + listed_words() + ".");
}

bool for_networks(report::ExportFormat format) {
    return format == report::ExportFormat::graphml || format == report::ExportFormat::gexf || format == report::ExportFormat::pajek || format == report::ExportFormat::node_edge_csv;
}

base::Result<report::ExportOptions> options_of(const ExportCommand& command) {
    report::ExportOptions options;
    const auto format = format_of(command);
    if (!format) return format.error();
    options.format = *format;
    const bool all = command.what == "all";
    options.choice.people = all || command.what == "people" || command.what == "network";
    options.choice.assets = all || command.what == "assets" || command.what == "network";
    options.choice.areas = all || command.what == "areas";
    options.choice.ties = all || command.what == "ties" || command.what == "network" || command.what == "people";
    // A tie needs its ends: of people alone, those among them; a table of people holds none.
    if (command.what == "people" && !for_networks(*format)) options.choice.ties = false;
    if (command.what == "ties" && for_networks(*format)) options.choice.people = options.choice.assets = true;
    options.layout = !command.no_layout;
    options.seed = command.seed;
    options.force = command.force;
    options.made_by = std::string("Kith ") + kith_version;
    return options;
}

base::Status choose_lens(const ExportCommand& command, const privacy::View& view, report::ExportOptions& options) {
    if (command.lens.empty()) return {};
    std::vector<std::string_view> known;
    for (const privacy::LensSpec& lens : view.lenses()) {
        if (lens.as == command.lens) return options.choice.lens = lens, base::Status();
        known.push_back(lens.as);
    }
    const std::string_view near = base::nearest_word(command.lens, known);
    return base::misuse("The recipe has no lens \"" + command.lens + "\"" + (near.empty() ? "." : "; the nearest is \"" + std::string(near) + "\"."));
}

/// What is handed on for study, or to an organisation, holds nobody who did not agree to that.
base::Result<privacy::ViewPtr> agreed_view(const ExportCommand& command, const Opened& opened, report::ExportFormat format, std::vector<std::string>& left_out) {
    const bool research = command.agreed.empty();
    if (opened.view->audience() != privacy::Audience::team || (research && !for_networks(format))) return opened.view;
    const auto place = privacy::only_agreed(opened.now, research ? "research" : command.agreed, research ? privacy::Agreed::not_said : privacy::Agreed::yes, process::sealed_memory);
    if (!place) return place.error();
    if (*place == opened.now) return opened.view;
    const auto fewer = [](std::size_t before, std::size_t after) { return static_cast<std::int64_t>(before - after); };
    const place::Revision &all = *opened.now->revision, &rest = *(*place)->revision;
    left_out.push_back(base::counted(fewer(all.people(), rest.people()), "person", "people") + " and " + base::counted(fewer(all.rows("ties"), rest.rows("ties")), "tie") +
                       " left out: " + (research ? std::string("permission for research was taken back.") : "nobody said yes to " + command.agreed + " for them."));
    return privacy::open_view(*place, privacy::Audience::team);
}

/// Homes elsewhere, each by the same shift for life: the shifts are on the disk before anything is written out.
base::Status move_points(const ExportCommand& command, Opened& opened, std::vector<std::string>& left_out, base::JobContext& job) {
    if (!command.masked_points) return {};
    if (!opened.workspace || opened.view->audience() != privacy::Audience::team) return base::misuse("Masked points are made of a workspace, for --audience team: it keeps how far each was moved, so that two exports cannot be averaged. kith save makes one.");
    std::vector<privacy::KeptShift> kept;
    for (const auto& one : opened.workspace->governance().shifts) kept.push_back({one.who, {one.x, one.y}});
    auto moved = privacy::masked_points(opened.view, *opened.now, kept, job);
    if (!moved) return moved.error();
    if (moved->shifts != kept) {
        auto& shifts = opened.workspace->governance().shifts;
        shifts.clear();
        for (const auto& one : moved->shifts) shifts.push_back({one.who, one.shift.x, one.shift.y});
        if (auto s = opened.workspace->save(opened.content, job); !s) return s;
    }
    opened.view = std::move(moved->view);
    left_out.push_back(base::counted(moved->moved, "home was", "homes were") + " moved to where 50 people or more live nearer, as far as the population of the areas tells; " + base::counted(moved->without, "person has", "people have") + " no point, as none could be found.");
    return {};
}

/// What is there already is said before a place is read.
base::Status room_for(const ExportCommand& command) {
    std::error_code ignored;
    if (!command.force && std::filesystem::exists(std::filesystem::symlink_status(command.out, ignored)))
        return base::misuse(command.out.string() + " is there already. Choose another, or say --force to replace it.");
    return {};
}

void tell(const ExportCommand& command, const privacy::View& view, const report::ExportOptions& options, const report::Exported& done, std::span<const std::string> left_out, Console& console) {
    const bool team = view.audience() == privacy::Audience::team;
    if (command.json) {
        nlohmann::ordered_json out{{"file", command.out.string()}, {"format", report::export_words()[static_cast<std::size_t>(options.format)]}, {"audience", privacy::name_of(view.audience())}};
        out["rows"] = nlohmann::ordered_json::object();
        for (const auto& part : done.parts) out["rows"][part.name] = part.rows;
        out["left_out"] = left_out;
        fmt::print("{}\n", out.dump(2));
        return;
    }
    std::string counts;
    for (const auto& part : done.parts) counts += (counts.empty() ? "" : ", ") + part.name + " " + base::grouped(static_cast<std::int64_t>(part.rows));
    fmt::print("{}: {} ({})\n", view.place_name(), command.out.string(), counts);
    for (const std::string& sentence : left_out) console.say(sentence);
    if (!done.about.empty()) fmt::print("Sources and licences: {}\n", done.about.string());
    if (!team) fmt::print("Safe to show: areas and assets only.\n");
    else if (report::fills_a_folder(options.format)) fmt::print("For the team only: it shows people. The folder opens for you alone (0700).\n");
    else fmt::print("For the team only: it shows people. The file opens for you alone (0600).\n");
}

}  // namespace

int export_place(const ExportCommand& command) {
    Console console(command.quiet);
    base::JobContext job([&](std::string_view stage, double fraction) { command.handed != nullptr ? command.handed->report(fraction) : console.progress(stage, fraction); });
    Interrupt interrupt(job);
    StopsWithTheWindow stops(command.handed, job);
    auto options = options_of(command);
    if (!options) return console.give_up(options.error());
    if (auto s = room_for(command); !s) return console.give_up(s.error());
    PlaceOptions place = command;
    place.stays_open = command.masked_points;
    auto opened = open_place(place, job);
    if (!opened) return console.give_up(opened.error());
    std::vector<std::string> left_out;
    auto view = agreed_view(command, *opened, options->format, left_out);
    if (!view) return console.give_up(view.error());
    opened->view = std::move(*view);
    if (auto s = move_points(command, *opened, left_out, job); !s) return console.give_up(s.error());
    if (auto s = choose_lens(command, *opened->view, *options); !s) return console.give_up(s.error());
    const auto exported = report::write_export(*opened->view, *options, command.out, job);
    if (!exported) return console.give_up(exported.error());
    left_out.insert(left_out.end(), exported->remarks.begin(), exported->remarks.end());
    tell(command, *opened->view, *options, *exported, left_out, console);
    return done;
}

}  // namespace kith::cli
