#pragma once
// A session on a workspace of a small invented place, and the file itself.
#include "engine/store/workspace.hpp"
#include "tests/support/session_place.hpp"

namespace kith::test {

inline store::Secret secret(std::string_view text) {
    auto made = store::Secret::copy_of(std::as_bytes(std::span(text.data(), text.size())));
    EXPECT_TRUE(made);
    return made ? std::move(*made) : store::Secret();
}

inline session::SessionOptions quick_options() {
    session::SessionOptions options;
    options.threads = 1;
    options.cost = store::test_cost;
    options.who = "A worker";
    return options;
}

inline session::JobState ended(session::Session& session, const base::Result<session::JobId>& job) {
    if (!job) {
        ADD_FAILURE() << job.error().message;
        return session::JobState::failed;
    }
    const session::JobRecord& record = session.jobs().wait(*job);
    session.poll();
    if (record.state == session::JobState::failed) ADD_FAILURE() << record.message;
    return record.state;
}

/// The words of the failure; "" when it opened.
inline std::string opened(session::Session& session, const std::filesystem::path& file, std::string_view passphrase = "five words that open it") {
    const session::JobRecord& record = session.jobs().wait(session.open_workspace(file, secret(passphrase)));
    return record.state == session::JobState::done ? std::string() : record.message;
}

/// What a site says before it may change what it holds about people.
inline store::Purpose some_purpose() { return {"to introduce neighbours", "A site", "consent", "consent", "1", 24, "2030-01-01", false}; }

/// So that people in it may be changed.
inline void give_purpose(const std::filesystem::path& file, std::string_view passphrase) {
    store::Files files;
    base::JobContext job;
    auto held = store::Workspace::open(files, file, secret(passphrase), job);
    ASSERT_TRUE(held) << held.error().message;
    held->workspace.governance().purpose = some_purpose();
    ASSERT_TRUE(held->workspace.save(held->content, job));
    std::filesystem::remove(store::before_of(file));
}

/// place.kith in the folder, of that many people.
inline std::filesystem::path workspace_in(const Folder& folder, int people) {
    session::Session session(quick_options());
    EXPECT_EQ(open_now(session, invented_place(folder, people)), session::JobState::done);
    EXPECT_EQ(ended(session, session.save_as_workspace(folder / "place.kith", secret("five words that open it"), secret("AAAA-BBBB-CCCC"))), session::JobState::done);
    session.close();
    give_purpose(folder / "place.kith", "five words that open it");
    return folder / "place.kith";
}

}  // namespace kith::test
