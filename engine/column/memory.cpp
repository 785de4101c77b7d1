#include "engine/column/memory.hpp"

#include <sys/mman.h>

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

/// Fresh pages of the system, which are zero: nothing is written that is about to be written over.
class MappedMemory final : public Memory {
public:
    MappedMemory(std::byte* data, std::size_t size) : data_(data), size_(size) {}
    ~MappedMemory() override { munmap(data_, size_); }
    MappedMemory(const MappedMemory&) = delete;
    MappedMemory& operator=(const MappedMemory&) = delete;
    std::span<const std::byte> bytes() const override { return {data_, size_}; }
    std::span<std::byte> writable() { return {data_, size_}; }

private:
    std::byte* data_;
    std::size_t size_;
};

class MappedWritable final : public WritableMemory {
public:
    explicit MappedWritable(std::shared_ptr<MappedMemory> memory) : memory_(std::move(memory)) {}
    std::span<std::byte> bytes() override { return memory_->writable(); }
    base::Result<std::shared_ptr<const Memory>> seal() && override { return std::shared_ptr<const Memory>(std::move(memory_)); }

private:
    std::shared_ptr<MappedMemory> memory_;
};

base::Error no_memory() { return {base::Code::too_large, "Not enough memory for a table of this size."}; }

base::Result<std::unique_ptr<WritableMemory>> mapped_memory(std::size_t size) {
    void* data = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (data == MAP_FAILED) return no_memory();
    madvise(data, size, MADV_HUGEPAGE);
    return std::unique_ptr<WritableMemory>(
        std::make_unique<MappedWritable>(std::make_shared<MappedMemory>(static_cast<std::byte*>(data), size)));
}

class BorrowedMemory final : public Memory {
public:
    explicit BorrowedMemory(std::span<const std::byte> bytes) : bytes_(bytes) {}
    std::span<const std::byte> bytes() const override { return bytes_; }

private:
    std::span<const std::byte> bytes_;
};

}  // namespace

base::Result<std::unique_ptr<WritableMemory>> heap_memory(std::size_t size) {
    constexpr std::size_t large = std::size_t{1} << 20;  // below it the sanitizers watch every byte
    if (size >= large) return mapped_memory(size);
    const std::size_t room = (size + 63) / 64 * 64;
    auto* raw = static_cast<std::byte*>(::operator new(room, alignment, std::nothrow));
    if (raw == nullptr) return no_memory();
    std::memset(raw, 0, room);
    return std::unique_ptr<WritableMemory>(
        std::make_unique<HeapWritable>(std::unique_ptr<std::byte, Free>(raw), size));
}

std::shared_ptr<const Memory> borrowed_memory(std::span<const std::byte> bytes) {
    return std::make_shared<BorrowedMemory>(bytes);
}

}  // namespace kith::column
