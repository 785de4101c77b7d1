#include "engine/io/grid_reference.hpp"

#include <algorithm>
#include <string>

#include "engine/io/fields.hpp"

namespace kith::io {
namespace {

constexpr double width = 700'000, height = 1'300'000;  // of the grid

/// A to Z without I, as the squares are lettered; -1 for anything else.
int letter(char c) {
    const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    if (upper < 'A' || upper > 'Z' || upper == 'I') return -1;
    return upper - 'A' - (upper > 'I' ? 1 : 0);
}

std::optional<GridSquare> pair_of_numbers(std::string_view text) {
    const std::size_t comma = text.find(',');
    GridSquare square{0, 0, 1};
    if (comma == std::string_view::npos) return std::nullopt;
    const bool both = read_number(text.substr(0, comma), square.easting) == Fault::none && read_number(text.substr(comma + 1), square.northing) == Fault::none;
    return both ? std::optional(square) : std::nullopt;
}

std::optional<GridSquare> letters_and_digits(std::string_view text) {
    std::string marks;
    for (const char c : text)
        if (c != ' ' && c != '\t') marks += c;
    const std::size_t digits = marks.size() < 2 ? 0 : marks.size() - 2;
    if (digits < 2 || digits > 10 || digits % 2 != 0) return std::nullopt;
    if (!std::all_of(marks.begin() + 2, marks.end(), [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
    const int first = letter(marks[0]), second = letter(marks[1]);
    if (first < 0 || second < 0) return std::nullopt;
    // Squares of 500 km, then of 100 km, each lettered from the north-west; the grid's own origin is the corner of SV.
    GridSquare square;
    const int column = (first % 5 - 2) * 5 + second % 5, row = 19 - first / 5 * 5 - second / 5;
    square.easting = 1e5 * column;
    square.northing = 1e5 * row;
    square.size = 1e5;
    for (std::size_t i = 0; i < digits / 2; ++i) {
        square.size /= 10;
        square.easting += square.size * (marks[2 + i] - '0');
        square.northing += square.size * (marks[2 + digits / 2 + i] - '0');
    }
    return square;
}

}  // namespace

std::optional<GridSquare> read_grid_reference(std::string_view text) {
    text = without_blanks(text);
    const auto square = text.find(',') != std::string_view::npos ? pair_of_numbers(text) : letters_and_digits(text);
    if (!square || square->easting < 0 || square->easting >= width || square->northing < 0 || square->northing >= height) return std::nullopt;
    return square;
}

}  // namespace kith::io
