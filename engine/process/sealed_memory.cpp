#include "engine/process/sealed_memory.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#include "engine/column/memory_in_pieces.hpp"

namespace kith::process {
namespace {

constexpr int size_seals = F_SEAL_GROW | F_SEAL_SHRINK;
constexpr int all_seals = size_seals | F_SEAL_WRITE | F_SEAL_SEAL;

base::Error refused(std::string_view what) {
    const int reason = errno;
    const std::string words = std::string(what) + " (" + std::strerror(reason) + ").";
    if (reason == ENOMEM || reason == ENOSPC) return {base::Code::too_large, words + " Close other programs or take a smaller place."};
    return {base::Code::unavailable, words};
}

base::Result<Descriptor> block_of(std::size_t size) {
    Descriptor descriptor(memfd_create("kith", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!descriptor.valid()) return refused("The system gives no shared memory");
    if (ftruncate(descriptor.get(), static_cast<off_t>(size)) != 0) return refused("The system gives no shared memory of this size");
    return descriptor;
}

class Mapped final : public column::Memory {
public:
    Mapped(Descriptor descriptor, void* data, std::size_t size)
        : descriptor_(std::move(descriptor)), data_(static_cast<const std::byte*>(data)), size_(size) {}
    ~Mapped() override { munmap(const_cast<std::byte*>(data_), size_); }
    Mapped(const Mapped&) = delete;
    Mapped& operator=(const Mapped&) = delete;
    std::span<const std::byte> bytes() const override { return {data_, size_}; }
    int descriptor() const override { return descriptor_.get(); }

private:
    Descriptor descriptor_;
    const std::byte* data_;
    std::size_t size_;
};

/// A private mapping: before Linux 6.7 a write-sealed block cannot be mapped shared, not even to read. The pages are the
/// same ones either way as long as nobody writes, and nobody can.
base::Result<std::shared_ptr<const column::Memory>> map_sealed(Descriptor descriptor, std::size_t size) {
    void* data = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor.get(), 0);
    if (data == MAP_FAILED) return refused("A sealed block could not be mapped");
    return std::shared_ptr<const column::Memory>(std::make_shared<Mapped>(std::move(descriptor), data, size));
}

/// Sealing against writing is refused for a moment while the kernel holds a page, or a child that is just starting still has our
/// mappings: that passes, so it is tried again for up to five seconds.
bool add_seals(int descriptor, int seals) {
    for (int attempt = 0; attempt < 500; ++attempt) {
        if (fcntl(descriptor, F_ADD_SEALS, seals) == 0) return true;
        if (errno != EBUSY) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

class Unsealed final : public column::MemoryInPieces {
public:
    Unsealed(Descriptor descriptor, void* data, std::size_t size)
        : descriptor_(std::move(descriptor)), data_(static_cast<std::byte*>(data)), size_(size) {}
    ~Unsealed() override {
        if (data_ != nullptr) munmap(data_, size_);
    }
    Unsealed(const Unsealed&) = delete;
    Unsealed& operator=(const Unsealed&) = delete;
    std::span<std::byte> bytes() override { return {data_, size_}; }

    /// Written, not copied through the mapping: the kernel then neither clears a page first nor fills a page table that `seal` takes
    /// down again, and memory that has run out is an error, not a signal.
    base::Status put(std::size_t offset, std::span<const std::byte> from) override {
        if (from.empty()) return {};
        if (lseek(descriptor_.get(), static_cast<off_t>(offset), SEEK_SET) < 0) return refused("A block of memory could not be written");
        while (!from.empty()) {
            const ssize_t count = write(descriptor_.get(), from.data(), from.size());
            if (count > 0) from = from.subspan(static_cast<std::size_t>(count));
            else if (count == 0 || errno != EINTR) return refused("A block of memory could not be written");
        }
        return {};
    }

    base::Result<std::shared_ptr<const column::Memory>> seal() && override {
        munmap(data_, size_);  // while anybody can write through a mapping, the seal is refused
        data_ = nullptr;
        if (!add_seals(descriptor_.get(), all_seals)) return refused("A block of memory could not be sealed");
        return map_sealed(std::move(descriptor_), size_);
    }

private:
    Descriptor descriptor_;
    std::byte* data_;
    std::size_t size_;
};

/// The size of a received block that has at least `seals`; an error names what is wrong with it.
base::Result<std::size_t> size_with_seals(const Descriptor& descriptor, int seals) {
    const int found = fcntl(descriptor.get(), F_GET_SEALS);
    if (found < 0) return base::bad_input("A block from another process is no sealed memory; it was not used.");
    if ((found & seals) != seals) return base::bad_input("A block from another process could still be changed; it was not used.");
    struct stat about;
    if (fstat(descriptor.get(), &about) != 0) return refused("A block from another process could not be measured");
    if (about.st_size <= 0) return base::bad_input("A block from another process is empty; it was not used.");
    return static_cast<std::size_t>(about.st_size);
}

}  // namespace

void Descriptor::reset(int value) {
    if (value_ >= 0) close(value_);
    value_ = value;
}

base::Result<std::unique_ptr<column::WritableMemory>> sealed_memory(std::size_t size) {
    const std::size_t room = size == 0 ? 1 : size;
    auto descriptor = block_of(room);
    if (!descriptor) return descriptor.error();
    void* data = mmap(nullptr, room, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor->get(), 0);
    if (data == MAP_FAILED) return refused("The system gives no memory for a table of this size");
    return std::unique_ptr<column::WritableMemory>(std::make_unique<Unsealed>(std::move(*descriptor), data, room));
}

base::Result<std::shared_ptr<const column::Memory>> open_sealed(Descriptor descriptor, std::size_t at_most) {
    auto size = size_with_seals(descriptor, all_seals);
    if (!size) return size.error();
    if (*size > at_most) return base::Error{base::Code::too_large, "A block from another process is larger than agreed; it was not used."};
    return map_sealed(std::move(descriptor), *size);
}

base::Result<std::shared_ptr<const column::Memory>> sealed_copy(const std::shared_ptr<const column::Memory>& memory) {
    if (memory->descriptor() >= 0) return memory;
    auto copy = sealed_memory(memory->bytes().size());
    if (!copy) return copy.error();
    if (base::Status status = column::put(**copy, 0, memory->bytes()); !status) return status.error();
    return std::move(**copy).seal();
}

base::Result<SharedBlock> SharedBlock::map(Descriptor descriptor, std::size_t size) {
    void* data = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor.get(), 0);
    if (data == MAP_FAILED) return refused("A shared block could not be mapped");
    return SharedBlock(std::move(descriptor), static_cast<std::byte*>(data), size);
}

base::Result<SharedBlock> SharedBlock::create(std::size_t size) {
    const std::size_t room = size == 0 ? 1 : size;
    auto descriptor = block_of(room);
    if (!descriptor) return descriptor.error();
    if (fcntl(descriptor->get(), F_ADD_SEALS, size_seals) != 0) return refused("A shared block could not be sealed");
    return map(std::move(*descriptor), room);
}

base::Result<SharedBlock> SharedBlock::open(Descriptor descriptor, std::size_t at_least) {
    auto size = size_with_seals(descriptor, size_seals);
    if (!size) return size.error();
    if (*size < at_least) return base::bad_input("A shared block is smaller than agreed; it was not used.");
    return map(std::move(descriptor), *size);
}

base::Result<std::shared_ptr<const column::Memory>> SharedBlock::freeze() && {
    munmap(std::exchange(data_, nullptr), size_);
    if (!add_seals(descriptor_.get(), F_SEAL_WRITE | F_SEAL_SEAL))
        return base::bad_input("A shared block could still be changed by another process; it was not used.");
    return map_sealed(std::move(descriptor_), size_);
}

SharedBlock::SharedBlock(SharedBlock&& other) noexcept
    : descriptor_(std::move(other.descriptor_)), data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

SharedBlock& SharedBlock::operator=(SharedBlock&& other) noexcept {
    if (this != &other) {
        if (data_ != nullptr) munmap(data_, size_);
        descriptor_ = std::move(other.descriptor_);
        data_ = std::exchange(other.data_, nullptr);
        size_ = std::exchange(other.size_, 0);
    }
    return *this;
}

SharedBlock::~SharedBlock() {
    if (data_ != nullptr) munmap(data_, size_);
}

}  // namespace kith::process
