#pragma once
// A sheet of a workbook (XLSX, ODS), row by row, by GDAL. Meant for kith-reader, as boundaries.hpp is.
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/geo/boundaries.hpp"

namespace kith::geo {

struct SheetRequest {
    std::string file;   // for messages
    std::string sheet;  // "" = the first
};

/// `take(cells)` is called for each row from the first that holds anything, as the text that a CSV of the sheet would have: numbers with
/// up to 15 digits, dates as year, month, day (with the time where there is one), yes and no as true and false or 1 and 0, formulas as
/// their last result. Cells that hold nothing are "", and none stand at a row's end. An error when the file is no workbook, when it
/// unpacks to more than 2 GiB, when it has no such sheet (the sentence says which there are), or when it breaks off; and whatever `take`
/// gives back. Returns how many cells had to be read as Windows-1252. Time and memory in proportion to the sheet as GDAL holds it.
base::Result<std::int64_t> read_sheet(std::span<const NamedBytes> parts, const SheetRequest& request, const std::function<base::Status(std::span<const std::string>)>& take);

/// The workbook's sheets, in their order; at most 1,000.
base::Result<std::vector<std::string>> sheet_names(std::span<const NamedBytes> parts, const std::string& file);

}  // namespace kith::geo
