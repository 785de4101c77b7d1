// How a child is started, watched and ended. Signal numbers and wait statuses are POSIX's.
#include "engine/process/spawner.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <thread>

#include "engine/process/channel.hpp"
#include "engine/process/control_page.hpp"

namespace spawner_test {
using namespace kith;
using namespace std::chrono_literals;

process::Command command(std::vector<std::string> arguments) {
    process::Command made;
    made.program = *process::folder_of_this_program() / "test-process-child";
    made.arguments = std::move(arguments);
    return made;
}

process::Exit run(const process::Command& what) {
    auto child = process::Child::start(what);
    EXPECT_TRUE(child) << child.error().message;
    const auto exit = child->wait(20s);
    EXPECT_TRUE(exit.has_value());
    return exit.value_or(process::Exit{});
}

bool alive(int id) { return ::kill(id, 0) == 0; }

TEST(Spawner, TellsTheExitCode) {
    EXPECT_EQ(run(command({"code", "0"})).code, 0);
    EXPECT_TRUE(run(command({"code", "0"})).clean());
    const auto exit = run(command({"code", "42"}));
    EXPECT_FALSE(exit.signalled);
    EXPECT_EQ(exit.code, 42);
    EXPECT_EQ(process::words_for(exit), "ended with code 42");
}

TEST(Spawner, TellsACrashFromAKillFromOutsideFromOurs) {
    const auto crash = run(command({"segv"}));
    EXPECT_TRUE(crash.signalled);
    EXPECT_EQ(crash.code, SIGSEGV);
    EXPECT_EQ(process::words_for(crash), "crashed (it used memory that is not its own)");
    EXPECT_EQ(run(command({"abort"})).code, SIGABRT);

    auto other = process::Child::start(command({"sleep"}));
    ASSERT_TRUE(other);
    ::kill(other->id(), SIGKILL);
    const auto killed = other->wait(20s);
    ASSERT_TRUE(killed);
    EXPECT_FALSE(killed->by_us);
    EXPECT_EQ(process::words_for(*killed), "was killed from outside (signal 9)");

    auto ours = process::Child::start(command({"sleep"}));
    ASSERT_TRUE(ours);
    EXPECT_FALSE(ours->wait(30ms).has_value());
    ours->kill();
    const auto ended = ours->wait(20s);
    ASSERT_TRUE(ended);
    EXPECT_TRUE(ended->by_us);
    EXPECT_EQ(ended->code, SIGKILL);
}

TEST(Spawner, GivesTheNamedDescriptorsAndNoOthers) {
    EXPECT_EQ(run(command({"descriptors"})).code, 3);
    auto what = command({"descriptors"});
    auto page = process::ControlPage::create();
    ASSERT_TRUE(page);
    const int leaky = dup(page->descriptor());  // open across exec: must not reach the child
    what.descriptors = {page->descriptor(), page->descriptor()};
    EXPECT_EQ(run(what).code, 5);
    close(leaky);
}

TEST(Spawner, InheritsNothingFromTheEnvironment) {
    setenv("KITH_TEST_SECRET", "x", 1);
    EXPECT_EQ(run(command({"environment"})).code, 0);
    auto what = command({"environment"});
    what.environment = {"LANG=C.UTF-8"};
    EXPECT_EQ(run(what).code, 1);
}

TEST(Spawner, LeavesNoCoreFile) { EXPECT_EQ(run(command({"core"})).code, 0); }

TEST(Spawner, CountsTheChildsTime) {
    auto child = process::Child::start(command({"spin"}));
    ASSERT_TRUE(child);
    EXPECT_FALSE(child->wait(300ms).has_value());
    child->kill();
    const auto exit = child->wait(20s);
    ASSERT_TRUE(exit);
    EXPECT_GT(exit->cpu_seconds, 0.01);
    EXPECT_GT(exit->peak_kib, 100);
}

TEST(Spawner, EndsTheChildWithItsOwner) {
    int id = 0;
    {
        auto child = process::Child::start(command({"sleep"}));
        ASSERT_TRUE(child);
        id = child->id();
        ASSERT_TRUE(alive(id));
    }
    EXPECT_FALSE(alive(id));
}

TEST(Spawner, NoChildOutlivesAParentThatWasKilled) {
    auto channel = process::make_channel();
    ASSERT_TRUE(channel);
    auto what = command({"start_and_die"});
    what.descriptors = {channel->second.get()};
    auto parent = process::Child::start(what);
    ASSERT_TRUE(parent);
    auto letter = process::receive_letter(channel->first.get(), 20s);
    ASSERT_TRUE(letter && letter->has_value());
    const int grandchild = std::stoi((*letter)->text);
    ASSERT_TRUE(parent->wait(20s).has_value());
    const std::string status = "/proc/" + std::to_string(grandchild) + "/stat";
    for (int i = 0; i < 500 && access(status.c_str(), F_OK) == 0 && ::kill(grandchild, 0) == 0; ++i) {
        // Its new parent (init) may not have fetched it yet: a zombie is dead enough.
        FILE* file = fopen(status.c_str(), "r");
        char state = '?';
        if (file != nullptr) {
            if (fscanf(file, "%*d %*s %c", &state) != 1) state = 'Z';
            fclose(file);
        }
        if (state == 'Z') return;
        std::this_thread::sleep_for(10ms);
    }
    EXPECT_FALSE(alive(grandchild));
}

TEST(Spawner, StopsThroughTheControlPageAndReports) {
    auto page = process::ControlPage::create();
    ASSERT_TRUE(page);
    auto what = command({"count"});
    what.descriptors = {page->descriptor()};
    auto child = process::Child::start(what);
    ASSERT_TRUE(child);
    for (int i = 0; i < 1000 && page->beats() < 5; ++i) std::this_thread::sleep_for(5ms);
    EXPECT_GE(page->beats(), 5u);
    EXPECT_GT(page->fraction(), 0);
    page->ask_to_stop();
    const auto exit = child->wait(20s);
    ASSERT_TRUE(exit);
    EXPECT_EQ(exit->code, 7);
    EXPECT_EQ(page->outcome(), 7);
    EXPECT_EQ(page->message(), "stopped as asked");
}

TEST(Spawner, WaitsForWhicheverEndsFirst) {
    auto slow = process::Child::start(command({"sleep"}));
    auto quick = process::Child::start(command({"code", "1"}));
    ASSERT_TRUE(slow && quick);
    process::Child* both[] = {&*slow, &*quick};
    process::wait_for_any(both, 20s);
    EXPECT_TRUE(quick->wait(0ms).has_value());
    EXPECT_FALSE(slow->wait(0ms).has_value());
}

TEST(Spawner, SaysWhichProgramIsMissing) {
    auto what = command({});
    what.program = "/nonexistent/kith-worker";
    auto child = process::Child::start(what);
    ASSERT_FALSE(child);
    EXPECT_EQ(child.error().code, base::Code::unavailable);
    EXPECT_NE(child.error().message.find("kith-worker"), std::string::npos);
    EXPECT_FALSE(process::find_program_of_ours("kith-no-such"));
    EXPECT_TRUE(process::find_program_of_ours("test-process-child"));
}

TEST(Spawner, RefusesToBeStartedByHand) {
    unsetenv("KITH_PARENT");
    EXPECT_FALSE(process::begin_child());
}

}  // namespace spawner_test
