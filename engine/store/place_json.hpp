#pragma once
// What a place says besides its segments, as JSON: its name, lenses, what became of every row that was read.
#include <string>
#include <string_view>

#include "engine/place/place.hpp"

namespace kith::store {

/// All of a Place but its revision.
std::string to_json(const place::Place& place);
/// Into a Place without a revision. Error: bad_input, when it is not what `to_json` writes.
base::Result<place::Place> place_from_json(std::string_view text);

}  // namespace kith::store
