// Expected keys: Python 3.11 hashlib.blake2b over kind, scope and id, each framed by its length; the first 16 bytes.
#include "engine/base/ids.hpp"

#include <gtest/gtest.h>

#include <unordered_set>

namespace ids_test {
using namespace kith::base;

TEST(EntityKey, IsTheSameOnEveryMachine) {
    EXPECT_EQ(to_text(key_for(EntityKind::person, "people", "P001")), "person:9f46bc4f5430a75da3a6e4553ec15ed4");
    EXPECT_EQ(to_text(key_for(EntityKind::area, "lsoa", "E01007823")), "area:2c233dcf67e52a1c6824008e5dc75cbc");
}

TEST(EntityKey, DependsOnKindScopeAndId) {
    std::unordered_set<EntityKey> keys;
    for (const EntityKind kind : {EntityKind::person, EntityKind::asset, EntityKind::area})
        for (const char* scope : {"a", "b"})
            for (const char* id : {"1", "2", "11"}) keys.insert(key_for(kind, scope, id));
    EXPECT_EQ(keys.size(), 18u);
    EXPECT_NE(key_for(EntityKind::person, "a", "bc"), key_for(EntityKind::person, "ab", "c"));
}

TEST(EntityKey, GoesThroughText) {
    for (int kind = 0; kind < entity_kind_count; ++kind) {
        const EntityKey key = key_for(static_cast<EntityKind>(kind), "scope", "id");
        EXPECT_EQ(key_from_text(to_text(key)), key);
    }
    const EntityKey none;
    for (const char* text : {"", "person", "person:", "person:12", "person:9f46bc4f5430a75da3a6e4553ec15ed", "person:9f46bc4f5430a75da3a6e4553ec15edg",
                             "nobody:9f46bc4f5430a75da3a6e4553ec15ed4", "person-9f46bc4f5430a75da3a6e4553ec15ed4", "person:9F46BC4F5430A75DA3A6E4553EC15ED4"})
        EXPECT_EQ(key_from_text(text), none) << text;
}

TEST(NodeId, KnowsWhetherItIsOne) {
    EXPECT_FALSE(NodeId().valid());
    EXPECT_TRUE(NodeId{0}.valid());
    EXPECT_LT(NodeId{1}, NodeId{2});
}

}  // namespace ids_test
