#pragma once
// Reports of a time that went to a funder or to everybody: what each said, so that the next cannot tell a shorter time by difference. JSON beside
// the recipe or workspace; it holds nothing that was not told.
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/privacy/times.hpp"
#include "engine/session/figures.hpp"

namespace kith::report {

struct ReportTold {
    std::string day, audience;                           // "2026-11-28", "funder"
    std::map<std::string, privacy::SaidOfTime> numbers;  // by "table/line/column"
};

/// Nothing where there is no such file. Error (bad_input): it is no such list, or damaged; then nothing may be told beside it.
base::Result<std::vector<ReportTold>> read_reports_told(const std::filesystem::path& file);
std::string reports_told_text(std::span<const ReportTold> told);

/// Takes out of `figures` what must not be said beside `told`, with the whole and the parts it belongs to, and says how many. What is left is the
/// result: to be kept before the report goes out. Groups are public, and what people were asked is not of a time: both stay.
ReportTold said_beside(session::Figures& figures, std::span<const ReportTold> told, std::string day);

}  // namespace kith::report
