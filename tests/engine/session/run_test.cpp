// Analyses of a session are those of the command, digest by digest; and a run can be had again from a recipe.
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <future>
#include <map>
#include <thread>
#include <nlohmann/json.hpp>

#include "tests/support/built.hpp"
#include "tests/support/session_place.hpp"

using namespace kith;
using namespace kith::session;

namespace run_test {

/// What `kith run` says of each analysis: its digest by the name that it ran under.
std::map<std::string, std::string> by_command(const std::filesystem::path& recipe, const std::filesystem::path& out, const std::string& more = {}) {
    const std::string command = kith::test::built(KITH_BIN_DIR).string() + "/kith run '" + recipe.string() + "' -o '" + out.string() + "' --audience team --quiet " + more + " >/dev/null 2>&1";
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
    EXPECT_EQ(by_command(folder / "patch/again.toml", folder / "out", "--seed 5"), of(session));
}

TEST(Run, ARecipeInAnotherFolderLeadsToTheSameFiles) {
    const test::Folder folder;
    std::filesystem::copy(test::sample("patch"), folder.path() / "patch", std::filesystem::copy_options::recursive);
    std::filesystem::create_directories(folder.path() / "kept/here");
    // Ways to say a file: a literal string, an inline table with a name in it, a word "file" that is none, and a text of several lines.
    std::string text = test::text_of_file(folder / "patch/patch.toml");
    const auto replace = [&](const std::string& from, const std::string& to) {
        const std::size_t at = text.find(from);
        ASSERT_NE(at, std::string::npos) << from;
        text.replace(at, from.size(), to);
    };
    replace("file = \"people.csv\"", "file = './people.csv'  # file = \"not this\"");
    replace("file = \"events.csv\"", "file=\"../patch/events.csv\"");
    replace("note = \"Invented", "note = \"file = 'people.csv' Invented");
    test::write_file(folder / "patch/patch.toml", text);
    Session session;
    ASSERT_EQ(test::open_now(session, folder / "patch/patch.toml"), JobState::done);
    ASSERT_EQ(run_now(session, {{"kith.inventory", "", "", ""}}), JobState::done);
    const auto kept = folder / "kept/here/again.toml";
    const auto saved = session.save_recipe(kept, session.results());
    ASSERT_TRUE(saved) << saved.error().message;
    const std::string made = test::text_of_file(kept);
    EXPECT_NE(made.find("file = \"../../patch/people.csv\"  # file = \"not this\""), std::string::npos) << made;
    EXPECT_NE(made.find("file=\"../../patch/events.csv\""), std::string::npos);
    EXPECT_NE(made.find("note = \"file = 'people.csv' Invented"), std::string::npos);
    EXPECT_EQ(by_command(kept, folder / "out"), of(session));
    // And from there again, into the first folder's parent.
    Session again;
    ASSERT_EQ(test::open_now(again, kept), JobState::done);
    ASSERT_EQ(run_now(again, {{"kith.inventory", "", "", ""}}), JobState::done);
    EXPECT_EQ(of(again), of(session));
    ASSERT_TRUE(again.save_recipe(folder / "up.toml", again.results()));
    EXPECT_NE(test::text_of_file(folder / "up.toml").find("file = \"patch/people.csv\""), std::string::npos);
}

TEST(Run, PathsMayStartFromAnotherFolder) {
    const test::Folder folder;
    std::filesystem::copy(test::sample("patch"), folder.path() / "patch", std::filesystem::copy_options::recursive);
    std::filesystem::create_directories(folder.path() / "recipes");
    std::filesystem::rename(folder / "patch/patch.toml", folder / "recipes/patch.toml");
    Session session;
    EXPECT_EQ(session.jobs().wait(session.open(folder / "recipes/patch.toml")).state, JobState::failed) << "nothing is beside it";
    ASSERT_EQ(session.jobs().wait(session.open(folder / "recipes/patch.toml", privacy::Audience::team, folder / "patch")).state, JobState::done);
    EXPECT_EQ(session.root(), folder / "patch");
    EXPECT_GT(session.view()->people(), 0u);
    ASSERT_EQ(run_now(session, {{"kith.inventory", "", "", ""}}), JobState::done);
    // Kept beside the files it needs no root, and is as it was written.
    ASSERT_TRUE(session.save_recipe(folder / "patch/again.toml", session.results()));
    EXPECT_NE(test::text_of_file(folder / "patch/again.toml").find("file = \"people.csv\""), std::string::npos);
    EXPECT_EQ(by_command(folder / "patch/again.toml", folder / "out"), of(session));
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

TEST(Run, AResultIsReadByItsRowsWhenTheLastOnesAreGone) {
    Session session;
    ASSERT_EQ(test::open_now(session, test::sample("patch") / "patch.toml"), JobState::done);
    const std::size_t people = session.view()->people();
    ASSERT_TRUE(session.apply(AddPerson{"New here", {}, column::Role::participant, {}}));
    ASSERT_EQ(run_now(session, {{"kith.isolation"}}), JobState::done);
    const RunResultPtr result = session.results()[0];
    EXPECT_TRUE(session.result_rows(*result, host::Entity::person).empty());  // the same rows
    ASSERT_TRUE(session.undo());
    const auto& rows = session.result_rows(*result, host::Entity::person);  // none would mean: as many as it has
    ASSERT_EQ(rows.size(), people);
    for (std::size_t row = 0; row < people; ++row) EXPECT_EQ(rows[row], static_cast<std::int32_t>(row));
    EXPECT_TRUE(session.result_rows(*result, host::Entity::asset).empty());
    EXPECT_TRUE(session.result_rows(*result, host::Entity::area).empty());
}

// The window asks for a lens while an analysis works out what is near, for seconds in a large place.
TEST(Run, ALensThatIsThereIsHadWhileWhatIsNearIsWorkedOut) {
    Session session;
    ASSERT_EQ(test::open_now(session, test::sample("patch") / "patch.toml"), JobState::done);
    const privacy::ViewPtr view = session.view();
    base::JobContext job;
    privacy::LensSpec all;
    all.as = "all";
    ASSERT_TRUE(view->topology(all, job));
    std::promise<void> begun, had;
    std::atomic<bool> waited_in_vain = false, said = false;
    std::thread analysis([&] {
        base::JobContext slow([&](std::string_view, double) {
            if (said.exchange(true)) return;
            begun.set_value();
            waited_in_vain = had.get_future().wait_for(std::chrono::seconds(10)) != std::future_status::ready;
        });
        EXPECT_TRUE(view->near("n", privacy::NearSpec(), slow));
    });
    begun.get_future().wait();
    EXPECT_TRUE(view->topology(all, job));
    had.set_value();
    analysis.join();
    EXPECT_FALSE(waited_in_vain) << "the lens had to wait until all was near";
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

}  // namespace run_test
