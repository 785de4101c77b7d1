// Measures of one person: what was asked, the ego view, bounds, and the same answer whoever else was asked.
#include "plugins/isolation/measures.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <random>
#include <set>

#include "tests/plugins/isolation/invented.hpp"

namespace measures_test {

using namespace kith::isolation;
using kith::test::all_facets;
using kith::test::Invented;
using kith::test::measure_all;

constexpr auto every_measure = [] {
    std::array<Measure, measure_count> list{};
    for (int i = 0; i < measure_count; ++i) list[static_cast<std::size_t>(i)] = static_cast<Measure>(i);
    return list;
}();

#define EXPECT_ANSWER(view, measure, number)                                          \
    do {                                                                              \
        const Answer answer_ = (view).measures.of(measure);                          \
        EXPECT_EQ(answer_.known, Known::exact) << "why " << static_cast<int>(answer_.why); \
        EXPECT_DOUBLE_EQ(answer_.lower, number);                                      \
    } while (false)

void expect_no(const PersonView& view, Measure measure, Why why) {
    EXPECT_EQ(view.measures.of(measure).known, Known::nothing);
    EXPECT_EQ(view.measures.of(measure).why, why);
}

// Ada (0) lives with Ben (1); Cy (2) is a friend who gives and receives, Dee (3) a paid helper. She sings in the choir (4) and
// has paid support from an agency (5). Ben and Cy know each other. Worked by hand.
Invented ada() {
    Invented place(4, 2);
    place.help_recorded = true;
    place.as_of = 1000;
    place.household = {7, 7, 8, -1};
    place.attribute = {0, 0, 1, 1};
    place.categories = 2;
    place.near_known = true;
    Tie& ben = place.tie(0, 1, 1);
    ben.closeness = 5;
    ben.direction = Tie::receives;
    ben.help = 0b0000011;
    ben.confirmed = 900;
    Tie& cy = place.tie(2, 0, 0);          // seen from Cy
    cy.closeness = 3;
    cy.direction = Tie::gives | Tie::receives;
    cy.help = 0b0000001;
    cy.near = Tri::yes;
    cy.confirmed = 600;
    Tie& dee = place.tie(0, 3, 3, Tri::yes);
    dee.help = 0b0100000;
    dee.confirmed = 990;
    place.tie(0, 4, 2);
    place.tie(0, 5, 3, Tri::yes).help = 0b0000010;
    place.tie(1, 2, 0);
    return place;
}

TEST(Measures, WorkedByHand) {
    Invented place = ada();
    const PersonView view = measure_all(place.network())[0];
    EXPECT_ANSWER(view, Measure::size, 3);
    EXPECT_ANSWER(view, Measure::n_unpaid, 2);
    EXPECT_ANSWER(view, Measure::n_paid, 2);               // Dee and the agency
    EXPECT_ANSWER(view, Measure::n_core, 3);
    EXPECT_ANSWER(view, Measure::n_groups, 1);
    EXPECT_ANSWER(view, Measure::density, 1.0 / 3);
    EXPECT_ANSWER(view, Measure::effective_size, 3 - 2.0 / 3);
    EXPECT_ANSWER(view, Measure::efficiency, (3 - 2.0 / 3) / 3);
    EXPECT_ANSWER(view, Measure::multiplexity, 4.0 / 3);
    EXPECT_ANSWER(view, Measure::multiplex_share, 1.0 / 3);
    EXPECT_ANSWER(view, Measure::functional_reach, 3.0 / 7);
    EXPECT_ANSWER(view, Measure::functional_reach_two, 2.0 / 7);
    // Kinds held: emotional {Ben, Cy}, practical {Ben, agency}, personal care {Dee}.
    EXPECT_ANSWER(view, Measure::largest_share, 1.0 / 3);
    EXPECT_ANSWER(view, Measure::single_supporter_kinds, 1);
    EXPECT_ANSWER(view, Measure::worst_loss, 1.0 / 3);
    EXPECT_ANSWER(view, Measure::paid_share, 0.5);
    EXPECT_ANSWER(view, Measure::reciprocity, 1.0 / 3);    // Cy; Dee's kind says that Ada receives
    EXPECT_ANSWER(view, Measure::support_balance, (1.0 - 3) / 4);
    EXPECT_ANSWER(view, Measure::nearby_share, 1);         // Ben by the household, Cy by distance
    EXPECT_ANSWER(view, Measure::recency, 2.0 / 3);
    EXPECT_ANSWER(view, Measure::circle_intimacy, 1);
    EXPECT_ANSWER(view, Measure::circle_friendship, 1);
    EXPECT_ANSWER(view, Measure::circle_participation, 1);
    EXPECT_ANSWER(view, Measure::circle_exchange, 2);
    EXPECT_ANSWER(view, Measure::circle_unknown, 0);
    EXPECT_ANSWER(view, Measure::e_i_index, 1.0 / 3);
    EXPECT_ANSWER(view, Measure::heterogeneity, 1 - 1.0 / 9 - 4.0 / 9);
    EXPECT_ANSWER(view, Measure::iqv, (1 - 1.0 / 9 - 4.0 / 9) * 2);
    // Of the household: Ben gives half of emotional and half of practical, of three kinds. Dee is not recorded in it.
    EXPECT_ANSWER(view, Measure::household_share, 1.0 / 3);
    // Merged graph: 0-1, 0-2, 0-3, 1-2. Burt by hand for Ada: (1/3 (1 + 1/2))^2 twice, and 1/9.
    EXPECT_ANSWER(view, Measure::constraint, 0.25 + 0.25 + 1.0 / 9);
}

TEST(Measures, NobodyAskedIsNotNobodyThere) {
    Invented place = ada();
    place.complete[0] = 0;
    const PersonView view = measure_all(place.network())[0];
    for (const Measure measure : every_measure) {
        const Answer& answer = view.measures.of(measure);
        EXPECT_NE(answer.known, Known::exact) << static_cast<int>(measure);
        EXPECT_NE(answer.known, Known::between) << static_cast<int>(measure);
        EXPECT_EQ(answer.why, Why::not_asked) << static_cast<int>(measure);
    }
    EXPECT_EQ(view.measures.of(Measure::size).known, Known::at_least);
    EXPECT_EQ(view.measures.of(Measure::size).lower, 3);
}

TEST(Measures, AnswersAsSoonAsItsFacetsAreKnown) {
    Invented place = ada();
    place.complete[0] = facets::groups | facets::help_of(0) | facets::household;
    const PersonView view = measure_all(place.network())[0];
    EXPECT_ANSWER(view, Measure::n_groups, 1);
    EXPECT_ANSWER(view, Measure::functional_reach, 1);
    EXPECT_ANSWER(view, Measure::household_share, 0.5);
    expect_no(view, Measure::paid_share, Why::ask_family);
    expect_no(view, Measure::density, Why::ask_family);
    EXPECT_EQ(view.measures.of(Measure::n_unpaid).known, Known::at_least);
    EXPECT_EQ(view.measures.of(Measure::n_core).known, Known::at_least);
    EXPECT_EQ(view.measures.of(Measure::n_core).why, Why::ask_help);
}

TEST(Measures, ARecordedNobodyIsAnAnswer) {
    Invented place(2, 1);
    const PersonView view = measure_all(place.network())[0];
    EXPECT_ANSWER(view, Measure::size, 0);
    EXPECT_ANSWER(view, Measure::n_groups, 0);
    expect_no(view, Measure::density, Why::nobody_named);
    expect_no(view, Measure::constraint, Why::nobody_named);
    expect_no(view, Measure::functional_reach, Why::help_not_recorded);
}

TEST(Measures, WhatOnlyTheOtherSaysIsTheirView) {
    Invented place(3, 0);
    place.tie(1, 0, 0).reported = Tie::reported_by_from;   // 1 names 0
    place.tie(0, 2, 0).reported = Tie::reported_by_from;
    const auto views = measure_all(place.network());
    EXPECT_ANSWER(views[0], Measure::size, 1);
    EXPECT_ANSWER(views[1], Measure::size, 1);
    EXPECT_ANSWER(views[2], Measure::size, 0);
    EXPECT_EQ(named_by_others(place.network(), 0), 1);
    EXPECT_EQ(named_by_others(place.network(), 2), 1);
    EXPECT_ANSWER(views[0], Measure::constraint, 0.5);     // the merged graph has both
}

TEST(Measures, EndedTiesAreNotThere) {
    Invented place(2, 0);
    place.as_of = 500;
    place.tie(0, 1, 0).until = 499;
    EXPECT_ANSWER(measure_all(place.network())[0], Measure::size, 0);
    place.ties[0].until = 500;                             // the day itself is still a day
    EXPECT_ANSWER(measure_all(place.network())[0], Measure::size, 1);
}

TEST(Measures, UnknownPayIsABound) {
    Invented place(4, 0);
    place.tie(0, 1, 0, Tri::no);
    place.tie(0, 2, 0, Tri::unknown);
    place.tie(0, 3, 3, Tri::yes);
    const PersonView view = measure_all(place.network())[0];
    const Answer& unpaid = view.measures.of(Measure::n_unpaid);
    EXPECT_EQ(unpaid.known, Known::between);
    EXPECT_EQ(unpaid.lower, 1);
    EXPECT_EQ(unpaid.upper, 2);
    const Answer& share = view.measures.of(Measure::paid_share);
    EXPECT_EQ(share.known, Known::between);
    EXPECT_DOUBLE_EQ(share.lower, 1.0 / 3);
    EXPECT_DOUBLE_EQ(share.upper, 2.0 / 3);
    EXPECT_EQ(share.why, Why::paid_unknown);
}

TEST(Measures, MergedConstraintWaitsForThoseNamed) {
    Invented place(3, 0);
    place.tie(0, 1, 0);
    place.tie(0, 2, 0);
    place.complete[2] = facets::family;
    const auto views = measure_all(place.network());
    expect_no(views[0], Measure::constraint, Why::ask_people_named);
    EXPECT_ANSWER(views[0], Measure::ego_constraint, 0.5);
    EXPECT_ANSWER(views[1], Measure::constraint, 1);       // 1 knows only 0, who was asked everything
}

// ---- Sampling honesty ------------------------------------------------------------------------------------------------


// Those not asked keep their rows; what nobody asked reported goes: ties between two of them, unless somebody asked knows
// both and was asked about ties among those named.
Invented unask(const Invented& full, const std::set<std::int32_t>& asked) {
    Invented sampled = full;
    std::vector<std::set<std::int32_t>> known_to(static_cast<std::size_t>(full.people));  // asked people who know this one
    for (const Tie& tie : full.ties) {
        if (tie.to >= full.people) continue;
        if (asked.count(tie.from)) known_to[static_cast<std::size_t>(tie.to)].insert(tie.from);
        if (asked.count(tie.to)) known_to[static_cast<std::size_t>(tie.from)].insert(tie.to);
    }
    const auto reported = [&](const Tie& tie) {
        if (asked.count(tie.from) || asked.count(tie.to)) return true;
        if (tie.to >= full.people) return false;
        const auto &a = known_to[static_cast<std::size_t>(tie.from)], &b = known_to[static_cast<std::size_t>(tie.to)];
        return std::any_of(a.begin(), a.end(), [&](std::int32_t who) { return b.count(who) != 0; });
    };
    sampled.ties.clear();
    std::copy_if(full.ties.begin(), full.ties.end(), std::back_inserter(sampled.ties), reported);
    for (std::int32_t i = 0; i < full.people; ++i)
        if (!asked.count(i)) sampled.complete[static_cast<std::size_t>(i)] = 0;
    return sampled;
}

// How many answers of the sample are exact, having checked that none says other than the full survey.
int same_or_silent(Invented& full, Invented& sampled) {
    const auto truth = measure_all(full.network()), found = measure_all(sampled.network());
    int exact = 0;
    for (std::size_t i = 0; i < truth.size(); ++i) {
        for (const Measure measure : every_measure) {
            const Answer &whole = truth[i].measures.of(measure), &part = found[i].measures.of(measure);
            if (part.known == Known::nothing) continue;
            if (part.known == Known::at_least) {
                EXPECT_LE(part.lower, whole.lower) << static_cast<int>(measure);
                continue;
            }
            exact += 1;
            EXPECT_EQ(part.known, whole.known) << static_cast<int>(measure);
            EXPECT_NEAR(part.lower, whole.lower, 1e-12) << static_cast<int>(measure);
            EXPECT_NEAR(part.upper, whole.upper, 1e-12) << static_cast<int>(measure);
        }
    }
    return exact;
}

// 4,200 people in households, 15,000 ties among them and 2,000 to 150 groups and services.
Invented village(std::uint32_t seed) {
    std::mt19937 random(seed);
    Invented place(4200, 150);
    place.help_recorded = true;
    place.as_of = 10000;
    place.near_known = true;
    const auto below = [&](std::int32_t n) { return static_cast<std::int32_t>(random() % static_cast<std::uint32_t>(n)); };
    for (std::int32_t i = 0; i < place.people; ++i) place.household[static_cast<std::size_t>(i)] = i / 3;
    for (int n = 0; n < 17000; ++n) {
        const bool group = n >= 15000;
        const std::int32_t from = below(4200);
        const std::int32_t to = group ? 4200 + below(150) : (from + 1 + below(n % 3 == 0 ? 4000 : 40)) % 4200;
        const std::int32_t kind = group ? 2 + below(2) : below(10) == 0 ? 3 : below(2);
        if (from == to) continue;
        Tie& tie = place.tie(from, to, kind, kind == 3 ? Tri::yes : below(20) == 0 ? Tri::unknown : Tri::no);
        tie.direction = static_cast<std::uint8_t>(below(4));
        tie.closeness = static_cast<std::uint8_t>(below(6));
        tie.help = static_cast<std::uint8_t>(below(3) == 0 ? below(128) : 0);
        tie.near = below(2) == 0 ? Tri::yes : Tri::no;
        tie.confirmed = below(10) == 0 ? no_date : 9000 + below(1000);
    }
    return place;
}

TEST(Sampling, EveryAnswerEqualsThatOfTheFullSurvey) {
    Invented full = village(7);
    std::mt19937 random(11);
    int last = 0;
    for (const int count : {60, 840, 2100, 3150, 3570}) {
        std::set<std::int32_t> asked;
        while (asked.size() < static_cast<std::size_t>(count)) asked.insert(static_cast<std::int32_t>(random() % 4200));
        Invented sampled = unask(full, asked);
        EXPECT_LT(sampled.ties.size(), full.ties.size());
        const int exact = same_or_silent(full, sampled);
        EXPECT_GT(exact, count * 20);       // each person asked has an answer to most of the 34 measures
        EXPECT_GT(exact, last);
        last = exact;
    }
}

RC_GTEST_PROP(Sampling, HoldsForAnySmallPlace, (std::uint32_t seed)) {
    std::mt19937 random(seed);
    Invented full(10, 3);
    full.help_recorded = true;
    for (int n = 0; n < 20; ++n) {
        const auto from = static_cast<std::int32_t>(random() % 10), to = static_cast<std::int32_t>(random() % 13);
        if (from == to) continue;
        Tie& tie = full.tie(from, to, to >= 10 ? 2 : static_cast<std::int32_t>(random() % 2));
        tie.help = static_cast<std::uint8_t>(random() % 128);
        tie.direction = static_cast<std::uint8_t>(1 + random() % 3);
    }
    std::set<std::int32_t> asked;
    for (std::int32_t i = 0; i < 10; ++i)
        if (random() % 2 == 0) asked.insert(i);
    Invented sampled = unask(full, asked);
    same_or_silent(full, sampled);
}

// ---- Bounds hold the truth -------------------------------------------------------------------------------------------

RC_GTEST_PROP(Bounds, HoldWhateverTheUnknownTurnsOutToBe, (std::uint32_t seed)) {
    std::mt19937 random(seed);
    const auto one_in = [&](unsigned n) { return random() % n == 0; };
    const auto tri = [&](Tri known) { return one_in(3) ? Tri::unknown : known; };
    Invented open(6, 2);
    open.help_recorded = true;
    open.near_known = true;
    open.as_of = 1000;
    open.attribute.assign(6, 0);
    open.categories = 3;
    Invented closed = open;
    for (std::size_t i = 0; i < 6; ++i) {
        closed.household[i] = static_cast<std::int32_t>(random() % 3);
        // Who was said to be everyone of the household is recorded in it; of others it may not be known where they live.
        const bool recorded = i > 0 && open.household[0] >= 0 && closed.household[i] == closed.household[0];
        open.household[i] = one_in(3) && !recorded ? -1 : closed.household[i];
        closed.attribute[i] = static_cast<std::int32_t>(random() % 3);
        open.attribute[i] = one_in(3) ? -1 : closed.attribute[i];
    }
    for (int n = 0; n < 9; ++n) {
        const auto to = static_cast<std::int32_t>(1 + random() % 7);
        const std::int32_t kind = to >= 6 ? 2 + static_cast<std::int32_t>(random() % 2) : 0;
        const bool reversed = one_in(2);
        Tie& truth = closed.tie(reversed ? to : 0, reversed ? 0 : to, kind, one_in(2) ? Tri::yes : Tri::no);
        const bool together = to < 6 && closed.household[0] == closed.household[static_cast<std::size_t>(to)];
        truth.near = together || to % 2 == 0 ? Tri::yes : Tri::no;  // of the two homes: the same for every tie between them
        truth.direction = static_cast<std::uint8_t>(1 + random() % 3);
        truth.closeness = static_cast<std::uint8_t>(1 + random() % 5);
        truth.confirmed = one_in(2) ? 900 : 100;
        truth.help = static_cast<std::uint8_t>(random() % 128);
        Tie known = truth;
        known.paid = tri(truth.paid);
        known.near = tri(truth.near);
        if (one_in(3)) known.direction = 0;
        if (one_in(3)) known.closeness = 0;
        if (one_in(3)) known.confirmed = no_date;
        // Two conventions, not bounds: help without a direction is what `from` receives, and a service's is its kind's.
        if (known.direction == 0 && (known.from == 0 || kind == 3)) known.direction = truth.direction;
        open.ties.push_back(known);
    }
    const PersonView truth = measure_all(closed.network())[0], found = measure_all(open.network())[0];
    for (const Measure measure : every_measure) {
        const Answer &exact = truth.measures.of(measure), &bound = found.measures.of(measure);
        if (measure == Measure::circle_unknown) continue;  // counts what is unknown: another number by its nature
        if (bound.known == Known::nothing) continue;
        // A share of members who may all turn out not to be there has no truth to hold.
        if (exact.known == Known::nothing && (exact.why == Why::nobody_named || exact.why == Why::no_help_held)) continue;
        RC_ASSERT(exact.known == Known::exact);
        if (exact.lower < bound.lower - 1e-12 || exact.lower > bound.upper + 1e-12)
            RC_FAIL("measure " + std::to_string(static_cast<int>(measure)) + ": " + std::to_string(exact.lower) + " outside " +
                    std::to_string(bound.lower) + " … " + std::to_string(bound.upper));
    }
}

}  // namespace measures_test
