// A scripted editor is killed (SIGKILL) at any instant while it edits, undoes, restyles and saves a workspace: what opens next holds every edit that was
// acknowledged. How many instants: KITH_KILLS (default 40; scripts/kill_test runs 1,000).
#include <signal.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <sched.h>
#include <thread>

#include "tests/support/workspace_session.hpp"

using namespace kith;
using namespace kith::session;

namespace kill_test {

constexpr int seeds = 8, steps = 120, most_unsettled = 4;

/// Step `k` of a script; false: it was a saving, which changes nothing.
bool step(Session& session, base::RandomStream& random, int k) {
    const std::uint64_t what = random.below(12), whom = random.below(20);
    if (what == 0) return false;
    const std::string word = std::to_string(k);
    if (what == 1) EXPECT_TRUE(session.apply(AddPerson{"New " + word, {}, column::Role::participant, {}}));
    else if (what == 2) session.remember_styling("Style " + word, session.look(), "look " + word);
    else if (what <= 4 && !session.undo_list().empty()) EXPECT_TRUE(session.undo());
    else if (what == 5 && !session.redo_list().empty()) EXPECT_TRUE(session.redo());
    else EXPECT_TRUE(session.apply(SetCells{{session.view()->key(base::EntityKind::person, whom)}, "people.names/name", "Name " + word}));
    return true;
}

/// All that must be there again.
std::string state_of(const Session& session) {
    std::string state = session.look() + "|" + std::to_string(session.undo_list().size()) + "|" + std::to_string(session.redo_list().size()) + "|";
    for (std::size_t row = 0; row < session.view()->people(); ++row) {
        const auto name = session.value(session.view()->key(base::EntityKind::person, row), "people.names/name");
        state += name && std::holds_alternative<std::string>(*name) ? std::get<std::string>(*name) + ";" : ";";
    }
    return state;
}

std::uint64_t seed_of(int script) { return static_cast<std::uint64_t>(100 + script); }

/// What an editor that nobody kills sees after each step.
std::vector<std::string> states_of(const std::filesystem::path& recipe, int script) {
    Session session(test::quick_options());
    EXPECT_EQ(test::open_now(session, recipe), JobState::done);
    base::RandomStream random(seed_of(script), "script");
    std::vector<std::string> states{state_of(session)};
    for (int k = 1; k <= steps; ++k) {
        step(session, random, k);
        states.push_back(state_of(session));
    }
    return states;
}

void tell(int to, int number) {
    if (::write(to, &number, sizeof number) != sizeof number) ::_exit(2);
}

/// Never returns. Tells how many steps are acknowledged; -1 and -2 around each saving; 0 when it is open.
[[noreturn]] void edit_until_killed(const std::filesystem::path& file, int script, int to) {
    Session session(test::quick_options());
    if (test::opened(session, file) != "" || session.read_only()) ::_exit(1);
    base::RandomStream random(seed_of(script), "script"), pauses(seed_of(script), "pauses");
    tell(to, 0);
    int unsettled = 0;
    std::optional<JobId> saving;
    for (int k = 1; k <= steps; ++k) {
        if (!step(session, random, k)) {
            tell(to, -1);
            const auto job = session.save();
            if (!job) ::_exit(3);
            saving = *job;
            if (pauses.below(2) == 0) session.jobs().wait(*saving);  // else it edits on while it is saved
            tell(to, -2);
        }
        if (++unsettled < most_unsettled && pauses.below(2) == 0) continue;
        session.settle();
        if (session.unsaved_edits() != 0) ::_exit(4);
        unsettled = 0;
        tell(to, k);
    }
    tell(to, steps);
    for (;;) ::pause();
}

struct Killed {
    int acknowledged = 0;
    bool in_saving = false, finished = false;
};

/// Reads what the editor says until it is killed, `after` from when it was open.
Killed run_and_kill(const std::filesystem::path& file, int script, std::chrono::microseconds after) {
    int ends[2];
    EXPECT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        edit_until_killed(file, script, ends[1]);
    }
    ::close(ends[1]);
    Killed killed;
    int said = 0;
    EXPECT_EQ(::read(ends[0], &said, sizeof said), static_cast<ssize_t>(sizeof said)) << "the editor could not open it";
    std::this_thread::sleep_for(after);
    ::kill(child, SIGKILL);
    while (::read(ends[0], &said, sizeof said) == static_cast<ssize_t>(sizeof said)) {
        if (said >= 0) killed.acknowledged = said;
        else killed.in_saving = said == -1;
    }
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "the editor gave up by itself: " << WEXITSTATUS(status);
    killed.finished = killed.acknowledged == steps;
    return killed;
}

int kills() {
    const char* said = std::getenv("KITH_KILLS");
    return said == nullptr ? 40 : std::atoi(said);
}

TEST(Kill, AtAnyInstantEveryAcknowledgedEditIsThereAndTheFileOpens) {
    const test::Folder folder;
    const auto base_file = test::workspace_in(folder, 20);
    std::map<int, std::vector<std::string>> states;
    for (int script = 0; script < seeds; ++script) states[script] = states_of(folder / "place.toml", script);
    base::RandomStream random(2026, "instants");
    int in_saving = 0, finished = 0, torn = 0, acknowledged = 0;
    for (int round = 0; round < kills(); ++round) {
        const auto file = folder / ("round" + std::to_string(round)) / "work.kith";
        std::filesystem::create_directory(file.parent_path());
        std::filesystem::copy_file(base_file, file);
        const int script = round % seeds;
        const Killed killed = run_and_kill(file, script, std::chrono::microseconds(random.below(250'000)));
        in_saving += killed.in_saving;
        finished += killed.finished;
        acknowledged += killed.acknowledged;
        Session session(test::quick_options());
        ASSERT_EQ(test::opened(session, file), "") << "round " << round;
        ASSERT_FALSE(session.read_only());
        torn += static_cast<int>(session.remarks().size());
        const std::string found = state_of(session);
        bool known = false;
        for (int k = killed.acknowledged; k <= std::min(steps, killed.acknowledged + most_unsettled) && !known; ++k) known = states[script][static_cast<std::size_t>(k)] == found;
        ASSERT_TRUE(known) << "round " << round << ", script " << script << ": " << killed.acknowledged << " steps were acknowledged, and this was found: " << found;
        ASSERT_TRUE(session.apply(AddPerson{"Afterwards", {}, column::Role::participant, {}}));
        const auto now = session.revision_digest();
        session.close();
        ASSERT_EQ(test::opened(session, file), "") << "round " << round << ", after one more edit";
        ASSERT_EQ(session.revision_digest(), now);
        session.close();
        std::filesystem::remove_all(file.parent_path());
    }
    std::cout << kills() << " kills: " << in_saving << " within a saving, " << torn << " with an end torn off, " << finished << " after the last step; " << acknowledged << " steps acknowledged, none lost.\n";
}

TEST(Kill, OnAFullDiskWhatWasAcknowledgedIsKeptAndRoomMakesItGoOn) {
    const test::Folder folder;
    const auto base_file = test::workspace_in(folder, 20);
    const pid_t child = ::fork();  // a file system of its own, for itself alone
    if (child == 0) {
        const auto small = folder / "small";
        std::filesystem::create_directory(small);
        const auto size = "size=" + std::to_string(std::filesystem::file_size(base_file) + 96 * 1024);
        if (::unshare(CLONE_NEWNS) != 0 || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 || ::mount("small", small.c_str(), "tmpfs", 0, size.c_str()) != 0) ::_exit(77);
        const auto file = small / "work.kith";
        std::filesystem::copy_file(base_file, file);
        std::ofstream(small / "filler") << std::string(48 * 1024, 'x');
        std::string kept;
        {
            Session session(test::quick_options());
            if (test::opened(session, file) != "") ::_exit(1);
            int k = 0;
            for (; k < 5000 && session.keeping_fault().empty(); ++k) {
                kept = state_of(session);
                if (!session.apply(SetCells{{session.view()->key(base::EntityKind::person, 0)}, "people.names/name", "Name " + std::to_string(k)})) ::_exit(2);
                session.settle();
            }
            if (session.keeping_fault().find("full") == std::string::npos || session.unsaved_edits() != 1) ::_exit(3);
            const auto refused = session.save();
            if (!refused || session.jobs().wait(*refused).state != JobState::failed) ::_exit(4);
        }
        Session again(test::quick_options());
        if (test::opened(again, file) != "" || state_of(again) != kept) ::_exit(5);
        again.close();
        std::filesystem::remove(small / "filler");
        // Somebody who still has it open makes room, and saves again.
        if (test::opened(again, file) != "") ::_exit(6);
        if (!again.apply(SetCells{{again.view()->key(base::EntityKind::person, 0)}, "people.names/name", std::string("With room")})) ::_exit(7);
        again.settle();
        ::_exit(again.unsaved_edits() == 0 && again.keeping_fault().empty() ? 0 : 8);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFEXITED(status));
    if (WEXITSTATUS(status) == 77) GTEST_SKIP() << "A small file system cannot be mounted by this user: run as root (in a container with CAP_SYS_ADMIN).";
    EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace kill_test
