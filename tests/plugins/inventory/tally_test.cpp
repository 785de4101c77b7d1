// Units counted once, and what each area has.
#include "plugins/inventory/tally.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <map>
#include <set>
#include <vector>

namespace tally_test {

using namespace kith::inventory;
using testing::ElementsAre;
using testing::IsEmpty;

struct Made {
    std::vector<std::int32_t> with, cls, subtype, status, by, on;
    std::int32_t add(std::int32_t asset_class, std::int32_t kind, std::int32_t counted_with = -1) {
        const auto row = static_cast<std::int32_t>(with.size());
        with.push_back(counted_with < 0 ? row : counted_with);
        cls.push_back(asset_class);
        subtype.push_back(kind);
        status.push_back(-1);
        by.push_back(-1);
        on.push_back(no_date);
        return row;
    }
    Records records() const { return {with, cls, subtype, status, by, on}; }
};

// An organisation without a place of its own (0), its activity (1) in area 1, and the venue (2) that the activity is counted
// with: one unit. A shop (3) and a potential hall (4) in area 0, a closed pub (5).
Made village() {
    Made made;
    made.add(1, 10);
    made.add(1, 11, 0);
    made.add(3, 12, 1);
    made.add(4, 13);
    made.add(3, 12);
    made.add(4, 14);
    made.status[4] = 1;
    made.status[5] = 2;
    return made;
}
const std::vector<std::int32_t> village_areas{-1, 1, 1, 0, 0, 0};

TEST(Units, OnceEachAndPotentialAndClosedApart) {
    const Made made = village();
    const Units units = find_units(made.records(), within_partition(village_areas));
    EXPECT_THAT(units.counted, ElementsAre(0, 3));
    EXPECT_THAT(units.stand_in, ElementsAre(1, 3));  // the organisation lies where its activity does
    EXPECT_THAT(units.potential, ElementsAre(4));
    EXPECT_THAT(units.closed, ElementsAre(5));
    EXPECT_EQ(units.merged, 2);
}

TEST(Units, AnActivityLivesOnWhenItsOrganisationCloses) {
    Made made = village();
    made.status[0] = 2;
    const Units units = find_units(made.records(), within_partition(village_areas));
    EXPECT_THAT(units.counted, ElementsAre(1, 3));
    EXPECT_THAT(units.closed, ElementsAre(0, 5));
}

TEST(Units, ACircleIsOneUnit) {
    Made made;
    for (int i = 0; i < 4; ++i) made.add(0, i);
    made.with = {1, 2, 1, 0};
    const Units units = find_units(made.records(), within_partition(std::vector<std::int32_t>{0, 0, 0, 0}));
    EXPECT_THAT(units.counted, ElementsAre(1));
    EXPECT_EQ(units.merged, 3);
}

RC_GTEST_PROP(Units, EveryRecordIsSomewhereOnce, ()) {
    const auto n = *rc::gen::inRange<std::int32_t>(1, 12);
    Made made;
    std::vector<std::int32_t> area;
    for (std::int32_t i = 0; i < n; ++i) {
        made.add(*rc::gen::inRange(-1, 6), *rc::gen::inRange(-1, 4), *rc::gen::inRange(0, n));
        made.status.back() = *rc::gen::inRange(-1, 3);
        area.push_back(*rc::gen::inRange(-1, 3));
    }
    const Units units = find_units(made.records(), within_partition(area));
    RC_ASSERT(static_cast<std::int64_t>(units.counted.size() + units.potential.size() + units.closed.size()) + units.merged == n);
    for (const std::int32_t row : units.counted) RC_ASSERT(made.status[static_cast<std::size_t>(row)] <= 0);
    const auto tallies = tally(made.records(), units, within_partition(area), 3, std::nullopt);
    RC_ASSERT(tallies[3].total == static_cast<std::int64_t>(units.counted.size()));
    for (const Tally& t : tallies) {
        std::int64_t by_class = 0, by_subtype = 0;
        for (const std::int64_t c : t.by_class) by_class += c;
        for (const SubtypeCount& s : t.subtypes) by_subtype += s.count;
        RC_ASSERT(by_class == t.total && by_subtype == t.total);
        RC_ASSERT(t.hill(1).has_value() == (t.richness() > 0));
        if (t.hill(0)) RC_ASSERT(*t.hill(0) == static_cast<double>(t.richness()));
    }
}

TEST(Tallies, CountsOfAnAreaAndOfAll) {
    const Made made = village();
    const Within within = within_partition(village_areas);
    const Units units = find_units(made.records(), within);
    const auto tallies = tally(made.records(), units, within, 2, std::nullopt);
    ASSERT_EQ(tallies.size(), 3U);
    EXPECT_EQ(tallies[0].total, 1);
    EXPECT_EQ(tallies[0].by_class[4], 1);
    EXPECT_EQ(tallies[0].potential, 1);
    EXPECT_EQ(tallies[0].closed, 1);
    EXPECT_EQ(tallies[1].by_class[1], 1);   // as the organisation that it is
    EXPECT_EQ(tallies[1].subtypes[0].subtype, 10);
    EXPECT_EQ(tallies[2].total, 2);
}

TEST(Tallies, OverlappingAreasEachCountIt) {
    Made made;
    made.add(0, 1);
    made.add(-1, -1);
    Within within;
    within.offsets = {0, 2, 2};
    within.areas = {0, 2};
    const auto tallies = tally(made.records(), find_units(made.records(), within), within, 3, std::nullopt);
    EXPECT_EQ(tallies[0].total, 1);
    EXPECT_EQ(tallies[1].total, 0);
    EXPECT_EQ(tallies[2].total, 1);
    EXPECT_EQ(tallies[3].total, 2);         // the second lies nowhere, and counts
    EXPECT_EQ(tallies[3].by_class[unknown_class], 1);
    EXPECT_EQ(tallies[3].untyped(), 1);
    EXPECT_FALSE(tallies[1].hill(1));
}

TEST(Tallies, WhoConfirmedAndHowLongAgo) {
    Made made;
    for (int i = 0; i < 4; ++i) made.add(0, 1);
    made.by = {0, 1, -1, 0};
    made.on = {1000, 900, no_date, 800};
    const Within within = within_partition(std::vector<std::int32_t>{0, 0, 0, 0});
    const Units units = find_units(made.records(), within);
    const Tally found = tally(made.records(), units, within, 1, 1000)[0];
    EXPECT_EQ(found.confirmed_known, 3);
    EXPECT_EQ(found.confirmed_by_resident, 2);
    EXPECT_EQ(found.dated, 3);
    EXPECT_EQ(found.oldest, 800);
    EXPECT_EQ(found.newest, 1000);
    EXPECT_NEAR(*found.median_months, 100 / (365.25 / 12), 1e-12);
    EXPECT_FALSE(tally(made.records(), units, within, 1, std::nullopt)[0].median_months);
}

// One subtype recorded under two classes is still one kind.
TEST(Tallies, DiversityIsOfSubtypes) {
    Made made;
    made.add(0, 7);
    made.add(3, 7);
    made.add(3, 8);
    made.add(3, -1);
    const Within within = within_partition(std::vector<std::int32_t>{0, 0, 0, 0});
    const Tally found = tally(made.records(), find_units(made.records(), within), within, 1, std::nullopt)[0];
    EXPECT_EQ(found.richness(), 2);
    EXPECT_NEAR(*found.hill(1), std::exp(-(2.0 / 3) * std::log(2.0 / 3) - (1.0 / 3) * std::log(1.0 / 3)), 1e-12);
    EXPECT_THAT(found.subtypes, testing::SizeIs(4));
    EXPECT_EQ(found.subtypes.back().subtype, -1);
}

}  // namespace tally_test
