// Linked selection: what follows by deltas is what a set of rows says.
#include "viewer/model/emphasis.hpp"

#include <gtest/gtest.h>

#include <set>

#include "engine/base/random.hpp"
#include "tests/viewer/model/keyed.hpp"

namespace emphasis_test {
using namespace kith;
using namespace kith::viewer::model;
using picture::Emphasis;

struct Fixture {
    std::shared_ptr<test::FakeView> view = std::make_shared<test::FakeView>();
    session::EntityIndex index;
    Emphasised emphasised;
    session::KeySet selection, hovered;
    Fixture() {
        test::SmallPlace place;
        for (int i = 0; i < 40; ++i) place.people.push_back({"P" + std::to_string(i)});
        for (int i = 0; i < 10; ++i) place.assets.push_back({"A" + std::to_string(i)});
        place.areas = {"One", "Two"};
        place.ties = {{0, 1}, {0, 1}, {0, 2}, {0, 45}};
        test::fill_with_keys(place, *view);
        index = session::EntityIndex(view);
        emphasised.reset(*view);
    }
    base::EntityKey person(std::size_t row) const { return view->key(base::EntityKind::person, row); }
    bool follow() { return emphasised.follow(index, selection, hovered, view->segment("lens.any").get()); }
};

TEST(Emphasised, FollowsSelectionThroughAnySteps) {
    Fixture f;
    base::RandomStream random(5, "selection");
    std::set<std::size_t> expected;
    for (int step = 0; step < 500; ++step) {
        const std::size_t row = random.below(40);
        const auto key = f.person(row);
        switch (random.below(4)) {
            case 0: f.selection.change(std::span(&key, 1), session::SelectMode::replace); expected = {row}; break;
            case 1: f.selection.change(std::span(&key, 1), session::SelectMode::add); expected.insert(row); break;
            case 2: f.selection.change(std::span(&key, 1), session::SelectMode::remove); expected.erase(row); break;
            default:
                f.selection.change(std::span(&key, 1), session::SelectMode::toggle);
                if (!expected.insert(row).second) expected.erase(row);
        }
        if (step % 3 != 0 || (step > 200 && step < 400)) continue;  // sometimes several steps, once very many
        f.follow();
        ASSERT_EQ(f.emphasised.marks().selected, expected.size());
        for (std::size_t i = 0; i < 40; ++i) ASSERT_EQ(f.emphasised.marks().people[i] == Emphasis::selected, expected.contains(i));
    }
}

TEST(Emphasised, HoverLightsNeighboursAndLeavesNoTrace) {
    Fixture f;
    const auto selected = f.person(1), hovered = f.person(0), elsewhere = f.person(30);
    f.selection.change(std::span(&selected, 1), session::SelectMode::replace);
    f.hovered.change(std::span(&hovered, 1), session::SelectMode::replace);
    EXPECT_TRUE(f.follow());
    EXPECT_EQ(f.emphasised.marks().people[0], Emphasis::hovered);
    EXPECT_EQ(f.emphasised.marks().people[1], Emphasis::selected);  // stays so
    EXPECT_EQ(f.emphasised.marks().people[2], Emphasis::neighbour);
    EXPECT_EQ(f.emphasised.marks().assets[5], Emphasis::neighbour);
    const auto version = f.emphasised.version();
    EXPECT_FALSE(f.follow());
    EXPECT_EQ(f.emphasised.version(), version);
    f.hovered.change(std::span(&elsewhere, 1), session::SelectMode::replace);
    EXPECT_TRUE(f.follow());
    for (std::size_t i = 0; i < 40; ++i) EXPECT_EQ(f.emphasised.marks().people[i], i == 30 ? Emphasis::hovered : i == 1 ? Emphasis::selected : Emphasis::none) << i;
    EXPECT_EQ(f.emphasised.marks().assets[5], Emphasis::none);
}

TEST(Emphasised, AreasAndStrangers) {
    Fixture f;
    const base::EntityKey keys[] = {f.view->key(base::EntityKind::area, 1, "patch"), base::key_for(base::EntityKind::person, "elsewhere", "x")};
    f.selection.change(keys, session::SelectMode::replace);
    f.follow();
    EXPECT_EQ(f.emphasised.marks().areas[0], (std::vector<Emphasis>{Emphasis::none, Emphasis::selected}));
    EXPECT_EQ(f.emphasised.marks().selected, 1u);  // the stranger is nobody here
}

}  // namespace emphasis_test
