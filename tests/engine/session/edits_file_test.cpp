// The file of edits: whole at every instant, and the same place again after reading it.
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <chrono>
#include <thread>

#include "tests/support/session_place.hpp"

using namespace kith;
using namespace kith::session;

namespace edits_file_test {

const auto recipe = test::sample("patch") / "patch.toml";

void some_edits(Session& session) {
    AddPerson person;
    person.name = "Somebody new";
    person.at = Point{session.view()->segment("people.positions")->find("point")->xy()[0], session.view()->segment("people.positions")->find("point")->xy()[1]};
    ASSERT_TRUE(session.apply(person));
    const auto added = session.selection().keys()[0];
    ASSERT_TRUE(session.apply(AddTie{added, session.view()->key(base::EntityKind::person, 0), "friend", {{"ties/closeness", std::int64_t{4}}}}));
    const auto xy = session.view()->segment("areas.area.geometry")->find("points")->xy();
    ASSERT_TRUE(session.apply(DrawArea{"Drawn", {{xy[0], xy[1]}, {xy[0] + 300, xy[1]}, {xy[0], xy[1] + 300}}, base::Metres{1}}));
    base::Digest finding;
    finding.bytes[3] = 9;
    ASSERT_TRUE(session.apply(DismissFinding{finding, "Met already", false}));
}

TEST(EditsFile, ReadOnTheSamePlaceGivesTheSameRevision) {
    const test::Folder folder;
    Session first;
    ASSERT_EQ(test::open_now(first, recipe), JobState::done);
    some_edits(first);
    EXPECT_EQ(first.unsaved_edits(), 4u);
    ASSERT_TRUE(first.save_edits(folder / "mine/edits.jsonl"));
    EXPECT_EQ(first.unsaved_edits(), 0u);
    struct stat about{};
    ASSERT_EQ(::stat((folder / "mine/edits.jsonl").c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777, 0600u);
    ASSERT_TRUE(first.undo());
    EXPECT_EQ(first.unsaved_edits(), 1u);  // it is in the file and not in force any more
    ASSERT_TRUE(first.redo());
    EXPECT_EQ(first.unsaved_edits(), 0u);

    Session second;
    ASSERT_EQ(test::open_now(second, recipe), JobState::done);
    const auto start = second.revision_digest();
    ASSERT_TRUE(second.load_edits(folder / "mine/edits.jsonl"));
    EXPECT_EQ(second.revision_digest(), first.revision_digest());
    ASSERT_EQ(second.dismissals().size(), 1u);
    EXPECT_EQ(second.dismissals()[0].reason, "Met already");
    EXPECT_EQ(second.unsaved_edits(), 0u);
    ASSERT_TRUE(second.undo());  // all of it is one batch
    EXPECT_EQ(second.revision_digest(), start);
}

TEST(EditsFile, WhatDoesNotFitOrIsNoneChangesNothing) {
    const test::Folder folder;
    Session session;
    ASSERT_EQ(test::open_now(session, recipe), JobState::done);
    some_edits(session);
    ASSERT_TRUE(session.save_edits(folder / "edits.jsonl"));
    const auto now = session.revision_digest();
    EXPECT_FALSE(session.load_edits(folder / "edits.jsonl"));  // the person is here already
    test::write_file(folder / "none.jsonl", "a letter\n");
    test::write_file(folder / "half.jsonl", test::text_of_file(folder / "edits.jsonl").substr(0, 300));
    EXPECT_FALSE(session.load_edits(folder / "none.jsonl"));
    EXPECT_FALSE(session.load_edits(folder / "half.jsonl"));
    EXPECT_FALSE(session.load_edits(folder / "missing.jsonl"));
    EXPECT_FALSE(session.save_edits("/proc/no such place/edits.jsonl"));
    EXPECT_EQ(session.revision_digest(), now);
}

TEST(EditsFile, OfAnotherRecipeItIsSaid) {
    const test::Folder folder;
    const auto here = test::invented_place(folder, 20);
    Session session;
    ASSERT_EQ(test::open_now(session, here), JobState::done);
    ASSERT_TRUE(session.apply(AddPerson{"New", {}, column::Role::participant, {}}));
    ASSERT_TRUE(session.save_edits(folder / "edits.jsonl"));
    test::write_file(folder / "other.toml", test::text_of_file(here) + "\n# somebody changed it\n");
    for (const auto& recipe : {here, folder / "other.toml"}) {
        Session again;
        ASSERT_EQ(test::open_now(again, recipe), JobState::done);
        const auto loaded = again.load_edits(folder / "edits.jsonl");
        ASSERT_TRUE(loaded);
        EXPECT_EQ(loaded->empty(), recipe == here);
        EXPECT_EQ(again.view()->people(), 21u);
    }
}

// A process that saves again and again is killed at any instant: the file is one of those that it saved, whole.
TEST(EditsFile, AFileWithoutEditsLeavesWhatIsNotSavedNotSaved) {
    const test::Folder folder;
    Session session;
    ASSERT_EQ(test::open_now(session, recipe), JobState::done);
    ASSERT_TRUE(session.save_edits(folder / "nothing.jsonl"));
    some_edits(session);
    const auto unsaved = session.unsaved_edits();
    ASSERT_GT(unsaved, 0u);
    ASSERT_TRUE(session.load_edits(folder / "nothing.jsonl"));
    EXPECT_EQ(session.unsaved_edits(), unsaved);
}

TEST(EditsFile, KilledBetweenOrWithinSavesTheFileIsOldOrNewWhole) {
    const test::Folder folder;
    const auto file = folder / "edits.jsonl";
    Session reader;
    ASSERT_EQ(test::open_now(reader, recipe), JobState::done);
    const auto key = reader.view()->key(base::EntityKind::person, 0);
    base::RandomStream random(11, "kill");
    for (int round = 0; round < 12; ++round) {
        std::filesystem::remove(file);
        const pid_t child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            Session writer;
            if (writer.jobs().wait(writer.open(recipe)).state != JobState::done) ::_exit(1);
            for (int i = 0;; ++i)
                if (!writer.apply(SetCells{{key}, "people.names/name", "Name " + std::to_string(i)}) || !writer.save_edits(file)) ::_exit(1);
        }
        const auto wait_for_more_than = [&](std::uintmax_t bytes) {
            std::error_code none_yet;  // (uintmax_t)-1 while there is no file
            for (std::uintmax_t size = 0; size <= bytes; std::this_thread::sleep_for(std::chrono::milliseconds(1)))
                if (size = std::filesystem::file_size(file, none_yet); none_yet) size = 0;
        };
        wait_for_more_than(0);
        if (round % 2 == 1) wait_for_more_than(std::filesystem::file_size(file));  // every other one is killed in a later save
        std::this_thread::sleep_for(std::chrono::milliseconds(random.below(40)));
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        ASSERT_TRUE(WIFSIGNALED(status)) << "the writer gave up by itself";
        ASSERT_TRUE(reader.load_edits(file)) << round;
        const std::size_t edits = reader.edits().size();
        ASSERT_GT(edits, round % 2 == 1 ? 1u : 0u);
        EXPECT_EQ(*reader.value(key, "people.names/name"), Value("Name " + std::to_string(edits - 1)));  // the last of the whole list
        ASSERT_TRUE(reader.undo());
    }
}

}  // namespace edits_file_test
