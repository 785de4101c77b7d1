#include "engine/place/rows.hpp"

#include <gtest/gtest.h>

#include "tests/engine/place/small_revision.hpp"

using namespace kith;
using namespace kith::place;

TEST(ChooseRows, WithoutAPersonTheirTiesGoAndEveryReferenceFollows) {
    const auto before = test::small_revision();
    RowChoices choices;
    choices.people = std::vector<std::int32_t>{1, 2};  // P1 is gone
    const auto after = choose_rows(*before, choices, column::heap_memory);
    ASSERT_TRUE(after);
    EXPECT_EQ((*after)->people(), 2u);
    EXPECT_EQ((*after)->column("people.names", "id")->text(0), "P2");
    // Only P3 - choir is left: P3 is node 1 now, and the choir, the first asset, follows the two people.
    ASSERT_EQ((*after)->column("ties", "from")->rows(), 1u);
    EXPECT_EQ((*after)->column("ties", "from")->i32()[0], 1);
    EXPECT_EQ((*after)->column("ties", "to")->i32()[0], 2 + 0);
    EXPECT_EQ((*after)->column("people.gifts", "interests")->list(1).size(), 1u);
    EXPECT_EQ((*after)->segment("assets"), before->segment("assets")) << "untouched segments are shared";
}

TEST(ChooseRows, ANewRowIsUnstatedAndBelongsNowhere) {
    const auto before = test::small_revision();
    RowChoices choices;
    choices.people = std::vector<std::int32_t>{0, -1, 1, 2};
    const auto after = choose_rows(*before, choices, column::heap_memory);
    ASSERT_TRUE(after);
    EXPECT_EQ((*after)->column("people", "role")->i32()[1], 0);
    EXPECT_EQ((*after)->column("people", "household")->i32()[1], base::no_row);
    EXPECT_EQ((*after)->column("people", "area")->i32()[1], base::no_row);
    EXPECT_EQ((*after)->column("people", "introduce")->state(1), column::State::unstated);
    EXPECT_EQ((*after)->column("ties", "from")->i32()[2], 3);
    EXPECT_EQ((*after)->column("ties", "to")->i32()[2], 4);
}

TEST(ChooseRows, AnActivityWhoseOrganisationGoesStandsForItself) {
    const auto whole = test::small_revision();
    column::SegmentBuilder builder("assets");
    for (const auto& c : whole->segment("assets")->columns()) {
        if (c.key() == "counted_with") builder.add_i32("counted_with", {0, 0});  // the choir's walks in the park
        else builder.add_column(whole->segment("assets"), c);
    }
    const auto before = whole->with({test::finished(std::move(builder))});
    RowChoices choices;
    choices.assets = std::vector<std::int32_t>{1};
    const auto after = choose_rows(*before, choices, column::heap_memory);
    ASSERT_TRUE(after);
    EXPECT_EQ((*after)->column("assets", "counted_with")->i32()[0], 0);
    ASSERT_EQ((*after)->column("ties", "from")->rows(), 1u) << "both ties to the choir went with it, the friendship did not";
    EXPECT_EQ((*after)->column("ties", "to")->i32()[0], 1);
}
