#pragma once
// A result about an area as a map shows it.
#include <optional>
#include <string>
#include <vector>

#include "engine/host/result.hpp"
#include "engine/picture/map.hpp"

namespace kith::report {

/// There is no number because nobody asked.
bool nobody_asked(const host::ResultColumn& column, std::size_t row);
/// Bounds are shown as the number that they are, and as a bound. `scale`: 100 for shares in per cent.
picture::AreaValue area_value(const host::ResultColumn& column, std::size_t row, double scale);

/// What a map of a result shows: a rate rather than a count, because large areas have more of everything.
struct MappedColumn {
    const host::OutputColumn* output = nullptr;
    std::string title, unit;                  // the title has the unit
    std::vector<picture::AreaValue> values;   // one an area
};
/// Nothing where no column says anything.
std::optional<MappedColumn> mapped_column(const host::ResultColumns& columns);

}  // namespace kith::report
