// Entries that wait in an open workspace: taken over as one step that can be undone, or put aside; neither comes again, also not after it was closed.
#include "engine/session/captured.hpp"

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

}  // namespace captured_test
