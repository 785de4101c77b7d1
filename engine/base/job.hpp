#pragma once
// JobContext: what every long step takes, to report how far it is and to be told to stop.
#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

#include "engine/base/status.hpp"

namespace kith::base {

/// Belongs to one job, not to the process. Safe to use from several threads.
class JobContext {
public:
    /// `report(stage, fraction 0-1)` is called at most about 100 times a stage, from whichever thread is that far, one call at a time and never
    /// backwards; it does not call back into the job. It may be empty.
    using Report = std::function<void(std::string_view stage, double fraction)>;

    JobContext() = default;
    explicit JobContext(Report report) : report_(std::move(report)) {}
    JobContext(const JobContext&) = delete;
    JobContext& operator=(const JobContext&) = delete;

    /// Asks the job to stop. Async-signal-safe.
    void cancel() noexcept { stop_.store(true, std::memory_order_relaxed); }
    bool stopped() const noexcept { return stop_.load(std::memory_order_relaxed); }
    /// An error when somebody asked to stop: `if (Status s = job.check(); !s) return s.error();`
    Status check() const { return stopped() ? Status(cancelled()) : Status(); }

    void begin(std::string_view stage);
    /// Cheap enough for a loop: most calls do nothing.
    void progress(double fraction);

private:
    Report report_;
    std::mutex reporting_;  // guards stage_, and lets one thread report at a time
    std::string stage_;
    std::atomic<bool> stop_{false};
    std::atomic<int> last_percent_{-1};
};

}  // namespace kith::base
