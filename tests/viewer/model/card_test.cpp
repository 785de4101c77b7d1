// Cards of the sample patch, against its files; rules 7 and 8 on people made for it.
#include "viewer/model/card.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "tests/viewer/model/patch.hpp"

namespace card_test {
using namespace kith;
using namespace kith::viewer::model;
using Kind = CardSection::Kind;

const privacy::ViewPtr& patch() { return test::patch(); }
const session::EntityIndex& patch_index() {
    static const session::EntityIndex index(patch());
    return index;
}
const CardSource& source() {
    static const CardSource made = [] {
        base::JobContext job;
        privacy::LensSpec all;
        all.as = "all";
        all.as_of = std::nullopt;
        auto topology = patch()->topology(all, job);
        EXPECT_TRUE(topology);
        return CardSource(patch(), patch_index(), {}, *topology);
    }();
    return made;
}
Card person(const std::string& id) { return source().person(static_cast<std::size_t>(test::row_with_id(*patch(), base::EntityKind::person, id))); }
Card asset(const std::string& id) { return source().asset(static_cast<std::size_t>(test::row_with_id(*patch(), base::EntityKind::asset, id))); }

/// As of 30 June 2026; a year or a month that the day falls into counts as in.
bool on_the_day(const std::map<std::string, std::string>& tie) {
    const std::string day = "2026-06-30", &since = tie.at("since"), &until = tie.at("until");
    return (since.empty() || since <= day.substr(0, since.size())) && (until.empty() || until >= day.substr(0, until.size()));
}

/// The row of T0001: the one of P001 that was confirmed on that day (10 March 2026 in days since 1970-01-01) and is close by 4.
std::size_t first_tie() {
    const auto& ties = *patch()->segment("ties");
    const std::int32_t from = test::row_with_id(*patch(), base::EntityKind::person, "P001");
    for (std::size_t row = 0; row < ties.find("from")->rows(); ++row)
        if (ties.find("from")->i32()[row] == from && ties.find("closeness")->known(row) && ties.find("closeness")->i32()[row] == 4 && ties.find("last_confirmed")->known(row) &&
            ties.find("last_confirmed")->days()[row] == 20522)
            return row;
    ADD_FAILURE() << "no such tie";
    return 0;
}

TEST(TieCard, SaysWhatTheFileSaysAndTheRestAsNotKnown) {
    std::map<std::string, std::string> tie;  // T0001,P001,N001,child,4,daily,,advocacy,mutual,good,from,,1971,,2026-03-10
    for (const auto& row : test::rows_of_file("ties.csv"))
        if (row.at("id") == "T0001") tie = row;
    const std::size_t row = first_tie();
    const Card card = source().tie(row);
    EXPECT_EQ(card.subject, patch()->key(base::EntityKind::tie, row));
    const CardSection& between = *card.section(Kind::ties);
    ASSERT_EQ(between.lines.size(), 2u);
    EXPECT_EQ(between.lines[0].target, patch()->key(base::EntityKind::person, static_cast<std::size_t>(test::row_with_id(*patch(), base::EntityKind::person, tie.at("from")))));
    EXPECT_NE(card.title.find("↔"), std::string::npos) << "mutual";
    const auto detail = [&](const std::string& what) -> std::string {
        for (const CardLine& line : card.section(Kind::facts)->lines)
            if (line.text == what) return line.detail;
        return "";
    };
    EXPECT_EQ(detail("Closeness"), tie.at("closeness") + " of 5");
    EXPECT_EQ(detail("Kinds of help"), "advocacy");
    EXPECT_EQ(detail("Since"), "1971");
    EXPECT_EQ(detail("Last confirmed"), "10 March 2026");
    const CardSection* open = card.section(Kind::unknown);
    ASSERT_NE(open, nullptr);
    ASSERT_EQ(open->lines.size(), 1u);
    EXPECT_TRUE(open->lines[0].unknown);
    EXPECT_NE(open->lines[0].text.find("met through"), std::string::npos);
    const std::string page = plain_text(document_of(card, *patch()));
    EXPECT_NE(page.find("Closeness: 4 of 5"), std::string::npos) << page;
    EXPECT_EQ(source().card({base::EntityKind::tie, -1, static_cast<std::int32_t>(row)})->title, card.title);
}

TEST(TieCard, NothingIsOfferedOnATieThatSaysNotWhereItGoes) {
    const auto to = patch()->segment("ties")->find("to")->i32();
    const auto masked = std::find(to.begin(), to.end(), -1);
    ASSERT_NE(masked, to.end());
    EXPECT_TRUE(tie_actions(*patch(), static_cast<std::size_t>(masked - to.begin()), 0).empty());
    EXPECT_TRUE(tie_choices(*patch(), static_cast<std::size_t>(masked - to.begin())).empty());
}

TEST(TieCard, CanBeEndedConfirmedAndSaidMoreOfByTheTeamAlone) {
    const std::size_t row = first_tie();
    const auto actions = tie_actions(*patch(), row, 0);
    ASSERT_EQ(actions.size(), 3u);
    EXPECT_EQ(std::get<session::EndTie>(actions[1].change).until.days, *patch()->as_of());
    const auto choices = tie_choices(*patch(), row);
    ASSERT_EQ(choices.size(), 3u);
    for (const CardChoice& choice : choices) EXPECT_EQ(choice.words.size(), choice.changes.size());
    EXPECT_EQ(choices[0].now, static_cast<int>(column::Direction::mutual));
    EXPECT_EQ(choices[1].now, 3);
    EXPECT_EQ(std::get<session::SetCells>(choices[1].changes[4]).value, place::Value(std::int64_t{5}));
    const auto safe = test::read_patch(privacy::Audience::safe);
    EXPECT_TRUE(tie_actions(*safe, 0, 0).empty());
    EXPECT_TRUE(tie_choices(*safe, 0).empty());
}

TEST(PersonCard, GiftsComeFirstAndTiesAreThoseOfTheFile) {
    auto out_of_sight = test::sensitive_assets();  // … whoever asked us to stop, and under-18s
    for (const auto& row : test::rows_of_file("people.csv"))
        if (row.at("state") == "asked_us_to_stop" || row.at("age_band") == "13-17") out_of_sight.insert(row.at("id"));
    for (const char* id : {"P001", "P002", "P013", "P040"}) {
        const Card card = person(id);
        ASSERT_FALSE(card.sections.empty());
        EXPECT_EQ(card.sections[0].kind, Kind::gifts);
        EXPECT_EQ(card.sections[1].kind, Kind::ties);
        std::size_t expected = 0;
        for (const auto& tie : test::rows_of_file("ties.csv")) {
            if (tie.at("from") != id && tie.at("to") != id) continue;
            const std::string& other = tie.at("from") == id ? tie.at("to") : tie.at("from");
            expected += on_the_day(tie) && !out_of_sight.contains(other);
        }
        EXPECT_EQ(card.section(Kind::ties)->lines.size(), expected) << plain_text(document_of(card, *patch()));
    }
}

TEST(PersonCard, GiftsInTheirWords) {
    const Card card = person("P001");
    EXPECT_EQ(card.title, "Tess Jassacre");
    const auto& lines = card.section(Kind::gifts)->lines;
    ASSERT_EQ(lines.size(), 3u);
    EXPECT_EQ(lines[0].detail, "birds, dogs, chess and languages");
    EXPECT_EQ(lines[1].detail, "local history and baking");
    EXPECT_EQ(lines[2].detail, "lifts");
    EXPECT_NE(card.subtitle.find("known since October 2024"), std::string::npos) << card.subtitle;
}

TEST(PersonCard, CirclesHoldEveryTieOnceAndAreHollowWhereNotAsked) {
    std::map<std::string, std::string> asked;
    for (const auto& row : test::rows_of_file("people.csv")) {
        const std::string& id = row.at("id");
        const std::int32_t at = test::row_with_id(*patch(), base::EntityKind::person, id);
        if (at < 0 || row.at("role") != "participant") continue;
        const Card card = source().person(static_cast<std::size_t>(at));
        std::set<base::EntityKey> members, targets;
        std::size_t count = 0;
        for (const Circle& circle : card.circles) {
            members.insert(circle.members.begin(), circle.members.end());
            count += circle.members.size();
        }
        for (const CardLine& line : card.section(Kind::ties)->lines)
            if (line.target) targets.insert(*line.target);
        EXPECT_EQ(members.size(), count) << id << ": somebody stands in two circles";
        EXPECT_EQ(static_cast<std::int64_t>(targets.size()) <= static_cast<std::int64_t>(count) + card.circle_not_known, true) << id;
        EXPECT_EQ(card.circles[2].known, row.at("asked_groups") == "complete") << id;
        EXPECT_EQ(card.circles[3].known, row.at("asked_paid") == "complete") << id;
    }
}

TEST(PersonCard, NeighboursCanBeWalkedThereAndBack) {
    const Card card = person("P001");
    const auto around = card.neighbours();
    ASSERT_FALSE(around.empty());
    const auto row = patch_index().find(around[0]);
    ASSERT_TRUE(row);
    const auto there = source().card(*row);
    ASSERT_TRUE(there);
    const auto back = there->neighbours();
    EXPECT_NE(std::find(back.begin(), back.end(), card.subject), back.end());
}

TEST(PersonCard, WhoWasOnlyNamedHasTiesAndNothingElse) {
    const auto roles = patch()->segment("people")->find("role")->i32();
    std::size_t named = 0;
    for (std::size_t row = 0; row < patch()->people(); ++row) {
        if (roles[row] != static_cast<std::int32_t>(column::Role::alter)) continue;
        ++named;
        const Card card = source().person(row);
        ASSERT_EQ(card.sections.size(), 2u);
        EXPECT_EQ(card.sections[0].kind, Kind::ties);
        EXPECT_EQ(card.sections[1].kind, Kind::unknown);
        EXPECT_EQ(card.section(Kind::reasons), nullptr);
        EXPECT_EQ(card.section(Kind::near), nullptr);
    }
    const auto files = test::rows_of_file("named.csv");
    EXPECT_EQ(static_cast<std::ptrdiff_t>(named), std::count_if(files.begin(), files.end(), [](const auto& row) { return row.at("role") == "alter"; }));
}

TEST(PersonCard, NearHereIsWhatTheEngineSaysIsNear) {
    base::JobContext job;
    privacy::NearSpec spec;
    spec.to = privacy::Entity::assets;
    spec.nearest = 64;
    const auto near = patch()->near("cards", spec, job);
    ASSERT_TRUE(near) << near.error().message;
    const auto offsets = (*near)->find("offsets")->i64();
    const auto rows = (*near)->find("rows")->i32(), metres = (*near)->find("metres")->i32();
    const auto* status = patch()->segment("assets")->find("status");
    std::size_t looked_at = 0;
    for (const auto& row : test::rows_of_file("people.csv")) {
        const std::int32_t at = test::row_with_id(*patch(), base::EntityKind::person, row.at("id"));
        if (at < 0 || row.at("role") != "participant") continue;
        const Card card = source().person(static_cast<std::size_t>(at));
        std::vector<std::pair<std::int32_t, std::string>> expected;
        for (std::int64_t i = offsets[static_cast<std::size_t>(at)]; i < offsets[static_cast<std::size_t>(at) + 1]; ++i) {
            const auto asset_row = static_cast<std::size_t>(rows[static_cast<std::size_t>(i)]);
            if (status->known(asset_row) && status->i32()[asset_row] != 0) continue;
            expected.emplace_back(metres[static_cast<std::size_t>(i)], patch()->label(base::EntityKind::asset, asset_row));
        }
        const auto& lines = card.section(Kind::near)->lines;
        ASSERT_LE(lines.size(), 3u);
        if (expected.size() >= 3 || !lines.empty()) {
            ASSERT_LE(lines.size(), expected.size()) << row.at("id");
            ++looked_at;
        }
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const auto minutes = (expected[i].first + 79) / 80;
            EXPECT_EQ(lines[i].detail.rfind("at most " + std::to_string(minutes) + " minute", 0), 0u) << lines[i].detail << " of " << expected[i].first << " m";
        }
    }
    EXPECT_GT(looked_at, 20u);
}

TEST(PersonCard, OwnViewPermissionsAndEventsAsWritten) {
    const auto events = test::rows_of_file("events.csv");
    for (const char* id : {"P057", "P048", "P003"}) {
        const Card card = person(id);
        const auto expected = std::count_if(events.begin(), events.end(), [&](const auto& row) { return row.at("who") == id; });
        EXPECT_EQ(static_cast<std::ptrdiff_t>(card.section(Kind::events)->lines.size()), expected) << id;
    }
    const Card happy = person("P003");
    EXPECT_EQ(happy.section(Kind::own_view)->lines[0].text, "Happy as is");
    EXPECT_EQ(happy.section(Kind::own_view)->lines[0].detail, "until 31 December 2026");
    EXPECT_NE(happy.section(Kind::reasons)->empty.find("Happy as is until 31 December 2026"), std::string::npos);  // closes reasons until then
    EXPECT_NE(happy.section(Kind::permissions)->lines[0].detail.find("hold"), std::string::npos);
    const Card not_asked = person("P001");
    EXPECT_TRUE(not_asked.section(Kind::own_view)->lines[0].unknown);
}

TEST(AssetCard, WhatIsNotKnownIsSaid) {
    const Card centre = asset("A001");
    EXPECT_EQ(centre.title, "Jasskettle community centre");
    EXPECT_NE(centre.subtitle.find("place"), std::string::npos) << centre.subtitle;
    ASSERT_NE(centre.section(Kind::unknown), nullptr);
    EXPECT_NE(centre.section(Kind::unknown)->lines[0].text.find("what it costs"), std::string::npos);
    EXPECT_EQ(centre.section(Kind::events)->lines[0].text, "From a list, as of 23 May 2025");
    EXPECT_EQ(centre.section(Kind::events)->lines[0].detail, "nobody here has confirmed it yet");
    // A047 runs A001.
    const auto& through = centre.section(Kind::connects)->lines;
    const base::EntityKey runner = patch()->key(base::EntityKind::asset, static_cast<std::size_t>(test::row_with_id(*patch(), base::EntityKind::asset, "A047")));
    EXPECT_TRUE(std::any_of(through.begin(), through.end(), [&](const CardLine& line) { return line.target == runner && line.detail == "runs"; }));
}

TEST(AreaCard, CountsAreThoseOfTheAreaOnly) {
    const auto& layer = *patch()->primary_layer();
    std::size_t active = 0;
    for (std::size_t row = 0; row < layer.count; ++row) {
        const Card card = source().area(layer.as, row);
        EXPECT_EQ(card.sections[0].kind, Kind::inventory);
        std::set<base::EntityKey> targets;
        for (const CardLine& line : card.section(Kind::inventory)->lines)
            if (line.detail.find(" recorded") != std::string::npos) active += static_cast<std::size_t>(std::stoul(line.detail));
        const auto& context = card.section(Kind::facts)->lines;
        EXPECT_TRUE(std::any_of(context.begin(), context.end(), [](const CardLine& line) { return line.text == "Population" && line.detail.find("measured") != std::string::npos; }));
        EXPECT_TRUE(std::any_of(context.begin(), context.end(), [](const CardLine& line) { return line.text == "Lonely often percent (modelled)"; }));
    }
    const auto assets = patch()->segment("assets");
    std::size_t expected = 0;
    for (std::size_t row = 0; row < patch()->assets(); ++row)
        expected += assets->find("area")->i32()[row] >= 0 && (!assets->find("status")->known(row) || assets->find("status")->i32()[row] == 0) && assets->find("counted_with")->i32()[row] == static_cast<std::int32_t>(row);
    EXPECT_EQ(active, expected);
}

TEST(Card, PageReadsFromTopToBottom) {
    const Document page = document_of(person("P001"), *patch());
    const std::string text = plain_text(page);
    EXPECT_LT(text.find("Gifts and what matters"), text.find("Four circles"));
    EXPECT_LT(text.find("Four circles"), text.find("\nTies\n"));
    EXPECT_LT(text.find("\nTies\n"), text.find("Reasons to have a conversation"));
    EXPECT_NE(text.find("For the team only"), std::string::npos);
    EXPECT_NE(text.find("nobody here exists"), std::string::npos);
}

}  // namespace card_test
