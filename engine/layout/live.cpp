#include "engine/layout/live.hpp"

#include <chrono>
#include <utility>

namespace kith::layout {

std::optional<Live::Snapshot> Live::newer_than(std::uint64_t after) {
    const std::lock_guard lock(mutex_);
    wanted_.store(true, std::memory_order_relaxed);
    if (newest_.version <= after) return std::nullopt;
    return newest_;
}

void Live::pause() { paused_.store(true, std::memory_order_relaxed); }

void Live::resume() {
    {
        const std::lock_guard lock(mutex_);
        paused_.store(false, std::memory_order_relaxed);
    }
    resumed_.notify_all();
}

void Live::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopped_.store(true, std::memory_order_relaxed);
    }
    resumed_.notify_all();
}

void Live::publish(std::vector<Point> positions) {
    const std::lock_guard lock(mutex_);
    newest_.positions = std::move(positions);
    ++newest_.version;
    wanted_.store(false, std::memory_order_relaxed);
}

void Live::wait_while_paused(const base::JobContext& job) {
    if (!paused()) return;
    std::unique_lock lock(mutex_);
    // The job cannot wake anybody (it may be cancelled from a signal handler), so it is asked now and then.
    while (paused() && !stopped() && !job.stopped()) resumed_.wait_for(lock, std::chrono::milliseconds(20));
}

}  // namespace kith::layout
