#include "engine/column/date_words.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <string>

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

std::optional<std::int32_t> days_of(std::string_view text) {
    int year = 0;
    unsigned month = 0, day = 0;
    char after = 0;
    const bool read = text.size() == 10 && std::sscanf(std::string(text).c_str(), "%4d-%2u-%2u%c", &year, &month, &day, &after) == 3;  // NOLINT(cert-err34-c): checked by its count and by ok()
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
    if (!read || !date.ok()) return {};
    return static_cast<std::int32_t>(std::chrono::sys_days(date).time_since_epoch().count());
}

}  // namespace kith::column
