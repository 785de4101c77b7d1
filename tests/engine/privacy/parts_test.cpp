// A number and its parts: what an attacker who knows the rules could still think of a part that is not said. All splits of small wholes are tried.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "engine/privacy/parts.hpp"

namespace kith::privacy {
namespace parts_test {

struct Case {
    Part whole;
    std::array<Part, 3> parts;
};

Case told(std::int64_t a, std::int64_t b, std::int64_t c) {
    const Rule rule;
    Case out{{a + b + c, true, {}}, {Part{a, true, {}}, Part{b, true, {}}, Part{c, true, {}}}};
    say_parts(out.whole, out.parts, rule);
    return out;
}

using Shown = std::array<std::optional<std::int64_t>, 4>;
Shown shown_of(const Case& one) { return {one.whole.shown, one.parts[0].shown, one.parts[1].shown, one.parts[2].shown}; }

TEST(Parts, LargeOnesAreRoundedAndSmallOnesAreNotSaid) {
    const Case one = told(41, 23, 3);
    EXPECT_EQ(one.parts[0].shown, 40);
    EXPECT_EQ(one.parts[1].shown, 25);
    EXPECT_FALSE(one.parts[2].shown);
    EXPECT_TRUE(one.whole.shown) << "65 to 67 could be: it leaves 0 to 7 for the part";
}

/// What is said of (a, b, c) never lets a part that is not said be known to fewer than five values: every (a', b', c') with the same numbers that can be
/// said by rounding alone is a thought that a reader may have.
TEST(Parts, NothingIsKnownToFewerThanFiveValues) {
    const Rule rule;
    const auto fits = [&](std::int64_t count, const std::optional<std::int64_t>& said) { return !said || shown(count, rule) == said; };
    int with_hidden = 0;
    for (std::int64_t a = 0; a <= 24; a += 2)
        for (std::int64_t b = 0; b <= 24; b += 3)
            for (std::int64_t c = 0; c <= 12; ++c) {
                const Shown said = shown_of(told(a, b, c));
                for (std::size_t part = 1; part < 4; ++part) {
                    if (said[part]) continue;
                    ++with_hidden;
                    std::set<std::int64_t> could_be;
                    for (std::int64_t x = 0; x <= 40; ++x)
                        for (std::int64_t y = 0; y <= 40; ++y)
                            for (std::int64_t z = 0; z <= 40; ++z)
                                if (fits(x, said[1]) && fits(y, said[2]) && fits(z, said[3]) && fits(x + y + z, said[0])) could_be.insert(std::array{x, y, z}[part - 1]);
                    ASSERT_GE(could_be.size(), 5u) << a << ' ' << b << ' ' << c << ", part " << part;
                }
            }
    EXPECT_GT(with_hidden, 500);
}

TEST(Parts, WhatTheyLeaveIsAPartToo) {
    const Rule rule;
    Part whole{21, true, {}};
    std::array<Part, 1> parts{Part{22 - 1, true, {}}};
    say_parts(whole, parts, rule);
    EXPECT_EQ(parts[0].shown, 20);
    EXPECT_EQ(whole.shown, 20) << "0 to 4 could be left";
    Part more{24, true, {}};
    std::array<Part, 2> two{Part{12, true, {}}, Part{11, true, {}}};   // 1 is left
    say_parts(more, two, rule);
    const std::int64_t left = (more.shown ? possible(*more.shown, rule).high : 99) - (two[0].shown ? possible(*two[0].shown, rule).low : 0) - (two[1].shown ? possible(*two[1].shown, rule).low : 0);
    EXPECT_GE(left, 4);
}

TEST(Parts, OfEnoughDifferentPeople) {
    const Rule rule;
    std::vector<std::int32_t> ten;
    for (std::int32_t person = 0; person < 10; ++person) ten.push_back(person);
    EXPECT_TRUE(of_enough_people(ten, rule));
    EXPECT_EQ(different(ten), 10);
    ten.insert(ten.end(), 30, 3);
    EXPECT_FALSE(of_enough_people(ten, rule)) << "three in four of them are one person's";
    EXPECT_EQ(different(ten), 10);
    EXPECT_FALSE(of_enough_people(std::vector<std::int32_t>(40, 1), rule));
    EXPECT_FALSE(of_enough_people({}, rule));
}

}  // namespace parts_test
}  // namespace kith::privacy
