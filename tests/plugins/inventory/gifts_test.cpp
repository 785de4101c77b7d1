// Words to kinds of gifts, by data/gifts.csv as it stands.
#include "plugins/inventory/gifts.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <string>

namespace gifts_test {

using namespace kith::inventory;

TEST(Gifts, EveryWordOfTheTable) {
    const std::map<std::string, int> kinds{{"head", 0}, {"hands", 1}, {"heart", 2}, {"connection", 3}, {"experience", 4}};
    std::ifstream table(KITH_SOURCE_DIR "/data/gifts.csv");
    std::string line;
    std::getline(table, line);
    int rows = 0;
    for (; std::getline(table, line); ++rows) {
        const auto comma = line.find(',');
        EXPECT_EQ(gift_of(line.substr(0, comma)), kinds.at(line.substr(comma + 1))) << line;
    }
    EXPECT_GT(rows, 100);
}

TEST(Gifts, CaseAndUnderscoresDoNotMatter) {
    EXPECT_EQ(gift_of("Dog_Walking"), 1);
    EXPECT_EQ(gift_of("dog walking"), 1);
    EXPECT_EQ(gift_of("dog walk"), other_gift);
    EXPECT_EQ(gift_of(""), other_gift);
}

TEST(Gifts, Counts) {
    GiftCount count;
    add_person(count, std::vector<int>{0, 1, 1});
    add_person(count, std::vector<int>{other_gift});
    EXPECT_EQ(count.people, 2);
    EXPECT_EQ(count.gifts(), 4);
    EXPECT_EQ(count.by_kind[1], 2);
    EXPECT_EQ(count.by_kind[other_gift], 1);
}

}  // namespace gifts_test
