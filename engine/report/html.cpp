#include "engine/report/html.hpp"

#include "engine/base/text.hpp"
#include "engine/picture/text.hpp"

namespace kith::report {

using picture::escaped;

void Html::open(std::string_view tag, std::string_view css_class, std::string_view attributes) {
    out_ += '<';
    out_ += tag;
    if (!css_class.empty()) {
        out_ += " class=\"";
        out_ += css_class;
        out_ += '"';
    }
    if (!attributes.empty()) {
        out_ += ' ';
        out_ += attributes;
    }
    out_ += '>';
}

void Html::close(std::string_view tag) {
    out_ += "</";
    out_ += tag;
    out_ += ">\n";
}

void Html::open_fold(std::string_view line) {
    open("details");
    open("summary");
    out_ += escaped(line);
    close("summary");
}

void Html::text(std::string_view words) { out_ += escaped(words); }

void Html::heading(int level, std::string_view text, std::string_view id) {
    const std::string tag = "h" + std::to_string(level);
    if (level == 2 && !id.empty()) entries_.push_back({std::string(id), std::string(text)});
    open(tag, {}, id.empty() ? std::string() : "id=\"" + escaped(id) + "\"");
    out_ += escaped(text);
    close(tag);
}

void Html::paragraph(std::string_view text, std::string_view css_class) {
    if (text.empty()) return;
    open("p", css_class);
    out_ += escaped(text);
    close("p");
}

void Html::list(const std::vector<std::string>& items, std::string_view css_class) {
    if (items.empty()) return;
    open("ul", css_class);
    for (const auto& item : items) {
        open("li");
        out_ += escaped(item);
        close("li");
    }
    close("ul");
}

void Html::table(const HtmlTable& table) {
    open("div", table.rows.size() <= 14 ? "table short" : "table", "tabindex=\"0\"");  // short: kept on one printed page; it scrolls where there is little room
    open("table");
    open("caption");
    out_ += escaped(table.caption);
    if (!table.help.empty()) {
        open("span", "help");
        out_ += escaped(table.help);
        out_ += "</span>";
    }
    close("caption");
    out_ += "<thead><tr>";
    for (const auto& column : table.columns) {
        open("th", column.number ? "number" : "", "scope=\"col\"");
        out_ += escaped(column.title);
        out_ += "</th>";
    }
    out_ += "</tr></thead>\n<tbody>\n";
    for (const auto& row : table.rows) {
        out_ += "<tr>";
        for (std::size_t i = 0; i < row.size() && i < table.columns.size(); ++i) {
            const std::string_view tag = i == 0 ? "th" : "td";
            open(tag, table.columns[i].number ? "number" : "", i == 0 ? "scope=\"row\"" : "");
            out_ += escaped(row[i]);
            out_ += "</";
            out_ += tag;
            out_ += '>';
        }
        out_ += "</tr>\n";
    }
    out_ += "</tbody>";
    close("table");
    paragraph(table.after, "after");
    close("div");
}

std::string with_unit(const std::string& label, const std::string& unit) {
    const std::size_t bar = unit.find('|');
    const std::string many = bar == std::string::npos ? unit : unit.substr(bar + 1);
    const bool said = many.empty() || base::lower(label).find(base::lower(many)) != std::string::npos;
    if (said) return label;
    return many.find(" per ") != std::string::npos ? sentence_case(many) : label + " (" + many + ")";  // "assets per km²" says it all
}

std::string sentence_case(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

std::string full_stop(std::string text) {
    if (!text.empty() && std::string_view(".?!").find(text.back()) == std::string_view::npos) text += '.';
    return text;
}

}  // namespace kith::report
