#pragma once
// Rows that a reader makes in memory: of networks, map extracts, feeds and whatever else has no rows of text of its own.
//
// A reader names columns as it meets them and adds the cells that a row has; what it lacks is empty. Cells are kept sparsely (16
// bytes each and their text once), so that a million columns of a few cells each cost what the cells cost.
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/io/row_source.hpp"

namespace kith::io {

class MadeRows final : public RowSource {
public:
    /// The column of this name, made when there is none; its place in the header is the order of first mention. O(1).
    int column(std::string_view name);
    /// A further column, even where one is called so.
    int append_column(std::string_view name);
    bool has_column(std::string_view name) const { return by_name_.find(std::string(name)) != by_name_.end(); }

    /// The next row (blank when nothing is added); its source_row is its number, from 1. What is added goes to the row begun last.
    void begin_row();
    /// Of several cells for one column the last counts; `text` is copied.
    void add(int column, std::string_view text);
    void add(std::string_view column_name, std::string_view text) { add(column(column_name), text); }
    /// The row counts as read, and is not handed over. Whoever says so says why in a note with the number rows().
    void refuse_row();
    void filter_row();
    void merge_row();
    std::int64_t rows() const { return static_cast<std::int64_t>(rows_.size()); }

    /// What every row has that lacks a cell of its own: of the whole file, or of a group (the rows begun while it was set; 0 = none).
    void set_default(int column, std::string_view text);
    int make_group();
    void set_group(int group) { group_ = group; }
    void set_group_cell(int group, int column, std::string_view text);

    const std::vector<std::string>& header() const override { return header_; }
    void choose(std::span<const int> columns) override;
    bool next(RowBatch& batch) override;
    /// From a half on: the other half is the reader's that makes them.
    double fraction() const override;
    std::size_t expected_rows() const override { return rows_.size(); }

private:
    struct Cell {
        std::int32_t column;
        std::uint32_t size;
        const char* text;
    };
    struct Row {
        std::uint64_t first_cell;
        std::int32_t group;
        std::uint8_t flags;  // RowFlag
    };
    Cell kept(int column, std::string_view text);
    void fill(RowBatch& batch, std::size_t at, const Cell& cell) const;

    std::vector<std::string> header_;
    std::unordered_map<std::string, int> by_name_;
    std::vector<Row> rows_;
    std::vector<Cell> cells_;
    std::vector<Cell> defaults_;
    std::vector<std::vector<Cell>> groups_{1};
    std::deque<std::vector<char>> chunks_;
    std::size_t used_ = 0;  // of the last chunk
    int group_ = 0;
    std::vector<int> slots_;  // a column -> a column of the batch, or -1
    std::size_t chosen_ = 0;
    std::size_t at_ = 0;
};

}  // namespace kith::io
