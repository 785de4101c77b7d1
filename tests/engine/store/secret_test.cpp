// Keys from passphrases, beside figures of other people's programs.
#include "engine/store/secret.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <string>

#include "tests/engine/store/words.hpp"
#include "tests/support/built.hpp"

namespace kith::store {
namespace secret_test {

std::string hex(std::span<const unsigned char> bytes) {
    std::string out;
    for (const unsigned char c : bytes) out += {"0123456789abcdef"[c >> 4], "0123456789abcdef"[c & 15]};
    return out;
}

Salt salt_of(const char* text) {
    Salt salt{};
    std::memcpy(salt.data(), text, salt.size());
    return salt;
}

// Weaker only where a sanitizer watches (decision 0083): in what people run, libsodium's crypto_pwhash_OPSLIMIT_MODERATE and MEMLIMIT_MODERATE (256 MiB).
TEST(Secret, WhatPeopleRunCostsAGuessDearly) {
#ifdef KITH_SANITIZED
    const bool watched = true;
#else
    const bool watched = kith::test::under_address_sanitizer();
#endif
    const Cost people{3, 262144};
    EXPECT_EQ(usual_cost(), watched ? test_cost : people);
}

// Expected: Debian's argon2 0~20171227, `echo -n PASSPHRASE | argon2 SALT -id -t PASSES -k KIBIBYTES -p 1 -l 32 -r` (the reference implementation).
TEST(Secret, KeysAreTheReferenceImplementations) {
    EXPECT_EQ(hex(key_of(test::secret("a passphrase of five words"), salt_of("0123456789abcdef"), {3, 65536})->bytes()), "1d96cc66032cf817d15f3a16ec22e006a4b29a7199c1d95515f45c6d8cd2064a");
    EXPECT_EQ(hex(key_of(test::secret("password"), salt_of("somesaltsomesalt"), {2, 1024})->bytes()), "08a19ee7f6d7f589c2ab6af18d6e724172b19f7d6fd462b38430ab31ceabeaf0");
}

TEST(Secret, AFileMayNotAskForEverything) {
    const Salt salt{};
    EXPECT_EQ(key_of(test::secret("x"), salt, {1, greatest_cost.kibibytes + 1}).error().code, base::Code::too_large);
    EXPECT_EQ(key_of(test::secret("x"), salt, {greatest_cost.passes + 1, 8}).error().code, base::Code::too_large);
    EXPECT_EQ(key_of(test::secret("x"), salt, {0, 8}).error().code, base::Code::too_large);
    EXPECT_FALSE(key_of(Secret(), salt, test_cost)) << "nothing was typed";
}

TEST(Secret, WhatIsHardToGuess) {
    EXPECT_EQ(strength_of("beans"), Strength::too_short);
    EXPECT_EQ(strength_of("aaaaaaaaaaaaaaaa"), Strength::weak) << "one letter";
    EXPECT_EQ(strength_of("neighbours"), Strength::too_short);
    EXPECT_EQ(strength_of("neighbourhood"), Strength::weak);
    EXPECT_EQ(strength_of("kettle lamp river sofa"), Strength::fair);
    EXPECT_EQ(strength_of("kettle lamp river sofa onion"), Strength::good);
    EXPECT_EQ(strength_of("\xC3\xA4\xC3\xB6\xC3\xBC\xC3\xA4\xC3\xB6\xC3\xBC"), Strength::too_short) << "six letters of two bytes";
}

}  // namespace secret_test
}  // namespace kith::store
