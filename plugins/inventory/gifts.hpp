#pragma once
// Gifts of people as counts: head, hands, heart, connection, experience (domain 2.1). Never whose.
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace kith::inventory {

inline constexpr int gift_kinds = 5;
/// After the five: a word that the table does not know.
inline constexpr int other_gift = 5;

/// 0 head, 1 hands, 2 heart, 3 connection, 4 experience, or other_gift: by the table of data/gifts.csv, whatever the case and
/// with `_` for a space. O(log words).
int gift_of(std::string_view word);

/// Of the people of one area.
struct GiftCount {
    std::array<std::int64_t, gift_kinds + 1> by_kind{};
    std::int64_t people = 0;       // who told of a gift
    std::int64_t not_told = 0;     // participants of whom nothing is recorded
    std::int64_t gifts() const;
};

/// Adds one person's gifts: the kinds of the words of offers and interests, each word once.
void add_person(GiftCount& count, std::span<const int> kinds);

}  // namespace kith::inventory
