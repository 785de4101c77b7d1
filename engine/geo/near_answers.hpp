#pragma once
// The nearest of each row put together, place by place: for near() by straight lines and on foot alike. Inside geo only.
#include <algorithm>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/geo/point_grid.hpp"
#include "engine/geo/reach.hpp"

namespace kith::geo {

inline constexpr std::size_t rows_between_looks = 4096;

/// Now and then: how far it is, and whether somebody wants to stop.
inline base::Status look_up(base::JobContext& job, std::size_t done, std::size_t all, std::size_t between = rows_between_looks) {
    if (done % between != 0) return {};
    job.progress(static_cast<double>(done) / static_cast<double>(all));
    return job.check();
}

/// A distance that is within reach is never said to be farther than the last step.
inline std::int32_t steps_within(double walking, base::Metres within) { return std::min(in_steps(walking), in_steps(within.value)); }

struct NearAnswer {
    std::int32_t row;
    std::int32_t metres;    // of walking, in steps
    std::int32_t straight;  // in steps; -1: not asked
};

/// Answers in the order in which they were found, and whose they are; in the end row by row.
class NearAnswers {
public:
    NearAnswers(std::size_t most, std::size_t rows, bool with_straight) : most_(most), with_straight_(with_straight), answer_of_(rows, -1) {}

    /// One more than `most`, where there is one.
    void add(const std::vector<NearAnswer>& found) {
        for (std::size_t i = 0; i < std::min(found.size(), most_); ++i) {
            rows_.push_back(found[i].row);
            metres_.push_back(found[i].metres);
            if (with_straight_) straight_.push_back(found[i].straight);
        }
        ends_.push_back(static_cast<std::ptrdiff_t>(rows_.size()));
        cut_.push_back(found.size() > most_);
    }
    /// The last answer is also this row's.
    void give(std::size_t row) { answer_of_[row] = static_cast<std::int32_t>(cut_.size()) - 1; }

    Near by_row() && {
        Near near;
        near.offsets.assign(answer_of_.size() + 1, 0);
        near.cut.assign(answer_of_.size(), 0);
        for (std::size_t f = 0; f < answer_of_.size(); ++f) near.offsets[f + 1] = near.offsets[f] + length(answer_of_[f]);
        const auto pairs = static_cast<std::size_t>(near.offsets.back());
        near.rows.reserve(pairs);
        near.metres.reserve(pairs);
        if (with_straight_) near.straight.reserve(pairs);
        for (std::size_t f = 0; f < answer_of_.size(); ++f) {
            if (answer_of_[f] < 0) continue;
            const auto a = static_cast<std::size_t>(answer_of_[f]);
            const auto append = [&](std::vector<std::int32_t>& to, const std::vector<std::int32_t>& from) {
                to.insert(to.end(), from.begin() + ends_[a], from.begin() + ends_[a + 1]);
            };
            append(near.rows, rows_);
            append(near.metres, metres_);
            if (with_straight_) append(near.straight, straight_);
            near.cut[f] = cut_[a];
            near.cut_rows += cut_[a];
        }
        return near;
    }

private:
    std::int64_t length(std::int32_t answer) const {
        if (answer < 0) return 0;
        const auto a = static_cast<std::size_t>(answer);
        return ends_[a + 1] - ends_[a];
    }
    std::size_t most_;
    bool with_straight_;
    std::vector<std::int32_t> answer_of_;  // a from row
    std::vector<std::ptrdiff_t> ends_{0};  // answers + 1
    std::vector<std::int32_t> rows_, metres_, straight_;
    std::vector<std::uint8_t> cut_;
};

/// Does leaving out a row's group leave out the row itself?
inline bool in_own_group(const NearQuestion& question, std::size_t row) {
    return !question.from_group.empty() && question.from_group[row] >= 0 && question.to_group[row] == question.from_group[row];
}

/// Asks `find(row, found)` once for each place: at the same place, and with the same rows skipped, the answer is the same.
template <class Find>
base::Result<Near> near_by_place(const PointSet& from, const NearQuestion& question, std::size_t most, double cell, std::size_t between, base::JobContext& job, Find find) {
    NearAnswers answers(most, from.size(), question.walking != nullptr);
    std::vector<NearAnswer> found;
    const auto order = rows_by_place(from, cell);
    const auto group = [&](std::size_t row) { return question.from_group.empty() ? -1 : question.from_group[row]; };
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (auto status = look_up(job, i, order.size(), between); !status) return status.error();
        const auto f = static_cast<std::size_t>(order[i]), last = static_cast<std::size_t>(order[i > 0 ? i - 1 : 0]);
        const bool same = i > 0 && from.xy[2 * f] == from.xy[2 * last] && from.xy[2 * f + 1] == from.xy[2 * last + 1] && group(f) == group(last) &&
                          (!question.same_table || (in_own_group(question, f) && in_own_group(question, last)));
        if (!same) {
            found.clear();
            find(order[i], found);
            answers.add(found);
        }
        answers.give(f);
    }
    return std::move(answers).by_row();
}

}  // namespace kith::geo
