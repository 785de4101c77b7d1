#pragma once
// Words on a map, placed so that none lies over another.
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/picture/drawing.hpp"

namespace kith::picture {

struct LabelWish {
    Point at;              // where its middle should be
    std::string text;
    double room = 0;       // how wide the thing it names is: a label wider than 1.6 times that is not placed; 0: any width
    double importance = 0; // the most important are placed first
    double clear = 0;      // above 0: it names a mark of this radius and stands beside it, right, left, above or below
    double size = 0;       // 0: the size of all
    bool bold = false;
    bool always = false;   // whatever it covers
    std::optional<Colour> colour{};  // nothing: that of all
    double angle = 0;      // radians, clockwise: one line of words along a line, which may
    double along = 0;      // move so far along it either way
};
struct LabelRoom {
    Box frame;                       // no label leaves it
    std::vector<Box> taken{};        // no label touches these
    std::function<double(const Box&)> covered{};  // how much lies under a box; labels stand where it is least
    Colour colour = ink;
    double most_covered = std::numeric_limits<double>::infinity();  // a label beside a mark stays away rather than cover more
};

/// Turns a wish along its line where that is straight for the whole name; `straight` in pixels, `angle` as of a Label.
void set_along(LabelWish& wish, double angle, double straight, double size);

/// For `covered`: how many of these points lie under a box or within 3 pixels of it. The points must outlive it.
std::function<double(const Box&)> counting(std::span<const Point> points);

/// The labels that fit without touching each other: centred on their wish or one or two lines off it; long ones broken into two
/// lines at a space. `named`: how many wishes were granted. O(n²) in what is placed.
std::vector<Text> placed(std::span<const LabelWish> wishes, double size, const LabelRoom& room, std::int64_t* named = nullptr);

/// A point well inside the rings (even-odd): the middle of the widest stretch of nine level cuts, and that width.
struct Inside {
    Point at;
    double width = 0;
};
Inside inside_of(std::span<const Ring> rings);

}  // namespace kith::picture
