#pragma once
// Tables of people for those who are not the team: the only numbers of people that leave, made by disclosure control (disclosure.hpp).
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"
#include "engine/privacy/disclosure.hpp"

namespace kith::place {
class Place;
}

namespace kith::privacy {

/// A number that was said: a line of the ledger of releases. It holds nothing that was not said.
struct Released {
    std::string measure;              // "participants", …
    std::string layer;                // of the areas
    std::vector<std::string> areas;   // their codes, ascending
    Possible count;                   // what it may have been
    bool operator==(const Released&) const = default;
};

struct PeopleRow {
    std::vector<std::size_t> areas;       // rows of the layer that are counted together
    std::optional<std::int64_t> shown;
    Share share;                          // of the participants there; of `participants` itself: withheld
};

struct PeopleTable {
    std::string measure;                  // "participants", "told_all", "take_part"
    std::string title;                    // "People who take part in this"
    std::string about;                    // what counts, one sentence
    std::string layer;                    // whose areas
    std::vector<PeopleRow> rows;
    std::optional<std::int64_t> total;    // of all areas together
    bool shares = false;
};

/// Who could be recognised, and how, if everything were said as it is: for the preview, which is the team's alone.
struct Recognisable {
    std::int64_t small_areas = 0;         // areas with fewer people than the threshold
    std::int64_t alone = 0;               // with exactly one
    std::int64_t all_or_none = 0;         // in which all or none share something
    std::int64_t by_difference = 0;       // areas of other layers whose borders cut, so that one number could be taken from another
    std::int64_t by_earlier = 0;          // small ones that an earlier release bounds to fewer than `least_values`
    std::int64_t unlike_number_of_ties = 0;   // people of whom a network picture would show a number of ties that nobody else has
};

struct PeopleTables {
    Rule rule;
    std::vector<PeopleTable> tables;
    std::vector<std::string> withheld;    // what is not said, and why; sentences without a small number in them
    std::vector<Released> released;       // by these tables: for the ledger
    std::vector<Possible> possible;       // one a primary area: what its participants could be, for who reads this and what came before
    Recognisable recognisable;
};

/// Counts participants who live here by area: not whoever asked us to stop, nor whose recorded permission does not hold "aggregate". `earlier`: every line of the ledger. Sensitive ties are not
/// counted. Without areas one number may be said. Errors: cancelled; misuse for a threshold below 2 or rounding below 1 or above 100.
base::Result<PeopleTables> people_tables(const place::Place& place, const Rule& rule, std::span<const Released> earlier, base::JobContext& job);

}  // namespace kith::privacy
