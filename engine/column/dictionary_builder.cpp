#include <cstring>

#include "engine/column/builder.hpp"

namespace kith::column {
namespace {

__extension__ typedef unsigned __int128 Wide;

/// Multiplies to 128 bits and folds them: the mixing step of wyhash (Wang Yi, public domain).
std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
    const Wide product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}
constexpr std::uint64_t secret0 = 0xa0761d6478bd642full;
constexpr std::uint64_t secret1 = 0xe7037ed1a0b428dbull;
constexpr std::uint64_t secret2 = 0x8ebc6af09c88c6e3ull;

template <class T>
std::uint64_t load(const char* at) {
    T value;
    std::memcpy(&value, at, sizeof value);
    return value;
}

/// Up to 8 bytes as one number, the first byte lowest; never reads beyond the text.
std::uint64_t packed(std::string_view text) {
    const char* at = text.data();
    const std::size_t n = text.size();
    if (n >= 4) return load<std::uint32_t>(at) | load<std::uint32_t>(at + n - 4) << (8 * (n - 4));
    if (n == 0) return 0;
    const auto byte = [&](std::size_t i) { return static_cast<std::uint64_t>(static_cast<unsigned char>(at[i])) << (8 * i); };
    return byte(0) | byte(n / 2) | byte(n - 1);
}

std::uint64_t hash_of_long(std::string_view text) {
    const char* at = text.data();
    std::uint64_t hash = secret0 ^ text.size();
    std::size_t left = text.size();
    for (; left > 16; left -= 16, at += 16) hash = mix(load<std::uint64_t>(at) ^ secret1, load<std::uint64_t>(at + 8) ^ hash);
    const char* tail = text.data() + text.size() - 16;
    if (text.size() >= 16) return mix(load<std::uint64_t>(tail) ^ secret2, load<std::uint64_t>(tail + 8) ^ hash);
    return mix(load<std::uint64_t>(at) ^ secret2, load<std::uint64_t>(at + left - 8) ^ hash);  // 9 to 15 bytes
}

/// Of two texts of one length above 8. Most words have at most 16 bytes, and need no call.
bool same_long(std::string_view a, std::string_view b) {
    const std::size_t n = a.size();
    if (n > 16) return std::memcmp(a.data(), b.data(), n) == 0;
    return load<std::uint64_t>(a.data()) == load<std::uint64_t>(b.data()) && load<std::uint64_t>(a.data() + n - 8) == load<std::uint64_t>(b.data() + n - 8);
}

/// Slots that stand in the processor's nearest memory anyway: nothing is to be fetched ahead.
constexpr std::size_t near_slots = 512;

}  // namespace

DictionaryBuilder::DictionaryBuilder() : offsets_{0}, slots_(16) {}

std::string_view DictionaryBuilder::operator[](std::int32_t code) const {
    const auto i = static_cast<std::size_t>(code);
    return {bytes_.data() + offsets_[i], static_cast<std::size_t>(offsets_[i + 1] - offsets_[i])};
}

std::uint64_t DictionaryBuilder::hash_of_tag(std::uint64_t tag, std::uint32_t length) {
    return length > 8 ? tag : mix(tag ^ secret1, secret2 ^ length);
}

DictionaryBuilder::Key DictionaryBuilder::key_of(std::string_view text) {
    const std::uint64_t tag = text.size() <= 8 ? packed(text) : hash_of_long(text);
    return {tag, hash_of_tag(tag, static_cast<std::uint32_t>(text.size()))};
}

std::size_t DictionaryBuilder::slot_of(std::string_view text, const Key& key) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = static_cast<std::size_t>(key.hash) & mask;
    for (;; at = (at + 1) & mask) {
        const Slot& slot = slots_[at];
        if (slot.code < 0) return at;
        if (slot.tag != key.tag || slot.length != static_cast<std::uint32_t>(text.size())) continue;
        if (text.size() <= 8 || same_long((*this)[slot.code], text)) return at;
    }
}

std::int32_t DictionaryBuilder::find(std::string_view text) const { return slots_[slot_of(text, key_of(text))].code; }

std::int32_t DictionaryBuilder::code_of(std::string_view text) { return code_of(text, key_of(text)); }

std::int32_t DictionaryBuilder::code_of(std::string_view text, const Key& key) {
    std::size_t at = slot_of(text, key);
    if (slots_[at].code >= 0) return slots_[at].code;
    if (static_cast<std::size_t>(size() + 1) * 3 > slots_.size() * 2) {
        grow_to(slots_.size() * 2);
        at = slot_of(text, key);
    }
    const std::int32_t code = size();
    bytes_ += text;
    offsets_.push_back(static_cast<std::int64_t>(bytes_.size()));
    slots_[at] = {key.tag, static_cast<std::uint32_t>(text.size()), code};
    return code;
}

template <class Text, class Use>
void DictionaryBuilder::each_ahead(std::size_t count, Text text, Use use) const {
    constexpr std::size_t ahead = 16;
    if (slots_.size() <= near_slots) {
        for (std::size_t i = 0; i < count; ++i) use(i, text(i), key_of(text(i)));
        return;
    }
    Key keys[ahead];
    for (std::size_t i = 0; i < count + ahead; ++i) {
        if (i >= ahead) use(i - ahead, text(i - ahead), keys[i % ahead]);
        if (i >= count) continue;
        keys[i % ahead] = key_of(text(i));
        fetch(keys[i % ahead]);
    }
}

void DictionaryBuilder::soon(std::string_view text) const { fetch(key_of(text)); }

void DictionaryBuilder::codes_of(std::span<const std::string_view> texts, std::int32_t* codes) {
    each_ahead(
        texts.size(), [&](std::size_t i) { return texts[i]; },
        [&](std::size_t i, std::string_view text, const Key& key) { codes[i] = code_of(text, key); });
}

std::vector<std::int32_t> DictionaryBuilder::find_all(const Dictionary& texts) const {
    std::vector<std::int32_t> codes(static_cast<std::size_t>(texts.size()));
    each_ahead(
        codes.size(), [&](std::size_t i) { return texts[static_cast<std::int32_t>(i)]; },
        [&](std::size_t i, std::string_view text, const Key& key) { codes[i] = slots_[slot_of(text, key)].code; });
    return codes;
}

void DictionaryBuilder::reserve(std::size_t texts) {
    std::size_t slots = slots_.size();
    while (texts * 3 > slots * 2) slots *= 2;
    offsets_.reserve(texts + 1);
    if (slots > slots_.size()) grow_to(slots);
}

void DictionaryBuilder::grow_to(std::size_t slots) {
    std::vector<Slot> old(slots);
    old.swap(slots_);
    const std::size_t mask = slots_.size() - 1;
    for (const Slot& slot : old) {
        if (slot.code < 0) continue;
        std::size_t at = static_cast<std::size_t>(hash_of_tag(slot.tag, slot.length)) & mask;
        while (slots_[at].code >= 0) at = (at + 1) & mask;
        slots_[at] = slot;
    }
}

}  // namespace kith::column
