// Every way of being wrong that a worker must survive being, written against the bare contract: no kit catches anything.
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "plugins/abi/kith_plugin.h"

#ifndef TEST_MAJOR
#define TEST_MAJOR KITH_ABI_MAJOR
#endif
#ifndef TEST_MINOR
#define TEST_MINOR KITH_ABI_MINOR
#endif

namespace {

volatile int zero = 0;

#ifdef TEST_CRASH_ON_LOAD
struct OnLoad {
    OnLoad() { std::abort(); }
} on_load;
#endif
#ifdef TEST_EXIT_ON_LOAD
struct OnLoad {
    OnLoad() { _exit(0); }
} on_load;
#endif

enum How { well, null_write, abort_, throw_, exit_, exit_ok, loop, loop_politely, stack, write_input, nan_, bad_row, too_many_rows, bad_finding, out_of_bounds, divide,
           error, no_memory, sleep_, half, stop_unasked, memory_bomb, remap, wild_counters, wild_lengths, no_message,
           finding, wild_offset, wild_count, wild_enum, wild_row, wild_value };

// Calls itself through a pointer that the compiler cannot see through, until the stack is gone.
int deeper(volatile char* above);
int (*volatile next)(volatile char*) = deeper;
int deeper(volatile char* above) {
    volatile char here[4096];
    here[0] = above[0];
    return next(here) + here[1];
}

void fill(const kith_run& run) {
    const auto* roles = static_cast<const std::int32_t*>(run.segments[0].columns[0].values);
    for (std::uint64_t i = 0; i < run.columns[0].rows; ++i) {
        run.columns[0].values[i] = static_cast<double>(i) + 100.0 * roles[i];  // participants are 0
        run.columns[0].qualities[i] = KITH_VALUE;
    }
}

kith_status rows(const kith_run& run, const kith_evidence& evidence) {
    kith_cell cell{};
    cell.quality = KITH_VALUE;
    int full = 0;
    for (int i = 0; i < 1000; ++i) full += evidence.row(run.host->context, 0, &cell, 1) == KITH_FULL;
    return full == 995 ? KITH_OK : KITH_INTERNAL;
}

kith_status bad_subject(const kith_run& run, const kith_evidence& evidence) {
    kith_note note{};
    note.kind = KITH_NOTE_ARGUMENT;
    note.row = 1000000;
    kith_finding finding{};
    finding.struct_size = sizeof finding;
    finding.other = -1;
    finding.quality = KITH_VALUE;
    finding.oldest = finding.newest = KITH_NO_DATE;
    finding.notes = &note;
    finding.note_count = 1;
    return evidence.finding(run.host->context, &finding);
}

/// Takes memory until there is no more.
kith_status grow() {
    std::vector<char*> kept;
    for (;;) {
        auto* block = static_cast<char*>(std::malloc(std::size_t{1} << 40));
        if (block == nullptr) return KITH_TOO_LARGE;
        kept.push_back(block);
    }
}

/// Takes memory and writes all over it, until there is no more.
kith_status explode() {
    constexpr std::size_t piece = std::size_t{1} << 20;
    for (;;) {
        void* block = std::malloc(piece);
        if (block == nullptr) return KITH_TOO_LARGE;
        std::memset(block, 1, piece);  // NOLINT: it keeps all of it
    }
}

/// Its own view of the input can be made writable: a copy, which nobody else ever sees.
kith_status remap_input(const kith_run& run) {
    auto* values = const_cast<std::int32_t*>(static_cast<const std::int32_t*>(run.segments[0].columns[0].values));
    auto* page = reinterpret_cast<char*>(reinterpret_cast<std::uintptr_t>(values) / 4096 * 4096);
    if (mprotect(page, 4096, PROT_READ | PROT_WRITE) == 0) std::memset(values, 0x7F, static_cast<std::size_t>(run.people) * sizeof *values);
    fill(run);
    return KITH_OK;
}

/// Fills everything that it can write beyond its columns: counters, rows, findings, their offsets and enums.
kith_status scribble(const kith_run& run, int byte) {
    auto* values = reinterpret_cast<char*>(run.columns[0].values);
    auto* start = reinterpret_cast<char*>(reinterpret_cast<std::uintptr_t>(values) / 4096 * 4096);
    std::memset(start, byte, 4096);
    return KITH_OK;
}

// Worked out at run time, so that it stands in no read-only data of this library.
volatile double half_of_marker = 10130563.625;
double marker() { return half_of_marker * 2; }

/// One that holds.
kith_status good_finding(const kith_run& run, const kith_evidence& evidence) {
    kith_note note{};
    note.kind = KITH_NOTE_ARGUMENT;
    kith_finding made{};
    made.struct_size = sizeof made;
    made.other = -1;
    made.quality = KITH_VALUE;
    made.oldest = made.newest = KITH_NO_DATE;
    made.value = marker();
    made.notes = &note;
    made.note_count = 1;
    fill(run);
    return evidence.finding(run.host->context, &made);
}

/// The kernel looks first: EFAULT where nothing can be read.
bool readable(std::uintptr_t at) { return syscall(SYS_rt_sigprocmask, 99, at, nullptr, 8) != 0 && errno == EINVAL; }

/// Where the host will read the finding: the record of 64 bytes that ends with its value. Then breaks it.
kith_status break_finding(const kith_run& run, const kith_evidence& evidence, How how) {
    if (const kith_status made = good_finding(run, evidence); made != KITH_OK) return made;
    constexpr std::uintptr_t page = 4096, reach = std::uintptr_t{64} << 20;
    const std::uintptr_t middle = reinterpret_cast<std::uintptr_t>(run.columns[0].values) / page * page;
    const double wanted = marker();
    bool broken = false;
    for (std::uintptr_t at = middle - reach; at < middle + reach; at += page) {
        if (!readable(at)) continue;
        for (auto* record = reinterpret_cast<char*>(at); record < reinterpret_cast<char*>(at + page); record += 8) {
            double value;
            if (record + 64 > reinterpret_cast<char*>(at + page)) break;
            std::memcpy(&value, record + 56, sizeof value);
            if (value != wanted) continue;
            const auto put = [&](std::size_t offset, std::uint64_t wild, std::size_t size) { std::memcpy(record + offset, &wild, size); };
            if (how == wild_offset) put(40, std::uint64_t{1} << 60, 8);       // the first note
            if (how == wild_count) put(18, 60000, 2);                        // how many notes
            if (how == wild_enum) put(16, 200, 1);                           // the quality
            if (how == wild_row) put(4, 0x7FFFFFF0, 4);                      // the subject
            if (how == wild_value) put(56, 0x7FF8000000000000u, 8);          // not a number
            broken = true;
        }
    }
    return broken ? KITH_OK : KITH_INTERNAL;
}

kith_status unknown_message(const kith_run& run, const kith_evidence& evidence) {
    kith_finding finding{};
    finding.struct_size = sizeof finding;
    finding.message = 12345;
    finding.other = -1;
    finding.quality = KITH_VALUE;
    finding.oldest = finding.newest = KITH_NO_DATE;
    return evidence.finding(run.host->context, &finding);
}

kith_status run_it(const kith_run* run) {
    const auto& evidence = *static_cast<const kith_evidence*>(run->host->capability(KITH_EVIDENCE));
    const auto& progress = *static_cast<const kith_progress*>(run->host->capability(KITH_PROGRESS));
    const auto& log = *static_cast<const kith_log*>(run->host->capability(KITH_LOG));
    switch (static_cast<How>(run->parameters[0].integer)) {
        case well: fill(*run); return KITH_OK;
        case null_write: *static_cast<volatile int*>(nullptr) = 1; return KITH_OK;  // NOLINT: the fault
        case abort_: std::abort();
        case throw_: throw std::runtime_error("nobody catches this");
        case exit_: std::exit(7);
        case exit_ok: fill(*run); _exit(0);
        case loop: for (volatile bool on = true; on;) {}
            return KITH_OK;
        case loop_politely:
            while (progress.check(run->host->context) == KITH_OK) usleep(1000);
            return KITH_STOPPED;
        case stack: { volatile char start[1] = {0}; return deeper(start); }
        case write_input: *const_cast<std::int32_t*>(static_cast<const std::int32_t*>(run->segments[0].columns[0].values)) = 9; return KITH_OK;
        case nan_: fill(*run); run->columns[0].values[1] = std::nan(""); return KITH_OK;
        case bad_row: { kith_cell cell{}; cell.quality = KITH_VALUE; cell.row = -5; return evidence.row(run->host->context, 0, &cell, 1); }
        case too_many_rows: return rows(*run, evidence);
        case bad_finding: return bad_subject(*run, evidence);
        case out_of_bounds: std::memset(run->columns[0].values, 0x7F, std::size_t{1} << 30); return KITH_OK;
        case divide: return static_cast<kith_status>(run->people / zero);
        case error: log.fail(run->host->context, "the matrix\nis singular", 22); return KITH_NOT_CONVERGED;
        case no_memory: return grow();
        case sleep_: for (;;) pause();
        case half: fill(*run); for (std::uint64_t i = 0; i < run->columns[0].rows; i += 2) run->columns[0].qualities[i] = KITH_UNSAID; return KITH_OK;
        case stop_unasked: return KITH_STOPPED;
        case memory_bomb: return explode();
        case remap: return remap_input(*run);
        case wild_counters: return scribble(*run, 0xFF);
        case wild_lengths: return scribble(*run, 0x11);
        case finding: return good_finding(*run, evidence);
        case wild_offset: case wild_count: case wild_enum: case wild_row: case wild_value:
            return break_finding(*run, evidence, static_cast<How>(run->parameters[0].integer));
        case no_message: return unknown_message(*run, evidence);
    }
    return KITH_INTERNAL;
}

constexpr kith_analysis analysis{sizeof(kith_analysis), {TEST_ID, sizeof(TEST_ID) - 1}, {"1.0.0", 5}, run_it};

const void* capability(const char* id) {
#ifdef TEST_NO_ANALYSIS
    return id == nullptr ? &analysis : nullptr;
#else
    return std::string_view(id) == KITH_ANALYSIS_CAPABILITY ? &analysis : nullptr;
#endif
}

}  // namespace

extern "C" const kith_entry kith_plugin_entry = {sizeof(kith_entry), KITH_ABI_MAGIC, TEST_MAJOR, TEST_MINOR, 0, capability};
