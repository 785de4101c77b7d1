#include "plugins/inventory/gifts.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace kith::inventory {
namespace {

struct Known {
    std::string_view word;
    int gift;
};
// Made from data/gifts.csv when the build is configured.
constexpr auto table = [] {
    auto words = std::to_array<Known>({
#include "plugins/inventory/gift_words.inc"
    });
    std::sort(words.begin(), words.end(), [](const Known& a, const Known& b) { return a.word < b.word; });
    return words;
}();

}  // namespace

int gift_of(std::string_view word) {
    std::string plain(word);
    for (char& c : plain) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (c == '_') c = ' ';
    }
    const auto found = std::lower_bound(table.begin(), table.end(), plain, [](const Known& a, const std::string& b) { return a.word < b; });
    return found != table.end() && found->word == plain ? found->gift : other_gift;
}

std::int64_t GiftCount::gifts() const {
    std::int64_t sum = 0;
    for (const std::int64_t n : by_kind) sum += n;
    return sum;
}

void add_person(GiftCount& count, std::span<const int> kinds) {
    count.people += 1;
    for (const int kind : kinds) count.by_kind[static_cast<std::size_t>(kind)] += 1;
}

}  // namespace kith::inventory
