#include "engine/io/network_rows.hpp"

namespace kith::io {

using column::Severity;

NetworkRows::NetworkRows(const Source& block, Notes& notes, std::initializer_list<std::string_view> nodes, std::initializer_list<std::string_view> edges)
    : notes_(notes), table_(block.table == "edges" ? Table::edges : block.table == "graphs" ? Table::graphs : Table::nodes) {
    for (const std::string_view name : wants(Table::edges) ? edges : nodes) rows_->column(name);
}

int NetworkRows::attribute(std::string_view name) {
    if (!rows_->has_column(name)) return rows_->column(name);
    std::string other;
    int& number = next_number_.try_emplace(std::string(name), 2).first->second;
    while (other.empty() || rows_->has_column(other)) other = std::string(name) + '_' + std::to_string(number++);
    notes_.file(Severity::note, "column_renamed", other,
        "The file has more than one thing called \"" + std::string(name) + "\"; this one is the column \"" + other + "\".");
    return rows_->column(other);
}

void NetworkRows::refuse(std::string_view code, const std::string& reason) {
    rows_->begin_row();
    rows_->refuse_row();
    notes_.row(Severity::problem, code, rows_->rows(), {}, {}, reason);
}

std::string at_line(std::int64_t line, std::string_view sentence) { return "Line " + std::to_string(line) + ": " + std::string(sentence); }

}  // namespace kith::io
