// Only what is a whole number and fits comes out of JSON as one.
#include "engine/base/whole.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace kith::base {
namespace whole_test {

using nlohmann::json;

TEST(Whole, WhatIsOneComesOut) {
    EXPECT_EQ(whole<int>(json::parse("-7")), -7);
    EXPECT_EQ(whole<std::int64_t>(json::parse("9223372036854775807")), std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(whole<std::uint64_t>(json::parse("18446744073709551615")), std::numeric_limits<std::uint64_t>::max());
    EXPECT_EQ(whole<std::int64_t>(json::parse("-9223372036854775808")), std::numeric_limits<std::int64_t>::min());
}

TEST(Whole, WhatIsNoneIsRefused) {
    for (const char* text : {"7.5", "7.0", "1e92", "true", "null", "\"7\"", "[7]", "{}"}) EXPECT_THROW(whole<int>(json::parse(text)), json::exception) << text;
}

TEST(Whole, WhatDoesNotFitIsRefused) {
    EXPECT_THROW(whole<int>(json::parse("2147483648")), json::exception);
    EXPECT_THROW(whole<std::int32_t>(json::parse("-2147483649")), json::exception);
    EXPECT_THROW(whole<std::int64_t>(json::parse("9223372036854775808")), json::exception);
    EXPECT_THROW(whole<std::uint64_t>(json::parse("-1")), json::exception);
}

}  // namespace whole_test
}  // namespace kith::base
