#pragma once
// Columns of the place and of results as columns of a GeoPackage layer. Whatever they point to (the View's segments, the
// results) must outlive them.
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/column/segment.hpp"
#include "engine/host/result.hpp"
#include "engine/report/layer.hpp"

namespace kith::report {

/// By the column's type: text as it stands, lists joined with "; ", dates as dates (a coarser one as its first day). A value
/// that is not known is NULL. Points give nothing.
std::optional<LayerColumn> plain_column(std::string name, const column::Column& column);
/// A date as far as it is known: "1971", "2024-10", "2026-06-30". Text where any is coarser than a day, else dates.
LayerColumn exact_date_column(std::string name, const column::Column& column);
/// A code of a closed vocabulary, as its word.
LayerColumn word_column(std::string name, const column::Column& column, std::span<const std::string_view> words);
/// A bit mask over a vocabulary (at most 8 words), joined with "; ".
LayerColumn mask_column(std::string name, const column::Column& column, std::span<const std::string_view> words);
/// Rows of another table, as that table's text; -1 is NULL.
LayerColumn reference_column(std::string name, const column::Column& rows, const column::Column& text);
LayerColumn number_column(std::string name, std::function<std::int64_t(std::size_t)> number);

/// `<as>_<output>`, NULL where there is no plain value. Where rows lack one for different reasons, or have a bound,
/// `<as>_<output>_note` says which: "at least 3", or the reason. One reason for all stands in the column's description.
void add_result_columns(const host::AnalysisResult& result, const host::ResultColumns& columns, std::vector<LayerColumn>& out);

}  // namespace kith::report
