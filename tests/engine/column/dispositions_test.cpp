// Nobody is lost: read = kept + merged + refused + filtered; issues beyond the list are still counted.
#include "engine/column/dispositions.hpp"

#include <gtest/gtest.h>

namespace {
using namespace kith::column;

TEST(Tally, Balances) {
    EXPECT_TRUE(Tally().balances());
    EXPECT_TRUE((Tally{10, 6, 1, 2, 1}.balances()));
    EXPECT_FALSE((Tally{10, 6, 1, 2, 0}.balances()));
}

Issue issue(const std::string& code, Severity severity = Severity::problem) {
    Issue made;
    made.code = code;
    made.severity = severity;
    return made;
}

TEST(SourceReport, ListsAHundredOfACodeAndCountsAll) {
    SourceReport report;
    for (int i = 0; i < 250; ++i) report.note(issue("bad_number"));
    report.note(issue("dangling_tie"));
    EXPECT_EQ(report.issues.size(), 101u);
    ASSERT_EQ(report.counts.size(), 2u);
    EXPECT_EQ(report.counts[0].count, 250);
    EXPECT_EQ(report.counts[1].count, 1);
    report.note_many(issue("duplicate"), 5000);
    EXPECT_EQ(report.counts[2].count, 5000);
    EXPECT_EQ(report.issues.size(), 102u);
}

TEST(SourceReport, OnlyProblemsAreProblems) {
    SourceReport report;
    report.note(issue("encoding", Severity::note));
    EXPECT_FALSE(report.has_problems());
    report.note(issue("bad_date"));
    EXPECT_TRUE(report.has_problems());
}

TEST(Masked, CountsCharactersNotBytes) {
    EXPECT_EQ(masked("Zoë"), "‹3 characters›");
    EXPECT_EQ(masked("x"), "‹1 character›");
    EXPECT_EQ(masked(""), "‹0 characters›");
}

}  // namespace
