// Today's worker and the contract's versions: a plugin built with the frozen header runs; equal major and no later minor, or a
// refusal in one sentence.
#include <gtest/gtest.h>

#include "engine/host/analyses.hpp"
#include "tests/support/built.hpp"
#include "tests/support/small_place.hpp"

namespace worker_test {
using namespace kith;

host::AnalysisResult run(const std::string& folder, const std::string& id) {
    test::SmallPlace place;
    place.assets = {{"Choir"}, {"Library"}, {"Chess club"}};
    place.areas = {"North", "South", "East"};
    test::FakeView view;
    place.fill(view);
    view.add(std::move(column::SegmentBuilder("assets").add_i32("area", {2, 0, 2})));
    host::RunOptions options;
    options.plugin_folders = {kith::test::built(KITH_PLUGIN_DIR).string() + "/" + folder};
    base::JobContext job;
    const std::vector<host::AnalysisRequest> requests{{id, "it", ""}};
    auto results = host::run_analyses(view, requests, options, job);
    EXPECT_TRUE(results) << results.error().message;
    return std::move(results->front());
}

TEST(OldPlugin, RunsInTodaysWorker) {
    const auto result = run("frozen", "test.plain_c");
    ASSERT_TRUE(result.ok()) << result.sentence << result.authors_words;
    const host::ResultColumn assets(*result.columns_for(host::Entity::area, "patch")->columns[0], *result.columns_for(host::Entity::area, "patch")->segment);
    EXPECT_EQ(assets.value(0), 1);
    EXPECT_EQ(assets.value(2), 2);
    EXPECT_EQ(result.findings.size(), 1u);
}

TEST(Versions, TheSameRuns) { EXPECT_TRUE(run("same", "test.version").ok()); }

TEST(Versions, AnotherMajorIsRefusedInOneSentence) {
    const auto result = run("major_above", "test.version");
    EXPECT_EQ(result.verdict, host::Verdict::setup_error);
    EXPECT_EQ(result.sentence.find("'Of a version' (test.version) is built for another version of Kith's contract: it is built for version "), 0u) << result.sentence;
}

TEST(Versions, ALaterMinorIsRefused) { EXPECT_EQ(run("minor_above", "test.version").verdict, host::Verdict::setup_error); }

}  // namespace worker_test
