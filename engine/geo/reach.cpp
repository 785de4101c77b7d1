#include "engine/geo/reach.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>

#include "engine/geo/point_grid.hpp"

namespace kith::geo {
namespace {

constexpr std::int64_t most_cells = 4'000'000;
constexpr std::size_t rows_between_looks = 4096;
constexpr double farthest = 100'000;

base::Status sensible(base::Metres within, double factor, const PointSet& from, const PointSet& to) {
    if (!(within.value > 0) || within.value > farthest) return base::misuse("The distance to look within must be above 0 and at most 100,000 m.");
    if (!(factor >= 1) || factor > 100) return base::misuse("The factor of walking over straight distance must be from 1 to 100.");
    const auto row_limit = static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max());
    if (from.size() > row_limit || to.size() > row_limit) return base::Error{base::Code::too_large, "There are too many points."};
    return {};
}

/// Walking metres in steps; a distance that is within reach is never said to be farther than the last step.
std::int32_t steps_within(double straight, double factor, base::Metres within) { return std::min(in_steps(straight * factor), in_steps(within.value)); }

/// Finds the nearest of one point, ring of cells by ring of cells.
class NearSearch {
public:
    NearSearch(const PointGrid& grid, const NearQuestion& question) : grid_(grid), question_(question), radius_(question.within.value / question.factor) {}

    struct Found {
        double squared;
        std::int32_t row;
        bool operator<(const Found& other) const { return squared != other.squared ? squared < other.squared : row < other.row; }
    };
    /// One more than asked for, if there is one: so the caller knows whether something was cut. Nearest first.
    const std::vector<Found>& run(std::int32_t from, double x, double y);

private:
    void look_at(std::int64_t row, std::int64_t first_column, std::int64_t last_column);
    void ring(std::int64_t distance);
    std::size_t wanted() const { return static_cast<std::size_t>(question_.nearest) + 1; }

    const PointGrid& grid_;
    const NearQuestion& question_;
    double radius_;
    std::vector<Found> found_;  // a heap, the farthest first, once it is full
    double worst_ = 0;          // squared: what is farther is not wanted
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
    const double in_x = x - frame.min_x - static_cast<double>(column_) * frame.cell, in_y = y - frame.min_y - static_cast<double>(row_) * frame.cell;
    const double edge = std::max(0.0, std::min({in_x, frame.cell - in_x, in_y, frame.cell - in_y}));
    // Rings before the first that touches the grid hold nothing.
    const std::int64_t before = std::max({-column_, column_ - frame.columns + 1, -row_, row_ - frame.rows + 1, std::int64_t{0}});
    const std::int64_t beyond = std::max({column_, frame.columns - 1 - column_, row_, frame.rows - 1 - row_});
    for (std::int64_t n = before; n <= beyond; ++n) {
        const double least = n == 0 ? 0 : edge + static_cast<double>(n - 1) * frame.cell;
        if (least * least > worst_ * (1 + 1e-12)) break;
        ring(n);
    }
    std::sort(found_.begin(), found_.end());
    return found_;
}

void NearSearch::ring(std::int64_t n) {
    for (std::int64_t r = row_ - n; r <= row_ + n; ++r) {
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
    for (std::size_t i = begin; i < end; ++i) {
        const double dx = grid_.x[i] - x_, dy = grid_.y[i] - y_, squared = dx * dx + dy * dy;
        if (squared > worst_) continue;
        const std::int32_t to = grid_.row[i];
        if (question_.same_table && to == from_) continue;
        if (group_ >= 0 && question_.to_group[static_cast<std::size_t>(to)] == group_) continue;
        const Found one{squared, to};
        if (found_.size() < wanted()) {
            found_.push_back(one);
            if (found_.size() < wanted()) continue;
            std::make_heap(found_.begin(), found_.end());
        } else {
            if (!(one < found_.front())) continue;
            std::pop_heap(found_.begin(), found_.end());
            found_.back() = one;
            std::push_heap(found_.begin(), found_.end());
        }
        worst_ = found_.front().squared;
    }
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
            met += 2 * count[static_cast<std::size_t>(frame.row_of(to.xy[2 * p + 1]) * frame.columns + frame.column_of(to.xy[2 * p]))]++ + 1;
        }
        if (met / static_cast<double>(rows.size()) <= std::max(4.0, question.nearest / 3.0)) return frame;
        cell /= 2;
    }
}

base::Status check_near(const PointSet& from, const PointSet& to, const NearQuestion& question) {
    if (auto status = sensible(question.within, question.factor, from, to); !status) return status;
    if (question.nearest < 1 || question.nearest > nearest_limit) return base::misuse("The number of nearest must be from 1 to 64.");
    const bool grouped = !question.from_group.empty() || !question.to_group.empty();
    if (grouped && (question.from_group.size() != from.size() || question.to_group.size() != to.size()))
        return base::misuse("The group labels must be as many as the points.");
    if (question.same_table && from.size() != to.size()) return base::misuse("Rows of one table must be as many on both sides.");
    return {};
}

/// What of one class is within reach, seen from one point.
struct ClassTally {
    std::int32_t count = 0;
    double nearest = std::numeric_limits<double>::max();  // squared
    std::int32_t row = -1;
};

/// The cells of one class that a circle touches, row by row; a row of cells is one stretch of points.
ClassTally tally_class(const PointGrid& grid, double x, double y, double radius) {
    const GridFrame& frame = grid.frame;
    ClassTally tally;
    const double squared_radius = radius * radius;
    const std::int64_t first_row = std::max<std::int64_t>(frame.row_of(y - radius), 0), last_row = std::min(frame.row_of(y + radius), frame.rows - 1);
    for (std::int64_t r = first_row; r <= last_row; ++r) {
        // Half the chord of the circle at the row's nearest line.
        const double low = frame.min_y + static_cast<double>(r) * frame.cell, high = low + frame.cell;
        const double off = y < low ? low - y : y > high ? y - high : 0;
        const double half = std::sqrt(std::max(0.0, squared_radius - off * off)) + 1e-6;
        const std::int64_t first = std::max<std::int64_t>(frame.column_of(x - half), 0), last = std::min(frame.column_of(x + half), frame.columns - 1);
        if (first > last) continue;
        const auto begin = static_cast<std::size_t>(grid.start[static_cast<std::size_t>(r * frame.columns + first)]);
        const auto end = static_cast<std::size_t>(grid.start[static_cast<std::size_t>(r * frame.columns + last) + 1]);
        for (std::size_t i = begin; i < end; ++i) {
            const double dx = grid.x[i] - x, dy = grid.y[i] - y, squared = dx * dx + dy * dy;
            tally.count += squared <= squared_radius;
            if (squared < tally.nearest || (squared == tally.nearest && grid.row[i] < tally.row)) {
                tally.nearest = squared;
                tally.row = grid.row[i];
            }
        }
    }
    if (tally.count == 0) tally.row = -1;
    return tally;
}

std::vector<PointGrid> grids_by_class(const PointSet& to, const ReachQuestion& question) {
    const auto classes = static_cast<std::size_t>(question.class_count);
    std::vector<std::vector<std::int32_t>> rows(classes);
    for (const std::int32_t row : rows_taking_part(to)) {
        const std::int32_t one = question.classes[static_cast<std::size_t>(row)];
        if (one >= 0) rows[static_cast<std::size_t>(one)].push_back(row);
    }
    const double radius = question.within.value / question.factor;
    const GridFrame frame = GridFrame::around(to, radius / 3, most_cells / question.class_count);
    std::vector<PointGrid> grids;
    for (const auto& chosen : rows) grids.emplace_back(frame, to, chosen);
    return grids;
}

base::Status check_reach(const PointSet& from, const PointSet& to, const ReachQuestion& question) {
    if (auto status = sensible(question.within, question.factor, from, to); !status) return status;
    if (question.class_count < 1 || question.class_count > 64) return base::misuse("The number of classes must be from 1 to 64.");
    if (question.classes.size() != to.size()) return base::misuse("The classes must be as many as the points.");
    for (const std::int32_t one : question.classes)
        if (one < -1 || one >= question.class_count) return base::misuse("A class is not one of those announced.");
    return {};
}

/// People of a household stand at one point and mostly row by row: the row before with the same place has the answer.
class SamePlace {
public:
    /// The row last seen at this place, or -1.
    std::int64_t last(double x, double y, std::size_t row) {
        const auto slot = (static_cast<std::size_t>(static_cast<std::int64_t>(x * 8)) * 31 + static_cast<std::size_t>(static_cast<std::int64_t>(y * 8))) % seen_.size();
        Seen& seen = seen_[slot];
        const std::int64_t before = seen.row >= 0 && seen.x == x && seen.y == y ? seen.row : -1;
        seen = {x, y, static_cast<std::int64_t>(row)};
        return before;
    }

private:
    struct Seen {
        double x = 0, y = 0;
        std::int64_t row = -1;
    };
    std::vector<Seen> seen_ = std::vector<Seen>(4096);
};

}  // namespace

std::int32_t in_steps(double metres) {
    constexpr double most = 2e9;
    const double steps = std::ceil(std::clamp(metres, 0.0, most) / step_metres);
    return std::max(1, static_cast<std::int32_t>(steps)) * step_metres;
}

base::Result<Near> near(const PointSet& from, const PointSet& to, const NearQuestion& question, base::JobContext& job) {
    if (auto status = check_near(from, to, question); !status) return status.error();
    const auto rows = rows_taking_part(to);
    const PointGrid grid(frame_for_nearest(to, rows, question), to, rows);
    NearSearch search(grid, question);
    Near result;
    result.offsets.reserve(from.size() + 1);
    result.offsets.push_back(0);
    result.cut.assign(from.size(), 0);
    const auto most = static_cast<std::size_t>(question.nearest);
    for (std::size_t f = 0; f < from.size(); ++f) {
        if (f % rows_between_looks == 0) {
            if (auto status = job.check(); !status) return status.error();
            job.progress(static_cast<double>(f) / static_cast<double>(from.size()));
        }
        if (from.takes_part(f) && grid.frame.columns > 0) {
            const auto& found = search.run(static_cast<std::int32_t>(f), from.xy[2 * f], from.xy[2 * f + 1]);
            for (std::size_t i = 0; i < std::min(found.size(), most); ++i) {
                result.rows.push_back(found[i].row);
                result.metres.push_back(steps_within(std::sqrt(found[i].squared), question.factor, question.within));
            }
            result.cut[f] = found.size() > most;
            result.cut_rows += result.cut[f];
        }
        result.offsets.push_back(static_cast<std::int64_t>(result.rows.size()));
    }
    return result;
}

base::Result<Reach> reach_counts(const PointSet& from, const PointSet& to, const ReachQuestion& question, base::JobContext& job) {
    if (auto status = check_reach(from, to, question); !status) return status.error();
    const std::vector<PointGrid> grids = grids_by_class(to, question);
    const double radius = question.within.value / question.factor;
    const auto classes = static_cast<std::size_t>(question.class_count);
    Reach reach;
    reach.class_count = question.class_count;
    reach.counts.assign(from.size() * classes, -1);
    reach.nearest_metres.assign(from.size() * classes, -1);
    reach.nearest_row.assign(from.size() * classes, -1);
    SamePlace places;
    for (std::size_t f = 0; f < from.size(); ++f) {
        if (f % rows_between_looks == 0) {
            if (auto status = job.check(); !status) return status.error();
            job.progress(static_cast<double>(f) / static_cast<double>(from.size()));
        }
        if (!from.takes_part(f)) continue;
        const double x = from.xy[2 * f], y = from.xy[2 * f + 1];
        const std::int64_t before = places.last(x, y, f);
        for (std::size_t c = 0; c < classes; ++c) {
            const std::size_t at = f * classes + c;
            if (before >= 0) {
                const std::size_t same = static_cast<std::size_t>(before) * classes + c;
                reach.counts[at] = reach.counts[same];
                reach.nearest_metres[at] = reach.nearest_metres[same];
                reach.nearest_row[at] = reach.nearest_row[same];
                continue;
            }
            const ClassTally tally = grids[c].frame.columns > 0 ? tally_class(grids[c], x, y, radius) : ClassTally{};
            reach.counts[at] = tally.count;
            reach.nearest_row[at] = tally.row;
            if (tally.row >= 0) reach.nearest_metres[at] = steps_within(std::sqrt(tally.nearest), question.factor, question.within);
        }
    }
    return reach;
}

}  // namespace kith::geo
