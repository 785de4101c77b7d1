#include "engine/base/text.hpp"

#include <gtest/gtest.h>

#include <array>

namespace text_test {
using namespace kith::base;

TEST(Text, NamesTheNearestWord) {
    constexpr std::array<std::string_view, 4> known{"people", "assets", "areas", "ties"};
    EXPECT_EQ(nearest_word("poeple", known), "people");
    EXPECT_EQ(nearest_word("asets", known), "assets");
    EXPECT_EQ(nearest_word("tie", known), "ties");
    EXPECT_EQ(nearest_word("households", known), "");
    EXPECT_EQ(nearest_word("people", known), "people");
    EXPECT_EQ(nearest_word("x", {}), "");
}

TEST(Text, GroupsThousands) {
    EXPECT_EQ(grouped(0), "0");
    EXPECT_EQ(grouped(999), "999");
    EXPECT_EQ(grouped(1000), "1,000");
    EXPECT_EQ(grouped(1234567), "1,234,567");
    EXPECT_EQ(grouped(-1000), "-1,000");
    EXPECT_EQ(grouped(-999), "-999");
    EXPECT_EQ(grouped(INT64_MIN), "-9,223,372,036,854,775,808");
}

TEST(Text, Counts) {
    EXPECT_EQ(counted(1, "tie"), "1 tie");
    EXPECT_EQ(counted(0, "tie"), "0 ties");
    EXPECT_EQ(counted(2000, "person", "people"), "2,000 people");
    EXPECT_EQ(counted(1, "person", "people"), "1 person");
}

TEST(Text, LowersAsciiOnly) { EXPECT_EQ(lower("LSOA 2011 É"), "lsoa 2011 É"); }

TEST(Text, Trims) {
    EXPECT_EQ(trimmed(" \t a b \r\n"), "a b");
    EXPECT_EQ(trimmed(" \n"), "");
    EXPECT_EQ(trimmed(""), "");
}

}  // namespace text_test
