#pragma once
// Live: what a window holds while a layout runs on another thread: looks at it, pauses it, ends it early.
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/layout/shapes.hpp"

namespace kith::layout {

/// One a run. Every function may be called from any thread. Looking costs the layout one copy of the positions a look; nobody
/// looking costs nothing. What is seen never changes the result.
class Live {
public:
    struct Snapshot {
        std::vector<Point> positions;  // one a node, all finite; shelves are where they will be once the layout is done
        std::uint64_t version = 0;     // grows with each
    };
    /// The newest positions that are newer than `after`, and asks for newer ones; nothing when there are none yet.
    std::optional<Snapshot> newer_than(std::uint64_t after);

    void pause();
    void resume();
    /// Ends the layout soon, paused or not, with what is there: its result has `settled` false.
    void stop();
    bool paused() const { return paused_.load(std::memory_order_relaxed); }
    bool stopped() const { return stopped_.load(std::memory_order_relaxed); }

    // For the layout: whether somebody wants to look; here it is; wait while paused (returns at once when the job is stopped).
    bool wanted() const { return wanted_.load(std::memory_order_relaxed); }
    void publish(std::vector<Point> positions);
    void wait_while_paused(const base::JobContext& job);

private:
    std::mutex mutex_;
    std::condition_variable resumed_;
    Snapshot newest_;  // under mutex_
    std::atomic<bool> wanted_{true};
    std::atomic<bool> paused_{false};
    std::atomic<bool> stopped_{false};
};

}  // namespace kith::layout
