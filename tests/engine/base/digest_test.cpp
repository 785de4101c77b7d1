// Expected digests: Python 3.11 hashlib.blake2b(digest_size=32) over the same bytes, lengths framed as u64 little-endian.
#include "engine/base/digest.hpp"

#include <gtest/gtest.h>

namespace {
using namespace kith::base;

TEST(Digest, IsBlake2bOverFramedParts) {
    DigestBuilder first, second, number;
    EXPECT_EQ(first.add("ab").add("c").finish().hex(), "20263e794775e4edf2b306c0f306af9e50175c831c857604b481e847f790bf95");
    EXPECT_EQ(second.add("a").add("bc").finish().hex(), "77bbcab7072b897c548327378f11776f4853104c71bdb95a12ded5d2783523bf");
    EXPECT_EQ(number.add(std::uint64_t{5}).finish().hex(), "effb728943197fd12e694cbf3f3ede28fbf7498b0370c6dfa0013874b417c178");
    EXPECT_EQ(digest_of({}).hex(), "81e47a19e6b29b0a65b9591762ce5143ed30d0261e5d24a3201752506b20f15c");
}

TEST(Digest, ComparesByBytes) {
    const std::string text = "the same";
    const auto bytes = std::as_bytes(std::span(text.data(), text.size()));
    EXPECT_EQ(digest_of(bytes), digest_of(bytes));
    EXPECT_NE(digest_of(bytes), digest_of(bytes.subspan(1)));
}

}  // namespace
