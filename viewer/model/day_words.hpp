#pragma once
// A day as somebody says it.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kith::privacy {
class View;
}

namespace kith::viewer::model {

/// The place's own day, else this machine's: days since 1970-01-01.
std::int32_t today_of(const privacy::View& view);

struct SaidDay {
    std::int32_t day = 0;        // days since 1970-01-01
    std::string rest;            // the text without it
};
/// A day at the end of `text`: "Fri", "on Tuesday", "tomorrow", "next week", "in 3 days", "by 3 July", "3/7/2027", "2026-07-03". A weekday is the next one
/// after `today`; a day without a year the next of its kind. Nothing when there is none.
std::optional<SaidDay> day_at_end(std::string_view text, std::int32_t today);

}  // namespace kith::viewer::model
