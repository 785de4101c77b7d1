#pragma once
// The table: columns of any kind of entity, sorted and filtered by index arrays, so that half a million rows stay quick.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "viewer/model/document.hpp"
#include "viewer/model/field.hpp"
#include "viewer/model/options.hpp"

namespace kith::viewer::model {

/// A condition on one column, of the table alone.
struct CellFilter {
    ColumnName column;                        // "": the label and the id
    std::string text;                         // rows whose cell holds these letters, any case; "": no matter
    std::optional<double> least, most;        // numbers and dates (days); a bound passes where its number may
    std::vector<Standing> standings;          // empty: no matter; else only cells that stand so
    bool operator==(const CellFilter&) const = default;
};
/// What narrows a table beyond its options. Bytes a row of the view, 0 hidden; empty: all.
struct TableRows {
    std::span<const std::uint8_t> shown;      // by filters and lens (visibility.hpp)
    std::span<const std::uint8_t> selected;
    std::vector<CellFilter> cells;
};

/// Prepared from a view; rows of the view by `order`.
struct Table {
    std::string heading;                      // "People to get to know", "Assets", "Areas: lsoa"
    Subject subject;
    std::vector<Field> columns;
    std::vector<std::uint32_t> order;         // rows shown, in order
    std::size_t rows = 0;                     // of the view
    std::size_t hidden_by_filters = 0;
    std::size_t named_only = 0;               // people only named by others: in no list
    std::size_t gone = 0;                     // moved, died: in no list of people to get to know
    /// "Shows 12 of 40: 28 hidden by filters; 3 only named by others are in no list."
    std::string account;
};

/// Name in `sorted_by` and `hidden` for the first column.
inline constexpr std::string_view label_column = "label";
Subject subject_of(const TableOptions& options);
/// Errors: misuse for a filter or a sort that there is no column for. O(rows log rows).
base::Result<Table> table_of(const privacy::View& view, Results results, const TableOptions& options, const TableRows& rows = {});
/// What the first column says: View::label; of a tie both ends.
std::string row_label(const privacy::View& view, const Subject& subject, std::size_t row);

/// RFC 4180 with a header; numbers as numbers, what is not known in words. Id first, where this audience may see one.
std::string csv(const privacy::View& view, const Table& table);
/// The first `most` rows as a list-first page.
Document document_of(const privacy::View& view, const Table& table, std::size_t most = 500);

}  // namespace kith::viewer::model
