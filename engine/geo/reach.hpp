#pragma once
// Nearness is a question, not a layer: who and what is within a walk, by the walking network where the question names one, else counted
// straight × factor. Answers are in steps of 50 m, rounded up ("at most 150 m"), so that they give no position away.
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"
#include "engine/base/units.hpp"
#include "engine/geo/rings.hpp"

namespace kith::geo {

struct WalkingNetwork;

inline constexpr std::int32_t step_metres = 50;
inline constexpr int nearest_limit = 64;
/// Walking distance over straight distance where there is no walking network (domain 4.4).
inline constexpr double straight_line_factor = 1.3;

struct NearQuestion {
    base::Metres within{800};                    // walking metres
    int nearest = nearest_limit;                 // 1 to 64; 0 = all
    double factor = straight_line_factor;        // at least 1
    bool same_table = false;                     // from and to are the rows of one table: no row is near itself
    std::span<const std::int32_t> from_group{};  // rows with the same label, 0 or more, are skipped (a household); both or
    std::span<const std::int32_t> to_group{};    // neither; -1 = no group
    // On foot: straight × factor to the nearest way of a place, along ways, and straight × factor again. Where either end is farther than 250 m
    // from every way, straight × factor for the pair. nullptr: straight × factor for all.
    const WalkingNetwork* walking = nullptr;
    bool step_free = false;                      // not by ways that are known to have steps
};

/// The nearest of each `from` row: rows[offsets[f]] .., nearest first, ties by row.
struct Near {
    std::vector<std::int64_t> offsets;  // from rows + 1
    std::vector<std::int32_t> rows;     // of `to`
    std::vector<std::int32_t> metres;   // beside `rows`: 50, 100, … at most that far
    std::vector<std::int32_t> straight; // beside `rows`, where there is a network: the straight line, in steps
    std::vector<std::uint8_t> cut;      // a from row: 1 = there were more within reach than `nearest`
    std::int64_t cut_rows = 0;
};

/// Deterministic. Cost grows with `nearest`, not with how many are within reach; on foot, with the ways up to there, once for each place. Errors: misuse (within not above 0 or beyond
/// 100 km, nearest not in 0-64, factor below 1, groups of the wrong length) and "stopped, as asked".
base::Result<Near> near(const PointSet& from, const PointSet& to, const NearQuestion& question, base::JobContext& job);

/// near() for one place after another: the ways in cells, and where the rows of `to` stand on them, are worked out once.
class NearOnFoot {
public:
    /// `question.walking` is not nullptr, and `nearest` not 0; same_table and groups are not heeded. What `to` and the network borrow outlives
    /// this. O(ways + to).
    NearOnFoot(const PointSet& to, const NearQuestion& question);
    NearOnFoot(NearOnFoot&&) noexcept;
    ~NearOnFoot();
    struct Found {
        std::int32_t row;
        std::int32_t metres;  // in steps
    };
    /// As near() says of a single row of `from`. O(ways within reach). One thread at a time.
    std::vector<Found> from(double x, double y);

private:
    struct Hidden;
    std::unique_ptr<Hidden> hidden_;
};

struct ReachQuestion {
    base::Metres within{800};
    double factor = straight_line_factor;
    std::span<const std::int32_t> classes{};  // a `to` row: 0 .. class_count - 1, or -1 (counted in no class)
    int class_count = 1;                      // 1 to 64
    const WalkingNetwork* walking = nullptr;  // as in NearQuestion
    bool step_free = false;
};

/// Without a cap. Rows of `from` that take no part hold -1 throughout: unknown is not zero.
struct Reach {
    int class_count = 0;
    std::vector<std::int32_t> counts;          // from rows × class_count, row by row
    std::vector<std::int32_t> nearest_metres;  // same shape: steps of 50 m, -1 = none of this class within reach
    std::vector<std::int32_t> nearest_row;     // same shape: the row of `to`, the lowest among equals, -1 = none
};

/// Deterministic. O(from + to + pairs within about twice the circle); on foot a walk from each place of the smaller side. Errors: misuse as above, and "stopped, as asked".
base::Result<Reach> reach_counts(const PointSet& from, const PointSet& to, const ReachQuestion& question, base::JobContext& job);

/// Walking metres rounded up to the step: never 0, never less than the way.
std::int32_t in_steps(double metres);

}  // namespace kith::geo
