#pragma once
// Charts of one or two columns: a histogram with class breaks, a scatter, a Moran scatter. Brushing gives rows.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/picture/chart.hpp"
#include "engine/picture/classes.hpp"
#include "viewer/model/document.hpp"
#include "viewer/model/field.hpp"
#include "viewer/model/geometry.hpp"
#include "viewer/model/options.hpp"

namespace kith::viewer::model {

struct Bin {
    double low = 0, high = 0;            // low <= value < high; the last also its high
    std::int64_t count = 0;
    std::int64_t selected = 0, hovered = 0;
};
struct Histogram {
    std::string title;
    std::vector<Bin> bins;
    std::vector<std::string> words;      // of a field of words: one a bin
    std::vector<double> breaks;          // inner upper bounds of the classes; may be empty
    std::vector<std::int64_t> unknown;   // by Standing, of those without a number
    std::int64_t known = 0, bounds = 0;
    double mean = 0, median = 0;
    bool dates = false;                  // the numbers are days
};
/// Words and yes/no: one bin a word, low = code; a row with several words is counted in each. `bins` 0: as picture::histogram. Errors: not_found when no value is known.
base::Result<Histogram> histogram_of(const Field& field, const picture::Classes& classes, int bins = 0, std::span<const std::uint8_t> takes_part = {});
/// Fills `selected` from a byte a row.
void count_selected(Histogram& histogram, const Field& field, std::span<const std::uint8_t> selected);
/// Fills `hovered` from rows.
void count_hovered(Histogram& histogram, const Field& field, std::span<const std::int32_t> rows);
/// What an edge of a bar says: a number, or a month of dates.
std::string edge_text(const Histogram& histogram, double value);
/// "5 to 10: 12, of them 3 selected"; of words the word.
std::string bar_text(const Histogram& histogram, std::size_t bar);
/// Whoever is counted in the bars from the one to the other, both included.
Filter filter_of(const Histogram& histogram, const ColumnName& column, std::size_t first, std::size_t last);
/// Rows with low <= number <= high.
std::vector<std::int32_t> brushed(const Field& field, double low, double high, std::span<const std::uint8_t> takes_part = {});

struct Scatter {
    std::string title, x_label, y_label;
    std::vector<std::int32_t> rows;      // one a point
    std::vector<Vec2> points;
    std::vector<std::uint8_t> selected, hovered;  // one a point, as `mark` filled them
    Rect bounds;
    std::int64_t left_out = 0;           // rows where either is not known exactly
    std::optional<double> slope, intercept;  // least squares; nothing where x does not vary
    std::optional<double> correlation;   // Pearson
    std::optional<double> moran;         // of a Moran scatter: Moran's I, the slope
    std::int64_t islands = 0;            // of a Moran scatter: areas without a neighbour that counts, left out
};
Scatter scatter_of(const Field& x, const Field& y, std::span<const std::uint8_t> takes_part = {});
/// x: (value - mean) / standard deviation; y: the mean of that over queen neighbours (weights that add up to 1). Only areas whose value
/// is known exactly and that have such a neighbour take part, as in kith.spatial_statistics. Moran 1950; Anselin 1996. Errors:
/// not_found without borders, misuse where fewer than 3 areas take part or all values are the same.
base::Result<Scatter> moran_scatter(const privacy::View& view, const std::string& layer, const Field& field);
/// Which points stand out: of bytes a row, and of rows.
void mark(Scatter& scatter, std::span<const std::uint8_t> selected, std::span<const std::int32_t> hovered);
/// The points from left to right: the way of the keyboard.
std::vector<std::size_t> from_left(const Scatter& scatter);
/// Rows of points inside; box or lasso in the chart's own units.
std::vector<std::int32_t> brushed(const Scatter& scatter, const Rect& box);
std::vector<std::int32_t> brushed(const Scatter& scatter, std::span<const Vec2> lasso);

Document document_of(const Histogram& histogram, const privacy::View& view);
Document document_of(const Scatter& scatter, const privacy::View& view, const Subject& subject);

/// For paper and picture files: bars of words, bins with breaks, or points with their line. `classes` and `fills`: of the colouring that
/// the bins are shown in, or empty. Titles that `spec` leaves empty come from the chart.
picture::Drawing drawing_of(const Histogram& histogram, const picture::Classes& classes, std::span<const picture::Fill> fills, picture::ChartSpec spec);
picture::Drawing drawing_of(const Scatter& scatter, picture::ChartSpec spec);

}  // namespace kith::viewer::model
