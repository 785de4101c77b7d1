#pragma once
// Tables as text that Kith reads again: CSV, and the words that stand where a value is not known.
#include <array>
#include <filesystem>
#include <map>
#include <span>
#include <string>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"
#include "engine/report/captured.hpp"

namespace kith::report {

/// Per column of a table: what stands in a cell for each state but known and unstated (which is an empty cell), such as "(declined)";
/// in more brackets where a value of the column says just that.
using StateWords = std::array<std::string, column::state_count>;
std::vector<StateWords> state_words(const LayerSpec& layer);

/// A cell's value: yes and no, the shortest digits that read back, text as csv_text has it.
void csv_cell(std::string& out, const Captured& cell, CellType type);

base::Status write_table_csv(const std::filesystem::path& file, const LayerSpec& layer, std::span<const StateWords> words, base::JobContext& job);

}  // namespace kith::report
