#include "engine/cli/console.hpp"

#include <fmt/core.h>
#include <pthread.h>
#include <unistd.h>

#include <csignal>
#include <ctime>

namespace kith::cli {
namespace {

sigset_t stop_signals() {
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&set, signal);
    return set;
}

}  // namespace

Console::Console(bool quiet) : quiet_(quiet), terminal_(isatty(STDERR_FILENO) == 1) {}

void Console::clear_line() {
    if (line_open_) fmt::print(stderr, "\r\x1b[K");
    line_open_ = false;
}

void Console::say(std::string_view sentence, bool went_wrong) {
    if (!quiet_ || went_wrong) complain(sentence);
}

void Console::complain(std::string_view sentence) {
    clear_line();
    fmt::print(stderr, "{}\n", sentence);
}

int Console::give_up(const base::Error& error) {
    complain("kith: " + error.message);
    return error.code == base::Code::misuse ? misuse : cannot_go_on;
}

void Console::progress(std::string_view stage, double fraction) {
    if (quiet_) return;
    const auto now = std::chrono::steady_clock::now();
    if (stage != stage_) {
        stage_ = stage;
        stage_began_ = now;
        stage_said_ = false;
    }
    if (now - stage_began_ < std::chrono::seconds(1)) return;
    if (terminal_) {
        fmt::print(stderr, "\r\x1b[K{} … {:.0f} %", stage_, fraction * 100);
        std::fflush(stderr);
        line_open_ = true;
    } else if (!stage_said_) {
        fmt::print(stderr, "{} …\n", stage_);
        stage_said_ = true;
    }
}

Interrupt::Interrupt(base::JobContext& job) {
    const sigset_t set = stop_signals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    thread_ = std::thread([this, &job] {
        const sigset_t wanted = stop_signals();
        const timespec tick{0, 50'000'000};
        while (!ended_) {
            if (sigtimedwait(&wanted, nullptr, &tick) > 0) job.cancel();
        }
    });
}

Interrupt::~Interrupt() {
    ended_ = true;
    thread_.join();
    const sigset_t set = stop_signals();
    pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

}  // namespace kith::cli
