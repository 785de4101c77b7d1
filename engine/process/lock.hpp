#pragma once
// Locks a program of ours that handles what others wrote: a plugin, a file. One mechanism for kith-worker and both readers, shut
// before the plugin is loaded or a byte of the file is looked at. What each lock forbids, and why some calls end the program and
// others are only refused: engine/decisions/0011-the-lock.md.
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/process/spawner.hpp"

namespace kith::process {

/// What stays possible.
struct LockPlan {
    enum class Work : std::uint8_t {
        runs_code,     // loads a library (lock), then runs it (lock_for_run): computes with what is mapped; all descriptors are closed
        reads_files    // reads what is open or mapped, makes sealed memory and sends it through a channel that is open
    };
    Work work = Work::reads_files;
    std::vector<std::filesystem::path> loadable;  // files, and folders with all below, that a library may be loaded from
    std::uint64_t memory = 0;                     // bytes on top of what is mapped when the lock shuts; 0: no limit
    std::uint64_t largest_block = 0;              // bytes of a block of shared memory that it makes; 0: it makes none
    std::uint64_t cpu_seconds = 0;                // of all threads together; 0: no limit
    bool threads = false;                         // may start threads
};

/// Shuts the lock and tells the parent which mechanisms took hold. To be called by a program of one thread; what the system does
/// not have is left out of the answer, what it has and refuses is an error. Nothing opens it again.
base::Result<Isolation> lock(const LockPlan& plan, BegunChild& begun);

/// The second stage, once the library is loaded: no file is opened any more and no code comes in.
base::Status lock_for_run(const LockPlan& plan, const Isolation& isolation);

/// The folders and files that the system's loader needs.
std::vector<std::filesystem::path> system_libraries();

/// Three quarters of the machine's memory, in bytes.
std::uint64_t memory_to_grant();

}  // namespace kith::process
