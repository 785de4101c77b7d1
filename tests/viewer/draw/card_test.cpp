// What is worked on from a card, pressed: permissions, who is not here any more, what happened, and why.
#include <set>

#include "tests/viewer/draw/desk.hpp"
#include "viewer/model/words.hpp"

namespace kith::test {
namespace card_test {

using namespace viewer::draw;
namespace model = viewer::model;
using Section = model::CardSection::Kind;

class OnACard : public testing::Test {
protected:
    void select(const base::EntityKey& key) {
        model::apply(desk.model(), model::Select{{key}, session::SelectMode::replace});
        desk.settle();
    }
    const model::Card& card() { return *desk.preparation.prepared()->card; }
    /// The words of a section's line, or "".
    std::string detail(Section kind, const std::string& text) {
        const model::CardSection* section = card().section(kind);
        for (const model::CardLine& line : section == nullptr ? std::vector<model::CardLine>() : section->lines)
            if (line.text == text) return line.detail;
        return {};
    }
    const column::Column& column(const char* segment, const char* name) { return *desk.session().view()->segment(segment)->find(name); }
    Desk desk{true, 1280, 2400};
    const base::EntityKey ann = desk.session().index().people()[0];   // who agreed to introductions
    const base::Digest start = desk.session().revision_digest();
};

TEST_F(OnACard, WhatIsTakenBackStopsAndIsGivenAgainAndUndone) {
    select(ann);
    ASSERT_TRUE(column("people", "introduce").booleans()[0]);
    EXPECT_NE(detail(Section::permissions, "Agreed to").find("introductions are suggested"), std::string::npos);
    EXPECT_EQ(detail(Section::permissions, "Taken back"), "");
    desk.press("card.permit");
    EXPECT_FALSE(desk.there("card.permit.suggest_introduction")) << "it is agreed to already";
    desk.press("card.back.suggest_introduction");
    EXPECT_FALSE(column("people", "introduce").booleans()[0]) << "the use of it has stopped";
    const std::string day = model::date_words(desk.preparation.prepared()->day, column::Precision::day);
    EXPECT_EQ(detail(Section::permissions, "Taken back"), "introductions are suggested · " + day);
    EXPECT_EQ(detail(Section::permissions, "Agreed to").find("introductions"), std::string::npos);
    EXPECT_NE(card().section(Section::introductions)->empty.find("no"), std::string::npos);

    desk.press("card.permit.suggest_introduction");
    EXPECT_TRUE(column("people", "introduce").booleans()[0]);
    EXPECT_EQ(detail(Section::permissions, "Taken back"), "");
    EXPECT_NE(detail(Section::permissions, "Agreed to").find("said by themselves, " + day), std::string::npos) << detail(Section::permissions, "Agreed to");
    desk.choose("card.given_by", 1);
    EXPECT_NE(detail(Section::permissions, "Agreed to").find("said by an attorney or deputy"), std::string::npos);
    desk.key("Esc");
    for (int i = 0; i < 3; ++i) desk.key("Ctrl+Z");
    EXPECT_EQ(desk.session().revision_digest(), start);
}

TEST_F(OnACard, NothingIsChangedOrNamedWhileNamesAreHidden) {
    model::Preferences hidden = desk.model().preferences;
    hidden.presentation = true;
    model::apply(desk.model(), model::Prefer{hidden});
    select(ann);
    for (const char* name : {"card.permit", "card.happened", "card.leaving"}) EXPECT_FALSE(desk.there(name)) << name;
}

TEST_F(OnACard, WhoMovedAwayIsNotHereAnyMoreSinceToday) {
    select(ann);
    const std::size_t events = card().section(Section::events)->lines.size();
    desk.press("card.leaving");
    EXPECT_GE(desk.box("card.leaving.moved").width(), 100) << "it can be read";
    desk.press("card.leaving.moved");
    EXPECT_EQ(*desk.session().value(ann, "people/living"), session::Value(static_cast<std::int64_t>(column::Living::moved)));
    ASSERT_EQ(card().subject, ann);
    ASSERT_EQ(card().section(Section::events)->lines.size(), events + 1);
    EXPECT_EQ(detail(Section::events, model::date_words(desk.preparation.prepared()->day, column::Precision::day) + ": move"), "Moved away.");
    desk.press("card.leaving.here");
    EXPECT_EQ(*desk.session().value(ann, "people/living"), session::Value(static_cast<std::int64_t>(column::Living::living_here)));
    for (int i = 0; i < 2; ++i) desk.key("Ctrl+Z");
    EXPECT_EQ(desk.session().revision_digest(), start) << "the day and the fact are one step";
}

TEST_F(OnACard, AnAssetThatHasClosedSaysSinceWhen) {
    const base::EntityKey asset = desk.session().index().assets()[0];
    select(asset);
    desk.press("card.close");
    EXPECT_EQ(*desk.session().value(asset, "assets/status"), session::Value(static_cast<std::int64_t>(column::AssetStatus::closed)));
    const std::string closed = "Closed, as of " + model::date_words(desk.preparation.prepared()->day, column::Precision::day);
    EXPECT_EQ(card().section(Section::events)->lines.at(0).text, closed);
    desk.key("Ctrl+Z");
    EXPECT_EQ(desk.session().revision_digest(), start);
}

TEST_F(OnACard, SomethingThatHappenedIsWrittenDownFromThere) {
    select(ann);
    desk.press("card.happened");
    ASSERT_EQ(desk.dialog(), model::Dialog::add_event);
    desk.press("event.words");
    desk.type("Moved in with a piano.");
    desk.press("form.done");
    select(ann);  // what came in was selected
    const auto& lines = card().section(Section::events)->lines;
    EXPECT_TRUE(std::any_of(lines.begin(), lines.end(), [](const model::CardLine& line) { return line.detail == "Moved in with a piano."; }));
}

TEST_F(OnACard, AnIntroductionSaysWhy) {
    desk.run_the_usual();
    std::string name;
    for (const base::EntityKey& key : std::vector(desk.session().index().people())) {
        select(key);
        const auto& sections = card().sections;
        for (std::size_t s = 0; s < sections.size() && name.empty(); ++s)
            if (sections[s].kind == Section::introductions && !sections[s].lines.empty() && sections[s].lines[0].target) name = "card." + std::to_string(s) + ".0";
        if (!name.empty()) break;
    }
    ASSERT_FALSE(name.empty()) << "the patch has people to introduce";
    const std::string why = card().section(Section::introductions)->lines[0].why;
    ASSERT_FALSE(why.empty());
    const base::EntityKey who = card().subject;
    const auto intents = desk.press(name + ".why");
    EXPECT_EQ(wanted<model::Select>(intents), nullptr) << "it does not go to the other's card";
    EXPECT_TRUE(ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel));
    desk.key("Esc");
    EXPECT_EQ(desk.selection().keys().back(), who);
    desk.press(name);
    EXPECT_NE(desk.selection().keys().back(), who) << "the line itself does";
}

TEST_F(OnACard, UnitsAreWordsForOneAndForMany) {
    desk.run_the_usual();
    std::set<std::string> said;
    const auto people = desk.session().index().people();
    for (std::size_t row = 0; row < 20; ++row) {
        select(people[row]);
        for (const model::CardSection& section : card().sections)
            for (const model::CardLine& line : section.lines) {
                EXPECT_EQ(line.detail.find('|'), std::string::npos) << line.text << ": " << line.detail;
                if (line.text == "People who help") said.insert(line.detail);
            }
    }
    EXPECT_TRUE(said.contains("1 person"));
    EXPECT_TRUE(std::any_of(said.begin(), said.end(), [](const std::string& one) { return one.ends_with(" people"); }));
    select(desk.session().index().areas(0)[0]);
    for (const model::CardLine& line : card().section(Section::facts)->lines) EXPECT_EQ(line.detail.find('|'), std::string::npos) << line.text;
}

}  // namespace card_test
}  // namespace kith::test
