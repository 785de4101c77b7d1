#include "engine/store/header.hpp"

#include <sodium.h>

#include <algorithm>
#include <cstring>
#include <string>

namespace kith::store {
namespace {

constexpr std::array<unsigned char, 8> magic{'K', 'I', 'T', 'H', 0x89, '\r', '\n', 0x1A};  // a transfer as text would change it
constexpr std::uint16_t version = 1;
constexpr std::size_t fixed_size = 68, slot_size = 102;

class Out {
public:
    template <class Number>
    void number(Number value) {
        for (std::size_t i = 0; i < sizeof(Number); ++i) bytes.push_back(static_cast<unsigned char>(value >> (8 * i)));
    }
    void raw(std::span<const unsigned char> some) { bytes.insert(bytes.end(), some.begin(), some.end()); }
    std::vector<unsigned char> bytes;
};

/// Of bytes that are known to be there.
class In {
public:
    explicit In(std::span<const unsigned char> bytes) : bytes_(bytes) {}
    template <class Number>
    Number number() {
        Number value = 0;
        for (std::size_t i = 0; i < sizeof(Number); ++i) value = static_cast<Number>(value | static_cast<Number>(static_cast<Number>(bytes_[at_ + i]) << (8 * i)));
        at_ += sizeof(Number);
        return value;
    }
    void raw(std::span<unsigned char> into) {
        std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(at_), into.size(), into.begin());
        at_ += into.size();
    }

private:
    std::span<const unsigned char> bytes_;
    std::size_t at_ = 0;
};

base::Error of_another_version(std::string_view name, std::uint16_t which) {
    return base::bad_input(std::string(name) + " was written by another version of Kith (file version " + std::to_string(which) + "), or its beginning is damaged.");
}

base::Error damaged(std::string_view name) {
    return base::bad_input(std::string(name) + " is damaged at its beginning and cannot be opened. Take the copy that was kept before it, or a backup.");
}

Slot slot_from(In& in, bool& whole) {
    Slot slot;
    slot.kind = static_cast<Slot::Kind>(in.number<std::uint16_t>());
    slot.cost.passes = in.number<std::uint32_t>();
    slot.cost.kibibytes = in.number<std::uint32_t>();
    whole = whole && in.number<std::uint32_t>() == 0;  // kept free
    in.raw(slot.salt);
    in.raw(slot.nonce);
    in.raw(slot.wrapped);
    return slot;
}

/// What a sealed key is bound to: its file, and how the slot says that it is opened.
std::vector<unsigned char> bound_to(const Id& file, const Slot& slot) {
    Out out;
    out.raw(file);
    out.number(static_cast<std::uint16_t>(slot.kind));
    out.number(slot.cost.passes);
    out.number(slot.cost.kibibytes);
    out.raw(slot.salt);
    return std::move(out.bytes);
}

}  // namespace

bool is_workspace(std::span<const unsigned char> bytes) { return bytes.size() >= magic.size() && std::equal(magic.begin(), magic.end(), bytes.begin()); }

std::array<unsigned char, checksum_size> checksum_of(std::span<const unsigned char> bytes) {
    std::array<unsigned char, checksum_size> sum{};
    crypto_generichash(sum.data(), sum.size(), bytes.data(), bytes.size(), nullptr, 0);
    return sum;
}

std::vector<unsigned char> encoded(const Header& header) {
    Out out;
    out.raw(magic);
    out.number(version);
    out.number(static_cast<std::uint16_t>(header.slots.size()));
    out.raw(header.file);
    out.raw(header.generation);
    out.raw(header.before);
    out.number(header.absorbed);
    for (const Slot& slot : header.slots) {
        out.number(static_cast<std::uint16_t>(slot.kind));
        out.number(slot.cost.passes);
        out.number(slot.cost.kibibytes);
        out.number(std::uint32_t{0});
        out.raw(slot.salt);
        out.raw(slot.nonce);
        out.raw(slot.wrapped);
    }
    out.raw(header.stream);
    out.raw(checksum_of(out.bytes));
    return std::move(out.bytes);
}

base::Result<Decoded> decoded(std::span<const unsigned char> bytes, std::string_view name) {
    if (!is_workspace(bytes)) return base::bad_input(std::string(name) + " is not a workspace of Kith, or its first bytes are damaged.");
    if (bytes.size() < fixed_size) return damaged(name);
    In in(bytes);
    std::array<unsigned char, magic.size()> begins{};
    in.raw(begins);
    const auto of_version = in.number<std::uint16_t>();
    const auto slots = in.number<std::uint16_t>();
    Decoded out;
    out.size = fixed_size + slots * slot_size + out.header.stream.size() + checksum_size;
    bool whole = slots >= 1 && slots <= most_slots && bytes.size() >= out.size;
    if (of_version > version || (of_version != version && !whole)) return of_another_version(name, of_version);  // may be laid out otherwise
    if (!whole) return damaged(name);
    const std::span<const unsigned char> summed = bytes.first(out.size - checksum_size);
    out.checksum = checksum_of(summed);
    if (sodium_memcmp(out.checksum.data(), bytes.data() + summed.size(), checksum_size) != 0) return damaged(name);
    if (of_version != version) return of_another_version(name, of_version);
    in.raw(out.header.file);
    in.raw(out.header.generation);
    in.raw(out.header.before);
    out.header.absorbed = in.number<std::uint64_t>();
    for (std::uint16_t i = 0; i < slots; ++i) out.header.slots.push_back(slot_from(in, whole));
    in.raw(out.header.stream);
    if (!whole) return damaged(name);
    return out;
}

base::Result<Slot> sealed_under(const Secret& passphrase, const Secret& key, const Id& file, Slot::Kind kind, Cost cost) {
    Slot slot;
    slot.kind = kind;
    slot.cost = cost;
    fill_random(slot.salt);
    fill_random(slot.nonce);
    auto under = key_of(passphrase, slot.salt, cost);
    if (!under) return under.error();
    const auto with = bound_to(file, slot);
    crypto_aead_xchacha20poly1305_ietf_encrypt(slot.wrapped.data(), nullptr, key.bytes().data(), key.size(), with.data(), with.size(), nullptr, slot.nonce.data(), under->bytes().data());
    return slot;
}

base::Result<std::optional<Secret>> key_under(const Secret& passphrase, const Header& header) {
    for (const Slot& slot : header.slots) {
        auto under = key_of(passphrase, slot.salt, slot.cost);
        if (!under) return under.error();
        auto key = Secret::zeros(key_size);
        if (!key) return key.error();
        const auto with = bound_to(header.file, slot);
        if (crypto_aead_xchacha20poly1305_ietf_decrypt(key->bytes().data(), nullptr, nullptr, slot.wrapped.data(), slot.wrapped.size(), with.data(), with.size(), slot.nonce.data(), under->bytes().data()) == 0)
            return std::optional<Secret>(std::move(*key));
    }
    return std::optional<Secret>();
}

}  // namespace kith::store
