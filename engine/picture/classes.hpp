#pragma once
// Class schemes: how a list of numbers is cut into classes for a map or a legend. Pure functions.
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/base/status.hpp"

namespace kith::picture {

enum class Scheme : std::uint8_t {
    quantile,            // the same number of values in each (numpy's linear percentile)
    equal_interval,
    fisher_jenks,        // least sum of squared deviations within classes (Fisher 1958), exact
    standard_deviation,  // mean - 2, - 1, + 1, + 2 sample standard deviations
    box,                 // quartiles with fences at hinge x interquartile range (Tukey 1977)
    head_tail,           // the mean, then the mean of what lies above it, until nothing does (Jiang 2013)
    unique,              // one class for each different value
    manual
};
std::string_view name_of(Scheme scheme);  // "quantile", "equal_interval", …

/// Right-closed classes: class i holds upper[i-1] < value <= upper[i]; the first reaches down to any value. The last
/// upper bound is the greatest value (or the last manual bound when that is greater).
struct Classes {
    Scheme scheme = Scheme::quantile;
    double lowest = 0;                 // the least value classified
    std::vector<double> upper;
    std::vector<std::int64_t> counts;  // values in each class
    std::size_t size() const { return upper.size(); }
};

/// Fewer classes than asked for come back when the values do not allow more (equal quantiles). Errors (misuse): no
/// values, k < 1, or fewer different values than classes for equal_interval, fisher_jenks and unique; NaN is not allowed.
/// O(n log n); fisher_jenks O(k u^2) over u different values.
base::Result<Classes> quantile(std::span<const double> values, int k);
base::Result<Classes> equal_interval(std::span<const double> values, int k);
base::Result<Classes> fisher_jenks(std::span<const double> values, int k);
base::Result<Classes> standard_deviation(std::span<const double> values);
base::Result<Classes> box(std::span<const double> values, double hinge);
base::Result<Classes> head_tail(std::span<const double> values);
base::Result<Classes> unique(std::span<const double> values);
base::Result<Classes> manual(std::span<const double> values, std::span<const double> upper);

/// The class of a value; above the last bound it is the last class.
std::size_t class_of(const Classes& classes, double value);

/// Sum over classes of absolute deviations from the class median: how well a scheme fits (smaller is better).
double absolute_deviation(const Classes& classes, std::span<const double> values);

/// What a map uses when nobody chose: natural breaks into `k` classes, fewer when there are fewer different values;
/// above 3,000 different values quantiles, because Fisher-Jenks is quadratic.
base::Result<Classes> default_classes(std::span<const double> values, int k);

}  // namespace kith::picture
