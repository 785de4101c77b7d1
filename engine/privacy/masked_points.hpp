#pragma once
// Homes as they are handed to a partner: each moved to somewhere around, so that fifty people at least live nearer to the point than who it stands for (decision 0061).
#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/place/place.hpp"
#include "engine/privacy/geomask.hpp"
#include "engine/privacy/view.hpp"

namespace kith::privacy {

/// How far somebody's point was moved, kept for life: two different ones would give the home away.
struct KeptShift {
    base::EntityKey who;
    Shift shift;
    bool operator==(const KeptShift&) const = default;
};

/// What is asked of a shift: three times the people that are promised, as density is even within no area (domain.md 6.2, Allshouse et al. 2010).
inline constexpr Anonymity promised{50, 500}, asked_for{150, 1500};

/// The people of each primary area, spread evenly over it: simple areal weighting (Goodchild and Lam 1980) on a grid of at most 400 points an area.
/// Areas of which no population is known have none. `weight` people stand at each of `xy`, metres; ordered by x.
struct SpreadHomes {
    std::vector<double> xy, weight;
};
SpreadHomes spread_homes(const place::Revision& revision);

struct MaskedPoints {
    ViewPtr view;                        // people where they are shown, in no area: an area that is told would narrow the circle
    std::vector<KeptShift> shifts;       // of all that was kept, and of those who came
    std::int64_t moved = 0, without = 0; // without: no such point could be found, or nobody knows how many live around; they have no point
};
/// `view`: of the team, of `place`. Error: misuse where no primary area has a population. O(people · homes around).
base::Result<MaskedPoints> masked_points(ViewPtr view, const place::Place& place, std::span<const KeptShift> kept, base::JobContext& job);

}  // namespace kith::privacy
