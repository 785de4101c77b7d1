#include "engine/geo/walking_search.hpp"

#include <algorithm>
#include <cmath>

namespace kith::geo {
namespace {

constexpr double way_cell = 60;
constexpr std::int64_t most_way_cells = 16'000'000;

/// Those rows of a snapped table that are on no way.
std::vector<std::int32_t> off_ways(const WalkingIndex& index, const PointSet& to, std::span<const std::int32_t> chosen, std::vector<WalkingIndex::Snap>& snaps) {
    std::vector<std::int32_t> off;
    snaps.resize(to.size());
    for (const std::int32_t row : chosen) {
        const auto r = static_cast<std::size_t>(row);
        snaps[r] = index.snap(to.xy[2 * r], to.xy[2 * r + 1]);
        if (snaps[r].way < 0) off.push_back(row);
    }
    return off;
}

}  // namespace

WalkingIndex::WalkingIndex(const WalkingNetwork& network, bool step_free) : network_(network), step_free_(step_free) {
    for (std::size_t node = 0; node < network.nodes(); ++node)
        for (auto arc = static_cast<std::size_t>(network.offsets[node]); arc < static_cast<std::size_t>(network.offsets[node + 1]); ++arc)
            if (network.targets[arc] > static_cast<std::int32_t>(node) && network.metres[arc] > 0 && !closed(arc))
                ways_.push_back({static_cast<std::int32_t>(node), network.targets[arc], network.metres[arc]});
    frame_ = GridFrame::around({network.xy}, way_cell, most_way_cells);
    if (!ways_.empty()) fill_cells();
}

void WalkingIndex::fill_cells() {
    // Twice over the ways: how many a cell has, then which. A way is cut into stretches no longer than a cell, so that a slanting one is not in
    // every cell of its box; a cell may name a way twice, which costs nothing but a look.
    start_.assign(frame_.cells() + 1, 0);
    const auto each_cell = [&](auto take) {
        for (std::size_t w = 0; w < ways_.size(); ++w) {
            const auto a = static_cast<std::size_t>(ways_[w].a), b = static_cast<std::size_t>(ways_[w].b);
            const double ax = network_.xy[2 * a], ay = network_.xy[2 * a + 1], dx = network_.xy[2 * b] - ax, dy = network_.xy[2 * b + 1] - ay;
            const int pieces = static_cast<int>(std::min(std::ceil(std::max(std::abs(dx), std::abs(dy)) / frame_.cell), 1e6)) + 1;
            for (int i = 0; i < pieces; ++i) {
                const double from = static_cast<double>(i) / pieces, to = static_cast<double>(i + 1) / pieces;
                const auto c0 = frame_.column_of(std::min(ax + from * dx, ax + to * dx)), c1 = frame_.column_of(std::max(ax + from * dx, ax + to * dx));
                const auto r0 = frame_.row_of(std::min(ay + from * dy, ay + to * dy)), r1 = frame_.row_of(std::max(ay + from * dy, ay + to * dy));
                for (std::int64_t r = std::max<std::int64_t>(r0, 0); r <= std::min(r1, frame_.rows - 1); ++r)
                    for (std::int64_t c = std::max<std::int64_t>(c0, 0); c <= std::min(c1, frame_.columns - 1); ++c)
                        take(static_cast<std::size_t>(r * frame_.columns + c), static_cast<std::int32_t>(w));
            }
        }
    };
    each_cell([&](std::size_t cell, std::int32_t) { ++start_[cell + 1]; });
    for (std::size_t cell = 0; cell < frame_.cells(); ++cell) start_[cell + 1] += start_[cell];
    cell_ways_.resize(static_cast<std::size_t>(start_.back()));
    std::vector<std::int64_t> next(start_.begin(), start_.end() - 1);
    each_cell([&](std::size_t cell, std::int32_t way) { cell_ways_[static_cast<std::size_t>(next[cell]++)] = way; });
}

void WalkingIndex::look_at(std::int32_t index, double x, double y, Snap& best) const {
    const Way& w = way(index);
    const auto a = static_cast<std::size_t>(w.a), b = static_cast<std::size_t>(w.b);
    const double ax = network_.xy[2 * a], ay = network_.xy[2 * a + 1], dx = network_.xy[2 * b] - ax, dy = network_.xy[2 * b + 1] - ay;
    const double squared = dx * dx + dy * dy;
    const double share = squared > 0 ? std::clamp(((x - ax) * dx + (y - ay) * dy) / squared, 0.0, 1.0) : 0;
    const double off = std::hypot(ax + share * dx - x, ay + share * dy - y);
    if (off > farthest_from_ways || (best.way >= 0 && (off > best.off || (off == best.off && index >= best.way)))) return;
    best = {index, share * w.metres, off};
}

WalkingIndex::Snap WalkingIndex::snap(double x, double y) const {
    Snap best;
    if (ways_.empty()) return best;
    for (const double radius : {way_cell, farthest_from_ways}) {
        const std::int64_t c0 = std::max<std::int64_t>(frame_.column_of(x - radius), 0), c1 = std::min(frame_.column_of(x + radius), frame_.columns - 1);
        const std::int64_t r0 = std::max<std::int64_t>(frame_.row_of(y - radius), 0), r1 = std::min(frame_.row_of(y + radius), frame_.rows - 1);
        for (std::int64_t r = r0; r <= r1; ++r)
            for (std::int64_t c = c0; c <= c1; ++c) {
                const auto cell = static_cast<std::size_t>(r * frame_.columns + c);
                for (auto i = static_cast<std::size_t>(start_[cell]); i < static_cast<std::size_t>(start_[cell + 1]); ++i) look_at(cell_ways_[i], x, y, best);
            }
        if (best.way >= 0 && best.off <= radius) return best;
    }
    return best;
}

WalkingSearch::WalkingSearch(const WalkingIndex& index, const PointSet& to, std::span<const std::int32_t> chosen, double within, double factor)
    : index_(index), within_(within), factor_(factor),
      all_(GridFrame::around(to, within / factor / 2, 4'000'000), to, chosen),
      off_rows_(off_ways(index, to, chosen, snaps_)),
      off_(all_.frame, to, off_rows_),
      best_(index.network().nodes()), node_stamp_(best_.size(), 0), node_done_(best_.size(), 0), row_done_(to.size(), 0) {
    attach(chosen);
}

void WalkingSearch::attach(std::span<const std::int32_t> chosen) {
    at_start_.assign(best_.size() + 1, 0);
    for (const std::int32_t row : chosen) {
        const auto& snap = snaps_[static_cast<std::size_t>(row)];
        if (snap.way < 0) continue;
        by_way_.push_back(row);
        ++at_start_[static_cast<std::size_t>(index_.way(snap.way).a) + 1];
        ++at_start_[static_cast<std::size_t>(index_.way(snap.way).b) + 1];
    }
    for (std::size_t node = 0; node < best_.size(); ++node) at_start_[node + 1] += at_start_[node];
    at_.resize(static_cast<std::size_t>(at_start_.back()));
    std::vector<std::int64_t> next(at_start_.begin(), at_start_.end() - 1);
    for (const std::int32_t row : by_way_) {
        const auto& snap = snaps_[static_cast<std::size_t>(row)];
        const WalkingIndex::Way& way = index_.way(snap.way);
        at_[static_cast<std::size_t>(next[static_cast<std::size_t>(way.a)]++)] = {row, snap.along + snap.off * factor_};
        at_[static_cast<std::size_t>(next[static_cast<std::size_t>(way.b)]++)] = {row, way.metres - snap.along + snap.off * factor_};
    }
    const auto way_of = [&](std::int32_t row) { return snaps_[static_cast<std::size_t>(row)].way; };
    std::stable_sort(by_way_.begin(), by_way_.end(), [&](std::int32_t a, std::int32_t b) { return way_of(a) < way_of(b); });
}

void WalkingSearch::push(double metres, std::int64_t what) {
    if (metres > within_) return;
    heap_.push_back({metres, what});
    std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
}

void WalkingSearch::straight_to(const PointGrid& grid, double x, double y) {
    if (grid.row.empty()) return;
    const double radius = within_ / factor_;
    const GridFrame& frame = grid.frame;
    const std::int64_t c0 = std::max<std::int64_t>(frame.column_of(x - radius) - 1, 0), c1 = std::min(frame.column_of(x + radius) + 1, frame.columns - 1);
    const std::int64_t r0 = std::max<std::int64_t>(frame.row_of(y - radius) - 1, 0), r1 = std::min(frame.row_of(y + radius) + 1, frame.rows - 1);
    for (std::int64_t r = r0; r <= r1 && c0 <= c1; ++r)
        for (auto i = static_cast<std::size_t>(grid.start[static_cast<std::size_t>(r * frame.columns + c0)]);
             i < static_cast<std::size_t>(grid.start[static_cast<std::size_t>(r * frame.columns + c1) + 1]); ++i)
            push(std::hypot(grid.x[i] - x, grid.y[i] - y) * factor_, static_cast<std::int64_t>(best_.size()) + grid.row[i]);
}

void WalkingSearch::start_from(double x, double y) {
    const WalkingIndex::Snap from = index_.snap(x, y);
    if (from.way < 0) return straight_to(all_, x, y);
    straight_to(off_, x, y);
    const WalkingIndex::Way& way = index_.way(from.way);
    const double before = from.off * factor_;
    push(before + from.along, way.a);
    push(before + way.metres - from.along, way.b);
    const auto way_of = [&](std::int32_t row) { return snaps_[static_cast<std::size_t>(row)].way; };
    for (auto at = std::lower_bound(by_way_.begin(), by_way_.end(), from.way, [&](std::int32_t row, std::int32_t wanted) { return way_of(row) < wanted; });
         at != by_way_.end() && way_of(*at) == from.way; ++at) {
        const auto& to = snaps_[static_cast<std::size_t>(*at)];
        push(before + std::abs(from.along - to.along) + to.off * factor_, static_cast<std::int64_t>(best_.size()) + *at);
    }
}

void WalkingSearch::settle(std::size_t node, double metres) {
    const WalkingNetwork& network = index_.network();
    for (auto arc = static_cast<std::size_t>(network.offsets[node]); arc < static_cast<std::size_t>(network.offsets[node + 1]); ++arc) {
        const auto next = static_cast<std::size_t>(network.targets[arc]);
        const double there = metres + network.metres[arc];
        if (there > within_ || node_done_[next] == stamp_ || index_.closed(arc) || (node_stamp_[next] == stamp_ && best_[next] <= there)) continue;
        node_stamp_[next] = stamp_;
        best_[next] = there;
        push(there, static_cast<std::int64_t>(next));
    }
    for (auto i = static_cast<std::size_t>(at_start_[node]); i < static_cast<std::size_t>(at_start_[node + 1]); ++i)
        if (row_done_[static_cast<std::size_t>(at_[i].row)] != stamp_) push(metres + at_[i].metres, static_cast<std::int64_t>(best_.size()) + at_[i].row);
}

const std::vector<WalkingSearch::Found>& WalkingSearch::run(double x, double y, std::size_t most, const std::function<bool(std::int32_t)>& skipped) {
    ++stamp_;
    found_.clear();
    heap_.clear();
    start_from(x, y);
    const auto nodes = static_cast<std::int64_t>(best_.size());
    while (!heap_.empty() && found_.size() < most) {
        std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
        const Step step = heap_.back();
        heap_.pop_back();
        if (step.what < nodes) {
            const auto node = static_cast<std::size_t>(step.what);
            if (node_done_[node] == stamp_) continue;
            node_done_[node] = stamp_;
            settle(node, step.metres);
            continue;
        }
        const auto row = static_cast<std::int32_t>(step.what - nodes);
        if (row_done_[static_cast<std::size_t>(row)] == stamp_) continue;
        row_done_[static_cast<std::size_t>(row)] = stamp_;
        if (!skipped(row)) found_.push_back({step.metres, row});
    }
    return found_;
}

}  // namespace kith::geo
