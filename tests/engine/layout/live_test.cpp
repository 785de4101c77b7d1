// A layout that is watched, paused, ended early and cancelled from another thread.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>
#include <utility>

#include "engine/layout/layout.hpp"
#include "tests/engine/layout/shapes.hpp"

namespace kith::layout {
namespace live_test {

using test::Net;

/// The first snapshot newer than `after`; gives up after a minute.
std::optional<Live::Snapshot> wait_for_newer(Live& live, std::uint64_t after, const std::atomic<bool>& ended) {
    for (int i = 0; i < 60000 && !ended; ++i) {
        if (std::optional<Live::Snapshot> s = live.newer_than(after)) return s;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return live.newer_than(after);
}

struct Running {
    explicit Running(Net& net) : graph(net.view()) {
        thread = std::thread([this] {
            result.emplace(force(graph, {}, job, &live));
            ended = true;
        });
    }
    ~Running() {
        job.cancel();
        if (thread.joinable()) thread.join();
    }
    Graph graph;
    base::JobContext job;
    Live live;
    std::optional<base::Result<Drawing>> result;
    std::atomic<bool> ended{false};
    std::thread thread;
};

TEST(Live, ShowsGrowingVersionsAndTheEnd) {
    Net net = test::grid(60);
    Running run(net);
    std::uint64_t version = 0;
    int seen = 0;
    while (!run.ended) {
        const std::optional<Live::Snapshot> s = wait_for_newer(run.live, version, run.ended);
        if (!s) break;
        EXPECT_GT(s->version, version);
        EXPECT_EQ(s->positions.size(), 3600U);
        EXPECT_TRUE(test::all_finite(s->positions));
        version = s->version;
        ++seen;
    }
    run.thread.join();
    EXPECT_GT(seen, 1);
    ASSERT_TRUE(*run.result);
    EXPECT_EQ(run.live.newer_than(0)->positions, (*run.result)->positions);
    EXPECT_TRUE((*run.result)->settled);
}

TEST(Live, BeingWatchedChangesNothing) {
    Net net = test::grid(25);
    base::JobContext job;
    const base::Result<Drawing> alone = force(net.view(), {}, job);
    Running run(net);
    for (std::uint64_t version = 0; !run.ended;)
        if (const auto s = wait_for_newer(run.live, version, run.ended)) version = s->version;
    run.thread.join();
    EXPECT_EQ((*run.result)->positions, alone->positions);
}

TEST(Live, PausedItStandsStillAndResumedItEnds) {
    Net net = test::grid(60);
    Running run(net);
    ASSERT_TRUE(wait_for_newer(run.live, 0, run.ended));
    run.live.pause();
    const auto version_after = [&run](int milliseconds) {
        std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
        return run.live.newer_than(0)->version;
    };
    std::uint64_t before = 0, after = version_after(0);
    for (int i = 0; i < 200 && before != after && !run.ended; ++i) before = std::exchange(after, version_after(100));  // a step that was under way ends
    if (!run.ended) {
        EXPECT_EQ(before, after);
        EXPECT_EQ(version_after(100), after);
    }
    run.live.resume();
    run.thread.join();
    ASSERT_TRUE(*run.result);
    EXPECT_TRUE((*run.result)->settled);
}

TEST(Live, StoppedWhilePausedItKeepsWhatIsThere) {
    Net net = test::grid(80);
    Running run(net);
    ASSERT_TRUE(wait_for_newer(run.live, 0, run.ended));
    run.live.pause();
    run.live.stop();
    run.thread.join();
    ASSERT_TRUE(*run.result);
    EXPECT_EQ((*run.result)->positions.size(), 6400U);
    EXPECT_TRUE(test::all_finite((*run.result)->positions));
}

TEST(Live, StoppedBeforeItBeganItStillPlacesEverybody) {
    Net net = test::grid(20);
    base::JobContext job;
    Live live;
    live.stop();
    const base::Result<Drawing> drawing = force(net.view(), {}, job, &live);
    ASSERT_TRUE(drawing);
    EXPECT_FALSE(drawing->settled);
    EXPECT_TRUE(test::all_finite(drawing->positions));
}

TEST(Live, CancelledAtOnceItSaysSo) {
    Net net = test::grid(20);
    base::JobContext job;
    job.cancel();
    Live live;
    live.pause();
    const base::Result<Drawing> drawing = force(net.view(), {}, job, &live);
    ASSERT_FALSE(drawing);
    EXPECT_EQ(drawing.error().code, base::Code::cancelled);
}

TEST(Live, CancelledWhilePausedItEnds) {
    Net net = test::grid(80);
    Running run(net);
    ASSERT_TRUE(wait_for_newer(run.live, 0, run.ended));
    run.live.pause();
    run.job.cancel();
    run.thread.join();
    if (!*run.result) { EXPECT_EQ(run.result->error().code, base::Code::cancelled); }
}

TEST(Live, ProgressOnlyGrows) {
    Net net = test::grid(20);
    double last = 0;
    int calls = 0;
    base::JobContext job([&](std::string_view, double fraction) {
        EXPECT_GE(fraction, last);
        EXPECT_LE(fraction, 1 + 1e-9);
        last = fraction;
        ++calls;
    });
    ASSERT_TRUE(force(net.view(), {}, job));
    EXPECT_DOUBLE_EQ(last, 1);
    EXPECT_LE(calls, 101);
}

}  // namespace live_test
}  // namespace kith::layout
