// Forks of a program that has loaded: each is our own child, holds only what it was given, and costs nobody else anything.
#include "engine/process/zygote.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <thread>

#include "engine/process/control_page.hpp"

namespace zygote_test {
using namespace kith;
using namespace std::chrono_literals;

class Zygotes : public testing::Test {
protected:
    void SetUp() override {
        process::Command command;
        command.program = *process::folder_of_this_program() / "test-process-child";
        command.arguments = {"zygote"};
        auto started = process::Zygote::start(std::move(command));
        ASSERT_TRUE(started) << started.error().message;
        zygote_ = std::move(*started);
        auto page = process::ControlPage::create();
        ASSERT_TRUE(page);
        page_.emplace(std::move(*page));
    }
    process::Child fork(std::size_t given) {
        auto child = zygote_->child(std::vector<int>(given, page_->descriptor()));
        if (!child) throw std::runtime_error(child.error().message);
        return std::move(*child);
    }
    process::Exit end_of(std::size_t given) { return fork(given).wait(20s).value_or(process::Exit{}); }
    std::unique_ptr<process::Zygote> zygote_;
    std::optional<process::ControlPage> page_;
};

TEST_F(Zygotes, AForkHoldsWhatItWasGivenAndNoMore) { EXPECT_EQ(end_of(1).code, 3 + 1 + 1) << "streams, what was given, the report"; }

TEST_F(Zygotes, AForkThatCrashesCostsOnlyItself) {
    for (int turn = 0; turn < 2; ++turn) {
        const auto crash = end_of(2);
        EXPECT_TRUE(crash.signalled);
        EXPECT_EQ(crash.code, SIGSEGV);
        EXPECT_TRUE(end_of(5).clean()) << "leaves no core file either";
    }
}

TEST_F(Zygotes, AForkIsOursToEnd) {
    auto hung = fork(3);
    EXPECT_FALSE(hung.wait(30ms).has_value());
    auto other = fork(3);
    EXPECT_NE(hung.id(), other.id());
    hung.kill();
    const auto exit = hung.wait(20s);
    ASSERT_TRUE(exit);
    EXPECT_TRUE(exit->by_us);
    EXPECT_EQ(::kill(other.id(), 0), 0) << "the other goes on";
}

TEST_F(Zygotes, AForkLocksItselfAndSaysSo) {
    auto locked = fork(4);
    const auto exit = locked.wait(20s);
    ASSERT_TRUE(exit);
    EXPECT_EQ(exit->code, 0);
    EXPECT_TRUE(locked.isolation().locked()) << locked.isolation().words();
}

TEST_F(Zygotes, ForksOutliveTheZygoteAndNoneIsLeft) {
    {
        auto child = fork(3);
        zygote_.reset();
        EXPECT_FALSE(child.wait(30ms).has_value());
    }
    EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
}

/// The only child there is: the program that waits.
pid_t program_that_waits() {
    for (const auto& one : std::filesystem::directory_iterator("/proc")) {
        std::ifstream file(one.path() / "stat");
        std::string line;
        std::getline(file, line);
        const auto name_ends = line.rfind(')');
        if (name_ends != std::string::npos && std::atoi(line.c_str() + name_ends + 4) == getpid()) return std::atoi(line.c_str());
    }
    return -1;
}

TEST_F(Zygotes, StartedAgainItsForksOutliveWhoeverAsked) {
    EXPECT_TRUE(end_of(5).clean()) << "it has loaded";
    const pid_t program = program_that_waits();
    ASSERT_GT(program, 0);
    ASSERT_EQ(::kill(program, SIGKILL), 0);
    std::optional<process::Child> child;
    std::thread([&] { child.emplace(fork(3)); }).join();
    ASSERT_TRUE(child);
    EXPECT_FALSE(child->wait(100ms).has_value()) << "it did not end with the thread that asked for it";
}

TEST_F(Zygotes, ManyThreadsMayAsk) {
    std::vector<std::thread> threads;
    std::atomic<int> clean{0};
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int turn = 0; turn < 8; ++turn) clean += end_of(5).clean();
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(clean, 32);
}

TEST(Zygote, AProgramThatEndsIsSaid) {
    process::Command command;
    command.program = *process::folder_of_this_program() / "test-process-child";
    command.arguments = {"code", "0"};
    auto zygote = process::Zygote::start(std::move(command));
    ASSERT_TRUE(zygote);
    const auto child = (*zygote)->child({});
    ASSERT_FALSE(child);
    EXPECT_NE(child.error().message.find("gave no process"), std::string::npos);
}

}  // namespace zygote_test
