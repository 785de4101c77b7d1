#include "engine/report/xlsx_file.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <memory>

#include "engine/base/text.hpp"

namespace kith::report {
namespace {

constexpr std::size_t most_rows = 1'048'575, most_letters = 32'767, rows_between_looks = 4096;

/// Without what XML 1.0 cannot hold.
std::string plain(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        const bool no_character = c == 0xEF && i + 2 < text.size() && static_cast<unsigned char>(text[i + 1]) == 0xBF && static_cast<unsigned char>(text[i + 2]) >= 0xBE;
        if (no_character) i += 2;
        if (no_character || (c < 0x20 && c != '\n' && c != '\t')) out += c == '\r' && i + 1 < text.size() && text[i + 1] == '\n' ? "" : "\xEF\xBF\xBD";
        else out += static_cast<char>(c);
    }
    return out;
}

std::size_t letters(std::string_view utf8) {
    return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

class Workbook {
public:
    explicit Workbook(const std::filesystem::path& file) : folder_(file.parent_path().empty() ? "." : file.parent_path().string()) {
        // What is set down on the way stands beside the file, not in a folder that others may look into.
        lxw_workbook_options options{LXW_TRUE, folder_.data(), LXW_TRUE};
        book_ = workbook_new_opt(file.c_str(), &options);
        if (!book_) return;
        bold_ = workbook_add_format(book_);
        format_set_bold(bold_);
        date_ = workbook_add_format(book_);
        format_set_num_format(date_, "yyyy-mm-dd");
    }
    ~Workbook() {
        if (book_) workbook_close(book_);
    }
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;
    bool is_open() const { return book_ != nullptr; }
    lxw_worksheet* add(const std::string& name) { return workbook_add_worksheet(book_, name.c_str()); }
    bool close() { return workbook_close(std::exchange(book_, nullptr)) == LXW_NO_ERROR; }

    bool put_text(lxw_worksheet* sheet, std::size_t row, std::size_t column, std::string_view text, bool heading = false) {
        const std::string shown = plain(text);
        return worksheet_write_string(sheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column), shown.c_str(), heading ? bold_ : nullptr) == LXW_NO_ERROR;
    }
    bool put(lxw_worksheet* sheet, std::size_t row, std::size_t at, const Captured& cell, CellType type) {
        const auto r = static_cast<lxw_row_t>(row);
        const auto c = static_cast<lxw_col_t>(at);
        switch (cell.kind()) {
            case Captured::Kind::null: return true;
            case Captured::Kind::integer:
                if (type == CellType::boolean) return worksheet_write_boolean(sheet, r, c, cell.integer() != 0, nullptr) == LXW_NO_ERROR;
                return worksheet_write_number(sheet, r, c, static_cast<double>(cell.integer()), nullptr) == LXW_NO_ERROR;
            case Captured::Kind::real: return worksheet_write_number(sheet, r, c, cell.real(), nullptr) == LXW_NO_ERROR;
            case Captured::Kind::text: break;
        }
        if (type == CellType::date && cell.text().size() == 10 && cell.text() >= "1900-03-01") {
            lxw_datetime day{std::stoi(cell.text().substr(0, 4)), std::stoi(cell.text().substr(5, 2)), std::stoi(cell.text().substr(8, 2)), 0, 0, 0};
            return worksheet_write_datetime(sheet, r, c, &day, date_) == LXW_NO_ERROR;
        }
        return put_text(sheet, row, at, cell.text());
    }

private:
    std::string folder_;
    lxw_workbook* book_ = nullptr;
    lxw_format *bold_ = nullptr, *date_ = nullptr;
};

base::Status fill(Workbook& book, const WorkbookSheet& sheet, base::JobContext& job) {
    const LayerSpec& table = *sheet.table;
    if (table.rows > most_rows)
        return base::Error{base::Code::too_large, "A sheet holds 1,048,575 rows and \"" + table.name + "\" has " + base::grouped(static_cast<std::int64_t>(table.rows)) + "; take csv or gpkg instead."};
    lxw_worksheet* page = book.add(table.name.substr(0, 31));
    if (!page) return base::Error{base::Code::bad_input, "\"" + table.name + "\" cannot be the name of a sheet; take csv or gpkg instead."};
    worksheet_freeze_panes(page, 1, 0);
    bool well = true;
    for (std::size_t i = 0; i < table.columns.size(); ++i) well = book.put_text(page, 0, i, table.columns[i].name, true) && well;
    Captured cell;
    for (std::size_t row = 0; row < table.rows; ++row) {
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            const LayerColumn& column = table.columns[i];
            cell.read(column, row);
            if (cell.kind() == Captured::Kind::text && letters(cell.text()) > most_letters)
                return base::Error{base::Code::too_large, "A cell holds 32,767 letters, and one of \"" + column.name + "\" in row " + std::to_string(row + 1) + " of " + table.name + " has more; take csv or gpkg instead."};
            if (cell.known()) well = book.put(page, row + 1, i, cell, column.type) && well;
            else if (const std::string& word = sheet.words[i][static_cast<std::size_t>(state_of(column, row))]; !word.empty()) well = book.put_text(page, row + 1, i, word) && well;
        }
        if (row % rows_between_looks != 0) continue;
        job.progress(static_cast<double>(row) / static_cast<double>(table.rows));
        if (auto s = job.check(); !s) return s;
    }
    return well ? base::Status() : base::io_error("The workbook could not be written; is there room on the disk?");
}

}  // namespace

base::Status write_xlsx(const std::filesystem::path& file, std::span<const WorkbookSheet> sheets, const std::string& about, base::JobContext& job) {
    job.begin("write the workbook");
    Workbook book(file);
    if (!book.is_open()) return base::io_error("The workbook could not be begun; may you write there?");
    for (const WorkbookSheet& sheet : sheets)
        if (auto s = fill(book, sheet, job); !s) return s;
    if (lxw_worksheet* page = book.add("about")) {
        std::size_t row = 0;
        for (std::size_t at = 0; at < about.size();) {
            const std::size_t end = std::min(about.find('\n', at), about.size());
            book.put_text(page, row++, 0, std::string_view(about).substr(at, end - at));
            at = end + 1;
        }
    }
    return book.close() ? base::Status() : base::io_error("The workbook could not be written; is there room on the disk?");
}

}  // namespace kith::report
