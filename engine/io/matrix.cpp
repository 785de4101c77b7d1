// Adjacency matrices as text: one line a row, one number a cell, with or without names; or two kinds, by the names of rows and columns.
#include <algorithm>
#include <unordered_map>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/io/fields.hpp"
#include "engine/io/network_rows.hpp"

namespace kith::io {

using column::Severity;

namespace {

std::string_view matrix_word(std::string_view word) {
    word = without_blanks(word);
    if (word.size() >= 2 && word.front() == '"' && word.back() == '"') word = word.substr(1, word.size() - 2);
    return word;
}

/// The cells of a line; `delimiter` ' ' stands for any number of blanks.
void matrix_cells(std::string_view line, char delimiter, std::vector<std::string_view>& cells) {
    cells.clear();
    for (std::size_t at = 0; at <= line.size();) {
        if (delimiter == ' ') at = std::min(line.find_first_not_of(" \t\r", at), line.size());
        if (delimiter == ' ' && at == line.size()) return;
        const bool quoted = at < line.size() && line[at] == '"' && line.find('"', at + 1) != std::string_view::npos;
        const std::size_t after = quoted ? line.find('"', at + 1) + 1 : at;
        const std::size_t end = std::min(delimiter == ' ' ? line.find_first_of(" \t\r", after) : line.find(delimiter, after), line.size());
        cells.push_back(matrix_word(line.substr(at, end - at)));
        at = end + 1;
    }
}

/// Names are words among numbers: a cell that is neither a number nor empty.
bool is_name_cell(std::string_view cell) {
    double value = 0;
    return !cell.empty() && read_number(cell, value) != Fault::none;
}

bool is_zero(std::string_view cell) {
    double value = 0;
    return cell.empty() || (read_number(cell, value) == Fault::none && value == 0);
}

/// Is the first line one of names? Not where only its own name stands before its numbers.
bool are_names(const std::vector<std::string_view>& cells) {
    const bool corner = cells.size() > 1 && cells[0].empty() && std::none_of(cells.begin() + 1, cells.end(), [](std::string_view cell) { return cell.empty(); });
    return corner || std::any_of(cells.begin() + (cells.size() > 1 ? 1 : 0), cells.end(), is_name_cell);
}

class MatrixReader {
public:
    MatrixReader(const Source& block, Notes& notes, std::string_view text, base::JobContext& job)
        : out_(block, notes, {"id"}, {"source", "target", "direction", "value"}), file_(block.file), text_(text), job_(job) {}

    base::Result<std::unique_ptr<RowSource>> read() && {
        if (base::Status status = read_lines(); !status) return status.error();
        if (rows_ == 0) return base::bad_input(file_ + " holds no matrix: there is no line of numbers.");
        if (base::Status status = settle_names(); !status) return status.error();
        if (out_.wants(NetworkRows::Table::nodes)) emit_nodes();
        else emit_ties();
        return std::move(out_).finish();
    }

private:
    struct Cell {
        std::uint32_t row, column;
        std::string_view text;
    };

    base::Status read_lines() {
        std::vector<std::string_view> cells;
        std::int64_t line = 0;
        char delimiter = 0;
        for (std::size_t at = 0; at < text_.size();) {
            const std::size_t end = std::min(text_.find_first_of("\r\n", at), text_.size());
            const std::string_view here = text_.substr(at, end - at);
            ++line;
            at = end + (text_.substr(end, 2) == "\r\n" ? 2 : 1);
            if (base::trimmed(here).empty()) continue;
            if (delimiter == 0) delimiter = here.find_first_of(",;\t") == std::string_view::npos ? ' ' : recognise_delimiter(text_);
            matrix_cells(delimiter == ' ' ? base::trimmed(here) : here, delimiter, cells);
            if (base::Status status = take_line(cells, line); !status) return status;
            job_.progress(0.5 * static_cast<double>(at) / static_cast<double>(text_.size()));
            if (base::Status status = job_.check(); !status) return status;
        }
        return {};
    }

    base::Status take_line(const std::vector<std::string_view>& cells, std::int64_t line) {
        if (rows_ == 0 && column_names_.empty() && are_names(cells)) {
            column_names_ = cells;
            return {};
        }
        if (rows_ == 0) {
            // A column of names stands before the numbers where the first cell is one, or where there is one cell more than there are names.
            const std::size_t named = column_names_.size();
            row_named_ = is_name_cell(cells[0]) || (named > 0 && cells.size() == named + 1) || (named > 1 && cells.size() == named && column_names_[0].empty());
            if (row_named_ && named == cells.size()) column_names_.erase(column_names_.begin());  // the corner
            columns_ = cells.size() - (row_named_ ? 1 : 0);
        }
        if (cells.size() != columns_ + (row_named_ ? 1 : 0) || columns_ == 0 || (!column_names_.empty() && column_names_.size() != columns_))
            return base::bad_input(file_ + ", line " + std::to_string(line) + ": the row has " + base::counted(static_cast<std::int64_t>(cells.size()), "cell") +
                                   " where those before it have another number; a matrix has as many in each. Nothing of the file was used.");
        if (row_named_) row_names_.push_back(cells[0]);
        for (std::size_t c = 0; c < columns_; ++c) {
            const std::string_view cell = cells[c + (row_named_ ? 1 : 0)];
            if (!is_zero(cell)) filled_.push_back({static_cast<std::uint32_t>(rows_), static_cast<std::uint32_t>(c), cell});
        }
        ++rows_;
        return {};
    }

    base::Status settle_names() {
        const bool both = row_named_ && !column_names_.empty();
        two_kinds_ = both && (rows_ != columns_ || row_names_ != column_names_);
        if (two_kinds_) return {};
        if (rows_ != columns_)
            return base::bad_input(file_ + " has " + base::counted(static_cast<std::int64_t>(rows_), "row") + " and " + base::counted(static_cast<std::int64_t>(columns_), "column") +
                                   " of numbers; a matrix of who knows whom has as many of both. Of two kinds, such as people and groups, name the rows and the columns.");
        return {};
    }

    std::string name_of(std::size_t at, bool column) const {
        const auto& own = column ? column_names_ : row_names_;
        const auto& names = own.empty() ? (column ? row_names_ : column_names_) : own;
        return names.empty() ? std::to_string(at + 1) : std::string(names[at]);
    }

    void emit_nodes() {
        MadeRows& rows = out_.rows();
        const auto add = [&](std::size_t count, bool column) {
            for (std::size_t i = 0; i < count; ++i) {
                rows.begin_row();
                rows.add("id", name_of(i, column));
                if (two_kinds_) rows.add("mode", column ? "2" : "1");
            }
        };
        add(rows_, false);
        if (two_kinds_) add(columns_, true);
    }

    /// As much to one side of the diagonal as to the other: then a pair is one tie without a direction.
    bool is_symmetric() const {
        const auto before = [](const Cell& a, const Cell& b) { return a.row != b.row ? a.row < b.row : a.column < b.column; };
        return std::all_of(filled_.begin(), filled_.end(), [&](const Cell& cell) {
            const auto at = std::lower_bound(filled_.begin(), filled_.end(), Cell{cell.column, cell.row, {}}, before);
            return at != filled_.end() && at->row == cell.column && at->column == cell.row && at->text == cell.text;
        });
    }

    void emit_ties() {
        MadeRows& rows = out_.rows();
        const bool symmetric = !two_kinds_ && is_symmetric();
        if (symmetric && !filled_.empty())
            out_.notes().file(Severity::note, "symmetric", {}, "The matrix says the same on both sides of its diagonal, so each pair is one tie, without a direction.");
        for (const Cell& cell : filled_) {
            if (symmetric && cell.column < cell.row) continue;
            rows.begin_row();
            rows.add("source", name_of(cell.row, false));
            rows.add("target", name_of(cell.column, true));
            rows.add("direction", symmetric || two_kinds_ ? undirected_word : directed_word);
            rows.add("value", cell.text);
        }
    }

    NetworkRows out_;
    const std::string& file_;
    std::string_view text_;
    base::JobContext& job_;
    std::vector<std::string_view> column_names_, row_names_;
    std::vector<Cell> filled_;  // what is not 0 or empty, row by row
    std::size_t rows_ = 0, columns_ = 0;
    bool row_named_ = false, two_kinds_ = false;
};

}  // namespace

base::Result<std::unique_ptr<RowSource>> read_matrix(const Source& block, const BlockContext& context, Notes& notes) {
    if (block.table == "graphs") return base::bad_input(block.file + ": only GraphML has a table of graphs; say table = \"nodes\" or \"edges\".");
    auto text = open_text(context, notes, "a matrix of text");
    if (!text) return text.error();
    return MatrixReader(block, notes, text->text(), context.job).read();
}

}  // namespace kith::io
