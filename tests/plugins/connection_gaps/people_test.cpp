// Who is introduced, what two have in common, where they could meet, in what order: by hand.
#include <cmath>
#include <fstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "plugins/connection_gaps/suggest.hpp"
#include "plugins/connection_gaps/venues.hpp"
#include "plugins/connection_gaps/ways.hpp"

namespace kith::connection_gaps {
namespace people_test {

constexpr std::int32_t asked_all = 0x0AAAAAAA;

TEST(Standing, TheFirstReasonThatHolds) {
    const std::vector<std::int32_t> role{0, 1, 0, 0, 0, 0, 0, 2, 3}, living{0, 0, 2, 0, 0, 0, 0, 0, 0}, none(9, -1), asked(9, asked_all);
    const std::vector<std::uint8_t> yes{1, 1, 1, 1, 0, 1, 1, 1, 1}, young{0, 0, 0, 1, 0, 0, 0, 0, 0}, yes_states{0, 0, 0, 0, 0, 2, 0, 0, 0};
    const std::vector<std::int32_t> view{0, 0, 0, 0, 0, 0, 1, 0, 0}, until(9, 100);
    People people;
    people.role = role;
    people.living = living;
    people.household = none;
    people.area = none;
    people.asked = asked;
    people.introduce = {yes, yes_states};
    people.under_18 = {young, {}};
    people.own_view = {view, {}};
    people.own_view_until = {until, {}};
    const Standing now = standing(people, 100);
    EXPECT_EQ(
        now.closed, (std::vector<Closed>{Closed::open, Closed::not_participant, Closed::not_here, Closed::under_18, Closed::not_said_yes,
                        Closed::not_said_yes, Closed::happy, Closed::not_participant, Closed::not_participant}));
    // Happy people and connectors who said yes may bring others together; staff and people only named may not.
    EXPECT_EQ(now.may_introduce, (std::vector<std::uint8_t>{1, 0, 0, 0, 0, 0, 1, 1, 0}));
    EXPECT_EQ(standing(people, 101).closed[6], Closed::open) << "happy as things are, until yesterday";
    EXPECT_EQ(standing(people, std::nullopt).closed[6], Closed::happy);
    const std::vector<std::uint8_t> without{1, 0, 0, 0, 0, 0, 0, 0, 0};
    people.not_permitted = without;
    EXPECT_EQ(standing(people, 100).closed[0], Closed::not_said_yes);
}

TEST(Strength, FromWhatIsRecorded) {
    // domain 7.3: w = (closeness / 5)^1/2 (min(contacts a year, 52) / 52)^1/2.
    const std::vector<double> strength{0.8, 0, 0, 0, 0, 1.5}, frequency{0, 1, 0, 13, 0, 0};
    const std::vector<std::uint8_t> no_strength{0, 1, 1, 1, 1, 0}, no_frequency{1, 0, 1, 0, 1, 1}, no_closeness{1, 0, 0, 1, 1, 1};
    const std::vector<std::int32_t> closeness{0, 4, 4, 0, 0, 0};
    TieColumns ties;
    ties.strength = {strength, no_strength};
    ties.frequency = {frequency, no_frequency};
    ties.closeness = {closeness, no_closeness};
    EXPECT_EQ(strength_of(ties, 0), 0.8);
    EXPECT_NEAR(strength_of(ties, 1), std::sqrt(0.8) * std::sqrt(12.0 / 52), 1e-15);
    EXPECT_NEAR(strength_of(ties, 2), std::sqrt(0.8), 1e-15);
    EXPECT_EQ(strength_of(ties, 3), 1) << "more than weekly counts as weekly";
    EXPECT_EQ(strength_of(ties, 4), 0.5) << "nobody knows";
    EXPECT_EQ(strength_of(ties, 5), 1);
}

struct Lists {
    std::vector<std::int64_t> offsets{0};
    std::vector<std::int32_t> codes;
    void add(std::initializer_list<std::int32_t> list) {
        codes.insert(codes.end(), list);
        offsets.push_back(static_cast<std::int64_t>(codes.size()));
    }
    Words words(std::vector<std::string_view> dictionary) const { return {offsets, codes, std::move(dictionary), {}}; }
};

TEST(Gifts, SharedInterestsAndOffersThatMeetWants) {
    Lists interests, offers, wants;
    interests.add({0, 1, 1});
    interests.add({2, 1});
    interests.add({});
    offers.add({0});
    offers.add({1});
    offers.add({});
    wants.add({});
    wants.add({0});
    wants.add({1});
    const Words liked = interests.words({"Chess", "tea", " chess "}), given = offers.words({"lifts", "bread"}),
                wanted = wants.words({"Lifts", "company"});
    const Gifts gifts(3, liked, given, wanted);
    EXPECT_EQ(gifts.count(0, 1), 3);  // chess, tea, and a lift
    const Common common = gifts.common(0, 1);
    EXPECT_EQ(common.interests, (std::vector<std::int32_t>{0, 1}));
    EXPECT_EQ(common.offers, (std::vector<Offer>{{0, 1, 0}}));
    EXPECT_EQ(gifts.count(0, 2), 0);
    EXPECT_TRUE(gifts.any(2));
}

TEST(Gifts, MoreWordsThanBitsGiveTheSame) {
    // Codes 0, 64 and 128 fall on the same bit and are different words all the same.
    std::vector<std::string> words;
    for (int i = 0; i < 200; ++i) words.push_back("word " + std::to_string(i));
    Lists interests, none;
    interests.add({0, 5});
    interests.add({64, 128, 5});
    none.add({});
    none.add({});
    const Words liked = interests.words({words.begin(), words.end()}), nothing = none.words({});
    const Gifts gifts(2, liked, nothing, nothing);
    EXPECT_EQ(gifts.count(0, 1), 1);
}

TEST(CommonContacts, StaffConnectsNobody) {
    // 0 and 1 share 2, 3, 4 and 5. 4 is a worker, 5 has many paid ties. 2 has degree 2, 3 degree 3 (6 as well).
    const std::vector<std::int64_t> offsets{0, 4, 8, 10, 13, 15, 17, 18};
    const std::vector<std::int32_t> targets{2, 3, 4, 5, 2, 3, 4, 5, 0, 1, 0, 1, 6, 0, 1, 0, 1, 3}, role{0, 0, 0, 0, 3, 0, 0};
    const Arcs unpaid{offsets, targets, {}, {}};
    const std::vector<std::int32_t> paid{0, 0, 0, 0, 0, 12, 0};
    CommonContacts contacts(unpaid, role, paid, 10);
    const CommonContacts::Shared shared = contacts.shared(0, 1);
    EXPECT_EQ(shared.count, 2);
    EXPECT_NEAR(shared.adamic_adar, 1 / std::log(2.0) + 1 / std::log(3.0), 1e-15);
}

TEST(PaidContacts, BothEndsOfPaidTiesBetweenPeople) {
    const std::vector<std::int32_t> from{0, 0, 1, 0}, to{1, 2, 2, 3};
    const std::vector<std::uint8_t> paid{1, 1, 0, 1}, states{0, 0, 0, 0};
    TieColumns ties;
    ties.from = from;
    ties.to = to;
    ties.paid = {paid, states};
    EXPECT_EQ(paid_contacts(3, ties), (std::vector<std::int32_t>{2, 1, 1})) << "node 3 is an asset";
}

/// People 0-3 near each other, everybody likes tea, 0 and 1 like chess as well.
class Village : public testing::Test {
protected:
    void SetUp() override {
        people_.role = zero_;
        people_.living = zero_;
        people_.household = household_;
        people_.area = zero_;
        people_.asked = asked_;
        people_.introduce = {yes_, {}};
        for (int p = 0; p < 4; ++p) {
            if (p < 2) interests_.add({0, 1});
            else interests_.add({0});
            none_.add({});
            near_offsets_.push_back(3 * (p + 1));
            for (int q = 0; q < 4; ++q)
                if (q != p) {
                    near_rows_.push_back(q);
                    near_metres_.push_back(50 * (4 - q));
                }
        }
    }
    Gaps gaps(const Settings& settings, const std::vector<std::pair<std::int32_t, std::int32_t>>& apart = {}) const {
        const Words liked = interests_.words({"tea", "chess"}), nothing = none_.words({});
        const Gifts gifts(4, liked, nothing, nothing);
        const Arcs arcs{offsets_, targets_, {}, {}};
        const std::vector<std::int32_t> paid(4, 0);
        CommonContacts contacts(arcs, people_.role, paid, 10);
        return find_gaps(people_, standing(people_, {}), {near_offsets_, near_rows_, near_metres_, cut_}, arcs, Relation(4, apart),
            Relation(4, {}), gifts, contacts, settings, [](double) { return true; });
    }
    static std::vector<std::pair<std::int32_t, std::int32_t>> pairs(const Gaps& gaps) {
        std::vector<std::pair<std::int32_t, std::int32_t>> result;
        for (const Suggestion& one : gaps.suggestions) result.emplace_back(one.person, one.other);
        return result;
    }
    std::vector<std::int32_t> zero_ = std::vector<std::int32_t>(4, 0), household_{-1, -1, -1, -1},
                              asked_ = std::vector<std::int32_t>(4, asked_all);
    std::vector<std::uint8_t> yes_ = std::vector<std::uint8_t>(4, 1), cut_ = std::vector<std::uint8_t>(4, 0);
    std::vector<std::int64_t> offsets_{0, 0, 0, 0, 0}, near_offsets_{0};
    std::vector<std::int32_t> targets_, near_rows_;
    std::vector<std::int32_t> near_metres_;
    Lists interests_, none_;
    People people_;
};

TEST_F(Village, MostInCommonThenNearestThenRowAndEachPairOnce) {
    Settings settings;
    settings.suggestions = 2;
    const Gaps found = gaps(settings);
    // 0: chess with 1, then 3 (50 m), and is named twice. 1: chess with 0 (said already), then 3 (50 m). 2: 3 is named twice by
    // now, 1 too, and 0. So nobody is left for 2.
    EXPECT_EQ(pairs(found), (std::vector<std::pair<std::int32_t, std::int32_t>>{{0, 1}, {0, 3}, {1, 3}}));
    EXPECT_EQ(found.suggestions[0].common, 2);
    for (const NearAndAlike& one : found.people) {
        EXPECT_EQ(one.count, 3);
        EXPECT_EQ(one.countable, Countable::value);
    }
}

TEST_F(Village, WhoHasTheFewestToChooseFromChoosesFirst) {
    Settings settings;
    settings.suggestions = 1;
    // 2 may not meet 0 or 1: only 3 is left to choose from, whom 0 and 1 would have chosen too.
    const Gaps found = gaps(settings, {{0, 2}, {1, 2}});
    EXPECT_EQ(pairs(found), (std::vector<std::pair<std::int32_t, std::int32_t>>{{0, 1}, {2, 3}}));
    EXPECT_EQ(found.people[2].count, 1);
    EXPECT_EQ(found.people[0].count, 2) << "what is counted is not what was left to choose";
}

TEST_F(Village, TiesHouseholdsAndWhoIsKeptApart) {
    offsets_ = {0, 1, 2, 2, 2};
    targets_ = {1, 0};
    household_ = {-1, -1, 7, 7};
    people_.household = household_;
    const Gaps found = gaps({}, {{0, 2}});
    EXPECT_EQ(pairs(found), (std::vector<std::pair<std::int32_t, std::int32_t>>{{0, 3}, {1, 3}, {2, 1}}));
}

TEST_F(Village, WhoWasNotAskedHasNoCountAndNoList) {
    asked_[2] = 0;
    cut_[1] = 1;
    people_.asked = asked_;
    const Gaps found = gaps({});
    EXPECT_EQ(found.people[2].countable, Countable::not_asked);
    EXPECT_EQ(found.people[1].countable, Countable::at_least);
    EXPECT_EQ(found.people[0].count, 3) << "2 said yes, and 0 was asked: 0's own count stands";
    for (const auto& [person, other] : pairs(found)) EXPECT_NE(person, 2);
}

TEST_F(Village, ProbablyKnownIsAQuestionNotASuggestion) {
    // 0 and 1 both know 2 and 3.
    offsets_ = {0, 2, 4, 6, 8};
    targets_ = {2, 3, 2, 3, 0, 1, 0, 1};
    Settings settings;
    settings.common_contacts = 2;
    const Gaps found = gaps(settings);
    ASSERT_EQ(found.known.size(), 2u);
    EXPECT_EQ(found.known[0].person, 0);
    EXPECT_EQ(found.known[0].other, 1);
    EXPECT_EQ(found.known[0].common, 2);
    EXPECT_NEAR(found.known[0].adamic_adar, 2 / std::log(2.0), 1e-15);
    EXPECT_TRUE(found.suggestions.empty());
    EXPECT_EQ(found.people[0].count, 1) << "the count is of the near and alike, whatever else is known of them";
    settings.common_contacts = 3;
    EXPECT_TRUE(gaps(settings).known.empty());
}

TEST(VenueUse, TheManifestAsksByTheSameWords) {
    std::ifstream file(KITH_SOURCE_DIR "/plugins/connection_gaps/manifest.json");
    const auto manifest = nlohmann::json::parse(file);
    for (const auto& near : manifest.at("near")) {
        if (near.at("as") != "venues") continue;
        std::vector<std::string> of{"association", "place", "culture"};
        of.insert(of.end(), open_to_all.begin(), open_to_all.end());
        EXPECT_EQ(near.at("of").get<std::vector<std::string>>(), of);
        EXPECT_EQ(near.at("but_not").get<std::vector<std::string>>(), std::vector<std::string>(nobody_stays.begin(), nobody_stays.end()));
        return;
    }
    FAIL() << "the manifest asks for no venues";
}

TEST(VenueUse, OpenRunningAndNeitherSensitiveNorHidden) {
    const std::vector<std::int32_t> of_class{1, 2, 2, 3, 3, 4, 1, 1, 1, 5}, status{0, 0, 0, 0, 0, 0, 2, 0, 0, 0},
        sensitivity{0, 0, 0, 0, 0, 0, 0, 1, 2, 0}, subtype{-1, 0, -1, -1, 1, 2, -1, -1, -1, -1};
    const std::vector<std::uint8_t> online{0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, states{0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    Assets assets;
    assets.of_class = {of_class, states};
    assets.status = {status, {}};
    assets.sensitivity = sensitivity;
    assets.online = online;
    assets.subtype_codes = subtype;
    assets.subtypes = {"library", "public_toilet", "third_place"};
    EXPECT_EQ(venue_use(assets), (std::vector<std::uint8_t>{for_somebody_new, for_somebody_new, where_they_go, for_somebody_new,
                                     where_they_go, for_somebody_new, 0, 0, 0, where_they_go}));
}

TEST(VenueUse, ATraditionIsNoPlaceToMeet) {
    const std::vector<std::int32_t> of_class{5, 5, 1, 2}, sensitivity(4, 0), form{5, 3, 1, 1}, subtype{-1, -1, -1, 0};
    Assets assets;
    assets.of_class = {of_class, {}};
    assets.sensitivity = sensitivity;
    assets.form = form;
    assets.subtype_codes = subtype;
    assets.subtypes = {"advice_centre"};
    EXPECT_EQ(venue_use(assets), (std::vector<std::uint8_t>{where_they_go, for_somebody_new, where_they_go, for_somebody_new}));
}

TEST(Venues, BothGoBeforeOneGoesBeforeReach) {
    // People 0 and 1; assets 0, 1, 2 are nodes 2, 3, 4. 0 goes to assets 0 and 1, 1 goes to asset 1; both can reach 2, 1 can
    // reach 0.
    const std::vector<std::int64_t> offsets{0, 2, 3, 4, 6, 6}, only_0{0, 1, 1, 2, 2, 2}, nobody{0, 0, 0, 0, 0, 0}, reach_offsets{0, 1, 3};
    const std::vector<std::int32_t> targets{2, 3, 3, 0, 0, 1}, targets_0{2, 0}, no_targets, reach_rows{2, 0, 2};
    const std::vector<std::int32_t> metres{100, 50, 300};
    const std::vector<std::uint8_t> use{2, 2, 2};
    const NearRows reach{reach_offsets, reach_rows, metres, {}};
    const Relation free(5, {});
    const Arcs both{offsets, targets, {}, {}}, one{only_0, targets_0, {}, {}}, none{nobody, no_targets, {}, {}};
    const auto first = Venues(use, both, both, reach, free, 2).find(0, 1);
    EXPECT_EQ(first->asset, 1);
    EXPECT_EQ(first->meet, Meet::both_go);
    const auto second = Venues(use, one, one, reach, free, 2).find(1, 0);
    EXPECT_EQ(second->asset, 0);
    EXPECT_EQ(second->meet, Meet::one_goes);
    EXPECT_EQ(second->goes, 0);
    const auto third = Venues(use, none, none, reach, free, 2).find(0, 1);
    EXPECT_EQ(third->asset, 2);
    EXPECT_EQ(third->meet, Meet::both_can_reach);
    const Relation difficult(5, {{1, 4}});
    EXPECT_FALSE(Venues(use, none, none, reach, difficult, 2).find(0, 1));
}

TEST(FirstOfAll, MostInCommonThenNearest) {
    const std::vector<Suggestion> all{{0, 1, 1, 50}, {1, 2, 3, 200}, {2, 3, 3, 100}, {3, 4, 1, 0}};
    EXPECT_EQ(first_of_all(all, 3), (std::vector<std::size_t>{2, 1, 3}));
}

}  // namespace people_test
}  // namespace kith::connection_gaps
