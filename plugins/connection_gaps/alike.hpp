#pragma once
// What two people have in common: interests that both have, and offers of one that the other wants.
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace kith::connection_gaps {

/// A column of lists of words: codes of person p are codes[offsets[p]] … codes[offsets[p + 1] - 1]. Empty: nothing recorded.
struct Words {
    std::span<const std::int64_t> offsets{};
    std::span<const std::int32_t> codes{};
    std::vector<std::string_view> dictionary;
    std::span<const std::uint8_t> states{};  // 0: known; empty: all known

    std::span<const std::int32_t> of(std::size_t person) const {
        if (offsets.empty() || (!states.empty() && states[person] != 0)) return {};
        return codes.subspan(static_cast<std::size_t>(offsets[person]), static_cast<std::size_t>(offsets[person + 1] - offsets[person]));
    }
};

/// What one person offers and the other is looking for.
struct Offer {
    std::int32_t giver = 0;
    std::int32_t taker = 0;
    std::int32_t code = 0;  // of the column of offers
    bool operator==(const Offer&) const = default;
};
struct Common {
    std::vector<std::int32_t> interests;  // codes of the column of interests, in the order of the first person's list
    std::vector<Offer> offers;
    std::size_t count() const { return interests.size() + offers.size(); }
};

/// Words are the same when they are spelt the same but for case and spaces at their ends.
class Gifts {
public:
    Gifts(std::size_t people, const Words& interests, const Words& offers, const Words& wants);
    /// How many things two people have in common. O(1) where the place uses at most 64 different interests and 64 different
    /// gifts; with more, a signature of 64 bits a list still tells most strangers apart without reading the lists.
    std::int32_t count(std::int32_t a, std::int32_t b) const;
    /// Hints that `count` will be asked with this person: signatures lie anywhere in memory.
    void soon(std::int32_t person) const {
#if defined(__GNUC__)
        __builtin_prefetch(&signatures_[static_cast<std::size_t>(person)]);
#else
        (void)person;
#endif
    }
    /// The same things, named.
    Common common(std::int32_t a, std::int32_t b) const;
    /// Is anything recorded that somebody could share?
    bool any(std::int32_t person) const;

private:
    struct alignas(32) Signature {
        std::uint64_t interests = 0, offers = 0, wants = 0;
    };
    template <class Found>
    void offers_met(std::int32_t giver, std::int32_t taker, const Found& found) const;
    template <class Found>
    void interests_shared(std::int32_t a, std::int32_t b, const Found& found) const;

    const Words& interests_;
    const Words& offers_;
    const Words& wants_;
    std::vector<std::int32_t> interest_ids_, offer_ids_, want_ids_;  // of a code: one id for one word, offers and wants alike
    bool exact_ = false;                                             // every id has a bit of its own
    std::vector<Signature> signatures_;
};

}  // namespace kith::connection_gaps
