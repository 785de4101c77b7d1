// Entries that wait in an open workspace: taken over as one step that can be undone, or put aside; neither comes again, also not after it was closed.
#include "engine/session/captured.hpp"

#include <atomic>
#include <memory>

#include "engine/store/inbox.hpp"
#include "engine/store/workspace.hpp"
#include "tests/support/workspace_session.hpp"

namespace captured_test {
using namespace kith;
using namespace kith::session;

std::string entry(const std::string& id, const std::string& table, const std::string& fields) {
    return R"({"id":")" + id + R"(","page":"p1","at":"2026-06-29","by":"Sam","for":"worker","table":")" + table + R"(","fields":)" +
           fields + "}";
}

/// A disk on which nothing new can be made while it is full.
class FullDisk : public store::Files {
public:
    explicit FullDisk(std::shared_ptr<std::atomic<bool>> full) : full_(std::move(full)) {}
    base::Result<process::Descriptor> create(const std::filesystem::path& file) override {
        if (*full_) return base::io_error("The disk is full.");
        return Files::create(file);
    }

private:
    std::shared_ptr<std::atomic<bool>> full_;
};

class Captured : public ::testing::Test {
protected:
    void SetUp() override {
        file_ = test::workspace_in(folder_, 5);
        store::Files files;
        base::JobContext job;
        auto held = store::Workspace::open(files, file_, test::secret("five words that open it"), job);
        ASSERT_TRUE(held) << held.error().message;
        auto key = store::new_sealing_key();
        ASSERT_TRUE(key);
        held->workspace.governance().inbox.sealing_key = std::make_shared<const store::Secret>(std::move(*key));
        auto& waiting = held->workspace.governance().inbox.waiting;
        waiting.push_back({"a1", "visit.kithcapture", 1, entry("a1", "assets", R"({"name":"Sunday choir","kind":"choir"})")});
        waiting.push_back({"a2", "visit.kithcapture", 1, entry("a2", "assets", R"({"name":"Old bench","kind":"bench"})")});
        waiting.push_back({"a3", "visit.kithcapture", 1, entry("a3", "events", R"({"who":"Nobody Here","words":"hello"})")});
        ASSERT_TRUE(held->workspace.save(held->content, job));
    }
    SessionOptions on_a_full_disk() const {
        SessionOptions options = test::quick_options();
        options.files = [full = full_] { return std::make_unique<FullDisk>(full); };
        return options;
    }
    static std::vector<std::string> waiting(const Session& session) {
        std::vector<std::string> ids;
        for (const ToAccept& one : session.captured()) ids.push_back(one.id);
        return ids;
    }
    const std::shared_ptr<std::atomic<bool>> full_ = std::make_shared<std::atomic<bool>>(false);
    const test::Folder folder_;
    std::filesystem::path file_;
};

TEST_F(Captured, IsListedTakenOverOnceAndUndone) {
    {
        Session session(test::quick_options());
        ASSERT_EQ(test::opened(session, file_), "");
        session.poll();
        const auto all = session.captured();
        ASSERT_EQ(all.size(), 3u);
        EXPECT_EQ(all[0].entry.said("name"), "Sunday choir");
        EXPECT_EQ(all[0].entry.by, "Sam");
        EXPECT_EQ(all[0].becomes, "a new asset");
        const std::size_t before = session.view()->assets();
        ASSERT_EQ(test::ended(session, session.answer_captured({"a1"}, true)), JobState::done);
        EXPECT_EQ(session.view()->assets(), before + 1);
        EXPECT_EQ(session.to_accept(), 2u);
        ASSERT_FALSE(session.undo_list().empty());
        EXPECT_EQ(session.undo_list().back().name, "Accept 1 entry");
        ASSERT_EQ(test::ended(session, session.answer_captured({"a2"}, false)), JobState::done);
        EXPECT_EQ(session.view()->assets(), before + 1) << "put aside changes nothing";
        const auto refused = session.answer_captured({"a3"}, true);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().message.find("a3"), std::string::npos) << "a number that no screen shows";
        EXPECT_EQ(session.to_accept(), 1u) << "what does not fit waits";
        ASSERT_TRUE(session.undo());
        EXPECT_EQ(session.view()->assets(), before);
        ASSERT_TRUE(session.redo());
        session.settle();
    }
    Session again(test::quick_options());
    ASSERT_EQ(test::opened(again, file_), "");
    again.poll();
    EXPECT_EQ(again.to_accept(), 1u) << "as the file has it";
    EXPECT_EQ(again.captured()[0].id, "a3");
}

TEST_F(Captured, AnEntryIsAboutWhomSomebodySays) {
    Session session(test::quick_options());
    ASSERT_EQ(test::opened(session, file_), "");
    session.poll();
    const base::EntityKey who = session.view()->key(base::EntityKind::person, 0);
    ASSERT_EQ(test::ended(session, session.answer_captured({"a3"}, true, who)), JobState::done);
    EXPECT_EQ(session.to_accept(), 2u);
}

TEST_F(Captured, WaitsAgainWhenItCouldNotBeSavedAndThePlaceIsAsBefore) {
    Session session(on_a_full_disk());
    ASSERT_EQ(test::opened(session, file_), "");
    session.poll();
    const std::size_t before = session.view()->assets(), steps = session.undo_list().size();
    const std::vector<std::string> all = waiting(session);
    for (const bool accept : {true, false}) {
        *full_ = true;
        const auto job = session.answer_captured({accept ? "a2" : "a1"}, accept);
        ASSERT_TRUE(job) << job.error().message;
        const JobRecord& record = session.jobs().wait(*job);
        EXPECT_EQ(record.state, JobState::failed);
        EXPECT_NE(record.message.find("the entry waits in the list again"), std::string::npos) << record.message;
        EXPECT_EQ(waiting(session), all);
        EXPECT_EQ(session.view()->assets(), before);
        EXPECT_EQ(session.undo_list().size(), steps);
        *full_ = false;
    }
    ASSERT_EQ(test::ended(session, session.answer_captured({"a1", "a2"}, true)), JobState::done);
    EXPECT_EQ(session.view()->assets(), before + 2) << "once each";
    EXPECT_EQ(waiting(session), std::vector<std::string>{"a3"});
    session.settle();
    session.close();
    Session again(test::quick_options());
    ASSERT_EQ(test::opened(again, file_), "");
    again.poll();
    EXPECT_EQ(again.view()->assets(), before + 2);
    EXPECT_EQ(waiting(again), std::vector<std::string>{"a3"});
}

TEST_F(Captured, WhatCameAfterItIsNotTakenBackWithIt) {
    Session session(on_a_full_disk());
    ASSERT_EQ(test::opened(session, file_), "");
    session.poll();
    const std::size_t before = session.view()->assets();
    *full_ = true;
    const auto job = session.answer_captured({"a1"}, true);
    ASSERT_TRUE(job) << job.error().message;
    ASSERT_TRUE(session.apply(AddAsset{"Bench", "bench", std::nullopt, {}}));
    const JobRecord& record = session.jobs().wait(*job);
    EXPECT_NE(record.message.find("stays in the place"), std::string::npos) << record.message;
    EXPECT_EQ(session.view()->assets(), before + 2);
    EXPECT_EQ(session.to_accept(), 3u);
}

}  // namespace captured_test
