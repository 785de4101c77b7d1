#include "engine/report/export_csv.hpp"

#include <algorithm>
#include <unordered_set>

#include "engine/report/csv.hpp"
#include "engine/report/text_file.hpp"

namespace kith::report {

std::vector<StateWords> state_words(const LayerSpec& layer) {
    std::vector<StateWords> out(layer.columns.size());
    Captured cell;
    for (std::size_t i = 0; i < layer.columns.size(); ++i) {
        const LayerColumn& column = layer.columns[i];
        std::array<bool, column::state_count> used{};
        std::unordered_set<std::string> bracketed;   // values that look like such a word
        for (std::size_t row = 0; row < layer.rows; ++row) {
            if (column.state) used[static_cast<std::size_t>(column.state(row))] = true;
            if (column.type == CellType::text && cell.read(column, row).kind() == Captured::Kind::text && cell.text().starts_with('(')) bracketed.insert(cell.text());
        }
        for (const auto state : {column::State::not_asked, column::State::declined, column::State::dont_know, column::State::not_applicable, column::State::withheld}) {
            if (!used[static_cast<std::size_t>(state)]) continue;
            std::string word(column::name_of(state));
            std::replace(word.begin(), word.end(), '_', ' ');
            do word = "(" + word + ")";
            while (bracketed.count(word) != 0);
            out[i][static_cast<std::size_t>(state)] = std::move(word);
        }
    }
    return out;
}

void csv_cell(std::string& out, const Captured& cell, CellType type) {
    switch (cell.kind()) {
        case Captured::Kind::null: break;
        case Captured::Kind::integer:
            if (type == CellType::boolean) out += cell.integer() != 0 ? "yes" : "no";
            else json_number(out, cell.integer());
            break;
        case Captured::Kind::real: csv_number(out, cell.real()); break;
        case Captured::Kind::text: csv_text(out, cell.text()); break;
    }
}

base::Status write_table_csv(const std::filesystem::path& file, const LayerSpec& layer, std::span<const StateWords> words, base::JobContext& job) {
    constexpr std::size_t rows_between_checks = 4096;
    job.begin("write " + file.filename().string());
    TextFile out(file);
    std::string& text = out.buffer();
    for (std::size_t i = 0; i < layer.columns.size(); ++i) {
        if (i > 0) text += ',';
        csv_text(text, layer.columns[i].name);
    }
    text += "\r\n";
    Captured cell;
    for (std::size_t row = 0; row < layer.rows; ++row) {
        for (std::size_t i = 0; i < layer.columns.size(); ++i) {
            const LayerColumn& column = layer.columns[i];
            if (i > 0) text += ',';
            if (cell.read(column, row).known()) csv_cell(text, cell, column.type);
            else text += words[i][static_cast<std::size_t>(state_of(column, row))];
        }
        text += "\r\n";
        out.flush_if_full();
        if (row % rows_between_checks != 0) continue;
        job.progress(static_cast<double>(row) / static_cast<double>(layer.rows));
        if (auto s = job.check(); !s) return s;
    }
    return out.close();
}

}  // namespace kith::report
