#include "engine/geo/reach.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

namespace kith::geo {
namespace reach_test {

base::JobContext job;

struct Scatter {
    std::vector<double> xy;
    std::vector<std::uint8_t> states;
    PointSet points() const { return {xy, states, {}}; }
};

/// Points on a coarse lattice (many ties), in clumps and alone, some without a place.
Scatter scatter(std::size_t most) {
    Scatter made;
    const auto size = *rc::gen::inRange<std::size_t>(0, most);
    const int span = *rc::gen::element(1, 20, 400, 3000);
    for (std::size_t i = 0; i < size; ++i) {
        const auto step = *rc::gen::element(1, 10, 100);
        made.xy.push_back(*rc::gen::inRange(-span, span + 1) * step / 4.0);
        made.xy.push_back(*rc::gen::inRange(-span, span + 1) * step / 4.0);
        made.states.push_back(*rc::gen::inRange(0, 12) == 0 ? 5 : 0);
    }
    return made;
}

double squared(const Scatter& a, std::size_t i, const Scatter& b, std::size_t j) {
    const double dx = b.xy[2 * j] - a.xy[2 * i], dy = b.xy[2 * j + 1] - a.xy[2 * i + 1];
    return dx * dx + dy * dy;
}

RC_GTEST_PROP(Near, IsWhatComparingAllWithAllFinds, ()) {
    const Scatter from = scatter(40), other = scatter(200);
    NearQuestion question;
    question.same_table = *rc::gen::arbitrary<bool>();
    const Scatter& to = question.same_table ? from : other;
    question.within = {*rc::gen::element(1.0, 130.0, 800.0, 90000.0)};
    question.nearest = *rc::gen::element(1, 2, 7, 64);
    question.factor = *rc::gen::element(1.0, 1.3);
    std::vector<std::int32_t> from_group, to_group;
    if (*rc::gen::arbitrary<bool>()) {
        for (std::size_t i = 0; i < from.states.size(); ++i) from_group.push_back(*rc::gen::inRange(-1, 3));
        for (std::size_t i = 0; i < to.states.size(); ++i) to_group.push_back(*rc::gen::inRange(-1, 3));
        question.from_group = from_group;
        question.to_group = to_group;
    }
    const Near found = near(from.points(), to.points(), question, job).value();
    RC_ASSERT(found.offsets.size() == from.states.size() + 1);
    const double radius = question.within.value / question.factor;
    std::int64_t cut = 0;
    for (std::size_t f = 0; f < from.states.size(); ++f) {
        std::vector<std::pair<double, std::int32_t>> all;
        for (std::size_t t = 0; t < to.states.size(); ++t) {
            if (from.states[f] || to.states[t] || (question.same_table && f == t)) continue;
            if (!from_group.empty() && from_group[f] >= 0 && from_group[f] == to_group[t]) continue;
            if (squared(from, f, to, t) <= radius * radius) all.emplace_back(squared(from, f, to, t), static_cast<std::int32_t>(t));
        }
        std::sort(all.begin(), all.end());
        const bool more = all.size() > static_cast<std::size_t>(question.nearest);
        if (more) all.resize(static_cast<std::size_t>(question.nearest));
        cut += more;
        RC_ASSERT(found.cut[f] == more);
        const auto begin = static_cast<std::size_t>(found.offsets[f]);
        RC_ASSERT(static_cast<std::size_t>(found.offsets[f + 1]) - begin == all.size());
        for (std::size_t i = 0; i < all.size(); ++i) {
            RC_ASSERT(found.rows[begin + i] == all[i].second);
            const double walk = std::sqrt(all[i].first) * question.factor;
            RC_ASSERT(found.metres[begin + i] % step_metres == 0);
            RC_ASSERT(found.metres[begin + i] >= step_metres);
            RC_ASSERT(found.metres[begin + i] > walk - 1e-6 || found.metres[begin + i] >= question.within.value);
            RC_ASSERT(found.metres[begin + i] - step_metres < std::max(walk, 1e-9));
        }
    }
    RC_ASSERT(found.cut_rows == cut);
}

RC_GTEST_PROP(ReachCounts, AreWhatComparingAllWithAllFinds, ()) {
    const Scatter from = scatter(40), to = scatter(300);
    ReachQuestion question;
    question.class_count = *rc::gen::element(1, 3, 6);
    question.within = {*rc::gen::element(1.0, 130.0, 800.0, 90000.0)};
    question.factor = *rc::gen::element(1.0, 1.3);
    std::vector<std::int32_t> classes;
    for (std::size_t t = 0; t < to.states.size(); ++t) classes.push_back(*rc::gen::inRange(-1, question.class_count));
    question.classes = classes;
    const Reach found = reach_counts(from.points(), to.points(), question, job).value();
    const double radius = question.within.value / question.factor;
    for (std::size_t f = 0; f < from.states.size(); ++f)
        for (std::int32_t c = 0; c < question.class_count; ++c) {
            std::int32_t count = 0, nearest = -1;
            for (std::size_t t = 0; t < to.states.size(); ++t) {
                if (to.states[t] || classes[t] != c || squared(from, f, to, t) > radius * radius) continue;
                ++count;
                if (nearest < 0 || squared(from, f, to, t) < squared(from, f, to, static_cast<std::size_t>(nearest)))
                    nearest = static_cast<std::int32_t>(t);
            }
            const std::size_t at = f * static_cast<std::size_t>(question.class_count) + static_cast<std::size_t>(c);
            if (from.states[f]) {
                RC_ASSERT(found.counts[at] == -1 && found.nearest_row[at] == -1 && found.nearest_metres[at] == -1);
                continue;
            }
            RC_ASSERT(found.counts[at] == count);
            RC_ASSERT(found.nearest_row[at] == nearest);
            RC_ASSERT((found.nearest_metres[at] == -1) == (nearest == -1));
        }
}

TEST(Reach, StepsRoundUpAndAreNeverNothing) {
    EXPECT_EQ(in_steps(0), 50);
    EXPECT_EQ(in_steps(50), 50);
    EXPECT_EQ(in_steps(50.01), 100);
    EXPECT_EQ(in_steps(799.9), 800);
}

TEST(Reach, TheFactorShortensTheStraightLine) {
    const std::vector<double> here{0, 0}, there{620, 0};
    NearQuestion question;
    EXPECT_TRUE(near({here, {}, {}}, {there, {}, {}}, question, job).value().rows.empty()) << "620 m straight are 806 m to walk";
    question.factor = 1;
    EXPECT_EQ(near({here, {}, {}}, {there, {}, {}}, question, job).value().metres, std::vector<std::int32_t>{650});
    // Exactly at the edge is within.
    const std::vector<double> edge{800, 0};
    EXPECT_EQ(near({here, {}, {}}, {edge, {}, {}}, question, job).value().metres, std::vector<std::int32_t>{800});
}

TEST(Reach, HouseholdsAtOnePlaceHaveTheSameAnswerButNotThemselves) {
    // Rows 0, 1 and 2 stand at one point; 0 and 1 are a household, 2 lives alone there.
    const std::vector<double> xy{0, 0, 0, 0, 0, 0, 30, 0};
    const std::vector<std::int32_t> household{7, 7, -1, 8};
    NearQuestion question;
    question.same_table = true;
    question.from_group = household;
    question.to_group = household;
    const Near found = near({xy, {}, {}}, {xy, {}, {}}, question, job).value();
    EXPECT_EQ(found.offsets, (std::vector<std::int64_t>{0, 2, 4, 7, 10}));
    EXPECT_EQ(found.rows, (std::vector<std::int32_t>{2, 3, 2, 3, 0, 1, 3, 0, 1, 2}));
}

TEST(Reach, AMaskLeavesRowsOut) {
    const std::vector<double> here{0, 0}, there{10, 0, 20, 0};
    const std::vector<std::uint8_t> mask{0, 1};
    EXPECT_EQ(near({here, {}, {}}, {there, {}, mask}, {}, job).value().rows, std::vector<std::int32_t>{1});
    const std::vector<std::int32_t> classes{0, 0};
    ReachQuestion question;
    question.classes = classes;
    EXPECT_EQ(reach_counts({here, {}, {}}, {there, {}, mask}, question, job).value().counts, std::vector<std::int32_t>{1});
}

TEST(Reach, WhatMakesNoSenseIsMisuse) {
    const std::vector<double> xy{0, 0};
    const PointSet one{xy, {}, {}};
    const auto misuse = [&](const NearQuestion& question) {
        const auto result = near(one, one, question, job);
        return !result && result.error().code == base::Code::misuse;
    };
    EXPECT_TRUE(misuse({.within = {0}}));
    EXPECT_TRUE(misuse({.within = {std::nan("")}}));
    EXPECT_TRUE(misuse({.within = {1e9}}));
    EXPECT_TRUE(misuse({.nearest = 65}));
    EXPECT_TRUE(misuse({.nearest = -1}));
    EXPECT_TRUE(misuse({.factor = 0.5}));
    const std::vector<std::int32_t> two{1, 2};
    EXPECT_TRUE(misuse({.from_group = two, .to_group = two}));
    ReachQuestion question;
    EXPECT_FALSE(reach_counts(one, one, question, job)) << "no classes given";
    const std::vector<std::int32_t> beyond{1};
    question.classes = beyond;
    EXPECT_FALSE(reach_counts(one, one, question, job));
}

TEST(Reach, StopsWhenAsked) {
    const std::vector<double> xy(20000, 1.0);
    base::JobContext stopped;
    stopped.cancel();
    const auto result = near({xy, {}, {}}, {xy, {}, {}}, {}, stopped);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, base::Code::cancelled);
}

TEST(Reach, FarAwayPointsCostNothing) {
    // One asset at the other end of the country must not make the cells of the town coarse, nor a lonely person slow.
    std::vector<double> from{5e5, 5e5, 1e9, -1e9, 0, 0}, to{5e5 + 100, 5e5, -1e5, 1.2e6};
    for (int i = 0; i < 3000; ++i) to.insert(to.end(), {5e5 + i % 50, 5e5 + i / 50});
    const Near found = near({from, {}, {}}, {to, {}, {}}, {}, job).value();
    EXPECT_EQ(found.offsets, (std::vector<std::int64_t>{0, 64, 64, 64}));
    EXPECT_EQ(found.cut_rows, 1);
}

}  // namespace reach_test
}  // namespace kith::geo
