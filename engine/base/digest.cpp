#include "engine/base/digest.hpp"

#include <sodium.h>

#include <cstring>

namespace kith::base {

struct DigestBuilder::State {
    crypto_generichash_state hash;
};

DigestBuilder::DigestBuilder() {
    // Until it is begun libsodium digests in its slowest way, and not in the processor's own.
    [[maybe_unused]] static const int begun = sodium_init();
}
DigestBuilder::~DigestBuilder() = default;

void DigestBuilder::take(const unsigned char* bytes, std::size_t size) {
    if (size <= waiting_.size() - waits_) {
        if (size != 0) std::memcpy(waiting_.data() + waits_, bytes, size);
        waits_ += size;
        return;
    }
    if (state_ == nullptr) {
        state_ = std::make_unique<State>();
        crypto_generichash_init(&state_->hash, nullptr, 0, sizeof(Digest::bytes));
    }
    crypto_generichash_update(&state_->hash, waiting_.data(), waits_);
    crypto_generichash_update(&state_->hash, bytes, size);
    waits_ = 0;
}

DigestBuilder& DigestBuilder::add(std::uint64_t number) {
    std::array<unsigned char, 8> little;
    for (std::size_t i = 0; i < 8; ++i) little[i] = static_cast<unsigned char>(number >> (8 * i));
    take(little.data(), little.size());
    return *this;
}

DigestBuilder& DigestBuilder::add(std::span<const std::byte> bytes) {
    add(static_cast<std::uint64_t>(bytes.size()));
    take(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    return *this;
}

DigestBuilder& DigestBuilder::add(std::string_view text) { return add(std::as_bytes(std::span(text.data(), text.size()))); }

Digest DigestBuilder::finish() {
    Digest digest;
    if (state_ == nullptr) {
        crypto_generichash(digest.bytes.data(), digest.bytes.size(), waiting_.data(), waits_, nullptr, 0);
        return digest;
    }
    crypto_generichash_update(&state_->hash, waiting_.data(), waits_);
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
