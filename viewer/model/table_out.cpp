// A table as CSV text and as a list-first page.
#include <fmt/format.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "viewer/model/table.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::model {
namespace {

bool has_bounds(const Table& table, const Field& field) {
    return field.numeric() && std::any_of(table.order.begin(), table.order.end(), [&](std::uint32_t row) {
        const Standing how = field.standing(row);
        return has_number(how) && how != Standing::value;
    });
}

void add_cell(std::string& out, const Field& field, std::size_t row) {
    const Standing how = field.standing(row);
    if (!field.numeric() || !has_number(how)) return csv_cell(out, has_number(how) ? field.text(row) : field.reason(row));
    out += fmt::format("{}", field.number(row));
}

std::string note_of(const Field& field, std::size_t row) {
    switch (field.standing(row)) {
        case Standing::at_least: return "at least";
        case Standing::at_most: return "at most";
        case Standing::between: return fmt::format("up to {}", field.upper(row));
        default: return {};
    }
}

std::string head_of(const Field& field) { return field.unit().empty() ? field.label() : field.label() + " (" + field.unit() + ")"; }

}  // namespace

std::string csv(const privacy::View& view, const Table& table) {
    std::string out = "id,label";
    std::vector<bool> noted;
    for (const Field& field : table.columns) {
        csv_cell(out += ',', field.name());
        noted.push_back(has_bounds(table, field));
        if (noted.back()) csv_cell(out += ',', field.name() + "_note");
    }
    out += "\r\n";
    for (const std::uint32_t row : table.order) {
        csv_cell(out, view.source_id(table.subject.kind, row, table.subject.layer));
        csv_cell(out += ',', row_label(view, table.subject, row));
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            add_cell(out += ',', table.columns[c], row);
            if (noted[c]) csv_cell(out += ',', note_of(table.columns[c], row));
        }
        out += "\r\n";
    }
    return out;
}

Document document_of(const privacy::View& view, const Table& table, std::size_t most) {
    Document out{view.place_name() + ": " + table.heading, audience_words(view.audience()), {}};
    out.paragraph(view.note());
    out.paragraph(table.account);
    Block block;
    block.kind = Block::Kind::table;
    block.text = table.heading;
    block.head = {"Name"};
    block.numeric = {false};
    for (const Field& field : table.columns) {
        block.head.push_back(head_of(field));
        block.numeric.push_back(field.numeric());
    }
    for (const std::uint32_t row : table.order) {
        if (block.rows.size() == most) break;
        std::vector<std::string> cells{row_label(view, table.subject, row)};
        for (const Field& field : table.columns) cells.push_back(has_number(field.standing(row)) ? field.text(row) : field.reason(row));
        block.rows.push_back(std::move(cells));
    }
    if (!block.rows.empty()) out.blocks.push_back(std::move(block));
    if (table.order.size() > most) out.paragraph("And " + base::grouped(static_cast<std::int64_t>(table.order.size() - most)) + " more; the table as CSV holds them all.");
    return out;
}

}  // namespace kith::viewer::model
