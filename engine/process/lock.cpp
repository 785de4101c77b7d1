#include "engine/process/lock.hpp"

#include <linux/capability.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

#include "engine/process/calls.hpp"
#include "engine/process/landlock.hpp"

namespace kith::process {
namespace {

base::Error cannot_lock(const std::string& what) { return {base::Code::unavailable, "The system refuses to lock this program up (" + what + ")."}; }

/// Landlock and the first filter hold for the thread that asks, not for others that run already.
bool one_thread() {
    struct stat tasks;
    return stat("/proc/self/task", &tasks) != 0 || tasks.st_nlink == 3;
}

/// Users, network and messages of its own. Not everywhere allowed, and not needed: they are a second wall. What root may, it may
/// no more: the rights are in the new world only, and given up there too.
bool leave_the_world() {
    const bool left = unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC) == 0 || unshare(CLONE_NEWNET | CLONE_NEWIPC) == 0;
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct none[2] = {};
    syscall(SYS_capset, &header, none);
    return left;
}

/// Bytes of address space in use.
std::uint64_t mapped_now() {
    std::FILE* file = std::fopen("/proc/self/statm", "re");
    unsigned long long pages = 0;
    if (file != nullptr) {
        if (std::fscanf(file, "%llu", &pages) != 1) pages = 0;
        std::fclose(file);
    }
    return pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

/// `spare`: how far beyond it may go before it is killed instead of told (of CPU time).
bool limit(__rlimit_resource_t what, std::uint64_t most, std::uint64_t spare = 0) {
    rlimit now{};
    if (getrlimit(what, &now) != 0) return false;
    const rlimit lower{std::min<rlim_t>(most, now.rlim_max), std::min<rlim_t>(most + spare, now.rlim_max)};
    return setrlimit(what, &lower) == 0;
}

bool set_limits(const LockPlan& plan) {
    const bool loads = plan.work == LockPlan::Work::runs_code;
    bool all = limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, plan.largest_block) && limit(RLIMIT_MEMLOCK, 0) && limit(RLIMIT_MSGQUEUE, 0);
    all &= limit(RLIMIT_NOFILE, loads ? 32 : 1024);
    if (plan.cpu_seconds != 0) all &= limit(RLIMIT_CPU, plan.cpu_seconds, 5);
    if (plan.memory != 0) {
        const std::uint64_t mapped = mapped_now();
        all &= mapped != 0 && limit(RLIMIT_AS, mapped + plan.memory);
    }
    return all;
}

/// All but the three standard streams and the report, which then is the next.
void close_all(BegunChild& begun) {
    constexpr int next = 3;
    if (begun.report.valid() && begun.report.get() != next) {
        const int moved = dup2(begun.report.get(), next);
        begun.report.reset(moved);
    }
    syscall(SYS_close_range, static_cast<unsigned>(begun.report.valid() ? next + 1 : next), ~0u, 0u);
}

/// What changing users may have undone.
base::Status stay_bound(const BegunChild& begun) {
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != begun.parent) return base::cancelled();
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return cannot_lock(std::strerror(errno));
    return {};
}

void tell(const BegunChild& begun, const Isolation& isolation) {
    const std::uint64_t code = isolation.code();
    if (begun.report.valid() && write(begun.report.get(), &code, sizeof code) < 0) {}  // then the parent knows of no lock, and says so
}

}  // namespace

base::Result<Isolation> lock(const LockPlan& plan, BegunChild& begun) {
    if (!one_thread()) return cannot_lock("it has started threads already");
    if (plan.work == LockPlan::Work::runs_code) close_all(begun);
    Isolation made;
    made.limits = set_limits(plan);
    made.namespaces = leave_the_world();
    if (base::Status status = stay_bound(begun); !status) return status.error();
    made.no_new_privileges = true;
    if (const int version = landlock_version(begun.landlock_at_most); version > 0) {
        if (base::Status status = lock_files(version, plan.loadable); !status) return status.error();
        made.landlock = version;
    }
    made.calls = can_filter_calls();
    tell(begun, made);
    begun.report.reset();
    if (!made.calls) return made;
    const CallsFor what = plan.work == LockPlan::Work::runs_code ? CallsFor::loading : CallsFor::reading;
    if (base::Status status = filter_calls(what, plan.threads); !status) return status.error();
    return made;
}

base::Status lock_for_run(const LockPlan& plan, const Isolation& isolation) {
    return isolation.calls ? filter_calls(CallsFor::running, plan.threads) : base::Status();
}

std::vector<std::filesystem::path> system_libraries() {
    return {"/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache"};
}

std::uint64_t memory_to_grant() {
    struct sysinfo about{};
    if (sysinfo(&about) != 0) return std::uint64_t{4} << 30;
    return static_cast<std::uint64_t>(about.totalram) * about.mem_unit / 4 * 3;
}

}  // namespace kith::process
