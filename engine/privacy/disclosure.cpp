#include "engine/privacy/disclosure.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace kith::privacy {
namespace {

std::int64_t rounded(std::int64_t count, std::int64_t to) { return (count + to / 2) / to * to; }

bool inside(std::span<const std::int32_t> one, std::span<const std::int32_t> other) { return std::includes(other.begin(), other.end(), one.begin(), one.end()); }

/// The overlap; nothing where the two contradict each other.
std::optional<Possible> both(Possible one, Possible other) {
    const Possible out{std::max(one.low, other.low), std::min(one.high, other.high)};
    return out.low <= out.high ? std::optional(out) : std::nullopt;
}

/// Sets of which any two lie apart or one in the other, as a tree: the areas themselves are its leaves.
class Tree {
public:
    Tree(std::size_t areas, std::span<const Said> said) : areas_(areas) {
        std::vector<std::size_t> order(said.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return said[a].areas.size() < said[b].areas.size(); });
        bounds_.assign(areas, {0, no_limit});
        parent_.assign(areas, -1);
        std::vector<std::int32_t> top(areas);
        std::iota(top.begin(), top.end(), 0);
        node_of_.assign(said.size(), -1);
        for (const std::size_t at : order) node_of_[at] = add(said[at], top);
    }

    Left left() {
        down(up());
        Left out{{bounds_.begin(), bounds_.begin() + static_cast<std::ptrdiff_t>(areas_)}, {}};
        for (const std::int32_t node : node_of_) out.sets.push_back(node < 0 ? Possible{} : bounds_[static_cast<std::size_t>(node)]);
        return out;
    }

private:
    /// The node that stands for it; -1 for no areas.
    std::int32_t add(const Said& said, std::vector<std::int32_t>& top) {
        if (said.areas.empty()) return -1;
        const std::int32_t first = top[static_cast<std::size_t>(said.areas.front())];
        const bool same = std::all_of(said.areas.begin(), said.areas.end(), [&](std::int32_t a) { return top[static_cast<std::size_t>(a)] == first; });
        if (same) {  // said already of these very areas
            auto& bound = bounds_[static_cast<std::size_t>(first)];
            if (const auto narrower = both(bound, said.count)) bound = *narrower;
            return first;
        }
        const auto node = static_cast<std::int32_t>(bounds_.size());
        bounds_.push_back(said.count);
        parent_.push_back(-1);
        for (const std::int32_t area : said.areas) {
            auto& above = top[static_cast<std::size_t>(area)];
            parent_[static_cast<std::size_t>(above)] = node;
            above = node;
        }
        return node;
    }
    /// What the children of each node add up to. Children stand before their parents.
    std::vector<Possible> up() {
        std::vector<Possible> sum(bounds_.size(), {0, 0});
        for (std::size_t node = 0; node < bounds_.size(); ++node) {
            if (node >= areas_)
                if (const auto narrower = both(bounds_[node], sum[node])) bounds_[node] = *narrower;
            if (parent_[node] < 0) continue;
            auto& of = sum[static_cast<std::size_t>(parent_[node])];
            of.low += bounds_[node].low;
            of.high += bounds_[node].high;
        }
        return sum;
    }
    void down(const std::vector<Possible>& sum) {
        for (std::size_t node = bounds_.size(); node-- > 0;) {
            if (parent_[node] < 0) continue;
            const Possible &whole = bounds_[static_cast<std::size_t>(parent_[node])], &all = sum[static_cast<std::size_t>(parent_[node])];
            const Possible own = bounds_[node];
            if (const auto narrower = both(own, {whole.low - (all.high - own.high), whole.high - (all.low - own.low)})) bounds_[node] = *narrower;
        }
    }

    std::size_t areas_;
    std::vector<Possible> bounds_;
    std::vector<std::int32_t> parent_, node_of_;
};

/// Areas that are joined step by step.
class Groups {
public:
    Groups(const AreaCounts& areas, std::span<const Said> earlier) : areas_(areas), earlier_(earlier), of_(areas.count.size()), count_(areas.count.begin(), areas.count.end()) {
        std::iota(of_.begin(), of_.end(), 0);
        for (std::size_t area = 0; area < of_.size(); ++area) members_.push_back({static_cast<std::int32_t>(area)});
        left_ = of_.size();
    }
    std::size_t left() const { return left_; }
    std::int32_t of(std::size_t area) const { return of_[area]; }
    /// The group with the fewest people that is below the threshold, or -1.
    std::int32_t small(std::int64_t threshold) const {
        std::int32_t out = -1;
        for (std::size_t g = 0; g < members_.size(); ++g)
            if (!members_[g].empty() && count_[g] < threshold && (out < 0 || count_[g] < count_[static_cast<std::size_t>(out)])) out = static_cast<std::int32_t>(g);
        return out;
    }
    /// Joins it to the neighbour that suits best; false: there is no other.
    bool join(std::int32_t group) {
        const std::int32_t other = best(group);
        if (other < 0) return false;
        take(group, other);
        close(group);
        return true;
    }
    std::vector<Group> groups(const Rule& rule) const {
        std::vector<Group> out;
        for (std::size_t area = 0; area < of_.size(); ++area) {
            const auto g = static_cast<std::size_t>(of_[area]);
            if (static_cast<std::size_t>(members_[g].front()) != area) continue;
            out.push_back({members_[g], count_[g], shown(count_[g], rule).value_or(0)});
        }
        return out;
    }

private:
    std::int32_t place_of(std::int32_t group) const {
        return areas_.within.empty() ? -1 : areas_.within[static_cast<std::size_t>(members_[static_cast<std::size_t>(group)].front())];
    }
    /// Bordering and within the same larger area before bordering, before within the same, before any; then the fewest people.
    std::int32_t best(std::int32_t group) const {
        std::vector<std::uint8_t> borders(members_.size());
        for (const std::int32_t area : members_[static_cast<std::size_t>(group)]) {
            if (areas_.next_offsets.empty()) break;
            const auto at = static_cast<std::size_t>(area);
            for (auto k = areas_.next_offsets[at]; k < areas_.next_offsets[at + 1]; ++k) borders[static_cast<std::size_t>(of_[static_cast<std::size_t>(areas_.next[static_cast<std::size_t>(k)])])] = 1;
        }
        std::int32_t out = -1;
        int out_fits = -1;
        for (std::size_t g = 0; g < members_.size(); ++g) {
            if (members_[g].empty() || static_cast<std::int32_t>(g) == group) continue;
            const int fits = 2 * (place_of(static_cast<std::int32_t>(g)) == place_of(group)) + borders[g];
            if (fits > out_fits || (fits == out_fits && count_[g] < count_[static_cast<std::size_t>(out)])) {
                out = static_cast<std::int32_t>(g);
                out_fits = fits;
            }
        }
        return out;
    }
    void take(std::int32_t group, std::int32_t other) {
        auto &mine = members_[static_cast<std::size_t>(group)], &theirs = members_[static_cast<std::size_t>(other)];
        for (const std::int32_t area : theirs) of_[static_cast<std::size_t>(area)] = group;
        std::vector<std::int32_t> all(mine.size() + theirs.size());
        std::merge(mine.begin(), mine.end(), theirs.begin(), theirs.end(), all.begin());
        mine = std::move(all);
        theirs.clear();
        count_[static_cast<std::size_t>(group)] += count_[static_cast<std::size_t>(other)];
        --left_;
    }
    /// Takes in whatever an earlier number that it cuts across was of.
    void close(std::int32_t group) {
        for (bool again = true; again;) {
            again = false;
            for (const Said& said : earlier_) {
                if (!cross(members_[static_cast<std::size_t>(group)], said.areas)) continue;
                for (const std::int32_t area : said.areas)
                    if (const std::int32_t other = of_[static_cast<std::size_t>(area)]; other != group) take(group, other);
                again = true;
            }
        }
    }

    const AreaCounts& areas_;
    std::span<const Said> earlier_;
    std::vector<std::int32_t> of_;
    std::vector<std::int64_t> count_;
    std::vector<std::vector<std::int32_t>> members_;
    std::size_t left_ = 0;
};

/// What these groups and their total say.
std::vector<Said> said_by(const std::vector<Group>& groups, const std::optional<std::int64_t>& total, std::size_t areas, const Rule& rule) {
    std::vector<Said> out;
    for (const Group& group : groups) out.push_back({group.areas, possible(group.shown, rule)});
    if (total) {
        out.push_back({std::vector<std::int32_t>(areas), possible(*total, rule)});
        std::iota(out.back().areas.begin(), out.back().areas.end(), 0);
    }
    return out;
}

/// What is said last stands first, because a later number outweighs an earlier one.
std::vector<Said> beside(std::span<const Said> first, std::span<const Said> then, std::int64_t came_or_went) {
    std::vector<Said> out(first.begin(), first.end());
    for (const Said& one : then) out.push_back(loosened(one, came_or_went));
    return out;
}

/// Of areas that were counted together one that has too few possible values, or -1. One of them has fewer than the threshold: where only one can, that narrows it.
std::int32_t too_narrow(const std::vector<Possible>& possible, std::span<const std::int32_t> together, const Rule& rule) {
    std::int32_t small = -1;
    std::size_t may_be_small = 0;
    for (const std::int32_t area : together) {
        const Possible& of = possible[static_cast<std::size_t>(area)];
        if (of.values() < rule.least_values) return area;
        if (of.low >= rule.threshold) continue;
        ++may_be_small;
        small = area;
    }
    return may_be_small == 1 && rule.threshold - possible[static_cast<std::size_t>(small)].low < rule.least_values ? small : -1;
}

/// Groups of earlier releases: what was said of several areas and of no fewer of them.
std::vector<std::span<const std::int32_t>> together_then(std::span<const Said> earlier) {
    std::vector<std::span<const std::int32_t>> out;
    for (const Said& one : earlier) {
        const bool finest = std::none_of(earlier.begin(), earlier.end(), [&](const Said& other) { return other.areas.size() < one.areas.size() && inside(other.areas, one.areas); });
        if (one.areas.size() > 1 && finest) out.emplace_back(one.areas);
    }
    return out;
}

}  // namespace

std::optional<std::int64_t> shown(std::int64_t count, const Rule& rule) {
    if (count == 0 && !rule.zero_is_small) return 0;
    if (count < rule.threshold || (count == 0 && rule.zero_is_small)) return std::nullopt;
    return rounded(count, rule.round_to);
}

Possible possible(std::int64_t shown, const Rule& rule) {
    if (shown == 0) return {0, 0};
    return {std::max(shown - rule.round_to / 2, rule.threshold), shown + (rule.round_to - 1) / 2};
}

Share share(std::int64_t part, std::int64_t whole, const Rule& rule) {
    Rule strict = rule;
    strict.zero_is_small = true;
    const auto of = shown(whole, strict), one = shown(part, strict), rest = shown(whole - part, strict);
    if (!of) return {};
    if (one && rest) return {Share::Kind::value, static_cast<int>((200 * *one + *of) / (2 * *of))};
    // Fewer than a tenth of at least so many: these are the values that stay possible for who is outside.
    const bool wide = (possible(*of, strict).low + 9) / 10 >= rule.least_values;
    if (!wide) return {};
    if (10 * (whole - part) < whole) return {Share::Kind::over_90, 0};
    if (10 * part < whole) return {Share::Kind::under_10, 0};
    return {};
}

bool cross(std::span<const std::int32_t> one, std::span<const std::int32_t> other) {
    std::size_t common = 0;
    for (auto a = one.begin(), b = other.begin(); a != one.end() && b != other.end();) {
        if (*a == *b) ++common, ++a, ++b;
        else if (*a < *b) ++a;
        else ++b;
    }
    return common > 0 && common < one.size() && common < other.size() && !inside(one, other) && !inside(other, one);
}

Said loosened(Said said, std::int64_t by) {
    said.count = {std::max<std::int64_t>(0, said.count.low - by), said.count.high + by};
    return said;
}

Left possible_counts(std::size_t areas, std::span<const Said> said) { return Tree(areas, said).left(); }

std::int32_t given_away(std::size_t areas, std::span<const Group> groups, std::span<const Said> now, std::span<const Said> earlier, const Rule& rule) {
    for (const std::int64_t came_or_went : {std::int64_t{0}, rule.came_or_went}) {
        const auto possible = possible_counts(areas, beside(now, earlier, came_or_went)).areas;
        for (const Group& group : groups)
            if (const std::int32_t narrow = group.areas.size() > 1 ? too_narrow(possible, group.areas, rule) : -1; narrow >= 0) return narrow;
        if (earlier.empty()) return -1;
    }
    const auto then = possible_counts(areas, beside(earlier, now, rule.came_or_went)).areas;
    for (const auto together : together_then(earlier))
        if (const std::int32_t narrow = too_narrow(then, together, rule); narrow >= 0) return narrow;
    return -1;
}

SafeCounts safe_counts(const AreaCounts& areas, std::span<const Said> earlier, const Rule& rule) {
    const std::size_t n = areas.count.size();
    const std::int64_t all = std::accumulate(areas.count.begin(), areas.count.end(), std::int64_t{0});
    SafeCounts out;
    const auto nothing_more = [&] {
        out.groups.clear();
        out.possible = possible_counts(n, beside(said_by({}, out.total, n, rule), earlier, 0)).areas;
        return out;
    };
    if (n == 0 || all < rule.threshold) return nothing_more();
    out.total = shown(all, rule);
    Groups groups(areas, earlier);
    for (std::int32_t small = groups.small(rule.threshold); small >= 0; small = groups.small(rule.threshold))
        if (!groups.join(small)) break;
    for (;;) {
        out.groups = groups.groups(rule);
        const std::vector<Said> now = said_by(out.groups, out.total, n, rule);
        const std::int32_t narrow = given_away(n, out.groups, now, earlier, rule);
        out.possible = possible_counts(n, beside(now, earlier, 0)).areas;
        if (narrow < 0) return out;
        if (!groups.join(groups.of(static_cast<std::size_t>(narrow)))) break;
    }
    // Even one number for all of them would tell too much beside what was said before.
    out.total.reset();
    return nothing_more();
}

bool dominated(std::span<const double> brought, const Rule& rule) {
    double total = 0, first = 0, second = 0;
    for (const double one : brought) {
        total += one;
        if (one > first) second = std::exchange(first, one);
        else second = std::max(second, one);
    }
    if (total <= 0) return false;
    return first > rule.largest_share * total || total - first - second < rule.rest_share * first;
}

}  // namespace kith::privacy
