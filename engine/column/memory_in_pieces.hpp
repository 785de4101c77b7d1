#pragma once
// Memory that is cheaper to hand bytes to than to write through its mapping.
#include <algorithm>

#include "engine/column/memory.hpp"

namespace kith::column {

class MemoryInPieces : public WritableMemory {
public:
    /// Copies `from` to where it belongs: the same as through bytes(). An error where the system has no memory left for it.
    virtual base::Status put(std::size_t offset, std::span<const std::byte> from) = 0;
};

/// Copies `from` to `offset` of any block, in the cheapest way that it has.
inline base::Status put(WritableMemory& block, std::size_t offset, std::span<const std::byte> from) {
    if (auto* pieces = dynamic_cast<MemoryInPieces*>(&block); pieces != nullptr) return pieces->put(offset, from);
    std::copy(from.begin(), from.end(), block.bytes().begin() + static_cast<std::ptrdiff_t>(offset));
    return {};
}

}  // namespace kith::column
