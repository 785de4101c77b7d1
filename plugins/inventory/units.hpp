#pragma once
// Which records count, and as what: each unit once (an organisation, its activity and its venue are three records and one
// unit), potential and closed ones in no total.
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace kith::inventory {

inline constexpr std::int32_t no_date = std::numeric_limits<std::int32_t>::min();
inline constexpr int class_count = 6;
inline constexpr int individual = 0;  // the class of gifts of people
/// After the six classes: the class is not known.
inline constexpr int unknown_class = 6;

/// Codes of the records; spans one a record. -1: not known.
struct Records {
    std::span<const std::int32_t> counted_with;   // the record that stands for this one in a count; itself as a rule
    std::span<const std::int32_t> asset_class;    // 0-5
    std::span<const std::int32_t> subtype;
    std::span<const std::int32_t> status;         // 0 active, 1 potential, 2 closed; not known counts as active
    std::span<const std::int32_t> confirmed_by;   // 0 a resident, 1 a worker, 2 an import
    std::span<const std::int32_t> confirmed_on;   // days, no_date
    std::size_t size() const { return counted_with.size(); }
};

/// The areas of one layer that each record lies in: row r in areas[offsets[r]] .. areas[offsets[r + 1] - 1].
struct Within {
    std::vector<std::int64_t> offsets{0};
    std::vector<std::int32_t> areas;
    std::span<const std::int32_t> of(std::int32_t row) const {
        const auto first = static_cast<std::size_t>(offsets[static_cast<std::size_t>(row)]);
        return std::span(areas).subspan(first, static_cast<std::size_t>(offsets[static_cast<std::size_t>(row) + 1]) - first);
    }
};
/// The same from one area a record (-1: in none), as a partition has it.
Within within_partition(std::span<const std::int32_t> area);

struct Units {
    std::vector<std::int32_t> counted;     // the record that stands for each unit, rising
    std::vector<std::int32_t> stand_in;    // where it lies: the record itself, or the first of its unit that lies in any area
    std::vector<std::int32_t> potential;   // records, not counted
    std::vector<std::int32_t> closed;
    std::int64_t merged = 0;               // records counted with another: records = counted + potential + closed + merged
};

/// The unit of a record is that of the record that it is counted with, to the end of the chain. A unit counts when any of its
/// records is active or of unknown status, and is then stood for by that end if it is, else by its first that is. Of a unit
/// without any, and of each potential or closed record that does not stand for a unit, the record goes to the lists.
/// A circle of `counted_with` counts as one unit. O(records).
Units find_units(const Records& records, const Within& within);

}  // namespace kith::inventory
