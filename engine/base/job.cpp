#include "engine/base/job.hpp"

#include <algorithm>

namespace kith::base {

void JobContext::begin(std::string_view stage) {
    stage_ = stage;
    last_percent_.store(-1, std::memory_order_relaxed);
    progress(0);
}

void JobContext::progress(double fraction) {
    if (!report_) return;
    const int percent = static_cast<int>(std::clamp(fraction, 0.0, 1.0) * 100);
    int last = last_percent_.load(std::memory_order_relaxed);
    if (percent <= last || !last_percent_.compare_exchange_strong(last, percent, std::memory_order_relaxed)) return;
    report_(stage_, fraction);
}

}  // namespace kith::base
