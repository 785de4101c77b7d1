#include "viewer/model/path_index.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace kith::viewer::model {
namespace {

constexpr int cells_across = 32;
constexpr double may_be_off = 0.7;            // pixels
constexpr std::array<double, 6> steps{0, 1.5, 6, 24, 96, 384};
constexpr std::size_t worth_a_level = 4'000;  // segments of the one before
constexpr std::size_t layers_kept = 12;

/// Each look's place in the order of painting.
constexpr std::array<std::size_t, picture::backdrop_look_count> ranks() {
    std::array<std::size_t, picture::backdrop_look_count> out{};
    for (std::size_t rank = 0; rank < out.size(); ++rank) out[static_cast<std::size_t>(picture::painted_in_order[rank])] = rank;
    return out;
}

}  // namespace

PathIndex::PathIndex(const picture::Paths& paths) : ink_(picture::ink_of(paths)) {
    const picture::Bounds& bounds = ink_.bounds;
    origin_ = {std::floor((bounds.left + bounds.right) / 2), std::floor((bounds.bottom + bounds.top) / 2)};
    cell_ = std::max({bounds.width(), bounds.height(), 1.0}) / cells_across;
    columns_ = std::max(1, static_cast<int>(std::ceil(bounds.width() / cell_)));
    rows_ = std::max(1, static_cast<int>(std::ceil(bounds.height() / cell_)));
    for (const double step : steps) {
        if (!levels_.empty() && levels_.back().looks.size() < worth_a_level) break;
        add_level(paths, step);
    }
}

int PathIndex::column_of(double x) const { return std::clamp(static_cast<int>(std::floor((x - ink_.bounds.left) / cell_)), 0, columns_ - 1); }
int PathIndex::row_of(double y) const { return std::clamp(static_cast<int>(std::floor((y - ink_.bounds.bottom) / cell_)), 0, rows_ - 1); }

/// Segments longer than a cell are cut, so that none reaches farther than half a cell from the one that holds its middle.
void PathIndex::add_level(const picture::Paths& paths, double step) {
    static constexpr auto rank_of = ranks();
    struct Segment {
        std::uint32_t key, look;
        std::array<float, 4> ends;
    };
    std::vector<Segment> segments;
    const auto cells = static_cast<std::uint32_t>(columns_ * rows_);
    const auto add = [&](Vec2 a, Vec2 b, std::uint32_t look) {
        const int pieces = std::max(1, static_cast<int>(std::ceil(std::hypot(b.x - a.x, b.y - a.y) / cell_)));
        for (int i = 0; i < pieces; ++i) {
            const Vec2 from = a + (b - a) * (static_cast<double>(i) / pieces), to = a + (b - a) * (static_cast<double>(i + 1) / pieces);
            const auto cell = static_cast<std::uint32_t>(row_of((from.y + to.y) / 2) * columns_ + column_of((from.x + to.x) / 2));
            segments.push_back({static_cast<std::uint32_t>(rank_of[look]) * cells + cell, look,
                                {static_cast<float>(from.x - origin_.x), static_cast<float>(from.y - origin_.y), static_cast<float>(to.x - origin_.x), static_cast<float>(to.y - origin_.y)}});
        }
    };
    for (std::size_t line = 0; line < paths.size(); ++line)
        for (auto path = static_cast<std::size_t>(paths.line_paths[line]); path < static_cast<std::size_t>(paths.line_paths[line + 1]); ++path) {
            const std::vector<double> xy = picture::coarser(paths.path(path), step);
            for (std::size_t i = 2; i + 1 < xy.size(); i += 2) add({xy[i - 2], xy[i - 1]}, {xy[i], xy[i + 1]}, static_cast<std::uint32_t>(paths.looks[line]));
        }
    Level level;
    level.step = step;
    level.starts.assign(picture::backdrop_look_count * cells + 1, 0);
    for (const Segment& segment : segments) ++level.starts[segment.key + 1];
    for (std::size_t i = 1; i < level.starts.size(); ++i) level.starts[i] += level.starts[i - 1];
    std::vector<std::uint32_t> next(level.starts.begin(), level.starts.end() - 1);
    level.ends.resize(4 * segments.size());
    level.looks.resize(segments.size());
    for (const Segment& segment : segments) {
        const std::size_t at = next[segment.key]++;
        level.looks[at] = segment.look;
        std::copy(segment.ends.begin(), segment.ends.end(), level.ends.begin() + static_cast<std::ptrdiff_t>(4 * at));
    }
    levels_.push_back(std::move(level));
}

void PathIndex::cut(const Rect& view, double pixels_per_metre, double scale, bool all, Cut& into) const {
    const double metres_per_pixel = scale / pixels_per_metre;
    into.width = static_cast<float>(picture::backdrop_width(metres_per_pixel));
    into.level = 0;
    while (into.level + 1 < levels_.size() && levels_[into.level + 1].step * pixels_per_metre <= may_be_off) ++into.level;
    into.stretches.clear();
    into.left_out = 0;
    const std::uint32_t drawn = all ? ~0u : picture::looks_drawn(ink_, metres_per_pixel);
    const Level& level = levels_[into.level];
    const Rect around = view.grown(cell_ / 2);
    const picture::Bounds& bounds = ink_.bounds;
    const bool away = around.low.x > bounds.right || around.high.x < bounds.left || around.low.y > bounds.top || around.high.y < bounds.bottom;
    const int left = column_of(around.low.x), right = column_of(around.high.x), bottom = row_of(around.low.y), top = row_of(around.high.y);
    for (std::size_t rank = 0; rank < picture::backdrop_look_count; ++rank) {
        const auto look = static_cast<std::int32_t>(picture::painted_in_order[rank]);
        if (!picture::is_drawn(drawn, look)) {
            into.left_out += ink_.lines[static_cast<std::size_t>(look)];
            continue;
        }
        for (int row = bottom; row <= top && !away; ++row) {
            const std::size_t first = (rank * static_cast<std::size_t>(rows_) + static_cast<std::size_t>(row)) * static_cast<std::size_t>(columns_);
            const Stretch stretch{level.starts[first + static_cast<std::size_t>(left)], level.starts[first + static_cast<std::size_t>(right) + 1]};
            if (stretch.first == stretch.last) continue;
            if (!into.stretches.empty() && into.stretches.back().last == stretch.first) into.stretches.back().last = stretch.last;
            else into.stretches.push_back(stretch);
        }
    }
}

std::shared_ptr<const PathIndex> PathCache::of(const column::SegmentPtr& lines) {
    const base::Digest digest = lines->digest();
    const auto at = std::find_if(made_.begin(), made_.end(), [&](const Made& one) { return one.digest == digest; });
    if (at != made_.end()) {
        std::rotate(at, at + 1, made_.end());
        return made_.back().index;
    }
    if (made_.size() == layers_kept) made_.erase(made_.begin());
    made_.push_back({digest, std::make_shared<const PathIndex>(picture::paths_of(*lines))});
    return made_.back().index;
}

}  // namespace kith::viewer::model
