#include "engine/session/jobs.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

using namespace kith;
using namespace kith::session;

TEST(Jobs, TakesTheOutcomeOverOnTheOwnersThread) {
    Jobs jobs;
    const auto owner = std::this_thread::get_id();
    std::thread::id worked, finished;
    const JobId id = jobs.start(JobKind::other, "Work", [&](base::JobContext& job) -> base::Result<Jobs::Finish> {
        worked = std::this_thread::get_id();
        job.begin("half");
        return Jobs::Finish([&] {
            finished = std::this_thread::get_id();
            return base::Status();
        });
    });
    EXPECT_EQ(jobs.wait(id).state, JobState::done);
    EXPECT_EQ(jobs.find(id)->stage, "half");
    EXPECT_NE(worked, owner);
    EXPECT_EQ(finished, owner);
}

TEST(Jobs, TheEndOfAJobWakesWhoeverSleeps) {
    std::atomic<bool> woken{false};
    Jobs jobs([&] { woken = true; });
    const JobId id = jobs.start(JobKind::other, "Work", [&](base::JobContext&) -> base::Result<Jobs::Finish> { return Jobs::Finish([] { return base::Status(); }); });
    while (!woken) std::this_thread::yield();
    jobs.poll();  // its outcome was there before anybody was woken
    EXPECT_EQ(jobs.find(id)->state, JobState::done);
}

TEST(Jobs, SeveralRunAtOnceAndEachIsCancelledAlone) {
    Jobs jobs;
    std::atomic<int> at_work{0};
    const auto forever = [&](base::JobContext& job) -> base::Result<Jobs::Finish> {
        ++at_work;
        while (!job.stopped()) std::this_thread::yield();
        return base::cancelled();
    };
    const JobId one = jobs.start(JobKind::run, "One", forever), two = jobs.start(JobKind::run, "Two", forever);
    while (at_work < 2) std::this_thread::yield();  // both are at work at the same time
    jobs.cancel(one);
    EXPECT_EQ(jobs.wait(one).state, JobState::cancelled);
    EXPECT_EQ(jobs.find(two)->state, JobState::running);
    jobs.cancel(two);
    EXPECT_TRUE(jobs.find(two)->stopping);
    EXPECT_EQ(jobs.wait(two).state, JobState::cancelled);
    EXPECT_FALSE(jobs.busy());
}

TEST(Jobs, WhatWasCancelledIsNotTakenOverEvenWhenItWasDone) {
    Jobs jobs;
    std::atomic<bool> done{false};
    bool taken = false;
    const JobId id = jobs.start(JobKind::run, "Quick", [&](base::JobContext&) -> base::Result<Jobs::Finish> {
        done = true;
        return Jobs::Finish([&] {
            taken = true;
            return base::Status();
        });
    });
    while (!done) std::this_thread::yield();
    jobs.cancel(id);
    EXPECT_EQ(jobs.wait(id).state, JobState::cancelled);
    EXPECT_FALSE(taken);
}

TEST(Jobs, FailuresSayWhyAndAreForgottenWhenDismissed) {
    Jobs jobs;
    const JobId id = jobs.start(JobKind::open, "Broken", [](base::JobContext&) -> base::Result<Jobs::Finish> { return base::bad_input("The file is empty."); });
    EXPECT_EQ(jobs.wait(id).state, JobState::failed);
    EXPECT_EQ(jobs.find(id)->message, "The file is empty.");
    jobs.dismiss(id);
    EXPECT_EQ(jobs.find(id), nullptr);
}

TEST(Jobs, EndingTheOwnerStopsThem) {
    std::atomic<bool> stopped{false};
    {
        Jobs jobs;
        jobs.start(JobKind::other, "Long", [&](base::JobContext& job) -> base::Result<Jobs::Finish> {
            while (!job.stopped()) std::this_thread::yield();
            stopped = true;
            return base::cancelled();
        });
    }
    EXPECT_TRUE(stopped);
}

TEST(Jobs, WhatWasBegunForOneThatFailsOrIsStoppedIsTakenBackByTheOwnerWhoSaysSo) {
    Jobs jobs;
    const auto owner = std::this_thread::get_id();
    int taken_back = 0;
    const auto otherwise = [&](base::Error why) {
        EXPECT_EQ(std::this_thread::get_id(), owner);
        ++taken_back;
        why.message += " All is as before.";
        return why;
    };
    const JobId failed = jobs.start(JobKind::other, "Fails", [](base::JobContext&) -> base::Result<Jobs::Finish> { return base::io_error("The disk failed."); }, otherwise);
    EXPECT_EQ(jobs.wait(failed).message, "The disk failed. All is as before.");
    EXPECT_EQ(jobs.find(failed)->state, JobState::failed);
    const JobId stopped = jobs.start(JobKind::other, "Stopped", [](base::JobContext& job) -> base::Result<Jobs::Finish> {
        while (!job.stopped()) std::this_thread::yield();
        return Jobs::Finish([] { return base::Status(); });
    }, otherwise);
    jobs.cancel(stopped);
    EXPECT_EQ(jobs.wait(stopped).state, JobState::cancelled);
    EXPECT_EQ(taken_back, 2);
    const JobId done = jobs.start(JobKind::other, "Done", [](base::JobContext&) -> base::Result<Jobs::Finish> { return Jobs::Finish([] { return base::Status(); }); }, otherwise);
    EXPECT_EQ(jobs.wait(done).state, JobState::done);
    EXPECT_EQ(taken_back, 2);
}
