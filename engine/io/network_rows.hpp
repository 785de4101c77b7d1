#pragma once
// What every network format does alike: one of its tables as rows, with the columns that are always there first.
#include <array>
#include <initializer_list>
#include <memory>
#include <string>
#include <unordered_map>
#include <string_view>

#include "engine/column/terms.hpp"
#include "engine/io/made_rows.hpp"
#include "engine/io/notes.hpp"
#include "engine/io/open_rows.hpp"

namespace kith::io {

/// "gives" for a tie that has a direction, "mutual" for one that has none: the recipe's own words.
inline constexpr std::string_view directed_word = column::direction_words[0];
inline constexpr std::string_view undirected_word = column::direction_words[2];

class NetworkRows {
public:
    enum class Table { nodes, edges, graphs };

    /// `nodes` and `edges` are the columns that the format always has in each.
    NetworkRows(const Source& block, Notes& notes, std::initializer_list<std::string_view> nodes, std::initializer_list<std::string_view> edges);
    bool wants(Table table) const { return table == table_; }
    MadeRows& rows() { return *rows_; }
    Notes& notes() { return notes_; }

    /// A new column for an attribute of this name; where the name is taken it gets a number behind it (id_2), and a note.
    int attribute(std::string_view name);

    /// A row of the table that is read, that cannot be used: the sentence says why.
    void refuse(std::string_view code, const std::string& reason);
    std::unique_ptr<RowSource> finish() && { return std::move(rows_); }

private:
    std::unique_ptr<MadeRows> rows_ = std::make_unique<MadeRows>();
    Notes& notes_;
    Table table_;
    std::unordered_map<std::string, int> next_number_;  // of names that came twice
};

// A reader for each; formats and columns are described in README.md. Each takes time and memory in proportion to the file.
base::Result<std::unique_ptr<RowSource>> read_graphml(const Source& block, const BlockContext& context, Notes& notes);
base::Result<std::unique_ptr<RowSource>> read_gexf(const Source& block, const BlockContext& context, Notes& notes);
base::Result<std::unique_ptr<RowSource>> read_gml(const Source& block, const BlockContext& context, Notes& notes);
base::Result<std::unique_ptr<RowSource>> read_pajek(const Source& block, const BlockContext& context, Notes& notes);
base::Result<std::unique_ptr<RowSource>> read_matrix(const Source& block, const BlockContext& context, Notes& notes);

/// "line 12: " and the rest, with a capital: how a sentence about a place in the file begins.
std::string at_line(std::int64_t line, std::string_view sentence);

}  // namespace kith::io
