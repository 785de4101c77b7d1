#include "engine/geo/contiguity.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "engine/geo/gap.hpp"

namespace kith::geo {
namespace {

/// Beyond these a layer is no layer of areas: links, and comparisons of vertices.
constexpr std::size_t most_links = 20'000'000;
constexpr std::int64_t most_comparisons = 2'000'000'000;

struct Vertex {
    double x, y;
    std::int64_t column;  // a strip of x
    std::uint32_t id;
};

/// All vertices but the closing ones, ring after ring.
struct Vertices {
    std::vector<Vertex> all;
    std::vector<std::int32_t> area;         // of a vertex
    std::vector<std::uint32_t> ring_start;  // rings + 1
};

Vertices vertices_of(const AreaGeometry& geometry, double strip) {
    Vertices vertices;
    vertices.ring_start.push_back(0);
    for (std::int32_t a = 0; a < geometry.areas(); ++a) {
        if (!geometry.has_shape(a)) continue;
        for (std::int64_t r = geometry.first_ring(a); r < geometry.last_ring(a); ++r) {
            const auto ring = geometry.ring(r);
            for (std::size_t i = 0; i + 3 < ring.size(); i += 2) {
                const auto id = static_cast<std::uint32_t>(vertices.all.size());
                const double column = std::clamp(std::floor(ring[i] / strip), -1e15, 1e15);
                vertices.all.push_back({ring[i], ring[i + 1], static_cast<std::int64_t>(column), id});
                vertices.area.push_back(a);
            }
            vertices.ring_start.push_back(static_cast<std::uint32_t>(vertices.all.size()));
        }
    }
    return vertices;
}

/// Vertices that count as one: union by the smaller id, so that the result does not depend on the order.
class Clusters {
public:
    explicit Clusters(std::size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), 0u); }
    std::uint32_t root(std::uint32_t v) {
        while (parent_[v] != v) v = parent_[v] = parent_[parent_[v]];
        return v;
    }
    void unite(std::uint32_t a, std::uint32_t b) {
        a = root(a);
        b = root(b);
        parent_[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<std::uint32_t> parent_;
};

/// Finds all pairs of vertices within `snap`: sorted by strips of x and by y within, so that only a short stretch is looked at.
class Snapper {
public:
    Snapper(Vertices& vertices, double snap, double strip)
        : vertices_(vertices), sorted_(vertices.all), snap_(snap), strip_(strip), clusters(vertices.all.size()) {
        std::sort(sorted_.begin(), sorted_.end(), [](const Vertex& a, const Vertex& b) {
            if (a.column != b.column) return a.column < b.column;
            if (a.y != b.y) return a.y < b.y;
            return a.x != b.x ? a.x < b.x : a.id < b.id;
        });
        copy_.assign(sorted_.size(), 0);
    }

    bool run() {
        find_copies();
        for (std::size_t i = 0; i < sorted_.size(); ++i) {
            if (copy_[i]) continue;
            if (!look_from(i, i + 1)) return false;
            // Near the right end of its strip a vertex may have partners in the next.
            if ((static_cast<double>(sorted_[i].column) + 1) * strip_ - sorted_[i].x > snap_ * 1.5) continue;
            const auto next = std::lower_bound(sorted_.begin() + static_cast<std::ptrdiff_t>(i), sorted_.end(), sorted_[i],
                [&](const Vertex& a, const Vertex& v) { return a.column != v.column + 1 ? a.column < v.column + 1 : a.y < v.y - snap_; });
            if (!look_from(i, static_cast<std::size_t>(next - sorted_.begin()), 1)) return false;
        }
        return true;
    }

    double widest = 0;
    std::vector<std::uint8_t> exact;  // a vertex: another area has one at the very same place

private:
    void find_copies() {
        exact.assign(sorted_.size(), 0);
        for (std::size_t i = 0; i < sorted_.size();) {
            std::size_t end = i + 1;
            bool several = false;
            for (; end < sorted_.size() && sorted_[end].x == sorted_[i].x && sorted_[end].y == sorted_[i].y; ++end) {
                clusters.unite(sorted_[i].id, sorted_[end].id);
                copy_[end] = 1;
                several = several || vertices_.area[sorted_[end].id] != vertices_.area[sorted_[i].id];
            }
            for (std::size_t j = i; several && j < end; ++j) exact[sorted_[j].id] = 1;
            i = end;
        }
    }
    bool look_from(std::size_t i, std::size_t j, std::int64_t columns_on = 0) {
        const Vertex& v = sorted_[i];
        for (; j < sorted_.size() && sorted_[j].column == v.column + columns_on && sorted_[j].y - v.y <= snap_; ++j) {
            if (++comparisons_ > most_comparisons) return false;
            const double dx = sorted_[j].x - v.x, dy = sorted_[j].y - v.y;
            const double distance = dx * dx + dy * dy;
            if (copy_[j] || distance > snap_ * snap_) continue;
            clusters.unite(v.id, sorted_[j].id);
            if (vertices_.area[v.id] != vertices_.area[sorted_[j].id]) widest = std::max(widest, std::sqrt(distance));
        }
        return true;
    }

    Vertices& vertices_;
    std::vector<Vertex> sorted_;
    std::vector<std::uint8_t> copy_;  // the same place as the one before
    double snap_, strip_;
    std::int64_t comparisons_ = 0;

public:
    Clusters clusters;
};

/// Something that areas have in common (a vertex, an edge), and one area that has it.
struct Share {
    std::uint64_t thing;
    std::int32_t area;
    auto operator<=>(const Share&) const = default;
};

std::uint64_t pair_of(std::int32_t a, std::int32_t b) {
    return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(std::min(a, b))) << 32) | static_cast<std::uint32_t>(std::max(a, b));
}

/// Every two areas that share a thing; false when there are too many.
bool pairs_of(std::vector<Share>& shares, std::vector<std::uint64_t>& pairs) {
    std::sort(shares.begin(), shares.end());
    shares.erase(std::unique(shares.begin(), shares.end()), shares.end());
    for (std::size_t i = 0; i < shares.size();) {
        std::size_t end = i;
        while (end < shares.size() && shares[end].thing == shares[i].thing) ++end;
        const std::size_t together = end - i;
        if (pairs.size() + together * (together - 1) / 2 > most_links) return false;
        for (std::size_t a = i; a < end; ++a)
            for (std::size_t b = a + 1; b < end; ++b) pairs.push_back(pair_of(shares[a].area, shares[b].area));
        i = end;
    }
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    return true;
}

Neighbours both_ways(const std::vector<std::uint64_t>& pairs, std::int32_t areas) {
    Neighbours neighbours;
    neighbours.offsets.assign(static_cast<std::size_t>(areas) + 1, 0);
    for (const std::uint64_t pair : pairs) {
        ++neighbours.offsets[static_cast<std::size_t>(pair >> 32) + 1];
        ++neighbours.offsets[static_cast<std::size_t>(pair & 0xFFFFFFFFu) + 1];
    }
    std::partial_sum(neighbours.offsets.begin(), neighbours.offsets.end(), neighbours.offsets.begin());
    neighbours.targets.resize(2 * pairs.size());
    std::vector<std::int64_t> next(neighbours.offsets.begin(), neighbours.offsets.end() - 1);
    const auto put = [&](std::uint64_t from, std::uint64_t to) {
        neighbours.targets[static_cast<std::size_t>(next[static_cast<std::size_t>(from)]++)] = static_cast<std::int32_t>(to);
    };
    // Pairs are sorted (smaller, larger): first all smaller partners of an area, then all larger ones, each ascending.
    for (const std::uint64_t pair : pairs) put(pair & 0xFFFFFFFFu, pair >> 32);
    for (const std::uint64_t pair : pairs) put(pair >> 32, pair & 0xFFFFFFFFu);
    return neighbours;
}

/// The pairs of `more` that `pairs` lacks are added; returns how many.
std::int64_t add_pairs(std::vector<std::uint64_t>& pairs, const std::vector<std::uint64_t>& more) {
    std::vector<std::uint64_t> all;
    std::set_union(pairs.begin(), pairs.end(), more.begin(), more.end(), std::back_inserter(all));
    const auto added = static_cast<std::int64_t>(all.size() - pairs.size());
    pairs = std::move(all);
    return added;
}

void count_shared(const std::vector<Share>& corners, const Vertices& vertices, Snapper& snapper, Contiguity& result) {
    std::vector<std::uint8_t> shared(vertices.all.size(), 0);  // a cluster, by its root: more than one area has it
    for (std::size_t i = 1; i < corners.size(); ++i)
        if (corners[i].thing == corners[i - 1].thing) shared[corners[i].thing] = 1;
    for (std::uint32_t v = 0; v < vertices.all.size(); ++v) {
        if (!shared[snapper.clusters.root(v)]) continue;
        ++result.shared_vertices;
        result.snapped_vertices += !snapper.exact[v];
    }
    result.widest_snap = snapper.widest;
}

std::vector<Share> edges_of(const Vertices& vertices, Clusters& clusters) {
    std::vector<Share> edges;
    edges.reserve(vertices.all.size());
    for (std::size_t r = 0; r + 1 < vertices.ring_start.size(); ++r) {
        const std::uint32_t start = vertices.ring_start[r], end = vertices.ring_start[r + 1];
        for (std::uint32_t v = start; v < end; ++v) {
            const std::uint64_t a = clusters.root(v), b = clusters.root(v + 1 < end ? v + 1 : start);
            if (a != b) edges.push_back({(std::min(a, b) << 32) | std::max(a, b), vertices.area[v]});
        }
    }
    return edges;
}

}  // namespace

base::Result<Contiguity> contiguity(const AreaGeometry& geometry, base::Metres snap, base::Metres gap) {
    if (!(snap.value >= 0) || !(gap.value >= 0) || !std::isfinite(snap.value + gap.value))
        return base::misuse("The distances within which borders count as shared must be 0 or more.");
    if (geometry.xy.size() / 2 >= std::numeric_limits<std::uint32_t>::max())
        return base::Error{base::Code::too_large, "The layer has too many vertices."};
    const double strip = std::max(1.0, 16 * snap.value);
    Vertices vertices = vertices_of(geometry, strip);
    Snapper snapper(vertices, snap.value, strip);
    const base::Error crowded{
        base::Code::too_large, "So many areas of the layer meet in one place that it is no layer of neighbouring areas."};
    if (!snapper.run()) return crowded;
    std::vector<Share> corners;
    corners.reserve(vertices.all.size());
    for (std::uint32_t v = 0; v < vertices.all.size(); ++v) corners.push_back({snapper.clusters.root(v), vertices.area[v]});
    std::vector<Share> edges = edges_of(vertices, snapper.clusters);
    std::vector<std::uint64_t> queen, rook;
    if (!pairs_of(corners, queen) || !pairs_of(edges, rook)) return crowded;
    Contiguity result;
    count_shared(corners, vertices, snapper, result);
    if (gap.value > snap.value) {
        const GapPairs near = pairs_within_gap(geometry, gap.value);
        result.rook_by_gap = add_pairs(rook, near.along);
        result.queen_by_gap = add_pairs(queen, near.any);
    }
    result.queen = both_ways(queen, geometry.areas());
    result.rook = both_ways(rook, geometry.areas());
    return result;
}

}  // namespace kith::geo
