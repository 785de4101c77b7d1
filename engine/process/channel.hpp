#pragma once
// Letters between two processes of ours: a few bytes and some descriptors each, whole or not at all.
#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/process/descriptor.hpp"

namespace kith::process {

inline constexpr std::size_t letter_bytes = 32768;
inline constexpr std::size_t letter_descriptors = 32;

struct Letter {
    std::string text;
    std::vector<Descriptor> descriptors;
};

/// Two connected ends; the second goes to the child.
base::Result<std::pair<Descriptor, Descriptor>> make_channel();
/// At most `letter_bytes` and `letter_descriptors`. The descriptors stay the sender's too.
base::Status send_letter(int channel, std::string_view text, std::span<const int> descriptors = {});
/// The next letter; nothing when the other end is closed and all is read; an error when `at_most` has passed (timed_out)
/// or a letter was cut. Poll `channel` to wait for several things at once.
base::Result<std::optional<Letter>> receive_letter(int channel, std::chrono::milliseconds at_most);

}  // namespace kith::process
