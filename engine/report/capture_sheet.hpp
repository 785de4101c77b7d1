#pragma once
// The spreadsheet that goes with the cards: the same fields, for who never opens Kith; `kith import` reads it back without a question.
#include <filesystem>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"

namespace kith::report {

/// `.xlsx`: a sheet each of assets, people, ties and events with nothing but its header, and one that says what goes where. Else a CSV each,
/// `cards_assets.csv` … for `cards.csv`. `residents`: only what residents fill in themselves. Gives the files that were written, which must not have
/// been there unless `force`; of several all or none. Errors: misuse, io_error.
base::Result<std::vector<std::filesystem::path>> write_capture_sheet(const std::filesystem::path& out, bool residents, bool force, base::JobContext& job);

}  // namespace kith::report
