#pragma once
// Draw records: a picture as plain data, the same for SVG, PNG and tests. Units are pixels at 96 to the inch; y grows
// downwards.
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/picture/theme.hpp"

namespace kith::picture {

struct Point {
    double x = 0;
    double y = 0;
    bool operator==(const Point&) const = default;
};
using Ring = std::vector<Point>;

struct Box {
    double left = 0, top = 0, right = 0, bottom = 0;
    bool operator==(const Box&) const = default;
    bool meets(const Box& other) const { return left < other.right && other.left < right && top < other.bottom && other.top < bottom; }
    double width() const { return right - left; }
    double height() const { return bottom - top; }
};


/// Rings filled by the even-odd rule, or open lines.
struct Shape {
    std::vector<Ring> rings;
    bool closed = true;
    Fill fill;
    Line line;
    std::string title;            // what a screen reader or a pointer is told; "" for what the description covers
};

enum class Anchor { start, middle, end };
struct Text {
    Point at;                     // on the baseline
    std::string text;
    double size = 11;
    Anchor anchor = Anchor::start;
    Colour colour = ink;
    bool bold = false;
    bool halo = false;            // drawn over a light rim, for words on a map
    double angle = 0;             // radians, clockwise about `at`: a name along its street
};

/// A class mark of about `size` across.
struct Symbol {
    Mark mark = Mark::circle;
    Point at;
    double size = 8;
    Fill fill;
    Line line;
};

/// What follows is cut off at `to`, until the next one; none ends it.
struct Clip {
    std::optional<Box> to;
};

using Record = std::variant<Shape, Symbol, Text, Clip>;

struct Drawing {
    std::string id{};             // unique on the page; letters, digits and hyphens
    double width = 0;
    double height = 0;
    std::string title{};          // one line
    std::string description{};    // what the picture shows, in words, for whoever does not see it
    std::vector<Record> records{};  // painted in this order
    Theme theme = Theme::light;   // its ground, and the colours of its hatches
    double hatch_scale = 1;       // of hatches, on large paper
};

/// The outline of a symbol: one ring, and for `dotted` the hole (even-odd).
std::vector<Ring> mark_rings(Mark mark, Point centre, double size);
/// The notch of a link at its receiving end: a small arrow head, its tip `back` before `to`.
std::vector<Ring> notch_of(Point from, Point to, double back, double size);
/// The smallest box that holds a record's outlines and words (line widths left out); nothing for a Clip.
std::optional<Box> box_of(const Record& record);
/// What falls into `window` (records whose box, grown by `margin`, meets it), moved so that its corner is at `to`.
Drawing part_of(const Drawing& drawing, const Box& window, Point to, double margin = 8);
Shape rectangle(double x, double y, double width, double height, Fill fill, Line line);

}  // namespace kith::picture
