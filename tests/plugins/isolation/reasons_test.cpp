// Reasons to have a conversation: when each holds, and when nothing may be said.
#include "plugins/isolation/reasons.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tuple>

#include "tests/plugins/isolation/invented.hpp"

namespace reasons_test {

using namespace kith::isolation;
using kith::test::all_facets;
using kith::test::Invented;
using kith::test::measure_all;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<Found> found_in(Invented& place, const Background& background = {}, std::int32_t person = 0) {
    const Network network = place.network();
    const auto views = measure_all(network);
    std::vector<Found> found;
    ReasonFinder(network, background).find(person, views[static_cast<std::size_t>(person)], found);
    return found;
}

std::vector<Reason> reasons_in(Invented& place, const Background& background = {}, std::int32_t person = 0) {
    std::vector<Reason> codes;
    for (const Found& one : found_in(place, background, person)) codes.push_back(one.reason);
    return codes;
}

TEST(Reasons, NobodyNamedIsAReasonOnlyWhenAsked) {
    Invented place(2, 1);
    place.tie(0, 2, 2);
    EXPECT_THAT(reasons_in(place), ElementsAre(Reason::no_unpaid_tie));
    place.complete[0] = 0;
    EXPECT_THAT(reasons_in(place), IsEmpty());
    place.complete[0] = static_cast<Facets>(all_facets & ~facets::friends);
    EXPECT_THAT(reasons_in(place), IsEmpty());
}

TEST(Reasons, ATieOfUnknownPayLeavesItOpen) {
    Invented place(2, 1);
    place.tie(0, 2, 2);
    place.tie(0, 1, 0, Tri::unknown);
    EXPECT_THAT(reasons_in(place), IsEmpty());
}

TEST(Reasons, EveryonePaid) {
    Invented place(2, 2);
    place.tie(0, 2, 2);
    place.tie(0, 1, 3, Tri::yes);
    place.tie(0, 3, 3, Tri::yes);
    const auto found = found_in(place);
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[1].reason, Reason::all_paid);
    EXPECT_EQ(found[1].value, 2);
    EXPECT_THAT(found[1].nodes, ElementsAre(1, 3));
    EXPECT_EQ(found[2].reason, Reason::receives_only);   // the kind says so
}

TEST(Reasons, OneSupporterByHelpAndByCount) {
    Invented place(3, 1);
    place.help_recorded = true;
    place.tie(0, 3, 2);
    place.tie(0, 1, 0).help = 0b11;
    place.tie(0, 2, 0);
    auto found = found_in(place);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].reason, Reason::one_supporter);
    EXPECT_FALSE(found[0].other_way);
    EXPECT_EQ(found[0].value, 2);
    EXPECT_EQ(found[0].of, 7);
    EXPECT_THAT(found[0].nodes, ElementsAre(1));
    place.ties[2].help = 0b10;                           // practical help from two, emotional from one
    EXPECT_THAT(reasons_in(place), IsEmpty());
    place.ties.pop_back();
    place.ties[1].help = 0;
    found = found_in(place);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_TRUE(found[0].other_way);
}

TEST(Reasons, HouseholdOnlyAndTheMatesNobodyTied) {
    Invented place(3, 1);
    place.tie(0, 3, 2);
    place.household = {4, 4, 4};
    place.tie(0, 1, 1);
    place.tie(0, 2, 1);
    EXPECT_THAT(reasons_in(place), ElementsAre(Reason::household_only));
    place.household[2] = -1;                             // not recorded in it, and all of it was asked
    EXPECT_THAT(reasons_in(place), IsEmpty());

    // Lives with two people, and no tie was recorded to either: that is not "nobody".
    Invented quiet(3, 1);
    quiet.tie(0, 3, 2);
    quiet.household = {4, 4, 4};
    const std::vector<std::int32_t> others{2, 2, 2};
    Background background;
    background.household_others = others;
    const auto found = found_in(quiet, background);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].reason, Reason::household_only);
    EXPECT_TRUE(found[0].other_way);
    EXPECT_EQ(found[0].value, 2);
}

TEST(Reasons, NobodyNearOnlyWhenHomesAreKnown) {
    Invented place(3, 1);
    place.tie(0, 3, 2);
    place.tie(0, 1, 0).near = Tri::no;
    place.tie(0, 2, 0).near = Tri::no;
    EXPECT_THAT(reasons_in(place), IsEmpty());           // distances were not worked out
    place.near_known = true;
    EXPECT_THAT(reasons_in(place), ElementsAre(Reason::no_nearby));
    place.ties[2].near = Tri::unknown;
    EXPECT_THAT(reasons_in(place), IsEmpty());
}

TEST(Reasons, NoGroup) {
    Invented place(3, 1);
    place.tie(0, 1, 0);
    place.tie(0, 2, 0);
    EXPECT_THAT(reasons_in(place), ElementsAre(Reason::no_membership));
    place.complete[0] = static_cast<Facets>(all_facets & ~facets::groups);
    EXPECT_THAT(reasons_in(place), IsEmpty());
}

TEST(Reasons, ReceivesOnlyUnlessTheyGiveAnywhere) {
    Invented place(3, 1);
    place.tie(0, 1, 0).direction = Tie::receives;
    place.tie(2, 0, 0).direction = Tie::gives;
    place.tie(0, 3, 2);
    EXPECT_THAT(reasons_in(place), ElementsAre(Reason::receives_only));
    place.ties[2].direction = Tie::gives;                // gives their time to the group
    EXPECT_THAT(reasons_in(place), IsEmpty());
    place.ties[2].direction = 0;
    place.ties[1].direction = 0;                         // which way help goes is not known
    EXPECT_THAT(reasons_in(place), IsEmpty());
}

TEST(Reasons, RecentLossCountsCloseTiesAndEventsOnce) {
    Invented place(4, 1);
    place.as_of = 1000;
    place.tie(0, 4, 2);
    place.tie(0, 3, 0);
    place.tie(0, 3, 4);
    Tie& friend_lost = place.tie(0, 1, 0);
    friend_lost.closeness = 4;
    friend_lost.until = 900;
    Tie& parent_lost = place.tie(2, 0, 1);               // kin of unknown closeness
    parent_lost.until = 700;
    const auto losses = [&] {
        auto list = close_ties_ended(place.network());
        list.push_back({0, 1, 910, -1});                 // the event of the first loss
        sort_losses(list);
        return list;
    };
    auto list = losses();
    Background background;
    background.losses = list;
    auto found = found_in(place, background);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].reason, Reason::one_supporter);   // 3, by two ties
    EXPECT_EQ(found[1].reason, Reason::recent_loss);
    EXPECT_EQ(found[1].value, 2);
    EXPECT_EQ(found[1].oldest, 700);
    EXPECT_EQ(found[1].newest, 910);
    EXPECT_THAT(found[1].ties, ElementsAre(3, 4));
    for (const auto& [until, vague, reported] : {std::tuple{600, false, Tie::reported_unknown},     // longer ago than a year
                                                 std::tuple{700, true, Tie::reported_unknown},      // some time in that year
                                                 std::tuple{700, false, Tie::reported_by_from}}) {  // in the other's view only
        place.ties[4].until = until;
        place.ties[4].until_vague = vague;
        place.ties[4].reported = reported;
        list = losses();
        background.losses = list;
        EXPECT_EQ(found_in(place, background).size(), 1U);
    }
}

// Two memberships and one visit, all to places that are kept private: two places for sure, perhaps three.
TEST(Reasons, PlacesKeptPrivateAreStillThere) {
    Invented place(3, 0);
    place.tie(0, 1, 0);
    place.tie(0, 2, 0);
    place.tie(0, -1, 2).sensitive = true;
    EXPECT_THAT(reasons_in(place), IsEmpty());
    EXPECT_TRUE(measure_all(place.network())[0].measures.of(Measure::n_groups).is(1));
    place.tie(0, -1, 2).sensitive = true;
    place.tie(0, -1, 3, Tri::yes).sensitive = true;
    const auto view = measure_all(place.network())[0];
    EXPECT_TRUE(view.measures.of(Measure::n_groups).is(2));
    EXPECT_TRUE(view.measures.of(Measure::n_paid).is(1));
    EXPECT_EQ(ReasonFinder(place.network(), {}).strengths(0, view).groups, 2);
    EXPECT_THAT(ReasonFinder(place.network(), {}).strengths(0, view).group_nodes, IsEmpty());
}

TEST(Reasons, WhoDiedIsNoTieAnyMore) {
    Invented place(2, 1);
    place.tie(0, 2, 2);
    place.tie(0, 1, 0);
    place.died = {0, 1};
    EXPECT_THAT(reasons_in(place), ElementsAre(Reason::no_unpaid_tie));
}

TEST(Reasons, ManyServicesAndHardlyAnybody) {
    Invented place(2, 4);
    for (std::int32_t asset = 2; asset < 5; ++asset) place.tie(0, asset, 3, Tri::yes);
    place.tie(0, 5, 2).direction = Tie::gives;
    place.tie(0, 1, 0).direction = Tie::gives;
    const auto found = found_in(place);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].reason, Reason::one_supporter);
    EXPECT_EQ(found[1].reason, Reason::many_services_no_tie);
    EXPECT_EQ(found[1].value, 3);
}

TEST(Reasons, TheirOwnViewClosesThemUntilItsDate) {
    Invented place(2, 0);
    place.as_of = 1000;
    const std::vector<std::uint8_t> happy{1, 0};
    std::vector<std::int32_t> until{1000, no_date};
    Background background;
    background.happy_as_is = happy;
    background.happy_until = until;
    EXPECT_THAT(reasons_in(place, background), IsEmpty());
    until[0] = no_date;
    EXPECT_THAT(reasons_in(place, background), IsEmpty());
    until[0] = 999;
    EXPECT_THAT(reasons_in(place, background), ElementsAre(Reason::no_unpaid_tie, Reason::no_membership));
}

TEST(Reasons, OwnAnswersOnlyOfTheirOwn) {
    Invented place(3, 1);
    place.tie(0, 3, 2);
    place.tie(0, 1, 0);
    place.tie(0, 2, 0);
    const std::vector<Background::OwnAnswer> answers{{0, false, 9, 800}, {1, true, 5, 800}};
    Background background;
    background.own_answers = answers;
    const auto found = found_in(place, background);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].reason, Reason::instrument);
    EXPECT_EQ(found[0].value, 9);
    EXPECT_EQ(found[0].newest, 800);
}

TEST(Strength, IntroducersAreWillingUnpaidAndSafe) {
    Invented place(7, 2);
    for (std::int32_t i = 1; i < 7; ++i) place.tie(0, i, 0, i == 2 ? Tri::yes : Tri::no);
    place.ties[2].difficult = true;                      // 3
    place.tie(0, 7, 2);
    place.tie(0, 8, 2).sensitive = true;
    std::vector<Tri> introduce{Tri::yes, Tri::yes, Tri::yes, Tri::yes, Tri::no, Tri::unknown, Tri::yes};
    const std::vector<Background::Pair> never{{0, 6}, {6, 0}};
    Background background;
    background.introduce = introduce;
    background.never_introduce = never;
    const Network network = place.network();
    const auto views = measure_all(network);
    Strengths known = ReasonFinder(network, background).strengths(0, views[0]);
    EXPECT_THAT(known.introducers, ElementsAre(1));
    EXPECT_THAT(known.group_nodes, ElementsAre(7));
    EXPECT_EQ(known.groups, 2);
    EXPECT_EQ(known.unpaid_people, 5);
    introduce[0] = Tri::no;                              // who does not want it is not introduced
    known = ReasonFinder(network, background).strengths(0, views[0]);
    EXPECT_THAT(known.introducers, IsEmpty());
}

TEST(Reasons, SensitiveTiesAreCountedAndNotNamed) {
    Invented place(1, 3);
    for (std::int32_t asset = 1; asset < 4; ++asset) place.tie(0, asset, 3, Tri::yes).sensitive = asset == 2;
    for (const Found& one : found_in(place)) EXPECT_THAT(one.nodes, testing::Not(testing::Contains(2)));
}

}  // namespace reasons_test
