// Analyses of a session are those of the command, digest by digest; and a run can be had again from a recipe.
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>

#include "tests/support/session_place.hpp"

using namespace kith;
using namespace kith::session;

namespace {

/// What `kith run` says of each analysis: its digest by the name that it ran under.
std::map<std::string, std::string> by_command(const std::filesystem::path& recipe, const std::filesystem::path& out, const std::string& more = {}) {
    const std::string command = std::string(KITH_BIN_DIR) + "/kith run '" + recipe.string() + "' -o '" + out.string() + "' --audience team --quiet " + more + " >/dev/null 2>&1";
    const int code = std::system(command.c_str());
    EXPECT_TRUE(code == 0 || code == 256) << command;  // 1: done, with problems found
    std::map<std::string, std::string> digests;
    const auto run = nlohmann::json::parse(test::text_of_file(out / "run.json"), nullptr, false);
    if (run.is_object())
        for (const auto& one : run.at("analyses")) digests[one.at("as")] = one.at("digest");
    return digests;
}

std::map<std::string, std::string> of(const Session& session) {
    std::map<std::string, std::string> digests;
    for (const RunResultPtr& result : session.results()) digests[result->analysis.as] = result->analysis.digest.hex();
    return digests;
}

JobState run_now(Session& session, std::vector<host::AnalysisRequest> requests, std::uint64_t seed = 1) {
    const auto job = session.run(std::move(requests), seed);
    if (!job) {
        ADD_FAILURE() << job.error().message;
        return JobState::failed;
    }
    return session.jobs().wait(*job).state;
}

}  // namespace

TEST(Run, GivesWhatTheCommandGivesDigestByDigest) {
    const test::Folder folder;
    Session session;
    const auto recipe = test::sample("patch") / "patch.toml";
    ASSERT_EQ(test::open_now(session, recipe), JobState::done);
    ASSERT_EQ(run_now(session, session.usual_requests()), JobState::done);
    const auto expected = by_command(recipe, folder / "out");
    ASSERT_EQ(expected.size(), 3u);
    EXPECT_EQ(of(session), expected);
    const RunResultPtr isolation = session.result("isolation");
    ASSERT_NE(isolation, nullptr);
    EXPECT_EQ(isolation->provenance.result_digest, expected.at("isolation"));
    EXPECT_EQ(isolation->provenance.revision_digest, session.revision_digest().hex());
    EXPECT_FALSE(isolation->provenance.isolation.empty());
    EXPECT_FALSE(isolation->provenance.sources.empty());
    EXPECT_TRUE(session.stale(*isolation).empty());
}

TEST(Run, ParametersAndSeedReplayFromARecipe) {
    const test::Folder folder;
    std::filesystem::copy(test::sample("patch"), folder.path() / "patch", std::filesystem::copy_options::recursive);
    Session session;
    ASSERT_EQ(test::open_now(session, folder / "patch/patch.toml"), JobState::done);
    ASSERT_EQ(run_now(session, {{"kith.inventory", "near", R"({"walk_metres": 400})", ""}, {"kith.isolation", "", "", "unpaid"}}, 5), JobState::done);
    for (const RunResultPtr& result : session.results()) ASSERT_TRUE(result->analysis.ok()) << result->analysis.sentence;
    ASSERT_TRUE(session.save_recipe(folder / "patch/again.toml", session.results()));
    EXPECT_FALSE(session.save_recipe(folder / "patch/again.toml", session.results()));  // nothing is overwritten
    EXPECT_FALSE(session.save_recipe(folder / "again.toml", session.results()));        // its files would not be found
    EXPECT_EQ(by_command(folder / "patch/again.toml", folder / "out", "--seed 5"), of(session));
}

TEST(Run, SeveralAtOnceEndEachByItself) {
    Session session;
    ASSERT_EQ(test::open_now(session, test::sample("patch") / "patch.toml"), JobState::done);
    const auto one = session.run({{"kith.inventory"}}), two = session.run({{"kith.isolation"}}), three = session.run({{"kith.connection_gaps"}});
    ASSERT_TRUE(one && two && three);
    for (const JobId job : {*one, *two, *three}) EXPECT_EQ(session.jobs().wait(job).state, JobState::done);
    EXPECT_EQ(session.results().size(), 3u);
    const auto together = of(session);
    ASSERT_EQ(run_now(session, session.usual_requests()), JobState::done);
    EXPECT_EQ(of(session), together);  // one after the other or side by side
    EXPECT_EQ(session.results().size(), 3u);
}

TEST(Run, CancelledInTheMiddleChangesNothing) {
    const test::Folder folder;
    Session session;
    ASSERT_EQ(test::open_now(session, test::invented_place(folder, 20'000)), JobState::done);
    const auto job = session.run({{"kith.isolation"}, {"kith.connection_gaps"}, {"kith.network_measures"}});
    ASSERT_TRUE(job);
    while (session.jobs().find(*job)->stage.empty()) session.poll();
    session.jobs().cancel(*job);
    EXPECT_EQ(session.jobs().wait(*job).state, JobState::cancelled);
    EXPECT_TRUE(session.results().empty());
    ASSERT_EQ(run_now(session, {{"kith.inventory"}}), JobState::done);
    EXPECT_EQ(session.results().size(), 1u);
}

TEST(Run, AnEditKeepsTheResultAndMakesItStaleAndUndoingMakesItFreshAgain) {
    Session session;
    ASSERT_EQ(test::open_now(session, test::sample("patch") / "patch.toml"), JobState::done);
    ASSERT_EQ(run_now(session, {{"kith.isolation"}}), JobState::done);
    const RunResultPtr result = session.results()[0];
    const std::size_t people = session.view()->people();
    const auto first = session.view()->key(base::EntityKind::person, 0);
    ASSERT_TRUE(session.apply(SetCells{{first}, "people.names/name", std::string("Another name")}));
    EXPECT_TRUE(session.stale(*result).empty());  // it reads no names
    AddPerson added;
    added.name = "New here";
    ASSERT_TRUE(session.apply(added));
    EXPECT_FALSE(session.stale(*result).empty());
    const auto& rows = session.result_rows(*result, host::Entity::person);
    ASSERT_EQ(rows.size(), people + 1);
    EXPECT_EQ(rows[0], 0);
    EXPECT_EQ(rows.back(), base::no_row);  // nothing is known of who came later
    ASSERT_TRUE(session.undo());
    EXPECT_TRUE(session.stale(*result).empty());
    EXPECT_TRUE(session.result_rows(*result, host::Entity::person).empty());
}

TEST(Run, WhatItBuildsOnRunsWithIt) {
    Session session;
    ASSERT_EQ(test::open_now(session, test::sample("village") / "village.toml"), JobState::done);
    ASSERT_EQ(run_now(session, {{"kith.inventory"}}), JobState::done);
    ASSERT_EQ(run_now(session, {{"kith.spatial_statistics", "", R"({"column": "inventory.per_km2"})", ""}}), JobState::done);
    const RunResultPtr result = session.result("spatial_statistics");
    ASSERT_NE(result, nullptr);
    EXPECT_TRUE(result->analysis.ok()) << result->analysis.sentence;
}

TEST(Run, WithoutAPlaceOrAnAnalysisItSaysSo) {
    Session session;
    EXPECT_FALSE(session.run({{"kith.inventory"}}));
    ASSERT_EQ(test::open_now(session, test::sample("patch") / "patch.toml"), JobState::done);
    EXPECT_FALSE(session.run({}));
    ASSERT_EQ(run_now(session, {{"kith.no_such"}}), JobState::done);
    EXPECT_EQ(session.results()[0]->analysis.verdict, host::Verdict::bad_request);
}
