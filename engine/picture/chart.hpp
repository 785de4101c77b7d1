#pragma once
// Charts as drawings: a histogram with the breaks of its classes, and a scatter with a line (Moran's, or any). What they show is
// worked out elsewhere; here it gets axes, words and a place.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/picture/classes.hpp"
#include "engine/picture/drawing.hpp"

namespace kith::picture {

struct ChartSpec {
    std::string id = "chart";
    std::string title, x_title, y_title, credits;
    double width = 640, height = 400;
    Theme theme = Theme::light;
};

/// Round numbers for an axis from low to high, about `wanted` of them, inside the range.
std::vector<double> ticks(double low, double high, int wanted = 5);

/// Bars from 0, each with the fill of the class that its middle falls in (one fill a class; empty: the accent), and a dashed line
/// at each break. `unknown` rows are said under it, never drawn as 0.
Drawing histogram_of(const Histogram& histogram, const Classes& classes, std::span<const Fill> fills, std::int64_t unknown, const ChartSpec& spec);

struct ScatterLine {
    double slope = 0, intercept = 0;
    std::string label;                 // "Moran's I = 0.42 (p = 0.001, 999 permutations, seed 1)"
};
struct Scatter {
    std::span<const Point> points;     // x, y in the data's units
    std::span<const Fill> fills{};     // one a point, or empty
    std::optional<ScatterLine> line;
    std::optional<Point> middle;       // where quadrants meet: the means
    std::int64_t left_out = 0;         // rows where either is not known
};
Drawing scatter_of(const Scatter& scatter, const ChartSpec& spec);

}  // namespace kith::picture
