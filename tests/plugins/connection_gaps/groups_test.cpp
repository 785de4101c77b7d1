// Expected contacts: the vector of the domain reference, section 9, and plain counts.
#include <cmath>
#include <set>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "plugins/connection_gaps/groups.hpp"
#include "plugins/sdk/statistics.hpp"
#include "tests/plugins/connection_gaps/random_place.hpp"

namespace kith::connection_gaps {
namespace groups_test {

TEST(Expect, SpatialNullOfTheDomainReference) {
    // N = (100, 100, 50); neighbours 1-2 and 2-3 in one class, 1-3 in another; T12 = 40, T13 = 4, T23 = 6.
    std::vector<Between> pairs{{0, 1, 0, 100.0 * 100, 40, 0, 1, 1}, {0, 2, 1, 100.0 * 50, 4, 0, 1, 1}, {1, 2, 0, 100.0 * 50, 6, 0, 1, 1}};
    expect(pairs);
    EXPECT_NEAR(pairs[0].expected / pairs[0].possible, 0.00306667, 5e-9);
    EXPECT_NEAR(pairs[1].expected / pairs[1].possible, 0.0008, 1e-15);
    EXPECT_NEAR(pairs[0].expected, 30.6667, 5e-5);
    EXPECT_NEAR(pairs[1].expected, 4, 1e-12);
    EXPECT_NEAR(pairs[2].expected, 15.3333, 5e-5);
    EXPECT_NEAR(pearson(pairs[0]), 1.6854, 5e-5);
    EXPECT_NEAR(pearson(pairs[1]), 0, 1e-12);
    EXPECT_NEAR(pearson(pairs[2]), -2.3835, 5e-5);
    EXPECT_NEAR(pairs[2].p, sdk::poisson_at_most(6, 15.333333333333334), 1e-12);
}

RC_GTEST_PROP(GroupsProperty, CountsByLookingAtEveryPairOfMembers, ()) {
    const test::RandomPlace place = test::PlaceMaker(*rc::gen::inRange<std::uint64_t>(0, 1u << 30)).make();
    const test::Lens goes_lens = place.goes(), unpaid_lens = place.unpaid();
    const Arcs goes{goes_lens.offsets, goes_lens.targets, goes_lens.ties, goes_lens.maybe};
    const Arcs unpaid{unpaid_lens.offsets, unpaid_lens.targets, unpaid_lens.ties, unpaid_lens.maybe};
    const NearRows near{place.near_groups.offsets, place.near_groups.rows, place.near_groups.metres, {}};
    People people;
    people.role = place.role;
    people.asked = place.asked;
    const std::vector<std::uint8_t> is_group(place.assets, 1);
    GroupSettings settings;
    settings.least_members = 1;

    const auto in_full = [&](std::size_t p) {
        return complete(place.asked[p], facet_friends) && complete(place.asked[p], facet_neighbours) &&
               complete(place.asked[p], facet_groups);
    };
    const auto member = [&](std::size_t p, std::int32_t asset) {
        return in_full(p) && goes.tied(p, place.node(static_cast<std::size_t>(asset)));
    };
    std::set<std::pair<std::int32_t, std::int32_t>> compared;
    for (const GroupPair& pair : compare_groups(is_group, goes, unpaid, near, people, settings)) {
        const std::int32_t a = pair.between.a, b = pair.between.b;
        RC_ASSERT(a < b && compared.emplace(a, b).second);
        std::int64_t contacts = 0;
        std::int32_t both = 0, members_a = 0, members_b = 0;
        std::set<std::size_t> between;
        for (std::size_t p = 0; p < place.people; ++p) {
            members_a += member(p, a);
            members_b += member(p, b);
            both += member(p, a) && member(p, b);
            for (std::size_t q = 0; q < place.people; ++q) {
                if (!member(p, a) || !member(q, b) || (p != q && !unpaid.tied(p, static_cast<std::int32_t>(q)))) continue;
                ++contacts;
                between.insert({p, q});
            }
        }
        RC_ASSERT(pair.between.contacts == contacts);
        RC_ASSERT(pair.in_both == both);
        RC_ASSERT(pair.members_a == members_a && pair.members_b == members_b);
        RC_ASSERT(pair.connectors == static_cast<std::int32_t>(between.size()));
    }
}

TEST(CompareGroups, AThinPairIsFound) {
    // Four groups of ten, all near each other. Everybody of 0, 1 and 2 knows two people in each other group of those; nobody
    // of group 3 knows anybody outside but one, who is in group 0 as well.
    constexpr std::size_t people_count = 40, groups = 4;
    std::vector<std::pair<std::int32_t, std::int32_t>> member, friends;
    for (std::int32_t p = 0; p < 40; ++p) member.emplace_back(p, p / 10);
    member.emplace_back(30, 0);
    for (std::int32_t p = 0; p < 30; ++p)
        for (std::int32_t group = 0; group < 3; ++group)
            for (std::int32_t i = 0; i < 2 && group != p / 10; ++i) friends.emplace_back(p, group * 10 + (p + i) % 10);
    const auto lens = [&](const std::vector<std::pair<std::int32_t, std::int32_t>>& pairs, std::int32_t shift) {
        std::vector<std::set<std::int32_t>> rows(people_count + groups);
        for (const auto& [a, b] : pairs) {
            rows[static_cast<std::size_t>(a)].insert(b + shift);
            rows[static_cast<std::size_t>(b + shift)].insert(a);
        }
        test::Lens made{{0}, {}, {}, {}};
        for (const auto& row : rows) {
            made.targets.insert(made.targets.end(), row.begin(), row.end());
            made.offsets.push_back(static_cast<std::int64_t>(made.targets.size()));
        }
        return made;
    };
    const test::Lens goes_lens = lens(member, 40), unpaid_lens = lens(friends, 0);
    const Arcs goes{goes_lens.offsets, goes_lens.targets, {}, {}}, unpaid{unpaid_lens.offsets, unpaid_lens.targets, {}, {}};
    const std::vector<std::int64_t> near_offsets{0, 3, 5, 6, 6};
    const std::vector<std::int32_t> near_rows{1, 2, 3, 2, 3, 3}, zero(40, 0), asked(40, 0x0AAAAAAA);
    const std::vector<std::int32_t> metres(6, 100);
    const std::vector<std::uint8_t> is_group(4, 1), yes(40, 1);
    People people;
    people.role = zero;
    people.living = zero;
    people.asked = asked;
    people.introduce = {yes, {}};
    const GroupSettings settings;
    const auto pairs = compare_groups(is_group, goes, unpaid, {near_offsets, near_rows, metres, {}}, people, settings);
    ASSERT_EQ(pairs.size(), 6u);
    std::vector<std::pair<std::int32_t, std::int32_t>> gaps;
    for (const GroupPair& pair : pairs)
        if (is_gap(pair.between, settings)) gaps.emplace_back(pair.between.a, pair.between.b);
    EXPECT_EQ(gaps, (std::vector<std::pair<std::int32_t, std::int32_t>>{{0, 3}, {1, 3}, {2, 3}}));
    EXPECT_EQ(pairs[2].in_both, 1);
    EXPECT_EQ(
        connectors_of(pairs[2], goes, unpaid, people, standing(people, {}), Relation(44, {}), settings), std::vector<std::int32_t>{30});
    EXPECT_TRUE(connectors_of(pairs[2], goes, unpaid, people, standing(people, {}), Relation(44, {{30, 43}}), settings).empty())
        << "finds one of them difficult";
}

}  // namespace groups_test
}  // namespace kith::connection_gaps
