#pragma once
// Memory that crosses a process. Sealed: nobody can ever write or resize it again, so whoever is given the descriptor can
// read but not change it, and need not copy it. Shared: two processes write it, neither can resize it.
#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "engine/base/status.hpp"
#include "engine/column/memory.hpp"
#include "engine/process/descriptor.hpp"

namespace kith::process {

/// A column::Allocator: a zeroed block of `size` bytes that `seal` closes for good. The sealed memory has a descriptor().
base::Result<std::unique_ptr<column::WritableMemory>> sealed_memory(std::size_t size);

/// Maps a sealed block that another process made. Refused when a seal is missing (its maker could still change it under
/// our eyes) or when it holds more than `at_most` bytes. What is inside is not checked: see column::Trust::untrusted.
base::Result<std::shared_ptr<const column::Memory>> open_sealed(Descriptor descriptor, std::size_t at_most);

/// The same bytes in sealed memory: itself when it has a descriptor already, else one copy.
base::Result<std::shared_ptr<const column::Memory>> sealed_copy(const std::shared_ptr<const column::Memory>& memory);

/// A block of fixed size that two processes write. What the other side wrote is data to be checked, and may change until
/// that process has ended. Pages never touched cost nothing.
class SharedBlock {
public:
    /// Zeroed.
    static base::Result<SharedBlock> create(std::size_t size);
    /// The other side's: refused when it could still be resized, or is smaller than `at_least`.
    static base::Result<SharedBlock> open(Descriptor descriptor, std::size_t at_least);
    SharedBlock(SharedBlock&&) noexcept;
    SharedBlock& operator=(SharedBlock&&) noexcept;
    ~SharedBlock();

    std::span<std::byte> bytes() const { return {data_, size_}; }
    int descriptor() const { return descriptor_.get(); }
    /// Seals what was written, for good, and keeps it to read. Refused while any other process could still write it: to be
    /// called when the child has ended.
    base::Result<std::shared_ptr<const column::Memory>> freeze() &&;

private:
    SharedBlock(Descriptor descriptor, std::byte* data, std::size_t size)
        : descriptor_(std::move(descriptor)), data_(data), size_(size) {}
    static base::Result<SharedBlock> map(Descriptor descriptor, std::size_t size);
    Descriptor descriptor_;
    std::byte* data_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace kith::process
