// The child of the process tests. Its first argument says what to do; its answer is its exit code.
#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>

#include "engine/process/channel.hpp"
#include "engine/process/control_page.hpp"
#include "engine/process/lock.hpp"
#include "engine/process/sealed_memory.hpp"
#include "engine/process/spawner.hpp"
#include "engine/process/zygote.hpp"

extern char** environ;

namespace {
using namespace kith;

int open_descriptors() {
    int count = 0;
    DIR* folder = opendir("/proc/self/fd");
    while (const dirent* entry = readdir(folder)) count += entry->d_name[0] != '.';
    closedir(folder);
    return count - 1;  // the folder's own
}

int names_in_environment() {
    int count = 0;
    while (environ != nullptr && environ[count] != nullptr) ++count;
    return count;
}

/// 1 written, 2 mapped for writing, 3 resized, 4 unsealed: each of them would be a hole. 0: none worked.
int attack_sealed(int descriptor) {
    if (pwrite(descriptor, "x", 1, 0) == 1) return 1;
    if (mmap(nullptr, 1, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0) != MAP_FAILED) return 2;
    if (ftruncate(descriptor, 1) == 0 || ftruncate(descriptor, 1 << 20) == 0) return 3;
    if (fcntl(descriptor, F_ADD_SEALS, F_SEAL_SEAL) == 0) return 4;
    return 0;
}

int sum_of(int descriptor) {
    auto memory = process::open_sealed(process::Descriptor(descriptor), 1 << 20);
    if (!memory) return 99;
    int sum = 0;
    for (std::byte b : (*memory)->bytes()) sum += static_cast<int>(b);
    return sum & 0x7F;
}

int count_until_told(int descriptor) {
    auto page = process::ControlPage::open(process::Descriptor(descriptor));
    if (!page) return 99;
    for (int i = 0; !page->asked_to_stop(); ++i) {
        page->report(i / 1000.0);
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    page->end_with(7, "stopped as asked");
    return 7;
}

int answer_letters(int channel) {
    auto letter = process::receive_letter(channel, std::chrono::seconds(20));
    if (!letter || !letter->has_value()) return 98;
    auto block = process::sealed_memory(5);
    if (!block) return 97;
    std::memcpy((*block)->bytes().data(), "hello", 5);
    auto sealed = std::move(**block).seal();
    const int given[] = {(*sealed)->descriptor()};
    const std::string answer = (*letter)->text + " and " + std::to_string((*letter)->descriptors.size());
    return process::send_letter(channel, answer, given) ? 0 : 96;
}

/// Starts a child that would sleep for ever, tells its id through the exit of this one having crashed: the grandchild must
/// not outlive us.
int start_and_die(int channel) {
    auto folder = process::folder_of_this_program();
    auto child = process::Child::start({*folder / "test-process-child", {"sleep"}, {}, {}, false});
    if (!child) return 99;
    if (!process::send_letter(channel, std::to_string(child->id()))) return 98;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    raise(SIGKILL);
    return 97;
}

/// 0 locked; what then came of a try is 1 and up.
int lock_and_try(process::BegunChild& begun, const std::string& what) {
    process::LockPlan plan;
    plan.work = what == "library" ? process::LockPlan::Work::runs_code : process::LockPlan::Work::reads_files;
    plan.memory = std::uint64_t{64} << 20;
    plan.cpu_seconds = 1;
    plan.largest_block = 4096;
    std::thread other;
    if (what == "thread") other = std::thread([] { for (;;) pause(); });
    const auto isolation = process::lock(plan, begun);
    if (!isolation) _exit(50);
    const auto gets = [](std::size_t mebibytes) {
        void* volatile block = std::malloc(mebibytes << 20);  // volatile: or the compiler knows better than to ask
        std::free(block);
        return block != nullptr;
    };
    if (what == "memory") return gets(65) ? 1 : gets(32) ? 0 : 2;
    if (what == "time") for (volatile bool on = true; on;) {}
    if (what == "block") return process::sealed_memory(4096) ? 0 : 1;
    if (what == "large_block") return process::sealed_memory(4097) ? 1 : 0;
    if (what == "channel") return process::send_letter(3, isolation->words()) ? 0 : 1;
    struct stat about;
    if (what == "library") return fstat(3, &about) != 0 && errno == EBADF ? 0 : 1;
    return isolation->locked() ? 0 : 1;
}

int core_limit() {
    rlimit limit{};
    getrlimit(RLIMIT_CORE, &limit);
    return limit.rlim_cur == 0 && limit.rlim_max == 0 ? 0 : 1;
}

/// A zygote; each fork does what its number of descriptors asks for.
int forked(const process::BegunChild& zygote) {
    auto begun = process::begin_fork(zygote);
    if (!begun) return 126;
    switch (begun->given.size()) {
        case 1: return open_descriptors();
        case 2: raise(SIGSEGV); return 0;
        case 3: for (;;) pause();
        case 4: _exit(lock_and_try(*begun, ""));
        default: return core_limit();
    }
}

}  // namespace

int main(int argc, char** argv) {
    auto begun = process::begin_child();
    if (!begun) return 125;
    const std::string what = argc > 1 ? argv[1] : "";
    if (what == "code") return std::atoi(argv[2]);
    if (what == "descriptors") return open_descriptors();
    if (what == "environment") return names_in_environment();
    if (what == "attack") return attack_sealed(3);
    if (what == "sum") return sum_of(4) == 99 ? 99 : sum_of(3);
    if (what == "count") return count_until_told(3);
    if (what == "letters") return answer_letters(3);
    if (what == "start_and_die") return start_and_die(3);
    if (what == "core") return core_limit();
    if (what == "zygote") return forked(*begun);
    if (what == "lock") _exit(lock_and_try(*begun, argv[2]));
    if (what == "abort") std::abort();
    if (what == "segv") raise(SIGSEGV);
    if (what == "spin") for (volatile bool on = true; on;) {}
    if (what == "sleep") for (;;) pause();
    return 124;
}
