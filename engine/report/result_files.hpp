#pragma once
// The files of a run, one by one; write_run puts them together.
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/host/result.hpp"
#include "engine/privacy/view.hpp"
#include "engine/report/run.hpp"

namespace kith::report {

/// May this audience see a table, or the findings of a message? For `safe` nothing that names or points to a person.
bool shown(const host::Table& table, privacy::Audience audience);
bool shown(const host::Message& message, privacy::Audience audience);

/// Findings of a result by message, those this audience may see.
std::vector<std::int64_t> finding_counts(const host::AnalysisResult& result, privacy::Audience audience);

/// results.json: the same bytes for the same input. Counts balance: read = kept + merged + refused + filtered.
std::string results_json(const privacy::View& view, std::span<const host::AnalysisResult> results, const Ladder& ladder);
/// run.json: what made it, and what it cost.
std::string run_json(const privacy::View& view, std::span<const host::AnalysisResult> results, const RunFacts& facts);
/// findings.json, written as it goes: one finding a line. engine/report/README.md describes it.
base::Status write_findings(const privacy::View& view, std::span<const host::AnalysisResult> results, const RunFacts& facts,
                            const std::filesystem::path& file, base::JobContext& job);
/// tables/<as>/<table>.csv: numbers as numbers, everything else in words. `folder` gets a folder an analysis that has tables.
base::Status write_tables(const privacy::View& view, std::span<const host::AnalysisResult> results, const std::filesystem::path& folder, base::JobContext& job);

/// issues.csv: every issue that is listed, problems first, grouped by kind and file; personal values are masked. Where more than
/// SourceReport::listed_issues are of one kind, a last line says how many more.
std::string issues_csv(std::span<const column::SourceReport> reports);

}  // namespace kith::report
