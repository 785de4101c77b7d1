#pragma once
// What a file looks like to somebody who has never seen it: which tables it holds, which columns they have, and what stands in
// them. An import proposes from it what each file is (propose.hpp).
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/column/segment.hpp"
#include "engine/io/read_block.hpp"

namespace kith::io {

/// What a cell says that says nothing. Such cells do not count as filled.
inline constexpr std::array<std::string_view, 10> empty_words{"NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "None", "#N/A", "-"};

/// One column. Counts are of cells that hold something; a cell may be several things ("1" is a number and a yes).
struct ColumnFacts {
    static constexpr std::size_t most_words = 40;
    static constexpr std::size_t sketch_size = 128;

    std::string name;
    std::int64_t filled = 0;
    std::int64_t distinct = 0;     // exact as long as it is below sketch_size, then an estimate (about one in ten off)
    std::int64_t repeats = 0;      // 1: some cell comes twice
    std::int64_t numbers = 0, whole = 0, dates = 0, yes_no = 0;
    std::int64_t area_codes = 0;   // GSS codes: a letter and eight digits
    std::int64_t longitudes = 0, latitudes = 0;  // numbers that are, in Great Britain and Ireland
    double least = 0, most = 0;    // of the numbers
    std::string first;             // the first cell that holds something
    std::vector<std::string> empty;  // those of empty_words that stand in it
    std::vector<std::string> words;  // the different cells, where there are at most most_words; else none
    /// The smallest hashes of the different cells, in order: two columns that share cells share hashes (Broder's bottom-k sketch).
    std::vector<std::uint64_t> sketch;

    /// No two cells alike.
    bool unique() const { return filled > 0 && repeats == 0; }
};

/// The share of a's different cells that b has too, 0 to 1, by their sketches.
double share_within(const ColumnFacts& a, const ColumnFacts& b);

enum class Shape : std::uint8_t { none, points, lines, areas };

struct TableFacts {
    std::string table;             // a layer, "nodes", "edges"; "" = the only one
    Shape shape = Shape::none;     // of most of its features
    std::string crs;               // of a map file, in words; "" = it has none
    std::int64_t rows = 0;
    double lon = 0, lat = 0;       // the middle of a map file's points, where rows have shapes
    std::vector<ColumnFacts> columns;
    const ColumnFacts* find(std::string_view column) const;
};

/// The segment `read.description`: a row a column, and one with an empty name for a table without columns.
base::Result<column::SegmentPtr> segment_of(std::span<const TableFacts> tables, const column::Allocator& allocate);
/// Of a segment that check_read_segment let through.
std::vector<TableFacts> tables_of(const column::Segment& segment);

/// The block "description": every row is looked at, nothing is kept but what stands above. The report's tally counts rows of the
/// segment.
base::Result<BlockTables> read_description(const Source& block, const BlockContext& context);

}  // namespace kith::io
