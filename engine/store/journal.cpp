// magic 8 · generation 16 · keyed checksum 16, then entries: nonce 24 · sealed length 4 + 16 · sealed bytes + 16.
// Length and bytes are sealed apart, so that an end that was torn off is told from one that was changed.
#include "engine/store/journal.hpp"

#include <sodium.h>

#include <algorithm>
#include <cstring>
#include <fstream>

namespace kith::store {
namespace {

namespace fs = std::filesystem;

constexpr std::array<unsigned char, 8> begins_with{'K', 'I', 'T', 'H', 0x89, 'J', '1', 0x1A};
constexpr std::size_t head_size = begins_with.size() + 32, seal = crypto_aead_xchacha20poly1305_ietf_ABYTES, nonce_size = 24, front = nonce_size + 4 + seal;
constexpr std::uint32_t longest_entry = 1u << 30;
constexpr std::uintmax_t largest_journal = std::uintmax_t{4} << 30;

using Bytes = std::vector<unsigned char>;
using Chain = std::array<unsigned char, 16>;

Chain check_of(const Secret& key, const Id& file, const Id& generation) {
    Chain sum{};
    crypto_generichash_state state;
    crypto_generichash_init(&state, key.bytes().data(), key.size(), sum.size());
    crypto_generichash_update(&state, begins_with.data(), begins_with.size());
    crypto_generichash_update(&state, file.data(), file.size());
    crypto_generichash_update(&state, generation.data(), generation.size());
    crypto_generichash_final(&state, sum.data(), sum.size());
    return sum;
}

/// What an entry is bound to: its generation, how many stand before it, and the seal of the last of these.
Bytes bound_to(const Id& generation, std::uint64_t number, const Chain& last, unsigned char part) {
    Bytes out(generation.begin(), generation.end());
    for (std::size_t i = 0; i < 8; ++i) out.push_back(static_cast<unsigned char>(number >> (8 * i)));
    out.insert(out.end(), last.begin(), last.end());
    out.push_back(part);
    return out;
}

/// The same nonce seals the length and the bytes; the second under its successor.
std::array<unsigned char, nonce_size> second(std::array<unsigned char, nonce_size> nonce) {
    sodium_increment(nonce.data(), nonce.size());
    return nonce;
}

base::Error damaged(const fs::path& path, std::size_t whole) {
    return base::bad_input("The journal " + path.filename().string() + " is damaged after its entry " + std::to_string(whole) + ". What was saved before is whole; keep both files and take a backup of the journal.");
}

/// One entry at the front of `left`; its bytes are taken off. `torn` when it ends before it is whole.
enum class Found { entry, torn, wrong };
Found entry_from(std::span<const unsigned char>& left, const Secret& key, const Id& generation, std::uint64_t number, Chain& last, std::string& entry) {
    if (left.size() < front) return Found::torn;
    std::array<unsigned char, nonce_size> nonce{};
    std::copy_n(left.begin(), nonce_size, nonce.begin());
    std::array<unsigned char, 4> length{};
    const Bytes one = bound_to(generation, number, last, 1), two = bound_to(generation, number, last, 2);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(length.data(), nullptr, nullptr, left.data() + nonce_size, 4 + seal, one.data(), one.size(), nonce.data(), key.bytes().data()) != 0)
        return std::all_of(left.begin(), left.end(), [](unsigned char c) { return c == 0; }) ? Found::torn : Found::wrong;  // room that was made and never filled
    const std::size_t size = length[0] | static_cast<std::size_t>(length[1]) << 8 | static_cast<std::size_t>(length[2]) << 16 | static_cast<std::size_t>(length[3]) << 24;
    if (left.size() - front < size + seal) return Found::torn;
    const std::span<const unsigned char> sealed = left.subspan(front, size + seal);
    entry.resize(size);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(entry.data()), nullptr, nullptr, sealed.data(), sealed.size(), two.data(), two.size(), second(nonce).data(), key.bytes().data()) != 0)
        return left.size() == front + sealed.size() && std::all_of(sealed.end() - seal, sealed.end(), [](unsigned char c) { return c == 0; }) ? Found::torn : Found::wrong;
    std::copy_n(sealed.end() - static_cast<std::ptrdiff_t>(last.size()), last.size(), last.begin());
    left = left.subspan(front + sealed.size());
    return Found::entry;
}

Bytes sealed_entry(std::string_view entry, const Secret& key, const Id& generation, std::uint64_t number, const Chain& last) {
    Bytes out(front + entry.size() + seal);
    std::array<unsigned char, nonce_size> nonce{};
    fill_random(nonce);
    std::copy(nonce.begin(), nonce.end(), out.begin());
    std::array<unsigned char, 4> length{};
    for (std::size_t i = 0; i < 4; ++i) length[i] = static_cast<unsigned char>(entry.size() >> (8 * i));
    const Bytes one = bound_to(generation, number, last, 1), two = bound_to(generation, number, last, 2);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out.data() + nonce_size, nullptr, length.data(), length.size(), one.data(), one.size(), nullptr, nonce.data(), key.bytes().data());
    crypto_aead_xchacha20poly1305_ietf_encrypt(out.data() + front, nullptr, reinterpret_cast<const unsigned char*>(entry.data()), entry.size(), two.data(), two.size(), nullptr, second(nonce).data(), key.bytes().data());
    return out;
}

base::Result<Bytes> all_of(const fs::path& path) {
    std::error_code failed;
    const auto size = fs::file_size(path, failed);
    if (failed) return base::not_found("There is no journal " + path.filename().string() + " here.");
    if (size > largest_journal) return base::Error{base::Code::too_large, "The journal " + path.filename().string() + " is larger than any that Kith writes."};
    Bytes bytes(static_cast<std::size_t>(size));
    std::ifstream stream(path, std::ios::binary);
    if (!stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()))) return base::io_error("The journal " + path.filename().string() + " could not be read.");
    return bytes;
}

}  // namespace

base::Result<Journal> Journal::begin(Files& files, const fs::path& path, const Secret& key, const Id& file, const Id& generation) {
    auto own = Secret::copy_of(std::as_bytes(key.bytes()));
    if (!own) return own.error();
    const fs::path next = path.string() + ".new";
    if (auto s = files.remove(next); !s) return s.error();
    auto made = files.create(next);
    if (!made) return made.error();
    Bytes head(begins_with.begin(), begins_with.end());
    head.insert(head.end(), generation.begin(), generation.end());
    const Chain check = check_of(key, file, generation);
    head.insert(head.end(), check.begin(), check.end());
    Journal journal(files, std::move(*made), std::move(*own), generation);
    journal.size_ = head.size();
    if (auto s = files.write(journal.descriptor_, head); !s) return s.error();
    if (auto s = files.sync(journal.descriptor_); !s) return s.error();
    if (auto s = files.rename(next, path); !s) return s.error();
    if (auto s = files.sync_folder(folder_of(path)); !s) return s.error();
    return journal;
}

base::Result<Journal::Read> Journal::read(const fs::path& path, const Secret& key, const Id& file) {
    auto bytes = all_of(path);
    if (!bytes) return bytes.error();
    Read out;
    if (bytes->size() < head_size || !std::equal(begins_with.begin(), begins_with.end(), bytes->begin())) return damaged(path, 0);
    std::copy_n(bytes->begin() + begins_with.size(), out.generation.size(), out.generation.begin());
    const Chain check = check_of(key, file, out.generation);
    if (sodium_memcmp(check.data(), bytes->data() + begins_with.size() + out.generation.size(), check.size()) != 0) return damaged(path, 0);
    std::span<const unsigned char> left(*bytes);
    left = left.subspan(head_size);
    Chain last{};
    while (!left.empty() && !out.torn) {
        std::string entry;
        switch (entry_from(left, key, out.generation, out.entries.size(), last, entry)) {
            case Found::entry: out.entries.push_back(std::move(entry)); break;
            case Found::torn: out.torn = true; break;
            case Found::wrong: return damaged(path, out.entries.size());
        }
    }
    out.good = bytes->size() - left.size();
    return out;
}

std::optional<Id> Journal::generation_of(const fs::path& path) {
    std::array<unsigned char, begins_with.size()> begins{};
    Id generation{};
    std::ifstream stream(path, std::ios::binary);
    stream.read(reinterpret_cast<char*>(begins.data()), begins.size());
    stream.read(reinterpret_cast<char*>(generation.data()), generation.size());
    if (!stream || begins != begins_with) return std::nullopt;
    return generation;
}

base::Result<Journal> Journal::go_on(Files& files, const fs::path& path, const Secret& key, const Read& found) {
    auto again = all_of(path);
    if (!again) return again.error();
    auto own = Secret::copy_of(std::as_bytes(key.bytes()));
    if (!own) return own.error();
    auto opened = files.open_to_append(path);
    if (!opened) return opened.error();
    Journal journal(files, std::move(*opened), std::move(*own), found.generation);
    journal.entries_ = found.entries.size();
    journal.size_ = found.good;
    if (again->size() < found.good) return damaged(path, found.entries.size());
    if (!found.entries.empty()) std::copy_n(again->begin() + static_cast<std::ptrdiff_t>(found.good - journal.last_.size()), journal.last_.size(), journal.last_.begin());
    if (again->size() > found.good)
        if (auto s = files.cut(journal.descriptor_, found.good); !s) return s.error();
    return journal;
}

base::Status Journal::append(std::string_view entry) {
    if (broken_) return base::io_error("The journal could not be mended after the disk failed; save the workspace under another name.");
    if (entry.size() > longest_entry) return base::Error{base::Code::too_large, "This is more than one entry of the journal holds; save the workspace first."};
    const Bytes sealed = sealed_entry(entry, key_, generation_, entries_, last_);
    base::Status done = files_->write(descriptor_, sealed);
    if (done) done = files_->sync(descriptor_);
    if (!done) {  // nobody was told that it is kept, so it must not come back
        broken_ = !files_->cut(descriptor_, size_) || !files_->sync(descriptor_);
        return done;
    }
    size_ += sealed.size();
    ++entries_;
    std::copy_n(sealed.end() - static_cast<std::ptrdiff_t>(last_.size()), last_.size(), last_.begin());
    return {};
}

}  // namespace kith::store
