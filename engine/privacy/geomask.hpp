#pragma once
// Donut masking of points: a home is shown somewhere around where it is, never at it. Source: domain.md 6.2 (Hampton et al. 2010; Allshouse et al. 2010).
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "engine/base/ids.hpp"

namespace kith::privacy {

/// How many people at least and at most live nearer to the point that is shown than to the home, as far as the density tells.
struct Anonymity {
    double least = 50, most = 500;
};
/// The two circles around a home, in metres.
struct Donut {
    double inner = 0, outer = 0;
};
/// r = sqrt(k / (pi density)). `per_km2` > 0.
Donut donut(double per_km2, const Anonymity& anonymity);

struct Shift {
    double x = 0, y = 0;  // metres
    bool operator==(const Shift&) const = default;
};
/// `turn` and `out` in [0, 1): a direction, and a distance that is uniform by area.
Shift shift_in(const Donut& donut, double turn, double out);

/// Where people live, by rising x; `weight`: how many at each point, empty for one each.
struct Homes {
    std::span<const double> xy;
    std::span<const double> weight;
};
/// The people who live nearer to the shown point than the home itself does. O(log homes + those within that distance east and west).
double people_nearer(double home_x, double home_y, const Shift& shift, const Homes& homes);

/// The shift of one person: the same whenever the secret, the person and the homes around are, so that two releases cannot be averaged; a shift that
/// was made earlier stays (keep what comes out). Tries wider donuts (the inner area tripled each time, as where density is uneven) until `least`
/// people truly live nearer; nothing where that does not come about within 12 tries: then the point may not be shown.
std::optional<Shift> masked_shift(double home_x, double home_y, double per_km2, const base::EntityKey& who, std::string_view secret, const Homes& homes, const Anonymity& anonymity,
                                  const std::optional<Shift>& kept = std::nullopt);

}  // namespace kith::privacy
