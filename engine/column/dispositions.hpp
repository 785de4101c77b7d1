#pragma once
// Nobody is lost: every row read has exactly one disposition; issues are notes on rows.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kith::column {

enum class Disposition : std::uint8_t { kept = 0, merged = 1, refused = 2, filtered = 3 };

/// read = kept + merged + refused + filtered, always.
struct Tally {
    std::int64_t read = 0;
    std::int64_t kept = 0;
    std::int64_t merged = 0;
    std::int64_t refused = 0;
    std::int64_t filtered = 0;
    bool balances() const { return read == kept + merged + refused + filtered; }
};

enum class Severity : std::uint8_t {
    note = 0,    // something that a reader should know; the row counts in full
    problem = 1  // a value or a row could not be used as it stands: `kith check` and `run` end with 1
};

/// One note. `value` is what was found, already masked ("‹7 characters›") when the column is personal.
struct Issue {
    std::string file;          // as the recipe names it
    std::int64_t row = 0;      // the data row, 1 = the first after the header; 0 = the file as a whole
    std::string column;        // "" = the row as a whole
    std::string value;
    std::string code;          // short and stable: "dangling_tie", "bad_number", …
    std::string reason;        // one plain sentence: what is wrong, and what was done
    Severity severity = Severity::problem;
};

/// What became of one file. At most `listed_issues` issues of a code are listed one by one; `counts` has them all.
struct SourceReport {
    static constexpr std::int64_t listed_issues = 100;
    struct Count {
        std::string code;
        Severity severity = Severity::problem;
        std::int64_t count = 0;
    };
    std::string block;         // "areas", "people", "assets", "ties", …
    std::string file;
    Tally tally;
    std::vector<Issue> issues;
    std::vector<Count> counts;

    /// Counts the issue; lists it while there is room for its code.
    void note(Issue issue);
    /// As note, for `count` rows told in one sentence.
    void note_many(Issue issue, std::int64_t count);
    bool has_problems() const;
};

/// "‹7 characters›": a personal value in a message. Counts UTF-8 characters.
std::string masked(std::string_view value);

}  // namespace kith::column
