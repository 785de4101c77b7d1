#include "engine/column/memory.hpp"

#include <sys/mman.h>

#include <cstdint>
#include <cstdlib>

namespace kith::column {
namespace {

struct Free {
    void operator()(void* p) const { std::free(p); }
};
using Owned = std::unique_ptr<void, Free>;

class HeapMemory final : public Memory {
public:
    HeapMemory(Owned owned, std::span<std::byte> bytes) : owned_(std::move(owned)), bytes_(bytes) {}
    std::span<const std::byte> bytes() const override { return bytes_; }

private:
    Owned owned_;
    std::span<std::byte> bytes_;
};

class HeapWritable final : public WritableMemory {
public:
    HeapWritable(Owned owned, std::span<std::byte> bytes) : owned_(std::move(owned)), bytes_(bytes) {}
    std::span<std::byte> bytes() override { return bytes_; }
    base::Result<std::shared_ptr<const Memory>> seal() && override {
        return std::shared_ptr<const Memory>(std::make_shared<HeapMemory>(std::move(owned_), bytes_));
    }

private:
    Owned owned_;
    std::span<std::byte> bytes_;
};

class BorrowedMemory final : public Memory {
public:
    explicit BorrowedMemory(std::span<const std::byte> bytes) : bytes_(bytes) {}
    std::span<const std::byte> bytes() const override { return bytes_; }

private:
    std::span<const std::byte> bytes_;
};

/// Asks for large pages where a block holds any: a fault for 2 MiB instead of one for each 4 KiB. Whether it gets them is the system's
/// business.
void ask_for_large_pages(void* start, std::size_t size) {
    constexpr std::uintptr_t large = std::uintptr_t{2} << 20;
    const auto begin = (reinterpret_cast<std::uintptr_t>(start) + large - 1) / large * large, end = (reinterpret_cast<std::uintptr_t>(start) + size) / large * large;
    if (begin < end) madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
}

}  // namespace

base::Result<std::unique_ptr<WritableMemory>> heap_memory(std::size_t size) {
    constexpr std::size_t alignment = 64;
    // calloc knows which pages come cleared from the system: a large block is not written before it is written.
    std::size_t room = (size == 0 ? alignment : size) + alignment;
    Owned owned(std::calloc(1, room));
    void* start = owned.get();
    if (start == nullptr || std::align(alignment, room - alignment, start, room) == nullptr)
        return base::Error{base::Code::too_large, "Not enough memory for a table of this size."};
    ask_for_large_pages(start, size);
    return std::unique_ptr<WritableMemory>(
        std::make_unique<HeapWritable>(std::move(owned), std::span(static_cast<std::byte*>(start), size)));
}

std::shared_ptr<const Memory> borrowed_memory(std::span<const std::byte> bytes) {
    return std::make_shared<BorrowedMemory>(bytes);
}

}  // namespace kith::column
