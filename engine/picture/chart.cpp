#include "engine/picture/chart.hpp"

#include <algorithm>
#include <cmath>

#include "engine/base/text.hpp"
#include "engine/picture/coverage.hpp"
#include "engine/picture/legend.hpp"
#include "engine/picture/text.hpp"

namespace kith::picture {
namespace {

/// Axes and words around a plot, and where a value stands in it.
class Plot {
public:
    Plot(const ChartSpec& spec, Bounds range, const std::string& note) : spec_(spec), roles_(roles_of(spec.theme)), range_(range) {
        out_.id = spec.id;
        out_.title = spec.title;
        out_.theme = spec.theme;
        out_.width = spec.width;
        out_.height = spec.height;
        room_ = {margin + 48, margin, spec.width - margin, spec.height - margin - 38};
        room_.top += draw_words(spec.title, {margin, margin + 12}, spec.width - 2 * margin, 15, roles_.text, true, out_.records) + 2;
        if (!spec.y_title.empty()) {
            out_.records.emplace_back(Text{{margin, room_.top + 8}, spec.y_title, 11, Anchor::start, roles_.secondary, false, false});
            room_.top += 16;
        }
        std::vector<Record> foot;
        double y = 0;
        for (const std::string& text : {note, spec.credits})
            if (!text.empty()) y += draw_words(text, {margin, y}, spec.width - 2 * margin, 10.7, roles_.secondary, false, foot);
        if (!foot.empty()) {
            for (Record& record : foot) std::get<Text>(record).at.y += spec.height - margin - y + 10.7;
            std::move(foot.begin(), foot.end(), std::back_inserter(out_.records));
            room_.bottom -= y + 4;
        }
    }

    Point at(double x, double y) const { return {room_.left + (x - range_.left) / range_.width() * room_.width(), room_.bottom - (y - range_.bottom) / range_.height() * room_.height()}; }
    const Box& room() const { return room_; }
    const Roles& roles() const { return roles_; }
    std::vector<Record>& records() { return out_.records; }
    void line(Point a, Point b, const Line& line) { out_.records.emplace_back(Shape{{{a, b}}, false, {}, line, ""}); }

    void axes() {
        for (const double value : ticks(range_.bottom, range_.top)) {
            const double y = at(range_.left, value).y;
            line({room_.left, y}, {room_.right, y}, {roles_.hairline, 0.7, Dash::solid, 1});
            out_.records.emplace_back(Text{{room_.left - 7, y + 4}, number_text(value), 11, Anchor::end, roles_.secondary, false, false});
        }
        for (const double value : ticks(range_.left, range_.right, 6)) {
            const double x = at(value, range_.bottom).x;
            line({x, room_.bottom}, {x, room_.bottom + 4}, {roles_.secondary, 1, Dash::solid, 1});
            out_.records.emplace_back(Text{{x, room_.bottom + 17}, number_text(value), 11, Anchor::middle, roles_.secondary, false, false});
        }
        out_.records.emplace_back(Text{{(room_.left + room_.right) / 2, room_.bottom + 34}, spec_.x_title, 11, Anchor::middle, roles_.text, false, false});
    }
    void base_line() { line({room_.left, room_.bottom}, {room_.right, room_.bottom}, {roles_.text, 1, Dash::solid, 1}); }

    Drawing finish(std::string description) {
        out_.description = std::move(description);
        return std::move(out_);
    }

private:
    static constexpr double margin = 20;
    const ChartSpec& spec_;
    const Roles& roles_;
    Bounds range_;
    Drawing out_;
    Box room_;
};

std::string unknown_words(std::int64_t count) { return count == 0 ? "" : base::grouped(count) + (count == 1 ? " is" : " are") + " not known and not drawn."; }

}  // namespace

std::vector<double> ticks(double low, double high, int wanted) {
    std::vector<double> out;
    if (!(high > low)) return {low};
    const double rough = (high - low) / std::max(1, wanted), power = std::pow(10, std::floor(std::log10(rough)));
    double step = 10 * power;
    for (const double times : {1.0, 2.0, 5.0})
        if (times * power >= rough * 0.999) {
            step = times * power;
            break;
        }
    for (double i = std::ceil(low / step - 1e-9); i * step <= high + step * 1e-9; ++i) out.push_back(i * step);
    return out;
}

Drawing histogram_of(const Histogram& histogram, const Classes& classes, std::span<const Fill> fills, std::int64_t unknown, const ChartSpec& spec) {
    Bounds range;
    range.add(histogram.low, 0);
    range.add(histogram.high > histogram.low ? histogram.high : histogram.low + 1, static_cast<double>(std::max<std::int64_t>(1, histogram.most())) * 1.05);
    Plot plot(spec, range, unknown_words(unknown));
    plot.axes();
    std::int64_t sum = 0;
    const double width = histogram.counts.size() == 1 ? 1 : histogram.width();
    for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
        sum += histogram.counts[i];
        if (histogram.counts[i] == 0) continue;
        const double left = histogram.low + width * static_cast<double>(i);
        const Point a = plot.at(left, static_cast<double>(histogram.counts[i])), b = plot.at(left + width, 0);
        Fill fill{plot.roles().accent};
        if (!fills.empty() && classes.size() > 0) fill = fills[std::min(class_of(classes, left + width / 2), fills.size() - 1)];
        plot.records().emplace_back(rectangle(a.x + 0.75, a.y, std::max(1.0, b.x - a.x - 1.5), b.y - a.y, fill, {plot.roles().secondary, 0.6, Dash::solid, 1}));
    }
    for (const double value : histogram.breaks) {
        const double x = plot.at(value, 0).x;
        plot.line({x, plot.room().top}, {x, plot.room().bottom}, {plot.roles().text, 1, Dash::dashed, 1});
    }
    plot.base_line();
    return plot.finish("A histogram of " + base::grouped(sum) + " values from " + number_text(histogram.low) + " to " + number_text(histogram.high) + ". " + unknown_words(unknown));
}

Drawing scatter_of(const Scatter& scatter, const ChartSpec& spec) {
    Bounds range;
    for (const Point& p : scatter.points) range.add(p.x, p.y);
    const double dx = range.width() > 0 ? range.width() * 0.05 : 1, dy = range.height() > 0 ? range.height() * 0.05 : 1;
    range = {range.left - dx, range.bottom - dy, range.right + dx, range.top + dy, false};
    Plot plot(spec, range, scatter.line ? scatter.line->label + (scatter.left_out > 0 ? ". " + unknown_words(scatter.left_out) : "") : unknown_words(scatter.left_out));
    plot.axes();
    const Roles& roles = plot.roles();
    plot.records().emplace_back(Clip{plot.room()});
    if (scatter.middle) {
        const Point p = plot.at(scatter.middle->x, scatter.middle->y);
        const Line quiet{roles.secondary, 1, Dash::dashed, 1};
        plot.line({p.x, plot.room().top}, {p.x, plot.room().bottom}, quiet);
        plot.line({plot.room().left, p.y}, {plot.room().right, p.y}, quiet);
    }
    for (std::size_t i = 0; i < scatter.points.size(); ++i) {
        const Fill fill = scatter.fills.empty() ? Fill{roles.accent, Hatch::none, Hatch::none, 0.75} : scatter.fills[i];
        plot.records().emplace_back(Symbol{Mark::circle, plot.at(scatter.points[i].x, scatter.points[i].y), 6, fill, {roles.panel, 0.5, Dash::solid, 1}});
    }
    if (scatter.line) {
        const auto y = [&](double x) { return scatter.line->intercept + scatter.line->slope * x; };
        plot.line(plot.at(range.left, y(range.left)), plot.at(range.right, y(range.right)), {roles.text, 1.8, Dash::solid, 1});
    }
    plot.records().emplace_back(Clip{});
    plot.base_line();
    return plot.finish("A scatter of " + base::counted(static_cast<std::int64_t>(scatter.points.size()), "point") + "." + (scatter.line ? " " + scatter.line->label + "." : "") +
                       (scatter.left_out > 0 ? " " + unknown_words(scatter.left_out) : ""));
}

}  // namespace kith::picture
