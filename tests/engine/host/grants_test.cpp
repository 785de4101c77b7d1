// What a worker may map: only what was asked for, never identity, and no copy of what is sealed already.
#include "engine/host/grants.hpp"

#include <gtest/gtest.h>

#include "engine/host/narrowing.hpp"
#include "engine/process/sealed_memory.hpp"
#include "tests/support/small_place.hpp"

namespace grants_test {
using namespace kith;

test::SmallPlace place() {
    test::SmallPlace made;
    made.people = {{"Ann"}, {"Bob"}};
    made.assets = {{"Choir"}};
    made.areas = {"North"};
    return made;
}

host::Manifest wants(std::vector<host::SegmentRequest> inputs) {
    host::Manifest manifest;
    manifest.inputs = std::move(inputs);
    return manifest;
}

base::Result<std::vector<host::Grant>> granted(host::Granter& granter, const host::Manifest& manifest, std::string_view lens = {}) {
    base::JobContext job;
    auto wishes = granter.wishes(manifest, {}, lens, {}, {});
    if (!wishes) return wishes.error();
    return granter.grants(*wishes, job);
}

TEST(Grants, IdentityNeverCrosses) {
    test::FakeView view;
    place().fill(view);
    host::Granter granter(view);
    auto list = granted(granter, wants({{"people", {"role"}, "", false}}));
    ASSERT_TRUE(list);
    ASSERT_EQ(list->size(), 1u);
    auto seen = column::Segment::open(list->front().memory, column::Trust::untrusted);
    ASSERT_TRUE(seen);
    ASSERT_EQ((*seen)->columns().size(), 1u) << "not even in the memory";
    EXPECT_EQ((*seen)->columns()[0].key(), "role");
    auto all = granted(granter, wants({{"people", {}, "", false}}));
    ASSERT_TRUE(all);
    auto whole = column::Segment::open(all->front().memory, column::Trust::untrusted);
    EXPECT_NE((*whole)->find("asked"), nullptr);
    EXPECT_EQ((*whole)->find("key_high"), nullptr);
}

TEST(Grants, AttributesAreOneGrantEach) {
    test::FakeView view;
    place().fill(view);
    const std::vector<std::string> bands{"18-24", "18-24"}, income{"low", "low"};
    view.add(std::move(column::SegmentBuilder("people.attributes").add_strings("age_band", bands).add_strings("income", income)));
    host::Granter granter(view);
    auto list = granted(granter, wants({{"people.attributes", {"age_band"}, "", false}}));
    ASSERT_TRUE(list);
    auto seen = column::Segment::open(list->front().memory, column::Trust::untrusted);
    EXPECT_EQ((*seen)->find("income"), nullptr);
}

TEST(Grants, SealedSegmentsAreNotCopied) {
    test::FakeView view;
    place().fill(view);
    auto sealed = std::move(column::SegmentBuilder("ties").add_i32("kind", {0, 1, 2})).finish(process::sealed_memory);
    view.segments_["ties"] = *sealed;
    host::Granter granter(view);
    auto list = granted(granter, wants({{"ties", {"kind"}, "", false}, {"people.gifts", {"interests"}, "", false}}));
    ASSERT_TRUE(list);
    EXPECT_EQ((*list)[0].memory->bytes().data(), (*sealed)->memory().bytes().data());
    EXPECT_EQ((*list)[0].memory->descriptor(), (*sealed)->memory().descriptor());
    EXPECT_EQ((*list)[0].columns, std::vector<std::string>{"kind"});
    EXPECT_GE((*list)[1].memory->descriptor(), 0);
    auto again = granted(granter, wants({{"people.gifts", {"interests"}, "", false}, {"people", {"role"}, "", false}}));
    EXPECT_EQ((*again)[0].memory, (*list)[1].memory) << "copied once for all analyses";
    auto third = granted(granter, wants({{"people", {"role"}, "", false}}));
    EXPECT_EQ((*third)[0].memory, (*again)[1].memory);
}

TEST(Grants, StarsStandForLayers) {
    test::FakeView view;
    place().fill(view);
    privacy::Layer ward;
    ward.as = "ward";
    view.layers_.push_back(ward);
    view.add(std::move(column::SegmentBuilder("areas.ward").add_f64("km2", {1})));
    view.add(std::move(column::SegmentBuilder("areas.patch.borders").add_i64("queen_offsets", {0, 0})));
    host::Granter granter(view);
    auto list = granted(granter, wants({{"areas.*", {"km2"}, "", false}, {"areas.primary.borders", {"queen_offsets"}, "", false}}));
    ASSERT_TRUE(list) << list.error().message;
    ASSERT_EQ(list->size(), 3u);
    EXPECT_EQ((*list)[0].segment->key(), "areas.patch");
    EXPECT_EQ((*list)[1].segment->key(), "areas.ward");
    EXPECT_EQ((*list)[2].segment->key(), "areas.patch.borders");
}

TEST(Grants, WhatIsMissing) {
    test::FakeView view;
    place().fill(view);
    host::Granter granter(view);
    auto optional = granted(granter, wants({{"observations", {"value"}, "", true}}));
    ASSERT_TRUE(optional);
    EXPECT_TRUE(optional->empty());
    auto needed = granted(granter, wants({{"observations", {"value"}, "", false}}));
    ASSERT_FALSE(needed);
    EXPECT_EQ(needed.error().code, base::Code::not_found);
    EXPECT_NE(needed.error().message.find("'observations'"), std::string::npos);
}

TEST(Grants, Counts) {
    test::FakeView view;
    place().fill(view);
    const auto counts = host::Granter(view).counts();
    EXPECT_EQ(counts.people, 2);
    EXPECT_EQ(counts.assets, 1);
    EXPECT_EQ(counts.layers, std::vector<std::int64_t>{1});
    EXPECT_EQ(counts.primary, 0);
    EXPECT_EQ(counts.of(host::Entity::place), 1);
    EXPECT_EQ(counts.flat(host::Entity::area, 0, 0), 0);
    EXPECT_EQ(counts.flat(host::Entity::area, 0, 1), -1);
    EXPECT_EQ(counts.flat(host::Entity::person, 2, 0), -1);
    EXPECT_EQ(counts.flat(host::Entity::person, -1, 0), -1);
}

TEST(Narrowing, BothMustLetATieThrough) {
    test::FakeView view;
    const std::vector<std::string> keys{"friend", "family", "attends"};
    view.add(std::move(column::SegmentBuilder("tie_kinds").add_strings("key", keys).add_i32("group", {0, 0, 1})));
    privacy::LensSpec own, by;
    own.as = "unpaid";
    own.kinds = {"social"};
    own.paid = false;
    own.valence = 1 | 2;
    own.within = base::Metres{800};
    by.as = "close";
    by.kinds = {"friend", "attends"};
    by.valence = 2 | 4;
    by.within = base::Metres{2000};
    by.frequency = 4;
    by.unknown_frequency = privacy::Unknown::out;
    auto both = host::narrowed(own, by, view);
    ASSERT_TRUE(both);
    EXPECT_EQ(both->as, "unpaid");
    EXPECT_EQ(both->kinds, std::vector<std::string>{"friend"});
    EXPECT_EQ(both->paid, false);
    EXPECT_EQ(both->valence, 2) << "a recipe never lets a difficult tie back in";
    EXPECT_EQ(both->within, base::Metres{800});
    EXPECT_EQ(both->frequency, 4.0);
    EXPECT_EQ(both->unknown_frequency, privacy::Unknown::out);

    by.kinds = {"membership"};
    EXPECT_FALSE(host::narrowed(own, by, view));
    by.kinds.clear();
    by.paid = true;
    EXPECT_FALSE(host::narrowed(own, by, view));
    by.paid.reset();
    by.valence = 4;
    EXPECT_FALSE(host::narrowed(own, by, view));
}

TEST(Grants, AnUnknownLensNamesTheNearest) {
    test::FakeView view;
    place().fill(view);
    privacy::LensSpec lens;
    lens.as = "unpaid";
    view.lenses_ = {lens};
    host::Granter granter(view);
    auto list = granted(granter, wants({}), "unpayed");
    ASSERT_FALSE(list);
    EXPECT_EQ(list.error().message, "the recipe has no lens 'unpayed'; did you mean 'unpaid'?");
    EXPECT_TRUE(granted(granter, wants({}), "unpaid"));
}

}  // namespace grants_test
