#pragma once
// Which outlines are surely valid, found without GEOS: inside geo only.
#include "engine/geo/shape.hpp"

namespace kith::geo {

/// True: one polygon of one ring that nowhere touches or crosses itself, which is certain in spite of rounding. False: it may be valid or
/// not; ask ShapeTools. Rings of more than a thousand points are not looked at. O(points^2), without allocating.
bool surely_valid(const Shape& shape);

}  // namespace kith::geo
