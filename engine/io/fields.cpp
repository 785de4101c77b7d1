#include "engine/io/fields.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <string>

#include "engine/base/text.hpp"

namespace kith::io {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A number of at most 15 digits and 22 decimals is a quotient of two doubles that hold exactly: the result is rounded once, as
/// it should be (Clinger 1990). False: read it the long way.
bool read_short_number(std::string_view text, double& value) {
    static constexpr std::array<double, 16> tens{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    const bool negative = text.front() == '-';
    if (negative) text.remove_prefix(1);
    if (text.empty() || text.size() > 16) return false;
    std::int64_t whole = 0;
    std::size_t digits = 0, decimals = 0;
    bool point = false;
    for (const char c : text) {
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (!is_digit(c)) return false;
        whole = whole * 10 + (c - '0');
        ++digits;
        decimals += point ? 1u : 0u;
    }
    if (digits == 0 || digits > 15) return false;
    const double size = static_cast<double>(whole) / tens[decimals];
    value = negative ? -size : size;
    return true;
}

/// Digits in groups of three after the first, with a point and decimals or without.
bool has_thousands(std::string_view text) {
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    if (point != std::string_view::npos)
        for (const char c : text.substr(point + 1))
            if (!is_digit(c)) return false;
    std::size_t first = whole.find(',');
    if (first == std::string_view::npos || first == 0 || first > 3) return false;
    for (std::size_t i = 0; i < first; ++i)
        if (!is_digit(whole[i])) return false;
    for (; first < whole.size(); first += 4) {
        if (whole[first] != ',' || first + 4 > whole.size()) return false;
        for (std::size_t i = 1; i <= 3; ++i)
            if (!is_digit(whole[first + i])) return false;
    }
    return true;
}

Fault number_fault(std::string_view text) {
    if (has_thousands(text)) return Fault::thousands_separator;
    const std::size_t comma = text.find(',');
    if (comma == std::string_view::npos || text.find(',', comma + 1) != std::string_view::npos) return Fault::not_a_number;
    std::string with_point(text);
    with_point[comma] = '.';
    double ignored = 0;
    const auto [end, error] = std::from_chars(with_point.data(), with_point.data() + with_point.size(), ignored);
    return error == std::errc() && end == with_point.data() + with_point.size() ? Fault::decimal_comma : Fault::not_a_number;
}

/// A whole number of `least` to `most` digits from the front of `text`; -1 when there is none.
int take_digits(std::string_view& text, std::size_t least, std::size_t most) {
    std::size_t n = 0;
    int value = 0;
    while (n < text.size() && n < most && is_digit(text[n])) value = value * 10 + (text[n++] - '0');
    if (n < least || (n < text.size() && is_digit(text[n]))) return -1;
    text.remove_prefix(n);
    return value;
}

bool take(std::string_view& text, char c) {
    if (text.empty() || text.front() != c) return false;
    text.remove_prefix(1);
    return true;
}

/// Nothing more, or a time of day (which is dropped).
bool only_a_time(std::string_view rest) {
    if (rest.empty()) return true;
    if (rest.front() != 'T' && rest.front() != ' ') return false;
    rest.remove_prefix(1);
    if (rest.empty() || !is_digit(rest.front())) return false;
    return rest.find_first_not_of("0123456789:.+-Z") == std::string_view::npos;
}

Fault finish_date(int year, int month, int day, PartialDate& date) {
    if (month > 12 && month <= 31 && day >= 1 && day <= 12) return Fault::month_first;
    if (!is_day(year, static_cast<unsigned>(month), static_cast<unsigned>(day))) return Fault::not_a_date;
    if (year < 1800 || year > 2200) return Fault::out_of_range;
    date.days = days_from_civil(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
    return Fault::none;
}

Fault read_day_first(std::string_view text, PartialDate& date) {
    const int day = take_digits(text, 1, 2);
    if (day < 0 || !take(text, '/')) return Fault::not_a_date;
    const int month = take_digits(text, 1, 2);
    if (month < 0 || !take(text, '/')) return Fault::not_a_date;
    const int year = take_digits(text, 4, 4);
    if (year < 0 || !only_a_time(text) || day < 1) return Fault::not_a_date;
    date.precision = column::Precision::day;
    return finish_date(year, month, day, date);
}

}  // namespace

std::string_view code_of(Fault fault) {
    constexpr std::array<std::string_view, 9> codes{"", "not_a_number", "thousands_separator", "decimal_comma", "out_of_range",
        "not_a_date", "month_first", "not_yes_or_no", "unknown_word"};
    return codes[static_cast<std::size_t>(fault)];
}

std::string_view take_blanks_off(std::string_view cell) {
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    while (!cell.empty() && blank(cell.front())) cell.remove_prefix(1);
    while (!cell.empty() && blank(cell.back())) cell.remove_suffix(1);
    return cell;
}

Fault read_number(std::string_view text, double& value) {
    text = without_blanks(text);
    if (text.empty()) return Fault::not_a_number;
    if (read_short_number(text, value)) return Fault::none;
    std::string_view rest = text;
    if (rest.size() > 1 && rest.front() == '+' && rest[1] != '-') rest.remove_prefix(1);
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
    if (end != rest.data() + rest.size() || error == std::errc::invalid_argument) return number_fault(text);
    return error == std::errc() && std::isfinite(value) ? Fault::none : Fault::not_a_number;
}

Fault read_date(std::string_view text, PartialDate& date, bool& day_first) {
    text = without_blanks(text);
    day_first = false;
    std::string_view rest = text;
    const int year = take_digits(rest, 4, 4);
    if (year < 0) {
        const Fault fault = read_day_first(text, date);
        day_first = fault == Fault::none;
        return fault;
    }
    date.precision = column::Precision::year;
    if (rest.empty()) return finish_date(year, 1, 1, date);
    const char separator = rest.front();
    if (separator != '-' && separator != '/') return Fault::not_a_date;
    rest.remove_prefix(1);
    const int month = take_digits(rest, 1, 2);
    if (month < 1 || month > 12) return Fault::not_a_date;
    date.precision = column::Precision::month;
    if (rest.empty()) return finish_date(year, month, 1, date);
    if (!take(rest, separator)) return Fault::not_a_date;
    const int day = take_digits(rest, 1, 2);
    if (day < 1 || !only_a_time(rest)) return Fault::not_a_date;
    date.precision = column::Precision::day;
    return finish_date(year, month, day, date);
}

Fault read_yes_no(std::string_view text, bool& value) {
    text = without_blanks(text);
    if (text.empty() || text.size() > 5) return Fault::not_yes_or_no;
    const std::string word = base::lower(text);
    value = word == "yes" || word == "true" || word == "y" || word == "1";
    return value || word == "no" || word == "false" || word == "n" || word == "0" ? Fault::none : Fault::not_yes_or_no;
}

Under18 read_age(std::string_view text) {
    std::string word = base::lower(without_blanks(text));
    for (const std::string_view years : {" years", " years old", " year", " yrs"})
        if (word.size() > years.size() && word.ends_with(years)) word.resize(word.size() - years.size());
    std::string_view rest = word;
    const auto starts = [&](std::string_view head) {
        if (!rest.starts_with(head)) return false;
        rest = base::trimmed(rest.substr(head.size()));
        return true;
    };
    // "under 18": below it; "up to 17": at most.
    int above = 0, most = 200, least = 0;
    if (starts("under") || starts("<") || starts("below")) {
        above = take_digits(rest, 1, 3);
        most = above - 1;
    } else if (starts("up to")) {
        most = above = take_digits(rest, 1, 3);
    } else if (starts("over") || starts(">")) {
        above = take_digits(rest, 1, 3);
        least = above + 1;
    } else {
        above = least = most = take_digits(rest, 1, 3);
        rest = base::trimmed(rest);
        if (starts("+") || starts("and over") || starts("or over") || starts("plus")) {
            most = 200;
        } else if (starts("-") || starts("to ") || starts("\xE2\x80\x93")) {  // a dash, or an en dash
            most = take_digits(rest, 1, 3);
            if (most < least) return Under18::unreadable;
        } else if (!rest.empty() && rest.front() == '.') {  // 12.5
            rest.remove_prefix(1);
            while (!rest.empty() && is_digit(rest.front())) rest.remove_prefix(1);
        }
    }
    if (above < 0 || !rest.empty()) return Under18::unreadable;
    return most < 18 ? Under18::yes : least >= 18 ? Under18::no : Under18::perhaps;
}

std::int32_t days_from_civil(int year, unsigned month, unsigned day) {
    // Proleptic Gregorian (Howard Hinnant, "chrono-compatible low-level date algorithms").
    year -= month <= 2 ? 1 : 0;
    const int era = (year >= 0 ? year : year - 399) / 400;
    const auto of_era = static_cast<unsigned>(year - era * 400);
    const unsigned of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * 146097 + static_cast<int>(of_era * 365 + of_era / 4 - of_era / 100 + of_year) - 719468;
}

bool is_day(int year, unsigned month, unsigned day) {
    constexpr std::array<unsigned, 12> lengths{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12 || day < 1) return false;
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= lengths[month - 1] + (month == 2 && leap ? 1u : 0u);
}

}  // namespace kith::io
