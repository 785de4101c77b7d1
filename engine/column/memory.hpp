#pragma once
// The memory that segments live in: written once, sealed, then read by everybody.
#include <cstddef>
#include <functional>
#include <memory>
#include <span>

#include "engine/base/status.hpp"

namespace kith::column {

/// A block of bytes, aligned to 64. Read-only once sealed.
class Memory {
public:
    virtual ~Memory() = default;
    virtual std::span<const std::byte> bytes() const = 0;
    /// A descriptor that another process can map, or -1 for memory of this process alone.
    virtual int descriptor() const { return -1; }
};

/// A block while it is written. `seal` gives it away for good.
class WritableMemory {
public:
    virtual ~WritableMemory() = default;
    virtual std::span<std::byte> bytes() = 0;
    virtual base::Result<std::shared_ptr<const Memory>> seal() && = 0;
};

/// Makes a zeroed block of `size` bytes. `heap_memory` here; `process::sealed_memory` for what crosses a process.
using Allocator = std::function<base::Result<std::unique_ptr<WritableMemory>>(std::size_t size)>;
base::Result<std::unique_ptr<WritableMemory>> heap_memory(std::size_t size);

/// Somebody else's bytes, kept alive by the caller: for tests and for blocks already mapped.
std::shared_ptr<const Memory> borrowed_memory(std::span<const std::byte> bytes);

}  // namespace kith::column
