#include "engine/process/control_page.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>
#include <new>

#include "engine/column/validate.hpp"

namespace kith::process {

/// Zeroes are a valid start. Atomics of these sizes are free of locks, so they work between processes.
struct ControlPage::Layout {
    std::atomic<std::uint32_t> stop;
    std::atomic<std::uint32_t> fraction;  // of 10,000
    std::atomic<std::uint32_t> beats;
    std::atomic<std::int32_t> outcome;
    std::atomic<std::uint32_t> message_length;
    char message[1000];
};
static_assert(std::atomic<std::uint32_t>::is_always_lock_free);

ControlPage::Layout& ControlPage::page() const { return *std::launder(reinterpret_cast<Layout*>(block_.bytes().data())); }

base::Result<ControlPage> ControlPage::create() {
    auto block = SharedBlock::create(sizeof(Layout));
    if (!block) return block.error();
    return ControlPage(std::move(*block));
}

base::Result<ControlPage> ControlPage::open(Descriptor descriptor) {
    auto block = SharedBlock::open(std::move(descriptor), sizeof(Layout));
    if (!block) return block.error();
    return ControlPage(std::move(*block));
}

void ControlPage::ask_to_stop() const { page().stop.store(1, std::memory_order_relaxed); }
bool ControlPage::asked_to_stop() const { return page().stop.load(std::memory_order_relaxed) != 0; }

void ControlPage::report(double fraction) const {
    const double part = std::isfinite(fraction) ? std::clamp(fraction, 0.0, 1.0) : 0.0;
    page().fraction.store(static_cast<std::uint32_t>(part * 10000), std::memory_order_relaxed);
    beat();
}
double ControlPage::fraction() const { return std::min<std::uint32_t>(page().fraction.load(std::memory_order_relaxed), 10000) / 10000.0; }

// Asked for in the innermost loops: of two threads that count at once one may be lost, which nobody needs.
void ControlPage::beat() const { page().beats.store(page().beats.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed); }
std::uint32_t ControlPage::beats() const { return page().beats.load(std::memory_order_relaxed); }

void ControlPage::end_with(std::int32_t outcome, std::string_view message) const {
    const std::size_t length = std::min(message.size(), sizeof(Layout::message));
    if (length > 0) std::memcpy(page().message, message.data(), length);
    page().message_length.store(static_cast<std::uint32_t>(length), std::memory_order_relaxed);
    page().outcome.store(outcome, std::memory_order_release);
}
std::int32_t ControlPage::outcome() const { return page().outcome.load(std::memory_order_acquire); }

std::string ControlPage::message() const {
    const std::size_t length = std::min<std::size_t>(page().message_length.load(std::memory_order_relaxed), sizeof(Layout::message));
    std::string text(page().message, length);
    const bool whole = column::valid_utf8(text);
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F || (!whole && static_cast<unsigned char>(c) >= 0x80)) c = '?';
    return text;
}

}  // namespace kith::process
