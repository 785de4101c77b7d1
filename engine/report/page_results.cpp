// An analysis on the page: what it found about areas and assets, its maps and tables.
#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/host/wording.hpp"
#include "engine/picture/svg.hpp"
#include "engine/picture/text.hpp"
#include "engine/report/page.hpp"
#include "engine/report/result_files.hpp"

namespace kith::report {
namespace {

using host::Claim;
using host::Entity;

constexpr std::size_t most_area_columns = 6;

bool told_elsewhere(const host::Message& message) {
    const bool person = std::find(message.subjects.begin(), message.subjects.end(), Entity::person) != message.subjects.end();
    return person || message.claim == Claim::coverage || message.claim == Claim::question;
}

picture::AreaValue area_value(const host::ResultColumn& column, std::size_t row) {
    using picture::ValueKind;
    switch (column.quality(row)) {
        case host::Quality::value: return {ValueKind::value, column.value(row)};
        case host::Quality::lower_bound:
        case host::Quality::between: return {ValueKind::at_least, column.value(row)};
        case host::Quality::upper_bound: return {ValueKind::at_most, column.value(row)};
        case host::Quality::suppressed: return {ValueKind::suppressed, 0};
        case host::Quality::not_computable: break;
    }
    const bool asked = column.reason(row).find("asked") == std::string_view::npos;
    return {asked ? ValueKind::no_data : ValueKind::not_asked, 0};
}

/// What a map shows first: a rate rather than a count, because large areas have more of everything.
const host::OutputColumn* column_to_map(const host::ResultColumns& columns) {
    const auto number = [](const host::OutputColumn* column) { return column->type != host::ValueType::choice; };
    const auto rate = [&](const host::OutputColumn* column) { return number(column) && column->unit.starts_with("per "); };
    for (const auto* column : columns.columns)
        if (rate(column)) return column;
    const auto first = std::find_if(columns.columns.begin(), columns.columns.end(), number);
    return first == columns.columns.end() ? nullptr : *first;
}

std::string label_with_unit(const host::OutputColumn& column) { return with_unit(column.label, column.unit); }

/// A cell under a header that names the unit already: a plain number stands alone.
std::string cell_text(const host::Wording& wording, const host::ResultTable& table, std::size_t column, std::size_t row) {
    const auto& spec = table.spec->columns[column];
    const auto* values = table.segment->find(spec.key);
    const auto* quality = table.segment->find(spec.key + ".quality");
    const bool plain = values->known(row) && (!quality || quality->i32()[row] == static_cast<std::int32_t>(host::Quality::value));
    if (plain && spec.kind.type == host::ArgumentType::number) return picture::number_text(values->f64()[row]);
    if (plain && spec.kind.type == host::ArgumentType::integer) return base::grouped(values->i32()[row]);
    return wording.cell(table, column, row);
}

void add_map(const Page& page, const host::ResultColumns& columns, const std::string& id, Html& html) {
    const auto base = std::find_if(page.maps.begin(), page.maps.end(), [&](const picture::Base& map) { return map.layer == columns.layer; });
    const auto* output = column_to_map(columns);
    if (base == page.maps.end() || !output) return;
    const host::ResultColumn column(*output, *columns.segment);
    picture::MapSpec spec;
    spec.id = id;
    spec.title = output->label + ", by " + columns.layer;
    spec.legend_title = label_with_unit(*output);
    spec.unit = output->unit.substr(output->unit.find('|') + 1);
    for (std::size_t row = 0; row < column.rows(); ++row) spec.values.push_back(area_value(column, row));
    const auto map = picture::map_of(*base, spec);
    if (!map) return;
    html.open("figure");
    html.open("figcaption");
    html.text(spec.title);
    html.close("figcaption");
    html.raw(picture::svg(*map));
    html.paragraph(output->help, "small");
    html.close("figure");
}

void add_area_table(const Page& page, const host::AnalysisResult& result, const host::ResultColumns& columns, Html& html) {
    HtmlTable table;
    table.caption = "By area: " + columns.layer;
    table.columns.push_back({"Area", false});
    const std::size_t shown_columns = std::min(most_area_columns, columns.columns.size());
    std::vector<host::ResultColumn> values;
    for (std::size_t i = 0; i < shown_columns; ++i) {
        const auto* output = columns.columns[i];
        table.columns.push_back({label_with_unit(*output), output->type != host::ValueType::choice});
        values.emplace_back(*output, *columns.segment);
    }
    const host::Wording wording(result, page.view);
    const std::size_t areas = values.empty() ? 0 : values.front().rows();
    std::vector<std::pair<std::string, std::size_t>> order;
    for (std::size_t row = 0; row < areas; ++row) order.emplace_back(page.view.label(base::EntityKind::area, row, columns.layer), row);
    std::sort(order.begin(), order.end());
    for (std::size_t i = 0; i < std::min(areas, most_area_rows); ++i) {
        std::vector<std::string> cells{order[i].first};
        for (std::size_t c = 0; c < values.size(); ++c) {
            const bool number = values[c].quality(order[i].second) == host::Quality::value && columns.columns[c]->type != host::ValueType::choice;
            cells.push_back(number ? picture::number_text(values[c].value(order[i].second)) : wording.column_value(values[c], order[i].second));
        }
        table.rows.push_back(std::move(cells));
    }
    if (areas > most_area_rows) table.after = "And " + base::counted(static_cast<std::int64_t>(areas - most_area_rows), "area") + " more in results.gpkg.";
    if (columns.columns.size() > shown_columns)
        table.after += (table.after.empty() ? "" : " ") + base::counted(static_cast<std::int64_t>(columns.columns.size() - shown_columns), "more column is", "more columns are") + " in results.gpkg.";
    if (areas > 0) html.table(table);
}

void add_table(const Page& page, const host::AnalysisResult& result, const host::ResultTable& rows, Html& html) {
    const std::size_t count = rows.rows();
    if (count == 0) return;
    HtmlTable table;
    table.caption = rows.spec->label;
    table.help = rows.spec->help;
    for (const auto& column : rows.spec->columns)
        table.columns.push_back({with_unit(column.label, column.unit), column.kind.is_number() || column.kind.type == host::ArgumentType::integer});
    const host::Wording wording(result, page.view);
    for (std::size_t row = 0; row < std::min(count, most_listed); ++row) {
        std::vector<std::string> cells;
        for (std::size_t column = 0; column < rows.spec->columns.size(); ++column) cells.push_back(cell_text(wording, rows, column, row));
        table.rows.push_back(std::move(cells));
    }
    const std::string file = "tables/" + result.as + "/" + rows.spec->key + ".csv";
    if (count > most_listed) table.after = "And " + base::counted(static_cast<std::int64_t>(count - most_listed), "row") + " more in " + file + ".";
    if (rows.left_out > 0) table.after += (table.after.empty() ? "" : " ") + base::counted(rows.left_out, "row") + " did not fit and " + (rows.left_out == 1 ? "is" : "are") + " left out.";
    html.table(table);
}

/// Findings about areas, assets and the place, message by message.
void add_findings(const Page& page, const host::AnalysisResult& result, Html& html) {
    const auto& messages = result.plugin->manifest.messages;
    const host::Wording wording(result, page.view);
    const auto counts = finding_counts(result, page.view.audience());
    for (std::size_t m = 0; m < messages.size(); ++m) {
        if (counts[m] == 0 || told_elsewhere(messages[m])) continue;
        html.heading(3, messages[m].heading);
        std::vector<std::string> lines;
        for (std::size_t i = 0; i < result.findings.size() && lines.size() < most_listed; ++i)
            if (result.findings.message(i) == m) lines.push_back(full_stop(wording.text(result.findings[i])));
        html.list(lines);
        if (const auto more = counts[m] - static_cast<std::int64_t>(lines.size()); more > 0) html.paragraph("And " + base::grouped(more) + " more in findings.json.", "after");
    }
}

}  // namespace

void add_area_results(const Page& page, const host::AnalysisResult& result, std::size_t number, Html& html) {
    for (std::size_t i = 0; i < result.columns.size(); ++i) {
        const auto& columns = result.columns[i];
        if (columns.entity != Entity::area || columns.columns.empty()) continue;
        if (result.columns.size() > 1) html.heading(3, "By " + columns.layer);
        add_map(page, columns, "map-" + std::to_string(number) + "-" + std::to_string(i), html);
        add_area_table(page, result, columns, html);
    }
}

void add_analysis(const Page& page, const host::AnalysisResult& result, std::size_t number, Html& html) {
    const auto& manifest = result.plugin->manifest;
    const std::string id = "analysis-" + std::to_string(number);
    html.open("section", {}, "aria-labelledby=\"" + id + "\"");
    html.heading(2, manifest.title, id);
    html.paragraph(manifest.summary, "lead");
    html.list(result.caveats, "small");
    add_findings(page, result, html);
    add_area_results(page, result, number, html);
    if (page.team()) {
        add_cards(page, result, html);
        add_pairs(page, result, html);
    }
    for (const auto& table : result.tables)
        if (shown(*table.spec, page.view.audience())) add_table(page, result, table, html);
    html.close("section");
}

void add_not_asked(const Page& page, Html& html) {
    Html inside;
    for (const auto& result : page.results) {
        if (!result.ok()) continue;
        const auto& messages = result.plugin->manifest.messages;
        const auto counts = finding_counts(result, page.view.audience());
        const host::Wording wording(result, page.view);
        for (std::size_t m = 0; m < messages.size(); ++m) {
            const bool here = messages[m].claim == Claim::coverage || messages[m].claim == Claim::question;
            if (!here || counts[m] == 0) continue;
            inside.heading(3, messages[m].heading);
            std::vector<std::string> lines;
            for (std::size_t i = 0; i < result.findings.size() && lines.size() < most_listed; ++i)
                if (result.findings.message(i) == m) lines.push_back(full_stop(wording.text(result.findings[i])));
            inside.list(lines);
            if (const auto more = counts[m] - static_cast<std::int64_t>(lines.size()); more > 0) inside.paragraph("And " + base::grouped(more) + " more in findings.json.", "after");
        }
    }
    const std::string content = std::move(inside).take();
    if (content.empty()) return;
    html.open("section", {}, "aria-labelledby=\"not-asked\"");
    html.heading(2, "What nobody has asked yet", "not-asked");
    html.paragraph("These are gaps in what is written down, not in the place or its people.", "lead");
    html.raw(content);
    html.close("section");
}

}  // namespace kith::report
