#pragma once
// An outline drawn by hand, made fit to be an area. Inside session only.
#include "engine/base/status.hpp"
#include "engine/base/units.hpp"
#include "engine/place/revision.hpp"
#include "engine/place/value.hpp"

namespace kith::session {

/// Points within `snap` of a corner of any area come to lie on it, else of a border. Repeated points go. Misuse when fewer than three are
/// left, when it crosses itself, or when it holds no ground. O(points x corners + points^2).
base::Result<place::Outline> mended_outline(const place::Revision& revision, const place::Outline& drawn, base::Metres snap);

}  // namespace kith::session
