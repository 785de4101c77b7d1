// Introductions as work, on the sample patch. Who may meet is read from the sample's own tables: P001 and P002 said yes and no more is known against it; P001 and
// P025 are in never_introduce.csv; P004 and P038 have a difficult tie in ties.csv; P003 is happy as is until 2026-12-31; P015 said no; P013 was not asked.
#include "engine/session/introductions.hpp"

#include <algorithm>

#include "engine/session/cell_text.hpp"
#include "engine/session/today.hpp"
#include "tests/support/session_place.hpp"

namespace introductions_test {
using namespace kith;
using namespace kith::session;

constexpr std::int32_t day = 20634;  // 30 June 2026: 56 years of 365 days, 14 leap days, 180 days of the year
Date on(std::int32_t days) { return {days, column::Precision::day}; }

class Introductions : public ::testing::Test {
protected:
    void SetUp() override {
        ASSERT_EQ(test::open_now(session_, test::sample("patch") / "patch.toml"), JobState::done);
        start_ = session_.revision_digest();
    }
    void TearDown() override {
        while (!session_.undo_list().empty()) ASSERT_TRUE(session_.undo());
        EXPECT_EQ(session_.revision_digest(), start_);
    }
    base::EntityKey called(const std::string& id) const {
        const auto roles = session_.view()->segment("people")->find("role")->i32();
        if (id == "alter") return session_.view()->key(base::EntityKind::person, static_cast<std::size_t>(std::find(roles.begin(), roles.end(), static_cast<std::int32_t>(column::Role::alter)) - roles.begin()));
        const auto people = session_.view()->segment("people.names"), assets = session_.view()->segment("assets.names");
        for (std::size_t row = 0; row < session_.view()->people(); ++row)
            if (people->find("id")->text(row) == id) return session_.view()->key(base::EntityKind::person, row);
        for (std::size_t row = 0; row < session_.view()->assets(); ++row)
            if (assets->find("id")->text(row) == id) return session_.view()->key(base::EntityKind::asset, row);
        ADD_FAILURE() << id << " is not in the sample";
        return {};
    }
    base::Status offer(const std::string& one, const std::string& other) { return session_.apply(OfferIntroduction{called(one), called(other), on(day)}); }
    std::size_t rows(const char* segment) const { return session_.view()->segment(segment)->columns()[0].rows(); }
    base::EntityKey newest() const { return session_.view()->key(base::EntityKind::event, rows("events") - 1); }
    std::string cell(const base::EntityKey& key, const std::string& field) const {
        const auto value = session_.value(key, field);
        return value ? text_of(field, *value) : "no such field";
    }
    const TodayLine* line_of(const Today& today, const base::EntityKey& event) const {
        for (const TodayLine& line : today.lists[2].lines)
            if (line.event == event) return &line;
        return nullptr;
    }
    Today at(std::int32_t when) {
        auto made = session::today(*session_.view(), when);
        EXPECT_TRUE(made);
        EXPECT_EQ(made->lists[2].kind, TodayList::Kind::introductions);
        return std::move(*made);
    }
    std::string steps(std::int32_t when, const base::EntityKey& event) {
        const Today today = at(when);
        const TodayLine* line = line_of(today, event);
        std::string all = line == nullptr ? "not in the list" : "";
        for (std::size_t i = 0; line != nullptr && i < line->steps.size(); ++i) all += (i > 0 ? "; " : "") + line->steps[i].label;
        return all;
    }

    Session session_;
    base::Digest start_;
};

TEST_F(Introductions, FromTheOfferToStillInTouch) {
    const std::size_t ties = rows("ties");
    ASSERT_TRUE(offer("P001", "P002"));
    const base::EntityKey event = newest();
    EXPECT_EQ(steps(day, event), "Tess Jassacre said yes; Iris Yarrlantern said yes; Not now; Let it rest");
    const auto step = [&](IntroductionStep what, std::int32_t when) { return session_.apply(StepIntroduction{event, what, on(when)}); };

    const auto early = step(IntroductionStep::met, day);
    ASSERT_FALSE(early);
    EXPECT_NE(early.error().message.find("the yes of each"), std::string::npos);
    ASSERT_TRUE(step(IntroductionStep::yes_other, day + 1));
    EXPECT_EQ(steps(day + 1, event), "Tess Jassacre said yes; Not now; Let it rest");
    EXPECT_FALSE(step(IntroductionStep::met, day + 1));
    ASSERT_TRUE(step(IntroductionStep::yes_person, day + 3));
    EXPECT_EQ(cell(event, "events.notes/yes_other"), "2026-07-01");
    EXPECT_EQ(cell(event, "events.notes/yes_person"), "2026-07-03");
    EXPECT_EQ(cell(event, "events.notes/outcome"), "both agreed");
    EXPECT_EQ(steps(day + 3, event), "They met; Not now; Let it rest");
    EXPECT_EQ(steps(day + 2, event), "Tess Jassacre said yes; Not now; Let it rest") << "what is written of a later day is not known yet";
    EXPECT_EQ(rows("ties"), ties);

    ASSERT_TRUE(step(IntroductionStep::met, day + 10));
    ASSERT_EQ(rows("ties"), ties + 1);
    const base::EntityKey tie = session_.view()->key(base::EntityKind::tie, ties);
    EXPECT_EQ(cell(tie, "ties/met_through"), "introduction");
    EXPECT_EQ(cell(tie, "ties/since"), "2026-07-10");
    EXPECT_EQ(steps(day + 100, event), "not in the list") << "three months have not passed since they met";
    EXPECT_EQ(steps(day + 101, event), "Still in touch; Not in touch now; Let it rest");

    const base::Status touch = step(IntroductionStep::in_touch, day + 101);
    ASSERT_TRUE(touch) << touch.error().message;
    EXPECT_EQ(rows("ties"), ties + 1);
    EXPECT_EQ(cell(tie, "ties/last_confirmed"), "2026-10-09");
    EXPECT_EQ(cell(event, "events.notes/outcome"), "still in touch");
    EXPECT_EQ(steps(day + 101, event), "not in the list");
}

TEST_F(Introductions, NotNowRestsAndLetItRestEnds) {
    ASSERT_TRUE(offer("P001", "P002"));
    const base::EntityKey event = newest();
    ASSERT_TRUE(session_.apply(StepIntroduction{event, IntroductionStep::not_now, on(day)}));
    EXPECT_EQ(steps(day, event), "not in the list");
    EXPECT_NE(at(day).lists[2].further.find("rest"), std::string::npos);
    EXPECT_NE(steps(day + 91, event), "not in the list");
    ASSERT_TRUE(session_.apply(StepIntroduction{event, IntroductionStep::rest, on(day + 91)}));
    EXPECT_EQ(steps(day + 91, event), "not in the list");
    EXPECT_EQ(cell(event, "events.notes/outcome"), "not this time");
}

TEST_F(Introductions, NobodyIsToldWhyOneCannotBeMade) {
    const auto refused = offer("P001", "P025");
    ASSERT_FALSE(refused);
    const std::string sentence = refused.error().message;
    for (const auto& [one, other] : {std::pair{"P004", "P038"}, {"P001", "P003"}, {"P001", "P015"}, {"P013", "P001"}, {"P001", "P001"}, {"P001", "alter"}}) {
        const base::Status status = offer(one, other);
        ASSERT_FALSE(status) << one << ' ' << other;
        EXPECT_EQ(status.error().message, sentence) << one << ' ' << other;
    }
    for (const char* told : {"never", "difficult", "happy", "no ", "unwilling"}) EXPECT_EQ(sentence.find(told), std::string::npos) << told;
    EXPECT_TRUE(session_.undo_list().empty());
}

TEST_F(Introductions, NoOtherWayLeadsPastIt) {
    AddEvent event{column::EventKind::introduction, on(day), called("P001"), called("P025"), "by the form", {}, {}};
    EXPECT_FALSE(session_.apply(event));
    event.kind = column::EventKind::conversation;
    ASSERT_TRUE(session_.apply(event));
    EXPECT_FALSE(session_.apply(SetCells{{newest()}, "events/kind", static_cast<std::int64_t>(column::EventKind::introduction)}));
    ASSERT_TRUE(offer("P001", "P002"));
    EXPECT_FALSE(session_.apply(SetCells{{newest()}, "events/other", called("P025")}));
    ASSERT_TRUE(session_.apply(SetCells{{called("P002")}, "people/introduce", false}));
    EXPECT_FALSE(session_.apply(StepIntroduction{newest(), IntroductionStep::yes_person, on(day)})) << "one of them has said no since";
    EXPECT_EQ(steps(day, newest()), "Let it rest");
}

TEST_F(Introductions, OnceOnTheirWayIsEnough) {
    ASSERT_TRUE(offer("P001", "P002"));
    const auto again = offer("P002", "P001");
    ASSERT_FALSE(again);
    EXPECT_NE(again.error().message.find("on its way already"), std::string::npos);
    ASSERT_TRUE(session_.apply(StepIntroduction{newest(), IntroductionStep::rest, on(day)}));
    EXPECT_TRUE(offer("P002", "P001"));
}

TEST_F(Introductions, WhatHasWaitedLongestStandsFirst) {
    const auto offered = [&](const char* one, const char* other, std::int32_t when) {
        EXPECT_TRUE(session_.apply(OfferIntroduction{called(one), called(other), on(when)})) << one << ' ' << other;
        return newest();
    };
    const auto step = [&](const base::EntityKey& event, IntroductionStep what, std::int32_t when) { EXPECT_TRUE(session_.apply(StepIntroduction{event, what, on(when)})); };
    const auto resting = offered("P001", "P002", day - 300), late = offered("A002", "P001", day), met = offered("A005", "P001", day - 200), agreed = offered("A006", "P001", day - 100);
    for (const auto& [event, from] : {std::pair{met, day - 199}, {agreed, day - 40}})
        for (const IntroductionStep yes : {IntroductionStep::yes_person, IntroductionStep::yes_other}) step(event, yes, from);
    step(met, IntroductionStep::met, day - 150);  // to be asked after since day - 59
    ASSERT_TRUE(session_.apply(SetCells{{called("P002")}, "people/introduce", false}));
    std::vector<base::EntityKey> order;
    const Today today = at(day);
    for (const TodayLine& line : today.lists[2].lines)
        if (line.event && (*line.event == resting || *line.event == late || *line.event == met || *line.event == agreed)) order.push_back(*line.event);
    EXPECT_EQ(order, (std::vector<base::EntityKey>{met, agreed, late, resting})) << "what does not go on from here asks for nothing";
}

TEST_F(Introductions, ToAGroupOrAPlace) {
    const std::size_t ties = rows("ties");
    ASSERT_TRUE(offer("A002", "P001"));
    const base::EntityKey event = newest();
    EXPECT_EQ(steps(day, event), "Tess Jassacre said yes; Emberwend community centre said yes; Not now; Let it rest");
    for (const IntroductionStep step : {IntroductionStep::yes_person, IntroductionStep::yes_other, IntroductionStep::met}) ASSERT_TRUE(session_.apply(StepIntroduction{event, step, on(day)}));
    const bool knew = rows("ties") == ties;  // a tie that was there is confirmed, else there is one more
    EXPECT_EQ(rows("ties"), knew ? ties : ties + 1);
    ASSERT_TRUE(session_.apply(CloseAsset{called("A003")}));
    EXPECT_FALSE(offer("P001", "A003"));
}

TEST(StageOf, AWordOfAFile) {
    using enum IntroductionStage;
    for (const auto& [word, stage] : {std::pair{"", offered}, {"Both agreed", agreed}, {"went well", met}, {"still in touch", in_touch}, {"not this time", not_this_time}}) EXPECT_EQ(stage_of(word), stage) << word;
}

}  // namespace introductions_test
