#include "engine/column/type.hpp"

#include <gtest/gtest.h>

#include "engine/column/terms.hpp"

namespace type_test {
using namespace kith::column;

TEST(State, GoesThroughItsName) {
    for (int i = 0; i < state_count; ++i) {
        State back = State::withheld;
        EXPECT_TRUE(state_from_name(name_of(static_cast<State>(i)), back));
        EXPECT_EQ(back, static_cast<State>(i));
    }
    State same = State::declined;
    EXPECT_FALSE(state_from_name("nobody", same));
    EXPECT_EQ(same, State::declined);
}

TEST(Type, HasAName) {
    EXPECT_EQ(name_of(Type::boolean), "boolean");
    EXPECT_EQ(name_of(Type::point_list), "point_list");
}

TEST(Asked, PacksTwoBitsAFacet) {
    std::int32_t packed = 0;
    for (int f = 0; f < facet_count; ++f) packed = with_asked(packed, static_cast<Facet>(f), Asked::complete);
    EXPECT_EQ(packed, asked_everything);
    packed = with_asked(packed, Facet::groups, Asked::partly);
    EXPECT_EQ(asked_of(packed, Facet::groups), Asked::partly);
    EXPECT_EQ(asked_of(packed, Facet::neighbours), Asked::complete);
    EXPECT_EQ(asked_of(packed, Facet::paid_support), Asked::complete);
    EXPECT_EQ(asked_of(with_asked(packed, Facet::groups, Asked::not_asked), Facet::groups), Asked::not_asked);
}

TEST(Vocabulary, WordsHaveCodes) {
    EXPECT_EQ(code_of(asset_class_words, "culture"), 5);
    EXPECT_EQ(code_of(asset_class_words, "nobody"), -1);
    EXPECT_EQ(facet_words.size(), static_cast<std::size_t>(facet_count));
}

}  // namespace type_test
