// UTF-8: well-formed byte sequences are table 3-7 of the Unicode Standard 15.0; the first and last of each row, and their neighbours.
#include "engine/column/validate.hpp"

#include <gtest/gtest.h>

#include <string>

namespace validate_test {
using kith::column::valid_utf8;

TEST(Utf8, TakesTheEndsOfEveryRow) {
    for (const std::string text : {"", "plain", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xE0\xBF\xBF", "\xE1\x80\x80", "\xEC\xBF\xBF", "\xED\x80\x80",
                                   "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF0\xBF\xBF\xBF", "\xF1\x80\x80\x80", "\xF3\xBF\xBF\xBF",
                                   "\xF4\x80\x80\x80", "\xF4\x8F\xBF\xBF"})
        EXPECT_TRUE(valid_utf8(text)) << text;
    EXPECT_TRUE(valid_utf8(std::string_view("\0", 1)));
}

TEST(Utf8, RefusesTheirNeighbours) {
    for (const std::string text : {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC2", "\xC2\x7F", "\xC2\xC0", "\xE0\x9F\xBF", "\xE0\xA0", "\xE1\x80", "\xED\xA0\x80", "\xED\xBF\xBF",
                                   "\xEF\xBF", "\xF0\x8F\xBF\xBF", "\xF0\x90\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFE", "\xFF", "a\x80z", "\xC3("})
        EXPECT_FALSE(valid_utf8(text));
}

}  // namespace validate_test
