// A sheet as a page: the same words in the same order as on paper.
#include "engine/picture/svg.hpp"
#include "engine/report/html.hpp"
#include "engine/report/sheet.hpp"

namespace kith::report {
namespace {

// Sizes and colours: reference, visual language 2-4 and 9.
constexpr std::string_view sheet_css = R"css(
:root{--text:#1f2328;--second:#5b636d;--line:#8a9099;--rule:#dad7cf;--accent:#0b6e6e;--size:10.5pt}
.large{--size:18pt}
.plain{--text:#000;--second:#000;--line:#000;--accent:#000}
*{box-sizing:border-box}
html{background:#fff}
body{margin:0;color:var(--text);font:var(--size)/1.4 Inter,"Noto Sans","Helvetica Neue",Arial,sans-serif}
main{max-width:42em;margin:0 auto;padding:2em 1.5em 3em}
h1{font-size:1.7em;line-height:1.2;margin:0;font-weight:600;overflow-wrap:anywhere}
h2{font-size:1.25em;line-height:1.3;margin:1.6em 0 .3em;padding-top:.5em;border-top:2px solid var(--accent);font-weight:600}
h3{font-size:1em;margin:0;font-weight:600}
p{margin:0 0 .5em}
ul{margin:0 0 .8em;padding-left:1.2em}
.second{color:var(--second)}
.notice{margin:.8em 0 0;padding:.3em .8em;border-left:4px solid var(--accent)}
.entry{margin:.9em 0;break-inside:avoid}
.name{display:flex;gap:1em;justify-content:space-between;flex-wrap:wrap}
dl{margin:.1em 0 0;display:grid;grid-template-columns:1fr 1fr;column-gap:1em}
.large dl{display:block}
dl div{display:flex;gap:.8em}
dl .long{grid-column:span 2}
dt{flex:0 0 7.5em;color:var(--second)}
dd{margin:0;overflow-wrap:anywhere;min-width:0}
.field{margin:.8em 0;break-inside:avoid}
.field p{margin:0}
.rule{border-bottom:1px solid var(--line);height:2.1em}
.boxes{list-style:none;padding:0;margin:.3em 0;display:flex;flex-wrap:wrap;gap:.3em 1.4em}
.boxes li::before{content:"";display:inline-block;width:.9em;height:.9em;margin-right:.45em;border:1.5px solid var(--text);vertical-align:-.1em}
.table{overflow-x:auto;margin:.4em 0 .8em}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:right;vertical-align:bottom;padding:.25em 0 .25em 1em;border-bottom:1px solid var(--rule);font-weight:400}
th:first-child,td:first-child{text-align:left;padding-left:0}
thead th,thead td{color:var(--second);border-bottom:1px solid var(--line);vertical-align:bottom}
tr,thead,figure{break-inside:avoid}
thead{display:table-header-group}
caption.heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
figure{margin:.4em 0 .8em;overflow-x:auto}
figure svg{display:block;max-width:100%;height:auto}
.slip{margin-top:2em;padding-top:1em;border-top:2px dashed var(--text);break-inside:avoid}
.slip h2{border:0;margin:0;padding:0}
footer{margin-top:2em;padding-top:.6em;border-top:1px solid var(--line);color:var(--second);font-size:.9em}
@page{size:A4;margin:16mm 16mm 18mm}
@media (max-width:30em){dl,dl div{display:block}main{padding:1em}}
@media print{main{max-width:none;padding:0}.table,figure{overflow:visible}.page{break-before:page}h2,h3,.lead{break-after:avoid}}
)css";

constexpr std::size_t longest_half = 26;  // letters of a value that stands beside another

void add_entry(const SheetEntry& entry, Html& html) {
    html.open("div", "entry");
    if (!entry.name.empty()) {
        html.open("div", "name");
        html.heading(3, entry.name);
        if (!entry.beside.empty()) {
            html.open("span");
            html.text(entry.beside);
            html.close("span");
        }
        html.close("div");
    }
    if (!entry.facts.empty()) html.open("dl");
    for (const SheetFact& fact : entry.facts) {
        html.raw(fact.value.size() > longest_half ? "<div class=\"long\"><dt>" : "<div><dt>");
        html.text(fact.what);
        html.raw("</dt><dd>");
        html.text(fact.value);
        html.raw("</dd></div>\n");
    }
    if (!entry.facts.empty()) html.close("dl");
    html.paragraph(entry.unknown, "second");
    html.close("div");
}

void add_field(const SheetField& field, Html& html) {
    html.open("div", "field");
    html.heading(3, field.label);
    html.paragraph(field.help, "second");
    html.list(field.boxes, "boxes");
    for (int i = 0; i < field.lines; ++i) html.raw("<div class=\"rule\"></div>");
    html.close("div");
}

/// `heading`: what it is called for whoever hears the page and jumps from table to table; for the eye it stands above already.
void add_sheet_table(const SheetTable& table, std::string_view heading, Html& html) {
    html.open("div", "table", "tabindex=\"0\"");  // it scrolls where there is little room
    html.open("table");
    html.raw("<caption class=\"heard\">");
    html.text(heading);
    html.raw("</caption>\n<thead><tr>");
    for (const std::string& column : table.columns) {
        html.raw(column.empty() ? "<td>" : "<th scope=\"col\">");
        html.text(column);
        html.raw(column.empty() ? "</td>" : "</th>");
    }
    html.raw("</tr></thead>\n<tbody>\n");
    for (const auto& row : table.rows) {
        html.raw("<tr>");
        for (std::size_t i = 0; i < row.size(); ++i) {
            html.raw(i == 0 ? "<th scope=\"row\">" : "<td>");
            html.text(row[i]);
            html.raw(i == 0 ? "</th>" : "</td>");
        }
        html.raw("</tr>\n");
    }
    html.raw("</tbody>");
    html.close("table");
    html.close("div");
}

void add_chart(const SheetChart& chart, std::size_t number, Html& html) {
    html.open("figure", {}, "tabindex=\"0\"");
    html.open("figcaption", "second");
    html.text(chart.title);
    html.close("figcaption");
    html.raw(picture::svg(picture::bars_of({"bars-" + std::to_string(number), chart.title, "", 620}, chart.bars)));
    html.close("figure");
}

void add_sheet_section(const SheetSection& section, std::size_t number, Html& html) {
    html.open("section", section.cut_off ? "slip" : section.new_page ? "page" : "");
    html.heading(2, section.heading);
    html.paragraph(section.lead, "lead second");
    for (const SheetChart& chart : section.charts) add_chart(chart, number, html);
    for (const SheetTable& table : section.tables) add_sheet_table(table, section.heading, html);
    html.list(section.lines);
    for (const SheetEntry& entry : section.entries) add_entry(entry, html);
    for (const SheetField& field : section.fields) add_field(field, html);
    if (section.tables.empty() && section.lines.empty() && section.entries.empty() && section.fields.empty()) html.paragraph(section.empty);
    html.close("section");
}

}  // namespace

std::string sheet_html(const Sheet& sheet, const SheetStyle& style) {
    Html html;
    html.raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    html.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"><title>");
    html.text(sheet.kind);
    html.raw("</title><style>");
    html.raw(sheet_css);
    html.raw("</style></head>");
    html.open("body", style.large ? (style.black_and_white ? "large plain" : "large") : style.black_and_white ? "plain" : "");
    html.open("main");
    html.heading(1, sheet.title);
    html.paragraph(sheet.subtitle, "second");
    html.paragraph(sheet.notice, "notice");
    for (std::size_t i = 0; i < sheet.sections.size(); ++i) add_sheet_section(sheet.sections[i], i, html);
    if (!sheet.foot.empty()) {
        html.open("footer");
        for (const std::string& line : sheet.foot) html.paragraph(line);
        html.close("footer");
    }
    html.raw("</main></body></html>\n");
    return std::move(html).take();
}

}  // namespace kith::report
