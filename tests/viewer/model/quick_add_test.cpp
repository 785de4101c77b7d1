// One line read into chips and noted down: days by hand from a calendar (1 July 2026 is a Wednesday), the rest on the sample patch.
#include "viewer/model/quick_add.hpp"

#include <gtest/gtest.h>

#include "engine/column/date_words.hpp"
#include "engine/session/cell_text.hpp"
#include "tests/support/session_place.hpp"
#include "viewer/model/day_words.hpp"

namespace quick_add_test {
using namespace kith;
using namespace kith::viewer::model;
using Kind = QuickChip::Kind;

constexpr std::int32_t today = 20635;  // 1 July 2026: 56 years of 365 days, 14 leap days, 181 days of the year

std::string day(std::string_view text) {
    const auto said = day_at_end(text, today);
    return said ? column::date_words(said->day) + "|" + said->rest : "none";
}

TEST(DaysInWords, AsPeopleSayThem) {
    EXPECT_EQ(column::date_words(today), "1 July 2026");
    EXPECT_EQ(day("ring Fri"), "3 July 2026|ring");
    EXPECT_EQ(day("ring on Wednesday"), "8 July 2026|ring");  // today is one: the next is meant
    EXPECT_EQ(day("ring tomorrow."), "2 July 2026|ring");
    EXPECT_EQ(day("call next week"), "8 July 2026|call");
    EXPECT_EQ(day("call in 3 days"), "4 July 2026|call");
    EXPECT_EQ(day("call in two weeks"), "15 July 2026|call");
    EXPECT_EQ(day("visit in 8 months"), "1 March 2027|visit");
    EXPECT_EQ(day("bring it by 3 August"), "3 August 2026|bring it");
    EXPECT_EQ(day("bring it 3rd Feb"), "3 February 2027|bring it");
    EXPECT_EQ(day("bring it 3/2"), "3 February 2027|bring it");
    EXPECT_EQ(day("bring it 3/2/28"), "3 February 2028|bring it");
    EXPECT_EQ(day("bring it on 2026-12-24"), "24 December 2026|bring it");
    EXPECT_EQ(day("29 Feb"), "29 February 2028|");
    EXPECT_EQ(day("ring 31 June"), "none");
    EXPECT_EQ(day("ring 45/13"), "none");
    EXPECT_EQ(day("ask about the lift"), "none");
    EXPECT_EQ(day(""), "none");
}

class Quick : public testing::Test {
protected:
    void SetUp() override {
        ASSERT_EQ(test::open_now(session_, test::sample("patch") / "patch.toml"), session::JobState::done);
        look();
    }
    void look() {
        find_ = FindIndex(*session_.view());
        streets_ = StreetIndex(*session_.view());
    }
    QuickSource source() { return {*session_.view(), find_, streets_, today}; }
    void read(std::string_view line, const std::map<std::size_t, QuickCorrection>& corrections = {}) { quick_ = read_quick(source(), line, corrections); }
    Kind kind(std::size_t i) const { return quick_.chips.at(i).kind; }
    std::string value(const base::EntityKey& subject, std::string_view field) {
        const auto value = session_.value(subject, field);
        return value ? session::text_of(field, *value) : value.error().message;
    }
    std::size_t rows(std::string_view segment) { return session_.view()->segment(segment)->columns().front().rows(); }
    session::Session session_;
    FindIndex find_;
    StreetIndex streets_;
    QuickAdd quick_;
};

TEST_F(Quick, ALineOfANotebook) {
    read("Ada Fenmore, 12 Mill Lane, grows veg, via Tess Jassacre, ring Fri");
    ASSERT_EQ(quick_.chips.size(), 5u);
    EXPECT_EQ(quick_.trouble, "");
    EXPECT_EQ(quick_.chips[0].meaning, "a new person");
    EXPECT_EQ(kind(1), Kind::place);  // not a street of the sample: by its last word
    EXPECT_FALSE(quick_.chips[1].at);
    EXPECT_EQ(kind(2), Kind::offers);
    EXPECT_EQ(quick_.chips[2].text, "grows veg");
    EXPECT_EQ(kind(3), Kind::tie);
    EXPECT_EQ(quick_.chips[3].text, "Tess Jassacre");
    EXPECT_TRUE(quick_.chips[3].match);
    EXPECT_EQ(kind(4), Kind::promise);
    EXPECT_EQ(quick_.chips[4].text, "ring");
    EXPECT_EQ(quick_.chips[4].meaning, "promised by 3 July 2026, in 2 days");

    const auto people = rows("people"), ties = rows("ties"), events = rows("events");
    const auto before = session_.revision_digest();
    const auto note = note_of(source(), quick_);
    ASSERT_EQ(note.people.size(), 1u);
    const base::EntityKey ada = *note.people[0].key;
    ASSERT_TRUE(session_.apply(note));
    EXPECT_EQ(rows("people"), people + 1);
    EXPECT_EQ(rows("ties"), ties + 1);
    EXPECT_EQ(rows("events"), events + 2);  // what was said, and the promise
    EXPECT_EQ(value(ada, "people.names/name"), "Ada Fenmore");
    EXPECT_EQ(value(ada, "people.gifts/offers"), "grows veg");
    EXPECT_EQ(value(ada, "people.gifts/interests"), "not asked");
    EXPECT_EQ(value(ada, "people/introduce"), "not asked");
    ASSERT_EQ(session_.undo_list().size(), 1u);
    EXPECT_EQ(session_.undo_list()[0].name, "Note down");
    ASSERT_TRUE(session_.undo());
    EXPECT_EQ(session_.revision_digest(), before);
    ASSERT_TRUE(session_.redo());
    EXPECT_EQ(rows("people"), people + 1);
}

TEST_F(Quick, SomebodyKnownKeepsWhatTheyOffered) {
    const std::size_t people = rows("people");
    read("tess jassacre, can mend bikes, likes tea; has not been sleeping well");
    ASSERT_TRUE(quick_.chips[0].match);
    EXPECT_EQ(quick_.chips[0].text, "Tess Jassacre");
    EXPECT_EQ(kind(3), Kind::words);  // in her own words, and no more than that
    const base::EntityKey tess = *quick_.chips[0].match;
    const std::string offered = value(tess, "people.gifts/offers");
    ASSERT_NE(offered, "");
    ASSERT_TRUE(session_.apply(note_of(source(), quick_)));
    EXPECT_EQ(rows("people"), people);
    EXPECT_EQ(value(tess, "people.gifts/offers"), offered + "; mend bikes");
    const auto words = session_.view()->segment("events.notes")->find("words");
    EXPECT_EQ(words->text(words->rows() - 1), "has not been sleeping well.");
}

TEST_F(Quick, WhoIsNotKnownComesInAsNamed) {
    read("Ada Fenmore, friend of Zebedee Nobody");
    EXPECT_EQ(quick_.chips[1].meaning, "friend, who comes in as somebody named");
    const auto note = note_of(source(), quick_);
    ASSERT_EQ(note.people.size(), 2u);
    EXPECT_EQ(note.people[1].role, column::Role::alter);
    EXPECT_TRUE(session_.apply(note));
}

TEST_F(Quick, CorrectionsStandAgainstWhatWasRead) {
    read("Lena, ring the choir, grows old", {{1, {Kind::words, {}, false}}, {2, {Kind::words, {}, false}}});
    EXPECT_EQ(kind(1), Kind::words);
    EXPECT_EQ(kind(2), Kind::words);
    EXPECT_EQ(quick_.chips[2].text, "grows old");
    // Three are called Lena in the sample: none of them is taken without a word.
    EXPECT_FALSE(quick_.chips[0].match);
    EXPECT_GE(quick_.chips[0].others.size(), 3u);
    const Found lena = quick_.chips[0].others.front();
    const base::EntityKey key = session_.view()->key(base::EntityKind::person, static_cast<std::size_t>(lena.row));
    read("Lena, ring the choir", {{0, {std::nullopt, key, false}}});
    EXPECT_EQ(quick_.chips[0].match, key);
    EXPECT_EQ(quick_.chips[0].text, lena.label);
    read("Tess Jassacre", {{0, {std::nullopt, std::nullopt, true}}});
    EXPECT_FALSE(quick_.chips[0].match);
}

TEST_F(Quick, AStreetBehindTheMapIsWhereTheyLive) {
    const auto lines = session_.view()->segment("backdrop.streets.lines");
    const auto* names = lines->find("name");
    std::size_t row = 0;
    while (row < names->rows() && !names->known(row)) ++row;
    ASSERT_LT(row, names->rows());
    const std::string street(names->text(row));
    read("Ada Fenmore, 7 " + street);
    ASSERT_EQ(kind(1), Kind::place);
    ASSERT_TRUE(quick_.chips[1].at);
    const auto note = note_of(source(), quick_);
    ASSERT_TRUE(session_.apply(note));
    EXPECT_NE(value(*note.people[0].key, "people.positions/point"), "");
    EXPECT_EQ(note.events.size(), 0u);
}

TEST_F(Quick, TroubleIsSaid) {
    read("");
    EXPECT_NE(quick_.trouble, "");
    read(" , likes tea");
    EXPECT_NE(quick_.trouble, "");
    read("Tess Jassacre, knows Tess Jassacre");
    EXPECT_NE(quick_.trouble, "");
    read("Ada,,;,");
    EXPECT_EQ(quick_.trouble, "");
    EXPECT_EQ(quick_.chips.size(), 1u);
}

}  // namespace quick_add_test
