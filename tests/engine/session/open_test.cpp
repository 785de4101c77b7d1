// Opening: done, failed, cancelled, and what is remembered of it.
#include <sys/stat.h>

#include "engine/session/boundary_start.hpp"
#include "tests/support/session_place.hpp"

using namespace kith;
using namespace kith::session;

namespace open_test {

SessionOptions samples() {
    SessionOptions options;
    options.samples = std::filesystem::path(KITH_SOURCE_DIR) / "data" / "samples";
    return options;
}

TEST(Open, TheSamplePatchOpensBesideTheOwnersThread) {
    Session session(samples());
    const auto job = session.open_sample();
    ASSERT_TRUE(job) << job.error().message;
    EXPECT_FALSE(session.is_open());  // nothing changes before the outcome is taken over
    ASSERT_EQ(session.jobs().wait(*job).state, JobState::done);
    ASSERT_TRUE(session.is_open());
    EXPECT_EQ(session.view()->place_name(), "Larkmere (invented)");
    EXPECT_EQ(session.index().people().size(), session.view()->people());
    for (std::size_t row = 0; row < session.view()->people(); ++row) {
        const auto found = session.index().find(session.view()->key(base::EntityKind::person, row));
        ASSERT_TRUE(found);
        EXPECT_EQ(found->row, static_cast<std::int32_t>(row));
    }
    EXPECT_EQ(session.unsaved_edits(), 0u);
}

TEST(Open, WhatFailsLeavesThePlaceThatWasOpen) {
    const test::Folder folder;
    Session session(samples());
    ASSERT_EQ(test::open_now(session, test::sample("patch") / "patch.toml"), JobState::done);
    const auto view = session.view();
    const auto versions = session.versions();
    test::write_file(folder / "broken.toml", "kith = 1\n[place]\nname = 3\n");
    const JobRecord broken = session.jobs().wait(session.open(folder / "broken.toml"));
    EXPECT_EQ(broken.state, JobState::failed);
    EXPECT_NE(broken.message.find("broken.toml"), std::string::npos) << broken.message;
    test::write_file(folder / "empty.toml", "kith = 1\n[place]\nname = \"Nowhere\"\n[[people]]\nfile = \"not there.csv\"\nid = \"id\"\n");
    const JobRecord empty = session.jobs().wait(session.open(folder / "empty.toml"));
    EXPECT_EQ(empty.state, JobState::failed);
    EXPECT_NE(empty.message.find("not there.csv"), std::string::npos) << empty.message;
    EXPECT_EQ(session.jobs().wait(session.open(folder / "no such.toml")).state, JobState::failed);
    EXPECT_EQ(session.view(), view);
    EXPECT_EQ(session.versions().place, versions.place);
}

TEST(Open, AfterClosingThereIsNothingAndTheNextPlaceOpensAsTheFirst) {
    Session session(samples());
    ASSERT_EQ(test::open_now(session, test::sample("patch") / "patch.toml"), JobState::done);
    const base::Digest first = session.revision_digest();
    ASSERT_TRUE(session.apply(AddPerson{"Somebody", {}, column::Role::participant, {}}));
    const auto before = session.versions();
    session.close();
    EXPECT_FALSE(session.is_open());
    EXPECT_EQ(session.view(), nullptr);
    EXPECT_TRUE(session.index().people().empty());
    EXPECT_TRUE(session.selection().empty());
    EXPECT_EQ(session.unsaved_edits(), 0u);
    EXPECT_TRUE(session.undo_list().empty());
    EXPECT_TRUE(session.file().empty());
    EXPECT_NE(session.versions().opened, before.opened);
    EXPECT_FALSE(session.apply(AddPerson{}));
    ASSERT_EQ(test::open_now(session, test::sample("patch") / "patch.toml"), JobState::done);
    EXPECT_EQ(session.revision_digest(), first);
    session.open(test::sample("patch") / "patch.toml");
    session.close();
    while (session.jobs().busy()) session.poll();
    EXPECT_FALSE(session.is_open()) << "an opening that was on its way does not come in afterwards";
}

TEST(Open, CancelledInTheMiddleLeavesThePlaceThatWasOpen) {
    const test::Folder folder;
    Session session(samples());
    ASSERT_EQ(test::open_now(session, test::sample("patch") / "patch.toml"), JobState::done);
    const auto view = session.view();
    const JobId job = session.open(test::invented_place(folder, 20'000));
    while (session.jobs().find(job)->stage.empty()) session.poll();  // it is at work
    session.jobs().cancel(job);
    EXPECT_EQ(session.jobs().wait(job).state, JobState::cancelled);
    EXPECT_EQ(session.view(), view);
    // And the next opening is none the worse for it.
    ASSERT_EQ(test::open_now(session, folder / "place.toml"), JobState::done);
    EXPECT_EQ(session.view()->people(), 20'000u);
}

TEST(Open, AnotherOpeningCancelsTheOneOnItsWay) {
    const test::Folder folder;
    Session session(samples());
    const JobId large = session.open(test::invented_place(folder, 20'000));
    const JobId small = session.open(test::sample("patch") / "patch.toml");
    EXPECT_EQ(session.jobs().wait(small).state, JobState::done);
    EXPECT_EQ(session.jobs().wait(large).state, JobState::cancelled);
    EXPECT_EQ(session.view()->place_name(), "Larkmere (invented)");
}

TEST(Open, BeforeASafeAudienceNoPersonIsSeenAndTheSelectionKeepsWhatIs) {
    Session session(samples());
    ASSERT_EQ(test::open_now(session, test::sample("patch") / "patch.toml"), JobState::done);
    const std::vector both{session.view()->key(base::EntityKind::person, 0), session.view()->key(base::EntityKind::asset, 0)};
    session.select(both);
    ASSERT_EQ(session.selection().size(), 2u);
    ASSERT_TRUE(session.show_to(privacy::Audience::safe));
    EXPECT_EQ(session.view()->people(), 0u);
    ASSERT_EQ(session.selection().size(), 1u);
    EXPECT_EQ(session.selection().keys()[0], both[1]);
}

TEST(Recent, OnlyPathsNewestFirstForTheOwnerAlone) {
    const test::Folder folder;
    SessionOptions options = samples();
    options.recent_file = folder / "state/kith/recent.json";
    Session session(options);
    const auto first = test::invented_place(folder, 30);
    ASSERT_EQ(test::open_now(session, first), JobState::done);
    ASSERT_EQ(test::open_now(session, test::sample("patch") / "patch.toml"), JobState::done);
    const auto recent = session.recent_files();
    ASSERT_EQ(recent.size(), 2u);
    EXPECT_EQ(recent[0].filename(), "patch.toml");
    EXPECT_EQ(recent[1], first);
    const std::string text = test::text_of_file(options.recent_file);
    EXPECT_EQ(text.find("Invented"), std::string::npos);  // the place's name is nobody's business
    struct stat about{};
    ASSERT_EQ(::stat(options.recent_file.c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777, 0600u);
    std::filesystem::remove(first);
    EXPECT_EQ(session.recent_files().size(), 1u);
    ASSERT_TRUE(session.forget_recent_files());
    EXPECT_TRUE(session.recent_files().empty());
}

TEST(Boundaries, AClearColumnIsTakenAndAnUnclearOneIsAsked) {
    const test::Folder folder;
    test::invented_place(folder, 1);
    base::JobContext job;
    const auto question = ask_about_boundaries(folder / "areas.geojson", job);
    ASSERT_TRUE(question) << question.error().message;
    EXPECT_EQ(question->columns, (std::vector<std::string>{"code", "name"}));
    EXPECT_EQ(question->id, "code");
    EXPECT_EQ(question->name, "name");
    EXPECT_EQ(question->sentence, "");
    std::string unclear = test::text_of_file(folder / "areas.geojson");
    for (std::size_t at = unclear.find("\"code\""); at != std::string::npos; at = unclear.find("\"code\"")) unclear.replace(at, 6, "\"which\"");
    test::write_file(folder / "unclear.geojson", unclear);
    const auto asked = ask_about_boundaries(folder / "unclear.geojson", job);
    ASSERT_TRUE(asked);
    EXPECT_EQ(asked->id, "");
    EXPECT_NE(asked->sentence, "");
    EXPECT_FALSE(write_boundary_recipe(folder / "unclear.geojson", {"", "", ""}));
    const auto recipe = write_boundary_recipe(folder / "unclear.geojson", {"which", "name", "My patch"});
    ASSERT_TRUE(recipe) << recipe.error().message;
    Session session;
    ASSERT_EQ(test::open_now(session, *recipe), JobState::done);
    EXPECT_EQ(session.view()->place_name(), "My patch");
    EXPECT_EQ(session.view()->layers()[0].count, 9u);
    const auto again = write_boundary_recipe(folder / "unclear.geojson", {"fid", "", ""});
    ASSERT_TRUE(again);
    EXPECT_NE(*again, *recipe);  // nothing is overwritten
}

TEST(Boundaries, WhatIsNoBoundaryFileIsSaid) {
    const test::Folder folder;
    test::write_file(folder / "no.geojson", "this is no map");
    base::JobContext job;
    EXPECT_FALSE(ask_about_boundaries(folder / "no.geojson", job));
    EXPECT_FALSE(ask_about_boundaries(folder / "missing.gpkg", job));
}

}  // namespace open_test
