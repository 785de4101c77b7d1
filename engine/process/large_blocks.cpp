// Large blocks in large pages. A place's columns are vectors of many megabytes; the kernel gives each of their 4 KiB pages at the
// first touch, and for a city that alone was a third of the time. Blocks of 2 MiB and more ask for huge pages instead; whether they
// get them is the system's business. Linked into programs, not into libraries or tests: operator new belongs to a whole program.
#include <malloc.h>
#include <sys/mman.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

// The sanitizers replace these themselves.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

namespace {

constexpr std::size_t page = std::size_t{2} << 20;

// Each such block is a mapping of its own, which goes back to the system when it is freed: without this glibc raises the bound as
// it sees large blocks freed, and keeps them.
const int fixed_bound = mallopt(M_MMAP_THRESHOLD, static_cast<int>(page));

void* take(std::size_t size, std::size_t alignment) noexcept {
    if (size < page || size > SIZE_MAX - page) {
        if (alignment <= alignof(std::max_align_t)) return std::malloc(size == 0 ? 1 : size);
        return size > SIZE_MAX - alignment ? nullptr : std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
    }
    const std::size_t room = (size + page - 1) / page * page;
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

}  // namespace

void* operator new(std::size_t size) { return take_or_throw(size, alignof(std::max_align_t)); }
void* operator new(std::size_t size, std::align_val_t alignment) { return take_or_throw(size, static_cast<std::size_t>(alignment)); }
void operator delete(void* block) noexcept { std::free(block); }
void operator delete(void* block, std::size_t) noexcept { std::free(block); }
void operator delete(void* block, std::align_val_t) noexcept { std::free(block); }
void operator delete(void* block, std::size_t, std::align_val_t) noexcept { std::free(block); }

#endif
