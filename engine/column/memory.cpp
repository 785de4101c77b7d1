#include "engine/column/memory.hpp"

#include <cstring>
#include <new>

namespace kith::column {
namespace {

constexpr std::align_val_t block_alignment{64};

struct Free {
    void operator()(void* p) const { ::operator delete(p, block_alignment); }
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

}  // namespace

base::Result<std::unique_ptr<WritableMemory>> heap_memory(std::size_t size) {
    // By operator new, which in a program of ours has large pages for a large block (process/large_blocks.cpp): clearing those once more
    // costs less than a fault for each small one.
    Owned owned(::operator new(size == 0 ? 1 : size, block_alignment, std::nothrow));
    if (owned == nullptr) return base::Error{base::Code::too_large, "Not enough memory for a table of this size."};
    auto* start = static_cast<std::byte*>(owned.get());
    if (size != 0) std::memset(start, 0, size);
    return std::unique_ptr<WritableMemory>(std::make_unique<HeapWritable>(std::move(owned), std::span(start, size)));
}

std::shared_ptr<const Memory> borrowed_memory(std::span<const std::byte> bytes) {
    return std::make_shared<BorrowedMemory>(bytes);
}

}  // namespace kith::column
