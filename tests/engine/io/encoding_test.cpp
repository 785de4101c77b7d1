#include "engine/io/encoding.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "engine/column/validate.hpp"
#include "tests/support/shared_data.hpp"

namespace kith::io {
namespace encoding_test {

struct Answer {
    std::string text;
    Encoding encoding;
    std::int64_t damaged;
    std::int64_t nul_bytes;
    bool copy;
};

Answer decode(const std::string& bytes) {
    static const auto decoder = Decoder::create();
    EXPECT_TRUE(decoder);
    const auto text = decoder->decode(std::as_bytes(std::span(bytes.data(), bytes.size())));
    EXPECT_TRUE(text);
    return {std::string(text->text()), text->encoding, text->damaged, text->nul_bytes, text->is_copy()};
}

/// UTF-16 by hand, for letters of the basic plane and pairs above it.
std::string utf16(const std::u16string& text, bool big, bool mark) {
    std::string out;
    const auto add = [&](char16_t unit) {
        const char low = static_cast<char>(unit & 0xFF), high = static_cast<char>(unit >> 8);
        out += big ? high : low;
        out += big ? low : high;
    };
    if (mark) add(0xFEFF);
    for (const char16_t unit : text) add(unit);
    return out;
}

TEST(Encoding, Utf8IsNotCopied) {
    const Answer plain = decode("id,name\n1,Zo\xC3\xAB\n");
    EXPECT_EQ(plain.encoding, Encoding::utf8);
    EXPECT_FALSE(plain.copy);
    EXPECT_EQ(decode("\xEF\xBB\xBFid\n").text, "id\n") << "the mark is dropped";
    EXPECT_EQ(decode("").text, "");
}

TEST(Encoding, Utf16BothWaysWithAndWithoutMark) {
    const std::u16string wide = u"id;name\n1;Zoë – \U0001F33B\n";
    const std::string narrow = "id;name\n1;Zo\xC3\xAB \xE2\x80\x93 \xF0\x9F\x8C\xBB\n";
    for (const bool big : {false, true})
        for (const bool mark : {true, false}) {
            const Answer answer = decode(utf16(wide, big, mark));
            EXPECT_EQ(answer.text, narrow) << big << mark;
            EXPECT_EQ(answer.encoding, big ? Encoding::utf16_big : Encoding::utf16_little);
            EXPECT_EQ(answer.damaged, 0);
        }
    EXPECT_EQ(decode(utf16(u"abcdef", false, true) + "x").damaged, 1) << "half a letter at the end";
    const std::u16string lone{u'a', u'b', char16_t(0xD800), u'c'};
    EXPECT_EQ(decode(utf16(lone, false, true)).text, "ab\xEF\xBF\xBD" "c") << "half of a pair";
}

TEST(Encoding, Windows1252IsRecognised) {
    // "Café – St Mary’s, €5" as Windows-1252 has it.
    const Answer answer = decode("Caf\xE9 \x96 St Mary\x92s, \x80""5\n");
    EXPECT_EQ(answer.encoding, Encoding::windows_1252);
    EXPECT_EQ(answer.text, "Caf\xC3\xA9 \xE2\x80\x93 St Mary\xE2\x80\x99s, \xE2\x82\xAC" "5\n");
    EXPECT_EQ(decode("a\x81" "b\xE9").damaged, 1) << "0x81 is no letter in Windows-1252";
}

TEST(Encoding, DamagedUtf8StaysUtf8) {
    // Three letters beyond ASCII and one stray byte: a damaged file, not another encoding.
    const Answer answer = decode("\xC3\xA9\xC3\xA9\xC3\xA9 \xFF x\n");
    EXPECT_EQ(answer.encoding, Encoding::utf8);
    EXPECT_EQ(answer.damaged, 1);
    EXPECT_EQ(answer.text, "\xC3\xA9\xC3\xA9\xC3\xA9 \xEF\xBF\xBD x\n");
}

TEST(Encoding, WhatIsBeyondUnicodeIsNoLetter) {
    // What UTF-8 would be for U+114514, U+140000 and U+1454514: four and five bytes, all of them damaged (RFC 3629, section 3).
    for (const std::string beyond : {"\xF4\x94\x94\x94", "\xF5\x80\x80\x80", "\xF9\x91\x91\x94\x94"}) {
        const Answer answer = decode("\xEF\xBB\xBF" "a" + beyond + "b");
        EXPECT_TRUE(column::valid_utf8(answer.text));
        EXPECT_EQ(answer.damaged, static_cast<std::int64_t>(beyond.size()));
        EXPECT_TRUE(answer.text.starts_with('a') && answer.text.ends_with('b'));
    }
}

TEST(Encoding, NulBytesAreTakenOut) {
    const Answer answer = decode(std::string("id,na\0me\n1,\0\0x\n", 15));
    EXPECT_EQ(answer.text, "id,name\n1,x\n");
    EXPECT_EQ(answer.nul_bytes, 3);
    EXPECT_EQ(decode(std::string(5, '\0')).text, "");
}

// The same register in four encodings (../shared/data/SOURCES.md: derived here from real files).
TEST(Encoding, RealFiles) {
    KITH_NEEDS_SHARED(shared);
    const auto load = [&](const char* name) {
        std::ifstream file(shared / "data/hostile/derived" / name, std::ios::binary);
        return decode(std::string{std::istreambuf_iterator<char>(file), {}});
    };
    const Answer little = load("doncaster_wards_utf16le_bom.csv");
    EXPECT_EQ(little.encoding, Encoding::utf16_little);
    EXPECT_EQ(little.text.substr(0, 14), "\"ward17_code\",");
    const Answer western = load("doncaster_wards_windows1252.csv");
    EXPECT_EQ(western.encoding, Encoding::windows_1252);
    EXPECT_NE(western.text.find("Caf\xC3\xA9 Quarter \xE2\x80\x93 St Mary\xE2\x80\x99s"), std::string::npos);
    EXPECT_EQ(load("doncaster_wards_utf8_bom_semicolon.csv").text.substr(0, 14), "\"ward17_code\";");
}

TEST(Encoding, OfALargeTextItIsSaidHowMuchHasBeenLookedAt) {
    std::string text(std::size_t{20} << 20, 'a');
    for (std::size_t at = 1; at + 1 < text.size(); at += 65521) text.replace(at, 2, "\xC3\xAB");  // anywhere, also across a step
    for (const std::size_t step : {8u, 16u}) text.replace((std::size_t{step} << 20) - 1, 2, "\xC3\xAB");
    std::vector<std::size_t> told;
    const Recognised found = recognise_encoding(std::as_bytes(std::span(text)), [&](std::size_t bytes) { told.push_back(bytes); });
    EXPECT_EQ(found.encoding, Encoding::utf8);
    EXPECT_EQ(found.damaged, 0);
    EXPECT_FALSE(found.ascii);
    ASSERT_EQ(told.size(), 3u);
    EXPECT_TRUE(std::is_sorted(told.begin(), told.end()));
    EXPECT_GE(told[0], std::size_t{8} << 20);
    EXPECT_LT(told[0], std::size_t{9} << 20);
    EXPECT_EQ(told[2], text.size());
    text.back() = '\xFF';
    EXPECT_EQ(recognise_encoding(std::as_bytes(std::span(text))).damaged, 1) << "looked at to the last byte, whoever listens";
}

RC_GTEST_PROP(Encoding, AnyBytesBecomeUtf8, ()) {
    const auto bytes = *rc::gen::container<std::string>(rc::gen::map(rc::gen::weightedOneOf<int>({{3, rc::gen::inRange(0, 256)}, {5, rc::gen::inRange(32, 127)}}), [](int b) { return static_cast<char>(b); }));
    const Answer answer = decode(bytes);
    RC_ASSERT(column::valid_utf8(answer.text));
    RC_ASSERT(answer.text.find('\0') == std::string::npos);
}

}  // namespace encoding_test
}  // namespace kith::io
