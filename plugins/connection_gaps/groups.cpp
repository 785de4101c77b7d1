#include "plugins/connection_gaps/groups.hpp"

#include <algorithm>

namespace kith::connection_gaps {
namespace {

constexpr std::int32_t metres_a_class = 200;

bool asked_for_groups(const People& people, std::size_t p) {
    return complete(people.asked[p], facet_groups) && complete(people.asked[p], facet_friends) &&
           complete(people.asked[p], facet_neighbours);
}

/// Members of an asset who were asked, ascending.
std::vector<std::int32_t> members_of(std::int32_t asset, const Arcs& goes, const People& people) {
    std::vector<std::int32_t> members;
    const std::size_t node = people.size() + static_cast<std::size_t>(asset);
    for (std::size_t arc = goes.begin(node); arc < goes.end(node); ++arc) {
        const std::int32_t person = goes.targets[arc];
        if (static_cast<std::size_t>(person) >= people.size() || !goes.sure(arc)) continue;
        if ((members.empty() || members.back() != person) && asked_for_groups(people, static_cast<std::size_t>(person)))
            members.push_back(person);
    }
    return members;
}

/// Who of a marked set somebody is tied to, each once.
template <class Visit>
void tied_among(const Arcs& unpaid, std::int32_t person, const std::vector<std::uint8_t>& marked, const Visit& visit) {
    const auto row = static_cast<std::size_t>(person);
    std::int32_t last = -1;
    for (std::size_t arc = unpaid.begin(row); arc < unpaid.end(row); ++arc) {
        const std::int32_t other = unpaid.targets[arc];
        if (static_cast<std::size_t>(other) >= marked.size()) break;
        if (other == last || !unpaid.sure(arc) || marked[static_cast<std::size_t>(other)] == 0) continue;
        last = other;
        visit(other);
    }
}

/// Counts one pair; `marked` marks the members of b. `tied_b`: stamps of those of b with a tie into a.
class PairCounter {
public:
    explicit PairCounter(std::size_t people) : stamps_(people, 0) {}
    void count(GroupPair& pair, const std::vector<std::int32_t>& members_a, const std::vector<std::uint8_t>& marked, const Arcs& unpaid) {
        ++stamp_;
        for (const std::int32_t person : members_a) {
            const bool both = marked[static_cast<std::size_t>(person)] != 0;
            pair.in_both += both;
            pair.between.contacts += both;
            bool reaches = both;
            tied_among(unpaid, person, marked, [&](std::int32_t other) {
                reaches = true;
                ++pair.between.contacts;
                // The other end stands between as well, once.
                if (stamps_[static_cast<std::size_t>(other)] == stamp_) return;
                stamps_[static_cast<std::size_t>(other)] = stamp_;
                others_.push_back(other);
            });
            if (reaches) mine_.push_back(person);
        }
        std::sort(others_.begin(), others_.end());
        std::vector<std::int32_t> all;
        std::set_union(mine_.begin(), mine_.end(), others_.begin(), others_.end(), std::back_inserter(all));
        pair.connectors = static_cast<std::int32_t>(all.size());
        mine_.clear();
        others_.clear();
    }

private:
    std::int32_t stamp_ = 0;
    std::vector<std::int32_t> stamps_, mine_, others_;
};

void mark(std::vector<std::uint8_t>& marked, const std::vector<std::int32_t>& people, std::uint8_t value) {
    for (const std::int32_t person : people) marked[static_cast<std::size_t>(person)] = value;
}

void expect_all(std::vector<GroupPair>& pairs) {
    std::vector<Between> plain;
    plain.reserve(pairs.size());
    for (const GroupPair& pair : pairs) plain.push_back(pair.between);
    expect(plain);
    for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i].between = plain[i];
}

}  // namespace

bool is_gap(const Between& pair, const GroupSettings& settings) {
    return pair.expected >= settings.least_expected && static_cast<double>(pair.contacts) <= settings.share * pair.expected &&
           pair.q <= settings.false_discovery;
}

std::vector<GroupPair> compare_groups(std::span<const std::uint8_t> is_group, const Arcs& goes, const Arcs& unpaid, const NearRows& near,
    const People& people, const GroupSettings& settings) {
    std::vector<std::vector<std::int32_t>> members(is_group.size());
    for (std::size_t asset = 0; asset < is_group.size(); ++asset)
        if (is_group[asset] != 0) members[asset] = members_of(static_cast<std::int32_t>(asset), goes, people);
    const auto compared = [&](std::size_t asset) { return members[asset].size() >= static_cast<std::size_t>(settings.least_members); };

    // Nearness lists are cut, so a pair may stand in one of the two only.
    std::vector<GroupPair> pairs;
    for (std::size_t asset = 0; asset < is_group.size(); ++asset) {
        if (!compared(asset)) continue;
        for (std::size_t i = near.begin(asset); i < near.end(asset); ++i) {
            const auto other = static_cast<std::size_t>(near.rows[i]);
            if (other == asset || !compared(other)) continue;
            GroupPair pair;
            pair.between.a = static_cast<std::int32_t>(std::min(asset, other));
            pair.between.b = static_cast<std::int32_t>(std::max(asset, other));
            pair.between.distance_class = near.metres[i] / metres_a_class;
            pairs.push_back(pair);
        }
    }
    const auto before = [](const GroupPair& x, const GroupPair& y) {
        return std::pair(x.between.b, x.between.a) < std::pair(y.between.b, y.between.a);
    };
    const auto same = [](const GroupPair& x, const GroupPair& y) { return x.between.a == y.between.a && x.between.b == y.between.b; };
    std::sort(pairs.begin(), pairs.end(), before);
    pairs.erase(std::unique(pairs.begin(), pairs.end(), same), pairs.end());

    std::vector<std::uint8_t> marked(people.size(), 0);
    PairCounter counter(people.size());
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const auto& group_a = members[static_cast<std::size_t>(pairs[i].between.a)];
        const auto& group_b = members[static_cast<std::size_t>(pairs[i].between.b)];
        if (i == 0 || pairs[i].between.b != pairs[i - 1].between.b) {
            if (i > 0) mark(marked, members[static_cast<std::size_t>(pairs[i - 1].between.b)], 0);
            mark(marked, group_b, 1);
        }
        pairs[i].members_a = static_cast<std::int32_t>(group_a.size());
        pairs[i].members_b = static_cast<std::int32_t>(group_b.size());
        pairs[i].between.possible = static_cast<double>(group_a.size()) * static_cast<double>(group_b.size());
        counter.count(pairs[i], group_a, marked, unpaid);
    }
    std::sort(pairs.begin(), pairs.end(),
        [](const GroupPair& x, const GroupPair& y) { return std::pair(x.between.a, x.between.b) < std::pair(y.between.a, y.between.b); });
    expect_all(pairs);
    return pairs;
}

std::vector<std::int32_t> connectors_of(const GroupPair& pair, const Arcs& goes, const Arcs& unpaid, const People& people,
    const Standing& standing, const Relation& apart, const GroupSettings& settings) {
    const std::vector<std::int32_t> group_a = members_of(pair.between.a, goes, people), group_b = members_of(pair.between.b, goes, people);
    struct Person {
        std::int32_t row, reach;
    };
    std::vector<Person> between;
    std::vector<std::uint8_t> marked(people.size(), 0);
    for (const bool first : {true, false}) {
        mark(marked, first ? group_b : group_a, 1);
        for (const std::int32_t person : first ? group_a : group_b) {
            const bool both = marked[static_cast<std::size_t>(person)] != 0;
            std::int32_t reach = both ? static_cast<std::int32_t>(people.size()) : 0;  // in both comes first
            tied_among(unpaid, person, marked, [&](std::int32_t) { ++reach; });
            if (reach > 0 && standing.introducer(person) && (first || !both)) between.push_back({person, reach});
        }
        mark(marked, first ? group_b : group_a, 0);
    }
    std::sort(between.begin(), between.end(),
        [](const Person& x, const Person& y) { return x.reach != y.reach ? x.reach > y.reach : x.row < y.row; });
    std::vector<std::int32_t> named;
    const auto nodes = {
        static_cast<std::int32_t>(people.size()) + pair.between.a, static_cast<std::int32_t>(people.size()) + pair.between.b};
    for (const Person& person : between) {
        if (named.size() == settings.names) break;
        const bool clash = std::any_of(named.begin(), named.end(), [&](std::int32_t other) { return apart.holds(person.row, other); }) ||
                           std::any_of(nodes.begin(), nodes.end(), [&](std::int32_t node) { return apart.holds(person.row, node); });
        if (!clash) named.push_back(person.row);
    }
    return named;
}

}  // namespace kith::connection_gaps
