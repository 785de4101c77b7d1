#pragma once
// A lettered grid on the ground, for sticky notes: the same squares on paper, on the screen and for whoever types "C4".
#include <optional>
#include <string>
#include <string_view>

#include "engine/picture/coverage.hpp"

namespace kith::picture {

struct GridCell {
    int column = 0, row = 0;              // from 0, from the left and from the top
    bool operator==(const GridCell&) const = default;
};

/// Squares of a round number of metres whose lines stand at multiples of it, so that a border moved a little moves no square. Letters
/// go from left to right, numbers from top to bottom.
struct LetteredGrid {
    double left = 0, top = 0;             // metres: the corner of A1
    double metres = 1;                    // a side of a square
    int columns = 1, rows = 1;            // 1..26 columns
    bool operator==(const LetteredGrid&) const = default;
};
inline constexpr int usual_grid = 8;      // squares across
/// The smallest round squares (1, 1.5, 2, 2.5, 3, 4, 5, 6 or 8 times a power of ten) of which at most `columns` cover the bounds from left to right.
/// `columns` is held within 2..26; the bounds must not be empty.
LetteredGrid grid_of(const Bounds& bounds, int columns = usual_grid);
/// "A" for 0.
std::string column_letter(int column);
/// "C4".
std::string name_of(GridCell cell);
/// Reads "C4", "c 4"; nothing for other words and for squares that the grid does not have.
std::optional<GridCell> cell_of(const LetteredGrid& grid, std::string_view words);
Bounds box_of(const LetteredGrid& grid, GridCell cell);
/// "Squares of 200 m, A to H and 1 to 11."
std::string words_of(const LetteredGrid& grid);

}  // namespace kith::picture
