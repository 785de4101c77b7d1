#pragma once
// Assets and people who may be recorded twice: proposed as pairs with the evidence, never made one. What somebody decided is kept in a table
// that the recipe names ([decisions]), and a pair that was decided about is not proposed again.
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/place/revision.hpp"

namespace kith::place {

struct MatchOptions {
    double metres = 250;        // assets and people farther apart are two, whatever they are called
    double asset_score = 0.65;  // proposed from here: likeness of names, less for distance and other kinds
    double person_name = 0.80;  // likeness of people's names
};

/// Two rows of one table; `a` stands before `b`.
struct MatchPair {
    base::EntityKey a, b;
    double score = 0;                // 0 to 1
    double name = 0;                 // likeness of names (likeness.hpp)
    std::optional<double> metres;    // between their points
    std::string evidence;            // "names 92% alike; 40 m apart; both library": nothing personal
};

struct Decision {
    base::EntityKey a, b;
    bool same = false;
    std::string why;
};

struct Matches {
    std::vector<MatchPair> pairs;    // the likeliest first
    std::int64_t compared = 0;       // pairs looked at
    std::int64_t decided = 0;        // pairs left out because somebody decided about them
    std::int64_t passed_over = 0;    // words that so many near one another share that they were not followed
};

/// Assets: names alike and points near (without a point: names nearly the same, in the same area), unless a tie already joins them or they count
/// together. People: names alike and a further thing in common (near points, area, household, somebody both know). Only pairs that share
/// the beginning of a word within neighbouring squares are compared: O(rows × names per square), not O(rows²).
Matches possible_doubles(const Revision& revision, std::span<const Decision> decisions, const MatchOptions& options = {});

/// A table with the columns a, b (keys), decision (same, different, or empty: nobody has decided) and why; others are passed over. Error:
/// bad_input names the line. A file that is not there holds no decisions.
base::Result<std::vector<Decision>> read_decisions(const std::filesystem::path& file);

/// The same table with the open pairs below those decided, names, sources and licences beside the keys so that people can decide. Holds names of people.
std::string matches_csv(const Revision& revision, std::span<const Decision> decisions, const Matches& matches);

/// Assets that were decided to be the same are counted once: `counted_with` of all of them is the first's. Their rows, sources and licences stay.
/// Decisions about what is not here are passed over.
base::Result<RevisionPtr> with_decisions(const RevisionPtr& revision, std::span<const Decision> decisions, const column::Allocator& allocate);

}  // namespace kith::place
