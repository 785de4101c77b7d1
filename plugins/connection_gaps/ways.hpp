#pragma once
// How two people could be brought together: a venue before a name, then people who said yes to that.
#include <cstdint>
#include <optional>
#include <vector>

#include "plugins/connection_gaps/paths.hpp"
#include "plugins/connection_gaps/suggest.hpp"
#include "plugins/connection_gaps/venues.hpp"

namespace kith::connection_gaps {

struct Way {
    std::optional<Venue> venue;
    std::optional<Path> path;   // only where there is no venue
    std::optional<Path> other;  // the widest path, where it goes through other people
};

class Ways {
public:
    Ways(const Venues& venues, Introducers& introducers, int between) : venues_(venues), introducers_(introducers), between_(between) {}
    Way find(std::int32_t a, std::int32_t b) const;

private:
    const Venues& venues_;
    Introducers& introducers_;
    int between_;
};

/// The places of the `most` first suggestions in order of: most in common, nearest, lowest rows. O(n log n).
std::vector<std::size_t> first_of_all(const std::vector<Suggestion>& suggestions, std::size_t most);

}  // namespace kith::connection_gaps
