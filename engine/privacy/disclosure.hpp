#pragma once
// Disclosure control of counts of people: which may be said, over which areas, so that none that is not said can be worked out.
// Pure functions on plain arrays. Source: domain.md 6.2 (threshold and rounding of ONS and NHS Digital; class disclosure, differencing, dominance).
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace kith::privacy {

struct Rule {
    std::int64_t threshold = 10;      // a smaller count is not said
    std::int64_t round_to = 5;        // 1: as counted
    bool zero_is_small = true;        // of people; false: a zero is said (NHS Digital)
    std::int64_t least_values = 5;    // so many values must stay possible for a count that is not said
    double largest_share = 0.5;       // of a sum: nobody may stand for more,
    double rest_share = 0.1;          // and what all but the two largest bring must be this share of the largest
    std::int64_t came_or_went = 3;    // also for who knows that no more people than this came or went between two releases
    bool operator==(const Rule&) const = default;
};

/// Whole numbers from `low` to `high`, both included.
struct Possible {
    std::int64_t low = 0, high = 0;
    std::int64_t values() const { return high - low + 1; }
    bool operator==(const Possible&) const = default;
};
inline constexpr std::int64_t no_limit = 1'000'000'000'000;

/// What is said for a count, or nothing: it is small.
std::optional<std::int64_t> shown(std::int64_t count, const Rule& rule);
/// The counts for which just this is said.
Possible possible(std::int64_t shown, const Rule& rule);

/// A part of a whole in per cent. All or none of a group says something of everybody in it, however many they are.
struct Share {
    enum class Kind : std::uint8_t { value, over_90, under_10, withheld } kind = Kind::withheld;
    int per_cent = 0;                 // of `value`: of the numbers as they are said
    bool operator==(const Share&) const = default;
};
/// `value` only where the part and the rest are both said; the words of a limit only where they leave `least_values` for who is outside it.
Share share(std::int64_t part, std::int64_t whole, const Rule& rule);

/// People counted in areas that lie side by side.
struct AreaCounts {
    std::span<const std::int64_t> count;           // one an area
    std::span<const std::int64_t> next_offsets;    // areas + 1; empty: nobody knows what borders on what
    std::span<const std::int32_t> next;            // areas that border on it
    std::span<const std::int32_t> within;          // the larger area that it lies in, or -1; may be empty
};

/// A count that has been said, of these areas together.
struct Said {
    std::vector<std::int32_t> areas;               // ascending, none twice
    Possible count;
};

/// Areas that are counted together, because one of them alone would be too few: none of them has a number of its own.
struct Group {
    std::vector<std::int32_t> areas;               // ascending
    std::int64_t count = 0;                        // true; not to be said
    std::int64_t shown = 0;
};

struct SafeCounts {
    std::vector<Group> groups;                     // by their first area; of all areas, or none at all
    std::optional<std::int64_t> total;             // of all areas together
    std::vector<Possible> possible;                // one an area: what its count could be, for who reads all that is and was said
};

/// The finest grouping in which every group reaches the threshold, none cuts across what was said before (`earlier`: then one could be taken from the
/// other), and every count that is not said, now or then, keeps `least_values`: for who thinks that nobody came or went since, for who knows that at most
/// `came_or_went` did, and for who knows why areas are counted together (one of them has too few). Groups stay inside `within` where they can, and join areas that border on each
/// other where they can. Where even all areas together are too few, nothing is said. O(areas² + earlier · areas).
SafeCounts safe_counts(const AreaCounts& areas, std::span<const Said> earlier, const Rule& rule);

/// One of the areas, counted together now or earlier, that `now` and `earlier` would give away between them; -1: none. O(areas · sets).
std::int32_t given_away(std::size_t areas, std::span<const Group> groups, std::span<const Said> now, std::span<const Said> earlier, const Rule& rule);

/// What could be, given sets of which any two lie apart or one in the other. One that contradicts another that stands before it is passed over:
/// people came or went. Exact for such sets. O(sets · areas).
struct Left {
    std::vector<Possible> areas;                   // each area's own count
    std::vector<Possible> sets;                    // of each set, as they were given
};
Left possible_counts(std::size_t areas, std::span<const Said> said);
/// The same count after, or before, at most so many people came or went.
Said loosened(Said said, std::int64_t by);
/// Do two sets overlap without one lying in the other?
bool cross(std::span<const std::int32_t> one, std::span<const std::int32_t> other);

/// A sum (of hours, of money) that would tell what one of those who brought it brought. None may be negative.
bool dominated(std::span<const double> brought, const Rule& rule);

}  // namespace kith::privacy
