#pragma once
// Words on a map, placed so that none lies over another.
#include <span>
#include <string>
#include <vector>

#include "engine/picture/drawing.hpp"

namespace kith::picture {

struct LabelWish {
    Point at;              // where its middle should be
    std::string text;
    double room = 0;       // how wide the thing it names is: a label wider than 1.6 times that is not placed
    double importance = 0; // the most important are placed first
};

/// The labels that fit inside `frame` without touching each other or `taken`, centred on their wish or one line above or
/// below it; long ones broken into two lines at a space. O(n²) in what is placed.
std::vector<Text> placed(std::span<const LabelWish> wishes, double size, const Box& frame, std::vector<Box> taken = {});

/// A point well inside the rings (even-odd): the middle of the widest stretch of nine level cuts, and that width.
struct Inside {
    Point at;
    double width = 0;
};
Inside inside_of(std::span<const Ring> rings);

}  // namespace kith::picture
