#include "engine/process/landlock.hpp"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string>

#include "engine/process/descriptor.hpp"

namespace kith::process {
namespace {

// Newer than Debian 12's headers: linux/landlock.h of Linux 6.12.
constexpr std::uint64_t fs_truncate = 1u << 14, fs_ioctl_dev = 1u << 15;
constexpr std::uint64_t net_bind_tcp = 1u << 0, net_connect_tcp = 1u << 1;
constexpr std::uint64_t scope_abstract_socket = 1u << 0, scope_signal = 1u << 1;

struct Ruleset {
    std::uint64_t files = 0, network = 0, scoped = 0;
};

Ruleset ruleset_of(int version) {
    Ruleset made;
    made.files = (std::uint64_t{LANDLOCK_ACCESS_FS_MAKE_SYM} << 1) - 1;  // everything of the first version
    if (version >= 2) made.files |= LANDLOCK_ACCESS_FS_REFER;
    if (version >= 3) made.files |= fs_truncate;
    if (version >= 4) made.network = net_bind_tcp | net_connect_tcp;
    if (version >= 5) made.files |= fs_ioctl_dev;
    if (version >= 6) made.scoped = scope_abstract_socket | scope_signal;
    return made;
}

/// The kernel knows its own version's size only.
std::size_t size_of_ruleset(int version) { return version >= 6 ? 24 : version >= 4 ? 16 : 8; }

base::Error refused(const char* what) {
    return {base::Code::unavailable, std::string("The system refuses to lock files away (") + what + ": " + std::strerror(errno) + ")."};
}

}  // namespace

int landlock_version(int at_most) {
    const long version = syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return std::clamp(static_cast<int>(version), 0, std::max(at_most, 0));
}

base::Status lock_files(int version, std::span<const std::filesystem::path> readable) {
    const Ruleset rules = ruleset_of(version);
    const Descriptor ruleset(static_cast<int>(syscall(SYS_landlock_create_ruleset, &rules, size_of_ruleset(version), 0)));
    if (!ruleset.valid()) return refused("rules");
    for (const std::filesystem::path& path : readable) {
        const Descriptor place(open(path.c_str(), O_PATH | O_CLOEXEC));
        struct stat about;
        if (!place.valid() || fstat(place.get(), &about) != 0) continue;
        landlock_path_beneath_attr rule{};
        rule.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | (S_ISDIR(about.st_mode) ? std::uint64_t{LANDLOCK_ACCESS_FS_READ_DIR} : 0);
        rule.parent_fd = place.get();
        if (syscall(SYS_landlock_add_rule, ruleset.get(), LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0) return refused("a folder");
    }
    if (syscall(SYS_landlock_restrict_self, ruleset.get(), 0) != 0) return refused("itself");
    return {};
}

}  // namespace kith::process
