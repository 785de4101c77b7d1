// What is due again, by kind of record: days written down here, clocks of ties as data/tie_kinds.csv has them.
#include "engine/session/reviews.hpp"

#include "engine/column/date_words.hpp"
#include "engine/store/governance.hpp"
#include "tests/support/session_place.hpp"

namespace kith::reviews_test {
namespace reviews_test {

std::int32_t day(const char* text) { return *column::days_of(text); }

/// Two people with events and permissions, two assets, two ties.
std::filesystem::path small_place(const kith::test::Folder& folder) {
    kith::test::write_file(folder / "people.csv", "id,name,view,until\nP1,Ann,happy_as_is,2026-03-01\nP2,Ben,happy_as_is,2027-03-01\n");
    kith::test::write_file(folder / "assets.csv", "id,name,kind,review\nA1,Choir,choir,2026-05-01\nA2,Park,park,\n");
    kith::test::write_file(folder / "place.toml", R"(kith = 1
[place]
name = "Two"
[[people]]
file = "people.csv"
id = "id"
name = "name"
own_view = "view"
own_view_until = "until"
[[assets]]
file = "assets.csv"
id = "id"
name = "name"
kind = "kind"
review_by = "review"
)");
    return folder / "place.toml";
}

TEST(Reviews, WhatHasADayComesWhenTheDayComesAndThePurposeFirst) {
    const kith::test::Folder folder;
    session::Session session;
    ASSERT_EQ(kith::test::open_now(session, small_place(folder)), session::JobState::done);
    EXPECT_TRUE(session.reviews_due(day("2026-02-28")).empty());
    const auto first = session.reviews_due(day("2026-03-01"));
    ASSERT_EQ(first.size(), 1u);
    EXPECT_EQ(first[0].kind, "people");
    EXPECT_EQ(first[0].id, "P1");
    EXPECT_EQ(first[0].subject, session.view()->key(base::EntityKind::person, 0));
    const auto both = session.reviews_due(day("2026-06-30"));
    ASSERT_EQ(both.size(), 2u);
    EXPECT_EQ(both[1].kind, "assets");
    EXPECT_EQ(both[1].id, "A1");
    EXPECT_EQ(both[1].day, day("2026-05-01"));
    EXPECT_EQ(session.reviews_due(day("2027-03-01")).size(), 3u) << "the park has no day, and is never due";
}

TEST(Reviews, AMonthOnIsTheSameDayOrTheLast) {
    EXPECT_EQ(session::months_after(day("2026-01-31"), 1), day("2026-02-28"));
    EXPECT_EQ(session::months_after(day("2024-02-29"), 12), day("2025-02-28"));
    EXPECT_EQ(session::permission_again(day("2026-03-15")), day("2027-03-15"));
}

TEST(Reviews, ADayIsADay) {
    EXPECT_EQ(column::days_of("1970-01-02"), 1);
    EXPECT_EQ(column::days_of("2000-03-01"), 11017) << "date -u -d 2000-03-01 +%s divided by 86400";
    for (const char* none : {"", "2026-2-1", "2026-02-30", "2026-13-01", "2026-01-01x", "yesterday"}) EXPECT_FALSE(column::days_of(none)) << none;
}

}  // namespace reviews_test
}  // namespace kith::reviews_test
