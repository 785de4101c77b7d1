// LSNS-6, UCLA-3, the direct question and De Jong Gierveld: published rules, and group results.
#include "plugins/isolation/instruments.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>

#include "tests/support/shared_data.hpp"

namespace instruments_test {

using namespace kith::isolation;

double exact(const std::optional<Score>& score) {
    EXPECT_TRUE(score.has_value());
    EXPECT_EQ(score->lower, score->upper);
    return score->lower;
}

// domain.md section 9: counts family 2, 3, 0; friends 5, 9, 1.
TEST(Lsns6Score, VectorOfTheDomainPage) {
    const Items items{lsns_item(2), lsns_item(3), lsns_item(0), lsns_item(5), lsns_item(9), lsns_item(1)};
    EXPECT_EQ(items, (Items{2.0, 3.0, 0.0, 4.0, 5.0, 1.0}));
    const Lsns6 score = score_lsns6(items);
    EXPECT_EQ(exact(score.family), 5);
    EXPECT_EQ(exact(score.friends), 10);
    EXPECT_EQ(exact(score.total), 15);
    EXPECT_TRUE(beyond_cut(5, Scale::lsns6_family));
    EXPECT_FALSE(beyond_cut(15, Scale::lsns6_total));
}

TEST(Lsns6Score, CasesOfThePublishedRule) {
    KITH_NEEDS_SHARED(shared);
    const auto truth = nlohmann::json::parse(std::ifstream(shared / "data/truths/lsns6.json"));
    for (const auto& pair : truth["counts_to_scores"]) EXPECT_EQ(lsns_item(pair[0].get<double>()), pair[1].get<double>()) << pair;
    ASSERT_EQ(truth["cases"].size(), 7U);
    for (const auto& example : truth["cases"]) {
        Items items;
        for (std::size_t i = 0; i < 6; ++i) {
            items[i] = lsns_item(example["counts"][i].get<double>());
            EXPECT_EQ(*items[i], example["scores"][i].get<double>());
        }
        const Lsns6 score = score_lsns6(items);
        EXPECT_EQ(exact(score.total), example["total"].get<double>());
        EXPECT_EQ(exact(score.family), example["family"].get<double>());
        EXPECT_EQ(exact(score.friends), example["friends"].get<double>());
        EXPECT_EQ(beyond_cut(exact(score.total), Scale::lsns6_total), example["at_risk"].get<bool>());
    }
}

// domain.md 3.2: no published rule for missing items, so complete cases: a subscale with its three, the total with all six.
TEST(Lsns6Score, AMissingItemLeavesTheOtherSubscale) {
    const Lsns6 score = score_lsns6({1.0, std::nullopt, 1.0, 2.0, 2.0, 2.0});
    EXPECT_FALSE(score.family);
    EXPECT_FALSE(score.total);
    EXPECT_EQ(exact(score.friends), 6);
}

// domain.md section 9: emotional (1, 2, 3), social (3, 2, 1) -> 2, 2, 4.
TEST(DeJong, VectorOfTheDomainPage) {
    const DeJong6 score = score_djg6({1.0, 2.0, 3.0, 3.0, 2.0, 1.0});
    EXPECT_EQ(exact(score.emotional), 2);
    EXPECT_EQ(exact(score.social), 2);
    EXPECT_EQ(exact(score.total), 4);
}

// The manual's rule: one missing of six leaves the total (counted as 0, so a lower bound) and takes its subscale; two take it.
TEST(DeJong, MissingItems) {
    const DeJong6 one = score_djg6({std::nullopt, 2.0, 3.0, 3.0, 2.0, 1.0});
    EXPECT_FALSE(one.emotional);
    EXPECT_EQ(exact(one.social), 2);
    ASSERT_TRUE(one.total);
    EXPECT_EQ(one.total->lower, 4);
    EXPECT_EQ(one.total->upper, 5);
    EXPECT_FALSE(score_djg6({std::nullopt, std::nullopt, 3.0, 3.0, 2.0, 1.0}).total);
}

TEST(Ucla3, SumOfThreeOrNothing) {
    EXPECT_EQ(exact(score_ucla3({1.0, 2.0, 3.0})), 6);
    EXPECT_FALSE(score_ucla3({1.0, std::nullopt, 3.0}));
    EXPECT_TRUE(beyond_cut(6, Scale::ucla3_total));
    EXPECT_FALSE(beyond_cut(5, Scale::ucla3_total));
}

TEST(Waves, TheLatestWithAnAnswerCounts) {
    const std::vector<Answered> answers{
        {1, Instrument::ucla3, 0, 3.0, 100}, {1, Instrument::ucla3, 1, 3.0, 100}, {1, Instrument::ucla3, 2, 3.0, 100},
        {1, Instrument::ucla3, 0, 1.0, 200}, {1, Instrument::ucla3, 1, 1.0, 200}, {1, Instrument::ucla3, 2, 2.0, 200},
        {1, Instrument::ucla3, 0, std::nullopt, 300},  // asked again, and would not say
        {0, Instrument::ons_direct, 0, 5.0, no_date},
        {0, Instrument::ons_direct, 0, 2.0, 50},
        {0, Instrument::ons_direct, 0, 3.0, 50},       // a later row of the same day
    };
    const auto waves = latest_waves(answers);
    ASSERT_EQ(waves.size(), 2U);
    EXPECT_EQ(waves[0].person, 0);
    EXPECT_EQ(exact(score(waves[0], Scale::ons_direct)), 3);
    EXPECT_EQ(waves[1].date, 200);
    EXPECT_EQ(exact(score(waves[1], Scale::ucla3_total)), 4);
    EXPECT_FALSE(score(waves[1], Scale::lsns6_total));
}

TEST(Groups, MeansWithHowManyAreKnown) {
    std::vector<Answered> answers;
    const auto djg = [&](std::int32_t person, std::array<Item, 6> items) {
        for (std::int32_t i = 0; i < 6; ++i) answers.push_back({person, Instrument::djg6, i, items[static_cast<std::size_t>(i)], 10 + person});
    };
    djg(0, {1.0, 1.0, 1.0, 3.0, 3.0, 3.0});               // 0
    djg(1, {3.0, 3.0, 3.0, 1.0, 1.0, std::nullopt});      // 5 to 6
    djg(2, {3.0, 3.0, std::nullopt, std::nullopt, 3.0, 3.0});
    djg(4, {3.0, 3.0, 3.0, 1.0, 1.0, 1.0});               // not a participant
    const std::vector<std::int32_t> group{0, 0, 0, 1, 0, 0};
    djg(5, {3.0, 3.0, 3.0, 1.0, 1.0, 1.0});               // said no to being counted
    const std::vector<std::uint8_t> participant{1, 1, 1, 1, 0, 1}, may_be_counted{1, 1, 1, 1, 1, 0};
    const auto results = group_results(latest_waves(answers), group, participant, may_be_counted, 2);
    ASSERT_EQ(results.size(), 6U);  // two groups, the three scales of one instrument
    const GroupResult& total = results[0];
    EXPECT_EQ(total.scale, Scale::djg6_total);
    EXPECT_EQ(total.n_known, 2);
    EXPECT_EQ(total.n_unknown, 2);
    EXPECT_DOUBLE_EQ(total.mean.lower, 2.5);
    EXPECT_DOUBLE_EQ(total.mean.upper, 3);
    EXPECT_DOUBLE_EQ(total.share.lower, 0.5);
    EXPECT_EQ(total.oldest, 10);
    EXPECT_EQ(total.newest, 11);
    EXPECT_EQ(results[3].group, 1);
    EXPECT_EQ(results[3].n_known, 0);
    EXPECT_EQ(results[3].n_unknown, 1);
}

}  // namespace instruments_test
