#include "engine/process/isolation.hpp"

namespace kith::process {

std::string Isolation::words() const {
    std::string list;
    const auto add = [&list](const std::string& word) { list += (list.empty() ? "" : ", ") + word; };
    if (no_new_privileges) add("no new privileges");
    if (landlock > 0) add("Landlock " + std::to_string(landlock));
    if (calls) add("seccomp");
    if (namespaces) add("namespaces");
    if (limits) add("limits");
    return list.empty() ? "none" : list;
}

std::uint64_t Isolation::code() const {
    return 1u | (no_new_privileges ? 2u : 0u) | (calls ? 4u : 0u) | (namespaces ? 8u : 0u) | (limits ? 16u : 0u) |
           static_cast<std::uint64_t>(landlock) << 8;
}

Isolation Isolation::from_code(std::uint64_t code) {
    Isolation made;
    made.no_new_privileges = (code & 2u) != 0;
    made.calls = (code & 4u) != 0;
    made.namespaces = (code & 8u) != 0;
    made.limits = (code & 16u) != 0;
    made.landlock = static_cast<int>(code >> 8 & 0xFFu);
    return made;
}

}  // namespace kith::process
