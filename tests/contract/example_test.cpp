// From a View through the worker and back: the example of plugins/README.md on six people, worked out by hand.
#include <gtest/gtest.h>

#include "engine/host/analyses.hpp"
#include "engine/host/wording.hpp"
#include "tests/support/built.hpp"
#include "tests/support/small_place.hpp"

namespace example_test {
using namespace kith;

/// Ann-Bob-Cyd know each other in a row; Dee knows nobody; Eve was not asked about everything; Fay is only named.
/// All live near each other. Ann, Cyd and Dee like tea; Bob likes chess; Dee likes chess too.
test::SmallPlace six_people() {
    test::SmallPlace place;
    const std::int32_t partly = column::with_asked(column::asked_everything, column::Facet::friends, column::Asked::partly);
    place.people = {{"Ann", column::Role::participant, column::asked_everything, 1, {"tea"}},
                    {"Bob", column::Role::participant, column::asked_everything, 1, {"chess"}},
                    {"Cyd", column::Role::participant, column::asked_everything, 1, {"tea"}},
                    {"Dee", column::Role::participant, column::asked_everything, 1, {"chess", "tea"}},
                    {"Eve", column::Role::participant, partly, 1, {"tea"}},
                    {"Fay", column::Role::alter, column::asked_everything, 1, {"tea"}}};
    place.assets = {{"Choir"}};
    place.ties = {{0, 1}, {1, 2}, {0, 5}};
    place.near.resize(6);
    for (int p = 0; p < 6; ++p)
        for (int q = 0; q < 6; ++q)
            if (q != p && p < 5 && q < 5) place.near[static_cast<std::size_t>(p)].push_back({q, 50.0 * std::abs(p - q)});
    return place;
}

host::AnalysisResult run(const privacy::View& view, const std::string& parameters = "", std::uint64_t seed = 1) {
    host::RunOptions options;
    options.plugin_folders = {kith::test::built(KITH_PLUGIN_DIR)};
    options.seed = seed;
    base::JobContext job;
    const std::vector<host::AnalysisRequest> requests{{"kith.example", "", parameters}};
    auto results = host::run_analyses(view, requests, options, job);
    EXPECT_TRUE(results) << results.error().message;
    return std::move(results->front());
}

TEST(Example, SaysWhoCouldMeetAndWhy) {
    test::FakeView view;
    six_people().fill(view);
    const auto result = run(view);
    ASSERT_TRUE(result.ok()) << result.sentence << " " << result.authors_words;
    EXPECT_EQ(result.as, "example");
    const auto* people = result.columns_for(host::Entity::person);
    ASSERT_NE(people, nullptr);
    const host::ResultColumn known(*people->columns[0], *people->segment);
    EXPECT_EQ(known.value(0), 2);  // Bob and Fay
    EXPECT_EQ(known.value(1), 2);
    EXPECT_EQ(known.value(3), 0);
    EXPECT_EQ(known.quality(4), host::Quality::not_computable);
    EXPECT_EQ(known.reason(4), "Nobody has asked yet about friends and neighbours.");
    EXPECT_EQ(known.quality(5), host::Quality::not_computable) << "somebody only named gets no result";
    EXPECT_EQ(known.reason(5), "Only named by somebody else; nothing is worked out about them.");

    // Ann-Cyd and Ann-Dee share tea, Bob-Dee chess, Cyd-Dee tea. Eve was not asked in full, Fay is not near anybody.
    const host::Wording words(result, view);
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < result.findings.size(); ++i) texts.push_back(words.text(result.findings[i]));
    EXPECT_EQ(texts, (std::vector<std::string>{"Ann and Cyd live 100 m apart and both like tea.", "Ann and Dee live 150 m apart and both like tea.",
                                               "Bob and Dee live 100 m apart and both like chess.", "Cyd and Dee live 50 m apart and both like tea."}));
    const auto said = words.say(result.findings[2]);
    EXPECT_EQ(said.heading, "Near each other, and alike");
    EXPECT_EQ(said.strengths, std::vector<std::string>{"Bob likes chess."});
    EXPECT_EQ(said.changes, std::vector<std::string>{"Ask both whether they know each other already."});
    EXPECT_EQ(said.threshold, "at least one interest in common, within walking distance (set by 'Walking distance')");
    EXPECT_EQ(said.value, "1 interest in common");
    EXPECT_EQ(said.subjects.size(), 2u);
    EXPECT_EQ(said.subjects[0], view.key(base::EntityKind::person, 1));
    EXPECT_NE(words.key(result.findings[0]), words.key(result.findings[1]));
}

TEST(Example, TheSameAnswerTwice) {
    test::FakeView view;
    six_people().fill(view);
    const auto first = run(view), second = run(view);
    ASSERT_TRUE(first.ok() && second.ok());
    EXPECT_EQ(first.digest, second.digest);
    auto place = six_people();
    place.people[3].interests = {"chess"};
    test::FakeView other;
    place.fill(other);
    EXPECT_NE(first.digest, run(other).digest);
}

TEST(Example, NoIntroductionOfSomebodyUnwilling) {
    auto place = six_people();
    place.people[3].introduce = 0;
    place.people[2].introduce = -1;
    test::FakeView view;
    place.fill(view);
    EXPECT_TRUE(run(view).findings.empty());
}

TEST(Example, ParametersAreChecked) {
    test::FakeView view;
    six_people().fill(view);
    EXPECT_EQ(run(view, R"({"walk_metres": 400})").parameters[0].text, "400 m");
    const auto low = run(view, R"({"walk_metres": 10})");
    EXPECT_EQ(low.verdict, host::Verdict::bad_request);
    EXPECT_EQ(low.sentence, "The parameter 'walk_metres' must be a number from 50 to 5000 m.");
    EXPECT_EQ(run(view, R"({"walk_meters": 400})").sentence, "'kith.example' has no parameter 'walk_meters'; did you mean 'walk_metres'?");
}

TEST(Example, IsKeptForTheTeam) {
    test::FakeView view;
    six_people().fill(view);
    view.audience_ = privacy::Audience::safe;
    const auto result = run(view);
    EXPECT_EQ(result.verdict, host::Verdict::kept_for_team);
    EXPECT_EQ(result.sentence, "'Alike and near' speaks of people, so it is kept for the team; run with --audience team to see it.");
    EXPECT_EQ(result.seconds, 0);
}

}  // namespace example_test
