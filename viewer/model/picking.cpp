#include "viewer/model/picking.hpp"

#include <cmath>
#include <numeric>

namespace kith::viewer::model {
namespace {

constexpr double points_a_cell = 8;
constexpr int most_cells_across = 2048;

double squared(Vec2 v) { return v.x * v.x + v.y * v.y; }

bool crosses(Vec2 a, Vec2 b, Vec2 at) { return (a.y > at.y) != (b.y > at.y) && at.x < a.x + (at.y - a.y) / (b.y - a.y) * (b.x - a.x); }

/// An edge of a lasso on one row of cells, ready to be asked about many points: a level ray to the right crosses it where
/// low <= y < high. It touches the cells of columns left to right; `through`: it spans the whole row.
struct RowEdge {
    double low, high, x, y, slope;
    int left, right;
    bool through;
};
unsigned crossings(const std::vector<RowEdge>& edges, Vec2 at) {
    unsigned sum = 0;
    for (const RowEdge& edge : edges)
        sum += static_cast<unsigned>(edge.low <= at.y) & static_cast<unsigned>(at.y < edge.high) & static_cast<unsigned>(at.x < edge.x + (at.y - edge.y) * edge.slope);
    return sum;
}
/// Edges that decide something inside a column, into `near`; gives how many more every ray from there crosses.
unsigned edges_at(const std::vector<RowEdge>& edges, int column, std::vector<RowEdge>& near) {
    near.clear();
    unsigned always = 0;
    for (const RowEdge& edge : edges) {
        if (edge.right < column) continue;
        if (edge.left > column && edge.through) ++always;
        else near.push_back(edge);
    }
    return always;
}

/// The k best so far, by distance, then row.
class Best {
public:
    explicit Best(std::size_t k) : k_(k) {}
    double worst(double within) const { return near_.size() < k_ ? within : near_.back().metres; }
    void offer(std::int32_t row, double metres) {
        const PointIndex::Near one{row, metres};
        const auto before = [](const PointIndex::Near& a, const PointIndex::Near& b) { return a.metres != b.metres ? a.metres < b.metres : a.row < b.row; };
        if (near_.size() == k_ && !before(one, near_.back())) return;
        near_.insert(std::upper_bound(near_.begin(), near_.end(), one, before), one);
        if (near_.size() > k_) near_.pop_back();
    }
    std::vector<PointIndex::Near> take() { return std::move(near_); }

private:
    std::size_t k_;
    std::vector<PointIndex::Near> near_;
};

}  // namespace

bool inside_ring(std::span<const Vec2> ring, Vec2 at) {
    bool inside = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
        if (crosses(ring[j], ring[i], at)) inside = !inside;
    return inside;
}

PointIndex::PointIndex(std::span<const double> xy, std::span<const std::uint8_t> known) {
    const std::size_t rows = xy.size() / 2;
    const auto placed = [&](std::size_t row) { return known.empty() || known[row] != 0; };
    std::size_t count = 0;
    for (std::size_t row = 0; row < rows; ++row)
        if (placed(row)) {
            bounds_.add({xy[2 * row], xy[2 * row + 1]});
            ++count;
        }
    if (count == 0) return;
    const double width = std::max(bounds_.width(), 1.0), height = std::max(bounds_.height(), 1.0);
    cell_ = std::max({std::sqrt(width * height * points_a_cell / static_cast<double>(count)), width / most_cells_across, height / most_cells_across});
    columns_ = static_cast<int>(width / cell_) + 1;
    rows_ = static_cast<int>(height / cell_) + 1;
    const auto cell_of = [&](Vec2 p) {
        const int column = std::min(columns_ - 1, static_cast<int>((p.x - bounds_.low.x) / cell_));
        const int row = std::min(rows_ - 1, static_cast<int>((p.y - bounds_.low.y) / cell_));
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(column);
    };
    starts_.assign(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_) + 1, 0);
    std::vector<std::uint32_t> cells(rows);
    for (std::size_t row = 0; row < rows; ++row)
        if (placed(row)) ++starts_[(cells[row] = static_cast<std::uint32_t>(cell_of({xy[2 * row], xy[2 * row + 1]}))) + 1];
    for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
    order_.resize(count);
    points_.resize(count);
    std::vector<std::uint32_t> next(starts_.begin(), starts_.end() - 1);
    for (std::size_t row = 0; row < rows; ++row) {
        if (!placed(row)) continue;
        const std::uint32_t at = next[cells[row]]++;
        order_[at] = static_cast<std::int32_t>(row);
        points_[at] = {xy[2 * row], xy[2 * row + 1]};
    }
}

void PointIndex::renumber() { std::iota(order_.begin(), order_.end(), 0); }

PointIndex::Cells PointIndex::cells_of(const Rect& box) const {
    const auto column = [&](double x) { return static_cast<int>(std::clamp(std::floor((x - bounds_.low.x) / cell_), 0.0, static_cast<double>(columns_ - 1))); };
    const auto row = [&](double y) { return static_cast<int>(std::clamp(std::floor((y - bounds_.low.y) / cell_), 0.0, static_cast<double>(rows_ - 1))); };
    return {column(box.low.x), row(box.low.y), column(box.high.x), row(box.high.y)};
}

std::vector<PointIndex::Near> PointIndex::nearest(Vec2 at, double within, std::size_t k) const {
    if (order_.empty() || k == 0 || !(within >= 0)) return {};
    Best best(k);
    // Cells of the grid as if it went on for ever; ring r is at least (r - 1) cells away.
    const int column = static_cast<int>(std::clamp(std::floor((at.x - bounds_.low.x) / cell_), -1e6, 1e6));
    const int row = static_cast<int>(std::clamp(std::floor((at.y - bounds_.low.y) / cell_), -1e6, 1e6));
    const auto look = [&](int c, int r) {
        if (c < 0 || c >= columns_ || r < 0 || r >= rows_) return;
        for (std::uint32_t i = start(c, r); i < start(c + 1, r); ++i)
            if (const double metres = std::sqrt(squared(points_[i] - at)); metres <= within) best.offer(order_[i], metres);
    };
    const int first = std::max({0, -column, column - (columns_ - 1), -row, row - (rows_ - 1)});
    const int last = std::max({std::abs(column), std::abs(column - (columns_ - 1)), std::abs(row), std::abs(row - (rows_ - 1))});
    for (int ring = first; ring <= last && (ring - 1) * cell_ <= best.worst(within); ++ring) {
        if (ring == 0) {
            look(column, row);
            continue;
        }
        for (int c = std::max(0, column - ring); c <= std::min(columns_ - 1, column + ring); ++c) {
            look(c, row - ring);
            look(c, row + ring);
        }
        for (int r = std::max(0, row - ring + 1); r <= std::min(rows_ - 1, row + ring - 1); ++r) {
            look(column - ring, r);
            look(column + ring, r);
        }
    }
    return best.take();
}

std::optional<std::int32_t> PointIndex::nearest(Vec2 at, double tolerance) const {
    const auto found = nearest(at, tolerance, 1);
    return found.empty() ? std::nullopt : std::optional(found[0].row);
}

std::vector<std::int32_t> PointIndex::inside(const Rect& box) const {
    std::vector<std::int32_t> out;
    if (order_.empty() || box.empty() || !box.meets(bounds_)) return out;
    const Cells cells = cells_of(box);
    // A cell counts as inside only when it is so by more than rounding.
    const double slack = cell_ * 1e-6;
    const int left = box.low.x <= bounds_.low.x + cells.left * cell_ - slack || box.low.x <= bounds_.low.x ? cells.left : cells.left + 1;
    const int right = box.high.x >= bounds_.low.x + (cells.right + 1) * cell_ + slack || box.high.x >= bounds_.high.x ? cells.right : cells.right - 1;
    for (int row = cells.bottom; row <= cells.top; ++row) {
        const bool above = box.low.y <= bounds_.low.y + row * cell_ - slack || box.low.y <= bounds_.low.y;
        const bool below = box.high.y >= bounds_.low.y + (row + 1) * cell_ + slack || box.high.y >= bounds_.high.y;
        const auto tested = [&](std::size_t from, std::size_t to) {
            for (std::size_t i = from; i < to; ++i)
                if (box.contains(points_[i])) out.push_back(order_[i]);
        };
        const std::size_t from = start(cells.left, row), to = start(cells.right + 1, row);
        if (!above || !below || left > right) {
            tested(from, to);
            continue;
        }
        const std::size_t whole_from = start(left, row), whole_to = start(right + 1, row);
        tested(from, whole_from);
        out.insert(out.end(), order_.begin() + static_cast<std::ptrdiff_t>(whole_from), order_.begin() + static_cast<std::ptrdiff_t>(whole_to));
        tested(whole_to, to);
    }
    return out;
}

void PointIndex::lasso_row(std::span<const Vec2> lasso, int row, const Cells& cells, std::vector<std::int32_t>& into) const {
    const double slack = cell_ * 1e-6, low = bounds_.low.y + row * cell_ - slack, high = low + cell_ + 2 * slack;
    std::vector<RowEdge> edges, near;  // only these can decide anything on this row, and in one of its cells
    std::vector<std::uint8_t> crossed(static_cast<std::size_t>(columns_), 0);
    for (std::size_t i = 0, j = lasso.size() - 1; i < lasso.size(); j = i++) {
        const Vec2 a = lasso[j], b = lasso[i];
        if (std::min(a.y, b.y) > high || std::max(a.y, b.y) < low) continue;
        const double slope = a.y != b.y ? (b.x - a.x) / (b.y - a.y) : 0;
        double x0 = a.x, x1 = b.x;
        if (std::abs(b.y - a.y) > slack) {
            x0 += (std::clamp(a.y, low, high) - a.y) * slope;
            x1 += (std::clamp(b.y, low, high) - b.y) * slope;
        }
        const Cells at = cells_of(rect_of({std::min(x0, x1) - slack, low}, {std::max(x0, x1) + slack, high}));
        for (int c = at.left; c <= at.right; ++c) crossed[static_cast<std::size_t>(c)] = 1;
        const double lowest = std::min(a.y, b.y), highest = std::max(a.y, b.y);
        if (a.y != b.y) edges.push_back({lowest, highest, a.x, a.y, slope, at.left, at.right, lowest <= low && highest > high});
    }
    for (int c = cells.left, next = 0; c <= cells.right; c = next) {
        const bool whole = crossed[static_cast<std::size_t>(c)] == 0;
        // Cells that no edge touches are inside or outside as one, and lie in one stretch; the others are asked one by one.
        for (next = c + 1; whole && next <= cells.right && crossed[static_cast<std::size_t>(next)] == 0;) ++next;
        const std::size_t from = start(c, row), to = start(next, row);
        if (from == to) continue;
        if (whole) {
            if (crossings(edges, points_[from]) & 1u) into.insert(into.end(), order_.begin() + static_cast<std::ptrdiff_t>(from), order_.begin() + static_cast<std::ptrdiff_t>(to));
            continue;
        }
        const unsigned always = edges_at(edges, c, near);
        std::size_t end = into.size();
        into.resize(end + (to - from));
        for (std::size_t i = from; i < to; ++i) {  // about as many in as out, in no order: without a branch
            into[end] = order_[i];
            end += (always + crossings(near, points_[i])) & 1u;
        }
        into.resize(end);
    }
}

std::vector<std::int32_t> PointIndex::inside(std::span<const Vec2> lasso) const {
    std::vector<std::int32_t> out;
    Rect box;
    for (const Vec2 p : lasso) box.add(p);
    if (order_.empty() || lasso.size() < 3 || !box.meets(bounds_)) return out;
    const Cells cells = cells_of(box);
    out.reserve(order_.size());
    for (int row = cells.bottom; row <= cells.top; ++row) lasso_row(lasso, row, cells, out);
    return out;
}

void PointIndex::stretches(const Rect& box, std::vector<Stretch>& into) const {
    into.clear();
    if (order_.empty() || !box.meets(bounds_)) return;
    const Cells cells = cells_of(box);
    for (int row = cells.bottom; row <= cells.top; ++row) {
        const std::uint32_t first = start(cells.left, row);
        const std::uint32_t last = start(cells.right + 1, row);
        if (first == last) continue;
        if (!into.empty() && into.back().last == first) into.back().last = last;
        else into.push_back({first, last});
    }
}

std::optional<std::size_t> nearest_line(std::span<const Segment2> lines, Vec2 at, double tolerance) {
    std::optional<std::size_t> best;
    double least = tolerance * tolerance;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const Vec2 along = lines[i].b - lines[i].a, to = at - lines[i].a;
        const double length = squared(along);
        const double share = length > 0 ? std::clamp((to.x * along.x + to.y * along.y) / length, 0.0, 1.0) : 0;
        const double distance = squared(to - along * share);
        if (distance < least || (!best && distance <= least)) {
            least = distance;
            best = i;
        }
    }
    return best;
}

}  // namespace kith::viewer::model
