#pragma once
// What the codes of issues mean to a person: a heading for all of a kind, what became of the rows, and how to mend the file.
#include <span>
#include <string_view>
#include <vector>

#include "engine/column/dispositions.hpp"

namespace kith::column {

struct IssueCode {
    std::string_view code;   // Issue::code
    std::string_view title;  // heading of a group: "Ties to somebody who is not listed"
    std::string_view done;   // what became of the value, row or file, in a few words: "row left out"
    std::string_view mend;   // what to change, and where; "" where there is nothing to mend
};

/// All, in order of their codes. Every code that a reader writes stands here once (checked by scripts/check_issue_codes.py).
std::span<const IssueCode> issue_codes();
/// Of a code that is not in the table: its words without underscores, nothing said of what became of it.
IssueCode issue_code(std::string_view code);

/// The issues of one code in one file, told once.
struct IssueGroup {
    const SourceReport* source = nullptr;
    const SourceReport::Count* count = nullptr;
    IssueCode said;
    const Issue* first = nullptr;  // of those listed; nullptr where none is
};

/// Problems first, then notes; within each as the files stand, and the frequent before the rare. Borrows from the reports.
std::vector<IssueGroup> issue_groups(std::span<const SourceReport> reports);

}  // namespace kith::column
