#include "engine/layout/pack.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <unordered_set>
#include <utility>

namespace kith::layout {
namespace {

struct Spot {
    std::int64_t column;
    std::int64_t row;
};

/// The n-th cell of a square spiral around 0,0: all of one ring before the next.
Spot spiral(std::int64_t n) {
    if (n == 0) return {0, 0};
    auto ring = static_cast<std::int64_t>((std::sqrt(static_cast<double>(n)) + 1) / 2);
    while ((2 * ring + 1) * (2 * ring + 1) <= n) ++ring;
    while ((2 * ring - 1) * (2 * ring - 1) > n) --ring;
    const std::int64_t side = 2 * ring;
    const std::int64_t along = n - (side - 1) * (side - 1);
    const std::int64_t step = along % side;
    switch (along / side) {
        case 0: return {ring, step - ring + 1};
        case 1: return {ring - 1 - step, ring};
        case 2: return {-ring, ring - 1 - step};
        default: return {step - ring + 1, -ring};
    }
}

class Cells {
public:
    bool free(Spot low, std::int64_t columns, std::int64_t rows) const {
        // Corners first: most spots that are taken are taken there.
        if (taken(low) || taken({low.column + columns - 1, low.row + rows - 1})) return false;
        for (std::int64_t r = 0; r < rows; ++r)
            for (std::int64_t c = 0; c < columns; ++c)
                if (taken({low.column + c, low.row + r})) return false;
        return true;
    }
    void take(Spot low, std::int64_t columns, std::int64_t rows) {
        for (std::int64_t r = 0; r < rows; ++r)
            for (std::int64_t c = 0; c < columns; ++c) taken_.insert(key({low.column + c, low.row + r}));
    }

private:
    static std::int64_t key(Spot s) { return s.column * 4294967296 + s.row; }
    bool taken(Spot s) const { return taken_.count(key(s)) != 0; }
    std::unordered_set<std::int64_t> taken_;
};

}  // namespace

std::vector<Point> pack(std::span<const Size> sizes) {
    if (sizes.empty()) return {};
    double area = 0;
    for (const Size& s : sizes) area += s.width * s.height;
    const double cell = std::max(1e-9, std::sqrt(area / (64.0 * static_cast<double>(sizes.size()))));
    Cells cells;
    std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> first_try;  // all spots before it are taken for this size
    std::vector<Point> middles;
    for (const Size& size : sizes) {
        const auto columns = std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(size.width / cell)));
        const auto rows = std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(size.height / cell)));
        std::int64_t& n = first_try[{columns, rows}];
        Spot low{};
        for (;; ++n) {
            const Spot away = spiral(n);
            low = {away.column - columns / 2, away.row - rows / 2};
            if (cells.free(low, columns, rows)) break;
        }
        cells.take(low, columns, rows);
        middles.push_back({(static_cast<double>(low.column) + static_cast<double>(columns) / 2) * cell, (static_cast<double>(low.row) + static_cast<double>(rows) / 2) * cell});
    }
    const Point first = middles.front();
    for (Point& p : middles) p = {p.x - first.x, p.y - first.y};
    return middles;
}

std::vector<Point> pack_near(std::span<const Size> sizes, std::span<const Point> wishes) {
    std::vector<Point> middles;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        const auto is_free = [&](Point p) {
            for (std::size_t j = 0; j < i; ++j)
                if (std::fabs(p.x - middles[j].x) < (sizes[i].width + sizes[j].width) / 2 && std::fabs(p.y - middles[j].y) < (sizes[i].height + sizes[j].height) / 2)
                    return false;
            return true;
        };
        const double step = std::max(1.0, std::min(sizes[i].width, sizes[i].height) / 4);
        Point middle = wishes[i];
        for (std::int64_t n = 1; !is_free(middle); ++n) {
            // Rings grow wider apart, so that the way out of a large rectangle is not long.
            const Spot away = spiral(n);
            const double reach = step * std::pow(1.05, static_cast<double>(std::max(std::abs(away.column), std::abs(away.row))) - 1);
            middle = {wishes[i].x + static_cast<double>(away.column) * reach, wishes[i].y + static_cast<double>(away.row) * reach};
        }
        middles.push_back(middle);
    }
    return middles;
}

}  // namespace kith::layout
