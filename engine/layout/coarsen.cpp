#include "engine/layout/coarsen.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/index.hpp"
#include "engine/base/random.hpp"

namespace kith::layout {
namespace {

using base::at;
constexpr std::int32_t most_joined = 4;

/// All nodes in random order, those with fewer ties first (hubs last, or they would take everybody).
std::vector<std::int32_t> visiting_order(const Ties& ties, std::uint64_t seed, std::uint64_t round) {
    base::RandomStream random(seed, "layout.coarsen", round);
    std::vector<std::pair<std::uint64_t, std::int32_t>> keys(at(ties.nodes()));
    for (std::int32_t v = 0; v < ties.nodes(); ++v) {
        const std::uint64_t degree = std::min<std::uint64_t>(static_cast<std::uint64_t>(ties.degree(v)), 255);
        keys[at(v)] = {degree << 56 | random.next() >> 8, v};
    }
    std::sort(keys.begin(), keys.end());
    std::vector<std::int32_t> order;
    order.reserve(keys.size());
    for (const auto& key : keys) order.push_back(key.second);
    return order;
}

struct Matching {
    std::vector<std::int32_t> of;
    std::vector<std::int32_t> size;
    std::vector<float> mass;
};

/// The neighbour that v joins, or -1. Free ones first, then members of groups with room.
std::int32_t best_partner(const Ties& ties, const Matching& m, std::int32_t v, bool unlimited) {
    std::int32_t best = -1;
    float highest = -1;
    bool best_free = false;
    for (std::int64_t a = ties.begin(v); a < ties.end(v); ++a) {
        const std::int32_t u = ties.target(a);
        const std::int32_t group = m.of[at(u)];
        const bool free = group < 0;
        if (best_free && !free) continue;
        if (!free && !unlimited && ties.degree(v) > 1 && m.size[at(group)] >= most_joined) continue;
        const float score = ties.weight(a) / (free ? ties.mass[at(u)] : m.mass[at(group)]);
        if ((free && !best_free) || score > highest) {
            best = u;
            highest = score;
            best_free = free;
        }
    }
    return best;
}

Matching match(const Ties& ties, const std::vector<std::int32_t>& order, bool unlimited) {
    Matching m;
    m.of.assign(at(ties.nodes()), -1);
    for (const std::int32_t v : order) {
        if (m.of[at(v)] >= 0) continue;
        const std::int32_t u = best_partner(ties, m, v, unlimited);
        if (u < 0 || m.of[at(u)] < 0) {
            m.of[at(v)] = static_cast<std::int32_t>(m.size.size());
            m.size.push_back(1);
            m.mass.push_back(ties.mass[at(v)]);
            if (u >= 0) {
                m.of[at(u)] = m.of[at(v)];
                m.size.back() = 2;
                m.mass.back() += ties.mass[at(u)];
            }
        } else {
            const std::int32_t group = m.of[at(u)];
            m.of[at(v)] = group;
            ++m.size[at(group)];
            m.mass[at(group)] += ties.mass[at(v)];
        }
    }
    return m;
}

}  // namespace

Coarser coarsen(const Ties& ties, std::uint64_t seed, std::uint64_t round) {
    const std::vector<std::int32_t> order = visiting_order(ties, seed, round);
    Matching m = match(ties, order, false);
    if (m.size.size() * 5 > at(ties.nodes()) * 4) m = match(ties, order, true);
    std::vector<Arc> arcs;
    arcs.reserve(ties.targets.size());
    for (std::int32_t v = 0; v < ties.nodes(); ++v)
        for (std::int64_t a = ties.begin(v); a < ties.end(v); ++a) {
            const std::int32_t from = m.of[at(v)];
            const std::int32_t to = m.of[at(ties.target(a))];
            if (from != to) arcs.push_back({from, to, static_cast<double>(ties.weight(a))});
        }
    Coarser coarser{ties_of(static_cast<std::int32_t>(m.size.size()), arcs), std::move(m.of)};
    coarser.ties.mass = std::move(m.mass);
    return coarser;
}

}  // namespace kith::layout
