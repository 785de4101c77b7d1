#pragma once
// A result about an area as a map shows it.
#include "engine/host/result.hpp"
#include "engine/picture/map.hpp"

namespace kith::report {

/// There is no number because nobody asked.
bool nobody_asked(const host::ResultColumn& column, std::size_t row);
/// Bounds are shown as the number that they are, and as a bound. `scale`: 100 for shares in per cent.
picture::AreaValue area_value(const host::ResultColumn& column, std::size_t row, double scale);

}  // namespace kith::report
