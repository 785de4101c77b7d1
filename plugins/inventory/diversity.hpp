#pragma once
// Hill numbers (Hill 1973): how many kinds there would be, were all equally common.
#include <cstdint>
#include <span>

namespace kith::inventory {

/// qD = (sum_s p_s^q)^(1 / (1 - q)) of counts >= 0, with q = 1 as its limit exp(-sum p ln p). q = 0: how many kinds; q = 2:
/// 1 / sum p^2. Needs at least one count above zero. O(counts).
double hill(std::span<const std::int64_t> counts, double q);

}  // namespace kith::inventory
