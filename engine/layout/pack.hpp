#pragma once
// Rectangles side by side, close together, none over another.
#include <span>
#include <vector>

#include "engine/layout/shapes.hpp"

namespace kith::layout {

struct Size {
    double width = 0;
    double height = 0;
};

/// The middle of each rectangle. They are placed in the order given, each at the free spot nearest to 0,0, on a grid of cells as in
/// the packing of polyominoes (Freivalds, Dogrusoz and Kikusts 2002); the first is in the middle.
std::vector<Point> pack(std::span<const Size> sizes);

/// The same where each has a place already, `wishes`: who is free there stays exactly there, the others take the nearest free spot.
std::vector<Point> pack_near(std::span<const Size> sizes, std::span<const Point> wishes);

}  // namespace kith::layout
