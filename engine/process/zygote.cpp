#include "engine/process/zygote.hpp"

#include <sched.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <future>

#include "engine/process/channel.hpp"

namespace kith::process {
namespace {

constexpr int channel_of_zygote = 3;
constexpr std::chrono::seconds time_to_load{60};

base::Error cannot_fork(const Command& command, const std::string& reason) {
    return {base::Code::unavailable, "Kith's own program '" + command.program.filename().string() + "' gave no process for the file (" + reason + ")."};
}

long long microseconds_spent() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1'000'000LL + used.ru_utime.tv_usec + used.ru_stime.tv_usec;
}

/// In the child: bound to the parent as begin_child bound the zygote, which the fork undid.
base::Result<BegunChild> born(const BegunChild& zygote, Letter letter) {
    close(channel_of_zygote);
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != static_cast<pid_t>(zygote.parent) || letter.descriptors.empty()) return base::cancelled();
    BegunChild begun;
    begun.parent = zygote.parent;
    begun.landlock_at_most = zygote.landlock_at_most;
    begun.report = std::move(letter.descriptors.back());
    letter.descriptors.pop_back();
    begun.given = std::move(letter.descriptors);
    return begun;
}

}  // namespace

base::Result<std::unique_ptr<Zygote>> Zygote::start(Command command) {
    std::unique_ptr<Zygote> zygote(new Zygote(std::move(command)));
    if (auto s = zygote->begin(); !s) return s.error();
    return zygote;
}

base::Status Zygote::begin() {
    auto channel = make_channel();
    if (!channel) return channel.error();
    command_.descriptors = {channel->second.get()};
    auto program = Child::start(command_);
    if (!program) return program.error();
    program_.emplace(std::move(*program));
    channel_ = std::move(channel->first);
    return {};
}

/// What a thread started ends with that thread, and whoever asked may soon be done.
base::Status Zygote::begin_again() {
    std::promise<base::Status> begun;
    auto answer = begun.get_future();
    starters_.emplace_back([this, begun = std::move(begun)](const std::stop_token& stop) mutable {
        std::mutex never;
        std::condition_variable_any told;
        begun.set_value(begin());
        std::unique_lock held(never);
        told.wait(held, stop, [] { return false; });
    });
    return answer.get();
}

base::Result<std::optional<Letter>> Zygote::asked(std::span<const int> given) {
    if (!send_letter(channel_.get(), "fork", given)) return std::optional<Letter>();  // nobody is there to take it
    return receive_letter(channel_.get(), time_to_load);
}

base::Result<Child> Zygote::child(std::span<const int> descriptors) {
    Descriptor told(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!told.valid()) return cannot_fork(command_, std::strerror(errno));
    std::vector<int> given(descriptors.begin(), descriptors.end());
    given.push_back(told.get());
    const std::lock_guard held(one_at_a_time_);
    auto answer = asked(given);
    if (answer && !*answer) {  // somebody ended it: once more, so that only what it had in hand is lost
        if (auto s = begin_again(); !s) return s.error();
        answer = asked(given);
    }
    if (!answer) return cannot_fork(command_, answer.error().message);
    int id = -1;
    long long spent = 0;
    if (!*answer || std::sscanf((*answer)->text.c_str(), "%d %lld", &id, &spent) != 2) return cannot_fork(command_, "it has ended");
    if (id <= 0) return cannot_fork(command_, std::strerror(-id));
    setpgid(id, id);  // both sides do: whichever is first, it is in a group of its own before anybody ends one
    auto child = Child::watched(id, std::move(told));
    if (!child) return cannot_fork(command_, std::strerror(errno));
    child->spent_before_ = static_cast<double>(spent) * 1e-6;
    return std::move(*child);
}

base::Result<BegunChild> begin_fork(const BegunChild& zygote) {
    long long counted = 0;
    for (;;) {
        auto letter = receive_letter(channel_of_zygote, std::chrono::hours(1));
        if (!letter && letter.error().code == base::Code::timed_out) continue;
        if (!letter || !*letter) std::_Exit(0);
        // The child is our parent's, who watches and ends it like any other: the C library's fork knows no such thing.
        const long id = syscall(SYS_clone, CLONE_PARENT | SIGCHLD, nullptr, nullptr, nullptr, nullptr);
        if (id == 0) return born(zygote, std::move(**letter));
        const long long spent = microseconds_spent();
        const std::string answer = std::to_string(id > 0 ? id : -errno) + ' ' + std::to_string(spent - counted);
        counted = spent;
        if (!send_letter(channel_of_zygote, answer)) std::_Exit(1);
    }
}

}  // namespace kith::process
