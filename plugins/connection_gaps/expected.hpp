#pragma once
// How many contacts two groups could be expected to have, given their sizes and how far apart they are; and
// how surprising fewer are (domain 4.3).
#include <cstdint>
#include <vector>

namespace kith::connection_gaps {

/// Contacts between two groups of people, of whom `members` many were asked.
struct Between {
    std::int32_t a = 0;
    std::int32_t b = 0;
    std::int32_t distance_class = 0;
    double possible = 0;  // N_a N_b: pairs of people who could be in contact
    std::int64_t contacts = 0;
    // Filled in by `expect`:
    double expected = 0;  // possible * f(class), f = contacts of the class / possible of the class
    double p = 1;         // P(X <= contacts), X Poisson with mean `expected`
    double q = 1;         // p after Benjamini and Hochberg, over all pairs
};

/// Spatial null without a functional form (Expert, Evans, Blondel and Lambiotte 2011). Classes are 0..max. O(n log n).
void expect(std::vector<Between>& pairs);

/// Pearson residual, (T - E) / sqrt(E); 0 where nothing is expected.
double pearson(const Between& pair);

}  // namespace kith::connection_gaps
