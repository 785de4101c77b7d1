#pragma once
// Class schemes: how a list of numbers is cut into classes for a map or a legend. Pure functions.
#include <cstdint>
#include <optional>
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
    manual,
    percentile,          // at 1, 10, 50, 90 and 99 % (GeoDa's percentile map)
    pretty               // round numbers (R's pretty): about as many classes as asked for
};
inline constexpr int scheme_count = 10;
std::string_view name_of(Scheme scheme);  // "quantile", "equal_interval", …
std::optional<Scheme> scheme_from(std::string_view name);
/// As people say it: "quantiles", "natural breaks (Fisher-Jenks)", …
std::string_view words_of(Scheme scheme);
/// Whether it cuts into as many classes as are asked for; the others have a number of their own.
bool takes_count(Scheme scheme);
/// Whether its classes lie around a middle: it is shown in colours with a middle.
bool around_middle(Scheme scheme);

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

base::Result<Classes> percentile(std::span<const double> values);
/// May give a class or two more or fewer than `k`.
base::Result<Classes> pretty(std::span<const double> values, int k);

/// A scheme with all that it needs to be asked for.
struct ClassChoice {
    Scheme scheme = Scheme::fisher_jenks;
    int classes = 5;                   // 2..10; quantile, equal_interval, fisher_jenks, pretty
    double hinge = 1.5;                // box
    std::vector<double> upper;         // manual
};
/// Errors as the scheme's own; where there are fewer different values than classes asked for, as many as there are.
base::Result<Classes> classes_by(const ClassChoice& choice, std::span<const double> values);

/// A histogram that goes with classes: equal bins from the least to the greatest value, and where the classes are cut.
struct Histogram {
    double low = 0, high = 0;                 // of the first and last bin
    std::vector<std::int64_t> counts;         // one a bin; they add up to the values
    std::vector<double> breaks;               // inner upper bounds of the classes
    std::int64_t most() const;
    double width() const { return counts.empty() ? 0 : (high - low) / static_cast<double>(counts.size()); }
};
/// `bins` 0: Sturges' number, at least 5 and at most 60. A bin holds low <= value < high, the last also its high.
Histogram histogram(std::span<const double> values, const Classes& classes, int bins = 0);

/// The class of a value; above the last bound it is the last class.
std::size_t class_of(const Classes& classes, double value);

/// Sum over classes of absolute deviations from the class median: how well a scheme fits (smaller is better).
double absolute_deviation(const Classes& classes, std::span<const double> values);

/// What a map uses when nobody chose: natural breaks into `k` classes, fewer when there are fewer different values;
/// above 3,000 different values quantiles, because Fisher-Jenks is quadratic.
base::Result<Classes> default_classes(std::span<const double> values, int k);

}  // namespace kith::picture
