#include "engine/picture/classes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace kith::picture {
namespace {

constexpr std::size_t fisher_jenks_limit = 3000;

std::vector<double> sorted(std::span<const double> values) {
    std::vector<double> out(values.begin(), values.end());
    std::sort(out.begin(), out.end());
    return out;
}

std::vector<double> different(std::vector<double> values) {
    values.erase(std::unique(values.begin(), values.end()), values.end());
    return values;
}

/// Linear interpolation between the two nearest ranks, as numpy.percentile does; share in 0..1.
double percentile(const std::vector<double>& ordered, double share) {
    const double at = share * static_cast<double>(ordered.size() - 1);
    const auto low = static_cast<std::size_t>(at);
    const std::size_t high = std::min(low + 1, ordered.size() - 1);
    return ordered[low] + (at - static_cast<double>(low)) * (ordered[high] - ordered[low]);
}

Classes counted(Scheme scheme, std::span<const double> values, std::vector<double> upper) {
    Classes out{scheme, *std::min_element(values.begin(), values.end()), std::move(upper), {}};
    out.counts.assign(out.upper.size(), 0);
    for (const double value : values) ++out.counts[class_of(out, value)];
    return out;
}

base::Status check(std::span<const double> values, int k) {
    if (values.empty()) return base::misuse("There are no numbers to put into classes.");
    if (k < 1) return base::misuse("A map needs at least one class.");
    for (const double value : values)
        if (std::isnan(value)) return base::misuse("A value that is not a number cannot be put into a class.");
    return {};
}

base::Error too_few(std::size_t found, int k) {
    return base::misuse("There are " + std::to_string(found) + " different values, too few for " + std::to_string(k) + " classes.");
}

/// Sum of squared deviations of distinct values first..last, with their multiplicities, from running sums.
class Deviations {
public:
    Deviations(const std::vector<double>& ordered, const std::vector<double>& distinct) {
        // Shifted by the median: sums of squares of large, close numbers would cancel badly.
        shift_ = ordered[ordered.size() / 2];
        count_.assign(distinct.size() + 1, 0);
        sum_ = squares_ = count_;
        std::size_t at = 0;
        for (std::size_t i = 0; i < distinct.size(); ++i) {
            std::size_t end = at;
            while (end < ordered.size() && ordered[end] == distinct[i]) ++end;
            const double many = static_cast<double>(end - at);
            const double value = distinct[i] - shift_;
            count_[i + 1] = count_[i] + many;
            sum_[i + 1] = sum_[i] + many * value;
            squares_[i + 1] = squares_[i] + many * value * value;
            at = end;
        }
    }
    double operator()(std::size_t first, std::size_t last) const {
        const double sum = sum_[last + 1] - sum_[first];
        return squares_[last + 1] - squares_[first] - sum * sum / (count_[last + 1] - count_[first]);
    }

private:
    double shift_ = 0;
    std::vector<double> count_, sum_, squares_;
};

}  // namespace

std::string_view name_of(Scheme scheme) {
    constexpr std::string_view names[] = {"quantile", "equal_interval", "fisher_jenks", "standard_deviation", "box", "head_tail", "unique", "manual", "percentile", "pretty"};
    return names[static_cast<std::size_t>(scheme)];
}

std::optional<Scheme> scheme_from(std::string_view name) {
    for (int i = 0; i < scheme_count; ++i)
        if (name_of(static_cast<Scheme>(i)) == name) return static_cast<Scheme>(i);
    return {};
}

std::string_view words_of(Scheme scheme) {
    constexpr std::string_view words[] = {"quantiles", "equal intervals", "natural breaks (Fisher-Jenks)", "standard deviations from the mean", "box map",
                                          "head/tail breaks", "unique values", "chosen breaks", "percentiles", "round numbers"};
    return words[static_cast<std::size_t>(scheme)];
}

bool takes_count(Scheme scheme) { return scheme == Scheme::quantile || scheme == Scheme::equal_interval || scheme == Scheme::fisher_jenks || scheme == Scheme::pretty; }
bool around_middle(Scheme scheme) { return scheme == Scheme::standard_deviation || scheme == Scheme::box || scheme == Scheme::percentile; }

std::size_t class_of(const Classes& classes, double value) {
    const auto at = std::lower_bound(classes.upper.begin(), classes.upper.end(), value);
    return std::min(static_cast<std::size_t>(at - classes.upper.begin()), classes.upper.size() - 1);
}

base::Result<Classes> quantile(std::span<const double> values, int k) {
    if (auto status = check(values, k); !status) return status.error();
    const auto ordered = sorted(values);
    std::vector<double> upper;
    for (int i = 1; i <= k; ++i) upper.push_back(i == k ? ordered.back() : percentile(ordered, static_cast<double>(i) / k));
    return counted(Scheme::quantile, values, different(std::move(upper)));
}

base::Result<Classes> equal_interval(std::span<const double> values, int k) {
    if (auto status = check(values, k); !status) return status.error();
    const auto ordered = different(sorted(values));
    if (ordered.size() < static_cast<std::size_t>(k)) return too_few(ordered.size(), k);
    std::vector<double> upper;
    const double width = (ordered.back() - ordered.front()) / k;
    for (int i = 1; i <= k; ++i) upper.push_back(i == k ? ordered.back() : ordered.front() + width * i);
    return counted(Scheme::equal_interval, values, std::move(upper));
}

base::Result<Classes> fisher_jenks(std::span<const double> values, int k) {
    if (auto status = check(values, k); !status) return status.error();
    const auto ordered = sorted(values);
    const auto distinct = different(ordered);
    const std::size_t n = distinct.size();
    if (n < static_cast<std::size_t>(k)) return too_few(n, k);
    const Deviations deviations(ordered, distinct);
    // best[i]: least deviation of values 0..i in the classes so far; cut[c][i]: where the last of c + 1 classes begins.
    std::vector<double> best(n), next(n);
    std::vector<std::vector<std::size_t>> cut(static_cast<std::size_t>(k), std::vector<std::size_t>(n, 0));
    for (std::size_t i = 0; i < n; ++i) best[i] = deviations(0, i);
    for (std::size_t c = 1; c < static_cast<std::size_t>(k); ++c) {
        next.assign(n, std::numeric_limits<double>::infinity());
        for (std::size_t i = c; i < n; ++i)
            for (std::size_t first = c; first <= i; ++first)
                if (const double sum = best[first - 1] + deviations(first, i); sum < next[i]) {
                    next[i] = sum;
                    cut[c][i] = first;
                }
        best.swap(next);
    }
    std::vector<double> upper(static_cast<std::size_t>(k));
    std::size_t last = n - 1;
    for (std::size_t c = static_cast<std::size_t>(k); c-- > 0;) {
        upper[c] = distinct[last];
        if (c > 0) last = cut[c][last] - 1;
    }
    return counted(Scheme::fisher_jenks, values, std::move(upper));
}

base::Result<Classes> standard_deviation(std::span<const double> values) {
    if (auto status = check(values, 1); !status) return status.error();
    if (values.size() < 2) return base::misuse("A standard deviation needs at least two values.");
    double mean = 0, squares = 0;
    for (const double value : values) mean += value;
    mean /= static_cast<double>(values.size());
    for (const double value : values) squares += (value - mean) * (value - mean);
    const double deviation = std::sqrt(squares / static_cast<double>(values.size() - 1));
    std::vector<double> upper;
    for (const int times : {-2, -1, 1, 2}) upper.push_back(mean + times * deviation);
    const double greatest = *std::max_element(values.begin(), values.end());
    if (upper.back() < greatest) upper.push_back(greatest);
    return counted(Scheme::standard_deviation, values, different(std::move(upper)));
}

base::Result<Classes> box(std::span<const double> values, double hinge) {
    if (auto status = check(values, 1); !status) return status.error();
    const auto ordered = sorted(values);
    const double low = percentile(ordered, 0.25), median = percentile(ordered, 0.5), high = percentile(ordered, 0.75);
    std::vector<double> upper{low - hinge * (high - low), low, median, high, high + hinge * (high - low)};
    if (upper.back() < ordered.back()) upper.push_back(ordered.back());
    return counted(Scheme::box, values, different(std::move(upper)));
}

base::Result<Classes> head_tail(std::span<const double> values) {
    if (auto status = check(values, 1); !status) return status.error();
    const auto ordered = sorted(values);
    std::vector<double> upper;
    auto from = ordered.begin();
    while (from != ordered.end() && *from < ordered.back()) {
        double mean = 0;
        for (auto at = from; at != ordered.end(); ++at) mean += *at;
        mean /= static_cast<double>(ordered.end() - from);
        upper.push_back(mean);
        from = std::upper_bound(from, ordered.end(), mean);
    }
    upper.push_back(ordered.back());
    return counted(Scheme::head_tail, values, different(std::move(upper)));
}

base::Result<Classes> unique(std::span<const double> values) {
    if (auto status = check(values, 1); !status) return status.error();
    return counted(Scheme::unique, values, different(sorted(values)));
}

base::Result<Classes> manual(std::span<const double> values, std::span<const double> upper) {
    if (auto status = check(values, 1); !status) return status.error();
    auto bounds = different(sorted(upper));
    const double greatest = *std::max_element(values.begin(), values.end());
    if (bounds.empty() || bounds.back() < greatest) bounds.push_back(greatest);
    return counted(Scheme::manual, values, std::move(bounds));
}

base::Result<Classes> percentile(std::span<const double> values) {
    if (auto status = check(values, 1); !status) return status.error();
    const auto ordered = sorted(values);
    std::vector<double> upper;
    for (const double share : {0.01, 0.1, 0.5, 0.9, 0.99}) upper.push_back(percentile(ordered, share));
    upper.push_back(ordered.back());
    return counted(Scheme::percentile, values, different(std::move(upper)));
}

base::Result<Classes> pretty(std::span<const double> values, int k) {
    if (auto status = check(values, k); !status) return status.error();
    const auto ordered = sorted(values);
    const double low = ordered.front(), high = ordered.back();
    if (!(high > low)) return counted(Scheme::pretty, values, {high});
    // R's pretty with its default biases: of 1, 2, 5 and 10 times a power of ten the one that R's rule picks.
    constexpr double bias = 1.5, bias_of_five = 0.5 + 1.5 * bias;
    const double cell = (high - low) / k, power = std::pow(10, std::floor(std::log10(cell)));
    double unit = power;
    if (2 * power - cell < bias * (cell - unit)) {
        unit = 2 * power;
        if (5 * power - cell < bias_of_five * (cell - unit)) {
            unit = 5 * power;
            if (10 * power - cell < bias * (cell - unit)) unit = 10 * power;
        }
    }
    constexpr double rounding = 1e-10;
    const double first = std::floor(low / unit + rounding), last = std::ceil(high / unit - rounding);
    std::vector<double> upper;
    for (double step = first + 1; step <= last; ++step) upper.push_back(step * unit);
    auto out = counted(Scheme::pretty, values, std::move(upper));
    out.lowest = first * unit;
    return out;
}

base::Result<Classes> classes_by(const ClassChoice& choice, std::span<const double> values) {
    if (auto status = check(values, choice.classes); !status) return status.error();
    const auto found = static_cast<int>(std::min<std::size_t>(different(sorted(values)).size(), 1000));
    const int k = std::min(choice.classes, found);
    switch (choice.scheme) {
        case Scheme::quantile: return quantile(values, k);
        case Scheme::equal_interval: return equal_interval(values, k);
        case Scheme::fisher_jenks: return default_classes(values, k);
        case Scheme::standard_deviation: return standard_deviation(values);
        case Scheme::box: return box(values, choice.hinge);
        case Scheme::head_tail: return head_tail(values);
        case Scheme::unique: return unique(values);
        case Scheme::manual: return manual(values, choice.upper);
        case Scheme::percentile: return percentile(values);
        case Scheme::pretty: return pretty(values, k);
    }
    return base::misuse("There is no such class scheme.");
}

std::int64_t Histogram::most() const { return counts.empty() ? 0 : *std::max_element(counts.begin(), counts.end()); }

Histogram histogram(std::span<const double> values, const Classes& classes, int bins) {
    Histogram out;
    if (values.empty()) return out;
    out.low = *std::min_element(values.begin(), values.end());
    out.high = *std::max_element(values.begin(), values.end());
    if (bins <= 0) bins = std::clamp(static_cast<int>(std::ceil(std::log2(static_cast<double>(values.size())))) + 1, 5, 60);
    if (!(out.high > out.low)) bins = 1;
    out.counts.assign(static_cast<std::size_t>(bins), 0);
    for (const double value : values) {
        const double at = out.high > out.low ? (value - out.low) / (out.high - out.low) * bins : 0;
        ++out.counts[static_cast<std::size_t>(std::clamp(at, 0.0, bins - 1.0))];
    }
    for (std::size_t i = 0; i + 1 < classes.size(); ++i)
        if (classes.upper[i] > out.low && classes.upper[i] < out.high) out.breaks.push_back(classes.upper[i]);
    return out;
}

double absolute_deviation(const Classes& classes, std::span<const double> values) {
    std::vector<std::vector<double>> members(classes.size());
    for (const double value : sorted(values)) members[class_of(classes, value)].push_back(value);
    double sum = 0;
    for (const auto& inside : members) {
        if (inside.empty()) continue;
        const double median = percentile(inside, 0.5);
        for (const double value : inside) sum += std::abs(value - median);
    }
    return sum;
}

base::Result<Classes> default_classes(std::span<const double> values, int k) {
    if (auto status = check(values, k); !status) return status.error();
    const std::size_t found = different(sorted(values)).size();
    if (found <= static_cast<std::size_t>(k)) return unique(values);
    return found > fisher_jenks_limit ? quantile(values, k) : fisher_jenks(values, k);
}

}  // namespace kith::picture
