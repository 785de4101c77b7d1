#pragma once
// Numbers of what happened in a time, said again and again for times that overlap: which may be said beside those that were. Pure.
#include <cstdint>
#include <span>

#include "engine/privacy/disclosure.hpp"

namespace kith::privacy {

/// What could have happened from a day to before another, of one kind.
struct SaidOfTime {
    std::int32_t from = 0, before = 0;  // days
    Possible count;
    bool operator==(const SaidOfTime&) const = default;
};

/// May `fresh` be said beside what was said before? Taking numbers from each other, nobody may then know the count of any shorter time to fewer than
/// `least_values`, unless it surely reaches the threshold. One that contradicts those that stand before it is passed over: what is written down was
/// changed since. The latest are the first to count. Exact: counts up to each day are a system of differences. O(earlier · days³).
bool may_be_said_beside(const SaidOfTime& fresh, std::span<const SaidOfTime> earlier, const Rule& rule);

}  // namespace kith::privacy
