#pragma once
// Who may be introduced, who may introduce, and who is kept apart: the rule that no introduction may harm, in one place.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace kith::connection_gaps {

/// A column whose values can be unknown. `states`: one a row, 0 known; empty: all known. No values: nothing was recorded.
template <class T>
struct Maybe {
    std::span<const T> values{};
    std::span<const std::uint8_t> states{};
    bool known(std::size_t row) const { return row < values.size() && (states.empty() || states[row] == 0); }
};

/// Ties through a lens, both ways, by node (people, then assets); each row sorted by target. Parallel ties stay parallel.
struct Arcs {
    std::span<const std::int64_t> offsets{};
    std::span<const std::int32_t> targets{};
    std::span<const std::int32_t> ties{};
    std::span<const std::uint8_t> maybe{};  // empty: all sure

    std::size_t nodes() const { return offsets.empty() ? 0 : offsets.size() - 1; }
    std::size_t begin(std::size_t node) const { return static_cast<std::size_t>(offsets[node]); }
    std::size_t end(std::size_t node) const { return static_cast<std::size_t>(offsets[node + 1]); }
    bool sure(std::size_t arc) const { return maybe.empty() || maybe[arc] == 0; }
    /// Any tie between the two, sure or maybe. O(log degree).
    bool tied(std::size_t node, std::int32_t other) const;
};

/// The nearest of each row, nearest first.
struct NearRows {
    std::span<const std::int64_t> offsets{};
    std::span<const std::int32_t> rows{};
    std::span<const std::int32_t> metres{};
    std::span<const std::uint8_t> cut{};  // 1: more were within reach

    std::size_t begin(std::size_t row) const { return offsets.empty() ? 0 : static_cast<std::size_t>(offsets[row]); }
    std::size_t end(std::size_t row) const { return offsets.empty() ? 0 : static_cast<std::size_t>(offsets[row + 1]); }
};

// Codes of the columns `role`, `living`, `own_view` and of the facets; the same as the kit's, which a static_assert in the
// glue checks.
inline constexpr std::int32_t participant = 0, connector = 2, worker = 3;
inline constexpr std::int32_t living_here = 0;
inline constexpr std::int32_t happy_as_is = 1;
inline constexpr int facet_friends = 2, facet_neighbours = 3, facet_groups = 4;
inline bool complete(std::int32_t asked, int facet) { return ((asked >> (2 * facet)) & 3) == 2; }

struct People {
    std::span<const std::int32_t> role, living, household, area, asked;
    Maybe<std::uint8_t> introduce, under_18;
    Maybe<std::int32_t> own_view, own_view_until;
    /// A byte a person, 1: their permissions are recorded and do not hold suggestions. Empty: permissions are not kept so.
    std::span<const std::uint8_t> not_permitted{};
    std::size_t size() const { return role.size(); }
};

/// Why somebody is not introduced; the first that holds.
enum class Closed : std::uint8_t {
    open,
    not_participant,  // only named by others, staff, or there to connect others
    not_here,         // moved, died or asked us to stop
    under_18,
    not_said_yes,  // not asked, declined or no; or permission does not cover it
    happy          // happy as things are, until a date
};
struct Standing {
    std::vector<Closed> closed;               // one a person
    std::vector<std::uint8_t> may_introduce;  // 1: may stand between two others: said yes, lives here, is an adult, no staff
    bool open(std::size_t person) const { return closed[person] == Closed::open; }
    bool open(std::int32_t person) const { return open(static_cast<std::size_t>(person)); }
    bool introducer(std::int32_t person) const { return may_introduce[static_cast<std::size_t>(person)] != 0; }
};
/// `today`: days since 1970-01-01. A "happy as is" without an end, or in a place without a date, holds. O(people).
Standing standing(const People& people, std::optional<std::int32_t> today);

/// A symmetric relation between few nodes: pairs that must not meet, or that have met.
class Relation {
public:
    Relation(std::size_t nodes, std::vector<std::pair<std::int32_t, std::int32_t>> pairs);
    bool holds(std::int32_t a, std::int32_t b) const;
    /// The others that `node` stands in this relation to, ascending.
    std::span<const std::int32_t> of(std::int32_t node) const;
    bool empty() const { return others_.empty(); }

private:
    bool touched(std::int32_t node) const {
        return (bits_[static_cast<std::size_t>(node) / 64] >> (static_cast<std::size_t>(node) % 64) & 1) != 0;
    }
    std::vector<std::uint64_t> bits_;
    std::vector<std::int32_t> nodes_;  // those that have any, ascending
    std::vector<std::size_t> begins_;  // of their others; one more at the end
    std::vector<std::int32_t> others_;
};

struct TieColumns {
    std::span<const std::int32_t> from, to;
    Maybe<std::int32_t> valence, until, closeness;
    Maybe<double> strength, frequency;
    Maybe<std::uint8_t> paid;
};
inline constexpr std::int32_t difficult = 2;

/// Kept apart: every never_introduce pair, and the two ends of every difficult tie, ended or not, to people or assets.
Relation kept_apart(
    std::size_t nodes, std::span<const std::int32_t> never_a, std::span<const std::int32_t> never_b, const TieColumns& ties);
/// Who had a tie that has ended: they know each other, so there is nobody to introduce.
Relation have_met(std::size_t nodes, const TieColumns& ties);

/// Strength of a tie in (0, 1]: as recorded, else (closeness / 5)^½ (min(contacts a year, 52) / 52)^½ with an unknown factor
/// left out, else 0.5 (domain 7.3). 0: recorded as without strength.
double strength_of(const TieColumns& ties, std::int32_t tie);

}  // namespace kith::connection_gaps
