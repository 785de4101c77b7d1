#include "plugins/inventory/units.hpp"

#include <algorithm>

namespace kith::inventory {
namespace {

std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }

bool active(const Records& records, std::int32_t row) { return records.status[at(row)] <= 0; }

// The end of each record's chain; in a circle, its lowest record.
std::vector<std::int32_t> ends(const Records& records) {
    const auto n = static_cast<std::int32_t>(records.size());
    std::vector<std::int32_t> end(records.size(), -1);
    std::vector<std::int32_t> path;
    std::vector<std::int32_t> on_path(records.size(), -1);
    for (std::int32_t start = 0; start < n; ++start) {
        path.clear();
        std::int32_t row = start;
        while (end[at(row)] < 0 && on_path[at(row)] != start) {
            on_path[at(row)] = start;
            path.push_back(row);
            const std::int32_t next = records.counted_with[at(row)];
            if (next < 0 || next == row) break;
            row = next;
        }
        std::int32_t found = end[at(row)];
        if (found < 0) {
            const auto circle = std::find(path.begin(), path.end(), row);
            found = circle == path.end() ? row : *std::min_element(circle, path.end());
        }
        for (const std::int32_t passed : path) end[at(passed)] = found;
    }
    return end;
}

}  // namespace

Within within_partition(std::span<const std::int32_t> area) {
    Within within;
    within.offsets.reserve(area.size() + 1);
    for (const std::int32_t row : area) {
        if (row >= 0) within.areas.push_back(row);
        within.offsets.push_back(static_cast<std::int64_t>(within.areas.size()));
    }
    return within;
}

Units find_units(const Records& records, const Within& within) {
    const auto n = static_cast<std::int32_t>(records.size());
    const std::vector<std::int32_t> end = ends(records);
    std::vector<std::int32_t> stands(records.size(), -1), lies(records.size(), -1);  // by the end of the chain
    for (std::int32_t row = 0; row < n; ++row) {
        if (!active(records, row)) continue;
        std::int32_t& chosen = stands[at(end[at(row)])];
        if (chosen < 0 || row == end[at(row)]) chosen = row;
        std::int32_t& place = lies[at(end[at(row)])];
        if (place < 0 && !within.of(row).empty()) place = row;
    }
    Units units;
    for (std::int32_t row = 0; row < n; ++row) {
        const std::int32_t unit = end[at(row)];
        if (stands[at(unit)] == row) {
            units.counted.push_back(row);
            units.stand_in.push_back(!within.of(row).empty() || lies[at(unit)] < 0 ? row : lies[at(unit)]);
        } else if (active(records, row)) {
            units.merged += 1;
        } else {
            (records.status[at(row)] == 1 ? units.potential : units.closed).push_back(row);
        }
    }
    return units;
}

}  // namespace kith::inventory
