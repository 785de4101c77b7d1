// Walks over networks made by hand, whose answers follow from the drawing, and over random ones against Floyd and Warshall's algorithm on all pairs.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "engine/column/builder.hpp"
#include "engine/geo/walking_search.hpp"

namespace kith::geo {
namespace walking_test {

base::JobContext job;
constexpr double never = std::numeric_limits<double>::infinity();

struct Drawn {
    std::vector<double> xy, metres;
    std::vector<std::int64_t> offsets;
    std::vector<std::int32_t> targets;
    std::vector<std::uint8_t> step_free, states;
    WalkingNetwork network() const { return {xy, offsets, targets, metres, step_free, states}; }
};
enum Steps { none_recorded, has_steps };
using Ways = std::map<std::pair<int, int>, Steps>;

Drawn draw(std::vector<double> nodes, const Ways& ways) {
    Drawn out;
    out.xy = std::move(nodes);
    Ways both = ways;
    for (const auto& [ends, steps] : ways) both[{ends.second, ends.first}] = steps;
    out.offsets.assign(out.xy.size() / 2 + 1, 0);
    for (const auto& [ends, steps] : both) {
        const auto a = static_cast<std::size_t>(ends.first), b = static_cast<std::size_t>(ends.second);
        ++out.offsets[a + 1];
        out.targets.push_back(ends.second);
        out.metres.push_back(std::hypot(out.xy[2 * a] - out.xy[2 * b], out.xy[2 * a + 1] - out.xy[2 * b + 1]));
        out.step_free.push_back(0);
        out.states.push_back(steps == has_steps ? 0 : 5);
    }
    for (std::size_t i = 1; i < out.offsets.size(); ++i) out.offsets[i] += out.offsets[i - 1];
    return out;
}

/// Two banks of a river 100 m wide and a bridge at their far end; steps lead across in the middle.
Drawn river(bool with_steps) {
    Ways ways{{{0, 1}, none_recorded}, {{1, 2}, none_recorded}, {{3, 4}, none_recorded}, {{4, 5}, none_recorded}, {{2, 5}, none_recorded}};
    if (with_steps) ways[{1, 4}] = has_steps;
    return draw({0, 0, 500, 0, 1000, 0, 0, 100, 500, 100, 1000, 100}, ways);
}

double metres_between(const Drawn& drawn, const std::vector<double>& from, const std::vector<double>& to, bool step_free = false) {
    const WalkingNetwork network = drawn.network();
    const WalkingIndex index(network, step_free);
    const std::vector<std::int32_t> rows{0};
    WalkingSearch search(index, {to}, rows, 50'000, 1.3);
    const auto& found = search.run(from[0], from[1], 1, [](std::int32_t) { return false; });
    return found.empty() ? never : found[0].metres;
}

TEST(Walking, RoundByTheBridge) {
    EXPECT_DOUBLE_EQ(metres_between(river(false), {0, 0}, {0, 100}), 2100);
    EXPECT_DOUBLE_EQ(metres_between(river(true), {0, 0}, {0, 100}), 1100);
    EXPECT_DOUBLE_EQ(metres_between(river(true), {0, 0}, {0, 100}, true), 2100);  // steps are known: not taken
}

TEST(Walking, FromTheDoorToTheWayAndBack) {
    // 10 m off the way at 100, and 20 m off it at 300: 200 along, and both off it times 1.3.
    EXPECT_DOUBLE_EQ(metres_between(river(false), {100, -10}, {300, -20}), 200 + 30 * 1.3);
    // Beyond the end of a way: to its end, then along.
    EXPECT_DOUBLE_EQ(metres_between(river(false), {-30, -40}, {200, 0}), 50 * 1.3 + 200);
    // On the same place.
    EXPECT_DOUBLE_EQ(metres_between(river(false), {100, -10}, {100, -10}), 20 * 1.3);
}

TEST(Walking, FarFromEveryWayIsTheStraightLine) {
    EXPECT_DOUBLE_EQ(metres_between(river(false), {0, -251}, {0, 100}), 351 * 1.3);
    EXPECT_DOUBLE_EQ(metres_between(river(false), {0, 0}, {-300, 0}), 300 * 1.3);
    EXPECT_DOUBLE_EQ(metres_between(river(false), {0, -250}, {0, 100}), 250 * 1.3 + 2100);
    const Drawn drawn = river(false);
    const std::vector<double> xy{0, -251, 0, -250, 0, 0};
    EXPECT_EQ(far_from_ways(drawn.network(), {xy}), 1);
}

TEST(Walking, NearAndReachSayStepsAndTheLineBeside) {
    const Drawn drawn = river(false);
    const WalkingNetwork network = drawn.network();
    const std::vector<double> from{0, 0}, to{0, 100, 600, 0};
    NearQuestion question;
    question.within = {2500};
    question.walking = &network;
    const Near found = near({from}, {to}, question, job).value();
    EXPECT_EQ(found.rows, (std::vector<std::int32_t>{1, 0}));  // along the bank first, then across the river
    EXPECT_EQ(found.metres, (std::vector<std::int32_t>{600, 2100}));
    EXPECT_EQ(found.straight, (std::vector<std::int32_t>{600, 100}));
    NearOnFoot prepared({to}, question);
    for (int again = 0; again < 2; ++again) {
        const auto one = prepared.from(0, 0);
        ASSERT_EQ(one.size(), 2u);
        EXPECT_EQ(one[0].row, 1);
        EXPECT_EQ(one[0].metres, 600);
        EXPECT_EQ(one[1].metres, 2100);
    }
    question.nearest = 1;
    EXPECT_EQ(near({from}, {to}, question, job).value().cut[0], 1);
    question.within = {800};
    EXPECT_EQ(near({from}, {to}, question, job).value().cut[0], 0);
    const std::vector<std::int32_t> classes{0, 0};
    ReachQuestion counting{{2500}, 1.3, classes, 1, &network};
    const Reach reach = reach_counts({from}, {to}, counting, job).value();
    EXPECT_EQ(reach.counts[0], 2);
    EXPECT_EQ(reach.nearest_row[0], 1);
    EXPECT_EQ(reach.nearest_metres[0], 600);
}

TEST(Walking, IsStoppedWhenAsked) {
    const Drawn drawn = river(false);
    const WalkingNetwork network = drawn.network();
    const std::vector<double> xy{0, 0, 10, 0};
    NearQuestion question;
    question.walking = &network;
    base::JobContext stopped;
    stopped.cancel();
    EXPECT_FALSE(near({xy}, {xy}, question, stopped));
}

double length_of(const std::vector<double>& parts) {
    double metres = 0;
    for (std::size_t i = 0; i + 3 < parts.size(); i += 4) metres += std::hypot(parts[i + 2] - parts[i], parts[i + 3] - parts[i + 1]);
    return metres;
}

TEST(Walking, AnIsochroneIsAsLongAsTheWalk) {
    const Drawn drawn = river(false);
    const std::vector<double> within{113, 213, 5000};  // 13 m to the way, 100 and 200 m on it, and all there is
    const auto reached = isochrones(drawn.network(), 500, -10, within).value();
    ASSERT_EQ(reached.size(), 3u);
    EXPECT_NEAR(length_of(reached[0]), 200, 1e-9);
    EXPECT_NEAR(length_of(reached[1]), 400, 1e-9);
    EXPECT_NEAR(length_of(reached[2]), 2100, 1e-9);
    EXPECT_TRUE(isochrones(drawn.network(), 500, -300, std::vector<double>{200}).value()[0].empty());
    // Within one stretch, reaching neither end.
    EXPECT_EQ(isochrones(drawn.network(), 250, 0, std::vector<double>{50}).value()[0], (std::vector<double>{200, 0, 300, 0}));
    EXPECT_FALSE(isochrones(drawn.network(), 250, 0, std::vector<double>{0}));
}

TEST(Walking, AnIsochroneGoesRoundByTheBridgeAndNotOverSteps) {
    const Drawn with_steps = river(true);
    const std::vector<double> within{1000};
    // From the middle of the south bank: 1,000 m of it, and 500 m across and along the north bank by the bridge; by the steps 100 m, and 900 along.
    EXPECT_NEAR(length_of(isochrones(with_steps.network(), 500, 0, within, true).value()[0]), 1000 + 100 + 400, 1e-9);
    EXPECT_NEAR(length_of(isochrones(with_steps.network(), 500, 0, within).value()[0]), 1000 + 100 + 100 + 1000, 1e-9);
}

TEST(Walking, ANetworkThatDoesNotFitIsRefused) {
    const Drawn drawn = river(false);
    for (const bool broken : {false, true}) {
        auto targets = drawn.targets;
        if (broken) targets[0] = 6;
        column::SegmentBuilder builder("walking");
        builder.add_points("points", drawn.xy).add_i64("offsets", drawn.offsets).add_i32("targets", targets).add_f64("metres", drawn.metres);
        builder.add_booleans("step_free", drawn.step_free, drawn.states);
        EXPECT_EQ(static_cast<bool>(walking_of(**std::move(builder).finish(column::heap_memory))), !broken);
    }
}

// ---- against all pairs ----

struct Random {
    Drawn drawn;
    std::vector<double> from, to;
};

Random random_town() {
    Random out;
    const int side = *rc::gen::inRange(2, 6);
    std::vector<double> nodes;
    for (int i = 0; i < side * side; ++i) nodes.insert(nodes.end(), {100.0 * (i % side) + *rc::gen::inRange(-30, 31), 100.0 * (i / side) + *rc::gen::inRange(-30, 31)});
    Ways ways;
    for (int i = 0; i < side * side; ++i) {
        if (i % side + 1 < side && *rc::gen::inRange(0, 4) != 0) ways[{i, i + 1}] = *rc::gen::element(none_recorded, has_steps);
        if (i + side < side * side && *rc::gen::inRange(0, 4) != 0) ways[{i, i + side}] = none_recorded;
    }
    out.drawn = draw(std::move(nodes), ways);
    const int span = 100 * side;
    const auto scatter = [&](std::vector<double>& xy, std::size_t most) {
        const auto count = *rc::gen::inRange<std::size_t>(1, most);
        for (std::size_t i = 0; i < 2 * count; ++i) xy.push_back(*rc::gen::inRange(-300, span + 300));
    };
    scatter(out.from, 8);
    scatter(out.to, 20);
    return out;
}

/// Every pair: rows × rows, by snapping to each way in turn and the shortest ways between all nodes.
class AllPairs {
public:
    AllPairs(const Drawn& drawn, bool step_free) : n_(drawn.xy.size() / 2), way_(n_ * n_, never), drawn_(drawn) {
        for (std::size_t a = 0; a < n_; ++a) {
            way_[a * n_ + a] = 0;
            for (auto arc = static_cast<std::size_t>(drawn.offsets[a]); arc < static_cast<std::size_t>(drawn.offsets[a + 1]); ++arc) {
                if (step_free && drawn.states[arc] == 0) continue;
                const auto b = static_cast<std::size_t>(drawn.targets[arc]);
                way_[a * n_ + b] = drawn.metres[arc];
                if (a < b) ends_.emplace_back(a, b);
            }
        }
        for (std::size_t k = 0; k < n_; ++k)
            for (std::size_t i = 0; i < n_; ++i)
                for (std::size_t j = 0; j < n_; ++j) way_[i * n_ + j] = std::min(way_[i * n_ + j], way_[i * n_ + k] + way_[k * n_ + j]);
    }
    double metres(const double* p, const double* q) const {
        const On a = on(p), b = on(q);
        if (a.way < 0 || b.way < 0) return 1.3 * std::hypot(p[0] - q[0], p[1] - q[1]);
        double best = a.way == b.way ? std::abs(a.along - b.along) : never;
        const auto& [a0, a1] = ends_[static_cast<std::size_t>(a.way)];
        const auto& [b0, b1] = ends_[static_cast<std::size_t>(b.way)];
        for (const auto& [x, dx] : {std::pair{a0, a.along}, {a1, a.length - a.along}})
            for (const auto& [y, dy] : {std::pair{b0, b.along}, {b1, b.length - b.along}}) best = std::min(best, dx + way_[x * n_ + y] + dy);
        return 1.3 * (a.off + b.off) + best;
    }

private:
    struct On {
        int way = -1;
        double along = 0, off = 250, length = 0;
    };
    On on(const double* p) const {
        On best;
        for (std::size_t w = 0; w < ends_.size(); ++w) {
            const double *a = &drawn_.xy[2 * ends_[w].first], *b = &drawn_.xy[2 * ends_[w].second];
            const double length = std::hypot(b[0] - a[0], b[1] - a[1]);
            const double along = std::clamp(((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / length, 0.0, length);
            const double off = std::hypot(a[0] + along / length * (b[0] - a[0]) - p[0], a[1] + along / length * (b[1] - a[1]) - p[1]);
            if (best.way < 0 ? off <= best.off : off < best.off) best = {static_cast<int>(w), along, off, length};
        }
        return best;
    }
    std::size_t n_;
    std::vector<double> way_;
    const Drawn& drawn_;
    std::vector<std::pair<std::size_t, std::size_t>> ends_;
};

RC_GTEST_PROP(WalkingOnRandomTowns, IsWhatAllPairsFind, ()) {
    const Random town = random_town();
    const WalkingNetwork network = town.drawn.network();
    const bool step_free = *rc::gen::arbitrary<bool>();
    const AllPairs truth(town.drawn, step_free);
    const WalkingIndex index(network, step_free);
    const double within = *rc::gen::element(150.0, 800.0, 5000.0);
    const auto chosen = rows_taking_part({town.to});
    WalkingSearch search(index, {town.to}, chosen, within, 1.3);
    for (std::size_t f = 0; f < town.from.size() / 2; ++f) {
        const auto found = search.run(town.from[2 * f], town.from[2 * f + 1], 100, [](std::int32_t) { return false; });
        std::vector<double> metres(town.to.size() / 2, never);
        double last = 0;
        for (const auto& one : found) {
            RC_ASSERT(one.metres >= last);
            metres[static_cast<std::size_t>(one.row)] = last = one.metres;
        }
        for (std::size_t t = 0; t < metres.size(); ++t) {
            const double expected = truth.metres(&town.from[2 * f], &town.to[2 * t]);
            if (std::abs(expected - within) < 1e-6) continue;
            const bool same = expected > within ? metres[t] == never : std::abs(metres[t] - expected) < 1e-6;
            RC_ASSERT(same);
        }
        // Asked for fewer: the first of the same.
        const auto few = search.run(town.from[2 * f], town.from[2 * f + 1], 3, [](std::int32_t) { return false; });
        RC_ASSERT(few.size() == std::min<std::size_t>(found.size(), 3));
        for (std::size_t i = 0; i < few.size(); ++i) RC_ASSERT(few[i].row == found[i].row);
    }
}

RC_GTEST_PROP(WalkingOnRandomTowns, CountsAreTheSameFromEitherSide, ()) {
    const Random town = random_town();
    const WalkingNetwork network = town.drawn.network();
    const std::vector<std::int32_t> of_to(town.to.size() / 2, 0), of_from(town.from.size() / 2, 0);
    const auto there = reach_counts({town.from}, {town.to}, {{800}, 1.3, of_to, 1, &network}, job).value();
    const auto back = reach_counts({town.to}, {town.from}, {{800}, 1.3, of_from, 1, &network}, job).value();
    NearQuestion question;
    question.walking = &network;
    question.nearest = 0;
    const Near all = near({town.from}, {town.to}, question, job).value();
    std::int64_t sum_there = 0, sum_back = 0;
    for (const std::int32_t n : there.counts) sum_there += n;
    for (const std::int32_t n : back.counts) sum_back += n;
    RC_ASSERT(sum_there == sum_back);
    RC_ASSERT(sum_there == static_cast<std::int64_t>(all.rows.size()));
    for (std::size_t f = 0; f < there.counts.size(); ++f) RC_ASSERT(there.counts[f] == all.offsets[f + 1] - all.offsets[f]);
}

}  // namespace walking_test
}  // namespace kith::geo
