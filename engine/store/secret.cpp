#include "engine/store/secret.hpp"

#include <sodium.h>

#include <algorithm>
#include <cstring>
#include <set>

namespace kith::store {

void Secret::Freed::operator()(unsigned char* bytes) const { sodium_free(bytes); }

base::Result<Secret> Secret::zeros(std::size_t size) {
    if (sodium_init() < 0) return base::Error{base::Code::unavailable, "The encryption library could not be started."};
    Secret secret;
    secret.bytes_.reset(static_cast<unsigned char*>(sodium_malloc(std::max<std::size_t>(size, 1))));
    if (secret.bytes_ == nullptr) return base::Error{base::Code::unavailable, "There is no protected memory left for a key."};
    secret.size_ = size;
    if (size > 0) std::memset(secret.bytes_.get(), 0, size);
    return secret;
}

base::Result<Secret> Secret::copy_of(std::span<const std::byte> bytes) {
    auto secret = zeros(bytes.size());
    if (secret && !bytes.empty()) std::memcpy(secret->bytes_.get(), bytes.data(), bytes.size());
    return secret;
}

base::Result<Secret> Secret::random(std::size_t size) {
    auto secret = zeros(size);
    if (secret) fill_random(secret->bytes());
    return secret;
}

void fill_random(std::span<unsigned char> bytes) { randombytes_buf(bytes.data(), bytes.size()); }

Cost usual_cost() {
#ifdef KITH_SANITIZED
    return test_cost;
#else
    return {};
#endif
}

base::Result<Secret> key_of(const Secret& passphrase, const Salt& salt, Cost cost) {
    static_assert(salt_size == crypto_pwhash_argon2id_SALTBYTES);
    if (passphrase.empty()) return base::misuse("A passphrase has at least one letter.");
    if (cost.passes < 1 || cost.kibibytes < 8 || cost.passes > greatest_cost.passes || cost.kibibytes > greatest_cost.kibibytes)
        return base::Error{base::Code::too_large, "This file asks for more work before it opens than Kith does for a file."};
    auto key = Secret::zeros(key_size);
    if (!key) return key;
    if (crypto_pwhash_argon2id(key->bytes().data(), key_size, reinterpret_cast<const char*>(passphrase.bytes().data()), passphrase.size(), salt.data(), cost.passes,
                               static_cast<std::size_t>(cost.kibibytes) * 1024, crypto_pwhash_argon2id_ALG_ARGON2ID13) != 0)
        return base::Error{base::Code::unavailable, "There is not enough memory free to try a passphrase: it takes " + std::to_string(cost.kibibytes / 1024) + " MiB for a moment."};
    return key;
}

Strength strength_of(std::string_view passphrase) {
    std::size_t letters = 0, words = 0;
    bool lower = false, upper = false, digit = false, other = false, in_word = false;
    std::set<char> different;
    for (const char c : passphrase) {
        if ((static_cast<unsigned char>(c) & 0xC0) == 0x80) continue;  // goes on with the letter before
        ++letters;
        different.insert(c);
        lower = lower || (c >= 'a' && c <= 'z');
        upper = upper || (c >= 'A' && c <= 'Z');
        digit = digit || (c >= '0' && c <= '9');
        const bool space = c == ' ' || c == '-' || c == '.';
        other = other || (!space && !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')));
        words += !space && !in_word;
        in_word = !space;
    }
    const int kinds = lower + upper + digit + other;
    if (letters < 12) return Strength::too_short;
    if (different.size() < 6) return Strength::weak;
    if ((words >= 5 && letters >= 20) || (letters >= 20 && kinds >= 3)) return Strength::good;
    return words >= 4 || letters >= 16 || kinds >= 3 ? Strength::fair : Strength::weak;
}

std::string_view words_of(Strength strength) {
    switch (strength) {
        case Strength::too_short: return "Too short: take at least twelve letters, better five words.";
        case Strength::weak: return "Weak: it could be guessed. Take five words that do not belong together.";
        case Strength::fair: return "Fair. Another word would make it good.";
        case Strength::good: break;
    }
    return "Good.";
}

}  // namespace kith::store
