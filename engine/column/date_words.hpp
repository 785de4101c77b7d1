#pragma once
// Dates as people read and type them.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/column/type.hpp"

namespace kith::column {

/// "30 June 2026", "June 2026", "2026".
std::string date_words(std::int32_t days, Precision precision = Precision::day);
/// "in 3 days", "today", "6 days ago", "5 weeks ago", "4 months ago", "2 years ago": `days` seen from `today`; whole units, rounded down.
std::string days_from(std::int32_t days, std::int32_t today);

/// "2026-06-30" as days since 1970-01-01; nothing when it is no such day.
std::optional<std::int32_t> days_of(std::string_view text);

}  // namespace kith::column
