#pragma once
// What many megabytes hold, as a part of a digest (decision 0043).
#include <cstddef>
#include <span>

#include "engine/base/digest.hpp"

namespace kith::base {

/// Adds the length of `bytes` and their XXH3-128 (canonical) instead of the bytes themselves: ten times as fast as BLAKE2b. For what
/// tells one content from another; not where somebody would gain from two contents with the same digest. O(bytes).
DigestBuilder& add_content(DigestBuilder& digest, std::span<const std::byte> bytes);

}  // namespace kith::base
