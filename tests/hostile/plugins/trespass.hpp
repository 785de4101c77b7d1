#pragma once
// What a plugin may try against the machine that it runs on. Each try answers what the system said: 0, it worked; else the errno.
// Written against the bare system calls, as somebody who means harm would.
#include <fcntl.h>
#include <linux/io_uring.h>
#include <netinet/in.h>
#include <pthread.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace trespass {

inline int said(long result) { return result >= 0 ? 0 : errno; }

inline int open_socket(int family) {
    const int socket_made = socket(family, SOCK_STREAM, 0);
    if (socket_made < 0) return errno;
    sockaddr_in nowhere{};
    nowhere.sin_family = AF_INET;
    nowhere.sin_port = htons(9);
    static_cast<void>(connect(socket_made, reinterpret_cast<const sockaddr*>(&nowhere), sizeof nowhere));
    return 0;
}

inline int fork_it() {
    const long child = fork();
    if (child == 0) for (;;) pause();
    return said(child);
}

inline int spawn_it() {
    const char* words[] = {"sh", "-c", "sleep 1000", nullptr};
    pid_t id = 0;
    return posix_spawn(&id, "/bin/sh", nullptr, nullptr, const_cast<char* const*>(words), nullptr);
}

inline int execute() {
    const char* words[] = {"sleep", "1000", nullptr};
    return said(execve("/bin/sleep", const_cast<char* const*>(words), nullptr));
}

inline int read_memory_of(pid_t process) {
    char here[64];
    const iovec mine{here, sizeof here};
    const iovec theirs{const_cast<int*>(&errno), sizeof here};
    return said(syscall(SYS_process_vm_readv, process, &mine, 1, &theirs, 1, 0));
}

inline void* wait_for_ever(void*) {
    for (;;) pause();
}

/// Why the first thread was refused; minus the count when some started.
inline int start_threads(int at_most) {
    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, std::size_t{64} * 1024);
    for (int i = 0; i < at_most; ++i) {
        pthread_t made;
        if (const int refused = pthread_create(&made, &small, wait_for_ever, nullptr); refused != 0) return i == 0 ? refused : -i;
    }
    return -at_most;
}

inline int new_code() {
    void* page = mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return page == MAP_FAILED ? errno : 0;
}

inline int write_then_run() {
    void* page = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED) return errno;
    return said(mprotect(page, 4096, PROT_READ | PROT_EXEC));
}

/// Any descriptor beyond the three standard streams that is open: 0 when one is.
inline int find_descriptor() {
    for (int i = 3; i < 1000; ++i) {
        struct stat about;
        if (fstat(i, &about) == 0) return 0;
    }
    return EBADF;
}

inline int raise_limit() {
    const rlimit more{RLIM_INFINITY, RLIM_INFINITY};
    return said(setrlimit(RLIMIT_AS, &more));
}

/// A place where the test looks afterwards.
inline constexpr const char* left_behind = "/tmp/kith_hostile_left_behind";

inline int attempt(std::string_view what) {
    const pid_t host = getppid();
    const std::string host_memory = "/proc/" + std::to_string(host) + "/mem";
    if (what == "file_read") return said(open("/etc/passwd", O_RDONLY));
    if (what == "own_memory_file") return said(open("/proc/self/maps", O_RDONLY));
    if (what == "folder_list") return said(open("/", O_RDONLY | O_DIRECTORY));
    if (what == "file_write") return said(open(left_behind, O_WRONLY | O_CREAT, 0600));
    if (what == "file_change") return said(open("/dev/null", O_RDWR));
    if (what == "folder_make") return said(mkdir(left_behind, 0700));
    if (what == "file_remove") return said(unlink("/tmp/kith_hostile_keep"));
    if (what == "socket4") return open_socket(AF_INET);
    if (what == "socket6") return open_socket(AF_INET6);
    if (what == "socket_unix") return open_socket(AF_UNIX);
    if (what == "socket_pair") { int both[2]; return said(socketpair(AF_UNIX, SOCK_STREAM, 0, both)); }
    if (what == "exec") return execute();
    if (what == "spawn") return spawn_it();
    if (what == "fork") return fork_it();
    if (what == "thread") return start_threads(10000);
    if (what == "kill_host") return said(kill(host, SIGTERM));
    if (what == "kill_group") return said(kill(0, SIGTERM));
    if (what == "kill_all") return said(kill(-1, SIGTERM));
    if (what == "signal_thread") return said(syscall(SYS_tgkill, host, host, SIGTERM));
    if (what == "ptrace_host") return said(ptrace(PTRACE_SEIZE, host, nullptr, nullptr));
    if (what == "host_memory") return read_memory_of(host);
    if (what == "host_memory_file") return said(open(host_memory.c_str(), O_RDONLY));
    if (what == "new_code") return new_code();
    if (what == "write_then_run") return write_then_run();
    if (what == "shared_memory") return said(shmget(IPC_PRIVATE, 4096, 0600 | IPC_CREAT));
    if (what == "memory_file") return said(syscall(SYS_memfd_create, "hostile", 0));
    if (what == "io_ring") { io_uring_params how{}; return said(syscall(SYS_io_uring_setup, 4, &how)); }
    if (what == "descriptor") return find_descriptor();
    if (what == "limits") return raise_limit();
    if (what == "namespace") return said(unshare(CLONE_NEWUSER));
    if (what == "keys") return said(syscall(SYS_add_key, "user", "hostile", "x", 1, -3));
    return ENOSYS;
}

}  // namespace trespass
