#include "engine/picture/grid.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "engine/base/text.hpp"
#include "engine/picture/text.hpp"

namespace kith::picture {
namespace {

/// How many squares of this size reach from the one that holds `low` to the one that holds `high`.
int squares(double low, double high, double metres) { return static_cast<int>(std::ceil(high / metres - 1e-9) - std::floor(low / metres + 1e-9)); }

}  // namespace

LetteredGrid grid_of(const Bounds& bounds, int columns) {
    columns = std::clamp(columns, 2, 26);
    double power = std::pow(10, std::floor(std::log10(std::max(bounds.width() / columns, 1e-3))));
    LetteredGrid grid;
    for (grid.metres = 0; grid.metres == 0; power *= 10)
        for (const double step : {1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0})
            if (grid.metres == 0 && squares(bounds.left, bounds.right, step * power) <= columns) grid.metres = step * power;
    grid.columns = std::max(1, squares(bounds.left, bounds.right, grid.metres));
    grid.rows = std::max(1, squares(bounds.bottom, bounds.top, grid.metres));
    grid.left = std::floor(bounds.left / grid.metres + 1e-9) * grid.metres;
    grid.top = std::ceil(bounds.top / grid.metres - 1e-9) * grid.metres;
    return grid;
}

std::string column_letter(int column) { return std::string(1, static_cast<char>('A' + column)); }
std::string name_of(GridCell cell) { return column_letter(cell.column) + std::to_string(cell.row + 1); }

std::optional<GridCell> cell_of(const LetteredGrid& grid, std::string_view words) {
    const std::string text = base::lower(base::trimmed(words));
    if (text.size() < 2 || text[0] < 'a' || text[0] > 'z') return std::nullopt;
    const std::string_view digits = base::trimmed(std::string_view(text).substr(1));
    int row = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), row);
    if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size()) return std::nullopt;
    const GridCell cell{text[0] - 'a', row - 1};
    if (cell.column >= grid.columns || cell.row < 0 || cell.row >= grid.rows) return std::nullopt;
    return cell;
}

Bounds box_of(const LetteredGrid& grid, GridCell cell) {
    Bounds box;
    box.add(grid.left + cell.column * grid.metres, grid.top - (cell.row + 1) * grid.metres);
    box.add(grid.left + (cell.column + 1) * grid.metres, grid.top - cell.row * grid.metres);
    return box;
}

std::string words_of(const LetteredGrid& grid) {
    const bool large = grid.metres >= 1000;
    return "Squares of " + number_text(large ? grid.metres / 1000 : grid.metres, large || grid.metres < 10 ? 1 : 0) + (large ? " km" : " m") + ", A to " + column_letter(grid.columns - 1) + " and 1 to " + std::to_string(grid.rows) + ".";
}

}  // namespace kith::picture
