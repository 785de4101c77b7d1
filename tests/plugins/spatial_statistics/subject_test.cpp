// Who takes part: unknown values, islands, and what counts as high.
#include "plugins/spatial_statistics/subject.hpp"

#include <gtest/gtest.h>

#include "tests/plugins/spatial_statistics/truths.hpp"

namespace kith::spatial_statistics {
namespace subject_test {

bool go_on(double) { return true; }

/// A lattice of five by five and, as row 25, an island; of some the value is not known.
struct Place {
    std::vector<std::uint8_t> known = std::vector<std::uint8_t>(26, 1);
    std::vector<double> values;
    Weights borders;
    Place() {
        borders = test::lattice(5, 5);
        borders.offsets.push_back(borders.offsets.back());
        for (int i = 0; i < 26; ++i) values.push_back(i * 7 % 13);
    }
    Subject subject() const {
        return subject_of(known, values, [&](std::span<const std::int32_t> rows) { return among(borders, rows); });
    }
};

TEST(Subject, IslandsAndUnknownOnesAreLeftOutAndSaid) {
    Place place;
    place.known[1] = place.known[5] = 0;  // the neighbours of the corner
    place.values[1] = place.values[5] = 1e9;
    const Subject found = place.subject();
    EXPECT_EQ(found.not_known, 2u);
    EXPECT_EQ(found.alone, (std::vector<std::int32_t>{0, 25})) << "the corner has lost its neighbours, the island never had one";
    EXPECT_EQ(found.rows.size(), 22u);
    EXPECT_EQ(found.parts[1], Part::not_known);
    EXPECT_EQ(found.parts[0], Part::no_neighbours);
    EXPECT_EQ(found.parts[2], Part::takes_part);
    for (std::size_t i = 0; i < found.rows.size(); ++i) {
        EXPECT_GT(found.weights.degree(i), 0u);
        EXPECT_EQ(found.x[i], place.values[static_cast<std::size_t>(found.rows[i])]);
    }
}

// Whatever stands where a value is not known, or on an island, changes no figure; nor is it a zero.
TEST(Subject, WhatIsNotKnownChangesNothing) {
    Place place;
    place.known[7] = 0;
    FigureSettings settings;
    settings.permutations = 199;
    const Figures before = figures_of(place.subject(), settings, go_on);
    place.values[7] = 1e6;
    place.values[25] = -1e6;
    const Figures after = figures_of(place.subject(), settings, go_on);
    EXPECT_EQ(before.moran.value, after.moran.value);
    EXPECT_EQ(before.geary.value, after.geary.value);
    EXPECT_EQ(before.mean, after.mean);
    EXPECT_EQ(before.local.gi_star, after.local.gi_star);
    EXPECT_EQ(before.q, after.q);
    place.known[7] = 1;
    place.values[7] = 0;
    EXPECT_NE(figures_of(place.subject(), settings, go_on).moran.value, before.moran.value);
}

TEST(Figures, AHotCornerIsFoundAndNothingElse) {
    Place place;
    place.borders = test::lattice(12, 12);
    place.known.assign(144, 1);
    place.values.clear();
    for (int r = 0; r < 12; ++r)
        for (int c = 0; c < 12; ++c) place.values.push_back((r < 4 && c < 4 ? 10 : 0) + (r * 31 + c * 17) % 7 * 0.3);
    FigureSettings settings;
    settings.seed = 4;
    const Figures found = figures_of(place.subject(), settings, go_on);
    std::vector<std::int8_t> sign;
    for (std::size_t i = 0; i < 144; ++i) sign.push_back(found.q[i] <= 0.05 && found.quadrants[i] == Quadrant::high_high ? 1 : 0);
    const auto groups = gathered(place.borders, sign);
    ASSERT_EQ(groups.size(), 1u);
    for (const std::int32_t row : groups[0]) EXPECT_TRUE(row / 12 < 4 && row % 12 < 4) << row;
    EXPECT_GE(groups[0].size(), 9u) << "the nine whose neighbours are all hot";
    EXPECT_EQ(found.draws.moran.p(settings.permutations), 2.0 / 10000);
}

TEST(HighOnes, ByMeanMedianOrValue) {
    const std::vector<double> x{1, 2, 3, 100};
    EXPECT_EQ(high_ones(x, HighFrom::mean, 0), (std::vector<std::uint8_t>{0, 0, 0, 1}));
    EXPECT_EQ(high_ones(x, HighFrom::median, 0), (std::vector<std::uint8_t>{0, 0, 1, 1}));
    EXPECT_EQ(high_ones(x, HighFrom::value, 1), (std::vector<std::uint8_t>{0, 1, 1, 1}));
    EXPECT_EQ(high_ones(std::vector<double>{1, 1, 1, 0}, HighFrom::median, 0), (std::vector<std::uint8_t>{1, 1, 1, 0})) << "of yes and no, yes is high";
}

}  // namespace subject_test
}  // namespace kith::spatial_statistics
