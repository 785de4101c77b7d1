// The sealed parts of a workspace.
#include "engine/store/body.hpp"

#include <gtest/gtest.h>
#include <sodium.h>

#include <algorithm>
#include <string>

#include "tests/engine/store/words.hpp"

namespace kith::store {
namespace body_test {

std::string hex(std::span<const unsigned char> bytes) {
    std::string out;
    for (const unsigned char c : bytes) out += {"0123456789abcdef"[c >> 4], "0123456789abcdef"[c & 15]};
    return out;
}

// libsodium has no published figures of its secretstream. Expected: computed from its documents in plain Python (HChaCha20, ChaCha20,
// Poly1305 by hand), key 00…1f, header 64…7b, one message bound to "the head".
TEST(Body, TheStreamIsAsDescribed) {
    std::array<unsigned char, 32> key{};
    std::array<unsigned char, 24> header{};
    for (std::size_t i = 0; i < key.size(); ++i) key[i] = static_cast<unsigned char>(i);
    for (std::size_t i = 0; i < header.size(); ++i) header[i] = static_cast<unsigned char>(100 + i);
    crypto_secretstream_xchacha20poly1305_state state;
    ASSERT_EQ(crypto_secretstream_xchacha20poly1305_init_pull(&state, header.data(), key.data()), 0);  // a stream begun elsewhere: push takes its own header
    const std::string said = "A neighbour grows beans.", head = "the head";
    std::vector<unsigned char> sealed(said.size() + sealed_overhead);
    crypto_secretstream_xchacha20poly1305_push(&state, sealed.data(), nullptr, reinterpret_cast<const unsigned char*>(said.data()), said.size(), reinterpret_cast<const unsigned char*>(head.data()), head.size(), 0);
    EXPECT_EQ(hex(sealed), "5f1d3ad8230774de5ea1bc32a0d78a6a3c2b7fd636da50845a899cc8508ae1dfe621f0188641bb37bb");
}

struct Written {
    Secret key = *Secret::random(key_size);
    Decoded head;
    std::vector<unsigned char> bytes;
};

Written written(const std::vector<std::pair<std::string, std::string>>& parts) {
    Written out;
    BodyWriter writer(out.key);
    out.head.header.stream = writer.begun();
    fill_random(out.head.checksum);
    writer.bind(out.head.checksum, [&](std::span<const unsigned char> some) {
        out.bytes.insert(out.bytes.end(), some.begin(), some.end());
        return base::Status();
    });
    for (const auto& [name, text] : parts) EXPECT_TRUE(writer.add(name, std::as_bytes(std::span(text.data(), text.size()))));
    EXPECT_TRUE(writer.finish());
    return out;
}

/// All parts, or the first error.
base::Result<std::vector<std::pair<std::string, std::string>>> read(const Written& from, std::span<const unsigned char> bytes) {
    BodyReader reader(from.key, from.head, [&](std::span<unsigned char> into) -> base::Result<std::size_t> {
        const std::size_t some = std::min(into.size(), bytes.size());
        std::copy_n(bytes.begin(), some, into.begin());
        bytes = bytes.subspan(some);
        return some;
    }, "a.kith");
    std::vector<std::pair<std::string, std::string>> out;
    for (;;) {
        auto part = reader.next();
        if (!part) return part.error();
        if (!*part) return out;
        if ((*part)->size > 10'000'000) return base::internal_error("a part of another size got through");
        std::string text(static_cast<std::size_t>((*part)->size), ' ');
        if (auto s = reader.read(std::as_writable_bytes(std::span(text.data(), text.size()))); !s) return s.error();
        out.emplace_back((*part)->name, text);
    }
}

TEST(Body, PartsComeBackAtEverySizeAroundAChunk) {
    // A part's own beginning is 10 bytes here: name 1, its length 1, its size 8.
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, chunk_size - 11, chunk_size - 10, chunk_size - 9, chunk_size, 3 * chunk_size - 10, 3 * chunk_size + 5}) {
        const std::vector<std::pair<std::string, std::string>> parts{{"a", std::string(size, 'x')}, {"b", "end"}, {"c", ""}};
        const Written one = written(parts);
        const auto back = read(one, one.bytes);
        ASSERT_TRUE(back) << size << ": " << back.error().message;
        EXPECT_EQ(*back, parts) << size;
        const Written alone = written({{"a", std::string(size, 'x')}});
        EXPECT_EQ(read(alone, alone.bytes)->front().second.size(), size);
    }
}

TEST(Body, NothingThatWasChangedOrCutOpens) {
    const Written one = written({{"a", std::string(chunk_size + 300, 'x')}, {"b", "end"}});
    for (std::size_t size = 0; size < one.bytes.size(); size += std::size_t{size > 200 && size < one.bytes.size() - 800 ? 997u : 1u})
        EXPECT_FALSE(read(one, std::span(one.bytes).first(size))) << "cut to " << size;
    for (std::size_t at = 0; at < one.bytes.size(); at += std::size_t{at > 200 && at < one.bytes.size() - 800 ? 997u : 1u}) {
        std::vector<unsigned char> changed = one.bytes;
        changed[at] ^= static_cast<unsigned char>(1 << (at % 8));
        const auto back = read(one, changed);
        ASSERT_FALSE(back) << "changed at " << at;
        EXPECT_EQ(back.error().code, base::Code::bad_input);
    }
    std::vector<unsigned char> longer = one.bytes;
    longer.push_back(0);
    EXPECT_FALSE(read(one, longer)) << "something follows the last chunk";
    Written other = written({{"a", "y"}});
    other.head.checksum[0] ^= 1;
    EXPECT_FALSE(read(other, other.bytes)) << "under another head";
}

}  // namespace body_test
}  // namespace kith::store
