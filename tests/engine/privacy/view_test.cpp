#include "engine/privacy/view.hpp"

#include <gtest/gtest.h>

#include <array>

#include "engine/privacy/people_tables.hpp"
#include "tests/engine/place/small_revision.hpp"

using namespace kith;
using namespace kith::privacy;

namespace view_test {

ViewPtr view_of(place::RevisionPtr revision, Audience audience) {
    auto place = std::make_shared<place::Place>();
    place->name = "Testfield";
    place->revision = std::move(revision);
    auto view = open_view(place, audience);
    EXPECT_TRUE(view) << view.error().message;
    return view ? *view : nullptr;
}

place::RevisionPtr with_living(const place::RevisionPtr& whole, std::vector<std::int32_t> living) {
    column::SegmentBuilder b("people");
    for (const auto& c : whole->segment("people")->columns()) {
        if (c.key() == "living") b.add_i32("living", living);
        else b.add_column(whole->segment("people"), c);
    }
    return whole->with({test::finished(std::move(b))});
}

LensSpec lens(std::string as, std::vector<std::string> kinds = {}) {
    LensSpec spec;
    spec.as = std::move(as);
    spec.kinds = std::move(kinds);
    return spec;
}

bool mentions(const View& view, std::string_view word) {
    for (const std::string& key : view.segment_keys()) {
        const auto bytes = view.segment(key)->memory().bytes();
        const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        if (text.find(word) != std::string_view::npos) return true;
    }
    return false;
}

TEST(View, AnAlterHasNoNameNoIdAndNoPoint) {
    const auto view = view_of(test::small_revision(), Audience::team);
    EXPECT_EQ(view->label(base::EntityKind::person, 0), "Ann");
    EXPECT_EQ(view->label(base::EntityKind::person, 1), "friend of Ann");
    EXPECT_EQ(view->source_id(base::EntityKind::person, 1), "");
    const auto names = view->segment("people.names");
    EXPECT_EQ(names->find("name")->state(1), column::State::withheld);
    EXPECT_EQ(names->find("id")->text(1), "friend of Ann");
    EXPECT_FALSE(mentions(*view, "P2"));
    EXPECT_FALSE(mentions(*view, "Bea")) << "not even in the list of words of a column";
}

TEST(View, WhoAskedUsToStopIsGoneWithEveryTie) {
    const auto stop = static_cast<std::int32_t>(column::Living::asked_us_to_stop);
    const auto view = view_of(with_living(test::small_revision(), {stop, 0, 0}), Audience::team);
    EXPECT_EQ(view->people(), 2u);
    EXPECT_EQ(view->segment("ties")->find("from")->rows(), 1u);
    EXPECT_EQ(view->label(base::EntityKind::person, 1), "P3");
    EXPECT_FALSE(mentions(*view, "Ann"));
    // P2 was only named by the one who is gone.
    EXPECT_EQ(view->label(base::EntityKind::person, 0), "somebody named by another (1)");
    ASSERT_EQ(view->remarks().size(), 1u);
    EXPECT_EQ(view->remarks()[0].substr(0, 1), "1");
}

TEST(View, WhoNamedSomebodyWhoAskedUsToStopToldInPart) {
    const auto stop = static_cast<std::int32_t>(column::Living::asked_us_to_stop);
    const auto whole = test::small_revision();
    column::SegmentBuilder b("people");
    for (const auto& c : whole->segment("people")->columns()) {
        if (c.key() == "living") b.add_i32("living", std::vector<std::int32_t>{0, stop, 0});
        else if (c.key() == "asked") b.add_i32("asked", std::vector<std::int32_t>(3, column::asked_everything));
        else b.add_column(whole->segment("people"), c);
    }
    const auto view = view_of(whole->with({test::finished(std::move(b))}), Audience::team);
    const auto asked = view->segment("people")->find("asked")->i32();
    ASSERT_EQ(asked.size(), 2u);
    EXPECT_EQ(column::asked_of(asked[0], column::Facet::friends), column::Asked::partly) << "Ann named who is gone";
    EXPECT_EQ(column::asked_of(asked[0], column::Facet::groups), column::Asked::complete);
    EXPECT_EQ(asked[1], column::asked_everything) << "P3 had no tie with them";
}

TEST(View, WhatIsNearMayBeAskedForByKind) {
    const auto whole = test::small_revision();
    column::SegmentBuilder people("people.positions"), assets("assets.positions");
    people.add_points("point", {0, 0, 0, 0, 5000, 5000});
    assets.add_points("point", {100, 0, 50, 0});
    const auto view = view_of(whole->with({test::finished(std::move(people)), test::finished(std::move(assets))}), Audience::team);
    NearSpec spec;
    spec.to = Entity::assets;
    spec.nearest = 1;
    base::JobContext job;
    const auto nearest = [&](std::vector<std::string> of, std::vector<std::string> but_not) {
        spec.of = std::move(of);
        spec.but_not = std::move(but_not);
        const auto near = view->near("venues", spec, job);
        EXPECT_TRUE(near);
        const auto rows = (*near)->find("rows")->i32(), metres = (*near)->find("metres")->i32();
        return rows.size() == 1 ? std::pair(rows[0], metres[0]) : std::pair(-1, -1);
    };
    // Straight x 1.3, rounded up to 50 m: the park 65, the choir 130.
    EXPECT_EQ(nearest({}, {}), std::pair(1, 100));
    EXPECT_EQ(nearest({"association"}, {}), std::pair(0, 150)) << "by class";
    EXPECT_EQ(nearest({"choir"}, {}), std::pair(0, 150)) << "by subtype";
    EXPECT_EQ(nearest({}, {"park"}), std::pair(0, 150));
    EXPECT_EQ(nearest({"choir"}, {"choir"}), std::pair(-1, -1));
    const auto held = view->near("venues", spec, job);
    ASSERT_TRUE(held);
    EXPECT_EQ(view->near("venues", spec, job)->get(), held->get()) << "derived once while somebody holds it";
    EXPECT_NE(view->near("others", spec, job)->get(), held->get());
}

TEST(View, WordsAreThoseOfTheRegistry) {
    const auto view = view_of(test::small_revision(), Audience::team);
    EXPECT_EQ(view->words_for("assets", "subtype", "voluntary_org"), "voluntary organisation");
    EXPECT_EQ(view->words_for("assets", "subtype", "word_of_this_place"), "word of this place");
    EXPECT_EQ(view->words_for("people.gifts", "interests", "voluntary_org"), "voluntary org");
}

TEST(View, ASensitiveTieIsCountedButLeadsNowhere) {
    const auto view = view_of(test::small_revision({1, 0}, {0, 1, 1}), Audience::team);
    const auto ties = view->segment("ties");
    ASSERT_EQ(ties->find("to")->rows(), 3u);
    EXPECT_EQ(ties->find("to")->i32()[0], 1);
    EXPECT_EQ(ties->find("to")->i32()[1], base::no_row);
    EXPECT_EQ(ties->find("from")->i32()[1], 0);
    base::JobContext job;
    const auto topology = view->topology(lens("all"), job);
    ASSERT_TRUE(topology);
    EXPECT_EQ((*topology)->find("targets")->rows(), 2u) << "only the friendship, both ways";
}

TEST(View, WhereSensitiveTiesGoStandsApart) {
    const auto view = view_of(test::small_revision({0, 1}, {0, 1, 1}), Audience::team);
    const auto apart = view->segment("ties.sensitive");
    ASSERT_NE(apart, nullptr);
    const auto same = [](std::span<const std::int32_t> values, std::vector<std::int32_t> wanted) { return std::vector<std::int32_t>(values.begin(), values.end()) == wanted; };
    EXPECT_TRUE(same(apart->find("tie")->i32(), {1, 2}));
    EXPECT_TRUE(same(apart->find("from")->i32(), {0, 2}));
    EXPECT_TRUE(same(apart->find("to")->i32(), {3, 3}));
    EXPECT_EQ(view_of(test::small_revision({0, 1}, {0, 1, 1}), Audience::safe)->segment("ties.sensitive"), nullptr);
    EXPECT_EQ(view_of(test::small_revision(), Audience::team)->segment("ties.sensitive"), nullptr);
}

TEST(View, AHiddenPlaceHasNoNameAndNoArea) {
    const auto view = view_of(test::small_revision({2, 0}, {0, 1, 1}), Audience::team);
    EXPECT_EQ(view->label(base::EntityKind::asset, 0), "a place kept private");
    EXPECT_EQ(view->source_id(base::EntityKind::asset, 0), "");
    EXPECT_EQ(view->segment("assets")->find("area")->i32()[0], base::no_row);
    EXPECT_EQ(view->segment("assets.names")->find("name")->state(0), column::State::withheld);
    EXPECT_EQ(view->label(base::EntityKind::asset, 1), "Park");
}

TEST(View, SafeHasNothingAboutPeopleButANumber) {
    const auto view = view_of(test::small_revision(), Audience::safe);
    EXPECT_EQ(view->people(), 0u);
    EXPECT_EQ(view->people_recorded(), 3);
    EXPECT_EQ(view->participants(), 2);
    for (const char* key : {"people", "people.names", "people.gifts", "ties", "households"}) EXPECT_EQ(view->segment(key), nullptr) << key;
    EXPECT_NE(view->segment("assets"), nullptr);
    EXPECT_FALSE(mentions(*view, "Ann"));
}

TEST(View, CoverageCountsThoseAskedEverythingOfEverybodyRecorded) {
    const auto view = view_of(test::small_revision(), Audience::team);
    const std::array facets{column::Facet::friends, column::Facet::family};
    const auto coverage = view->coverage(facets);
    EXPECT_EQ(coverage.asked, 1);
    EXPECT_EQ(coverage.of, 3);
    EXPECT_FALSE(coverage.of_population);
    EXPECT_FALSE(coverage.open());
}

TEST(View, ALensSeesTheTiesOfItsKind) {
    const auto view = view_of(test::small_revision(), Audience::team);
    base::JobContext job;
    const auto social = view->topology(lens("social", {"social"}), job);
    ASSERT_TRUE(social);
    EXPECT_EQ((*social)->find("targets")->rows(), 2u);
    const auto again = view->topology(lens("social", {"social"}), job);
    EXPECT_EQ(*social, *again) << "derived once";
    EXPECT_FALSE(view->topology(lens("x", {"nonsense"}), job));
    const auto pairs = view->pairs(lens("social", {"social"}), job);
    ASSERT_TRUE(pairs);
    ASSERT_EQ((*pairs)->find("weight")->rows(), 2u);
    EXPECT_DOUBLE_EQ((*pairs)->find("weight")->f64()[0], 0.5);
}

TEST(View, WhatIsPublishedHoldsNoNumberOfPeopleAndNoHiddenPlace) {
    for (const Audience audience : {Audience::anybody, Audience::partners}) {
        const auto view = view_of(test::small_revision({0, static_cast<std::int32_t>(column::Sensitivity::hidden)}), audience);
        EXPECT_EQ(view->people(), 0u);
        EXPECT_EQ(view->people_recorded(), 0);
        EXPECT_EQ(view->participants(), 0);
        EXPECT_EQ(view->coverage({}).asked, 0);
        EXPECT_TRUE(view->reports().empty());
        EXPECT_EQ(view->assets(), 1u) << "not even counted";
        EXPECT_EQ(view->label(base::EntityKind::asset, 0), "Choir");
        EXPECT_FALSE(mentions(*view, "Park"));
        for (const std::string& key : view->segment_keys()) EXPECT_FALSE(key.starts_with("people") || key.starts_with("ties") || key.starts_with("households")) << key;
    }
    EXPECT_EQ(name_of(Audience::anybody), "public");
    EXPECT_EQ(name_of(Audience::partners), "partners");
}

/// So many people in each of some areas that nobody drew: one area for all.
place::Place with_people(std::size_t people, bool permitted = true) {
    column::SegmentBuilder b("people");
    const std::vector<std::int64_t> keys(people, 0);
    const std::vector<std::int32_t> zero(people, 0), none(people, -1);
    b.add_i64("key_high", keys).add_i64("key_low", keys).add_i32("role", zero).add_i32("living", zero).add_i32("household", none).add_i32("area", none).add_i32("asked", zero);
    if (!permitted) {
        column::DictionaryBuilder words;
        words.code_of("hold");
        words.code_of("aggregate");
        std::vector<std::int64_t> offsets{0};
        std::vector<std::int32_t> codes;
        for (std::size_t row = 0; row < people; ++row) {
            codes.push_back(row % 2 == 0 ? 0 : 1);
            offsets.push_back(static_cast<std::int64_t>(codes.size()));
        }
        b.add_text_list("permission", std::move(offsets), std::move(codes), words);
    }
    place::Place place;
    place.revision = std::make_shared<place::Revision>(std::vector<column::SegmentPtr>{test::finished(std::move(b))});
    return place;
}

TEST(PeopleTables, OneNumberWhereThereAreNoAreas) {
    base::JobContext job;
    const auto tables = people_tables(with_people(23), {}, {}, job);
    ASSERT_TRUE(tables);
    EXPECT_EQ(tables->tables.front().total, 25);
    EXPECT_EQ(people_tables(with_people(9), {}, {}, job)->tables.front().total, std::nullopt);
    EXPECT_FALSE(people_tables(with_people(9), {.threshold = 1}, {}, job));
}

TEST(PeopleTables, WhoeverDidNotAgreeIsNotCounted) {
    base::JobContext job;
    EXPECT_EQ(people_tables(with_people(60, false), {}, {}, job)->tables.front().total, 30);
}

}  // namespace view_test
