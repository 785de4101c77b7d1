#pragma once
// Which locks hold a process.
#include <cstdint>
#include <string>

namespace kith::process {

struct Isolation {
    bool no_new_privileges = false;  // nor a core file, nor a debugger's look
    int landlock = 0;                // version of Landlock; 0: none
    bool calls = false;              // system calls are filtered (seccomp)
    bool namespaces = false;         // of its own: users, network, messages
    bool limits = false;             // of memory, time, files

    /// Can neither open files, reach the network nor touch other programs.
    bool locked() const { return no_new_privileges && landlock > 0 && calls; }
    /// "no new privileges, Landlock 7, seccomp, namespaces, limits"; "none".
    std::string words() const;

    /// As one number above 0, and back.
    std::uint64_t code() const;
    static Isolation from_code(std::uint64_t code);
};

/// What a system of the newest kind has: no test in a newer Kith would notice that it asks for less.
inline constexpr int newest_landlock = 99;

}  // namespace kith::process
