#include "viewer/model/day_words.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <vector>

#include "engine/base/text.hpp"

namespace kith::viewer::model {
namespace {

using std::chrono::year_month_day;
using Words = std::vector<std::string>;

constexpr std::array<std::string_view, 7> weekdays{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
constexpr std::array<std::string_view, 12> months{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"};
constexpr std::size_t shortest = 3;      // letters: "Fri", "Jul"

/// The one of `names` that `word` is or begins; -1 for none.
template <std::size_t N>
int named(std::string_view word, const std::array<std::string_view, N>& names) {
    if (word.size() < shortest) return -1;
    for (std::size_t i = 0; i < N; ++i)
        if (names[i].starts_with(word) || (word == "tues" && names[i] == "tuesday") || (word == "thurs" && names[i] == "thursday") || (word == "sept" && names[i] == "september")) return static_cast<int>(i);
    return -1;
}

std::optional<int> number(std::string_view word) {
    constexpr std::array<std::string_view, 10> said{"a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"};
    if (const auto at = std::find(said.begin(), said.end(), word); at != said.end()) return std::max<int>(1, static_cast<int>(at - said.begin()));
    for (const std::string_view ending : {"st", "nd", "rd", "th"})
        if (word.size() > 2 && word.ends_with(ending)) word.remove_suffix(2);
    int value = 0;
    const auto [end, failed] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (failed != std::errc() || end != word.data() + word.size() || value < 0 || value > 9999) return std::nullopt;
    return value;
}

std::int32_t count_of(const year_month_day& date) { return static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count()); }
year_month_day date_of(int year, int month, int day) {
    return {std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)}, std::chrono::day{static_cast<unsigned>(day)}};
}

/// With the year that was said, else (0) the next such day.
std::optional<std::int32_t> in_year(int day, int month, int year, std::int32_t today) {
    if (month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
    const int now = static_cast<int>(year_month_day{std::chrono::sys_days{std::chrono::days{today}}}.year());
    if (year > 0) {
        const auto date = date_of(year < 100 ? 2000 + year : year, month, day);
        return date.ok() ? std::optional(count_of(date)) : std::nullopt;
    }
    for (int later = 0; later <= 4; ++later)  // 29 February
        if (const auto date = date_of(now + later, month, day); date.ok() && count_of(date) >= today) return count_of(date);
    return std::nullopt;
}

/// "3/7", "3/7/2027", "3.7.", "2026-07-03".
std::optional<std::int32_t> in_figures(std::string_view word, std::int32_t today) {
    std::vector<int> parts;
    std::string part;
    char between = 0;
    for (const char c : std::string(word) + "/") {
        if (c >= '0' && c <= '9') {
            part += c;
        } else if (c == '/' || c == '.' || c == '-') {
            const auto value = number(part);
            if (!part.empty() && !value) return std::nullopt;
            if (value && !part.empty()) parts.push_back(*value);
            if (between == 0) between = c;
            part.clear();
        } else {
            return std::nullopt;
        }
    }
    if (parts.size() == 3 && parts[0] > 999) return in_year(parts[2], parts[1], parts[0], today);
    if (parts.size() == 2 || parts.size() == 3) return in_year(parts[0], parts[1], parts.size() == 3 ? parts[2] : 0, today);
    return std::nullopt;
}

std::optional<std::int32_t> weekday(std::string_view word, std::int32_t today) {
    const int wanted = named(word, weekdays);
    if (wanted < 0) return std::nullopt;
    const int now = ((today + 3) % 7 + 7) % 7;  // 1970-01-01 was a Thursday
    return today + (wanted - now + 6) % 7 + 1;
}

std::optional<std::int32_t> span_of(const Words& words, std::int32_t today) {
    if (words.size() != 3 || words[0] != "in") return std::nullopt;
    const auto many = number(words[1]);
    if (!many) return std::nullopt;
    const std::string_view unit = words[2];
    if (unit == "day" || unit == "days") return today + *many;
    if (unit == "week" || unit == "weeks") return today + 7 * *many;
    if (unit != "month" && unit != "months") return std::nullopt;
    year_month_day date{std::chrono::sys_days{std::chrono::days{today}}};
    date += std::chrono::months{*many};
    return count_of(date.ok() ? date : year_month_day{date.year() / date.month() / std::chrono::last});
}

std::optional<std::int32_t> day_of(const Words& words, std::int32_t today) {
    if (const auto span = span_of(words, today)) return span;
    if (words.size() == 1) {
        if (words[0] == "today") return today;
        if (words[0] == "tomorrow") return today + 1;
        if (const auto day = weekday(words[0], today)) return day;
        return in_figures(words[0], today);
    }
    if (words[0] == "on" || words[0] == "by" || words[0] == "this") return day_of(Words(words.begin() + 1, words.end()), today);
    if (words[0] == "next" && words.size() == 2) {
        if (words[1] == "week") return today + 7;
        return weekday(words[1], today);
    }
    if (words.size() > 3) return std::nullopt;
    const int year = words.size() == 3 ? number(words[2]).value_or(0) : 0;
    if (words.size() == 3 && year == 0) return std::nullopt;
    if (const auto day = number(words[0]); day && named(words[1], months) >= 0) return in_year(*day, named(words[1], months) + 1, year, today);
    if (const auto day = number(words[1]); day && named(words[0], months) >= 0) return in_year(*day, named(words[0], months) + 1, year, today);
    return std::nullopt;
}

}  // namespace

std::int32_t today_of(const privacy::View& view) {
    const auto now = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()).time_since_epoch().count();
    return view.as_of().value_or(static_cast<std::int32_t>(now));
}

std::optional<SaidDay> day_at_end(std::string_view text, std::int32_t today) {
    Words words;
    std::vector<std::size_t> begins;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        if (end > at) {
            words.push_back(base::lower(text.substr(at, end - at)));
            while (!words.back().empty() && (words.back().back() == '.' || words.back().back() == '!')) words.back().pop_back();
            begins.push_back(at);
        }
        at = end + 1;
    }
    for (std::size_t first = words.size() > 4 ? words.size() - 4 : 0; first < words.size(); ++first)
        if (const auto day = day_of(Words(words.begin() + static_cast<std::ptrdiff_t>(first), words.end()), today))
            return SaidDay{*day, std::string(base::trimmed(text.substr(0, begins[first])))};
    return std::nullopt;
}

}  // namespace kith::viewer::model
