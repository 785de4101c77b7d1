#pragma once
// Small helpers for words in messages.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace kith::base {

/// The known word nearest to `word` (by insertions, deletions, changes and swaps of neighbours: at most a third of its length,
/// rounded up), or "" when none is near.
std::string_view nearest_word(std::string_view word, std::span<const std::string_view> known);
/// 1234567 -> "1,234,567".
std::string grouped(std::int64_t number);
/// "1 tie", "2 ties": `grouped(number) + ' ' + singular`, with `plural` (default: singular + 's') unless the number is 1.
std::string counted(std::int64_t number, std::string_view singular, std::string_view plural = {});
/// Lower case of ASCII letters; the rest is kept.
std::string lower(std::string_view text);
/// Without spaces, tabs and line ends at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace kith::base
