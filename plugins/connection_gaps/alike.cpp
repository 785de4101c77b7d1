#include "plugins/connection_gaps/alike.hpp"

#include <algorithm>
#include <bit>
#include <string>
#include <unordered_map>

namespace kith::connection_gaps {
namespace {

std::string plain(std::string_view word) {
    const auto space = [](char c) { return c == ' ' || c == '\t'; };
    while (!word.empty() && space(word.front())) word.remove_prefix(1);
    while (!word.empty() && space(word.back())) word.remove_suffix(1);
    std::string lower(word);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

std::vector<std::int32_t> ids_of(const Words& words, std::unordered_map<std::string, std::int32_t>& ids) {
    std::vector<std::int32_t> result;
    for (const std::string_view word : words.dictionary)
        result.push_back(ids.emplace(plain(word), static_cast<std::int32_t>(ids.size())).first->second);
    return result;
}

std::uint64_t signature(const Words& words, const std::vector<std::int32_t>& ids, std::size_t person) {
    std::uint64_t bits = 0;
    for (const std::int32_t code : words.of(person)) bits |= std::uint64_t{1} << (ids[static_cast<std::size_t>(code)] % 64);
    return bits;
}

/// Is this the first place of its word in the list? A word written twice counts once.
bool first_time(std::span<const std::int32_t> list, std::size_t i, const std::vector<std::int32_t>& ids) {
    const std::int32_t id = ids[static_cast<std::size_t>(list[i])];
    return std::none_of(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(i),
        [&](std::int32_t code) { return ids[static_cast<std::size_t>(code)] == id; });
}

}  // namespace

Gifts::Gifts(std::size_t people, const Words& interests, const Words& offers, const Words& wants)
    : interests_(interests), offers_(offers), wants_(wants) {
    std::unordered_map<std::string, std::int32_t> liked, given;
    interest_ids_ = ids_of(interests, liked);
    offer_ids_ = ids_of(offers, given);
    want_ids_ = ids_of(wants, given);
    exact_ = liked.size() <= 64 && given.size() <= 64;
    signatures_.resize(people);
    for (std::size_t p = 0; p < people; ++p)
        signatures_[p] = {signature(interests, interest_ids_, p), signature(offers, offer_ids_, p), signature(wants, want_ids_, p)};
}

template <class Found>
void Gifts::interests_shared(std::int32_t a, std::int32_t b, const Found& found) const {
    const auto mine = interests_.of(static_cast<std::size_t>(a));
    const auto theirs = interests_.of(static_cast<std::size_t>(b));
    for (std::size_t i = 0; i < mine.size(); ++i) {
        const std::int32_t id = interest_ids_[static_cast<std::size_t>(mine[i])];
        const bool shared = std::any_of(
            theirs.begin(), theirs.end(), [&](std::int32_t code) { return interest_ids_[static_cast<std::size_t>(code)] == id; });
        if (shared && first_time(mine, i, interest_ids_)) found(mine[i]);
    }
}

template <class Found>
void Gifts::offers_met(std::int32_t giver, std::int32_t taker, const Found& found) const {
    const auto offered = offers_.of(static_cast<std::size_t>(giver));
    const auto wanted = wants_.of(static_cast<std::size_t>(taker));
    for (std::size_t i = 0; i < offered.size(); ++i) {
        const std::int32_t id = offer_ids_[static_cast<std::size_t>(offered[i])];
        const bool met =
            std::any_of(wanted.begin(), wanted.end(), [&](std::int32_t code) { return want_ids_[static_cast<std::size_t>(code)] == id; });
        if (met && first_time(offered, i, offer_ids_)) found(Offer{giver, taker, offered[i]});
    }
}

std::int32_t Gifts::count(std::int32_t a, std::int32_t b) const {
    const Signature& mine = signatures_[static_cast<std::size_t>(a)];
    const Signature& theirs = signatures_[static_cast<std::size_t>(b)];
    const std::uint64_t liked = mine.interests & theirs.interests, taken = mine.offers & theirs.wants, given = theirs.offers & mine.wants;
    if ((liked | taken | given) == 0) return 0;  // most pairs
    if (exact_) return static_cast<std::int32_t>(std::popcount(liked) + std::popcount(taken) + std::popcount(given));
    std::int32_t count = 0;
    const auto one_more = [&](const auto&) { ++count; };
    if (liked != 0) interests_shared(a, b, one_more);
    if (taken != 0) offers_met(a, b, one_more);
    if (given != 0) offers_met(b, a, one_more);
    return count;
}

Common Gifts::common(std::int32_t a, std::int32_t b) const {
    Common common;
    interests_shared(a, b, [&](std::int32_t code) { common.interests.push_back(code); });
    offers_met(a, b, [&](const Offer& offer) { common.offers.push_back(offer); });
    offers_met(b, a, [&](const Offer& offer) { common.offers.push_back(offer); });
    return common;
}

bool Gifts::any(std::int32_t person) const {
    const Signature& mine = signatures_[static_cast<std::size_t>(person)];
    return (mine.interests | mine.offers | mine.wants) != 0;
}

}  // namespace kith::connection_gaps
