#pragma once
// Bytes that must not be seen: keys and passphrases. They live in memory of libsodium's own (locked where the system lets an
// ordinary user, between guard pages, left out of core dumps), and are overwritten when they go.
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "engine/base/status.hpp"

namespace kith::store {

class Secret {
public:
    Secret() = default;
    /// `size` bytes of zero. Error: unavailable, when the system gives no such memory.
    static base::Result<Secret> zeros(std::size_t size);
    static base::Result<Secret> copy_of(std::span<const std::byte> bytes);
    static base::Result<Secret> random(std::size_t size);

    std::span<unsigned char> bytes() { return {bytes_.get(), size_}; }
    std::span<const unsigned char> bytes() const { return {bytes_.get(), size_}; }
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }

private:
    struct Freed { void operator()(unsigned char* bytes) const; };
    std::unique_ptr<unsigned char[], Freed> bytes_;
    std::size_t size_ = 0;
};

inline constexpr std::size_t key_size = 32;
inline constexpr std::size_t salt_size = 16;
using Salt = std::array<unsigned char, salt_size>;

/// What a guess at the passphrase costs (Argon2id, RFC 9106, one lane): passes over so much memory.
struct Cost {
    std::uint32_t passes = 3;
    std::uint32_t kibibytes = 256 * 1024;   // libsodium's MODERATE: about half a CPU second
    bool operator==(const Cost&) const = default;
};
/// What every new passphrase gets: Cost{}. Builds that the sanitizers watch, which make nobody's file, take test_cost, as
/// their tests would mostly wait for guesses.
Cost usual_cost();
inline constexpr Cost test_cost{1, 8};      // the least there is: for tests alone
inline constexpr Cost greatest_cost{16, 1024 * 1024};  // a file that asks for more is not opened

/// The key of a passphrase (UTF-8 as typed; never empty). Error: misuse, too_large, unavailable (memory).
base::Result<Secret> key_of(const Secret& passphrase, const Salt& salt, Cost cost);

void fill_random(std::span<unsigned char> bytes);

/// How hard it is to guess, in words for whoever chooses it; by length and variety alone, since nobody's list of used ones is here.
enum class Strength : std::uint8_t { too_short, weak, fair, good };
/// `passphrase` in UTF-8. Below 12 letters too short; good from five words or 20 letters of several kinds.
Strength strength_of(std::string_view passphrase);
std::string_view words_of(Strength strength);

}  // namespace kith::store
