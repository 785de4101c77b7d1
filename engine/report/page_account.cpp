// The end of the page: what the data can answer, what was read, how it was made.
#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/column/issue_codes.hpp"
#include "engine/report/page.hpp"

namespace kith::report {
namespace {

constexpr std::size_t most_issues = 30;

std::string severity_words(column::Severity severity) { return severity == column::Severity::note ? "note" : "problem"; }

HtmlTable reading_table(const privacy::View& view) {
    HtmlTable out{"Rows read, and what became of them", "Every row has exactly one fate: read = kept + merged + refused + filtered.", {{"File", false}, {"What", false}, {"Read", true}, {"Kept", true}, {"Merged", true}, {"Refused", true}, {"Filtered", true}}, {}, ""};
    column::Tally total;
    const auto row = [](const std::string& file, const std::string& block, const column::Tally& t) {
        return std::vector<std::string>{file, block, base::grouped(t.read), base::grouped(t.kept), base::grouped(t.merged), base::grouped(t.refused), base::grouped(t.filtered)};
    };
    for (const auto& report : view.reports()) {
        out.rows.push_back(row(report.file, report.block, report.tally));
        total.read += report.tally.read;
        total.kept += report.tally.kept;
        total.merged += report.tally.merged;
        total.refused += report.tally.refused;
        total.filtered += report.tally.filtered;
    }
    if (out.rows.size() > 1) out.rows.push_back(row("All together", "", total));
    return out;
}

/// A kind of issue in a file: where, how often, what was found and what was done, how to mend it.
std::vector<std::string> issue_row(const column::IssueGroup& group) {
    std::string what = group.first == nullptr ? std::string(group.said.title) + "." : group.first->reason;
    if (group.first != nullptr && group.first->row > 0) what += (group.count->count > 1 ? " First in row " : " Row ") + base::grouped(group.first->row) + ".";
    return {group.source->file + " (" + severity_words(group.count->severity) + ")", base::grouped(group.count->count), what, std::string(group.said.mend)};
}

HtmlTable issues_table(const privacy::View& view) {
    HtmlTable out{"What was noticed", "Problems first. Personal values are hidden. Each row is in issues.csv, to be mended in the files that were read.",
                  {{"Where", false}, {"How often", true}, {"What, and what was done", false}, {"How to mend it", false}}, {}, ""};
    const auto groups = column::issue_groups(view.reports());
    for (std::size_t i = 0; i < std::min(groups.size(), most_issues); ++i) out.rows.push_back(issue_row(groups[i]));
    if (groups.size() > most_issues) out.after = "And " + base::counted(static_cast<std::int64_t>(groups.size() - most_issues), "more kind of note", "more kinds of notes") + " in issues.csv.";
    return out;
}

std::string asked_sentence(const Ladder& ladder) {
    const auto& coverage = ladder.coverage;
    if (coverage.of <= 0) return {};
    return "Asked in full about everything: " + base::grouped(coverage.asked) + " of " + base::grouped(coverage.of) + (coverage.of_population ? " residents" : " people recorded") +
           ". What is said about the network as a whole needs " + std::to_string(static_cast<int>(coverage.gate * 100 + 0.5)) + " in 100" +
           (coverage.open() ? "; that is reached." : "; until then such results stay closed.");
}

void add_verdicts(const Page& page, Html& html) {
    HtmlTable table{"Analyses", "Names, notes, positions of people and assets and sensitive ties are seen by an analysis only where that was allowed.", {{"Analysis", false}, {"Version", false}, {"Outcome", false}, {"Parameters", false}, {"Allowed to see", false}, {"Locked up by", false}, {"Digest", false}}, {}, ""};
    for (const auto& result : page.results) {
        std::string parameters;
        for (const auto& value : result.parameters)
            if (value.parameter && value.counts) parameters += (parameters.empty() ? "" : ", ") + value.parameter->label + ": " + value.text;
        table.rows.push_back({result.use + (result.as.empty() ? "" : " as " + result.as), result.plugin ? result.plugin->manifest.version : "",
                              result.ok() ? "done" : result.sentence, parameters.empty() ? "none" : parameters,
                              result.granted.empty() ? "none of these" : host::in_words(result.granted), result.isolation, result.ok() ? result.digest.hex().substr(0, 12) : ""});
    }
    if (!table.rows.empty()) html.table(table);
    std::vector<std::string> references;
    for (const auto& result : page.results)
        if (result.ok())
            for (const auto& reference : result.plugin->manifest.references)
                if (std::find(references.begin(), references.end(), reference) == references.end()) references.push_back(reference);
    if (references.empty()) return;
    html.heading(3, "Sources of the methods");
    html.list(references, "small");
}

}  // namespace

void add_ladder(const Page& page, Html& html) {
    const Ladder& ladder = page.facts.ladder;
    if (ladder.rungs.empty() && ladder.facets.empty()) return;
    html.open("section", {}, "aria-labelledby=\"ladder\"");
    html.heading(2, "What this can answer, and what to ask next", "ladder");
    std::vector<std::string> can, ask;
    for (const Rung& rung : ladder.rungs) {
        if (rung.ready) can.push_back(rung.title + ". " + full_stop(rung.summary) + (rung.to_open.empty() ? "" : " " + full_stop(rung.to_open)));
        else ask.push_back(rung.to_open.starts_with('\'') ? full_stop(rung.to_open) : rung.title + ": " + full_stop(rung.to_open));
    }
    if (!can.empty()) html.heading(3, "With this you can see");
    html.list(can);
    if (!ask.empty()) html.heading(3, "To see more");
    html.list(ask);
    HtmlTable table{"Asked in full about", "", {{"About", false}, {"Asked", true}, {"Of", true}}, {}, ""};
    for (const FacetShare& share : ladder.facets) table.rows.push_back({sentence_case(std::string(words_of(share.facet))), base::grouped(share.asked), base::grouped(share.of)});
    if (!table.rows.empty()) {
        html.table(table);
        html.paragraph(asked_sentence(ladder), "small");
    }
    html.close("section");
}

void add_reading(const Page& page, Html& html) {
    html.open("section", {}, "aria-labelledby=\"read\"");
    html.heading(2, "What was read", "read");
    html.table(reading_table(page.view));
    if (const HtmlTable issues = issues_table(page.view); !issues.rows.empty()) html.table(issues);
    else html.paragraph("Nothing was out of order.");
    std::vector<std::string> remarks(page.view.remarks().begin(), page.view.remarks().end());
    html.list(remarks, "small");
    html.close("section");
}

void add_making(const Page& page, Html& html) {
    html.open("section", {}, "aria-labelledby=\"made\"");
    html.heading(2, "How this was made", "made");
    html.paragraph("Coordinates: " + page.view.crs() + ". Seed: " + std::to_string(page.facts.seed) + ". The same files, versions, parameters and seed give the same results; run.json records them.", "small");
    if (!page.facts.isolation.empty()) html.paragraph(sentence_case(full_stop(page.facts.isolation)), "small");
    add_verdicts(page, html);
    html.close("section");
}

}  // namespace kith::report
