// The day's other lists: reviews by a kind's clock and season, what is held that wants looking at, how often people want to speak, a path's next step, what was
// changed. Days are counted by hand from a calendar; clocks are read from data/review_clocks.csv.
#include "engine/session/today.hpp"

#include <algorithm>

#include "engine/place/registry.hpp"
#include "engine/privacy/path.hpp"
#include "engine/session/cell_text.hpp"
#include "tests/support/session_place.hpp"

namespace today_test {
using namespace kith;
using namespace kith::session;
using Kind = TodayList::Kind;

constexpr std::int32_t day = 20634;  // 30 June 2026
Date on(std::int32_t days) { return {days, column::Precision::day}; }

class Day : public ::testing::Test {
protected:
    void SetUp() override { ASSERT_EQ(test::open_now(session_, test::sample("patch") / "patch.toml"), JobState::done); }
    TodayList list(Kind kind, std::int32_t when = day, const TodayFrom& from = {}) {
        auto made = session::today(*session_.view(), when, from);
        EXPECT_TRUE(made);
        return std::move(made->lists[static_cast<std::size_t>(kind)]);
    }
    static const TodayLine* about(const TodayList& list, const base::EntityKey& key) {
        const auto at = std::find_if(list.lines.begin(), list.lines.end(), [&](const TodayLine& line) { return line.about == key; });
        return at == list.lines.end() ? nullptr : &*at;
    }
    base::EntityKey person(std::size_t row) const { return session_.view()->key(base::EntityKind::person, row); }
    base::EntityKey asset(std::size_t row) const { return session_.view()->key(base::EntityKind::asset, row); }
    /// All assets but this one are put out of the way; it has no day of its own.
    void only(std::size_t row, std::string subtype, std::int32_t confirmed) {
        std::vector<base::EntityKey> others;
        for (std::size_t i = 0; i < session_.view()->assets(); ++i)
            if (i != row) others.push_back(asset(i));
        ASSERT_TRUE(session_.apply(SetCells{others, "assets/status", static_cast<std::int64_t>(column::AssetStatus::closed)}));
        ASSERT_TRUE(session_.apply(SetCells{{asset(row)}, "assets/subtype", std::move(subtype)}));
        ASSERT_TRUE(session_.apply(SetCells{{asset(row)}, "assets/confirmed_on", on(confirmed)}));
        ASSERT_TRUE(session_.apply(SetCells{{asset(row)}, "assets/review_by", Missing{column::State::unstated}}));
    }
    std::size_t due(std::int32_t when) { return list(Kind::reviews, when).lines.size(); }
    Session session_;
};

TEST(ReviewClocks, AreOfTheKindElseOfTheForm) {
    EXPECT_EQ(place::review_clock("coffee_morning", column::Form::activity).months, 3);
    EXPECT_EQ(place::review_clock("Coffee morning", column::Form::activity).months, 3);
    EXPECT_EQ(place::review_clock("something else", column::Form::activity).months, 6);
    EXPECT_EQ(place::review_clock("", column::Form::place).months, 24);
    const auto garden = place::review_clock("community_garden", column::Form::place);
    EXPECT_TRUE(garden.in_season(2));
    EXPECT_FALSE(garden.in_season(6));
    EXPECT_TRUE(place::review_clock("park", column::Form::place).in_season(6));
}

TEST_F(Day, AnAssetIsDueByTheClockOfItsKind) {
    only(0, "coffee_morning", day - 60);  // 1 May: three months later is 1 August, day + 32
    EXPECT_EQ(due(day), 0u);
    EXPECT_EQ(due(day + 24), 0u);
    EXPECT_EQ(due(day + 25), 1u) << "a week before";
    ASSERT_TRUE(session_.apply(SetCells{{asset(0)}, "assets/review_by", on(day + 3)}));
    EXPECT_EQ(due(day), 1u) << "its own day comes before the clock";
}

TEST_F(Day, AKindWithASeasonWaitsForIt) {
    only(0, "community_garden", day - 395);  // 31 May 2025: twelve months are over, and June is no month to ask gardeners
    EXPECT_EQ(due(day), 0u);
    EXPECT_NE(list(Kind::reviews).further.find("season"), std::string::npos);
    EXPECT_EQ(due(day + 217), 1u) << "2 February 2027";
    EXPECT_EQ(due(day + 335), 1u) << "31 May 2027: twice as long is long enough, whatever the month";
    EXPECT_EQ(due(day + 334), 0u);
}

TEST_F(Day, HowOftenSomebodyWantsToSpeak) {
    ASSERT_TRUE(session_.apply(AddPerson{"Invented Neighbour", {}, column::Role::participant, {}, {}}));
    const base::EntityKey who = session_.selection().keys().back();
    ASSERT_TRUE(session_.apply(AddEvent{column::EventKind::conversation, on(day - 20), who, {}, "said", {}, {}}));
    EXPECT_EQ(about(list(Kind::to_speak), who), nullptr) << "eight weeks where nobody said";
    ASSERT_TRUE(session_.apply(SetCells{{who}, "people.attributes/contact_every_weeks", 2.0}));
    const TodayList now = list(Kind::to_speak);
    ASSERT_NE(about(now, who), nullptr);
    EXPECT_NE(about(now, who)->detail.find("wanted every 2 weeks"), std::string::npos);
    ASSERT_TRUE(session_.apply(SetCells{{who}, "people.attributes/contact_every_weeks", 3.0}));
    EXPECT_EQ(about(list(Kind::to_speak), who), nullptr);
}

TEST_F(Day, APathIsReadBackAndItsNextStepIsPromised) {
    const base::EntityKey who = person(0);
    NoteDown path;
    path.cells = {{{who}, "people.path/vision", std::string("A garden with others in it")}, {{who}, "people.path/next_step", std::string("See the allotment")}, {{who}, "people.path/by_when", on(day + 4)}};
    ASSERT_TRUE(session_.apply(path));
    const auto lines = privacy::path_of(*session_.view(), base::EntityKind::person, 0);
    ASSERT_EQ(lines.size(), 3u);
    EXPECT_EQ(lines[0].words, "A garden with others in it");
    EXPECT_EQ(lines[2].words, "4 July 2026");
    const TodayList promised = list(Kind::promises);
    EXPECT_TRUE(std::any_of(promised.lines.begin(), promised.lines.end(), [&](const TodayLine& line) { return line.about == who && line.text.starts_with("See the allotment"); }));
    ASSERT_TRUE(session_.apply(SetCells{{asset(0)}, "assets.path/vision", std::string("Open on Sundays")}));
    EXPECT_EQ(privacy::path_of(*session_.view(), base::EntityKind::asset, 0).size(), 1u);
    ASSERT_TRUE(session_.show_to(privacy::Audience::safe));
    EXPECT_EQ(session_.view()->segment("assets.path"), nullptr) << "a path is the team's";
    EXPECT_EQ(session_.view()->segment("people.path"), nullptr);
}

TEST_F(Day, WhatIsHeldIsLookedAtAgain) {
    const base::EntityKey who = person(0);
    const auto before = list(Kind::records).lines.size();
    ASSERT_TRUE(session_.apply(SetCells{{who}, "people.permissions/given_on", on(day - 365)}));
    EXPECT_NE(about(list(Kind::records), who), nullptr);
    store::Purpose purpose;
    purpose.what = "Walking alongside";
    purpose.review_on = "2026-07-01";
    const TodayList with = list(Kind::records, day, {purpose, {}, {}});
    EXPECT_TRUE(std::any_of(with.lines.begin(), with.lines.end(), [](const TodayLine& line) { return line.text.find("Walking alongside") != std::string::npos; })) << before;
    purpose.review_on = "2027-07-01";
    const TodayList later = list(Kind::records, day, {purpose, {}, {}});
    EXPECT_FALSE(std::any_of(later.lines.begin(), later.lines.end(), [](const TodayLine& line) { return line.text.find("Walking alongside") != std::string::npos; }));
}

TEST_F(Day, WhatWasChangedOfAnAsset) {
    ASSERT_TRUE(session_.apply(SetCells{{asset(3)}, "assets.details/when", std::string("Tuesdays at ten")}));
    const TodayList fresh = list(Kind::fresh, day, {{}, session_.edits(), {}});
    ASSERT_NE(about(fresh, asset(3)), nullptr);
    EXPECT_NE(about(fresh, asset(3))->text.find(": when"), std::string::npos);
    EXPECT_EQ(about(list(Kind::fresh, day + 3650, {{}, session_.edits(), {}}), asset(3)), nullptr);
}

}  // namespace today_test
