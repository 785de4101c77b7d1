// What each scope stops when it is taken back (engine/privacy/README.md has the table): one test a scope, of people and of ties.
#include "engine/privacy/permission.hpp"

#include <gtest/gtest.h>

#include "engine/privacy/people_tables.hpp"
#include "engine/privacy/view.hpp"
#include "tests/engine/place/small_revision.hpp"

using namespace kith;
using namespace kith::privacy;

namespace permission_test {

constexpr auto not_said = static_cast<std::uint8_t>(column::State::not_asked), nothing = static_cast<std::uint8_t>(column::State::not_applicable);

/// A list in the last of so many rows; in the others nothing was said.
void add_list(column::SegmentBuilder& b, const char* key, std::size_t rows, const std::vector<std::string>& list, std::uint8_t otherwise) {
    column::DictionaryBuilder words;
    std::vector<std::int64_t> offsets(rows, 0);
    std::vector<std::int32_t> codes;
    for (const std::string& word : list) codes.push_back(words.code_of(word));
    offsets.push_back(static_cast<std::int64_t>(codes.size()));
    column::States states(rows, otherwise);
    if (!list.empty()) states.back() = 0;
    b.add_text_list(key, std::move(offsets), std::move(codes), words, std::move(states));
}

/// Three people: of the third it was recorded what they agreed to and took back.
place::PlacePtr third_said(const std::vector<std::string>& scopes, const std::vector<std::string>& withdrawn, bool objected = false) {
    column::SegmentBuilder b("people.permissions"), positions("people.positions");
    add_list(b, "scopes", 3, scopes, not_said);
    add_list(b, "withdrawn", 3, withdrawn, nothing);
    b.add_dates("objected_on", {0, 0, 20'000}, {0, 0, 0}, {nothing, nothing, objected ? std::uint8_t{0} : nothing});
    positions.add_points("point", {1, 1, 2, 2, 3, 3});
    auto place = std::make_shared<place::Place>();
    place->name = "Testfield";
    place->revision = test::small_revision()->with({test::finished(std::move(b)), test::finished(std::move(positions))});
    return place;
}

/// Of the third tie: P3 goes to the park.
place::PlacePtr tie_said(const std::vector<std::string>& scopes, const std::vector<std::string>& withdrawn, bool objected = false) {
    const auto whole = test::small_revision();
    column::SegmentBuilder b("ties");
    for (const auto& c : whole->segment("ties")->columns()) b.add_column(whole->segment("ties"), c);
    add_list(b, "permission", 3, scopes, not_said);
    add_list(b, "withdrawn", 3, withdrawn, nothing);
    b.add_dates("objected_on", {0, 0, 20'000}, {0, 0, 0}, {nothing, nothing, objected ? std::uint8_t{0} : nothing});
    auto place = std::make_shared<place::Place>();
    place->name = "Testfield";
    place->revision = whole->with({test::finished(std::move(b))});
    return place;
}

ViewPtr seen(const place::PlacePtr& place) {
    auto view = open_view(place, Audience::team);
    EXPECT_TRUE(view) << view.error().message;
    return view ? *view : nullptr;
}

std::vector<std::string> in_force(const View& view, std::size_t row) {
    const column::Column& c = *view.segment("people")->find("permission");
    std::vector<std::string> out;
    for (const std::int32_t code : c.list(row)) out.emplace_back(c.dictionary()[code]);
    return out;
}


TEST(Permission, NothingRecordedIsNoNo) {
    const auto place = third_said({}, {});
    const Permissions said = Permissions::of_people(*place->revision);
    EXPECT_EQ(said.to("aggregate", 2), Agreed::not_said);
    EXPECT_EQ(seen(place)->people(), 3u);
    EXPECT_EQ(seen(place)->segment("people")->find("permission")->state(2), column::State::not_asked);
}

TEST(Permission, HoldTakenBackAndAnObjectionKeepThemApart) {
    for (const auto& place : {third_said({"hold"}, {"hold"}), third_said({"hold"}, {}, true)}) {
        const auto view = seen(place);
        EXPECT_EQ(view->people(), 2u);
        EXPECT_EQ(view->segment("ties")->columns()[0].rows(), 2u);
        base::JobContext job;
        EXPECT_TRUE(people_tables(*place, {}, {}, job));
    }
}

TEST(Permission, IntroductionsTakenBackAreAClearNo) {
    const auto view = seen(third_said({"hold", "suggest_introduction"}, {"suggest_introduction"}));
    EXPECT_TRUE(view->segment("people")->find("introduce")->known(2));
    EXPECT_EQ(view->segment("people")->find("introduce")->booleans()[2], 0);
    EXPECT_EQ(in_force(*view, 2), std::vector<std::string>{"hold"});
}

TEST(Permission, APointTakenBackIsNotOnTheMap) {
    const auto view = seen(third_said({"hold", "show_map"}, {"show_map"}));
    EXPECT_EQ(view->segment("people.positions")->find("point")->state(2), column::State::withheld);
    EXPECT_TRUE(view->segment("people.positions")->find("point")->known(0));
}

TEST(Permission, WhomNoWorkerMaySeeIsSomebodyNamedByAnother) {
    const auto view = seen(third_said({"hold", "show_worker"}, {"show_worker"}));
    EXPECT_EQ(view->people(), 3u) << "still counted";
    EXPECT_EQ(view->segment("people")->find("role")->i32()[2], static_cast<std::int32_t>(column::Role::alter));
    EXPECT_EQ(view->segment("people")->find("role")->i32()[0], static_cast<std::int32_t>(column::Role::participant));
    EXPECT_EQ(view->segment("people.gifts")->find("interests")->state(2), column::State::withheld);
    EXPECT_TRUE(view->segment("people.gifts")->find("interests")->known(0));
    EXPECT_EQ(view->segment("people.positions")->find("point")->state(2), column::State::withheld);
    EXPECT_EQ(view->source_id(base::EntityKind::person, 2), "");
    EXPECT_NE(view->label(base::EntityKind::person, 2), "P3");
}

TEST(Permission, WhatTheyMayBeSpokenToAboutIsInForceOrNot) {
    EXPECT_EQ(in_force(*seen(third_said({"hold", "talk_about_answers"}, {})), 2), (std::vector<std::string>{"hold", "talk_about_answers"}));
    EXPECT_EQ(in_force(*seen(third_said({"hold", "talk_about_answers"}, {"talk_about_answers"})), 2), std::vector<std::string>{"hold"}) << "analyses read this column";
}

TEST(Permission, NamedToOthersIsYesOnlyWhereItWasSaid) {
    EXPECT_EQ(Permissions::of_people(*third_said({"named_to_others"}, {})->revision).to("named_to_others", 2), Agreed::yes);
    EXPECT_EQ(Permissions::of_people(*third_said({"named_to_others"}, {"named_to_others"})->revision).to("named_to_others", 2), Agreed::no);
    EXPECT_EQ(Permissions::of_people(*third_said({"hold"}, {})->revision).to("named_to_others", 2), Agreed::no);
}

// Of 60 people in one area every second took "aggregate" back: 30 are counted.
TEST(Permission, WhoTookAggregateBackIsInNoNumber) {
    constexpr std::size_t people = 60;
    column::SegmentBuilder b("people"), permissions("people.permissions");
    const std::vector<std::int64_t> keys(people, 0);
    const std::vector<std::int32_t> zero(people, 0), none(people, -1);
    b.add_i64("key_high", keys).add_i64("key_low", keys).add_i32("role", zero).add_i32("living", zero).add_i32("household", none).add_i32("area", none).add_i32("asked", zero);
    column::DictionaryBuilder words;
    words.code_of("aggregate");
    std::vector<std::int64_t> all{0}, half{0};
    for (std::size_t row = 0; row < people; ++row) {
        all.push_back(all.back() + 1);
        half.push_back(half.back() + (row % 2 == 0 ? 1 : 0));
    }
    permissions.add_text_list("scopes", std::move(all), std::vector<std::int32_t>(people, 0), words).add_text_list("withdrawn", std::move(half), std::vector<std::int32_t>(people / 2, 0), words);
    place::Place place;
    place.revision = std::make_shared<place::Revision>(std::vector<column::SegmentPtr>{test::finished(std::move(b)), test::finished(std::move(permissions))});
    base::JobContext job;
    EXPECT_EQ(people_tables(place, {}, {}, job)->tables.front().total, 30);
}

TEST(Permission, ResearchAndSharingHandOnOnlyThoseWhoAgreed) {
    const auto no = third_said({"hold", "research"}, {"research"}), share = third_said({"share_org:trust"}, {});
    EXPECT_EQ((*only_agreed(no, "research", Agreed::not_said, column::heap_memory))->revision->people(), 2u) << "nobody asked the others";
    EXPECT_EQ((*only_agreed(no, "research", Agreed::yes, column::heap_memory))->revision->people(), 0u);
    const auto shared = only_agreed(share, "share_org:trust", Agreed::yes, column::heap_memory);
    ASSERT_TRUE(shared);
    EXPECT_EQ((*shared)->revision->people(), 1u);
    EXPECT_EQ((*shared)->revision->column("people.names", "id")->text(0), "P3");
    EXPECT_EQ((*only_agreed(share, "share_org:other", Agreed::yes, column::heap_memory))->revision->people(), 0u);
}

TEST(PermissionOfATie, HoldTakenBackAndAnObjectionKeepItApart) {
    for (const auto& place : {tie_said({"hold"}, {"hold"}), tie_said({}, {}, true)}) {
        const auto view = seen(place);
        EXPECT_EQ(view->people(), 3u);
        EXPECT_EQ(view->segment("ties")->columns()[0].rows(), 2u);
    }
    EXPECT_EQ(seen(tie_said({"hold"}, {}))->segment("ties")->columns()[0].rows(), 3u);
}

TEST(PermissionOfATie, WhoeverToldOfItHasToldInPart) {
    const auto whole = test::small_revision();
    column::SegmentBuilder b("ties");
    for (const auto& c : whole->segment("ties")->columns()) b.add_column(whole->segment("ties"), c);
    b.add_dates("objected_on", {20'000, 0, 0}, {0, 0, 0}, {0, nothing, nothing});  // Ann and her friend
    auto place = std::make_shared<place::Place>();
    place->revision = whole->with({test::finished(std::move(b))});
    const auto asked = seen(place)->segment("people")->find("asked")->i32()[0];
    EXPECT_EQ(column::asked_of(asked, column::Facet::friends), column::Asked::partly) << "else Ann would be somebody without friends";
}

TEST(PermissionOfATie, ResearchIsHandedOnWithoutIt) {
    const auto place = tie_said({"hold", "research"}, {"research"});
    const auto handed = only_agreed(place, "research", Agreed::not_said, column::heap_memory);
    ASSERT_TRUE(handed);
    EXPECT_EQ((*handed)->revision->rows("ties"), 2u);
    EXPECT_EQ((*handed)->revision->people(), 3u);
}

// 40 people who all go to the choir; of 20 ties "aggregate" was taken back: 20 of 40 belong somewhere.
TEST(PermissionOfATie, AggregateTakenBackCountsForNoBelonging) {
    constexpr std::size_t people = 40;
    column::SegmentBuilder b("people"), t("ties");
    const std::vector<std::int64_t> keys(people, 0);
    const std::vector<std::int32_t> zero(people, 0), none(people, -1);
    b.add_i64("key_high", keys).add_i64("key_low", keys).add_i32("role", zero).add_i32("living", zero).add_i32("household", none).add_i32("area", none).add_i32("asked", zero);
    std::vector<std::int32_t> from;
    column::DictionaryBuilder words;
    words.code_of("aggregate");
    std::vector<std::int64_t> offsets{0};
    for (std::size_t row = 0; row < people; ++row) {
        from.push_back(static_cast<std::int32_t>(row));
        offsets.push_back(offsets.back() + (row % 2 == 0 ? 1 : 0));
    }
    t.add_i32("from", std::move(from)).add_i32("to", std::vector<std::int32_t>(people, people)).add_booleans("sensitive", std::vector<std::uint8_t>(people, 0));
    t.add_text_list("withdrawn", std::move(offsets), std::vector<std::int32_t>(people / 2, 0), words);
    place::Place place;
    place.revision = std::make_shared<place::Revision>(std::vector<column::SegmentPtr>{test::finished(std::move(b)), test::finished(std::move(t)), test::assets_segment({0, 0})});
    base::JobContext job;
    const auto tables = people_tables(place, {}, {}, job);
    ASSERT_TRUE(tables);
    ASSERT_EQ(tables->tables.back().measure, "take_part");
    EXPECT_EQ(tables->tables.back().rows[0].shown, 20);
    EXPECT_EQ(tables->tables.back().rows[0].share, (Share{Share::Kind::value, 50}));
}

}  // namespace permission_test
