#include "viewer/model/chart.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/base/text.hpp"
#include "engine/picture/moran.hpp"
#include "engine/picture/text.hpp"
#include "viewer/model/picking.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::model {
namespace {

bool takes(std::span<const std::uint8_t> takes_part, std::size_t row) { return takes_part.empty() || takes_part[row] != 0; }
bool in_words(const Field& field) { return field.type() == FieldType::word || field.type() == FieldType::words || field.type() == FieldType::yes_no; }
std::string title_of(const Field& field) { return field.unit().empty() ? field.label() : field.label() + " (" + field.unit() + ")"; }

/// The bin that counts a value; the last also holds its high.
std::size_t bin_of(const std::vector<Bin>& bins, double value) {
    const auto at = std::upper_bound(bins.begin(), bins.end(), value, [](double v, const Bin& bin) { return v < bin.low; });
    return at == bins.begin() ? 0 : static_cast<std::size_t>(at - bins.begin()) - 1;
}

/// Every bin that a row is counted in: one, or one a word.
template <class Use>
void each_bin(const Histogram& histogram, const Field& field, std::size_t row, Use use) {
    if (!has_number(field.standing(row)) || histogram.bins.empty()) return;
    if (!in_words(field)) return use(bin_of(histogram.bins, field.number(row)));
    for (const std::int32_t code : field.codes(row))
        if (code >= 0 && static_cast<std::size_t>(code) < histogram.bins.size()) use(static_cast<std::size_t>(code));
}

/// Least squares and Pearson's r.
void fit(Scatter& scatter) {
    const auto n = static_cast<double>(scatter.points.size());
    if (scatter.points.size() < 2) return;
    Vec2 mean;
    for (const Vec2 p : scatter.points) mean = mean + p * (1 / n);
    double xx = 0, xy = 0, yy = 0;
    for (const Vec2 p : scatter.points) {
        xx += (p.x - mean.x) * (p.x - mean.x);
        xy += (p.x - mean.x) * (p.y - mean.y);
        yy += (p.y - mean.y) * (p.y - mean.y);
    }
    if (!(xx > 0)) return;
    scatter.slope = xy / xx;
    scatter.intercept = mean.y - *scatter.slope * mean.x;
    if (yy > 0) scatter.correlation = xy / std::sqrt(xx * yy);
}

}  // namespace

base::Result<Histogram> histogram_of(const Field& field, const picture::Classes& classes, int bins, std::span<const std::uint8_t> takes_part) {
    Histogram out;
    out.title = title_of(field);
    out.dates = field.type() == FieldType::date;
    out.unknown.assign(standing_count, 0);
    std::vector<double> values;
    for (std::size_t row = 0; row < field.rows(); ++row) {
        if (!takes(takes_part, row)) continue;
        const Standing how = field.standing(row);
        if (!has_number(how)) {
            ++out.unknown[static_cast<std::size_t>(how)];
            continue;
        }
        values.push_back(field.number(row));
        out.bounds += how == Standing::value ? 0 : 1;
    }
    out.known = static_cast<std::int64_t>(values.size());
    if (values.empty()) return base::not_found("Nothing is known yet of " + out.title + "; there is no number to show.");
    if (in_words(field)) {
        out.words.assign(field.words().begin(), field.words().end());
        for (std::size_t word = 0; word < field.words().size(); ++word) out.bins.push_back({static_cast<double>(word), static_cast<double>(word) + 1, 0, 0});
    } else {
        const picture::Histogram cut = picture::histogram(values, classes, bins);
        out.breaks = cut.breaks;
        for (std::size_t i = 0; i < cut.counts.size(); ++i)
            out.bins.push_back({cut.low + cut.width() * static_cast<double>(i), i + 1 == cut.counts.size() ? cut.high : cut.low + cut.width() * static_cast<double>(i + 1), 0, 0});
        for (const double value : values) out.mean += value / static_cast<double>(values.size());
        const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
        std::nth_element(values.begin(), middle, values.end());
        out.median = values.size() % 2 == 1 ? *middle : (*middle + *std::max_element(values.begin(), middle)) / 2;
    }
    for (std::size_t row = 0; row < field.rows(); ++row)
        if (takes(takes_part, row)) each_bin(out, field, row, [&](std::size_t bin) { ++out.bins[bin].count; });
    return out;
}

void count_selected(Histogram& histogram, const Field& field, std::span<const std::uint8_t> selected) {
    for (Bin& bin : histogram.bins) bin.selected = 0;
    for (std::size_t row = 0; row < std::min(selected.size(), field.rows()); ++row)
        if (selected[row]) each_bin(histogram, field, row, [&](std::size_t bin) { ++histogram.bins[bin].selected; });
}

void count_hovered(Histogram& histogram, const Field& field, std::span<const std::int32_t> rows) {
    for (Bin& bin : histogram.bins) bin.hovered = 0;
    for (const std::int32_t row : rows)
        if (row >= 0 && static_cast<std::size_t>(row) < field.rows()) each_bin(histogram, field, static_cast<std::size_t>(row), [&](std::size_t bin) { ++histogram.bins[bin].hovered; });
}

std::string edge_text(const Histogram& histogram, double value) {
    return histogram.dates ? date_words(static_cast<std::int32_t>(std::floor(value)), column::Precision::month) : picture::number_text(value);
}

std::string bar_text(const Histogram& histogram, std::size_t bar) {
    const Bin& bin = histogram.bins[bar];
    const std::string low = edge_text(histogram, bin.low), high = edge_text(histogram, bin.high);
    const std::string what = !histogram.words.empty() ? histogram.words[bar] : low == high ? low : low + " to " + high;
    return what + ": " + base::grouped(bin.count) + (bin.selected > 0 ? ", of them " + base::grouped(bin.selected) + " selected" : "");
}

Filter filter_of(const Histogram& histogram, const ColumnName& column, std::size_t first, std::size_t last) {
    Filter out;
    out.column = column;
    if (!histogram.words.empty()) {
        out.kind = Filter::Kind::words;
        out.words.assign(histogram.words.begin() + static_cast<std::ptrdiff_t>(first), histogram.words.begin() + static_cast<std::ptrdiff_t>(last + 1));
        return out;
    }
    out.kind = Filter::Kind::between;
    out.least = histogram.bins[first].low;
    const double high = histogram.bins[last].high;
    out.most = last + 1 == histogram.bins.size() ? high : std::nextafter(high, -HUGE_VAL);  // the edge is the next bar's
    return out;
}

std::vector<std::int32_t> brushed(const Field& field, double low, double high, std::span<const std::uint8_t> takes_part) {
    std::vector<std::int32_t> out;
    for (std::size_t row = 0; row < field.rows(); ++row) {
        if (!takes(takes_part, row) || !has_number(field.standing(row))) continue;
        bool inside = false;
        if (!in_words(field)) inside = field.number(row) >= low && field.number(row) <= high;
        else
            for (const std::int32_t code : field.codes(row)) inside = inside || (code >= low && code <= high);
        if (inside) out.push_back(static_cast<std::int32_t>(row));
    }
    return out;
}

Scatter scatter_of(const Field& x, const Field& y, std::span<const std::uint8_t> takes_part) {
    Scatter out;
    out.x_label = title_of(x);
    out.y_label = title_of(y);
    out.title = out.y_label + " by " + out.x_label;
    for (std::size_t row = 0; row < std::min(x.rows(), y.rows()); ++row) {
        if (!takes(takes_part, row)) continue;
        if (x.standing(row) != Standing::value || y.standing(row) != Standing::value) {
            ++out.left_out;
            continue;
        }
        out.rows.push_back(static_cast<std::int32_t>(row));
        out.points.push_back({x.number(row), y.number(row)});
        out.bounds.add(out.points.back());
    }
    fit(out);
    return out;
}

base::Result<Scatter> moran_scatter(const privacy::View& view, const std::string& layer, const Field& field) {
    std::vector<picture::AreaValue> values(field.rows());
    for (std::size_t row = 0; row < field.rows(); ++row)
        if (const Standing how = field.standing(row); has_number(how)) values[row] = {value_kind(how), field.number(row)};
    const auto borders = view.segment("areas." + layer + ".borders");
    const auto made = picture::moran_of(values, borders.get(), title_of(field));
    if (!made) return made.error();
    Scatter out;
    out.title = "Neighbours alike? " + title_of(field);
    out.x_label = field.label() + ", standard deviations from the mean";
    out.y_label = "the same, mean of neighbouring areas";
    out.left_out = made->left_out;
    out.islands = made->islands;
    out.rows = made->rows;
    for (const picture::Point& p : made->points) {
        out.points.push_back({p.x, p.y});
        out.bounds.add(out.points.back());
    }
    fit(out);
    out.moran = out.slope;
    return out;
}

void mark(Scatter& scatter, std::span<const std::uint8_t> selected, std::span<const std::int32_t> hovered) {
    scatter.selected.assign(scatter.points.size(), 0);
    scatter.hovered.assign(scatter.points.size(), 0);
    for (std::size_t i = 0; i < scatter.points.size(); ++i) {
        const auto row = static_cast<std::size_t>(scatter.rows[i]);
        scatter.selected[i] = row < selected.size() && selected[row] != 0;
        scatter.hovered[i] = std::find(hovered.begin(), hovered.end(), scatter.rows[i]) != hovered.end();
    }
}

std::vector<std::size_t> from_left(const Scatter& scatter) {
    std::vector<std::size_t> out(scatter.points.size());
    std::iota(out.begin(), out.end(), std::size_t{0});
    std::stable_sort(out.begin(), out.end(), [&](std::size_t a, std::size_t b) { return scatter.points[a].x < scatter.points[b].x; });
    return out;
}

std::vector<std::int32_t> brushed(const Scatter& scatter, const Rect& box) {
    std::vector<std::int32_t> out;
    for (std::size_t i = 0; i < scatter.points.size(); ++i)
        if (box.contains(scatter.points[i])) out.push_back(scatter.rows[i]);
    return out;
}

std::vector<std::int32_t> brushed(const Scatter& scatter, std::span<const Vec2> lasso) {
    std::vector<std::int32_t> out;
    for (std::size_t i = 0; i < scatter.points.size(); ++i)
        if (lasso.size() >= 3 && inside_ring(lasso, scatter.points[i])) out.push_back(scatter.rows[i]);
    return out;
}

}  // namespace kith::viewer::model
