#include "engine/base/digest.hpp"

#include <sodium.h>

#include <cstring>

namespace kith::base {

struct DigestBuilder::State {
    crypto_generichash_state hash;
};

DigestBuilder::DigestBuilder() : state_(std::make_unique<State>()) {
    crypto_generichash_init(&state_->hash, nullptr, 0, sizeof(Digest::bytes));
}
DigestBuilder::~DigestBuilder() = default;

DigestBuilder& DigestBuilder::add(std::uint64_t number) {
    std::array<unsigned char, 8> little;
    for (std::size_t i = 0; i < 8; ++i) little[i] = static_cast<unsigned char>(number >> (8 * i));
    crypto_generichash_update(&state_->hash, little.data(), little.size());
    return *this;
}

DigestBuilder& DigestBuilder::add(std::span<const std::byte> bytes) {
    add(static_cast<std::uint64_t>(bytes.size()));
    crypto_generichash_update(&state_->hash, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    return *this;
}

DigestBuilder& DigestBuilder::add(std::string_view text) { return add(std::as_bytes(std::span(text.data(), text.size()))); }

Digest DigestBuilder::finish() {
    Digest digest;
    crypto_generichash_final(&state_->hash, digest.bytes.data(), digest.bytes.size());
    return digest;
}

std::string Digest::hex() const {
    std::string text(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
    text.pop_back();
    return text;
}

Digest digest_of(std::span<const std::byte> bytes) {
    DigestBuilder builder;
    return builder.add(bytes).finish();
}

}  // namespace kith::base
