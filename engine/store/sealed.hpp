#pragma once
// What others seal for a workspace without being able to read it: entries of a capture page, a person who is handed over (decision 0066).
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/store/secret.hpp"

namespace kith::store {

/// Whoever has it can seal for the workspace, and open nothing (X25519).
using PublicKey = std::array<unsigned char, 32>;

/// A new key pair's secret half. Error: unavailable (memory).
base::Result<Secret> new_sealing_key();
PublicKey public_of(const Secret& sealing_key);
/// 44 letters of base64, and back. Error: misuse.
std::string text_of(const PublicKey& key);
base::Result<PublicKey> public_key_from(std::string_view text);
/// Eight hexadecimal digits that people can compare ("3fa2-91c0"): the first bytes of its BLAKE2b-256.
std::string short_name(const PublicKey& key);

/// base64 of: an ephemeral public key (32), a nonce (24), crypto_box (XSalsa20-Poly1305) of `plain` from the ephemeral key to `to`. Whoever sealed it
/// stays unknown, and cannot open it again. Empty for a public key that is none.
std::string sealed_for(const PublicKey& to, std::string_view plain);
/// Nothing when it was sealed to another key, or anything of it was changed.
std::optional<std::string> opened_with(const Secret& sealing_key, std::string_view sealed);

struct SealedEntry {
    std::string id;      // 32 hexadecimal digits; the same stands inside
    std::string sealed;  // base64
};
struct SealedFile {
    std::string to;      // short name of the key
    std::vector<SealedEntry> entries;
};
inline constexpr std::size_t largest_sealed_file = 64 << 20, largest_sealed_entry = 8 << 20, most_sealed_entries = 20'000;

/// The text of such a file, as it is sent: a heading, then each id and its letters in short lines, which a letter may fold or quote.
std::string text_of(const SealedFile& file);
/// Lines that a mail puts around and before (">") do not matter. Error: bad_input names `name` and says what is wrong. O(bytes).
base::Result<SealedFile> sealed_file_from(std::string_view text, std::string_view name);

/// For a page's Content-Security-Policy: "sha256-…" of an inline script or style.
std::string csp_hash(std::string_view inline_text);

}  // namespace kith::store
