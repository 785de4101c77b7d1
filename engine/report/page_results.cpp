// An analysis on the page: what it found about areas and assets, its tables; and, gathered from all of them, what nobody has
// asked yet.
#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/host/wording.hpp"
#include "engine/picture/text.hpp"
#include "engine/report/page.hpp"
#include "engine/report/result_files.hpp"

namespace kith::report {
namespace {

using host::ArgumentType;
using host::Claim;
using host::Entity;

bool asks(const host::Message& message) { return message.claim == Claim::coverage || message.claim == Claim::question; }
bool told_here(const host::Message& message) {
    return !asks(message) && std::find(message.subjects.begin(), message.subjects.end(), Entity::person) == message.subjects.end();
}

/// A cell under a header that names the unit already: a plain number stands alone.
std::string cell_text(const host::Wording& wording, const host::ResultTable& table, std::size_t column, std::size_t row) {
    const auto& spec = table.spec->columns[column];
    const auto* values = table.segment->find(spec.key);
    const auto* quality = table.segment->find(spec.key + ".quality");
    const bool plain = values->known(row) && (!quality || quality->i32()[row] == static_cast<std::int32_t>(host::Quality::value));
    if (plain && spec.kind.type == ArgumentType::number) return picture::number_text(values->f64()[row]);
    if (plain && spec.kind.type == ArgumentType::integer) return base::grouped(values->i32()[row]);
    return wording.cell(table, column, row);
}

/// Without the columns in which none of these rows says anything.
HtmlTable first_rows(const Page& page, const host::AnalysisResult& result, const host::ResultTable& rows) {
    HtmlTable out{rows.spec->label, rows.spec->help, {}, {}, ""};
    const host::Wording wording(result, page.view);
    const std::size_t shown_rows = std::min(rows.rows(), most_listed);
    out.rows.resize(shown_rows);
    for (std::size_t c = 0; c < rows.spec->columns.size(); ++c) {
        const auto& column = rows.spec->columns[c];
        std::vector<std::string> cells;
        for (std::size_t row = 0; row < shown_rows; ++row) cells.push_back(cell_text(wording, rows, c, row));
        if (std::all_of(cells.begin(), cells.end(), [](const std::string& cell) { return cell.empty(); })) continue;
        out.columns.push_back({with_unit(column.label, column.unit), column.kind.is_number() || column.kind.type == ArgumentType::integer});
        for (std::size_t row = 0; row < shown_rows; ++row) out.rows[row].push_back(std::move(cells[row]));
    }
    return out;
}

/// Lists of pairs stand on the page already, as introductions and questions; a long list area by area says little by its
/// first rows. Both are named with their file instead.
bool only_named(const host::ResultTable& table) {
    const auto people = std::count_if(table.spec->columns.begin(), table.spec->columns.end(), [](const host::TableColumn& column) { return column.kind.type == ArgumentType::person; });
    return people >= 2 || (table.spec->per != Entity::place && table.rows() > 3 * most_listed);
}

void add_tables(const Page& page, const host::AnalysisResult& result, Html& html) {
    std::vector<std::string> named;
    for (const auto& table : result.tables) {
        const std::size_t count = table.rows();
        if (count == 0 || !shown(*table.spec, page.view.audience())) continue;
        const std::string file = page.tables() + result.as + "/" + table.spec->key + ".csv";
        if (only_named(table)) {
            named.push_back(table.spec->label + ": " + base::counted(static_cast<std::int64_t>(count), "row") + " in " + file + ", which a spreadsheet opens.");
            continue;
        }
        HtmlTable made = first_rows(page, result, table);
        if (count > most_listed) made.after = base::counted(static_cast<std::int64_t>(count - most_listed), "more row is", "more rows are") + " in " + file + ", which a spreadsheet opens.";
        if (table.left_out > 0) made.after += (made.after.empty() ? "" : " ") + base::counted(table.left_out, "row did", "rows did") + " not fit.";
        html.table(made);
    }
    html.list(named, "small");
}

void add_topics(const Page& page, const host::AnalysisResult& result, const std::vector<Topic>& topics, Html& html) {
    const host::Wording wording(result, page.view);
    for (const Topic& topic : topics) {
        if (topic.heading != result.plugin->manifest.title) html.heading(3, topic.heading);
        std::vector<std::string> lines, folded;
        for (const std::size_t i : first_of(result, topic, most_listed + most_folded)) (lines.size() < most_listed ? lines : folded).push_back(full_stop(wording.text(result.findings[i])));
        html.list(lines);
        add_more(page, folded, topic.findings - static_cast<std::int64_t>(lines.size()), html);
    }
}

}  // namespace

std::vector<Topic> topics_of(const host::AnalysisResult& result, privacy::Audience audience, const std::function<bool(const host::Message&)>& wanted) {
    std::vector<Topic> out;
    const auto& messages = result.plugin->manifest.messages;
    const auto counts = finding_counts(result, audience);
    for (std::size_t m = 0; m < messages.size(); ++m) {
        if (counts[m] == 0 || !wanted(messages[m])) continue;
        auto topic = std::find_if(out.begin(), out.end(), [&](const Topic& one) { return one.heading == messages[m].heading; });
        if (topic == out.end()) topic = out.insert(out.end(), {messages[m].heading, std::vector<bool>(messages.size(), false), 0});
        topic->messages[m] = true;
        topic->findings += counts[m];
    }
    return out;
}

std::vector<std::size_t> first_of(const host::AnalysisResult& result, const Topic& topic, std::size_t most) {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < result.findings.size() && out.size() < most; ++i)
        if (topic.messages[result.findings.message(i)]) out.push_back(i);
    return out;
}

void add_more(const Page& page, const std::vector<std::string>& folded, std::int64_t more, Html& html) {
    const auto shown = static_cast<std::int64_t>(folded.size());
    if (!folded.empty()) {
        html.open_fold(base::grouped(shown) + " more");
        html.list(folded);
        html.close("details");
    }
    if (more > shown) html.paragraph("And " + base::grouped(more - shown) + " more: " + std::string(page.all_findings()), "after");
}

void add_analysis(const Page& page, const host::AnalysisResult& result, std::size_t number, Html& html) {
    const auto& manifest = result.plugin->manifest;
    const std::string id = "analysis-" + std::to_string(number);
    html.open("section", {}, "aria-labelledby=\"" + id + "\"");
    html.heading(2, manifest.title, id);
    html.paragraph(manifest.summary, "lead");
    html.list(result.caveats, "small");
    const std::size_t begun = html.size();
    // Gifts, people and who could meet come before figures.
    add_topics(page, result, topics_of(result, page.view.audience(), [](const host::Message& message) { return told_here(message) && message.claim != Claim::score; }), html);
    if (page.team()) {
        add_cards(page, result, html);
        add_pairs(page, result, html);
    }
    add_area_results(page, result, number, html);
    add_topics(page, result, topics_of(result, page.view.audience(), [](const host::Message& message) { return told_here(message) && message.claim == Claim::score; }), html);
    add_tables(page, result, html);
    if (html.size() == begun) html.paragraph("Nothing to tell from what is recorded so far.");
    html.close("section");
}

void add_not_asked(const Page& page, Html& html) {
    bool any = false;
    for (const auto& result : page.results) {
        if (!result.ok()) continue;
        const auto topics = topics_of(result, page.view.audience(), asks);
        if (topics.empty()) continue;
        if (!any) {
            html.open("section", {}, "aria-labelledby=\"not-asked\"");
            html.heading(2, "What nobody has asked yet", "not-asked");
            html.paragraph(std::string("These are gaps in what is written down, not in the place or its people.") + (page.published ? " What is kept private is not counted here." : ""), "lead");
            any = true;
        }
        add_topics(page, result, topics, html);
    }
    if (any) html.close("section");
}

}  // namespace kith::report
