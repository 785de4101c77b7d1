#include "viewer/model/document.hpp"

#include <string_view>

#include "engine/picture/text.hpp"

namespace kith::viewer::model {
namespace {

constexpr std::string_view style =
    "body{font:16px/1.45 Inter,'Noto Sans',sans-serif;color:#1f2328;background:#faf9f6;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "h1{font-size:1.6rem;margin:0 0 .2rem}h2{font-size:1.15rem;margin:1.6rem 0 .4rem}p{margin:.3rem 0 .6rem;max-width:75ch}"
    ".audience{color:#5b636d}li{margin:.2rem 0}table{border-collapse:collapse;background:#fff;margin:.4rem 0 1rem}"
    "caption{text-align:left;font-weight:600;padding:.3rem 0}th,td{padding:.3rem .6rem;border-bottom:1px solid #dad7cf;text-align:left;vertical-align:top}"
    "th.n,td.n{text-align:right;font-variant-numeric:tabular-nums}@media print{body{background:#fff;margin:0;font-size:10.5pt}tr{break-inside:avoid}}";

void tag(std::string& out, std::string_view name, std::string_view text) {
    out += '<';
    out += name;
    out += '>';
    out += picture::escaped(text);
    out += "</";
    out += name;
    out += ">\n";
}

void add_table(std::string& out, const Block& block) {
    const auto numeric = [&](std::size_t column) { return column < block.numeric.size() && block.numeric[column] ? " class=\"n\"" : ""; };
    out += "<table>";
    if (!block.text.empty()) out += "<caption>" + picture::escaped(block.text) + "</caption>";
    out += "<thead><tr>";
    for (std::size_t c = 0; c < block.head.size(); ++c) out += std::string("<th scope=\"col\"") + numeric(c) + ">" + picture::escaped(block.head[c]) + "</th>";
    out += "</tr></thead><tbody>\n";
    for (const auto& row : block.rows) {
        out += "<tr>";
        for (std::size_t c = 0; c < row.size(); ++c)
            out += c == 0 ? "<th scope=\"row\">" + picture::escaped(row[c]) + "</th>" : std::string("<td") + numeric(c) + ">" + picture::escaped(row[c]) + "</td>";
        out += "</tr>\n";
    }
    out += "</tbody></table>\n";
}

}  // namespace

void Document::heading(std::string text) { blocks.push_back({Block::Kind::heading, std::move(text), {}, {}, {}, {}}); }
void Document::paragraph(std::string text) {
    if (!text.empty()) blocks.push_back({Block::Kind::paragraph, std::move(text), {}, {}, {}, {}});
}
void Document::list(std::vector<std::string> items) {
    if (!items.empty()) blocks.push_back({Block::Kind::list, {}, std::move(items), {}, {}, {}});
}

std::string html(const Document& document) {
    std::string out = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\n";
    tag(out, "title", document.title);
    out += "<style>";
    out += style;
    out += "</style></head><body><main>\n";
    tag(out, "h1", document.title);
    if (!document.audience.empty()) out += "<p class=\"audience\">" + picture::escaped(document.audience) + "</p>\n";
    for (const Block& block : document.blocks) switch (block.kind) {
        case Block::Kind::heading: tag(out, "h2", block.text); break;
        case Block::Kind::paragraph: tag(out, "p", block.text); break;
        case Block::Kind::list:
            out += "<ul>\n";
            for (const std::string& item : block.items) tag(out, "li", item);
            out += "</ul>\n";
            break;
        case Block::Kind::table: add_table(out, block); break;
    }
    return out + "</main></body></html>\n";
}

std::string plain_text(const Document& document) {
    std::string out = document.title + "\n";
    if (!document.audience.empty()) out += document.audience + "\n";
    for (const Block& block : document.blocks) {
        if (block.kind == Block::Kind::heading) out += "\n" + block.text + "\n";
        else if (!block.text.empty()) out += block.text + "\n";
        for (const std::string& item : block.items) out += "- " + item + "\n";
        for (const auto& row : block.rows) {
            for (std::size_t c = 0; c < row.size(); ++c) out += (c == 0 ? "- " : "; " + (c < block.head.size() ? block.head[c] + ": " : std::string())) + row[c];
            out += '\n';
        }
    }
    return out;
}

void csv_cell(std::string& out, std::string_view text) {
    if (text.empty()) return;
    const bool guard = std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos;
    const bool quoted = text.find_first_of(",\"\r\n") != std::string_view::npos;
    if (quoted) out += '"';
    if (guard) out += '\'';
    for (const char c : text) {
        if (quoted && c == '"') out += '"';
        out += c;
    }
    if (quoted) out += '"';
}

}  // namespace kith::viewer::model
