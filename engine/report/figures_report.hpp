#pragma once
// What `kith report` writes: what happened in a time, as a page, on paper and as a table. All three from one sheet of words and numbers.
#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"
#include "engine/report/output_folder.hpp"
#include "engine/report/sheet.hpp"
#include "engine/session/figures.hpp"

namespace kith::report {

struct FiguresReport {
    std::string place, note;              // the place's name, and its line under it
    const session::Figures& figures;
    std::string kith, day;                // version; "2026-11-28"
};

/// "1 July 2025 to 30 September 2025".
std::string period_in_words(const session::Period& period);
/// "64 % (57 % to 70 %)": a share with Wilson's interval; for who is not the team "more than 90 %" and "fewer than 10 %" near the ends; "" of nobody.
std::string interval_in_words(std::int64_t part, std::int64_t whole, session::Reader reader);
/// How likely so uneven a split of those who changed is by chance alone, as a sentence; "" where nobody changed.
std::string sign_in_words(std::int64_t better, std::int64_t worse);

Sheet figures_sheet(const FiguresReport& report);
/// A row each number: section, figure, what, value, lower, upper, note. A number that is not said is empty, and the note says so.
std::string figures_csv(const FiguresReport& report);

/// Begins the folder; for the team it is its owner's alone. Errors as OutputFolder::begin.
base::Result<OutputFolder> begin_figures(const std::filesystem::path& folder, session::Reader reader, bool force);
/// Writes report.html, report.pdf and figures.csv into it. The caller commits.
base::Status write_figures(const FiguresReport& report, const OutputFolder& output, base::JobContext& job);

}  // namespace kith::report
