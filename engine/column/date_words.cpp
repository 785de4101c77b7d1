#include "engine/column/date_words.hpp"

#include <array>
#include <chrono>

#include "engine/base/text.hpp"

namespace kith::column {

std::string date_words(std::int32_t days, Precision precision) {
    constexpr std::array<std::string_view, 12> months{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{days}}};
    const std::string year = std::to_string(static_cast<int>(date.year()));
    if (precision == Precision::year) return year;
    const std::string month(months[static_cast<unsigned>(date.month()) - 1]);
    if (precision == Precision::month) return month + ' ' + year;
    return std::to_string(static_cast<unsigned>(date.day())) + ' ' + month + ' ' + year;
}

std::string days_from(std::int32_t days, std::int32_t today) {
    const std::int64_t apart = std::int64_t{days} - today, away = apart < 0 ? -apart : apart;
    if (away == 0) return "today";
    const std::string span = away < 14    ? base::counted(away, "day")
                             : away < 92  ? base::counted(away / 7, "week")
                             : away < 730 ? base::counted(away / 30, "month")
                                          : base::counted(away / 365, "year");
    return apart > 0 ? "in " + span : span + " ago";
}

}  // namespace kith::column
