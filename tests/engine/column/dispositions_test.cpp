// Nobody is lost: read = kept + merged + refused + filtered; issues beyond the list are still counted.
#include "engine/column/dispositions.hpp"

#include <gtest/gtest.h>

#include "engine/column/issue_codes.hpp"

namespace dispositions_test {
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

TEST(IssueGroups, ProblemsComeFirstAndTheFrequentBeforeTheRare) {
    std::vector<SourceReport> reports(2);
    reports[0].file = "people.csv";
    reports[0].note(issue("day_first", Severity::note));
    reports[0].note_many(issue("blank_rows", Severity::note), 9);
    reports[0].note(issue("no_id"));
    reports[1].file = "ties.csv";
    for (int i = 0; i < 3; ++i) reports[1].note(issue("dangling_tie"));
    reports[1].note(issue("made_up_code"));
    std::vector<std::string> order;
    for (const IssueGroup& group : issue_groups(reports)) {
        order.push_back(group.source->file + " " + std::string(group.said.code) + " " + std::to_string(group.count->count));
        ASSERT_NE(group.first, nullptr);
        EXPECT_EQ(group.first->code, group.count->code);
    }
    EXPECT_EQ(order, (std::vector<std::string>{"people.csv no_id 1", "ties.csv dangling_tie 3", "ties.csv made_up_code 1", "people.csv blank_rows 9", "people.csv day_first 1"}));
    EXPECT_EQ(issue_code("dangling_tie").done, "row refused");
    EXPECT_EQ(issue_code("made_up_code").title, "made_up_code");
}

}  // namespace dispositions_test
