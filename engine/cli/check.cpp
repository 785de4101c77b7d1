#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "engine/base/text.hpp"
#include "engine/cli/open.hpp"
#include "engine/column/issue_codes.hpp"
#include "engine/place/matching.hpp"
#include "engine/process/private_file.hpp"
#include "engine/report/result_files.hpp"

namespace kith::cli {
namespace {

/// Who may be recorded twice, and where the table of it went.
struct Doubles {
    place::Matches matches;
    std::int64_t assets = 0, people = 0;
};

using nlohmann::json;

constexpr std::size_t examples = 3;  // issues of one kind shown as text; --json has up to a hundred

std::string where(const column::Issue& issue) {
    std::string text;
    if (issue.row > 0) text += fmt::format("row {}", issue.row);
    if (!issue.column.empty()) text += fmt::format("{}column {}", text.empty() ? "" : ", ", issue.column);
    if (!issue.value.empty()) text += fmt::format("{}found {}", text.empty() ? "" : ", ", issue.value);
    return text.empty() ? text : text + ": ";
}

std::string tally_words(const column::Tally& tally) {
    std::string text = fmt::format("{} read: {} kept", base::grouped(tally.read), base::grouped(tally.kept));
    if (tally.merged > 0) text += ", " + base::grouped(tally.merged) + " merged";
    if (tally.refused > 0) text += ", " + base::grouped(tally.refused) + " refused";
    if (tally.filtered > 0) text += ", " + base::grouped(tally.filtered) + " filtered";
    return text;
}

void print_source(const column::SourceReport& report) {
    fmt::print("{:<16} {}\n                 {}\n", report.block, report.file, tally_words(report.tally));
    for (const auto& count : report.counts) {
        std::size_t shown = 0;
        for (const auto& issue : report.issues) {
            if (issue.code != count.code || shown == examples) continue;
            fmt::print("  {} {}{}\n", count.severity == column::Severity::problem ? "!" : "·", where(issue), issue.reason);
            ++shown;
        }
        if (shown == examples && count.count > static_cast<std::int64_t>(examples))
            fmt::print("    … and {} more like this\n", base::grouped(count.count - static_cast<std::int64_t>(examples)));
        if (const auto mend = column::issue_code(count.code).mend; shown > 0 && !mend.empty()) fmt::print("    To mend: {}\n", mend);
    }
}

void print_text(const Opened& opened, const report::Ladder& ladder) {
    const privacy::View& view = *opened.view;
    fmt::print("{}\n{}{}\n", view.place_name(), view.note(), view.note().empty() ? "" : "\n");
    for (const auto& report : view.reports()) print_source(report);
    if (!view.remarks().empty()) fmt::print("\n");
    for (const std::string& remark : view.remarks()) fmt::print("{}\n", remark);
    fmt::print("\n{}", report::ladder_text(ladder));
}

json source_json(const column::SourceReport& report) {
    const column::Tally& t = report.tally;
    json j{{"block", report.block}, {"file", report.file}, {"read", t.read}, {"kept", t.kept}, {"merged", t.merged}, {"refused", t.refused}, {"filtered", t.filtered}};
    j["issues"] = json::array();
    for (const auto& count : report.counts) {
        const column::IssueCode said = column::issue_code(count.code);
        j["issues"].push_back({{"code", count.code}, {"problem", count.severity == column::Severity::problem}, {"count", count.count}, {"what", said.title}, {"done", said.done}, {"mend", said.mend}});
    }
    j["listed"] = json::array();
    for (const auto& issue : report.issues)
        j["listed"].push_back({{"code", issue.code}, {"problem", issue.severity == column::Severity::problem}, {"row", issue.row}, {"column", issue.column}, {"value", issue.value}, {"reason", issue.reason}});
    return j;
}

void print_json(const Opened& opened, const report::Ladder& ladder, const Doubles& doubles) {
    json j{{"place", opened.view->place_name()}, {"sources", json::array()}, {"ladder", json::parse(report::ladder_json(ladder))}};
    for (const auto& report : opened.view->reports()) j["sources"].push_back(source_json(report));
    j["remarks"] = json::array();
    for (const std::string& remark : opened.view->remarks()) j["remarks"].push_back(remark);
    j["doubles"] = {{"assets", doubles.assets}, {"people", doubles.people}, {"decided", doubles.matches.decided}, {"compared", doubles.matches.compared}, {"passed_over", doubles.matches.passed_over}};
    fmt::print("{}\n", j.dump(2, ' ', false, json::error_handler_t::replace));
}

/// A table that is there is kept as far as somebody decided; anything else is not written over.
base::Result<Doubles> doubles_of(const CheckCommand& options, const Opened& opened) {
    const std::filesystem::path root = options.root.empty() ? options.recipe.parent_path() : options.root;
    std::vector<place::Decision> decisions;
    for (const auto& file : {opened.recipe.decisions.empty() ? std::filesystem::path() : root / opened.recipe.decisions, options.matches}) {
        std::error_code failed;
        if (file.empty() || (!decisions.empty() && std::filesystem::equivalent(file, root / opened.recipe.decisions, failed))) continue;
        const auto read = place::read_decisions(file);
        if (!read) return read.error();
        decisions.insert(decisions.end(), read->begin(), read->end());
    }
    Doubles doubles{place::possible_doubles(*opened.content.place->revision, decisions), 0, 0};
    for (const place::MatchPair& pair : doubles.matches.pairs) ++(pair.a.kind == base::EntityKind::asset ? doubles.assets : doubles.people);
    if (!options.matches.empty())
        if (auto s = process::write_private(options.matches, place::matches_csv(*opened.content.place->revision, decisions, doubles.matches)); !s) return s.error();
    return doubles;
}

void print_doubles(const CheckCommand& options, const Doubles& doubles) {
    if (doubles.assets + doubles.people == 0 && doubles.matches.decided == 0) return;
    fmt::print("\n{} of assets and {} of people may be recorded twice", base::counted(doubles.assets, "pair"), base::counted(doubles.people, "pair"));
    if (doubles.matches.decided > 0) fmt::print("; {} decided already", base::counted(doubles.matches.decided, "pair"));
    fmt::print(". Nothing was made one.\n");
    if (doubles.people > 0 || doubles.matches.decided > 0)
        fmt::print("  Assets that you say are the same are counted once. Of people it is remembered, and the pair is not proposed again: both stay, and nothing counts them as one.\n");
    std::size_t shown = 0;
    for (const place::MatchPair& pair : doubles.matches.pairs)
        if (pair.a.kind == base::EntityKind::asset && shown++ < examples) fmt::print("  · {}\n", pair.evidence);
    if (options.matches.empty()) fmt::print("  --matches FILE.csv writes them as a table with names and sources, in which you decide.\n");
    else fmt::print("  They are in {}: write same or different in the column decision, and name the table as [decisions] in the recipe.\n", options.matches.string());
}

}  // namespace

int check(const CheckCommand& options) {
    Console console(options.quiet);
    base::JobContext job([&](std::string_view stage, double fraction) { console.progress(stage, fraction); });
    Interrupt interrupt(job);
    PlaceOptions all = options;
    all.audience = "team";  // the ladder counts who was asked; nothing about anybody is printed
    const auto opened = open_place(all, job);
    if (!opened) return console.give_up(opened.error());
    for (const std::string& complaint : opened->analyses.complaints) console.complain(complaint);
    const report::Ladder ladder = report::ladder_of(*opened->view, opened->manifests, opened->analyses.allowed);
    const auto doubles = doubles_of(options, *opened);
    if (!doubles) return console.give_up(doubles.error());
    if (options.csv) fmt::print("{}", report::issues_csv(opened->view->reports()));
    else if (options.json) print_json(*opened, ladder, *doubles);
    else print_text(*opened, ladder), print_doubles(options, *doubles);
    return report::has_problems(*opened->view, {}) ? done_with_problems : done;
}

}  // namespace kith::cli
