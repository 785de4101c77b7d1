#pragma once
// The head of a workspace file: who can open it. Nothing in it says anything about a place or a person.
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/store/secret.hpp"

namespace kith::store {

using Id = std::array<unsigned char, 16>;
inline constexpr std::size_t wrapped_size = key_size + 16;
inline constexpr std::size_t checksum_size = 32;

/// One way to the key: a passphrase, with the file's key sealed under it (XChaCha20-Poly1305).
struct Slot {
    enum class Kind : std::uint16_t { passphrase = 0, recovery = 1 };
    Kind kind = Kind::passphrase;
    Cost cost;
    Salt salt{};
    std::array<unsigned char, 24> nonce{};
    std::array<unsigned char, wrapped_size> wrapped{};
};
inline constexpr std::size_t most_slots = 8;

struct Header {
    Id file{};                        // for the life of the workspace
    Id generation{};                  // of this saving
    Id before{};                      // the generation it came from; zeros: none
    std::uint64_t absorbed = 0;       // entries of that generation's journal that are in this one; `all`: it had another key
    static constexpr std::uint64_t all = ~std::uint64_t{0};
    std::vector<Slot> slots;          // 1 to most_slots
    std::array<unsigned char, 24> stream{};  // begins the body
};

/// The bytes as they stand in the file, with a checksum over them (BLAKE2b-256) at the end: so that damage is told from a wrong passphrase.
std::vector<unsigned char> encoded(const Header& header);
std::array<unsigned char, checksum_size> checksum_of(std::span<const unsigned char> bytes);

struct Decoded {
    Header header;
    std::size_t size = 0;                                // where the body begins
    std::array<unsigned char, checksum_size> checksum{}; // what the body is bound to
};
/// From the first bytes of a file (as many as there are, or `longest_header`). Errors, each a sentence: not a workspace of Kith; of a newer
/// Kith; damaged; asks for too much.
base::Result<Decoded> decoded(std::span<const unsigned char> bytes, std::string_view name);
inline constexpr std::size_t longest_header = 68 + most_slots * 102 + 24 + checksum_size;

/// Whether these bytes begin like a workspace of Kith.
bool is_workspace(std::span<const unsigned char> bytes);

/// Seals the file's key under a passphrase: for a new slot. `file` binds it to its file.
base::Result<Slot> sealed_under(const Secret& passphrase, const Secret& key, const Id& file, Slot::Kind kind, Cost cost);
/// The file's key, with the first slot that this passphrase opens; nothing when it opens none. One Argon2id a slot.
base::Result<std::optional<Secret>> key_under(const Secret& passphrase, const Header& header);

}  // namespace kith::store
