// Tries what no analysis may, in `run` or, where its folder is called test.on_load_<try>, while it is loaded. What the system
// answered is the value of its output; whoever was let in says 0.
#include <dlfcn.h>

#include <string_view>

#include "plugins/abi/kith_plugin.h"
#include "tests/hostile/plugins/trespass.hpp"

#ifndef TEST_ID
#define TEST_ID "test.trespass"
#endif

namespace {

constexpr const char* tries[] = {"file_read", "own_memory_file", "folder_list", "file_write", "file_change", "folder_make", "file_remove", "socket4", "socket6",
                                 "socket_unix", "socket_pair", "exec", "spawn", "fork", "thread", "kill_host", "kill_group", "kill_all", "signal_thread",
                                 "ptrace_host", "host_memory", "host_memory_file", "new_code", "write_then_run", "shared_memory", "memory_file", "io_ring",
                                 "descriptor", "limits", "namespace", "keys"};

int answer_on_load = -99999;

#ifdef TEST_ON_LOAD
struct OnLoad {
    OnLoad() {
        Dl_info about{};
        if (dladdr(&answer_on_load, &about) == 0) return;
        const std::string_view path = about.dli_fname, mark = "test.on_load_";
        const std::size_t start = path.find(mark) + mark.size();
        answer_on_load = trespass::attempt(path.substr(start, path.find('/', start) - start));
    }
} on_load;
#endif

kith_status run_it(const kith_run* run) {
    const int answer = answer_on_load != -99999 ? answer_on_load : trespass::attempt(tries[run->parameters[0].integer]);
    for (std::uint64_t i = 0; i < run->columns[0].rows; ++i) {
        run->columns[0].values[i] = answer;
        run->columns[0].qualities[i] = KITH_VALUE;
    }
    return KITH_OK;
}

// Which it is is known when it is loaded only.
#ifdef TEST_ON_LOAD
std::string own_id() {
    Dl_info about{};
    if (dladdr(&answer_on_load, &about) == 0) return TEST_ID;
    const std::string_view path = about.dli_fname;
    const std::size_t start = path.find("test.on_load_");
    return std::string(path.substr(start, path.find('/', start) - start));
}
const void* capability(const char* id) {
    static const std::string name = own_id();
    static const kith_analysis analysis{sizeof(kith_analysis), {name.data(), name.size()}, {"1.0.0", 5}, run_it};
    return std::string_view(id) == KITH_ANALYSIS_CAPABILITY ? &analysis : nullptr;
}
#else
constexpr kith_analysis analysis{sizeof(kith_analysis), {TEST_ID, sizeof(TEST_ID) - 1}, {"1.0.0", 5}, run_it};
const void* capability(const char* id) { return std::string_view(id) == KITH_ANALYSIS_CAPABILITY ? &analysis : nullptr; }
#endif

}  // namespace

extern "C" const kith_entry kith_plugin_entry = {sizeof(kith_entry), KITH_ABI_MAGIC, KITH_ABI_MAJOR, KITH_ABI_MINOR, 0, capability};
