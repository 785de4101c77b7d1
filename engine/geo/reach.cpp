#include "engine/geo/reach.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "engine/geo/near_answers.hpp"
#include "engine/geo/point_grid.hpp"
#include "engine/geo/walking_search.hpp"

namespace kith::geo {
namespace {

constexpr std::int64_t most_cells = 4'000'000;
constexpr double farthest = 100'000;

base::Status sensible(base::Metres within, double factor, const PointSet& from, const PointSet& to) {
    if (!(within.value > 0) || within.value > farthest)
        return base::misuse("The distance to look within must be above 0 and at most 100,000 m.");
    if (!(factor >= 1) || factor > 100) return base::misuse("The factor of walking over straight distance must be from 1 to 100.");
    const auto row_limit = static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max());
    if (from.size() > row_limit || to.size() > row_limit) return base::Error{base::Code::too_large, "There are too many points."};
    return {};
}

/// Finds the nearest of one point, ring of cells by ring of cells.
class NearSearch {
public:
    NearSearch(const PointGrid& grid, const NearQuestion& question)
        : grid_(grid), question_(question), radius_(question.within.value / question.factor) {}

    struct Found {
        double squared;
        std::int32_t row;
        bool operator<(const Found& other) const { return squared != other.squared ? squared < other.squared : row < other.row; }
    };
    /// One more than asked for, if there is one: so the caller knows whether something was cut. Nearest first.
    const std::vector<Found>& run(std::int32_t from, double x, double y);

private:
    void ring(std::int64_t distance);
    void look_at(std::int64_t row, std::int64_t first_column, std::int64_t last_column);
    bool skipped(std::int32_t to) const {
        return (question_.same_table && to == from_) || (group_ >= 0 && question_.to_group[static_cast<std::size_t>(to)] == group_);
    }
    void keep_the_nearest();

    const PointGrid& grid_;
    const NearQuestion& question_;
    double radius_;
    std::vector<Found> found_;
    double worst_ = 0;  // squared: what is farther is not wanted
    std::int32_t from_ = 0, group_ = -1;
    double x_ = 0, y_ = 0;
    std::int64_t column_ = 0, row_ = 0;
};

const std::vector<NearSearch::Found>& NearSearch::run(std::int32_t from, double x, double y) {
    const GridFrame& frame = grid_.frame;
    found_.clear();
    worst_ = radius_ * radius_;
    from_ = from;
    group_ = question_.from_group.empty() ? -1 : question_.from_group[static_cast<std::size_t>(from)];
    x_ = x;
    y_ = y;
    column_ = frame.column_of(x);
    row_ = frame.row_of(y);
    // The way from the point to the edge of its own cell: whatever stands in ring n is at least that + (n - 1) cells away.
    const double in_x = x - frame.min_x - static_cast<double>(column_) * frame.cell,
                 in_y = y - frame.min_y - static_cast<double>(row_) * frame.cell;
    const double edge = std::max(0.0, std::min({in_x, frame.cell - in_x, in_y, frame.cell - in_y}));
    // Rings before the first that touches the grid hold nothing.
    const std::int64_t before = std::max({-column_, column_ - frame.columns + 1, -row_, row_ - frame.rows + 1, std::int64_t{0}});
    const std::int64_t beyond = std::max({column_, frame.columns - 1 - column_, row_, frame.rows - 1 - row_});
    for (std::int64_t n = before; n <= beyond; ++n) {
        const double least = n == 0 ? 0 : edge + static_cast<double>(n - 1) * frame.cell;
        if (least * least > worst_ * (1 + 1e-12)) break;
        ring(n);
        keep_the_nearest();
    }
    std::sort(found_.begin(), found_.end());
    return found_;
}

void NearSearch::ring(std::int64_t n) {
    const std::int64_t last = std::min(row_ + n, grid_.frame.rows - 1);
    for (std::int64_t r = std::max<std::int64_t>(row_ - n, 0); r <= last; ++r) {
        if (r == row_ - n || r == row_ + n) {
            look_at(r, column_ - n, column_ + n);
        } else {
            look_at(r, column_ - n, column_ - n);
            look_at(r, column_ + n, column_ + n);
        }
    }
}

void NearSearch::look_at(std::int64_t row, std::int64_t first_column, std::int64_t last_column) {
    const GridFrame& frame = grid_.frame;
    first_column = std::max<std::int64_t>(first_column, 0);
    last_column = std::min(last_column, frame.columns - 1);
    if (row < 0 || row >= frame.rows || first_column > last_column) return;
    const auto begin = static_cast<std::size_t>(grid_.start[static_cast<std::size_t>(row * frame.columns + first_column)]);
    const auto end = static_cast<std::size_t>(grid_.start[static_cast<std::size_t>(row * frame.columns + last_column) + 1]);
    const bool all = group_ < 0 && !question_.same_table;
    for (std::size_t i = begin; i < end; ++i) {
        const double dx = grid_.x[i] - x_, dy = grid_.y[i] - y_, squared = dx * dx + dy * dy;
        if (squared <= worst_ && (all || !skipped(grid_.row[i]))) found_.push_back({squared, grid_.row[i]});
    }
}

void NearSearch::keep_the_nearest() {
    const std::size_t wanted = static_cast<std::size_t>(question_.nearest) + 1;
    if (found_.size() < wanted) return;
    std::nth_element(found_.begin(), found_.begin() + question_.nearest, found_.end());
    found_.resize(wanted);
    worst_ = found_.back().squared;
}

/// Cells so that the crowded ones hold about as many points as are wanted; never wider than half the radius.
GridFrame frame_for_nearest(const PointSet& to, std::span<const std::int32_t> rows, const NearQuestion& question) {
    double cell = question.within.value / question.factor / 2;
    for (;;) {
        const GridFrame frame = GridFrame::around(to, cell, most_cells);
        if (cell < 2 || frame.cell > cell || rows.empty()) return frame;
        std::vector<std::int32_t> count(frame.cells(), 0);
        double met = 0;  // how many share the cell of a point, on average
        for (const std::int32_t row : rows) {
            const auto p = static_cast<std::size_t>(row);
            met +=
                2 * count[static_cast<std::size_t>(frame.row_of(to.xy[2 * p + 1]) * frame.columns + frame.column_of(to.xy[2 * p]))]++ + 1;
        }
        if (met / static_cast<double>(rows.size()) <= std::max(4.0, question.nearest / 6.0)) return frame;
        cell /= 2;
    }
}

base::Status check_near(const PointSet& from, const PointSet& to, const NearQuestion& question) {
    if (auto status = sensible(question.within, question.factor, from, to); !status) return status;
    if (question.nearest < 0 || question.nearest > nearest_limit) return base::misuse("The number of nearest must be from 1 to 64, or 0 for all.");
    const bool grouped = !question.from_group.empty() || !question.to_group.empty();
    if (grouped && (question.from_group.size() != from.size() || question.to_group.size() != to.size()))
        return base::misuse("The group labels must be as many as the points.");
    if (question.same_table && from.size() != to.size()) return base::misuse("Rows of one table must be as many on both sides.");
    return {};
}

/// What is within reach of one point, class by class.
class ReachSearch {
public:
    ReachSearch(const PointSet& to, const ReachQuestion& question, std::span<const std::int32_t> chosen)
        : radius_(question.within.value / question.factor),
          grid_(GridFrame::around(to, radius_ / 2, most_cells), to, chosen),
          count(static_cast<std::size_t>(question.class_count)),
          nearest(count.size()),
          row(count.size()) {
        for (const std::int32_t r : grid_.row) class_.push_back(question.classes[static_cast<std::size_t>(r)]);
    }

    /// Fills count, nearest and row. A row of cells is one stretch of points.
    void run(double x, double y);

private:
    void look_at(std::size_t begin, std::size_t end, double x, double y);
    double radius_;
    PointGrid grid_;
    std::vector<std::int32_t> class_;  // beside grid_.row

public:
    std::vector<std::int32_t> count;
    std::vector<double> nearest;    // squared
    std::vector<std::int32_t> row;  // -1 = none
};

void ReachSearch::run(double x, double y) {
    const GridFrame& frame = grid_.frame;
    const double squared_radius = radius_ * radius_;
    std::fill(count.begin(), count.end(), 0);
    std::fill(nearest.begin(), nearest.end(), squared_radius);
    std::fill(row.begin(), row.end(), -1);
    const std::int64_t first_row = std::max<std::int64_t>(frame.row_of(y - radius_ - 1e-3), 0);
    const std::int64_t last_row = std::min(frame.row_of(y + radius_ + 1e-3), frame.rows - 1);
    for (std::int64_t r = first_row; r <= last_row; ++r) {
        // Half the chord of the circle at the line of the row that is nearest to its middle, and a hair more.
        const double low = frame.min_y + static_cast<double>(r) * frame.cell, high = low + frame.cell;
        const double off = y < low ? low - y : y > high ? y - high : 0;
        const double half = std::sqrt(std::max(0.0, squared_radius - off * off)) + 1e-3;
        const std::int64_t first = std::max<std::int64_t>(frame.column_of(x - half), 0),
                           last = std::min(frame.column_of(x + half), frame.columns - 1);
        if (first > last) continue;
        look_at(static_cast<std::size_t>(grid_.start[static_cast<std::size_t>(r * frame.columns + first)]),
            static_cast<std::size_t>(grid_.start[static_cast<std::size_t>(r * frame.columns + last) + 1]), x, y);
    }
}

void ReachSearch::look_at(std::size_t begin, std::size_t end, double x, double y) {
    // Distances first, several at once; then what cannot be done at once.
    constexpr std::size_t batch = 128;
    double squared[batch];
    const double squared_radius = radius_ * radius_;
    for (; begin < end; begin += batch) {
        const std::size_t length = std::min(batch, end - begin);
        const double* xs = grid_.x.data() + begin;
        const double* ys = grid_.y.data() + begin;
        for (std::size_t i = 0; i < length; ++i) {
            const double dx = xs[i] - x, dy = ys[i] - y;
            squared[i] = dx * dx + dy * dy;
        }
        for (std::size_t i = 0; i < length; ++i) {
            const auto c = static_cast<std::size_t>(class_[begin + i]);
            count[c] += squared[i] <= squared_radius;
            if (squared[i] > nearest[c]) continue;
            const std::int32_t to = grid_.row[begin + i];
            if (squared[i] == nearest[c] && row[c] >= 0 && row[c] < to) continue;
            nearest[c] = squared[i];
            row[c] = to;
        }
    }
}

base::Status check_reach(const PointSet& from, const PointSet& to, const ReachQuestion& question) {
    if (auto status = sensible(question.within, question.factor, from, to); !status) return status;
    if (question.class_count < 1 || question.class_count > 64) return base::misuse("The number of classes must be from 1 to 64.");
    if (question.classes.size() != to.size()) return base::misuse("The classes must be as many as the points.");
    for (const std::int32_t one : question.classes)
        if (one < -1 || one >= question.class_count) return base::misuse("A class is not one of those announced.");
    return {};
}

}  // namespace

std::int32_t in_steps(double metres) {
    constexpr double most = 2e9;
    const double steps = std::clamp(metres, 0.0, most) / step_metres;
    const auto whole = static_cast<std::int32_t>(steps);
    return std::max(1, whole + (steps > whole)) * step_metres;
}

base::Result<Near> near(const PointSet& from, const PointSet& to, const NearQuestion& asked, base::JobContext& job) {
    if (auto status = check_near(from, to, asked); !status) return status.error();
    NearQuestion question = asked;
    if (question.nearest == 0) question.nearest = std::numeric_limits<std::int32_t>::max() - 1;
    if (question.walking != nullptr) return near_on_foot(from, to, question, job);
    const auto chosen = rows_taking_part(to);
    const PointGrid grid(frame_for_nearest(to, chosen, question), to, chosen);
    NearSearch search(grid, question);
    const std::int32_t last = in_steps(question.within.value);
    const auto find = [&](std::int32_t row, std::vector<NearAnswer>& found) {
        const auto f = static_cast<std::size_t>(row);
        for (const NearSearch::Found& one : search.run(row, from.xy[2 * f], from.xy[2 * f + 1]))
            found.push_back({one.row, std::min(in_steps(std::sqrt(one.squared) * question.factor), last), -1});
    };
    return near_by_place(from, question, static_cast<std::size_t>(question.nearest), grid.frame.cell * 2, rows_between_looks, job, find);
}

base::Result<Reach> reach_counts(const PointSet& from, const PointSet& to, const ReachQuestion& question, base::JobContext& job) {
    if (auto status = check_reach(from, to, question); !status) return status.error();
    if (question.walking != nullptr) return reach_on_foot(from, to, question, job);
    std::vector<std::int32_t> chosen = rows_taking_part(to);
    std::erase_if(chosen, [&](std::int32_t row) { return question.classes[static_cast<std::size_t>(row)] < 0; });
    ReachSearch search(to, question, chosen);
    const auto classes = static_cast<std::size_t>(question.class_count);
    Reach reach;
    reach.class_count = question.class_count;
    reach.counts.assign(from.size() * classes, -1);
    reach.nearest_metres.assign(from.size() * classes, -1);
    reach.nearest_row.assign(from.size() * classes, -1);
    const auto order = rows_by_place(from, question.within.value / 4);
    double x = std::numeric_limits<double>::quiet_NaN(), y = x;
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (auto status = look_up(job, i, order.size()); !status) return status.error();
        const auto f = static_cast<std::size_t>(order[i]);
        // People of a household stand at one point: what holds for one holds for all.
        if (from.xy[2 * f] != x || from.xy[2 * f + 1] != y) {
            x = from.xy[2 * f];
            y = from.xy[2 * f + 1];
            search.run(x, y);
        }
        for (std::size_t c = 0; c < classes; ++c) {
            reach.counts[f * classes + c] = search.count[c];
            reach.nearest_row[f * classes + c] = search.row[c];
            if (search.row[c] >= 0)
                reach.nearest_metres[f * classes + c] = steps_within(std::sqrt(search.nearest[c]) * question.factor, question.within);
        }
    }
    return reach;
}

}  // namespace kith::geo
