#pragma once
// Names of areas on a map.
#include <string>
#include <vector>

#include "engine/picture/coverage.hpp"
#include "engine/picture/labels.hpp"

namespace kith::picture {

/// Where each area's name may stand, and how wide it is there: from its own rings. O(points log points).
std::vector<Inside> insides_of(const Coverage& coverage);
/// How many characters all names begin with, up to a space: "Sheffield " of "Sheffield 001A" and its neighbours. 0 of fewer than three.
std::size_t shared_words(const std::vector<std::string>& names);

}  // namespace kith::picture
