// Blocks of 2 MiB and more, taken and given back in turn by several threads: whoever holds one finds in it what they wrote.
// Linked with the program's own operator new, which keeps a few freed blocks for the next use.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <thread>
#include <vector>

namespace large_blocks_test {

constexpr std::size_t mebibyte = std::size_t{1} << 20;

struct Held {
    std::unique_ptr<std::uint64_t[]> words;
    std::size_t size = 0;
    std::uint64_t mark = 0;
};

Held take(std::size_t bytes, std::uint64_t mark) {
    Held held{std::make_unique_for_overwrite<std::uint64_t[]>(bytes / 8), bytes / 8, mark};
    for (std::size_t i = 0; i < held.size; i += 64) held.words[i] = mark + i;
    held.words[held.size - 1] = mark;
    return held;
}

bool intact(const Held& held) {
    for (std::size_t i = 0; i + 1 < held.size; i += 64)
        if (held.words[i] != held.mark + i) return false;
    return held.words[held.size - 1] == held.mark;
}

TEST(LargeBlocks, HoldWhatWasWritten) {
    std::atomic<int> spoilt{0};
    const auto work = [&](std::uint64_t self) {
        std::vector<Held> held(6);
        for (std::uint64_t turn = 0; turn < 120; ++turn) {
            Held& one = held[turn % held.size()];
            if (one.words != nullptr && !intact(one)) ++spoilt;
            one = {};
            // From just under a block of its own to 40 MiB, never twice the same in a row.
            one = take(mebibyte + (turn * 7 + self * 3) % 40 * mebibyte, self << 48 | turn << 32);
        }
        for (const Held& one : held)
            if (!intact(one)) ++spoilt;
    };
    std::vector<std::thread> threads;
    for (std::uint64_t self = 1; self <= 3; ++self) threads.emplace_back(work, self);
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(spoilt, 0);
}

TEST(LargeBlocks, StandWhereTheyWereAskedToStand) {
    for (const std::size_t alignment : {std::size_t{64}, std::size_t{4096}, 2 * mebibyte}) {
        for (const std::size_t size : {std::size_t{100}, mebibyte, 3 * mebibyte, 5 * mebibyte}) {
            void* block = ::operator new(size, std::align_val_t{alignment});
            EXPECT_EQ(reinterpret_cast<std::uintptr_t>(block) % alignment, 0u) << size;
            std::memset(block, 1, size);
            ::operator delete(block, std::align_val_t{alignment});
        }
    }
}

}  // namespace large_blocks_test
