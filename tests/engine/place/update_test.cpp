// A newer copy against what somebody changed by hand. Expected by hand from the three people and two assets of small_revision.hpp.
#include "engine/place/update.hpp"

#include <gtest/gtest.h>

#include "engine/place/edits_file.hpp"
#include "tests/engine/place/small_revision.hpp"

namespace kith {
namespace update_test {

using place::Edit;
using place::RevisionPtr;
using place::Value;

constexpr std::int64_t day_20000 = 20000 * 86400LL;

Edit set(const RevisionPtr& on, const base::EntityKey& subject, std::string field, Value after, std::string who) {
    Edit edit;
    edit.id = 1;
    edit.subject = subject;
    edit.field = std::move(field);
    edit.before = *place::value_at(*on, subject, edit.field);
    edit.after = std::move(after);
    edit.who = std::move(who);
    return edit;
}

place::UpdateOptions options(const std::string& table, std::int64_t when) {
    place::UpdateOptions out;
    out.files[table] = {table + ".csv"};
    out.when = when;
    return out;
}

RevisionPtr applied(const RevisionPtr& revision, std::vector<Edit> edits) {
    base::JobContext job;
    auto next = place::with_edits(revision, edits, column::heap_memory, job);
    EXPECT_TRUE(next) << next.error().message;
    return *next;
}

place::UpdateCount of(const place::Update& update, const std::string& table) {
    for (const auto& count : update.counts)
        if (count.table == table) return count;
    return {};
}

TEST(Update, TheSameCopyChangesNothing) {
    const RevisionPtr read = test::small_revision();
    const auto update = place::update_of(read, {}, read, test::small_revision(), options("assets", day_20000));
    ASSERT_TRUE(update);
    EXPECT_TRUE(update->edits.empty());
    EXPECT_TRUE(update->remarks.empty());
}

TEST(Update, WhatSomebodyChangedByHandStays) {
    const RevisionPtr read = test::small_revision();
    const std::vector<Edit> mine{set(read, test::asset("A1"), "assets.names/name", Value(std::string("Our choir")), "Kim")};
    const RevisionPtr now = applied(read, mine);
    const RevisionPtr newer = applied(read, {set(read, test::asset("A1"), "assets.names/name", Value(std::string("Town choir")), ""),
                                             set(read, test::asset("A2"), "assets.names/name", Value(std::string("Big park")), "")});
    const auto update = place::update_of(read, mine, now, newer, options("assets", day_20000));
    ASSERT_TRUE(update);
    EXPECT_EQ(of(*update, "assets").changed, 1);
    EXPECT_EQ(of(*update, "assets").own, 1);
    std::vector<Edit> all = mine;
    all.insert(all.end(), update->edits.begin(), update->edits.end());
    const RevisionPtr after = applied(read, all);
    EXPECT_EQ(*place::value_at(*after, test::asset("A1"), "assets.names/name"), Value(std::string("Our choir")));
    EXPECT_EQ(*place::value_at(*after, test::asset("A2"), "assets.names/name"), Value(std::string("Big park")));
    const auto again = place::update_of(read, all, after, newer, options("assets", day_20000));
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->edits.empty());
}

TEST(Update, ATieThatIsGoneEndsOnceAndComesBackAsANewOne) {
    const RevisionPtr read = test::small_revision();
    const base::EntityKey tie = read->key_of("ties", 1);
    const auto removed = place::removal(*read, tie);
    ASSERT_TRUE(removed);
    const RevisionPtr without = applied(read, {*removed});
    const auto update = place::update_of(read, {}, read, without, options("ties", day_20000));
    ASSERT_TRUE(update);
    EXPECT_EQ(of(*update, "ties").ended, 1);
    std::vector<Edit> all = update->edits;
    const RevisionPtr after = applied(read, all);
    EXPECT_EQ(*place::value_at(*after, after->key_of("ties", 1), "ties/until"), Value(place::Date{20000, column::Precision::day}));
    const auto again = place::update_of(read, all, after, without, options("ties", day_20000 + 86400));
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->edits.empty());
    const auto back = place::update_of(read, all, after, read, options("ties", day_20000 + 86400));
    ASSERT_TRUE(back);
    EXPECT_EQ(of(*back, "ties").added, 1);
    all.insert(all.end(), back->edits.begin(), back->edits.end());
    const RevisionPtr last = applied(read, all);
    EXPECT_EQ(last->column("ties", "from")->rows(), 4U) << "two times of one tie";
    EXPECT_TRUE(last->find(tie));
    const auto nothing = place::update_of(read, all, last, read, options("ties", day_20000 + 86400));
    ASSERT_TRUE(nothing);
    EXPECT_TRUE(nothing->edits.empty());
}

}  // namespace update_test
}  // namespace kith
