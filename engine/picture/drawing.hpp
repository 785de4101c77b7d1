#pragma once
// Draw records: a picture as plain data, the same for SVG, PNG and tests. Units are pixels at 96 to the inch; y grows
// downwards.
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/picture/style.hpp"

namespace kith::picture {

struct Point {
    double x = 0;
    double y = 0;
    bool operator==(const Point&) const = default;
};
using Ring = std::vector<Point>;


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
};

/// A class mark of about `size` across.
struct Symbol {
    Mark mark = Mark::circle;
    Point at;
    double size = 8;
    Fill fill;
    Line line;
};

using Record = std::variant<Shape, Symbol, Text>;

struct Drawing {
    std::string id;               // unique on the page; letters, digits and hyphens
    double width = 0;
    double height = 0;
    std::string title;            // one line
    std::string description;      // what the picture shows, in words, for whoever does not see it
    std::vector<Record> records;  // painted in this order
};

/// The outline of a symbol: one ring, and for `dotted` the hole (even-odd).
std::vector<Ring> mark_rings(Mark mark, Point centre, double size);
Shape rectangle(double x, double y, double width, double height, Fill fill, Line line);

}  // namespace kith::picture
