// Expected digests: Python 3.11 hashlib.blake2b(digest_size=32) over the same bytes, lengths framed as u64 little-endian.
#include "engine/base/content.hpp"
#include "engine/base/digest.hpp"

#include <gtest/gtest.h>

#include <string>

namespace digest_test {
using namespace kith::base;

TEST(Digest, IsBlake2bOverFramedParts) {
    DigestBuilder first, second, number;
    EXPECT_EQ(first.add("ab").add("c").finish().hex(), "20263e794775e4edf2b306c0f306af9e50175c831c857604b481e847f790bf95");
    EXPECT_EQ(second.add("a").add("bc").finish().hex(), "77bbcab7072b897c548327378f11776f4853104c71bdb95a12ded5d2783523bf");
    EXPECT_EQ(number.add(std::uint64_t{5}).finish().hex(), "effb728943197fd12e694cbf3f3ede28fbf7498b0370c6dfa0013874b417c178");
    EXPECT_EQ(digest_of({}).hex(), "81e47a19e6b29b0a65b9591762ce5143ed30d0261e5d24a3201752506b20f15c");
}

std::string run_up_to(std::size_t size) {
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(i % 251);
    return bytes;
}

TEST(Digest, IsTheSameHoweverMuchWaits) {
    // 8 bytes of length and 248 fill what waits; one more does not fit.
    DigestBuilder full, over, mixed, many;
    EXPECT_EQ(full.add(run_up_to(248)).finish().hex(), "72dad84036e48e8516b5d6e23dfde81f4807fe4d81687374fd14f818256e3d95");
    EXPECT_EQ(over.add(run_up_to(249)).finish().hex(), "ce1be6f517a0a06de69a0cce4e69288cfc508fa51ed85f2e38b2e17e7639fda0");
    mixed.add("one").add(run_up_to(1000)).add(std::uint64_t{7}).add("two");
    EXPECT_EQ(mixed.finish().hex(), "6ecb6604e4e417237e809f7a97cf48f1b25c5c6b231e83f2f44b4ccc77e7c800");
    for (int i = 0; i < 100; ++i) many.add("0123456789");
    EXPECT_EQ(many.finish().hex(), "1d210416919d8ce681ed86a396d08bf36c271f9f321f4da984a19934d880e775");
}

// XXH3-128 of "" and "abc" as `xxhsum -H2` prints them (99aa06d3014798d86001c324468d497f, 06b05ab6733a618578af5f94892f3950), then
// hashlib.blake2b over u64 length, u64 16 and those bytes.
TEST(Digest, TakesLargeContentsByTheirXxh3) {
    DigestBuilder empty, abc;
    EXPECT_EQ(add_content(empty, {}).finish().hex(), "6a18b34b6f4a6e7ad99f1cc970c47dd34dd8322d23691daac2bcaff0a4fd8f5b");
    EXPECT_EQ(add_content(abc, std::as_bytes(std::span("abc", 3))).finish().hex(), "5321bede16093a291895d3333ccf4a38c456828525a86bb8b6492667674362e3");
}

TEST(Digest, ComparesByBytes) {
    const std::string text = "the same";
    const auto bytes = std::as_bytes(std::span(text.data(), text.size()));
    EXPECT_EQ(digest_of(bytes), digest_of(bytes));
    EXPECT_NE(digest_of(bytes), digest_of(bytes.subspan(1)));
}

}  // namespace digest_test
