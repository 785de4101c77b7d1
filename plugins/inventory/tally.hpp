#pragma once
// What each area has: counts by class and subtype, diversity, who confirmed it and how long ago.
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "plugins/inventory/units.hpp"

namespace kith::inventory {

struct SubtypeCount {
    std::int32_t asset_class = unknown_class;  // 0-5, or unknown_class
    std::int32_t subtype = -1;                 // -1: not known
    std::int64_t count = 0;
    std::int32_t newest = no_date;             // when one of them was last confirmed
};

struct Tally {
    std::array<std::int64_t, class_count + 1> by_class{};
    std::int64_t total = 0;
    std::int64_t potential = 0, closed = 0;          // in no total
    std::vector<SubtypeCount> subtypes;              // by class, then most first, then code; unknown subtypes last
    std::int64_t confirmed_known = 0;                // units of which it is known who confirmed them
    std::int64_t confirmed_by_resident = 0;
    std::int64_t dated = 0;                          // units with a date of confirmation
    std::optional<double> median_months;             // since the last confirmation, of those dated, at `as_of`
    std::int32_t oldest = no_date, newest = no_date;

    /// Of the units of known subtype; nothing where there is none. Richness is then 0.
    std::optional<double> hill(double q) const;
    std::int64_t richness() const;                   // subtypes
    std::int64_t untyped() const;                    // units of unknown subtype
};

/// One tally an area of the layer; the last, one more, is of all units wherever they lie. O(records + areas + m log m) for m
/// memberships. Months are of 365.25 / 12 days.
std::vector<Tally> tally(const Records& records, const Units& units, const Within& within, std::int32_t areas,
                         std::optional<std::int32_t> as_of);

}  // namespace kith::inventory
