#include "engine/session/today.hpp"

#include <fmt/core.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "engine/cli/open.hpp"
#include "engine/column/date_words.hpp"
#include "engine/session/cell_text.hpp"
#include "engine/session/session.hpp"

namespace kith::cli {
namespace {

base::Result<std::int32_t> day_in(const std::string& option, const std::string& text) {
    const auto value = session::value_from_text("day", column::Type::date, text);
    const auto* date = value ? std::get_if<session::Date>(&*value) : nullptr;
    if (date && date->precision == column::Precision::day) return date->days;
    return base::misuse(option + " is not a day: " + text + ". Write it as 2026-06-30.");
}

base::Result<std::int32_t> day_for(const TodayCommand& command, const privacy::View& view) {
    using namespace std::chrono;
    if (!command.day.empty()) return day_in("--day", command.day);
    if (view.as_of()) return *view.as_of();
    return static_cast<std::int32_t>(floor<days>(system_clock::now()).time_since_epoch().count());
}

/// "Ada said yes / Not now": what may be written down of an introduction next.
std::string next_words(const session::TodayLine& line) {
    std::string out;
    for (const session::TodayStep& step : line.steps) out += (out.empty() ? "" : " / ") + step.label;
    return out;
}

void print_text(const privacy::View& view, const session::Today& today) {
    fmt::print("{}, {}\n", view.place_name(), column::date_words(today.day));
    for (const session::TodayList& list : today.lists) {
        fmt::print("\n{}\n", list.heading);
        if (list.lines.empty()) fmt::print("  {}\n", list.empty);
        for (const session::TodayLine& line : list.lines) {
            fmt::print("  · {}\n      {}\n", line.text, line.detail);
            if (!line.steps.empty()) fmt::print("      next: {}\n", next_words(line));
        }
        if (!list.further.empty()) fmt::print("  {}\n", list.further);
    }
}

void print_json(const privacy::View& view, const session::Today& today) {
    nlohmann::ordered_json out{{"place", view.place_name()}, {"day", session::text_of("day", session::Date{today.day, column::Precision::day})}, {"lists", nlohmann::ordered_json::array()}};
    for (const session::TodayList& list : today.lists) {
        nlohmann::ordered_json lines = nlohmann::ordered_json::array();
        for (const session::TodayLine& line : list.lines) {
            auto next = nlohmann::ordered_json::array();
            for (const session::TodayStep& step : line.steps) next.push_back(step.label);
            lines.push_back({{"text", line.text}, {"detail", line.detail}, {"next", std::move(next)}});
        }
        out["lists"].push_back({{"heading", list.heading}, {"lines", std::move(lines)}, {"further", list.further}});
    }
    fmt::print("{}\n", out.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
}

}  // namespace

int today(const TodayCommand& command) {
    Console console(command.quiet);
    base::JobContext job([&](std::string_view stage, double fraction) { console.progress(stage, fraction); });
    Interrupt interrupt(job);
    PlaceOptions all = command;
    all.audience = "team";
    const auto opened = open_place(all, job);
    if (!opened) return console.give_up(opened.error());
    const auto day = day_for(command, *opened->view);
    if (!day) return console.give_up(day.error());
    const auto edits = session::Session::edits_in(opened->content.edits);
    if (!edits) return console.give_up(edits.error());
    session::TodayFrom from{opened->governance.purpose, *edits, {}};
    if (!command.since.empty()) {
        const auto since = day_in("--since", command.since);
        if (!since) return console.give_up(since.error());
        from.since = *since;
    }
    const auto made = session::today(*opened->view, *day, from);
    if (!made) return console.give_up(made.error());
    if (command.json) print_json(*opened->view, *made);
    else print_text(*opened->view, *made);
    return done;
}

}  // namespace kith::cli
