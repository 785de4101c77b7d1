// Large blocks in large pages. A place's columns are vectors of many megabytes; the kernel gives each of their 4 KiB pages at the
// first touch, and for a city that alone was a third of the time. Blocks of 2 MiB and more ask for huge pages instead; whether they
// get them is the system's business. A few freed ones are kept for the next that fits, which saves the kernel from clearing their
// pages again. Linked into programs, not into libraries or tests: operator new belongs to a whole program.
#include <malloc.h>
#include <sys/mman.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <new>

// The sanitizers replace these themselves.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

namespace {

constexpr std::size_t page = std::size_t{2} << 20;

// Each such block is a mapping of its own, which goes back to the system when it is freed: without this glibc raises the bound as
// it sees large blocks freed, and keeps them.
const int fixed_bound = mallopt(M_MMAP_THRESHOLD, static_cast<int>(page));

/// Freed blocks that wait for the next use: `most` bytes at once, which is what a peak can grow by.
class Kept {
public:
    /// The smallest kept block of `room` bytes or up to half as much again, or nullptr.
    void* take(std::size_t room) noexcept {
        const std::lock_guard lock(mutex_);
        Block* best = nullptr;
        for (Block& block : blocks_)
            if (block.room >= room && block.room <= room + room / 2 && (best == nullptr || block.room < best->room)) best = &block;
        if (best == nullptr) return nullptr;
        held_ -= best->room;
        best->room = 0;
        return best->start;
    }
    /// False when it is to go back to the system.
    bool keep(void* start, std::size_t room) noexcept {
        const std::lock_guard lock(mutex_);
        if (room > most - held_) return false;
        for (Block& block : blocks_) {
            if (block.room != 0) continue;
            block = {start, room};
            held_ += room;
            return true;
        }
        return false;
    }

private:
    struct Block {
        void* start = nullptr;
        std::size_t room = 0;
    };
    static constexpr std::size_t most = std::size_t{64} << 20;
    std::mutex mutex_;
    std::array<Block, 32> blocks_{};
    std::size_t held_ = 0;
};
constinit Kept kept;

void* take(std::size_t size, std::size_t alignment) noexcept {
    if (size < page || size > SIZE_MAX - page) {
        if (alignment <= alignof(std::max_align_t)) return std::malloc(size == 0 ? 1 : size);
        return size > SIZE_MAX - alignment ? nullptr : std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
    }
    const std::size_t room = (size + page - 1) / page * page;
    if (void* again = kept.take(room); again != nullptr) return again;
    void* block = std::aligned_alloc(page, room);
    if (block != nullptr) madvise(block, room, MADV_HUGEPAGE);
    return block;
}

void* take_or_throw(std::size_t size, std::size_t alignment) {
    for (;;) {
        if (void* block = take(size, alignment); block != nullptr) return block;
        const std::new_handler handler = std::get_new_handler();
        if (handler == nullptr) throw std::bad_alloc();
        handler();
    }
}

void give_back(void* block) noexcept {
    if (block == nullptr) return;
    // What malloc can use of a mapping may be a little more than was asked for; whole pages of it are ours.
    const std::size_t room = malloc_usable_size(block) / page * page;
    if (room != 0 && kept.keep(block, room)) return;
    std::free(block);
}

}  // namespace

void* operator new(std::size_t size) { return take_or_throw(size, alignof(std::max_align_t)); }
void* operator new(std::size_t size, std::align_val_t alignment) { return take_or_throw(size, static_cast<std::size_t>(alignment)); }
void operator delete(void* block) noexcept { give_back(block); }
void operator delete(void* block, std::size_t) noexcept { give_back(block); }
void operator delete(void* block, std::align_val_t) noexcept { give_back(block); }
void operator delete(void* block, std::size_t, std::align_val_t) noexcept { give_back(block); }

#endif
