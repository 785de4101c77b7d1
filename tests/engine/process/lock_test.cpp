// What the lock leaves and what it tells. Which calls it refuses to whom: tests/hostile.
#include "engine/process/lock.hpp"

#include <gtest/gtest.h>

#include <csignal>

#include "engine/process/channel.hpp"

namespace lock_test {
using namespace kith;
using namespace std::chrono_literals;

process::Command command(const char* what, bool locks = true) {
    process::Command made;
    made.program = *process::folder_of_this_program() / "test-process-child";
    made.arguments = {"lock", what};
    made.locks = locks;
    return made;
}

struct Ended {
    process::Exit exit;
    process::Isolation isolation;
};
Ended run(const process::Command& what) {
    auto child = process::Child::start(what);
    EXPECT_TRUE(child) << child.error().message;
    const auto exit = child->wait(20s);
    EXPECT_TRUE(exit.has_value());
    return {exit.value_or(process::Exit{}), child->isolation()};
}

TEST(Lock, TellsWhatHeld) {
    const Ended ended = run(command("nothing"));
    EXPECT_EQ(ended.exit.code, 0);
    EXPECT_TRUE(ended.isolation.locked()) << ended.isolation.words();
    EXPECT_TRUE(ended.isolation.limits);
    auto older = command("nothing");
    older.landlock_at_most = 2;
    EXPECT_EQ(run(older).isolation.landlock, 2);
    older.landlock_at_most = 0;
    const Ended without = run(older);
    EXPECT_EQ(without.exit.code, 1);
    EXPECT_FALSE(without.isolation.locked());
    EXPECT_TRUE(without.isolation.calls);
}

TEST(Lock, WhoNeverLocksHasNone) {
    auto what = command("nothing");
    what.arguments = {"code", "0"};
    EXPECT_EQ(run(what).isolation.words(), "none");
}

TEST(Lock, RefusesAProgramThatHasThreadsAlready) { EXPECT_EQ(run(command("thread")).exit.code, 50); }

TEST(Lock, BoundsMemoryBeyondWhatIsMapped) { EXPECT_EQ(run(command("memory")).exit.code, 0); }

TEST(Lock, BoundsTime) {
    const Ended ended = run(command("time"));
    EXPECT_TRUE(ended.exit.signalled);
    EXPECT_EQ(ended.exit.code, SIGXCPU);
    EXPECT_EQ(process::words_for(ended.exit), "was stopped for using more than it may");
}

TEST(Lock, AReaderMakesBlocksOfTheAgreedSizeOnly) {
    EXPECT_EQ(run(command("block")).exit.code, 0);
    const Ended larger = run(command("large_block"));
    EXPECT_TRUE(larger.exit.signalled ? larger.exit.code == SIGXFSZ : larger.exit.code == 0);
}

TEST(Lock, AReaderKeepsItsChannelAndAWorkerNothing) {
    auto channel = process::make_channel();
    ASSERT_TRUE(channel);
    auto reader = command("channel");
    reader.descriptors = {channel->second.get()};
    EXPECT_EQ(run(reader).exit.code, 0);
    auto letter = process::receive_letter(channel->first.get(), 5s);
    ASSERT_TRUE(letter && letter->has_value());
    EXPECT_NE((*letter)->text.find("seccomp"), std::string::npos);
    auto worker = command("library");
    worker.descriptors = {channel->second.get()};
    EXPECT_EQ(run(worker).exit.code, 0);
}

TEST(Isolation, OneNumberAndBack) {
    process::Isolation some;
    some.landlock = 7;
    some.calls = some.no_new_privileges = true;
    const auto back = process::Isolation::from_code(some.code());
    EXPECT_EQ(back.words(), "no new privileges, Landlock 7, seccomp");
    EXPECT_TRUE(back.locked());
    EXPECT_EQ(process::Isolation::from_code(process::Isolation().code()).words(), "none");
    EXPECT_NE(process::Isolation().code(), 0u);
}

}  // namespace lock_test
