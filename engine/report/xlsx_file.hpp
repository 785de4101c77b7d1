#pragma once
// A workbook (.xlsx): a sheet for each table, its header frozen.
#include <filesystem>
#include <span>
#include <string>

#include "engine/report/export_csv.hpp"

namespace kith::report {

struct WorkbookSheet {
    const LayerSpec* table = nullptr;
    std::span<const StateWords> words;   // as in write_table_csv
};
/// A last sheet `about` holds `about`, a row a line. Numbers, yes and no are such; dates from 1900 on too, everything else is text. A sheet holds
/// 1,048,575 rows and a cell 32,767 letters: more is an error (too_large). Numbers keep 16 digits, as spreadsheets do; what XML cannot hold is U+FFFD.
base::Status write_xlsx(const std::filesystem::path& file, std::span<const WorkbookSheet> sheets, const std::string& about, base::JobContext& job);

}  // namespace kith::report
