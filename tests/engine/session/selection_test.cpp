#include "engine/session/selection.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

using namespace kith;
using namespace kith::session;

namespace selection_test {

base::EntityKey key(std::uint64_t number) { return {base::EntityKind::person, 1, number}; }
std::vector<base::EntityKey> keys(std::initializer_list<std::uint64_t> numbers) {
    std::vector<base::EntityKey> list;
    for (const auto number : numbers) list.push_back(key(number));
    return list;
}

TEST(KeySet, KeepsTheOrderAndCountsRepeatsOnce) {
    KeySet set;
    EXPECT_TRUE(set.change(keys({3, 1, 3, 2}), SelectMode::replace));
    EXPECT_EQ(std::vector(set.keys().begin(), set.keys().end()), keys({3, 1, 2}));
    EXPECT_TRUE(set.change(keys({1, 4}), SelectMode::toggle));
    EXPECT_EQ(std::vector(set.keys().begin(), set.keys().end()), keys({3, 2, 4}));
    EXPECT_FALSE(set.change(keys({3}), SelectMode::add));
    EXPECT_EQ(set.version(), 2u);
}

TEST(KeySet, StepsBetweenVersionsAddUp) {
    KeySet set;
    set.change(keys({1, 2}), SelectMode::replace);
    const auto from = set.version();
    set.change(keys({3}), SelectMode::add);
    set.change(keys({1, 3}), SelectMode::remove);
    set.change(keys({1}), SelectMode::add);
    const auto delta = set.since(from);
    ASSERT_TRUE(delta);
    EXPECT_TRUE(delta->added.empty());    // 3 came and went, 1 went and came
    EXPECT_TRUE(delta->removed.empty());
    EXPECT_EQ(delta->to, set.version());
}

TEST(KeySet, WhatIsTooLongAgoIsNotTold) {
    KeySet set;
    for (std::uint64_t i = 0; i < 200; ++i) set.change(keys({i}), SelectMode::replace);
    EXPECT_FALSE(set.since(1));
    EXPECT_TRUE(set.since(set.version() - 10));
    EXPECT_FALSE(set.since(set.version() + 1));
}

// Against a plain set of the standard library.
RC_GTEST_PROP(KeySet, AgreesWithASetWhateverIsDone, ()) {
    KeySet set;
    std::set<base::EntityKey> model, before;
    std::uint64_t from = 0;
    const auto steps = *rc::gen::inRange(1, 60);
    for (int step = 0; step < steps; ++step) {
        std::vector<base::EntityKey> some;
        for (const int number : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 12))) some.push_back(key(static_cast<std::uint64_t>(number)));
        const auto mode = static_cast<SelectMode>(*rc::gen::inRange(0, 4));
        const std::set<base::EntityKey> distinct(some.begin(), some.end());
        if (mode == SelectMode::replace) model = distinct;
        for (const auto& one : distinct) {
            if (mode == SelectMode::add) model.insert(one);
            if (mode == SelectMode::remove) model.erase(one);
            if (mode == SelectMode::toggle && model.erase(one) == 0) model.insert(one);
        }
        set.change(some, mode);
        RC_ASSERT(std::set<base::EntityKey>(set.keys().begin(), set.keys().end()) == model);
        const auto delta = set.since(from);
        RC_ASSERT(delta.has_value());
        std::set<base::EntityKey> rebuilt = before;
        for (const auto& one : delta->removed) RC_ASSERT(rebuilt.erase(one) == 1u);
        for (const auto& one : delta->added) RC_ASSERT(rebuilt.insert(one).second);
        RC_ASSERT(rebuilt == model);
        if (*rc::gen::inRange(0, 3) == 0) from = set.version(), before = model;
    }
}

}  // namespace selection_test
