#pragma once
// The ledger of releases: every number of people that was ever published of a place, so that the next release cannot give one away by difference.
// JSON beside the recipe or workspace; it holds nothing that was not published.
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/privacy/people_tables.hpp"

namespace kith::report {

struct LedgerRelease {
    std::string day;         // "2026-11-28"
    std::string audience;    // "public"
    privacy::Rule rule;      // threshold and rounding are kept
    std::vector<privacy::Released> numbers;
};

/// Nothing where there is no such file. Error (bad_input): it is no ledger, or damaged; then nothing may be published beside it.
base::Result<std::vector<LedgerRelease>> read_ledger(const std::filesystem::path& file);
std::string ledger_text(std::span<const LedgerRelease> releases);
/// Every number once, the oldest first.
std::vector<privacy::Released> all_numbers(std::span<const LedgerRelease> releases);

}  // namespace kith::report
