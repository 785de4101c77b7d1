#include "engine/process/calls.hpp"

#include <fcntl.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <span>
#include <string>

namespace kith::process {
namespace {

// Memory, clocks, waiting, its own signals and its end.
constexpr int computing[] = {
    SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(futex), SCMP_SYS(membarrier), SCMP_SYS(getrandom),
    SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(times), SCMP_SYS(getrusage),
    SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep), SCMP_SYS(pause), SCMP_SYS(sched_yield), SCMP_SYS(restart_syscall),
    SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),
    SCMP_SYS(getpid), SCMP_SYS(getppid), SCMP_SYS(gettid), SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(getgid), SCMP_SYS(getegid),
    SCMP_SYS(uname), SCMP_SYS(sysinfo), SCMP_SYS(getcpu), SCMP_SYS(sched_getaffinity), SCMP_SYS(set_robust_list), SCMP_SYS(rseq),
    SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(close), SCMP_SYS(read), SCMP_SYS(pread64), SCMP_SYS(write), SCMP_SYS(writev),
    SCMP_SYS(lseek), SCMP_SYS(fstat)};

// What a library's loader does besides: it looks for files; Landlock says which it may open.
constexpr int loading[] = {SCMP_SYS(newfstatat), SCMP_SYS(stat), SCMP_SYS(lstat), SCMP_SYS(access), SCMP_SYS(readlink), SCMP_SYS(getcwd),
                           SCMP_SYS(getdents64), SCMP_SYS(seccomp)};

constexpr int sending[] = {SCMP_SYS(memfd_create), SCMP_SYS(ftruncate), SCMP_SYS(sendmsg)};

// Nobody who only works something out, and no library that looks around at its start, asks for these: whoever does is ended, and
// the verdict says so. Everything else that is not allowed is refused (EPERM), and the program may go on.
constexpr int attacks[] = {
    SCMP_SYS(kill), SCMP_SYS(tkill), SCMP_SYS(rt_sigqueueinfo), SCMP_SYS(rt_tgsigqueueinfo), SCMP_SYS(pidfd_open), SCMP_SYS(pidfd_getfd),
    SCMP_SYS(pidfd_send_signal), SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(kcmp),
    SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork),
    SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(listen), SCMP_SYS(accept), SCMP_SYS(accept4),
    SCMP_SYS(sendto), SCMP_SYS(sendmmsg),
    SCMP_SYS(creat), SCMP_SYS(truncate), SCMP_SYS(unlink), SCMP_SYS(unlinkat), SCMP_SYS(rename), SCMP_SYS(renameat), SCMP_SYS(renameat2),
    SCMP_SYS(mkdir), SCMP_SYS(mkdirat), SCMP_SYS(rmdir), SCMP_SYS(link), SCMP_SYS(linkat), SCMP_SYS(symlink), SCMP_SYS(symlinkat),
    SCMP_SYS(mknod), SCMP_SYS(mknodat), SCMP_SYS(chmod), SCMP_SYS(fchmodat), SCMP_SYS(chown), SCMP_SYS(fchownat),
    SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(pivot_root), SCMP_SYS(chroot), SCMP_SYS(setns), SCMP_SYS(unshare),
    SCMP_SYS(bpf), SCMP_SYS(perf_event_open), SCMP_SYS(init_module), SCMP_SYS(finit_module), SCMP_SYS(reboot)};

struct FilterEnd {
    void operator()(void* filter) const { seccomp_release(filter); }
};

/// Rules, until one of them cannot be added.
class Filter {
public:
    Filter() : filter_(seccomp_init(SCMP_ACT_ERRNO(EPERM))) {
        if (!filter_) failed_ = -ENOMEM;
        // Set by our caller, and prctl is shut by the first stage.
        note(seccomp_attr_set(filter_.get(), SCMP_FLTATR_CTL_NNP, 0));
        note(seccomp_attr_set(filter_.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS));
    }
    template <class... Argument>
    void rule(std::uint32_t action, int call, Argument... arguments) {
        const scmp_arg_cmp list[sizeof...(arguments) + 1] = {arguments...};
        note(seccomp_rule_add_array(filter_.get(), action, call, sizeof...(arguments), list));
    }
    void rules(std::uint32_t action, std::span<const int> calls) {
        for (const int call : calls) rule(action, call);
    }
    int load() { return failed_ != 0 ? failed_ : seccomp_load(filter_.get()); }

private:
    void note(int result) {
        if (result != 0 && failed_ == 0) failed_ = result;
    }
    std::unique_ptr<void, FilterEnd> filter_;
    int failed_ = 0;
};

scmp_arg_cmp bits(unsigned argument, std::uint64_t mask, std::uint64_t value) { return {argument, SCMP_CMP_MASKED_EQ, mask, value}; }
scmp_arg_cmp equal(unsigned argument, std::uint64_t value) { return {argument, SCMP_CMP_EQ, value, 0}; }
scmp_arg_cmp other(unsigned argument, std::uint64_t value) { return {argument, SCMP_CMP_NE, value, 0}; }

void add_opening(Filter& filter, bool readable) {
    for (const auto& [call, flags] : {std::pair{SCMP_SYS(open), 1u}, std::pair{SCMP_SYS(openat), 2u}}) {
        filter.rule(SCMP_ACT_KILL_PROCESS, call, bits(flags, O_ACCMODE, O_WRONLY));
        filter.rule(SCMP_ACT_KILL_PROCESS, call, bits(flags, O_ACCMODE, O_RDWR));
        filter.rule(SCMP_ACT_KILL_PROCESS, call, bits(flags, O_ACCMODE | O_CREAT, O_CREAT));
        if (readable) filter.rule(SCMP_ACT_ALLOW, call, bits(flags, O_ACCMODE | O_CREAT, 0));
    }
}

void add_processes(Filter& filter, bool threads) {
    filter.rule(SCMP_ACT_KILL_PROCESS, SCMP_SYS(clone), bits(0, CLONE_THREAD, 0));
    if (threads) filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(clone), bits(0, CLONE_THREAD, CLONE_THREAD));
    // Its flags stand in memory, where no filter looks; the C library then takes clone.
    filter.rule(SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3));
    // abort() and raise() of its own.
    const auto self = static_cast<std::uint64_t>(getpid());
    filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(tgkill), equal(0, self));
    filter.rule(SCMP_ACT_KILL_PROCESS, SCMP_SYS(tgkill), other(0, self));
    filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), equal(2, 0));
}

void add_memory(Filter& filter, bool code) {
    for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)})
        code ? filter.rule(SCMP_ACT_ALLOW, call) : filter.rule(SCMP_ACT_ALLOW, call, bits(2, PROT_EXEC, 0));
}

void add_sending(Filter& filter) {
    filter.rules(SCMP_ACT_ALLOW, sending);
    for (const int command : {F_GETFD, F_SETFD, F_GETFL, F_ADD_SEALS, F_GET_SEALS, F_DUPFD_CLOEXEC})
        filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(fcntl), equal(1, static_cast<std::uint64_t>(command)));
}

}  // namespace

bool can_filter_calls() { return prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0; }

base::Status filter_calls(CallsFor what, bool threads) {
    Filter filter;
    filter.rules(SCMP_ACT_ALLOW, computing);
    filter.rules(SCMP_ACT_KILL_PROCESS, attacks);
    if (what == CallsFor::loading) filter.rules(SCMP_ACT_ALLOW, loading);
    else filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), bits(3, AT_EMPTY_PATH, AT_EMPTY_PATH));  // how the C library asks about a descriptor
    add_opening(filter, what == CallsFor::loading);
    add_processes(filter, threads);
    add_memory(filter, what == CallsFor::loading);
    if (what == CallsFor::reading) add_sending(filter);
    else filter.rule(SCMP_ACT_KILL_PROCESS, SCMP_SYS(sendmsg));
    const int failed = filter.load();
    if (failed == 0) return {};
    return base::Error{base::Code::unavailable, std::string("The system refuses to filter calls (") + std::strerror(-failed) + ")."};
}

}  // namespace kith::process
