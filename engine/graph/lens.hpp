#pragma once
// Lenses: which ties count. Every clause says what a tie counts as when nobody knows, so a tie is in, out or maybe in, and
// whatever is counted over maybe-ties is a bound.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/base/units.hpp"
#include "engine/column/segment.hpp"
#include "engine/graph/csr.hpp"

namespace kith::graph {

/// What a tie counts as when the value that a clause asks for is not known.
enum class Unknown { maybe, in, out };

/// Which ties count: named in the recipe ([[lenses]]) or asked for by a manifest. A tie is out when any clause says out,
/// else maybe when any says maybe, else in.
struct Lens {
    std::string as;
    std::vector<std::string> kinds;  // tie kinds or groups ("social", "membership", "service"); empty: all
    std::optional<bool> paid;        // only paid, only unpaid, or both
    Unknown unknown_paid = Unknown::maybe;
    std::optional<std::int32_t> valence;  // mask of Valence (1 << code): only ties felt so
    Unknown unknown_valence = Unknown::in;
    std::optional<base::Metres> within;  // both ends placed and no further apart
    Unknown unknown_distance = Unknown::maybe;
    std::optional<double> frequency;  // at least so many contacts a month
    Unknown unknown_frequency = Unknown::maybe;
    std::optional<std::int32_t> as_of;   // days since 1970-01-01: since <= date <= until. A month or a year that the
    Unknown unknown_date = Unknown::in;  // date falls into counts as unknown; so does a missing date

    bool operator==(const Lens&) const = default;
};

/// What a lens makes of a tie.
enum class Through : std::uint8_t { out = 0, maybe = 1, in = 2 };

/// Each row of segment `ties` through the lens: one value a tie. `tie_kinds` is the segment of that name; `metres` holds the
/// distance of each tie's ends (negative: one has no place) and is needed only by a lens with `within`. Columns that are not
/// there are unknown throughout. Errors: a kind that is neither a kind nor a group of the place (names the nearest),
/// `within` without distances. O(ties).
base::Result<std::vector<Through>> apply(
    const Lens& lens, const column::Segment& ties, const column::Segment& tie_kinds, std::span<const double> metres = {});

/// Columns of `ties` that `apply` looks at for this lens, and `from` and `to`: while these and `tie_kinds` stay the same (and
/// positions, with `within`), so does what the lens lets through.
std::vector<std::string_view> columns_read(const Lens& lens);

/// Ties through a lens, both ways, in the shape of View::topology: parallel ties stay parallel, rows are sorted by target,
/// then tie.
struct Topology {
    std::vector<std::int64_t> offsets{0};  // nodes + 1
    std::vector<std::int32_t> targets;
    std::vector<std::int32_t> ties;   // the arc's row in `ties`
    std::vector<std::uint8_t> maybe;  // 1: the tie is only maybe in
    CsrView view() const { return {offsets, targets}; }
};

/// The arcs of a topology that stands elsewhere.
struct Arcs {
    std::span<const std::int64_t> offsets;
    std::span<const std::int32_t> targets, ties;
};

/// `nodes` = people + assets; from, to, through: one a tie (`through` may be empty: all in). O(nodes + ties).
Topology topology(
    std::size_t nodes, std::span<const std::int32_t> from, std::span<const std::int32_t> to, std::span<const Through> through);
/// The same out of a topology that holds at least the ties that go through: one pass, no sorting. Build one of all ties once, and
/// every lens is cheap.
Topology topology(const Arcs& all, std::span<const Through> through);

/// Distinct pairs of the first `people` nodes with any tie that is surely in, in the shape of View::pairs; the weight is the
/// sum of strengths, 0.5 where it is not known (`strength`: the column, or nullptr). O(people + ties).
WeightedCsr pairs(std::size_t people, std::span<const std::int32_t> from, std::span<const std::int32_t> to,
    std::span<const Through> through, const column::Column* strength);
/// The same out of a topology of all ties, in one pass without sorting.
WeightedCsr pairs(std::size_t people, const Topology& all, std::span<const Through> through, const column::Column* strength);

/// What is known of a number: exact when the two are equal.
struct Bound {
    std::int64_t lower = 0;
    std::int64_t upper = 0;
    bool exact() const { return lower == upper; }
    bool operator==(const Bound&) const = default;
};

/// How many different nodes of [first, last) a node is tied to: lower by ties surely in, upper with the maybe-ties. It bounds
/// what is recorded; whether everything was asked is another question. O(degree).
Bound partners(const Topology& topology, std::int32_t node, std::int32_t first, std::int32_t last);

}  // namespace kith::graph
