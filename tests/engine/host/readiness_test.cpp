// Which analysis may run before whom, and what is still missing: rule 3's gate by hand.
#include <gtest/gtest.h>

#include "engine/host/analyses.hpp"
#include "tests/support/fake_view.hpp"

namespace readiness_test {
using namespace kith;
using host::Need;

host::Manifest manifest(std::vector<Need> needs, bool part_outside = true) {
    host::Manifest made;
    made.title = "Bridges";
    for (const Need need : needs) made.needs.push_back({need, {column::Facet::friends, column::Facet::paid_support}, "", false});
    host::OutputColumn whole, part;
    whole.whole_network = true;
    made.columns.push_back(whole);
    if (part_outside) made.columns.push_back(part);
    return made;
}

test::FakeView village(std::int64_t asked, std::int64_t of, bool of_population = false) {
    test::FakeView view;
    view.people_ = 10;
    view.assets_ = 3;
    view.participants_ = 5;
    view.layers_.resize(1);
    view.coverage_ = {asked, of, of_population, 0.8};
    return view;
}

TEST(Readiness, TheGateOpensAtFourFifths) {
    const auto whole = manifest({Need::whole_network});
    EXPECT_FALSE(host::readiness(whole, village(3359, 4200)).gate_open);
    EXPECT_TRUE(host::readiness(whole, village(3360, 4200)).gate_open);
    const auto below = host::readiness(whole, village(840, 4200));
    EXPECT_TRUE(below.ready);
    EXPECT_EQ(below.sentence, "Claims about the whole network stay closed: 840 of 4,200 people were asked about friends and paid support; asking 2,520 more would open them.");
    EXPECT_NE(host::readiness(whole, village(60, 8970, true)).sentence.find("60 of 8,970 residents"), std::string::npos);
    EXPECT_NE(host::readiness(whole, village(60, 8970, true)).sentence.find("asking 7,116 more"), std::string::npos);
}

TEST(Readiness, NothingButTheWholeNetworkIsNotRunBelowTheGate) {
    const auto below = host::readiness(manifest({Need::whole_network}, false), village(1, 10));
    EXPECT_FALSE(below.ready);
    EXPECT_EQ(below.verdict, host::Verdict::not_possible);
    EXPECT_TRUE(host::readiness(manifest({Need::whole_network}, false), village(8, 10)).ready);
}

TEST(Readiness, PeopleAreForTheTeam) {
    auto view = village(10, 10);
    view.audience_ = privacy::Audience::safe;
    for (const Need need : {Need::ego, Need::two_mode, Need::whole_network})
        EXPECT_EQ(host::readiness(manifest({need}), view).verdict, host::Verdict::kept_for_team);
    EXPECT_TRUE(host::readiness(manifest({Need::assets, Need::areas}), view).ready);
}

TEST(Readiness, WhatIsOptionalRunsWithoutPeople) {
    auto partly = manifest({Need::areas, Need::whole_network});
    partly.needs[1].optional = true;
    EXPECT_FALSE(partly.about_people());
    auto view = village(10, 10);
    EXPECT_TRUE(host::readiness(partly, view).gate_open);
    view.audience_ = privacy::Audience::safe;
    const auto safe = host::readiness(partly, view);
    EXPECT_TRUE(safe.ready);
    EXPECT_FALSE(safe.gate_open) << "whatever was asked: ties are the team's";
    EXPECT_EQ(safe.sentence, "What it says of ties between people is kept for the team.");
    view = village(0, 0);
    view.participants_ = 0;
    EXPECT_TRUE(host::readiness(partly, view).ready);
    EXPECT_FALSE(host::readiness(partly, view).gate_open);
    EXPECT_EQ(host::readiness(partly, view).sentence, "") << "where nobody is recorded there is nothing to say";
    EXPECT_FALSE(host::readiness(partly, village(7, 10)).gate_open);
}

TEST(Readiness, SaysWhatThePlaceLacks) {
    auto view = village(10, 10);
    view.assets_ = 0;
    EXPECT_NE(host::readiness(manifest({Need::assets}), view).sentence.find("[[assets]]"), std::string::npos);
    view.layers_.clear();
    EXPECT_NE(host::readiness(manifest({Need::areas}), view).sentence.find("[[areas]]"), std::string::npos);
    view.participants_ = 0;
    EXPECT_NE(host::readiness(manifest({Need::ego}), view).sentence.find("[[people]]"), std::string::npos);
}

}  // namespace readiness_test
