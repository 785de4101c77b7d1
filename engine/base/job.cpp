#include "engine/base/job.hpp"

#include <algorithm>

namespace kith::base {

void JobContext::begin(std::string_view stage) {
    {
        const std::lock_guard lock(reporting_);
        stage_ = stage;
        last_percent_.store(-1, std::memory_order_relaxed);
    }
    progress(0);
}

void JobContext::progress(double fraction) {
    if (!report_) return;
    const int percent = static_cast<int>(std::clamp(fraction, 0.0, 1.0) * 100);
    if (percent <= last_percent_.load(std::memory_order_relaxed)) return;
    const std::lock_guard lock(reporting_);
    if (percent <= last_percent_.load(std::memory_order_relaxed)) return;  // another thread was farther
    last_percent_.store(percent, std::memory_order_relaxed);
    report_(stage_, fraction);
}

}  // namespace kith::base
