// What an analysis may see without being allowed anything, and with each of the four grants. The words that must not be found
// stand in the segments as the dictionary has them.
#include "engine/host/personal.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "engine/host/grants.hpp"
#include "tests/support/small_place.hpp"

namespace personal_test {
using namespace kith;
using host::Personal;
using host::PersonalSet;

using Strings = std::vector<std::string>;

/// Everything personal that the dictionary knows, each with a word of its own; four people.
void fill(test::FakeView& view) {
    test::SmallPlace place;
    place.people = {{"ZNAME1"}, {"ZNAME2"}, {"ZNAME3"}, {"ZNAME4"}};
    place.assets = {{"ZPLACE"}};
    place.ties = {{0, 1}, {2, 3}};
    place.fill(view);
    const Strings bands{"18-24", "18-24", "65-74", "65-74"}, streets{"ZSTREET1", "ZSTREET2", "ZSTREET3", "ZSTREET4"};
    view.add(std::move(column::SegmentBuilder("people.attributes").add_strings("age_band", bands).add_strings("street", streets).add_f64("children", {0, 1, 2, 3})));
    view.add(std::move(column::SegmentBuilder("people.positions").add_points("point", {424242.25, 424243.25, 0, 0, 0, 0, 0, 0})));
    view.add(std::move(column::SegmentBuilder("assets.positions").add_points("point", {424242.25, 424243.25})));
    view.add(std::move(column::SegmentBuilder("households.names").add_strings("id", Strings{"ZHOUSE"})));
    view.add(std::move(column::SegmentBuilder("assets.details").add_strings("when", Strings{"Mondays"}).add_strings("contact", Strings{"ZCONTACT"}).add_strings("owner", Strings{"ZOWNER"})));
    view.add(std::move(column::SegmentBuilder("events").add_i64("key_high", {1}).add_i64("key_low", {1}).add_i32("person", {0})));
    view.add(std::move(column::SegmentBuilder("events.notes").add_strings("words", Strings{"ZNOTE"})));
    view.add(std::move(column::SegmentBuilder("observations").add_i32("person", {0}).add_strings("item", Strings{"f1"}).add_strings("asked_by", Strings{"ZASKER"})));
    view.add(std::move(column::SegmentBuilder("ties").add_i32("from", {0, 2}).add_i32("to", {1, -1}).add_strings("met_through", Strings{"ZMET1", "ZMET2"})));
    view.add(std::move(column::SegmentBuilder("ties.sensitive").add_i32("from", {2}).add_i32("to", {4}).add_i32("tie", {1})));
}

const Strings segments{"people",        "people.names",     "people.positions", "people.gifts", "people.attributes", "households.names", "assets", "assets.names",
                       "assets.details", "assets.positions", "ties",             "ties.sensitive", "observations",   "events",           "events.notes"};

std::vector<host::Grant> granted(const privacy::View& view, const std::vector<host::SegmentRequest>& inputs, PersonalSet allowed) {
    host::Manifest manifest;
    manifest.inputs = inputs;
    base::JobContext job;
    host::Granter granter(view);
    const auto wishes = granter.wishes(manifest, {}, "", allowed, {});
    EXPECT_TRUE(wishes) << wishes.error().message;
    auto list = granter.grants(wishes ? *wishes : std::vector<host::Wish>{}, job);
    EXPECT_TRUE(list) << list.error().message;
    return list ? *list : std::vector<host::Grant>{};
}

/// Is it anywhere in the memory that the worker would map?
bool found(const std::vector<host::Grant>& grants, std::string_view word) {
    for (const host::Grant& grant : grants) {
        const auto bytes = grant.memory->bytes();
        if (std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()).find(word) != std::string_view::npos) return true;
    }
    return false;
}

std::string bytes_of(double number) { return {reinterpret_cast<const char*>(&number), sizeof number}; }

std::vector<host::SegmentRequest> everything() {
    std::vector<host::SegmentRequest> list;
    for (const std::string& segment : segments) list.push_back({segment, {}, "All of it.", true});
    return list;
}

TEST(Personal, NothingOfItIsMappedWithoutBeingAllowed) {
    test::FakeView view;
    fill(view);
    const auto grants = granted(view, everything(), {});
    EXPECT_FALSE(found(grants, "ZNAME") || found(grants, "ZPLACE") || found(grants, "ZHOUSE") || found(grants, "ZASKER")) << "names";
    EXPECT_FALSE(found(grants, "ZNOTE") || found(grants, "ZMET") || found(grants, "ZCONTACT") || found(grants, "ZOWNER") || found(grants, "ZSTREET")) << "notes";
    EXPECT_FALSE(found(grants, bytes_of(424242.25)) || found(grants, bytes_of(424243.25))) << "positions";
    for (const host::Grant& grant : grants) EXPECT_NE(grant.segment->key(), "ties.sensitive");
    EXPECT_TRUE(found(grants, "18-24") && found(grants, "Mondays") && found(grants, "choir")) << "what is free is there";
}

TEST(Personal, EachGrantOpensItsOwnAndNoMore) {
    test::FakeView view;
    fill(view);
    const std::vector<std::pair<Personal, Strings>> opens{{Personal::names, {"ZNAME1", "ZPLACE", "ZHOUSE", "ZASKER"}},
                                                          {Personal::notes, {"ZNOTE", "ZMET1", "ZCONTACT", "ZOWNER", "ZSTREET1"}},
                                                          {Personal::positions, {bytes_of(424242.25)}},
                                                          {Personal::sensitive_ties, {}}};
    for (const auto& [grant, words] : opens) {
        const auto grants = granted(view, everything(), grant);
        for (const auto& [other, others] : opens)
            for (const std::string& word : others) EXPECT_EQ(found(grants, word), other == grant) << word;
        const bool ties = std::any_of(grants.begin(), grants.end(), [](const host::Grant& g) { return g.segment->key() == "ties.sensitive"; });
        EXPECT_EQ(ties, grant == Personal::sensitive_ties);
    }
}

TEST(Personal, ColumnsThatWereNotAskedForAreNotMappedEither) {
    test::FakeView view;
    fill(view);
    const std::vector<host::SegmentRequest> wants{{"ties", {"from", "to"}, "", false}, {"observations", {"item"}, "", false}, {"people.attributes", {"age_band"}, "", false},
                                                  {"assets.details", {"when"}, "", false}};
    for (const PersonalSet allowed : {PersonalSet{}, PersonalSet(Personal::names).with(Personal::notes)}) {
        const auto grants = granted(view, wants, allowed);
        ASSERT_EQ(grants.size(), 4u);
        EXPECT_FALSE(found(grants, "ZMET") || found(grants, "ZASKER") || found(grants, "ZSTREET") || found(grants, "ZCONTACT") || found(grants, "ZOWNER"));
    }
}

TEST(Personal, WhatHoldsNothingPersonalIsNotCopied) {
    test::FakeView view;
    fill(view);
    const host::SegmentRequest gifts{"people.gifts", {"interests"}, "", false};
    EXPECT_FALSE(host::sight_of(gifts, *view.segment("people.gifts"), {}).cut);
}

TEST(Personal, ARequiredColumnLacksItsGrant) {
    test::FakeView view;
    fill(view);
    const auto lacking = [&](const host::SegmentRequest& request, PersonalSet allowed) { return host::sight_of(request, *view.segment(request.segment), allowed).lacking; };
    EXPECT_EQ(lacking({"people.names", {"name"}, "", false}, {}), PersonalSet(Personal::names));
    EXPECT_EQ(lacking({"people.names", {}, "", false}, {}), PersonalSet(Personal::names));
    EXPECT_TRUE(lacking({"people.names", {"name"}, "", false}, Personal::names).empty());
    EXPECT_TRUE(lacking({"people.names", {"name"}, "", true}, {}).empty());
    EXPECT_EQ(lacking({"ties", {"from", "met_through"}, "", false}, Personal::names), PersonalSet(Personal::notes));
    EXPECT_TRUE(lacking({"ties", {}, "", false}, {}).empty()) << "all columns means all that need no grant";
    EXPECT_EQ(lacking({"people.attributes", {"street"}, "", false}, {}), PersonalSet(Personal::notes));
    EXPECT_TRUE(lacking({"people.attributes", {"age_band", "children"}, "", false}, {}).empty());
}

TEST(Personal, ManyDifferentWordsAreNoCategory) {
    test::FakeView view;
    Strings first_names;  // each twice, as in a village; 33 of them
    for (int i = 0; i < 66; ++i) first_names.push_back("name" + std::to_string(i % 33));
    Strings bands(first_names);
    for (std::size_t i = 0; i < bands.size(); ++i) bands[i] = "band" + std::to_string(i % 32);
    view.add(std::move(column::SegmentBuilder("people.attributes").add_strings("first", first_names).add_strings("band", bands)));
    const auto sight = host::sight_of({"people.attributes", {}, "", false}, *view.segment("people.attributes"), {});
    EXPECT_EQ(sight.columns, Strings{"band"});
}

TEST(Personal, WordsOfPeopleAndWhatAManifestAsksFor) {
    EXPECT_EQ(host::in_words(*host::personal_set({"sensitive-ties", "names", "notes"})), "names, notes and sensitive ties");
    EXPECT_EQ(host::personal_set({"name"}).error().message, "'name' is nothing that can be allowed; did you mean 'names'?");
    EXPECT_EQ(host::personal_set({"everything"}).error().code, base::Code::misuse);
    host::Manifest manifest;
    manifest.inputs = {{"people", {"role"}, "", false}, {"ties", {}, "why", false}, {"assets.names", {"name"}, "their names", false}, {"areas.*", {"name"}, "", false}};
    const auto asks = host::personal_requests(manifest);
    ASSERT_EQ(asks.size(), 2u);
    EXPECT_EQ(asks[0].what, Personal::notes);
    EXPECT_TRUE(asks[0].optional);
    EXPECT_EQ(asks[1].what, Personal::names);
    EXPECT_EQ(asks[1].why, "their names");
    EXPECT_FALSE(asks[1].optional);
}

}  // namespace personal_test
