// Each clause of a lens with known and unknown values; what a lens makes of ties, pairs and counts.
#include <algorithm>
#include <set>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "engine/column/builder.hpp"
#include "engine/column/terms.hpp"
#include "engine/graph/lens.hpp"

namespace kith::graph {
namespace lens_test {

using column::SegmentBuilder;
using column::SegmentPtr;

constexpr auto in = Through::in, out = Through::out, maybe = Through::maybe;
constexpr std::uint8_t not_asked = 1;

SegmentPtr finish(SegmentBuilder builder) { return std::move(builder).finish(column::heap_memory).value(); }

SegmentPtr kinds() {
    SegmentBuilder builder("tie_kinds");
    const std::vector<std::string> keys{"friend", "neighbour", "member_of", "paid_support"};
    builder.add_strings("key", keys);
    builder.add_i32("group", {0, 0, 1, 2});
    return finish(std::move(builder));
}

/// Five ties, the last of which nobody knows anything about.
SegmentPtr ties() {
    SegmentBuilder builder("ties");
    builder.add_i32("from", {0, 1, 0, 2, 3});
    builder.add_i32("to", {1, 2, 4, 4, 0});
    builder.add_i32("kind", {0, 1, 2, 3, 0});
    builder.add_booleans("paid", {0, 0, 0, 1, 0}, {0, 0, 0, 0, not_asked});
    builder.add_i32("valence", {0, 2, 1, 2, 0}, {0, 0, 0, 0, not_asked});
    builder.add_f64("frequency", {4, 3.9, 30, 0, 0}, {0, 0, 0, 0, not_asked});
    builder.add_f64("strength", {0.5, 0.25, 1, 1, 0}, {0, 0, 0, 0, not_asked});
    builder.add_dates("since", {100, 200, 365, 365, 0}, {0, 0, 1, 2, 0}, {0, 0, 0, 0, not_asked});
    builder.add_dates("until", {300, 0, 0, 730, 0}, {0, 0, 0, 2, 0}, {0, not_asked, not_asked, 0, not_asked});
    return finish(std::move(builder));
}

std::vector<Through> through(const Lens& lens, std::span<const double> metres = {}) {
    const auto result = apply(lens, *ties(), *kinds(), metres);
    EXPECT_TRUE(result) << (result ? "" : result.error().message);
    return result ? *result : std::vector<Through>{};
}

TEST(Lens, EverythingByDefault) { EXPECT_EQ(through({}), (std::vector<Through>{in, in, in, in, in})); }

TEST(Lens, KindsByKeyAndByGroup) {
    Lens lens;
    lens.kinds = {"neighbour", "membership"};
    EXPECT_EQ(through(lens), (std::vector<Through>{out, in, in, out, out}));
    lens.kinds = {"social"};
    EXPECT_EQ(through(lens), (std::vector<Through>{in, in, out, out, in}));
}

TEST(Lens, AnUnknownKindNamesTheNearest) {
    Lens lens;
    lens.as = "close";
    lens.kinds = {"freind"};
    const auto result = apply(lens, *ties(), *kinds());
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, base::Code::misuse);
    EXPECT_NE(result.error().message.find("'friend'"), std::string::npos) << result.error().message;
    EXPECT_NE(result.error().message.find("'close'"), std::string::npos);
}

TEST(Lens, PaidAndWhatUnknownMeans) {
    Lens lens;
    lens.paid = false;
    EXPECT_EQ(through(lens), (std::vector<Through>{in, in, in, out, maybe}));
    lens.unknown_paid = Unknown::in;
    EXPECT_EQ(through(lens).back(), in);
    lens.unknown_paid = Unknown::out;
    EXPECT_EQ(through(lens).back(), out);
    lens.paid = true;
    EXPECT_EQ(through(lens), (std::vector<Through>{out, out, out, in, out}));
}

TEST(Lens, WithoutDifficultTies) {
    Lens lens;
    lens.valence = 1 << static_cast<int>(column::Valence::good) | 1 << static_cast<int>(column::Valence::mixed);
    EXPECT_EQ(through(lens), (std::vector<Through>{in, out, in, out, in}));
    lens.unknown_valence = Unknown::maybe;
    EXPECT_EQ(through(lens).back(), maybe);
}

TEST(Lens, FrequencyAndDistance) {
    Lens lens;
    lens.frequency = 4;
    EXPECT_EQ(through(lens), (std::vector<Through>{in, out, in, out, maybe}));
    Lens near;
    near.as = "near";
    near.within = base::Metres{800};
    const std::vector<double> metres{800, 800.5, 0, -1, 10};
    EXPECT_EQ(through(near, metres), (std::vector<Through>{in, out, in, maybe, in}));
    EXPECT_FALSE(apply(near, *ties(), *kinds()));
}

TEST(Lens, DatesWithTheirPrecision) {
    Lens lens;
    lens.unknown_date = Unknown::maybe;
    // Day 370 is 1971-01-06: tie 2 began in January 1971 (a month), tie 3 in 1971 (a year); tie 0 ended on day 300.
    lens.as_of = 370;
    EXPECT_EQ(through(lens), (std::vector<Through>{out, maybe, maybe, maybe, maybe}));
    // Day 396 is 1971-02-01: the month of tie 2 is over, its end is open.
    lens.unknown_date = Unknown::in;
    lens.as_of = 396;
    EXPECT_EQ(through(lens), (std::vector<Through>{out, in, in, in, in}));
    lens.unknown_date = Unknown::maybe;
    // Tie 3 went on until 1972 (days 730-1095): on day 729 surely on, on day 1096 surely over.
    lens.as_of = 729;
    EXPECT_EQ(through(lens)[3], in);
    lens.as_of = 1096;
    EXPECT_EQ(through(lens)[3], out);
    lens.as_of = 150;
    EXPECT_EQ(through(lens), (std::vector<Through>{in, out, out, out, maybe}));
}

TEST(Lens, ColumnsThatAreNotThereAreUnknown) {
    SegmentBuilder builder("ties");
    builder.add_i32("from", {0});
    builder.add_i32("to", {1});
    builder.add_i32("kind", {0});
    const SegmentPtr bare = finish(std::move(builder));
    Lens lens;
    lens.paid = false;
    EXPECT_EQ(*apply(lens, *bare, *kinds()), std::vector<Through>{maybe});
    lens = {};
    lens.as_of = 0;
    EXPECT_EQ(*apply(lens, *bare, *kinds()), std::vector<Through>{in});
    lens.unknown_date = Unknown::out;
    EXPECT_EQ(*apply(lens, *bare, *kinds()), std::vector<Through>{out});
}

TEST(Lens, ReadsTheColumnsThatItSays) {
    std::vector<Lens> lenses(6);
    lenses[1].paid = false;
    lenses[2].valence = 1;
    lenses[3].frequency = 4;
    lenses[4].as_of = 250;
    lenses[5].kinds = {"social"};
    for (const Lens& lens : lenses) {
        const std::vector<std::string_view> read = columns_read(lens);
        const SegmentPtr whole = ties();
        SegmentBuilder builder("ties");
        for (const column::Column& c : whole->columns())
            if (std::find(read.begin(), read.end(), c.key()) != read.end()) builder.add_column(whole, c);
        const auto some = apply(lens, *finish(std::move(builder)), *kinds());
        ASSERT_TRUE(some) << some.error().message;
        EXPECT_EQ(*some, through(lens));
    }
}

TEST(Lens, TopologyPairsAndBounds) {
    Lens lens;
    lens.paid = false;
    const SegmentPtr segment = ties();
    const std::vector<Through> states = through(lens);
    const Topology topo = topology(5, segment->find("from")->i32(), segment->find("to")->i32(), states);
    EXPECT_EQ(topo.offsets, (std::vector<std::int64_t>{0, 3, 5, 6, 7, 8}));
    EXPECT_EQ(topo.targets, (std::vector<std::int32_t>{1, 3, 4, 0, 2, 1, 0, 0}));
    EXPECT_EQ(topo.ties, (std::vector<std::int32_t>{0, 4, 2, 0, 1, 1, 4, 2}));
    EXPECT_EQ(topo.maybe, (std::vector<std::uint8_t>{0, 1, 0, 0, 0, 0, 1, 0}));
    // People are 0-3, the asset is 4.
    EXPECT_EQ(partners(topo, 0, 0, 4), (Bound{1, 2}));
    EXPECT_EQ(partners(topo, 0, 4, 5), (Bound{1, 1}));
    EXPECT_TRUE(partners(topo, 1, 0, 4).exact());
    const WeightedCsr people = pairs(4, segment->find("from")->i32(), segment->find("to")->i32(), states, segment->find("strength"));
    EXPECT_EQ(people.targets, (std::vector<std::int32_t>{1, 0, 2, 1}));
    EXPECT_EQ(people.weights, (std::vector<double>{0.5, 0.5, 0.25, 0.25}));
    const WeightedCsr everybody = pairs(4, segment->find("from")->i32(), segment->find("to")->i32(), {}, segment->find("strength"));
    EXPECT_EQ(everybody.weights[1], 0.5) << "a strength that nobody knows counts 0.5";
}

RC_GTEST_PROP(LensProperty, FilteringIsTheSameAsBuilding, ()) {
    const auto nodes = *rc::gen::inRange<std::size_t>(1, 10);
    const auto rows = *rc::gen::container<std::vector<std::tuple<int, int, int>>>(
        rc::gen::tuple(rc::gen::inRange(0, static_cast<int>(nodes)), rc::gen::inRange(0, static_cast<int>(nodes)), rc::gen::inRange(0, 3)));
    std::vector<std::int32_t> from, to;
    std::vector<Through> states;
    for (const auto& [a, b, state] : rows) {
        from.push_back(a);
        to.push_back(b);
        states.push_back(static_cast<Through>(state));
    }
    const Topology all = topology(nodes, from, to, {});
    const Topology filtered = topology(Arcs{all.offsets, all.targets, all.ties}, states);
    const Topology built = topology(nodes, from, to, states);
    RC_ASSERT(filtered.offsets == built.offsets);
    RC_ASSERT(filtered.targets == built.targets);
    RC_ASSERT(filtered.ties == built.ties);
    RC_ASSERT(filtered.maybe == built.maybe);
    const auto people = *rc::gen::inRange<std::size_t>(0, nodes + 1);
    const WeightedCsr sorted = pairs(people, from, to, states, nullptr);
    const WeightedCsr passed = pairs(people, all, states, nullptr);
    RC_ASSERT(sorted.offsets == passed.offsets);
    RC_ASSERT(sorted.targets == passed.targets);
    RC_ASSERT(sorted.weights == passed.weights);
    for (std::int32_t v = 0; v < static_cast<std::int32_t>(nodes); ++v) {
        std::set<std::int32_t> sure, possible;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (from[i] == to[i] || (from[i] != v && to[i] != v) || states[i] == out) continue;
            possible.insert(from[i] == v ? to[i] : from[i]);
            if (states[i] == in) sure.insert(from[i] == v ? to[i] : from[i]);
        }
        const Bound bound = partners(built, v, 0, static_cast<std::int32_t>(nodes));
        RC_ASSERT(bound.lower == static_cast<std::int64_t>(sure.size()));
        RC_ASSERT(bound.upper == static_cast<std::int64_t>(possible.size()));
    }
}

}  // namespace lens_test
}  // namespace kith::graph
