#pragma once
// What people said of themselves, twice: better, the same, worse, or not known, a scale each (domain 5.3; scores 3.2 to 3.5). Pure.
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace kith::session {

/// Days since 1970-01-01, both included.
struct Period {
    std::int32_t from = 0, to = 0;
    bool holds(std::int32_t day) const { return day >= from && day <= to; }
    bool of_whole_months() const;
};

/// One number that is compared. Keys and factors of Real Wealth stand each alone and are never summed.
struct Scale {
    std::string_view instrument, instrument_title;   // "keys_2020", "Keys to Citizenship (2020)"
    std::string_view id, title;                      // "love", "Love"
    std::string_view items;                          // as data/instruments.csv calls them, a space between
    double lowest = 0, highest = 0;                  // of an answer; equal: the site's own scale, any number
    bool more_is_better = true;
    bool de_jong_gierveld = false;                   // answers count as 0 or 1 first: e 2 and 3, s 1 and 2
};
/// In the order in which they are shown.
std::span<const Scale> scales();

/// One answer that was asked for. `value` empty: declined, or not known.
struct Answer {
    std::int32_t person = 0;
    std::string_view instrument, item;
    std::optional<double> value;
    std::int32_t day = 0;
};

enum class Course : std::uint8_t {
    better, same, worse,
    unknown,      // asked both times, and an answer that it takes is missing
    not_again,    // asked before the period and not in it: a drop-out, never "the same"
    once          // asked for the first time in the period: nothing to compare with yet
};
inline constexpr int course_count = 6;
struct ScaleChange {
    const Scale* scale = nullptr;
    std::array<std::int64_t, course_count> people{};
};
/// Of each person the last time before the period (else the first within) with the last time within it. Only scales that somebody was asked
/// by the period's end; everybody of a scale is in exactly one of the six. Of two answers to one item on one day the later counts. O(n log n).
std::vector<ScaleChange> changes_of(std::span<const Answer> answers, const Period& period);

}  // namespace kith::session
