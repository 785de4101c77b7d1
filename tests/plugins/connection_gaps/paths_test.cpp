// Introduction paths against every path there is, counted out one by one.
#include <cmath>
#include <set>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "plugins/connection_gaps/paths.hpp"
#include "tests/plugins/connection_gaps/random_place.hpp"

namespace kith::connection_gaps {
namespace paths_test {

struct Case {
    test::RandomPlace place;
    test::Lens unpaid;
    std::vector<std::uint8_t> states;
    std::vector<double> strengths;
    std::vector<std::int32_t> from, to;
    Standing standing;
    TieColumns ties;
    explicit Case(std::uint64_t seed) : place(test::PlaceMaker(seed).make()), unpaid(place.unpaid()) {
        for (const test::Tie& tie : place.ties) {
            from.push_back(tie.from);
            to.push_back(tie.to);
            states.push_back(tie.strength < 0);
            strengths.push_back(tie.strength);
        }
        standing.closed.assign(place.people, Closed::open);
        for (std::size_t p = 0; p < place.people; ++p) standing.may_introduce.push_back(place.introduce[p]);
        ties.from = from;
        ties.to = to;
        ties.strength = {strengths, states};
    }
    Arcs arcs() const { return {unpaid.offsets, unpaid.targets, unpaid.ties, unpaid.maybe}; }
};

class Exhaustive {
public:
    Exhaustive(const Case& given, const Relation& apart, int between, Best best)
        : given_(given), apart_(apart), between_(between), best_(best) {}
    /// The best value over all simple paths, or a negative number.
    double search(std::int32_t a, std::int32_t b) {
        path_ = {a};
        found_ = -1;
        if (!apart_.holds(a, b)) walk(b, best_ == Best::shortest ? 1 : 2);
        return found_;
    }

private:
    void walk(std::int32_t goal, double value) {
        for (std::size_t i = 0; i < given_.from.size(); ++i) {
            const test::Tie& tie = given_.place.ties[i];
            if (tie.ended || tie.group != 0 || tie.paid != 0 || tie.valence == 2) continue;
            if (tie.from != path_.back() && tie.to != path_.back()) continue;
            const std::int32_t next = tie.from == path_.back() ? tie.to : tie.from;
            const double strength = tie.strength < 0 ? 0.5 : tie.strength;
            if (strength <= 0 ||
                std::any_of(path_.begin(), path_.end(), [&](std::int32_t on) { return on == next || apart_.holds(on, next); }))
                continue;
            const double so_far = best_ == Best::shortest ? value * strength : std::min(value, strength);
            if (next == goal) {
                if (path_.size() > 1) found_ = std::max(found_, so_far);
                continue;
            }
            if (path_.size() > static_cast<std::size_t>(between_) || !given_.standing.introducer(next)) continue;
            path_.push_back(next);
            walk(goal, so_far);
            path_.pop_back();
        }
    }
    const Case& given_;
    const Relation& apart_;
    int between_;
    Best best_;
    std::vector<std::int32_t> path_;
    double found_ = -1;
};

RC_GTEST_PROP(IntroducersProperty, AsGoodAsTheBestOfAllPaths, ()) {
    const Case given(*rc::gen::inRange<std::uint64_t>(0, 1u << 30));
    const Arcs arcs = given.arcs();
    std::vector<std::pair<std::int32_t, std::int32_t>> pairs;
    for (std::size_t i = 0; i < given.place.never_a.size(); ++i) pairs.emplace_back(given.place.never_a[i], given.place.never_b[i]);
    const Relation apart(given.place.people + given.place.assets, pairs);
    Introducers introducers(arcs, given.place.people, given.standing, apart, given.ties);
    const auto between = *rc::gen::inRange(1, 4);
    for (const Best best : {Best::shortest, Best::widest}) {
        Exhaustive all(given, apart, between, best);
        for (std::int32_t a = 0; static_cast<std::size_t>(a) < given.place.people; ++a)
            for (std::int32_t b = 0; static_cast<std::size_t>(b) < given.place.people; ++b) {
                if (a == b) continue;
                const double value = all.search(a, b);
                const std::optional<Path> path = introducers.find(a, b, between, best);
                RC_ASSERT(path.has_value() == (value > 0));
                if (!path) continue;
                RC_ASSERT(std::abs(path->strength - value) < 1e-12);
                RC_ASSERT(path->count <= between);
                const std::optional<Path> back = introducers.find(b, a, between, best);
                RC_ASSERT(std::abs(back->strength - path->strength) < 1e-12);
            }
    }
}

/// a = 0, b = 1; one path over 2 (0.5, 0.5), another over 3 and 4 (0.9, 0.9, 0.4).
struct TwoWays {
    std::vector<std::int32_t> from{0, 2, 0, 3, 4}, to{2, 1, 3, 4, 1};
    std::vector<double> strength{0.5, 0.5, 0.9, 0.9, 0.4};
    std::vector<std::int64_t> offsets{0, 2, 4, 6, 8, 10};
    std::vector<std::int32_t> targets{2, 3, 2, 4, 0, 1, 0, 4, 1, 3}, arc_ties{0, 2, 1, 4, 0, 1, 2, 3, 4, 3};
    Arcs arcs() const { return {offsets, targets, arc_ties, {}}; }
    TieColumns ties() const {
        TieColumns ties;
        ties.from = from;
        ties.to = to;
        ties.strength = {strength, {}};
        return ties;
    }
    Standing standing{std::vector<Closed>(5, Closed::open), std::vector<std::uint8_t>(5, 1)};
};

TEST(Introducers, ShortestAndWidestMayDiffer) {
    const TwoWays two;
    const Relation nobody(5, {});
    const Arcs arcs = two.arcs();
    const TieColumns ties = two.ties();
    Introducers introducers(arcs, 5, two.standing, nobody, ties);
    const auto shortest = introducers.find(0, 1, 3, Best::shortest), widest = introducers.find(0, 1, 3, Best::widest);
    ASSERT_TRUE(shortest && widest);
    EXPECT_EQ(shortest->people, (std::array<std::int32_t, 3>{3, 4, -1}));
    EXPECT_NEAR(shortest->strength, 0.9 * 0.9 * 0.4, 1e-15);
    EXPECT_EQ(widest->people, (std::array<std::int32_t, 3>{2, -1, -1}));
    EXPECT_EQ(widest->strength, 0.5);
    EXPECT_EQ(introducers.find(0, 1, 1, Best::shortest)->people[0], 2);
}

TEST(Introducers, NobodyKeptApartAndNobodyUnwilling) {
    TwoWays two;
    const Arcs arcs = two.arcs();
    const TieColumns ties = two.ties();
    const Relation ends(5, {{0, 4}});  // 4 must not meet one of the two, though no tie joins them
    Introducers apart(arcs, 5, two.standing, ends, ties);
    EXPECT_EQ(apart.find(0, 1, 3, Best::shortest)->people[0], 2);
    two.standing.may_introduce[2] = 0;
    Introducers unwilling(arcs, 5, two.standing, ends, ties);
    EXPECT_FALSE(unwilling.find(0, 1, 3, Best::shortest));
}

}  // namespace paths_test
}  // namespace kith::connection_gaps
