#include "engine/process/spawner.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace kith::process {
namespace {

constexpr int first_given = 3;
constexpr const char* parent_name = "KITH_PARENT";

base::Error cannot_start(const Command& command, int reason) {
    return {base::Code::unavailable, "Kith's own program '" + command.program.filename().string() + "' could not be started (" +
                                         std::strerror(reason) + "); install Kith again or build it with scripts/build."};
}

/// posix_spawn's two lists, freed whatever happens.
struct SpawnLists {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    SpawnLists() {
        posix_spawn_file_actions_init(&actions);
        posix_spawnattr_init(&attributes);
    }
    ~SpawnLists() {
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
    }
    SpawnLists(const SpawnLists&) = delete;
    SpawnLists& operator=(const SpawnLists&) = delete;

    void prepare(bool keep_errors, std::span<const Descriptor> high) {
        for (int stream = 0; stream <= 2; ++stream)
            if (stream != 2 || !keep_errors)
                posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", stream == 0 ? O_RDONLY : O_WRONLY, 0);
        int place = first_given;
        for (const Descriptor& descriptor : high) posix_spawn_file_actions_adddup2(&actions, descriptor.get(), place++);
        posix_spawn_file_actions_addclosefrom_np(&actions, place);
        sigset_t none, all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&attributes, &none);
        posix_spawnattr_setsigdefault(&attributes, &all);
        posix_spawnattr_setpgroup(&attributes, 0);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    }
};

std::vector<char*> pointers_to(std::vector<std::string>& words) {
    std::vector<char*> list;
    for (std::string& word : words) list.push_back(word.data());
    list.push_back(nullptr);
    return list;
}

int poll_for(std::span<pollfd> list, std::chrono::milliseconds at_most) {
    const auto until = std::chrono::steady_clock::now() + at_most;
    for (;;) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
        const int ready = poll(list.data(), list.size(), static_cast<int>(left < 0 ? 0 : left));
        if (ready >= 0 || errno != EINTR) return ready;
    }
}

double seconds(const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6; }

}  // namespace

bool Exit::forbidden() const { return signalled && code == SIGSYS; }

bool Exit::from_outside() const {
    if (!signalled || by_us) return false;
    switch (code) {
        case SIGSEGV: case SIGBUS: case SIGABRT: case SIGFPE: case SIGILL: case SIGTRAP: case SIGSYS: case SIGXCPU: case SIGXFSZ: return false;
        default: return true;
    }
}

std::string words_for(const Exit& exit) {
    if (!exit.signalled) return exit.code == 0 ? "ended" : "ended with code " + std::to_string(exit.code);
    if (exit.by_us) return "was stopped by us";
    if (exit.from_outside()) return "was killed from outside (signal " + std::to_string(exit.code) + ")";
    switch (exit.code) {
        case SIGSEGV: case SIGBUS: return "crashed (it used memory that is not its own)";
        case SIGABRT: return "crashed (it gave up by itself)";
        case SIGFPE: return "crashed (a division by zero)";
        case SIGSYS: return "was stopped for asking the system for something it may not have";
        case SIGXCPU: case SIGXFSZ: return "was stopped for using more than it may";
        default: return "crashed (a broken instruction)";
    }
}

base::Result<Child> Child::start(const Command& command) {
    // Copies above the places they will take, so that no place is overwritten before it was used.
    std::vector<int> given = command.descriptors;
    Descriptor told(command.locks ? eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK) : -1);
    if (command.locks) given.push_back(told.get());
    const int above = first_given + static_cast<int>(given.size());
    std::vector<Descriptor> high;
    for (int descriptor : given) {
        high.emplace_back(fcntl(descriptor, F_DUPFD_CLOEXEC, above));
        if (!high.back().valid()) return cannot_start(command, errno);
    }
    SpawnLists lists;
    lists.prepare(command.keep_errors, high);
    std::vector<std::string> words{command.program.string()};
    words.insert(words.end(), command.arguments.begin(), command.arguments.end());
    std::vector<std::string> surroundings = command.environment;
    surroundings.push_back(std::string(parent_name) + '=' + std::to_string(getpid()) + ' ' + std::to_string(command.locks ? above - 1 : -1) + ' ' +
                           std::to_string(command.landlock_at_most));
    const std::vector<char*> argv = pointers_to(words);
    const std::vector<char*> envp = pointers_to(surroundings);
    pid_t id = -1;
    const int failed = posix_spawn(&id, words.front().c_str(), &lists.actions, &lists.attributes, argv.data(), envp.data());
    if (failed != 0) return cannot_start(command, failed);
    auto child = watched(id, std::move(told));
    if (!child) return cannot_start(command, errno);
    return std::move(*child);
}

std::optional<Child> Child::watched(int id, Descriptor report) {
    Descriptor handle(static_cast<int>(syscall(SYS_pidfd_open, id, 0)));
    if (handle.valid()) return Child(id, std::move(handle), std::move(report));
    const int reason = errno;
    ::kill(id, SIGKILL);
    while (waitpid(id, nullptr, 0) < 0 && errno == EINTR) {}
    errno = reason;
    return {};
}

Child::Child(Child&& other) noexcept
    : id_(std::exchange(other.id_, -1)), handle_(std::move(other.handle_)), report_(std::move(other.report_)), isolation_(other.isolation_),
      spent_before_(other.spent_before_), killed_(other.killed_), exit_(other.exit_) {}

Child& Child::operator=(Child&& other) noexcept {
    if (this != &other) {
        finish();
        id_ = std::exchange(other.id_, -1);
        handle_ = std::move(other.handle_);
        report_ = std::move(other.report_);
        isolation_ = other.isolation_;
        spent_before_ = other.spent_before_;
        killed_ = other.killed_;
        exit_ = other.exit_;
    }
    return *this;
}

Child::~Child() { finish(); }

void Child::finish() {
    if (id_ < 0 || exit_) return;
    kill();
    wait(std::chrono::hours(1));
}

void Child::kill() {
    if (id_ < 0 || exit_) return;
    // The process group too: whatever it started goes with it.
    ::kill(-id_, SIGKILL);
    ::kill(id_, SIGKILL);
    killed_ = true;
}

std::optional<Exit> Child::wait(std::chrono::milliseconds at_most) {
    if (exit_ || id_ < 0) return exit_;
    pollfd ended{handle_.get(), POLLIN, 0};
    if (poll_for({&ended, 1}, at_most) <= 0) return {};
    int status = 0;
    rusage used{};
    pid_t got;
    do got = wait4(id_, &status, 0, &used);
    while (got < 0 && errno == EINTR);
    Exit exit;
    if (got == id_) {
        exit.signalled = WIFSIGNALED(status);
        exit.code = exit.signalled ? WTERMSIG(status) : WEXITSTATUS(status);
        exit.cpu_seconds = spent_before_ + seconds(used.ru_utime) + seconds(used.ru_stime);
        exit.peak_kib = used.ru_maxrss;
    } else {
        exit.signalled = true;  // somebody else waited for our child: how it ended is not known
    }
    exit.by_us = killed_ && exit.signalled && exit.code == SIGKILL;
    exit_ = exit;
    return exit_;
}

Isolation Child::isolation() {
    std::uint64_t code = 0;
    if (report_.valid() && read(report_.get(), &code, sizeof code) == static_cast<ssize_t>(sizeof code)) isolation_ = Isolation::from_code(code);
    return isolation_;
}

void wait_for_any(std::span<Child* const> children, std::chrono::milliseconds at_most) {
    std::vector<pollfd> list;
    for (const Child* child : children) list.push_back({child->descriptor(), POLLIN, 0});
    poll_for(list, at_most);
}

base::Result<BegunChild> begin_child() {
    const char* told = std::getenv(parent_name);
    BegunChild begun;
    int report = -1;
    if (told == nullptr || std::sscanf(told, "%d %d %d", &begun.parent, &report, &begun.landlock_at_most) != 3)
        return base::misuse("This program is started by Kith itself, not by hand.");
    begun.report.reset(report);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != static_cast<pid_t>(begun.parent)) return base::cancelled();  // it died before we asked to be told
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    unsetenv(parent_name);
    return begun;
}

std::vector<std::string> own_environment() {
    std::vector<std::string> out;
    for (char** one = environ; one != nullptr && *one != nullptr; ++one) out.emplace_back(*one);
    return out;
}

base::Result<std::filesystem::path> folder_of_this_program() {
    std::error_code failed;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
    if (failed) return base::Error{base::Code::unavailable, "The system does not say where Kith's programs stand; is /proc mounted?"};
    return program.parent_path();
}

base::Result<std::filesystem::path> find_program_of_ours(const std::string& name) {
    auto folder = folder_of_this_program();
    if (!folder) return folder.error();
    for (const auto& candidate : {*folder / name, folder->parent_path() / "bin" / name})
        if (access(candidate.c_str(), X_OK) == 0) return candidate;
    return base::not_found("Kith's own program '" + name + "' is not beside the running one; install Kith again or build it with scripts/build.");
}

}  // namespace kith::process
