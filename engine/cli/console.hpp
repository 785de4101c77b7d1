#pragma once
// What a command says: data to standard output, everything else to standard error; how long steps show themselves; and how
// Ctrl-C reaches the work.
#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"

namespace kith::cli {

/// Exit codes (design 6.2).
inline constexpr int done = 0, done_with_problems = 1, misuse = 2, cannot_go_on = 3;

class Console {
public:
    explicit Console(bool quiet);
    /// A sentence for the person, unless they want quiet; what went wrong is said all the same.
    void say(std::string_view sentence, bool went_wrong = false);
    /// Always shown.
    void complain(std::string_view sentence);
    /// Says why, and gives the exit code that fits.
    int give_up(const base::Error& error);
    /// Shows a step that takes longer than a second: one line rewritten on a terminal, a line a step elsewhere.
    void progress(std::string_view stage, double fraction);

private:
    void clear_line();
    bool quiet_;
    bool terminal_;
    bool line_open_ = false;
    std::string stage_;
    std::chrono::steady_clock::time_point stage_began_;
    bool stage_said_ = false;
};

/// Ctrl-C and a polite kill become `job.cancel()`. The signals are taken by a thread of their own, so nothing runs in a
/// handler. Made before any other thread.
class Interrupt {
public:
    explicit Interrupt(base::JobContext& job);
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

private:
    std::atomic<bool> ended_{false};
    std::thread thread_;
};

}  // namespace kith::cli
