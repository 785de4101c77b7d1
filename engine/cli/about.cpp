// `kith about`: what is held about a person.
#include "engine/privacy/about.hpp"

#include <fmt/core.h>

#include <span>

#include "engine/base/text.hpp"
#include "engine/cli/console.hpp"
#include "engine/cli/rights.hpp"
#include "engine/process/private_file.hpp"
#include "engine/report/html.hpp"

namespace kith::cli {
namespace {

constexpr std::string_view for_worker = "The worker's check: other people stand in it. Not to be handed out.";
constexpr std::string_view for_person = "To be given to the person. What is held and not told here is listed at the end.";
constexpr std::string_view style = "body{font:16px/1.5 sans-serif;max-width:44em;margin:2em auto;padding:0 1em;color:#111;background:#fff}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.25em .75em .25em 0;border-bottom:1px solid #bbb}@media print{body{margin:0;max-width:none}h2{break-after:avoid}}";

std::vector<std::string> foot(const store::Governance& governance) {
    std::vector<std::string> out;
    if (const auto& purpose = governance.purpose) {
        out.push_back("Held by " + purpose->controller + ", for: " + purpose->what + ".");
        out.push_back("Legal basis: " + purpose->legal_basis + ". Condition: " + purpose->condition + ". Notice: " + purpose->notice + ".");
        out.push_back("Kept for " + base::counted(purpose->retention_months, "month") + " after the last contact.");
    } else out.emplace_back("What it is held for is not said in this workspace.");
    out.emplace_back("You may ask for it to be corrected, to be held apart, or to be erased.");
    return out;
}

std::string text_of(const privacy::About& about, const store::Governance& governance, bool to_person) {
    std::string out = about.title + "\n" + std::string(to_person ? for_person : for_worker) + "\n";
    for (const auto& section : about.sections) {
        out += "\n" + section.heading + "\n";
        for (const auto& [what, words] : section.lines) out += "  " + what + ": " + words + "\n";
    }
    if (to_person) out += "\nHeld, and not told here: " + std::to_string(about.withheld.size()) + "\n";
    for (const std::string& one : about.withheld) out += "  " + one + "\n";
    out += "\n";
    for (const std::string& one : foot(governance)) out += one + "\n";
    return out;
}

std::string page_of(const privacy::About& about, const store::Governance& governance, bool to_person) {
    report::Html html;
    html.raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>What is held about a person</title><style>");
    html.raw(style);
    html.raw("</style></head><body><main>");
    html.heading(1, about.title);
    html.paragraph(to_person ? for_person : for_worker);
    for (const auto& section : about.sections) {
        report::HtmlTable table;
        html.heading(2, section.heading);
        table.caption = section.heading;
        table.columns = {{"What", false}, {"Recorded", false}};
        for (const auto& [what, words] : section.lines) table.rows.push_back({what, words});
        html.table(table);
    }
    if (to_person) {
        html.heading(2, "Held, and not told here: " + std::to_string(about.withheld.size()));
        html.list(about.withheld);
    }
    html.heading(2, "Why it is held");
    html.list(foot(governance));
    html.raw("</main></body></html>\n");
    return std::move(html).take();
}

}  // namespace

int about(const AboutCommand& command) {
    Console console(command.quiet);
    base::JobContext job([&](std::string_view stage, double fraction) { console.progress(stage, fraction); });
    Interrupt interrupt(job);
    if (std::error_code failed; !command.out.empty() && std::filesystem::exists(command.out, failed) && !command.force) return console.give_up(base::misuse(command.out.string() + " is there already. Take another name, or say --force to replace it."));
    store::Files files;
    auto held = hold_open(files, command, command.to_person ? "for what is held about a person, to be given to them" : "for what is held about a person", job);
    if (!held) return console.give_up(held.error());
    const auto person = person_called(*held->now->revision, command.person);
    if (!person) return console.give_up(person.error());
    const auto told = privacy::about(*held->now, *person, command.to_person);
    if (!told) return console.give_up(told.error());
    const store::Governance& governance = held->file.workspace.governance();
    const bool page = command.out.extension() == ".html";
    const std::string text = page ? page_of(*told, governance, command.to_person) : text_of(*told, governance, command.to_person);
    if (command.out.empty()) {
        fmt::print("{}", text);
        return done;
    }
    if (!held->file.workspace.read_only())
        if (auto s = held->file.workspace.note(noted_now("export", std::filesystem::absolute(command.out).string())); !s) return console.give_up(s.error());
    if (auto s = process::write_private(command.out, text); !s) return console.give_up(s.error());
    console.say(command.out.string() + " is no longer sealed.");
    return done;
}

}  // namespace kith::cli
