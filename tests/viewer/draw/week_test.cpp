// A coordinator's week at the desk: what is due, and a line of a notebook, by keyboard alone.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/viewer/draw/desk.hpp"

namespace week_test {
using namespace kith;
using namespace kith::test;
namespace model = viewer::model;

std::size_t rows(Desk& desk, std::string_view segment) { return desk.model().view()->segment(segment)->columns().front().rows(); }

TEST(NoteDown, APersonWithAGiftATieAndAPromiseInSixtyKeys) {
    Desk desk;
    const std::size_t people = desk.model().view()->people(), ties = rows(desk, "ties"), events = rows(desk, "events");
    std::size_t keys = 0;
    const auto press = [&](std::string_view chord) { ++keys, desk.key(chord); };
    const auto type = [&](std::string_view text) { keys += text.size(), desk.type(text); };
    press("Ctrl+N");
    EXPECT_EQ(desk.dialog(), model::Dialog::quick_add);
    type("Ada Fenmora");
    press("Backspace");  // a slip, mended
    type("e, grows veg, via Lena Fenwend, ring Fri");
    press("Enter");
    EXPECT_LE(keys, 60u);
    EXPECT_EQ(desk.dialog(), model::Dialog::none);
    ASSERT_EQ(desk.model().view()->people(), people + 1);
    EXPECT_EQ(rows(desk, "ties"), ties + 1);
    EXPECT_EQ(rows(desk, "events"), events + 1);
    EXPECT_EQ(desk.model().view()->label(base::EntityKind::person, people), "Ada Fenmore");
    desk.key("Ctrl+Z");
    EXPECT_EQ(desk.model().view()->people(), people);
}

TEST(NoteDown, WhatAPartIsCanBeCorrected) {
    Desk desk;
    const std::size_t events = rows(desk, "events");
    desk.key("Ctrl+N");
    desk.type("Tess Jassacre, ring the bells");
    desk.choose("quick.1.kind", 1);  // a gift, not a promise
    EXPECT_FALSE(desk.there("quick.2.kind"));
    desk.press("form.done");
    EXPECT_EQ(rows(desk, "events"), events);
    const auto offers = desk.session().value(desk.session().index().people()[0], "people.gifts/offers");
    ASSERT_TRUE(offers);
    EXPECT_EQ(std::get<std::vector<std::string>>(*offers).back(), "ring the bells");
}

TEST(Today, WhatIsDoneGoesOutOfTheList) {
    Desk desk(true, 1280, 1400);
    desk.model().preferences.bottom = 900;
    desk.settle();
    desk.key("Ctrl+D");
    const auto open = [&] { return desk.preparation.prepared()->today->lists[1].lines; };
    const auto before = open();
    ASSERT_GT(before.size(), 1u);
    const auto intents = desk.press("today.1.0");
    EXPECT_EQ(desk.selection().keys().back(), *before[0].about);
    desk.press("today.done");
    const auto after = open();
    ASSERT_EQ(after.size(), before.size() - 1);
    EXPECT_EQ(after[0].text, before[1].text);
    desk.key("Ctrl+Z");
    EXPECT_EQ(open().size(), before.size());

    const auto& introductions = desk.preparation.prepared()->today->lists[2].lines;
    const std::size_t on_their_way = introductions.size();
    desk.press("today.2.0");
    desk.press("today.rest");
    EXPECT_EQ(desk.preparation.prepared()->today->lists[2].lines.size(), on_their_way - 1);
}

TEST(Today, AnIntroductionByHandStepByStep) {
    Desk desk(true, 1280, 1400);
    desk.model().preferences.bottom = 900;
    const auto& people = desk.session().index().people();  // P001 and P002 said yes to being introduced
    viewer::model::apply(desk.model(), model::Select{{people[0], people[1]}, session::SelectMode::replace});
    desk.settle();
    const std::size_t events = rows(desk, "events"), ties = rows(desk, "ties");
    desk.key("I");
    ASSERT_EQ(rows(desk, "events"), events + 1);
    desk.key("Ctrl+D");
    const auto& lines = desk.preparation.prepared()->today->lists[2].lines;
    const auto at = std::find_if(lines.begin(), lines.end(), [](const auto& line) { return line.text == "Tess Jassacre and Iris Yarrlantern"; });
    ASSERT_NE(at, lines.end());
    desk.press("today.2." + std::to_string(at - lines.begin()));
    desk.press("today.yes");
    EXPECT_FALSE(desk.there("today.yes"));
    EXPECT_FALSE(desk.there("today.met"));
    desk.press("today.yes_other");
    desk.press("today.met");
    EXPECT_EQ(rows(desk, "ties"), ties + 1);
    for (int i = 0; i < 4; ++i) desk.key("Ctrl+Z");
    EXPECT_EQ(rows(desk, "ties"), ties);
    EXPECT_EQ(rows(desk, "events"), events);
}

TEST(Today, FillsTheWindowWithTheCardBesideIt) {
    Desk desk;
    desk.key("Ctrl+Shift+D");
    EXPECT_FALSE(desk.there("tab.0"));
    EXPECT_TRUE(desk.there("today.panes"));
    desk.press("today.1.0");
    EXPECT_TRUE(desk.there("card.path"));
    desk.key("Ctrl+D");
    EXPECT_EQ(desk.hands.focused(), "today.2.0") << "from list to list";
    desk.press("today.panes");
    EXPECT_TRUE(desk.there("tab.0"));
}

TEST(Cards, WhatWasAskedAndHowOftenAndAPath) {
    Desk desk;
    const base::EntityKey who = desk.session().index().people()[12];  // P013, not asked about being introduced
    viewer::model::apply(desk.model(), model::Select{{who}, session::SelectMode::replace});
    desk.settle();
    const auto asked = [&] { return std::get<std::int64_t>(*desk.session().value(who, "people/asked")); };
    const std::int64_t before = asked();
    desk.press("card.asked");
    desk.press("card.asked.groups");
    EXPECT_NE(asked(), before);
    desk.key("Esc");
    ASSERT_EQ(desk.selection().size(), 1u) << "Esc closes the list, and nothing else";
    desk.choose("card.contact", 2);
    EXPECT_EQ(std::get<double>(*desk.session().value(who, "people.attributes/contact_every_weeks")), 2.0);
    desk.press("card.path");
    desk.press("path.vision");
    desk.type("Sunday lunch with others");
    desk.press("form.done");
    EXPECT_EQ(std::get<std::string>(*desk.session().value(who, "people.path/vision")), "Sunday lunch with others");
    for (int i = 0; i < 3; ++i) desk.key("Ctrl+Z");
    EXPECT_EQ(asked(), before);
}

TEST(Today, IsForTheTeam) {
    Desk desk;
    viewer::model::apply(desk.model(), viewer::model::ShowTo{privacy::Audience::safe});
    desk.key("Ctrl+D");
    EXPECT_FALSE(desk.preparation.prepared()->today);
    EXPECT_FALSE(desk.there("today.note"));
}
}  // namespace week_test
