#include "plugins/spatial_statistics/weights.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace kith::spatial_statistics {
namespace {

/// Columns become rows; within a row targets ascend.
Weights transposed(const Weights& weights) {
    Weights made;
    made.offsets.assign(weights.size() + 1, 0);
    for (const std::int32_t target : weights.targets) ++made.offsets[static_cast<std::size_t>(target) + 1];
    std::partial_sum(made.offsets.begin(), made.offsets.end(), made.offsets.begin());
    made.targets.resize(weights.targets.size());
    made.values.resize(weights.targets.size());
    std::vector<std::int64_t> at(made.offsets.begin(), made.offsets.end() - 1);
    for (std::size_t i = 0; i < weights.size(); ++i)
        for (std::size_t k = weights.begin(i); k < weights.end(i); ++k) {
            const auto to = static_cast<std::size_t>(at[static_cast<std::size_t>(weights.targets[k])]++);
            made.targets[to] = static_cast<std::int32_t>(i);
            made.values[to] = weights.values[k];
        }
    return made;
}

void close_row(Weights& weights) { weights.offsets.push_back(static_cast<std::int64_t>(weights.targets.size())); }

void link(Weights& weights, std::size_t target, double value) {
    weights.targets.push_back(static_cast<std::int32_t>(target));
    weights.values.push_back(value);
}

}  // namespace

double Weights::sum(std::size_t row) const {
    double total = 0;
    for (std::size_t k = begin(row); k < end(row); ++k) total += values[k];
    return total;
}

double distance(const Point& a, const Point& b) { return std::hypot(a.x - b.x, a.y - b.y); }

Weights contiguity(std::span<const std::int64_t> offsets, std::span<const std::int32_t> targets) {
    Weights made;
    made.offsets.assign(offsets.begin(), offsets.end());
    made.targets.assign(targets.begin(), targets.end());
    made.values.assign(targets.size(), 1.0);
    return made;
}

Weights nearest(std::span<const Point> points, std::size_t k) {
    Weights made;
    std::vector<std::pair<double, std::size_t>> others;
    for (std::size_t i = 0; i < points.size(); ++i) {
        others.clear();
        for (std::size_t j = 0; j < points.size() && points[i].has; ++j)
            if (j != i && points[j].has) others.emplace_back(distance(points[i], points[j]), j);
        const std::size_t most = std::min(k, others.size());
        std::partial_sort(others.begin(), others.begin() + static_cast<std::ptrdiff_t>(most), others.end());
        for (std::size_t n = 0; n < most; ++n) link(made, others[n].second, 1.0);
        close_row(made);
    }
    return made;
}

Weights within(std::span<const Point> points, double metres) {
    Weights made;
    for (std::size_t i = 0; i < points.size(); ++i) {
        for (std::size_t j = 0; j < points.size() && points[i].has; ++j)
            if (j != i && points[j].has && distance(points[i], points[j]) <= metres) link(made, j, 1.0);
        close_row(made);
    }
    return made;
}

double longest_first_step(std::span<const Point> points) {
    double longest = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        double first = std::numeric_limits<double>::infinity();
        for (std::size_t j = 0; j < points.size() && points[i].has; ++j)
            if (j != i && points[j].has) first = std::min(first, distance(points[i], points[j]));
        if (std::isfinite(first)) longest = std::max(longest, first);
    }
    return longest;
}

Weights tied(std::size_t areas, std::span<const AreaTies> pairs) {
    std::vector<AreaTies> both;
    for (const AreaTies& pair : pairs) {
        if (pair.ties <= 0) continue;
        both.push_back(pair);
        both.push_back({pair.b, pair.a, pair.ties, pair.connectors});
    }
    std::sort(both.begin(), both.end(), [](const AreaTies& x, const AreaTies& y) { return std::pair(x.a, x.b) < std::pair(y.a, y.b); });
    Weights made;
    std::size_t at = 0;
    for (std::size_t i = 0; i < areas; ++i) {
        for (; at < both.size() && static_cast<std::size_t>(both[at].a) == i; ++at)
            link(made, static_cast<std::size_t>(both[at].b), static_cast<double>(both[at].ties));
        close_row(made);
    }
    return made;
}

std::vector<std::int32_t> linked(const Weights& weights) {
    std::vector<std::uint8_t> has(weights.size(), 0);
    for (std::size_t i = 0; i < weights.size(); ++i)
        if (weights.degree(i) > 0) has[i] = 1;
    for (const std::int32_t target : weights.targets) has[static_cast<std::size_t>(target)] = 1;
    std::vector<std::int32_t> rows;
    for (std::size_t i = 0; i < has.size(); ++i)
        if (has[i] != 0) rows.push_back(static_cast<std::int32_t>(i));
    return rows;
}

Weights among(const Weights& weights, std::span<const std::int32_t> rows) {
    std::vector<std::int32_t> place(weights.size(), -1);
    for (std::size_t i = 0; i < rows.size(); ++i) place[static_cast<std::size_t>(rows[i])] = static_cast<std::int32_t>(i);
    Weights made;
    for (const std::int32_t row : rows) {
        const auto i = static_cast<std::size_t>(row);
        for (std::size_t k = weights.begin(i); k < weights.end(i); ++k)
            if (const std::int32_t to = place[static_cast<std::size_t>(weights.targets[k])]; to >= 0) link(made, static_cast<std::size_t>(to), weights.values[k]);
        close_row(made);
    }
    return made;
}

Weights row_standardised(const Weights& weights) {
    Weights made = weights;
    for (std::size_t i = 0; i < made.size(); ++i) {
        const double total = weights.sum(i);
        for (std::size_t k = made.begin(i); k < made.end(i); ++k) made.values[k] /= total;
    }
    return made;
}

Constants constants(const Weights& weights) {
    // Σ over i, j of (w_ij + w_ji)² = 2 Σ w² + 2 Σ w_ij w_ji: the second sum walks a row and its column side by side.
    const Weights rows = transposed(transposed(weights)), columns = transposed(weights);
    Constants made;
    made.both.assign(weights.size(), 0);
    double squares = 0, crossed = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        std::size_t c = columns.begin(i);
        for (std::size_t k = rows.begin(i); k < rows.end(i); ++k) {
            made.s0 += rows.values[k];
            squares += rows.values[k] * rows.values[k];
            made.both[i] += rows.values[k];
            made.both[static_cast<std::size_t>(rows.targets[k])] += rows.values[k];
            while (c < columns.end(i) && columns.targets[c] < rows.targets[k]) ++c;
            if (c < columns.end(i) && columns.targets[c] == rows.targets[k]) crossed += rows.values[k] * columns.values[c];
        }
    }
    made.s1 = squares + crossed;
    for (const double both : made.both) made.s2 += both * both;
    return made;
}

}  // namespace kith::spatial_statistics
