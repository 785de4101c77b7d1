#include <chrono>

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "engine/cli/open.hpp"
#include "engine/column/date_words.hpp"
#include "engine/process/private_file.hpp"
#include "engine/report/figures_report.hpp"
#include "engine/report/reports_told.hpp"
#include "engine/report/text_file.hpp"
#include "engine/session/cell_text.hpp"

namespace kith::cli {
namespace {

base::Result<std::int32_t> day_said(const std::string& text, std::string_view option) {
    const auto value = session::value_from_text("day", column::Type::date, text);
    const auto* date = value ? std::get_if<session::Date>(&*value) : nullptr;
    if (date && date->precision == column::Precision::day) return date->days;
    return base::misuse(std::string(option) + " is not a day: " + text + ". Write it as 2026-06-30.");
}

base::Result<session::FiguresAsked> asked_of(const ReportCommand& command) {
    session::FiguresAsked out;
    const auto from = day_said(command.from, "--from"), to = day_said(command.to, "--to");
    if (!from) return from.error();
    if (!to) return to.error();
    out.period = {*from, *to};
    out.reader = static_cast<session::Reader>(std::max(0, column::code_of(session::reader_words, command.audience)));
    out.instruments = command.instruments;
    return out;
}

/// Beside the recipe or workspace, whatever folder the report goes to.
std::filesystem::path told_in(const ReportCommand& command) {
    if (!command.ledger.empty()) return command.ledger;
    std::filesystem::path file = command.recipe;
    return file.replace_extension(".reports.json");
}

void say_what_was_written(const ReportCommand& command, const session::Figures& figures) {
    const std::filesystem::path page = command.out / "report.html";
    if (command.json) {
        nlohmann::ordered_json out{{"folder", command.out.string()}, {"audience", command.audience}, {"page", page.string()}, {"paper", (command.out / "report.pdf").string()},
                                   {"figures", (command.out / "figures.csv").string()}, {"withheld", figures.withheld}};
        fmt::print("{}\n", out.dump(2));
        return;
    }
    fmt::print("{}: the page is {}; report.pdf and figures.csv stand beside it.\n", report::period_in_words(figures.period), page.string());
    for (const std::string& sentence : figures.withheld) fmt::print("  {}\n", sentence);
    if (figures.reader == session::Reader::team) fmt::print("For the team only. The folder opens for you alone (0700).\n");
}

}  // namespace

int report_figures(const ReportCommand& command) {
    Console console(command.quiet);
    base::JobContext job([&](std::string_view stage, double fraction) { console.progress(stage, fraction); });
    Interrupt interrupt(job);
    auto asked = asked_of(command);
    if (!asked) return console.give_up(asked.error());
    std::error_code ignored;
    if (!command.force && std::filesystem::exists(command.out, ignored))
        return console.give_up(base::misuse("The folder " + command.out.string() + " is there already. Choose another, or say --force to replace a report that Kith wrote."));
    PlaceOptions all = command;
    all.audience = "team";
    const auto opened = open_place(all, job);
    if (!opened) return console.give_up(opened.error());
    asked->rule.threshold = opened->recipe.people_threshold;
    asked->rule.round_to = opened->recipe.people_rounding;
    auto figures = session::figures(*opened->view, *asked, job);
    if (!figures) return console.give_up(figures.error());
    using namespace std::chrono;
    const std::string today = report::date_text(static_cast<std::int32_t>(floor<days>(system_clock::now()).time_since_epoch().count()));
    auto told = report::read_reports_told(told_in(command));
    if (!told) return console.give_up(told.error());
    const bool team = asked->reader == session::Reader::team;
    if (!team) told->push_back(report::said_beside(*figures, *told, today));
    auto output = report::begin_figures(command.out, asked->reader, command.force);
    if (!output) return console.give_up(output.error());
    if (auto s = report::write_figures({opened->view->place_name(), opened->view->note(), *figures, kith_version, today}, *output, job); !s) return console.give_up(s.error());
    // First it is kept, then it is out, as with publications.
    if (!team) {
        const std::string text = report::reports_told_text(*told);
        if (auto s = process::write_whole(told_in(command), std::as_bytes(std::span(text.data(), text.size())), process::Readers::owner); !s) return console.give_up(s.error());
    }
    if (auto s = output->commit(); !s) return console.give_up(s.error());
    say_what_was_written(command, *figures);
    return done;
}

}  // namespace kith::cli
