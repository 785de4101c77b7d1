#pragma once
// What the fills of a map mean, with the number of areas behind each: classes first, then each kind of unknown on its own.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/picture/classes.hpp"
#include "engine/picture/drawing.hpp"
#include "engine/picture/theme.hpp"

namespace kith::picture {

enum class ValueKind : std::uint8_t { value, at_least, at_most, no_data, not_asked, suppressed };

/// One area's value. `value` means nothing for the three kinds of unknown.
struct AreaValue {
    ValueKind kind = ValueKind::no_data;
    double value = 0;
};

struct LegendEntry {
    Fill fill;
    Line line;
    std::string label;
    std::int64_t count = 0;         // -1: none is shown
    std::optional<Mark> mark{};     // drawn with fill and line; otherwise a swatch
    double size = 10;               // of the mark
    bool is_line = false;           // only the line, level, with the notch if it has one
    bool notch = false;
};
struct Legend {
    std::string title;              // what is shown, and its unit
    std::vector<LegendEntry> entries{};
    bool grid = false;              // nine entries as three by three, y upwards: a bivariate legend
    std::string along{}, up{};      // what the grid's two directions are
    std::size_t classes = 0;        // how many of the first entries are classes of numbers or words
};

/// "0 to 4", "5 to 9" for whole numbers; else from the least to the greatest value that a class has, "0.5 to 1.2", "1.4 to 3", with no more decimals than
/// the values have. Bounds that somebody chose stay as they are (an upper bound belongs to the class below). One number where a class
/// holds one value.
std::vector<std::string> class_labels(const Classes& classes, std::span<const double> values);

/// Fill of each class: its colour, and the band that stands for it in black and white.
std::vector<Fill> class_fills(std::span<const Colour> colours);
/// Fill of an area: by class (a bound as the number that it is), or the hatch of its kind of unknown.
Fill fill_of(const AreaValue& value, const Classes& classes, std::span<const Fill> fills);

/// The last class of each row of a legend: a row a class; of very many (unique values) eight rows.
std::vector<std::size_t> legend_ends(const Classes& classes);
/// Classes that hold nothing keep their place; kinds of unknown appear only when there are any.
Legend legend_of(std::string title, const Classes& classes, std::span<const Fill> fills, std::span<const AreaValue> values);

/// What a scale bar shows: 1, 2 or 5 times a power of ten, at most `most`.
double round_length(double most);

/// Draws it with its top left corner at `at`; gives the height used. `scale` enlarges all of it, `roles` are its colours.
double draw(const Legend& legend, Point at, double width, std::vector<Record>& records, double scale = 1, Theme theme = Theme::light);
/// Words broken into lines of at most `width`; `at` is the first baseline. Gives the height used.
double draw_words(std::string_view words, Point at, double width, double size, Colour colour, bool bold, std::vector<Record>& records);

}  // namespace kith::picture
