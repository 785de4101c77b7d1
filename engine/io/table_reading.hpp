#pragma once
// The rows of one block's file into one segment: which rows count, and a column for each thing that the recipe names.
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/column/memory.hpp"
#include "engine/io/columns.hpp"
#include "engine/io/place_columns.hpp"
#include "engine/io/recipe.hpp"
#include "engine/io/row_source.hpp"

namespace kith::io {

class TableReading {
public:
    /// `key` of the segment, such as "read.people".
    TableReading(RowSource& rows, const Source& block, std::string key, Notes& notes);

    // Which rows count.
    /// Rows without a value in this column are refused (a problem), filtered (said once, a note) or kept all the same. Without the
    /// column nothing of the file can be used.
    void require(const std::string& column, column::Disposition otherwise, std::string code, std::string reason);
    /// A cell of a matrix says whether there is a tie: rows whose cell is missing (it is not known) or means 0 are filtered.
    void filter_cells_without_tie(const Field& cell);
    /// All other rows are filtered, before anything else is asked of them.
    void keep_only(std::function<bool(const RowBatch&, std::size_t)> wanted) { wanted_ = std::move(wanted); }
    /// Rows of people who are recorded as under 18 are filtered.
    void filter_under_18(const std::string& age_column);
    /// Hands over the ids of rows that are filtered, so that ties to them are known for what they are: column `left_out`.
    void remember_left_out(const std::string& id_column, const std::string& scope_column);

    // Columns. What the recipe does not say gives none; what it says and the file does not have is a problem.
    void text(std::string key, const std::string& column);
    void text(std::string key, const Field& field);
    void id(std::string key, const std::string& column, const std::string& scope);
    void number(std::string key, const Field& field, Range range);
    void date(std::string key, const Field& field);
    void date(std::string key, const std::string& column);
    void words(std::string key, const Field& field, std::span<const std::string_view> vocabulary);
    void yes_no(std::string key, const Field& field);
    void mask(std::string key, const ListField& field, std::span<const std::string_view> vocabulary);
    void list(std::string key, const ListField& field);
    void lists(const std::vector<ListColumn>& lists);
    void agreement(const Agreement& said);
    void keep(const std::vector<std::string>& columns);
    /// The position's pair of columns (taken over by `projector`), or the features' own points; and the area's code.
    void position(const Position& position, std::optional<geo::Projector>& projector);
    void add(std::unique_ptr<ColumnReader> column) { columns_.push_back(std::move(column)); }

    /// Where a column's cells are; nothing when it was not said or is not there.
    std::optional<Input> input(const std::string& column, const WordMap& map = {});
    std::optional<Input> input(const Field& field);
    /// The slot of a column that is there, or -1 and a problem.
    int slot(const std::string& column);

    Notes& notes() { return notes_; }
    RowSource& source() { return rows_; }

    /// Reads every row. An error only when somebody asked to stop.
    base::Status run(base::JobContext& job);
    /// False: a required column is missing, and every row was refused.
    bool usable() const { return usable_; }
    /// Only after run, when usable: the columns in the order they were asked for, and `source_row`.
    base::Result<column::SegmentPtr> finish(const column::Allocator& allocate);
    /// The same without sealing it, for those who go on with it.
    column::SegmentBuilder take_builder();
    const std::vector<std::int64_t>& source_rows() const { return source_rows_; }

private:
    struct Rule {
        int slot;
        std::string column;
        column::Disposition otherwise;
        std::string code;
        std::string reason;
        std::int64_t count = 0;
    };
    struct WhereRule {
        int slot;
        const Where* where;
    };
    int find_column(const std::string& name) const;
    void check_header();
    void missing_column(const std::string& column, bool required);
    column::Disposition judge(const RowBatch& batch, std::size_t row);
    void leave_out(const RowBatch& batch, std::size_t row);
    bool is_no_tie(const RowBatch& batch, std::size_t row);
    bool is_under_18(std::string_view cell);
    void take(RowBatch& batch);
    void finish_notes();

    RowSource& rows_;
    const Source& block_;
    std::string key_;
    Notes& notes_;
    std::vector<int> chosen_;  // columns of the file, by slot
    std::vector<std::string> missing_;
    std::vector<Rule> rules_;
    std::vector<WhereRule> where_;
    std::vector<std::unique_ptr<ColumnReader>> columns_;
    std::vector<std::int64_t> source_rows_;
    std::function<bool(const RowBatch&, std::size_t)> wanted_;
    std::int64_t not_wanted_ = 0;
    int age_slot_ = -1;
    std::optional<Input> tie_cell_;
    std::int64_t unknown_ties_ = 0, no_ties_ = 0;
    int left_out_slot_ = -1, left_out_scope_ = -1;
    std::vector<std::string> left_out_;
    column::DictionaryBuilder ages_;
    std::vector<bool> ages_under_18_;
    std::int64_t under_18_ = 0, blank_ = 0;
    bool usable_ = true;
};

/// Says of one row whether its quotes or the number of its cells are amiss; `columns`: how many the header has.
void note_shape(Notes& notes, const RowBatch& batch, std::size_t row, std::size_t columns);

}  // namespace kith::io
