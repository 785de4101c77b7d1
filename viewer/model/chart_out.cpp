// Charts as list-first pages and as drawings.
#include <algorithm>
#include <numeric>

#include "engine/base/text.hpp"
#include "engine/picture/bars.hpp"
#include "engine/picture/text.hpp"
#include "viewer/model/chart.hpp"
#include "viewer/model/table.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::model {
namespace {

constexpr std::size_t most_rows = 500;

}  // namespace

Document document_of(const Histogram& histogram, const privacy::View& view) {
    Document out{view.place_name() + ": " + histogram.title, audience_words(view.audience()), {}};
    out.paragraph(view.note());
    std::string known = base::grouped(histogram.known) + " known";
    if (histogram.bounds > 0) known += ", " + base::grouped(histogram.bounds) + " of them only a bound";
    std::vector<std::string> unknown;
    for (std::size_t i = 0; i < histogram.unknown.size(); ++i)
        if (histogram.unknown[i] > 0) unknown.push_back(base::grouped(histogram.unknown[i]) + " " + std::string(words_of(static_cast<Standing>(i))));
    out.paragraph(known + (unknown.empty() ? "." : "; " + listed(unknown) + "."));
    const bool words = !histogram.words.empty();
    if (!words) out.paragraph("Mean " + edge_text(histogram, histogram.mean) + ", median " + edge_text(histogram, histogram.median) + ".");
    Block block;
    block.kind = Block::Kind::table;
    block.text = histogram.title;
    block.head = words ? std::vector<std::string>{"Word", "Count"} : std::vector<std::string>{"From", "To below", "Count"};
    block.numeric = words ? std::vector<bool>{false, true} : std::vector<bool>{true, true, true};
    for (std::size_t i = 0; i < histogram.bins.size(); ++i) {
        const Bin& bin = histogram.bins[i];
        if (words) block.rows.push_back({histogram.words[i], base::grouped(bin.count)});
        else block.rows.push_back({edge_text(histogram, bin.low), edge_text(histogram, bin.high), base::grouped(bin.count)});
    }
    out.blocks.push_back(std::move(block));
    return out;
}

Document document_of(const Scatter& scatter, const privacy::View& view, const Subject& subject) {
    Document out{view.place_name() + ": " + scatter.title, audience_words(view.audience()), {}};
    out.paragraph(view.note());
    std::string words = base::grouped(static_cast<std::int64_t>(scatter.rows.size())) + " points; " + base::grouped(scatter.left_out) + " left out because a value is not known exactly";
    if (scatter.islands > 0) words += "; " + base::grouped(scatter.islands) + " without a neighbour";
    out.paragraph(words + ".");
    if (scatter.moran) out.paragraph("Moran's I (the slope of the line): " + picture::number_text(*scatter.moran) + ".");
    else if (scatter.correlation) out.paragraph("Correlation " + picture::number_text(*scatter.correlation) + ", slope " + picture::number_text(*scatter.slope) + ".");
    Block block;
    block.kind = Block::Kind::table;
    block.text = scatter.title;
    block.head = {"Name", scatter.x_label, scatter.y_label};
    block.numeric = {false, true, true};
    for (std::size_t i = 0; i < std::min(scatter.points.size(), most_rows); ++i)
        block.rows.push_back({row_label(view, subject, static_cast<std::size_t>(scatter.rows[i])), picture::number_text(scatter.points[i].x), picture::number_text(scatter.points[i].y)});
    out.blocks.push_back(std::move(block));
    if (scatter.points.size() > most_rows) out.paragraph("And " + base::grouped(static_cast<std::int64_t>(scatter.points.size() - most_rows)) + " more.");
    return out;
}

picture::Drawing drawing_of(const Histogram& histogram, const picture::Classes& classes, std::span<const picture::Fill> fills, picture::ChartSpec spec) {
    if (spec.title.empty()) spec.title = histogram.title;
    if (!histogram.words.empty()) {
        std::vector<picture::Bar> bars;
        for (std::size_t i = 0; i < histogram.bins.size(); ++i) {
            picture::Bar bar;
            bar.label = histogram.words[i];
            bar.value = static_cast<double>(histogram.bins[i].count);
            bar.words = base::grouped(histogram.bins[i].count);
            bars.push_back(std::move(bar));
        }
        return picture::bars_of({spec.id, spec.title, "", spec.width}, bars);
    }
    picture::Histogram bins;
    bins.low = histogram.bins.empty() ? 0 : histogram.bins.front().low;
    bins.high = histogram.bins.empty() ? 0 : histogram.bins.back().high;
    for (const Bin& bin : histogram.bins) bins.counts.push_back(bin.count);
    bins.breaks = histogram.breaks;
    if (spec.x_title.empty()) spec.x_title = histogram.title;
    const auto unknown = std::accumulate(histogram.unknown.begin(), histogram.unknown.end(), std::int64_t{0});
    return picture::histogram_of(bins, classes, fills, unknown, spec);
}

picture::Drawing drawing_of(const Scatter& scatter, picture::ChartSpec spec) {
    if (spec.title.empty()) spec.title = scatter.title;
    if (spec.x_title.empty()) spec.x_title = scatter.x_label;
    if (spec.y_title.empty()) spec.y_title = scatter.y_label;
    std::vector<picture::Point> points;
    for (const Vec2 p : scatter.points) points.push_back({p.x, p.y});
    picture::Scatter drawn;
    drawn.points = points;
    if (scatter.moran) {
        drawn.middle = picture::Point{0, 0};
        drawn.line = picture::ScatterLine{*scatter.moran, *scatter.intercept, "Moran's I = " + picture::number_text(*scatter.moran)};
    } else if (scatter.slope) {
        drawn.line = picture::ScatterLine{*scatter.slope, *scatter.intercept, scatter.correlation ? "r = " + picture::number_text(*scatter.correlation) : std::string()};
    }
    drawn.left_out = scatter.left_out + scatter.islands;
    return picture::scatter_of(drawn, spec);
}

}  // namespace kith::viewer::model
