#pragma once
// What several analyses need to say how surprising something is.
#include <cstdint>
#include <span>
#include <vector>

namespace kith::sdk {

/// P(X <= k) for X Poisson of this mean. O(k).
double poisson_at_most(std::int64_t k, double mean);
/// Adjusted p-values, controlling the false discovery rate (Benjamini and Hochberg 1995). O(n log n).
std::vector<double> benjamini_hochberg(std::span<const double> p);

}  // namespace kith::sdk
