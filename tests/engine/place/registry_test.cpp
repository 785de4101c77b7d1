#include "engine/place/registry.hpp"

#include <gtest/gtest.h>

#include <set>

using namespace kith;
using namespace kith::place;

TEST(Registry, HasEveryKindThatTheDesignNames) {
    // Design section 4.
    for (const char* kind : {"family", "friend", "neighbour", "peer", "member_of", "attends", "volunteers_at", "uses_service", "paid_support", "works_at", "runs",
                             "held_at", "part_of", "funds", "allied"})
        EXPECT_GE(find_tie_kind(kind), 0) << kind;
}

TEST(Registry, WordsAreComparedWithoutCaseSpacesOrDashes) {
    EXPECT_EQ(find_tie_kind("Member Of"), find_tie_kind("member_of"));
    EXPECT_EQ(find_tie_kind(" volunteers-at "), find_tie_kind("volunteers_at"));
    EXPECT_EQ(find_tie_kind("member"), find_tie_kind("member_of")) << "an alias";
    EXPECT_EQ(find_tie_kind("no such kind"), -1);
}

TEST(Registry, PaidBelongsToTheKindOnlyAsADefault) {
    const auto& kinds = tie_kinds();
    EXPECT_EQ(kinds[static_cast<std::size_t>(find_tie_kind("friend"))].paid, false);
    EXPECT_EQ(kinds[static_cast<std::size_t>(find_tie_kind("paid_support"))].paid, true);
    EXPECT_EQ(kinds[static_cast<std::size_t>(find_tie_kind("advocates"))].paid, std::nullopt) << "domain 1.4: paid or not";
}

TEST(Registry, EverySubtypeHasAClassAndNoWordStandsTwice) {
    std::set<std::string_view> seen;
    for (const auto& subtype : asset_subtypes()) {
        EXPECT_TRUE(seen.insert(subtype.key).second) << subtype.key;
        EXPECT_EQ(registry_word(subtype.key), subtype.key);
    }
    ASSERT_NE(find_asset_subtype("library"), nullptr);
    EXPECT_EQ(find_asset_subtype("library")->primary, column::AssetClass::institution);
    EXPECT_EQ(find_asset_subtype("refuge_or_shelter")->sensitivity, column::Sensitivity::hidden);
}

TEST(Registry, KindsOfBackdrop) {
    EXPECT_EQ(find_backdrop_look("residential"), column::BackdropLook::street);
    EXPECT_EQ(find_backdrop_look("Motorway"), column::BackdropLook::main_road);
    EXPECT_EQ(find_backdrop_look("A Road"), column::BackdropLook::main_road) << "OS Open Roads";
    EXPECT_EQ(find_backdrop_look("Local Access Road"), column::BackdropLook::street);
    EXPECT_EQ(find_backdrop_look("wood"), column::BackdropLook::green);
    EXPECT_EQ(find_backdrop_look("pipeline"), std::nullopt);
    for (const std::string_view word : column::backdrop_look_words)
        EXPECT_TRUE(word == "other" || find_backdrop_look(word)) << word << ": each look's own word is known";
}
