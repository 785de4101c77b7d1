#pragma once
// One cell's text as a value. Nothing is guessed: what cannot be read as it stands is named, never bent.
#include <cstdint>
#include <string_view>

#include "engine/io/recipe.hpp"

namespace kith::io {

enum class Fault : std::uint8_t {
    none,
    not_a_number,
    thousands_separator,  // "1,234": it could be 1234 or, elsewhere, 1.234
    decimal_comma,        // "0,75"
    out_of_range,
    not_a_date,
    month_first,          // "10/31/2012": no month 31
    not_yes_or_no,
    unknown_word
};
/// "not_a_number", …: the code of an issue.
std::string_view code_of(Fault fault);

std::string_view take_blanks_off(std::string_view cell);
/// Without blanks (spaces, tabs, line ends) at both ends; fast where there are none.
inline std::string_view without_blanks(std::string_view cell) {
    const auto other = [](char c) { return static_cast<unsigned char>(c) > ' '; };
    return cell.empty() || (other(cell.front()) && other(cell.back())) ? cell : take_blanks_off(cell);
}

/// Without the apostrophe that keeps a spreadsheet from taking a cell for a formula ("'=1+1"), as exports (ours too) put it before = + - @.
inline std::string_view without_guard(std::string_view cell) {
    if (cell.size() < 2 || cell.front() != '\'') return cell;
    const std::size_t first = cell.find_first_not_of('\'');
    return first != std::string_view::npos && std::string_view("=+-@").find(cell[first]) != std::string_view::npos ? cell.substr(1) : cell;
}

/// A decimal number: digits, a point, an exponent, a sign; blanks around it do not matter. Finite.
Fault read_number(std::string_view text, double& value);
/// Y-m-d, Y-m, Y, Y/m/d, d/m/Y (also with a time behind it, which is dropped), from 1800 to 2200. `day_first` is set when it was d/m/Y.
Fault read_date(std::string_view text, PartialDate& date, bool& day_first);
/// yes, no, true, false, y, n, 1, 0 in any case.
Fault read_yes_no(std::string_view text, bool& value);

/// What an age, a band or a phrase says about being under 18: "12", "0-15", "under 18", "85+", "16-24" (perhaps).
enum class Under18 : std::uint8_t { no, yes, perhaps, unreadable };
Under18 read_age(std::string_view text);

/// Days since 1970-01-01 of a date of the Gregorian calendar, and whether there is such a day.
std::int32_t days_from_civil(int year, unsigned month, unsigned day);
bool is_day(int year, unsigned month, unsigned day);

}  // namespace kith::io
