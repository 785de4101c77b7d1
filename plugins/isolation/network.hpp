#pragma once
// What the analysis reads: people, what they were asked, and their ties, as plain spans. And the ego view: the people and
// organisations around one person as that person told it.
#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "plugins/isolation/structure.hpp"

namespace kith::isolation {

/// Yes, no, or nobody knows.
enum class Tri : std::uint8_t { no, yes, unknown };

/// One bit a facet of what was asked, in the vocabulary's order.
using Facets = std::uint16_t;
namespace facets {
inline constexpr Facets household = 1, family = 2, friends = 4, neighbours = 8, groups = 16, paid_support = 32;
inline constexpr int first_help = 6, help_kinds = 7;
inline constexpr Facets help = 0x7f << first_help;
inline constexpr Facets alter_ties = 1 << 13;
/// Everybody unpaid; everybody, paid or not.
inline constexpr Facets unpaid = household | family | friends | neighbours;
inline constexpr Facets everybody = unpaid | paid_support;
constexpr Facets help_of(int kind) { return static_cast<Facets>(1 << (first_help + kind)); }
}  // namespace facets

inline constexpr std::int32_t no_date = std::numeric_limits<std::int32_t>::min();

/// Days since 1970-01-01; no_date: not recorded. Aligned, so that none lies across two cache lines.
struct alignas(32) Tie {
    enum : std::uint8_t { reported_unknown, reported_by_from, reported_by_to, reported_by_both, reported_otherwise };
    enum : std::uint8_t { gives = 1, receives = 2 };     // seen from `from`; 0: not known

    std::int32_t from = 0;                // node: people, then assets
    std::int32_t to = 0;
    std::int32_t kind = 0;
    std::int32_t until = no_date;         // the last day that it may have held
    std::int32_t confirmed = no_date;
    Tri paid = Tri::unknown;
    Tri near = Tri::unknown;              // both ends within walking range
    std::uint8_t direction = 0;
    std::uint8_t closeness = 0;           // 1-5, 0 not known
    std::uint8_t help = 0;                // one bit a kind of help
    bool help_open = false;               // asked, but they would not say or did not know
    std::uint8_t reported = reported_unknown;
    bool difficult = false;
    bool sensitive = false;
    bool until_vague = false;             // of `until` only the year is known
};
static_assert(sizeof(Tie) == 32);

enum class Sort : std::uint8_t { social, membership, service };

struct TieKind {
    Sort sort = Sort::social;
    std::uint8_t direction = 0;           // by the nature of the kind, used where a tie does not say
    std::uint8_t circle = 0;              // Snow's 1-4; 0: from closeness
    bool kin = false;
};

/// A place as this analysis sees it. People rows come first among the nodes, then assets. Optional spans may be empty.
struct Network {
    std::int32_t people = 0;
    std::int32_t assets = 0;
    std::span<const std::int64_t> offsets;        // nodes + 1
    std::span<const std::int32_t> targets;        // each row rising
    std::span<const std::int32_t> tie_rows;
    std::span<const std::uint8_t> maybe;          // optional: an arc that the lens leaves open
    std::span<const Tie> ties;
    std::span<const TieKind> kinds;
    std::span<const std::int64_t> masked_offsets; // optional, people + 1: ties of people to a place that is kept private
    std::span<const std::int32_t> masked_rows;    // rows of `ties`; what they lead to is not known here
    std::span<const std::uint8_t> died;           // optional, one a person: a tie to them has ended
    std::span<const Facets> complete;             // one a person: facets said to be "that is everyone"
    std::span<const std::int32_t> household;      // one a person: -1 not known
    std::span<const std::int32_t> attribute;      // optional: a declared attribute's code, -1 not known
    std::int32_t categories = 0;                  // of the attribute
    bool help_recorded = false;                   // the place records kinds of help at all
    bool near_known = false;                      // `near` of ties was worked out
    std::optional<std::int32_t> as_of;
};

/// Everything between one person and one other node.
struct Alter {
    std::int32_t node = 0;                // -1: a place that is kept private
    Tri exists = Tri::no;
    Tri unpaid = Tri::no;                 // at least one tie that nobody is paid for
    Tri paid = Tri::no;
    Tri gives = Tri::no;                  // the person gives
    Tri receives = Tri::no;
    Tri near = Tri::no;
    Tri same_household = Tri::no;
    std::uint8_t help = 0;                // kinds of help that come from there
    std::uint8_t help_maybe = 0;          // ... that may
    std::uint8_t closeness = 0;           // of unpaid ties; the closest
    std::uint8_t circle = 0;              // 0: closeness, or who is paid, is not known
    bool membership = false;
    bool service = false;
    bool kin = false;
    bool difficult = false;
    bool sensitive = false;
    bool undated = false;                 // a tie among them has no date of confirmation
    std::int32_t confirmed = no_date;     // the newest
    std::int32_t tie = 0;                 // one of the ties, for evidence
};

/// The ego view of `person`, written into `people` and `places` (cleared first), each by node. A tie counts unless only the
/// other end reported it; ties that ended by `as_of` do not count. Places kept private come last; where nobody can tell
/// whether two ties lead to the same one, the second only perhaps exists. O(degree).
void ego_view(const Network& network, std::int32_t person, std::vector<Alter>& people, std::vector<Alter>& places);

/// People whom only the other end named: they say that they know this person. O(degree).
std::int32_t named_by_others(const Network& network, std::int32_t person);

/// Has the tie ended by the network's date, or with a death?
bool ended(const Network& network, const Tie& tie);
/// Does the person's own view hold the tie?
bool in_ego_view(const Tie& tie, std::int32_t person);

/// The merged simple graph of people: one edge for each pair with any tie that surely is, whoever reported it. With `weights`
/// (one a tie row) an edge weighs the sum of its ties. O(arcs).
struct MergedGraph {
    std::vector<std::int64_t> offsets;
    std::vector<std::int32_t> targets;
    std::vector<double> weights;
    Graph graph() const { return {offsets, targets, weights}; }
};
MergedGraph merged_graph(const Network& network, std::span<const double> weights = {});

}  // namespace kith::isolation
