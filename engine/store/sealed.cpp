#include "engine/store/sealed.hpp"

#include <sodium.h>

#include <algorithm>
#include <vector>

#include "engine/base/text.hpp"

namespace kith::store {
namespace {

constexpr std::string_view heading = "Kith sealed 1 to ";
constexpr std::size_t line_length = 72, before_box = 32 + crypto_box_NONCEBYTES;

std::string base64_of(std::span<const unsigned char> bytes) {
    std::string out(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    out.pop_back();
    return out;
}

std::optional<std::vector<unsigned char>> bytes_from(std::string_view base64) {
    std::vector<unsigned char> out(base64.size() / 4 * 3 + 3);
    std::size_t size = 0;
    if (sodium_base642bin(out.data(), out.size(), base64.data(), base64.size(), nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL) != 0) return {};
    out.resize(size);
    return out;
}

bool is_id(std::string_view text) {
    return text.size() == 32 && std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

/// The next line of `text`, without what a mail puts before it.
std::string_view next_line(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = base::trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    while (line.starts_with('>')) line = base::trimmed(line.substr(1));
    return line;
}

}  // namespace

base::Result<Secret> new_sealing_key() {
    PublicKey unused{};
    auto secret = Secret::zeros(crypto_box_SECRETKEYBYTES);
    if (secret) crypto_box_keypair(unused.data(), secret->bytes().data());
    return secret;
}

PublicKey public_of(const Secret& sealing_key) {
    PublicKey key{};
    crypto_scalarmult_base(key.data(), sealing_key.bytes().data());
    return key;
}

std::string text_of(const PublicKey& key) { return base64_of(key); }

base::Result<PublicKey> public_key_from(std::string_view text) {
    const auto bytes = bytes_from(base::trimmed(text));
    PublicKey key{};
    if (!bytes || bytes->size() != key.size()) return base::misuse("That is no key of a workspace: kith capture FILE.kith --key prints 44 letters to copy.");
    std::copy(bytes->begin(), bytes->end(), key.begin());
    return key;
}

std::string short_name(const PublicKey& key) {
    std::array<unsigned char, 32> hash{};
    crypto_generichash(hash.data(), hash.size(), key.data(), key.size(), nullptr, 0);
    std::array<char, 9> hex{};
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), 4);
    return std::string(hex.data(), 4) + "-" + std::string(hex.data() + 4, 4);
}

std::string sealed_for(const PublicKey& to, std::string_view plain) {
    std::vector<unsigned char> out(before_box + crypto_box_MACBYTES + plain.size());
    std::array<unsigned char, crypto_box_SECRETKEYBYTES> mine{};
    crypto_box_keypair(out.data(), mine.data());
    randombytes_buf(out.data() + 32, crypto_box_NONCEBYTES);
    const int failed = crypto_box_easy(out.data() + before_box, reinterpret_cast<const unsigned char*>(plain.data()), plain.size(), out.data() + 32, to.data(), mine.data());
    sodium_memzero(mine.data(), mine.size());
    return failed != 0 ? std::string() : base64_of(out);
}

std::optional<std::string> opened_with(const Secret& sealing_key, std::string_view sealed) {
    const auto bytes = bytes_from(sealed);
    if (!bytes || bytes->size() < before_box + crypto_box_MACBYTES) return {};
    std::string plain(bytes->size() - before_box - crypto_box_MACBYTES, '\0');
    const int failed = crypto_box_open_easy(reinterpret_cast<unsigned char*>(plain.data()), bytes->data() + before_box, bytes->size() - before_box, bytes->data() + 32, bytes->data(), sealing_key.bytes().data());
    return failed != 0 ? std::nullopt : std::optional(std::move(plain));
}

std::string text_of(const SealedFile& file) {
    std::string out = std::string(heading) + file.to + "\n";
    for (const SealedEntry& one : file.entries) {
        out += "= " + one.id + "\n";
        for (std::size_t at = 0; at < one.sealed.size(); at += line_length) out += one.sealed.substr(at, line_length) + "\n";
    }
    return out;
}

base::Result<SealedFile> sealed_file_from(std::string_view text, std::string_view name) {
    const auto bad = [&](const std::string& why) { return base::bad_input(std::string(name) + ": " + why); };
    if (text.size() > largest_sealed_file) return bad("this is larger than sealed entries of Kith are.");
    SealedFile file;
    while (!text.empty() && file.to.empty())
        if (const std::string_view line = next_line(text); line.starts_with(heading)) file.to = line.substr(heading.size());
    if (file.to.empty()) return bad("there are no sealed entries of Kith in it: one of its lines begins with \"Kith sealed 1\".");
    bool ended = false;  // an empty line, and whatever a mail says after the last letters
    while (!text.empty()) {
        const std::string_view line = next_line(text);
        if (line.starts_with(heading)) return bad("two sets of sealed entries stand in it; put each into a file of its own.");
        if (line.starts_with("= ")) {
            if (!is_id(line.substr(2))) return bad("an entry has a name that is not one: " + std::string(line.substr(2, 40)) + ".");
            if (file.entries.size() == most_sealed_entries) return bad("more than " + base::grouped(most_sealed_entries) + " entries stand in it.");
            file.entries.push_back({std::string(line.substr(2)), {}});
            ended = false;
        } else if (file.entries.empty() || ended) {
            continue;
        } else if (line.empty()) {
            ended = true;
        } else {
            file.entries.back().sealed += line;
            if (file.entries.back().sealed.size() > largest_sealed_entry) return bad("entry " + file.entries.back().id + " is longer than one is.");
        }
    }
    return file;
}

std::string csp_hash(std::string_view inline_text) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(inline_text.data()), inline_text.size());
    return "sha256-" + base64_of(hash);
}

}  // namespace kith::store
