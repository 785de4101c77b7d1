// A session on a workspace: every edit in its journal before it counts as kept, the undo list after a restart, two writers, a disk that refuses.
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>

#include "tests/support/faulty_files.hpp"
#include "tests/support/workspace_session.hpp"

using namespace kith;
using namespace kith::session;

namespace workspace_test {

base::EntityKey first_person(const Session& session) { return session.view()->key(base::EntityKind::person, 0); }

base::Status rename(Session& session, const std::string& name) { return session.apply(SetCells{{first_person(session)}, "people.names/name", name}); }

std::vector<std::string> names_of(const std::vector<UndoEntry>& list) {
    std::vector<std::string> names;
    for (const UndoEntry& one : list) names.push_back(one.name);
    return names;
}

/// A disk that takes nothing while `full`, answers at once when `quick`, and counts what it was asked.
struct Told {
    std::atomic<bool> full{false}, quick{false};
    std::atomic<int> writes{0}, syncs{0};
};
class CountingFiles : public store::Files {
public:
    explicit CountingFiles(Told& told) : told_(told) {}
    base::Status write(const process::Descriptor& to, std::span<const unsigned char> bytes) override {
        if (told_.full) return base::io_error("The disk is full; nothing that was saved before is lost.");
        ++told_.writes;
        return Files::write(to, bytes);
    }
    base::Status sync(const process::Descriptor& file) override {
        ++told_.syncs;
        return told_.quick ? base::Status() : Files::sync(file);
    }

private:
    Told& told_;
};

SessionOptions options_on(Told& told) {
    SessionOptions options = test::quick_options();
    options.files = [&told] { return std::make_unique<CountingFiles>(told); };
    return options;
}

TEST(SessionWorkspace, EditsUndoRedoAndLooksAreThereAfterARestartWithoutSaving) {
    const test::Folder folder;
    const auto file = test::workspace_in(folder, 30);
    Session first(test::quick_options());
    ASSERT_EQ(test::opened(first, file), "");
    EXPECT_TRUE(first.is_workspace());
    const auto start = first.revision_digest();
    ASSERT_TRUE(rename(first, "One"));
    first.remember_styling("Colour by age", "", "A");
    first.remember_styling("Fewer classes", "A", "B", 4);
    first.remember_styling("Fewer classes", "B", "C", 4);
    base::Digest finding;
    finding.bytes[3] = 9;
    ASSERT_TRUE(first.apply(DismissFinding{finding, "Met already", false}));
    ASSERT_TRUE(first.apply(AddPerson{"New", {}, column::Role::participant, {}}));
    ASSERT_TRUE(rename(first, "Two"));
    ASSERT_TRUE(first.undo());
    ASSERT_TRUE(first.undo());
    ASSERT_TRUE(first.redo());
    first.settle();
    EXPECT_EQ(first.unsaved_edits(), 0u);
    const auto now = first.revision_digest();
    const auto done = names_of(first.undo_list()), undone = names_of(first.redo_list());
    ASSERT_EQ(undone.size(), 1u);
    first.close();

    Session second(test::quick_options());
    ASSERT_EQ(test::opened(second, file), "");
    EXPECT_TRUE(second.remarks().empty());
    EXPECT_EQ(second.revision_digest(), now);
    EXPECT_EQ(names_of(second.undo_list()), done);
    EXPECT_EQ(names_of(second.redo_list()), undone);
    EXPECT_EQ(second.look(), "C");
    ASSERT_EQ(second.dismissals().size(), 1u);
    EXPECT_EQ(second.dismissals()[0].reason, "Met already");
    ASSERT_TRUE(second.redo());
    EXPECT_EQ(*second.value(first_person(second), "people.names/name"), Value(std::string("Two")));
    while (!second.undo_list().empty()) ASSERT_TRUE(second.undo());
    EXPECT_EQ(second.revision_digest(), start);
    EXPECT_EQ(second.look(), "");
}

TEST(SessionWorkspace, SavingAnewKeepsTheListsAndBeginsTheJournalAnew) {
    const test::Folder folder;
    const auto file = test::workspace_in(folder, 30);
    base::Digest now;
    {
        Session session(test::quick_options());
        ASSERT_EQ(test::opened(session, file), "");
        for (int i = 0; i < 150; ++i) ASSERT_TRUE(rename(session, "Name " + std::to_string(i)));
        ASSERT_TRUE(session.undo());
        ASSERT_EQ(test::ended(session, session.save()), JobState::done);
        EXPECT_FALSE(std::filesystem::exists(store::journal_of(file)));
        ASSERT_TRUE(session.undo());  // into the new journal, on what was saved
        now = session.revision_digest();
    }
    Session again(test::quick_options());
    ASSERT_EQ(test::opened(again, file), "");
    EXPECT_EQ(again.revision_digest(), now);
    EXPECT_EQ(again.undo_list().size(), 148u);
    EXPECT_EQ(again.redo_list().size(), 2u);
    for (int back = 0; back < 100; ++back) ASSERT_TRUE(again.undo());  // past what is held for a quick undo
    EXPECT_EQ(*again.value(first_person(again), "people.names/name"), Value(std::string("Name 47")));
    struct stat about{};
    ASSERT_EQ(::stat(file.c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777, 0600u);
    again.settle();
    ASSERT_EQ(::stat(store::journal_of(file).c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777, 0600u);
}

TEST(SessionWorkspace, AnEditIsOneWriteAndOneSync) {
    const test::Folder folder;
    const auto file = test::workspace_in(folder, 30);
    Told told;
    Session session(options_on(told));
    ASSERT_EQ(test::opened(session, file), "");
    ASSERT_TRUE(rename(session, "First"));  // makes the journal
    session.settle();
    told.writes = told.syncs = 0;
    for (int i = 0; i < 10; ++i) ASSERT_TRUE(rename(session, "Name " + std::to_string(i)));
    session.settle();
    EXPECT_EQ(told.writes, 10);
    EXPECT_EQ(told.syncs, 10);
    EXPECT_EQ(session.unsaved_edits(), 0u);
}

TEST(SessionWorkspace, AnEditIsOnTheDiskBeforeThePlaceIsRebuilt) {
    const test::Folder folder;
    const auto file = test::workspace_in(folder, 20'000);
    Told told;
    Session session(options_on(told));
    ASSERT_EQ(test::opened(session, file), "");
    ASSERT_TRUE(rename(session, "First"));  // makes the journal
    session.settle();
    told.quick = true;  // how long a disk takes is not asked here, only that its answer does not wait for a rebuild
    int before = 0, edits = 0;
    constexpr int most = 60, enough = 10;
    while (before < enough && edits < most) {
        const int i = edits++, syncs = told.syncs;
        ASSERT_TRUE(session.apply(AddPerson{"New " + std::to_string(i), {}, column::Role::participant, {}}));
        before += told.syncs > syncs && session.unsaved_edits() == 0;  // nothing was waited for
        session.settle();
    }
    EXPECT_EQ(before, enough) << "of " << edits << " edits were on the disk before the place was rebuilt";
    told.full = true;
    session.settle();
    const int writes = told.writes;
    EXPECT_FALSE(session.apply(SetCells{{first_person(session)}, "people/role", std::int64_t{99}})) << "no such role";
    session.settle();
    EXPECT_EQ(told.writes, writes);
    EXPECT_EQ(session.unsaved_edits(), 0u) << "what was refused was never on its way to the disk";
    EXPECT_EQ(session.keeping_fault(), "");
}

TEST(SessionWorkspace, WhatTheDiskRefusesCountsAsUnsavedUntilSavingIsDone) {
    const test::Folder folder;
    const auto file = test::workspace_in(folder, 30);
    Told told;
    base::Digest kept, now;
    {
        Session session(options_on(told));
        ASSERT_EQ(test::opened(session, file), "");
        ASSERT_TRUE(rename(session, "Kept"));
        session.settle();
        kept = session.revision_digest();
        told.full = true;
        ASSERT_TRUE(rename(session, "Waits"));
        ASSERT_TRUE(rename(session, "Waits too"));
        session.settle();
        EXPECT_EQ(session.unsaved_edits(), 2u);
        EXPECT_NE(session.keeping_fault().find("full"), std::string::npos);
        EXPECT_FALSE(session.lock());
        EXPECT_TRUE(session.is_open());
        const auto refused = session.save();
        ASSERT_TRUE(refused);
        EXPECT_EQ(session.jobs().wait(*refused).state, JobState::failed);
        EXPECT_EQ(session.unsaved_edits(), 2u);
        std::filesystem::copy(file, folder / "copy.kith");
        std::filesystem::copy(store::journal_of(file), store::journal_of(folder / "copy.kith"));
        told.full = false;
        ASSERT_EQ(test::ended(session, session.save()), JobState::done);
        EXPECT_EQ(session.unsaved_edits(), 0u);
        EXPECT_EQ(session.keeping_fault(), "");
        ASSERT_TRUE(rename(session, "After"));
        now = session.revision_digest();
    }
    Session again(test::quick_options());
    ASSERT_EQ(test::opened(again, file), "");
    EXPECT_EQ(again.revision_digest(), now);
    ASSERT_EQ(test::opened(again, folder / "copy.kith"), "");
    EXPECT_EQ(again.revision_digest(), kept);
}

TEST(SessionWorkspace, WhoeverComesSecondReadsAndIsToldWhoHasIt) {
    const test::Folder folder;
    const auto file = test::workspace_in(folder, 30);
    Session first(test::quick_options());
    ASSERT_EQ(test::opened(first, file), "");
    Session second(test::quick_options());
    ASSERT_EQ(test::opened(second, file), "");
    EXPECT_TRUE(second.read_only());
    ASSERT_EQ(second.remarks().size(), 1u);
    EXPECT_NE(second.remarks()[0].find("process " + std::to_string(::getpid())), std::string::npos) << second.remarks()[0];
    EXPECT_NE(second.remarks()[0].find("place.kith-lock"), std::string::npos) << second.remarks()[0];
    EXPECT_FALSE(rename(second, "Refused"));
    EXPECT_FALSE(second.undo());
    EXPECT_FALSE(second.save());
    ASSERT_EQ(test::ended(second, second.save_as_workspace(folder / "mine.kith", test::secret("other words for mine"), test::secret("AAAA-BBBB-CCCC"))), JobState::done);
    EXPECT_FALSE(second.read_only());
    EXPECT_TRUE(rename(second, "Mine now"));
    ASSERT_TRUE(rename(first, "Theirs"));
    EXPECT_EQ(test::opened(first, file), "place.kith is open here already.");
    EXPECT_EQ(*first.value(first_person(first), "people.names/name"), Value(std::string("Theirs")));
    first.close();
    Session third(test::quick_options());
    ASSERT_EQ(test::opened(third, file), "");
    EXPECT_FALSE(third.read_only());
}

TEST(SessionWorkspace, LockedItNeedsThePassphraseAndComesBackWithItsSelection) {
    const test::Folder folder;
    const auto file = test::workspace_in(folder, 30);
    Session session(test::quick_options());
    ASSERT_EQ(test::opened(session, file), "");
    ASSERT_TRUE(rename(session, "Kept"));
    const auto key = first_person(session);
    session.select(std::vector{key});
    ASSERT_TRUE(session.lock());
    EXPECT_FALSE(session.is_open());
    EXPECT_EQ(session.view(), nullptr);
    EXPECT_EQ(session.locked_file(), file);
    EXPECT_NE(test::opened(session, file, "not the words at all"), "");
    EXPECT_EQ(session.locked_file(), file);
    ASSERT_EQ(test::opened(session, file), "");
    EXPECT_TRUE(session.locked_file().empty());
    ASSERT_EQ(session.selection().size(), 1u);
    EXPECT_EQ(session.selection().keys()[0], key);
}

TEST(SessionWorkspace, AChangedPassphraseAndASheetOpenItAndTheOldOneDoesNot) {
    const test::Folder folder;
    const auto file = test::workspace_in(folder, 30);
    base::Digest now;
    {
        Session session(test::quick_options());
        ASSERT_EQ(test::opened(session, file), "");
        ASSERT_TRUE(rename(session, "Kept"));
        ASSERT_EQ(test::ended(session, session.change_passphrase(test::secret("quite another passphrase"), test::secret("AAAA-BBBB-CCCC"))), JobState::done);
        ASSERT_TRUE(rename(session, "Under the new key"));
        now = session.revision_digest();
    }
    Session again(test::quick_options());
    EXPECT_NE(test::opened(again, file), "");
    for (const char* words : {"quite another passphrase", "AAAA-BBBB-CCCC"}) {
        ASSERT_EQ(test::opened(again, file, words), "");
        EXPECT_EQ(again.revision_digest(), now);
        again.close();
    }
}

TEST(SessionWorkspace, WhatWasEditedWhileItWasSavedAsOneIsInIt) {
    const test::Folder folder;
    base::Digest now;
    {
        Session session(test::quick_options());
        ASSERT_EQ(test::open_now(session, test::invented_place(folder, 30)), JobState::done);
        ASSERT_TRUE(rename(session, "Before"));
        const auto job = session.save_as_workspace(folder / "new.kith", test::secret("five words that open it"), {});
        ASSERT_TRUE(rename(session, "Meanwhile"));
        ASSERT_EQ(test::ended(session, job), JobState::done);
        EXPECT_FALSE(rename(session, "Nobody said what for")) << "people are in it, and no purpose is";
        session.settle();
        EXPECT_EQ(session.unsaved_edits(), 0u);
        EXPECT_EQ(session.undo_list().size(), 2u);
        now = session.revision_digest();
    }
    Session again(test::quick_options());
    ASSERT_EQ(test::opened(again, folder / "new.kith"), "");
    EXPECT_EQ(again.revision_digest(), now);
    EXPECT_EQ(again.undo_list().size(), 2u);
}

TEST(SessionWorkspace, APurposeThatIsSaidStandsInTheFileAndItsLogAndOpensItForEditing) {
    const test::Folder folder;
    const auto file = folder / "new.kith";
    const store::Purpose purpose = test::some_purpose();
    {
        Session session(test::quick_options());
        ASSERT_EQ(test::open_now(session, test::invented_place(folder, 30)), JobState::done);
        EXPECT_FALSE(session.needs_purpose()) << "a recipe is no workspace";
        ASSERT_EQ(test::ended(session, session.save_as_workspace(file, test::secret("five words that open it"), {})), JobState::done);
        EXPECT_TRUE(session.needs_purpose());
        const auto with_one_way = session.set_purpose(purpose);
        ASSERT_FALSE(with_one_way) << "a lost passphrase would lose it all";
        EXPECT_NE(with_one_way.error().message.find("recovery sheet"), std::string::npos);
        ASSERT_EQ(test::ended(session, session.change_passphrase(test::secret("five words that open it"), test::secret("AAAA-BBBB-CCCC"))), JobState::done);
        EXPECT_EQ(session.purpose(), nullptr);
        store::Purpose half = purpose;
        half.condition = " ";
        EXPECT_FALSE(session.set_purpose(half));
        half = purpose;
        half.review_on = "2030-02-30";
        EXPECT_FALSE(session.set_purpose(half)) << "there is no such day";
        half.review_on = "2030-01-01";
        half.retention_months = 0;
        EXPECT_FALSE(session.set_purpose(half));
        ASSERT_EQ(test::ended(session, session.set_purpose(purpose)), JobState::done);
        ASSERT_NE(session.purpose(), nullptr);
        EXPECT_EQ(*session.purpose(), purpose);
        EXPECT_FALSE(session.needs_purpose());
        EXPECT_TRUE(rename(session, "Now it may be"));
        session.settle();
    }
    store::Files files;
    base::JobContext job;
    const auto held = store::Workspace::open(files, file, test::secret("five words that open it"), job);
    ASSERT_TRUE(held);
    EXPECT_EQ(*held->workspace.governance().purpose, purpose);
    ASSERT_FALSE(held->workspace.governance().log.empty());
    EXPECT_EQ(held->workspace.governance().log.back().act, "purpose");
    EXPECT_NE(held->workspace.governance().log.back().words.find(purpose.what), std::string::npos);
}

TEST(SessionWorkspace, AtEveryFaultOfTheDiskWhatWasAcknowledgedOpensAndWhatWasRefusedDoesNot) {
    const test::Folder folder;
    const auto base_file = test::workspace_in(folder, 12);
    int rounds = 0, acknowledged_in_all = 0;
    for (const test::Fault fault : {test::Fault::fails, test::Fault::fails_half_written}) {
        bool reached = true;
        for (int at = 0; reached; ++at, ++rounds) {
            const auto file = folder / ("round" + std::to_string(rounds)) / "work.kith";
            std::filesystem::create_directory(file.parent_path());
            std::filesystem::copy_file(base_file, file);
            test::FaultyFiles* disk = nullptr;
            SessionOptions options = test::quick_options();
            options.files = [&disk, fault, at] {
                auto made = std::make_unique<test::FaultyFiles>(at, fault);
                disk = made.get();
                return made;
            };
            base::Digest acknowledged;
            {
                Session session(options);
                ASSERT_EQ(test::opened(session, file), "");
                acknowledged = session.revision_digest();
                for (int step = 0; step < 7; ++step) {
                    if (step == 4) ASSERT_TRUE(session.undo());
                    else if (step == 5) (void)session.jobs().wait(*session.save());
                    else if (step % 2 == 1) ASSERT_FALSE(session.apply(SetCells{{first_person(session)}, "people/role", std::int64_t{99}}));
                    else ASSERT_TRUE(rename(session, "Name " + std::to_string(step)));
                    session.settle();
                    if (session.unsaved_edits() != 0) continue;
                    acknowledged = session.revision_digest();
                    ++acknowledged_in_all;
                }
                reached = disk->over();
            }
            Session again(test::quick_options());
            ASSERT_EQ(test::opened(again, file), "") << "fault " << at;
            EXPECT_EQ(again.revision_digest(), acknowledged) << "fault " << at;
        }
    }
    EXPECT_GT(rounds, 20);
    EXPECT_GT(acknowledged_in_all, 100);
}

}  // namespace workspace_test
