#include "engine/layout/repulsion.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "engine/base/index.hpp"

namespace kith::layout {
namespace {

using base::at;

constexpr std::int32_t leaf_nodes = 16;
constexpr int bits = 16;  // of a Morton code, an axis

// Four targets at once: gcc and clang both know this type on every processor, with or without such registers.
constexpr std::int32_t lanes = 4;
using Lanes = float __attribute__((vector_size(16)));
Lanes load(const float* from) {
    Lanes value;
    std::memcpy(&value, from, sizeof value);
    return value;
}

/// The low 16 bits moved to the even places.
std::uint32_t spread(std::uint32_t v) {
    v = (v | v << 8) & 0x00FF00FFU;
    v = (v | v << 4) & 0x0F0F0F0FU;
    v = (v | v << 2) & 0x33333333U;
    return (v | v << 1) & 0x55555555U;
}

}  // namespace

void Repulsion::sort_nodes(std::span<const float> x, std::span<const float> y, std::span<const float> mass) {
    const std::size_t n = x.size();
    const auto [left, right] = std::minmax_element(x.begin(), x.end());
    const auto [bottom, top] = std::minmax_element(y.begin(), y.end());
    const float extent = std::max({*right - *left, *top - *bottom, 1e-20F});
    const float scale = static_cast<float>((1 << bits) - 1) / extent;
    codes_.resize(n);
    order_.resize(n);
    other_codes_.resize(n);
    other_order_.resize(n);
    for (std::size_t i = 0; i < n; ++i) {
        const auto column = static_cast<std::uint32_t>((x[i] - *left) * scale);
        const auto row = static_cast<std::uint32_t>((y[i] - *bottom) * scale);
        codes_[i] = spread(std::min(column, 0xFFFFU)) | spread(std::min(row, 0xFFFFU)) << 1;
        order_[i] = static_cast<std::int32_t>(i);
    }
    for (int shift = 0; shift < 2 * bits; shift += 8) {  // a stable radix sort
        std::array<std::uint32_t, 257> start{};
        for (const std::uint32_t code : codes_) ++start[(code >> shift & 255U) + 1];
        for (std::size_t b = 0; b < 256; ++b) start[b + 1] += start[b];
        for (std::size_t i = 0; i < n; ++i) {
            const std::uint32_t place = start[codes_[i] >> shift & 255U]++;
            other_codes_[place] = codes_[i];
            other_order_[place] = order_[i];
        }
        codes_.swap(other_codes_);
        order_.swap(other_order_);
    }
    x_.assign(n + lanes, 0);
    y_.assign(n + lanes, 0);
    mass_.assign(n + lanes, 0);
    for (std::size_t i = 0; i < n; ++i) {
        const std::size_t node = at(order_[i]);
        x_[i] = x[node];
        y_[i] = y[node];
        mass_[i] = mass[node];
    }
}

void Repulsion::make_leaf(Cell& cell) const {
    cell.left = cell.right = x_[at(cell.first)];
    cell.bottom = cell.top = y_[at(cell.first)];
    for (std::size_t i = at(cell.first); i < at(cell.last); ++i) {
        cell.mass += mass_[i];
        cell.x += mass_[i] * x_[i];
        cell.y += mass_[i] * y_[i];
        cell.left = std::min(cell.left, x_[i]);
        cell.right = std::max(cell.right, x_[i]);
        cell.bottom = std::min(cell.bottom, y_[i]);
        cell.top = std::max(cell.top, y_[i]);
    }
    cell.x /= cell.mass;
    cell.y /= cell.mass;
    cell.leaf = true;
}

void Repulsion::build(std::int32_t first, std::int32_t last, int shift) {
    // Levels at which all nodes fall into one quarter need no cell.
    while (shift >= 0 && codes_[at(first)] >> shift == codes_[at(last - 1)] >> shift) shift -= 2;
    const std::size_t self = cells_.size();
    cells_.push_back({0, 0, 0, 0, 0, 0, 0, 0, first, last, 0, false});
    if (last - first <= leaf_nodes || shift < 0) {
        make_leaf(cells_[self]);
    } else {
        Cell sum = cells_[self];
        for (std::int32_t begin = first; begin < last;) {
            const std::uint32_t quarter = codes_[at(begin)] >> shift;
            const auto end = static_cast<std::int32_t>(
                std::partition_point(codes_.begin() + begin, codes_.begin() + last, [&](std::uint32_t c) { return c >> shift <= quarter; }) - codes_.begin());
            const std::size_t child = cells_.size();
            build(begin, end, shift - 2);
            const Cell& c = cells_[child];
            sum.left = begin == first ? c.left : std::min(sum.left, c.left);
            sum.right = begin == first ? c.right : std::max(sum.right, c.right);
            sum.bottom = begin == first ? c.bottom : std::min(sum.bottom, c.bottom);
            sum.top = begin == first ? c.top : std::max(sum.top, c.top);
            sum.mass += c.mass;
            sum.x += c.mass * c.x;
            sum.y += c.mass * c.y;
            begin = end;
        }
        sum.x /= sum.mass;
        sum.y /= sum.mass;
        cells_[self] = sum;
    }
    Cell& cell = cells_[self];
    const float extent = std::max(cell.right - cell.left, cell.top - cell.bottom);
    cell.extent_squared = extent * extent;
    cell.next = static_cast<std::int32_t>(cells_.size());
}

void Repulsion::gather_sources(const Cell& group) {
    source_x_.clear();
    source_y_.clear();
    source_mass_.clear();
    const float middle_x = (group.left + group.right) / 2;
    const float middle_y = (group.bottom + group.top) / 2;
    const float half_x = (group.right - group.left) / 2;
    const float half_y = (group.top - group.bottom) / 2;
    for (std::size_t i = 0; i < cells_.size();) {
        const Cell& cell = cells_[i];
        const float dx = std::max(0.0F, std::fabs(cell.x - middle_x) - half_x);
        const float dy = std::max(0.0F, std::fabs(cell.y - middle_y) - half_y);
        if (cell.extent_squared < opening_squared_ * (dx * dx + dy * dy)) {
            source_x_.push_back(cell.x);
            source_y_.push_back(cell.y);
            source_mass_.push_back(cell.mass);
            i = at(cell.next);
        } else if (cell.leaf) {
            source_x_.insert(source_x_.end(), x_.begin() + cell.first, x_.begin() + cell.last);
            source_y_.insert(source_y_.end(), y_.begin() + cell.first, y_.begin() + cell.last);
            source_mass_.insert(source_mass_.end(), mass_.begin() + cell.first, mass_.begin() + cell.last);
            i = at(cell.next);
        } else {
            ++i;
        }
    }
}

template <Kernel kernel>
void Repulsion::push(const Cell& group, float softening, float strength, std::span<float> force_x, std::span<float> force_y) const {
    const std::size_t sources = source_x_.size();
    for (std::int32_t first = group.first; first < group.last; first += lanes) {
        const Lanes x = load(&x_[at(first)]);
        const Lanes y = load(&y_[at(first)]);
        Lanes fx{};
        Lanes fy{};
        for (std::size_t s = 0; s < sources; ++s) {
            const Lanes dx = x - source_x_[s];
            const Lanes dy = y - source_y_[s];
            Lanes below = dx * dx + dy * dy + softening;
            if constexpr (kernel == Kernel::short_range) below *= below;
            const Lanes factor = source_mass_[s] / below;
            fx += dx * factor;
            fy += dy * factor;
        }
        const std::int32_t count = std::min(lanes, group.last - first);
        for (std::int32_t i = 0; i < count; ++i) {
            const std::size_t node = at(order_[at(first + i)]);
            const float scale = strength * mass_[at(first + i)];
            force_x[node] += fx[i] * scale;
            force_y[node] += fy[i] * scale;
        }
    }
}

void Repulsion::add(std::span<const float> x, std::span<const float> y, std::span<const float> mass, Kernel kernel, float softening, float strength,
    std::span<float> force_x, std::span<float> force_y) {
    if (x.empty()) return;
    sort_nodes(x, y, mass);
    cells_.clear();
    build(0, static_cast<std::int32_t>(x.size()), 2 * bits - 2);
    for (const Cell& group : cells_) {
        if (!group.leaf) continue;
        gather_sources(group);
        if (kernel == Kernel::inverse) push<Kernel::inverse>(group, softening, strength, force_x, force_y);
        else push<Kernel::short_range>(group, softening, strength, force_x, force_y);
    }
}

}  // namespace kith::layout
