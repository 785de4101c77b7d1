// Analyses that build on each other: order, circles, what is handed over, and columns that a person picks. Numbers of compose.c.
#include "engine/host/composition.hpp"

#include <gtest/gtest.h>

#include "engine/host/analyses.hpp"
#include "tests/support/built.hpp"
#include "tests/support/small_place.hpp"

namespace composition_test {
using namespace kith;
using host::Quality;
using host::Verdict;

/// Four areas of the primary layer "patch", with a joined indicator and two columns that hold no numbers; two of "ward".
void fill(test::FakeView& view) {
    test::SmallPlace place;
    place.assets = {{"Choir"}};
    place.areas = {"North", "East", "South", "West"};
    place.fill(view);
    const std::vector<std::string> names{"North", "East", "South", "West"};
    view.add(std::move(column::SegmentBuilder("areas.patch")
                           .add_i64("key_low", {1, 2, 3, 4})
                           .add_strings("name", names)
                           .add_f64("population", {1000, 2000, 3000, 4000}, {0, 0, 1, 0})
                           .add_booleans("coastal", {1, 0, 0, 1})
                           .add_i32("deprivation_decile", {1, 2, 3, 4})));
    view.add(std::move(column::SegmentBuilder("areas.ward").add_f64("population", {70, 80})));
    privacy::Layer ward;
    ward.as = "ward";
    ward.count = 2;
    view.layers_.push_back(ward);
}

struct Place {
    test::FakeView view;
    Place() { fill(view); }

    std::vector<host::AnalysisResult> run(const std::vector<host::AnalysisRequest>& requests, unsigned threads = 2) {
        host::RunOptions options;
        options.plugin_folders = {kith::test::built(KITH_PLUGIN_DIR)};
        options.threads = threads;
        options.started = [&](int, const std::string& use) { started.push_back(use); };
        base::JobContext job;
        auto results = host::run_analyses(view, requests, options, job);
        EXPECT_TRUE(results) << results.error().message;
        return std::move(*results);
    }
    std::vector<std::string> started;
};

host::ResultColumn seen(const host::AnalysisResult& result, const std::string& layer = "patch") {
    const auto* columns = result.columns_for(host::Entity::area, layer);
    return {*columns->columns[0], *columns->segment};
}

double number(const host::AnalysisResult& result, std::size_t which) {
    const auto* columns = result.columns_for(host::Entity::place);
    return host::ResultColumn(*columns->columns[which], *columns->segment).value(0);
}

TEST(Composition, RunsInTheOrderOfWhatTheyTakeAndKeepsTheOrderAskedFor) {
    Place place;
    const auto results = place.run({{"test.take_more"}, {"test.take"}, {"test.give"}});
    for (const auto& result : results) ASSERT_TRUE(result.ok()) << result.sentence;
    EXPECT_EQ(place.started, (std::vector<std::string>{"test.give", "test.take", "test.take_more"}));
    EXPECT_EQ(results[0].use, "test.take_more");
    const auto column = seen(results[0]);  // twice plus 1, bounds kept
    EXPECT_EQ(column.value(0), 12);
    EXPECT_EQ(column.quality(0), Quality::value);
    EXPECT_EQ(column.value(1), 22);
    EXPECT_EQ(column.quality(1), Quality::lower_bound);
    EXPECT_EQ(column.quality(2), Quality::not_computable);
    EXPECT_EQ(column.value(3), 32);
    EXPECT_EQ(column.upper(3), 42);
    EXPECT_EQ(column.quality(3), Quality::between);
    EXPECT_EQ(number(results[0], 0), 2) << "one segment for each layer";
}

TEST(Composition, TheOrderIsThatOfTheRequestAsFarAsItCanBe) {
    Place place;
    const auto results = place.run({{"test.take"}, {"test.give"}, {"test.give", "other"}}, 1);
    EXPECT_EQ(place.started, (std::vector<std::string>{"test.give", "test.take", "test.give"}));
    EXPECT_TRUE(results[0].ok());
}

TEST(Composition, ACircleIsNamedAndNobodyElseSuffers) {
    Place place;
    const auto results = place.run({{"test.there"}, {"test.back"}, {"test.itself"}, {"test.give"}});
    EXPECT_EQ(results[0].verdict, Verdict::bad_request);
    EXPECT_EQ(results[0].sentence, "'there' builds on 'back', which builds on 'there', so none of them can be first; take one out of the recipe.");
    EXPECT_EQ(results[1].sentence, "'back' builds on 'there', which builds on 'back', so none of them can be first; take one out of the recipe.");
    EXPECT_EQ(results[2].sentence, "'itself' builds on itself, so none of them can be first; take one out of the recipe.");
    EXPECT_TRUE(results[3].ok());
}

TEST(Composition, WhatIsMissingIsNamed) {
    Place place;
    const auto alone = place.run({{"test.take"}, {"test.take_typo"}});
    EXPECT_EQ(alone[0].verdict, Verdict::not_possible);
    EXPECT_EQ(alone[0].sentence, "'Builds on others' (test.take) could not be given what it needs: it builds on 'give.seen', and no analysis called 'give' runs "
                                 "here; add one as an [[analyses]] block to the recipe.");
    EXPECT_TRUE(place.started.empty());
    const auto typo = place.run({{"test.take_typo"}, {"test.give"}});
    EXPECT_EQ(typo[0].sentence, "'Builds on others' (test.take_typo) could not be given what it needs: it builds on 'give.sen', and 'give' has no such column "
                                "of areas; the nearest is 'seen'.");
}

TEST(Composition, WhoeverBuildsOnOneThatFailedIsNotRun) {
    Place place;
    const auto results = place.run({{"test.take_more"}, {"test.take"}, {"test.pick", "give", R"({"colum": "x"})"}});
    EXPECT_EQ(results[2].verdict, Verdict::bad_request);
    EXPECT_EQ(results[1].verdict, Verdict::not_possible);
    EXPECT_EQ(results[1].sentence, "'Builds on others' (test.take) builds on 'give', which gave no result here.");
    EXPECT_EQ(results[0].sentence, "'Builds on others' (test.take_more) builds on 'take', which gave no result here.");
}

TEST(Composition, WhatIsOptionalMayBeAbsent) {
    Place place;
    const auto alone = place.run({{"test.may_take"}});
    ASSERT_TRUE(alone[0].ok()) << alone[0].sentence;
    EXPECT_EQ(number(alone[0], 0), 0);
    EXPECT_EQ(seen(alone[0]).value(0), 10);
    const auto failed = place.run({{"test.may_take"}, {"test.pick", "give", R"({"colum": "x"})"}});
    EXPECT_EQ(number(failed[0], 0), 0);
    const auto both = place.run({{"test.may_take"}, {"test.give"}});
    EXPECT_EQ(number(both[0], 0), 2);
    EXPECT_EQ(seen(both[0]).value(0), 11);
}

TEST(Composition, ThreadsAreForThoseThatAskAndThenAlone) {
    Place place;
    const auto results = place.run({{"test.threads"}, {"test.give"}}, 3);
    EXPECT_EQ(number(results[0], 1), 3);
    EXPECT_EQ(number(results[1], 1), 1);
}

TEST(Chosen, AnOwnColumn) {
    Place place;
    const auto results = place.run({{"test.pick"}, {"test.pick", "yes", R"({"column": "coastal"})"}, {"test.pick", "ward", R"({"layer": "ward", "column": "population"})"}});
    for (const auto& result : results) ASSERT_TRUE(result.ok()) << result.sentence;
    EXPECT_EQ(results[0].parameters[2].text, "population");
    EXPECT_EQ(results[0].parameters[2].number, 0);
    EXPECT_EQ(seen(results[0]).value(1), 2001);
    EXPECT_EQ(seen(results[0]).quality(2), Quality::not_computable) << "not asked stays not known";
    EXPECT_EQ(seen(results[1]).value(0), 2) << "yes is 1";
    EXPECT_EQ(results[2].parameters[2].number, 1);
    EXPECT_EQ(seen(results[2], "ward").value(1), 81);
    EXPECT_EQ(seen(results[2]).quality(0), Quality::not_computable);
}

TEST(Chosen, AColumnOfAnotherAnalysis) {
    Place place;
    const auto results = place.run({{"test.pick"}, {"test.give"}});
    ASSERT_TRUE(results[0].ok()) << results[0].sentence;
    EXPECT_EQ(place.started, (std::vector<std::string>{"test.give", "test.pick"}));
    EXPECT_EQ(results[0].parameters[2].text, "give.seen");
    EXPECT_EQ(results[0].parameters[2].words, "Builds on others: What it saw");
    EXPECT_EQ(seen(results[0]).value(0), 11);
    for (const std::size_t bound : {1u, 3u}) EXPECT_EQ(seen(results[0]).quality(bound), Quality::not_computable) << "a bound is no value to compare";
}

TEST(Chosen, WithTheKitBothReadLikeAnyColumn) {
    Place place;
    const auto results = place.run({{"test.kit"}, {"test.give"}});
    ASSERT_TRUE(results[0].ok()) << results[0].sentence << results[0].authors_words;
    const auto column = seen(results[0]);
    EXPECT_EQ(column.value(0), 10 + 1000);
    EXPECT_EQ(column.value(1), 20 + 2000);
    EXPECT_EQ(column.quality(1), Quality::lower_bound);
    EXPECT_EQ(column.quality(2), Quality::not_computable);
    EXPECT_EQ(column.value(3), 30 + 4000);
    EXPECT_EQ(column.upper(3), 40 + 4000);
    EXPECT_EQ(number(results[0], 0), 1) << "what was not asked for, and what does not count, is empty";
}

TEST(Chosen, WhatIsNotThereNamesTheNearest) {
    Place place;
    const auto results = place.run({{"test.pick", "a", R"({"column": "populaton"})"}, {"test.pick", "b", R"({"column": "name"})"}, {"test.pick", "c", R"({"column": "c.seen"})"},
                                    {"test.pick", "d", R"({"column": "key_low"})"}, {"test.pick_nowhere"}});
    for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(results[i].verdict, Verdict::bad_request) << i;
    EXPECT_EQ(results[0].sentence, "The parameter 'column' names 'populaton', which is no column of numbers of the areas 'patch'; did you mean 'population'?");
    EXPECT_NE(results[1].sentence.find("names 'name', which is no column of numbers of the areas 'patch'"), std::string::npos) << results[1].sentence;
    EXPECT_EQ(results[4].verdict, Verdict::not_possible);
    EXPECT_EQ(results[4].sentence, "'Builds on others' needs a column of the areas 'patch' to look at, and there is no 'missing' or 'gone'; name another with its "
                                   "parameter 'column'.");
}

TEST(Chosen, OnlyWhenItCounts) {
    Place place;
    const auto results = place.run({{"test.pick", "a", R"({"by": "nothing"})"}, {"test.pick", "b", R"({"by": "nothing", "column": "population"})"},
                                    {"test.pick", "c", R"({"most": 2})"}, {"test.give"}});
    ASSERT_TRUE(results[0].ok()) << results[0].sentence;
    EXPECT_EQ(number(results[0], 0), 0) << "nothing is chosen";
    EXPECT_FALSE(results[0].parameters[2].counts);
    EXPECT_EQ(results[1].sentence, "The parameter 'column' counts only when 'by' is column; take it out, or change that.");
    EXPECT_EQ(results[2].sentence, "The parameter 'most' counts only when 'by' is nothing; take it out, or change that.");
}

}  // namespace composition_test
