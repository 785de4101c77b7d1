#pragma once
// Which ties came before: for assemble_ties alone.
#include <cstddef>
#include <cstdint>
#include <vector>

namespace kith::place {

/// Which (end, end, kind) came before. Open addressing.
class SeenTies {
public:
    /// That fit one 64-bit word: 67 million nodes, 4,096 kinds.
    static constexpr std::int64_t most_nodes = std::int64_t{1} << 26;
    static constexpr std::size_t most_kinds = std::size_t{1} << 12;

    explicit SeenTies(std::size_t expected) {
        std::size_t size = 64;
        while (size < expected * 2) size *= 2;
        keys_.assign(size, free_slot);
    }
    static std::uint64_t key_of(std::uint32_t a, std::uint32_t b, std::uint32_t kind) {
        return (static_cast<std::uint64_t>(a) << 38) | (static_cast<std::uint64_t>(b) << 12) | kind;
    }
    /// True when the tie is new.
    bool add(std::uint64_t key) {
        if (++count_ * 2 > keys_.size()) grow();
        return insert(key);
    }
    /// Says that this tie will be added soon: its slot lies anywhere in memory, and is on its way meanwhile. Always inline: gcc
    /// takes a function that only fetches ahead for one without effect, and leaves out the call.
    [[gnu::always_inline]] void soon(std::uint64_t key) const {
#if defined(__GNUC__)
        __builtin_prefetch(&keys_[slot_of(key)], 1);
#endif
    }

private:
    static constexpr std::uint64_t free_slot = ~std::uint64_t{0};
    std::size_t slot_of(std::uint64_t key) const {
        std::uint64_t h = key * 0x9E3779B97F4A7C15ull;
        h ^= h >> 32;
        return static_cast<std::size_t>(h) & (keys_.size() - 1);
    }
    bool insert(std::uint64_t key) {
        std::size_t slot = slot_of(key);
        for (; keys_[slot] != free_slot; slot = (slot + 1) & (keys_.size() - 1))
            if (keys_[slot] == key) return false;
        keys_[slot] = key;
        return true;
    }
    void grow() {
        std::vector<std::uint64_t> old(keys_.size() * 2, free_slot);
        old.swap(keys_);
        for (const std::uint64_t key : old)
            if (key != free_slot) insert(key);
    }
    std::vector<std::uint64_t> keys_;
    std::size_t count_ = 0;
};

}  // namespace kith::place
