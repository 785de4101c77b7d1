#pragma once
// Content digests (BLAKE2b-256, libsodium): the identity of segments, parameters and files.
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace kith::base {

struct Digest {
    std::array<std::uint8_t, 32> bytes{};
    auto operator<=>(const Digest&) const = default;  // NOLINT(modernize-use-nullptr): as in ids.hpp
    std::string hex() const;
};

/// Adds up parts. Every part is framed by its length, so ("ab","c") and ("a","bc") differ. A million short digests, as of
/// findings, cost one pass over their bytes each: nothing is allocated until they outgrow a few hundred bytes.
class DigestBuilder {
public:
    DigestBuilder();
    ~DigestBuilder();
    DigestBuilder(const DigestBuilder&) = delete;
    DigestBuilder& operator=(const DigestBuilder&) = delete;

    DigestBuilder& add(std::string_view text);
    DigestBuilder& add(std::span<const std::byte> bytes);
    DigestBuilder& add(std::uint64_t number);
    Digest finish();

private:
    void take(const unsigned char* bytes, std::size_t size);
    struct State;
    std::array<unsigned char, 256> waiting_;  // what state_ has not seen yet
    std::size_t waits_ = 0;
    std::unique_ptr<State> state_;            // none until more came than can wait
};

Digest digest_of(std::span<const std::byte> bytes);

}  // namespace kith::base
