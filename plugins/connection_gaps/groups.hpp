#pragma once
// Pairs of groups with far fewer contacts than others of their size and distance; and how many people stand between them.
// Nothing here says that a tie is one too many: dense circles are support, few ties between are a gap.
#include <cstdint>
#include <span>
#include <vector>

#include "plugins/connection_gaps/expected.hpp"
#include "plugins/connection_gaps/people.hpp"

namespace kith::connection_gaps {

struct GroupSettings {
    std::int32_t least_members = 5;  // smaller groups are not compared
    double least_expected = 3;       // below, few contacts are no news
    double share = 0.5;              // a gap: at most this share of what is expected …
    double false_discovery = 0.05;   // … and this unlikely by chance, over all pairs compared
    std::size_t names = 3;           // people named who stand between
};

/// `contacts` of two groups: pairs of one member of each who are tied without pay, and everybody who goes to both.
struct GroupPair {
    Between between;             // a, b: asset rows
    std::int32_t members_a = 0;  // who were asked in full about groups, friends and neighbours
    std::int32_t members_b = 0;
    std::int32_t in_both = 0;         // of those
    std::int32_t connectors = 0;      // in both, or with a tie into the other group
    std::vector<std::int32_t> named;  // of the connectors, who said yes to bringing people together; no two kept apart
};

/// `is_group`: a byte an asset. `goes`, `unpaid`: as for venues and introductions. `near`: groups near each group, whose
/// metres give the distance class (200 m each). Result: pairs compared, a < b, in order. O(sum of near groups' ties).
std::vector<GroupPair> compare_groups(std::span<const std::uint8_t> is_group, const Arcs& goes, const Arcs& unpaid, const NearRows& near,
    const People& people, const GroupSettings& settings);
/// Is it a gap by the settings?
bool is_gap(const Between& pair, const GroupSettings& settings);
/// Who may be named as standing between. O(ties of the members).
std::vector<std::int32_t> connectors_of(const GroupPair& pair, const Arcs& goes, const Arcs& unpaid, const People& people,
    const Standing& standing, const Relation& apart, const GroupSettings& settings);

}  // namespace kith::connection_gaps
