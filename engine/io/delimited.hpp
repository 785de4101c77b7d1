#pragma once
// Reads delimited text (CSV and its relatives) from memory, a batch of rows at a time, without an allocation per cell.
//
// The grammar is RFC 4180's, read leniently: LF, CRLF and CR end a row; a quote opens a quoted cell only at the start of a cell (blanks
// before it are dropped); a doubled quote stands for one; a quoted cell may hold delimiters and line ends. A quote inside a
// quoted cell that neither closes nor doubles it is kept as it stands. A cell whose quote is never closed is taken as it
// stands, quote and all, and its row ends at its line's end: every other row still counts. Empty lines are no rows.
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kith::io {

/// What was odd about a row; bits.
enum RowFlag : std::uint8_t {
    row_blank = 1,           // no cell holds anything
    row_unclosed_quote = 2,  // a quoted cell never ended; it was taken as it stands
    row_stray_quote = 4,     // a quote within a quoted cell was kept as it stands
    row_refused = 8,         // of rows made by a reader: it cannot be used, and a note says why
    row_filtered = 16,       // likewise: it is not wanted
    row_merged = 32          // likewise: it counts as one with another
};

/// Some rows, column by column. The cells are views of the text, or of the batch where quotes had to be taken out; they hold until
/// the batch is filled again.
class RowBatch {
public:
    static constexpr std::size_t capacity = 240;

    void reset(std::size_t columns);
    std::size_t columns() const { return columns_; }
    std::size_t rows = 0;
    std::array<std::int64_t, capacity> source_row;  // 1 = the first after the header
    std::array<std::int32_t, capacity> width;       // cells found in the row
    std::array<std::uint8_t, capacity> flags;       // RowFlag
    std::array<std::uint8_t, capacity> excess;      // 1 = a cell beyond the header's columns holds something

    std::string_view* column(std::size_t c) { return cells_.data() + c * stride; }
    std::span<const std::string_view> cells(std::size_t c) const { return {cells_.data() + c * stride, rows}; }
    /// Keeps only the rows whose byte is not 0, in order. O(rows × columns).
    void keep_only(std::span<const std::uint8_t> keep);
    /// Room for a text that is not in the file as it stands; valid until the next clear.
    std::string_view store(std::string_view text);
    void clear();

private:
    // Not a multiple of 4096 bytes, or the columns of a row would fight for the same cache lines.
    static constexpr std::size_t stride = capacity + 4;
    std::vector<std::string_view> cells_;
    std::vector<std::vector<char>> stored_;
    std::size_t used_chunks_ = 0;
    std::size_t used_ = 0;
    std::size_t columns_ = 0;
};

class DelimitedReader {
public:
    /// Reads the header, the first row that is not an empty line. `text` is UTF-8 and outlives the reader; `delimiter` is one of
    /// , ; and tab.
    /// `header`: the names, where the first row is none of them but a row like all others.
    DelimitedReader(std::string_view text, char delimiter, std::vector<std::string> header = {});

    /// The names, trimmed of blanks; may hold repeats and "". Empty when the text holds no row.
    const std::vector<std::string>& header() const { return header_; }
    /// The first column of this name, or -1.
    int find(std::string_view name) const;

    /// Which columns of the file `next` fills in, in order: column i of the batch is columns[i] of the file. Default: all.
    void choose(std::span<const int> columns);
    /// Fills the batch with the next rows; false at the end of the text. Cells that a short row does not have are empty.
    bool next(RowBatch& batch);

    std::int64_t rows_read() const { return rows_; }
    /// How much of the text has been read, 0 to 1.
    double fraction() const;
    /// Bytes read so far.
    std::size_t position() const { return static_cast<std::size_t>(at_ - begin_); }

private:
    struct Cell {
        std::string_view text;
        bool doubled = false;  // holds doubled quotes still
    };
    /// Finds delimiters and line ends, 64 bytes at a look.
    class Scanner {
    public:
        void start(const char* at, const char* end, char delimiter);
        void seek(const char* at);
        /// The next delimiter or line end, or the end of the text.
        const char* next();

    private:
        std::uint64_t look(const char* at) const;
        const char* base_ = nullptr;
        const char* end_ = nullptr;
        std::uint64_t mask_ = 0;
        char delimiter_ = ',';
    };

    /// What the cells of a row that was read say together.
    struct RowFacts {
        std::size_t width = 0;
        bool any = false, excess = false;
        std::uint8_t flags = 0;
        /// The text of cell `index` of `known` columns.
        void add(std::size_t index, std::size_t known, std::string_view text);
    };
    /// Cells as they stand. False, and nothing read, where one begins with a quote or a blank.
    bool plain_row(std::size_t row, RowFacts& facts);
    void any_row(RowBatch& batch, RowFacts& facts);
    template <class Take>
    std::uint8_t read_row(Take take);
    template <class Take>
    std::uint8_t try_row(Take& take, const char*& quotes_until);
    /// The quoted cell whose quote is at `open`; where its delimiter, line end or the text's end is, or nullptr when it is never closed.
    const char* quoted(const char* open, Cell& cell, std::uint8_t& flags) const;
    void skip_line_end(const char* at);
    bool is_line_end(char c) const { return c == '\n' || c == '\r'; }
    void read_header();

    const char* begin_;
    const char* end_;
    const char* at_;
    char delimiter_;
    Scanner scanner_;
    std::vector<std::string> header_;
    std::vector<int> slots_;  // a column of the file -> a column of the batch, or -1
    std::vector<std::string_view*> into_;  // a column of the file -> where the batch has it, or nullptr
    std::size_t chosen_ = 0;
    std::int64_t rows_ = 0;
};

/// The delimiter that makes the most of the text's first rows: of comma, semicolon and tab the one whose rows agree best on
/// a number of cells above one; comma when none does. Looks at the first 64 KiB.
char recognise_delimiter(std::string_view text);

}  // namespace kith::io
