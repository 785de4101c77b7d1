#include "engine/column/memory.hpp"

#include <cstring>
#include <new>

namespace kith::column {
namespace {

constexpr std::align_val_t alignment{64};

struct Free {
    void operator()(std::byte* p) const { ::operator delete(p, alignment); }
};

class HeapMemory final : public Memory {
public:
    HeapMemory(std::unique_ptr<std::byte, Free> data, std::size_t size) : data_(std::move(data)), size_(size) {}
    std::span<const std::byte> bytes() const override { return {data_.get(), size_}; }

private:
    std::unique_ptr<std::byte, Free> data_;
    std::size_t size_;
};

class HeapWritable final : public WritableMemory {
public:
    HeapWritable(std::unique_ptr<std::byte, Free> data, std::size_t size) : data_(std::move(data)), size_(size) {}
    std::span<std::byte> bytes() override { return {data_.get(), size_}; }
    base::Result<std::shared_ptr<const Memory>> seal() && override {
        return std::shared_ptr<const Memory>(std::make_shared<HeapMemory>(std::move(data_), size_));
    }

private:
    std::unique_ptr<std::byte, Free> data_;
    std::size_t size_;
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
    const std::size_t room = (size + 63) / 64 * 64;
    auto* raw = static_cast<std::byte*>(::operator new(room, alignment, std::nothrow));
    if (raw == nullptr) return base::Error{base::Code::too_large, "Not enough memory for a table of this size."};
    std::memset(raw, 0, room);
    return std::unique_ptr<WritableMemory>(
        std::make_unique<HeapWritable>(std::unique_ptr<std::byte, Free>(raw), size));
}

std::shared_ptr<const Memory> borrowed_memory(std::span<const std::byte> bytes) {
    return std::make_shared<BorrowedMemory>(bytes);
}

}  // namespace kith::column
